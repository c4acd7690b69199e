"""Claims about the table of commands."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest

from bot.commands import BY_NAME, COMMANDS, help_lines
from bot.model import Tongue
from bot.texts import say


def test_names_are_such_as_telegram_takes() -> None:
    """1 to 32 small letters, digits and underscores; each name once, a hundred commands at most."""
    names = [command.name for command in COMMANDS]
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert len(names) == len(set(names)) == len(BY_NAME) <= 100


@pytest.mark.parametrize("tongue", get_args(Tongue))
@pytest.mark.parametrize(("admin", "private"), list(product([True, False], repeat=2)))
def test_help_has_a_line_for_every_command_that_can_be_used(
    tongue: Tongue, *, admin: bool, private: bool
) -> None:
    """In the order of the table, each with what it does; those of administrators for them alone, and each where it works."""
    usable = [c for c in COMMANDS if (admin or not c.admin) and (private or not c.private)]
    lines = help_lines(tongue, admin=admin, private=private).split("\n")
    assert lines == [f"/{c.name}: {say(tongue, c.help)}" for c in usable]


def test_what_strangers_may_do_tells_them_nothing_of_the_documents() -> None:
    """To begin, with the code or to learn their id, and what is kept of them and how it is erased."""
    public = [command.name for command in COMMANDS if command.public]
    assert public == ["start", "whoami", "privacy", "forget"]
    assert not [command for command in COMMANDS if command.public and command.admin]
