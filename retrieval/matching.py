"""Which words of a question a sentence says, and where.

Latin words are compared by their stems. Chinese is looked for as it is written, at the border of a word:
what begins and ends inside other words is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.analyzer import Analyzed, Analyzer
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


def read_sentences(document: Document, passage: Passage, analyzer: Analyzer) -> tuple[Sentence, ...]:
    """The sentences of a passage, in order."""
    return tuple(
        _sentence(span.of(document.text), span, piece.kind, analyzer)
        for piece in passage.pieces
        for span in sentences(document.text, piece.span)
    )


def read_background(document: Document, passage: Passage, analyzer: Analyzer) -> Sentence:
    """The title and the headings above a passage, as if they were a sentence; its span means nothing."""
    text = "\n".join([document.title, *(span.of(document.text) for span in passage.headings)])
    return _sentence(text, Span(0, max(1, len(text))), "title", analyzer)


def _sentence(text: str, span: Span, kind: BlockKind, analyzer: Analyzer) -> Sentence:
    analyzed = analyzer.analyze(text)
    tokens = analyzed.tokens
    return Sentence(
        span,
        kind,
        analyzed,
        frozenset((*(t.term for t in tokens if not t.chinese), *(n.term for n in analyzed.numbers))),
        frozenset(t.start for t in tokens),
        frozenset(t.end for t in tokens),
    )


def possible(group: Group, texts: Sequence[Sentence]) -> tuple[Alternative, ...]:
    """The alternatives that any of the sentences says, strongest first."""
    found = [a for a in group.alternatives if any(says(s, a) for s in texts)]
    return tuple(sorted(found, key=lambda a: (-a.weight, a.surface)))


def strength(sentence: Sentence, alternatives: Sequence[Alternative]) -> float:
    """The weight of the first alternative that the sentence says; 0 for none."""
    for alternative in alternatives:
        if says(sentence, alternative):
            return alternative.weight
    return 0.0


def says(sentence: Sentence, alternative: Alternative) -> bool:
    """Whether the sentence says the alternative."""
    if alternative.stems:
        return sentence.stems.issuperset(alternative.stems)
    if alternative.surface not in sentence.folded:
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
    surface, at = alternative.surface, sentence.folded.find(alternative.surface)
    while at >= 0:
        end = at + len(surface)
        borders = (at in sentence.starts) + (end in sentence.ends)
        if borders == 2 or (borders and not alternative.whole):
            yield at, end
        at = sentence.folded.find(surface, at + 1)
