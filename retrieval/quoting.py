"""The sentence or two of a passage that answer, and the words in them to highlight.

A sentence is judged by the words of the question that it says, by those that the sentences around it, its
headings and its title say, and by whether it holds the kind of thing that is asked for. Rare words count
more, in the corpus and within the passage.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from retrieval.kinds import evidence
from retrieval.matching import Sentence, occurrences, possible, strength
from retrieval.model import Document, Kind, Passage, Query, Ranked, Span
from retrieval.sentences import QUOTE_LIMIT, width

NEAR: Final = (0.35, 0.2)  # what a word counts for that a neighbour says, by distance
BACKGROUND: Final = 0.15  # what a word counts for that only the title, a heading or the passage says
KIND: Final = {  # what the asked kind of thing is worth, in shares of the whole question
    Kind.WHO: 1.0,
    Kind.WHEN: 0.2,
    Kind.WHERE: 0.35,
    Kind.HOW_MANY: 0.35,
    Kind.WHY: 0.35,
    Kind.OTHER: 0.0,
}
OFF_FOCUS: Final = 0.3  # what a person counts for in a sentence that does not say what the one asked for did
HEADLINE: Final = 0.6  # what a title or heading is worth against a sentence that says the same
SECOND: Final = 0.06  # the share of the question that a second sentence must add
SHORT: Final = 6  # characters; less is hardly a sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """One or two sentences, with what they are worth.

    `score` compares quotes of one question; `covered` is the share of the question's words, by rarity, that
    the quote, the sentences beside it or its background say.
    """

    span: Span
    score: float
    covered: float
    highlights: tuple[Span, ...]
    matches: tuple[tuple[str, str], ...]


class Reading:
    """One passage, read with one question in mind."""

    def __init__(
        self,
        query: Query,
        ranked: Ranked,
        document: Document,
        passage: Passage,
        read: Sequence[Sentence],
        background: Sentence,
        ordinary: Callable[[str], bool],
    ) -> None:
        self._query = query
        self._groups = query.readings[ranked.language]
        self._document = document
        self._passage = passage
        self._read = read
        self._ordinary = ordinary
        self._possible = [possible(g, (*read, background)) for g in self._groups]
        self._found = [[strength(s, alternatives) for alternatives in self._possible] for s in read]
        self._behind = [strength(background, alternatives) for alternatives in self._possible]
        self._weights = [self._weight(i, rare) for i, rare in enumerate(ranked.rarity)]
        self._meaning = [
            math.sqrt(r) if g.meaning else 0.0 for g, r in zip(self._groups, ranked.rarity, strict=True)
        ]
        self._asked = frozenset(g.word for g in self._groups if g.meaning)

    def _weight(self, group: int, rare: float) -> float:
        """Rarity in the corpus and within the passage, each damped."""
        said = sum(1 for row in self._found if row[group])
        local = math.log(1 + (len(self._found) - said + 0.5) / (said + 0.5))
        return self._groups[group].weight * math.sqrt(rare * local)

    def quotes(self) -> Iterator[Quote]:
        """Every sentence of the passage as a quote, best first; those after the first are made when asked for."""
        order = sorted(range(len(self._read)), key=lambda i: (-self._scores[i], self._read[i].span))
        return map(self._quote, order)

    @cached_property
    def _scores(self) -> list[float]:
        return [self._score(i) for i in range(len(self._read))]

    def _score(self, i: int) -> float:
        """What a sentence is worth: the share of the question it says, and the kind of thing it holds."""
        sentence = self._read[i]
        share = self._share(i)
        kind = evidence(
            self._query.kind,
            sentence.span.of(self._document.text),
            sentence.folded,
            sentence.analyzed.tokens,
            self._asked,
            self._ordinary,
            chinese=self._passage.language == "zh",
        )
        worth = share + KIND[self._query.kind] * kind * self._on_focus(i) * min(1.0, 2 * share)
        if sentence.kind != "text":
            worth *= HEADLINE
        return worth * min(1.0, len(sentence.folded) / SHORT)

    def _on_focus(self, i: int) -> float:
        """1 where the sentence itself says what the one asked for did, or where the question does not tell."""
        focus = self._query.focus
        said = [
            f
            for g, f in zip(self._groups, self._found[i], strict=True)
            if g.meaning and focus and focus in g.word
        ]
        return 1.0 if not said or max(said) else OFF_FOCUS

    def _share(self, i: int) -> float:
        """The share of the question that a sentence says, what is said around it counting for less."""
        said = list(self._elsewhere)
        for distance, worth in reversed(list(enumerate(NEAR, 1))):
            for j in (i - distance, i + distance):
                if 0 <= j < len(self._found):
                    said = [max(s, worth * f) for s, f in zip(said, self._found[j], strict=True)]
        said = [max(s, f) for s, f in zip(said, self._found[i], strict=True)]
        return sum(w * s for w, s in zip(self._weights, said, strict=True)) / (sum(self._weights) or 1.0)

    @cached_property
    def _elsewhere(self) -> list[float]:
        """How well the background, or any sentence of the passage, says each group."""
        rows = [*self._found, self._behind]
        return [BACKGROUND * max(column) for column in zip(*rows, strict=True)]

    def _quote(self, i: int) -> Quote:
        """The sentence, with a neighbour where that adds enough of the question."""
        rows = self._with_second(i)
        span = Span(self._read[rows[0]].span.start, self._read[rows[-1]].span.end)
        found = sorted(h for row in rows for h in self._highlights(row))
        matches = dict.fromkeys((word, shown) for _, word, shown in found)
        return Quote(
            span, self._scores[i], self._covered(rows), _merged(at for at, _, _ in found), tuple(matches)
        )

    def _with_second(self, i: int) -> list[int]:
        """The sentence alone, or with the neighbour that adds the most of what it leaves unsaid."""
        best, chosen = SECOND, [i]
        for pair in ([i - 1, i], [i, i + 1]):
            if pair[0] < 0 or pair[1] >= len(self._read) or not self._one_text(pair):
                continue
            added = self._added(i, pair[0] + pair[1] - i)
            if added > best:
                best, chosen = added, pair
        return chosen

    def _added(self, i: int, j: int) -> float:
        """The share of the question that sentence `j` says and `i` does not."""
        more = (max(0.0, b - a) for a, b in zip(self._found[i], self._found[j], strict=True))
        return sum(w * m for w, m in zip(self._weights, more, strict=True)) / (sum(self._weights) or 1.0)

    def _one_text(self, pair: Sequence[int]) -> bool:
        """Whether two sentences follow each other in one running text, and are short enough to be quoted together."""
        first, second = (self._read[i] for i in pair)
        between = self._document.text[first.span.end : second.span.start]
        running = first.kind == second.kind == "text" and not between.strip() and between.count("\n") < 2
        return running and width(self._document.text, first.span.start, second.span.end) <= QUOTE_LIMIT

    def _covered(self, rows: Sequence[int]) -> float:
        near = range(max(0, rows[0] - 1), min(len(self._read), rows[-1] + 2))
        said = (max(self._behind[g], *(self._found[j][g] for j in near)) for g in range(len(self._groups)))
        return sum(w * s for w, s in zip(self._meaning, said, strict=True)) / (sum(self._meaning) or 1.0)

    def _highlights(self, row: int) -> Iterator[tuple[Span, str, str]]:
        """Where a sentence says words of the question: span in the document, the word, and as it stands there."""
        sentence = self._read[row]
        for group, alternatives in zip(self._groups, self._possible, strict=True):
            for alternative in alternatives if group.meaning else ():
                for start, end in occurrences(sentence, alternative):
                    inner = sentence.analyzed.folded.original(start, end)
                    at = Span(sentence.span.start + inner.start, sentence.span.start + inner.end)
                    yield at, group.word, at.of(self._document.text)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
