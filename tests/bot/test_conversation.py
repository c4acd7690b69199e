"""Claims about what is said to a message or a press, before any markup; answers come from a fake."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from bot.access import Access
from bot.buttons import PAGE, Pressed, pressed
from bot.buttons import data as button_data
from bot.commands import COMMANDS
from bot.conversation import Conversation
from bot.model import Attachment, ChatKind, Found, Notice, Press, Reply, Request, Tongue
from bot.stores.questions import PastQuestion
from retrieval.model import Answer, NoAnswer, Question, Reason
from tests.bot.samples import CODE, LISTED, STRANGER, Oracle, answer, refusal, talking

GROUP = -5


@pytest.fixture
def oracle() -> Oracle:
    """An answering function that finds three citations for everything, and nothing for teapots."""
    return Oracle({"the teapot?": refusal(Reason.UNKNOWN_WORDS, missing=("teapot",))})


@pytest.fixture
def talk(tmp_path: Path, oracle: Oracle) -> Iterator[Conversation]:
    """A conversation in which only `LISTED` may ask."""
    with talking(tmp_path, oracle) as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path, oracle: Oracle) -> Iterator[Conversation]:
    """A conversation in which nobody is listed and the code is still good."""
    with talking(tmp_path, oracle, Access(), CODE) as made:
        yield made


def private(text: str = "", command: str | None = None, asker: int = LISTED, code: str = "en") -> Request:
    """A message to the bot alone."""
    return Request(asker, "private", asker, text, command, code)


def in_group(text: str = "", command: str | None = None, asker: int = LISTED, code: str = "en") -> Request:
    """A message in a group, addressed to the bot."""
    return Request(GROUP, "group", asker, text, command, code)


def notice(reply: Reply | None) -> str:
    """The name of the text that is the reply."""
    assert isinstance(reply, Notice)
    return reply.text


def found(reply: Reply | None) -> Found:
    """The reply, which is something that was found."""
    assert isinstance(reply, Found)
    return reply


async def test_what_is_not_said_to_us_gets_no_reply(talk: Conversation) -> None:
    """In a group; neither a question nor a command of somebody else's."""
    assert await talk.respond(replace(in_group("who?"), addressed=False)) is None
    assert await talk.respond(replace(in_group(command="stop"), addressed=False)) is None


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "document"])
async def test_what_cannot_be_read_gets_a_line_in_private(
    talk: Conversation, kind: Literal["voice", "photo"]
) -> None:
    """In a group only where it is said to us."""
    assert notice(await talk.respond(replace(private(""), attachment=Attachment(kind)))) == "only_text"
    ours = replace(in_group(""), attachment=Attachment(kind))
    assert notice(await talk.respond(ours)) == "only_text"
    assert await talk.respond(replace(ours, addressed=False)) is None


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        pytest.param(private(command="start"), "start", id="/start"),
        pytest.param(private("wrong-code", "start"), "start", id="/start with anything, where one is listed"),
        pytest.param(in_group(command="start"), "start", id="/start in a group"),
        pytest.param(private(command="help"), "help", id="/help"),
        pytest.param(private("me", "help"), "help", id="/help with words after it"),
        pytest.param(private(command="ask"), "ask_what", id="/ask alone"),
        pytest.param(private("  \n ", "ask"), "ask_what", id="/ask and spaces"),
        pytest.param(private(command="check"), "check_what", id="/check alone"),
        pytest.param(private("   "), "ask_what", id="spaces"),
        pytest.param(in_group(), "ask_what", id="a mention and nothing else"),
        pytest.param(private("x", "frob"), "unknown_command", id="an unknown command"),
        pytest.param(private("x" * 4097), "too_long", id="a question one character too long"),
        pytest.param(private("x" * 4097, "ask"), "too_long", id="the same after /ask"),
        pytest.param(private("who?", asker=STRANGER), "refused", id="a question of a stranger"),
        pytest.param(private("who?", "ask", asker=STRANGER), "refused", id="/ask of a stranger"),
        pytest.param(private(command="help", asker=STRANGER), "refused", id="/help of a stranger"),
        pytest.param(private(command="start", asker=STRANGER), "refused", id="/start of a stranger"),
        pytest.param(private(command="frob", asker=STRANGER), "refused", id="any command of a stranger"),
        pytest.param(in_group("who?", asker=STRANGER), "refused", id="a stranger in a group"),
    ],
)
async def test_what_is_no_question_gets_a_notice(
    request_: Request, text: str, talk: Conversation, oracle: Oracle
) -> None:
    """And nothing is looked up for it."""
    assert notice(await talk.respond(request_)) == text
    assert oracle.asked == []


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        pytest.param(private("who was fined?"), "who was fined?", id="plain text in private"),
        pytest.param(private("who was fined?", "ask"), "who was fined?", id="/ask with a question"),
        pytest.param(in_group("who was fined?"), "who was fined?", id="in a group"),
        pytest.param(private("x" * 4096), "x" * 4096, id="the longest question"),
        pytest.param(private("/ is a slash"), "/ is a slash", id="text that only begins like a command"),
    ],
)
async def test_a_question_is_answered(
    request_: Request, asked: str, talk: Conversation, oracle: Oracle
) -> None:
    """As it was asked, from as many documents as the settings say, opened at the first citation."""
    reply = found(await talk.respond(request_))
    assert (reply.answer, reply.position) == (oracle.otherwise, 0)
    assert oracle.asked == [(asked, 5)]


async def test_no_answer_is_a_reply_too(talk: Conversation) -> None:
    """It says why, and is kept like any other question."""
    reply = found(await talk.respond(private("the teapot?")))
    assert isinstance(reply.answer, NoAnswer)
    assert reply.answer.missing == ("teapot",)


async def test_help_names_every_command(talk: Conversation) -> None:
    """That the person may use: the lines are made from the table of commands."""
    reply = await talk.respond(private(command="help"))
    assert isinstance(reply, Notice)
    for command in COMMANDS:
        assert (f"/{command.name}: " in reply.values["commands"]) is not command.admin


async def test_an_unknown_command_is_named_in_part(talk: Conversation) -> None:
    """However long it was: at most 32 characters of it."""
    reply = await talk.respond(private(command="frob" * 50))
    assert isinstance(reply, Notice)
    assert reply.values == {"command": "frob" * 8}


async def test_who_is_refused_learns_their_id(talk: Conversation) -> None:
    """So that they can send it to an administrator; the chat's id would not help them."""
    reply = await talk.respond(in_group("who?", asker=STRANGER))
    assert isinstance(reply, Notice)
    assert reply.values == {"asker": str(STRANGER)}


async def test_a_question_that_is_too_long_is_measured(talk: Conversation) -> None:
    """The sentence says how long it was, and how much is read."""
    reply = await talk.respond(private("x" * 5000))
    assert isinstance(reply, Notice)
    assert reply.values == {"length": "5000", "limit": str(Question.LIMIT)}


@pytest.mark.parametrize(
    ("access", "answered"),
    [
        pytest.param(Access(), False, id="nobody listed"),
        pytest.param(Access(users=frozenset({LISTED})), True, id="listed by user"),
        pytest.param(Access(admins=frozenset({LISTED})), True, id="listed as administrator"),
        pytest.param(Access(chats=frozenset({GROUP})), True, id="listed by chat"),
        pytest.param(Access(chats=frozenset({-6})), False, id="another chat listed"),
        pytest.param(Access(open=True), True, id="open access"),
    ],
)
async def test_access_decides_who_is_answered(access: Access, tmp_path: Path, *, answered: bool) -> None:
    """A question and a press in a group, by person, by chat, or open to all."""
    with talking(tmp_path, access=access) as talk:
        key = talk.store.questions.keep(PastQuestion(GROUP, "who?"))
        replies = (
            await talk.respond(in_group("who?")),
            await talk.press(Press(GROUP, LISTED, button_data(PAGE, key, 0), "group")),
        )
    assert [isinstance(reply, Found) for reply in replies] == [answered, answered]


async def test_the_right_code_makes_the_first_administrator(fresh: Conversation) -> None:
    """Sent in private with /start; they may ask from then on."""
    assert notice(await fresh.respond(private("who?"))) == "refused"
    assert notice(await fresh.respond(private(f" {CODE} ", "start"))) == "first_admin"
    found(await fresh.respond(private("who?")))
    assert notice(await fresh.respond(private("who?", asker=STRANGER))) == "refused"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(private("wrong", "start"), id="another code"),
        pytest.param(private(command="start"), id="no code"),
        pytest.param(private(CODE.upper(), "start"), id="in capitals"),
        pytest.param(private(CODE), id="as a question"),
        pytest.param(private(CODE, "ask"), id="after another command"),
        pytest.param(in_group(CODE, "start"), id="in a group, where others read it"),
    ],
)
async def test_a_wrong_code_changes_nothing(wrong: Request, fresh: Conversation) -> None:
    """The sender is refused like anybody, and the right code is still good."""
    assert notice(await fresh.respond(wrong)) == "refused"
    assert fresh.code == CODE
    assert fresh.store.admins() == frozenset()


async def test_a_code_works_once(fresh: Conversation) -> None:
    """Whoever sends it after the first is refused, and the first is only greeted."""
    await fresh.respond(private(CODE, "start"))
    assert notice(await fresh.respond(private(CODE, "start", asker=STRANGER))) == "refused"
    assert notice(await fresh.respond(private(CODE, "start"))) == "start"
    assert fresh.store.admins() == {LISTED}


async def test_without_a_code_none_is_right(talk: Conversation) -> None:
    """Where somebody is listed there is no code, and an empty or guessed one makes nobody administrator."""
    for guess in ("", "None", CODE):
        assert notice(await talk.respond(private(guess, "start", asker=STRANGER))) == "refused"
    assert talk.store.admins() == frozenset()


async def test_buttons_turn_the_pages_and_lead_around(talk: Conversation, oracle: Oracle) -> None:
    """Each page is found again from the question in the store, at the position the button says."""
    first = found(await talk.respond(private("who?")))
    for position in (1, 2, 0, 2):
        page = found(await talk.press(Press(LISTED, LISTED, button_data(PAGE, first.key, position))))
        assert (page.key, page.position, page.answer) == (first.key, position, oracle.otherwise)
    assert oracle.asked == [("who?", 5)] * 5


@pytest.mark.parametrize("position", [3, 99_999])
async def test_a_position_out_of_range_is_still_a_page(position: int, talk: Conversation) -> None:
    """The corpus may have fewer passages than when the button was made; nothing breaks, the last is shown."""
    first = found(await talk.respond(private("who?")))
    page = found(await talk.press(Press(LISTED, LISTED, button_data(PAGE, first.key, position))))
    assert page.position == 2


@pytest.mark.parametrize(
    "data",
    [
        "",
        "p",
        "p:",
        "p::",
        ":::",
        "p::0",
        "p:never-given:0",
        "{key}",
        "{key}:0",
        "q:{key}:0",
        "p:{key}",
        "p:{key}:",
        "p:{key}:-1",
        "p:{key}:x",
        "p:{key}:1e3",
        "p:{key}:1000000",
        "p:{key}:²",
        "p:{key} :0",
        "p:{key}' OR '1'='1:0",
        "P:{key}:0",
    ],
)
async def test_data_that_is_not_ours_finds_nothing(data: str, talk: Conversation, oracle: Oracle) -> None:
    """A forged or unknown button gets a notice, and nothing is looked up."""
    key = talk.store.questions.keep(PastQuestion(LISTED, "who?"))
    assert notice(await talk.press(Press(LISTED, LISTED, data.format(key=key)))) == "too_old"
    assert oracle.asked == []


async def test_a_key_of_another_chat_finds_nothing(talk: Conversation) -> None:
    """What was asked in private is not shown in a group, nor the reverse, whoever presses."""
    mine = found(await talk.respond(private("who?")))
    ours = found(await talk.respond(in_group("who?")))
    assert (
        notice(await talk.press(Press(GROUP, LISTED, button_data(PAGE, mine.key, 0), "group"))) == "too_old"
    )
    assert notice(await talk.press(Press(LISTED, LISTED, button_data(PAGE, ours.key, 0)))) == "too_old"


async def test_a_stranger_turns_no_pages(talk: Conversation, oracle: Oracle) -> None:
    """Not even those of an answer that somebody else got in the same group."""
    ours = found(await talk.respond(in_group("who?")))
    asked = list(oracle.asked)
    reply = await talk.press(Press(GROUP, STRANGER, button_data(PAGE, ours.key, 1), "group"))
    assert isinstance(reply, Notice)
    assert (reply.text, reply.values) == ("refused", {"asker": str(STRANGER)})
    assert oracle.asked == asked


@pytest.mark.parametrize("position", [0, 1, 99_999])
@pytest.mark.parametrize("key", ["a", "-_-_", "abcdefghijkl"])
def test_page_data_is_read_back(key: str, position: int) -> None:
    """What a button carries names the same page when it comes back."""
    assert pressed(button_data(PAGE, key, position)) == Pressed(PAGE, key, position)


@pytest.mark.parametrize(
    ("kind", "code", "text", "tongue"),
    [
        pytest.param("private", "en", "谁被罚款？", "en", id="the person's in private"),
        pytest.param(
            "private", "zh-hans", "who?", "zh-hans", id="simplified, though the question is English"
        ),
        pytest.param("private", "zh-hant", "谁?", "zh-hant", id="traditional, though the question is not"),
        pytest.param("private", "zh-TW", "who?", "zh-hant", id="Taiwan writes traditional"),
        pytest.param(
            "private", "de", "谁被罚款？", "zh-hans", id="the question's, if the person's is unknown"
        ),
        pytest.param("private", None, "誰被罰款？", "zh-hant", id="or not told"),
        pytest.param("private", "de", "42?", "en", id="and English, if nothing tells"),
        pytest.param("group", "en", "谁被罚款？", "zh-hans", id="the question's in a group"),
        pytest.param("group", "zh-hans", "誰被罰款？", "zh-hant", id="traditional recognised"),
        pytest.param("group", "zh-hans", "who was fined?", "en", id="English recognised"),
        pytest.param("group", "zh-hant", "42?", "zh-hant", id="the person's, if the question has no words"),
        pytest.param("group", None, "42?", "en", id="and English, if nothing tells in a group"),
    ],
)
async def test_the_language_spoken(
    kind: ChatKind, code: str | None, text: str, tongue: Tongue, talk: Conversation
) -> None:
    """The person's own in private; in a group, where many read it, the question's. Pages keep it."""
    chat = LISTED if kind == "private" else GROUP
    reply = found(await talk.respond(Request(chat, kind, LISTED, text, None, code)))
    page = found(await talk.press(Press(chat, LISTED, button_data(PAGE, reply.key, 1), kind, code)))
    assert (reply.tongue, page.tongue) == (tongue, tongue)


async def test_a_restart_keeps_the_questions(tmp_path: Path) -> None:
    """A button that one process made works in the next, over the same store."""
    with talking(tmp_path) as before:
        key = found(await before.respond(private("who?"))).key
    with talking(tmp_path) as after:
        page = found(await after.press(Press(LISTED, LISTED, button_data(PAGE, key, 1))))
    assert isinstance(page.answer, Answer)
    assert page.position == 1


async def test_a_page_is_looked_up_anew(talk: Conversation, oracle: Oracle) -> None:
    """What the documents say now is shown, even if that is nothing."""
    first = found(await talk.respond(private("who?")))
    oracle.otherwise = refusal()
    assert found(await talk.press(Press(LISTED, LISTED, button_data(PAGE, first.key, 1)))).answer == refusal()
    oracle.otherwise = answer("closed")
    assert found(await talk.press(Press(LISTED, LISTED, button_data(PAGE, first.key, 1)))).answer == answer(
        "closed"
    )


async def test_who_is_looked_up_waits_for_nobody_who_writes(talk: Conversation, tmp_path: Path) -> None:
    """The event loop would stand still meanwhile, and with it whoever could end the wait."""
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = threading.Event()

        def write() -> str:
            begun.set()
            return talk.store.questions.keep(PastQuestion(LISTED, "who?"))

        writing = asyncio.ensure_future(talk.worker.run(write))
        await asyncio.to_thread(begun.wait)
        for _ in range(200):
            assert talk.may_ask(LISTED, LISTED)
            assert talk.tongue(private("who?")) == "en"
            assert talk.office.preferences.keeps(LISTED)
            assert talk.turned_away(Press(LISTED, LISTED, button_data(PAGE, "k", 0)))
        assert not writing.done()
        other.execute("ROLLBACK")
        assert await writing
