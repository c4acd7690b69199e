"""What goes wrong on demand: calls refused, lost, answered with a page or not at all, before or after they took effect.

A fault is planned for the next call of a method, or drawn for any call by a function of the test's. A pause refuses a
chat, or every chat, until its time is over; whoever comes back earlier breaks a rule. It refuses to know any method.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil

from tests.fakes.telegram_errors import BotApiError
from tests.fakes.telegram_flood import too_many
from tests.fakes.telegram_wire import DROPPED, Answer, refusal

PAGE = Answer(200, b"<html><body><h1>It works!</h1></body></html>", "text/html")
BAD_GATEWAY = Answer(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer in the place of the true one, before or after the call took effect; with none nobody ever answers."""

    answer: Answer | None
    after: bool = False


FAULTS = (
    Fault(DROPPED),
    Fault(DROPPED, after=True),
    Fault(BAD_GATEWAY),
    Fault(BAD_GATEWAY, after=True),
    Fault(PAGE),
    Fault(PAGE, after=True),
)
"""Those that a test can draw from."""

Draw = Callable[[str], Fault | None]


class Faults:
    """What is planned, what is drawn, and who is to wait."""

    def __init__(self, clock: Callable[[], float], complaints: list[str]) -> None:
        """Begin with nothing wrong; complain of impatience into this list."""
        self.draw: Draw | None = None
        self._clock = clock
        self._complaints = complaints
        self._planned: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._pauses: dict[int | None, list[float]] = {}
        self._refused: list[list[float]] = []

    def plan(self, method: str, fault: Fault) -> None:
        """Let the next call of a method go wrong; several wait in line."""
        self._planned[method.lower()].append(fault)

    def refuse(self, method: str, refused: BotApiError) -> None:
        """Let the next call of a method be refused."""
        self.plan(method, Fault(refusal(refused)))

    def pause(self, chat: int | None, seconds: float) -> None:
        """Let a chat, or all of them, wait so long, from the first message on."""
        self._pauses[chat] = [seconds]

    def check_pause(self, chat: int) -> None:
        """Refuse a message to a chat that is to wait."""
        for key in (chat, None):
            if key not in self._pauses:
                continue
            now, pause = self._clock(), self._pauses[key]
            if len(pause) == 1:
                pause += [now + pause[0], 0]
            elif now < pause[1] and pause[2] and key is not None:
                self._complaints.append(f"chat {chat} was written to {pause[1] - now:.1f} s before it may be")
            if now < pause[1]:
                pause[2] += 1
                self._refused.append(pause)
                raise too_many(ceil(pause[1] - now))
            del self._pauses[key]

    async def around(self, method: str, run: Callable[[], Awaitable[Answer]]) -> Answer:
        """Answer a call, with what goes wrong."""
        planned = self._planned[method.lower()]
        fault = planned.popleft() if planned else self.draw(method) if self.draw else None
        if fault is None:
            return await run()
        if fault.after:
            await self._unheard(run)
        if fault.answer is None:
            await asyncio.Event().wait()  # until the other side has had enough
        return fault.answer or DROPPED

    async def _unheard(self, run: Callable[[], Awaitable[Answer]]) -> None:
        """Let a call take effect whose answer is lost: who was told to wait does not know it."""
        self._refused.clear()
        await run()
        for pause in self._refused:
            pause[2] -= 1
