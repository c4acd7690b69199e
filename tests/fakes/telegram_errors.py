"""What Telegram says when it refuses: one small tree of exceptions.

    BotApiError        a call is answered with `status` and `description`
    └── EntityError    the text itself cannot be sent: markup, length, emptiness (always 400)

It refuses to know which method was called and how the answer travels.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class BotApiError(Exception):
    """A call that Telegram answers with `ok: false`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        """Keep the answer: HTTP status, the whole description, and the `parameters` object."""
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters


class EntityError(BotApiError):
    """A text that Telegram does not accept."""

    def __init__(self, reason: str) -> None:
        """Put `reason` behind the words that open every 400."""
        super().__init__(400, f"Bad Request: {reason}")


def bad_request(reason: str) -> BotApiError:
    """Make the common refusal: 400 with `reason`."""
    return BotApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> BotApiError:
    """Make the refusal of a chat the bot may not write to."""
    return BotApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> BotApiError:
    """Make the refusal of somebody who fetches updates while another one does."""
    return BotApiError(409, f"Conflict: {reason}")
