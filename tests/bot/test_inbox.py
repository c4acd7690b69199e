"""Claims about what is on disk of updates: written once, done once, and wiped when it is done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from bot.telegram.inbox import KEPT, NUMBERS, TRIES, Inbox, Kept, place_of
from retrieval.errors import StateError

BOT: Final = 123


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is."""
    return tmp_path / "state" / "inbox.sqlite3"


@pytest.fixture
def inbox(path: Path) -> Iterator[Inbox]:
    """An empty inbox."""
    made = Inbox(path, BOT)
    yield made
    made.close()


def update(number: int, message: int = 1, chat: int = 7, text: str = "who?") -> dict[str, Any]:
    """A message as it comes in."""
    return {"update_id": number, "message": {"message_id": message, "chat": {"id": chat}, "text": text}}


def test_only_new_updates_are_kept(inbox: Inbox) -> None:
    """In the order in which they came; repeats are dropped, done or not."""
    assert inbox.keep([update(5), update(4)]) == [Kept(5, update(5)), Kept(4, update(4))]
    inbox.done([4])
    assert inbox.keep([update(4), update(5), update(6)]) == [Kept(6, update(6))]


def test_what_is_not_done_is_there_after_a_sudden_end(inbox: Inbox, path: Path) -> None:
    """With the number that a reply was sent behind; another connection reads what the first one never closed."""
    inbox.keep([update(1), update(2), update(3)])
    inbox.sending(2, 40)
    inbox.done([1], (7, 41))
    again = Inbox(path, BOT)
    assert again.pending() == [Kept(2, update(2), 40), Kept(3, update(3))]
    assert again.numbers() == [(0, 1), (0, 41)]
    again.close()


def test_what_ends_the_process_each_time_is_left_alone(inbox: Inbox) -> None:
    """After many tries."""
    inbox.keep([update(1)])
    assert all(inbox.pending() for _ in range(TRIES))
    assert inbox.pending() == []


def test_words_are_wiped_when_they_are_done(inbox: Inbox, path: Path) -> None:
    """What stays is that it was there."""
    inbox.keep([update(1, text="a secret question"), update(2)])
    inbox.done([1])
    look = sqlite3.connect(path)
    assert look.execute("SELECT id, said FROM inbox").fetchall() == [(1, ""), (2, json.dumps(update(2)))]
    look.close()
    inbox.close()  # writes what was in the log of changes into the file
    assert b"a secret question" not in path.read_bytes()


def test_what_is_old_is_removed(inbox: Inbox, path: Path) -> None:
    """After more than a day, for so long Telegram may repeat itself."""
    inbox.keep([update(1), update(2, 2)])
    look = sqlite3.connect(path, isolation_level=None)
    look.execute("UPDATE inbox SET received = received - ? WHERE id = 1", (KEPT + 1,))
    look.execute("UPDATE numbers SET seen = seen - ? WHERE number = 1", (KEPT + 1,))
    look.close()
    inbox.tidy()
    assert [kept.id for kept in inbox.pending()] == [2]
    assert inbox.numbers() == [(0, 2)]


def test_the_latest_numbers_are_known(inbox: Inbox) -> None:
    """Those of others, and ours."""
    inbox.keep([update(i, i) for i in range(1, NUMBERS + 5)])
    inbox.sent(8, 9000)
    found = inbox.numbers()
    assert (len(found), found[-1]) == (NUMBERS, (0, 9000))
    assert (0, 1) not in found
    inbox.sent(-1_001_234_567_890, 1)
    assert inbox.numbers()[-1] == (-1_001_234_567_890, 1)


def test_nothing_is_left_of_people_but_who_blocked_us(inbox: Inbox, path: Path) -> None:
    """Neither of those who write now, nor of those that a file of before names; nor are wiped words in the file."""
    inbox.keep([update(1, 3, 777_123_456, text="a secret question")])
    inbox.gone(777_123_456, gone=True)
    inbox.gone(777_123_456, gone=False)
    inbox.done([1], (777_123_456, 4))
    inbox._connection.execute("INSERT INTO numbers VALUES (888123456, 5, 0)")
    inbox.close()
    Inbox(path, BOT).close()
    look = sqlite3.connect(path)
    for table in ("inbox", "numbers", "rooms"):
        left = str(look.execute(f"SELECT * FROM {table}").fetchall())
        assert "777123456" not in left
        assert "888123456" not in left
    look.close()
    assert b"a secret question" not in path.read_bytes()


def test_chats_that_do_not_want_us_or_moved_are_known(inbox: Inbox) -> None:
    """The latest is what counts."""
    inbox.gone(7, gone=True)
    inbox.gone(8, gone=True)
    inbox.gone(8, gone=False)
    inbox.moved(-5, -1005)
    inbox.gone(-5, gone=True)
    assert inbox.rooms() == ({7, -5}, {-5: -1005})


def test_another_bot_finds_nothing(inbox: Inbox, path: Path) -> None:
    """Its updates, messages and chats have numbers of their own."""
    inbox.keep([update(1)])
    inbox.gone(7, gone=True)
    inbox.close()
    other = Inbox(path, BOT + 1)
    assert (other.pending(), other.numbers(), other.rooms()) == ([], [], (set(), {}))
    assert other.keep([update(1)])
    other.close()


def test_updates_of_one_batch_are_written_all_or_none(inbox: Inbox) -> None:
    """Telegram is to keep them all where one cannot be written."""
    with pytest.raises(KeyError):
        inbox.keep([update(1), {"message": {}}])
    assert inbox.pending() == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (update(1, 9, -5), (-5, 9)),
        ({"update_id": 1, "edited_message": {"message_id": 9, "chat": {"id": 7}}}, (7, 9)),
        ({"update_id": 1, "callback_query": {"message": {"message_id": 9, "chat": {"id": 7}}}}, None),
        ({"update_id": 1, "callback_query": {"id": "1"}}, None),
        ({"update_id": 1, "message": {"chat": {}}}, None),
        ({"update_id": 1, "inline_query": {}}, None),
    ],
)
def test_an_update_brings_a_message_or_none(said: dict[str, Any], place: tuple[int, int] | None) -> None:
    """Whatever it says."""
    assert place_of(said) == place


def test_a_file_that_cannot_be_made_is_one_error_of_ours(tmp_path: Path) -> None:
    """Naming the folder."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError):
        Inbox(tmp_path / "file" / "inbox.sqlite3", BOT)
