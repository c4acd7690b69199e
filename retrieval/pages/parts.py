"""The parts of a page: articles, each with its rows and what the page says of it, and the rows that are of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.model import Span, Why
from retrieval.pages.bylines import Byline
from retrieval.pages.rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a page: its rows in order, and what the page says of it.

    `name` is its title, and `title` where the title stands, if it stands there for this part alone. `told` is how the
    page says whose words it is. `excerpt` marks the beginning of a text of another page, `whole` a text that is not
    expected to be cut. `link` leads to it alone. `headed` says that what stands above its text has been looked at.
    """

    name: str
    title: Span | None
    rows: tuple[Row, ...]
    told: Byline = field(default_factory=Byline)
    link: str | None = None
    excerpt: bool = False
    whole: bool = True
    headed: bool = False


Lost = dict[int, Why]
"""Why a row is in no part, by where it begins."""


def lose(lost: Lost, rows: Sequence[Row], why: Why) -> None:
    """Note why rows are in no part; what was noted before stands."""
    for row in rows:
        lost.setdefault(row.span.start, why)
