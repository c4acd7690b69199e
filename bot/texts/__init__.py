"""Every sentence that a person reads, per language, and the choice of the language.

The three tables have the same names and the same places to fill; a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.model import Tongue
from bot.texts import en, zh_hans, zh_hant
from retrieval.causes import Clause, system_clause
from retrieval.errors import CorpusError, RetrievalError, StateError

TABLES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "en": en.TEXTS,
    "zh-hans": zh_hans.TEXTS,
    "zh-hant": zh_hant.TEXTS,
}
_TRADITIONAL: Final = ("hant", "tw", "hk", "mo")


def say(tongue: Tongue, name: str, /, **values: object) -> str:
    """The text `name` in a language, its places filled."""
    return TABLES[tongue][name].format(**{place: _Filled(value) for place, value in values.items()})


def clause(tongue: Tongue, why: str) -> str:
    """Why something cannot be read, in a language; what has no kind, in the words in which it came."""
    if not isinstance(why, Clause) or why.cause is None:
        return why
    filled = {name: clause(tongue, value) for name, value in why.values.items()}
    return say(tongue, f"why_{why.cause.name.lower()}", **filled)


def fault(tongue: Tongue, error: OSError | RetrievalError) -> str:
    """What went wrong with a folder or a file, in a language."""
    match error:
        case CorpusError():
            return say(tongue, "fault_of_corpus", path=error.folder, why=clause(tongue, error.reason))
        case StateError():
            why = clause(tongue, error.reason) + (f" ({clause(tongue, error.why)})" if error.why else "")
            return say(tongue, "fault_of_state", path=error.path, why=why)
        case OSError():
            return clause(tongue, system_clause(error))
    return str(error)


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
