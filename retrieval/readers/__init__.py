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
from retrieval.readers import comma_separated, docx, html, jsonl, markdown, pdf, plain, pptx, xlsx

Reader = Callable[[bytes, str], list[Document]]

READERS: Final[Mapping[str, Reader]] = {
    ".csv": comma_separated.read,
    ".docx": docx.read,
    ".htm": html.read,
    ".html": html.read,
    ".jsonl": jsonl.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".pdf": pdf.read,
    ".pptx": pptx.read,
    ".text": plain.read,
    ".tsv": comma_separated.read,
    ".txt": plain.read,
    ".xlsx": xlsx.read,
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
    documents = [d for d in reader(content, path) if d.blocks]
    if not documents:
        raise UnreadableSource("holds no words")
    return documents
