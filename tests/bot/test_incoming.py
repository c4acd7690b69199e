"""Claims about updates: which messages are for us, and what they ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, ChatMemberUpdated, Message, User

from bot.model import Attachment, Press, Replied, Request
from bot.telegram.incoming import press_of, request_of, wanted
from tests.fakes.telegram_text import find_automatic, in_units, units

US: Final = User(1, "Juzheng", is_bot=True, username="juzheng_test_bot")
ADA: Final = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "zh-hans"}
OURS: Final = {"id": 1, "is_bot": True, "first_name": "Juzheng", "username": "juzheng_test_bot"}
OTHER_BOT: Final = {"id": 2, "is_bot": True, "first_name": "Other", "username": "other_bot"}
ANONYMOUS: Final = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
TELEGRAM: Final = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
CHATS: Final[dict[str, dict[str, Any]]] = {
    "private": {"id": 7, "type": "private", "first_name": "Ada"},
    "group": {"id": -5, "type": "group", "title": "Law"},
    "supergroup": {"id": -1_001_234_567_890, "type": "supergroup", "title": "Law"},
    "channel": {"id": -1_009_999_999_999, "type": "channel", "title": "News"},
}


def message(text: str | None, chat: str = "private", **fields: Any) -> Message:
    """A message as it arrives, its commands and mentions marked as clients mark them."""
    found = [e.as_json() for e in in_units(text or "", find_automatic(text or ""))]
    raw = {"message_id": 9, "date": 1_800_000_000, "chat": CHATS[chat], "from": ADA, "entities": found}
    made = Message.de_json(raw | ({} if text is None else {"text": text}) | fields, None)
    assert made is not None
    return made


def reply_to(sender: dict[str, Any]) -> dict[str, Any]:
    """A message that is answered, as the field of another."""
    return {
        "reply_to_message": {
            "message_id": 8,
            "date": 1_800_000_000,
            "chat": CHATS["group"],
            "from": sender,
            "text": "a",
        }
    }


def named(offset: int, length: int, user: dict[str, Any]) -> dict[str, Any]:
    """A mention of somebody who has no user name."""
    return {"entities": [{"type": "text_mention", "offset": offset, "length": length, "user": user}]}


@pytest.mark.parametrize(
    ("text", "command", "question"),
    [
        ("谁被罚款？", None, "谁被罚款？"),
        ("  who?\n", None, "who?"),
        ("/start", "start", ""),
        ("/start CODE", "start", "CODE"),
        ("/ask who was fined?", "ask", "who was fined?"),
        ("/ask\nwho was fined?", "ask", "who was fined?"),
        ("/ASK who?", "ask", "who?"),
        ("/ask@juzheng_test_bot who?", "ask", "who?"),
        ("/ask@Juzheng_Test_Bot who?", "ask", "who?"),
        ("/frob", "frob", ""),
        ("why /ask?", None, "why /ask?"),
        ("/", None, "/"),
        ("@juzheng_test_bot who?", None, "who?"),
    ],
)
def test_a_private_message_is_for_us(text: str, command: str | None, question: str) -> None:
    """A command where it begins with one; else the whole text is the question."""
    assert request_of(message(text), US) == Request(7, "private", 7, question, command, "zh-hans", message=9)


@pytest.mark.parametrize("chat", ["group", "supergroup"])
@pytest.mark.parametrize(
    ("text", "fields", "command", "question"),
    [
        pytest.param("/ask who?", {}, "ask", "who?", id="a command of ours"),
        pytest.param("/ask@juzheng_test_bot who?", {}, "ask", "who?", id="a command to us"),
        pytest.param("/frob@juzheng_test_bot", {}, "frob", "", id="an unknown command to us"),
        pytest.param("/check", reply_to(ADA), "check", "", id="a check that replies to what it checks"),
        pytest.param("/check b", reply_to(ADA), "check", "b", id="a check with words of its own"),
        pytest.param("/ask", reply_to(ADA), "ask", "", id="a question has its own words"),
        pytest.param("@juzheng_test_bot who?", {}, None, "who?", id="a mention before"),
        pytest.param("who? @Juzheng_Test_Bot", {}, None, "who?", id="a mention behind, in other letters"),
        pytest.param("who, @juzheng_test_bot, was it?", {}, None, "who,  , was it?", id="a mention within"),
        pytest.param("😀 @juzheng_test_bot who?", {}, None, "😀   who?", id="after a character of two units"),
        pytest.param("@juzheng_test_bot", {}, None, "", id="a mention and nothing else"),
        pytest.param("举证 who?", named(0, 2, OURS), None, "who?", id="our name as a link"),
        pytest.param("who?", reply_to(OURS), None, "who?", id="a reply to us"),
        pytest.param(
            "@other_bot who?", reply_to(OURS), None, "@other_bot who?", id="a reply that mentions another"
        ),
    ],
)
def test_a_group_message_is_for_us_where_it_is_addressed(
    text: str, fields: dict[str, Any], command: str | None, question: str, chat: str
) -> None:
    """By a command, a mention, or a reply; the mention is no word of the question."""
    asked = request_of(message(text, chat, **fields), US)
    expected = Request(int(CHATS[chat]["id"]), "group", 7, question, command, "zh-hans", message=9)
    assert asked is not None
    assert replace(asked, replied=None) == expected


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("who?", {}, id="said to nobody"),
        pytest.param("@juzheng_test_bot who?", {"entities": []}, id="text that only looks like a mention"),
        pytest.param("@juzheng_test_bot_2 who?", {}, id="a bot whose name begins like ours"),
        pytest.param("mail ada@juzheng_test_bot now", {}, id="an address of mail"),
        pytest.param("@other_bot who?", {}, id="a mention of another bot"),
        pytest.param("Ada who?", named(0, 3, ADA), id="somebody else's name as a link"),
        pytest.param("who?", reply_to(ADA), id="a reply to a person"),
        pytest.param("who?", reply_to(OTHER_BOT), id="a reply to another bot"),
        pytest.param("/frob", {}, id="a command that is not ours, to nobody"),
        pytest.param("why /ask who?", {}, id="a command that does not begin the message"),
    ],
)
def test_other_group_messages_are_not_said_to_us(text: str, fields: dict[str, Any]) -> None:
    """However much they look like it."""
    asked = request_of(message(text, "group", **fields), US)
    assert asked is not None
    assert not asked.addressed


@pytest.mark.parametrize(
    ("text", "chat", "fields"),
    [
        pytest.param("/ask who?", "channel", {}, id="a post of a channel"),
        pytest.param("who?", "private", {"from": None}, id="nobody's words"),
        pytest.param("who?", "private", {"from": OTHER_BOT}, id="another bot's words"),
        pytest.param("who?", "private", {"via_bot": OURS}, id="a quote of ours, chosen in inline mode"),
        pytest.param(
            "/ask who?",
            "supergroup",
            {"from": ANONYMOUS, "sender_chat": CHATS["channel"]},
            id="a channel's words",
        ),
        pytest.param(
            "/ask who?",
            "supergroup",
            {"from": TELEGRAM, "sender_chat": CHATS["channel"], "is_automatic_forward": True},
            id="a post of the channel that the group belongs to",
        ),
        pytest.param(None, "private", {}, id="no text"),
        pytest.param("/ask@other_bot who?", "private", {}, id="another bot's command"),
        pytest.param("/ask@other_bot who?", "group", {}, id="another bot's command in a group"),
        pytest.param(None, "group", reply_to(OURS), id="a reply without words"),
        pytest.param("/ask who?", "group", {"from": OTHER_BOT}, id="a bot that speaks in a group"),
        pytest.param("@juzheng_test_bot who?", "group", {"from": OURS}, id="ourselves"),
    ],
)
def test_what_nobody_asks_us_is_no_request(text: str | None, chat: str, fields: dict[str, Any]) -> None:
    """In private chats and elsewhere."""
    assert request_of(message(text, chat, **fields), US) is None


HIDDEN: Final = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@pytest.mark.parametrize("chat", ["group", "supergroup"])
def test_an_administrator_whom_the_group_hides_asks_as_the_group(chat: str) -> None:
    """There is no other id to know them by."""
    asked = request_of(message("/ask who?", chat, **{"from": HIDDEN, "sender_chat": CHATS[chat]}), US)
    assert asked is not None
    assert (asked.asker, asked.text) == (CHATS[chat]["id"], "who?")


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(
            {"from": TELEGRAM, "sender_chat": CHATS["channel"], "is_automatic_forward": True}, id="a post"
        ),
        pytest.param({"from": OTHER_BOT, "sender_chat": CHATS["channel"]}, id="somebody in a channel's name"),
        pytest.param({"from": HIDDEN}, id="a bot without the group"),
    ],
)
def test_what_channels_and_services_say_is_no_request(fields: dict[str, Any]) -> None:
    """Though it begins with a command of ours."""
    assert request_of(message(None, "supergroup", new_chat_members=[ADA]), US) is None
    assert request_of(message("/ask who?", "supergroup", **fields), US) is None


def test_an_edited_message_says_that_it_is_one() -> None:
    """With the words that it has now."""
    asked = request_of(message("/ask who?"), US, edited=True)
    assert asked is not None
    assert (asked.text, asked.edited) == ("who?", True)


@pytest.mark.parametrize(
    ("chat", "status", "fields", "expected"),
    [
        ("private", "kicked", {"until_date": 0}, False),
        ("private", "member", {}, True),
        ("group", "left", {}, False),
        ("supergroup", "kicked", {"until_date": 0}, False),
        ("supergroup", "restricted", {"is_member": True, "can_send_messages": True}, True),
        ("supergroup", "restricted", {"is_member": True, "can_send_messages": False}, False),
        ("supergroup", "restricted", {"is_member": False, "can_send_messages": True}, False),
        ("channel", "member", {}, None),
    ],
)
def test_a_chat_wants_us_or_not(
    chat: str, status: str, fields: dict[str, Any], *, expected: bool | None
) -> None:
    """We must be in it and may speak; of channels nothing is known, for we do not write there."""
    rights = dict.fromkeys(RIGHTS, False) | {"until_date": 0} if status == "restricted" else {}
    changed = ChatMemberUpdated.de_json(
        {
            "chat": CHATS[chat],
            "from": ADA,
            "date": 1,
            "old_chat_member": {"user": OURS, "status": "left"},
            "new_chat_member": {"user": OURS, "status": status} | rights | fields,
        },
        None,
    )
    assert wanted(changed) is expected


RIGHTS: Final = """can_send_messages can_change_info can_invite_users can_pin_messages can_send_polls is_member
can_send_other_messages can_add_web_page_previews can_manage_topics can_send_audios can_send_documents can_send_photos
can_send_videos can_send_video_notes can_send_voice_notes can_react_to_messages can_edit_tag""".split()


def test_a_request_knows_what_it_replies_to() -> None:
    """Its number, its words, whether they are ours, and which person's they are."""
    for sender, ours, author in ((OURS, True, 0), (ADA, False, int(str(ADA["id"]))), (OTHER_BOT, False, 0)):
        asked = request_of(message("who?", "group", **reply_to(sender)), US)
        assert asked is not None
        assert asked.replied == Replied(8, "a", ours, author)


def test_a_request_of_a_topic_names_it() -> None:
    """A reply goes there; the message that began the topic, to which all others reply, is none of ours."""
    created = reply_to(OURS)
    created["reply_to_message"]["forum_topic_created"] = {"name": "Harbour", "icon_color": 1}
    fields = {"is_topic_message": True, "message_thread_id": 77} | created
    asked = request_of(message("@juzheng_test_bot who?", "supergroup", **fields), US)
    assert asked is not None
    assert (asked.topic, asked.replied) == (77, None)
    talk = request_of(message("who?", "supergroup", **fields), US)
    assert talk is not None
    assert not talk.addressed


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"document": {"file_id": "F", "file_unique_id": "U", "file_name": "a.pdf", "file_size": 9}},
            Attachment("document", "F", "a.pdf", 9),
        ),
        ({"voice": {"file_id": "F", "file_unique_id": "U", "duration": 1}}, Attachment("voice")),
        (
            {"photo": [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}]},
            Attachment("photo"),
        ),
        ({"location": {"longitude": 1.0, "latitude": 1.0}}, Attachment("other")),
    ],
)
def test_a_request_says_what_came_with_it(fields: dict[str, Any], expected: Attachment) -> None:
    """A file with its name and size; of what cannot be read, its kind."""
    asked = request_of(message(None, **fields), US)
    assert asked is not None
    assert (asked.text, asked.attachment) == ("", expected)


def test_words_below_a_file_are_the_question() -> None:
    """With the mention taken out of them, as of any others."""
    document = {"file_id": "F", "file_unique_id": "U", "file_name": "a.pdf"}
    mention = {"type": "mention", "offset": 0, "length": 17}
    fields = {"document": document, "caption": "@juzheng_test_bot who?", "caption_entities": [mention]}
    asked = request_of(message(None, "group", **fields), US)
    assert asked is not None
    assert (asked.text, asked.addressed) == ("who?", True)


@given(st.text("a 字😀𠮷\n"), st.text("a 字😀𠮷\n"))
def test_a_mention_is_taken_out_wherever_it_stands(before: str, after: str) -> None:
    """Offsets are in UTF-16 units: characters beyond the basic plane shift nothing."""
    name = "@juzheng_test_bot"
    entity = {"type": "mention", "offset": units(before), "length": units(name)}
    request = request_of(message(before + name + after, "group", entities=[entity]), US)
    assert request is not None
    assert request.text == f"{before} {after}".strip()


def query(**fields: Any) -> CallbackQuery:
    """A press of a button as it arrives."""
    shown = {"message_id": 9, "date": 1_800_000_000, "chat": CHATS["supergroup"], "from": OURS, "text": "a"}
    raw = {"id": "1", "from": ADA, "chat_instance": "1", "data": "p:key:1", "message": shown}
    made = CallbackQuery.de_json(raw | fields, None)
    assert made is not None
    return made


def test_a_press_names_its_chat_and_person() -> None:
    """The chat of the message, and the person who pressed, who need not be the asker."""
    pressed = query()
    assert press_of(pressed) == Press(-1_001_234_567_890, 7, "p:key:1", "group", "zh-hans", message=9)
    private = {"message_id": 9, "date": 1, "chat": CHATS["private"], "from": OURS, "text": "a"}
    assert press_of(query(message=private)) == Press(7, 7, "p:key:1", "private", "zh-hans", message=9)


def test_a_message_that_telegram_no_longer_shows_us_can_still_be_turned() -> None:
    """Of an old message only the chat and the number come; that is enough to edit it."""
    old = {"message_id": 9, "date": 0, "chat": CHATS["group"]}
    assert press_of(query(message=old)) == Press(-5, 7, "p:key:1", "group", "zh-hans", message=9)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"message": None, "inline_message_id": "1"}, id="a message sent by inline mode"),
        pytest.param({"data": None, "game_short_name": "g"}, id="a button of a game"),
    ],
)
def test_a_press_without_a_message_or_data_is_none(fields: dict[str, Any]) -> None:
    """There is nothing that could be turned."""
    assert press_of(query(**fields)) is None


def test_an_administrator_without_a_name_asks_as_the_group() -> None:
    """Telegram hides who it is; the group is listed or it is not."""
    fields = {"from": ANONYMOUS, "sender_chat": CHATS["supergroup"]}
    asked = request_of(message("/ask who?", "supergroup", **fields), US)
    assert asked is not None
    assert (asked.asker, asked.chat, asked.addressed) == (-1_001_234_567_890, -1_001_234_567_890, True)


@pytest.mark.parametrize("text", ["/deny 7", "/allow 8", "/start code"])
def test_a_command_that_was_forwarded_commands_nothing(text: str) -> None:
    """It is somebody else's: in private it is words, in a group it is not said to us."""
    origin = {"type": "user", "date": 1_700_000_000, "sender_user": ADA | {"id": 8}}
    asked = request_of(message(text, forward_origin=origin), US)
    assert asked is not None
    assert (asked.command, asked.text) == (None, text)
    assert asked.forwarded is not None
    passed_on = request_of(message(text, "group", forward_origin=origin), US)
    assert passed_on is not None
    assert (passed_on.command, passed_on.addressed) == (None, False)


def test_of_a_message_that_is_quoted_in_part_that_part_is_meant() -> None:
    """Whoever checks a claim may choose it out of a long message."""
    part = {"quote": {"text": "the fine was 500", "position": 3, "is_manual": True}}
    asked = request_of(message("/check", "group", **reply_to(ADA), **part), US)
    assert asked is not None
    assert asked.replied is not None
    assert asked.replied.text == "the fine was 500"
