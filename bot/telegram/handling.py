"""What is done with an update: handed to the conversation, and its reply to the sender; then it is done, on disk."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakValueDictionary

from telegram import Bot, CallbackQuery, InlineQuery, Message, Update, User
from telegram.constants import ChatAction
from telegram.error import RetryAfter, TelegramError

from bot.errors import NotNow
from bot.model import Found, Inquiry, Notice, Offered, Press, Reply, Request, Tongue, replaced
from bot.rendering import telegram_html
from bot.telegram import incoming, outgoing
from bot.telegram.faults import Fault, fault_of, pause_of
from bot.telegram.inbox import Inbox, Kept, Said, place_of
from bot.telegram.lanes import Lanes
from bot.telegram.numbers import Numbers
from bot.telegram.outgoing import Parcel
from bot.telegram.sender import Rooms, Sender
from bot.texts import say, tongue_of
from bot.worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.conversation import Conversation

_LOG = logging.getLogger(__name__)
LATER: Final = 600.0  # seconds after which what could not be sent is tried again
STALE: Final = 600.0  # seconds after which of several questions of a chat only the last is answered
PATIENCE: Final = 1.5  # seconds for which a pressed button may wait for what it shows; then it is let go
SHOWING: Final = 0.3  # seconds for which an answer waits until typing is shown
ALERT: Final = 200  # characters over a chat
AGAIN: Final = (0.2, 1.0, 0.0)  # seconds after an attempt to answer a press
FRESH: Final = 10  # seconds for which quotes that are offered stay the same

R = TypeVar("R")


class Edge:
    """Between Telegram and the conversation."""

    def __init__(
        self,
        bot: Bot,
        talk: Conversation,
        sender: Sender,
        rooms: Rooms,
        numbers: Numbers,
        inbox: Inbox,
        disk: Worker,
    ) -> None:
        """`disk` is the thread that `inbox` lives in."""
        self._bot = bot
        self._talk = talk
        self._sender = sender
        self._rooms = rooms
        self._numbers = numbers
        self._inbox = inbox
        self._disk = disk
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._passed: dict[Hashable, list[int]] = {}
        self._floors: dict[int, int] = {}
        self._answers: dict[int, tuple[tuple[int, int] | None, list[int]]] = {}
        self.lanes: Lanes[Kept] = Lanes(self._handle)
        self.caught_up: Callable[[], Awaitable[None]] = _at_once

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write updates down, and begin to handle those that are new."""
        self.begin(await self._disk.run(self._inbox.keep, updates))

    def begin(self, updates: Sequence[Kept]) -> None:
        """Handle what is on disk."""
        for kept in updates:
            if place := place_of(kept.said):
                self._numbers.saw(*place)
            self.lanes.put(_lane(kept.said), kept)

    # --- updates ---------------------------------------------------------------------------------

    async def _handle(self, lane: Hashable, kept: Kept) -> None:
        """The one boundary for what goes wrong with an update; what cannot be sent now stays on disk."""
        try:
            update = Update.de_json(dict(kept.said), self._bot)
            await self._handled(lane, kept, update)
        except (NotNow, sqlite3.Error) as error:
            _LOG.warning("an update is tried again later: %s", error)
            again = replace(kept, floor=self._floors.pop(kept.id, kept.floor))
            asyncio.get_running_loop().call_later(LATER, self.lanes.put, lane, again)
        except Exception:
            _LOG.exception("an update failed")
            with suppress(Exception):
                await self._done(kept)

    async def _handled(self, lane: Hashable, kept: Kept, update: Update) -> None:
        if message := update.message or update.edited_message:
            await self._on_message(lane, kept, message, edited=update.message is None)
            return
        if query := update.callback_query:
            await self._on_press(query)
        elif inquiry := update.inline_query:
            await self._on_inquiry(lane, inquiry)
        elif changed := update.my_chat_member:
            await self._on_standing(changed.chat.id, incoming.wanted(changed))
        await self._done(kept)

    async def _done(self, kept: Kept, sent: tuple[int, int] | None = None, more: Sequence[int] = ()) -> None:
        await self._disk.run(self._inbox.done, [*more, kept.id], sent)
        self._floors.pop(kept.id, None)
        self._answers.pop(kept.id, None)

    # --- messages --------------------------------------------------------------------------------

    async def _on_message(self, lane: Hashable, kept: Kept, message: Message, *, edited: bool) -> None:
        if kept.id in self._answers:
            await self._done(kept, *self._answers[kept.id])
            return
        if new := message.migrate_to_chat_id:
            await self._rooms.move(message.chat_id, new)
        if old := message.migrate_from_chat_id:
            await self._rooms.move(old, message.chat_id)
        request = incoming.request_of(message, self._us, edited=edited)
        if request is None:
            await self._done(kept)
            return
        await self._on_standing(request.chat, wanted=True)
        if (now := self._rooms.now(request.chat)) != request.chat:  # its numbers mean other messages there
            replied = replace(request.replied, message=0) if request.replied else None
            request = replace(request, chat=now, message=0, replied=replied)
        request = replace(request, late=_is_old(message, edited=edited))
        if request.late and await self._passes_over(lane, kept, request):
            return
        request = self._reworded(lane, request) if request.late else request
        asks = request.addressed and _is_question(request)
        passed = self._passed.get(lane, []) if asks else []
        request = replace(request, passed_over=len(passed))
        self._answers[kept.id] = await self._answered(kept, request), passed
        if passed:
            del self._passed[lane]
        await self._done(kept, *self._answers[kept.id])

    async def _answered(self, kept: Kept, request: Request) -> tuple[int, int] | None:
        """Reply to a request; the chat and number of the message, if there is one."""
        async with self._typing(request), self._lock(request.chat):
            tongue = self._talk.tongue(request)
            reply = await _or_failed(self._talk.respond(request), tongue)
        if reply is None or (not request.addressed and reply == Notice("failed", tongue)):
            return None  # whom nobody spoke to says nothing of what went wrong
        number = await self._sent(kept, request, reply, tongue)
        if number is None:
            return None
        try:
            await self._talk.sent(request, reply, number)
        except Exception:
            _LOG.exception("an answer was sent, and not remembered")
        return self._rooms.now(request.chat), number

    async def _sent(self, kept: Kept, request: Request, reply: Reply, tongue: Tongue) -> int | None:
        made = _made(reply, tongue)
        if request.passed_over:
            made = _after(say(tongue, "passed_over", number=request.passed_over), made)
        other = reply.replies_to if isinstance(reply, Notice) else None
        parcel = Parcel(request.chat, made, request.topic, other or request.message or None)
        replaces = replaced(reply)
        if replaces is not None and await self._sender.edit(parcel, replaces):
            return replaces
        floor = self._numbers.highest(request.chat) if kept.floor is None else kept.floor
        await self._disk.run(self._inbox.sending, kept.id, floor)
        self._floors[kept.id] = floor
        return await self._sender.send(parcel, kept.floor)

    async def _passes_over(self, lane: Hashable, kept: Kept, request: Request) -> bool:
        """Whether an old question is not answered, because a later one of the chat waits; it is done with that one."""
        if not _is_question(request):
            return False
        await self.caught_up()
        if not any(later.addressed or not request.addressed for later in self._questions(lane)):
            return False
        if request.addressed:
            await self._talk.passed_over(request)
            self._passed.setdefault(lane, []).append(kept.id)
        else:
            await self._done(kept)
        return True

    def _reworded(self, lane: Hashable, request: Request) -> Request:
        """A question that waited, in the words that it was given meanwhile: the edit, when its turn comes, changes nothing.

        An edit that makes it anything but a question does nothing, as ever.
        """
        edits = [later for later in self._waiting(lane) if later.edited and later.message == request.message]
        reworded = replace(edits[-1], edited=False, late=True) if edits else request
        return reworded if _is_question(request) and _is_question(reworded) else request

    def _questions(self, lane: Hashable) -> Iterator[Request]:
        return filter(_is_question, self._waiting(lane))

    def _waiting(self, lane: Hashable) -> Iterator[Request]:
        """What is said in the messages, and the edits of such, that wait in a lane."""
        for kept in self.lanes.waiting(lane):
            with suppress(Exception):  # said when its turn comes
                update = Update.de_json(dict(kept.said), self._bot)
                message = update.message or update.edited_message
                edited = update.message is None
                request = incoming.request_of(message, self._us, edited=edited) if message else None
                if request:
                    yield request

    # --- buttons, and inline mode ----------------------------------------------------------------

    async def _on_press(self, query: CallbackQuery) -> None:
        """Answer a press, at once or with what it shows; then put the page in the place of the one before."""
        press = incoming.press_of(query)
        if press is None:
            await self._let_go(query)
            return
        tongue = tongue_of(press.language_code) or "en"
        if why := self._turned_away(press, tongue):
            await self._let_go(query, _alert(why))
            return
        working = asyncio.ensure_future(_or_failed(self._pressed(press), tongue))
        done, _ = await asyncio.wait({working}, timeout=PATIENCE)
        if not done:
            await self._let_go(query)
        reply = await working
        over_chat = isinstance(reply, Notice) and reply.replaces is None
        if done and isinstance(reply, Found) and reply.remark:
            await self._let_go(query, say(reply.tongue, reply.remark), covers=False)
        elif done:
            await self._let_go(query, _alert(reply) if over_chat else None)
        if not over_chat or not done:
            with suppress(NotNow):  # whoever still wants the page presses again
                await self._shown(press, reply, fresh=over_chat)

    def _turned_away(self, press: Press, tongue: Tongue) -> Notice | None:
        """Why a press does nothing: said at once, before its chat's turn comes, so that it never becomes a message there."""
        try:
            return self._talk.turned_away(press)
        except Exception:
            _LOG.exception("a press failed")
            return Notice("failed", tongue)

    async def _pressed(self, press: Press) -> Reply:
        async with self._lock(press.chat):
            return await self._talk.carry_out(press)

    async def _shown(self, press: Press, reply: Reply, *, fresh: bool) -> None:
        """In the place of the message that was pressed, but for files and what came too late to stand over the chat."""
        made = _made(reply, tongue_of(press.language_code) or "en")
        parcel = Parcel(press.chat, made, press.topic)
        if parcel.made.file is None and not fresh:
            await self._sender.edit(parcel, replaced(reply) or press.message)
            return
        number = await self._sender.send(replace(parcel, reply_to=press.message or None))
        if number is not None:
            await self._disk.run(self._inbox.sent, self._rooms.now(press.chat), number)

    async def _let_go(self, query: CallbackQuery, alert: str | None = None, *, covers: bool = True) -> None:
        """Answer a press; an alert covers the chat until it is read, or passes by.

        A press that waited longer than Telegram does, over a restart say, still turns the page.
        """
        for pause in AGAIN:
            try:
                await self._bot.answer_callback_query(
                    query.id, alert, show_alert=covers and alert is not None
                )
                return
            except TelegramError as error:
                _LOG.info("a press was not answered: %s", error.message)
                if fault_of(error) not in {Fault.UNSENT, Fault.DOUBTFUL}:
                    return
            await asyncio.sleep(pause)

    async def _on_inquiry(self, lane: Hashable, query: InlineQuery) -> None:
        """Offer quotes; of what somebody types only the last counts."""
        if self.lanes.waiting(lane):
            return
        inquiry = Inquiry(query.from_user.id, query.query, query.offset, query.from_user.language_code)
        tongue = tongue_of(inquiry.language_code) or "en"
        offered = await _or_failed(self._talk.offer(inquiry), tongue)
        if isinstance(offered, Notice):
            offered = Offered(offered)
        try:
            await outgoing.offer(self._bot, query.id, offered, FRESH)
        except TelegramError as error:
            _LOG.info("an inquiry was not answered: %s", error.message)

    # --- chats -----------------------------------------------------------------------------------

    async def _on_standing(self, chat: int, wanted: bool | None) -> None:  # noqa: FBT001  three values
        if wanted is False:
            await self._rooms.leave(chat)
        elif wanted and chat in self._rooms.gone:
            self._rooms.gone.discard(chat)
            await self._disk.run(self._inbox.gone, chat, gone=False)

    @property
    def _us(self) -> User:
        return self._bot.bot

    def _lock(self, chat: int) -> asyncio.Lock:
        return self._locks.setdefault(chat, asyncio.Lock())

    @asynccontextmanager
    async def _typing(self, request: Request) -> AsyncIterator[None]:
        """Show meanwhile that a question was received, in its topic, where that costs nobody's turn."""
        asks = request.addressed and request.text and not request.edited
        if (
            not asks
            or not self._talk.may_ask(request.asker, request.chat, request.topic)
            or not self._sender.may_show(request.chat)
        ):
            yield
            return
        showing = asyncio.ensure_future(self._show_typing(request))
        try:
            yield
        finally:
            await asyncio.wait({showing}, timeout=SHOWING)
            showing.cancel()

    async def _show_typing(self, request: Request) -> None:
        try:
            await self._bot.send_chat_action(request.chat, ChatAction.TYPING, message_thread_id=request.topic)
        except TelegramError as error:
            _LOG.info("no typing shown: %s", error.message)
            if isinstance(error, RetryAfter):
                self._sender.hold(request.chat, pause_of(error))
            if fault_of(error) is Fault.GONE:
                await self._rooms.leave(request.chat)


async def _at_once() -> None:
    """Nothing is known of what waits elsewhere."""


async def _or_failed(working: Awaitable[R], tongue: Tongue) -> R | Notice:
    """The reply, or where it could not be made a sentence that says so."""
    try:
        return await working
    except Exception:
        _LOG.exception("a question failed")
        return Notice("failed", tongue)


def _made(reply: Reply, tongue: Tongue) -> telegram_html.Message:
    """The reply as it is sent, or where it cannot be shown a sentence that says so: never nothing."""
    try:
        return telegram_html.message(reply)
    except Exception:
        _LOG.exception("an answer could not be shown")
        return telegram_html.message(Notice("failed", tongue))


def _alert(reply: Reply) -> str:
    return telegram_html.plain(telegram_html.message(reply))[:ALERT]


def _after(note: str, made: telegram_html.Message) -> telegram_html.Message:
    """The message with a line before it."""
    line = f"<i>{telegram_html.escape(note)}</i>"
    return replace(made, html=f"{line}\n{made.html}" if made.html else line)


def _is_old(message: Message, *, edited: bool) -> bool:
    """Whether what a message says was written long ago; an edit says so of itself."""
    written = (message.edit_date if edited else None) or message.date
    return written.timestamp() < time.time() - STALE


def _is_question(request: Request) -> bool:
    """Whether a request is one that a later one makes superfluous: no act of an administrator, no file."""
    return request.command in {None, "ask", "check"} and bool(request.text) and not request.edited


def _lane(said: Said) -> Hashable:
    """What is handled after what: the messages of a chat, the inquiries of a person; presses wait for nobody."""
    if "callback_query" in said:
        return "press", said["update_id"]
    if place := place_of(said):
        return "message", place[0]
    if asker := said.get("inline_query", {}).get("from", {}).get("id"):
        return "inquiry", asker
    return "other", 0
