"""Claims about what is kept of people, for how long, and how they take it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.access import Access
from bot.buttons import BASKET, GOOD, PAGE, VERIFY, data
from bot.conversation import Conversation
from bot.model import Found, Notice, Press, Reply, Request
from bot.pseudonyms import Pseudonyms
from bot.rendering.telegram_html import message
from bot.store import Store
from tests.bot.samples import LISTED, STRANGER, Clock, talking

OTHER = 70_001_234
PERSON = 70_005_678
GROUP = -100_555_000_111
ACCESS = Access(users=frozenset({PERSON, OTHER, LISTED}))
DAY = 86400


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def talk(tmp_path: Path, clock: Clock) -> Iterator[Conversation]:
    """A conversation; questions are kept for 30 days."""
    with talking(tmp_path, access=ACCESS, clock=clock) as made:
        yield made


def said(words: str, asker: int = PERSON, chat: int = 0, code: str = "en") -> Request:
    """A message; in private where no chat is given."""
    command, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    return Request(chat or asker, "group" if chat else "private", asker, rest, command or None, code)


def text(reply: Reply | None) -> str:
    """The name of the text that is the reply."""
    assert isinstance(reply, Notice)
    return reply.text


def found(reply: Reply | None) -> Found:
    """The reply, which is something that was found."""
    assert isinstance(reply, Found)
    return reply


def asked(talk: Conversation) -> list[str]:
    """The questions in the diary."""
    return [entry.text for entry in talk.office.diary.since(0)]


def bytes_of(folder: Path) -> bytes:
    """All that is on the disk, what SQLite has not yet put in its place included."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_a_question_is_kept_with_its_time_and_whether_it_was_answered(
    talk: Conversation, clock: Clock
) -> None:
    """In the diary, which has no ids."""
    await talk.respond(said("who was fined?"))
    (entry,) = talk.office.diary.since(0)
    assert (entry.at, entry.text, entry.claim, entry.reason) == (clock(), "who was fined?", False, None)


async def test_the_diary_holds_no_id(talk: Conversation, tmp_path: Path) -> None:
    """Neither of the person nor of the group; in no column of it."""
    await talk.respond(said("who was fined?", chat=GROUP))
    await talk.respond(said("/lang zh-hant"))
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        for table in ("diary", "tongues", "unkept"):
            values = [str(value) for row in file.execute(f"SELECT * FROM {table}") for value in row]
            assert not {str(PERSON), str(GROUP)} & set(values)


async def test_to_forget_erases_what_is_kept_of_a_person_and_of_nobody_else(talk: Conversation) -> None:
    """Their questions, in whatever chat, the buttons of their private chat, and the language they chose."""
    mine = found(await talk.respond(said("my question")))
    await talk.respond(said("my other one", chat=GROUP))
    await talk.respond(said("not mine", OTHER, GROUP))
    await talk.respond(said("/lang zh-hant"))
    assert text(await talk.respond(said("/forget"))) == "forgotten"
    assert asked(talk) == ["not mine"]
    assert text(await talk.press(Press(PERSON, PERSON, data(PAGE, mine.key, 1)))) == "too_old"
    assert found(await talk.respond(said("who?"))).tongue == "en"


async def test_what_was_erased_is_not_on_the_disk(tmp_path: Path) -> None:
    """SQLite leaves what is deleted in its file, if it is not told otherwise."""
    with talking(tmp_path, access=ACCESS) as talk:
        await talk.respond(said("was the xylophone stolen?"))
        await talk.respond(said("/forget"))
    assert b"xylophone" not in bytes_of(tmp_path)


async def test_nothing_is_kept_of_who_does_not_want_it(tmp_path: Path) -> None:
    """What was is erased, what comes is not written down, and answers have no buttons then."""
    with talking(tmp_path, access=ACCESS) as talk:
        await talk.respond(said("was the xylophone stolen?"))
        assert text(await talk.respond(said("/forget on"))) == "not_kept"
        answer = found(await talk.respond(said("was the marimba stolen?")))
        await talk.respond(said("was the marimba found?", chat=GROUP))
        assert not answer.key
        assert not [button.data for row in message(answer).rows for button in row if button.data]
        assert asked(talk) == []
        assert text(await talk.respond(said("/lang en"))) == "lang_not_kept"
    content = bytes_of(tmp_path)
    for word in (b"xylophone", b"marimba", str(PERSON).encode()):
        assert word not in content


async def test_what_somebody_does_not_want_lasts_until_they_want_it_again(tmp_path: Path) -> None:
    """Over a restart, and over another /forget."""
    with talking(tmp_path, access=ACCESS) as talk:
        await talk.respond(said("/forget on"))
        await talk.respond(said("/forget"))
    with talking(tmp_path, access=ACCESS) as talk:
        assert found(await talk.respond(said("who?"))).key == ""
        assert found(await talk.respond(said("who?", OTHER))).key
        assert text(await talk.respond(said("/forget off"))) == "kept_again"
        assert found(await talk.respond(said("who?"))).key
        assert asked(talk) == ["who?", "who?"]


async def test_other_words_erase_nothing(talk: Conversation) -> None:
    """They get a line that says which words there are."""
    await talk.respond(said("who?"))
    assert text(await talk.respond(said("/forget me not"))) == "forget_how"
    assert asked(talk) == ["who?"]


async def test_who_may_no_longer_ask_may_still_erase(talk: Conversation) -> None:
    """And read what is kept; access ends, what is theirs does not."""
    await talk.respond(said("who?"))
    talk.office.rules.decide(str(PERSON), allowed=False)
    assert text(await talk.respond(said("who?"))) == "refused"
    assert text(await talk.respond(said("/privacy"))) == "privacy"
    assert text(await talk.respond(said("/forget"))) == "forgotten"
    assert asked(talk) == []


async def test_what_is_too_old_is_erased(talk: Conversation, clock: Clock) -> None:
    """To the day; what is younger stays."""
    await talk.respond(said("old"))
    clock.seconds += 30 * DAY
    await talk.respond(said("young"))
    talk.office.purge()
    assert asked(talk) == ["old", "young"]
    clock.seconds += 1
    talk.office.purge()
    assert asked(talk) == ["young"]


async def test_much_that_is_too_old_is_erased_at_once(talk: Conversation, clock: Clock) -> None:
    """More than one statement takes."""
    from bot.stores.diary import AT_ONCE, Entry

    for number in range(AT_ONCE + 1):
        talk.office.diary.note(PERSON, PERSON, Entry(clock(), f"q{number}", claim=False, reason=None, ms=1))
    clock.seconds += 31 * DAY
    talk.office.purge()
    assert asked(talk) == []


async def test_privacy_says_for_how_many_days(talk: Conversation) -> None:
    """As the setting has it."""
    told = await talk.respond(said("/privacy", STRANGER))
    assert isinstance(told, Notice)
    assert told.values == {"days": "30"}


@pytest.mark.parametrize(
    ("request_", "name", "chat"),
    [
        (said("/whoami"), "whoami", str(PERSON)),
        (said("/whoami", chat=GROUP), "whoami", str(GROUP)),
        (replace(said("/whoami", chat=GROUP), topic=5), "whoami", f"{GROUP}/5"),
    ],
)
async def test_everybody_learns_the_ids_that_lists_are_made_of(
    talk: Conversation, request_: Request, name: str, chat: str
) -> None:
    """As /allow takes them; whoever is not listed, too, to send it to an administrator."""
    told = await talk.respond(request_)
    assert isinstance(told, Notice)
    assert (told.text, told.values) == (name, {"asker": str(PERSON), "chat": chat})
    assert text(await talk.respond(said("/whoami", STRANGER))) == "whoami"


async def everything(talk: Conversation) -> None:
    """A person asks in private and in a group, presses, judges, collects, and is replied to."""
    for chat, kind in ((PERSON, "private"), (GROUP, "group")):
        request = replace(said("was the xylophone stolen?", chat=chat if kind == "group" else 0), message=5)
        first = found(await talk.respond(request))
        await talk.sent(request, first, 6)
        for act in (PAGE, GOOD, BASKET, VERIFY):
            press = Press(
                chat, PERSON, data(act, first.key, 0), "group" if kind == "group" else "private", message=6
            )
            assert await talk.press(press)
    await talk.respond(said("/lang zh-hant"))


async def test_no_table_holds_an_id_but_those_that_must(talk: Conversation, tmp_path: Path) -> None:
    """Whatever a person does: who asked, who thought what, where it was, and what was collected there."""
    await everything(talk)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {"questions", "replies", "shown", "feedback", "baskets", "diary", "tongues"} <= set(tables)
        for table in set(tables) - {"audit", "bells", "admins", "rules", "policies"}:
            values = {value for row in file.execute(f"SELECT * FROM {table}") for value in row}
            assert not {PERSON, GROUP, str(PERSON), str(GROUP)} & values, table


async def test_to_forget_reaches_every_table(talk: Conversation, tmp_path: Path) -> None:
    """Of a person of whom all was kept nothing is left but what the group collected."""
    await everything(talk)
    await talk.respond(said("not mine", OTHER, GROUP))
    await talk.respond(said("/forget"))
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        left = {
            table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("questions", "replies", "feedback", "baskets", "diary", "tongues")
        }
        assert left == {"questions": 1, "replies": 0, "feedback": 0, "baskets": 1, "diary": 1, "tongues": 0}
        assert not file.execute("SELECT 1 FROM shown WHERE key NOT IN (SELECT key FROM questions)").fetchone()


async def test_what_is_too_old_leaves_every_table(talk: Conversation, tmp_path: Path, clock: Clock) -> None:
    """With all that belongs to a question."""
    await everything(talk)
    clock.seconds += 31 * DAY
    talk.office.purge()
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        for table in ("questions", "replies", "shown", "feedback", "diary"):
            assert not file.execute(f"SELECT 1 FROM {table}").fetchone(), table


async def test_who_wants_nothing_kept_leaves_nothing_on_others_answers(talk: Conversation) -> None:
    """An opinion of somebody else's answer would be kept; it is said that it is not."""
    theirs = found(await talk.respond(said("who?", OTHER, GROUP)))
    await talk.respond(said("/forget on"))
    assert (
        text(await talk.press(Press(GROUP, PERSON, data(GOOD, theirs.key, 0), "group"))) == "not_kept_of_you"
    )
    assert list(talk.office.judged()) == []
    page = await talk.press(Press(GROUP, PERSON, data(PAGE, theirs.key, 1), "group"))
    assert found(page).position == 1


def test_a_file_of_before_has_its_ids_hidden_when_it_is_opened(tmp_path: Path) -> None:
    """Its buttons still work, in the chat that they are in."""
    pseudonym = Pseudonyms(b"k" * 32)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as older, older:
        older.execute(
            "CREATE TABLE questions (key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked REAL NOT NULL, text TEXT NOT NULL,"
            " claim INTEGER NOT NULL DEFAULT 0)"
        )
        older.executemany("INSERT INTO questions VALUES (?, ?, 0, 'who?', 0)", [("a", PERSON), ("b", GROUP)])
        older.execute("PRAGMA user_version = 2")
    for _ in range(2):  # once is enough, twice does no harm
        store = Store(tmp_path / "bot.sqlite3", pseudonym=pseudonym)
        assert store.questions.find("a", PERSON)
        assert store.questions.find("b", GROUP)
        assert not store.questions.find("a", GROUP)
        store.close()
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        assert {row[0] for row in file.execute("SELECT chat FROM questions")} == {
            pseudonym(PERSON),
            pseudonym(GROUP),
        }
