"""Claims about what an error means, where a lost message is looked for, and what is handled after what."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from itertools import islice

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.rendering.telegram_html import Message
from bot.telegram.faults import Fault, fault_of, pause_of
from bot.telegram.lanes import Lanes
from bot.telegram.numbers import TRIED, Numbers
from bot.telegram.outgoing import rich
from bot.telegram.sender import Rooms

SUPERGROUP = -1_001_234_567_890


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """An error with what it came from."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (RetryAfter(3), Fault.WAIT),
        (ChatMigrated(-5), Fault.MOVED),
        (Forbidden("Forbidden: bot was blocked by the user"), Fault.GONE),
        (InvalidToken(), Fault.TOKEN),
        (EndPointNotFound("sendSomething"), Fault.MARKUP),
        (BadRequest("Can't parse entities: unsupported start tag"), Fault.MARKUP),
        (BadRequest("Message is not modified: specified new message content"), Fault.SAME),
        (BadRequest("Message thread not found"), Fault.TOPIC),
        (BadRequest("Topic_closed"), Fault.REFUSED),
        (BadRequest("Message to be replied not found"), Fault.UNANSWERED),
        (BadRequest("Chat not found"), Fault.GONE),
        (BadRequest("Message to edit not found"), Fault.REFUSED),
        (BadRequest("Message is too long"), Fault.REFUSED),
        (caused(InvalidToken(), TelegramError("Invalid server response")), Fault.DOUBTFUL),
        (caused(Forbidden("Forbidden (403)"), TelegramError("Invalid server response")), Fault.DOUBTFUL),
        (caused(EndPointNotFound("sendSomething"), InvalidToken()), Fault.MARKUP),
        (NetworkError("Bad Gateway"), Fault.DOUBTFUL),
        (TelegramError("Invalid server response"), Fault.DOUBTFUL),
        (TimedOut(), Fault.DOUBTFUL),
        (caused(TimedOut(), httpx.ReadTimeout("")), Fault.DOUBTFUL),
        (caused(NetworkError(""), httpx.RemoteProtocolError("")), Fault.DOUBTFUL),
        (caused(NetworkError(""), httpx.ConnectError("")), Fault.UNSENT),
        (caused(TimedOut(), httpx.ConnectTimeout("")), Fault.UNSENT),
        (caused(TimedOut(), httpx.PoolTimeout("")), Fault.UNSENT),
    ],
)
def test_an_error_means_one_thing(error: TelegramError, fault: Fault) -> None:
    """What may have been accepted is not what never left us."""
    assert fault_of(error) is fault


def test_a_rich_message_has_a_paragraph_for_each_line() -> None:
    """But for those of a quote, which are one."""
    made = Message('<i>a</i>\n<blockquote>b\n<b>c</b></blockquote>\nd · <a href="x">e</a>\n\nf')
    quote = "<blockquote>b<br><b>c</b></blockquote>"
    assert rich(made)["html"] == f'<p><i>a</i></p>{quote}<p>d · <a href="x">e</a></p><p>f</p>'


def test_the_time_to_wait_is_in_seconds() -> None:
    """As Telegram says it."""
    assert pause_of(RetryAfter(3)) == 3


def test_a_lost_message_is_looked_for_behind_what_was_seen_before_it() -> None:
    """Private chats and small groups are counted together, a supergroup by itself; what is another's is passed over."""
    numbers = Numbers()
    for chat, number in ((7, 10), (8, 11), (SUPERGROUP, 500), (7, 9)):
        numbers.saw(chat, number)
    assert (numbers.highest(7), numbers.highest(-5), numbers.highest(SUPERGROUP)) == (11, 11, 500)
    numbers.saw(8, 13)
    assert list(numbers.candidates(7, 11)) == [12, *range(14, 14 + TRIED - 1)]
    assert next(islice(numbers.candidates(SUPERGROUP, 500), 1)) == 501
    assert numbers.highest(SUPERGROUP - 1) == 0


async def test_a_lane_keeps_its_order_and_waits_for_no_other() -> None:
    """What is in one is handled one after another; another one goes on meanwhile."""
    handled: list[str] = []
    gates = {"a1": asyncio.Event()}

    async def handle(lane: Hashable, item: str) -> None:
        if item in gates:
            assert lanes.waiting(lane) == ("a2",)
            await gates[item].wait()
        handled.append(item)
        if len(handled) == 2 and not gates["a1"].is_set():
            gates["a1"].set()
        if len(handled) == 4:
            done.set()

    done = asyncio.Event()
    lanes = Lanes(handle)
    for lane, item in (("a", "a1"), ("a", "a2"), ("b", "b1"), ("b", "b2")):
        lanes.put(lane, item)
    await done.wait()
    assert handled == ["b1", "b2", "a1", "a2"]
    await lanes.close(1)
    assert lanes.waiting("a") == ()


async def test_what_has_not_begun_when_lanes_close_is_not_begun() -> None:
    """It is on disk; what has begun may end, or is ended."""
    begun: list[str] = []

    async def handle(_: Hashable, item: str) -> None:
        begun.append(item)
        await asyncio.Event().wait()

    lanes = Lanes(handle)
    lanes.put("a", "a1")
    lanes.put("a", "a2")
    await asyncio.sleep(0)
    await lanes.close(0.01)
    assert begun == ["a1"]


async def test_what_could_not_be_noted_of_a_chat_is_noted_when_it_is_told_again() -> None:
    """That it is gone, and that it moved; what was noted is not noted twice."""
    noted: list[tuple[int, ...]] = []

    async def note(*chats: int) -> None:
        noted.append(chats)
        if len(noted) % 2:
            raise OSError("a disk that is full")

    rooms = Rooms(set(), {}, note, note)
    for tell, chats in ((rooms.leave, (-5,)), (rooms.move, (-6, SUPERGROUP))):
        with pytest.raises(OSError, match="full"):
            await tell(*chats)
        await tell(*chats)
        await tell(*chats)
    assert noted == [(-5,), (-5,), (-6, SUPERGROUP), (-6, SUPERGROUP)]
    assert (rooms.gone, rooms.now(-6)) == ({-5}, SUPERGROUP)
