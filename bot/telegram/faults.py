"""What Telegram, or the way to it, says when something does not work, and what that means for a message."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)


class Fault(Enum):
    """What an error means for the message that was being sent."""

    UNSENT = auto()
    """It never left us: to be sent again."""
    DOUBTFUL = auto()
    """Nobody knows whether it arrived: to be looked for, then to be sent again."""
    WAIT = auto()
    """It was refused for now: to be sent again after the time that was named."""
    SAME = auto()
    """It stands there already."""
    MARKUP = auto()
    """Its markup, or the method for it, is refused: to be sent with less."""
    TOPIC = auto()
    """Its topic is gone: to be sent without one."""
    UNANSWERED = auto()
    """What it replies to cannot be replied to: to be sent without that."""
    MOVED = auto()
    """Its chat has another id now: to be sent there."""
    GONE = auto()
    """Its chat does not want us: nothing is sent there any more."""
    TOKEN = auto()
    """We are not let in any more, with any message."""
    REFUSED = auto()
    """It is not taken, and would not be at another time."""


_TYPES: Final = (
    (RetryAfter, Fault.WAIT),
    (ChatMigrated, Fault.MOVED),
    (Forbidden, Fault.GONE),
    (InvalidToken, Fault.TOKEN),
    (EndPointNotFound, Fault.MARKUP),
)
_WORDS: Final = (  # of a 400, in small letters, for the library writes the first one large
    ("message is not modified", Fault.SAME),
    ("parse entities", Fault.MARKUP),
    ("thread not found", Fault.TOPIC),
    ("topic_deleted", Fault.TOPIC),
    ("topic_id_invalid", Fault.TOPIC),
    ("message to be replied not found", Fault.UNANSWERED),
    ("message to reply not found", Fault.UNANSWERED),
    ("reply_message_id_invalid", Fault.UNANSWERED),
    ("chat not found", Fault.GONE),
    ("peer_id_invalid", Fault.GONE),
    ("user_is_blocked", Fault.GONE),
    ("user is deactivated", Fault.GONE),
)
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def fault_of(error: TelegramError) -> Fault:
    """What an error means; one that something else on the way put into words of its own says nothing of the message."""
    if isinstance(error.__cause__, TelegramError) and not isinstance(error, EndPointNotFound):
        return Fault.DOUBTFUL
    for kind, fault in _TYPES:
        if isinstance(error, kind):
            return fault
    if isinstance(error, BadRequest):
        said = error.message.lower()
        return next((fault for words, fault in _WORDS if words in said), Fault.REFUSED)
    return Fault.UNSENT if isinstance(error.__cause__, _NOT_SENT) else Fault.DOUBTFUL


def pause_of(error: RetryAfter) -> float:
    """The seconds that Telegram told us to wait."""
    told = error.retry_after
    return told.total_seconds() if isinstance(told, timedelta) else float(told)
