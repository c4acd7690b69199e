"""How a bot presents itself: its command menus and its descriptions, by scope and language.

These methods keep what they are given within Telegram's limits. The module refuses to know chats
and messages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from tests.fakes.telegram_errors import Json, bad_request
from tests.fakes.telegram_wire import Params

MAX_COMMANDS = 100
MAX_COMMAND_TEXT = 256
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")

Method: TypeAlias = Callable[[Params], Awaitable[Any]]


class Profile:
    """Command menus and descriptions; the key of a menu is (scope as JSON, language)."""

    def __init__(self) -> None:
        """Begin with nothing set."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}

    def methods(self) -> dict[str, Method]:
        """Return the methods by their documented names."""
        return {
            "setMyCommands": self._set_commands,
            "deleteMyCommands": self._delete_commands,
            "getMyCommands": self._get_commands,
            "setMyDescription": self._set_description,
            "getMyDescription": self._get_description,
            "setMyShortDescription": self._set_short_description,
            "getMyShortDescription": self._get_short_description,
        }

    async def _set_commands(self, params: Params) -> bool:
        commands = params.array("commands")
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _check_command(command)
        self.commands[_menu(params)] = commands
        return True

    async def _delete_commands(self, params: Params) -> bool:
        self.commands.pop(_menu(params), None)
        return True

    async def _get_commands(self, params: Params) -> list[Json]:
        return self.commands.get(_menu(params), [])

    async def _set_description(self, params: Params) -> bool:
        text = params.text("description")
        if len(text) > MAX_DESCRIPTION:
            raise bad_request("bot description is too long")
        self.descriptions[_language(params)] = text
        return True

    async def _get_description(self, params: Params) -> Json:
        return {"description": self.descriptions.get(_language(params), "")}

    async def _set_short_description(self, params: Params) -> bool:
        text = params.text("short_description")
        if len(text) > MAX_SHORT_DESCRIPTION:
            raise bad_request("bot short description is too long")
        self.short_descriptions[_language(params)] = text
        return True

    async def _get_short_description(self, params: Params) -> Json:
        return {"short_description": self.short_descriptions.get(_language(params), "")}


def _check_command(command: Json) -> None:
    if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(str(command.get("description", ""))) <= MAX_COMMAND_TEXT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _menu(params: Params) -> tuple[str, str]:
    scope = params.mapping("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), _language(params)
