"""The running bot: its parts wired, from the first line it prints to the end of the process."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.app import conversation, following, housekeeping, open_office, open_store
from bot.errors import CannotServe
from bot.menus import Menu, menus
from bot.model import Pulse
from bot.telegram.calls import Calls
from bot.telegram.faults import pause_of
from bot.telegram.handling import Edge
from bot.telegram.inbox import Inbox
from bot.telegram.numbers import Numbers
from bot.telegram.pace import TELEGRAM, Pace, Windows
from bot.telegram.polling import KINDS, REFUSED, Poller
from bot.telegram.post import Post
from bot.telegram.sender import Rooms, Sender
from bot.telegram.webhook import Webhook
from bot.worker import Worker
from config import ConfigError, Settings

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from retrieval.library import Library

_LOG = logging.getLogger(__name__)
CONNECTIONS: Final = 64
ANSWER: Final = 10.0  # seconds for which an answer of Telegram is waited for
ENDING: Final = 5.0  # seconds in which an answer under way may still be sent
HOUR: Final = 3600.0
BEAT: Final = 0.1  # seconds between two looks at whether the loop is free
RINGING: Final = 2.0  # seconds between two looks at whether the index is another
HELD: Final = 0.05  # seconds after which it was not
PAUSE: Final = 30.0  # seconds, at most, between two attempts to reach Telegram at the start

R = TypeVar("R")


def run(settings: Settings, library: Library) -> None:
    """Receive messages, and follow the folder of the documents, until the process is told to stop.

    Raises:
        ConfigError: where there is no token.
        CannotServe: where Telegram refuses it, or another process receives with it.
    """
    store = open_store(settings)
    worker = Worker()
    office = open_office(settings, library, store)
    talk = conversation(settings, library, store, office, worker)
    try:
        library.warm()  # before anybody waits for it
        with following(library), housekeeping(office):
            asyncio.run(_until_told(settings, talk))
    finally:
        worker.close()
        store.close()
        library.close()


async def _until_told(settings: Settings, talk: Conversation) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    async with serving(settings, talk) as failing:
        ending = asyncio.create_task(told.wait())
        both: tuple[asyncio.Future[Any], ...] = (ending, failing)
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if failing.done():
            failing.result()


@dataclass(slots=True)
class _Parts:
    """What a running bot is made of."""

    bot: Bot
    edge: Edge
    inbox: Inbox
    disk: Worker
    pulse: Pulse
    polling: Calls
    url: str
    failing: asyncio.Future[None]


@asynccontextmanager
async def serving(
    settings: Settings, talk: Conversation, windows: Windows = TELEGRAM
) -> AsyncIterator[asyncio.Future[None]]:
    """The bot while it receives; the future ends, by an exception, where it can no longer.

    It sends no more than the windows let pass.

    Raises:
        ConfigError: where the settings have no token.
        CannotServe: where Telegram refuses it.
    """
    async with AsyncExitStack() as stack:
        parts = await _parts(settings, talk, windows, stack)
        await _patiently(parts.bot.initialize)
        stack.push_async_callback(parts.bot.shutdown)
        talk.home = f"https://t.me/{parts.bot.username}"
        parts.pulse.hears_all = parts.bot.bot.can_read_all_group_messages
        parts.pulse.inline = parts.bot.bot.supports_inline_queries
        stack.push_async_callback(parts.edge.lanes.close, ENDING)
        await _receive(settings, parts, stack)
        for work in (_tidy(parts), _beat(parts.pulse), _announce(parts.bot, talk), _ring(talk)):
            _in_background(work, parts.failing, stack)
        _greet(parts.bot, talk)
        yield parts.failing


async def _parts(settings: Settings, talk: Conversation, windows: Windows, stack: AsyncExitStack) -> _Parts:
    """Wire everything; nothing is sent yet."""
    if settings.telegram.token is None:
        raise ConfigError("JUZHENG_TELEGRAM__TOKEN is not set")
    token = settings.telegram.token.get_secret_value()
    inbox = Inbox(settings.data / "inbox.sqlite3", int(token.partition(":")[0]))
    stack.callback(inbox.close)
    disk = Worker()
    stack.callback(disk.close)
    polling = Calls(connection_pool_size=2, pool_timeout=ANSWER)
    calls = Calls(CONNECTIONS, read_timeout=ANSWER, write_timeout=ANSWER, pool_timeout=ANSWER)
    bot = _bot(settings.telegram.api_url, token, calls, polling)
    failing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    pulse = Pulse(began=time.time())
    rooms, numbers = await _rooms(talk, inbox, disk), Numbers()
    for chat, number in await disk.run(inbox.numbers):
        numbers.saw(chat, number)
    pace = Pace(time.monotonic, windows)
    sender = Sender(bot, pace, numbers, rooms, lambda: _fail(failing, CannotServe(REFUSED)))
    edge = Edge(bot, talk, sender, rooms, numbers, inbox, disk)
    post = Post(bot, calls, sender, inbox, disk)
    talk.sending, talk.fetching, talk.pulse = post, post, pulse
    return _Parts(bot, edge, inbox, disk, pulse, polling, f"{settings.telegram.api_url}/bot{token}", failing)


def _bot(api: str, token: str, calls: Calls, polling: Calls) -> Bot:
    return Bot(token, f"{api}/bot", f"{api}/file/bot", request=calls, get_updates_request=polling)


async def _rooms(talk: Conversation, inbox: Inbox, disk: Worker) -> Rooms:
    """What is known of chats; what is learned goes to the conversation first: once it is on disk it is not told again."""

    async def left(chat: int) -> None:
        await talk.left(chat)
        await disk.run(inbox.gone, chat, gone=True)

    async def went(chat: int, new: int) -> None:
        await talk.moved(chat, new)
        await disk.run(inbox.moved, chat, new)

    gone, moved = await disk.run(inbox.rooms)
    return Rooms(gone, moved, left, went)


async def _receive(settings: Settings, parts: _Parts, stack: AsyncExitStack) -> None:
    """Take up what is on disk; then fetch updates, or listen for them where an address is set."""
    telegram, edge = settings.telegram, parts.edge
    pending = await parts.disk.run(parts.inbox.pending)
    if telegram.webhook_url is None:
        await _patiently(parts.bot.delete_webhook)
        poller = Poller(parts.url, edge.take, parts.pulse, parts.polling)
        edge.caught_up = poller.caught_up
        edge.begin(pending)
        _in_background(poller.run(), parts.failing, stack)
        return
    secret = (
        telegram.webhook_secret.get_secret_value() if telegram.webhook_secret else secrets.token_urlsafe(32)
    )
    webhook = Webhook(telegram.webhook_url, secret, edge.take, parts.pulse)
    edge.caught_up = webhook.caught_up
    edge.begin(pending)
    webhook.listen(telegram.webhook_listen, telegram.webhook_port)
    stack.push_async_callback(webhook.close)
    address = telegram.webhook_url
    await _patiently(lambda: parts.bot.set_webhook(address, secret_token=secret, allowed_updates=KINDS))


async def _patiently(call: Callable[[], Awaitable[R]]) -> R:
    """Call until Telegram can be reached.

    Raises:
        CannotServe: where it refuses the token, or the address of the webhook.
    """
    pause = 0.5
    while True:
        try:
            return await call()
        except InvalidToken:
            raise CannotServe(REFUSED) from None
        except BadRequest as error:
            raise CannotServe(
                f"Telegram does not take what it is told at the start: {error.message}"
            ) from None
        except RetryAfter as error:
            pause = pause_of(error)
        except TelegramError as error:
            _LOG.warning("Telegram cannot be reached yet: %s", error.message)
            pause = min(2 * pause, PAUSE)
        await asyncio.sleep(pause)


def _in_background(work: Awaitable[None], failing: asyncio.Future[None], stack: AsyncExitStack) -> None:
    """Work until the bot ends; what ends the work ends the bot."""

    async def guarded() -> None:
        try:
            await work
        except CannotServe as error:
            _fail(failing, error)
        except Exception:
            _LOG.exception("the bot cannot go on")
            _fail(failing, CannotServe("the bot cannot go on; the log says why"))

    async def end() -> None:
        task.cancel()
        await asyncio.wait({task})

    task = asyncio.ensure_future(guarded())
    stack.push_async_callback(end)


def _fail(failing: asyncio.Future[None], error: Exception) -> None:
    if not failing.done():
        failing.set_exception(error)


async def _tidy(parts: _Parts) -> None:
    """Remove what is old, at the start and every hour."""
    while True:
        try:
            await parts.disk.run(parts.inbox.tidy)
        except sqlite3.Error as error:
            _LOG.warning("what is old was not removed, and will be in an hour: %s", error)
        await asyncio.sleep(HOUR)


async def _ring(talk: Conversation) -> None:
    """Whenever the index is another, and once at the start, tell those who wait for an answer that is there now."""
    edition: str | None = None
    while True:
        now = talk.archive.edition
        if talk.sending and now != edition:
            try:
                if await talk.renewed(talk.sending):
                    edition = now
            except Exception:
                _LOG.exception("not everybody who waits was told; it is tried again")
        await asyncio.sleep(RINGING)


async def _beat(pulse: Pulse) -> None:
    """Notice where something of ours held the event loop; while others had the processor, nothing did."""
    while True:
        before, spent = time.monotonic(), time.process_time()
        await asyncio.sleep(BEAT)
        late = min(time.monotonic() - before - BEAT, time.process_time() - spent)
        pulse.held = max(pulse.held, late)
        if late > HELD:
            _LOG.info("the event loop was held for %.0f ms", 1000 * late)


async def _announce(bot: Bot, talk: Conversation) -> None:
    """Register menus and descriptions."""
    access = talk.office.access
    shown = menus(access.admins | frozenset(access.granted()))
    for menu in shown.menus:
        commands = [BotCommand(name, description) for name, description in menu.entries]
        await _registered(bot.set_my_commands(commands, _scope(menu), menu.language or None))
    for profile in shown.profiles:
        language = profile.language or None
        await _registered(bot.set_my_description(profile.description, language))
        await _registered(bot.set_my_short_description(profile.short, language))


async def _registered(working: Awaitable[bool]) -> None:
    """Of an administrator who never spoke to the bot Telegram knows no chat: what fails is said in the log."""
    try:
        await working
    except TelegramError as error:
        _LOG.warning("a menu or a description was not registered: %s", error.message)


def _scope(menu: Menu) -> BotCommandScope:
    match menu.scope:
        case "private":
            return BotCommandScopeAllPrivateChats()
        case "groups":
            return BotCommandScopeAllGroupChats()
        case "group_admins":
            return BotCommandScopeAllChatAdministrators()
        case "chat":
            return BotCommandScopeChat(menu.chat or 0)
        case "default":
            return BotCommandScopeDefault()


def _greet(bot: Bot, talk: Conversation) -> None:
    """Say on standard output that the bot is there."""
    print(f"@{bot.username} is listening.", flush=True)
    if talk.code:
        print(
            f"Nobody is listed yet. Whoever sends it this becomes its first administrator:\n/start {talk.code}",
            flush=True,
        )
