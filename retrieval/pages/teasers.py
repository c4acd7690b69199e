"""The beginnings of other pages below an article: a title, perhaps twice, and the first sentences, cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import Byline, byline
from retrieval.pages.chrome import chrome, cut_mark
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row, bare

_TITLE: Final = 100  # code points
_EXCERPT: Final = 40  # code points of a text that ends like a sentence; one that is cut off may be shorter
_ENDS: Final = '。！？!?.…”"』」）)'


def teasers(rows: Sequence[Row], known: Publishers, lost: Lost) -> list[Part]:
    """The teasers of a list of other pages; titles without a text are noted as lost."""
    found: list[Part] = []
    title: Row | None = None
    told = Byline()
    for row in rows:
        said = None if row.heading else byline(row.words, known)
        if said and said.when:
            if title and _is_last(found, title) and not found[-1].told.when:
                found[-1] = replace(found[-1], told=said)  # below its words
            else:
                told = said
            lose(lost, [row], Why.METADATA)
        elif why := None if row.linked and row.words else chrome(row.words):
            lose(lost, [row], why)
        elif _is_excerpt(row) and title:
            _add(found, title, row, told)
        elif title and bare(title.words) == bare(row.words):
            lose(lost, [row], Why.COPY)
        elif row.words:
            if title and not _is_last(found, title):
                lose(lost, [title], Why.RELATED)
            title, told = row, Byline()
        else:
            lose(lost, [row], Why.PICTURE)
    if title and not _is_last(found, title):
        lose(lost, [title], Why.RELATED)
    return found


def _is_excerpt(row: Row) -> bool:
    """Whether a row is text and no title: it is cut off, too long, or ends like a sentence."""
    if row.heading or row.linked:
        return False
    cut = cut_mark(row.words, whole=False)
    long = len(row.words) >= _EXCERPT and row.words[-1] in _ENDS
    return bool(cut and cut[0] >= _EXCERPT / 2) or len(row.words) > _TITLE or long


def _is_last(found: Sequence[Part], title: Row) -> bool:
    """Whether the last teaser has that title."""
    return bool(found) and found[-1].title == title.span


def _add(found: list[Part], title: Row, row: Row, told: Byline) -> None:
    """One more row of the last teaser, or the first of a new one."""
    if _is_last(found, title):
        found[-1] = replace(found[-1], rows=(*found[-1].rows, row))
        return
    part = Part(title.words, title.span, (row,), told, title.link, excerpt=True, whole=False, headed=True)
    found.append(part)
