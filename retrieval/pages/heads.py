"""The head of a page that is one article: the way to it, its title, and the rows that say whose words it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import Byline, byline, is_person
from retrieval.pages.chrome import chrome
from retrieval.pages.parts import Lost, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row, bare, folded

_DEPTH: Final = 6  # rows below a title that may say whose words it is
_NAME: Final = 20  # code points of a name that stands alone
_PLAIN_NAME: Final = re.compile(r"[\w\u4e00-\u9fff·&.'’ -]{2,20}")
_HANDLE: Final = re.compile(r"[a-z0-9_.-]{2,20}")


def head(rows: Sequence[Row], name: str, known: Publishers, lost: Lost) -> tuple[Byline, int]:
    """What the rows below a title say of the article, and how many they are."""
    told = Byline()
    seen = 0
    for i, row in enumerate(rows[:_DEPTH]):
        if row.fixed and row.heading and bare(row.words) != bare(name):
            break
        found = byline(row.words, known)
        if bare(row.words) == bare(name):
            lose(lost, [row], Why.COPY)
        elif found:
            told = merged(told, found)
            lose(lost, [row], Why.METADATA)
        elif why := chrome(row.words):
            lose(lost, [row], why)
        elif _is_name(rows, i, known):
            told = merged(told, Byline(who=row.words.strip()))
            lose(lost, [row], Why.METADATA)
        else:
            break
        seen = i + 1
    return told, seen


def _is_name(rows: Sequence[Row], i: int, known: Publishers) -> bool:
    """Whether a short row is a name: a known one, or one right above a row that says when."""
    words = folded(rows[i].words).strip()
    if len(words) > _NAME or not _PLAIN_NAME.fullmatch(words):
        return False
    below = next((r for r in rows[i + 1 : i + 3] if not chrome(r.words)), None)
    said = byline(below.words, known) if below else None
    return bool(known.outlet(words)) or bool(said and said.when)


def merged(told: Byline, found: Byline) -> Byline:
    """What two rows say together; the first word counts."""
    return Byline(
        told.publisher or found.publisher,
        told.author or found.author,
        told.who or found.who,
        told.when
        if told.when and (told.when.stated or not (found.when and found.when.stated))
        else found.when,
        told.strong or found.strong,
    )


def settled(told: Byline, known: Publishers, publisher: str | None) -> Byline:
    """Whether the one name that stood there publishes or writes, where something tells."""
    if not told.who:
        return told
    if bare(told.who) == bare(told.publisher or ""):
        return replace(told, who=None)
    if (
        told.publisher
        or publisher
        or is_person(told.who)
        or (not known.outlet(told.who) and _HANDLE.fullmatch(told.who))
    ):
        return replace(told, author=told.author or told.who, who=None)
    return replace(told, publisher=told.who, who=None)
