"""Plain text: a saved page of any kind, or paragraphs of lines."""

from __future__ import annotations

import re
from typing import Final

from retrieval.model import Document, Span
from retrieval.pages.answers import asks_for_answers
from retrieval.pages.bylines import byline
from retrieval.pages.chrome import beside, chrome, is_breadcrumb
from retrieval.pages.division import Given, is_page
from retrieval.pages.division import documents as divided
from retrieval.pages.paragraphs import continues
from retrieval.pages.publishers import publishers
from retrieval.pages.rows import Row, columns, plain_rows
from retrieval.readers import markdown
from retrieval.readers.encoding import decode

_TITLE_LIMIT: Final = 160  # columns; a Chinese character is two wide
_WAY: Final = 8  # rows in which a title is looked for
_MENU: Final = 3  # rows among which a page that begins with its menu shows it
_FAR: Final = 60  # rows of a menu, at most
_ABOVE: Final = 4  # rows above the one that says whose words these are, among which the title is
_TEXT: Final = 60  # columns of a row that is text if it ends like a sentence
_BELOW: Final = 4  # rows from the way on in which the page says whose words these are
_SENTENCE_END: Final = re.compile(r"[。.；;，,：:]$")


def read(content: bytes, path: str) -> list[Document]:
    """The documents of a text file; one that is really Markdown is read as such."""
    text = decode(content)
    if markdown.looks_like(text):
        return markdown.documents(text, path)
    return documents(text, path)


def documents(text: str, path: str) -> list[Document]:
    """The documents of plain text."""
    rows = plain_rows(text)
    title = _title(text, rows)
    return divided(text, path, rows, Given(title.words if title else None, title.span if title else None))


def _title(text: str, rows: list[Row]) -> Row | None:
    """The row above the first one that says whose words these are, or the first that is not the way to the page."""
    menu = any(map(_is_way, rows[:_MENU])) and is_page(rows, publishers())
    menu = menu or any(map(asks_for_answers, rows[:_FAR]))
    if menu and (found := _below_menu(rows)):
        return found
    way = next((i for i, row in enumerate(rows[:_WAY]) if not _is_way(row)), 0)
    told = next((i for i in range(way + 1, min(way + _BELOW, len(rows))) if _says_whose(rows[i])), 0)
    above = [row for row in rows[way:told] if not _is_way(row) and _is_headline(row.words)]
    if told and above:
        return max(above, key=lambda row: len(row.words))
    first, second = [*rows[way : way + 2], None, None][:2]
    return first if first and second and _is_title(text, first.span, second.span) else None


def _below_menu(rows: list[Row]) -> Row | None:
    """The title of a page that begins with its menu: right above what says whose words these are, or above the text."""
    end = next((i for i, row in enumerate(rows[:_FAR]) if _begins_text(row)), 0)
    above = [
        row for row in rows[:end] if not _is_way(row) and not beside(row.words) and _is_headline(row.words)
    ]
    asks = [row for row in above if row.words.endswith(("?", "？"))]
    found = asks[-1:] if asks and asks_for_answers(rows[end]) else above[-_ABOVE:]
    return max(found, key=lambda row: columns(row.words), default=None)


def _begins_text(row: Row) -> bool:
    """Whether a row can only stand below a title."""
    text = columns(row.words) >= _TEXT and _SENTENCE_END.search(row.words) and not chrome(row.words)
    return bool(text) or _says_whose(row) or asks_for_answers(row)


def _says_whose(row: Row) -> bool:
    said = byline(row.words, publishers())
    return bool(said and (said.when or said.author or said.publisher))


def _is_headline(line: str) -> bool:
    return columns(line) <= _TITLE_LIMIT and not _SENTENCE_END.search(line)


def _is_way(row: Row) -> bool:
    return is_breadcrumb(row.words) or bool(chrome(row.words))


def _is_title(text: str, first: Span, second: Span) -> bool:
    """Whether the first line is a title: short, no sentence, and not the first line of a wrapped paragraph."""
    wrapped = continues(text, first, second) and not text[second.start].isupper()
    return _is_headline(first.of(text)) and not wrapped
