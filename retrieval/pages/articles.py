"""One page, several articles: a title, a line `Publisher · date`, and the text up to the next title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import Byline, byline
from retrieval.pages.chrome import chrome
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row

LONGEST: Final = 160  # code points of a title


def articles(rows: Sequence[Row], known: Publishers, lost: Lost) -> list[Part]:
    """The articles of an aggregator page or a digest, in order; empty where the page is not one."""
    told = {i: said for i in range(1, len(rows)) if (said := _told(rows, i, known))}
    starts = list(told)
    if not starts:
        return []
    ends = [*(i - 1 for i in starts[1:]), len(rows)]
    found = [
        Part(
            rows[i - 1].words,
            rows[i - 1].span,
            tuple(rows[i + 1 : end]),
            told[i],
            rows[i - 1].link,
            whole=False,
        )
        for i, end in zip(starts, ends, strict=True)
        if i + 1 < end
    ]
    if found:
        lose(lost, [rows[i] for i in starts], Why.METADATA)
    return found


def _told(rows: Sequence[Row], i: int, known: Publishers) -> Byline | None:
    """What the row says of the article whose title stands above it."""
    above, row = rows[i - 1], rows[i]
    if row.heading or row.fixed != above.fixed or (row.fixed and not (above.heading or above.linked)):
        return None
    if len(above.words) > LONGEST or (chrome(above.words) and not above.linked) or byline(above.words, known):
        return None
    found = byline(row.words, known)
    told = found and found.when and found.strong and (found.publisher or found.author)
    return found if told else None
