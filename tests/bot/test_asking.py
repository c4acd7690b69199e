"""Claims about questions in their chats: who is heard, edits, follow-ups, and what was asked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.access import Access
from bot.asking import message_link
from bot.conversation import Conversation
from bot.model import Found, Notice, Reply
from bot.store import Store
from retrieval.model import Answer, Question
from tests.bot.chats import Chat
from tests.bot.samples import LISTED, STRANGER, Oracle, answer, citation, refusal, talking

GROUP = -1001234567890
NOON = 1_750_000_000.0  # 2025-06-15


@pytest.fixture
def oracle() -> Oracle:
    """An archive that finds something for everything, and nothing for teapots."""
    return Oracle({"the teapot?": refusal()})


@pytest.fixture
def clock() -> list[float]:
    """The time, to be set."""
    return [NOON]


@pytest.fixture
def talk(tmp_path: Path, oracle: Oracle, clock: list[float]) -> Iterator[Conversation]:
    """A conversation in which everybody may ask, and `LISTED` administers."""
    access = Access(open=True, admins=frozenset({LISTED}))
    with talking(tmp_path, oracle, access, now=lambda: clock[0]) as made:
        yield made


@pytest.fixture
def group(talk: Conversation) -> Chat:
    """A supergroup."""
    return Chat(talk, GROUP)


@pytest.fixture
def private(talk: Conversation) -> Chat:
    """A private chat."""
    return Chat(talk)


def found(reply: Reply | None) -> Found:
    """The reply, which is something that was found."""
    assert isinstance(reply, Found), reply
    return reply


def notice(reply: Reply | None) -> Notice:
    """The reply, which is a text of ours."""
    assert isinstance(reply, Notice), reply
    return reply


# --- who is heard --------------------------------------------------------------------------------


async def test_a_group_hears_us_only_when_it_speaks_to_us(group: Chat) -> None:
    """By default."""
    assert await group.say("who was fined?", addressed=False) is None
    found(await group.say("who was fined?"))


@pytest.mark.parametrize(
    ("policy", "asked", "aside"), [("off", False, False), ("addressed", True, False), ("open", True, True)]
)
async def test_an_administrator_decides_what_is_answered(
    policy: str, group: Chat, *, asked: bool, aside: bool
) -> None:
    """Nothing, what is said to us, or everything that the documents answer."""
    assert notice(await group.say(f"/policy {policy}")).text == f"policy_{policy}"
    assert isinstance(await group.say("who was fined?"), Found) is asked
    assert isinstance(await group.say("when?", addressed=False), Found) is aside
    assert await group.say("the teapot?", addressed=False) is None
    assert await group.say("/stop", addressed=False) is None
    assert await group.sticker(addressed=False) is None


async def test_a_policy_can_be_taken_back_where_nothing_is_answered(group: Chat) -> None:
    """`/policy` is the one thing that is still heard, and still only by those who decide."""
    await group.say("/policy off")
    assert await group.say("/help") is None
    assert notice(await group.say("/policy open", asker=STRANGER)).text == "admins_only"
    assert notice(await group.say("/policy")).text == "policy_off"
    assert notice(await group.say("/policy Addressed")).text == "policy_addressed"
    found(await group.say("who was fined?"))


async def test_a_topic_may_have_a_policy_of_its_own(talk: Conversation) -> None:
    """It goes before that of the group."""
    whole, topic = Chat(talk, GROUP), Chat(talk, GROUP, 7)
    await whole.say("/policy off")
    await topic.say("/policy addressed")
    assert await whole.say("who?") is None
    found(await topic.say("who?"))


async def test_what_is_no_policy_changes_none(group: Chat, private: Chat) -> None:
    """The choices are named; in private there are none."""
    assert notice(await group.say("/policy loud")).text == "policy_what"
    assert notice(await group.say("/policy")).text == "policy_addressed"
    assert notice(await private.say("/policy off")).text == "policy_in_groups"


async def test_where_all_is_heard_a_stranger_is_not_told_off(tmp_path: Path, oracle: Oracle) -> None:
    """They did not speak to us; where they do, they are."""
    with talking(tmp_path, oracle, Access(admins=frozenset({LISTED}))) as talk:
        group = Chat(talk, GROUP)
        await group.say("/policy open")
        assert await group.say("who was fined?", asker=STRANGER, addressed=False) is None
        assert notice(await group.say("who was fined?", asker=STRANGER)).text == "refused"


async def test_what_is_asked_again_where_all_is_heard_is_led_to_its_answer(group: Chat) -> None:
    """As it is where it is said to us."""
    await group.say("/policy open")
    found(await group.say("who was fined?", addressed=False))
    assert notice(await group.say("Who was fined?", addressed=False)).text == "asked_before"


async def test_a_mention_in_reply_to_a_message_asks_that_message(group: Chat, oracle: Oracle) -> None:
    """Somebody's, not ours; and only where there are no words beside the mention."""
    await group.say("who was fined?", addressed=False)
    found(await group.say("", replied=group.reply_to(1)))
    assert oracle.asked[-1][0] == "who was fined?"
    assert notice(await group.say("", replied=group.reply_to(99))).text == "ask_what"
    found(await group.say("and when?", replied=group.reply_to(1)))
    assert oracle.asked[-1][0] == "and when?"


async def test_a_claim_may_be_somebodys_message_or_ours(group: Chat, oracle: Oracle) -> None:
    """`/check` alone, in reply to it."""
    await group.say("The fine was 900 dollars.", addressed=False)
    found(await group.say("/check", replied=group.reply_to(1)))
    assert oracle.asked[-1][0] == "The fine was 900 dollars."
    found(await group.say("/check", replied=group.reply_to(99)))
    assert oracle.asked[-1][0] == "what we said"


async def test_filters_want_a_word_beside_them(private: Chat, oracle: Oracle) -> None:
    """They say what is left out, not what is looked for."""
    reply = notice(await private.say("from:Gazette after:2025"))
    assert (reply.text, reply.values) == ("only_filters", {"filters": "from:Gazette after:2025"})
    assert oracle.asked == []


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("from:", "publisher"),
        ('"', "phrase"),
        ("-", "word"),
        ("after:foo", "day"),
        ("lang:", "language"),
        ("in:", "title"),
        ('from:"New York', "open"),
    ],
)
async def test_the_beginning_of_a_filter_is_no_follow_up_and_no_search(
    words: str, lacking: str, private: Chat, oracle: Oracle
) -> None:
    """It is named, with what it lacks; a claim is taken as it stands."""
    found(await private.say("who was fined?"))
    reply = notice(await private.say(words))
    assert (reply.text, reply.values) == (f"unfinished_{lacking}", {"written": words})
    assert len(oracle.asked) == 1
    found(await private.say(f"/check {words}"))


# --- edits ---------------------------------------------------------------------------------------


async def test_an_edited_question_edits_its_answer(private: Chat, oracle: Oracle) -> None:
    """Each time, and what has no answer any more as well as what has one now."""
    first = found(await private.say("who?"))
    assert first.replaces is None
    for words in ("the teapot?", "when?", "where?"):
        assert found(await private.edit(1, words)).replaces == 2
    assert [text for text, _ in oracle.asked] == ["who?", "the teapot?", "when?", "where?"]


async def test_an_edit_that_changes_no_word_does_nothing(private: Chat, oracle: Oracle) -> None:
    """A link preview that appears is an edit, too."""
    await private.say("who?")
    assert await private.edit(1, "who?") is None
    assert len(oracle.asked) == 1


async def test_a_question_that_was_refused_is_answered_in_place_of_the_refusal(private: Chat) -> None:
    """And the other way round."""
    assert notice(await private.say("x" * 4097)).text == "too_long"
    assert found(await private.edit(1, "who?")).replaces == 2
    edited = notice(await private.edit(1, "x" * 4097))
    assert (edited.text, edited.replaces) == ("too_long", 2)


async def test_an_edit_that_speaks_to_us_at_last_is_answered(group: Chat) -> None:
    """As a new answer, for there was none."""
    await group.say("who?", addressed=False)
    assert await group.edit(1, "who was it?") is None  # it is still not said to us
    group.said[1] = replace(group.said[1], addressed=True)
    assert found(await group.edit(1, "@bot who?")).replaces is None


async def test_a_command_that_is_edited_is_not_obeyed_again(group: Chat, talk: Conversation) -> None:
    """Only questions are; nobody expects an old message to do things."""
    await group.say("/policy off")
    await group.say("/policy addressed")
    assert await group.edit(1, "off") is None
    found(await group.say("who?"))
    assert talk.store.policies.policy(GROUP, None) == "addressed"


async def test_edits_are_known_after_a_restart(tmp_path: Path, oracle: Oracle) -> None:
    """What replies to what is in the file."""
    with talking(tmp_path, oracle) as talk:
        before = Chat(talk)
        await before.say("who?")
    with talking(tmp_path, oracle) as talk:
        after = Chat(talk, last=2, said=before.said)
        assert found(await after.edit(1, "when?")).replaces == 2


# --- follow-ups ----------------------------------------------------------------------------------


@pytest.fixture
def following(oracle: Oracle) -> Oracle:
    """An archive that knows what "and when?" means after a question."""
    oracle.meant = {
        ("who was fined?", "and when?"): "when was who fined?",
        ("when was who fined?", "and when?"): "still when?",
        ("who was fined?", "and where?"): "where was who fined?",
    }
    return oracle


async def test_a_follow_up_is_understood_with_what_came_before(following: Oracle, private: Chat) -> None:
    """And the reply says how; a further one goes on from there."""
    await private.say("who was fined?")
    assert found(await private.say("and when?")).understood == "when was who fined?"
    assert following.asked[-1][0] == "when was who fined?"
    assert found(await private.say("and when?")).understood == "still when?"


async def test_a_question_that_stands_by_itself_is_left_alone(following: Oracle, private: Chat) -> None:
    """Nothing is said of how it was understood."""
    await private.say("who was fined?")
    assert found(await private.say("who closed it?")).understood == ""
    assert following.asked[-1][0] == "who closed it?"


async def test_a_thread_is_somebodys_own_in_one_topic_and_ends_after_a_while(
    following: Oracle, talk: Conversation, clock: list[float]
) -> None:
    """Half an hour without a question begins another one."""
    del following
    group, topic = Chat(talk, GROUP), Chat(talk, GROUP, 7)
    await group.say("who was fined?")
    assert found(await topic.say("and when?")).understood == ""
    clock[0] += 1801
    assert found(await group.say("and where?")).understood == ""


async def test_nobody_follows_up_on_another_persons_question_unasked(following: Oracle, group: Chat) -> None:
    """Only by a reply to its answer."""
    del following
    await group.say("who was fined?")
    assert found(await group.say("and when?", asker=STRANGER)).understood == ""


async def test_a_reply_to_an_answer_of_ours_follows_up_on_that(following: Oracle, group: Chat) -> None:
    """Whoever replies, and whatever was asked meanwhile or however long ago."""
    del following
    await group.say("who was fined?")
    await group.say("who closed it?", asker=STRANGER)
    reply = found(await group.say("and when?", asker=STRANGER, replied=group.reply_to(2)))
    assert reply.understood == "when was who fined?"
    assert found(await group.say("and when?", replied=group.reply_to(1))).understood == ""


async def test_the_pages_of_a_follow_up_say_how_it_was_understood(following: Oracle, private: Chat) -> None:
    """The message is still the same one."""
    del following
    await private.say("who was fined?")
    page = found(await private.press("p", found(await private.say("and when?")), 1))
    assert (page.understood, page.position) == ("when was who fined?", 1)


# --- asked before --------------------------------------------------------------------------------


async def test_what_was_asked_before_is_answered_by_a_link(group: Chat, clock: list[float]) -> None:
    """To the message that answers it, in a supergroup; whoever asks again, in whatever spelling."""
    first = found(await group.say("Who was fined?"))
    clock[0] += 90_000
    again = notice(await group.say("who was fined", asker=STRANGER))
    assert (again.text, again.values) == ("asked_before", {"day": "2025-06-15"})
    assert again.link == "https://t.me/c/1234567890/2"
    assert again.buttons == (("show_here", f"p:{first.key}:0"),)
    assert found(await group.press("p", first)).answer == first.answer


async def test_in_private_the_answer_of_before_is_replied_to(private: Chat) -> None:
    """There messages have no links."""
    await private.say("who was fined?")
    again = notice(await private.say("who was fined?"))
    assert (again.text, again.replies_to, again.link) == ("asked_above", 2, "")


async def test_an_answer_that_changed_is_given_anew_and_says_so(
    group: Chat, oracle: Oracle, clock: list[float]
) -> None:
    """With a link to what it was; then the new one is what stands."""
    await group.say("who was fined?")
    clock[0] += 86_400
    oracle.otherwise = answer("closed")
    reply = found(await group.say("who was fined?"))
    assert reply.since
    assert (reply.since.day, reply.since.link) == ("2025-06-15", "https://t.me/c/1234567890/2")
    assert notice(await group.say("who was fined?")).link.endswith("/4")


async def test_what_had_no_answer_is_looked_up_again(group: Chat, oracle: Oracle) -> None:
    """Nobody is sent to read that there was none."""
    await group.say("the teapot?")
    found(await group.say("the teapot?"))
    oracle.known["the teapot?"] = answer("fined")
    assert found(await group.say("the teapot?")).since


async def test_another_chat_and_a_claim_are_something_else(group: Chat, private: Chat) -> None:
    """What is asked in private is nobody's business in a group."""
    await private.say("who was fined?")
    found(await group.say("who was fined?"))
    found(await group.say("/check who was fined?"))


@pytest.mark.parametrize(
    ("chat", "link"), [(-1001234567890, "https://t.me/c/1234567890/5"), (-1234, ""), (7, ""), (1001, "")]
)
def test_only_messages_of_supergroups_have_links(chat: int, link: str) -> None:
    """Their numbers begin with -100."""
    assert message_link(chat, 5) == link


async def test_the_quotes_of_an_answer_are_remembered_with_their_receipts(
    private: Chat, tmp_path: Path
) -> None:
    """For who wants one verified, however much the index has changed by then."""
    reply = found(await private.say("who?"))
    store = Store(tmp_path / "bot.sqlite3")
    kept = store.questions.shown(reply.key, 1)
    store.close()
    assert kept
    assert (kept.path, kept.document, kept.quote) == ("harbour.md", "harbour.md", "closed")
    assert kept.receipt


async def test_an_answer_is_the_same_only_with_the_same_quotes(group: Chat, oracle: Oracle) -> None:
    """Of the same documents, and with the same verdict."""
    oracle.otherwise = Answer(Question("?"), (citation("fined"),), "supported")
    await group.say("/check it was fined")
    oracle.otherwise = Answer(Question("?"), (citation("fined"),), "contradicted")
    assert found(await group.say("/check it was fined")).since
