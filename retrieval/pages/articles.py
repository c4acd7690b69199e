"""One page, several articles: a title, a line `Publisher · date`, and the text up to the next title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import Byline, byline, is_office
from retrieval.pages.chrome import chrome
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row, bare

_SEVERAL: Final = 2  # rows that look alike and would say little alone
_SENTENCE: Final = re.compile(r"[。；;，,]$")
LONGEST: Final = 160  # code points of a title


def articles(rows: Sequence[Row], known: Publishers, lost: Lost) -> list[Part]:
    """The articles of an aggregator page or a digest, in order; empty where the page is not one."""
    said = {i: one for i in range(1, len(rows)) if (one := _told(rows, i, known))}
    told = {i: one for i, one in said.items() if one.strong} or _alike(said, known)
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
    if row.heading or (row.fixed and not (above.heading or above.linked)):
        return None
    if (
        _SENTENCE.search(above.words)
        or len(above.words) > LONGEST
        or (chrome(above.words) and not above.linked)
        or byline(above.words, known)
    ):
        return None
    found = byline(row.words, known)
    told = found and found.when and (found.publisher or found.author or (found.who and not found.strong))
    return found if told else None


def _alike(said: Mapping[int, Byline], known: Publishers) -> dict[int, Byline]:
    """Rows that have a name and a day and no mark between them: several, and all names are of those who publish."""
    named = {i: one.publisher or one.who or "" for i, one in said.items()}
    if len(said) < _SEVERAL or not all(known.outlet(name) or is_office(name) for name in named.values()):
        return {}
    return {i: replace(one, publisher=named[i], who=None) for i, one in said.items()}
