"""Claims about the table of commands."""

from __future__ import annotations

import re
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
def test_help_has_a_line_for_every_command(tongue: Tongue) -> None:
    """In the order of the table, each with what it does."""
    lines = help_lines(tongue).split("\n")
    assert lines == [f"/{c.name}: {say(tongue, c.help)}" for c in COMMANDS]


def test_only_start_is_public() -> None:
    """Whoever is not listed can begin, with the code or to learn their id, and do nothing else."""
    assert [command.name for command in COMMANDS if command.public] == ["start"]
