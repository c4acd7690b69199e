"""What is taken away must be there, and must be back afterwards."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest

from benchmarks.ablation import PARTS, Part, Shares, mean, without_feature, without_part
from benchmarks.train import Example
from retrieval.library import Library
from retrieval.model import Answer, NoAnswer, Question

QUESTION: Final = Question("how many dollars was the mastr Tom Reed fined? 泄密的周海被罚了多少？")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_pipeline_answers_without_any_part(part: Part, library: Library) -> None:
    """An original that was renamed is noticed here, and not when the table is wanted."""
    before = library.answer(QUESTION, 3)
    with without_part(part):
        assert isinstance(library.answer(QUESTION, 3), Answer | NoAnswer)
    assert library.answer(QUESTION, 3) == before


def test_a_feature_is_taken_from_a_copy() -> None:
    """The examples are computed once, for all features."""
    example = Example(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([True, False]), np.array([True, True]))
    lacking = without_feature([example], 1)[0]
    assert lacking.features.tolist() == [[1.0, 0.0], [3.0, 0.0]]
    assert example.features.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_every_set_weighs_the_same() -> None:
    """However many its questions are."""
    assert mean([(1.0, 0.5), (0.0, 0.0)]) == Shares(0.5, 0.25)
