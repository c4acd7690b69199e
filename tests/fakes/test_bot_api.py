"""Claims about the fake Telegram: it takes, refuses, queues and loses what the real one does.

It is driven from outside, with plain HTTP and with python-telegram-bot; what becomes of text
is told in `test_telegram_html`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.fakes import FakeBotApi, Person
from tests.fakes.telegram_faults import BAD_GATEWAY, Fault
from tests.fakes.telegram_spec import SPEC_PATH

TOKEN = "123456:TEST"
SUPERGROUP = -1_001_234_567_890


@dataclass(slots=True)
class Clock:
    """A clock that goes only when it is told to."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@dataclass(slots=True)
class Caller:
    """Calls methods over plain HTTP and returns the whole answer."""

    http: httpx.AsyncClient
    token: str = TOKEN

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """Call one method with a JSON body."""
        answer = await self.http.post(f"/bot{self.token}/{method}", json=params)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def refusal(self, method: str, **params: Any) -> str:
        """Call one method that is to be refused, and return the description."""
        body = await self(method, **params)
        assert not body["ok"]
        return str(body["description"])


@pytest.fixture
def clock() -> Clock:
    """Provide a clock in the hands of the test."""
    return Clock()


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """Provide a Telegram of the default kind."""
    async with FakeBotApi(TOKEN) as server:
        yield server


@pytest.fixture
async def call(api: FakeBotApi) -> AsyncIterator[Caller]:
    """Provide plain HTTP to it."""
    async with httpx.AsyncClient(base_url=api.url) as http:
        yield Caller(http)


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    """Provide python-telegram-bot's client to it."""
    async with Bot(TOKEN, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot") as client:
        yield client


@pytest.fixture
def ada(api: FakeBotApi) -> Person:
    """Provide a person who has opened the private chat."""
    person = api.user(7, "Ada")
    api.private(person)
    return person


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Write an inline keyboard."""
    return {"inline_keyboard": list(rows)}


# --- the door ----------------------------------------------------------------------------------


async def test_a_wrong_token_is_unauthorized(call: Caller) -> None:
    """Any token but the bot's own answers 401."""
    call.token = "123456:OTHER"
    body = await call("getMe")
    assert body == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(call: Caller) -> None:
    """A method that does not exist answers 404, and so does any other path."""
    body = await call("sendTelepathy")
    assert body == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert (await call.http.get("/elsewhere")).status_code == 404


async def test_method_names_ignore_case(call: Caller, api: FakeBotApi) -> None:
    """A method is found in any spelling and recorded in the documented one."""
    assert (await call("GETME"))["result"]["username"] == "juzheng_test_bot"
    assert [name for name, _ in api.calls] == ["getMe"]


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_arrive_in_all_four_ways(
    way: str, call: Caller, api: FakeBotApi, ada: Person
) -> None:
    """A GET with a query, a form, a JSON body and a multipart form say the same."""
    url = f"/bot{TOKEN}/sendMessage"
    as_text = {"chat_id": "7", "text": "123", "link_preview_options": '{"is_disabled": true}'}
    if way == "query":
        answer = await call.http.get(url, params=as_text)
    elif way == "form":
        answer = await call.http.post(url, data=as_text)
    elif way == "multipart":
        parts = {name: (None, value) for name, value in as_text.items()}
        answer = await call.http.post(url, files=parts)
    else:
        values = {"chat_id": 7, "text": "123", "link_preview_options": {"is_disabled": True}}
        answer = await call.http.post(url, json=values)
    assert answer.json()["result"]["text"] == "123"
    expected = {"chat_id": ada.id, "text": "123", "link_preview_options": {"is_disabled": True}}
    assert api.calls == [("sendMessage", expected)]
    assert not api.sent[0].preview


async def test_broken_json_is_a_bad_request(call: Caller) -> None:
    """A body that is not JSON is refused and breaks nothing."""
    headers = {"Content-Type": "application/json"}
    answer = await call.http.post(f"/bot{TOKEN}/getMe", content=b"{", headers=headers)
    assert answer.status_code == 400


async def test_the_bot_knows_itself(bot: Bot) -> None:
    """The library reads the bot's id from the token and its name from the server."""
    assert (bot.id, bot.username) == (123456, "juzheng_test_bot")
    assert bot.can_read_all_group_messages is False


@pytest.mark.skipif(not SPEC_PATH.is_file(), reason="the documented methods are not at hand")
async def test_undocumented_parameters_are_recorded(call: Caller, api: FakeBotApi, ada: Person) -> None:
    """Telegram ignores them, so the call succeeds and the violation is kept for the test."""
    params = {"chat_id": ada.id, "text": "a", "txet": "b"}
    markup = keyboard([{"text": "a", "callback_data": "b", "colour": "red"}])
    assert (await call("sendMessage", **params, reply_markup=markup))["ok"]
    assert api.violations == [
        "sendMessage: unknown parameter 'txet'",
        "sendMessage.reply_markup.inline_keyboard[0][0]: unknown parameter 'colour'",
    ]


async def test_required_parameters_are_required(call: Caller, ada: Person) -> None:
    """A call without its chat or its text is refused in Telegram's words."""
    assert await call.refusal("sendMessage", text="a") == "Bad Request: chat_id is empty"
    reason = await call.refusal("sendMessage", chat_id=ada.id)
    assert reason == "Bad Request: message text is empty"


async def test_without_the_documentation_nothing_is_a_violation(tmp_path: Path) -> None:
    """Where the file is absent the check is skipped and everything else works."""
    async with (
        FakeBotApi(TOKEN, spec=tmp_path / "absent.json") as api,
        httpx.AsyncClient(base_url=api.url) as http,
    ):
        assert (await Caller(http)("getMe", txet="b"))["ok"]
        assert api.violations == []


async def test_the_librarys_own_calls_are_no_violations(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """Everything python-telegram-bot sends for the usual methods is documented."""
    markup = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("more", callback_data="m")],
            [InlineKeyboardButton("page", url="https://example.com/a")],
            [InlineKeyboardButton("copy", copy_text=CopyTextButton("words"))],
        ],
    )
    asked = await api.say(ada, "举证 责任")
    sent = await bot.send_message(
        ada.id,
        "<b>a</b>",
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(asked, quote="责任", allow_sending_without_reply=True),
        reply_markup=markup,
    )
    await bot.edit_message_text("b", ada.id, sent.message_id, reply_markup=markup)
    await bot.edit_message_reply_markup(ada.id, sent.message_id)
    await bot.send_chat_action(ada.id, "typing")
    await bot.set_message_reaction(ada.id, asked, "👀")
    await bot.set_my_commands([("ask", "ask")], language_code="zh")
    await bot.delete_my_commands()
    await bot.set_my_description("d")
    await bot.set_my_short_description("s", language_code="en")
    await bot.get_updates(timeout=0, allowed_updates=Update.ALL_TYPES)
    await bot.delete_webhook()
    await bot.get_webhook_info()
    await bot.get_chat(ada.id)
    await bot.get_chat_member(ada.id, ada.id)
    await bot.delete_message(ada.id, sent.message_id)
    assert await bot.log_out()
    assert await bot.close()
    assert api.violations == []
    assert api.reactions == {(ada.id, asked): "👀"}


# --- messages ----------------------------------------------------------------------------------


async def test_a_sent_message_shows_what_a_person_sees(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """Bold words, quotes, links, buttons and the answered message are there to be asked for."""
    asked = await api.say(ada, "举证责任是什么")
    markup = InlineKeyboardMarkup.from_row(
        [InlineKeyboardButton("more", callback_data="m:1"), InlineKeyboardButton("x", url="a.org")]
    )
    returned = await bot.send_message(
        ada.id,
        '😀 <a href="https://example.com/a">law</a>\n<blockquote>the <b>burden</b></blockquote>',
        parse_mode="HTML",
        reply_to_message_id=asked,
        reply_markup=markup,
    )
    (message,) = api.sent
    assert (message.chat_id, message.reply_to, message.edits) == (ada.id, asked, 0)
    assert message.text == returned.text == "😀 law\nthe burden"
    assert message.bold == ["burden"]
    assert message.quotes == ["the burden"]
    assert message.links == [("law", "https://example.com/a")]
    assert message.labels == ["more", "x"]
    assert message.button("m:1").text == "more"
    assert returned.reply_to_message
    assert returned.reply_to_message.text == "举证责任是什么"
    assert returned.parse_entities(["bold"]) == {returned.entities[2]: "burden"}


async def test_bold_that_a_link_cuts_counts_once(call: Caller, api: FakeBotApi, ada: Person) -> None:
    """Telegram splits the entity at the link, a reader sees one stretch."""
    text = '<b>a <a href="https://example.com/">b</a> c</b>'
    await call("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    assert len(api.sent[0].entities) == 4
    assert api.sent[0].bold == ["a b c"]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": " "}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        (
            {"text": "twelve bytes<foo>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "foo" at byte offset 12',
        ),
        ({"text": "a", "parse_mode": "XML"}, "unsupported parse_mode"),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 5, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 5",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 5}, "message thread not found"),
        ({"text": "a", "chat_id": 99}, "chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "chat not found"),
    ],
)
async def test_messages_are_refused_as_telegram_refuses_them(
    params: dict[str, Any], reason: str, call: Caller, api: FakeBotApi, ada: Person
) -> None:
    """Each refusal is a 400 in Telegram's own words, and nothing is sent."""
    refused = await call.refusal("sendMessage", **({"chat_id": ada.id} | params))
    assert refused == f"Bad Request: {reason}"
    assert api.sent == []


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a", "callback_data": "字" * 22}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "a"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": "a", "url": "http://localhost:8000/a"},
            "inline keyboard button URL 'http://localhost:8000/a' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "url": "ftp://example.com"},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        ({"text": "a", "url": "http://127.0.0.1/a"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "url": "http://wiki.internal/a"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_buttons_are_refused_as_telegram_refuses_them(
    button: dict[str, Any], reason: str, call: Caller, ada: Person
) -> None:
    """Callback data is measured in bytes, and an address has to be public."""
    refused = await call.refusal("sendMessage", chat_id=ada.id, text="a", reply_markup=keyboard([button]))
    assert refused == f"Bad Request: {reason}"


async def test_a_keyboard_has_its_limits(call: Caller, ada: Person) -> None:
    """Eight buttons in a row and a hundred in all pass, one more does not."""
    one = {"text": "a", "callback_data": "x" * 64}
    eight, nine = [one] * 8, [one] * 9
    full = [[one] * 5 for _ in range(20)]
    for rows in ([eight], full):
        assert (await call("sendMessage", chat_id=7, text="a", reply_markup=keyboard(*rows)))["ok"]
    for rows in ([nine], [*full, [one]]):
        refused = await call.refusal("sendMessage", chat_id=ada.id, text="a", reply_markup=keyboard(*rows))
        assert refused == "Bad Request: reply markup is too long"


async def test_an_edit_replaces_the_message_and_keeps_its_history(
    api: FakeBotApi, bot: Bot, ada: Person
) -> None:
    """`sent` shows the message as it stands, `states` all it ever was, and buttons are lost."""
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("a", callback_data="a"))
    message = await bot.send_message(ada.id, "wait", reply_markup=markup)
    edited = await bot.edit_message_text("done", ada.id, message.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date
    assert [(m.text, m.labels, m.edits) for m in api.sent] == [("done", [], 1)]
    assert [state.text for state in api.states] == ["wait", "done"]


async def test_an_edit_that_changes_nothing_is_refused(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """The same text with the same buttons is "not modified", other buttons are a change."""
    message = await bot.send_message(ada.id, "<b>a</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
        await bot.edit_message_text("<strong>a </strong>", 7, message.message_id, parse_mode="HTML")
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("a", callback_data="a"))
    await bot.edit_message_reply_markup(7, message.message_id, reply_markup=markup)
    assert (api.sent[0].labels, api.sent[0].text) == (["a"], "a")


async def test_only_the_bots_own_messages_can_be_edited(call: Caller, api: FakeBotApi, ada: Person) -> None:
    """A missing message and somebody else's are refused with different words."""
    theirs = await api.say(ada, "a")
    params = {"chat_id": ada.id, "text": "b"}
    missing = await call.refusal("editMessageText", **params, message_id=99)
    assert missing == "Bad Request: message to edit not found"
    foreign = await call.refusal("editMessageText", **params, message_id=theirs)
    assert foreign == "Bad Request: message can't be edited"


async def test_a_deleted_message_stays_on_record(call: Caller, api: FakeBotApi, ada: Person) -> None:
    """It cannot be edited or answered any more, and the test still sees that it was there."""
    number = (await call("sendMessage", chat_id=ada.id, text="a"))["result"]["message_id"]
    target = {"chat_id": ada.id, "message_id": number}
    assert (await call("deleteMessage", **target))["result"] is True
    assert api.sent[0].deleted
    again = await call.refusal("deleteMessage", **target)
    assert again == "Bad Request: message to delete not found"


async def test_a_reply_to_nothing_may_be_sent_without(call: Caller, api: FakeBotApi, ada: Person) -> None:
    """With `allow_sending_without_reply` the message goes out and answers nothing."""
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert (await call("sendMessage", chat_id=ada.id, text="a", reply_parameters=reply))["ok"]
    assert api.sent[0].reply_to is None


async def test_a_quote_has_to_stand_in_the_message(call: Caller, api: FakeBotApi, ada: Person) -> None:
    """Exact words pass and come back with their place, any others are refused."""
    asked = await api.say(ada, "😀 谁 举证")
    params = {"chat_id": ada.id, "text": "a"}
    exact = {"message_id": asked, "quote": "举证"}
    quote = (await call("sendMessage", **params, reply_parameters=exact))["result"]["quote"]
    assert (quote["text"], quote["position"]) == ("举证", 5)
    wrong = {"message_id": asked, "quote": "举 证"}
    refused = await call.refusal("sendMessage", **params, reply_parameters=wrong)
    assert refused == "Bad Request: QUOTE_TEXT_INVALID"


async def test_reactions_are_one_and_from_the_list(call: Caller, api: FakeBotApi) -> None:
    """An emoji off the list, two at once, or a missing message is refused; none takes it back."""
    asked = await api.say(api.user(7), "a")
    target = {"chat_id": 7, "message_id": asked}
    eyes, cake = {"type": "emoji", "emoji": "👀"}, {"type": "emoji", "emoji": "🍰"}
    assert (await call("setMessageReaction", **target, reaction=[eyes]))["ok"]
    assert api.reactions == {(7, asked): "👀"}
    for reaction, reason in (([cake], "REACTION_INVALID"), ([eyes, eyes], "REACTIONS_TOO_MANY")):
        refused = await call.refusal("setMessageReaction", **target, reaction=reaction)
        assert refused == f"Bad Request: {reason}"
    await call("setMessageReaction", **target)
    assert api.reactions == {}


async def test_a_chat_action_has_to_exist(call: Caller, ada: Person) -> None:
    """Typing is known to Telegram, thinking is not."""
    assert (await call("sendChatAction", chat_id=ada.id, action="typing"))["ok"]
    refused = await call.refusal("sendChatAction", chat_id=ada.id, action="thinking")
    assert refused == "Bad Request: wrong parameter action in request"


async def test_menus_and_descriptions_are_kept_within_their_limits(call: Caller, api: FakeBotApi) -> None:
    """Commands live by scope and language; names, counts and lengths are checked."""
    menu = [{"command": "ask", "description": "ask"}]
    await call("setMyCommands", commands=menu, language_code="zh")
    assert (await call("getMyCommands", language_code="zh"))["result"] == menu
    assert (await call("getMyCommands"))["result"] == []
    await call("deleteMyCommands", language_code="zh")
    assert api.profile.commands == {}
    refusals = {
        "BOT_COMMAND_INVALID": [{"command": "Ask", "description": "a"}],
        "BOT_COMMAND_DESCRIPTION_INVALID": [{"command": "ask", "description": "a" * 257}],
        "BOT_COMMANDS_TOO_MUCH": menu * 101,
    }
    for reason, commands in refusals.items():
        refused = await call.refusal("setMyCommands", commands=commands)
        assert refused == f"Bad Request: {reason}"
    assert not (await call("setMyDescription", description="a" * 513))["ok"]
    assert not (await call("setMyShortDescription", short_description="a" * 121))["ok"]


# --- updates -----------------------------------------------------------------------------------


async def test_a_message_arrives_with_its_entities(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """Commands and mentions are marked in UTF-16 units, as clients mark them."""
    number = await api.say(ada, "😀 /ask@juzheng_test_bot @someone 谁")
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.message_id == number
    assert update.message.from_user
    assert update.message.from_user.language_code == "zh-hans"
    assert [entity.offset for entity in update.message.entities] == [3, 25]
    assert update.message.parse_entities() == {
        update.message.entities[0]: "/ask@juzheng_test_bot",
        update.message.entities[1]: "@someone",
    }


async def test_an_update_is_redelivered_until_a_higher_offset_confirms_it(
    api: FakeBotApi, call: Caller, ada: Person
) -> None:
    """Asking again brings the same updates; asking from the next id on forgets them."""
    for text in "abc":
        await api.say(ada, text)
    first = (await call("getUpdates"))["result"]
    assert (await call("getUpdates", limit=2))["result"] == first[:2]
    rest = await call("getUpdates", offset=first[1]["update_id"])
    assert rest["result"] == first[1:]
    await call("getUpdates", offset=first[2]["update_id"] + 1)
    assert api.pending == []


async def test_a_negative_offset_keeps_only_the_last(api: FakeBotApi, call: Caller) -> None:
    """Everything before the last updates is forgotten."""
    ada = api.user(7)
    for text in "abc":
        await api.say(ada, text)
    (last,) = (await call("getUpdates", offset=-1))["result"]
    assert last["message"]["text"] == "c"
    assert len(api.pending) == 1


async def test_a_long_poll_answers_when_something_happens(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """A poll waits, and the message ends the wait."""
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await api.wait_until(lambda: api.called("getUpdates"))
    assert not poll.done()
    await api.say(ada, "a")
    (update,) = (await poll)["result"]
    assert update["message"]["text"] == "a"


async def test_a_second_poller_ends_the_first(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """The older request answers 409, the newer one gets the updates."""
    older = asyncio.create_task(call("getUpdates", timeout=50))
    await api.wait_until(lambda: len(api.called("getUpdates")) == 1)
    newer = asyncio.create_task(call("getUpdates", timeout=50))
    assert (await older) == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    await api.say(ada, "a")
    assert len((await newer)["result"]) == 1


async def test_a_poller_that_went_away_loses_nothing(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """A poll whose connection broke does not take updates with it."""
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await api.wait_until(lambda: api.called("getUpdates"))
    poll.cancel()
    await asyncio.wait([poll])
    await api.say(ada, "a")
    assert len((await call("getUpdates", timeout=50))["result"]) == 1


async def test_only_allowed_updates_are_queued(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """What the bot did not ask for is not kept for it, and its choice is remembered."""
    number = await api.say(ada, "a")
    await call("getUpdates", allowed_updates=["callback_query"], offset=-1)
    await api.say(ada, "b")
    await api.edit(ada, number, "c")
    assert [update["message"]["text"] for update in api.pending] == ["a"]


async def test_polling_and_a_webhook_exclude_each_other(api: FakeBotApi, bot: Bot) -> None:
    """A set webhook ends the poll and refuses the next one until it is deleted."""
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await api.wait_until(lambda: api.called("getUpdates"))
    await bot.set_webhook("https://bot.example.com:8443/x", secret_token="a-b_c")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://bot.example.com:8443/x"
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://a.example.com"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://a.example.com:8000"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://a.example.com", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_are_refused_as_telegram_refuses_them(
    params: dict[str, Any], reason: str, call: Caller
) -> None:
    """Only https, only four ports, only plain secrets."""
    assert await call.refusal("setWebhook", **params) == f"Bad Request: {reason}"


async def test_an_edited_message_arrives_as_such(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """The update carries the new text under the old id, with the date of the edit."""
    number = await api.say(ada, "befor")
    await api.edit(ada, number, "before")
    _, update = await bot.get_updates()
    assert update.edited_message
    assert (update.edited_message.message_id, update.edited_message.text) == (number, "before")
    assert update.edited_message.edit_date


async def test_a_raw_update_is_queued_as_it_is(api: FakeBotApi, call: Caller) -> None:
    """A test may send what no person can, with its own number or the next one."""
    await api.raw_update({"update_id": 800_000_000, "poll": {}})
    await api.raw_update({"unheard_of": {}})
    first, second = (await call("getUpdates"))["result"]
    assert first == {"update_id": 800_000_000, "poll": {}}
    assert second == {"update_id": 800_000_001, "unheard_of": {}}


# --- buttons -----------------------------------------------------------------------------------


async def press_one(api: FakeBotApi, call: Caller, person: Person) -> str:
    """Send a button to a person and let them press it."""
    markup = keyboard([{"text": "more", "callback_data": "m:1"}])
    await call("sendMessage", chat_id=person.id, text="a", reply_markup=markup)
    return await api.press(person, api.sent[-1], "more")


async def test_a_pressed_button_is_a_callback_query(
    api: FakeBotApi, call: Caller, bot: Bot, ada: Person
) -> None:
    """The bot gets the data and the message, and its answer is on record."""
    query = await press_one(api, call, ada)
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert (update.callback_query.id, update.callback_query.data) == (query, "m:1")
    assert isinstance(update.callback_query.message, Message)
    assert update.callback_query.message.text == "a"
    await update.callback_query.answer("here")
    assert [(answer.query_id, answer.text) for answer in api.answers] == [(query, "here")]


async def test_a_query_can_be_too_old(clock: Clock) -> None:
    """An unknown query and one that waited too long are refused alike."""
    async with (
        FakeBotApi(TOKEN, clock=clock) as api,
        httpx.AsyncClient(base_url=api.url) as http,
    ):
        call, ada = Caller(http), api.user(7)
        api.private(ada)
        query = await press_one(api, call, ada)
        clock.now += 16
        for number in (query, "1"):
            refused = await call.refusal("answerCallbackQuery", callback_query_id=number)
            assert refused == (
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )


async def test_only_buttons_that_are_there_can_be_pressed(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """A person presses what the message shows now, not what it showed once."""
    await press_one(api, call, ada)
    before = api.sent[0]
    await call("editMessageText", chat_id=ada.id, message_id=before.message_id, text="b")
    with pytest.raises(AssertionError, match="no button 'more'"):
        await api.press(ada, before, "more")


# --- groups ------------------------------------------------------------------------------------


async def test_privacy_mode_keeps_from_the_bot_what_is_said_past_it(api: FakeBotApi, call: Caller) -> None:
    """In a group the bot hears commands, mentions of itself and replies to its messages."""
    ada = api.user(7)
    group = api.group(SUPERGROUP, "Law", [ada])
    sent = await call("sendMessage", chat_id=group.id, text="hello")
    number = sent["result"]["message_id"]
    await api.say(ada, "to nobody", group)
    await api.say(ada, "/ask a", group)
    await api.say(ada, "/ask@juzheng_test_bot b", group)
    await api.say(ada, "/ask@other_bot c", group)
    await api.say(ada, "@Juzheng_Test_Bot d", group)
    await api.say(ada, "@other_bot e", group)
    answer = await api.say(ada, "f", group, reply_to=number)
    await api.say(ada, "to Ada", group, reply_to=answer)
    heard = [update["message"]["text"] for update in api.pending]
    assert heard == ["/ask a", "/ask@juzheng_test_bot b", "@Juzheng_Test_Bot d", "f"]


async def test_without_privacy_mode_the_bot_hears_everything() -> None:
    """The flag is shown by getMe and opens the group."""
    async with FakeBotApi(TOKEN, privacy_mode=False) as api:
        ada = api.user(7)
        await api.say(ada, "to nobody", api.group(SUPERGROUP, "Law"))
        assert len(api.pending) == 1
        async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
            assert bot.can_read_all_group_messages


async def test_a_topic_is_answered_in_the_topic(api: FakeBotApi, bot: Bot) -> None:
    """A message in a topic carries its thread, and an answer goes there or is refused."""
    ada = api.user(7)
    forum = api.group(SUPERGROUP, "Law", [ada], topics=[5])
    await api.say(ada, "/ask", forum, thread=5)
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.is_topic_message
    assert update.message.message_thread_id == 5
    await update.message.reply_text("in the topic")
    assert api.sent[0].thread == 5
    with pytest.raises(BadRequest, match="essage thread not found"):
        await bot.send_message(forum.id, "a", message_thread_id=6)
    api.close_topic(forum, 5)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(forum.id, "a", message_thread_id=5)
    api.delete_topic(forum, 5)
    with pytest.raises(BadRequest, match="essage thread not found"):
        await bot.send_message(forum.id, "a", message_thread_id=5)


async def test_first_words_in_a_topic_claim_to_answer_its_opening(api: FakeBotApi, call: Caller) -> None:
    """Such a message has a `reply_to_message`, though nobody replied to anything."""
    ada = api.user(7)
    await api.say(ada, "/ask", api.group(SUPERGROUP, "Law", topics=[5]), thread=5)
    (update,) = (await call("getUpdates"))["result"]
    assert "forum_topic_created" in update["message"]["reply_to_message"]


async def test_a_reply_in_a_plain_supergroup_has_a_thread_but_no_topic(api: FakeBotApi, call: Caller) -> None:
    """The thread id is there to mislead: nothing can be sent to it."""
    ada, group = api.user(7), api.group(SUPERGROUP, "Law")
    root = await api.say(ada, "/ask", group)
    await api.say(ada, "/ask", group, reply_to=root)
    message = (await call("getUpdates"))["result"][1]["message"]
    assert message["message_thread_id"] == root
    assert "is_topic_message" not in message
    refused = await call.refusal("sendMessage", chat_id=group.id, text="a", message_thread_id=root)
    assert refused == "Bad Request: message thread not found"


async def test_supergroups_number_their_messages_alone(api: FakeBotApi) -> None:
    """The same message id may stand for two messages in two chats."""
    ada, group = api.user(7), api.group(SUPERGROUP, "Law")
    assert await api.say(ada, "a") == await api.say(ada, "b", group) == 1


async def test_an_upgraded_group_names_its_new_id(api: FakeBotApi, bot: Bot) -> None:
    """The old id is refused, and the refusal says where the group is now."""
    old = api.group(-55, "Law", [api.user(7)])
    new = api.upgrade(old, SUPERGROUP)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old.id, "a")
    assert caught.value.new_chat_id == new.id
    await bot.send_message(new.id, "a")
    assert [m.migrate_to_chat_id for m in messages(await bot.get_updates())] == [new.id, None]


def messages(updates: tuple[Update, ...]) -> Iterator[Message]:
    """Take the messages out of updates."""
    return (update.message for update in updates if update.message)


async def test_membership_is_known(api: FakeBotApi, bot: Bot) -> None:
    """A member is a member, and somebody else has left."""
    ada, eve = api.user(7), api.user(8, "Eve")
    group = api.group(SUPERGROUP, "Law", [ada])
    assert (await bot.get_chat_member(group.id, ada.id)).status == "member"
    assert (await bot.get_chat_member(group.id, eve.id)).status == "left"
    assert (await bot.get_chat(group.id)).title == "Law"


# --- faults ------------------------------------------------------------------------------------


async def test_a_blocked_bot_may_not_write(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """Blocking is told in `my_chat_member`, refuses with 403, and can be taken back."""
    api.block(ada)
    (update,) = await bot.get_updates()
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "a")
    api.unblock(ada)
    await bot.send_message(ada.id, "a")


async def test_a_kicked_bot_hears_and_says_nothing(api: FakeBotApi, bot: Bot) -> None:
    """Removal from a group is told once, then the group is silent and closed."""
    ada = api.user(7)
    group = api.group(SUPERGROUP, "Law", [ada])
    api.kick(ada, group)
    await api.say(ada, "/ask", group)
    assert [list(update)[1] for update in api.pending] == ["my_chat_member"]
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "a")


async def test_a_bot_cannot_write_first(api: FakeBotApi, bot: Bot) -> None:
    """Before a person opened the private chat there is nobody to write to."""
    eve = api.user(8, "Eve")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(eve.id, "a")
    await api.say(eve, "/start")
    await bot.send_message(eve.id, "a")


async def test_planned_faults_come_in_order_and_once(
    api: FakeBotApi, bot: Bot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each plan spoils one call of its method, and only of that method."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library's old unit warns when it is read
    api.fail_next("sendMessage", 502, "Bad Gateway")
    api.fail_next("sendmessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    assert await bot.send_chat_action(ada.id, "typing")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ada.id, "a")
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ada.id, "a")
    assert caught.value.retry_after == timedelta(seconds=7)
    await bot.send_message(ada.id, "a")
    assert len(api.sent) == 1


async def test_a_dropped_connection_loses_the_call_or_only_its_answer(
    api: FakeBotApi, bot: Bot, ada: Person
) -> None:
    """Dropped before, nothing was sent; dropped after, it was sent and nobody was told."""
    api.drop_next("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "a")
    assert api.sent == []
    api.drop_next("sendMessage", after=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "b")
    assert [message.text for message in api.sent] == ["b"]


async def test_a_web_page_in_place_of_an_answer_is_an_error(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """A 200 that is not JSON reaches the bot as a plain `TelegramError`."""
    api.html_next("sendMessage")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(ada.id, "a")


async def test_a_fault_needs_an_existing_method(api: FakeBotApi) -> None:
    """A misspelt method is an error of the test, not a fault that never comes."""
    with pytest.raises(Exception, match="Not Found"):
        api.fail_next("sendMesage", 502, "Bad Gateway")


async def send_until_refused(call: Caller, chat_id: int) -> tuple[int, dict[str, Any]]:
    """Count the messages that pass, and return the refusal that ends them."""
    passed = 0
    while (answer := await call("sendMessage", chat_id=chat_id, text=f"{passed}"))["ok"]:
        passed += 1
    return passed, answer


async def test_floods_are_refused_with_the_time_to_wait(clock: Clock) -> None:
    """A short burst in private, twenty a minute in a group; after `retry_after` it goes on."""
    async with (
        FakeBotApi(TOKEN, flood=True, clock=clock) as api,
        httpx.AsyncClient(base_url=api.url) as http,
    ):
        call = Caller(http)
        api.private(api.user(7))
        api.group(SUPERGROUP, "Law")
        for chat_id, burst, wait in ((7, 3, 3), (SUPERGROUP, 20, 60)):
            passed, refused = await send_until_refused(call, chat_id)
            assert passed == burst
            assert refused["description"] == f"Too Many Requests: retry after {wait}"
            assert refused["parameters"] == {"retry_after": wait}
            clock.now += wait
            assert (await send_until_refused(call, chat_id))[0] == burst


async def test_no_flood_limits_unless_asked_for(call: Caller, ada: Person) -> None:
    """By default a test may send as fast as it likes."""
    for number in range(40):
        assert (await call("sendMessage", chat_id=ada.id, text=f"{number}"))["ok"]


# --- files -------------------------------------------------------------------------------------


async def test_a_sent_file_can_be_fetched(api: FakeBotApi, bot: Bot, ada: Person) -> None:
    """A document arrives with an id, and its bytes are behind the file address."""
    await api.upload(ada, "law.txt", "举证".encode())
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.document
    assert update.message.document.file_name == "law.txt"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == "举证".encode()


async def test_a_file_can_be_too_big_or_unknown(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """Twenty megabytes come down and not one byte more."""
    await api.upload(ada, "big.txt", bytes(20 * 2**20 + 1))
    file_id = (await call("getUpdates"))["result"][0]["message"]["document"]["file_id"]
    assert await call.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"
    assert not (await call("getFile", file_id="other"))["ok"]
    assert (await call.http.get(f"/file/bot{TOKEN}/documents/x")).status_code == 404
    assert (await call.http.get("/file/bot1:X/documents/file_1")).status_code == 401


# --- waiting, and a whole bot ------------------------------------------------------------------


async def test_waiting_in_vain_tells_what_was_received(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """The failure lists calls, messages and what the bot has not fetched."""
    await api.say(ada, "a")
    await call("sendMessage", chat_id=ada.id, text="hello")
    with pytest.raises(AssertionError) as caught:
        await api.wait_for_messages(2, timeout=0.01)
    for part in ("gave up after 0.01 s", "sendMessage x1", "'hello'", "not confirmed: 1"):
        assert part in str(caught.value)


def echo_bot(api: FakeBotApi) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build a bot that answers with a placeholder first and then repeats what it was told."""

    async def repeat(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            placeholder = await update.message.reply_text("…")
            await placeholder.edit_text(update.message.text or "")

    builder = Application.builder().token(TOKEN)
    application = builder.base_url(f"{api.url}/bot").base_file_url(f"{api.url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, repeat))
    return application


async def run_until_repeated(api: FakeBotApi, text: str) -> None:
    """Run a bot until it has repeated this text, then stop it."""
    async with echo_bot(api) as application:
        assert application.updater
        await application.updater.start_polling()
        await application.start()
        await api.wait_until(lambda: text in [message.text for message in api.sent])
        await application.updater.stop()
        await application.stop()


async def test_a_conversation_outlives_the_bot(api: FakeBotApi) -> None:
    """Words said while no bot runs are answered by the next one, and none are answered twice."""
    ada = api.user(7)
    await api.say(ada, "first")
    await run_until_repeated(api, "first")
    await api.say(ada, "second")
    await run_until_repeated(api, "second")
    assert [(message.text, message.edits) for message in api.sent] == [("first", 1), ("second", 1)]
    assert (api.pending, api.violations) == ([], [])


# --- files, inquiries, and what goes wrong on demand ---------------------------------------------


async def test_a_document_is_sent_with_its_bytes_and_a_caption(
    api: FakeBotApi, bot: Bot, ada: Person
) -> None:
    """The caption can be edited, the text cannot: there is none."""
    sent = await bot.send_document(
        ada.id, b"words", filename="a.txt", caption="<b>here</b>", parse_mode="HTML"
    )
    assert sent.document
    assert (sent.caption, sent.document.file_name, api.sent[0].document) == (
        "here",
        "a.txt",
        ("a.txt", b"words"),
    )
    await bot.edit_message_caption(ada.id, sent.message_id, caption="there")
    assert (api.sent[0].text, api.sent[0].edits) == ("there", 1)
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_caption(ada.id, sent.message_id, caption="there")
    with pytest.raises(BadRequest, match=r"(?i)there is no text"):
        await bot.edit_message_text("x", ada.id, sent.message_id)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(ada.id, b"words", caption="x" * 1025)
    text = await bot.send_message(ada.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)there is no caption"):
        await bot.edit_message_caption(ada.id, text.message_id, caption="there")
    assert api.violations == []


async def test_an_inquiry_is_answered_within_the_limits(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """Fifty results, each with an id of its own; and not too late."""
    query = await api.inquire(ada, "who?", "5")
    (update,) = api.pending
    assert (update["inline_query"]["query"], update["inline_query"]["offset"]) == ("who?", "5")
    one = {"type": "article", "id": "1", "title": "a", "input_message_content": {"message_text": "b"}}
    for reason, results in (
        ("RESULTS_TOO_MUCH", [one | {"id": str(i)} for i in range(51)]),
        ("RESULT_ID_DUPLICATE", [one, one]),
        ("RESULT_ID_INVALID", [one | {"id": "x" * 65}]),
        ("ARTICLE_TITLE_EMPTY", [one | {"title": ""}]),
    ):
        assert reason in await call.refusal("answerInlineQuery", inline_query_id=query, results=results)
    answer = {"inline_query_id": query, "results": [one], "next_offset": "6"}
    assert "NEXT_OFFSET" in await call.refusal("answerInlineQuery", **(answer | {"next_offset": "x" * 65}))
    button = {"text": "Why?", "start_parameter": "a b"}
    assert "START_PARAM" in await call.refusal("answerInlineQuery", **answer, button=button)
    assert (await call("answerInlineQuery", **answer))["ok"]
    (offer,) = api.offers
    assert (offer.titles, offer.texts[0].text, offer.next_offset) == (("a",), "b", "6")
    assert "too old" in await call.refusal("answerInlineQuery", inline_query_id="0", results=[])


async def test_a_pause_refuses_one_chat_and_tells_of_impatience(clock: Clock) -> None:
    """From the first message on until its time is over; who comes back earlier broke a rule."""
    async with FakeBotApi(TOKEN, clock=clock) as api, httpx.AsyncClient(base_url=api.url) as http:
        call = Caller(http)
        ada, bea = api.user(7), api.user(8)
        for person in (ada, bea):
            api.private(person)
        api.pause(ada, 3)
        clock.now += 100
        assert (await call("sendMessage", chat_id=7, text="a"))["parameters"] == {"retry_after": 3}
        assert (await call("sendMessage", chat_id=8, text="a"))["ok"]
        assert api.violations == []
        clock.now += 1
        assert (await call("sendMessage", chat_id=7, text="a"))["parameters"] == {"retry_after": 2}
        assert len(api.violations) == 1
        clock.now += 2
        assert (await call("sendMessage", chat_id=7, text="a"))["ok"]
        api.pause(None, 1)
        assert not (await call("sendMessage", chat_id=8, text="a"))["ok"]


async def test_confirmed_updates_can_come_again(api: FakeBotApi, call: Caller, ada: Person) -> None:
    """With the numbers that they had."""
    await api.say(ada, "who?")
    (update,) = (await call("getUpdates"))["result"]
    assert (await call("getUpdates", offset=update["update_id"] + 1, timeout=0))["result"] == []
    api.redeliver()
    assert (await call("getUpdates"))["result"] == [update]


@pytest.mark.usefixtures("ada")
async def test_what_is_drawn_goes_wrong_with_any_call(api: FakeBotApi, call: Caller) -> None:
    """Before it takes effect or after; until nothing is drawn any more."""
    faults = iter([Fault(BAD_GATEWAY), Fault(BAD_GATEWAY, after=True), None])
    api.draw_faults(lambda _: next(faults))
    for sent in (0, 1):
        answer = await call.http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": "a"})
        assert (answer.status_code, len(api.sent)) == (502, sent)
    assert (await call("sendMessage", chat_id=7, text="a"))["ok"]


@pytest.mark.usefixtures("ada")
async def test_a_call_may_never_be_answered(api: FakeBotApi, call: Caller) -> None:
    """Whether it took effect or not."""
    for after in (False, True):
        api.hang_next("sendMessage", after=after)
        with pytest.raises(httpx.ReadTimeout):
            await call.http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": "a"}, timeout=0.2)
        assert len(api.sent) == after


async def test_an_administrator_may_be_hidden_by_the_group(api: FakeBotApi) -> None:
    """A bot of Telegram's speaks then, on behalf of the group."""
    group = api.group(SUPERGROUP, "Law")
    await api.say_as_group(group, "/ask who?")
    message = api.pending[0]["message"]
    assert (message["from"]["username"], message["sender_chat"]["id"]) == ("GroupAnonymousBot", SUPERGROUP)
