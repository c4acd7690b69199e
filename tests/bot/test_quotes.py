"""Claims about quotes as they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.quotes import readable
from retrieval.model import Citation, Document, Span

LONG = "港口管理部门今天上午在新闻发布会上宣布从下个月开始"


def cited(text: str, *highlights: str) -> Citation:
    """A citation of a whole text."""
    spans = tuple(Span(text.index(h), text.index(h) + len(h)) for h in highlights)
    whole = Span(0, len(text))
    return Citation(Document("a", "a", "t", text, ()), whole, spans, whole)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{LONG}码 头将延长开放", f"{LONG}码头将延长开放"),
        (f"{LONG}，\n码头将延长开放", f"{LONG}，码头将延长开放"),
        (f"{LONG}。 码头将延长开放", f"{LONG}。 码头将延长开放"),
        (f"{LONG}的 IP 授权", f"{LONG}的 IP 授权"),
        (f"{LONG}\n\n码头", f"{LONG}\n\n码头"),
        ("文丨李明 王芳 昨天", "文丨李明 王芳 昨天"),
        (
            "the long line of an English text that goes on and on\nand on",
            "the long line of an English text that goes on and on\nand on",
        ),
    ],
)
def test_only_the_gaps_of_a_margin_are_closed(text: str, shown: str) -> None:
    """At the end of a wide line, between two Chinese characters; what an author parted stays apart."""
    assert readable(cited(text))[0] == shown


def test_highlights_stay_with_their_words() -> None:
    """Those behind a closed gap move with it, those across it shrink."""
    words, spans = readable(cited(f"{LONG}码 头将延长开放", "港口", "码 头", "延长"))
    assert [span.of(words) for span in spans] == ["港口", "码头", "延长"]


@given(text=st.text(alphabet="港口，。a \n字", min_size=1, max_size=120), data=st.data())
def test_nothing_but_white_space_is_left_out(text: str, data: st.DataObject) -> None:
    """And highlights lie inside, whatever they cover."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = Citation(
        Document("a", "a", "t", text, ()), Span(0, len(text)), (Span(start, end),), Span(0, len(text))
    )
    words, spans = readable(citation)
    assert "".join(words.split()) == "".join(text.split())
    for span in spans:
        assert "".join(span.of(words).split()) == "".join(text[start:end].split())
