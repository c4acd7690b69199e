"""Claims about what the bot remembers over a restart."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.buttons import JUDGE, data, pressed
from bot.store import Store
from bot.stores.questions import OurReply, PastQuestion, Questions, Shown
from retrieval.errors import StateError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that was never used before."""
    opened = Store(tmp_path / "deep" / "bot.sqlite3")
    yield opened
    opened.close()


def kept(store: Store, key: str, chat: int = 7) -> PastQuestion | None:
    """A question as it was given: without its key and its time."""
    found = store.questions.find(key, chat)
    return replace(found, key="", asked=0.0) if found else None


@given(st.integers(-(2**62), 2**62), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_question_is_found_again_by_its_key(store: Store, chat: int, text: str) -> None:
    """The chat and every character of the text come back."""
    assert kept(store, store.questions.keep(PastQuestion(chat, text)), chat) == PastQuestion(chat, text)


def test_everything_known_of_a_question_comes_back(store: Store) -> None:
    """Where, by whom, in which message, how it was understood, and what was found."""
    asked = PastQuestion(-5, "who was fined?", True, 3, 7, 40, "and who?", "who fined", "mark", 41)
    assert kept(store, store.questions.keep(asked), asked.chat) == asked


def test_a_claim_is_kept_as_one(store: Store) -> None:
    """A page of its answer is turned as that of a claim."""
    claim = PastQuestion(7, "it was fined", claim=True)
    assert kept(store, store.questions.keep(claim)) == claim


def test_a_store_of_the_first_format_is_taken_over(tmp_path: Path) -> None:
    """Buttons that were sent before claims could be checked still work."""
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as older, older:
        older.execute(
            "CREATE TABLE questions (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked REAL NOT NULL, text TEXT NOT NULL)"
        )
        older.execute("INSERT INTO questions VALUES ('k', 7, 0, 'who?')")
        older.execute("PRAGMA user_version = 1")
    store = Store(tmp_path / "bot.sqlite3")
    assert kept(store, "k") == PastQuestion(7, "who?")
    assert kept(store, store.questions.keep(PastQuestion(7, "claimed", claim=True))) == PastQuestion(
        7, "claimed", claim=True
    )
    store.close()


def test_a_store_of_the_second_format_is_taken_over(tmp_path: Path) -> None:
    """With its claims and its administrators, and opened a second time as well."""
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as older, older:
        older.execute(
            "CREATE TABLE questions (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked REAL NOT NULL, text TEXT NOT NULL,"
            " claim INTEGER NOT NULL DEFAULT 0)"
        )
        older.execute("CREATE TABLE admins (asker INTEGER PRIMARY KEY, granted REAL NOT NULL)")
        older.execute("INSERT INTO questions VALUES ('k', 7, 0, 'it was closed', 1)")
        older.execute("INSERT INTO admins VALUES (9, 0)")
        older.execute("PRAGMA user_version = 2")
    for _ in range(2):
        store = Store(tmp_path / "bot.sqlite3")
        assert kept(store, "k") == PastQuestion(7, "it was closed", claim=True)
        assert store.admins() == {9}
        store.close()


def test_an_unknown_key_has_no_question(store: Store) -> None:
    """Neither an empty one nor one that was never given out."""
    store.questions.keep(PastQuestion(7, "who?"))
    assert kept(store, "") is None
    assert kept(store, "never-given") is None


def test_the_same_question_twice_has_two_keys(store: Store) -> None:
    """A key names one asking, so that buttons of two chats never share a page."""
    assert store.questions.keep(PastQuestion(7, "who?")) != store.questions.keep(PastQuestion(8, "who?"))


def test_a_key_fits_into_a_button(store: Store) -> None:
    """With the largest position that is read back, the data stays within the 64 bytes of a button."""
    made = data(JUDGE, store.questions.keep(PastQuestion(7, "who?")), 99_999, 999)
    assert len(made.encode()) <= 64
    assert pressed(made)


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
    key = before.questions.keep(PastQuestion(7, "谁?"))
    before.grant(7)
    before.close()
    after = Store(tmp_path / "bot.sqlite3")
    assert kept(after, key) == PastQuestion(7, "谁?")
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


def test_nobody_else_reads_what_is_remembered(tmp_path: Path) -> None:
    """Nor what SQLite puts beside the file; one that was readable before is so no more."""
    path = tmp_path / "bot.sqlite3"
    path.touch(mode=0o644)
    with closing(Store(path)) as store:
        store.grant(7)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(["bot.sqlite3", "bot.sqlite3-shm", "bot.sqlite3-wal"], 0o600)


# --- messages ------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> list[float]:
    """The time, to be set."""
    return [1000.0]


@pytest.fixture
def questions(clock: list[float]) -> Questions:
    """Questions in memory, by that clock."""
    return Questions(sqlite3.connect(":memory:", isolation_level=None), lambda: clock[0])


def texts(*found: PastQuestion | None) -> list[str | None]:
    """The texts of what was found."""
    return [asked.text if asked else None for asked in found]


def test_a_question_is_found_by_the_message_that_answers_it(questions: Questions) -> None:
    """In its chat only; and a message whose number nobody knows answers nothing."""
    key = questions.keep(PastQuestion(-5, "who?"))
    assert texts(questions.of_number(-5, 0), questions.of_number(-5, 41)) == [None, None]
    questions.answered(key, 41)
    assert texts(questions.of_number(-5, 41), questions.of_number(-6, 41)) == ["who?", None]


def test_the_last_question_of_a_thread_is_somebodys_own_and_not_old(
    questions: Questions, clock: list[float]
) -> None:
    """Of the same chat, topic and person."""
    questions.keep(PastQuestion(-5, "first", topic=3, asker=7))
    questions.keep(PastQuestion(-5, "second", topic=3, asker=7))
    questions.keep(PastQuestion(-5, "elsewhere", topic=4, asker=7))
    questions.keep(PastQuestion(-5, "another's", topic=3, asker=8))
    clock[0] += 60
    assert texts(questions.last(-5, 3, 7, 60), questions.last(-5, None, 7, 60)) == ["second", None]
    assert texts(questions.last(-5, 3, 7, 59)) == [None]


def test_what_was_asked_before_has_an_answer_that_can_be_read(questions: Questions) -> None:
    """In the same chat, and as the same sort of thing; the last time counts."""
    first, second = (questions.keep(PastQuestion(-5, text, folded="who")) for text in ("who?", "Who?"))
    questions.answered(first, 41)
    assert texts(questions.before(-5, "who", claim=False)) == ["who?"]
    questions.answered(second, 43)
    assert texts(questions.before(-5, "who", claim=False)) == ["Who?"]
    assert texts(questions.before(-5, "who", claim=True), questions.before(7, "who", claim=False)) == [
        None,
        None,
    ]


def test_a_reply_is_known_by_the_message_that_it_replies_to(questions: Questions) -> None:
    """The last one, where there were several."""
    assert questions.reply(7, 40) is None
    questions.keep_reply(7, 40, OurReply(41, "who?"))
    questions.keep_reply(7, 40, OurReply(41, "when?"))
    assert questions.reply(7, 40) == OurReply(41, "when?")
    assert questions.reply(8, 40) is None


def test_the_quotes_that_a_message_shows_are_those_that_were_shown_last(questions: Questions) -> None:
    """By position."""
    one, other = Shown("a.md", "a.md", "fined", "r1"), Shown("b.md", "b", "closed", "r2")
    questions.show("key", {0: one, 1: other})
    questions.show("key", {0: other})
    assert [questions.shown("key", at) for at in (0, 1, 2)] == [other, other, None]
