"""People, chats and messages: the values a test sees, and the JSON the bot sees of them.

Everything here is a value or the making of one. Who may write where, and what happens when
somebody does, belongs to `telegram_world`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from tests.fakes.telegram_errors import Json
from tests.fakes.telegram_keyboard import Button, Keyboard, keyboard_json
from tests.fakes.telegram_text import QUOTES, Entity, ParsedText

# Ids below this one belong to supergroups, which count their messages by themselves.
_SUPERGROUPS_FROM = -1_000_000_000_000


@dataclass(frozen=True, slots=True)
class Person:
    """A user of Telegram, the bot included."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        """Return the `User` of the Bot API."""
        user = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return user | _present(username=self.username, language_code=self.language_code)


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat (then `person` is set), a group, or a supergroup; `topics` are thread ids."""

    id: int
    title: str = ""
    person: Person | None = None
    members: tuple[Person, ...] = ()
    topics: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        """The type of the chat in Telegram's words."""
        if self.person:
            return "private"
        return "supergroup" if self.id < _SUPERGROUPS_FROM else "group"

    def as_json(self) -> Json:
        """Return the `Chat` of the Bot API."""
        chat: Json = {"id": self.id, "type": self.kind}
        if self.person:
            names = {"first_name": self.person.first_name, "username": self.person.username}
            return chat | _present(**names)
        return chat | {"title": self.title} | ({"is_forum": True} if self.topics else {})


@dataclass(frozen=True, slots=True)
class BotMessage:
    """A message of the bot as it stands after its last edit; offsets are UTF-16 units."""

    chat_id: int
    message_id: int
    text: str
    entities: tuple[Entity, ...] = ()
    markup: Keyboard = ()
    reply_to: int | None = None
    quote: str | None = None
    thread: int | None = None
    preview: bool = True
    edits: int = 0
    deleted: bool = False
    document: tuple[str, bytes] | None = None
    rich: bool = False

    @property
    def bold(self) -> list[str]:
        """The bold stretches; one that a link cuts into pieces counts once."""
        return self._stretches("bold")

    @property
    def italic(self) -> list[str]:
        """The italic stretches."""
        return self._stretches("italic")

    @property
    def quotes(self) -> list[str]:
        """The block quotes, expandable ones included."""
        return [self._parsed.words(entity) for entity in self._parsed.of(*QUOTES)]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links that stand behind words: (words, address)."""
        return [(self._parsed.words(e), e.url or "") for e in self._parsed.of("text_link")]

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row by row."""
        return list(chain.from_iterable(self.markup))

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons."""
        return [button.text for button in self.buttons]

    def words(self, kind: str) -> list[str]:
        """Return the words under every entity of this type."""
        return [self._parsed.words(entity) for entity in self._parsed.of(kind)]

    def button(self, label_or_data: str) -> Button:
        """Return the button with this label or callback data."""
        for button in self.buttons:
            if label_or_data in (button.text, button.callback_data):
                return button
        raise AssertionError(f"no button {label_or_data!r} among {self.labels}")

    @property
    def _parsed(self) -> ParsedText:
        return ParsedText(self.text, self.entities)

    def _stretches(self, kind: str) -> list[str]:
        joined: list[Entity] = []
        edges = {edge for quote in self._parsed.of(*QUOTES) for edge in (quote.offset, quote.end)}
        for entity in self._parsed.of(kind):
            if joined and joined[-1].end == entity.offset and entity.offset not in edges:
                joined.append(entity.between(joined.pop().offset, entity.end))
            else:
                joined.append(entity)
        return [self._parsed.words(entity) for entity in joined]


def message_json(
    message_id: int,
    sender: Person,
    chat: Chat,
    date: int,
    text: ParsedText,
    people: Iterable[Person] = (),
) -> Json:
    """Return the plain part of a `Message` of the Bot API."""
    message = {
        "message_id": message_id,
        "from": sender.as_json(),
        "chat": chat.as_json(),
        "date": date,
        "text": text.text,
    }
    return message | entities_json(text.entities, people)


def as_document(message: Json, document: tuple[str, bytes]) -> Json:
    """Return the message as one that brings a file: its words are the caption."""
    name, content = document
    kept = {key: value for key, value in message.items() if key not in {"text", "entities"}}
    captions = {"text": "caption", "entities": "caption_entities"}
    said = {captions[key]: message[key] for key in captions if message.get(key)}
    number = message["message_id"]
    file = {"file_id": f"sent-{number}", "file_unique_id": f"unique-sent-{number}"}
    return kept | said | {"document": file | {"file_name": name, "file_size": len(content)}}


def entities_json(entities: Iterable[Entity], people: Iterable[Person]) -> Json:
    """Return the `entities` field, left out when there are none; mentioned users are named."""
    known = {person.id: person.as_json() for person in people}
    listed = [
        entity.as_json() | ({"user": known[entity.user_id]} if entity.user_id in known else {})
        for entity in entities
        if entity.user_id is None or entity.user_id in known
    ]
    return {"entities": listed} if listed else {}


def markup_json(keyboard: Keyboard) -> Json:
    """Return the `reply_markup` field, left out when there is no keyboard."""
    return {"reply_markup": keyboard_json(keyboard)} if keyboard else {}


def topic_opened(chat: Chat, thread: int, date: int) -> Json:
    """Return the service message that opens a topic; first messages in it claim to reply to it."""
    creator = Person(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
    return {
        "message_id": thread,
        "message_thread_id": thread,
        "is_topic_message": True,
        "from": creator.as_json(),
        "chat": chat.as_json(),
        "date": date,
        "forum_topic_created": {"name": f"Topic {thread}", "icon_color": 7_322_096},
    }


def _present(**values: str | None) -> Json:
    return {name: value for name, value in values.items() if value is not None}
