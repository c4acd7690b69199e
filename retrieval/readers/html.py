"""HTML: the main text and what the page says of itself, taken out by trafilatura.

Offsets count in the text that was taken out.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.model import Block, Document, Span
from retrieval.pages.paragraphs import is_heading, lines
from retrieval.readers.encoding import declared_in, decode
from retrieval.readers.metadata import date_of, link_of, text_of
from retrieval.readers.saved import address, without_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TAGS: Final = 150_000  # some seconds; a long encyclopedic page has a third of them
_SITE_BEFORE: Final = re.compile(r"(?:.*[-–—|_:：·»])?\s*")
_SITE_AFTER: Final = re.compile(r"\s*(?:[-–—|_:：·«].*)?")


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a page.

    Raises:
        UnreadableSource: where no main text can be found.
    """
    import trafilatura
    from lxml import etree

    page = without_data(decode(content, declared_in(content)))
    if page.count("<") > TAGS:
        raise UnreadableSource(f"has more than {TAGS} tags")
    try:
        tree = trafilatura.load_html(page)
        fields = _metadata(tree) if tree is not None else {}
        text = trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise UnreadableSource(f"cannot be read as HTML ({type(error).__name__})") from None
    if not text.strip():
        raise UnreadableSource("has no main text")
    title = text_of(fields, "og:title", "title") or PurePosixPath(path).stem
    return [
        Document(
            id=path,
            path=path,
            title=title,
            text=text,
            blocks=tuple(_blocks(text, title)),
            publisher=text_of(fields, "og:site_name", "publisher", "application-name"),
            author=text_of(fields, "author", "article:author", "byl"),
            published=date_of(
                fields, "article:published_time", "datepublished", "date", "pubdate", "publishdate"
            ),
            url=link_of(fields, "canonical", "og:url") or address(page),
        )
    ]


def _blocks(text: str, title: str) -> list[Block]:
    """One block a line: trafilatura gives each paragraph one."""
    rows = list(lines(text, Span(0, len(text))))
    blocks = [Block(row, "heading" if is_heading(row.of(text)) else "text") for row in rows]
    if rows and _is_title(rows[0].of(text), title):
        blocks[0] = Block(rows[0], "title")
    return blocks


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the page's title, or all of it but the name of the site."""
    before, found, after = title.partition(line)
    return bool(found) and bool(_SITE_BEFORE.fullmatch(before)) and bool(_SITE_AFTER.fullmatch(after))


def _metadata(tree: HtmlElement) -> dict[str, object]:
    """The page's `<meta>` fields in lower case, its `<title>` and its canonical link."""
    fields: dict[str, object] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        fields.setdefault(name.lower(), meta.get("content") or "")
    for element in tree.iter("title"):
        fields.setdefault("title", element.text or "")
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            fields.setdefault("canonical", element.get("href") or "")
    return fields
