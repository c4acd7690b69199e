"""One page, several articles: a title line, a line `Publisher· date`, and the text up to the next title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.model import Span
from retrieval.pages.paragraphs import lines

_LONGEST: Final = 120  # code points of a byline
_BYLINE: Final = re.compile(
    r"(?P<publisher>[^·|\d][^·|]{0,60}?|\d[^·|]{1,60}?)\s*[·|]\s*(?P<date>\d{4}-\d{2}-\d{2})(?:[ T]+(?P<time>\d{2}:\d{2})(?::\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a page: where its title stands, where its text does, whose it is and from when."""

    title: Span
    body: Span
    publisher: str
    published: str


def articles(text: str) -> list[Article]:
    """The articles of an aggregator page, in order; empty where the page is not one."""
    start = 1 if text.startswith("\ufeff") else 0
    rows = list(lines(text, Span(start, len(text)))) if len(text) > start else []
    starts = [i for i in range(1, len(rows)) if _byline(text, rows[i])]
    if not starts:
        return []
    ends = [*(i - 1 for i in starts[1:]), len(rows)]
    return [_article(text, rows, i, end) for i, end in zip(starts, ends, strict=True) if i + 1 < end]


def _byline(text: str, row: Span) -> re.Match[str] | None:
    """The publisher and date of a line that is nothing else."""
    match = _BYLINE.fullmatch(row.of(text)) if row.end - row.start <= _LONGEST else None
    return match if match and _is_moment(match["date"], match["time"] or "00:00") else None


def _is_moment(day: str, time: str) -> bool:
    try:
        dt.datetime.fromisoformat(f"{day}T{time}")
    except ValueError:
        return False
    return True


def _article(text: str, rows: Sequence[Span], byline: int, end: int) -> Article:
    match = _byline(text, rows[byline])
    if match is None:
        raise ValueError(f"not a byline: {rows[byline]}")
    day, time = match["date"], match["time"]
    body = Span(rows[byline + 1].start, rows[end - 1].end)
    return Article(rows[byline - 1], body, match["publisher"].strip(), f"{day}T{time}" if time else day)
