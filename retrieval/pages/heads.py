"""The head of a page that is one article: the way to it, its title, and the rows that say whose words it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrieval.model import Why
from retrieval.pages.bylines import Byline, byline, is_person
from retrieval.pages.chrome import beside, chrome, follows, saver_heading
from retrieval.pages.parts import Lost, lose
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import Row, bare, folded

_DEPTH: Final = 24  # rows below a title among which those stand that say whose words it is
_SAYING: Final = 8  # of them that may say so
_NEAR: Final = 7  # rows below a name, or below a second title, in which something says when
_NAME: Final = 20  # code points of a name that stands alone
_SECOND: Final = 60  # code points of a second title
_PLAIN_NAME: Final = re.compile(r"[\w\u4e00-\u9fff·&.'’ -]{2,20}")
_HANDLE: Final = re.compile(r"[a-z0-9_.-]{2,20}")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,4}")  # from where something was published, below the time
_ENDS: Final = re.compile(r"[。！？.!?;；,，…]\W*$")
_PROFILE_LINK: Final = re.compile(
    r"/@[^/]+/?(?:\?.*)?$|/(?:people|users?|u|authors?|profile|members?|contributors?|by|columnists?)/",
    re.IGNORECASE,
)


def head(rows: Sequence[Row], name: str, known: Publishers, lost: Lost) -> tuple[Byline, list[Row]]:
    """What the rows below a title say of the article, and the rows without them."""
    told = Byline()
    second: list[Row] = []
    seen = saying = 0
    for i, row in enumerate(rows[:_DEPTH]):
        found = None if row.fixed and row.heading else byline(row.words, known)
        why = Why.METADATA if found else _none_of_text(rows, i, name, told, lost)
        if not why and _is_name(rows, i, known):
            found, why = _named(row), Why.METADATA
        if why:
            lose(lost, [row], why)
            told = merged(told, found) if found else told
        elif not second and _is_second(rows, i, known):
            second.append(row)
        else:
            break
        saying += bool(found)
        seen = i + 1
        if saying >= _SAYING:
            break
    return told, [*second, *rows[seen:]]


def _none_of_text(rows: Sequence[Row], i: int, name: str, told: Byline, lost: Lost) -> Why | None:
    """Why a row of the head is no text, though it says neither who nor when: chrome, what was said before, a profile."""
    row = rows[i]
    if bare(row.words) == bare(name):
        return Why.COPY
    if why := _no_head(row):
        return why
    if i and beside(row.words) and lost.get(rows[i - 1].span.start) not in {None, Why.COPY}:
        return Why.COUNTER
    again = bare(row.words) in {bare(said) for said in (told.publisher, told.author, told.who) if said}
    place = told.when and _PLACE.fullmatch(row.words) and any(map(_no_head, rows[i + 1 : i + 2]))
    if again or place:
        return Why.METADATA
    return Why.PROFILE if _is_profile(rows, i, told) else None


def _no_head(row: Row) -> Why | None:
    """What a row is that says nothing of whose words these are: a picture, a button."""
    if row.linked and not row.words:
        return Why.PICTURE
    return saver_heading(row.words) if row.fixed and row.heading else chrome(row.words)


def _named(row: Row) -> Byline:
    """Whose name a row is: a link to a profile is that of a person."""
    words = row.words.strip()
    return Byline(author=words) if is_profile(row) else Byline(who=words)


def is_profile(row: Row) -> bool:
    """Whether a row leads to the page about somebody."""
    return bool(row.link and _PROFILE_LINK.search(row.link))


def _is_name(rows: Sequence[Row], i: int, known: Publishers) -> bool:
    """Whether a short row is a name: a known one, or one right above a row that says when, or that lets one follow."""
    words = folded(rows[i].words).strip()
    if len(words) > _NAME or not _PLAIN_NAME.fullmatch(words) or (rows[i].fixed and rows[i].heading):
        return False
    by_link = rows[i].linked and is_profile(rows[i])
    return by_link or bool(known.outlet(words)) or _told_below(rows, i, known)


def _is_profile(rows: Sequence[Row], i: int, told: Byline) -> bool:
    """Whether a row between an author's name and the button to follow says who that is."""
    named = (told.who or told.author) and not told.when and len(rows[i].words) <= _SECOND
    return bool(named) and any(follows(row.words) for row in rows[i + 1 : i + 3])


def _is_second(rows: Sequence[Row], i: int, known: Publishers) -> bool:
    """Whether a row is a second title: a short one, and what says whose words and from when is still to come."""
    row = rows[i]
    short = len(row.words) <= _SECOND and not row.linked and not row.sure and not _ENDS.search(row.words)
    return short and _told_below(rows, i, known, dated=True)


def _told_below(rows: Sequence[Row], i: int, known: Publishers, *, dated: bool = False) -> bool:
    """Whether one of the next rows that are no chrome says whose words these are, or when they were written."""
    for row in rows[i + 1 : i + _NEAR]:
        said = byline(row.words, known)
        if said and (said.when or (said.author and not dated)):
            return True
        if follows(row.words) and not dated:
            return True
        if not (chrome(row.words) or beside(row.words) or (dated and len(row.words) <= _NAME)):
            return False
    return False


def merged(told: Byline, found: Byline) -> Byline:
    """What two rows say together; the first word counts, and when it was written more than when it was changed."""
    newer = told.when is None or (found.when is not None and _better(found, told))
    return Byline(
        told.publisher or found.publisher,
        told.author or found.author,
        told.who or found.who,
        found.when if newer else told.when,
        told.strong or found.strong,
        found.edited if newer else told.edited,
    )


def _better(found: Byline, told: Byline) -> bool:
    """Whether the moment that was found says more than the one that was told before."""
    states = bool(found.when and found.when.stated)
    stated = bool(told.when and told.when.stated)
    return states > stated or (states == stated and told.edited > found.edited)


def settled(told: Byline, known: Publishers, publisher: str | None, *, personal: bool = False) -> Byline:
    """Whether the one name that stood there publishes or writes, where something tells."""
    if not told.who:
        return told
    if bare(told.who) == bare(told.publisher or ""):
        return replace(told, who=None)
    if (
        told.publisher
        or publisher
        or (personal and not known.outlet(told.who))
        or is_person(told.who)
        or (not known.outlet(told.who) and _HANDLE.fullmatch(told.who))
    ):
        return replace(told, author=told.author or told.who, who=None)
    return replace(told, publisher=told.who, who=None)
