"""One page, several articles: a title, a line `Publisher · date`, and the text up to the next title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import Byline, byline
from retrieval.pages.chrome import chrome
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row, bare

LONGEST: Final = 160  # code points of a title


def articles(rows: Sequence[Row], known: Publishers, lost: Lost) -> list[Part]:
    """The articles of an aggregator page or a digest, in order; empty where the page is not one."""
    told = {i: said for i in range(1, len(rows)) if (said := _told(rows, i, known))}
    starts = [i for i in told if i + 1 < len(rows)]
    titles = [_title(rows, i, told[i], known) for i in starts]
    found = []
    for i, title, end in zip(starts, titles, [*titles[1:], len(rows)], strict=False):
        if i + 1 < end:
            row = rows[title]
            found.append(Part(row.words, row.span, tuple(rows[i + 1 : end]), told[i], row.link, whole=False))
            lose(lost, rows[title + 1 : i + 1], Why.METADATA)
    return found


def _title(rows: Sequence[Row], i: int, told: Byline, known: Publishers) -> int:
    """Which row above a byline is the title: the name of the publisher may stand between."""
    above = rows[i - 1].words
    named = known.outlet(above) or bare(above) in bare(told.publisher or "")
    return i - 2 if named and i > 1 and len(rows[i - 2].words) <= LONGEST else i - 1


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
