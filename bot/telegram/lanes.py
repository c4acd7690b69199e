"""Lanes: what is in one is handled one after another, in the order in which it came; lanes do not wait for each other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """A task for each lane in which there is something; the one that is being handled is no longer in it."""

    def __init__(self, handle: Callable[[Hashable, T], Awaitable[None]]) -> None:
        self._handle = handle
        self._waiting: dict[Hashable, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, lane: Hashable, item: T) -> None:
        """Put something at the end of a lane."""
        if lane in self._waiting:
            self._waiting[lane].append(item)
            return
        self._waiting[lane] = deque((item,))
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def waiting(self, lane: Hashable) -> Sequence[T]:
        """What waits in a lane."""
        return tuple(self._waiting.get(lane, ()))

    async def close(self, seconds: float) -> None:
        """Begin nothing more; what has begun may end within these seconds."""
        for waiting in self._waiting.values():
            waiting.clear()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, lane: Hashable) -> None:
        try:
            while waiting := self._waiting[lane]:
                await self._handle(lane, waiting.popleft())
        finally:
            del self._waiting[lane]
