"""EDGE: the postman: it brings updates to the address that was set, one after another, each until it is taken.

It plays Telegram and the proxy that ends the encryption: the path of the address is posted to, at a port of this
machine. What is not taken is brought again, after pauses that grow.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import httpx

from tests.fakes.telegram_errors import Json
from tests.fakes.telegram_updates import Inbox

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 1.0


class Postman:
    """Brings what waits in an inbox, while an address is set."""

    def __init__(self, inbox: Inbox, webhook: Callable[[], Json], changed: Callable[[], object]) -> None:
        """Take from this inbox; ask where to bring it."""
        self.at: str | None = None
        self.lose = 0
        self.brought: list[tuple[int, int]] = []
        self._inbox = inbox
        self._webhook = webhook
        self._changed = changed
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Go to work."""
        self._task = asyncio.create_task(self._run())

    async def end(self) -> None:
        """Stop."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        async with httpx.AsyncClient(timeout=5) as client:
            pause = FIRST_PAUSE
            while True:
                if not (self._webhook() and self.at and self._inbox.pending):
                    await self._inbox.arrival(LONGEST_PAUSE)
                elif await self._bring(client, self._inbox.pending[0]):
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)

    async def _bring(self, client: httpx.AsyncClient, update: Json) -> bool:
        webhook = self._webhook()
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.get("secret_token", "")}
        address = f"{self.at}{urlsplit(webhook['url']).path}"
        try:
            status = (await client.post(address, json=update, headers=headers)).status_code
        except httpx.HTTPError:
            status = 0
        self.brought.append((update["update_id"], status))
        if self.lose:
            self.lose -= 1
            status = 0
        if 200 <= status < 300:
            self._inbox.take(update["update_id"])
            self._changed()
            return True
        return False
