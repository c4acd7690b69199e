"""The state behind the API: rooms with their messages, the bot's messages, queries, files.

It outlives every bot that connects, and it knows who may write to whom. It refuses to know methods
and parameters (`telegram_methods`) and the tests' way of speaking (`bot_api`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.fakes.telegram_chats import (
    BotMessage,
    Chat,
    Person,
    as_document,
    markup_json,
    message_json,
    topic_opened,
)
from tests.fakes.telegram_errors import BotApiError, Json, bad_request, forbidden
from tests.fakes.telegram_rooms import Room, Standing, quote_json
from tests.fakes.telegram_text import ParsedText, slice_units
from tests.fakes.telegram_updates import Inbox

# A press that is answered later than this is answered in vain.
QUERY_LIFETIME = 15.0


@dataclass(frozen=True, slots=True)
class Query:
    """A pressed button that waits for an answer."""

    id: str
    pressed_at: float


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent."""

    file_id: str
    path: str
    content: bytes


class World:
    """Everything Telegram would remember."""

    def __init__(self, bot: Person, clock: Callable[[], float], *, privacy_mode: bool) -> None:
        """Begin with an empty world around one bot."""
        self.bot = bot
        self.clock = clock
        self.privacy_mode = privacy_mode
        self.inbox = Inbox()
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.messages: dict[tuple[int, int], BotMessage] = {}
        self.states: list[BotMessage] = []
        self.sent_at: dict[tuple[int, int], float] = {}
        self.queries: dict[str, Query] = {}
        self.inquiries: dict[str, Query] = {}
        self.files: dict[str, Upload] = {}
        self._account_last_id = 0

    @property
    def now(self) -> int:
        """The time as Telegram writes it."""
        return int(self.clock())

    def everybody(self) -> list[Person]:
        """All people, and the bot."""
        return [self.bot, *self.people.values()]

    def open_room(self, chat: Chat) -> Room:
        """Return the room of this chat, and make it on first sight."""
        room = self.rooms.get(chat.id)
        if room is None:
            room = self.rooms[chat.id] = Room(chat, last_id=max(chat.topics, default=0))
        room.chat = chat
        for thread in chat.topics:
            room.messages.setdefault(thread, topic_opened(chat, thread, self.now))
        return room

    def room_for(self, chat_id: str | int) -> Room:
        """Find the room a call names, if the bot may write there; refuse it otherwise."""
        if chat_id == "":
            raise bad_request("chat_id is empty")
        room = self.rooms.get(chat_id) if isinstance(chat_id, int) else self._named(chat_id)
        if room is None:
            raise self._no_room(chat_id)
        if room.moved_to is not None:
            raise BotApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=room.moved_to,
            )
        if room.standing is Standing.BLOCKED:
            raise forbidden("bot was blocked by the user")
        if room.standing is Standing.KICKED:
            raise forbidden(f"bot was kicked from the {room.chat.kind} chat")
        return room

    def next_id(self, room: Room) -> int:
        """Give a message its number: supergroups count alone, all other chats count together."""
        if room.chat.kind == "supergroup":
            room.last_id += 1
            return room.last_id
        self._account_last_id += 1
        return self._account_last_id

    def keep(self, message: BotMessage) -> Json:
        """Store a state of a message of the bot, and return it as the bot sees it."""
        room = self.rooms[message.chat_id]
        before = room.messages.get(message.message_id, {})
        stored = message_json(
            message.message_id,
            self.bot,
            room.chat,
            before.get("date", self.now),
            ParsedText(message.text, message.entities),
            self.everybody(),
        )
        stored |= room.place(message.reply_to, message.thread) | markup_json(message.markup)
        if message.document is not None:
            stored = as_document(stored, message.document)
        if message.quote is not None:
            answered = stored.get("reply_to_message", {}).get("text", message.quote)
            stored["quote"] = quote_json(answered, message.quote)
        if message.edits:
            stored["edit_date"] = self.now
        room.messages[message.message_id] = stored
        self.messages[message.chat_id, message.message_id] = message
        self.states.append(message)
        self.sent_at.setdefault((message.chat_id, message.message_id), self.clock())
        return stored

    def forget(self, room: Room, message_id: int) -> None:
        """Delete a message; what the bot sent stays on record, marked as deleted."""
        del room.messages[message_id]
        key = room.chat.id, message_id
        if key in self.messages:
            self.messages[key] = replace(self.messages[key], deleted=True)

    def hears(self, room: Room, message: Json) -> bool:
        """Tell whether Telegram delivers this message of a person to the bot."""
        if room.standing in (Standing.KICKED, Standing.BLOCKED):
            return False
        if room.chat.kind == "private" or not self.privacy_mode:
            return True
        answered = message.get("reply_to_message", {})
        if answered.get("from", {}).get("id") == self.bot.id:
            return True
        return any(self._addresses(message, entity) for entity in message.get("entities", ()))

    def _addresses(self, message: Json, entity: Json) -> bool:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        words = slice_units(message["text"], start, end).lower()
        own_name = f"@{self.bot.username}".lower()
        if entity["type"] == "bot_command":
            return "@" not in words or words.endswith(own_name)
        if entity["type"] == "mention":
            return words == own_name
        return bool(entity["type"] == "text_mention" and entity["user"]["id"] == self.bot.id)

    def _named(self, name: str) -> Room | None:
        digits = name.removeprefix("-")
        return self.rooms.get(int(name)) if digits.isdecimal() else None

    def _no_room(self, chat_id: str | int) -> BotApiError:
        if chat_id in self.people:
            return forbidden("bot can't initiate conversation with a user")
        return bad_request("chat not found")
