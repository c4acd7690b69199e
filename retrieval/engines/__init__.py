"""Which passages could match, and how frequent is each term?

The seam between the questions and an index. An engine knows terms and numbers and nothing else; in which
order passages answer is decided by `ranking`, the same for every engine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.model import Hit, Language


@dataclass(frozen=True, slots=True)
class Statistics:
    """The passages of one language: how many, and their mean numbers of terms by view."""

    passages: int
    mean_lengths: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine is given of a passage: its number, its language, how often it has each term."""

    passage: int
    language: Language
    frequencies: Mapping[str, int]


class Engine(Protocol):
    """An index of passages, immutable once made; each language is counted by itself."""

    def statistics(self, language: Language) -> Statistics:
        """The numbers of one language's passages."""

    def document_frequencies(self, language: Language, terms: Collection[str]) -> Mapping[str, int]:
        """In how many passages of the language each term occurs; terms that never do may be left out."""

    def words(self, language: Language) -> Collection[str]:
        """The Latin words of the language's passages, as the stems that terms are made of."""

    def gather(
        self, language: Language, weights: Mapping[str, float], limit: int, among: bytes | None = None
    ) -> Sequence[Hit]:
        """At most `limit` passages of the language that hold terms, the most promising; ties by number.

        `among` has a byte for each passage of all languages, by number, and only those whose byte is 1 are gathered.
        """

    def having(self, terms: Collection[str]) -> Collection[int]:
        """The passages of all languages that hold all of the terms, which are at least one."""
