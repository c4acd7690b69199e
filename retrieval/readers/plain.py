"""Plain text: paragraphs of lines, or the articles of an aggregator page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from retrieval.model import Block, Document, Span
from retrieval.pages.articles import Article, articles
from retrieval.pages.paragraphs import blocks, continues, lines
from retrieval.readers import markdown
from retrieval.readers.encoding import decode

_TITLE_LIMIT: Final = 80
_BREADCRUMB: Final = re.compile(r"\S\s*[>»›]\s*\S+\s*[>»›]\s*\S")  # the way to a page, not its title
_SENTENCE_END: Final = re.compile(r"[。.；;，,：:]$")


def read(content: bytes, path: str) -> list[Document]:
    """The documents of a text file; one that is really Markdown is read as such."""
    text = decode(content)
    if markdown.looks_like(text):
        return markdown.documents(text, path)
    return documents(text, path)


def documents(text: str, path: str) -> list[Document]:
    """The documents of plain text."""
    found = articles(text)
    if found:
        return [_from_article(text, path, n, article) for n, article in enumerate(found, 1)]
    return _single(text, path)


def _from_article(text: str, path: str, number: int, article: Article) -> Document:
    return Document(
        id=f"{path}#{number}",
        path=path,
        title=article.title.of(text),
        text=text,
        blocks=(Block(article.title, "title"), *blocks(text, article.body)),
        publisher=article.publisher,
        published=article.published,
    )


def _single(text: str, path: str) -> list[Document]:
    start = 1 if text.startswith("\ufeff") else 0
    rows = list(lines(text, Span(start, len(text)))) if len(text) > start else []
    if len(rows) > 1 and _BREADCRUMB.search(rows[0].of(text)):
        rows = rows[1:]
    if not rows:
        return []
    first = rows[0].of(text)
    titled = len(rows) > 1 and _is_title(text, rows[0], rows[1])
    head = (Block(rows[0], "title"),) if titled else ()
    body = blocks(text, Span(rows[1 if titled else 0].start, rows[-1].end))
    title = first if titled else PurePosixPath(path).stem
    return [Document(id=path, path=path, title=title, text=text, blocks=(*head, *body))]


def _is_title(text: str, first: Span, second: Span) -> bool:
    """Whether the first line is a title: short, no sentence, and not the first line of a wrapped paragraph."""
    line = first.of(text)
    wrapped = continues(text, first, second) and not text[second.start].isupper()
    return len(line) <= _TITLE_LIMIT and not _SENTENCE_END.search(line) and not wrapped
