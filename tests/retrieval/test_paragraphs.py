"""Claims about the paragraphs of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.model import Span
from retrieval.pages.paragraphs import blocks, is_heading, lines
from tests.retrieval.strategies import texts

WRAPPED = """This paragraph was wrapped by a margin at some sixty characters
and goes on here until its sentence has come to its end there.
The next one begins a paragraph of its own."""


def shown(text: str) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(b.kind, b.span.of(text)) for b in blocks(text, Span(0, len(text)))]


def test_lines_that_a_margin_ended_are_one_paragraph() -> None:
    """A long line without a full stop goes on in the next; a finished one does not."""
    one, _, two = WRAPPED.rpartition("\n")
    assert shown(WRAPPED) == [("text", one), ("text", two)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("处罚决定\n公司今天处罚了两人。", [("heading", "处罚决定"), ("text", "公司今天处罚了两人。")]),
        ("第一段。\n\n第二段。", [("text", "第一段。"), ("text", "第二段。")]),
        ("  空白  \r\n", [("heading", "空白")]),
        ("short line\nshort line", [("heading", "short line"), ("heading", "short line")]),
        ("a" * 60 + "\n\n" + "b" * 60, [("text", "a" * 60), ("text", "b" * 60)]),
    ],
)
def test_the_authors_own_lines_stay_apart(text: str, found: list[tuple[str, str]]) -> None:
    """Blank lines, short lines and finished sentences end a paragraph."""
    assert shown(text) == found


@pytest.mark.parametrize(
    ("line", "heading"),
    [("处罚决定", True), ("He left.", False), ("Why?", False), ("一、背景：", False), ("字" * 41, False)],
)
def test_a_heading_is_short_and_ends_without_a_mark(line: str, heading: bool) -> None:  # noqa: FBT001
    """A sentence, a question and a long line are none."""
    assert is_heading(line) is heading


@given(text=texts(120).filter(bool))
def test_blocks_hold_every_line_in_order(text: str) -> None:
    """No word of a text is outside its paragraphs."""
    held = "".join(b.span.of(text) for b in blocks(text, Span(0, len(text))))
    assert "".join(held.split()) == "".join(text.split())


@given(text=texts(60).filter(bool))
def test_lines_have_no_white_space_around_them(text: str) -> None:
    """And none of them is blank."""
    for line in lines(text, Span(0, len(text))):
        assert line.of(text)
        assert line.of(text) == line.of(text).strip()
        assert "\n" not in line.of(text)
