"""How good are answers, where it is known what is right? Pure: questions, answers and times in, figures out.

Documents are counted in the order in which they are first cited, and where nothing answers the nearest
passages count as cited: these figures say whether the right document was found, `answered` and `refused` say
whether it was right to answer. Quotes are counted only of answers, for the nearest passages are not shown as
one: a question that got no answer is a miss for them.

The names of the figures over documents are those of ir_measures, each a mean over the questions whose right
documents are known: Success@k, RR@10 (Voorhees 1999), nDCG@10 (Järvelin & Kekäläinen 2002).
"""

from __future__ import annotations

import math
import statistics
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.model import Answer, Citation, Document, NoAnswer, Question, Verdict

DEPTH: Final = 10  # documents that the deepest figure looks at
FIGURES: Final = (
    "Success@1",
    "Success@3",
    "Success@10",
    "RR@10",
    "nDCG@10",
    "answer in top quote",
    "answer in first three",
    "answered",
    "refused",
    "verdict right",
    "verdict not wrong",
)
GRADED: Final = frozenset({"RR@10", "nDCG@10"})  # a question counts anything from 0 to 1, not one of the two


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is right: the documents that answer, and texts of which the quote must hold one.

    `documents` are paths or ids. `verdict` is what is right of a claim; one that nothing decides is
    `not_found`. Of what is left out nothing is counted.

    Raises:
        ValueError: where what is said to be right cannot all be so; the text is a clause.
    """

    id: str
    question: Question
    documents: frozenset[str] = frozenset()
    answers: tuple[str, ...] = ()
    unanswerable: bool = False
    verdict: Verdict | None = None

    def __post_init__(self) -> None:
        if self.unanswerable and self.question.claim:
            raise ValueError("is a claim and unanswerable; the verdict on such a claim is not_found")
        if self.question.claim != (self.verdict is not None):
            raise ValueError("should have both a claim and its verdict, or neither")
        if not self.answerable and (self.documents or self.answers):
            raise ValueError("cannot be answered, and yet has documents or answers")
        if not all(map(normal, self.answers)):
            raise ValueError("has an empty text among its answers")

    @property
    def answerable(self) -> bool:
        """Whether something in the documents answers."""
        return not self.unanswerable and self.verdict != "not_found"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: all that the figures are made of.

    `relevant` is the number of right documents, 0 where they are not known, and `ranks` are the places from 1
    of those that were cited, in order. `quotable` says whether it is known what a quote must hold; `quote` is
    the place from 1 of the first that does. `wanted` is the right verdict and `verdict` the one given, for claims
    only. `ms` is the time that the answer took.

    Raises:
        ValueError: where places, numbers or the time are none.
    """

    id: str
    question: str
    answerable: bool
    answered: bool
    ms: float
    relevant: int = 0
    ranks: tuple[int, ...] = ()
    quotable: bool = False
    quote: int | None = None
    wanted: Verdict | None = None
    verdict: Verdict | None = None

    def __post_init__(self) -> None:
        rising = (0, *self.ranks) == tuple(sorted({0, *self.ranks}))
        if not rising or len(self.ranks) > self.relevant or not (self.quote is None or self.quote > 0):
            raise ValueError(f"not the places of right documents and quotes: {self.ranks}, {self.quote}")
        if not 0 <= self.ms < math.inf:
            raise ValueError(f"not a time: {self.ms} ms")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number over `of` questions: a mean from 0 to 1, or milliseconds where `timed`.

    `hits` is the number of questions that count 1, where each counts 0 or 1.
    """

    name: str
    value: float
    of: int
    hits: int | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """All questions asked of a corpus once. `made` is when, as ISO 8601.

    Raises:
        ValueError: where no question was asked.
    """

    made: str
    corpus: str
    outcomes: tuple[Outcome, ...]

    def __post_init__(self) -> None:
        if not self.outcomes:
            raise ValueError("a run needs a question")


@dataclass(frozen=True, slots=True)
class Move:
    """A question that does better or worse than in an earlier run, by the figure that says most."""

    outcome: Outcome
    figure: str
    before: float
    now: float

    @property
    def better(self) -> bool:
        """Whether it does better now."""
        return self.now > self.before


def normal(text: str) -> str:
    """Text as answers are compared: NFKC, case folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def holds(text: str, answers: Collection[str]) -> bool:
    """Whether a text holds one of the answers."""
    said = normal(text)
    return any(normal(answer) in said for answer in answers)


def success(ranks: Collection[int], k: int) -> float:
    """Success@k: 1 where a right document is among the first `k`, 0 otherwise."""
    return float(any(rank <= k for rank in ranks))


def reciprocal_rank(ranks: Collection[int], k: int) -> float:
    """RR@k: 1 / the place of the first right document, 0 where it is not among the first `k` (Voorhees 1999)."""
    first = min(ranks, default=k + 1)
    return 1 / first if first <= k else 0.0


def ndcg(ranks: Collection[int], relevant: int, k: int) -> float:
    """nDCG@k of documents that are right or not: DCG over that of the best order (Järvelin & Kekäläinen 2002).

    DCG sums 1 / log2(place + 1) over the right documents among the first `k`, the discount that trec_eval
    and ir_measures use. 0 where no document is right.
    """
    ideal = _dcg(range(1, min(relevant, k) + 1))
    return _dcg(sorted(rank for rank in ranks if rank <= k)) / ideal if ideal else 0.0


def _dcg(ranks: Collection[int]) -> float:
    """Summed in the order of places, so that the best order gives exactly 1."""
    return sum(1 / math.log2(rank + 1) for rank in ranks)


def ranks_of(cited: Sequence[Document], wanted: Collection[str]) -> tuple[int, ...]:
    """The places, from 1, at which wanted paths or ids are first met among the documents.

    A document counts once however often it is cited, and a path once however many documents its file has.
    """
    names = dict.fromkeys((document.path, document.id) for document in cited)
    left, ranks = set(wanted), []
    for rank, name in enumerate(names, 1):
        if left.intersection(name):
            left.difference_update(name)
            ranks.append(rank)
    return tuple(ranks)


def outcome(asked: Asked, answer: Answer | NoAnswer, ms: float) -> Outcome:
    """What came of a question that was answered so in `ms` milliseconds."""
    quoted = answer.citations if isinstance(answer, Answer) else ()
    cited = quoted if isinstance(answer, Answer) else answer.nearest
    given = (answer.verdict if isinstance(answer, Answer) else None) or "not_found"
    return Outcome(
        id=asked.id,
        question=asked.question.text,
        answerable=asked.answerable,
        answered=isinstance(answer, Answer),
        ms=ms,
        relevant=len(asked.documents),
        ranks=ranks_of([citation.document for citation in cited], asked.documents),
        quotable=bool(asked.answers),
        quote=next((place for place, citation in enumerate(quoted, 1) if _answers(citation, asked)), None),
        wanted=asked.verdict,
        verdict=given if asked.verdict else None,
    )


def _answers(citation: Citation, asked: Asked) -> bool:
    """Whether a quote holds an answer and, where the right documents are known, is from one of them."""
    from_right = not asked.documents or bool(ranks_of([citation.document], asked.documents))
    return from_right and holds(citation.quote, asked.answers)


def marks(o: Outcome) -> dict[str, float]:
    """What a question counts in each figure that it counts in, from 0 to 1; the figure that says most is first.

    `not_found` is never a wrong verdict; any other than the right one is. A question of which nothing
    is known but that it can be answered counts as answered or not.
    """
    return dict((*_of_verdict(o), *_of_quotes(o), *_of_deciding(o), *_of_documents(o)))


def _of_verdict(o: Outcome) -> Iterator[tuple[str, float]]:
    if o.wanted:
        yield "verdict right", float(o.verdict == o.wanted)
        yield "verdict not wrong", float(o.verdict in {o.wanted, "not_found", None})


def _of_quotes(o: Outcome) -> Iterator[tuple[str, float]]:
    if o.quotable:
        yield "answer in top quote", float(o.quote == 1)
        yield "answer in first three", float(o.quote in {1, 2, 3})


def _of_deciding(o: Outcome) -> Iterator[tuple[str, float]]:
    if o.answerable:
        yield "answered", float(o.answered)
    elif not o.wanted:
        yield "refused", float(not o.answered)


def _of_documents(o: Outcome) -> Iterator[tuple[str, float]]:
    if o.relevant:
        for k in (1, 3, 10):
            yield f"Success@{k}", success(o.ranks, k)
        yield "RR@10", reciprocal_rank(o.ranks, 10)
        yield "nDCG@10", ndcg(o.ranks, o.relevant, 10)


def failed(o: Outcome) -> bool:
    """Whether anything was wrong. Right documents beside the first may come late, which only nDCG counts."""
    return any(mark < 1 for name, mark in marks(o).items() if name != "nDCG@10")


def figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Every figure that a question counts in, in the order of `FIGURES`, then the times."""
    marked = [marks(o) for o in outcomes]
    columns = {name: [m[name] for m in marked if name in m] for name in FIGURES}
    shares = (_share(name, column) for name, column in columns.items() if column)
    return (*shares, *_times([o.ms for o in outcomes]))


def _share(name: str, column: Sequence[float]) -> Figure:
    hits = None if name in GRADED else round(sum(column))
    return Figure(name, statistics.fmean(column), len(column), hits)


def _times(ms: Sequence[float]) -> Iterator[Figure]:
    """The middle, the 95th percentile (the smallest time that 95 % do not pass), the worst."""
    rising, count = sorted(ms), len(ms)
    if rising:
        yield Figure("median time", statistics.median(rising), count, timed=True)
        yield Figure("95th percentile", rising[(95 * count + 99) // 100 - 1], count, timed=True)
        yield Figure("worst time", rising[-1], count, timed=True)


def matched(earlier: Run, now: Run) -> list[tuple[Outcome, Outcome]]:
    """The questions that both runs asked, earlier and now: those of one text, and of several such that of one id.

    By the text, since an id that is a line's number is another one's as soon as a line is added.
    """
    by_text = {o.question: o for o in reversed(earlier.outcomes)}
    exactly = {(o.id, o.question): o for o in earlier.outcomes}
    pairs = ((exactly.get((o.id, o.question)) or by_text.get(o.question), o) for o in now.outcomes)
    return [(before, o) for before, o in pairs if before]


def moves(earlier: Run, now: Run) -> list[Move]:
    """The questions of both runs that do better or worse now, in their order."""
    found = (_move(before, o) for before, o in matched(earlier, now))
    return [move for move in found if move]


def _move(before: Outcome, now: Outcome) -> Move | None:
    """By the first figure in which the two differ; one that only one of them counts in says nothing."""
    was = marks(before)
    for name, mark in marks(now).items():
        if name in was and was[name] != mark:
            return Move(now, name, was[name], mark)
    return None
