"""A question page of the other two shapes: who wrote an answer stands below its time, or its age stands below who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.model import Span, Why
from retrieval.pages.answers import asks_for_answers
from retrieval.pages.bylines import Byline
from retrieval.pages.chrome import beside, chrome, comments_begin, is_number
from retrieval.pages.dates import When, age, find
from retrieval.pages.heads import is_profile
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.rows import Row, folded

_SIGNATURE: Final = re.compile(r"\W*(?P<done>asked|answered|edited|modified)\b(?: on)?\s*", re.IGNORECASE)
_PORTRAIT: Final = re.compile(r"profile (?:photo|picture) (?:for|of) (?P<name>.{1,40})", re.IGNORECASE)
_PROFILE_ROW: Final = re.compile(r"author has|answers?\b|followers?\b|upvoted by", re.IGNORECASE)
_AGED: Final = re.compile(
    r"(?:updated|answered|posted|originally answered|更新于|回答于|发布于)?\s*:?\s*", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"(?:add a|show (?:\d+ )?more|\d+) comments?.*|.*添加评论", re.IGNORECASE)
_ASKS: Final = re.compile(r"[?？]\W*$")
_SENTENCE: Final = re.compile(r"[。！？；.!?;…][”\"』」）)\]]*$")
_LIMIT: Final = 80  # code points of a row that says when
_NAME: Final = 40
_PROFILE: Final = 90  # code points of who an author is
_HEAD: Final = 5  # rows between a name and an age
_SIGNED_BY: Final = 8  # rows of who signs: name, figures, badges
_TAG: Final = 25


@dataclass(frozen=True, slots=True)
class _Mark:
    """What tells one answer from the next: the rows `[start, end)` that say who and when."""

    start: int
    end: int
    told: Byline
    asked: bool = False


def signed_answers(rows: Sequence[Row], name: str, title: Span | None, lost: Lost) -> list[Part]:
    """The question and its answers, each signed below, in order; empty where the page is none of these.

    Args:
        rows: those below the question.
        name: the question.
        title: where it stands.
        lost: told what is in none of them.
    """
    signed = _signed(rows)
    return _above(rows, signed, name, title, lost) if signed else []


def aged_answers(rows: Sequence[Row], name: str, title: Span | None, lost: Lost) -> list[Part]:
    """The same for answers below a name and an age."""
    headed = _headed(rows) if _ASKS.search(name) else []
    portrait = any(_PORTRAIT.fullmatch(r.words) or is_profile(r) for r in (rows[m.start] for m in headed))
    return _below(rows, headed, name, title, lost) if len(headed) > 1 or portrait else []


def _signed(rows: Sequence[Row]) -> list[_Mark]:
    """The signatures of a page, where there is one below an answer: `answered Mar 4`, then a name, then figures."""
    found = [mark for i, row in enumerate(rows) if (mark := _signature(rows, i, row))]
    return found if any(not mark.asked for mark in found) else []


def _signature(rows: Sequence[Row], i: int, row: Row) -> _Mark | None:
    match = _SIGNATURE.match(row.words) if len(row.words) <= _LIMIT else None
    when = find(row.words) if match else None
    if not match or not when or when.start > match.end() + 1 or when.age:
        return None
    by = next(
        (n for n in range(i + 1, min(i + 3, len(rows))) if rows[n].words and not is_number(rows[n].words)),
        None,
    )
    if by is None or not _is_name(rows[by]):
        return None
    end = by + 1
    while end < min(len(rows), by + _SIGNED_BY) and (is_number(rows[end].words) or _is_figure(rows[end])):
        end += 1
    if end == by + 1 and not rows[by].linked:
        return None  # nothing but a short row: no signature
    if match["done"].lower() in {"edited", "modified"}:
        return None
    return _Mark(i, end, Byline(author=rows[by].words, when=when), match["done"].lower() == "asked")


def _is_name(row: Row) -> bool:
    return len(row.words) <= _NAME and not _SENTENCE.search(row.words) and not chrome(row.words)


def _is_figure(row: Row) -> bool:
    return chrome(row.words) in {Why.COUNTER, Why.PROFILE} or (row.linked and not row.words)


def _above(
    rows: Sequence[Row], marks: Sequence[_Mark], name: str, title: Span | None, lost: Lost
) -> list[Part]:
    """The texts above the signatures; a question that nobody signs has the title alone."""
    found = [] if marks[0].asked else [Part(name, title, (), headed=True)]
    begun = 0
    for mark in marks:
        text = _without_talk(rows, begun, mark.start, lost) if begun else list(rows[: mark.start])
        _lose_figures(text, lost, question=mark.asked or not begun)
        lose(lost, rows[mark.start : mark.end], Why.METADATA)
        left = tuple(row for row in text if row.span.start not in lost)
        place = None if found else title
        found.append(Part(name, place, left, mark.told, rows[mark.start].link, headed=True))
        begun = mark.end
    return [*found, *_unsigned(rows[begun:], name, lost)]


def _unsigned(rows: Sequence[Row], name: str, lost: Lost) -> list[Part]:
    """What stands below the last signature: comments and forms, or one more answer whose signature is not there."""
    talk = any(_COMMENT.fullmatch(row.words) or comments_begin(row.words) for row in rows)
    if not talk and any(len(row.words) > _NAME and _SENTENCE.search(row.words) for row in rows):
        return [Part(name, None, tuple(rows), headed=True)]
    for row in rows:
        lose(lost, [row], chrome(row.words) or Why.COMMENTS)
    return []


def _lose_figures(rows: Sequence[Row], lost: Lost, *, question: bool) -> None:
    """How old a question is and what it is about, who changed it, how many votes an answer has."""
    lose(lost, _tags(rows) if question else [], Why.NAVIGATION)
    lose(lost, [row for row in rows if row.heading and asks_for_answers(row)], Why.NAVIGATION)
    for i, row in enumerate(rows):
        if len(row.words) <= _LIMIT and _SIGNATURE.match(row.words) and find(row.words):
            lose(lost, [row], Why.METADATA)
        elif is_number(row.words) and (i == 0 or rows[i - 1].span.start in lost):
            lose(lost, [row], Why.COUNTER)


def _without_talk(rows: Sequence[Row], begun: int, end: int, lost: Lost) -> list[Row]:
    """The rows of an answer, without comments on the one before."""
    talk = next((i for i in range(end - 1, begun - 1, -1) if _COMMENT.fullmatch(rows[i].words)), begun - 1)
    lose(lost, rows[begun : talk + 1], Why.COMMENTS)
    return list(rows[talk + 1 : end])


def _tags(rows: Sequence[Row]) -> list[Row]:
    """Words on what a question is about, between its text and the buttons below."""
    last = next(
        (i for i in range(len(rows) - 1, -1, -1) if not chrome(rows[i].words) and not beside(rows[i].words)),
        -1,
    )
    first = last
    while first >= 0 and re.fullmatch(r"[\w.+#-]+", rows[first].words) and len(rows[first].words) <= _TAG:
        first -= 1
    return list(rows[first + 1 : last + 1])


def _headed(rows: Sequence[Row]) -> list[_Mark]:
    """The heads of answers: a name, who that is, and how long ago."""
    found: list[_Mark] = []
    for i, row in enumerate(rows):
        when = _aged(row)
        begun = found[-1].end if found else 0
        start = _start(rows, begun, i) if when else None
        if when and start is not None:
            portrait = _PORTRAIT.fullmatch(rows[start].words)
            who = portrait["name"] if portrait else rows[start].words
            found.append(_Mark(start, i + 1, Byline(author=who, when=when)))
    return found


def _aged(row: Row) -> When | None:
    """The moment of a row that says nothing else."""
    words = folded(row.words).strip() if len(row.words) <= 2 * _LIMIT else ""
    *who, words = re.split(r"\s·\s", words)
    if who and not _PROFILE_ROW.search(row.words):
        return None
    match = _AGED.match(words)
    begin = match.end() if match else 0
    when = find(words[begin:]) or age(words[begin:]) if words else None
    return when if when and not when.start and not words[begin + when.end :].strip(" ·)") else None


def _start(rows: Sequence[Row], begun: int, end: int) -> int | None:
    """Where the head begins whose last row says when: at a portrait, or at the first short row below chrome or a sentence."""
    start = end
    while start > max(begun, end - _HEAD):
        row = rows[start - 1]
        if _PORTRAIT.fullmatch(row.words):
            return start - 1
        named = len(row.words) <= _PROFILE and not _SENTENCE.search(row.words) and not beside(row.words)
        if not named or (chrome(row.words) and chrome(row.words) is not Why.PROFILE):
            break
        start -= 1
    return start if start < end and len(rows[start].words) <= _NAME else None


def _is_menu(row: Row) -> bool:
    return bool(chrome(row.words)) or beside(row.words) or asks_for_answers(row)


def _below(
    rows: Sequence[Row], marks: Sequence[_Mark], name: str, title: Span | None, lost: Lost
) -> list[Part]:
    """The texts below the heads."""
    top = next((i + 1 for i in range(marks[0].start - 1, -1, -1) if asks_for_answers(rows[i])), 0)
    above = [
        row
        for row in rows[: marks[0].start]
        if not (_is_menu(row) or (top and not _SENTENCE.search(row.words)))
    ]
    for row in rows[: marks[0].start]:
        lose(lost, [row] if row not in above else [], chrome(row.words) or Why.NAVIGATION)
    found = [Part(name, title, tuple(above), headed=True)]
    ends = [mark.start for mark in marks[1:]] + [len(rows)]
    for mark, end in zip(marks, ends, strict=True):
        lose(lost, rows[mark.start : mark.end], Why.METADATA)
        text = tuple(rows[mark.end : end])
        found.append(Part(name, None, text, mark.told, rows[mark.end - 1].link, headed=True))
    return found
