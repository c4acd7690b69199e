"""Claims about values: what is not valid cannot be made, and a document knows where its words stand."""

from __future__ import annotations

import pytest

from retrieval.model import Block, Document, Place, PlaceKind, Span


@pytest.mark.parametrize(
    ("kind", "number", "label"),
    [
        ("page", None, "three"),
        ("page", 0, ""),
        ("row", -1, "Fines"),
        ("time", None, ""),
        ("heading", 3, "Fines"),
    ],
)
def test_a_place_says_where_it_is(kind: PlaceKind, number: int | None, label: str) -> None:
    """By number or by label, as its kind is told."""
    with pytest.raises(ValueError, match=kind):
        Place(kind, number, label)


def test_a_document_knows_the_place_of_its_words() -> None:
    """That of the block they stand in; before the first block there is none."""
    blocks = (Block(Span(2, 4), place=Place("page", 1)), Block(Span(5, 8), place=Place("page", 2)))
    document = Document("a", "a", "", "x one two", blocks)
    assert [document.place(i) for i in (0, 2, 3, 5, 7)] == [
        None,
        Place("page", 1),
        Place("page", 1),
        Place("page", 2),
        Place("page", 2),
    ]
