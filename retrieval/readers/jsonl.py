"""JSON Lines: one document a line, with `text` and, where known, `id`, `title`, `lang` and its source."""

from __future__ import annotations

import json

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Block, Document, Span
from retrieval.pages.paragraphs import lines
from retrieval.readers.encoding import decode
from retrieval.readers.metadata import date_of, link_of, text_of


def read(content: bytes, path: str) -> list[Document]:
    """The documents of a `.jsonl` file.

    Raises:
        UnreadableSource: where a line is not an object with a `text`; it names the line.
    """
    rows = enumerate(decode(content).removeprefix("\ufeff").split("\n"), 1)
    return [_document(row, path, number) for number, row in rows if row.strip()]


def _document(row: str, path: str, number: int) -> Document:
    try:
        fields = json.loads(row)
    except (ValueError, RecursionError):
        raise UnreadableSource(Cause.LINE_NOT_JSON, line=number) from None
    if not isinstance(fields, dict):
        raise UnreadableSource(Cause.LINE_NO_OBJECT, line=number)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableSource(Cause.LINE_NO_TEXT, line=number)
    if not _is_unicode(text):
        raise UnreadableSource(Cause.LINE_HALF, line=number)
    return Document(
        id=text_of(fields, "id") or f"{path}#{number}",
        path=path,
        title=text_of(fields, "title") or "",
        text=text,
        blocks=tuple(Block(span) for span in lines(text, Span(0, len(text)))),
        publisher=text_of(fields, "publisher"),
        author=text_of(fields, "author"),
        published=date_of(fields, "published", "date"),
        url=link_of(fields, "url", "link"),
    )


def _is_unicode(text: str) -> bool:
    """Whether the text can be written down: JSON may escape half a surrogate pair, which nothing can keep."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
