"""What Telegram shows of the bot before it is spoken to: command menus per scope and language, and its descriptions.

A menu stops nobody: what may be done is decided at the door. Telegram tells languages of menus apart by two letters
alone, so that both Chinese scripts share one menu, the simplified; whoever chose the traditional one with /lang gets
everything else in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bot.commands import COMMANDS, Command
from bot.model import Tongue
from bot.texts import say

Scope = Literal["default", "private", "groups", "group_admins", "chat"]
LANGUAGES: Final[dict[str, Tongue]] = {
    "": "en",
    "en": "en",
    "zh": "zh-hans",
}  # by Telegram's code, empty for all others


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands, each with what it does, for a scope and a language; `chat` is the one that is meant, where one is."""

    scope: Scope
    language: str
    entries: tuple[tuple[str, str], ...]
    chat: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """How the bot presents itself in a language: at most 512 characters, and 120."""

    language: str
    description: str
    short: str


@dataclass(frozen=True, slots=True)
class Menus:
    """All that is registered at the start."""

    menus: tuple[Menu, ...]
    profiles: tuple[Profile, ...]


def menus(admins: Collection[int]) -> Menus:
    """The menus, with those of the private chats of administrators, and the descriptions."""
    made = [menu for language in LANGUAGES for menu in _of_language(language, admins)]
    profiles = (
        Profile(language, say(tongue, "description"), say(tongue, "short_description"))
        for language, tongue in LANGUAGES.items()
    )
    return Menus(tuple(made), tuple(profiles))


def _of_language(language: str, admins: Collection[int]) -> Iterator[Menu]:
    everybody = [command for command in COMMANDS if not command.admin]
    in_groups = [command for command in everybody if not command.private]
    administering = [command for command in COMMANDS if command.admin and not command.private]
    yield Menu("default", language, _entries(in_groups, language))
    yield Menu("private", language, _entries(everybody, language))
    yield Menu("groups", language, _entries(in_groups, language))
    yield Menu("group_admins", language, _entries([*in_groups, *administering], language))
    for admin in sorted(admins):
        yield Menu("chat", language, _entries(COMMANDS, language), admin)


def _entries(commands: Collection[Command], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((command.name, say(LANGUAGES[language], command.help)) for command in commands)
