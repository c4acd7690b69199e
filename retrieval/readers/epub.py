"""EPUB: one document a book, its chapters in the order of the spine; a paragraph stands at the heading above it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers.archive import parts
from retrieval.readers.encoding import declared_in, decode
from retrieval.readers.layout import Piece, laid_out
from retrieval.readers.markup import pieces
from retrieval.readers.metadata import date_of, text_of
from retrieval.readers.properties import author_of, title_of
from retrieval.readers.refusing import refusing

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER: Final = "META-INF/container.xml"
_TEXTS: Final = (".xml", ".opf", ".xhtml", ".html", ".htm")
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a book.

    Raises:
        UnreadableSource: where it is none, or is beyond the limits of archives.
    """
    members = parts(content, lambda name: name.lower().endswith(_TEXTS))
    with refusing(Cause.NOT_EPUB):
        package, folder = _package(members)
        chapters = [members[name] for name in _spine(package, folder) if name in members]
    text, blocks = laid_out(_chapters(chapters))
    said = {
        name: [e.text or "" for e in package.iter(f"{_DC}{name}")]
        for name in ("title", "creator", "publisher", "date")
    }
    return [
        Document(
            id=path,
            path=path,
            title=title_of(*said["title"][:1], path=path),
            text=text,
            blocks=blocks,
            publisher=text_of(said, "publisher"),
            author=author_of(text_of(said, "creator")),
            published=date_of({"date": " ".join(said["date"][:1])}, "date"),
        )
    ]


def _package(members: Mapping[str, bytes]) -> tuple[Element, str]:
    """What the book says of itself and of its chapters, and the folder that its names are relative to."""
    from defusedxml.ElementTree import fromstring

    if _CONTAINER not in members:
        raise UnreadableSource(Cause.NO_SPINE)
    container = fromstring(members[_CONTAINER])
    named = next((e.get("full-path", "") for e in container.iter() if e.tag.endswith("rootfile")), "")
    return fromstring(members[named]), posixpath.dirname(named)


def _spine(package: Element, folder: str) -> list[str]:
    """The names of the chapters, in reading order."""
    hrefs = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
    found = [hrefs.get(reference.get("idref"), "") for reference in package.iter(f"{_OPF}itemref")]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(href))) for href in dict.fromkeys(found) if href
    ]


def _chapters(chapters: list[bytes]) -> Iterator[Piece]:
    place: Place | None = None
    for chapter in chapters:
        for piece in pieces(decode(chapter, declared_in(chapter))):
            if piece.kind == "heading":
                place = Place("heading", label=piece.words)
            yield Piece(piece.words, piece.kind, place)
