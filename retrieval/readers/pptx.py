"""Presentations, opened by python-pptx: slides in order, each title a heading, then its texts, tables and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers.archive import packed_anew
from retrieval.readers.layout import Piece, laid_out, one_line
from retrieval.readers.properties import title_of, written
from retrieval.readers.refusing import refusing
from retrieval.readers.tables import described

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide

SLIDES: Final = 2_000
DEPTH: Final = 20  # of groups in groups


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a presentation.

    Raises:
        UnreadableSource: where it is none, has more slides than are read, or is beyond the limits of archives.
    """
    import pptx
    from pptx.exc import PythonPptxError

    packed = packed_anew(content)
    with refusing(Cause.NOT_PPTX, PythonPptxError):
        file = pptx.Presentation(packed)
        if len(file.slides) > SLIDES:
            raise UnreadableSource(Cause.MANY_SLIDES, most=SLIDES)
        slides = [list(_slide(slide, Place("slide", n))) for n, slide in enumerate(file.slides, 1)]
        properties = file.core_properties
        said, (author, published) = properties.title, written(properties.author, properties.created)
    first = next((one_line(p.words) for pieces in slides for p in pieces if p.kind == "heading"), None)
    text, blocks = laid_out(piece for pieces in slides for piece in pieces)
    return [
        Document(
            id=path,
            path=path,
            title=title_of(said, first, path=path),
            text=text,
            blocks=blocks,
            author=author,
            published=published,
            published_inferred=published is not None,
        )
    ]


def _slide(slide: Slide, place: Place) -> Iterator[Piece]:
    title = slide.shapes.title
    if title is not None:
        yield Piece(one_line(title.text_frame.text), "heading", place)
    rest = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    for shape in sorted(rest, key=_position):
        yield from _shape(shape, place, DEPTH)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame):
        for paragraph in notes.paragraphs:
            yield Piece(paragraph.text, "text", place)


def _position(shape: BaseShape) -> tuple[int, int]:
    """From top to bottom, then from left to right; a shape that is placed by its layout comes first."""
    return (shape.top or 0, shape.left or 0)


def _shape(shape: BaseShape, place: Place, depth: int) -> Iterator[Piece]:
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.shapes.group import GroupShape

    if isinstance(shape, GroupShape) and depth:
        for inner in sorted(shape.shapes, key=_position):
            yield from _shape(inner, place, depth - 1)
    elif isinstance(shape, GraphicFrame) and shape.has_table:
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        for _, words, _ in described(rows):
            yield Piece(words, "text", place, before="\n")
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined]
            yield Piece(paragraph.text, "text", place)
