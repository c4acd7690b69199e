"""EDGE: what people thought of answers: one opinion of a person for each quote, the last one counts."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.pseudonyms import Pseudonym, as_it_is

Opinion = Literal["good", "source", "passage", "outdated"]
OPINIONS: Final[tuple[Opinion, ...]] = get_args(Opinion)
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS feedback (key TEXT NOT NULL, position INTEGER NOT NULL, asker INTEGER NOT NULL, opinion TEXT NOT NULL,
    given REAL NOT NULL, PRIMARY KEY (key, position, asker));
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """An opinion of a quote: the question, the quote, and what was said of it."""

    question: str
    claim: bool
    path: str
    document: str
    quote: str
    opinion: Opinion
    given: float


class Feedback:
    """The opinions, over the store's connection; a question's words and quotes are in the tables of questions."""

    def __init__(self, connection: sqlite3.Connection, pseudonym: Pseudonym = as_it_is) -> None:
        """Make the table where it is not there."""
        self._connection = connection
        self._pseudonym = pseudonym
        connection.executescript(_TABLES)

    def give(self, key: str, position: int, asker: int, opinion: Opinion) -> None:
        """Keep an opinion in place of the one before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
            (key, position, self._pseudonym(asker), opinion, time.time()),
        )

    def judged(self) -> Iterator[Judged]:
        """All opinions, the oldest first, each with the question and the quote it is of."""
        rows = self._connection.execute(
            "SELECT text, claim, path, document, quote, opinion, given FROM feedback"
            " JOIN questions USING (key) JOIN shown USING (key, position) ORDER BY given"
        )
        for text, claim, *rest in rows:
            yield Judged(text, bool(claim), *rest)

    def forget(self, person: int) -> None:
        """Erase a person's opinions."""
        self._connection.execute("DELETE FROM feedback WHERE asker = ?", (self._pseudonym(person),))

    def purge(self, before: float) -> None:
        """Erase what is older; opinions of a question that is erased go with it."""
        self._connection.execute("DELETE FROM feedback WHERE given < ?", (before,))
