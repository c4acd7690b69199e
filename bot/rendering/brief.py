"""Much in little room: a text in one line, the first of many lines, a length of time in one unit, a moment to the minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.model import Tongue
from bot.texts import say

DAY: Final = 86_400.0  # seconds
LINES: Final = 40  # of a message


def one_line(text: str, most: int) -> str:
    """A text without its line breaks, cut where it has more than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def first_lines(lines: Sequence[str]) -> str:
    """So many lines as a message has room for, and how many more there are."""
    more = len(lines) - LINES
    return "\n".join([*lines[:LINES], *([f"… +{more}"] if more > 0 else [])])


def lasting(seconds: float, tongue: Tongue) -> str:
    """A length of time in the one unit that says it best."""
    for name, unit in (("days", DAY), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2 * unit:
            return say(tongue, f"in_{name}", number=int(seconds // unit))
    return say(tongue, "in_seconds", number=max(0, int(seconds)))


def moment(at: float) -> str:
    """A moment, in seconds since the epoch, as it is shown: the day and the minute, in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")
