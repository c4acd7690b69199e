"""EDGE: questions that were answered: behind buttons, before follow-ups, and to be told when they are asked again.

Who asked, and where, stand in the file as pseudonyms, and so in what is read from it.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Final

from bot.pseudonyms import Pseudonym, as_it_is

AT_ONCE: Final = 500  # rows
_ADDED: Final = {  # columns that files of before do not have
    "claim": "INTEGER NOT NULL DEFAULT 0",
    "topic": "INTEGER",
    "asker": "INTEGER NOT NULL DEFAULT 0",
    "message": "INTEGER NOT NULL DEFAULT 0",
    "number": "INTEGER NOT NULL DEFAULT 0",
    "words": "TEXT NOT NULL DEFAULT ''",
    "folded": "TEXT NOT NULL DEFAULT ''",
    "outcome": "TEXT NOT NULL DEFAULT ''",
}
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS questions (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked REAL NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS replies (chat INTEGER NOT NULL, message INTEGER NOT NULL, number INTEGER NOT NULL,
    words TEXT NOT NULL, sent REAL NOT NULL, asker INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (chat, message));
CREATE TABLE IF NOT EXISTS shown (key TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL, document TEXT NOT NULL,
    quote TEXT NOT NULL, receipt TEXT NOT NULL, PRIMARY KEY (key, position));
"""
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS questions_of_chat ON questions (chat, asked);
CREATE INDEX IF NOT EXISTS questions_by_words ON questions (chat, folded);
CREATE INDEX IF NOT EXISTS questions_by_number ON questions (chat, number);
"""


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question that was answered, where, by whom, and in which message of ours.

    `text` is what was looked up, `words` what was written where that is less, in a follow-up. `message` is the asker's
    message and `number` ours; 0 where that is not known. `folded` are its terms, in order, and `outcome` is a mark of
    what was found: both empty where nobody will ask for them.
    """

    chat: int
    text: str
    claim: bool = False
    topic: int | None = None
    asker: int = 0
    message: int = 0
    words: str = ""
    folded: str = ""
    outcome: str = ""
    number: int = 0
    asked: float = 0.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class OurReply:
    """A message of ours, the words that it replies to, and who wrote them; of words that were passed over `number` is 0."""

    number: int
    words: str
    asker: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote that was shown: the document of a file that it is of, its words, and its receipt."""

    path: str
    document: str
    quote: str
    receipt: str


_FIELDS: Final = ", ".join(field.name for field in fields(PastQuestion))


class Questions:
    """The questions, over the store's connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        now: Callable[[], float] = time.time,
        pseudonym: Pseudonym = as_it_is,
        reading: sqlite3.Connection | None = None,
    ) -> None:
        """Make the tables where they are not there, and the columns that an older file lacks.

        `reading` is for what is asked in the event loop.
        """
        self._connection = connection
        self._reading = reading or connection
        self._now = now
        self._pseudonym = pseudonym
        connection.executescript(_TABLES)
        there = {row[1] for row in connection.execute("PRAGMA table_info(questions)")}
        for column, kind in _ADDED.items():
            if column not in there:
                connection.execute(f"ALTER TABLE questions ADD COLUMN {column} {kind}")
        connection.executescript(_INDEXES)

    def keep(self, asked: PastQuestion) -> str:
        """Keep a question; the key is short enough for a button, and nobody guesses another's."""
        chat, asker = self._pseudonym(asked.chat), self._pseudonym(asked.asker)
        kept = replace(asked, chat=chat, asker=asker, key=secrets.token_urlsafe(9), asked=self._now())
        values = [getattr(kept, field.name) for field in fields(PastQuestion)]
        self._connection.execute(
            f"INSERT INTO questions ({_FIELDS}) VALUES ({', '.join('?' * len(values))})", values
        )
        return kept.key

    def find(self, key: str, chat: int) -> PastQuestion | None:
        """The question of a key, in the chat that it was asked in; asked for with every press, in the event loop."""
        return self._one("key = ? AND chat = ?", key, self._pseudonym(chat), through=self._reading)

    def of_number(self, chat: int, number: int) -> PastQuestion | None:
        """The question that a message of ours answers."""
        return self._one("chat = ? AND number = ? AND number > 0", self._pseudonym(chat), number)

    def last(self, chat: int, topic: int | None, asker: int, since: float) -> PastQuestion | None:
        """The last question of somebody in a thread, no more than `since` seconds ago."""
        return self._one(
            "chat = ? AND topic IS ? AND asker = ? AND asked >= ?",
            self._pseudonym(chat),
            topic,
            self._pseudonym(asker),
            self._now() - since,
        )

    def before(self, chat: int, folded: str, *, claim: bool) -> PastQuestion | None:
        """The last question of a chat with these terms that a message answers."""
        return self._one(
            "chat = ? AND folded = ? AND claim = ? AND number > 0", self._pseudonym(chat), folded, claim
        )

    def answered(self, key: str, number: int) -> None:
        """Remember the message that answers a question."""
        self._connection.execute("UPDATE questions SET number = ? WHERE key = ?", (number, key))

    def renew(self, key: str, outcome: str) -> None:
        """Remember what a question finds now."""
        self._connection.execute("UPDATE questions SET outcome = ? WHERE key = ?", (outcome, key))

    def keep_reply(self, chat: int, message: int, replied: OurReply) -> None:
        """Remember the message of ours that replies to a message, the last one if there were several."""
        self._connection.execute(
            "INSERT OR REPLACE INTO replies (chat, message, number, words, asker, sent) VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._pseudonym(chat),
                message,
                replied.number,
                replied.words,
                self._pseudonym(replied.asker),
                self._now(),
            ),
        )

    def reply(self, chat: int, message: int) -> OurReply | None:
        """Our reply to a message."""
        row = self._connection.execute(
            "SELECT number, words, asker FROM replies WHERE chat = ? AND message = ?",
            (self._pseudonym(chat), message),
        ).fetchone()
        return OurReply(*row) if row else None

    def show(self, key: str, shown: dict[int, Shown]) -> None:
        """Remember the quotes that the message of a question shows, by position, in place of those of before."""
        rows = [(key, at, s.path, s.document, s.quote, s.receipt) for at, s in shown.items()]
        self._connection.executemany("INSERT OR REPLACE INTO shown VALUES (?, ?, ?, ?, ?, ?)", rows)

    def shown(self, key: str, position: int) -> Shown | None:
        """The quote that was shown last at a position."""
        row = self._connection.execute(
            "SELECT path, document, quote, receipt FROM shown WHERE key = ? AND position = ?", (key, position)
        ).fetchone()
        return Shown(*row) if row else None

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup, with another number: follow-ups go on; the numbers of its messages mean nothing there."""
        there = self._pseudonym(new), self._pseudonym(old)
        self._connection.execute(
            "UPDATE questions SET chat = ?, message = 0, number = 0 WHERE chat = ?", there
        )
        self._connection.execute("DELETE FROM replies WHERE chat = ?", there[1:])

    def forget(self, person: int) -> None:
        """Erase what a person asked, what they were shown, and what is in their private chat.

        A group that somebody speaks for is no private chat: what others asked there stays.
        """
        who = self._pseudonym(person)
        theirs = "asker = ?1 OR chat = ?1" if person > 0 else "asker = ?1"
        for table in ("shown", "feedback"):
            of_person = f"SELECT key FROM questions WHERE {theirs}"
            self._connection.execute(f"DELETE FROM {table} WHERE key IN ({of_person})", (who,))
        for table in ("questions", "replies"):
            self._connection.execute(f"DELETE FROM {table} WHERE {theirs}", (who,))

    def purge(self, before: float) -> None:
        """Erase what is older, little by little: others use the connection meanwhile. Buttons then say so."""
        old = f"SELECT key FROM questions WHERE asked < ? LIMIT {AT_ONCE}"
        while keys := self._connection.execute(old, (before,)).fetchall():
            for table in ("shown", "feedback", "questions"):
                self._connection.executemany(f"DELETE FROM {table} WHERE key = ?", keys)
        some = (
            f"DELETE FROM replies WHERE rowid IN (SELECT rowid FROM replies WHERE sent < ? LIMIT {AT_ONCE})"
        )
        while self._connection.execute(some, (before,)).rowcount:
            pass

    def _one(
        self, condition: str, *values: object, through: sqlite3.Connection | None = None
    ) -> PastQuestion | None:
        row = (
            (through or self._connection)
            .execute(
                f"SELECT {_FIELDS} FROM questions WHERE {condition} ORDER BY asked DESC, rowid DESC LIMIT 1",
                values,
            )
            .fetchone()
        )
        if row is None:
            return None
        named = dict(zip((field.name for field in fields(PastQuestion)), row, strict=True))
        return PastQuestion(**(named | {"claim": bool(named["claim"])}))
