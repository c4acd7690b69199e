"""EDGE: what came in and what became of it, in SQLite: each update is on disk before it is handled, and is handled once.

Beside the updates: the numbers of messages, so that after a sudden end one that may have been sent is found again,
without the chats of people, which are counted together; and the chats that do not want us, or have another id now. The
words of an update are wiped when it is done.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.store import open_file
from bot.telegram.numbers import SUPERGROUPS, space_of
from retrieval.causes import Cause
from retrieval.errors import StateError

KEPT: Final = 2 * 86_400.0  # seconds; Telegram keeps an update for a day, and may count anew after a week
TRIES: Final = (
    20  # starts at which an update is taken up; one that ends the process each time is left alone then
)
NUMBERS: Final = 2048
PATIENCE: Final = 30.0  # seconds for which another connection may write
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS inbox (id INTEGER PRIMARY KEY, received REAL NOT NULL, said TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, floor INTEGER, done REAL);
CREATE INDEX IF NOT EXISTS inbox_pending ON inbox (id) WHERE done IS NULL;
CREATE TABLE IF NOT EXISTS numbers (chat INTEGER NOT NULL, number INTEGER NOT NULL, seen REAL NOT NULL,
    PRIMARY KEY (chat, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS numbers_seen ON numbers (seen);
CREATE TABLE IF NOT EXISTS inbox_of (bot INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rooms (chat INTEGER PRIMARY KEY, gone INTEGER NOT NULL DEFAULT 0, moved INTEGER);
"""

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """An update that is on disk, as Telegram said it.

    A `floor` tells that a reply to it may have been sent already, when this was the highest number of a message.
    """

    id: int
    said: Said
    floor: int | None = None


class Inbox:
    """A file and a connection of its own, for one thread: it writes with every message, and nobody else is to wait for that."""

    def __init__(self, path: Path, bot: int) -> None:
        """Open the file for the bot with this id, and make what is not there; what another bot left is removed.

        Raises:
            StateError: where it cannot be made or written.
        """
        try:
            self._connection = open_file(path, PATIENCE)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(_TABLES)
            self._hide_people()
            self._belong_to(bot)
        except (OSError, sqlite3.Error) as error:
            raise StateError(path.parent, Cause.NOT_USED, error) from None

    def _belong_to(self, bot: int) -> None:
        """Updates, messages and chats are numbered for each bot by itself."""
        if self._connection.execute("SELECT bot FROM inbox_of").fetchall() != [(bot,)]:
            for table in ("inbox_of", "inbox", "numbers", "rooms"):
                self._connection.execute(f"DELETE FROM {table}")
            self._connection.execute("INSERT INTO inbox_of VALUES (?)", (bot,))

    def _hide_people(self) -> None:
        """Take people's ids out of what a file of before holds where nobody needs them."""
        people = "UPDATE OR REPLACE numbers SET chat = 0 WHERE chat >= ? AND chat <> 0"
        self._connection.execute(people, (SUPERGROUPS,))
        self._connection.execute("DELETE FROM rooms WHERE NOT gone AND moved IS NULL")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def keep(self, updates: Iterable[Said]) -> list[Kept]:
        """Write updates down, all or none; those that are new, in the order in which they came."""
        now, new = time.time(), []
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for said in updates:
                row = (said["update_id"], now, json.dumps(said, ensure_ascii=False))
                add = "INSERT OR IGNORE INTO inbox (id, received, said) VALUES (?, ?, ?)"
                if self._connection.execute(add, row).rowcount:
                    new.append(Kept(said["update_id"], said))
                    self._number(place_of(said), now)
        return new

    def pending(self) -> list[Kept]:
        """What was written down and not done, when we begin; each time counts as a try."""
        self._connection.execute("UPDATE inbox SET tries = tries + 1 WHERE done IS NULL")
        found = self._connection.execute(
            "SELECT id, said, floor FROM inbox WHERE done IS NULL AND tries <= ? ORDER BY id", (TRIES,)
        )
        return [Kept(number, json.loads(said), floor) for number, said, floor in found]

    def sending(self, update: int, floor: int) -> None:
        """Note that a reply is about to be sent."""
        self._connection.execute("UPDATE inbox SET floor = ? WHERE id = ?", (floor, update))

    def done(self, updates: Sequence[int], sent: tuple[int, int] | None = None) -> None:
        """Note that these need nothing more, and the chat and number of what was sent."""
        now = time.time()
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "UPDATE inbox SET done = ?, said = '' WHERE id = ?", [(now, update) for update in updates]
            )
            self._number(sent, now)

    def sent(self, chat: int, number: int) -> None:
        """Note a message of ours that replies to no update."""
        self._number((chat, number), time.time())

    def numbers(self) -> list[tuple[int, int]]:
        """Numbers of the latest messages, the latest last, each with the supergroup, 0 for all other chats."""
        newest = "SELECT chat, number FROM numbers ORDER BY seen DESC, number DESC LIMIT ?"
        return self._connection.execute(newest, (NUMBERS,)).fetchall()[::-1]

    def gone(self, chat: int, *, gone: bool) -> None:
        """Note that a chat does not want us, or does again."""
        note = "INSERT INTO rooms (chat, gone) VALUES (?1, ?2) ON CONFLICT (chat) DO UPDATE SET gone = ?2"
        self._connection.execute(note, (chat, gone))
        self._connection.execute("DELETE FROM rooms WHERE NOT gone AND moved IS NULL")

    def moved(self, chat: int, new: int) -> None:
        """Note the new id of a chat."""
        note = "INSERT INTO rooms (chat, moved) VALUES (?1, ?2) ON CONFLICT (chat) DO UPDATE SET moved = ?2"
        self._connection.execute(note, (chat, new))

    def rooms(self) -> tuple[set[int], dict[int, int]]:
        """The chats that do not want us, and the new ids of those that have one."""
        rows = self._connection.execute("SELECT chat, gone, moved FROM rooms").fetchall()
        return {chat for chat, gone, _ in rows if gone}, {
            chat: new for chat, _, new in rows if new is not None
        }

    def tidy(self) -> None:
        """Remove what is older than Telegram's own memory."""
        old = (time.time() - KEPT,)
        self._connection.execute("DELETE FROM inbox WHERE received < ?", old)
        self._connection.execute("DELETE FROM numbers WHERE seen < ?", old)

    def _number(self, place: tuple[int, int] | None, now: float) -> None:
        if place:
            row = (space_of(place[0]), place[1], now)
            self._connection.execute("INSERT OR REPLACE INTO numbers VALUES (?, ?, ?)", row)


def place_of(said: Said) -> tuple[int, int] | None:
    """The chat and number of the message that an update brings; one below which a button is pressed is ours."""
    about = said.get("message") or said.get("edited_message")
    try:
        return int(about["chat"]["id"]), int(about["message_id"])  # type: ignore[index]  # none is caught
    except (KeyError, TypeError, ValueError):
        return None
