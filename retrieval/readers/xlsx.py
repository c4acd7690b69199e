"""Excel workbooks, read by openpyxl: one document a sheet that is shown, a row a block, values as last computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers.archive import packed_anew
from retrieval.readers.comma_separated import COLUMNS, ROWS, pieces
from retrieval.readers.layout import laid_out, one_line
from retrieval.readers.properties import author_of, title_of
from retrieval.readers.refusing import refusing
from retrieval.readers.tables import Row

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

SHEETS: Final = 200
LAST_ROW: Final = 2**20  # of the format itself
_MIDNIGHT: Final = dt.time()


def read(content: bytes, path: str) -> list[Document]:
    """The documents of a workbook.

    Raises:
        UnreadableSource: where it is no workbook, or has more sheets or rows than are read.
    """
    import warnings

    import openpyxl
    from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException, NamedRangeException

    packed = packed_anew(content)
    faults = (CellCoordinatesException, InvalidFileException, NamedRangeException)
    with refusing(Cause.NOT_XLSX, *faults), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that hold no words
        book = openpyxl.load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(shown) > SHEETS:
            raise UnreadableSource(Cause.MANY_SHEETS, most=SHEETS)
        title, author = title_of(book.properties.title, path=path), author_of(book.properties.creator)
        several = len(shown) > 1
        return [_sheet(sheet, path, title, author, several=several) for sheet in shown]


def _sheet(sheet: ReadOnlyWorksheet, path: str, title: str, author: str | None, *, several: bool) -> Document:
    name = one_line(sheet.title)
    text, blocks = laid_out(pieces(_rows(sheet), name if several else ""))
    return Document(
        id=f"{path}#{name}" if several else path,
        path=path,
        title=f"{title} · {name}" if several else title,
        text=text,
        blocks=blocks,
        author=author,
    )


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    from openpyxl.cell.read_only import EMPTY_CELL

    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    filled = 0
    missing: object = None
    for row in sheet.iter_rows(max_row=LAST_ROW, max_col=COLUMNS + 1):
        if row is missing:  # the library gives the same one for all that are not there
            yield []
            continue
        cells = {i: cell for i, cell in enumerate(row) if cell is not EMPTY_CELL and cell.value is not None}
        width = max(cells, default=-1) + 1
        filled += bool(cells)
        missing = missing if cells else row
        if filled > ROWS or width > COLUMNS:
            raise UnreadableSource(Cause.MANY_CELLS, rows=ROWS, columns=COLUMNS)
        yield [_shown(cells[i].value, cells[i].number_format) if i in cells else "" for i in range(width)]


def _shown(value: Any, form: str) -> str:
    """A value as a person reads it in its cell, as far as it can be told."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ", "minutes")
    if isinstance(value, bool) or not isinstance(value, float | int):
        return str(value)
    if form.endswith("%"):
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"
