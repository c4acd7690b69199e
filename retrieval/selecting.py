"""Which passages filters leave, before any is ranked: so a filter never hides what there is behind what there is more of.

Each filter is worked out by itself, over what is known of documents without reading them; phrases by the engine's terms
first, and then to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.folding import HAN
from retrieval.analysis.frequencies import CHARACTERS
from retrieval.engines import Engine
from retrieval.model import Filters, Group, Language, Query, Selection
from retrieval.pages.publishers import publishers
from retrieval.verbatim import verbatim, verbatim_phrase

_PAIR: Final = re.compile(rf"[{HAN}]{{1,2}}")  # is a term itself
_FIRST: Final = "0000-01-01"
_LAST: Final = "9999-99-99"


class Card(NamedTuple):
    """What filters look at of a document, and its passages: so many, from the number `first` on."""

    first: int
    passages: int
    title: str
    names: tuple[str, ...]
    published: str | None


class Holding(Protocol):
    """What filters must know of the documents."""

    def cards(self) -> Sequence[Card]:
        """Every document, in the order of its passages."""
        ...

    def wording(self, phrase: str, passages: Collection[int]) -> Collection[int]:
        """Those of the passages that have a phrase to the letter, as `verbatim_phrase` writes it."""
        ...


@dataclass(frozen=True, slots=True)
class _Shelved:
    """The cards, whose each passage is, a byte for each of these that is 1, and publishers' names as they are searched."""

    cards: Sequence[Card]
    card_of: Sequence[int]
    every: bytes
    names: Mapping[str, str]


class Selector:
    """Works out what filters leave of one index."""

    def __init__(self, analyzer: Analyzer, engine: Engine, holding: Holding) -> None:
        """Select from an index, which is looked at when there is first something to select, or by `warm`."""
        self._analyzer = analyzer
        self._engine = engine
        self._holding = holding
        self._all = lru_cache(maxsize=1)(self._shelved)
        self._kept = lru_cache(maxsize=64)(self._left)
        self._terms = lru_cache(maxsize=4096)(self._terms_of)

    def warm(self) -> None:
        """Look at the index now, so that nobody who filters waits for it."""
        self._all()

    def select(self, query: Query) -> Query:
        """The query with what its filters leave, in the languages that they leave.

        A phrase is looked for where a word of the question is, as nothing else can answer; everywhere only where that
        leaves nothing, to tell why.
        """
        filters = query.question.filters
        if not filters:
            return query
        if filters.phrases or filters.without:
            selected = self._selected(query, filters, self._said(query.readings))
            if not selected.selection.emptied:
                return selected
        return self._selected(query, filters)

    def _selected(self, query: Query, filters: Filters, among: Collection[int] | None = None) -> Query:
        """The same, among some passages, as if there were no others."""
        shelved = self._all()
        every = left = int.from_bytes(shelved.every if among is None else self._numbers(among))
        applied = []
        undated = self._undated(filters) if filters.dated else 0
        for typed, one in filters.each():
            alone = int.from_bytes(self._alone(one, query.readings, among))
            applied.append(typed)
            left &= alone
            if not left:
                emptied = tuple(applied) if alone else (typed,)
                return replace(query, readings={}, selection=Selection(b"", emptied, undated))
        kept = {k: v for k, v in query.readings.items() if k in (filters.languages or query.readings)}
        passages = None if left == every else left.to_bytes(len(shelved.every))
        return replace(query, readings=kept, selection=Selection(passages, (), undated))

    def _said(self, readings: Mapping[Language, Sequence[Group]]) -> set[int]:
        """The passages that have any term by which the question is looked for."""
        groups = (group for groups in readings.values() for group in groups)
        terms = {term for group in groups for a in group.alternatives for term in a.terms}
        return {number for term in terms for number in self._engine.having([term])}

    def _alone(
        self, one: Filters, readings: Mapping[Language, Sequence[Group]], among: Collection[int] | None
    ) -> bytes:
        """What a single filter leaves."""
        if one.titles:
            return self._passages(self._titled(readings))
        if among is not None and (one.phrases or one.without):
            return self._worded(one, among)
        return self._kept(one)

    def _worded(self, one: Filters, among: Collection[int] | None = None) -> bytes:
        """What a phrase leaves, or one that is struck out; it is looked for in `among` alone, where that is given."""
        if one.phrases:
            return self._numbers(self._having(one.phrases[0], among))
        without = bytearray(self._all().every)
        for number in self._having(one.without[0], among, forms=True):
            without[number] = 0
        return bytes(without)

    def _left(self, one: Filters) -> bytes:
        """What a single filter leaves, whatever the question."""
        every = self._all().every
        if one.phrases or one.without:
            return self._worded(one)
        if one.languages:
            known = any(self._engine.statistics(language).passages for language in one.languages)
            return every if known else bytes(len(every))
        return self._passages(self._documents(one))

    def _documents(self, one: Filters) -> Iterable[Card]:
        """The documents that a single filter for publishers or dates leaves."""
        cards = self._all().cards
        if one.publishers:
            return self._published_by(one.publishers)
        if one.after:
            return (
                c for c in cards if c.published and _padded(c.published, _LAST) >= _padded(one.after, _FIRST)
            )
        before = _padded(one.before or "", _FIRST)
        return (c for c in cards if c.published and _padded(c.published, _FIRST) < before)

    def _having(
        self, phrase: str, among: Collection[int] | None = None, *, forms: bool = False
    ) -> Collection[int]:
        """The passages, of some or of all, that have a phrase, or in what is known of them beside their words.

        One word is meant in all its `forms`.
        """
        wanted = verbatim_phrase(self._analyzer.fold(phrase).text)
        terms = [t for t in self._analyzer.frequencies([phrase]).by_term() if t[0] == CHARACTERS]
        if not wanted or not terms:
            return ()
        near = self._engine.having(terms)
        near = near if among is None else set(near).intersection(among)
        by_terms = _PAIR.fullmatch(wanted) or (forms and " " not in wanted.strip())
        return near if by_terms else self._holding.wording(wanted, near)

    def _published_by(self, wanted: Sequence[str]) -> Iterable[Card]:
        """The documents of whoever is called so, in part or as a whole."""
        shelved = self._all()
        usual = filter(None, map(publishers().outlet, wanted))
        parts = [verbatim_phrase(folded) for folded in self._analyzer.folded([*wanted, *usual])]
        meant = {
            printed for printed, name in shelved.names.items() if any(part and part in name for part in parts)
        }
        return (card for card in shelved.cards if not meant.isdisjoint(card.names))

    def _titled(self, readings: Mapping[Language, Sequence[Group]]) -> Iterable[Card]:
        """The documents whose titles say every word of the question, each in some way, in one of the languages."""
        cards = self._all().cards
        for groups in ([g for g in groups if g.meaning] for groups in readings.values()):
            near = [self._near(group) for group in groups]
            for at in set(near[0]).intersection(*near[1:]) if near else ():
                terms = self._terms(cards[at].title)
                if all(any(terms.issuperset(a.terms) for a in g.alternatives) for g in groups):
                    yield cards[at]

    def _near(self, group: Group) -> set[int]:
        """Where the cards stand of documents that say a word in a passage, and so may say it in their title."""
        card_of = self._all().card_of
        return {card_of[number] for a in group.alternatives for number in self._engine.having(a.terms)}

    def _undated(self, filters: Filters) -> int:
        """How many documents that the other filters for documents leave have no date."""
        left = self._published_by(filters.publishers) if filters.publishers else self._all().cards
        return sum(1 for card in left if not card.published)

    def _shelved(self) -> _Shelved:
        cards = self._holding.cards()
        names = list(dict.fromkeys(name for card in cards for name in card.names))
        searched = (verbatim(folded) for folded in self._analyzer.folded(names))
        every = passages_of(cards, max((card.first + card.passages for card in cards), default=0))
        card_of = [0] * len(every)
        for at, card in enumerate(cards):
            card_of[card.first : card.first + card.passages] = [at] * card.passages
        return _Shelved(cards, card_of, every, dict(zip(names, searched, strict=True)))

    def _passages(self, cards: Iterable[Card]) -> bytes:
        return passages_of(cards, len(self._all().every))

    def _numbers(self, numbers: Iterable[int]) -> bytes:
        out = bytearray(len(self._all().every))
        for number in numbers:
            out[number] = 1
        return bytes(out)

    def _terms_of(self, title: str) -> frozenset[str]:
        return frozenset(self._analyzer.frequencies([title]).by_term())


def passages_of(cards: Iterable[Card], passages: int) -> bytes:
    """A byte for each of so many passages: 1 for those of these documents."""
    out = bytearray(passages)
    for card in cards:
        out[card.first : card.first + card.passages] = b"\1" * card.passages
    return bytes(out)


def _padded(day: str, fill: str) -> str:
    """A time as precise as it is known as a day: the first or the last that it may be."""
    return day[:10] + fill[len(day[:10]) :]
