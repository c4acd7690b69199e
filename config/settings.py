"""EDGE: the typed settings, and where each came from.

Read in this order, the first that names a setting wins: the environment, `.env`, `juzheng.toml` in the
current folder, `juzheng.toml` in the user's configuration folder, the defaults. A name that is not a setting
is refused, in the environment too, and no error shows a value: it might be a secret.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from dotenv import dotenv_values
from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from config.values import (
    Folder,
    Folders,
    Ids,
    ListeningAddress,
    Number,
    Origin,
    Places,
    Secret,
    Token,
    WebhookAddress,
)

PREFIX: Final = "JUZHENG_"
WHOLE: Final = frozenset(
    {"telegram.folders"}
)  # a table that is one setting, with names that are the operator's
FILE: Final = "juzheng.toml"


class ConfigError(Exception):
    """The settings cannot be used; the text is one line for each fault, naming the setting and its source."""


class TelegramSettings(BaseModel):
    """How to reach Telegram, and who may ask there."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    token: Token | None = Field(None, description="The bot's token, as @BotFather gives it")
    api_url: Origin = Field(
        "https://api.telegram.org", description="Origin of the Bot API server, for methods and files"
    )
    access: Literal["listed", "open"] = Field(
        "listed", description="Who may ask: those listed below, or everyone (open)"
    )
    admins: Ids = Field(frozenset(), description="Numeric ids of people who may ask and administer")
    users: Ids = Field(frozenset(), description="Numeric ids of people who may ask")
    chats: Ids = Field(frozenset(), description="Numeric ids of groups in which everyone may ask")
    topics: Places = Field(frozenset(), description="Topics of groups, CHAT/TOPIC, in which everyone may ask")
    folders: Folders = Field(
        {},
        description="Folders of the corpus, each with the ids of the only people, chats and topics that see it",
    )
    refusals: Literal["line", "silent"] = Field(
        "line", description="What those get who may not ask: one line, or nothing"
    )
    person_limit: Number = Field(
        30,
        ge=0,
        description="Messages and presses of one person that are answered in a minute; 0 for any number",
    )
    chat_limit: Number = Field(
        60,
        ge=0,
        description="Messages and presses in one group that are answered in a minute; 0 for any number",
    )
    inline_limit: Number = Field(
        120,
        ge=0,
        description="Inline queries of one person, one for each pause in typing, that are looked up in a minute; 0 for any number",
    )
    upload_limit: Number = Field(
        20,
        ge=0,
        le=20,
        description="Size of a file that an administrator may send into the corpus, in MB; 0 for none",
    )
    retention: Number = Field(
        90, ge=1, description="How long questions and what belongs to them are kept, in days"
    )
    webhook_url: WebhookAddress | None = Field(
        None, description="Where Telegram brings messages; it is asked for them where not set"
    )
    webhook_listen: ListeningAddress = Field(
        "127.0.0.1", description="Address to listen at for what Telegram brings"
    )
    webhook_port: Number = Field(
        8080, ge=1, le=65535, description="Port to listen at for what Telegram brings"
    )
    webhook_secret: Secret | None = Field(
        None, description="What Telegram proves itself by; made at random at each start where not set"
    )


class Settings(BaseSettings):
    """Everything an operator can decide."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_ignore_empty=True,
    )

    corpus: Folder = Field(Path(__file__).parent.parent / "seeds", description="Folder of the documents")
    data: Folder = Field(
        user_data_path("juzheng"), description="Folder for the state: indexes, dictionary, questions"
    )
    dictionary: Folder | None = Field(
        None, description="A CC-CEDICT text file to use in place of the packaged one"
    )
    lexicon: Folder | None = Field(
        None,
        description="A file of your own words; lexicon.toml in the folder you start it from where not set",
    )
    documents: Number = Field(
        5, ge=1, le=50, description="Distinct documents that an answer in a chat may cite"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="What is logged to standard error"
    )
    telegram: TelegramSettings = TelegramSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Settings are given whole by `load`, which reads the sources itself to know which said what."""
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, and for each dotted name where it came from."""

    settings: Settings
    sources: Mapping[str, str]

    def shown(self) -> Iterator[tuple[str, str, str]]:
        """Name, value and source of every setting; a secret's value is hidden."""
        for name, value in _flat(self.settings.model_dump()):
            yield name, _shown(value), self.sources.get(name, "default")


def load(folder: Path | None = None, user_folder: Path | None = None) -> Loaded:
    """Read the settings.

    Args:
        folder: where `.env` and `juzheng.toml` are looked for; the current folder where not given.
        user_folder: the user's configuration folder.

    Raises:
        ConfigError: naming each setting that is unknown or of the wrong type.
    """
    here = folder or Path.cwd()
    files = {FILE: here / FILE, f"user {FILE}": (user_folder or user_config_path("juzheng")) / FILE}
    _refuse_unknown(os.environ, "the environment")
    _refuse_unknown(_dotenv(here / ".env"), ".env")
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    for source, found in _read(here, files):
        for name, value in _flat(found):
            if name not in values:
                values[name], sources[name] = value, source
    try:
        return Loaded(Settings(**_nested(values)), sources)
    except ValidationError as error:
        raise ConfigError("\n".join(_faults(error, sources))) from None


def names() -> tuple[str, ...]:
    """The dotted names of all settings."""
    return tuple(name for name, _ in _fields(Settings))


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.replace(".", "__").upper()


def _fields(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _fields(field.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name, field


def _read(here: Path, files: Mapping[str, Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each source says, in order of precedence."""
    yield "environment", _variables(EnvSettingsSource(Settings), "the environment")
    if (here / ".env").is_file():
        yield ".env", _variables(DotEnvSettingsSource(Settings, env_file=here / ".env"), ".env")
    for source, path in files.items():
        if path.is_file():
            try:
                yield source, TomlConfigSettingsSource(Settings, path)()
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                raise ConfigError(f"{path} is not TOML{_line(path)}") from None
            except OSError:
                raise ConfigError(f"{path} cannot be read") from None
            except RecursionError:
                raise ConfigError(f"{path} is nested too deeply") from None


def _variables(read: EnvSettingsSource, source: str) -> dict[str, Any]:
    """What variables say; those that do not begin with our prefix are other programs'."""
    try:
        found = read()
    except SettingsError as error:
        field = re.search(r'field "(\w+)"', str(error))
        name = variable(field[1]) if field else "a setting"
        raise ConfigError(f"{name} in {source} should be JSON, as {{...}}") from None
    return {name: value for name, value in found.items() if name in Settings.model_fields}


def _line(path: Path) -> str:
    """Where the first fault of a TOML file lies, without showing what stands there."""
    try:
        text = path.read_text("utf-8")
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        return f" (line {place[1] if place else len(text.splitlines())})"
    except UnicodeDecodeError:
        return " (not UTF-8)"
    return ""


def _dotenv(path: Path) -> Mapping[str, str | None]:
    try:
        return dotenv_values(path) if path.is_file() else {}
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{path} cannot be read") from None


def _refuse_unknown(found: Mapping[str, str | None], source: str) -> None:
    known = {variable(name) for name in names()} | {PREFIX + "TELEGRAM"}
    faults = [
        f"{name} in {source} is not a setting{_suggestion(name.upper(), known)}"
        for name in sorted(found)
        if name.upper().startswith(PREFIX) and name.upper() not in known
    ]
    if faults:
        raise ConfigError("\n".join(faults))


def _suggestion(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


def _faults(error: ValidationError, sources: Mapping[str, str]) -> Iterator[str]:
    """One line a fault, without the value."""
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        name = _setting(".".join(str(part) for part in fault["loc"] if isinstance(part, str)))
        source = _source(name, sources)
        written = variable if source in {"environment", ".env"} else str
        shown = written(name)
        if fault["type"] == "extra_forbidden":
            known = {written(other) for other in (*names(), *_tables())}
            yield f"{shown} in {source} is not a setting{_suggestion(shown, known)}"
        else:
            message = fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
            yield f"{shown} in {source}: {message if message.startswith('should') else 'should be other: ' + message}"


def _setting(place: str) -> str:
    """The setting that a fault lies in; what is inside of a table that is one setting has no name of ours."""
    return next((whole for whole in WHOLE if place.startswith(f"{whole}.")), place)


def _source(name: str, sources: Mapping[str, str]) -> str:
    """Where a setting came from; a whole table comes from where the first of its names does."""
    of_table = (source for full, source in sources.items() if full.startswith(f"{name}."))
    return sources.get(name) or next(of_table, "the settings")


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        whole = prefix + name in WHOLE
        if isinstance(value, dict) and not whole and (value or prefix + name in _tables()):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _tables() -> set[str]:
    """The names of settings that hold settings."""
    return {name.rpartition(".")[0] for name in names()} - {""}


def _nested(values: Mapping[str, object]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in values.items():
        *parents, last = name.split(".")
        inner = out
        for parent in parents:
            inner = inner.setdefault(parent, {})
            if not isinstance(inner, dict):  # no table: refused as what it is, before this one
                break
        else:
            inner[last] = value
    return out


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "(hidden)"
    if isinstance(value, frozenset):
        return ", ".join(map(str, sorted(value))) or "(none)"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_shown(held)}" for name, held in sorted(value.items())) or "(none)"
    return "(not set)" if value is None else str(value)
