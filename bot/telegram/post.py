"""The way to people who did not ask just now, and to the files that they sent."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from urllib.parse import quote

from telegram import Bot
from telegram.error import TelegramError

from bot.errors import NotHad
from bot.model import Reply, replaced
from bot.rendering import telegram_html
from bot.telegram.calls import Calls
from bot.telegram.inbox import Inbox
from bot.telegram.outgoing import Parcel
from bot.telegram.sender import Sender
from bot.worker import Worker

_LOG = logging.getLogger(__name__)


class Post:
    """`bot.model.Sending`, through the one sender of each chat."""

    def __init__(self, bot: Bot, calls: Calls, sender: Sender, inbox: Inbox, disk: Worker) -> None:
        self._bot = bot
        self._calls = calls
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

    async def fetch(self, file: str) -> AsyncGenerator[bytes]:
        """The bytes of a file that somebody sent, by Telegram's name for it, piece by piece, as they come.

        Raises:
            NotHad: where they cannot be had, or not all of them.
        """
        try:
            found = await self._bot.get_file(file)
            async with aclosing(self._calls.pieces(quote(found.file_path or "", safe=":/"))) as pieces:
                async for piece in pieces:
                    yield piece
        except (TelegramError, NotHad) as error:
            _LOG.warning("a file could not be fetched: %s", error)
            raise NotHad from None
