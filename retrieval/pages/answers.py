"""A question page: the question with its description, then answers, each with its author above and its time below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from retrieval.model import Span, Why
from retrieval.pages.bylines import Byline
from retrieval.pages.chrome import chrome, follows, is_number
from retrieval.pages.dates import When, find
from retrieval.pages.heads import is_profile
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.rows import Row, folded

_FOOTER: Final = re.compile(
    r"[\[(]?(?:(?:最后|最近)?(?:发布|编辑|发表|回答|回复|更新|修改)(?:于|时间)|(?:last )?(?:answered|posted|edited|updated|replied)(?: on)?)\s*:?\s*",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"\W*(?:提问|提出|创建|asked)\s*(?:于|时间|on)?\s*:?\s*(?=[\dA-Z昨前今])", re.IGNORECASE
)
_SIGNED: Final = re.compile(r"(?P<done>asked|answered|edited|modified)\b", re.IGNORECASE)
_AGREED: Final = re.compile(
    r".{0,40}(?:赞同了|赞了|觉得有用|found this helpful|people like this)(?!.{0,2}文章).{0,12}|[\d.,]+\s*[km]?\s*upvotes?.{0,12}",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"[?？]\s*$")
_SIGNS: Final = re.compile(
    r"\d+\s*个回答|(?:关注|邀请|写)(?:问题|回答)|被浏览|\d+\s*answers?|/answers?/|answered\b", re.IGNORECASE
)
_ANSWERS: Final = re.compile(  # rows that only a page for answers has
    r"关注者|被浏览|(?:关注|邀请|写)(?:问题|回答)|(?:查看全部\s*)?\d+\s*个回答|\d+\s*answers?|ask question|all related.{0,8}|提问于.{0,40}|asked\b.{0,40}",
    re.IGNORECASE,
)
_FOOTER_LIMIT: Final = 80  # code points
_NAME: Final = 24
_TOPIC: Final = 10  # of a topic above a question
_MOTTO: Final = 60
_LEFT_OVER: Final = 40  # code points of words below the last answer that are more than chrome
_SENTENCE: Final = re.compile(r"[。！？!?.…][”\"』」）)\]]*$")
_PUNCTUATION: Final = re.compile(r"[。！？；!?;，,]")


@dataclass(frozen=True, slots=True)
class _Head:
    """Above an answer: where it begins, where its text does, and who wrote it."""

    start: int
    text: int
    author: Row | None


def answers(rows: Sequence[Row], name: str, title: Span | None, lost: Lost) -> list[Part]:
    """The question of a page and its answers, in order; empty where the page is none.

    Args:
        rows: those below the question.
        name: the question.
        title: where it stands.
        lost: told what is in none of them.
    """
    ends = [i for i, row in enumerate(rows) if _footer(row)]
    if not ends or not _is_question(rows, name, ends) or all(_heads_text(rows, i) for i in ends):
        return []
    found: list[Part] = []
    begun = 0
    for number, end in enumerate(ends):
        head = _head(rows, begun, end, first=number == 0)
        if number == 0:
            found.append(_question(rows[: head.start], name, title, lost))
        else:
            found[-1] = _continued(found[-1], rows[begun : head.start], lost)
        _lose_head(rows, head, lost)
        lose(lost, [rows[end]], Why.METADATA)
        if text := rows[head.text : end]:
            who = _name_of(head.author) if head.author else None
            told = Byline(author=who, when=_footer(rows[end]))
            found.append(Part(name, None, tuple(text), told, rows[end].link, headed=True))
        begun = end + 1
    return [*found, *_left_over(rows[begun:], name, lost)]


def asks_for_answers(row: Row) -> bool:
    """Whether a row is one that only a page for answers has, right below the question."""
    return len(row.words) <= _MOTTO and bool(_ANSWERS.fullmatch(folded(row.words).strip()))


def _footer(row: Row) -> When | None:
    """The moment that a row below an answer tells."""
    if len(row.words) > _FOOTER_LIMIT:
        return None
    words = folded(row.words).strip()
    match = _FOOTER.match(words)
    when = find(words) if match else None
    return when if match and when and when.start <= match.end() + 2 else None


def _heads_text(rows: Sequence[Row], i: int) -> bool:
    """Whether a moment stands below a name and above a text, and not below the text: then it is none of a footer."""
    above, below = rows[i - 1 : i], rows[i + 1 : i + 2]
    named = all(_is_name(row) and not _is_chrome([row], 0) for row in above)
    return (
        bool(above and below)
        and named
        and bool(_SENTENCE.search(below[0].words))
        and not chrome(below[0].words)
    )


def _is_question(rows: Sequence[Row], name: str, ends: Sequence[int]) -> bool:
    """Several footers below a question, or one where the page shows otherwise that it is for answers."""
    signs = any(
        _AGREED.fullmatch(folded(r.words)) or _SIGNS.search(f"{folded(r.words)} {r.link or ''}")
        for r in rows
        if len(r.words) < _MOTTO
    )
    return bool(signs or (len(ends) > 1 and _ASKS.search(name)))


def _head(rows: Sequence[Row], begun: int, end: int, *, first: bool) -> _Head:
    """Who wrote the answer between two rows, and where its text begins."""
    marks = [
        i for i in range(begun, end) if follows(rows[i].words) or _AGREED.fullmatch(folded(rows[i].words))
    ]
    text = marks[-1] + 1 if marks else _below_names(rows, begun, end)
    counted = [i for i in range(begun, marks[0] if marks else begun) if _counts(rows[i])]
    below = counted[-1] + 1 if counted else begun
    named = [i for i in range(below, text) if rows[i].linked and rows[i].words and not chrome(rows[i].words)]
    if named:
        start = named[-1]
        while start > below and rows[start - 1].linked and not chrome(rows[start - 1].words):
            start -= 1
        return _Head(start, text, rows[named[-1]])
    top = marks[0] if marks else text
    while top > begun and _is_chrome(rows, top - 1):
        top -= 1
    start = next((i + 1 for i in range(top - 1, begun - 1, -1) if _is_chrome(rows, i)), begun)
    if first:
        start = _first_author(rows, start, top)
    while start < text and _is_chrome(rows, start):
        start += 1
    author = rows[start] if start < text and len(_name_of(rows[start])) <= _NAME else None
    return _Head(start, text, author)


def _first_author(rows: Sequence[Row], start: int, top: int) -> int:
    """Where the first author stands, if nothing parts the name from the question: above who that is, above a button."""
    names = [i for i in range(max(start, top - 2), top) if _is_name(rows[i])]
    if top - start < 2 or not names:
        return start if top - start < 3 else top - 1
    return names[0]


def _is_name(row: Row) -> bool:
    return len(row.words) <= _NAME and not _PUNCTUATION.search(row.words)


def _counts(row: Row) -> bool:
    return is_number(row.words) or chrome(row.words) is Why.COUNTER


def _name_of(row: Row) -> str:
    """A name, without who that is behind it."""
    return re.split(r"[,，·(（|]", row.words)[0].strip() if is_profile(row) else row.words


def _is_chrome(rows: Sequence[Row], i: int) -> bool:
    return bool(chrome(rows[i].words)) or is_number(rows[i].words)


def _below_names(rows: Sequence[Row], begun: int, end: int) -> int:
    """Where the text begins if no button tells: below links, chrome and one short line that is no sentence."""
    at = begun
    while at < end and (rows[at].linked or is_profile(rows[at]) or _is_chrome(rows, at)):
        at += 1
    linked = any((rows[i].linked or is_profile(rows[i])) and rows[i].words for i in range(begun, at))
    short = at + 1 < end and len(rows[at].words) <= _NAME and not _PUNCTUATION.search(rows[at].words)
    return at + 1 if short and not linked else at


def _question(rows: Sequence[Row], name: str, title: Span | None, lost: Lost) -> Part:
    """The question with its description, by whoever is named above it."""
    linked = [row for row in rows if row.linked]
    asker = next((row.words for row in linked if row.words and not chrome(row.words)), None)
    lose(lost, [row for row in linked if row.words], Why.METADATA)
    lose(lost, linked, Why.PICTURE)
    topics = {
        row.span.start
        for row in rows
        if _is_topic(row) or (asks_for_answers(row) and (row.heading or not chrome(row.words)))
    }
    lose(lost, [row for row in rows if row.span.start in topics], Why.NAVIGATION)
    text = tuple(row for row in rows if not row.linked and row.span.start not in topics)
    asked = next((row for row in rows if _ASKED.match(folded(row.words[:_FOOTER_LIMIT]))), None)
    when = find(folded(asked.words)) if asked and len(asked.words) <= _FOOTER_LIMIT else None
    if asked and when:
        lose(lost, [asked], Why.METADATA)
        text = tuple(row for row in text if row is not asked)
    return Part(name, title, text, Byline(author=asker, when=when), headed=True)


def _continued(part: Part, rows: Sequence[Row], lost: Lost) -> Part:
    """An answer with what stands below its time and above the next author: chrome, or words of its own."""
    for row in rows:
        if why := Why.PICTURE if row.linked and not row.words else chrome(row.words):
            lose(lost, [row], why)
    return replace(part, rows=(*part.rows, *(row for row in rows if row.span.start not in lost)))


def _is_topic(row: Row) -> bool:
    """Whether a row is a word or two that are no sentence, and no chrome either."""
    short = len(row.words) <= _TOPIC and not re.search(r"[^\w\s]", row.words)
    return short and not chrome(row.words) and not is_number(row.words)


def _lose_head(rows: Sequence[Row], head: _Head, lost: Lost) -> None:
    for row in rows[head.start : head.text]:
        same = head.author and row.words == head.author.words
        why = Why.METADATA if same else Why.PICTURE if row.linked and not row.words else chrome(row.words)
        lose(lost, [row], why or Why.PROFILE)


def _left_over(rows: Sequence[Row], name: str, lost: Lost) -> list[Part]:
    """What stands below the last answer: one more that does not say when, or nothing of weight."""
    left = [row for row in rows if not row.linked and not chrome(row.words) and not is_number(row.words)]
    if not any(len(row.words) > _LEFT_OVER for row in left):
        for row in rows:
            lose(lost, [row], chrome(row.words) or Why.RELATED)
        return []
    head = _head(rows, 0, len(rows), first=False)
    _lose_head(rows, head, lost)
    author = _name_of(head.author) if head.author else None
    return [Part(name, None, tuple(rows[head.text :]), Byline(author=author), headed=True)]
