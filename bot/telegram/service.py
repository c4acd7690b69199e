"""The running bot: python-telegram-bot's application with our handlers, and the one boundary for its errors."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
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
    Message,
    Update,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.app import conversation, following, housekeeping, open_office, open_store
from bot.menus import Menu, menus
from bot.model import Notice, Tongue
from bot.telegram import incoming, outgoing
from bot.texts import tongue_of
from bot.worker import Worker
from config import ConfigError, Settings

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from retrieval.library import Library

_LOG = logging.getLogger(__name__)
AT_ONCE: Final = 16  # updates under way; each waits mostly for the network

R = TypeVar("R")
Running = Application[Any, Any, Any, Any, Any, Any]


def run(settings: Settings, library: Library) -> None:
    """Poll, and follow the folder of the documents, until the process is told to stop.

    Raises:
        ConfigError: where Telegram refuses the token.
    """
    store = open_store(settings)
    worker = Worker()
    office = open_office(settings, library, store)
    talk = conversation(settings, library, store, office, worker)
    application = build(settings, talk)
    logging.getLogger("telegram.ext").addFilter(_not_said_here)
    try:
        with following(library), housekeeping(office):
            application.run_polling(
                bootstrap_retries=-1,
                allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY],
                drop_pending_updates=False,
            )
    except InvalidToken:
        raise ConfigError("Telegram refuses the token in JUZHENG_TELEGRAM__TOKEN") from None
    finally:
        worker.close()
        store.close()
        library.close()


def _not_said_here(record: logging.LogRecord) -> bool:
    """A token that is refused at the start is one line of ours; the library would add its traceback."""
    refused = record.exc_info is not None and isinstance(record.exc_info[1], InvalidToken)
    return not (refused and "Bootstrap" in record.getMessage())


def build(settings: Settings, talk: Conversation) -> Running:
    """The application, wired; it has not begun to poll.

    Raises:
        ConfigError: where the settings have no token.
    """
    telegram = settings.telegram
    if telegram.token is None:
        raise ConfigError("JUZHENG_TELEGRAM__TOKEN is not set")
    edge = Edge(talk)
    application = (
        ApplicationBuilder()
        .token(telegram.token.get_secret_value())
        .base_url(f"{telegram.api_url}/bot")
        .base_file_url(f"{telegram.api_url}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=3))
        .concurrent_updates(AT_ONCE)
        .pool_timeout(10)
        .get_updates_connection_pool_size(4)
        .post_init(edge.announce)
        .build()
    )
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, edge.on_message))
    application.add_handler(CallbackQueryHandler(edge.on_press))
    application.add_error_handler(on_error)
    return application


class Edge:
    """Between the library and the conversation."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    async def announce(self, application: Running) -> None:
        """Register the command menus, and say on standard output that the bot is there."""
        await introduce(application.bot, self._talk)
        print(f"@{application.bot.username} is listening.", flush=True)
        if self._talk.code:
            print(
                f"Nobody is listed yet. Whoever sends it this becomes its first administrator:\n/start {self._talk.code}",
                flush=True,
            )

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Reply to a message that is for us."""
        message = update.message
        if message is None:
            return
        request = incoming.request_of(message, context.bot.bot)
        if request is None:
            return
        if request.addressed and request.text and self._talk.may_ask(request.asker, request.chat):
            await _typing(message, context)
        reply = await _or_failed(self._talk.respond(request), self._talk.tongue(request))
        if reply is not None:
            await outgoing.send(message, reply)

    async def on_press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Turn the page."""
        query = update.callback_query
        if query is None:
            return
        press = incoming.press_of(query)
        if press is None:
            await outgoing.acknowledge(query)
            return
        tongue = tongue_of(press.language_code) or "en"
        await outgoing.turn(query, await _or_failed(self._talk.press(press), tongue))


async def introduce(bot: Bot, talk: Conversation) -> None:
    """Register menus and descriptions, and learn what Telegram lets the bot do; what fails is said in the log."""
    access, vitals = talk.office.access, talk.office.vitals
    vitals.reads_all = bot.bot.can_read_all_group_messages
    vitals.inline = bot.bot.supports_inline_queries
    shown = menus(access.admins | frozenset(access.granted()))
    for menu in shown.menus:
        commands = [BotCommand(name, description) for name, description in menu.entries]
        await _registered(bot.set_my_commands(commands, _scope(menu), menu.language or None))
    for profile in shown.profiles:
        language = profile.language or None
        await _registered(bot.set_my_description(profile.description, language))
        await _registered(bot.set_my_short_description(profile.short, language))


async def _registered(working: Awaitable[bool]) -> None:
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


async def _or_failed(working: Awaitable[R], tongue: Tongue) -> R | Notice:
    """The reply, or where it could not be made a sentence that says so."""
    try:
        return await working
    except Exception:
        _LOG.exception("a question failed")
        return Notice("failed", tongue)


async def _typing(message: Message, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show, in the topic of the question, that it was received; if that fails, the answer still comes."""
    topic = message.message_thread_id if message.is_topic_message else None
    try:
        await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING, message_thread_id=topic)
    except TelegramError as error:
        _LOG.info("no typing shown: %s", error.message)


async def on_error(_: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The last boundary: what no handler caught is logged in a line that says what it means."""
    error = context.error
    if isinstance(error, Conflict):
        _LOG.error("another process is polling with this token; only one can")
    elif isinstance(error, Forbidden | BadRequest | NetworkError):
        _LOG.warning("Telegram: %s", error.message)
    else:
        _LOG.error("an update failed", exc_info=error)
