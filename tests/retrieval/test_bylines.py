"""Claims about lines and credits that say whose words an article is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.pages.bylines import byline, names_inside
from retrieval.pages.chrome import chrome, cut_mark
from retrieval.pages.publishers import parsed, publishers


@pytest.mark.parametrize(
    "line",
    [
        "公司于2026年1月8日宣布召回",
        "公司成立于2026-01-08",
        "2026年1月8日，公司宣布召回。",
        "Reuters said on 2026-01-08",
        "设计：李明",
        "说明：见附件",
        "他说：“不知道。”",
        "",
    ],
)
def test_a_line_of_text_is_no_byline(line: str) -> None:
    """Even if it has a date, or a colon."""
    assert byline(line, publishers()) is None


@pytest.mark.parametrize(
    ("line", "publisher", "author"),
    [
        ("来源：江边周刊", "江边周刊", None),
        ("文｜李明 编辑｜王芳", None, "李明"),
        ("*编排 | 李明  审核 | 王芳", None, None),
        ("江边新闻记者 | 李明江边新闻编辑 | 王芳", "江边新闻", "李明"),
        ("作者：李明 来源：江边周刊", "江边周刊", "李明"),
        ("By Ming Li and Fang Wang", None, "Ming Li and Fang Wang"),
    ],
)
def test_credits_alone_are_a_byline(line: str, publisher: str | None, author: str | None) -> None:
    """Those of editors say that the line is none of the text."""
    found = byline(line, publishers())
    assert found
    assert (found.publisher, found.author) == (publisher, author)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("文丨李明 王芳 1月7日晚，公司开会。", ["李明、王芳"]),
        ("开会。 (来源:江边周刊) 作者:江边小子 对于 大家来说", ["江边小子"]),
        ("江边新闻记者 | 李明江边新闻编辑 | 王芳 昨天，公司开会。", ["李明"]),
        ("以下文字/图片说明", []),
        ("公司开会。", []),
    ],
)
def test_credits_inside_text_name_the_author(text: str, authors: list[str]) -> None:
    """Further people only where they begin like names."""
    assert [name for role, name in names_inside(text) if role == "author"] == authors


@pytest.mark.parametrize(
    "line",
    [
        "员工福利将提高。",
        "分享会将于周五举行",
        "公司未经用户授权收集信息",
        "声明：公司从未如此",
        "使用手机查看订单",
        "用户可在APP查看进度",
        "Share of revenue fell",
        "Like other firms, it fell.",
        "下载量达到一百万",
        "目前有3人关注此事",
        "欢迎晚宴在江边举行。",
        "More.",
    ],
)
def test_a_sentence_that_has_words_of_buttons_is_text(line: str) -> None:
    """Chrome is whole rows, not words."""
    assert chrome(line) is None


@pytest.mark.parametrize(
    ("words", "whole", "kept"),
    [
        ("公司开会。 ...", True, "公司开会。"),
        ("公司正在...", True, "公司正在"),
        ("公司正在[…]", True, "公司正在"),
        ("他说……", True, None),
        ("他说……", False, "他说"),
        ("公司开会。展开全文", True, "公司开会。"),
        ("公司开会。", True, None),
        ("...", True, None),
    ],
)
def test_the_mark_that_a_text_goes_on_is_none_of_it(words: str, whole: bool, kept: str | None) -> None:  # noqa: FBT001
    """A long ellipsis ends a whole text for style, and an excerpt for want of room."""
    mark = cut_mark(words, whole=whole)
    assert (words[: mark[0]] if mark else None) == kept


def test_publishers_have_a_usual_name_however_they_are_printed() -> None:
    """Pinyin with its syllables apart, English, or the address of the page; what is unknown stays unknown."""
    table = publishers()
    assert table.outlet("Guan Cha Zhe Wang") == table.outlet("guancha") == "观察者网"
    assert table.outlet("3 6 Ke") == "36氪"
    assert table.of_link("https://www.zhihu.com/question/1") == "知乎"
    assert table.of_link("https://zhuanlan.zhihu.com/p/1") == "知乎专栏"
    assert (table.outlet("江边周刊"), table.of_link("https://example.org/"), table.of_link(None)) == (
        None,
        None,
        None,
    )
    assert table.of_link("http://[") is None


def test_the_table_of_publishers_is_a_line_each() -> None:
    """Name, other ways to print it, domains; whoever adds a line changes the fingerprint, so that all is read again."""
    table = parsed("# note\n江边周刊\tJiang Bian; River Weekly\triver.example\n")
    assert table.outlet("RIVER  weekly") == "江边周刊"
    assert table.of_link("https://news.river.example/a") == "江边周刊"
    assert table.fingerprint != parsed("").fingerprint


@given(line=st.text(max_size=200))
def test_any_line_can_be_looked_at(line: str) -> None:
    """Nothing is raised, whatever it says."""
    byline(line, publishers())
    chrome(line, at_the_end=True)
    list(names_inside(line))
    mark = cut_mark(line, whole=False)
    assert mark is None or 0 < mark[0] <= len(line)
