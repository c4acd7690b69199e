"""EDGE: what the bot must remember over a restart, in SQLite: questions behind buttons, and administrators."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.errors import StateError

SCHEMA: Final = 2
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS questions (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked REAL NOT NULL, text TEXT NOT NULL,
    claim INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS admins (asker INTEGER PRIMARY KEY, granted REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered, and the chat it was answered in."""

    chat: int
    text: str
    claim: bool = False


class Store:
    """One file, one writer; SQLite itself takes the threads that use it in turns."""

    def __init__(self, path: Path) -> None:
        """Open the store, and make it where it is not there.

        Raises:
            StateError: where the file cannot be made or written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            older = self._connection.execute("PRAGMA user_version").fetchone()[0]
            self._connection.executescript(_TABLES)
            if older == 1:
                self._connection.execute("ALTER TABLE questions ADD COLUMN claim INTEGER NOT NULL DEFAULT 0")
            self._connection.execute(f"PRAGMA user_version = {SCHEMA}")
            self._admins = frozenset(row[0] for row in self._connection.execute("SELECT asker FROM admins"))
        except (OSError, sqlite3.Error) as error:
            raise StateError(path.parent, "cannot be used", error) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def keep_question(self, chat: int, text: str, claim: bool = False) -> str:  # noqa: FBT001  a column
        """Keep a question or a claim; the key is short enough for a button, and nobody guesses another's."""
        key = secrets.token_urlsafe(9)
        self._connection.execute(
            "INSERT INTO questions VALUES (?, ?, ?, ?, ?)", (key, chat, time.time(), text, claim)
        )
        return key

    def question(self, key: str) -> Asked | None:
        """The question of a key."""
        row = self._connection.execute(
            "SELECT chat, text, claim FROM questions WHERE key = ?", (key,)
        ).fetchone()
        return Asked(row[0], row[1], bool(row[2])) if row else None

    def grant(self, asker: int) -> None:
        """Make somebody an administrator."""
        self._connection.execute("INSERT OR IGNORE INTO admins VALUES (?, ?)", (asker, time.time()))
        self._admins |= {asker}

    def admins(self) -> frozenset[int]:
        """Those who were made administrators here; asked for with every message, and therefore not of the file."""
        return self._admins
