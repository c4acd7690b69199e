"""Calls to Telegram, and what counts as an answer of it: something on the way may answer in its place."""

from __future__ import annotations

from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest


class Calls(HTTPXRequest):
    """The library's connections; an answer is an object that says whether the call went well, and if it did, how.

    The library takes any JSON for that, and breaks over what a gateway says in its own words.
    """

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
