"""Updates, brought: Telegram posts each to us, with our secret, until we say that it is on disk."""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import re
import socket
import time
from collections.abc import Awaitable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import CannotServe
from bot.model import Pulse
from bot.telegram.polling import Take

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 2**20  # bytes of an update; the largest are some kilobytes
SETTLED: Final = 3.0  # seconds after which what waited at Telegram has begun to arrive


class Webhook:
    """Listens at an address until it is closed; who ends the encryption stands before it."""

    def __init__(self, url: str, secret: str, take: Take, pulse: Pulse) -> None:
        """`url` is what Telegram posts to; `take` returns when the updates are on disk."""
        given = {"secret": secret.encode(), "take": take, "pulse": pulse}
        routes = [(re.escape(urlsplit(url).path or "/"), _Door, given)]
        application = Application(routes, log_function=lambda _: None)
        self._server = HTTPServer(application, max_buffer_size=LARGEST, max_body_size=LARGEST)

    def listen(self, address: str, port: int) -> None:
        """Open the port.

        Raises:
            CannotServe: where that is not possible.
        """
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            opened = socket.create_server((address, port), family=family)
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else "it is refused"
            raise CannotServe(f"cannot listen at {address}, port {port}: {reason}") from None
        opened.setblocking(False)
        self._server.add_socket(opened)

    async def caught_up(self) -> None:
        """Wait until what waited at Telegram has begun to arrive: there is no knowing when it has ended."""
        await asyncio.sleep(SETTLED)

    async def close(self) -> None:
        """Close the port and every connection."""
        self._server.stop()
        await self._server.close_all_connections()


class _Door(RequestHandler):
    """Takes one update."""

    def initialize(self, secret: bytes, take: Take, pulse: Pulse) -> None:
        self._secret = secret
        self._take = take
        self._pulse = pulse

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """Take no streamed bodies: they are read whole."""
        raise NotImplementedError

    async def post(self) -> None:
        given = self.request.headers.get(HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            self._answer(HTTPStatus.FORBIDDEN)
            return
        update = _update(self.request.body)
        if update is None:
            self._answer(HTTPStatus.BAD_REQUEST)
            return
        await self._take([update])
        self._pulse.polled = time.time()
        self._answer(HTTPStatus.OK)

    def _answer(self, status: HTTPStatus) -> None:
        self.set_status(status)
        self.finish()

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say nothing of what went wrong to whoever asks."""
        self.set_status(status_code)
        self.finish()


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, dict) and isinstance(said.get("update_id"), int) else None
