"""EDGE: what people and groups chose: the language that is spoken with them, and whether anything of them is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final, get_args

from bot.model import Tongue

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS tongues (whose INTEGER PRIMARY KEY, tongue TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS unkept (person INTEGER PRIMARY KEY);
"""


class Preferences:
    """The choices, over the store's connection, under pseudonyms."""

    def __init__(
        self, connection: sqlite3.Connection, reading: sqlite3.Connection, pseudonym: Callable[[int], int]
    ) -> None:
        """Make the tables where they are not there; `reading` is for what is asked in the event loop."""
        self._connection = connection
        self._reading = reading
        self._pseudonym = pseudonym
        connection.executescript(_TABLES)

    def tongue(self, whose: int) -> Tongue | None:
        """The language that a person, or a group, chose."""
        row = self._reading.execute(
            "SELECT tongue FROM tongues WHERE whose = ?", (self._pseudonym(whose),)
        ).fetchone()
        return next((tongue for tongue in get_args(Tongue) if row and row[0] == tongue), None)

    def speak(self, whose: int, tongue: Tongue | None) -> None:
        """Keep the language that a person, or a group, chose; `None` takes the choice back."""
        if tongue is None:
            self._connection.execute("DELETE FROM tongues WHERE whose = ?", (self._pseudonym(whose),))
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO tongues VALUES (?, ?)", (self._pseudonym(whose), tongue)
            )

    def keeps(self, person: int) -> bool:
        """Whether anything of a person may be kept."""
        row = self._reading.execute("SELECT 1 FROM unkept WHERE person = ?", (self._pseudonym(person),))
        return row.fetchone() is None

    def keep(self, person: int, *, kept: bool) -> None:
        """Keep from now on what a person asks, or nothing but that nothing is to be kept."""
        statement = (
            "DELETE FROM unkept WHERE person = ?" if kept else "INSERT OR IGNORE INTO unkept VALUES (?)"
        )
        self._connection.execute(statement, (self._pseudonym(person),))

    def forget(self, person: int) -> None:
        """Take back a person's language. That nothing of them is to be kept stays: it is a wish, and under a pseudonym."""
        if person > 0:  # a group's language is everybody's
            self.speak(person, None)

    def purge(self, before: float) -> None:
        """Nothing here grows old."""
        del before

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup, with another number."""
        self._connection.execute(
            "UPDATE OR REPLACE tongues SET whose = ? WHERE whose = ?",
            (self._pseudonym(new), self._pseudonym(old)),
        )
