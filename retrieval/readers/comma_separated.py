"""CSV and its kin, divided by commas, semicolons or tabs: a row is a block, with the heads of its columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers.encoding import decode
from retrieval.readers.layout import Piece, laid_out
from retrieval.readers.refusing import refusing
from retrieval.readers.tables import Row, described

ROWS: Final = 50_000
COLUMNS: Final = 256
_SAMPLE: Final = 50  # rows by which the divider is told
_DIVIDERS: Final = (",", "\t", ";", "|", "，")


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a table.

    Raises:
        UnreadableSource: where it is no text, or has more rows or columns than are read.
    """
    text = decode(content).removeprefix("\ufeff")
    with refusing(Cause.NOT_TABLE):
        rows = _taken(text)
    if len(rows) > ROWS:
        raise UnreadableSource(Cause.MANY_ROWS, most=ROWS)
    if any(len(row) > COLUMNS for row in rows):
        raise UnreadableSource(Cause.MANY_COLUMNS, most=COLUMNS)
    taken, blocks = laid_out(pieces(rows))
    return [Document(id=path, path=path, title=PurePosixPath(path).stem, text=taken, blocks=blocks)]


def _taken(text: str) -> list[Row]:
    """The rows of a table, one more than are read where there are so many.

    Raises:
        UnreadableSource: where it is no table to Python's library, or has a cell that is too long for it.
    """
    try:
        return list(islice(_rows(text.split("\n"), _divider(text)), ROWS + 1))
    except csv.Error as error:
        raise UnreadableSource(Cause.NOT_TABLE, fault=error) from None


def pieces(rows: Iterable[Row], sheet: str = "") -> list[Piece]:
    """The rows of a table, each at its place."""
    return [
        Piece(words, "heading" if heads else "text", Place("row", number, sheet), before="\n")
        for number, words, heads in described(rows)
    ]


def _rows(lines: Iterable[str], divider: str) -> Iterator[Row]:
    return csv.reader((f"{line}\n" for line in lines), delimiter=divider)


def _divider(text: str) -> str:
    """What divides most of the first rows into the same number of cells, which are several."""
    first = text.split("\n", _SAMPLE)[:_SAMPLE]

    def agreement(divider: str) -> int:
        try:
            counts = [len(row) for row in _rows(first, divider) if row]
        except csv.Error:  # what another divides may be too long for one cell
            return 0
        usual = max(set(counts), key=counts.count, default=1)
        return counts.count(usual) * min(usual, COLUMNS) if usual > 1 else 0

    return max(_DIVIDERS, key=agreement)
