"""Claims about the reader of Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Document
from retrieval.readers import markdown
from tests.retrieval.strategies import texts

FRONT_MATTER = """---
title: 两名高管被处罚
publisher: 观察者网
author: [张三, 李四]
date: 2026-01-08 05:42
url: https://example.com/a
---
# 两名高管被处罚

公司处罚了两人。
"""


def one(text: str, path: str = "notes/kol.md") -> Document:
    """The one document of a text."""
    (document,) = markdown.read(text.encode(), path)
    return document


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and words of every block of a text."""
    document = one(text)
    return [(b.kind, b.span.of(document.text)) for b in document.blocks]


def words(text: str) -> list[str]:
    """The words of every block."""
    return [found for _, found in blocks(text)]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_front_matter_says_whose_words_these_are(mark: str, line_end: str) -> None:
    """Title, publisher, authors, date and link are read, and are not part of the text."""
    document = one(mark + FRONT_MATTER.replace("\n", line_end))
    assert document.title == "两名高管被处罚"
    assert (document.publisher, document.author) == ("观察者网", "张三, 李四")
    assert (document.published, document.published_inferred) == ("2026-01-08T05:42", False)
    assert document.url == "https://example.com/a"
    assert words(mark + FRONT_MATTER) == ["两名高管被处罚", "公司处罚了两人。"]


def test_placeholders_say_nothing() -> None:
    """An unknown author is no author."""
    document = one(
        "---\ntitle: Untitled\nauthor: Unknown\npublisher: n/a\nurl: none\ndate: null\n---\nWords."
    )
    assert (document.title, document.author, document.publisher) == ("kol", None, None)
    assert (document.url, document.published) == (None, None)


def test_a_save_time_is_not_a_publication_date() -> None:
    """A date that equals the time of saving was made up when the page was saved."""
    document = one("---\ndate: 2026-01-08 05:42\ndate_saved: 2026-01-08 05:42\n---\nWords.")
    assert (document.published, document.published_inferred) == (None, False)


@pytest.mark.parametrize("saved", ["date_saved", "saved", "clipped"])
def test_a_file_that_only_says_when_it_was_saved_has_no_date(saved: str) -> None:
    """When we kept a page says nothing of when it was written."""
    assert one(f"---\n{saved}: 2026-01-08\n---\nWords.").published is None


def test_a_date_beside_another_save_time_is_a_date() -> None:
    """Only where the two are one has the first been made up."""
    document = one("---\ndate: 2025-12-31\ndate_saved: 2026-01-08\n---\nWords.")
    assert (document.published, document.published_inferred) == ("2025-12-31", False)


@pytest.mark.parametrize(
    "yaml",
    [
        "title: [",
        "title: !!int ''",
        "title: !!bool x",
        "title: !!timestamp x",
        "date: 2026-13-45",
        "? [a]\n: b\ntitle: c",
        "title: !!python/object:os.system x",
        "title: 0x" + "f" * 5000,
        "title: " + "[" * 1000,
        "&a title: *b",
        "- title: x",
        "title: x\n\ttab: y",
    ],
)
def test_bad_front_matter_has_no_fields_and_hides_no_words(yaml: str) -> None:
    """The text below it is read all the same, and the mistake is never an exception."""
    document = one(f"---\na: b\n{yaml}\n---\nWords.")
    assert [b.span.of(document.text) for b in document.blocks] == ["Words."]
    assert document.title in {"kol", "c"}


def test_what_only_looks_like_front_matter_is_text() -> None:
    """A rule with words below and no field is a rule."""
    assert words("---\nWords.\n\n---\nMore.") == ["Words.", "More."]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# KOL事件", "KOL事件"),
        ("KOL事件\n===", "KOL事件"),
        ("# **KOL** `事件`", "KOL 事件"),
        ("# [KOL事件](https://example.com)", "KOL事件"),
    ],
)
def test_the_first_heading_is_the_title_as_a_reader_sees_it(heading: str, title: str) -> None:
    """Without markup in the title; the block keeps the file's own characters."""
    document = one(f"{heading}\n\nWords.")
    assert document.title == title
    assert document.blocks[0].kind == "title"
    assert document.blocks[0].span.of(document.text) in heading


def test_a_heading_other_than_the_title_stays_a_heading() -> None:
    """The title of the front matter wins."""
    assert blocks("---\ntitle: 通报\n---\n# 处罚\n\nWords.") == [("heading", "处罚"), ("text", "Words.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("- one\n- two\n  more\n\n1. three", ["one", "two\n  more", "three"]),
        ("> one\n> two", ["one", "two"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"]),
        ("```py\none\n\ntwo\n```\nthree", ["one\n\ntwo", "three"]),
        ("```\none\ntwo", ["one\ntwo"]),
        ("- x\n\n  ```\n  one\n  ```\n\ny", ["x", "one", "y"]),
        ("    code\n    more\n\ntext", ["code\n    more", "text"]),
        ("one  \ntwo\\\nthree", ["one  \ntwo\\\nthree"]),
        ("a\x0cb\u2028c\n\nd", ["a\x0cb\u2028c", "d"]),
    ],
)
def test_each_part_of_the_page_is_a_block_of_the_files_own_words(text: str, found: list[str]) -> None:
    """Paragraphs, items, quoted lines, rows and code, copied from the file."""
    assert words(text) == found


@pytest.mark.parametrize(
    "navigation",
    ["[Home](/) [News](/n)", "![logo](l.png)", "[![logo](l.png)](/)", "[Home](/)\n[News](/n)"],
)
def test_a_paragraph_of_links_is_navigation(navigation: str) -> None:
    """It belongs to no document; a link in a sentence does."""
    assert words(f"{navigation}\n\nRead [this](/t) first.") == ["Read [this](/t) first."]


@given(text=texts(60))
def test_every_heading_and_paragraph_is_in_the_file(text: str) -> None:
    """Blocks lie in the text in order: the model refuses others when it is made."""
    for document in markdown.documents(text, "a.md"):
        assert document.text == text
        assert all(block.span.of(document.text).strip() for block in document.blocks)


@pytest.mark.parametrize(
    ("text", "markdown_like"),
    [
        ("# Title", True),
        ("\n\n## Title", True),
        ("---\ntitle: x\n---\n", True),
        ("---\ntitle: x\n...\n", True),
        ("---\ntitle: x\n", False),
        ("Words\n# Title", False),
        ("", False),
    ],
)
def test_markdown_is_told_by_how_it_opens(text: str, markdown_like: bool) -> None:  # noqa: FBT001
    """With front matter that is closed, or with a heading."""
    assert markdown.looks_like(text) is markdown_like


def test_an_outline_is_read_to_its_depth() -> None:
    """As outliners export it: each level a list in an item of the one above, and a thread of mail quotes as deeply."""
    levels = [f"level {n} of the outline" for n in range(18)]
    outline = "".join(f"{'  ' * n}- {words}\n" for n, words in enumerate(levels))
    (document,) = markdown.documents(outline, "a.md")
    assert [block.span.of(document.text) for block in document.blocks if block.kind == "text"] == levels
    (document,) = markdown.documents(">" * 30 + " The quoted well.\n", "a.md")
    assert [block.span.of(document.text) for block in document.blocks] == ["The quoted well."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p align="center">One &amp; two.</p>', ["One &amp; two."]),
        ("<div>\nOne <b>bold</b> word.\n</div>", ["One <b>bold</b> word."]),
        ("<details><summary>More</summary>\n\nTwo.\n\n</details>", ["More", "Two."]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
        ("<!-- One. -->\n\nTwo.", ["Two."]),
        ("<script>\nlet a = 1;\n</script>\n\nTwo.", ["Two."]),
        ("<div>1 < 2 and 3 > 2</div>", ["1 < 2 and 3 > 2"]),
        ('<p><a href="https://example.org/"><img src="a.png"></a></p>\n\nTwo.', ["Two."]),
    ],
)
def test_html_inside_markdown_is_read(text: str, found: list[str]) -> None:
    """The words between its tags, as they stand in the file; comments, scripts and pictures have none."""
    document = one(text)
    assert [b.span.of(text) for b in document.blocks] == found


@pytest.mark.parametrize("piece", ["<!--", "<script>", "<a ", "<p", "< ", '<p a="'])
def test_html_that_never_ends_is_soon_read(piece: str) -> None:
    """Whoever opens a hundred thousand tags and closes none waits for nobody."""
    assert one(f"Words.\n\n<div>\n{piece * 100_000}").blocks


@pytest.mark.parametrize(
    ("fields", "author", "published", "saved"),
    [
        ("source: https://example.org/a\ncreated: 2025-02-01", None, None, "2025-02-01"),
        ("created: 2025-02-01", None, "2025-02-01", None),
        ('author:\n  - "[[Ruth Alder]]"', "Ruth Alder", None, None),
        ("作者: 李明\n发布时间: 2025-02-01", "李明", "2025-02-01", None),
    ],
)
def test_fields_are_read_as_clippers_write_them(
    fields: str, author: str | None, published: str | None, saved: str | None
) -> None:
    """A note about a page was created when the page was saved; a name may be a link to another note."""
    document = one(f"---\n{fields}\n---\nWords.")
    assert (document.author, document.published, document.saved) == (author, published, saved)


@given(text=texts())
def test_a_paragraph_without_marks_is_nothing_but_its_words(text: str) -> None:
    """What is not parsed, as it has no mark of anything, would be parsed to text and line breaks alone."""
    from markdown_it import MarkdownIt

    plain = re.sub(r"[\\`*_\[<&]", " ", text)
    for token in MarkdownIt("commonmark").enable("table").parse(plain):
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "softbreak", "hardbreak"}
            shown = "".join(child.content or " " for child in children)
            assert shown.split() == token.content.split()


PIECES = (
    *("a", "词", "1", "12", "1.", "2)", "3.5", "1234567890.", "# ", "## ", "#", "####### ", "-", "- ", "*", "**b**", "+ ", "=", "==="),
    *("**词", "*1*", "|a", "|-", "|:", "---", "***", "___", ">", "> ", "```", "~~~", "|", "a|b", "-|-", ":-", "[x]: y", "[x]", "[a](https://b.c)", "![p](q)", "<b>"),
    *("<!--", "&amp;", "\\", "`c`", "“", "《", "(", "_d_", " ", "  ", "    ", "\t", "\u3000", "\x0b", "\x0c", "\x1c", "\x85"),
    *("\u2028", "\xa0", "\r", "\0", "\ufeff", "\n", "\n", "\n", "\n\n", "\n\n"),
)  # fmt: skip


@given(
    body=st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    above=st.sampled_from(("", "---\na: b\n---\n")),
)
def test_flat_text_is_what_the_parser_makes_of_it(body: str, above: str) -> None:
    """Headings and paragraphs without other marks at the beginning of a line go a shorter way, to the same rows."""
    if markdown._is_flat(body):
        text, start = above + body, len(above)
        assert list(markdown._flat_rows(text, start)) == list(markdown._parsed_rows(text, start))


@pytest.mark.parametrize(
    ("body", "flat"),
    [
        ("# 标题\n\n两名高管被处罚。\n“他们”说：\n2024年的事。\n\n## More\n\nWords with **marks** and a [link](https://a.b).\n", True),
        ("1. One\n2. Two\n", False),
        ("A title\n=======\n", False),
        ("a|b\n-|-\n1|2\n", False),
        ("|a|b|\n|-|-|\n|1|2|\n", False),
        ("**Words** that begin with marks.\n*Others*\n\n| rows | without heads |\n", True),
        ("* One\n* Two\n", False),
        ("    code\n", False),
        ("[a]: https://b.c\n", False),
    ],
)  # fmt: skip
def test_articles_are_flat_and_lists_are_not(body: str, flat: bool) -> None:  # noqa: FBT001
    """Paragraphs and headings, whatever is inside them."""
    assert markdown._is_flat(body) == flat
