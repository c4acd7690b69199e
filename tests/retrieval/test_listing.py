"""Claims about lists: which items a text names one after another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.listing import FEWEST, lists


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("会上，云帆、海马、长风三家表态。", ["云帆", "海马", "长风"]),
        ("云帆、海马和长风", ["云帆", "海马", "长风"]),
        ("雲帆、海馬，以及長風", ["雲帆", "海馬", "長風"]),
        ("Yunfan, Haima and Changfeng spoke", ["Yunfan", "Haima", "Changfe"]),
        ("They are red, green, and blue.", ["are red", "green", "blue"]),
    ],
)
def test_lists_are_read_item_by_item(text: str, items: list[str]) -> None:
    """Of the first and the last no more than the longest of the others has."""
    (found,) = lists(text)
    longest = max(len(item) for item in items[1:-1])
    assert [item.of(text).strip() for item in found][1:-1] == items[1:-1]
    assert items[0].endswith(found[0].of(text).strip())
    assert found[-1].of(text).strip() in text
    assert all(item.end - item.start <= longest for item in (found[0], found[-1]))


@pytest.mark.parametrize("text", ["", "云帆和海马", "red and blue", "他来了，她走了，天黑了。", "一句话。"])
def test_other_texts_list_nothing(text: str) -> None:
    """Two are a pair, and clauses are no items."""
    assert list(lists(text)) == []


@given(st.text("甲乙、和，。 ,anbd", max_size=200))
def test_items_follow_each_other(text: str) -> None:
    """In any text: in order, apart, and at least so many."""
    for items in lists(text):
        assert len(items) >= FEWEST
        assert all(a.end <= b.start for a, b in pairwise(items))
