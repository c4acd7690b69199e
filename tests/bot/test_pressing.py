"""Claims about the buttons below an answer: what a press does, for whom, and that none is ever too old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import buttons
from bot.access import Access
from bot.buttons import Act, Pressed, data, pressed
from bot.citing import payload, receipt_of
from bot.conversation import Conversation
from bot.errors import NotNow
from bot.model import Found, Handed, Notice, Press, Reply
from bot.pressing import HANDLERS
from bot.stores.feedback import OPINIONS
from retrieval.context import Around
from retrieval.follow_ups import Earlier
from retrieval.model import Reason, Scope, Span
from retrieval.receipts import Receipt, receipt
from retrieval.verifying import Change, Standing, Verified
from tests.bot.chats import Chat
from tests.bot.samples import LISTED, STRANGER, Oracle, answer, citation, refusal, talking

GROUP = -1001234567890
ACTS = get_args(Act)


@pytest.fixture
def oracle() -> Oracle:
    """An archive that finds three quotes for everything, and nothing for teapots."""
    return Oracle({"the teapot?": refusal(Reason.UNKNOWN_WORDS, missing=("teapot",))}, less=("pot?", "tea?"))


@pytest.fixture
def talk(tmp_path: Path, oracle: Oracle) -> Iterator[Conversation]:
    """A conversation in which only `LISTED` may ask."""
    with talking(tmp_path, oracle) as made:
        yield made


@pytest.fixture
def chat(talk: Conversation) -> Chat:
    """A supergroup."""
    return Chat(talk, GROUP)


def found(reply: Reply | None) -> Found:
    """The reply, which is something that was found."""
    assert isinstance(reply, Found), reply
    return reply


def notice(reply: Reply | None) -> str:
    """The name of the text that is the reply."""
    assert isinstance(reply, Notice), reply
    return reply.text


# --- the bytes -----------------------------------------------------------------------------------


@given(
    st.sampled_from(ACTS),
    st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True),
    st.integers(0, 99_999),
    st.integers(0, 999),
)
def test_what_a_button_carries_is_read_back(act: Act, key: str, position: int, value: int) -> None:
    """And fits into its 64 bytes."""
    sent = data(act, key, position, value)
    assert pressed(sent) == Pressed(act, key, position, value)
    assert len(sent.encode()) <= 64


@given(st.text(max_size=80))
def test_whatever_else_a_press_carries_is_none_of_ours(given_: str) -> None:
    """Or it is one of ours to the byte."""
    meant = pressed(given_)
    assert meant is None or (meant.act in ACTS and len(meant.key) <= 40)


def test_every_letter_has_a_handler() -> None:
    """No button does nothing."""
    assert set(HANDLERS) == set(ACTS)


# --- who, where, when ----------------------------------------------------------------------------


@pytest.mark.parametrize("act", ACTS)
async def test_a_stranger_presses_nothing(act: Act, chat: Chat, oracle: Oracle) -> None:
    """Not even below an answer that another person got in the same group."""
    first = found(await chat.say("who?"))
    asked = len(oracle.asked)
    assert notice(await chat.press(act, first, asker=STRANGER)) == "refused"
    assert len(oracle.asked) == asked


@pytest.mark.parametrize("act", ACTS)
async def test_a_key_of_another_chat_opens_nothing(
    act: Act, chat: Chat, talk: Conversation, oracle: Oracle
) -> None:
    """Whoever presses; nor does one that was never given out."""
    first = found(await chat.say("who?"))
    asked = len(oracle.asked)
    assert notice(await Chat(talk).press(act, first)) == "too_old"
    assert notice(await chat.press(act, "never-given")) == "too_old"
    assert len(oracle.asked) == asked


@pytest.mark.parametrize("words", ["who?", "the teapot?"])
@pytest.mark.parametrize("act", ACTS)
async def test_every_button_works_after_a_restart(
    act: Act, words: str, tmp_path: Path, oracle: Oracle
) -> None:
    """However many positions there are by then, and whether there is an answer or not."""
    with talking(tmp_path, oracle) as talk:
        first = found(await Chat(talk, GROUP).say(words))
    with talking(tmp_path, oracle) as talk:
        for position, value in ((0, 0), (2, 1), (99_999, 999)):
            reply = await Chat(talk, GROUP).press(act, first, position, value)
            assert isinstance(reply, Found | Notice | Handed)


# --- more around the quote -----------------------------------------------------------------------


async def test_more_is_shown_around_a_quote_step_by_step(chat: Chat, oracle: Oracle) -> None:
    """As long as the text goes on; the page is the same."""
    oracle.around = Around((Span(0, 3),), (Span(5, 9),), more_before=False, more_after=True)
    wide = found(await chat.press(buttons.CONTEXT, found(await chat.say("who?")), 1, 1))
    assert (wide.position, wide.wider, wide.before, wide.after) == (1, 1, (Span(0, 3),), (Span(5, 9),))
    assert wide.more
    oracle.around = Around((Span(0, 3),), (), more_before=False, more_after=False)
    assert not found(await chat.press(buttons.CONTEXT, wide, 1, 2)).more
    assert found(await chat.press(buttons.CONTEXT, wide, 1, 0)).before == ()


# --- the original and the copy -------------------------------------------------------------------


async def test_the_file_is_handed_over(chat: Chat, oracle: Oracle) -> None:
    """By its name, without the folders it lies in."""
    oracle.otherwise = answer(citation(path="hr/rules.md", id="rules"))
    oracle.files = {"hr/rules.md": b"# Rules"}
    handed = await chat.press(buttons.OPEN, found(await chat.say("who?")))
    assert isinstance(handed, Handed)
    assert (handed.name, handed.data) == ("rules.md", b"# Rules")


async def test_a_file_that_is_gone_or_may_not_be_seen_is_not_handed_over(
    chat: Chat, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scope of the chat is asked again at every press."""
    first = found(await chat.say("who?"))
    assert notice(await chat.press(buttons.OPEN, first)) == "no_file"
    oracle.files = {"harbour.md": b"text"}
    assert isinstance(await chat.press(buttons.OPEN, first), Handed)
    monkeypatch.setattr(Conversation, "scope", lambda *_: Scope(denied=("harbour.md",)))
    assert notice(await chat.press(buttons.OPEN, first)) == "no_file"


async def test_a_quote_is_shown_to_be_copied_and_then_as_before(chat: Chat) -> None:
    """The way back is a page like any other."""
    first = found(await chat.say("who?"))
    copied = found(await chat.press(buttons.COPY, first, 1))
    assert (copied.view, copied.position) == ("copy", 1)
    assert found(await chat.press(buttons.PAGE, first, 1)).view == "page"


# --- verification --------------------------------------------------------------------------------


async def test_a_quote_is_verified_against_its_file(chat: Chat, oracle: Oracle) -> None:
    """As the citation that is shown; the page says what became of it."""
    oracle.standing = Verified(Standing.CHANGED, None, (Change("500", "600", Span(0, 3)),))
    first = found(await chat.say("who?"))
    page = found(await chat.press(buttons.VERIFY, first, 1))
    assert (page.verified, page.was, page.position) == (oracle.standing, "", 1)
    assert oracle.verified == [oracle.otherwise.citations[1]]  # type: ignore[union-attr]


async def test_what_is_verified_is_what_was_shown(chat: Chat, oracle: Oracle) -> None:
    """Where the index has another quote at that place by now, the one of before is looked for by its receipt."""
    shown = citation("fined")
    first = found(await chat.say("who?"))
    oracle.otherwise = answer("open")
    page = found(await chat.press(buttons.VERIFY, first))
    assert page.was == "fined"
    assert oracle.verified == [receipt(shown)]


async def test_a_quote_that_nothing_answers_any_more_can_still_be_verified(
    chat: Chat, oracle: Oracle
) -> None:
    """The message showed it, so somebody may want to know."""
    first = found(await chat.say("who?"))
    oracle.otherwise = refusal()
    page = found(await chat.press(buttons.VERIFY, first))
    assert (page.answer, page.was) == (oracle.otherwise, "fined")
    assert page.verified


# --- opinions ------------------------------------------------------------------------------------


async def test_an_opinion_is_kept_with_the_quote_it_is_of(chat: Chat, talk: Conversation) -> None:
    """The last one of a person counts."""
    first = found(await chat.say("who?"))
    assert notice(await chat.press(buttons.GOOD, first, 1)) == "praised"
    asks = found(await chat.press(buttons.WRONG, first, 1))
    assert (asks.view, asks.position) == ("wrong", 1)
    done = found(await chat.press(buttons.JUDGE, first, 1, OPINIONS.index("outdated")))
    assert (done.view, done.remark) == ("page", "noted")
    (judged,) = talk.store.feedback.judged()
    assert (judged.question, judged.quote, judged.path, judged.opinion) == (
        "who?",
        "closed",
        "harbour.md",
        "outdated",
    )


@pytest.mark.parametrize("value", [0, 9])
async def test_an_opinion_that_nobody_offered_is_not_kept(value: int, chat: Chat, talk: Conversation) -> None:
    """Forged or of another version, it changes nothing."""
    await chat.press(buttons.JUDGE, found(await chat.say("who?")), 0, value)
    assert list(talk.store.feedback.judged()) == []


# --- where nothing answers -----------------------------------------------------------------------


async def test_searches_for_less_are_a_touch_away(chat: Chat, oracle: Oracle) -> None:
    """The message becomes the answer to one of them, and says what was looked for."""
    miss = found(await chat.say("the teapot?"))
    assert miss.relaxed == ("pot?", "tea?")
    hit = found(await chat.press(buttons.RELAXED, miss, 1))
    assert (hit.answer, hit.understood) == (oracle.otherwise, "tea?")
    assert found(await chat.press(buttons.PAGE, hit, 2)).position == 2


async def test_a_search_that_is_no_longer_offered_shows_what_there_is(chat: Chat, oracle: Oracle) -> None:
    """The index changed meanwhile."""
    miss = found(await chat.say("the teapot?"))
    oracle.less = ()
    again = found(await chat.press(buttons.RELAXED, miss, 1))
    assert (again.answer, again.key) == (miss.answer, miss.key)


@dataclass(slots=True)
class Mailbag:
    """A way to people that keeps what was sent; `fails` of the first letters are lost, those to `later` chats wait."""

    sent: list[tuple[int, int | None, int | None, Reply]] = field(default_factory=list)
    number: int | None = 77
    fails: int = 0
    later: tuple[int, ...] = ()

    async def send(self, chat: int, topic: int | None, reply_to: int | None, reply: Reply) -> int | None:
        """Keep it."""
        if self.fails:
            self.fails -= 1
            raise TimeoutError
        if chat in self.later:
            raise NotNow
        self.sent.append((chat, topic, reply_to, reply))
        return self.number


async def test_a_bell_rings_once_in_reply_to_the_question(talk: Conversation, oracle: Oracle) -> None:
    """In its topic, when the index was renewed and has an answer; its buttons work."""
    chat, post = Chat(talk, GROUP, 7), Mailbag()
    miss = found(await chat.say("the teapot?"))
    assert miss.bell is False
    hung = found(await chat.press(buttons.BELL, miss))
    assert (hung.bell, hung.remark) == (True, "bell_hangs")
    await talk.renewed(post)
    assert post.sent == []
    oracle.known["the teapot?"] = answer("fined", "open")
    for _ in range(2):
        await talk.renewed(post)
    ((number, topic, reply_to, reply),) = post.sent
    assert (number, topic, reply_to) == (GROUP, 7, 1)
    assert found(reply).rang
    assert found(await chat.press(buttons.PAGE, found(reply), 1)).position == 1
    kept = talk.store.questions.of_number(GROUP, 77)
    assert kept
    assert kept.text == "the teapot?"


async def test_a_bell_can_be_taken_down(talk: Conversation, chat: Chat, oracle: Oracle) -> None:
    """By the same button."""
    post = Mailbag()
    miss = found(await chat.say("the teapot?"))
    await chat.press(buttons.BELL, miss)
    assert found(await chat.press(buttons.BELL, miss)).bell is False
    oracle.known.clear()
    await talk.renewed(post)
    assert post.sent == []


async def test_a_bell_hangs_over_a_restart_and_over_a_failure(tmp_path: Path, oracle: Oracle) -> None:
    """It comes down when the answer was sent, not before."""
    post = Mailbag(fails=1)
    with talking(tmp_path, oracle) as talk:
        chat = Chat(talk, GROUP)
        await chat.press(buttons.BELL, found(await chat.say("the teapot?")))
    oracle.known.clear()
    with talking(tmp_path, oracle) as talk:
        with pytest.raises(TimeoutError):
            await talk.renewed(post)
        await talk.renewed(post)
    assert len(post.sent) == 1


async def test_a_bell_that_cannot_be_heard_now_rings_later_and_stops_no_other(
    talk: Conversation, oracle: Oracle
) -> None:
    """Telegram fails over one chat, say."""
    post = Mailbag(later=(GROUP,))
    for chat in (Chat(talk, GROUP), Chat(talk)):
        await chat.press(buttons.BELL, found(await chat.say("the teapot?")))
    oracle.known.clear()
    assert not await talk.renewed(post)
    assert [sent[0] for sent in post.sent] == [LISTED]
    post.later = ()
    assert await talk.renewed(post)
    assert [sent[0] for sent in post.sent] == [LISTED, GROUP]


async def test_a_bell_does_not_ring_where_nothing_is_to_be_said(
    talk: Conversation, chat: Chat, oracle: Oracle
) -> None:
    """It hangs until the policy is another."""
    post = Mailbag()
    await chat.press(buttons.BELL, found(await chat.say("the teapot?")))
    oracle.known.clear()
    talk.store.policies.decide(GROUP, None, "off")
    await talk.renewed(post)
    assert post.sent == []
    talk.store.policies.decide(GROUP, None, "open")
    await talk.renewed(post)
    assert len(post.sent) == 1


async def test_a_bell_of_somebody_who_may_no_longer_ask_does_not_ring(tmp_path: Path, oracle: Oracle) -> None:
    """Nor does one whose message can never be delivered hang on."""
    post = Mailbag(number=None)
    with talking(tmp_path, oracle) as talk:
        chat = Chat(talk, GROUP)
        await chat.press(buttons.BELL, found(await chat.say("the teapot?")))
    oracle.known.clear()
    with talking(tmp_path, oracle, Access()) as talk:
        await talk.renewed(post)
        assert post.sent == []
        assert talk.store.bells.hanging() == []


async def test_a_bell_on_what_is_answered_by_now_shows_the_answer(chat: Chat, oracle: Oracle) -> None:
    """There is nothing to wait for."""
    miss = found(await chat.say("the teapot?"))
    oracle.known.clear()
    reply = found(await chat.press(buttons.BELL, miss))
    assert (reply.answer, reply.bell) == (oracle.otherwise, None)


# --- collecting ----------------------------------------------------------------------------------


async def test_quotes_are_collected_and_taken_away_as_a_file(chat: Chat) -> None:
    """In their order, each once."""
    first = found(await chat.say("who?"))
    names = [notice(await chat.press(buttons.BASKET, first, at)) for at in (1, 0, 1)]
    assert names == ["collected", "collected", "collected_already"]
    handed = await chat.say("/basket")
    assert isinstance(handed, Handed)
    assert handed.name == "basket.md"
    written = handed.data.decode()
    assert 0 <= written.index("closed") < written.index("fined")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("/basket markdown", "basket.md"),
        ("/basket BibTeX", "basket.bib"),
        ("/basket ris", "basket.ris"),
        ("/basket gbt", "basket.txt"),
        ("/basket GB/T 7714", "basket.txt"),
    ],
)
async def test_a_basket_comes_in_the_form_that_is_asked_for(words: str, name: str, chat: Chat) -> None:
    """However it is spelt."""
    await chat.press(buttons.BASKET, found(await chat.say("who?")))
    handed = await chat.say(words)
    assert isinstance(handed, Handed)
    assert handed.name == name


async def test_a_basket_is_one_for_each_thread(talk: Conversation, chat: Chat) -> None:
    """Of a group, of a topic, of a person in private."""
    await chat.press(buttons.BASKET, found(await chat.say("who?")))
    for other in (Chat(talk, GROUP, 7), Chat(talk)):
        assert notice(await other.say("/basket")) == "basket_empty"


async def test_a_basket_is_emptied(chat: Chat) -> None:
    """Then there is nothing to take away."""
    await chat.press(buttons.BASKET, found(await chat.say("who?")))
    assert notice(await chat.say("/basket xml")) == "basket_what"
    assert notice(await chat.say("/basket clear")) == "basket_cleared"
    assert notice(await chat.say("/basket")) == "basket_empty"


# --- links that open a passage -------------------------------------------------------------------


async def test_a_link_opens_the_passage_it_names(talk: Conversation, oracle: Oracle) -> None:
    """In private; one that names none says so."""
    cited = citation("fined")
    opened = found(await Chat(talk).say(f"/start {payload(receipt(cited))}"))
    assert [c.quote for c in opened.answer.citations] == ["fined"]  # type: ignore[union-attr]
    assert opened.key == ""
    assert oracle.asked == []
    unknown = payload("aaaaaaaa.1.2.bbbbbbbb")
    assert notice(await Chat(talk).say(f"/start {unknown}")) == "cited_file_gone"
    assert notice(await Chat(talk).say("/start nonsense")) == "start"
    assert notice(await Chat(talk).say(f"/start {payload(receipt(cited))}", asker=STRANGER)) == "refused"


@given(st.text("abz019-_", min_size=8, max_size=8), st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_receipt_goes_into_a_link_and_comes_back(mark: str, start: int, length: int) -> None:
    """At most 64 characters that a start link may carry."""
    made = str(Receipt(mark, Span(start, start + length), mark[::-1]))
    assert receipt_of(payload(made)) == made
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload(made))


async def test_a_press_that_carries_nonsense_is_answered(talk: Conversation) -> None:
    """Never with an error."""
    for sent in ("", "p", "p:", "zz", "p:key", "😀" * 16):
        assert notice(await talk.press(Press(GROUP, LISTED, sent, "group"))) == "too_old"


async def test_what_was_asked_and_collected_goes_with_a_group_that_moves(
    talk: Conversation, oracle: Oracle
) -> None:
    """Follow-ups and the basket go on; messages have other numbers there, so nobody is sent to one of before."""
    old, new = Chat(talk, -5), Chat(talk, GROUP)
    await old.press(buttons.BASKET, found(await old.say("who?")))
    await talk.moved(-5, GROUP)
    oracle.meant[("who?", "and when?")] = "when was it?"
    assert found(await new.say("and when?")).understood == "when was it?"
    assert isinstance(await new.say("/basket"), Handed)
    assert isinstance(await new.say("who?"), Found)
    assert isinstance(await new.edit(1, "why?"), Found)


async def test_where_we_are_not_wanted_any_more_nobody_waits(talk: Conversation, oracle: Oracle) -> None:
    """Bells of that chat end, with the ids that they hold; what was decided there stands, or it could be undone by that."""
    oracle.known["the teapot?"] = refusal()
    left, stays = Chat(talk, GROUP), Chat(talk, GROUP - 1)
    for chat in (left, stays):
        await chat.press(buttons.BELL, found(await chat.say("the teapot?")))
    talk.store.policies.decide(GROUP, None, "off")
    await talk.left(GROUP)
    assert [bell.chat for bell in talk.store.bells.hanging()] == [GROUP - 1]
    assert talk.store.policies.policy(GROUP, None) == "off"


# --- what was decided since ------------------------------------------------------------------------


async def test_a_quote_that_was_hidden_since_is_not_shown_by_its_verification(
    chat: Chat, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder was bound to others after the message: what it said is not said again."""
    first = found(await chat.say("who?"))
    oracle.otherwise = refusal()
    monkeypatch.setattr(Conversation, "scope", lambda *_: Scope(denied=("harbour.md",)))
    page = found(await chat.press(buttons.VERIFY, first))
    assert (page.was, page.verified, oracle.verified) == ("", None, [])


async def test_a_follow_up_leans_on_no_quote_that_may_not_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of the earlier question are the asker's own."""
    leaned: list[str] = []

    class Leaning(Oracle):
        def understood(self, earlier: Earlier, *_: object) -> str | None:
            leaned.append(earlier.quote)
            return None

    with talking(tmp_path, Leaning()) as talk:
        chat = Chat(talk, GROUP)
        await chat.say("who?")
        await chat.say("and when?")
        monkeypatch.setattr(Conversation, "scope", lambda *_: Scope(denied=("harbour.md",)))
        await chat.say("and where?")
    assert leaned == ["fined", ""]


async def test_an_old_button_of_a_topic_works_in_it(tmp_path: Path, oracle: Oracle) -> None:
    """Telegram does not say in which topic an old message stands; the store does, of the very message alone."""
    access = Access(topics=frozenset({f"{GROUP}/7"}))
    with talking(tmp_path, oracle, access) as talk:
        chat = Chat(talk, GROUP, 7)
        first = found(await chat.say("who?"))
        old = Press(GROUP, LISTED, data(buttons.PAGE, first.key, 1), "group", "en", message=chat.last)
        assert found(await talk.press(old)).position == 1
        assert notice(await talk.press(replace(old, message=chat.last + 1))) == "refused"
