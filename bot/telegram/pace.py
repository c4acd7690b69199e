"""How fast messages may go out: by Telegram's limits, kept before it says so, and by what it says when it does.

Telegram publishes no numbers. These are those that people measured, a little less than they found, for a message
arrives later than it is sent: about 30 a second over all, one a second to a chat with short bursts, 20 a minute to a
group. Nothing here waits; it reads no clock but the one it is given, in seconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Window:
    """At most `limit` messages in any `seconds`."""

    limit: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Windows:
    """How much may go out over all, to any chat, and to a group beside."""

    overall: Window = Window(3, 0.125)  # 24 a second, evenly: of what leaves at once not all arrives at once
    chat: Window = Window(3, 3.5)
    group: Window = Window(19, 61.0)


TELEGRAM: Final = Windows()
_CROWD: Final = 3  # so many chats that are told to wait at once stand for all of them
_MANY: Final = 1000  # chats, after which those that are quiet are forgotten


class Pace:
    """What was sent when, and who was told to wait until when."""

    def __init__(self, clock: Callable[[], float], windows: Windows = TELEGRAM) -> None:
        """Count by this clock; the windows are other than usual where another Telegram is."""
        self._clock = clock
        self._windows = windows
        self._all: deque[float] = deque(maxlen=windows.overall.limit)
        self._sent: dict[int, deque[float]] = {}
        self._held: dict[int, float] = {}

    def wait(self, chat: int) -> float:
        """Seconds until this chat may be written to, for its own sake; 0 where it may now."""
        sent = self._sent.get(chat, deque())
        chats = (self._windows.chat, self._windows.group) if chat < 0 else (self._windows.chat,)
        free = [_free(sent, window) for window in chats]
        return max(0.0, max(*free, self._held.get(chat, 0.0)) - self._clock())

    def held(self, chat: int) -> float:
        """Seconds until this chat may be reached with anything at all; 0 where it may now."""
        return max(0.0, self._held.get(chat, 0.0) - self._clock())

    def wait_for_all(self) -> float:
        """Seconds until anybody may be written to, for the sake of all; 0 where that is now."""
        now = self._clock()
        held = sorted((end for end in self._held.values() if end > now), reverse=True)
        told = held[_CROWD - 1] if len(held) >= _CROWD else 0.0
        return max(0.0, max(_free(self._all, self._windows.overall), told) - now)

    def count(self, chat: int | None) -> None:
        """Count one message to this chat, or a call that shows nobody anything."""
        now = self._clock()
        self._all.append(now)
        if chat is None:
            return
        self._sent.setdefault(chat, deque(maxlen=self._windows.group.limit)).append(now)
        if len(self._sent) > _MANY:
            self._forget(now)

    def ended(self, chat: int) -> None:
        """The message to this chat that was counted last has arrived by now, if it has: it counts from here on.

        So however long it was on its way, no more than a window's arrive in the seconds of that window.
        """
        if sent := self._sent.get(chat):
            sent[-1] = self._clock()

    def hold(self, chat: int, seconds: float) -> None:
        """Write nothing to this chat for so long: Telegram said so."""
        self._held[chat] = self._clock() + seconds

    def _forget(self, now: float) -> None:
        quiet = now - self._windows.group.seconds
        self._sent = {chat: sent for chat, sent in self._sent.items() if sent[-1] > quiet}
        self._held = {chat: end for chat, end in self._held.items() if end > now}


def _free(sent: deque[float], window: Window) -> float:
    """When the window has room again."""
    return sent[-window.limit] + window.seconds if len(sent) >= window.limit else 0.0
