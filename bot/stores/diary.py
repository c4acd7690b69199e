"""EDGE: what was asked, whether it was answered, and how long that took; who asked and where stand as pseudonyms."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

AT_ONCE: Final = 500  # rows
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS diary (number INTEGER PRIMARY KEY, at REAL NOT NULL, person INTEGER NOT NULL, chat INTEGER NOT NULL,
    text TEXT NOT NULL, claim INTEGER NOT NULL, reason TEXT, ms REAL NOT NULL);
CREATE INDEX IF NOT EXISTS diary_by_time ON diary (at);
CREATE INDEX IF NOT EXISTS diary_of_person ON diary (person);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question: `at` in seconds since the epoch, `reason` why nothing answers, `None` where something does."""

    at: float
    text: str
    claim: bool
    reason: str | None
    ms: float


class Diary:
    """The entries, over the store's connection."""

    def __init__(self, connection: sqlite3.Connection, pseudonym: Callable[[int], int]) -> None:
        """Make the tables where they are not there."""
        self._connection = connection
        self._pseudonym = pseudonym
        connection.executescript(_TABLES)

    def note(self, person: int, chat: int, entry: Entry) -> None:
        """Note a question of a person in a chat."""
        self._connection.execute(
            "INSERT INTO diary (at, person, chat, text, claim, reason, ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                entry.at,
                self._pseudonym(person),
                self._pseudonym(chat),
                entry.text,
                entry.claim,
                entry.reason,
                entry.ms,
            ),
        )

    def since(self, begin: float) -> Sequence[Entry]:
        """The entries from a moment on, the oldest first."""
        rows = self._connection.execute(
            "SELECT at, text, claim, reason, ms FROM diary WHERE at >= ? ORDER BY number", (begin,)
        )
        return [Entry(at, text, bool(claim), reason, ms) for at, text, claim, reason, ms in rows]

    def people_since(self, begin: float) -> int:
        """How many people asked something from a moment on."""
        row = self._connection.execute("SELECT count(DISTINCT person) FROM diary WHERE at >= ?", (begin,))
        return int(row.fetchone()[0])

    def forget(self, person: int) -> None:
        """Erase what a person asked."""
        self._connection.execute("DELETE FROM diary WHERE person = ?", (self._pseudonym(person),))

    def purge(self, before: float) -> None:
        """Erase what is older, little by little: others use the connection meanwhile."""
        some = f"DELETE FROM diary WHERE number IN (SELECT number FROM diary WHERE at < ? LIMIT {AT_ONCE})"
        while self._connection.execute(some, (before,)).rowcount:
            pass
