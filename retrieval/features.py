"""What is known of a sentence as an answer, in named numbers: what the learned weights are weights of.

Shares are of the question, its words weighed by their rarity in the corpus and in the passage. Nothing here
knows what a feature is worth; `weights.toml` says that.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from operator import mul
from typing import Final

from retrieval.cues import expressions_in, says_expression
from retrieval.kinds import evidence
from retrieval.matching import PassageText, occurrences, strengths
from retrieval.measures import gives
from retrieval.model import Alternative, Document, Group, Kind, Passage, Query, Ranked
from retrieval.things import named

FEATURES: Final = (
    "relevance",  # the passage's score among all passages
    "relevance_across",  # the same, where passage and question are not of one language
    "said",  # the share of the question that the sentence says
    "said_behind",  # the share more that title and headings say, and the names of author and publisher
    "subject",  # the share of the word that the passage opens with: what it is about
    "who",  # signs in the sentence of the kind that is asked for, by kind
    "when",
    "where",
    "how_many",
    "why",
    "measure",  # a number or time of the very sort that is asked for: money, a length of time, a share
    "thing",  # a name of the sort that is asked for: a country, a law; the more, the fewer sentences beside it have one
    "cued",  # an expression by which texts answer what is asked in other words
    "whom",  # people in a sentence that says what happened to the one asked for
    "headline",  # a title or heading, and the more so where it has no sign of the kind of thing that is asked for
)
ANSWERING: Final = 0.2  # how much a headline that may answer is but a headline
KINDS: Final = (Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.HOW_MANY, Kind.WHY)  # each is a feature's name
_OPENING: Final = re.compile(r"\W*(?:(?:the|an?) )?")
_YEAR: Final = re.compile(r"#(?:1[5-9]|20)\d\d")
_MODEL: Final = re.compile(r"([a-z]{1,4})(\d{1,4})")
_DAY: Final = re.compile(r"#\d+-\d+")
_POINTS: Final = re.compile(
    r"[“\"「『]?(?:他|她|它|这|那|该|其|此|对此|(?:he|she|it|they|this|that|these|those|his|her|its|their)\b)"
)


class Reading:
    """One passage, read sentence by sentence with one question in mind."""

    def __init__(
        self,
        query: Query,
        ranked: Ranked,
        document: Document,
        passage: Passage,
        text: PassageText,
        ordinary: Callable[[str], bool],
    ) -> None:
        """Read a passage.

        Args:
            query: the question.
            ranked: the passage's score and the rarity of the question's words.
            document: the document of the passage.
            passage: the passage.
            text: the passage, analysed.
            ordinary: whether a Chinese word is an ordinary one, which is then no name.
        """
        self.query = query
        self.ranked = ranked
        self.document = document
        self.passage = passage
        self.sentences = text.sentences
        self._text = text
        self._ordinary = ordinary
        groups = query.readings[ranked.language]
        self._asked = frozenset(g.word for g in groups if g.meaning)
        names = query.names
        self._numbers = frozenset(s for g in groups for a in g.alternatives for s in a.stems if s[0] == "#")
        self._names = {g.word for g in groups if not names.isdisjoint(g.word.split())}
        said = [strengths(g, text) for g in groups]
        live = [i for i, (alternatives, _) in enumerate(said) if alternatives]
        self.groups = [groups[i] for i in live]
        self.alternatives = [said[i][0] for i in live]
        columns = [said[i][1] for i in live]
        rows: list[Sequence[float]] = list(zip(*columns, strict=True))
        self.found = rows[:-1] or [() for _ in self.sentences]
        self.behind = [column[-1] for column in columns]
        shares = _shares(groups, ranked.rarity, [column[:-1] for _, column in said])
        self.shares = [shares[i] for i in live]
        self._known_behind = [
            (g, share, behind)
            for g, (share, behind) in enumerate(zip(self.shares, self.behind, strict=True))
            if behind
        ]
        words = word_shares(groups, ranked.rarity)
        self.word_shares = [words[i] for i in live]

    @cached_property
    def _subject(self) -> float:
        """The largest share of a word of the question that the passage opens with.

        长尾雀，也叫…… is about that bird, and 雪岭长尾雀…… about another, though it says the same word.
        """
        first = self.sentences[0]
        opening = _OPENING.match(first.folded)
        begin = opening.end() if opening else 0
        end = begin + _shared(first.folded[begin:], self.query.folded)
        found = (
            share * alternative.weight
            for group, alternatives, share in zip(
                self.groups, self.alternatives, self.word_shares, strict=True
            )
            for alternative in (alternatives if group.meaning else ())
            if any(at <= begin or to <= end for at, to in occurrences(first, alternative))
        )
        return max(found, default=0.0)

    @cached_property
    def _cued(self) -> Sequence[float]:
        """Whether each sentence says what texts say that answer such a question."""
        expressions = expressions_in(self._text, self.query.cues)
        return [float(any(says_expression(s, one) for one in expressions)) for s in self.sentences]

    @cached_property
    def _named(self) -> Sequence[float]:
        """Whether each sentence has a name of the sort that is asked for, times the share of the sentences that have none."""
        thing, chinese = self.query.thing, self.passage.language == "zh"
        if thing is None:
            return [0.0] * len(self.sentences)
        text, question = self.document.text, self.query.folded
        found = [named(thing, s.span.of(text), s.folded, question, chinese=chinese) for s in self.sentences]
        return [has * (1 - sum(found) / len(found)) for has in found]

    @property
    def unnamed(self) -> float:
        """The share of the names in the question that the passage never says; 法 alone is mostly not France."""
        entities = self.query.entities
        said = (
            g.word for g, ways in zip(self.groups, self.alternatives, strict=True) if any(map(_tells, ways))
        )
        named = len(self._names.intersection(said))
        named += sum(any(strengths(entity, self._text)[1]) for entity in entities)
        every = len(self._names) + len(entities)
        return 1 - named / every if every else 0.0

    @property
    def numberless(self) -> bool:
        """Whether the question has numbers, and the passage says none of them."""
        return bool(self._numbers) and self._text.stems.isdisjoint(self._numbers)

    def misdated(self, i: int) -> bool:
        """Whether sentence `i` has years, or days, and none of those that the question has."""
        said = self.sentences[i].stems
        return any(
            asked and said_here and asked.isdisjoint(said_here)
            for asked, said_here in ((_of(p, self._numbers), _of(p, said)) for p in (_YEAR, _DAY))
        )

    def of_another_model(self, i: int) -> bool:
        """Whether sentence `i` has a model in the place of one that the question has and the passage never says: SU7 for YU7."""
        here = _models(self.sentences[i].stems)
        if not here:
            return False
        asked, said = _models_of(self.query.readings[self.ranked.language]), _models_of(self.groups)
        return any(
            (one[1] == other[1]) != (one[2] == other[2])
            for one in map(_MODEL.fullmatch, sorted(here - asked))
            for other in map(_MODEL.fullmatch, sorted(asked - said))
            if one and other
        )

    def features(self, i: int) -> tuple[float, ...]:
        """The features of sentence `i`, in the order of `FEATURES`."""
        kinds = self._kinds(i)
        across = float(self.passage.language != self.query.language)
        return (
            self.ranked.score,
            across * self.ranked.score,
            *self._context(i),
            self._subject,
            *kinds,
            self._measured(i),
            self._named[i],
            self._cued[i],
            max(kinds) * self._on_focus(i),
            self._headline(i, signs=any(kinds) or self._measured(i) > 0 or self._named[i] > 0),
        )

    def _headline(self, i: int, *, signs: bool) -> float:
        """How much sentence `i` is but a headline: one may answer, but who asks for somebody is not told by one without a name."""
        if self.sentences[i].kind == "text":
            return 0.0
        return ANSWERING if signs or not self.query.asks else 1.0

    def points(self, i: int) -> bool:
        """Whether a sentence begins with a pronoun, whose noun is then elsewhere."""
        return _POINTS.match(self.sentences[i].folded) is not None

    def _context(self, i: int) -> list[float]:
        """The share that a sentence says, and what more is said behind it."""
        found = self.found[i]
        more = (share * max(0.0, behind - found[g]) for g, share, behind in self._known_behind)
        return [sum(map(mul, self.shares, found)), sum(more)]

    def _kinds(self, i: int) -> tuple[float, ...]:
        """The evidence for the asked kind, in the place of that kind."""
        sentence = self.sentences[i]
        kind = self.query.kind
        if kind is Kind.OTHER:
            return (0.0,) * len(KINDS)
        found = evidence(
            kind,
            sentence.span.of(self.document.text),
            sentence.folded,
            sentence.analyzed.tokens,
            self._asked,
            self._ordinary,
            chinese=self.passage.language == "zh",
        )
        return tuple(found if k is kind else 0.0 for k in KINDS)

    def _measured(self, i: int) -> float:
        """Whether the sentence has a number or time of the sort that is asked for."""
        asked, chinese = self.query.measure, self.passage.language == "zh"
        return float(asked is not None and gives(asked, self.sentences[i].folded, chinese=chinese))

    def _on_focus(self, i: int) -> float:
        """How well the sentence says what happened to the one asked for."""
        focus = self.query.focus
        if focus is None:
            return 0.0
        said = (f for g, f in zip(self.groups, self.found[i], strict=True) if g.meaning and focus in g.word)
        return max(said, default=0.0)


def _of(pattern: re.Pattern[str], terms: Collection[str]) -> frozenset[str]:
    return frozenset(filter(pattern.fullmatch, terms))


def _tells(way: Alternative) -> bool:
    """Whether a way to say a name is no single Chinese character."""
    return len(way.surface) > 1 or way.surface.isascii()


def _models(stems: Iterable[str]) -> frozenset[str]:
    """Those that are letters and a number: SU7, G20."""
    return frozenset(filter(_MODEL.fullmatch, stems))


def _models_of(groups: Iterable[Group]) -> frozenset[str]:
    return _models(stem for group in groups for a in group.alternatives for stem in a.stems)


def _shared(text: str, question: str) -> int:
    """How much of the beginning of a text the question says in one piece."""
    return bisect_left(range(1, len(text) + 1), True, key=lambda size: text[:size] not in question)


def _shares(
    groups: Sequence[Group], rarity: Sequence[float], columns: Sequence[Sequence[float]]
) -> list[float]:
    """What each group is worth: its rarity in the corpus and in the passage, each damped; together 1."""
    weights = []
    for group, rare, column in zip(groups, rarity, columns, strict=True):
        said = len(column) - column.count(0.0)
        local = math.log(1 + (len(column) - said + 0.5) / (said + 0.5))
        weights.append(group.weight * math.sqrt(rare * local))
    return _together(weights)


def word_shares(groups: Sequence[Group], rarity: Sequence[float]) -> list[float]:
    """What each word of the question is worth by its rarity in the corpus; together 1."""
    return _together([math.sqrt(r) if g.meaning else 0.0 for g, r in zip(groups, rarity, strict=True)])


def _together(weights: Sequence[float]) -> list[float]:
    whole = sum(weights) or 1.0
    return [w / whole for w in weights]


def worth(features: Sequence[float], weights: Sequence[float]) -> float:
    """What a sentence is worth: its features, each times its weight. Only differences mean anything."""
    return float(sum(map(mul, weights, features)))
