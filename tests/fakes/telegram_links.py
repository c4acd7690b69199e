"""Which addresses Telegram takes: links in a text, and the stricter ones behind a button.

Addresses are looked at, never fetched: whether a page answers is none of this module's business.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from tests.fakes.telegram_errors import bad_request

_OWN_SCHEME = re.compile(r"(?P<scheme>tg|ton):(?://)?(?P<host>[\w-]+)(?P<rest>[/?#].*)?", re.IGNORECASE)
_USER = re.compile(r"tg://user\?id=(?P<id>[1-9]\d{0,18})", re.IGNORECASE)
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".invalid")


class UnusableLinkError(ValueError):
    """An address that Telegram does not take, with its reason in Telegram's words."""


def checked_link(link: str) -> str:
    """Return the address as Telegram stores it, or raise `UnusableLinkError`."""
    own = _OWN_SCHEME.fullmatch(link)
    if own:
        return f"{own['scheme'].lower()}://{own['host']}{own['rest'] or ''}"
    if re.match("(tg|ton):", link, re.IGNORECASE):
        raise UnusableLinkError("Unallowed characters in URL host")
    scheme, found, rest = link.partition("://")
    if not found:
        scheme, rest = "http", link
    if scheme.lower() not in ("http", "https"):
        raise UnusableLinkError("Unsupported URL protocol")
    return _web_address(scheme.lower(), rest)


def user_behind(link: str) -> int | None:
    """Return the user a `tg://user?id=…` link stands for."""
    match = _USER.fullmatch(link)
    return int(match["id"]) if match else None


def check_button_url(url: str) -> str:
    """Return a button's address, or refuse it as Telegram does."""
    try:
        link = checked_link(url)
    except UnusableLinkError as error:
        reason = f"inline keyboard button URL '{url}' is invalid: {error}"
        raise bad_request(reason) from None
    host = urlsplit(link).hostname or ""
    if link.startswith("http") and not _is_public(host):
        raise bad_request("BUTTON_URL_INVALID")
    return link


def _web_address(scheme: str, rest: str) -> str:
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        host, _ = parts.hostname or "", parts.port  # a wrong port speaks up only when it is read
    except ValueError:
        raise UnusableLinkError("Wrong HTTP URL") from None
    if not host:
        raise UnusableLinkError("URL host is empty")
    if re.search(r"[\s\x00-\x1f]", parts.netloc) or not ("." in host or ":" in host):
        raise UnusableLinkError("Wrong HTTP URL")
    tail = rest[len(parts.netloc) :].replace(" ", "%20")
    return f"{scheme}://{parts.netloc}{tail if tail.startswith('/') else f'/{tail}'}"


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return not host.endswith(_PRIVATE_NAMES)
