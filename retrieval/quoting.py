"""The sentences of a passage that answer, and the words in them to highlight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from retrieval.features import FEATURES, KINDS, Reading, worth
from retrieval.matching import occurrences
from retrieval.model import Kind, Language, Span
from retrieval.sentences import QUOTE_LIMIT, width
from retrieval.things import NAME, calls

SENTENCES: Final = 3  # that a quote has at most
CHECKED: Final = (
    2  # the same, where a claim is laid over it: what stands farther off is sooner of another matter
)
NEARLY: Final[Mapping[Language, float]] = {"zh": 126.0, "en": 480.0, "und": 480.0}
"""How much less a neighbour of one character may be worth and still be quoted with a sentence: a short one is soon read."""
SLACK: Final[Mapping[Language, float]] = {"zh": 4.2, "en": 5.0, "und": 5.0}  # however short it is
THIRD: Final = 1.5  # how many times nearer a third sentence must be
SECOND: Final = 0.08  # the share of the question that a neighbour must add, where it is worth less
_WHO: Final = FEATURES.index("who")
_MEASURE: Final = FEATURES.index("measure")
_SIGNS: Final = [FEATURES.index(name) for name in (*KINDS, "measure", "thing")]


@dataclass(frozen=True, slots=True)
class Quote:
    """One to three sentences, with what they are worth.

    `score` compares quotes of one question; `covered` is the share of the question's words, by rarity, that
    the quote, the sentences beside it or its background say; `unnamed` the share of the names in the question that
    its passage never says, `numberless` whether it says none of the question's numbers; `misdated` whether the best sentence
    is of another year or day than the question; `unmeasured` whether a sort of number or time, or the name of somebody, is asked for and the quote has
    none, `lacking` whether it shows no sign at all of the kind of thing that is asked for; `features` are those of the best
    sentence, `sentence` its number in the passage.
    """

    span: Span
    score: float
    covered: float
    unnamed: float
    numberless: bool
    misdated: bool
    unmeasured: bool
    lacking: bool
    features: tuple[float, ...]
    sentence: int


def quotes(reading: Reading, weights: Sequence[float]) -> Iterator[Quote]:
    """The sentences of a passage as quotes that do not overlap, best first; those after the first are made when asked for."""
    features = [reading.features(i) for i in range(len(reading.sentences))]
    scores = [worth(f, weights) for f in features]
    known: list[Span] = []
    for i in sorted(range(len(scores)), key=lambda i: (-scores[i], reading.sentences[i].span)):
        rows = _with_neighbours(reading, i, scores)
        span = _around(reading, rows)
        if not any(map(span.overlaps, known)):
            known.append(span)
            yield _quote(reading, i, rows, scores[i], features)


def marked(reading: Reading, quote: Span) -> tuple[tuple[Span, ...], tuple[tuple[str, str], ...]]:
    """Where a quote says words of the question, and each of these words as it stands there."""
    rows = (i for i, sentence in enumerate(reading.sentences) if sentence.span.overlaps(quote))
    found = sorted(h for row in rows for h in _highlights(reading, row))
    matches = dict.fromkeys((word, shown) for _, word, shown in found)
    return _merged(at for at, _, _ in found), tuple(matches)


def _around(reading: Reading, rows: Sequence[int]) -> Span:
    return Span(reading.sentences[rows[0]].span.start, reading.sentences[rows[-1]].span.end)


def _quote(
    reading: Reading, i: int, rows: Sequence[int], score: float, features: Sequence[tuple[float, ...]]
) -> Quote:
    """The sentence, with those of its neighbours that are quoted with it."""
    return Quote(
        _around(reading, rows),
        score,
        _covered(reading, rows),
        reading.unnamed,
        reading.numberless,
        reading.misdated(i),
        _unable(reading, rows, features),
        reading.query.asks and not any(features[row][sign] for row in rows for sign in _SIGNS),
        features[i],
        i,
    )


def _unable(reading: Reading, rows: Sequence[int], features: Sequence[tuple[float, ...]]) -> bool:
    """Whether sentences lack what no answer lacks: the model, the sort of number that is asked for, or the name of who is to be named."""
    query = reading.query
    if any(map(reading.of_another_model, rows)):
        return True
    if query.measure is not None:
        return not any(features[row][_MEASURE] for row in rows)
    if query.kind is not Kind.WHO or query.thing != NAME:
        return False
    return not any(features[row][_WHO] or calls(reading.sentences[row].folded) for row in rows)


def _with_neighbours(reading: Reading, i: int, scores: Sequence[float]) -> list[int]:
    """The sentence with the one that its pronoun points back to, and with the neighbours that are earned, the best first."""
    rows = [i - 1, i] if i and reading.points(i) and _one_text(reading, [i - 1, i]) else [i]
    most = CHECKED if reading.query.question.claim else SENTENCES
    while len(rows) < most:
        beside = ((rows[0] - 1, [rows[0] - 1, *rows]), (rows[-1] + 1, [*rows, rows[-1] + 1]))
        earned = [
            (near, wider)
            for j, wider in beside
            if 0 <= j < len(scores) and _one_text(reading, wider)
            for near in [_nearness(reading, i, j, scores, rows)]
            if near >= 0 or _added(reading, rows, j) > SECOND
        ]
        if not earned:
            break
        rows = max(earned)[1]
    return rows


def _nearness(reading: Reading, i: int, j: int, scores: Sequence[float], rows: Sequence[int]) -> float:
    """How much more a neighbour is worth than it must be, to be quoted with the sentence that answers best."""
    span, language = reading.sentences[j].span, reading.passage.language
    slack = min(
        SLACK[language], NEARLY[language] / max(1, width(reading.document.text, span.start, span.end))
    )
    return scores[j] - scores[i] + (slack if len(rows) == 1 else slack / THIRD)


def _added(reading: Reading, rows: Sequence[int], j: int) -> float:
    """The share of the question that sentence `j` says and none of `rows`."""
    columns = zip(reading.shares, reading.found[j], *(reading.found[i] for i in rows), strict=True)
    return float(sum(share * max(0.0, here - max(said)) for share, here, *said in columns))


def _one_text(reading: Reading, rows: Sequence[int]) -> bool:
    """Whether sentences follow each other at one place of a running text, and are short enough to be quoted together.

    News set every sentence as a paragraph of its own; rows of a table, messages and slides are told by their places.
    """
    found, document = [reading.sentences[i] for i in rows], reading.document
    if any(s.kind != "text" for s in found):
        return False
    if width(document.text, found[0].span.start, found[-1].span.end) > QUOTE_LIMIT:
        return False
    gaps = (document.text[a.span.end : b.span.start] for a, b in pairwise(found))
    return not any(map(str.strip, gaps)) and len({document.place(s.span.start) for s in found}) == 1


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
