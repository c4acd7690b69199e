"""Updates, fetched: each is on disk before Telegram is told, by a higher offset, that it need not keep it.

The loop is ours and not the library's, which tells Telegram first, keeps what it fetched in memory, and retries a stall
without a word. Here every poll has an end of its own; after two that failed the connections are made anew.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.errors import CannotServe
from bot.model import Pulse
from bot.telegram.faults import Fault, fault_of, pause_of

_LOG = logging.getLogger(__name__)
KINDS: Final = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
LONG: Final = 20  # seconds for which Telegram holds a poll
GRACE: Final = 10.0  # seconds more until a poll has stalled
BATCH: Final = 100
CONFLICTS: Final = 5  # after so many another process does not go away
PATIENCE: Final = 3  # times as many for one that was there first, so that not both go
YOUNG: Final = 60.0  # seconds
WITHIN: Final = 120.0  # seconds in which conflicts are counted
PAUSES: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
ANOTHER: Final = (
    "another process receives messages with this bot's token, and only one can; end the other one, or give this one"
    " a bot of its own"
)
REFUSED: Final = "Telegram refuses the token in JUZHENG_TELEGRAM__TOKEN"

Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


def _is_numbered(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


class Poller:
    """Fetches until it is cancelled."""

    def __init__(self, url: str, take: Take, pulse: Pulse, request: HTTPXRequest) -> None:
        """`url` is that of the bot, token and all; `take` returns when the updates are on disk."""
        self._url = url
        self._take = take
        self._pulse = pulse
        self._request = request
        self._offset = 0
        self._failed = 0
        self._conflicts: deque[float] = deque()
        self._begun = time.monotonic()
        self._caught_up = asyncio.Event()

    async def caught_up(self) -> None:
        """Wait until nothing more waits at Telegram."""
        await self._caught_up.wait()

    async def run(self) -> None:
        """Fetch.

        Raises:
            CannotServe: where Telegram refuses the token, or another process fetches with it.
        """
        while True:
            try:
                async with asyncio.timeout(LONG + GRACE):
                    updates = await self._fetched()
                await self._taken(updates)
                self._failed = 0
            except (TelegramError, TimeoutError, sqlite3.Error) as error:
                await self._failing(error)

    async def _fetched(self) -> list[dict[str, Any]]:
        asked = {
            "offset": self._offset,
            "timeout": LONG if self._caught_up.is_set() else 0,
            "limit": BATCH,
            "allowed_updates": json.dumps(KINDS),
        }
        got = await self._request.post(
            f"{self._url}/getUpdates?{urlencode(asked)}", read_timeout=LONG + GRACE / 2
        )
        return [update for update in got if _is_numbered(update)] if isinstance(got, list) else []

    async def _taken(self, updates: Sequence[dict[str, Any]]) -> None:
        self._pulse.polled = time.time()
        if updates:
            await self._take(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1
        if len(updates) < BATCH:
            self._caught_up.set()

    async def _failing(self, error: Exception) -> None:
        """Wait before the next attempt, or give up where another one would not help."""
        self._failed += 1
        if isinstance(error, InvalidToken) and fault_of(error) is Fault.TOKEN:
            raise CannotServe(REFUSED) from None
        if isinstance(error, Conflict):
            self._conflicting(error)
        elif isinstance(error, RetryAfter):
            await asyncio.sleep(pause_of(error))
        level = logging.ERROR if isinstance(error, sqlite3.Error) else logging.INFO
        _LOG.log(level, "a poll failed: %s", str(error) or "it stalled")
        if self._failed >= 2:
            await self._request.shutdown()
            await self._request.initialize()
        await asyncio.sleep(PAUSES[min(self._failed, len(PAUSES)) - 1])

    def _conflicting(self, error: Conflict) -> None:
        now = time.monotonic()
        self._conflicts.append(now)
        while self._conflicts[0] < now - WITHIN:
            self._conflicts.popleft()
        _LOG.warning("Telegram: %s", error.message)
        if len(self._conflicts) >= CONFLICTS * (1 if now - self._begun < YOUNG else PATIENCE):
            raise CannotServe(ANOTHER)
