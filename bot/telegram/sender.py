"""One sender a chat: messages go out in order, at Telegram's pace, once, whatever goes wrong on the way.

Where nobody knows whether a message arrived, it is looked for before it is sent again: an edit that puts the message
in its own place is refused where there is no message of ours with that number, and changes nothing where there is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, TypeVar
from weakref import WeakValueDictionary

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.errors import NotNow
from bot.telegram import outgoing
from bot.telegram.faults import Fault, fault_of, pause_of
from bot.telegram.numbers import Numbers
from bot.telegram.outgoing import Parcel
from bot.telegram.pace import Pace

_LOG = logging.getLogger(__name__)
PAUSES: Final = (
    0.5,
    1.0,
    2.0,
    4.0,
    8.0,
    15.0,
    30.0,
)  # seconds before each further attempt; the last one again and again
ATTEMPTS: Final = 12  # at a message that Telegram itself fails over
POOR: Final = 3  # messages in a row that had to be sent without being rich, after which none is sent richly
Sleep = Callable[[float], Awaitable[object]]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Rooms:
    """What is known of chats: those that do not want us, and the new ids of others; and whom to tell of it."""

    gone: set[int]
    moved: dict[int, int]
    left: Callable[[int], Awaitable[None]]
    went: Callable[[int, int], Awaitable[None]]

    def now(self, chat: int) -> int:
        """The id that a chat has now."""
        return self.moved.get(chat, chat)

    async def leave(self, chat: int) -> None:
        """Write nothing more to a chat."""
        if chat not in self.gone:
            self.gone.add(chat)
            try:
                await self.left(chat)
            except BaseException:
                self.gone.discard(chat)
                raise

    async def move(self, chat: int, new: int) -> None:
        """Write to another id from now on."""
        if self.moved.get(chat) != new and chat != new:
            self.moved[chat] = new  # at once: others learn it at the same time
            try:
                await self.went(chat, new)
            except BaseException:
                del self.moved[chat]  # whoever comes next tells it again
                raise


class Sender:
    """All that we send and edit goes through here."""

    def __init__(
        self,
        bot: Bot,
        pace: Pace,
        numbers: Numbers,
        rooms: Rooms,
        refused: Callable[[], None],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`refused` is called where Telegram no longer knows our token."""
        self._bot = bot
        self._pace = pace
        self._numbers = numbers
        self._rooms = rooms
        self._refused = refused
        self._sleep = sleep
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._all = asyncio.Lock()
        self._latest: dict[tuple[int, int], Parcel] = {}
        self._refusals = 0

    async def send(self, parcel: Parcel, floor: int | None = None) -> int | None:
        """Send a message; its number, or `None` where it cannot be delivered for good.

        Where it may have been sent before, `floor` is the highest number seen until then.

        Raises:
            NotNow: where it may be delivered later.
        """
        async with self._lock(parcel.chat):
            return await self._deliver(self._richly(parcel), floor)

    async def edit(self, parcel: Parcel, number: int) -> bool:
        """Put a message in the place of one of ours; whether that is there. Of several that wait, only the last counts.

        Raises:
            NotNow: where it may be possible later.
        """
        key = parcel.chat, number
        self._latest[key] = parcel
        async with self._lock(parcel.chat):
            if self._latest.get(key) is parcel:
                await self._turn(parcel.chat)
            if self._latest.get(key) is not parcel:
                return True
            del self._latest[key]
            return await self._edited(self._richly(parcel), number)

    def _richly(self, parcel: Parcel) -> Parcel:
        """Rich, as long as the server takes that."""
        return replace(parcel, rich=self._refusals < POOR and parcel.made.file is None)

    def _learn(self, asked: Parcel, taken: Parcel) -> None:
        """Whether the server takes rich messages: that one was refused says so only where it was taken without."""
        if taken.rich:
            self._refusals = 0
        elif asked.rich:
            self._refusals += 1

    def hold(self, chat: int, seconds: float) -> None:
        """Send nothing to a chat for so long."""
        self._pace.hold(chat, seconds)

    def now(self, chat: int) -> int:
        """The id that a chat has now."""
        return self._rooms.now(chat)

    def may_show(self, chat: int) -> bool:
        """Whether something that nobody misses, such as typing, may be shown in a chat now."""
        return chat not in self._rooms.gone and not self._pace.wait(chat) and not self._pace.wait_for_all()

    def _lock(self, chat: int) -> asyncio.Lock:
        return self._locks.setdefault(chat, asyncio.Lock())

    async def _turn(self, chat: int) -> None:
        """Wait until the chat, and then until anybody, may be written to."""
        while (seconds := self._pace.wait(chat)) > 0:
            await self._sleep(seconds)
        await self._gate(chat)

    async def _gate(self, chat: int | None) -> None:
        async with self._all:
            while (seconds := self._pace.wait_for_all()) > 0:
                await self._sleep(seconds)
            self._pace.count(chat)

    async def _counted(self, chat: int, call: Awaitable[R]) -> R:
        """Make a call whose turn it is."""
        try:
            return await call
        finally:
            self._pace.ended(chat)

    async def _deliver(self, parcel: Parcel, floor: int | None) -> int | None:
        asked = parcel
        for attempt in count():
            chat = self._rooms.now(parcel.chat)
            if chat != parcel.chat:
                parcel = replace(parcel, chat=chat, reply_to=None)
            if chat in self._rooms.gone:
                return None
            if floor and (number := await self._found(parcel, floor)):
                return number
            floor = None
            await self._turn(chat)
            before = max(self._numbers.highest(chat), parcel.reply_to or 0)
            try:
                number = await self._counted(chat, outgoing.send(self._bot, parcel))
            except TelegramError as error:
                cured = await self._cured(parcel, error, attempt)
                if cured is None:
                    return None
                parcel, floor = cured, before if fault_of(error) is Fault.DOUBTFUL else None
            else:
                self._learn(asked, parcel)
                self._numbers.saw(chat, number)
                return number
        raise AssertionError  # count() does not end

    async def _found(self, parcel: Parcel, floor: int) -> int | None:
        """The number under which a message stands that may have been sent."""
        for number in self._numbers.candidates(parcel.chat, floor):
            while (seconds := self._pace.held(parcel.chat)) > 0:
                await self._sleep(seconds)
            await self._gate(None)
            if await self._edited(parcel, number):
                self._numbers.saw(parcel.chat, number)
                return number
        return None

    async def _edited(self, parcel: Parcel, number: int) -> bool:
        asked = parcel
        for attempt in count():
            chat = self._rooms.now(parcel.chat)
            if chat in self._rooms.gone or chat != parcel.chat:
                return False
            try:
                await self._counted(chat, outgoing.edit(self._bot, parcel, number))
            except TelegramError as error:
                if fault_of(error) is Fault.SAME:
                    return True
                cured = await self._cured(parcel, error, attempt, quiet=True)
                if cured is None:
                    return False
                parcel = cured
                await self._turn(chat)
            else:
                self._learn(asked, parcel)
                return True
        raise AssertionError  # count() does not end

    async def _cured(
        self, parcel: Parcel, error: TelegramError, attempt: int, *, quiet: bool = False
    ) -> Parcel | None:
        """What to try next, when the time for it has come; `None` where nothing is left to try."""
        fault = fault_of(error)
        if parcel.rich and fault in {Fault.MARKUP, Fault.REFUSED} and not _is_lost(error):
            _LOG.info("a rich message was refused: %s", error.message)
            return replace(parcel, rich=False)
        match fault:
            case Fault.UNSENT | Fault.DOUBTFUL:
                await self._later(error, fault, attempt)
                return parcel
            case Fault.WAIT if isinstance(error, RetryAfter):
                self._pace.hold(parcel.chat, pause_of(error))
                return parcel
            case Fault.MARKUP if not parcel.plain:
                _LOG.error("Telegram refused our markup: %s", error.message)
                return replace(parcel, plain=True)
            case Fault.TOPIC if parcel.topic:
                return replace(parcel, topic=None)
            case Fault.UNANSWERED if parcel.reply_to:
                return replace(parcel, reply_to=None)
            case Fault.MOVED if isinstance(error, ChatMigrated):
                await self._rooms.move(parcel.chat, error.new_chat_id)
                return parcel
        await self._dropped(parcel.chat, error, fault, quiet=quiet)
        return None

    async def _later(self, error: TelegramError, fault: Fault, attempt: int) -> None:
        """Wait before another attempt; without the network for as long as it takes."""
        if fault is Fault.DOUBTFUL and attempt >= ATTEMPTS:
            raise NotNow(error.message)
        _LOG.info("attempt %d at a message failed: %s", attempt + 1, error.message)
        await self._sleep(PAUSES[min(attempt, len(PAUSES) - 1)])

    async def _dropped(self, chat: int, error: TelegramError, fault: Fault, *, quiet: bool) -> None:
        """Nothing can be done for this message."""
        if fault is Fault.TOKEN:
            self._refused()
            raise NotNow("the token is refused")
        if fault is Fault.GONE:
            await self._rooms.leave(chat)
        level = logging.DEBUG if quiet else logging.INFO if fault is Fault.GONE else logging.WARNING
        _LOG.log(level, "Telegram: %s", error.message)


def _is_lost(error: TelegramError) -> bool:
    """Whether a message cannot be edited because it is not there, or not ours; that says nothing of how it looks."""
    said = error.message.lower()
    return "message to edit not found" in said or "can't be edited" in said or "message_id_invalid" in said
