"""Claims about what administrators decide and see in a chat, and what nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.access import Access
from bot.buttons import BELL, PAGE, data
from bot.commands import COMMANDS, Command
from bot.conversation import Conversation
from bot.door import Stopped, stopped
from bot.limits import Limits
from bot.model import Found, Notice, Press, Pulse, Replied, Reply, Request
from retrieval.catalog import Overview
from retrieval.causes import Cause
from retrieval.errors import CorpusError
from retrieval.model import Answer, NoAnswer, Question, Reason
from retrieval.sync import Report
from tests.bot.samples import CODE, LISTED, STRANGER, Clock, Oracle, Shelves, refusal, talking

ADMIN = 1
GROUP = -1005
TOPIC = 3
ACCESS = Access(admins=frozenset({ADMIN}), users=frozenset({LISTED}))


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Conversation]:
    """A conversation with an administrator and one who may ask."""
    with talking(tmp_path, access=ACCESS) as made:
        yield made


def said(
    words: str, asker: int = ADMIN, chat: int = 0, topic: int | None = None, to: Replied | None = None
) -> Request:
    """A message; in private where no chat is given."""
    command, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    kind = "group" if chat else "private"
    return Request(
        chat or asker,
        "group" if kind == "group" else "private",
        asker,
        rest,
        command or None,
        "en",
        topic=topic,
        replied=to,
    )


def text(reply: Reply | None) -> str:
    """The name of the text that is the reply."""
    assert isinstance(reply, Notice)
    return reply.text


async def answered(talk: Conversation, asker: int, chat: int = 0, topic: int | None = None) -> bool:
    """Whether somebody gets an answer there."""
    return isinstance(await talk.respond(said("who?", asker, chat, topic)), Found)


async def test_who_is_allowed_by_id_may_ask_at_once_and_who_is_denied_no_longer(talk: Conversation) -> None:
    """No restart is needed, and the last word counts."""
    assert not await answered(talk, STRANGER)
    assert text(await talk.respond(said(f"/allow {STRANGER}"))) == "allowed"
    assert await answered(talk, STRANGER)
    assert await answered(talk, STRANGER, GROUP)
    assert text(await talk.respond(said(f"/deny {STRANGER}"))) == "denied"
    assert not await answered(talk, STRANGER)


async def test_what_was_decided_is_there_after_a_restart(tmp_path: Path) -> None:
    """It stands in the store."""
    with talking(tmp_path, access=ACCESS) as talk:
        await talk.respond(said(f"/allow {STRANGER}"))
        await talk.respond(said(f"/deny {LISTED}"))
    with talking(tmp_path, access=ACCESS) as talk:
        assert await answered(talk, STRANGER)
        assert not await answered(talk, LISTED)


async def test_a_reply_names_whose_message_it_replies_to(talk: Conversation) -> None:
    """So nobody has to know an id; a reply to a message of ours names nobody."""
    theirs, ours = Replied(5, "hello", ours=False, author=STRANGER), Replied(6, "hello", ours=True, author=99)
    assert text(await talk.respond(said("/allow", chat=GROUP, to=theirs))) == "allowed"
    assert await answered(talk, STRANGER)
    assert text(await talk.respond(said("/deny", chat=GROUP, to=theirs))) == "denied"
    assert text(await talk.respond(said("/deny", chat=GROUP, to=ours))) == "allow_whom"


@pytest.mark.parametrize(("topic", "elsewhere"), [(None, True), (TOPIC, False)])
async def test_here_is_the_group_or_the_topic(
    talk: Conversation, topic: int | None, *, elsewhere: bool
) -> None:
    """In a topic only that topic is meant."""
    assert text(await talk.respond(said("/allow here", chat=GROUP, topic=topic))) == "allowed"
    assert await answered(talk, STRANGER, GROUP, topic)
    assert await answered(talk, STRANGER, GROUP, 4) is elsewhere
    assert not await answered(talk, STRANGER)


@pytest.mark.parametrize("whom", ["bob", "@bob", "7;8", "0", "-0", "1/2", "7 8", "-5/0", "9" * 30, "٣"])
async def test_what_is_no_id_decides_nothing(talk: Conversation, whom: str) -> None:
    """A topic has a group before it, and a name may be anybody's."""
    assert text(await talk.respond(said(f"/allow {whom}"))) == "allow_whom"
    assert talk.office.rules.all() == {}


async def test_an_administrator_of_the_settings_is_not_shut_out(talk: Conversation) -> None:
    """Whoever else administers: only the operator can change that."""
    assert text(await talk.respond(said(f"/deny {ADMIN}"))) == "not_denied"
    assert await answered(talk, ADMIN)


async def test_nobody_shuts_themselves_out(tmp_path: Path) -> None:
    """Who was made administrator by the code may be the only one; another one can."""
    with talking(tmp_path, access=Access(), code=CODE) as talk:
        await talk.respond(said(f"/start {CODE}"))
        for words in (f"/deny {ADMIN}", "/deny here"):
            assert text(await talk.respond(said(words))) == "not_yourself"
        assert await answered(talk, ADMIN)


async def test_allow_alone_lists_who_may_ask_in_private_only(talk: Conversation) -> None:
    """The lists of the settings, and what was decided since, the last first."""
    await talk.respond(said(f"/allow {STRANGER}"))
    await talk.respond(said("/deny -77/5"))
    listed = await talk.respond(said("/allow"))
    assert isinstance(listed, Notice)
    assert listed.values == {
        "admins": "1",
        "users": "7",
        "chats": "–",
        "topics": "–",
        "lines": f"− -77/5\n+ {STRANGER}",
    }
    assert text(await talk.respond(said("/allow", chat=GROUP))) == "only_private"


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.admin], ids=lambda c: c.name)
async def test_a_command_of_administrators_does_nothing_for_others(
    talk: Conversation, command: Command
) -> None:
    """That it is in nobody's menu stops nobody from sending it: the one who asks is looked at every time."""
    for chat in (0, GROUP):
        assert text(await talk.respond(said(f"/{command.name} {STRANGER}", LISTED, chat))) == "admins_only"
        assert text(await talk.respond(said(f"/{command.name} {STRANGER}", STRANGER, chat))) == "refused"
    assert talk.office.rules.all() == {}
    assert talk.office.audit.acts(9) == []


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.private], ids=lambda c: c.name)
async def test_what_others_must_not_read_is_not_said_in_a_group(talk: Conversation, command: Command) -> None:
    """Not even to an administrator."""
    assert text(await talk.respond(said(f"/{command.name}", chat=GROUP))) == "only_private"


async def test_who_was_made_administrator_by_the_code_administers(tmp_path: Path) -> None:
    """And is an act in the log, the first one."""
    with talking(tmp_path, access=Access(), code=CODE) as talk:
        assert text(await talk.respond(said(f"/start {CODE}", STRANGER))) == "first_admin"
        assert text(await talk.respond(said(f"/allow {LISTED}", STRANGER))) == "allowed"
        acts = [(act.admin, act.act, act.about) for act in talk.office.audit.acts(9)]
    assert acts == [(STRANGER, "allow", str(LISTED)), (STRANGER, "start", "first administrator")]


async def test_every_act_is_in_the_log_with_who_and_where_and_to_what(talk: Conversation) -> None:
    """The newest first; what was refused was no act."""
    await talk.respond(said(f"/allow {STRANGER}", chat=GROUP))
    await talk.respond(said("/deny", chat=GROUP, to=Replied(5, "x", ours=False, author=STRANGER)))
    await talk.respond(said("/status"))
    await talk.respond(said("/status", LISTED))
    acts = [(act.admin, act.chat, act.act, act.about) for act in talk.office.audit.acts(9)]
    assert acts == [
        (ADMIN, ADMIN, "status", ""),
        (ADMIN, GROUP, "deny", str(STRANGER)),
        (ADMIN, GROUP, "allow", str(STRANGER)),
    ]
    shown = await talk.respond(said("/audit"))
    assert isinstance(shown, Notice)
    assert [line.split("  ", 1)[1] for line in shown.values["lines"].split("\n")] == [
        "1  /audit",
        "1  /status",
        f"1  in {GROUP}  /deny {STRANGER}",
        f"1  in {GROUP}  /allow {STRANGER}",
    ]


class Held(Shelves):
    """Holdings of which much is known."""

    def overview(self) -> Overview:
        """Five documents of four files, indexed when the clock began."""
        return Overview(4, 1, 5, 9, "12", "2023-11-14T22:13:20+00:00")

    def renew(self) -> Report:
        """A file was added, one left out."""
        return Report(
            added=["a.md"], unchanged=["b.md", "c.md"], skipped={"d.exe": "is of no kind that is read"}
        )


async def test_status_says_how_the_bot_is(tmp_path: Path) -> None:
    """Version, documents, the index and its age, memory, when Telegram was last heard from, and what it lets it do."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, holdings=Held(tmp_path), clock=clock) as talk:
        talk.pulse = Pulse(polled=clock() - 3, hears_all=False, inline=True)
        clock.seconds += 7200
        shown = await talk.respond(said("/status"))
    assert isinstance(shown, Notice)
    values = dict(shown.values)
    assert int(values.pop("memory")) > 10
    assert values == {
        "version": "1.2.3",
        "uptime": "2 hours",
        "documents": "5",
        "files": "4",
        "skipped": "1",
        "passages": "9",
        "edition": "12",
        "age": "2 hours ago",
        "polled": "2 hours ago",
        "reads_all": "no",
        "inline": "yes",
    }


async def test_status_says_so_where_something_is_not_known(talk: Conversation) -> None:
    """In a terminal nothing is polled, and an empty corpus has no index."""
    shown = await talk.respond(said("/status"))
    assert isinstance(shown, Notice)
    assert {shown.values[name] for name in ("edition", "age", "polled", "reads_all", "inline")} == {"–"}


async def test_reindex_says_what_was_read_and_what_was_not(tmp_path: Path) -> None:
    """With the reason for each file that was left out."""
    with talking(tmp_path, access=ACCESS, holdings=Held(tmp_path)) as talk:
        shown = await talk.respond(said("/reindex"))
    assert isinstance(shown, Notice)
    assert (shown.values["added"], shown.values["unchanged"], shown.values["skipped"]) == ("1", "2", "1")
    assert "d.exe: is of no kind that is read" in shown.values["reasons"]


class Gone(Shelves):
    """Holdings whose folder went away."""

    def renew(self) -> Report:
        """It cannot be read."""
        raise CorpusError(self.corpus, Cause.NOT_THERE)


async def test_reindex_says_why_where_it_cannot_be(tmp_path: Path) -> None:
    """In one sentence."""
    with talking(tmp_path, access=ACCESS, holdings=Gone(tmp_path)) as talk:
        shown = await talk.respond(said("/reindex"))
    assert isinstance(shown, Notice)
    assert (shown.text, "does not exist" in shown.values["why"]) == ("not_indexed", True)
    with talking(tmp_path, access=ACCESS, holdings=Gone(tmp_path)) as talk:
        shown = await talk.respond(replace(said("/reindex"), language_code="zh-hans"))
    assert isinstance(shown, Notice)
    assert shown.values["why"] == f"文档文件夹 {tmp_path} 不存在"


async def test_a_silent_bot_says_nothing_to_strangers(tmp_path: Path) -> None:
    """But that the right code is still the right code, and what is kept of them is theirs to erase."""
    with talking(tmp_path, access=ACCESS, silent=True) as talk:
        for words in ("who?", "/ask who?", "/start", "/help", "/whoami", "/frob", "/status"):
            assert await talk.respond(said(words, STRANGER)) is None
        assert text(await talk.respond(said("/forget", STRANGER))) == "forgotten"
        assert text(await talk.press(Press(STRANGER, STRANGER, data(PAGE, "k", 0)))) == "refused"


async def test_who_asks_too_much_is_told_once_in_a_minute(tmp_path: Path) -> None:
    """And answered again after it; an administrator always is."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(2, 0, clock)) as talk:
        replies = [await talk.respond(said("who?", LISTED)) for _ in range(5)]
        assert [isinstance(reply, Found) for reply in replies] == [True, True, False, False, False]
        assert [reply and text(reply) for reply in replies[2:]] == ["too_many", None, None]
        assert await answered(talk, ADMIN)
        assert text(await talk.press(Press(LISTED, LISTED, data(PAGE, "k", 0)))) == "too_many"
        clock.seconds += 60
        assert await answered(talk, LISTED)


async def test_what_is_not_said_to_us_is_stopped_in_silence(tmp_path: Path) -> None:
    """Where everything is answered that can be, nobody who talks much to others is told that it is too much."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(1, 0, clock)) as talk:
        await talk.respond(said("/policy open", chat=GROUP))
        aside = replace(said("who?", LISTED, GROUP), addressed=False)
        replies = [await talk.respond(aside) for _ in range(3)]
    assert [reply is None for reply in replies] == [False, True, True]


async def test_talk_that_nothing_answers_uses_up_nothing(tmp_path: Path) -> None:
    """Neither of who talks nor of the group, and nothing of it is kept; what is answered counts as a question does."""
    clock, oracle = Clock(), Oracle({"see you at lunch": refusal()})
    with talking(tmp_path, oracle, access=ACCESS, clock=clock, limits=Limits(2, 3, clock)) as talk:
        await talk.respond(said("/policy open", chat=GROUP))
        talked = replace(said("see you at lunch", LISTED, GROUP), addressed=False)
        assert [await talk.respond(talked) for _ in range(9)] == [None] * 9
        assert not talk.office.diary.since(0)
        aside = replace(said("who?", LISTED, GROUP), addressed=False)
        assert isinstance(await talk.respond(aside), Found)
        assert await answered(talk, LISTED, GROUP)
        assert text(await talk.respond(said("who?", LISTED, GROUP))) == "too_many"
        assert await talk.respond(aside) is None


def test_what_is_said_aside_opens_no_door(tmp_path: Path) -> None:
    """Who may not ask is stopped there as elsewhere, whatever was looked at before, and is told nothing."""
    with talking(tmp_path, access=ACCESS) as talk:
        for asker, ruling in ((STRANGER, Stopped()), (LISTED, None)):
            aside = replace(said("who?", asker, GROUP), addressed=False)
            assert stopped(talk.office, aside, "en") == ruling


async def test_who_was_answered_too_much_aside_is_still_told_so(tmp_path: Path) -> None:
    """When they speak to us: talk in between did not use up the one line that says it."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(1, 0, clock)) as talk:
        await talk.respond(said("/policy open", chat=GROUP))
        aside = replace(said("who?", LISTED, GROUP), addressed=False)
        replies = [await talk.respond(aside) for _ in range(5)]
        assert [reply is None for reply in replies] == [False] + [True] * 4
        assert text(await talk.respond(said("who?", LISTED, GROUP))) == "too_many"


async def test_strangers_use_up_nothing_of_a_group(tmp_path: Path) -> None:
    """However much they say there; and after a while they are no longer refused aloud."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(3, 2, clock)) as talk:
        replies = [await talk.respond(said("who?", STRANGER, GROUP)) for _ in range(9)]
        assert [reply is None for reply in replies] == [False] * 3 + [True] * 6
        assert await answered(talk, LISTED, GROUP)


async def test_what_may_be_seen_goes_with_every_question(tmp_path: Path) -> None:
    """With the question, with its claim, and with the press of a button below its answer."""
    access = replace(
        ACCESS, folders={"staff": frozenset({str(LISTED)}), "law": frozenset({f"{GROUP}/{TOPIC}"})}
    )
    oracle = Seeing()
    with talking(tmp_path, oracle, access) as talk:
        found = await talk.respond(said("who?", LISTED))
        assert isinstance(found, Found)
        await talk.press(Press(LISTED, LISTED, data(PAGE, found.key, 1)))
        await talk.respond(said("/check it was", LISTED, GROUP))
        await talk.respond(said("who?", LISTED, GROUP, TOPIC))
    assert oracle.denied == [("law",), ("law",), ("law", "staff"), ("staff",)]


class Seeing(Oracle):
    """An answering function that remembers what must not be seen."""

    __slots__ = ("denied",)

    def __init__(self) -> None:
        """Nothing was asked yet."""
        super().__init__()
        self.denied: list[tuple[str, ...]] = []

    def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
        """Answer."""
        self.denied.append(question.scope.denied)
        return super().__call__(question, documents)


async def test_what_was_decided_of_a_group_goes_with_it_where_it_is_upgraded(talk: Conversation) -> None:
    """To a supergroup, which has another number."""
    await talk.respond(said("/allow here", chat=-5))
    await talk.respond(said("/lang zh-hant", chat=-5))
    await talk.moved(-5, GROUP)
    assert await answered(talk, STRANGER, GROUP)
    found = await talk.respond(said("who?", LISTED, GROUP))
    assert isinstance(found, Found)
    assert found.tongue == "zh-hant"


async def test_a_group_of_the_settings_is_allowed_under_its_new_number(tmp_path: Path) -> None:
    """But for one that was denied since."""
    with talking(tmp_path, access=Access(chats=frozenset({-5, -6}))) as talk:
        talk.office.rules.decide("-6", allowed=False)
        await talk.moved(-5, GROUP)
        await talk.moved(-6, GROUP - 1)
        assert await answered(talk, STRANGER, GROUP)
        assert not await answered(talk, STRANGER, GROUP - 1)
    with talking(tmp_path, access=Access(chats=frozenset({-5}))) as talk:
        assert await answered(talk, STRANGER, GROUP)
    with talking(tmp_path, access=ACCESS) as talk:
        assert not await answered(talk, STRANGER, GROUP)


async def test_folders_of_a_group_are_seen_under_its_new_number_and_nothing_more(tmp_path: Path) -> None:
    """After a restart too; what is bound to the new number is not seen by what writes under the old one."""
    bound = {"staff": frozenset({"-5"}), "law": frozenset({str(GROUP)}), "pay": frozenset({"-6"})}
    oracle = Seeing()
    access = replace(ACCESS, chats=frozenset({-5, GROUP}), folders=bound)
    with talking(tmp_path, oracle, access) as talk:
        await talk.moved(-5, GROUP)
    with talking(tmp_path, oracle, access) as talk:
        assert await answered(talk, LISTED, GROUP)
        assert await answered(talk, LISTED, GROUP, TOPIC)
        assert await answered(talk, LISTED, -5)
        assert await answered(talk, LISTED, GROUP - 1)
        assert await answered(talk, LISTED)
    everything = ("law", "pay", "staff")
    assert oracle.denied == [("pay",), ("pay",), ("law", "pay"), everything, everything]


async def test_what_a_group_is_answered_is_decided_by_administrators_and_noted(talk: Conversation) -> None:
    """As every act of theirs."""
    assert text(await talk.respond(said("/policy open", LISTED, GROUP))) == "admins_only"
    await talk.respond(said("/policy open", chat=GROUP))
    assert [(act.act, act.about) for act in talk.office.audit.acts(9)] == [("policy", "open")]


async def test_who_waits_for_an_answer_is_told_after_a_reindex(tmp_path: Path) -> None:
    """At once, not when something changes the next time."""
    oracle = Oracle({"who?": refusal(Reason.NOTHING_CLOSE)})
    with talking(tmp_path, oracle, ACCESS) as talk:
        missed = await talk.respond(replace(said("who?", LISTED), message=5))
        assert isinstance(missed, Found)
        await talk.press(Press(LISTED, LISTED, data(BELL, missed.key), message=6))
        talk.sending = post = Post()
        await talk.respond(said("/reindex"))
        assert post.sent == []
        oracle.known = {}
        await talk.respond(said("/reindex"))
        assert post.sent == [(LISTED, 5)]


@dataclass(slots=True)
class Post:
    """The way to people who did not ask just now, which remembers whom it was taken to."""

    sent: list[tuple[int, int | None]] = field(default_factory=list)

    async def send(self, chat: int, topic: int | None, reply_to: int | None, reply: Reply) -> int | None:
        """Send."""
        del topic, reply
        self.sent.append((chat, reply_to))
        return 99
