"""Which words of a question a sentence says, and where.

Latin words are compared by their stems. Chinese is looked for as it is written, at the border of a word:
what begins and ends inside other words is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.analysis.analyzer import Analyzed, Analyzer
from retrieval.chunking import behind
from retrieval.model import Alternative, BlockKind, Document, Group, Passage, Span
from retrieval.sentences import sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, analysed.

    `stems` are its Latin words and its numbers; `starts` and `ends` the borders of all its words.
    """

    span: Span
    kind: BlockKind
    analyzed: Analyzed
    stems: frozenset[str]
    starts: frozenset[int]
    ends: frozenset[int]

    @property
    def folded(self) -> str:
        """The sentence as it is matched."""
        return self.analyzed.folded.text

    def whole(self, start: int, end: int) -> bool:
        """Whether words begin and end at these offsets of its folded text."""
        return start in self.starts and end in self.ends


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage, analysed: its sentences in order, and behind them title and headings as if they were one.

    `stems` and `folded` are those of all together: what they do not hold, no sentence says.
    """

    sentences: tuple[Sentence, ...]
    background: Sentence
    stems: frozenset[str]
    folded: str

    def may_say(self, alternative: Alternative) -> bool:
        """Whether any sentence could say the alternative."""
        if alternative.stems:
            return self.stems.issuperset(alternative.stems)
        if alternative.apart:
            return all(word in self.folded for word in alternative.apart)
        return alternative.surface in self.folded


def read_passage(document: Document, passage: Passage, analyzer: Analyzer) -> PassageText:
    """The sentences of a passage and its background; the span of the background means nothing."""
    found = [(span, p.kind) for p in passage.pieces for span in sentences(document.text, p.span)]
    above = "\n".join(behind(document, passage))
    places = [*found, (Span(0, max(1, len(above))), "title")]
    texts = [*(span.of(document.text) for span, _ in found), above]
    rows = [_sentence(*at, one) for at, one in zip(places, analyzer.analyze_each(texts), strict=True)]
    stems = frozenset().union(*(s.stems for s in rows))
    return PassageText(tuple(rows[:-1]), rows[-1], stems, "\n".join(s.folded for s in rows))


def _sentence(span: Span, kind: BlockKind, analyzed: Analyzed) -> Sentence:
    tokens = analyzed.tokens
    stems = [t.term for t in tokens if not t.chinese] + [n.term for n in analyzed.numbers]
    starts, ends = frozenset([t.start for t in tokens]), frozenset([t.end for t in tokens])
    return Sentence(span, kind, analyzed, frozenset(stems), starts, ends)


def strengths(group: Group, text: PassageText) -> tuple[tuple[Alternative, ...], tuple[float, ...]]:
    """What a passage says of a group.

    Returns:
        The alternatives that it says, strongest first, and for each sentence, the background last, the weight
        of the strongest that it says; 0 for none.
    """
    rows = (*text.sentences, text.background)
    column = [0.0] * len(rows)
    said = []
    for alternative in group.alternatives:
        if text.may_say(alternative):
            found = [i for i, sentence in enumerate(rows) if says(sentence, alternative)]
            for i in found:
                column[i] = column[i] or alternative.weight
            if found:
                said.append(alternative)
    return tuple(said), tuple(column)


def says(sentence: Sentence, alternative: Alternative) -> bool:
    """Whether the sentence says the alternative."""
    if alternative.stems:
        return sentence.stems.issuperset(alternative.stems)
    if alternative.surface not in sentence.folded and not alternative.apart:
        return False
    return next(occurrences(sentence, alternative), None) is not None


def occurrences(sentence: Sentence, alternative: Alternative) -> Iterator[tuple[int, int]]:
    """Where the sentence says the alternative, in offsets of its folded text."""
    if alternative.stems:
        if sentence.stems.issuperset(alternative.stems):
            analyzed = sentence.analyzed
            yield from ((t.start, t.end) for t in analyzed.tokens if t.term in alternative.stems)
            yield from ((n.start, n.end) for n in analyzed.numbers if n.term in alternative.stems)
        return
    if not alternative.apart:
        yield from _places(sentence, alternative.surface, whole=alternative.whole)
    elif all(word in sentence.folded for word in alternative.apart):
        places = [list(_places(sentence, word, whole=alternative.whole)) for word in alternative.apart]
        if all(places):
            yield from (at for found in places for at in found)


def _places(sentence: Sentence, word: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """Where the sentence has a Chinese word, at the border of a word or, where it is to be `whole`, at both."""
    at = sentence.folded.find(word)
    while at >= 0:
        end = at + len(word)
        if sentence.whole(at, end) or (not whole and (at in sentence.starts or end in sentence.ends)):
            yield at, end
        at = sentence.folded.find(word, at + 1)
