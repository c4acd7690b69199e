"""EDGE: what administrators decided in a chat about who may ask: a person, a chat or a topic, allowed or denied.

And which groups had another number before, by which the settings may name them.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Final

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS rules (place TEXT PRIMARY KEY, allowed INTEGER NOT NULL, decided REAL NOT NULL);
CREATE TABLE IF NOT EXISTS moves (now INTEGER NOT NULL, before INTEGER NOT NULL, PRIMARY KEY (now, before)) WITHOUT ROWID;
"""


class Rules:
    """The decisions, over the store's connection; places are written as in `bot/access.py`."""

    def __init__(self, connection: sqlite3.Connection, reading: sqlite3.Connection) -> None:
        """Make the table where it is not there; `reading` is for what is asked in the event loop."""
        self._connection = connection
        self._reading = reading
        connection.executescript(_TABLES)

    def decide(self, place: str, *, allowed: bool) -> None:
        """Allow or deny a place, whatever was decided of it before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO rules VALUES (?, ?, ?)", (place, allowed, time.time())
        )

    def ruling(self, place: str) -> bool | None:
        """What was decided of a place; `None` where nothing was."""
        row = self._reading.execute("SELECT allowed FROM rules WHERE place = ?", (place,)).fetchone()
        return bool(row[0]) if row else None

    def all(self) -> dict[str, bool]:
        """Every decision, the last one first."""
        rows = self._reading.execute("SELECT place, allowed FROM rules ORDER BY decided DESC")
        return {place: bool(allowed) for place, allowed in rows}

    def former(self, chat: int) -> frozenset[int]:
        """The numbers that a group had before."""
        rows = self._reading.execute("SELECT before FROM moves WHERE now = ?", (chat,))
        return frozenset(before for (before,) in rows)

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup, with another number; it had no topics."""
        before = "INSERT OR IGNORE INTO moves SELECT ?1, before FROM moves WHERE now = ?2 UNION SELECT ?1, ?2"
        self._connection.execute(before, (new, old))
        self._connection.execute(
            "UPDATE OR REPLACE rules SET place = ? WHERE place = ?", (str(new), str(old))
        )
