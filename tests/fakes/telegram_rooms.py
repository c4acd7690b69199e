"""A chat with all that happened in it, and where in it a message stands: topic, reply, quote.

Forums and threads have habits that surprise bots; they are kept here. The module refuses to know
who sends and what is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from tests.fakes.telegram_chats import Chat
from tests.fakes.telegram_errors import Json, bad_request
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_text import units

MAX_QUOTE = 1024


class Standing(Enum):
    """What the bot is in a room."""

    MEMBER = "member"
    BLOCKED = "blocked"
    KICKED = "kicked"


@dataclass(slots=True)
class Room:
    """A chat with all that happened in it."""

    chat: Chat
    standing: Standing = Standing.MEMBER
    moved_to: int | None = None
    closed_topics: set[int] = field(default_factory=set)
    messages: dict[int, Json] = field(default_factory=dict)
    last_id: int = 0

    def open_thread(self, thread: int) -> int | None:
        """Return the topic a call names, or refuse it; 0 names none."""
        if not thread:
            return None
        if thread not in self.chat.topics:
            raise bad_request("message thread not found")
        if thread in self.closed_topics:
            raise bad_request("TOPIC_CLOSED")
        return thread

    def topic_of(self, reply_to: int | None) -> int | None:
        """Return the topic of the message that is answered: an answer follows it there."""
        target = self.messages.get(reply_to, {}) if reply_to is not None else {}
        return target.get("message_thread_id") if target.get("is_topic_message") else None

    def place(self, reply_to: int | None, thread: int | None) -> Json:
        """Return the fields that say what a message answers and which topic it stands in."""
        topic = thread if thread is not None else self.topic_of(reply_to)
        # What answers nothing in a topic claims to answer the message that opened it.
        target = self.messages.get(reply_to if reply_to is not None else topic or 0)
        fields = _answered(target) if target else {}
        if topic is not None:
            return fields | {"message_thread_id": topic, "is_topic_message": True}
        if target and self.chat.kind == "supergroup":
            # Without topics, too, a reply carries the id of the message that began the thread.
            root = target.get("message_thread_id", target["message_id"])
            return fields | {"message_thread_id": root}
        return fields

    def answered(self, reply: Json) -> tuple[int | None, str | None]:
        """Read `reply_parameters`: the message that is answered, and the words quoted from it."""
        if not reply:
            return None, None
        if "message_id" not in reply:
            raise bad_request('can\'t find field "message_id"')
        target = self.messages.get(reply["message_id"])
        if target is None:
            if reply.get("allow_sending_without_reply"):
                return None, None
            raise bad_request("message to be replied not found")
        return target["message_id"], _quoted(target, reply)


def quote_json(text: str, quote: str) -> Json:
    """Return the `TextQuote` of these words of a text."""
    return {"text": quote, "position": units(text[: text.index(quote)]), "is_manual": True}


def _quoted(target: Json, reply: Json) -> str | None:
    if not reply.get("quote"):
        return None
    html = str(reply.get("quote_parse_mode", "")).lower() == "html"
    quote = parse_html(reply["quote"]).text if html else str(reply["quote"])
    if len(quote) > MAX_QUOTE or quote not in target.get("text", ""):
        raise bad_request("QUOTE_TEXT_INVALID")
    return quote


def _answered(target: Json) -> Json:
    # Telegram shows one step back, never a chain of replies.
    return {"reply_to_message": {k: v for k, v in target.items() if k != "reply_to_message"}}
