"""A message as the one call that sends it, edits it, or answers a press or an inquiry with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.model import Handed, Offered
from bot.rendering import telegram_html
from bot.rendering.inline import Choice, choices
from bot.rendering.keyboards import Button
from bot.rendering.telegram_html import Message

_BLOCK: Final = re.compile("(<blockquote.*?</blockquote>|<pre>.*?</pre>)", re.DOTALL)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
OFFERED: Final = 50  # quotes that Telegram takes at once
LABEL: Final = 64  # characters above such a list


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way: to a chat, in a topic, as a reply.

    `rich` where the server may take that, `plain` where it takes no markup of ours at all.
    """

    chat: int
    made: Message
    topic: int | None = None
    reply_to: int | None = None
    plain: bool = False
    rich: bool = False

    @property
    def text(self) -> str:
        """The words as they are sent."""
        return telegram_html.plain(self.made) if self.plain else self.made.html

    @property
    def mode(self) -> ParseMode | None:
        """How the words are to be read."""
        return None if self.plain else ParseMode.HTML

    @property
    def reply(self) -> ReplyParameters | None:
        """What it replies to; if that is gone, the message is sent all the same."""
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True) if self.reply_to else None


async def send(bot: Bot, parcel: Parcel) -> int:
    """Send it once; the number of the message.

    Raises:
        TelegramError: where Telegram or the way to it does not let it pass.
    """
    if parcel.made.file is not None:
        return await _hand(bot, parcel, parcel.made.file)
    if parcel.rich:
        return await _send_richly(bot, parcel)
    sent = await bot.send_message(
        parcel.chat,
        parcel.text,
        parse_mode=parcel.mode,
        reply_parameters=parcel.reply,
        message_thread_id=parcel.topic,
        link_preview_options=NO_PREVIEW,
        reply_markup=_keyboard(parcel.made.rows),
    )
    return sent.message_id


async def _hand(bot: Bot, parcel: Parcel, file: Handed) -> int:
    sent = await bot.send_document(
        parcel.chat,
        file.data,
        filename=file.name,
        caption=parcel.text or None,
        parse_mode=parcel.mode,
        reply_parameters=parcel.reply,
        message_thread_id=parcel.topic,
    )
    return sent.message_id


async def _send_richly(bot: Bot, parcel: Parcel) -> int:
    """The library does not know this method yet."""
    asked = {
        "chat_id": parcel.chat,
        "rich_message": rich(parcel.made),
        "reply_parameters": parcel.reply,
        "message_thread_id": parcel.topic,
        "reply_markup": _keyboard(parcel.made.rows),
    }
    given = {name: value for name, value in asked.items() if value is not None}
    sent: dict[str, Any] = await bot.do_api_request("sendRichMessage", api_kwargs=given)
    return int(sent["message_id"])


def rich(made: Message) -> dict[str, object]:
    """The message as `InputRichMessage`: each line a paragraph, for there white space means nothing.

    Of the tags that the Bot API (10.3, "Rich HTML style") documents it takes those of an ordinary message, `p`, and inside
    a quote `br`.
    """
    return {"html": "".join(map(_richly, _BLOCK.split(made.html))), "skip_entity_detection": True}


def _richly(part: str) -> str:
    """A block as it is, but for the ends of its lines where they would mean nothing; other lines as paragraphs."""
    if part.startswith("<pre"):
        return part
    if part.startswith("<blockquote"):
        return part.replace("\n", "<br>")
    return "".join(map(_paragraph, part.split("\n")))


def _paragraph(line: str) -> str:
    return f"<p>{line}</p>" if line.strip() else ""


async def edit(bot: Bot, parcel: Parcel, number: int) -> None:
    """Put the message in the place of one of ours, once.

    Raises:
        TelegramError: as in `send`; also where it stands there already, word for word.
    """
    if parcel.made.file is not None:
        await bot.edit_message_caption(
            parcel.chat, number, caption=parcel.text or None, parse_mode=parcel.mode
        )
        return
    if parcel.rich:
        await bot.edit_message_text(
            None,  # type: ignore[arg-type] # what is rich has no text beside
            parcel.chat,
            number,
            reply_markup=_keyboard(parcel.made.rows),
            api_kwargs={"rich_message": rich(parcel.made)},
        )
        return
    await bot.edit_message_text(
        parcel.text,
        parcel.chat,
        number,
        parse_mode=parcel.mode,
        link_preview_options=NO_PREVIEW,
        reply_markup=_keyboard(parcel.made.rows),
    )


async def offer(bot: Bot, inquiry: str, offered: Offered, seconds: int) -> None:
    """Answer an inquiry; a notice stands above the list, and leads to the private chat.

    Raises:
        TelegramError: where it is too late, say.
    """
    made = choices(offered)
    label = made.notice[:LABEL]
    await bot.answer_inline_query(
        inquiry,
        [_article(choice) for choice in made.choices[:OFFERED]],
        cache_time=seconds,
        is_personal=True,
        next_offset=made.next_offset,
        button=InlineQueryResultsButton(label, start_parameter="inline") if label else None,
    )


def _article(choice: Choice) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        choice.id,
        choice.title,
        InputTextMessageContent(choice.html, ParseMode.HTML, link_preview_options=NO_PREVIEW),
        reply_markup=_keyboard(choice.rows),
        description=choice.description,
    )


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(b) for b in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.copy:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.label, callback_data=button.data)
