"""Claims about the running bot where nobody asked it, or nobody asks any more; it runs here, with answers from a fake."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from bot.access import Access
from bot.conversation import Conversation
from bot.telegram.service import serving
from config import Settings
from retrieval.model import Answer, NoAnswer, Question
from tests.bot.samples import LISTED, STRANGER, Oracle, refusal, talking
from tests.fakes import Chat, FakeBotApi, Person

TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"
GROUP: Final = -1_001_234_567_890
SMALL: Final = -55
HOURS: Final = 3 * 3600.0


@dataclass(slots=True)
class Clock:
    """Telegram's clock, which can be set back."""

    behind: float = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return time.time() - self.behind


class Moody(Oracle):
    """An answering function that breaks over one question, takes its time over another, and knows no answer to small talk."""

    __slots__ = ("released",)

    def __init__(self) -> None:
        """Whatever takes time may be answered at any time."""
        super().__init__()
        self.released = threading.Event()

    def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
        """Answer, or break."""
        if "break" in question.text:
            raise RuntimeError("a bug of ours")
        if "slow" in question.text:
            self.released.wait(10)
        found = super().__call__(question, documents)
        return refusal() if "lunch" in question.text else found


@dataclass(slots=True)
class Stage:
    """A Telegram, and a conversation in it in which only `LISTED` may ask."""

    api: FakeBotApi
    clock: Clock
    talk: Conversation
    folder: Path
    oracle: Moody

    def bot(self) -> AbstractAsyncContextManager[asyncio.Future[None]]:
        """The bot while it runs."""
        named = {"data": self.folder, "telegram": {"token": TOKEN, "api_url": self.api.url}}
        return serving(Settings.model_validate(named), self.talk)

    def heard(self, chat: Person | Chat) -> list[str]:
        """What the bot has said in a chat, as it stands now."""
        return [message.text for message in self.api.sent if message.chat_id == chat.id]


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Conversation]:
    """A conversation with answers of a moody oracle."""
    access = Access(admins=frozenset({LISTED}), chats=frozenset({SMALL}))
    with talking(tmp_path, Moody(), access) as made:
        yield made


@pytest.fixture
async def stage(talk: Conversation, tmp_path: Path) -> AsyncIterator[Stage]:
    """A Telegram in which the bot hears everything."""
    clock = Clock()
    async with FakeBotApi(TOKEN, privacy_mode=False, clock=clock) as api:
        assert isinstance(talk.archive, Moody)
        yield Stage(api, clock, talk, tmp_path, talk.archive)
        assert api.violations == []


@pytest.fixture
def ada(stage: Stage) -> Person:
    """Somebody who may ask."""
    return stage.api.user(LISTED, "Ada", "en")


@pytest.fixture
def group(stage: Stage, ada: Person) -> Chat:
    """A group with her and a stranger."""
    return stage.api.group(GROUP, "Law", [ada, stage.api.user(STRANGER, "Eve", "en")])


# --- what nobody said to us --------------------------------------------------------------------------


async def test_talk_that_nothing_answers_or_that_breaks_us_gets_nothing(
    stage: Stage, ada: Person, group: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    """Where all is heard; what is asked after it is answered."""
    stage.talk.store.policies.decide(GROUP, None, "open")
    async with stage.bot():
        await stage.api.say(ada, "see you at lunch", group)
        await stage.api.say(ada, "let us break for today", group)
        await stage.api.say(ada, "who was fined?", group)
        await stage.api.wait_for_messages(1)
    assert [text.startswith("fined") for text in stage.heard(group)] == [True]
    assert "a bug of ours" in caplog.text


# --- whom a button is not for ------------------------------------------------------------------------


async def test_a_stranger_is_refused_over_the_chat_however_long_others_wait(
    stage: Stage, ada: Person, group: Chat
) -> None:
    """While a question of the group is being answered; nobody else there reads it."""
    eve = group.members[1]
    async with stage.bot():
        await stage.api.say(ada, "/ask who?", group)
        (answer,) = await stage.api.wait_for_messages(1)
        await stage.api.say(ada, "/ask slow?", group)
        await stage.api.press(eve, answer, "›")
        await stage.api.wait_until(lambda: stage.api.answers)
        stage.oracle.released.set()
        await stage.api.wait_for_messages(2)
    (alert,) = stage.api.answers
    assert alert.show_alert
    assert str(STRANGER) in alert.text
    assert len(stage.heard(group)) == 2


# --- what came too late ------------------------------------------------------------------------------


async def test_an_edit_of_hours_ago_asks_nothing_anew_that_was_passed_over(stage: Stage, ada: Person) -> None:
    """Only the last question is answered, in its last words."""
    stage.clock.behind = HOURS
    first = await stage.api.say(ada, "who?")
    second = await stage.api.say(ada, "when?")
    last = await stage.api.say(ada, "where?")
    await stage.api.edit(ada, first, "and who?")
    await stage.api.edit(ada, last, "but where?")
    await stage.api.edit(ada, second, "and when?")
    stage.clock.behind = 0
    async with stage.bot():
        await stage.api.say(ada, "/help")
        answer, _ = await stage.api.wait_for_messages(2)
    assert (answer.reply_to, answer.edits) == (last, 0)
    assert stage.oracle.asked[-1][0] == "but where?"
    assert answer.text.startswith("Older questions that were passed over: 2.\n")


async def test_a_late_question_that_was_edited_into_an_order_is_still_a_question(
    stage: Stage, ada: Person
) -> None:
    """No edit gives orders, whenever it is read: the question is answered as it was asked."""
    stage.clock.behind = HOURS
    asked = await stage.api.say(ada, "who?")
    await stage.api.edit(ada, asked, f"/allow {STRANGER}")
    stage.clock.behind = 0
    async with stage.bot():
        (answer,) = await stage.api.wait_for_messages(1)
    assert answer.text.startswith("fined")
    assert stage.talk.office.rules.ruling(str(STRANGER)) is None


async def test_an_edit_that_is_made_now_asks_anew_what_was_passed_over(stage: Stage, ada: Person) -> None:
    """Who is told that questions were passed over, and changes one, wants an answer to it, once; its layout is no change."""
    stage.clock.behind = HOURS
    first = await stage.api.say(ada, "who?")
    await stage.api.say(ada, "when?")
    stage.clock.behind = 0
    async with stage.bot():
        await stage.api.wait_for_messages(1)
        await stage.api.edit(ada, first, "who?")
        await stage.api.edit(ada, first, "who was fined?")
        _, answer = await stage.api.wait_for_messages(2)
        await stage.api.edit(ada, first, "who was fined there?")
        await stage.api.wait_until(lambda: stage.api.sent[1].edits)
    assert answer.reply_to == first
    assert len(stage.heard(ada)) == 2


async def test_talk_in_between_does_not_take_the_number_of_those_that_were_passed_over(
    stage: Stage, ada: Person, group: Chat
) -> None:
    """It is said above the answer to a question, and nothing is said above talk."""
    stage.clock.behind = HOURS
    await stage.api.say(ada, "/ask who?", group)
    stage.clock.behind = 0
    await stage.api.say(ada, "what a day", group)
    await stage.api.say(ada, "/ask when?", group)
    async with stage.bot():
        await stage.api.wait_for_messages(1)
    (answer,) = stage.heard(group)
    assert answer.startswith("Older questions that were passed over: 1.\n")


# --- a group that has another number -----------------------------------------------------------------


async def test_a_group_of_the_settings_goes_on_as_a_supergroup(stage: Stage, ada: Person) -> None:
    """Anybody may still ask there, after a restart too, and what was asked before it is answered where the group is now."""
    eve = stage.api.user(STRANGER, "Eve", "en")
    small = stage.api.group(SMALL, "Law", [ada, eve])
    await stage.api.say(eve, "/ask who?", small)
    large = stage.api.upgrade(small, GROUP)
    await stage.api.say(eve, "/ask when?", large)
    async with stage.bot():
        await stage.api.wait_for_messages(2)
    async with stage.bot():
        await stage.api.say(eve, "/ask where?", large)
        await stage.api.wait_for_messages(3)
    assert len(stage.heard(large)) == 3
    assert all(text.startswith("fined") for text in stage.heard(large))


# --- files -------------------------------------------------------------------------------------------


async def test_a_file_that_lies_about_its_size_is_cut_off_with_one_line(stage: Stage, ada: Person) -> None:
    """Telegram says how many bytes there are, and more come; packed ones are not unpacked."""
    async with stage.bot():
        number = await stage.api.upload(ada, "a.md", b"few")
        (name,) = stage.api.world.files
        held = stage.api.world.files[name]
        stage.api.world.files[name] = replace(held, content=b"x" * 100_000)
        await stage.api.wait_for_messages(1)
    (answer,) = stage.api.sent
    assert answer.reply_to == number
    assert "larger than" in answer.text
    assert list(stage.folder.glob("**/*.part")) == list(stage.folder.glob("**/a*.md")) == []
