"""How much a bot may send: the limits people measured, since Telegram publishes none.

A gate only counts; it refuses to know messages, and it reads no clock but the one it is given.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from tests.fakes.telegram_errors import BotApiError


@dataclass(frozen=True, slots=True)
class Window:
    """At most `limit` messages in any `seconds`."""

    limit: int
    seconds: float


PRIVATE = Window(3, 3.0)  # one a second, with a short burst
GROUP = Window(20, 60.0)
OVERALL = Window(30, 1.0)


def too_many(retry_after: int) -> BotApiError:
    """Make the refusal that asks a bot to wait."""
    reason = f"Too Many Requests: retry after {retry_after}"
    return BotApiError(429, reason, retry_after=retry_after)


class FloodGate:
    """Counts messages by chat and over all; `refused` says which window was full when one more came."""

    def __init__(self, clock: Callable[[], float], hurry: float = 1.0) -> None:
        """Count by this clock, in seconds; with `hurry` in windows that are so many times as short."""
        self._clock = clock
        self._hurry = hurry
        self.refused: list[str] = []
        self._sent: defaultdict[int | None, deque[float]] = defaultdict(deque)

    def admit(self, chat_id: int, *, group: bool) -> None:
        """Count one message to this chat, or refuse it with the seconds to wait."""
        now = self._clock()
        windows = {None: OVERALL, chat_id: GROUP if group else PRIVATE}
        waits = [self._wait(key, window, now) for key, window in windows.items()]
        if max(waits) > 0:
            self.refused += [
                f"{window.limit} messages in {window.seconds:g} s to {key or 'everybody'}"
                for (key, window), wait in zip(windows.items(), waits, strict=True)
                if wait > 0
            ]
            raise too_many(max(1, ceil(max(waits))))
        for key in windows:
            self._sent[key].append(now)

    def _wait(self, key: int | None, window: Window, now: float) -> float:
        sent = self._sent[key]
        seconds = window.seconds / self._hurry
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= window.limit else 0.0
