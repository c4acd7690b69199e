"""EDGE: the audit log: which administrator did what, and when. Nothing of it is ever changed or erased here."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY, at REAL NOT NULL, admin INTEGER NOT NULL, chat INTEGER NOT NULL,
    act TEXT NOT NULL, about TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `at` in seconds since the epoch, the administrator and the chat by id, what was done, and to what."""

    at: float
    admin: int
    chat: int
    act: str
    about: str


class Audit:
    """The log, over the store's connection. It keeps ids as they are: who administers answers for it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make the table where it is not there."""
        self._connection = connection
        connection.executescript(_TABLES)

    def note(self, admin: int, chat: int, act: str, about: str = "") -> None:
        """Note an act."""
        self._connection.execute(
            "INSERT INTO audit (at, admin, chat, act, about) VALUES (?, ?, ?, ?, ?)",
            (time.time(), admin, chat, act, about),
        )

    def acts(self, number: int) -> Sequence[Act]:
        """The last acts, at most so many, the newest first."""
        rows = self._connection.execute(
            "SELECT at, admin, chat, act, about FROM audit ORDER BY number DESC LIMIT ?", (number,)
        )
        return [Act(*row) for row in rows]
