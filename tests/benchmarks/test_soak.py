"""Claims about the soak: a short one passes, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soak import Outcome, Plan, soak

QUESTIONS = (
    "who was fined?",
    "谁被开除了？",
    "when was the harbour closed?",
    "what does the bakery sell?",
    "quantum teapots",
)


@pytest.mark.slow
async def test_a_short_soak_answers_everybody_once(corpus: Path, new_state: Path) -> None:
    """With every tenth call failing, and no rule broken."""
    plan = Plan(people=12, groups=3, questions=60, seconds=6, failing=0.1, silent=0)
    outcome = await soak(plan, {"DATA": str(new_state), "CORPUS": str(corpus)}, QUESTIONS)
    assert (outcome.once, len(outcome.asked), outcome.broken) == (60, 60, [])
    assert outcome.faults > 5
    assert outcome.memory
    assert outcome.processor > 0


def test_what_is_wrong_is_not_good() -> None:
    """A question without an answer, one with two, a rule that was broken, memory that grows."""
    asked = {(7, 1): 0.0, (7, 2): 0.0}
    good = Outcome(asked, latencies=[1.0, 3.0], memory=[9.0, *[100.0] * 11])
    good.answers.update(list(asked))
    assert good.good
    assert "answered exactly once: 2 of 2 questions" in good.lines()
    assert "latency: median 1.00 s, 99th percentile 3.00 s" in good.lines()
    twice = Outcome(asked)
    twice.answers.update([(7, 1), (7, 1), (7, 2)])
    grown = Outcome({}, memory=[100.0] * 8 + [150.0] * 4)
    for bad in (Outcome(asked), twice, Outcome({}, broken=["a rule"]), grown):
        assert not bad.good
