"""Claims about gaps that a margin left inside Chinese words."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.model import Span
from retrieval.pages.wraps import wraps
from tests.retrieval.strategies import texts

LINE = "店员说来问的人多买的人少多半是看中了联名款的包装和颜色"  # as wide as the margin of its page


def healed(text: str) -> str:
    """The text without the gaps."""
    out, at = "", 0
    for gap in wraps(text, Span(0, len(text))):
        out, at = out + text[at : gap.start], gap.end
    return out + text[at:]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{LINE} 后来降价", f"{LINE}后来降价"),
        (f"{LINE}\n后来降价", f"{LINE}后来降价"),
        (f"{LINE}\n\n后来降价", f"{LINE}\n\n后来降价"),
        ("个人 IP 和 品牌", "个人 IP 和 品牌"),
        ("李明 王芳", "李明 王芳"),
        (f"{LINE}。 后来降价", f"{LINE}。 后来降价"),
        (
            f"{LINE} 第二行里有 iPhone 17 Pro 和别的手机它们都是今年才出的 新货",
            f"{LINE}第二行里有 iPhone 17 Pro 和别的手机它们都是今年才出的新货",
        ),
        (
            "第二行里有 iPhone 17 Pro 和别的手机它们都是今年才出的 新货",
            "第二行里有 iPhone 17 Pro 和别的手机它们都是今年才出的 新货",
        ),
    ],
)
def test_a_gap_is_a_margins_where_the_line_was_as_wide_as_it(text: str, shown: str) -> None:
    """Other gaps are the author's; a line that has blanks of its own is known by the lines beside it."""
    assert healed(text) == shown


@given(text=texts(200))
def test_gaps_are_white_space_in_order(text: str) -> None:
    """They lie inside the text, and do not touch."""
    end = 0
    for gap in wraps(text, Span(0, len(text))) if text else ():
        assert end < gap.start
        assert not gap.of(text).strip()
        end = gap.end
