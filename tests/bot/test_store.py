"""Claims about what the bot remembers over a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation import page_data
from bot.store import Asked, Store
from retrieval.errors import StateError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that was never used before."""
    opened = Store(tmp_path / "deep" / "bot.sqlite3")
    yield opened
    opened.close()


@given(st.integers(-(2**62), 2**62), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_question_is_found_again_by_its_key(store: Store, chat: int, text: str) -> None:
    """The chat and every character of the text come back."""
    assert store.question(store.keep_question(chat, text)) == Asked(chat, text)


def test_a_claim_is_kept_as_one(store: Store) -> None:
    """A page of its answer is turned as that of a claim."""
    assert store.question(store.keep_question(7, "it was fined", True)) == Asked(
        7, "it was fined", claim=True
    )


def test_a_store_of_the_first_format_is_taken_over(tmp_path: Path) -> None:
    """Buttons that were sent before claims could be checked still work."""
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as older, older:
        older.execute(
            "CREATE TABLE questions (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked REAL NOT NULL, text TEXT NOT NULL)"
        )
        older.execute("INSERT INTO questions VALUES ('k', 7, 0, 'who?')")
        older.execute("PRAGMA user_version = 1")
    store = Store(tmp_path / "bot.sqlite3")
    assert store.question("k") == Asked(7, "who?")
    store.close()


def test_an_unknown_key_has_no_question(store: Store) -> None:
    """Neither an empty one nor one that was never given out."""
    store.keep_question(7, "who?")
    assert store.question("") is None
    assert store.question("never-given") is None


def test_the_same_question_twice_has_two_keys(store: Store) -> None:
    """A key names one asking, so that buttons of two chats never share a page."""
    assert store.keep_question(7, "who?") != store.keep_question(8, "who?")


def test_a_key_fits_into_a_button(store: Store) -> None:
    """With the largest position that is read back, the data stays within the 64 bytes of a button."""
    assert len(page_data(store.keep_question(7, "who?"), 99_999).encode()) <= 64


def test_an_administrator_is_made_once(store: Store) -> None:
    """Granting twice is granting once; nobody is an administrator before."""
    assert store.admins() == frozenset()
    store.grant(7)
    store.grant(7)
    store.grant(8)
    assert store.admins() == {7, 8}


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    """Questions and administrators are in the file, not in the process."""
    before = Store(tmp_path / "bot.sqlite3")
    key = before.keep_question(7, "谁?")
    before.grant(7)
    before.close()
    after = Store(tmp_path / "bot.sqlite3")
    assert after.question(key) == Asked(7, "谁?")
    assert after.admins() == {7}
    after.close()


def test_a_folder_that_cannot_be_made_is_a_state_error(tmp_path: Path) -> None:
    """The error names the folder; here a file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="cannot be used") as caught:
        Store(tmp_path / "file" / "bot.sqlite3")
    assert caught.value.path == tmp_path / "file"


def test_a_file_that_is_no_database_is_a_state_error(tmp_path: Path) -> None:
    """What lies there is not overwritten."""
    (tmp_path / "bot.sqlite3").write_text("a diary, and not short: " * 50)
    with pytest.raises(StateError, match="cannot be used"):
        Store(tmp_path / "bot.sqlite3")
    assert (tmp_path / "bot.sqlite3").read_text().startswith("a diary")
