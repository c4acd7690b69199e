"""EDGE: the file in which the bot remembers over a restart: SQLite, with administrators here, all else in `bot/stores/`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.stores.basket import Baskets
from bot.stores.bells import Bells
from bot.stores.feedback import Feedback
from bot.stores.policies import Policies
from bot.stores.questions import Questions
from retrieval.errors import StateError

SCHEMA: Final = 3
_TABLES: Final = "CREATE TABLE IF NOT EXISTS admins (asker INTEGER PRIMARY KEY, granted REAL NOT NULL);"


class Store:
    """One file, one writer; SQLite itself takes the threads that use it in turns."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        """Open the store, and make it where it is not there.

        Raises:
            StateError: where the file cannot be made or written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.executescript(_TABLES)
            self.questions = Questions(self._connection, now)
            self.feedback = Feedback(self._connection)
            self.baskets = Baskets(self._connection)
            self.bells = Bells(self._connection)
            self.policies = Policies(self._connection)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA}")
        except (OSError, sqlite3.Error) as error:
            raise StateError(path.parent, "cannot be used", error) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def grant(self, asker: int) -> None:
        """Make somebody an administrator."""
        self._connection.execute("INSERT OR IGNORE INTO admins VALUES (?, ?)", (asker, time.time()))

    def admins(self) -> frozenset[int]:
        """Those who were made administrators here."""
        return frozenset(row[0] for row in self._connection.execute("SELECT asker FROM admins"))
