"""Calls to Telegram, and what counts as an answer of it: something on the way may answer in its place; and its files."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from http import HTTPStatus
from typing import Any, Final

import httpx
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.errors import NotHad

PIECE: Final = 64 * 2**10  # bytes


class Calls(HTTPXRequest):
    """The library's connections; an answer is an object that says whether the call went well, and if it did, how.

    The library takes any JSON for that, and breaks over what a gateway says in its own words.
    """

    async def pieces(self, address: str) -> AsyncGenerator[bytes]:
        """What lies at an address, piece by piece, as it comes: the library would take it whole.

        Raises:
            NotHad: where it is not there, or ends too soon.
        """
        plain = {"Accept-Encoding": "identity"}  # what is packed may become any number of bytes at once
        try:
            async with self._client.stream("GET", address, headers=plain) as answer:
                if answer.status_code != HTTPStatus.OK or "Content-Encoding" in answer.headers:
                    raise NotHad(f"answered with status {answer.status_code}")
                async for piece in answer.aiter_raw(PIECE):
                    yield piece
        except httpx.HTTPError as error:
            raise NotHad(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer.

        Raises:
            TelegramError: where it is none of Telegram's; nobody knows then what became of the call.
        """
        said: object = HTTPXRequest.parse_json_payload(payload)
        if not isinstance(said, dict) or not ("result" in said or said.get("ok") is False):
            raise TelegramError("Invalid server response")
        return said
