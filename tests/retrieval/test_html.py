"""Claims about the reader of HTML."""

from __future__ import annotations

import pytest

from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers import html

FIRST = "小米公司今天宣布，对KOL合作事件中的两名负责人作出处罚，一人被辞退，一人被通报批评并取消年终奖金。"
SECOND = (
    "公司表示，将全面检查所有的合作项目，并向车主和公众道歉，今后不再与相关的媒体账号进行任何形式的合作。"
)
PAGE = f"""<!doctype html><html lang="zh"><head><meta charset="utf-8">
<title>两名高管被处罚_观察者网</title>
<meta property="og:title" content="两名高管被处罚"><meta property="og:site_name" content="观察者网">
<meta name="Author" content="张三"><meta property="article:published_time" content="2026-01-08T05:42:00+08:00">
<link rel="canonical" href="https://example.com/kol">
</head><body>
<nav><ul><li><a href="/">首页导航</a></li><li><a href="/news">新闻导航</a></li></ul></nav>
<header>网站顶部广告</header>
<article><h1>两名高管被处罚</h1><p>{FIRST}</p><h2>公司回应</h2><p>{SECOND}</p></article>
<footer>版权所有 页脚链接</footer><script>var hidden = "脚本";</script>
</body></html>"""


def one(page: str) -> Document:
    """The one document of a page."""
    (document,) = html.read(page.encode(), "pages/kol.html")
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(b.kind, b.span.of(document.text)) for b in document.blocks]


def test_a_page_says_whose_words_it_has() -> None:
    """Title, site, author, date and canonical link come from its head."""
    document = one(PAGE)
    assert (document.title, document.publisher, document.author) == ("两名高管被处罚", "观察者网", "张三")
    assert (document.published, document.url) == ("2026-01-08T05:42", "https://example.com/kol")


def test_only_the_main_text_is_in_blocks() -> None:
    """Menus, banners, footers and scripts can neither be found nor quoted."""
    assert blocks(one(PAGE)) == [
        ("title", "两名高管被处罚"),
        ("text", FIRST),
        ("heading", "公司回应"),
        ("text", SECOND),
    ]


def test_what_readers_wrote_below_is_not_the_documents() -> None:
    """A comment is not the publisher's word."""
    comments = '<div id="comments" class="comments"><p>这是一位读者写下的很长很长的一条评论，与正文没有关系。</p></div>'
    document = one(PAGE.replace("</article>", f"</article>{comments}"))
    assert "评论" not in document.text


def test_offsets_count_in_the_text_that_was_taken_out() -> None:
    """The document keeps that text, and it has no markup."""
    document = one(PAGE)
    assert "<" not in document.text
    assert document.blocks[1].span.of(document.text) == FIRST


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>处罚 - 观察者网</title>", "处罚 - 观察者网"),
        ("<title> a \n b </title>", "a b"),
        ("<meta property='og:title' content='处罚'><title>别的</title>", "处罚"),
        ("<meta property='og:title' content=''><title>处罚</title>", "处罚"),
        ("<title></title>", "kol"),
        ("", "kol"),
    ],
)
def test_a_page_has_a_title_in_any_case(head: str, title: str) -> None:
    """From its head, or from the name of the file."""
    assert one(f"<html><head>{head}</head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>").title == title


@pytest.mark.parametrize(
    ("title", "line", "kind"),
    [
        ("KOL事件：两名高管被处罚", "KOL事件：两名高管被处罚", "title"),
        ("两名高管被处罚 - 观察者网", "两名高管被处罚", "title"),
        ("两名高管被处罚_观察者网", "两名高管被处罚", "title"),
        ("观察者网 | 两名高管被处罚", "两名高管被处罚", "title"),
        ("小米的两名高管被处罚了", "高管", "heading"),
    ],
)
def test_the_first_line_is_the_title_but_for_the_name_of_the_site(title: str, line: str, kind: str) -> None:
    """A line that is only a word of the title does not stand for it: the others must be found, too."""
    page = f"<html><head><title>{title}</title></head><body><article><h1>{line}</h1><p>{FIRST}</p><p>{SECOND}</p>"
    assert blocks(one(page))[0] == (kind, line)


@pytest.mark.parametrize(
    "page", ["", " ", "<html></html>", "<p></p>", "<!-- only a comment -->", "<nav>Menu</nav>"]
)
def test_a_page_without_main_text_is_refused(page: str) -> None:
    """There is nothing to quote."""
    with pytest.raises(UnreadableSource):
        html.read(page.encode(), "a.html")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/relative", "unknown", ""])
def test_only_a_web_address_is_a_link(link: str) -> None:
    """What a page calls its address may be anything."""
    assert one(PAGE.replace("https://example.com/kol", link)).url is None
