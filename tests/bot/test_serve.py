"""Claims about the bot end to end: its own process, real HTTP, and a Telegram that refuses what Telegram refuses.

Most tests talk to one bot that runs all the while, each with people and groups of its own.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.commands import COMMANDS
from tests.bot.programs import Program, Ran, Served, serve_to_the_end, serving, side_by_side
from tests.conftest import with_dictionary
from tests.fakes import BotMessage, Chat, FakeBotApi, Person
from tests.fakes.telegram_errors import BotApiError
from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_wire import refusal

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"
LISTED: Final = range(1000, 1100)  # people who may ask
OPEN_GROUP: Final = -4000  # a group in which everyone may
CLOSED: Final = "when was the harbour closed?"
QUOTE: Final = "The harbour was closed in March."
FINED: Final = "who was fined?"
_PEOPLE: Final = iter(LISTED)
_STRANGERS: Final = count(9000)
_GROUPS: Final = count(-1_001_000_000_000, -1)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def telegram() -> AsyncIterator[FakeBotApi]:
    """A Telegram in which the bot hears everything that is said in its groups."""
    async with FakeBotApi(TOKEN, privacy_mode=False) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def served(telegram: FakeBotApi, juzheng: Program) -> AsyncIterator[Served]:
    """The bot of most tests, from the first to the last."""
    async with serving(
        juzheng, **settings(telegram, USERS=",".join(map(str, LISTED)), CHATS=OPEN_GROUP)
    ) as bot:
        yield bot
    assert "Traceback" not in bot.err


@pytest.fixture
def api(telegram: FakeBotApi, served: Served) -> Iterator[FakeBotApi]:
    """The Telegram that this bot talks to; whatever it was asked for, it was asked for properly."""
    assert served.process.returncode is None
    yield telegram
    assert telegram.violations == []


@pytest.fixture
def ada(api: FakeBotApi) -> Person:
    """Somebody who may ask, and has never spoken to the bot before."""
    return api.user(next(_PEOPLE), "Ada", "en")


@pytest.fixture
def eve(api: FakeBotApi) -> Person:
    """Somebody who may not."""
    return api.user(next(_STRANGERS), "Eve", "en")


@pytest.fixture
def group(api: FakeBotApi, ada: Person) -> Chat:
    """A group in which nothing has been said yet."""
    return api.group(next(_GROUPS), "Law", [ada])


def settings(api: FakeBotApi, **telegram: object) -> dict[str, object]:
    """The settings of a bot that talks to this Telegram."""
    named = {"TOKEN": api.token, "API_URL": api.url} | telegram
    return {f"TELEGRAM__{name}": value for name, value in named.items()}


def heard(api: FakeBotApi, chat: Person | Chat) -> list[BotMessage]:
    """What the bot has said in a chat, as it stands now."""
    return [message for message in api.sent if message.chat_id == chat.id]


async def reply(api: FakeBotApi, chat: Person | Chat, asked: int) -> BotMessage:
    """Wait for the bot's reply to a message, and return it."""

    def replies() -> list[BotMessage]:
        return [message for message in heard(api, chat) if message.reply_to == asked]

    await api.wait_until(replies)
    (found,) = replies()
    return found


async def ask(
    api: FakeBotApi, person: Person, text: str, chat: Chat | None = None, **more: Any
) -> BotMessage:
    """Say something, and return the bot's reply."""
    return await reply(api, chat or person, await api.say(person, text, chat, **more))


async def press(api: FakeBotApi, person: Person, message: BotMessage, label: str) -> str:
    """Press a button, wait until that is answered, and return the words of the answer."""
    query = await api.press(person, message, label)
    await api.wait_until(lambda: any(answer.query_id == query for answer in api.answers))
    return next(answer.text for answer in api.answers if answer.query_id == query)


async def edited(api: FakeBotApi, chat: Person | Chat, times: int = 1) -> None:
    """Wait until the bot has edited its first message in a chat so many times."""
    await api.wait_until(lambda: heard(api, chat)[0].edits >= times)


# --- questions -----------------------------------------------------------------------------------


async def test_a_private_question_gets_a_quote(api: FakeBotApi, ada: Person) -> None:
    """In a block quote, the asker's words bold; below it the source; to the question, without a preview."""
    message = await ask(api, ada, CLOSED)
    assert message.quotes == [QUOTE]
    assert {"harbour", "closed"} <= set(" ".join(message.bold).split())
    source = re.sub(r" \(.*? ago\)", "", message.text.split("\n")[1])
    assert source == "Harbour Gazette · Ada Byron · 2025-03-02"
    assert message.links == [
        ("The harbour spill", f"https://example.org/harbour#:~:text={QUOTE.replace(' ', '%20')}")
    ]
    assert not message.preview
    assert len(heard(api, ada)) == 1


async def test_a_question_is_acknowledged_by_typing(api: FakeBotApi, ada: Person) -> None:
    """Before the answer comes."""
    await ask(api, ada, CLOSED)
    actions = [call for call in api.called("sendChatAction") if call["chat_id"] == ada.id]
    assert [action["action"] for action in actions] == ["typing"]


async def test_words_of_a_page_are_no_markup(api: FakeBotApi, ada: Person) -> None:
    """Angle brackets and ampersands of a document reach the reader as they stand there."""
    message = await ask(api, ada, "what does the bakery sell?")
    assert message.quotes == ["The bakery on the pier sells rye bread and <b>plum</b> cake & tea."]


@pytest.mark.parametrize(
    ("code", "question", "words"),
    [
        ("zh-hans", "谁被开除了？", "周海和吴山因泄密被开除"),
        ("zh-hant", "誰被開除了？", "周海和吴山因泄密被开除"),
        ("en", "who invented the quantum teapot?", "Nothing in the documents answers this."),
        ("zh-hans", "谁发明了量子茶壶？", "文档里没有这个问题的答案。"),
        ("zh-hant", "誰發明了量子茶壺？", "文件裡沒有這個問題的答案。"),
    ],
)
async def test_both_languages_are_spoken(
    api: FakeBotApi, ada: Person, code: str, question: str, words: str
) -> None:
    """The quote in its own script, the bot's words in the person's."""
    person = api.user(ada.id, "Ada", code)
    assert words in (await ask(api, person, question)).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/start", "I answer questions with the exact words"),
        ("/help", "/ask: ask a question"),
        ("/ask", "Write the question after the command"),
        (f"/ask {CLOSED}", QUOTE),
        ("/frob", "I don't know /frob"),
        ("/ask@juzheng_test_bot who was fined?", "fined"),
    ],
)
async def test_commands_are_answered(api: FakeBotApi, ada: Person, text: str, words: str) -> None:
    """In private, with or without our name."""
    assert words in (await ask(api, ada, text)).text


async def test_commands_stand_in_the_menus(api: FakeBotApi) -> None:
    """Those of administrators in nobody else's; in English for everybody, and in Chinese for whoever has that."""
    menus = api.profile.commands
    everybody = [command.name for command in COMMANDS if not command.admin]
    assert [c["command"] for c in menus['{"type": "all_private_chats"}', ""]] == everybody
    assert "提出一个问题" in [c["description"] for c in menus['{"type": "all_private_chats"}', "zh"]]
    assert "stats" not in {c["command"] for menu in menus.values() for c in menu}


async def test_the_bot_describes_itself(api: FakeBotApi) -> None:
    """In English and in Chinese, in words that Telegram has room for."""
    assert set(api.profile.descriptions) == set(api.profile.short_descriptions) == {"", "en", "zh"}
    assert "原话" in api.profile.descriptions["zh"]


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "@juzheng_test_bot when was the harbour closed?",
        "when was the harbour closed? @Juzheng_Test_Bot",
        "/ask when was the harbour closed?",
        "/ask@juzheng_test_bot when was the harbour closed?",
    ],
)
async def test_a_group_message_to_the_bot_is_answered(
    api: FakeBotApi, ada: Person, group: Chat, text: str
) -> None:
    """By a mention or a command, to that message."""
    message = await ask(api, ada, text, group)
    assert message.quotes == [QUOTE]


async def test_the_bots_name_as_a_link_is_a_mention(api: FakeBotApi, ada: Person, group: Chat) -> None:
    """So clients mention whoever has no user name."""
    entity = {"type": "text_mention", "offset": 0, "length": 2, "user": api.bot.as_json()}
    message = await ask(api, ada, f"举证 {CLOSED}", group, entities=[entity])
    assert message.quotes == [QUOTE]


async def test_a_reply_to_the_bot_is_answered(api: FakeBotApi, ada: Person, group: Chat) -> None:
    """Without its name, for it is clear who is meant."""
    first = await ask(api, ada, "/ask who was fined?", group)
    second = await ask(api, ada, CLOSED, group, reply_to=first)
    assert second.quotes == [QUOTE]


async def test_what_is_not_for_the_bot_gets_nothing(api: FakeBotApi, ada: Person, group: Chat) -> None:
    """However much it looks like it: of all that is said, only the question to the bot is answered."""
    said = await api.say(ada, CLOSED, group)
    await api.say(ada, CLOSED, group, reply_to=said)
    await api.say(ada, f"@juzheng_test_bot {CLOSED}", group, entities=[])
    await api.say(ada, f"@other_bot {CLOSED}", group)
    await api.say(ada, f"/ask@other_bot {CLOSED}", group)
    await api.say(ada, f"/frob {CLOSED}", group)
    await api.upload(ada, "harbour.pdf", b"%PDF", group)
    last = await ask(api, ada, f"/ask {CLOSED}", group)
    assert heard(api, group) == [last]


async def test_a_question_in_a_topic_is_answered_there(api: FakeBotApi, ada: Person) -> None:
    """The typing shows there, too; and the words that open a topic are no reply to the bot."""
    forum = api.group(next(_GROUPS), "Forum", [ada], topics=[5, 6])
    await api.say(ada, CLOSED, forum, thread=6)
    message = await ask(api, ada, f"/ask {CLOSED}", forum, thread=5)
    assert (message.thread, message.quotes) == (5, [QUOTE])
    actions = [call for call in api.called("sendChatAction") if call["chat_id"] == forum.id]
    assert {action.get("message_thread_id") for action in actions} <= {
        5
    }  # none where it cost somebody's turn
    assert heard(api, forum) == [message]


async def test_a_reply_in_a_group_without_topics_needs_no_topic(
    api: FakeBotApi, ada: Person, group: Chat
) -> None:
    """Though the message carries the number of a thread, nothing could be sent to it."""
    first = await api.say(ada, "what a day", group)
    message = await ask(api, ada, f"/ask {CLOSED}", group, reply_to=first)
    assert (message.thread, message.quotes) == (None, [QUOTE])


async def test_an_edited_question_edits_its_answer(api: FakeBotApi, ada: Person) -> None:
    """No second message comes; an edit that changes no word changes nothing."""
    asked = await api.say(ada, CLOSED)
    before = await reply(api, ada, asked)
    await api.edit(ada, asked, CLOSED)
    await api.edit(ada, asked, "what does the bakery sell?")
    await edited(api, ada)
    (after,) = heard(api, ada)
    assert after.message_id == before.message_id
    assert after.edits == 1
    assert "The bakery" in after.text


async def test_what_was_asked_before_is_said_where_it_can_be_read(api: FakeBotApi, ada: Person) -> None:
    """In private in reply to the answer of before; a button shows it again."""
    first = await ask(api, ada, CLOSED)
    await api.say(ada, "When was the harbour CLOSED")
    again = await reply(api, ada, first.message_id)
    assert again.text.endswith("the answer above still stands.")
    await press(api, ada, again, "Show it here")
    await api.wait_until(lambda: heard(api, ada)[1].quotes == [QUOTE])


async def test_a_follow_up_is_understood_with_what_came_before(api: FakeBotApi, ada: Person) -> None:
    """And the answer says how."""
    await ask(api, ada, "how much was the ferry company fined?")
    assert "↪ Understood as: " in (await ask(api, ada, "and the crane's owner?")).text


# --- pages ---------------------------------------------------------------------------------------


async def test_every_button_of_an_answer_does_something(api: FakeBotApi, ada: Person) -> None:
    """In the message, over the chat, or in a message with a file."""
    message = await ask(api, ada, "what does the bakery sell?")
    for label, shows in (("✓ Verify", "word for word"), ("👎", ""), ("Wrong passage", "")):
        edits = heard(api, ada)[0].edits
        said = await press(api, ada, heard(api, ada)[0], label)
        await edited(api, ada, edits + 1)
        assert shows in heard(api, ada)[0].text
    assert said == "Noted, thank you."
    assert (await press(api, ada, message, "➕")).startswith("Collected: 1.")
    assert await press(api, ada, message, "👍") == "Thank you."
    await press(api, ada, message, "📄 File")
    await api.wait_until(lambda: len(api.called("sendDocument")) == 1)


async def test_quotes_are_offered_in_any_chat(api: FakeBotApi, ada: Person) -> None:
    """Each as a message of its own; what one of them leads to is its source."""
    await api.inquire(ada, FINED)
    await api.wait_until(lambda: api.offers)
    offer = api.offers[-1]
    assert len(offer.titles) > 2
    assert all(text.text for text in offer.texts)


async def test_buttons_turn_the_page_by_editing_the_message(api: FakeBotApi, ada: Person) -> None:
    """On, back and around; each press is answered, and no new message comes."""
    message = await ask(api, ada, FINED)
    total = int(message.labels[1].split("/")[1])
    assert total > 2
    pages = {1: message.quotes}
    for label, position in (("›", 2), ("‹", 1), ("‹", total), ("›", 1)):
        edits = heard(api, ada)[0].edits
        assert await press(api, ada, message, label) == ""
        await edited(api, ada, edits + 1)
        (message,) = heard(api, ada)
        assert message.labels[:3] == ["‹", f"{position}/{total}", "›"]
        assert not message.preview
        assert pages.setdefault(position, message.quotes) == message.quotes
    assert len({quote for (quote,) in pages.values()}) == 3


async def test_the_number_of_the_page_turns_nothing(api: FakeBotApi, ada: Person) -> None:
    """It is a button like the others; Telegram says that nothing was modified, and the bot lives on."""
    message = await ask(api, ada, FINED)
    refused = len(api.called("editMessageText"))
    await press(api, ada, message, message.labels[1])
    await api.wait_until(lambda: len(api.called("editMessageText")) > refused)
    assert (await ask(api, ada, CLOSED)).quotes == [QUOTE]
    assert heard(api, ada)[0] == message


async def test_a_page_in_a_group_keeps_to_the_question(api: FakeBotApi, ada: Person, group: Chat) -> None:
    """In its language, whoever presses, as long as they may ask."""
    message = await ask(api, ada, "/ask 谁被罚款？", group)
    bea = api.user(next(_PEOPLE), "Bea", "en")
    await press(api, bea, message, "›")
    await edited(api, group)
    assert heard(api, group)[0].labels[1].startswith("2/")


async def test_a_press_that_waited_too_long_still_turns_the_page(api: FakeBotApi, ada: Person) -> None:
    """Telegram no longer takes the answer to it, but the edit."""
    message = await ask(api, ada, FINED)
    reason = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    api.fail_next("answerCallbackQuery", 400, reason)
    await api.press(ada, message, "›")
    await edited(api, ada)
    assert heard(api, ada)[0].labels[1].startswith("2/")


# --- who may not ask, and what is no question ----------------------------------------------------


async def test_a_stranger_gets_one_line_and_no_passage(api: FakeBotApi, eve: Person) -> None:
    """With their id, which an administrator needs; the bot does not even seem to type."""
    message = await ask(api, eve, CLOSED)
    assert message.text == (
        f"You are not on this bot's list. Your id is {eve.id}; an administrator can add it."
    )
    assert (message.quotes, message.buttons, len(heard(api, eve))) == ([], [], 1)
    assert eve.id not in [call["chat_id"] for call in api.called("sendChatAction")]


async def test_a_stranger_turns_no_pages(api: FakeBotApi, ada: Person, eve: Person, group: Chat) -> None:
    """They are told so over the chat; what the others see stays."""
    message = await ask(api, ada, f"/ask {FINED}", group)
    assert f"Your id is {eve.id}" in await press(api, eve, message, "›")
    assert heard(api, group) == [message]


async def test_everyone_may_ask_in_a_listed_group(api: FakeBotApi, eve: Person) -> None:
    """There, and nowhere else."""
    chat = api.group(OPEN_GROUP, "Open", [eve])
    assert (await ask(api, eve, f"/ask {CLOSED}", chat)).quotes == [QUOTE]
    assert (await ask(api, eve, f"/ask {CLOSED}")).quotes == []


async def test_what_is_not_text_gets_one_polite_line(api: FakeBotApi, ada: Person) -> None:
    """In private."""
    message = await reply(api, ada, await api.upload(ada, "harbour.pdf", b"%PDF"))
    assert message.text == "I can only read text."


# --- what goes wrong -----------------------------------------------------------------------------


async def test_flood_control_delays_the_answer_and_does_not_lose_it(api: FakeBotApi, ada: Person) -> None:
    """Where Telegram says how long to wait, the bot waits."""
    api.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    assert (await ask(api, ada, CLOSED)).quotes == [QUOTE]


async def test_markup_that_telegram_refuses_is_sent_as_plain_text(api: FakeBotApi, ada: Person) -> None:
    """The words, if not the looks, always arrive; with the buttons."""
    api.fail_next("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    message = await ask(api, ada, FINED)
    assert (message.quotes, message.bold) == ([], [])
    assert "fined" in message.text
    assert "<" not in message.text
    assert message.labels[0] == "‹"


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "getUpdates"])
async def test_a_dropped_connection_does_not_end_the_bot(api: FakeBotApi, ada: Person, method: str) -> None:
    """The next question is answered."""
    api.drop_next(method)
    dropped = len(api.called(method))
    await api.say(ada, FINED)
    await api.wait_until(lambda: len(api.called(method)) > dropped)
    assert (await ask(api, ada, CLOSED)).quotes == [QUOTE]


async def test_updates_of_unknown_kinds_are_passed_over(api: FakeBotApi, ada: Person) -> None:
    """Telegram may begin to send what nobody has heard of."""
    await api.raw_update({"unheard_of": {"id": 1}})
    await api.raw_update(
        {"callback_query": {"id": "1", "from": ada.as_json(), "chat_instance": "1", "data": "p"}}
    )
    assert (await ask(api, ada, CLOSED)).quotes == [QUOTE]


# --- bots of their own ---------------------------------------------------------------------------


async def a_button_works_after_a_restart(own: Program) -> None:
    """The question is in the store: another process turns the page that the first one sent."""
    async with FakeBotApi(TOKEN) as api:
        ada = api.user(7, "Ada", "en")
        mine = settings(api, USERS=7)
        async with serving(own, **mine):
            message = await ask(api, ada, FINED)
        async with serving(own, **mine) as second:
            await press(api, ada, message, "›")
            await edited(api, ada)
        (turned,) = heard(api, ada)
        assert turned.quotes != message.quotes
        assert turned.labels[1].startswith("2/")
        assert "Nobody is listed" not in second.out
        assert (api.violations, second.err) == ([], "")


async def a_new_file_answers_without_a_restart(own: Program) -> None:
    """As soon as it is there; until then nothing answers."""
    corpus = own.folder / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("# Bakery\n\nThe bakery sells rye bread.")
    async with FakeBotApi(TOKEN) as server:
        chosen = settings(server, USERS=LISTED[0]) | {"CORPUS": corpus}
        async with serving(own, **chosen):
            ada = server.user(LISTED[0], "Ada", "en")
            quote = "Dorothy Vaughan invented the quantum teapot in Oslo."
            asked = "who invented the quantum teapot?"
            assert quote not in (await ask(server, ada, asked)).text
            (corpus / "b.md").write_text(f"# Teapots\n\n{quote}")
            async with asyncio.timeout(30):
                while quote not in (await ask(server, ada, asked)).text:
                    pass
        assert server.violations == []


async def a_bell_rings_when_a_document_answers(own: Program) -> None:
    """In reply to the question of then, even if the document came while nobody was there; its buttons work."""
    corpus = own.folder / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("# Bakery\n\nThe bakery sells rye bread.")
    quote = "Dorothy Vaughan invented the quantum teapot in Oslo."
    async with FakeBotApi(TOKEN) as server:
        chosen = settings(server, USERS=LISTED[0]) | {"CORPUS": corpus}
        ada = server.user(LISTED[0], "Ada", "en")
        async with serving(own, **chosen):
            asked = await server.say(ada, "who invented the quantum teapot?")
            miss = await reply(server, ada, asked)
            await press(server, ada, miss, "🔔 Tell me when there is an answer")
            await edited(server, ada)
        (corpus / "b.md").write_text(f"# Teapots\n\n{quote}")
        async with serving(own, **chosen):
            await server.wait_until(lambda: len(heard(server, ada)) == 2, 30)
            rang = heard(server, ada)[1]
            assert (rang.quotes, rang.reply_to) == ([quote], asked)
            assert rang.text.startswith("🔔 A document answers this now:")
            assert await press(server, ada, rang, "👍") == "Thank you."
        assert server.violations == []


async def with_nobody_listed_a_code_makes_the_first_administrator(own: Program) -> None:
    """It is printed, works once, in private, and for good."""
    async with FakeBotApi(TOKEN) as api:
        ada, eve = api.user(7, "Ada", "en"), api.user(8, "Eve", "en")
        group = api.group(-55, "Law", [ada])
        mine = settings(api)
        async with serving(own, **mine) as first:
            command = (await first.printed("/start ")).strip()
            for person, text, chat in (
                (ada, CLOSED, None),
                (ada, "/start", None),
                (ada, "/start 12345678901234", None),
                (ada, command, group),
            ):
                assert "not on this bot's list" in (await ask(api, person, text, chat)).text
            assert "first administrator" in (await ask(api, ada, command)).text
            assert (await ask(api, ada, CLOSED)).quotes == [QUOTE]
            assert "not on this bot's list" in (await ask(api, eve, command)).text
        async with serving(own, **mine) as second:
            assert "fined" in (await ask(api, ada, FINED)).text
            assert "not on this bot's list" in (await ask(api, eve, command)).text
        assert "/start" not in second.out
        assert (api.violations, first.err, second.err) == ([], "", "")


async def a_token_that_telegram_refuses_is_one_clear_line(own: Program) -> None:
    """With exit status 2, and without showing the token."""
    async with FakeBotApi(TOKEN) as api:
        mine = settings(api, TOKEN="987654321:AAFothersecretothersecretothersecret", USERS=7)
        ended = await serve_to_the_end(own, **mine)
    assert ended == Ran(2, "", "juzheng: Telegram refuses the token in JUZHENG_TELEGRAM__TOKEN\n")


async def a_second_instance_is_told_plainly_and_ends(own: Program) -> None:
    """After a few tries."""
    async with FakeBotApi(TOKEN) as api:
        conflict = refusal(BotApiError(409, "Conflict: terminated by other getUpdates request"))
        api.draw_faults(lambda method: Fault(conflict) if method == "getUpdates" else None)
        ended = await serve_to_the_end(own, **settings(api, USERS=7) | {"LOG_LEVEL": "error"})
    assert (ended.status, len(ended.err.splitlines())) == (2, 1)
    assert ended.err.startswith("juzheng: another process receives messages with this bot's token")


async def a_token_that_is_revoked_meanwhile_is_one_clear_line(own: Program) -> None:
    """The process ends by itself."""
    async with FakeBotApi(TOKEN) as api:
        api.draw_faults(_revoked)
        ended = await serve_to_the_end(own, **settings(api, USERS=7))
    assert (ended.status, ended.err) == (
        2,
        "juzheng: Telegram refuses the token in JUZHENG_TELEGRAM__TOKEN\n",
    )
    assert ended.out.endswith("is listening.\n")


def _revoked(method: str) -> Fault | None:
    return Fault(refusal(BotApiError(401, "Unauthorized"))) if method == "getUpdates" else None


# --- administration ------------------------------------------------------------------------------


async def an_administrator_adds_a_document_and_lets_somebody_ask(own: Program) -> None:
    """From their own chat, whose menu has what they may do; a bound folder stays with them; no id is kept of who asks."""
    corpus = own.folder / "corpus"
    (corpus / "staff").mkdir(parents=True)
    (corpus / "harbour.md").write_text(f"# The harbour\n\n{QUOTE} The ferry waited outside.\n")
    (corpus / "staff" / "pay.md").write_text("# Pay\n\nThe captain earns 90 crowns a month.\n")
    bound = {"CORPUS": corpus, "TELEGRAM__FOLDERS": '{"staff": [70001]}'}
    async with FakeBotApi(TOKEN) as api:
        boss, eve = api.user(70001, "Boss", "en"), api.user(70002, "Eve", "en")
        await api.say(boss, "/start")
        async with serving(own, **settings(api, ADMINS=70001) | bound):
            await api.wait_until(lambda: len(api.called("setMyShortDescription")) == 3)
            menu = api.profile.commands['{"chat_id": 70001, "type": "chat"}', "zh"]
            assert {entry["command"] for entry in menu} == {command.name for command in COMMANDS}
            number = await api.upload(
                boss, "lighthouse.md", b"# The lighthouse\n\nThe keeper Ann Wick rang the bell.\n"
            )
            told = await reply(api, boss, number)
            assert told.text.startswith("Saved, and read.\nlighthouse.md: 1 document,")
            assert "not on this bot's list" in (await ask(api, eve, "who rang the bell?")).text
            await ask(api, boss, "/allow 70002")
            assert "Ann Wick" in (await ask(api, eve, "who rang the bell?")).text
            assert "90 crowns" in (await ask(api, boss, "what does the captain earn?")).text
            assert "90 crowns" not in (await ask(api, eve, "what does the captain earn?")).text
            assert "Documents: 3 in 3 files" in (await ask(api, boss, "/status")).text
            assert "/allow 70002" in (await ask(api, boss, "/audit")).text
        assert api.violations == []
    assert (corpus / "lighthouse.md").exists()


# --- all of these --------------------------------------------------------------------------------

SCENES: Final = (
    a_button_works_after_a_restart,
    a_new_file_answers_without_a_restart,
    a_bell_rings_when_a_document_answers,
    with_nobody_listed_a_code_makes_the_first_administrator,
    a_token_that_telegram_refuses_is_one_clear_line,
    a_second_instance_is_told_plainly_and_ends,
    a_token_that_is_revoked_meanwhile_is_one_clear_line,
    an_administrator_adds_a_document_and_lets_somebody_ask,
)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def scenes(
    juzheng: Program, state: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, Awaitable[None]]]:
    """All of them under way, each in a folder of its own with a state folder in which nothing but the dictionary is."""
    plays: dict[str, Callable[[], Awaitable[None]]] = {}
    for scene in SCENES:
        folder = tmp_path_factory.mktemp("own")
        own = {**juzheng.settings, "DATA": with_dictionary(folder / "state", state)}
        plays[scene.__name__] = partial(scene, Program(folder, own))
    async with side_by_side(plays) as begun:
        yield begun


@pytest.mark.parametrize("scene", [scene.__name__ for scene in SCENES])
async def test_a_bot_of_its_own(scenes: Mapping[str, Awaitable[None]], scene: str) -> None:
    """As the name of the scene claims."""
    await scenes[scene]
