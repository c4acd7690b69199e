"""The way to people who did not ask just now, and to the files that they sent."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.model import Reply, replaced
from bot.rendering import telegram_html
from bot.telegram.inbox import Inbox
from bot.telegram.outgoing import Parcel
from bot.telegram.sender import Sender
from bot.worker import Worker

_LOG = logging.getLogger(__name__)


class Post:
    """`bot.model.Sending`, through the one sender of each chat."""

    def __init__(self, bot: Bot, sender: Sender, inbox: Inbox, disk: Worker) -> None:
        self._bot = bot
        self._sender = sender
        self._inbox = inbox
        self._disk = disk

    async def send(self, chat: int, topic: int | None, reply_to: int | None, reply: Reply) -> int | None:
        """Send a reply, or put it in the place of the message that it replaces; the number of the message.

        `None` where it cannot be delivered for good.

        Raises:
            NotNow: where it may be delivered later.
        """
        parcel = Parcel(chat, telegram_html.message(reply), topic, reply_to)
        replaces = replaced(reply)
        if replaces is not None and await self._sender.edit(parcel, replaces):
            return replaces
        number = await self._sender.send(parcel)
        if number is not None:
            await self._disk.run(self._inbox.sent, self._sender.now(chat), number)
        return number

    async def fetch(self, file: str) -> bytes | None:
        """The bytes of a file that somebody sent, by Telegram's name for it; `None` where they cannot be had."""
        try:
            found = await self._bot.get_file(file)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            _LOG.warning("a file could not be fetched: %s", error.message)
            return None
