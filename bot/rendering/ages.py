"""How long ago something was published, as far as its date tells: "3 days ago", "两年前"."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.model import Tongue
from bot.texts import say

_MONTH: Final = 30.44  # days
_YEAR: Final = 365.25


def age(published: str | None, today: str, tongue: Tongue) -> str:
    """The age on a day, both as ISO 8601; empty where the date is unknown, too coarse for one, or not past.

    Of a month the last day counts, and of a year, so that nothing is said to be older than it is.
    """
    days = _days(published or "", today)
    if days is None or days < 0:
        return ""
    if days < 2:
        exact = len((published or "")[:10]) == 10
        return say(tongue, "yesterday" if days else "today") if exact else ""
    for name, least, length in (("years", 730, _YEAR), ("months", 61, _MONTH), ("weeks", 14, 7.0)):
        if days >= least:
            return say(tongue, f"age_{name}", count=max(2, int(days / length)))
    return say(tongue, "age_days", count=days)


def _days(published: str, today: str) -> int | None:
    try:
        now = date.fromisoformat(today)
        return (now - _last_day(published[:10])).days
    except ValueError:
        return None


def _last_day(day: str) -> date:
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], 12) if len(parts) == 1 else (parts[0], parts[1])
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
