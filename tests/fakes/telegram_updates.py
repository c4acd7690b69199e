"""Updates that wait to be fetched: confirmed by a higher offset, redelivered until then.

One poll at a time: a newer one ends the older with a conflict. The module refuses to know what an
update says; it only reads its kind, to keep away what the bot did not ask for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tests.fakes.telegram_errors import BotApiError, Json, conflict

FIRST_UPDATE_ID = 700_000_001
MAX_BATCH = 100
# Telegram sends these only to a bot that names them.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"


class Inbox:
    """The queue of a bot's updates. It outlives every bot that reads from it."""

    def __init__(self) -> None:
        """Begin empty, with the default choice of updates."""
        self.pending: list[Json] = []
        self.allowed: tuple[str, ...] = ()
        self._next_id = FIRST_UPDATE_ID
        self._poll: asyncio.Future[None] | None = None
        self._arrived = asyncio.Event()
        self.taken: list[Json] = []

    def put(self, kind: str, payload: Json) -> None:
        """Queue an update of this kind, if the bot takes the kind."""
        if kind in self.allowed or (not self.allowed and kind not in _ON_REQUEST):
            self.put_raw({kind: payload})

    def put_raw(self, update: Json) -> None:
        """Queue an update as it is; it gets the next id if it has none."""
        numbered = {"update_id": self._next_id, **update}
        self._next_id = max(self._next_id, numbered["update_id"]) + 1
        self.pending.append(numbered)
        self._arrived.set()
        self.wake()

    async def arrival(self, seconds: float) -> None:
        """Wait until something arrives, or time is up."""
        self._arrived.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            return

    def take(self, update_id: int) -> None:
        """Confirm one update that was brought."""
        self.taken += [update for update in self.pending if update["update_id"] == update_id]
        self.pending = [update for update in self.pending if update["update_id"] != update_id]

    def redeliver(self, count: int) -> None:
        """Let the last updates that were confirmed wait once more, as after a confirmation that was lost."""
        again = self.taken[-count:]
        del self.taken[-count:]
        self.pending = [*again, *self.pending]
        self._arrived.set()
        self.wake()

    async def fetch(self, offset: int, limit: int, timeout_seconds: float) -> Sequence[Json]:
        """Confirm what lies before `offset`, then wait until something is there or time is up."""
        self.end_poll(conflict(OTHER_POLL))
        self._confirm(offset)
        if not self.pending and timeout_seconds > 0:
            await self._wait(timeout_seconds)
        return self.pending[: min(max(limit, 1), MAX_BATCH)]

    def wake(self) -> None:
        """Let a waiting poll answer now with what is there."""
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def end_poll(self, refusal: BotApiError) -> None:
        """Refuse a waiting poll."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(refusal)

    def clear(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            del self.pending[:offset]
        else:
            self.taken += [update for update in self.pending if update["update_id"] < offset]
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
