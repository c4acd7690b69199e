"""An update, as our request: what it asks, and whether it is said to us.

In a group a message is said to us where it is a command, mentions us by an entity (text that merely looks like a
mention does not count), or replies to a message of ours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from telegram import (
    CallbackQuery,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.commands import BY_NAME
from bot.model import Attachment, ChatKind, Forwarded, Press, Replied, Request

GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)


def request_of(message: Message, us: User, *, edited: bool = False) -> Request | None:
    """The request of a person's message; `None` for those of bots and channels, and commands of other bots."""
    asker = _asker(message)
    kind = chat_kind(message)
    attachment = _attachment(message)
    if asker is None or kind is None or not (_words(message) or attachment):
        return None
    if message.via_bot and message.via_bot.id == us.id:
        return None  # a quote of ours that somebody chose in inline mode
    command, addressee, rest = _command(message)
    if command and addressee and addressee.lower() != (us.username or "").lower():
        return None
    return Request(
        message.chat_id,
        kind,
        asker,
        (rest if command else _without_mention(message, us)).strip(),
        command,
        message.from_user.language_code if message.from_user else None,
        message=message.message_id,
        topic=message.message_thread_id if message.is_topic_message else None,
        addressed=kind == "private" or _addressed(message, us, command, addressee),
        edited=edited,
        replied=_replied(message, us),
        attachment=attachment,
        forwarded=_forwarded(message),
    )


def _asker(message: Message) -> int | None:
    """Who speaks: a person, or the group itself, where an administrator hides behind it; not bots and channels."""
    sender, behalf = message.from_user, message.sender_chat
    if behalf is not None:
        return behalf.id if behalf.id == message.chat_id and chat_kind(message) == "group" else None
    return None if sender is None or sender.is_bot or message.is_automatic_forward else sender.id


def wanted(changed: ChatMemberUpdated) -> bool | None:
    """Whether a chat wants us from now on; `None` for channels, which we do not write to."""
    if changed.chat.type == ChatType.CHANNEL:
        return None
    now = changed.new_chat_member
    if now.status in {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}:
        return False
    return not isinstance(now, ChatMemberRestricted) or (now.is_member and now.can_send_messages)


def press_of(query: CallbackQuery) -> Press | None:
    """The press of a button; `None` where its message is gone."""
    message = query.message
    if message is None or query.data is None:
        return None
    kind: ChatKind = "private" if message.chat.type == ChatType.PRIVATE else "group"
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Press(
        message.chat.id,
        query.from_user.id,
        query.data,
        kind,
        query.from_user.language_code,
        message=message.message_id,
        topic=topic,
    )


def _replied(message: Message, us: User) -> Replied | None:
    """What a message replies to, or the part of it that was chosen; the first message of a topic is not meant, to which all reply."""
    to = message.reply_to_message
    if to is None or to.forum_topic_created:
        return None
    ours = to.from_user is not None and to.from_user.id == us.id
    words = message.quote.text if message.quote else _words(to)
    return Replied(to.message_id, words, ours, _asker(to) or 0)


def _forwarded(message: Message) -> Forwarded | None:
    """Where a message comes from that was forwarded; of a channel, with the address of the post where that is public."""
    match message.forward_origin:
        case MessageOriginChannel(date=at, chat=chat, message_id=number):
            return Forwarded(chat.title or "", _iso(at), f"{chat.link}/{number}" if chat.link else None)
        case MessageOriginChat(date=at, sender_chat=chat):
            return Forwarded(chat.title or "", _iso(at))
        case MessageOriginUser(date=at, sender_user=user):
            return Forwarded(user.full_name, _iso(at))
        case MessageOriginHiddenUser(date=at, sender_user_name=name):
            return Forwarded(name, _iso(at))
    return None


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


def _attachment(message: Message) -> Attachment | None:
    """What came with a message beside words."""
    if file := message.document:
        return Attachment("document", file.file_id, file.file_name or "", file.file_size or 0)
    if message.voice or message.video_note or message.audio:
        return Attachment("voice")
    if message.photo:
        return Attachment("photo")
    if message.sticker:
        return Attachment("sticker")
    if message.video or message.animation:
        return Attachment("video")
    return Attachment("other") if message.effective_attachment else None


def chat_kind(message: Message) -> ChatKind | None:
    """Private or group; `None` for channels."""
    if message.chat.type == ChatType.PRIVATE:
        return "private"
    return "group" if message.chat.type in GROUPS else None


def _words(message: Message) -> str:
    return message.text or message.caption or ""


def _entities(message: Message) -> dict[MessageEntity, str]:
    """What Telegram marked in the words of a message, each with its words."""
    if message.text:
        return message.parse_entities()
    return message.parse_caption_entities() if message.caption else {}


def _command(message: Message) -> tuple[str | None, str, str]:
    """The command at the start of a message, whose it is where that is said, and the text after it.

    What was forwarded commands nothing: those are somebody else's words, and who passes them on may be an administrator.
    """
    words = _words(message)
    if message.forward_origin:
        return None, "", words
    for entity, shown in _entities(message).items():
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, _, addressee = shown[1:].partition("@")
            return name.lower(), addressee, words.removeprefix(shown)
    return None, "", words


def _addressed(message: Message, us: User, command: str | None, addressee: str) -> bool:
    if command:
        return bool(addressee) or command in BY_NAME
    replied = _replied(message, us)
    return bool((replied and replied.ours) or _mentions(message, us))


def _mentions(message: Message, us: User) -> list[str]:
    """The mentions of us in a message, as they are written."""
    name = f"@{us.username}".lower()
    return [
        shown
        for entity, shown in _entities(message).items()
        if (entity.type == MessageEntity.MENTION and shown.lower() == name)
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == us.id)
    ]


def _without_mention(message: Message, us: User) -> str:
    text = _words(message)
    for mention in _mentions(message, us):
        text = text.replace(mention, " ", 1)
    return text
