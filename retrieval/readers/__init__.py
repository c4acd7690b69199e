"""How does a file become documents? One module per format, and the table from suffix to reader.

A reader is bytes in, documents out; it opens nothing. What it cannot read it refuses with
`UnreadableSource`, and no other exception leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from retrieval.analysis.analyzer import language_of
from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers import (
    archive,
    chats,
    comma_separated,
    docx,
    epub,
    html,
    jsonl,
    mail,
    markdown,
    mhtml,
    pdf,
    plain,
    pptx,
    subtitles,
    xlsx,
)

LONGEST: Final = 10_000_000  # characters of one file that are kept; some twenty novels
BLOCKS: Final = 500_000  # paragraphs, rows or messages of one file


Reader = Callable[[bytes, str], list[Document]]
Members = Callable[[bytes], Iterable[tuple[str, Callable[[], bytes]]]]

READERS: Final[Mapping[str, Reader]] = {
    ".csv": comma_separated.read,
    ".docx": docx.read,
    ".eml": mail.read,
    ".epub": epub.read,
    ".htm": html.read,
    ".html": html.read,
    ".json": chats.read,
    ".jsonl": jsonl.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".mht": mhtml.read,
    ".mhtml": mhtml.read,
    ".pdf": pdf.read,
    ".pptx": pptx.read,
    ".srt": subtitles.read,
    ".text": plain.read,
    ".tsv": comma_separated.read,
    ".txt": plain.read,
    ".vtt": subtitles.read,
    ".xlsx": xlsx.read,
}
CONTAINERS: Final[Mapping[str, Members]] = {".eml": mail.attachments, ".zip": archive.files}
"""What holds files of other kinds; one that holds another is not opened further."""


def check_kind(path: str) -> None:
    """Whether files with this path's suffix are read.

    Raises:
        UnreadableSource: where they are not.
    """
    suffix = _suffix(path)
    if suffix not in READERS and suffix not in CONTAINERS:
        raise _unknown(suffix)


def read(content: bytes, path: str) -> list[Document]:
    """The documents in a file; `path` is relative to the corpus, with `/`.

    Of a file that holds others those are read that can be.

    Raises:
        UnreadableSource: where the file is of no known kind, is not text, or holds no words, or more than are read.
    """
    check_kind(path)
    documents = _with_refused(_read(content, path), *_members(content, path))
    if not documents:
        raise UnreadableSource(Cause.NO_WORDS)
    if sum(len(d.blocks) for d in documents) > BLOCKS:
        raise UnreadableSource(Cause.MANY_PARAGRAPHS, most=BLOCKS)
    if sum(map(len, {id(d.text): d.text for d in documents}.values())) > LONGEST:
        raise UnreadableSource(Cause.MANY_CHARACTERS, most=LONGEST)
    return documents


def _unknown(suffix: str) -> UnreadableSource:
    return UnreadableSource(Cause.NO_KIND, kind=suffix) if suffix else UnreadableSource(Cause.NO_SUFFIX)


def _suffix(path: str) -> str:
    """What `PurePosixPath` calls the suffix of a file, in lower case; it is asked of every file at every start."""
    name = path.rpartition("/")[2]
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def _read(content: bytes, path: str) -> list[Document]:
    """The documents of a file by the reader of its kind, those that have words; none where it only holds files."""
    reader = READERS.get(_suffix(path))
    return [_in_language(d) for d in reader(content, path) if d.blocks] if reader else []


def _members(content: bytes, path: str) -> tuple[list[Document], list[tuple[str, str]]]:
    """The documents of the files that a file holds, and the files of which there are none, each with its reason.

    Raises:
        UnreadableSource: where there are such files and none can be read, with the reason of the first.
    """
    container = CONTAINERS.get(_suffix(path))
    documents: list[Document] = []
    refused: list[tuple[str, str]] = []
    for name, unpacked in container(content) if container else ():
        try:
            if _suffix(name) not in READERS:
                raise _unknown(_suffix(name))
            documents += [_of_member(d, path, name) for d in _read(unpacked(), name)]
        except UnreadableSource as error:
            refused.append((name, error.reason))
    if refused and not documents and _suffix(path) not in READERS:
        raise UnreadableSource(Cause.NO_MEMBER, file=refused[0][0], why=refused[0][1])
    return documents, refused


def _with_refused(
    own: list[Document], held: list[Document], refused: list[tuple[str, str]]
) -> list[Document]:
    """The documents of a file and of those that it holds; the first notes which of these cannot be read."""
    documents = [*own, *held]
    if not documents or not refused:
        return documents
    return [replace(documents[0], refused=tuple(refused)), *documents[1:]]


def _of_member(document: Document, path: str, name: str) -> Document:
    return replace(document, id=f"{path}#{document.id}", path=path, member=name)


def _in_language(document: Document) -> Document:
    """The document, with the language that its text is in where its file does not say so."""
    if document.language != "und":
        return document
    words = "".join(b.span.of(document.text) for b in document.blocks if b.kind == "text")
    return replace(document, language=language_of(words or document.title))
