"""The sentence or two of a passage that answer, and the words in them to highlight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.features import Reading, worth
from retrieval.matching import occurrences
from retrieval.model import Language, Span
from retrieval.sentences import QUOTE_LIMIT, width

NEARLY: Final[Mapping[Language, float]] = {"zh": 2.7, "en": 4.0, "und": 4.0}
"""How much less a neighbour may be worth and still be quoted with a sentence; Latin letters are sooner read."""
SECOND: Final = 0.06  # the share of the question that a second sentence must add


@dataclass(frozen=True, slots=True)
class Quote:
    """One or two sentences, with what they are worth.

    `score` compares quotes of one question; `covered` is the share of the question's words, by rarity, that
    the quote, the sentences beside it or its background say; `unnamed` the share of the names in the question that
    its passage never says, `numberless` whether it says none of the question's numbers; `misdated` whether the best sentence
    is of another year or day than the question; `features` are those of that sentence, `sentence` its number in the passage.
    """

    span: Span
    score: float
    covered: float
    unnamed: float
    numberless: bool
    misdated: bool
    highlights: tuple[Span, ...]
    matches: tuple[tuple[str, str], ...]
    features: tuple[float, ...]
    sentence: int


def quotes(reading: Reading, weights: Sequence[float]) -> Iterator[Quote]:
    """Every sentence of a passage as a quote, best first; those after the first are made when asked for."""
    features = [reading.features(i) for i in range(len(reading.sentences))]
    scores = [worth(f, weights) for f in features]
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], reading.sentences[i].span))
    return (_quote(reading, i, scores, features[i]) for i in order)


def _quote(reading: Reading, i: int, scores: Sequence[float], features: tuple[float, ...]) -> Quote:
    """The sentence, with a neighbour where that adds enough of the question."""
    rows = _with_second(reading, i, scores)
    span = Span(reading.sentences[rows[0]].span.start, reading.sentences[rows[-1]].span.end)
    found = sorted(h for row in rows for h in _highlights(reading, row))
    matches = dict.fromkeys((word, shown) for _, word, shown in found)
    highlights = _merged(at for at, _, _ in found)
    return Quote(
        span,
        scores[i],
        _covered(reading, rows),
        reading.unnamed,
        reading.numberless,
        reading.misdated(i),
        highlights,
        tuple(matches),
        features,
        i,
    )


def _with_second(reading: Reading, i: int, scores: Sequence[float]) -> list[int]:
    """The sentence alone, with the one that its pronoun points back to, or with the better neighbour.

    A neighbour is earned where it is nearly as likely to answer, or says enough of what the sentence leaves unsaid.
    """
    if i and reading.points(i) and _one_text(reading, [i - 1, i]):
        return [i - 1, i]
    nearly = NEARLY[reading.passage.language]
    near = (j for j in (i - 1, i + 1) if 0 <= j < len(scores) and _one_text(reading, sorted((i, j))))
    earned = [j for j in near if scores[j] >= scores[i] - nearly or _added(reading, i, j) > SECOND]
    return sorted((i, max(earned, key=lambda j: scores[j]))) if earned else [i]


def _added(reading: Reading, i: int, j: int) -> float:
    """The share of the question that sentence `j` says and `i` does not."""
    more = (max(0.0, b - a) for a, b in zip(reading.found[i], reading.found[j], strict=True))
    return sum(w * m for w, m in zip(reading.shares, more, strict=True))


def _one_text(reading: Reading, pair: Sequence[int]) -> bool:
    """Whether two sentences follow each other in one running text, and are short enough to be quoted together."""
    first, second = (reading.sentences[i] for i in pair)
    text = reading.document.text
    between = text[first.span.end : second.span.start]
    running = first.kind == second.kind == "text" and not between.strip() and between.count("\n") < 2
    return running and width(text, first.span.start, second.span.end) <= QUOTE_LIMIT


def _covered(reading: Reading, rows: Sequence[int]) -> float:
    near = range(max(0, rows[0] - 1), min(len(reading.found), rows[-1] + 2))
    said = (max(behind, *(reading.found[j][g] for j in near)) for g, behind in enumerate(reading.behind))
    return sum(w * s for w, s in zip(reading.word_shares, said, strict=True))


def _highlights(reading: Reading, row: int) -> Iterator[tuple[Span, str, str]]:
    """Where a sentence says words of the question: span in the document, the word, and as it stands there."""
    sentence = reading.sentences[row]
    for group, alternatives in zip(reading.groups, reading.alternatives, strict=True):
        for alternative in alternatives if group.meaning else ():
            for start, end in occurrences(sentence, alternative):
                inner = sentence.analyzed.folded.original(start, end)
                at = Span(sentence.span.start + inner.start, sentence.span.start + inner.end)
                yield at, group.word, at.of(reading.document.text)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
