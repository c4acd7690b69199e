"""EDGE: the file in which the bot remembers over a restart: SQLite, with administrators here, all else in `bot/stores/`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.pseudonyms import Pseudonym, as_it_is
from bot.stores.basket import Baskets
from bot.stores.bells import Bells
from bot.stores.feedback import Feedback
from bot.stores.policies import Policies
from bot.stores.questions import Questions
from retrieval.causes import Cause
from retrieval.errors import StateError

SCHEMA: Final = 3
PATIENCE: Final = 5.0  # seconds
_TABLES: Final = "CREATE TABLE IF NOT EXISTS admins (asker INTEGER PRIMARY KEY, granted REAL NOT NULL);"


def open_file(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection to the file, which is made where it is not there: for nobody else to read, like the key beside it.

    Nothing that is erased by it is left in the file. `patience` is for how many seconds it waits while another writes.

    Raises:
        OSError, sqlite3.Error: where it cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)  # SQLite gives the same to the files that it puts beside it
    connection = sqlite3.connect(path, patience, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


class Store:
    """One file, one writer; SQLite itself takes the threads that use it in turns."""

    def __init__(
        self, path: Path, now: Callable[[], float] = time.time, pseudonym: Pseudonym = as_it_is
    ) -> None:
        """Open the store, and make it where it is not there.

        `pseudonym` gives what stands for people and chats in what is kept of them, bells and administrators aside.

        Raises:
            StateError: where the file cannot be made or written.
        """
        try:
            self._connection = open_file(path)
            self._connection.execute(
                "PRAGMA synchronous = NORMAL"
            )  # survives a kill; nobody waits for the disk
            older = self._connection.execute("PRAGMA user_version").fetchone()[0]
            self._connection.executescript(_TABLES)
            self._reading = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._reading.execute("PRAGMA query_only = ON")
            self.questions = Questions(self._connection, now, pseudonym, self._reading)
            self.feedback = Feedback(self._connection, pseudonym)
            self.baskets = Baskets(self._connection, pseudonym)
            self.bells = Bells(self._connection)
            self.policies = Policies(self._connection)
            if 0 < older < SCHEMA:
                self._hide_ids(pseudonym)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA}")
            self._admins = frozenset(row[0] for row in self._connection.execute("SELECT asker FROM admins"))
        except (OSError, sqlite3.Error) as error:
            raise StateError(path.parent, Cause.NOT_USED, error) from None

    @property
    def connection(self) -> sqlite3.Connection:
        """The one connection, for the tables of other subjects."""
        return self._connection

    @property
    def reading(self) -> sqlite3.Connection:
        """A connection for what the event loop looks up with every message: on the other one it would wait for whoever writes."""
        return self._reading

    def _hide_ids(self, pseudonym: Pseudonym) -> None:
        """Put pseudonyms in the place of the chats of a file of before, which had nobody's id but those."""
        rows = self._connection.execute("SELECT DISTINCT chat FROM questions").fetchall()
        hidden = [(pseudonym(chat), chat) for (chat,) in rows]
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("UPDATE questions SET chat = ? WHERE chat = ?", hidden)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA}")

    def forget(self, person: int) -> None:
        """Let nothing of what was erased be left in the log of changes."""
        del person
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def purge(self, before: float) -> None:
        """Administrators are no questions."""
        del before

    def close(self) -> None:
        """Close the file."""
        self._reading.close()
        self._connection.close()

    def grant(self, asker: int) -> None:
        """Make somebody an administrator."""
        self._connection.execute("INSERT OR IGNORE INTO admins VALUES (?, ?)", (asker, time.time()))
        self._admins |= {asker}

    def admins(self) -> frozenset[int]:
        """Those who were made administrators here; asked for with every message, and therefore not of the file."""
        return self._admins
