"""The sentence or two of a passage that answer, and the words in them to highlight.

A sentence is judged by the words of the question that it says, by those that its neighbours, its headings
and its title say, and by whether it holds the kind of thing that is asked for. Rare words count more, in the
corpus and within the passage.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Analyzer
from retrieval.kinds import evidence
from retrieval.model import Alternative, BlockKind, Document, Group, Kind, Passage, Query, Ranked, Span
from retrieval.sentences import QUOTE_LIMIT, sentences, width

NEIGHBOUR: Final = 0.35  # the share of a word that the sentence before or after says
BACKGROUND: Final = 0.15  # the share of a word that only the title, a heading or the passage says
KIND: Final = 0.35  # what the asked kind of thing is worth, in shares of the whole question
HEADLINE: Final = 0.6  # what a title or heading is worth against a sentence that says the same
SECOND: Final = 0.16  # the share of the question that a second sentence must add
SHORT: Final = 6  # characters; less is hardly a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, analysed; `terms` are its Latin stems."""

    span: Span
    kind: BlockKind
    analyzed: Analyzed
    terms: frozenset[str]
    starts: frozenset[int]
    ends: frozenset[int]

    @property
    def folded(self) -> str:
        """The sentence as it is matched."""
        return self.analyzed.folded.text


@dataclass(frozen=True, slots=True)
class Quote:
    """One or two sentences, with what they are worth.

    `score` compares quotes of one question; `covered` is the share of the question's words, by rarity, that
    the quote, its neighbours or its background say.
    """

    span: Span
    score: float
    covered: float
    highlights: tuple[Span, ...]
    matches: tuple[tuple[str, str], ...]


def read_sentences(document: Document, passage: Passage, analyzer: Analyzer) -> tuple[Sentence, ...]:
    """The sentences of a passage, analysed."""
    return tuple(_sentences(document, passage, analyzer))


def _sentences(document: Document, passage: Passage, analyzer: Analyzer) -> Iterator[Sentence]:
    for piece in passage.pieces:
        for span in sentences(document.text, piece.span):
            analyzed = analyzer.analyze(span.of(document.text))
            yield Sentence(
                span,
                piece.kind,
                analyzed,
                frozenset(t.term for t in analyzed.tokens if not t.chinese),
                frozenset(t.start for t in analyzed.tokens),
                frozenset(t.end for t in analyzed.tokens),
            )


def quotes(query: Query, ranked: Ranked, document: Document, passage: Passage, read: Sequence[Sentence], analyzer: Analyzer) -> list[Quote]:
    """Every sentence of the passage as a quote, best first, a second sentence joined where it adds enough."""
    groups = query.readings[ranked.language]
    background = _background(document, passage, analyzer)
    table = _Table(query, groups, ranked.rarity, read, background, chinese=passage.language == "zh", document=document)
    order = sorted(range(len(read)), key=lambda i: (-table.score(i), read[i].span))
    return [table.quote(i) for i in order]


def _background(document: Document, passage: Passage, analyzer: Analyzer) -> Sentence:
    """The title and the headings above a passage, as if they were a sentence."""
    text = "\n".join([document.title, *(span.of(document.text) for span in passage.headings)])
    analyzed = analyzer.analyze(text)
    terms = frozenset(t.term for t in analyzed.tokens if not t.chinese)
    starts, ends = frozenset(t.start for t in analyzed.tokens), frozenset(t.end for t in analyzed.tokens)
    return Sentence(Span(0, max(1, len(text))), "title", analyzed, terms, starts, ends)


class _Table:
    """Which sentence says which group of the question, and what each is worth."""

    def __init__(
        self,
        query: Query,
        groups: Sequence[Group],
        rarity: Sequence[float],
        read: Sequence[Sentence],
        background: Sentence,
        *,
        chinese: bool,
        document: Document,
    ) -> None:
        self._query = query
        self._groups = groups
        self._read = read
        self._chinese = chinese
        self._document = document
        present = [_possible(g, read, background) for g in groups]
        self._found = [[_strength(s, alternatives) for alternatives in present] for s in read]
        self._behind = [_strength(background, alternatives) for alternatives in present]
        self._possible = present
        self._weights = [self._weight(i, group, rare) for i, (group, rare) in enumerate(zip(groups, rarity, strict=True))]
        self._meaning = [g.weight * math.sqrt(r) if g.meaning else 0.0 for g, r in zip(groups, rarity, strict=True)]
        self._whole = sum(self._weights) or 1.0
        self._asked = frozenset(g.word for g in groups if g.meaning)
        self._kinds = [self._kind(s) for s in read]

    def _weight(self, group: int, of: Group, rare: float) -> float:
        """Rarity in the corpus and within the passage, each damped."""
        said = sum(1 for row in self._found if row[group])
        local = math.log(1 + (len(self._found) - said + 0.5) / (said + 0.5))
        return of.weight * math.sqrt(rare * local)

    def _kind(self, sentence: Sentence) -> float:
        written = sentence.span.of(self._document.text)
        return evidence(
            self._query.kind, written, sentence.folded, sentence.analyzed.tokens, self._asked, chinese=self._chinese
        )

    def score(self, i: int) -> float:
        """What a sentence is worth: the share of the question it says, and the kind of thing it holds."""
        share = sum(w * self._said(i, g) for g, w in enumerate(self._weights)) / self._whole
        worth = share + KIND * self._kinds[i] * min(1.0, 2 * share)
        if self._read[i].kind != "text":
            worth *= HEADLINE
        return worth * min(1.0, len(self._read[i].folded) / SHORT)

    def _said(self, i: int, group: int) -> float:
        """How well a sentence says a group, or its neighbours or background for it."""
        near = max((self._found[j][group] for j in (i - 1, i + 1) if 0 <= j < len(self._read)), default=0.0)
        elsewhere = max(row[group] for row in self._found)
        return max(self._found[i][group], NEIGHBOUR * near, BACKGROUND * max(self._behind[group], elsewhere))

    def quote(self, i: int) -> Quote:
        """The sentence, with a neighbour where that adds enough of the question."""
        rows = self._with_second(i)
        span = Span(self._read[rows[0]].span.start, self._read[rows[-1]].span.end)
        score = self.score(i)
        highlights = [(at, word, shown) for row in rows for at, word, shown in self._highlights(row)]
        matches = dict.fromkeys((word, shown) for _, word, shown in sorted(highlights))
        return Quote(span, score, self._covered(rows), _merged(at for at, _, _ in highlights), tuple(matches))

    def _with_second(self, i: int) -> list[int]:
        """The sentence alone, or with the neighbour that adds the most of what it leaves unsaid."""
        best, chosen = SECOND, [i]
        for j in (i - 1, i + 1):
            if not 0 <= j < len(self._read) or self._read[j].kind != "text" or self._read[i].kind != "text":
                continue
            pair = [min(i, j), max(i, j)]
            start, end = self._read[pair[0]].span.start, self._read[pair[1]].span.end
            if width(self._document.text, start, end) > QUOTE_LIMIT or not self._adjoin(pair):
                continue
            added = sum(w * max(0.0, self._found[j][g] - self._found[i][g]) for g, w in enumerate(self._weights)) / self._whole
            if added > best:
                best, chosen = added, pair
        return chosen

    def _adjoin(self, pair: Sequence[int]) -> bool:
        """Whether nothing but white space lies between two sentences."""
        between = self._document.text[self._read[pair[0]].span.end : self._read[pair[1]].span.start]
        return not between.strip()

    def _covered(self, rows: Sequence[int]) -> float:
        whole = sum(self._meaning) or 1.0
        near = range(max(0, rows[0] - 1), min(len(self._read), rows[-1] + 2))
        said = (max(self._behind[g], *(self._found[j][g] for j in near)) for g in range(len(self._groups)))
        return sum(w * s for w, s in zip(self._meaning, said, strict=True)) / whole

    def _highlights(self, row: int) -> Iterator[tuple[Span, str, str]]:
        """Where a sentence says words of the question: span in the document, the word, and as it stands there."""
        sentence = self._read[row]
        for group, alternatives in zip(self._groups, self._possible, strict=True):
            if not group.meaning:
                continue
            for alternative in alternatives:
                for start, end in _occurrences(sentence, alternative):
                    inner = sentence.analyzed.folded.original(start, end)
                    at = Span(sentence.span.start + inner.start, sentence.span.start + inner.end)
                    yield at, group.word, at.of(self._document.text)


def _possible(group: Group, read: Sequence[Sentence], background: Sentence) -> tuple[Alternative, ...]:
    """The alternatives that occur in the passage at all, strongest first."""
    found = [a for a in group.alternatives if any(_says(s, a) for s in (*read, background))]
    return tuple(sorted(found, key=lambda a: (-a.weight, a.surface)))


def _strength(sentence: Sentence, alternatives: Sequence[Alternative]) -> float:
    return next((a.weight for a in alternatives if _says(sentence, a)), 0.0)


def _says(sentence: Sentence, alternative: Alternative) -> bool:
    if alternative.stems:
        return sentence.terms.issuperset(alternative.stems)
    return next(_occurrences(sentence, alternative), None) is not None


def _occurrences(sentence: Sentence, alternative: Alternative) -> Iterator[tuple[int, int]]:
    """Folded offsets of an alternative: Latin words by their stems, Chinese at the border of a word."""
    if alternative.stems:
        if sentence.terms.issuperset(alternative.stems):
            yield from ((t.start, t.end) for t in sentence.analyzed.tokens if t.term in alternative.stems)
        return
    surface, at = alternative.surface, sentence.folded.find(alternative.surface)
    while at >= 0:
        end = at + len(surface)
        borders = (at in sentence.starts) + (end in sentence.ends)
        if borders == 2 or (borders and not alternative.whole):
            yield at, end
        at = sentence.folded.find(surface, at + 1)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
