"""The corpus that answers are timed on is the same in every run, and the figures are what they say."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed import Times, dealt


@given(st.lists(st.text("ab", min_size=1, max_size=9), min_size=1, max_size=9), st.integers(1, 40))
def test_paragraphs_are_dealt_until_a_text_is_long_enough(pile: list[str], size: int) -> None:
    """Without end, and the same for the same seed."""
    first, again = (list(islice(dealt(pile, size, random.Random(7)), 9)) for _ in range(2))  # noqa: S311
    assert first == again
    for text in first:
        parts = text.split("\n\n")
        assert set(parts) <= set(pile)
        assert sum(map(len, parts)) >= size > sum(map(len, parts[:-1]))


@pytest.mark.parametrize(("percent", "ms"), [(50, 50), (99, 99), (100, 100)])
def test_so_many_of_a_hundred_do_not_pass_the_percentile(percent: int, ms: float) -> None:
    """It is one of the times, and no mean of two."""
    assert Times(tuple(map(float, range(100, 0, -1)))).percentile(percent) == ms


def test_of_few_times_the_worst_is_the_percentile() -> None:
    """Nothing is invented."""
    assert Times((3.0, 1.0, 2.0)).percentile(99) == 3
