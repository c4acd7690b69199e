"""Claims about delivery: whatever goes wrong on the way, each question gets one answer, and no rule is broken.

The bot runs here, with answers from a fake, against a Telegram on a real socket that keeps count.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest

from bot.access import Access
from bot.conversation import Conversation
from bot.errors import CannotServe, NotHad
from bot.model import Found, Handed, Notice, Pulse, Reply, Request
from bot.rendering import telegram_html
from bot.telegram import handling, polling, sender, service
from bot.telegram.inbox import Inbox
from bot.telegram.post import Post
from bot.texts import say
from config import Settings
from retrieval.model import Answer, NoAnswer, Question
from tests.bot.samples import HURRY, Oracle, hurried, talking
from tests.fakes import BotMessage, Chat, FakeBotApi, Person
from tests.fakes.telegram_faults import BAD_GATEWAY, PAGE, Fault
from tests.fakes.telegram_wire import DROPPED
from tests.fakes.telegram_wire import Answer as Wired

pytestmark = pytest.mark.slow

TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"
SUPERGROUP: Final = -1_001_234_567_890
HOURS: Final = 3 * 3600.0
GATEWAY: Final = Wired(200, b'{"message": "upstream is busy"}', "application/json")
FORBIDDEN: Final = Wired(403, b"<html>Blocked by the gateway</html>", "text/html")
UNKNOWN: Final = Wired(404, b"<html>No such page</html>", "text/html")
QUICK: Final = (0.05, 0.1, 0.2)
ROOM: Final = 3.0  # times as fast as that pass the limits there: what is late on a busy machine breaks none
FAULTS: Final = {
    "a dropped connection": Fault(DROPPED),
    "a connection dropped after acceptance": Fault(DROPPED, after=True),
    "a bad gateway": Fault(BAD_GATEWAY),
    "a bad gateway after acceptance": Fault(BAD_GATEWAY, after=True),
    "a web page": Fault(PAGE),
    "a web page after acceptance": Fault(PAGE, after=True),
    "other JSON after acceptance": Fault(GATEWAY, after=True),
    "a web page that forbids": Fault(FORBIDDEN),
    "a web page that knows nothing": Fault(UNKNOWN),
    "silence": Fault(None),
    "silence after acceptance": Fault(None, after=True),
}


@dataclass(slots=True)
class Clock:
    """A clock that can be set back."""

    behind: float = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return time.time() - self.behind


@dataclass(slots=True)
class Stage:
    """A Telegram, a bot in it, and what its conversation is told."""

    api: FakeBotApi
    talk: Conversation
    clock: Clock
    oracle: Oracle
    run: Callable[[], AbstractAsyncContextManager[asyncio.Future[None]]]
    told: list[tuple[Any, ...]] = field(default_factory=list)

    def heard(self, chat: Person | Chat) -> list[BotMessage]:
        """What the bot has said in a chat."""
        return [message for message in self.api.sent if message.chat_id == chat.id]

    async def answered(self, chat: Person | Chat, times: int = 1) -> list[BotMessage]:
        """Wait until the bot has said so much in a chat."""
        await self.api.wait_until(lambda: len(self.heard(chat)) >= times)
        return self.heard(chat)

    async def settled(self, inbox: Inbox) -> None:
        """Wait until nothing is left to do."""
        undone = "SELECT 1 FROM inbox WHERE done IS NULL"
        async with asyncio.timeout(10):
            while self.api.pending or inbox._connection.execute(undone).fetchone():  # noqa: ASYNC110  another connection's
                await asyncio.sleep(0.02)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses are short; their lengths are no claim of these tests."""
    monkeypatch.setattr(sender, "PAUSES", QUICK)
    monkeypatch.setattr(polling, "PAUSES", QUICK)
    monkeypatch.setattr(polling, "LONG", 1)
    monkeypatch.setattr(polling, "GRACE", 0.4)
    monkeypatch.setattr(service, "ANSWER", 0.6)
    monkeypatch.setattr(service, "PAUSE", 0.1)


@pytest.fixture
def paces() -> tuple[float, float]:
    """How many times as fast as at Telegram the bot paces itself, and Telegram's limits pass."""
    return HURRY, HURRY * ROOM


as_at_telegram: Final = pytest.mark.parametrize("paces", [(1.0, 1.0)], ids=["as at Telegram"])


@pytest.fixture
async def stage(tmp_path: Path, paces: tuple[float, float]) -> AsyncIterator[Stage]:
    """A stage on which everyone may ask."""
    clock, oracle = Clock(), Oracle()
    ours, theirs = paces
    async with FakeBotApi(TOKEN, privacy_mode=False, flood=True, hurry=theirs, clock=clock) as api:
        with talking(tmp_path, oracle, Access(open=True)) as talk:
            named = {"data": tmp_path, "telegram": {"token": TOKEN, "api_url": api.url}}
            settings = Settings.model_validate(named)

            @asynccontextmanager
            async def run() -> AsyncIterator[asyncio.Future[None]]:
                async with service.serving(settings, talk, hurried(ours)) as failing:
                    yield failing

            made = Stage(api, talk, clock, oracle, run)
            listening(made)
            yield made
        assert api.violations == []
        assert api.floods == []


def listening(stage: Stage) -> None:
    """Let the stage hear what the conversation is told of chats."""

    async def left(chat: int) -> None:
        stage.told.append(("left", chat))

    async def moved(old: int, new: int) -> None:
        stage.told.append(("moved", old, new))

    async def sent(request: Request, reply: Reply, number: int) -> None:
        del reply
        stage.told.append(("sent", request.message, number))

    stage.talk.left, stage.talk.moved, stage.talk.sent = left, moved, sent  # type: ignore[method-assign]


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[asyncio.Future[None]]:
    """The bot, from the first to the last line of a test."""
    async with stage.run() as failing:
        yield failing


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """A look at what is on disk."""
    return Inbox(tmp_path / "inbox.sqlite3", 123456789)


# --- what goes wrong on the way ----------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_an_answer_arrives_once(stage: Stage, inbox: Inbox, fault: Fault) -> None:
    """Whether the call that failed was accepted or not: it is looked for before it is sent again."""
    ada, bea = stage.api.user(7, "Ada", "en"), stage.api.user(8, "Bea", "en")
    stage.api._plan("sendMessage", fault)
    asked = await stage.api.say(ada, "who?")
    await stage.api.say(bea, "who?")
    await stage.answered(ada)
    await stage.answered(bea)
    await stage.settled(inbox)
    (message,) = stage.heard(ada)
    assert message.reply_to == asked
    assert ("sent", asked, message.message_id) in stage.told


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_in_a_group_too(stage: Stage, inbox: Inbox, fault: Fault) -> None:
    """Among messages of others, and earlier answers to the same words."""
    ada = stage.api.user(7, "Ada", "en")
    group = stage.api.group(SUPERGROUP, "Law", [ada])
    await stage.api.say(ada, "/ask who?", group)
    await stage.answered(group)
    await stage.api.say(ada, "what a day", group)
    stage.api._plan("sendMessage", fault)
    await stage.api.say(ada, "/ask who?", group)
    await stage.api.say(ada, "what a week", group)
    await stage.answered(group, 2)
    await stage.settled(inbox)
    first, second = stage.heard(group)
    assert (first.edits, second.edits) == (0, 0)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_file_arrives_once(stage: Stage, inbox: Inbox, fault: Fault) -> None:
    """With its name, its bytes and a note."""
    ada = stage.api.user(7, "Ada", "en")

    async def respond(request: Request) -> Reply:
        del request
        return Handed("words.txt", b"words", "en", "unanswered_file")

    stage.talk.respond = respond  # type: ignore[method-assign]
    stage.api._plan("sendDocument", fault)
    await stage.api.say(ada, "who?")
    await stage.answered(ada)
    await stage.settled(inbox)
    (message,) = stage.heard(ada)
    assert message.document == ("words.txt", b"words")
    assert message.text.startswith("All questions")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery", "sendChatAction", "getUpdates"])
async def test_a_page_is_turned_whatever_fails(stage: Stage, inbox: Inbox, method: str, fault: Fault) -> None:
    """The edit, the answer to the press, or the way to hear of it."""
    ada = stage.api.user(7, "Ada", "en")
    stage.api._plan(method, fault)
    await stage.api.say(ada, "who?")
    (message,) = await stage.answered(ada)
    await stage.api.press(ada, message, "›")
    await stage.api.wait_until(lambda: stage.api.sent[0].edits)
    await stage.settled(inbox)
    assert [m.labels[1] for m in stage.api.sent] == ["2/3"]


@pytest.mark.usefixtures("bot")
async def test_a_button_may_be_pressed_before_we_know_that_it_arrived(stage: Stage, inbox: Inbox) -> None:
    """The message is found all the same, and then turned."""
    ada = stage.api.user(7, "Ada", "en")
    stage.api.drop_next("sendMessage", after=True)
    await stage.api.say(ada, "who?")
    (message,) = await stage.answered(ada)
    await stage.api.press(ada, message, "›")
    await stage.api.wait_until(lambda: stage.api.sent[0].edits)
    await stage.settled(inbox)
    assert [m.labels[1] for m in stage.heard(ada)] == ["2/3"]


async def test_the_network_may_be_gone_at_the_start(stage: Stage) -> None:
    """The bot waits for it."""
    stage.api.drop_next("getMe")
    stage.api.fail_next("getMe", 502, "Bad Gateway")
    stage.api.drop_next("deleteWebhook")
    async with stage.run():
        ada = stage.api.user(7, "Ada", "en")
        await stage.api.say(ada, "who?")
        await stage.answered(ada)


@pytest.mark.usefixtures("bot")
async def test_a_poll_that_stalls_is_ended_and_begun_anew(stage: Stage) -> None:
    """Silence is no peace: each poll has an end."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    await stage.answered(ada)
    for _ in range(3):
        stage.api.hang_next("getUpdates")
    await stage.api.say(ada, "who?")
    await stage.answered(ada, 2)
    assert isinstance(stage.talk.pulse, Pulse)
    assert stage.talk.pulse.polled > stage.talk.pulse.began


@pytest.mark.usefixtures("bot")
async def test_what_telegram_fails_over_for_long_is_tried_again_later(
    stage: Stage, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is forgotten until a restart; and it may have been accepted the first time."""
    monkeypatch.setattr(sender, "ATTEMPTS", 1)
    monkeypatch.setattr(handling, "LATER", 0.2)
    ada = stage.api.user(7, "Ada", "en")
    stage.api._plan("sendMessage", Fault(BAD_GATEWAY, after=True))
    for _ in range(6):
        stage.api._plan("editMessageText", Fault(BAD_GATEWAY))
    await stage.api.say(ada, "who?")
    await stage.api.wait_until(lambda: len(stage.api.called("editMessageText")) > 6)
    await stage.settled(inbox)
    assert len(stage.heard(ada)) == 1


@pytest.mark.usefixtures("bot")
async def test_a_disk_that_fails_for_a_while_loses_nothing(
    stage: Stage, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what cannot be written down when it comes, nor what cannot be marked as done; and nothing is said twice."""
    monkeypatch.setattr(handling, "LATER", 0.2)
    ada, disk = stage.api.user(7, "Ada", "en"), inbox._connection
    disk.execute("ALTER TABLE inbox RENAME TO elsewhere")
    await stage.api.say(ada, "who?")
    polls = len(stage.api.called("getUpdates"))
    await stage.api.wait_until(lambda: len(stage.api.called("getUpdates")) > polls + 2)
    disk.execute("ALTER TABLE elsewhere RENAME TO inbox")
    await stage.answered(ada)
    disk.execute("CREATE TRIGGER no BEFORE UPDATE OF done ON inbox BEGIN SELECT RAISE(ABORT, 'no'); END")
    await stage.api.say(ada, "and who?")
    await stage.answered(ada, 2)
    await stage.api.say(ada, "who else?")
    await stage.answered(ada, 3)
    disk.execute("DROP TRIGGER no")
    await stage.settled(inbox)
    assert len(stage.heard(ada)) == 3


# --- limits -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_a_chat_that_is_to_wait_stops_no_other(stage: Stage) -> None:
    """It is written to when its time has come, and not before."""
    ada, bea = stage.api.user(7, "Ada", "en"), stage.api.user(8, "Bea", "en")
    stage.api.private(ada)
    stage.api.pause(ada, 1.5)
    await stage.api.say(ada, "who?")
    await stage.api.say(bea, "who?")
    await stage.answered(bea)
    assert stage.heard(ada) == []
    await stage.answered(ada)


@pytest.mark.usefixtures("bot")
async def test_all_wait_where_all_are_told_to(stage: Stage) -> None:
    """Nobody is left out afterwards."""
    people = [stage.api.user(7 + i, "Ada", "en") for i in range(6)]
    stage.api.pause(None, 1.0)
    for person in people:
        await stage.api.say(person, "who?")
    await stage.api.wait_for_messages(6)


@as_at_telegram
@pytest.mark.usefixtures("bot")
async def test_many_at_once_are_all_answered_at_the_pace_that_is_allowed(stage: Stage, inbox: Inbox) -> None:
    """In order within each chat, and once; for how long the loop was held meanwhile is known."""
    people = [stage.api.user(100 + i, "Ada", "en") for i in range(60)]
    asked = [(person.id, await stage.api.say(person, f"who {i}?")) for i in range(2) for person in people]
    await stage.api.wait_for_messages(120, 30)
    await stage.settled(inbox)
    assert sorted((m.chat_id, m.reply_to) for m in stage.api.sent) == sorted(asked)
    for person in people:
        replies = [m.reply_to or 0 for m in stage.heard(person)]
        assert replies == sorted(replies)
    assert stage.talk.pulse
    assert stage.talk.pulse.held > 0


@as_at_telegram
@pytest.mark.usefixtures("bot")
async def test_of_many_pages_turned_at_once_the_last_counts(stage: Stage, inbox: Inbox) -> None:
    """Every press is answered, few edit."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    (message,) = await stage.answered(ada)
    for label in ("›", "‹", "›", "‹", "›", "‹", "›", "›", "‹", "›"):
        await stage.api.press(ada, message, label)
    await stage.api.wait_until(lambda: len(stage.api.answers) == 10)
    await stage.settled(inbox)
    (message,) = stage.heard(ada)
    assert message.labels[1] == "2/3"
    assert message.edits < 5


# --- once, and not for ever ---------------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_an_update_that_comes_again_is_not_answered_again(stage: Stage, inbox: Inbox) -> None:
    """Telegram repeats itself where our confirmation was lost."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    await stage.answered(ada)
    await stage.settled(inbox)
    stage.api.redeliver()
    await stage.api.say(ada, "and who?")
    await stage.answered(ada, 2)
    await stage.settled(inbox)
    assert len(stage.heard(ada)) == 2


async def test_what_is_on_disk_is_answered_at_the_start(stage: Stage, inbox: Inbox) -> None:
    """Though Telegram has forgotten it."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    inbox.keep(stage.api.pending)
    stage.api.world.inbox.clear()
    async with stage.run():
        await stage.answered(ada)


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_answer_that_may_have_been_sent_is_looked_for(
    stage: Stage, inbox: Inbox, *, arrived: bool
) -> None:
    """After a sudden end between Telegram's acceptance and our record of it."""
    ada = stage.api.user(7, "Ada", "en")
    stage.api.private(ada)
    asked = await stage.api.say(ada, "who?")
    if arrived:
        stage.api.draw_faults(lambda method: Fault(None, after=True) if method == "sendMessage" else None)
    async with stage.run():
        await stage.answered(ada)
        if not arrived:
            await stage.settled(inbox)
    inbox._connection.execute("UPDATE inbox SET said = ?, done = NULL", [_said(stage, asked)])
    inbox._connection.execute("DELETE FROM numbers WHERE number > ?", [asked])
    stage.api.draw_faults(None)
    if not arrived:
        room = stage.api.world.rooms[ada.id]
        stage.api.world.forget(room, stage.heard(ada)[0].message_id)
    async with stage.run():
        await stage.settled(inbox)
    assert len(stage.heard(ada)) == (1 if arrived else 2)


def _said(stage: Stage, number: int) -> str:
    """An update as it was written down."""
    import json

    taken = stage.api.world.inbox.taken + stage.api.pending
    return json.dumps(next(u for u in taken if u.get("message", {}).get("message_id") == number))


async def test_after_hours_only_the_last_question_of_a_chat_is_answered(stage: Stage, inbox: Inbox) -> None:
    """Saying how many older ones were passed over; commands that are no questions are carried out."""
    ada, bea = stage.api.user(7, "Ada", "en"), stage.api.user(8, "Bea", "en")
    group = stage.api.group(SUPERGROUP, "Law", [ada, bea])
    stage.clock.behind = HOURS
    for text in ("who?", "/help", "when?", "and who?"):
        last = await stage.api.say(ada, text)
    only = await stage.api.say(bea, "who?")
    for person in (ada, bea):
        await stage.api.say(person, "/ask who?", group)
        await stage.api.say(person, "what a day", group)
    stage.clock.behind = 0
    async with stage.run():
        await stage.answered(ada, 2)
        await stage.settled(inbox)
    helped, answer = stage.heard(ada)
    assert "/ask" in helped.text
    assert answer.reply_to == last
    assert answer.text.startswith("Older questions that were passed over: 2.\n")
    (other,) = stage.heard(bea)
    assert (other.reply_to, "passed over" in other.text) == (only, False)
    (in_group,) = stage.heard(group)
    assert in_group.text.startswith("Older questions that were passed over: 1.\n")


async def test_many_old_questions_in_many_batches_are_one_answer(stage: Stage, inbox: Inbox) -> None:
    """All that waits is fetched before the last one is known."""
    ada = stage.api.user(7, "Ada", "en")
    stage.clock.behind = HOURS
    for i in range(230):
        await stage.api.say(ada, f"who {i}?")
    stage.clock.behind = 0
    async with stage.run():
        await stage.answered(ada)
        await stage.settled(inbox)
    (message,) = stage.heard(ada)
    assert message.text.startswith("Older questions that were passed over: 229.\n")


# --- chats ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_who_blocked_the_bot_is_written_to_no_more_until_they_return(
    stage: Stage, inbox: Inbox
) -> None:
    """The conversation is told."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    await stage.answered(ada)
    stage.api.block(ada)
    await stage.settled(inbox)
    assert ("left", 7) in stage.told
    assert stage.talk.sending
    assert await stage.talk.sending.send(7, None, None, Notice("only_text", "en")) is None
    assert len(stage.api.called("sendMessage")) == 1
    stage.api.unblock(ada)
    await stage.api.say(ada, "who?")
    await stage.answered(ada, 2)
    assert await stage.talk.sending.send(7, None, None, Notice("only_text", "en"))


@pytest.mark.usefixtures("bot")
async def test_a_chat_that_refuses_us_is_left_alone(stage: Stage, inbox: Inbox) -> None:
    """Where nobody had told us before; other chats go on."""
    ada = stage.api.user(7, "Ada", "en")
    group = stage.api.group(-55, "Law", [ada])
    stage.api.fail_next("sendMessage", 403, "Forbidden: bot was kicked from the group chat")
    await stage.api.say(ada, "/ask who?", group)
    await stage.settled(inbox)
    assert ("left", -55) in stage.told
    assert inbox.rooms() == ({-55}, {})
    await stage.api.say(ada, "who?")
    await stage.answered(ada)


@pytest.mark.usefixtures("bot")
async def test_a_group_that_became_a_supergroup_is_followed(stage: Stage, inbox: Inbox) -> None:
    """An answer under way goes there, and replies to nothing: the number means another message there."""
    ada = stage.api.user(7, "Ada", "en")
    group = stage.api.group(-55, "Law", [ada])
    stage.api.fail_next("sendChatAction", 400, "Bad Request: group chat was upgraded to a supergroup chat")
    stage.oracle.known = Upgrading(stage.api, group)
    await stage.api.say(ada, "/ask who?", group)
    await stage.api.wait_for_messages(1)
    await stage.settled(inbox)
    (message,) = stage.api.sent
    assert (message.chat_id, message.reply_to) == (SUPERGROUP, None)
    assert stage.told.count(("moved", -55, SUPERGROUP)) == 1
    assert inbox.rooms() == (set(), {-55: SUPERGROUP})


class Upgrading(dict[str, Answer | NoAnswer]):
    """Known answers, before the first of which the group moves."""

    def __init__(self, api: FakeBotApi, group: Chat) -> None:
        super().__init__()
        self._api, self._group, self._loop = api, group, asyncio.get_running_loop()

    def get(self, *_: Any) -> Answer | NoAnswer:
        """Move, and answer."""
        if not self._api.world.rooms[self._group.id].moved_to:
            asyncio.run_coroutine_threadsafe(self._move(), self._loop).result(5)
        return Oracle().otherwise

    async def _move(self) -> None:
        self._api.upgrade(self._group, SUPERGROUP)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("happens", ["closed", "deleted"])
async def test_a_topic_may_be_gone_when_the_answer_comes(stage: Stage, inbox: Inbox, happens: str) -> None:
    """Into one that was closed nothing is said; where it was deleted, the answer goes without it."""
    ada = stage.api.user(7, "Ada", "en")
    forum = stage.api.group(SUPERGROUP, "Forum", [ada], topics=[5])

    class Shutting(Oracle):
        def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
            (stage.api.close_topic if happens == "closed" else stage.api.delete_topic)(forum, 5)
            return super().__call__(question, documents)

    stage.talk.archive = Shutting()
    await stage.api.say(ada, "/ask who?", forum, thread=5)
    await stage.settled(inbox)
    assert [m.thread for m in stage.heard(forum)] == ([] if happens == "closed" else [None])
    await stage.api.say(ada, "who?")
    await stage.answered(ada)


@pytest.mark.usefixtures("bot")
async def test_a_question_may_be_deleted_before_it_is_answered(stage: Stage) -> None:
    """The answer then replies to nothing."""
    ada = stage.api.user(7, "Ada", "en")

    class Deleting(Oracle):
        def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
            stage.api.world.forget(stage.api.world.rooms[7], asked)
            return super().__call__(question, documents)

    stage.talk.archive = Deleting()
    asked = await stage.api.say(ada, "who?")
    (message,) = await stage.answered(ada)
    assert message.reply_to is None


@pytest.mark.usefixtures("bot")
async def test_an_administrator_whom_the_group_hides_is_a_person(stage: Stage, inbox: Inbox) -> None:
    """Known by the id of the group; what a channel says in it is nobody's question."""
    group = stage.api.group(SUPERGROUP, "Law")
    await stage.api.say_as_group(group, "/ask who?")
    await stage.answered(group)
    channel = {"id": -1_009, "type": "channel", "title": "News"}
    news = stage.api.user(777_000, "Telegram")
    said = {"message_id": 90, "date": int(time.time()), "chat": group.as_json(), "text": "/ask who?"}
    said |= {"entities": [{"type": "bot_command", "offset": 0, "length": 4}], "from": news.as_json()}
    await stage.api.raw_update({"message": said | {"sender_chat": channel, "is_automatic_forward": True}})
    await stage.settled(inbox)
    assert len(stage.heard(group)) == 1


# --- the ways out ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_an_inquiry_in_any_chat_is_offered_quotes(stage: Stage) -> None:
    """One for each passage, to be sent as it is shown in a chat; for that person alone."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.inquire(ada, "who?")
    await stage.api.wait_until(lambda: stage.api.offers)
    (offer,) = stage.api.offers
    assert [text.text.split("\n")[0] for text in offer.texts] == ["fined", "closed", "open"]
    assert offer.titles == ("Harbour Gazette 2025-03-02",) * 3
    assert offer.personal


@pytest.mark.usefixtures("bot")
async def test_who_may_not_ask_is_offered_a_way_to_the_bot(stage: Stage) -> None:
    """And no quote."""
    office = stage.talk.office
    office.access = replace(office.access, open=False)
    await stage.api.inquire(stage.api.user(9, "Eve", "en"), "who?")
    await stage.api.wait_until(lambda: stage.api.offers)
    (offer,) = stage.api.offers
    assert offer.titles == ()
    assert offer.button.startswith("You are not on")


@pytest.mark.usefixtures("bot")
async def test_a_reply_may_take_the_place_of_an_earlier_one(stage: Stage, inbox: Inbox) -> None:
    """And is a new message where that is gone."""
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    (message,) = await stage.answered(ada)

    async def respond(request: Request) -> Reply:
        return Notice("only_text", "en", replaces=message.message_id if request.text == "here" else 999)

    stage.talk.respond = respond  # type: ignore[method-assign]
    await stage.api.say(ada, "here")
    await stage.api.wait_until(lambda: stage.heard(ada)[0].edits)
    await stage.settled(inbox)
    assert [m.text[:8] for m in stage.heard(ada)] == ["I can on"]
    await stage.api.say(ada, "there")
    await stage.answered(ada, 2)


@pytest.mark.usefixtures("bot")
async def test_people_who_did_not_ask_can_be_written_to(stage: Stage) -> None:
    """In a topic, as a reply, once whatever fails; and in the place of an earlier message."""
    ada = stage.api.user(7, "Ada", "en")
    forum = stage.api.group(SUPERGROUP, "Forum", [ada], topics=[5])
    said = await stage.api.say(ada, "what a day", forum, thread=5)
    sending = stage.talk.sending
    assert sending
    stage.api.drop_next("sendMessage", after=True)
    number = await sending.send(SUPERGROUP, 5, said, Notice("only_text", "en"))
    assert number
    assert await sending.send(SUPERGROUP, 5, said, Notice("ask_what", "en", replaces=number)) == number
    (message,) = stage.heard(forum)
    assert (message.message_id, message.thread, message.reply_to) == (number, 5, said)
    assert message.text.startswith("Write the question")
    assert await sending.send(12345, None, None, Notice("only_text", "en")) is None


@pytest.mark.usefixtures("bot")
async def test_a_file_that_was_sent_can_be_fetched(stage: Stage) -> None:
    """By Telegram's name for it; one that is not there is none."""
    await stage.api.upload(stage.api.user(7, "Ada", "en"), "a.txt", b"words")
    (file,) = stage.api.world.files
    assert isinstance(stage.talk.sending, Post)
    assert [piece async for piece in stage.talk.sending.fetch(file)] == [b"words"]
    with pytest.raises(NotHad):
        await anext(stage.talk.sending.fetch("none"))


async def test_a_server_that_knows_rich_messages_gets_them(tmp_path: Path) -> None:
    """With the same words, quotes and buttons, once whatever fails, and pages turned richly."""
    async with FakeBotApi(TOKEN, rich=True) as api:
        named = {"data": tmp_path, "telegram": {"token": TOKEN, "api_url": api.url}}
        with talking(tmp_path, access=Access(open=True)) as talk:
            async with service.serving(Settings.model_validate(named), talk, hurried()):
                api.drop_next("sendRichMessage", after=True)
                await api.say(api.user(7, "Ada", "en"), "who?")
                (message,) = await api.wait_for_messages(1)
                await api.press(api.world.people[7], message, "›")
                await api.wait_until(lambda: api.sent[0].edits)
        (turned,) = api.sent
        assert (message.rich, turned.rich, message.quotes, turned.quotes) == (
            True,
            True,
            ["fined"],
            ["closed"],
        )
        assert message.text.split("\n")[1].startswith("Harbour Gazette · Ada Byron · 2025-03-02")
        assert turned.labels[:3] == ["‹", "2/3", "›"]
        assert (api.called("sendMessage"), api.violations) == ([], [])


async def test_one_message_that_is_refused_makes_no_other_poorer(tmp_path: Path) -> None:
    """A right that is missing says nothing of rich messages; one that is refused for its looks goes as HTML."""
    async with FakeBotApi(TOKEN, rich=True) as api:
        named = {"data": tmp_path, "telegram": {"token": TOKEN, "api_url": api.url}}
        with talking(tmp_path, access=Access(open=True)) as talk:
            async with service.serving(Settings.model_validate(named), talk, hurried()):
                ada = api.user(7, "Ada", "en")
                rights = "Bad Request: not enough rights to send text messages to the chat"
                for method in ("sendRichMessage", "sendMessage"):
                    api.fail_next(method, 400, rights)
                await api.say(ada, "/ask who?", api.group(-55, "Law", [ada]))
                await api.wait_until(lambda: api.called("sendMessage"))
                await api.say(ada, "who?")
                await api.wait_for_messages(1)
                api.fail_next("sendRichMessage", 400, "Bad Request: can't parse rich message")
                await api.say(ada, "where?")
                await api.say(ada, "when?")
                await api.wait_for_messages(3)
        assert [message.rich for message in api.sent] == [True, False, True]


async def test_a_server_that_refuses_rich_messages_is_not_asked_again(stage: Stage) -> None:
    """The message goes as usual, and so do all after it."""
    async with stage.run():
        ada = stage.api.user(7, "Ada", "en")
        for number in (1, 2):
            await stage.api.say(ada, "who?")
            await stage.answered(ada, number)
    assert [m.rich for m in stage.heard(ada)] == [False, False]
    assert len(stage.api.called("sendMessage")) == 2


@pytest.mark.usefixtures("bot")
async def test_an_answer_that_cannot_be_shown_is_not_silence(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with it, a sentence says that something is."""
    shown = telegram_html.message

    def breaking(reply: Reply) -> telegram_html.Message:
        if isinstance(reply, Found):
            raise IndexError
        return shown(reply)

    monkeypatch.setattr(telegram_html, "message", breaking)
    ada = stage.api.user(7, "Ada", "en")
    await stage.api.say(ada, "who?")
    (message,) = await stage.answered(ada)
    assert message.text == say("en", "failed")


# --- what ends the bot -----------------------------------------------------------------------------------


async def test_another_instance_is_told_plainly(stage: Stage) -> None:
    """After a few tries; one conflict alone, after a restart say, ends nothing."""
    conflict = "Conflict: terminated by other getUpdates request"
    async with stage.run() as failing:
        stage.api.fail_next("getUpdates", 409, conflict)
        ada = stage.api.user(7, "Ada", "en")
        await stage.api.say(ada, "who?")
        await stage.answered(ada)
        stage.api.draw_faults(_refusing("getUpdates", 409, conflict))
        await stage.api.say(ada, "who?")
        with pytest.raises(CannotServe, match="only one can"):
            await asyncio.wait_for(failing, 10)


async def test_who_was_there_first_is_more_patient(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that of two processes one stays."""
    monkeypatch.setattr(polling, "YOUNG", 0)
    async with stage.run() as failing:
        for _ in range(2 * polling.CONFLICTS):
            stage.api.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
        ada = stage.api.user(7, "Ada", "en")
        await stage.api.say(ada, "who?")
        await stage.answered(ada)
        assert not failing.done()


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_a_token_that_is_revoked_ends_the_bot(stage: Stage, method: str) -> None:
    """Wherever that is noticed; the question stays on disk."""
    async with stage.run() as failing:
        stage.api.draw_faults(_refusing(method, 401, "Unauthorized"))
        await stage.api.say(stage.api.user(7, "Ada", "en"), "who?")
        with pytest.raises(CannotServe, match="refuses the token") as ended:
            await asyncio.wait_for(failing, 10)
        assert TOKEN not in str(ended.value)
    stage.api.draw_faults(None)
    async with stage.run():
        await stage.answered(stage.api.user(7, "Ada", "en"))


def _refusing(method: str, status: int, description: str) -> Callable[[str], Fault | None]:
    """A function that refuses every call of a method."""
    from tests.fakes.telegram_errors import BotApiError
    from tests.fakes.telegram_wire import refusal

    fault = Fault(refusal(BotApiError(status, description)))
    return lambda called: fault if called == method else None
