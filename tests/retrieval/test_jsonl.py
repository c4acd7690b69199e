"""Claims about the reader of JSON Lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers import jsonl
from tests.retrieval.strategies import texts


def documents(*rows: object) -> list[Document]:
    """The documents of objects, one a line."""
    return jsonl.read("\n".join(json.dumps(row) for row in rows).encode(), "a.jsonl")


def test_each_line_is_a_document() -> None:
    """With the id, the title and the source that it names."""
    first, second = documents(
        {
            "id": "kol",
            "title": "通报",
            "text": "处罚两人。\n辞退一人。",
            "lang": "zh",
            "publisher": "观察者网",
        },
        {"text": "More.", "author": "A", "date": "2026-01-08", "url": "https://example.com/a"},
    )
    assert (first.id, first.title, first.publisher, first.path) == ("kol", "通报", "观察者网", "a.jsonl")
    assert [b.span.of(first.text) for b in first.blocks] == ["处罚两人。", "辞退一人。"]
    assert (second.id, second.title, second.author) == ("a.jsonl#2", "", "A")
    assert (second.published, second.url) == ("2026-01-08", "https://example.com/a")


@given(text=texts().filter(lambda text: bool(text.strip())))
def test_offsets_count_in_the_lines_own_text(text: str) -> None:
    """The text is kept to the character, new lines of any kind included."""
    (document,) = documents({"text": text})
    assert document.text == text
    assert "".join("".join(b.span.of(text) for b in document.blocks).split()) == "".join(text.split())


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    """But they count as lines."""
    read = jsonl.read('\ufeff{"text": "a"}\r\n\r\n{"text": "b"}\r\n'.encode(), "a.jsonl")
    assert [(d.id, d.text) for d in read] == [("a.jsonl#1", "a"), ("a.jsonl#3", "b")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"title": "x"}', "line 2 has no text"),
        ('{"text": ""}', "line 2 has no text"),
        ('{"text": " \\n "}', "line 2 has no text"),
        ('{"text": 5}', "line 2 has no text"),
        ('{"text": null}', "line 2 has no text"),
        ("[1]", "line 2 is not a JSON object"),
        ('"text"', "line 2 is not a JSON object"),
        ("{text: 1}", "line 2 is not JSON"),
        ("[" * 100_000, "line 2 is not JSON"),
        ("1" * 5000, "line 2 is not JSON"),
        ('{"text": "a \\ud800 b"}', "line 2 holds half a surrogate pair"),
    ],
)
def test_a_line_without_text_is_refused_by_its_number(row: str, reason: str) -> None:
    """The whole file is skipped, and the reason says which line to mend."""
    with pytest.raises(UnreadableSource) as refused:
        jsonl.read(f'{{"text": "fine"}}\n{row}\n'.encode(), "a.jsonl")
    assert refused.value.reason == reason


@pytest.mark.parametrize("field", ["id", "title", "publisher", "author"])
@given(value=st.none() | st.booleans() | st.lists(st.text(max_size=2)) | st.text() | st.integers())
def test_other_fields_may_be_anything(field: str, value: object) -> None:
    """A field that says nothing is left out; only the text must be there."""
    (document,) = documents({"text": "words", field: value})
    assert document.text == "words"
    assert document.id


def test_a_text_that_escapes_both_halves_of_a_pair_is_text() -> None:
    """JSON writes rare characters so."""
    (document,) = jsonl.read(b'{"text": "\\ud83d\\ude00"}', "a.jsonl")
    assert document.text == "😀"
