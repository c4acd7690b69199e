"""Claims about pages that hold several articles."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.pages.articles import articles
from retrieval.pages.publishers import publishers
from retrieval.pages.rows import plain_rows
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


def shown(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """Title, publisher, date and body of every article."""
    return [
        (
            part.name,
            part.told.publisher,
            part.told.when.stated if part.told.when else None,
            text[part.rows[0].span.start : part.rows[-1].span.end],
        )
        for part in articles(plain_rows(text), publishers(), {})
    ]


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
        ("新京报 / 2026年1月8日 下午5:42", "新京报", "2026-01-08T17:42"),
        ("BBC News — Jan 8, 2026", "BBC News", "2026-01-08"),
        ("BBC News - 8 January 2026 at 5:42 PM", "BBC News", "2026-01-08T17:42"),
        ("2026-01-08 05:42 · 界面新闻", "界面新闻", "2026-01-08T05:42"),
        ("来源：新京报  2026-01-08 05:42", "新京报", "2026-01-08T05:42"),
        ("财新网 • 2026/1/8 • 阅读 1.2万", "财新网", "2026-01-08"),
        ("36氪 · 3 小时前", "36氪", None),
        ("虎嗅 · 昨天 14:27", "虎嗅", None),
    ],
)
def test_a_byline_names_the_publisher_and_the_day(byline: str, publisher: str, published: str | None) -> None:
    """With or without a time, in any usual form, and with any usual mark between; how long ago is no date yet."""
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
    assert shown(text) == []


def test_a_byte_order_mark_is_not_part_of_the_title() -> None:
    """The mark counts in offsets, but no one reads it."""
    assert shown("\ufeffTitle\nReuters· 2026-01-08\nText.")[0][0] == "Title"


@given(text=texts(120))
def test_articles_lie_in_the_page_in_order(text: str) -> None:
    """No article reaches into the next."""
    end = 0
    for part in articles(plain_rows(text), publishers(), {}):
        assert part.title
        assert end <= part.title.start < part.title.end <= part.rows[0].span.start
        end = part.rows[-1].span.end
    assert end <= len(text)


@pytest.mark.parametrize(
    ("byline", "publisher", "author"),
    [
        ("观察者网 | 李明 | 2026-01-08", "观察者网", "李明"),
        ("李明 · 观察者网 · 2026-01-08", "观察者网", "李明"),
        ("来源：新京报 作者：李明 2026-01-08", "新京报", "李明"),
        ("By Ming Li · Reuters · Jan 8, 2026", "Reuters", "Ming Li"),
    ],
)
def test_a_byline_may_name_the_author_too(byline: str, publisher: str, author: str) -> None:
    """The name that is known to publish is the publisher, wherever it stands."""
    (part,) = articles(plain_rows(f"Title\n{byline}\nText."), publishers(), {})
    assert (part.told.publisher, part.told.author) == (publisher, author)
