"""Claims about pages that hold several articles."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.pages.articles import articles
from tests.retrieval.strategies import texts

PAGE = """热点
小米处罚两名高管
观察者网· 2026-01-08 05:42
第一段。
第二段。

车主起诉小米
36氪 | 2025-05-10
只有一段。
"""


def shown(text: str) -> list[tuple[str, str, str, str]]:
    """Title, publisher, date and body of every article."""
    return [(a.title.of(text), a.publisher, a.published, a.body.of(text)) for a in articles(text)]


def test_a_page_is_split_at_its_bylines() -> None:
    """The line above a byline is the title, the lines below it the text; what stands before is page chrome."""
    assert shown(PAGE) == [
        ("小米处罚两名高管", "观察者网", "2026-01-08T05:42", "第一段。\n第二段。"),
        ("车主起诉小米", "36氪", "2025-05-10", "只有一段。"),
    ]


@pytest.mark.parametrize(
    ("byline", "publisher", "published"),
    [
        ("Reuters· 2026-01-08", "Reuters", "2026-01-08"),
        ("Reuters · 2026-01-08 05:42", "Reuters", "2026-01-08T05:42"),
        ("Reuters|2026-01-08T05:42:10", "Reuters", "2026-01-08T05:42"),
        ("21世纪经济报道· 2026-01-08", "21世纪经济报道", "2026-01-08"),
    ],
)
def test_a_byline_names_the_publisher_and_the_day(byline: str, publisher: str, published: str) -> None:
    """With or without a time, with a middle dot or a bar."""
    assert shown(f"Title\n{byline}\nText.") == [("Title", publisher, published, "Text.")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "Title\nText.",
        "Reuters· 2026-01-08\nText without a title.",
        "Title\nReuters· 2026-01-08",
        "Title\nReuters· 2026-13-45\nNo such day.",
        "Title\nReuters· 2026-01-08 25:00\nNo such time.",
        "Title\nReuters said on 2026-01-08\nNo byline.",
        "Title\n" + "a" + " " * 50_000 + "· 2026-01-08\nA long line.",
    ],
)
def test_other_texts_are_no_such_page(text: str) -> None:
    """A byline needs a title above, words below, and a day that exists."""
    assert articles(text) == []


def test_a_byte_order_mark_is_not_part_of_the_title() -> None:
    """The mark counts in offsets, but no one reads it."""
    assert shown("\ufeffTitle\nReuters· 2026-01-08\nText.")[0][0] == "Title"


@given(text=texts(120))
def test_articles_lie_in_the_page_in_order(text: str) -> None:
    """No article reaches into the next."""
    end = 0
    for article in articles(text):
        assert end <= article.title.start < article.title.end <= article.body.start
        end = article.body.end
    assert end <= len(text)
