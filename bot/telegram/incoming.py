"""An update, as our request: whether a message is for us, and what it asks.

In a group a message is for us where it is a command, mentions us by an entity (text that merely looks like a
mention does not count), or replies to a message of ours.
"""

from __future__ import annotations

from typing import Final

from telegram import CallbackQuery, Message, MessageEntity, User
from telegram.constants import ChatType

from bot.commands import BY_NAME
from bot.model import ChatKind, Press, Request

CHECK: Final = "check"  # without words of its own it checks the message that it replies to
GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)


def request_of(message: Message, us: User) -> Request | None:
    """The request of a message; `None` where it is not for us."""
    sender = message.from_user
    kind = chat_kind(message)
    if sender is None or sender.is_bot or kind is None or message.text is None:
        return None
    command, addressee, rest = _command(message)
    if command and addressee and addressee.lower() != (us.username or "").lower():
        return None
    if kind == "group" and not _addressed(message, us, command, addressee):
        return None
    text = rest if command else _without_mention(message, us)
    if command == CHECK and not text.strip() and message.reply_to_message:
        text = message.reply_to_message.text or ""
    return Request(message.chat_id, kind, sender.id, text.strip(), command, sender.language_code)


def press_of(query: CallbackQuery) -> Press | None:
    """The press of a button; `None` where its message is gone."""
    if query.message is None or query.data is None:
        return None
    kind: ChatKind = "private" if query.message.chat.type == ChatType.PRIVATE else "group"
    return Press(query.message.chat.id, query.from_user.id, query.data, kind, query.from_user.language_code)


def chat_kind(message: Message) -> ChatKind | None:
    """Private or group; `None` for channels."""
    if message.chat.type == ChatType.PRIVATE:
        return "private"
    return "group" if message.chat.type in GROUPS else None


def _command(message: Message) -> tuple[str | None, str, str]:
    """The command at the start of a message, whose it is where that is said, and the text after it."""
    first = next((e for e in message.entities if e.type == MessageEntity.BOT_COMMAND and e.offset == 0), None)
    if first is None:
        return None, "", message.text or ""
    shown = message.parse_entity(first)
    name, _, addressee = shown[1:].partition("@")
    return name.lower(), addressee, (message.text or "").removeprefix(shown)


def _addressed(message: Message, us: User, command: str | None, addressee: str) -> bool:
    if command:
        return bool(addressee) or command in BY_NAME
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == us.id:
        return True
    return any(True for _ in _mentions(message, us))


def _mentions(message: Message, us: User) -> list[str]:
    """The mentions of us in a message, as they are written."""
    name = f"@{us.username}".lower()
    found = [message.parse_entity(e) for e in message.entities if e.type == MessageEntity.MENTION]
    named = [
        message.parse_entity(e)
        for e in message.entities
        if e.type == MessageEntity.TEXT_MENTION and e.user and e.user.id == us.id
    ]
    return [mention for mention in found if mention.lower() == name] + named


def _without_mention(message: Message, us: User) -> str:
    text = message.text or ""
    for mention in _mentions(message, us):
        text = text.replace(mention, " ", 1)
    return text
