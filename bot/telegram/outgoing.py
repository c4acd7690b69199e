"""A reply, sent: to the asker's message, in its topic; or put in the place of a page before it."""

from __future__ import annotations

import logging

from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.model import Handed, Notice, Reply
from bot.rendering import telegram_html
from bot.texts import say

_LOG = logging.getLogger(__name__)

Rows = tuple[tuple[telegram_html.Button, ...], ...]


async def send(message: Message, reply: Reply) -> None:
    """Send a reply to a message; as plain text where Telegram does not take the markup."""
    made = telegram_html.message(reply)
    if made.file is not None:
        await _hand(message, made.file, made.html)
        return
    try:
        await _send(message, made.html, made.rows, ParseMode.HTML)
    except BadRequest as error:
        if "parse entities" not in error.message.lower():
            raise
        _LOG.error("Telegram refused our markup: %s", error.message)
        await _send(message, telegram_html.plain(made), made.rows, None)


async def _send(message: Message, text: str, rows: Rows, mode: ParseMode | None) -> None:
    await message.get_bot().send_message(
        message.chat_id,
        text,
        parse_mode=mode,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=_keyboard(rows),
    )


async def _hand(message: Message, file: Handed, caption: str) -> None:
    await message.get_bot().send_document(
        message.chat_id,
        file.data,
        filename=file.name,
        caption=caption or None,
        parse_mode=ParseMode.HTML,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )


async def turn(query: CallbackQuery, reply: Reply) -> None:
    """Answer a press, and put the page in the place of the one before; a notice is shown over the chat."""
    if isinstance(reply, Notice):
        await acknowledge(query, say(reply.tongue, reply.text, **reply.values)[:200])
        return
    await acknowledge(query)
    made = telegram_html.message(reply)
    try:
        await query.edit_message_text(
            made.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=_keyboard(made.rows),
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


async def acknowledge(query: CallbackQuery, alert: str | None = None) -> None:
    """Answer a press. One that waited longer than Telegram does, over a restart say, still turns the page."""
    try:
        await query.answer(alert, show_alert=alert is not None)
    except BadRequest as error:
        _LOG.info("a press was not answered: %s", error.message)


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(b) for b in row] for row in rows]) if rows else None


def _button(button: telegram_html.Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.copy:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.label, callback_data=button.data)
