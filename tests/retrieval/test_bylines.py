"""Claims about lines and credits that say whose words an article is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.pages.bylines import byline, credits_inside, is_person, names_inside
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
    ("text", "credits"),
    [
        ("公司开会。（责任编辑：李明）", ["（责任编辑：李明）"]),
        ("公司开会。（记者 李明 王芳） 明天再开。", ["（记者 李明 王芳）"]),
        ("公司开会。 文丨李明 王芳 1月7日晚，公司开会。", ["文丨李明 王芳"]),
        (
            "公司开会。 2025-11-19 17:05:31 作者：江边小子 对于大家来说",
            ["2025-11-19 17:05:31 作者：江边小子"],
        ),
        (
            "江边新闻记者 | 李明江边新闻编辑 | 王芳 昨天，公司开会。",
            ["江边新闻记者 | 李明江边新闻编辑 | 王芳"],
        ),
        ("来源：江边周刊 昨天，公司开会。", []),
        ("增长了三成（来源：统计局），高于去年。", []),
        ("他说（来源：不明）。", []),
        ("会议由李明主持（编辑部的人都在），开到很晚。", []),
        ("把来源: 一栏填好。", []),
        ("Message from: Ann Lee said so.", []),
        ("a | b, c: d (e: f)", []),
    ],
)
def test_credits_inside_text_are_none_of_it(text: str, credits: list[str]) -> None:  # noqa: A002
    """Where they stand between sentences; what is part of one is the author's, and what a text begins with may be."""
    assert [text[start:end] for start, end in credits_inside(text)] == credits


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("李明", True),
        ("Ann Lee", True),
        ("Harbour Post", False),
        ("The River", False),
        ("江边周刊", False),
        ("ann", False),
    ],
)
def test_a_name_of_a_person_is_told_from_one_of_a_paper(name: str, person: bool) -> None:  # noqa: FBT001
    """By its surname, or by capitals without a word that papers have in their names."""
    assert is_person(name) is person


@pytest.mark.parametrize(
    ("line", "author", "published", "edited"),
    [
        ("已于 2023-05-07 09:00:12 修改", None, "2023-05-07T09:00", True),
        ("于 2023-05-06 14:22:11 首次发布", None, "2023-05-06T14:22", False),
        ("作者：阿远 发布时间：2023-11-18 浏览次数：1832次", "阿远", "2023-11-18", False),
        ("江边日报记者 周子衡", "周子衡", None, False),
        ("周子衡 报道", "周子衡", None, False),
        ("Posted by Ann Lee on 5 June 2024", "Ann Lee", "2024-06-05", False),
        ("Ann Lee, 5 June 2024", "Ann Lee", "2024-06-05", False),
        ("By Ann Lee ann@paper.example", "Ann Lee", None, False),
        ("Wed, 3 Dec 2025", None, "2025-12-03", False),
        ("2025年12月3日 星期三", None, "2025-12-03", False),
        ("2024年05月19日 20:00 上海", None, "2024-05-19T20:00", False),
        ("December 2025", None, "2025-12", False),
        ("原创 阿布 青苔实验室", "阿布", None, False),
    ],
)
def test_a_byline_may_be_written_in_many_ways(
    line: str,
    author: str | None,
    published: str | None,
    edited: bool,  # noqa: FBT001
) -> None:
    """With verbs, weekdays, places, addresses and counters around the names and days."""
    found = byline(line, publishers())
    assert found
    assert (found.author, found.when.stated if found.when else None, found.edited) == (
        author,
        published,
        edited,
    )


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
    assert all(0 <= start < end <= len(line) for start, end in credits_inside(line))
    mark = cut_mark(line, whole=False)
    assert mark is None or 0 < mark[0] <= len(line)
