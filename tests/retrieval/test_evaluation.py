"""Claims about the measures: their bounds, what is best, and what counts as right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation import (
    FIGURES,
    Asked,
    Outcome,
    Run,
    failed,
    figures,
    holds,
    marks,
    moves,
    ndcg,
    outcome,
    ranks_of,
    reciprocal_rank,
    success,
)
from retrieval.model import Answer, Citation, Document, NoAnswer, Question, Reason, Span, Verdict

WHO = Question("who was fined?")
CLAIM = Question("Reed was fined.", claim=True)


@st.composite
def rankings(draw: st.DrawFn) -> tuple[tuple[int, ...], int]:
    """Places of right documents, in order, and how many are right, some of them perhaps not found."""
    ranks = tuple(sorted(draw(st.sets(st.integers(1, 25), max_size=12))))
    return ranks, len(ranks) + draw(st.integers(0, 5))


def measured(ranks: Sequence[int], relevant: int, k: int) -> tuple[float, ...]:
    """All measures of a ranking."""
    return success(ranks, k), reciprocal_rank(ranks, k), ndcg(ranks, relevant, k)


def cited(name: str, quote: str = "Reed") -> Citation:
    """A quote from a document `FILE#ID`, or from a file that is one document."""
    path, _, identity = name.partition("#")
    whole = Span(0, len(quote))
    return Citation(Document(identity or path, path, "", quote, ()), whole, (), whole)


def answered(asked: Asked, *citations: Citation, verdict: Verdict | None = None) -> Outcome:
    """What comes of a question that these answer."""
    return outcome(asked, Answer(asked.question, citations, verdict), 1.0)


def refused(asked: Asked, *nearest: Citation) -> Outcome:
    """What comes of a question that nothing answers, with these nearest."""
    return outcome(asked, NoAnswer(asked.question, Reason.NOTHING_CLOSE, (), nearest), 1.0)


def run(*outcomes: Outcome) -> Run:
    """A run with these outcomes."""
    return Run("2026-01-08T05:42:00+00:00", "corpus", outcomes)


# --- measures over documents -----------------------------------------------------------------------


@given(rankings(), st.integers(1, 12))
def test_every_measure_is_a_share(ranking: tuple[tuple[int, ...], int], k: int) -> None:
    """From 0 to 1, and 0 only where no right document is among the first `k`."""
    found = any(rank <= k for rank in ranking[0])
    for value in measured(*ranking, k):
        assert 0 <= value <= 1
        assert (value > 0) == found


@given(st.integers(1, 12), st.integers(1, 12))
def test_the_best_order_is_one(relevant: int, k: int) -> None:
    """Exactly, however many documents are right."""
    assert measured(range(1, relevant + 1), relevant, k) == (1, 1, 1)


@given(rankings(), st.integers(1, 12), st.data())
def test_a_right_document_that_moves_up_lowers_nothing(
    ranking: tuple[tuple[int, ...], int], k: int, data: st.DataObject
) -> None:
    """It passes documents that are not right; the others stay in their order."""
    ranks, relevant = ranking
    free = [place for place in range(1, 26) if place not in ranks]
    moved = data.draw(st.sampled_from(ranks or (26,)))
    to = data.draw(st.sampled_from([place for place in free if place < moved] or [moved]))
    after = sorted({*ranks} - {moved} | {to}) if ranks else ()
    before = measured(ranks, relevant, k)
    assert all(now >= was - 1e-12 for now, was in zip(measured(after, relevant, k), before, strict=True))


@given(rankings(), st.integers(1, 11))
def test_looking_deeper_finds_no_less(ranking: tuple[tuple[int, ...], int], k: int) -> None:
    """Success and the reciprocal rank only grow with `k`."""
    ranks, _ = ranking
    assert success(ranks, k) <= success(ranks, k + 1)
    assert reciprocal_rank(ranks, k) <= reciprocal_rank(ranks, k + 1)


def test_the_measures_are_those_of_the_field() -> None:
    """Two right documents of three, at the second and the fifth place: computed by hand."""
    assert [success([2, 5], k) for k in (1, 3, 10)] == [0, 1, 1]
    assert reciprocal_rank([2, 5], 10) == 1 / 2
    assert (reciprocal_rank([11], 10), ndcg([11], 1, 10), ndcg([], 0, 10)) == (0, 0, 0)
    gain, ideal = 1 / math.log2(3) + 1 / math.log2(6), 1 + 1 / math.log2(3) + 1 / 2
    assert ndcg([2, 5], 3, 10) == pytest.approx(gain / ideal)


def test_documents_are_ranked_as_they_are_first_cited() -> None:
    """By path or id; one cited again keeps its place, and a path is met once."""
    documents = [cited(name).document for name in ("a.md", "n.jsonl#1", "a.md", "n.jsonl#2", "b.md")]
    assert ranks_of(documents, {"b.md"}) == (4,)
    assert ranks_of(documents, {"2", "a.md"}) == (1, 3)
    assert ranks_of(documents, {"n.jsonl"}) == (2,)
    assert ranks_of(documents, {"c.md"}) == ()


# --- what counts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer", "found"),
    [
        ("fined 1 000\u00a0dollars", "1000 Dollars", True),
        ("罚款ＡＢＣ三千\n元", "abc三千元", True),
        ("STRASSE", "straße", True),
        ("fined", "fined 500", False),
    ],
)
def test_answers_are_compared_without_width_case_and_blanks(text: str, answer: str, *, found: bool) -> None:
    """NFKC, folded, without white space."""
    assert holds(text, ["never said", answer]) is found


def test_an_answer_counts_where_a_right_document_says_it() -> None:
    """Not where another one does; where no right documents are known, wherever it is said."""
    asked = Asked("a", WHO, frozenset({"a.md"}), ("reed",))
    assert answered(asked, cited("b.md"), cited("a.md", "nobody"), cited("a.md")).quote == 3
    assert answered(replace(asked, documents=frozenset()), cited("b.md")).quote == 1
    assert answered(asked, cited("b.md")).quote is None


def test_without_an_answer_documents_count_and_quotes_do_not() -> None:
    """The nearest passages show what was found; they are not shown as an answer."""
    missed = refused(Asked("a", WHO, frozenset({"a.md"}), ("reed",)), cited("a.md"))
    assert marks(missed) == dict.fromkeys(FIGURES[:5], 1.0) | dict.fromkeys(FIGURES[5:8], 0.0)
    assert failed(missed)


@pytest.mark.parametrize(
    ("wanted", "given_", "right", "not_wrong"),
    [
        ("supported", "supported", 1, 1),
        ("supported", "contradicted", 0, 0),
        ("contradicted", "supported", 0, 0),
        ("contradicted", None, 0, 1),
        ("not_found", "supported", 0, 0),
        ("not_found", None, 1, 1),
    ],
)
def test_a_verdict_that_says_something_else_is_wrong(
    wanted: Verdict, given_: Verdict | None, right: float, not_wrong: float
) -> None:
    """And `not_found` never is."""
    asked = Asked("a", CLAIM, verdict=wanted)
    found = answered(asked, cited("a.md"), verdict=given_) if given_ else refused(asked)
    assert found.verdict == (given_ or "not_found")
    assert (marks(found)["verdict right"], marks(found)["verdict not wrong"]) == (right, not_wrong)
    assert ("answered" in marks(found), "refused" in marks(found)) == (wanted != "not_found", False)


def test_a_question_counts_only_in_what_is_known_of_it() -> None:
    """An unanswerable one in what is refused, one of which nothing is known in what is answered."""
    unanswerable = Asked("a", WHO, unanswerable=True)
    assert marks(refused(unanswerable, cited("a.md"))) == {"refused": 1}
    assert marks(answered(unanswerable, cited("a.md"))) == {"refused": 0}
    assert marks(answered(Asked("a", WHO), cited("a.md"))) == {"answered": 1}
    assert [failed(refused(unanswerable)), failed(refused(Asked("a", WHO)))] == [False, True]


def test_a_second_right_document_may_come_late() -> None:
    """Only nDCG counts it; it is no failure."""
    late = answered(Asked("a", WHO, frozenset({"a.md", "c.md"})), *map(cited, ("a.md", "b.md", "c.md")))
    assert late.ranks == (1, 3)
    assert 0 < marks(late)["nDCG@10"] < 1
    assert not failed(late)


# --- figures and moves ----------------------------------------------------------------------------


def test_a_figure_is_over_the_questions_that_count_in_it() -> None:
    """With its hits where each question counts 0 or 1; a figure of no question is left out."""
    asked = Asked("a", WHO, frozenset({"a.md"}))
    first, second = answered(asked, cited("a.md")), answered(asked, cited("b.md"), cited("a.md"))
    found = {f.name: (f.value, f.hits, f.of) for f in figures([first, second, refused(Asked("b", WHO))])}
    assert found["Success@1"] == (1 / 2, 1, 2)
    assert found["RR@10"] == (3 / 4, None, 2)
    assert found["answered"] == (2 / 3, 2, 3)
    assert "refused" not in found
    assert list(found)[:8] == [*FIGURES[:5], "answered", "median time", "95th percentile"]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_times_are_in_order(ms: list[float]) -> None:
    """The middle one, one that 19 of 20 do not pass, the worst."""
    found = figures([replace(refused(Asked("a", WHO)), ms=time) for time in ms])
    median, most, worst = (figure.value for figure in found if figure.timed)
    assert min(ms) <= median <= worst == max(ms)
    assert most in ms
    assert sum(time <= most for time in ms) >= 0.95 * len(ms)
    assert sum(time < most for time in ms) < 0.95 * len(ms)


def test_a_question_moves_by_the_figure_that_says_most() -> None:
    """The quote before the document; one that is as it was, or was not asked before, does not move."""
    asked = Asked("a", WHO, frozenset({"a.md"}), ("reed",))
    worse, better = answered(asked, cited("b.md"), cited("a.md")), answered(asked, cited("a.md"))
    new = replace(better, id="n", question="new?")
    (up,) = moves(run(worse), run(better, new))
    assert (up.outcome, up.figure, up.before, up.now, up.better) == (
        better,
        "answer in top quote",
        0,
        1,
        True,
    )
    (down,) = moves(run(better), run(replace(worse, quote=1)))
    assert (down.figure, down.better) == ("Success@1", False)
    assert moves(run(better), run(replace(better, ms=9.0))) == []


def test_questions_are_known_again_by_their_text() -> None:
    """An id that is a line's number changes with every line before it; of one text twice, the id tells."""
    right, wrong = refused(Asked("1", WHO, unanswerable=True)), answered(Asked("1", WHO), cited("a.md"))
    wrong = replace(wrong, answerable=False)
    assert [m.better for m in moves(run(wrong), run(replace(right, id="2")))] == [True]
    twice = run(right, replace(wrong, id="2"))
    assert moves(twice, twice) == []


@pytest.mark.parametrize(
    "fields", [{"ranks": (0,)}, {"ranks": (2, 1)}, {"ranks": (1, 2, 3)}, {"quote": 0}, {"ms": math.nan}]
)
def test_an_outcome_that_cannot_be_is_not_made(fields: dict[str, object]) -> None:
    """A run from a file is read into outcomes."""
    known = {"id": "a", "question": "who?", "answerable": True, "answered": True, "ms": 1.0, "relevant": 2}
    with pytest.raises(ValueError, match="not "):
        Outcome(**known | fields)  # type: ignore[arg-type]
