"""Claims about how a run is shown, and that what is written of it can be read again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.runs import LISTED, SHOWN, report, run_object, run_of, run_text, table, trouble
from retrieval.evaluation import Outcome, Run, failed
from retrieval.model import Verdict

GOOD = Outcome("a", "who was fined?", True, True, 7.25, 1, (1,), True, 1)
CLAIM = Outcome("c", "Reed was fined.", True, True, 7.0, wanted="supported", verdict="supported")
STRANGE = Outcome("s", "who wrote it?", False, False, 1.0)
VERDICTS: st.SearchStrategy[Verdict] = st.sampled_from(["supported", "contradicted", "not_found"])


@st.composite
def outcomes(draw: st.DrawFn, name: str = "a") -> Outcome:
    """Any outcome that a question can have."""
    answered, wanted = draw(st.booleans()), draw(st.none() | VERDICTS)
    answerable = draw(st.booleans()) if wanted is None else wanted != "not_found"
    ranks = tuple(sorted(draw(st.sets(st.integers(1, 10), max_size=3)))) if answerable else ()
    quotable = answerable and draw(st.booleans())
    return Outcome(
        id=name,
        question=draw(st.text(st.characters(exclude_categories=()), max_size=10)),
        answerable=answerable,
        answered=answered,
        ms=draw(st.floats(0, 1e5)),
        relevant=len(ranks) + draw(st.integers(0, 2)) if answerable else 0,
        ranks=ranks,
        quotable=quotable,
        quote=draw(st.none() | st.integers(1, 12)) if quotable and answered else None,
        wanted=wanted,
        verdict=None if wanted is None else draw(VERDICTS) if answered else "not_found",
    )


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Any run."""
    count = draw(st.integers(1, 6))
    return made(*(draw(outcomes(str(number))) for number in range(count)))


def made(*found: Outcome) -> Run:
    """A run with these outcomes."""
    return Run("2026-01-08T05:42:00+00:00", "the/corpus", found)


def shown(run: Run, earlier: Run | None = None, *, everything: bool = False) -> list[str]:
    """The report, line by line."""
    return "\n".join(report(run, earlier, everything=everything)).split("\n")


@given(runs())
def test_a_run_that_is_written_can_be_read(run: Run) -> None:
    """The same, to the last time, whatever characters its questions have."""
    text = run_text(run_object(run))
    assert run_of(json.loads(text.encode())) == run


@given(outcomes())
def test_a_question_that_failed_has_its_trouble(found: Outcome) -> None:
    """And one that did not has none."""
    assert bool(trouble(found)) == failed(found)


@given(runs(), runs())
def test_every_line_can_be_printed(run: Run, earlier: Run) -> None:
    """Control characters and halves of characters would do something to the terminal."""
    for line in shown(run, earlier):
        assert line.isprintable()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (GOOD, ""),
        (replace(GOOD, quote=2), "answer in quote 2"),
        (replace(GOOD, quote=None), "answer not quoted"),
        (replace(GOOD, quote=2, ranks=(3,)), "answer in quote 2, right document in place 3"),
        (replace(GOOD, quote=None, ranks=()), "answer not quoted, right document not found"),
        (replace(GOOD, answered=False, quote=None), "no answer"),
        (replace(STRANGE, answered=True), "answered, though nothing answers it"),
        (replace(CLAIM, verdict="contradicted"), "contradicted, should be supported"),
        (replace(CLAIM, answered=False, verdict="not_found"), "not_found, should be supported"),
    ],
)
def test_trouble_is_said_in_a_few_words(found: Outcome, words: str) -> None:
    """What was wrong, not what was right."""
    assert trouble(found) == words


def test_the_table_is_aligned() -> None:
    """A share with its counts, a mean with its number of questions, times in ms; what counts nothing is left out."""
    bad = replace(GOOD, id="b", ranks=(2,), quote=2, ms=12.0)
    assert list(table(made(GOOD, bad, CLAIM))) == [
        "Success@1                  .500        1/2",
        "Success@3                 1.000        2/2",
        "Success@10                1.000        2/2",
        "RR@10                      .750          2",
        "nDCG@10                    .815          2",
        "answer in top quote        .500        1/2",
        "answer in first three     1.000        2/2",
        "answered                  1.000        3/3",
        "verdict right             1.000        1/1",
        "verdict not wrong         1.000        1/1",
        "median time              7.2 ms          3",
        "95th percentile         12.0 ms          3",
        "worst time              12.0 ms          3",
    ]


def test_each_change_stands_in_the_table() -> None:
    """Up, down, none, or a figure that was not there before."""
    earlier = made(GOOD, STRANGE)
    now = made(replace(GOOD, ranks=(2,), ms=8.0), replace(STRANGE, answered=True), CLAIM)
    rows = {row[:22].strip(): row.split()[-1] for row in table(now, earlier)}
    assert (rows["Success@1"], rows["Success@3"], rows["RR@10"]) == ("-1.000", "=", "-.500")
    assert (rows["refused"], rows["verdict right"]) == ("-1.000", "new")
    row = next(row for row in table(now, earlier) if row.startswith("median"))
    assert row.endswith("+2.9 ms")


def test_what_failed_is_listed_with_its_question() -> None:
    """Under its id, on one line however long it is."""
    long = replace(GOOD, id="b", question="a\n" * 300, answered=False, quote=None)
    lines = shown(made(GOOD, replace(GOOD, id="7", quote=2), long))
    assert lines[0] == "Questions: 3, asked of the/corpus"
    at = lines.index("Failed: 2")
    assert lines[at + 1] == "  7  answer in quote 2: who was fined?"
    assert lines[at + 2].startswith("  b  no answer: a a a")
    assert len(lines[at + 2]) == len("  b  no answer: ") + SHOWN
    assert len(lines) == at + 3
    assert "Failed" not in "\n".join(shown(made(GOOD)))


def test_long_lists_are_cut_unless_all_is_wanted() -> None:
    """And say how many are left."""
    run = made(*(replace(GOOD, id=str(number), quote=2) for number in range(LISTED + 7)))
    some, every = shown(run), shown(run, everything=True)
    assert some[-1] == "  … and 7 more, which --all lists"
    assert every[-1].startswith(f"  {LISTED + 6}  ")
    assert len(every) == len(some) + 6


def test_against_an_earlier_run_what_moved_is_listed() -> None:
    """The better ones and the worse ones, each with the figure that moved."""
    second = replace(GOOD, id="b", question="who sailed?", quote=None, ranks=(3,))
    new = replace(GOOD, id="n", question="who is new?")
    earlier = made(GOOD, second, replace(STRANGE, id="g", question="gone?"))
    now = made(replace(GOOD, ranks=(2,)), replace(second, quote=1, ranks=(1,)), new)
    lines = shown(now, earlier)
    assert lines[1] == "Compared with the run of 2026-01-08T05:42:00+00:00 on the/corpus"
    assert lines[2] == "The questions differ: 1 new, 1 no longer asked"
    better = lines.index("Better: 1")
    assert lines[better + 1] == "  b  answer in top quote 0 → 1: who sailed?"
    assert lines[-2:] == ["Worse: 1", "  a  Success@1 1 → 0: who was fined?"]
    assert "differ" not in "\n".join(shown(now, now))


def test_the_object_has_the_figures_and_the_questions() -> None:
    """By name and by id; against an earlier run with the changes and who moved."""
    found = run_object(made(GOOD, STRANGE), made(replace(GOOD, ranks=(2,)), STRANGE))
    assert list(found) == ["made", "corpus", "figures", "questions", "against"]
    assert found["figures"]["Success@1"] == {"value": 1.0, "of": 1, "hits": 1}
    assert found["figures"]["RR@10"] == {"value": 1.0, "of": 1}
    assert found["figures"]["worst time"] == {"ms": 7.25, "of": 2}
    assert found["questions"]["s"]["answerable"] is False
    assert found["questions"]["a"]["ranks"] == (1,)
    against = found["against"]
    assert (against["changes"]["RR@10"], against["better"], against["worse"]) == (0.5, ["a"], [])


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param([], id="no object"),
        pytest.param({}, id="nothing"),
        pytest.param({"made": "", "corpus": "", "questions": {}}, id="no questions"),
        pytest.param({"made": "", "corpus": "", "questions": ["a"]}, id="questions without ids"),
        pytest.param({"made": "", "corpus": "", "questions": {"a": {}}}, id="nothing of a question"),
    ],
)
def test_what_is_no_run_is_refused(fields: object) -> None:
    """It could only be compared with wrongly."""
    with pytest.raises(ValueError, match="run"):
        run_of(fields)


@pytest.mark.parametrize(
    "change",
    [
        {"ranks": [0]},
        {"ranks": 1},
        {"ranks": ["first"]},
        {"relevant": None},
        {"quote": -1},
        {"ms": "soon"},
        {"ms": float("nan")},
        {"wanted": "maybe"},
        {"wanted": []},
    ],
)
def test_a_question_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    """A file that was edited by hand is not trusted."""
    fields = run_object(made(GOOD))
    fields["questions"]["a"] |= change
    with pytest.raises(ValueError, match=r"."):
        run_of(fields)
