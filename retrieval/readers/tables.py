"""Rows of a table as words: each cell behind the head of its column, so that a row can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from retrieval.readers.layout import one_line

HEAD_LIMIT: Final = 60  # code points of a column's head; more is a text
_FIGURE: Final = re.compile(r"[\d\s.,:/%+()¥$€£年月日-]*\d[\d\s.,:/%+()¥$€£年月日-]*")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

Row = Sequence[str]


def described(rows: Iterable[Row]) -> Iterator[tuple[int, str, bool]]:
    """The rows that are not empty, as words.

    Yields:
        The number of the row, from 1; its words; whether they are the heads of the columns.
    """
    clean = [(n, [one_line(cell) for cell in row]) for n, row in enumerate(rows, 1)]
    filled = [(n, row) for n, row in clean if any(row)]
    at = _heads_at([row for _, row in filled])
    heads = filled[at][1] if at is not None else []
    for position, (number, row) in enumerate(filled):
        below = at is not None and position > at
        yield number, _words(row, heads if below else ()), position == at


def _heads_at(rows: Sequence[Row]) -> int | None:
    """The row of the columns' heads: the first that has as many cells as most, where these are names and differ."""
    filled = [sum(map(bool, row)) for row in rows]
    widest = max(filled, default=0)
    first = next((n for n, count in enumerate(filled) if count > max(1, widest // 2)), None)
    if first is None or first == len(rows) - 1:
        return None
    heads = [cell for cell in rows[first] if cell]
    named = all(len(cell) <= HEAD_LIMIT and not _FIGURE.fullmatch(cell) for cell in heads)
    return first if named and len(set(heads)) == len(heads) else None


def _words(row: Row, heads: Row) -> str:
    named = [(heads[i] if i < len(heads) else "", cell) for i, cell in enumerate(row) if cell]
    chinese = any(_HAN.search(head) for head in heads) or (not heads and _HAN.search("".join(row)))
    colon, between = ("：", "；") if chinese else (": ", "; ")
    return between.join(f"{head}{colon}{cell}" if head else cell for head, cell in named)
