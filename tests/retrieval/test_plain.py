"""Claims about the reader of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.model import Document
from retrieval.readers import plain
from tests.retrieval.strategies import texts

PAGE = (
    "小米处罚两名高管\r\n观察者网· 2026-01-08 05:42\r\n第一段。\r\n车主起诉\r\n36氪· 2025-05-10\r\n第二篇。"
)


def one(text: str, path: str = "notes/kol.txt") -> Document:
    """The one document of a text."""
    (document,) = plain.read(text.encode(), path)
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(b.kind, b.span.of(document.text)) for b in document.blocks]


def test_a_short_first_line_is_the_title() -> None:
    """It is a block, so that its words can be found and quoted."""
    document = one("处罚通报\n\n公司处罚了两人。")
    assert document.title == "处罚通报"
    assert blocks(document) == [("title", "处罚通报"), ("text", "公司处罚了两人。")]


def test_a_long_title_before_a_byline_is_a_title() -> None:
    """A line that begins with a capital does not go on with the one before."""
    document = one("Xiaomi punishes two managers over the affair of the bloggers\nBy John Smith\n\nText.")
    assert document.title == "Xiaomi punishes two managers over the affair of the bloggers"


@pytest.mark.parametrize(
    "text",
    [
        "公司处罚了两人。\n第二段。",
        "处罚通报",
        "字" * 81 + "\n第二段。",
        "This paragraph was wrapped by a margin at some sixty characters\nand goes on here. It ends.",
        "公司昨天开了一个很长的会，会上讨论了许多许多的事情，也说到了天气、热汤和食堂的面条，最后决定对泄密的高\n管作出处罚。",
    ],
)
def test_without_one_the_file_name_is_the_title(text: str) -> None:
    """A sentence, a long line, a single line, or the first of a wrapped paragraph is no title."""
    document = one(text)
    assert document.title == "kol"
    assert all(kind != "title" for kind, _ in blocks(document))


def test_a_byte_order_mark_is_in_the_offsets_and_not_in_the_words() -> None:
    """Offsets count as the decoded file does."""
    document = one("\ufeff处罚通报\n公司处罚了两人。")
    assert document.text.startswith("\ufeff")
    assert blocks(document)[0] == ("title", "处罚通报")
    assert document.blocks[0].span.start == 1


def test_a_page_of_articles_is_several_documents_of_one_text() -> None:
    """Each has its own title, publisher, date and words, and offsets of the whole file."""
    first, second = plain.read(PAGE.encode(), "page.txt")
    assert [d.id for d in (first, second)] == ["page.txt#1", "page.txt#2"]
    assert (first.title, first.publisher, first.published) == (
        "小米处罚两名高管",
        "观察者网",
        "2026-01-08T05:42",
    )
    assert (second.title, second.publisher, second.published) == ("车主起诉", "36氪", "2025-05-10")
    assert blocks(first) == [("title", "小米处罚两名高管"), ("text", "第一段。")]
    assert blocks(second) == [("title", "车主起诉"), ("text", "第二篇。")]
    assert first.text == second.text == PAGE.replace("\r\n", "\n")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("text", ["---\ntitle: 通报\n---\n公司处罚了两人。", "# 通报\n\n公司处罚了两人。"])
def test_markdown_is_recognised_by_content(mark: str, text: str) -> None:
    """A text file that opens with front matter or a heading is Markdown."""
    document = one(mark + text)
    assert document.title == "通报"
    assert blocks(document)[-1] == ("text", "公司处罚了两人。")


@pytest.mark.parametrize("text", ["---\nno field\n---\nWords.", "--- a line", "#hashtag\nWords."])
def test_rules_and_hashtags_do_not_make_markdown(text: str) -> None:
    """Front matter has a field, and a heading a space."""
    assert "".join(words for _, words in blocks(one(text))).startswith(text[:3])


@given(text=texts(100))
def test_every_word_is_in_a_block_or_listed_as_dropped(text: str) -> None:
    """What is neither white space nor the byte order mark is text of a document, or is said to be none, with a reason."""
    found = plain.documents(text, "a.txt")
    spans = [b.span for d in found for b in d.blocks] + [x.span for d in found for x in d.dropped]
    covered = set().union(*(range(s.start, s.end) for s in spans)) if spans else set()
    words = {i for i, c in enumerate(text) if not c.isspace() and not (i == 0 and c == "\ufeff")}
    assert not found or words <= covered


def test_the_way_to_a_page_is_not_its_title() -> None:
    """A breadcrumb before the title belongs to no document."""
    text = "首页 > 新闻 > 正文\n公司召回三千辆汽车\n公司将在下周召回汽车。\n"
    (document,) = plain.read(text.encode(), "a.txt")
    assert document.title == "公司召回三千辆汽车"
    assert all("首页" not in b.span.of(document.text) for b in document.blocks)
