"""What became of a quote (values only)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.model import Citation


class Standing(StrEnum):
    """What became of quoted words."""

    IDENTICAL = "identical"
    MOVED = "moved"
    CHANGED = "changed"
    WORDS_GONE = "words_gone"
    FILE_GONE = "file_gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Change:
    """Words in a row that differ."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found."""

    standing: Standing
    citation: Citation | None
    now: Citation | None
    changes: tuple[Change, ...] = ()
    reason: str = ""
