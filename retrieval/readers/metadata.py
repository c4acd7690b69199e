"""What a file says of itself, as strings: placeholders are nothing, dates are ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

_PLACEHOLDERS: Final = frozenset(
    {"", "unknown", "none", "null", "n/a", "anonymous", "untitled", "未知", "佚名", "无"}
)
_LINKED: Final = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")  # a link of a notebook to another note
_DATE: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2}))?")


def text_of(fields: Mapping[str, object], *names: str) -> str | None:
    """The first of the named fields that says something, on one line."""
    return next((line for name in names if (line := _line(fields.get(name)))), None)


def _line(value: object) -> str:
    """A value on one line, several joined; empty where it says nothing."""
    if isinstance(value, list):
        return ", ".join(line for part in value if not isinstance(part, list) and (line := _line(part)))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        written = str(value)
    except ValueError:  # a number of thousands of digits
        return ""
    whole = written.encode("utf-8", "replace").decode("utf-8")  # without halves of surrogate pairs
    line = _LINKED.sub(r"\1", " ".join(whole.split()))
    return "" if line.lower() in _PLACEHOLDERS else line


def date_of(fields: Mapping[str, object], *names: str) -> str | None:
    """The first of the named fields that holds a date: `2026-01-08` or `2026-01-08T05:42`."""
    for name in names:
        if found := _date(fields.get(name)):
            return found
    return None


def _date(value: object) -> str | None:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")[:16]
    if isinstance(value, dt.date):
        return value.isoformat()
    match = _DATE.search(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups())
    try:
        moment = dt.datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    return moment.isoformat(timespec="minutes") if match[4] else moment.date().isoformat()


def link_of(fields: Mapping[str, object], *names: str) -> str | None:
    """The first of the named fields that holds a web address."""
    found = (text_of(fields, name) for name in names)
    return next((link for link in found if link and re.fullmatch(r"https?://\S+", link)), None)
