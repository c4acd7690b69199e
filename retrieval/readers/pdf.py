"""PDF: the lines that pypdfium2 finds, in the order in which they were set, joined to paragraphs by `printed`."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers.layout import Piece, laid_out, one_line
from retrieval.readers.metadata import date_of
from retrieval.readers.printed import Line, largest, pieces
from retrieval.readers.properties import author_of, title_of
from retrieval.readers.refusing import refusing

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

PAGES: Final = 3_000
LONGEST: Final = 3_000_000  # characters of all pages; each is asked for
SAMPLES: Final = 8  # characters of a line by which its place is told
UNKNOWN: Final = 0.2  # share of characters without a meaning in Unicode that is too much
_NO_MEANING: Final = re.compile("[\x00\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_DATE: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_LINE: Final = re.compile(
    "[^\r\n\x02\ufffe]+[\x02\ufffe]?"
)  # a hyphen that pdfium takes for soft ends a line
_SOFT: Final = re.compile("[\x02\ufffe]")
_BOLD: Final = (b"bold", b"black", b"heavy", b"simhei")


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a PDF.

    Raises:
        UnreadableSource: where it is none, cannot be opened without a password, has more pages than are read, or no
            text that can be taken out.
    """
    with refusing(Cause.BROKEN_PDF), closing(_opened(content)) as file:
        if len(file) > PAGES:
            raise UnreadableSource(Cause.MANY_PAGES, most=PAGES)
        lines = _all_lines(file)
        title, author, created = (_property(file, name) for name in ("Title", "Author", "CreationDate"))
        pages = len(file)
    title = title_of(title, largest(lines), path=path)
    text, blocks = laid_out(_titled(pieces(lines, pages), title))
    date = _date(created)
    return [
        Document(
            id=path,
            path=path,
            title=title,
            text=text,
            blocks=blocks,
            author=author_of(author),
            published=date,
            published_inferred=date is not None,
        )
    ]


def _opened(content: bytes) -> PdfDocument:
    """The file, opened with no password or the empty one."""
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise UnreadableSource(Cause.ENCRYPTED) from None
        raise UnreadableSource(Cause.NOT_PDF) from None


def _titled(found: list[Piece], title: str) -> list[Piece]:
    """The pieces, the first heading that is the title as such."""
    at = next((i for i, p in enumerate(found) if p.kind == "heading" and one_line(p.words) == title), None)
    return [replace(p, kind="title") if i == at else p for i, p in enumerate(found)]


def _property(file: PdfDocument, name: str) -> str:
    with suppress(ValueError):  # half a character
        return str(file.get_metadata_value(name))
    return ""


def _date(created: str) -> str | None:
    match = _DATE.match(created)
    return date_of({"created": "-".join(match.groups())}, "created") if match else None


def _all_lines(file: PdfDocument) -> list[Line]:
    """The lines of all pages.

    Raises:
        UnreadableSource: where there are none, too many, or their characters cannot be told.
    """
    import pypdfium2

    lines: list[Line] = []
    length = 0
    for number in range(len(file)):
        with suppress(pypdfium2.PdfiumError):  # a page that is damaged; the others are not
            page = file[number]
            text = page.get_textpage()
            length += text.count_chars()
            if length > LONGEST:
                raise UnreadableSource(Cause.MANY_CHARACTERS, most=LONGEST)
            lines += _lines(text, number + 1)
            text.close()
            page.close()
    whole = "".join(line.text for line in lines)
    if not whole.strip():
        raise UnreadableSource(Cause.SCANNED)
    if len(_NO_MEANING.findall(whole)) > UNKNOWN * len(whole):
        raise UnreadableSource(Cause.NO_CHARACTERS)
    return lines


def _lines(page: PdfTextPage, number: int) -> Iterator[Line]:
    """The lines of a page, as pdfium orders them; what stands on one height is one line."""
    from pypdfium2.raw import FPDFText_GetUnicode

    count = page.count_chars()
    characters = "".join(chr(FPDFText_GetUnicode(page, i)) for i in range(count))
    pending: Line | None = None
    for match in _LINE.finditer(characters):
        line = _line(page, number, characters, match.start(), match.end())
        if line is None:
            continue
        if pending and abs(pending.bottom - line.bottom) < 0.3 * line.size and line.left >= pending.right:
            pending = _beside(pending, line)
            continue
        if pending:
            yield pending
        pending = line
    if pending:
        yield pending


def _beside(before: Line, line: Line) -> Line:
    text, size = f"{before.text} {line.text}", max(before.size, line.size)
    return Line(text, line.page, before.left, line.right, before.bottom, size, before.bold and line.bold)


def _line(page: PdfTextPage, number: int, characters: str, start: int, end: int) -> Line | None:
    """The line of these characters; `None` where none of them is seen."""
    seen = [i for i in range(start, end) if not characters[i].isspace() and characters[i] != "\x00"]
    if not seen:
        return None
    sampled = {*seen[:: max(1, len(seen) // SAMPLES)], seen[0], seen[-1]}  # a bullet may be of another font
    boxes = [page.get_charbox(i, loose=True) for i in sorted(sampled)]
    bottom, size = median(box[1] for box in boxes), median(box[3] - box[1] for box in boxes)
    text = characters[start:end].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    words = one_line(_SOFT.sub("-", text))
    bold = _is_bold(page, seen[0], seen[-1])
    return Line(words, number, boxes[0][0], boxes[-1][2], bottom, max(size, 0.1), bold)


def _is_bold(page: PdfTextPage, *indexes: int) -> bool:
    """Whether the fonts of all these characters say so in their names."""
    from pypdfium2.raw import FPDFText_GetFontInfo

    for index in indexes:
        name = ctypes.create_string_buffer(128)
        FPDFText_GetFontInfo(page, index, name, len(name), ctypes.c_int())
        if not any(word in name.value.lower() for word in _BOLD):
            return False
    return True
