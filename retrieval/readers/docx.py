"""Word documents, opened by python-docx: paragraphs, headings by their styles, rows of tables, footnotes, properties.

The words are taken from the XML itself, as the library leaves out what stands in content controls and in
accepted insertions. What was deleted with changes tracked is not there; a footnote follows its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from retrieval.causes import Cause
from retrieval.model import Document, Place
from retrieval.readers.archive import packed_anew
from retrieval.readers.layout import Piece, laid_out, one_line
from retrieval.readers.properties import title_of, written
from retrieval.readers.refusing import refusing
from retrieval.readers.tables import described

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.opc.part import Part
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN: Final = (
    frozenset(  # deleted with changes tracked, moved away, drawn, or said again for older programs
        {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}delText"}
        | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
    )
)
_BLANKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_FOOTNOTES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a Word file.

    Raises:
        UnreadableSource: where it is none, or is beyond the limits of archives.
    """
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    packed = packed_anew(content)
    with refusing(Cause.NOT_DOCX, PythonDocxError, OpcError):
        file = docx.Document(packed)
        found = list(_Body(file).pieces())
        properties = file.core_properties
        said, (author, published) = properties.title, written(properties.author, properties.created)
    styled = next((one_line(p.words) for p in found if p.kind == "title"), None)
    text, blocks = laid_out(found)
    return [
        Document(
            id=path,
            path=path,
            title=title_of(styled, said, path=path),
            text=text,
            blocks=blocks,
            author=author,
            published=published,
            published_inferred=published is not None,
        )
    ]


class _Body:
    """The body of a document, with what its styles and footnotes mean."""

    def __init__(self, file: WordFile) -> None:
        self._body = file.element.body
        self._levels = _levels(file.styles.element)
        self._notes = _footnotes(file.part)
        self._place: Place | None = None
        self._titled = False

    def pieces(self) -> Iterator[Piece]:
        """Paragraphs and rows in order, each at the heading that it is below."""
        for element in _inside(self._body):
            if element.tag == f"{_W}tbl":
                yield from self._rows(element)
                continue
            yield self._paragraph(element)
            yield from self._noted(element)

    def _paragraph(self, element: _Element) -> Piece:
        level = self._level(element)
        words = _words(element)
        if level == 0 and not self._titled and words.strip():
            self._titled = True
            return Piece(words, "title")
        if level is not None and (label := one_line(words)):
            self._place = Place("heading", label=label)
        return Piece(words, "text" if level is None else "heading", self._place)

    def _level(self, element: _Element) -> int | None:
        """0 for the title, 1 to 9 for a heading, `None` for a paragraph of text."""
        own = element.find(f"{_W}pPr/{_W}outlineLvl")
        if own is not None and (level := int(own.get(f"{_W}val", "9"))) < 9:
            return level + 1
        style = element.find(f"{_W}pPr/{_W}pStyle")
        return None if style is None else self._levels.get(style.get(f"{_W}val", ""))

    def _rows(self, table: _Element) -> Iterator[Piece]:
        rows = [
            [" ".join(map(_words, cell.iter(f"{_W}p"))) for cell in _own(row, "tc", "tr")]
            for row in _own(table, "tr", "tbl")
        ]
        for number, (_, words, _) in enumerate(described(rows)):
            yield Piece(words, "text", self._place, before="\n" if number else "\n\n")

    def _noted(self, element: _Element) -> Iterator[Piece]:
        for reference in element.iter(f"{_W}footnoteReference"):
            yield Piece(self._notes.get(reference.get(f"{_W}id", ""), ""), "text", self._place)


def _inside(element: _Element) -> Iterator[_Element]:
    """The paragraphs and tables of a body or a content control, in order."""
    for child in element:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _inside(child)


def _own(element: _Element, part: str, whole: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, without those of tables inside."""
    return (p for p in element.iter(f"{_W}{part}") if next(p.iterancestors(f"{_W}{whole}")) is element)


def _words(element: _Element) -> str:
    """What a reader sees of an element, each note as nothing."""
    if element.tag in _UNSEEN:
        return ""
    if element.tag == f"{_W}t":
        return element.text or ""
    return _BLANKS.get(str(element.tag), "") + "".join(map(_words, element))


def _levels(styles: _Element) -> Mapping[str, int]:
    """The level of each style that is of a title or a heading, by its id; a style is as the one it is based on."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        identity = style.get(f"{_W}styleId", "")
        name = style.find(f"{_W}name")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        base = style.find(f"{_W}basedOn")
        if name is not None and name.get(f"{_W}val", "").lower() == "title":
            own[identity] = 0
        elif outline is not None:
            own[identity] = int(outline.get(f"{_W}val", "9")) + 1
        if base is not None:
            based[identity] = base.get(f"{_W}val", "")
    levels = {identity: _inherited(identity, own, based) for identity in {*own, *based}}
    return {identity: level for identity, level in levels.items() if level is not None and level < 10}


def _inherited(identity: str, own: Mapping[str, int], based: Mapping[str, str]) -> int | None:
    seen: set[str] = set()
    while identity not in own and identity in based and identity not in seen:
        seen.add(identity)
        identity = based[identity]
    return own.get(identity)


def _footnotes(part: Part) -> Mapping[str, str]:
    """The words of each footnote by its id; those with a type are lines that part them from the text."""
    from docx.oxml.parser import parse_xml

    found = [r.target_part for r in part.rels.values() if not r.is_external and r.reltype == _FOOTNOTES]
    notes = (note for part in found for note in parse_xml(part.blob).iter(f"{_W}footnote"))
    return {
        note.get(f"{_W}id", ""): " ".join(map(_words, note.iter(f"{_W}p")))
        for note in notes
        if note.get(f"{_W}type") is None
    }
