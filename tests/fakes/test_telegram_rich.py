"""Claims about rich messages in the fake: it takes every tag that is documented, and no other."""

from __future__ import annotations

import pytest

from tests.fakes.telegram_errors import BotApiError
from tests.fakes.telegram_rich import TAGS, parse_rich

EMPTY = {"br", "hr", "img", "input", "tg-map"}
NEEDED = {
    "tg-emoji": ' emoji-id="5368324170671202286"',
    "tg-time": ' unix="1647531900"',
    "a": ' href="https://a.b/"',
}


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_every_documented_tag_is_taken(tag: str) -> None:
    """Around words, or where it has none by itself; the words are shown."""
    markup = f"x<{tag}/>" if tag in EMPTY else f"<{tag}{NEEDED.get(tag, '')}>x</{tag}>"
    assert parse_rich({"html": markup}).text == "x"


@pytest.mark.parametrize(
    "tag", ["div", "span", "font", "script", "center", "tg-thinking", "section", "q", "small"]
)
def test_every_other_tag_is_refused(tag: str) -> None:
    """Though browsers know it, or other calls do."""
    with pytest.raises(BotApiError, match=f"unsupported tag '{tag}'"):
        parse_rich({"html": f"<p>a <{tag}>x</{tag}></p>"})


@pytest.mark.parametrize(
    "message", [{}, {"html": ""}, {"html": "a", "markdown": "a"}, {"markdown": "a"}, {"blocks": [{}]}]
)
def test_it_is_given_in_one_way_and_by_our_bot_as_html(message: dict[str, object]) -> None:
    """More than one is refused by Telegram, the others by this fake."""
    with pytest.raises(BotApiError):
        parse_rich(message)


def test_lines_are_paragraphs_and_white_space_means_nothing() -> None:
    """But in code; a quote has lines where it is broken, and stands by itself."""
    html = "<p>a\n  <b>b</b></p><blockquote expandable>c\n d<br>e<cite>f</cite></blockquote><p>g</p><pre>h\n  i</pre>"
    parsed = parse_rich({"html": html})
    assert parsed.text == "a b\nc d\ne\nf\ng\nh\n  i"
    assert [entity.type for entity in parsed.entities] == ["bold", "expandable_blockquote", "pre"]
