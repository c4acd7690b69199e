"""What a setting may be: ids, places, addresses and folders as operators write them, in the environment and in TOML.

No fault shows the value: it might be a secret.
"""

from __future__ import annotations

import ipaddress
import json
import re
import unicodedata
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

_TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]+")
_PLACE: Final = re.compile(r"-?[0-9]{1,20}(?:/[0-9]{1,20})?")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WEBHOOK: Final = "should be an address such as https://bot.example.org/telegram, on port 443, 80, 88 or 8443"


def _ids(value: object) -> object:
    """Numeric ids from the environment: `1, 2` as well as `[1, 2]`."""
    return (
        [part for part in re.split(r"[\s,;]+", value.strip(" []")) if part]
        if isinstance(value, str)
        else value
    )


def _not_bool(value: object) -> object:
    """TOML's true is not the number 1, nor the person of that id."""
    if isinstance(value, bool):
        raise ValueError("should be a valid integer")  # noqa: TRY004  pydantic reports ValueError only
    return value


def _origin(value: str) -> str:
    if not _is_origin(value):
        raise ValueError("should be an origin such as https://api.telegram.org")
    return value.rstrip("/")


def _is_origin(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:  # its text holds the value
        return False
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    return parts.scheme in {"http", "https"} and bool(host) and not more


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("should look like 123456789:AAF…, as @BotFather gives it")
    return value


def _place(value: object) -> object:
    """A person, a chat, or a topic of a chat: `7`, `-1001`, `-1001/5`."""
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not _PLACE.fullmatch(written):
        raise ValueError("should have ids such as 7 and -1001234567890, or CHAT/TOPIC")
    return written


def _object(value: object) -> object:
    """A table from the environment is JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):  # its text holds the value
            value = None
    if not isinstance(value, dict):
        raise ValueError('should be JSON such as {"staff": [7, -1001234567890]}')  # noqa: TRY004
    return value


def _inside(value: str) -> str:
    """A folder of the corpus by its path inside, without the slashes around it."""
    parts = unicodedata.normalize("NFC", value).strip("/").split("/")
    if not all(parts) or {".", ".."} & set(parts):
        raise ValueError("should have folders by their path inside the corpus, as staff/pay")
    return "/".join(parts)


def _webhook(value: str) -> str:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:  # its text holds the value
        raise ValueError(_WEBHOOK) from None
    if (
        parts.scheme != "https"
        or not parts.hostname
        or port not in {None, 443, 80, 88, 8443}
        or parts.fragment
    ):
        raise ValueError(_WEBHOOK)
    return value


def _address(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ValueError("should be an IP address such as 127.0.0.1, or 0.0.0.0 for all") from None


def _secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("should be 1 to 256 of A-Z, a-z, 0-9, _ and -")
    return value


def _expanded(value: Path) -> Path:
    try:
        return value.expanduser()
    except RuntimeError:
        raise ValueError("should not begin with ~ and a name: nobody here is called so") from None


Number = Annotated[int, BeforeValidator(_not_bool)]
Ids = Annotated[frozenset[Number], NoDecode, BeforeValidator(_ids)]
Folder = Annotated[Path, AfterValidator(_expanded)]
Place = Annotated[str, BeforeValidator(_place)]
Places = Annotated[frozenset[Place], NoDecode, BeforeValidator(_ids)]
Folders = Annotated[dict[Annotated[str, AfterValidator(_inside)], Places], NoDecode, BeforeValidator(_object)]
Token = Annotated[SecretStr, AfterValidator(_token)]
Secret = Annotated[SecretStr, AfterValidator(_secret)]
Origin = Annotated[str, AfterValidator(_origin)]
WebhookAddress = Annotated[str, AfterValidator(_webhook)]
ListeningAddress = Annotated[str, AfterValidator(_address)]
