"""How does a file become documents? One module per format, and the table from suffix to reader.

A reader is bytes in, documents out; it opens nothing. What it cannot read it refuses with
`UnreadableSource`, and no other exception leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

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


def reader_of(path: str) -> Reader:
    """The reader for files with this path's suffix.

    Raises:
        UnreadableSource: where there is none.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in READERS:
        raise UnreadableSource(f"files of the kind {suffix or '(no suffix)'} are not read")
    return READERS[suffix]


def read(content: bytes, path: str) -> list[Document]:
    """The documents in a file; `path` is relative to the corpus, with `/`.

    Raises:
        UnreadableSource: where the file is of no known kind, is not text, or holds no words.
    """
    documents = [d for d in reader_of(path)(content, path) if d.blocks]
    if not documents:
        raise UnreadableSource("holds no words")
    return documents
