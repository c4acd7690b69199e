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
    assert not any("评论" in words for _, words in blocks(document))
    assert any("评论" in x.span.of(document.text) for x in document.dropped)


def test_offsets_count_in_the_text_that_was_taken_out() -> None:
    """The document keeps that text, and it has no markup."""
    document = one(PAGE)
    assert "<" not in document.text
    assert document.blocks[1].span.of(document.text) == FIRST


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>处罚 - 观察者网</title>", "处罚"),
        ("<title>处罚 - 某个网站</title>", "处罚 - 某个网站"),
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


def test_linked_data_says_whose_words_a_page_has() -> None:
    """As schema.org names it, in a graph or alone, people as objects or as text; the head of the page goes first."""
    data = """{"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "x"}, {"@type": ["NewsArticle"],
    "headline": "两名高管受罚", "author": [{"@type": "Person", "name": "李明"}, "王芳"], "publisher": {"name": "财新网"},
    "datePublished": "2026-01-08T05:42:00+08:00", "mainEntityOfPage": {"@id": "https://example.com/ld"}}]}"""
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>{FIRST}</p><p>{SECOND}</p>"
    document = one(page)
    assert (document.title, document.publisher, document.author) == ("两名高管受罚", "财新网", "李明, 王芳")
    assert (document.published, document.url) == ("2026-01-08T05:42", "https://example.com/ld")


@pytest.mark.parametrize(
    "data", ["{", "[]", "null", "[" * 5000, '{"@type": "Article", "author": 7}', '{"@graph": "x"}']
)
def test_faulty_linked_data_says_nothing(data: str) -> None:
    """And costs the page nothing."""
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>{FIRST}</p><p>{SECOND}</p>"
    assert [words for _, words in blocks(one(page))] == [FIRST, SECOND]


def test_every_line_of_a_page_is_in_a_block_or_listed() -> None:
    """Menus, banners and footers are below the main text, in no block, each with a reason."""
    document = one(PAGE)
    out = [x.span.of(document.text) for x in document.dropped]
    assert {"首页导航", "新闻导航", "网站顶部广告", "版权所有 页脚链接"} <= set(out)
    assert not any("脚本" in words for words in out)


def test_a_paragraph_outside_the_article_is_text_where_it_is_much() -> None:
    """Where the extraction leaves out paragraphs of a page, it is made once more, for completeness."""
    half = "".join(f"<div class='extra'><p>{SECOND}</p><p>第{n}条：{FIRST}</p></div>" for n in range(9))
    document = one(f"<html><body><article><p>{FIRST}</p></article>{half}</body></html>")
    words = [words for _, words in blocks(document)]
    listed = [x.span.of(document.text) for x in document.dropped]
    assert all(any(f"第{n}条：" in line for line in (*words, *listed)) for n in range(9))
    assert FIRST in words


def test_what_stands_between_headline_and_text_is_read() -> None:
    """The headline can be quoted, and the lines below it say whose words these are, where the head of the page does not."""
    top = "<div class='top'><h1>夜市回来了</h1><div><span>街角观察</span> <span>2025-06-18 21:30</span></div></div>"
    page = f"<html><head><title>夜市回来了 - 虎嗅网</title></head><body>{top}<div class='c'><p>{FIRST}</p><p>{SECOND}</p></div>"
    document = one(page)
    assert blocks(document) == [("title", "夜市回来了"), ("text", FIRST), ("text", SECOND)]
    assert (document.publisher, document.outlet, document.author) == ("虎嗅网", "虎嗅", "街角观察")
    assert document.published == "2025-06-18T21:30"


@pytest.mark.parametrize("attribute", [' a{}="x"', "/b{}", " c{}", " d{}='<'", ' e{}=">"'])
def test_a_tag_with_very_many_attributes_is_refused(attribute: str) -> None:
    """The parser compares each with all before it."""
    tag = "<p" + "".join(attribute.format(n) for n in range(html.ATTRIBUTES + 1)) + ">"
    with pytest.raises(UnreadableSource, match="has a tag with more than 5000 attributes"):
        html.read(f"<html><body>{tag}{FIRST}</p></body></html>".encode(), "a.html")


def test_long_values_of_attributes_are_no_attributes() -> None:
    """A picture's description may have as many words as a page."""
    page = PAGE.replace("<article>", f'<article><img alt="{"word " * 20_000}" src="a.png">')
    assert [words for _, words in blocks(one(page))][1] == FIRST


@pytest.mark.parametrize("moment", ["Sun Mar 02 2025 10:11:12 GMT+0100 (CET)", "Sun Mar 02 2025"])
def test_when_a_page_was_saved_is_no_date_of_publication(moment: str) -> None:
    """But how long ago counts from it."""
    comment = f"<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: {moment}\n-->"
    page = f"<html>{comment}<head><title>夜市</title></head><body><h1>夜市</h1><div>%s</div><p>{FIRST}</p><p>{SECOND}</p>"
    document = one(page % "街角观察")
    assert (document.published, (document.saved or "")[:10]) == (None, "2025-03-02")
    aged = one(page % "街角观察 · 3天前")
    assert (aged.published, aged.published_inferred) == ("2025-02-27", True)
