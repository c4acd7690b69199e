"""Questions: who is heard, what is understood, what was asked before, and what an edit changes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.buttons import PAGE, data
from bot.model import Found, Notice, Reply, Request, Since, Tongue
from bot.rendering.markup import short
from bot.stores.diary import Entry
from bot.stores.questions import PastQuestion, Shown
from retrieval.follow_ups import Earlier
from retrieval.model import Answer, NoAnswer, Question
from retrieval.receipts import receipt
from retrieval.syntax import parse

if TYPE_CHECKING:
    from bot.conversation import Conversation

THREAD: Final = 1800.0  # seconds after which a question in a thread begins it anew
ASKED_BEFORE: Final = frozenset({"asked_before", "asked_above"})  # notices that lead to an answer
ASKING: Final = (None, "ask", "check")  # the commands that an edit asks again


def wording(request: Request) -> str:
    """What a message says, by which an edit is told from one that changes nothing."""
    return f"/{request.command} {request.text}" if request.command else request.text


def meant(request: Request) -> Request:
    """A request without words of its own asks the message that it replies to, where that is not ours."""
    to = request.replied
    if request.text.strip() or to is None or (to.ours and request.command != "check"):
        return request
    return replace(request, text=to.text.strip())


async def ask(talk: Conversation, request: Request, *, claim: bool = False) -> Reply:
    """The reply to a question, or to a claim that is to be checked."""
    request = meant(request)
    tongue = talk.tongue(request)
    length = len(request.text)
    if length > Question.LIMIT:
        return Notice("too_long", tongue, {"length": str(length), "limit": str(Question.LIMIT)})
    if not request.text.strip():
        return Notice("check_what" if claim else "ask_what", tongue)
    if not claim and (why := asks_nothing(request.text, tongue)):
        return why
    understood = "" if claim else await _understood(talk, request)
    text = understood or request.text
    answer = await _answered(talk, request, text, claim=claim)
    if not request.addressed and isinstance(answer, NoAnswer):  # talk among people, of which nothing is kept
        return Found(answer, tongue, "")
    folded = talk.archive.folded(text)
    before = await _before(talk, request, folded, claim=claim)
    if before and before.outcome == outcome(answer) and isinstance(answer, Answer):
        return _asked_before(request, before, tongue)
    if not talk.office.preferences.keeps(request.asker):
        return Found(answer, tongue, "", understood=understood, today=today(talk))
    asked = PastQuestion(request.chat, text, claim, request.topic, request.asker, request.message)
    asked = replace(asked, words=request.text if understood else "", folded=folded)
    found = await keep(talk, asked, Found(answer, tongue, "", understood=understood))
    return replace(found, since=_since(request, before), ignored=() if claim else parse(request.text).ignored)


def asks_nothing(text: str, tongue: Tongue) -> Notice | None:
    """What is missing where nothing but filters, or their beginnings, are typed; `None` where there is a question."""
    parsed = parse(text)
    if begun := parsed.unfinished:
        return Notice(f"unfinished_{begun[0]}", tongue, {"written": short(begun[1])})
    if parsed.filters and not parsed.words.strip():
        return Notice("only_filters", tongue, {"filters": " ".join(parsed.filters.written())})
    return None


async def _answered(talk: Conversation, request: Request, text: str, *, claim: bool) -> Answer | NoAnswer:
    """What answers, with a note in the diary of who asked, and how long it took, where that may be kept."""
    office = talk.office
    begun = office.clock()
    answer = await talk.answer(text, request, claim=claim)
    if office.preferences.keeps(request.asker) and (request.addressed or isinstance(answer, Answer)):
        reason = str(answer.reason) if isinstance(answer, NoAnswer) else None
        took = round(1000 * (office.clock() - begun), 1)
        entry = Entry(office.now(), text, claim, reason, took)
        await talk.worker.run(office.diary.note, request.asker, request.chat, entry)
    return answer


async def keep(talk: Conversation, asked: PastQuestion, found: Found) -> Found:
    """Keep a question with what it found; the reply names it, and all that its buttons need to know."""
    run, questions = talk.worker.run, talk.store.questions
    key = await run(questions.keep, replace(asked, outcome=outcome(found.answer)))
    return await shown(talk, replace(found, key=key), waits=bool(asked.message))


async def shown(talk: Conversation, found: Found, *, waits: bool) -> Found:
    """The reply with what is known only now: the day, and what can be done where there is no answer.

    The quotes that can be seen from now on are kept, for who wants one verified.
    """
    run, store = talk.worker.run, talk.store
    found = replace(found, today=today(talk))
    if isinstance(found.answer, Answer):
        await run(store.questions.show, found.key, quotes(found.answer))
        return found
    relaxed = await run(talk.archive.relaxed, found.answer)
    bell = await run(store.bells.hangs, found.key) if waits else None
    return replace(found, relaxed=tuple(relaxed), bell=bell)


async def _understood(talk: Conversation, request: Request) -> str:
    """What a short follow-up asks, with what came before it in its thread; empty where it asks enough by itself."""
    run, questions = talk.worker.run, talk.store.questions
    before: PastQuestion | None = None
    if request.replied and request.replied.ours:
        before = await run(questions.of_number, request.chat, request.replied.message)
    elif request.replied is None:
        before = await run(questions.last, request.chat, request.topic, request.asker, THREAD)
    if before is None or before.claim or before.message == request.message != 0:
        return ""
    quoted, scope = await run(questions.shown, before.key, 0), talk.scope(request)
    seen = quoted is not None and scope.admits(quoted.path)  # it may have been shown where more is seen
    earlier = Earlier(before.text, quoted.quote if quoted and seen else "")
    return await run(talk.archive.understood, earlier, request.text, scope) or ""


async def _before(talk: Conversation, request: Request, folded: str, *, claim: bool) -> PastQuestion | None:
    """The last time that the same was asked in this chat, other than by this very message."""
    if request.edited or not folded:
        return None
    return await talk.worker.run(talk.store.questions.before, request.chat, folded, claim=claim)


def _asked_before(request: Request, before: PastQuestion, tongue: Tongue) -> Reply:
    """Where the answer of before can be read: by a link, or in private by a reply to it."""
    address = message_link(request.chat, before.number)
    values = {"day": _day(before.asked)}
    buttons = (("show_here", data(PAGE, before.key)),)
    if address:
        return Notice("asked_before", tongue, values, buttons=buttons, link=address)
    return Notice("asked_above", tongue, values, replies_to=before.number, buttons=buttons)


def _since(request: Request, before: PastQuestion | None) -> Since | None:
    return Since(_day(before.asked), message_link(request.chat, before.number)) if before else None


def message_link(chat: int, message: int) -> str:
    """The address of a message in a supergroup; empty for other chats, in which messages have none."""
    number = str(chat)
    return f"https://t.me/c/{number.removeprefix('-100')}/{message}" if number.startswith("-100") else ""


def outcome(answer: Answer | NoAnswer) -> str:
    """A mark of what was found, the same for the same quotes; `!` and the reason where nothing answers."""
    if isinstance(answer, NoAnswer):
        return f"!{answer.reason}"
    said = "\0".join(f"{c.document.path}\0{c.document.id}\0{c.quote}" for c in answer.citations)
    return hashlib.sha256(f"{answer.verdict}\0{said}".encode("utf-8", "replace")).hexdigest()[:16]


def quotes(answer: Answer) -> dict[int, Shown]:
    """The quotes of an answer by position, as they are kept."""
    return {
        at: Shown(c.document.path, c.document.id, c.quote, receipt(c))
        for at, c in enumerate(answer.citations)
    }


def today(talk: Conversation) -> str:
    """The day, as ISO 8601, by the conversation's clock."""
    return _day(talk.now())


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
