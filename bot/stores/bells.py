"""EDGE: who wants to be told when a question that had no answer gets one.

Unlike the other tables it keeps the chat as Telegram numbers it, whatever else is hidden: nobody could be told else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from bot.model import ChatKind, Tongue

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS bells (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, kind TEXT NOT NULL, topic INTEGER, message INTEGER NOT NULL,
    asker INTEGER NOT NULL, text TEXT NOT NULL, claim INTEGER NOT NULL, tongue TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Bell:
    """A question that waits for its answer, and the message that will be replied to."""

    key: str
    chat: int
    kind: ChatKind
    topic: int | None
    message: int
    asker: int
    text: str
    claim: bool
    tongue: Tongue


_FIELDS: Final = ", ".join(field.name for field in fields(Bell))


class Bells:
    """The bells, over the store's connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make the table where it is not there."""
        self._connection = connection
        connection.executescript(_TABLES)

    def hang(self, bell: Bell) -> None:
        """Keep a bell until it is taken down."""
        values = [getattr(bell, field.name) for field in fields(Bell)]
        self._connection.execute(
            f"INSERT OR REPLACE INTO bells ({_FIELDS}) VALUES ({', '.join('?' * len(values))})", values
        )

    def take_down(self, key: str) -> bool:
        """Forget a bell; whether it was there."""
        return self._connection.execute("DELETE FROM bells WHERE key = ?", (key,)).rowcount > 0

    def hanging(self) -> Sequence[Bell]:
        """All bells, the oldest first."""
        rows = self._connection.execute(f"SELECT {_FIELDS} FROM bells ORDER BY rowid")
        named = (dict(zip((field.name for field in fields(Bell)), row, strict=True)) for row in rows)
        return [Bell(**(bell | {"claim": bool(bell["claim"])})) for bell in named]

    def hangs(self, key: str) -> bool:
        """Whether a question waits for its answer."""
        return self._connection.execute("SELECT 1 FROM bells WHERE key = ?", (key,)).fetchone() is not None

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup, with another number; the numbers of its messages are not known there."""
        self._connection.execute("UPDATE bells SET chat = ?, message = 0 WHERE chat = ?", (new, old))

    def left(self, chat: int) -> None:
        """Forget the bells of a chat: nobody can be told there any more."""
        self._connection.execute("DELETE FROM bells WHERE chat = ?", (chat,))

    def forget(self, asker: int) -> None:
        """Forget the bells of a person."""
        self._connection.execute("DELETE FROM bells WHERE asker = ?", (asker,))

    def purge(self, before: float) -> None:
        """A bell hangs until it has rung, or is taken down."""
        del before
