"""How does a file become documents? One module per format, and the table from suffix to reader.

A reader is bytes in, documents out; it opens nothing. What it cannot read it refuses with
`UnreadableSource`, and no other exception leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from retrieval.analysis.analyzer import language_of
from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers import html, jsonl, markdown, plain

Reader = Callable[[bytes, str], list[Document]]

READERS: Final[Mapping[str, Reader]] = {
    ".htm": html.read,
    ".html": html.read,
    ".jsonl": jsonl.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".text": plain.read,
    ".txt": plain.read,
}


def read(content: bytes, path: str) -> list[Document]:
    """The documents in a file; `path` is relative to the corpus, with `/`.

    Raises:
        UnreadableSource: where the file is of no known kind, is not text, or holds no words.
    """
    suffix = PurePosixPath(path).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise UnreadableSource(f"files of the kind {suffix or '(no suffix)'} are not read")
    documents = [_in_language(d) for d in reader(content, path) if d.blocks]
    if not documents:
        raise UnreadableSource("holds no words")
    return documents


def _in_language(document: Document) -> Document:
    """The document, with the language that its text is in where its file does not say so."""
    if document.language != "und":
        return document
    words = "".join(b.span.of(document.text) for b in document.blocks if b.kind == "text")
    return replace(document, language=language_of(words or document.title))
