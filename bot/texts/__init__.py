"""Every sentence that a person reads, per language, and the choice of the language.

The three tables have the same names and the same places to fill; a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.model import Tongue
from bot.texts import en, zh_hans, zh_hant

TABLES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "en": en.TEXTS,
    "zh-hans": zh_hans.TEXTS,
    "zh-hant": zh_hant.TEXTS,
}
_TRADITIONAL: Final = ("hant", "tw", "hk", "mo")


def say(tongue: Tongue, name: str, /, **values: object) -> str:
    """The text `name` in a language, its places filled."""
    return TABLES[tongue][name].format(**{place: _Filled(value) for place, value in values.items()})


class _Filled(str):
    """What is filled into a place; of a number the place may name the English noun: `{files:file}` is 1 file, 2 files."""

    __slots__ = ()

    def __format__(self, noun: str) -> str:
        return f"{self!s} {noun}{'' if self == '1' else 's'}" if noun else str(self)


def tongue_of(language_code: str | None) -> Tongue | None:
    """The language of a code such as `zh-hant-TW`, `zh_CN.UTF-8` or `en`; `None` for any other language."""
    parts = (language_code or "").lower().replace("_", "-").split(".")[0].split("-")
    if parts[0] == "zh":
        return "zh-hant" if any(part in _TRADITIONAL for part in parts[1:]) else "zh-hans"
    return "en" if parts[0] == "en" else None
