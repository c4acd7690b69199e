"""Inline mode: quotes to choose from, for what somebody types behind our name in any chat.

The chat is not known, so who asks is all that counts, and nothing is offered that is bound to certain chats.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.asking import asks_nothing, today
from bot.door import refused
from bot.model import Found, Inquiry, Notice, Offered, Request, Tongue
from retrieval.model import Answer, NoAnswer, Question

if TYPE_CHECKING:
    from bot.conversation import Conversation

MOST: Final = 50  # quotes that Telegram shows at once
DEEP: Final = 200  # documents that are looked through, however often more is asked for


async def offer(talk: Conversation, inquiry: Inquiry) -> Offered:
    """The quotes from an offset on; where nothing answers the nearest ones, which are marked so."""
    where = Request(
        inquiry.asker, "private", inquiry.asker, inquiry.text, language_code=inquiry.language_code
    )
    speaks = talk.tongue(where)
    if stop := _stopped(talk, where, speaks):
        return stop
    if not inquiry.text.strip() or len(inquiry.text) > Question.LIMIT:
        return Offered(Notice("inline_what", speaks))
    if why := asks_nothing(inquiry.text, speaks):
        return Offered(why)
    answer = await talk.answer(inquiry.text, where, documents=DEEP, scope=talk.office.access.scope_anywhere())
    start = int(inquiry.offset) if inquiry.offset.isascii() and inquiry.offset.isdecimal() else 0
    page, more = _part(answer, start)
    if page is None:
        return Offered(Notice("inline_end", speaks))
    found = Found(page, speaks, "", today=today(talk), home=talk.home)
    return Offered(found, str(start + MOST) if more else "")


def _stopped(talk: Conversation, where: Request, speaks: Tongue) -> Offered | None:
    """What is offered without looking anything up: to strangers, and to who types too much, a line and then nothing."""
    may_ask = talk.admits(where)
    ruling = "go" if talk.is_admin(where.asker) else talk.office.limits.inquire(where.asker)
    if ruling == "silence":
        return Offered()
    if not may_ask:
        return Offered(refused(where, speaks))
    return Offered(Notice("too_many", speaks)) if ruling == "notice" else None


def _part(answer: Answer | NoAnswer, start: int) -> tuple[Answer | NoAnswer | None, bool]:
    """So much of an answer as is shown at once, from a quote on, and whether there is more."""
    if isinstance(answer, NoAnswer):
        return (answer, False) if not start else (None, False)
    cited = answer.citations[start : start + MOST]
    return (replace(answer, citations=cited) if cited else None, len(answer.citations) > start + MOST)
