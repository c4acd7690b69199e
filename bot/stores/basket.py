"""EDGE: passages that people collected, a basket for each thread, and for each person in private."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from bot.pseudonyms import Pseudonym, as_it_is

MOST: Final = 200  # passages of a basket
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS baskets (chat INTEGER NOT NULL, topic INTEGER NOT NULL, receipt TEXT NOT NULL,
    PRIMARY KEY (chat, topic, receipt));
"""


class Baskets:
    """The baskets, over the store's connection; a thread without a topic is topic 0."""

    def __init__(self, connection: sqlite3.Connection, pseudonym: Pseudonym = as_it_is) -> None:
        """Make the table where it is not there."""
        self._connection = connection
        self._pseudonym = pseudonym
        connection.executescript(_TABLES)

    def put(self, chat: int, topic: int | None, receipt: str) -> bool:
        """Put a passage into the basket; whether it was not in it, and there was room."""
        if len(self.receipts(chat, topic)) >= MOST:
            return False
        done = self._connection.execute(
            "INSERT OR IGNORE INTO baskets VALUES (?, ?, ?)", (self._pseudonym(chat), topic or 0, receipt)
        )
        return done.rowcount > 0

    def receipts(self, chat: int, topic: int | None) -> Sequence[str]:
        """What is in the basket, in the order in which it was put in."""
        rows = self._connection.execute(
            "SELECT receipt FROM baskets WHERE chat = ? AND topic = ? ORDER BY rowid",
            (self._pseudonym(chat), topic or 0),
        )
        return [row[0] for row in rows]

    def clear(self, chat: int, topic: int | None) -> int:
        """Empty the basket; how many were in it."""
        return self._connection.execute(
            "DELETE FROM baskets WHERE chat = ? AND topic = ?", (self._pseudonym(chat), topic or 0)
        ).rowcount

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup, with another number."""
        there = self._pseudonym(new), self._pseudonym(old)
        self._connection.execute("UPDATE OR REPLACE baskets SET chat = ? WHERE chat = ?", there)

    def forget(self, person: int) -> None:
        """Empty a person's own basket; a group's is everybody's."""
        if person > 0:
            self._connection.execute("DELETE FROM baskets WHERE chat = ?", (self._pseudonym(person),))

    def purge(self, before: float) -> None:
        """A basket says nothing of what was asked, and is kept until it is emptied."""
        del before
