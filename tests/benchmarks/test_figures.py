"""The figures that were reached: what counts as a fall, and that the file holds what it says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora import OWN
from benchmarks.figures import (
    SLACK,
    Reached,
    Table,
    falls,
    of_run,
    of_scores,
    read_figures,
    rises,
    write_figures,
)
from benchmarks.quality import gate
from retrieval.evaluation import Outcome, Run

NOTED: Table = {"seeds": {"answered": Reached(50, 91), "refused": Reached(6, 14)}}


def reached() -> st.SearchStrategy[Reached]:
    """Any figure."""
    return st.integers(1, 4000).flatmap(lambda of: st.builds(Reached, st.integers(0, of), st.just(of)))


def names() -> st.SearchStrategy[str]:
    """Names of figures, in any script."""
    return st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=9)


def answered(hits: int, of: int = 91) -> Table:
    """What was noted, but for how many were answered."""
    return {"seeds": {"answered": Reached(hits, of), "refused": Reached(6, 14)}}


@pytest.mark.parametrize("hits", [48, 49, 50])
def test_two_questions_fewer_are_no_fall(hits: int) -> None:
    """So much moves by chance."""
    assert not list(falls(NOTED, answered(hits)))


def test_a_fall_is_one_sentence_with_all_its_numbers() -> None:
    """Whoever reads it need not look anything up."""
    assert list(falls(NOTED, answered(47))) == [
        "seeds: answered fell from 50/91 to 47/91, which is 3 questions fewer; at most 2 may be."
    ]


def test_the_gate_closes_when_a_figure_fell(capsys: pytest.CaptureFixture[str]) -> None:
    """And stays open when another one rose as much."""
    assert gate({"repository": NOTED}, {"repository": answered(47)}) == 1
    assert "seeds: answered fell" in capsys.readouterr().err
    assert gate({"repository": NOTED}, {"repository": answered(53)}) == 0
    assert "seeds: answered rose from 50/91 to 53/91. `python -m benchmarks.quality --write`" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("now", [{}, {"seeds": {"refused": Reached(6, 14)}}])
def test_a_figure_that_is_gone_has_fallen(now: Table) -> None:
    """Or a renamed figure would never be compared again."""
    assert "seeds: answered was 50/91, and is not measured any more." in falls(NOTED, now)


def test_a_figure_that_is_new_is_said_to_be() -> None:
    """It is to be noted."""
    assert list(rises({}, {"seeds": {"answered": Reached(50, 91)}})) == [
        "seeds: answered is 50/91, and was not noted before."
    ]


def test_where_questions_are_many_a_point_may_be_lost() -> None:
    """Of 2,000 questions, twenty."""
    was: Table = {"drcd": {"Success@1": Reached(1900, 2000)}}
    assert not list(falls(was, {"drcd": {"Success@1": Reached(1880, 2000)}}))
    assert list(falls(was, {"drcd": {"Success@1": Reached(1879, 2000)}}))


def test_other_questions_are_compared_by_their_share() -> None:
    """Ten questions more, all of them answered as often as the others, are no fall."""
    assert not list(falls(NOTED, answered(55, 100)))
    assert list(falls(NOTED, answered(50, 100)))


@given(was=reached(), now=reached())
def test_nothing_falls_and_rises_at_once(was: Reached, now: Reached) -> None:
    """And what fell by more than it may has lost at least that many questions."""
    before, found = {"a": {"answered": was}}, {"a": {"answered": now}}
    fell, rose = list(falls(before, found)), list(rises(before, found))
    assert not (fell and rose)
    assert bool(fell) == (was.hits * now.of - now.hits * was.of > now.slack * was.of >= SLACK * was.of)


@given(
    st.dictionaries(
        st.sampled_from(["a", "b-c"]), st.dictionaries(names(), reached(), min_size=1), min_size=1
    )
)
def test_what_was_noted_is_read_back(tmp_path_factory: pytest.TempPathFactory, table: Table) -> None:
    """And the other part of the file is left alone."""
    path = tmp_path_factory.mktemp("figures") / "figures.toml"
    write_figures({"sets": NOTED}, path)
    write_figures({"repository": table}, path)
    assert read_figures(path) == {"sets": NOTED, "repository": table}


def test_figures_that_cannot_be_are_refused() -> None:
    """More right answers than questions."""
    with pytest.raises(ValueError, match="5 of 4"):
        Reached(5, 4)


def test_the_figures_of_a_run_are_counted_in_questions() -> None:
    """Times and graded figures are left to people."""
    one = Outcome("1", "who?", answerable=True, answered=True, ms=3.0, relevant=1, ranks=(2,))
    found = of_run(Run("2026-01-08", "seeds", (one,)))
    assert found["answered"] == Reached(1, 1)
    assert found["Success@1"] == Reached(0, 1)
    assert not {"RR@10", "median time"} & set(found)


def test_the_figures_of_a_scorer_are_read_from_what_it_prints() -> None:
    """Shares of its queries, or counts; parts of others are left out."""
    shares = "queries                2000\nSuccess@1              0.9500\nRR@10                  0.9712\nquote length, mean     64\n"
    assert of_scores(shares) == {"Success@1": Reached(1900, 2000)}
    counts = "answer quoted @1                       43/65 = 0.662\n  answer quoted @1       zh             20/30 = 0.667\n"
    assert of_scores(counts) == {"answer quoted @1": Reached(43, 65)}


def test_every_set_of_ours_is_noted() -> None:
    """With the figures that matter most."""
    noted = read_figures()["repository"]
    assert set(noted) == set(OWN)
    for name, found in noted.items():
        assert {"answer in top quote", "answer in first three", "answered", "refused"} <= set(found), name


@pytest.mark.parametrize("folder", OWN.values(), ids=OWN.keys())
def test_every_set_of_ours_has_questions(folder: Path) -> None:
    """Or nothing would be measured."""
    assert tomllib.loads((folder / "questions.toml").read_text("utf-8"))["question"]
