"""Stand-ins for the world outside: real sockets, real rules, nobody else's servers."""

from tests.fakes.bot_api import Call, FakeBotApi
from tests.fakes.telegram_chats import BotMessage, Chat, Person
from tests.fakes.telegram_errors import EntityError
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_keyboard import Button
from tests.fakes.telegram_methods import CallbackAnswer
from tests.fakes.telegram_text import Entity, ParsedText

__all__ = [
    "BotMessage",
    "Button",
    "Call",
    "CallbackAnswer",
    "Chat",
    "Entity",
    "EntityError",
    "FakeBotApi",
    "ParsedText",
    "Person",
    "parse_html",
]
