"""Where an article ends on its page: other pages, comments, and the credits, notices and invitations below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import byline
from retrieval.pages.chrome import (
    beside,
    chrome,
    comments_begin,
    counts_comments,
    cut_mark,
    ends_text,
    is_ellipsis,
    is_number,
    menu,
    related_begin,
    saver_heading,
    turns_page,
)
from retrieval.pages.copies import copied
from retrieval.pages.parts import Lost, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row, bare, folded

_SHORT: Final = 40  # code points of a row that may be promotion though nothing in it says so
_FEW: Final = 4  # rows of chrome for one of which nothing says what it is
_INSIDE: Final = 8  # headings of other pages inside a text
_FIRST: Final = 2  # where the sentence stands that is below the first title
_LINKS: Final = 3  # titles of other pages that may stand inside a text
_TEXT: Final = re.compile(r"[。！？.!?][”\"』」）)]*$")
_STROKE: Final = re.compile(r"[|丨│]")  # in credits, never in a sentence
_LABEL: Final = 12  # code points of a label
_SENTENCE: Final = re.compile(r"[。.]\W*$")
_ENDS: Final = re.compile(r"[。！？.!?…:：;；,，”\"』」）)]\W*$")
_MOST: Final = 60  # rows below a text
_DRAWS: Final = frozenset({Why.COUNTER, Why.NAVIGATION, Why.SHARING, Why.PROFILE, Why.PROMOTION})
_INVITES: Final = frozenset({Why.SHARING, Why.PROMOTION})
_BEGIN: Final = frozenset({Why.RIGHTS, Why.SHARING, Why.PROMOTION, Why.COMMENTS})


def divided(rows: Sequence[Row], lost: Lost) -> tuple[list[Row], list[Row]]:
    """The rows of an article, and those of the list of other pages below it; comments are of neither."""
    related, talk = _ends(rows)
    for _ in range(_INSIDE):
        below = rows[related : talk if talk > related else len(rows)]
        on = _resumed(rows[:related], below) if below else 0
        if not on:
            break
        lose(lost, below[:on], Why.RELATED)
        rows = [*rows[:related], *rows[related + on :]]
        related, talk = _ends(rows)
    if talk < related:
        lose(lost, rows[talk:related], Why.COMMENTS)
        below = rows[related:]
    else:
        lose(lost, rows[talk:], Why.COMMENTS)
        below = rows[related:talk]
    lose(lost, below[:1], Why.RELATED)
    count = next((i for i, row in enumerate(below) if i and counts_comments(row.words)), len(below))
    lose(lost, below[count:], Why.COMMENTS)
    return list(rows[: min(related, talk)]), list(below[1:count])


def _ends(rows: Sequence[Row]) -> tuple[int, int]:
    """Where other pages begin, and where comments do; behind the last row where they do not."""
    related = next((i for i in range(1, len(rows)) if related_begin(rows[i].words)), len(rows))
    talk = next((i for i in range(1, len(rows)) if _talk(rows, i)), len(rows))
    return related, talk


def _resumed(above: Sequence[Row], below: Sequence[Row]) -> int:
    """Where the text goes on below a heading of other pages that stands inside it; 0 where it does not.

    A list of beginnings is cut off; where nothing is, sentences below a title or two are the article's own.
    """
    on = next((i for i in range(1, min(len(below), _LINKS + 2)) if _TEXT.search(below[i].words)), 0)
    if on < _FIRST or any(cut_mark(row.words, whole=False) for row in below):
        return 0
    alone = on + 1 == len(below) or not _TEXT.search(below[on + 1].words)
    teaser = alone and on == _FIRST and len(below[on].words) > _SHORT  # a title and a sentence
    again = any(bare(row.words) == bare(below[on].words) for row in above)
    return 0 if teaser or again else on


def _talk(rows: Sequence[Row], i: int) -> bool:
    """Whether comments begin: at their heading, or at their number where text stands above and none below."""
    if comments_begin(rows[i].words):
        return True
    if i < len(rows) - _MOST or not counts_comments(rows[i].words):
        return False
    return any(len(r.words) > _SHORT or r.words.endswith("。") for r in rows[:i]) and all(
        len(r.words) <= _SHORT for r in rows[i:]
    )


def kept(rows: Sequence[Row], known: Publishers, lost: Lost) -> list[Row]:
    """The rows of an article that are its text."""
    copies = copied(rows)
    lose(lost, [rows[i] for i in sorted(copies)], Why.COPY)
    left = [row for i, row in enumerate(rows) if i not in copies]
    for row in left:
        if row.linked:
            lose(lost, [row], Why.NAVIGATION if row.words else Why.PICTURE)
        elif why := None if row.sure else saver_heading(row.words) if row.heading else _no_text(row):
            lose(lost, [row], why)
    _lose_beside(left, lost)
    _lose_turns(left, lost)
    _lose_end(left, known, lost)
    _lose_beside(left, lost)
    _lose_labels(left, lost)
    return [row for row in left if row.span.start not in lost]


def _no_text(row: Row) -> Why | None:
    """Why a row is no text: chrome, or a line of marks."""
    marks = not any(map(str.isalnum, row.words)) and not is_ellipsis(row.words)
    return Why.MARKUP if marks else chrome(row.words)


def _lose_beside(rows: Sequence[Row], lost: Lost) -> None:
    """A number, the name of a network, a word of a menu belong to the chrome beside them."""
    for ordered in (rows, rows[::-1]):
        for before, row in pairwise(ordered):
            why = lost.get(before.span.start)
            if why in _DRAWS and not (row.sure or row.heading) and beside(row.words):
                lose(lost, [row], why if why is Why.COUNTER or not is_number(row.words) else Why.COUNTER)


def _lose_turns(rows: Sequence[Row], lost: Lost) -> None:
    """Titles of the pages before and behind, each below the words that say so."""
    for above, row in pairwise(rows[-_MOST:]):
        if (
            turns_page(above.words)
            and len(row.words) <= 2 * _SHORT
            and not (row.sure or _TEXT.search(row.words))
        ):
            lose(lost, [row], Why.RELATED)


def _lose_labels(rows: Sequence[Row], lost: Lost) -> None:
    """Below the last row of text a word or two between chrome are its labels."""
    tail = len(rows)
    while tail and (rows[tail - 1].span.start in lost or _is_label(rows[tail - 1])):
        tail -= 1
    for above, row in pairwise(rows[tail:]):
        if lost.get(above.span.start) in {*_DRAWS, Why.METADATA}:
            lose(lost, [row], Why.NAVIGATION)


def _is_label(row: Row) -> bool:
    return len(row.words) <= _LABEL and not (row.sure or row.heading) and not _ENDS.search(row.words)


def _lose_end(rows: Sequence[Row], known: Publishers, lost: Lost) -> None:
    """What stands below the text, from the first credit, notice or invitation on that only such and short rows follow."""
    rows = rows[1:][-_MOST:]
    ends = [lost.get(row.span.start) or _end_kind(row, known) for row in rows]
    for i, row in enumerate(rows):
        if _begins(row, ends[i], known) and _only_chrome(rows[i:], ends[i:]):
            for below, why in zip(rows[i:], ends[i:], strict=True):
                lose(lost, [below], why or Why.PROMOTION)
            break
    for i, row in enumerate(rows):
        stroke = ends[i] is Why.METADATA and _STROKE.search(folded(row.words))
        if stroke or (ends[i] is Why.METADATA and all(len(r.words) <= _SHORT for r in rows[i + 1 :])):
            lose(lost, [row], Why.METADATA)


def _end_kind(row: Row, known: Publishers) -> Why | None:
    if row.sure or row.heading:
        return None
    if byline(row.words, known):
        return Why.METADATA
    return chrome(row.words, at_the_end=True) or (Why.NAVIGATION if beside(row.words) else None)


def _begins(row: Row, why: Why | None, known: Publishers) -> bool:
    """Whether a row can only stand below a text."""
    said = None if row.sure else byline(row.words, known)
    if said or ends_text(row.words) or menu(row.words):
        return True
    return why is Why.RIGHTS or chrome(row.words) in _BEGIN


def _only_chrome(rows: Sequence[Row], ends: Sequence[Why | None]) -> bool:
    """Whether rows are chrome for the most part, and short where nothing in them says so, below an invitation."""
    unsaid = [row for row, why in zip(rows, ends, strict=True) if why is None]
    invited = next((i for i, why in enumerate(ends) if why in _INVITES), len(ends))
    if None in ends[:invited] and (
        _FEW * len(unsaid) > len(rows) or any(_SENTENCE.search(r.words) for r in unsaid)
    ):
        return False
    return 2 * len(unsaid) <= len(rows) and all(
        len(r.words) <= _SHORT and not (r.heading or r.sure) for r in unsaid
    )
