"""A message as the one call that sends it, edits it, or answers a press or an inquiry with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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

from bot.model import Found, Handed, Notice, Offered
from bot.rendering import telegram_html
from bot.rendering.quotes import readable
from bot.rendering.telegram_html import Message
from retrieval.model import Answer

_QUOTE: Final = re.compile("(<blockquote.*?</blockquote>)", re.DOTALL)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
OFFERED: Final = 50  # quotes that Telegram takes at once
TITLE: Final = 100  # characters of a quote in a list of them
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
        reply_markup=_keyboard(parcel.made),
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
        "reply_markup": _keyboard(parcel.made),
    }
    given = {name: value for name, value in asked.items() if value is not None}
    sent: dict[str, Any] = await bot.do_api_request("sendRichMessage", api_kwargs=given)
    return int(sent["message_id"])


def rich(made: Message) -> dict[str, object]:
    """The message as `InputRichMessage`: each line a paragraph, for there white space means nothing."""
    parts = _QUOTE.split(made.html)
    lines = [
        part.replace("\n", "<br>")
        if part.startswith("<blockquote")
        else "".join(map(_paragraph, part.split("\n")))
        for part in parts
    ]
    return {"html": "".join(lines), "skip_entity_detection": True}


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
            reply_markup=_keyboard(parcel.made),
            api_kwargs={"rich_message": rich(parcel.made)},
        )
        return
    await bot.edit_message_text(
        parcel.text,
        parcel.chat,
        number,
        parse_mode=parcel.mode,
        link_preview_options=NO_PREVIEW,
        reply_markup=_keyboard(parcel.made),
    )


async def offer(bot: Bot, inquiry: str, offered: Offered, seconds: int) -> None:
    """Answer an inquiry; a notice stands above the empty list, and leads to the private chat.

    Raises:
        TelegramError: where it is too late, say.
    """
    notice = offered.found if isinstance(offered.found, Notice) else None
    label = telegram_html.plain(telegram_html.message(notice))[:LABEL] if notice else ""
    await bot.answer_inline_query(
        inquiry,
        articles(offered),
        cache_time=seconds,
        is_personal=True,
        next_offset=offered.next_offset,
        button=InlineQueryResultsButton(label, start_parameter="inline") if label else None,
    )


def articles(offered: Offered) -> list[InlineQueryResultArticle]:
    """Quotes to choose from; each is sent as it is shown in a chat, without the buttons."""
    return list(_articles(offered.found))[:OFFERED] if isinstance(offered.found, Found) else []


def _articles(found: Found) -> Iterator[InlineQueryResultArticle]:
    if not isinstance(found.answer, Answer):
        return
    for position, citation in enumerate(found.answer.citations):
        made = telegram_html.message(replace(found, position=position))
        document = citation.document
        yield InlineQueryResultArticle(
            f"{found.key}:{position}",
            _line(readable(citation)[0]) or "…",
            InputTextMessageContent(made.html, ParseMode.HTML, link_preview_options=NO_PREVIEW),
            description=_line(
                " · ".join(filter(None, (document.publisher, document.published, document.title)))
            ),
        )


def _line(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(telegram_html.plain(Message(telegram_html.escape(text))).split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1]}…"


def _keyboard(made: Message) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(b) for b in row] for row in made.rows]) if made.rows else None


def _button(button: telegram_html.Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.copy:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.label, callback_data=button.data)
