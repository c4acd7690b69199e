"""EDGE: in which groups and topics the bot answers what: nothing, what is said to it, or everything it can."""

from __future__ import annotations

import sqlite3
from typing import Final, Literal, get_args

Policy = Literal["off", "addressed", "open"]
POLICIES: Final[tuple[Policy, ...]] = get_args(Policy)
WHOLE: Final = 0  # the topic that stands for all of a chat
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS policies (chat INTEGER NOT NULL, topic INTEGER NOT NULL, policy TEXT NOT NULL, PRIMARY KEY (chat, topic));
"""


class Policies:
    """The policies, over the store's connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make the table where it is not there."""
        self._connection = connection
        connection.executescript(_TABLES)

    def policy(self, chat: int, topic: int | None) -> Policy:
        """That of the topic, else that of the chat; where nobody set one, it answers what is said to it."""
        row = self._connection.execute(
            "SELECT policy FROM policies WHERE chat = ? AND topic IN (?, ?) ORDER BY topic = ? LIMIT 1",
            (chat, topic or WHOLE, WHOLE, WHOLE),
        ).fetchone()
        return row[0] if row else "addressed"

    def decide(self, chat: int, topic: int | None, policy: Policy) -> None:
        """Set the policy of a topic, or of a whole chat."""
        self._connection.execute(
            "INSERT OR REPLACE INTO policies VALUES (?, ?, ?)", (chat, topic or WHOLE, policy)
        )

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup, with another number."""
        self._connection.execute("UPDATE OR REPLACE policies SET chat = ? WHERE chat = ?", (new, old))
