"""Claims about the language that is spoken, what a person or a group chose, and what Telegram shows of the bot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from bot.access import Access
from bot.buttons import PAGE, data
from bot.commands import COMMANDS
from bot.conversation import Conversation
from bot.languages import NAMED
from bot.menus import menus
from bot.model import Found, Handed, Notice, Press, Request, Tongue
from bot.texts import say
from tests.bot.samples import LISTED, talking

ADMIN = 1
GROUP = -1005


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Conversation]:
    """A conversation with an administrator and one who may ask."""
    with talking(tmp_path, access=Access(admins=frozenset({ADMIN}), users=frozenset({LISTED}))) as made:
        yield made


def said(words: str, asker: int = LISTED, chat: int = 0, code: str | None = "en") -> Request:
    """A message; in private where no chat is given."""
    command, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    return Request(chat or asker, "group" if chat else "private", asker, rest, command or None, code)


async def spoken(talk: Conversation, request: Request) -> Tongue:
    """The language of the reply."""
    reply = await talk.respond(request)
    assert reply
    assert not isinstance(reply, Handed)
    return reply.tongue


@pytest.mark.parametrize(("wish", "tongue"), sorted(NAMED.items()))
async def test_the_language_that_a_person_chose_is_spoken(
    talk: Conversation, wish: str, tongue: Tongue
) -> None:
    """By a code or by its own name, in whatever case; whatever the question and the client are in, and on every page."""
    assert await spoken(talk, said(f"/lang {wish.upper()}", code="de")) == tongue
    assert await spoken(talk, said("谁被罚款？", code="en")) == tongue
    found = await talk.respond(said("who?", code="zh-hans"))
    assert isinstance(found, Found)
    page = await talk.press(Press(LISTED, LISTED, data(PAGE, found.key, 1), "private", "en"))
    assert isinstance(page, Found)
    assert page.tongue == tongue


async def test_a_choice_is_taken_back(talk: Conversation) -> None:
    """Then the client's language is spoken again."""
    await talk.respond(said("/lang zh-hant"))
    assert await spoken(talk, said("/lang auto", code="zh-hans")) == "zh-hans"
    assert await spoken(talk, said("who?", code="zh-hans")) == "zh-hans"


async def test_a_choice_lasts_over_a_restart(tmp_path: Path) -> None:
    """It is in the store."""
    access = Access(users=frozenset({LISTED}))
    with talking(tmp_path, access=access) as talk:
        await talk.respond(said("/lang zh-hant"))
    with talking(tmp_path, access=access) as talk:
        assert await spoken(talk, said("who?")) == "zh-hant"


async def test_what_a_person_chose_counts_in_private_only(talk: Conversation) -> None:
    """In a group many read: it follows the question."""
    await talk.respond(said("/lang zh-hant"))
    assert await spoken(talk, said("who?", chat=GROUP)) == "en"
    assert await spoken(talk, said("谁？", chat=GROUP)) == "zh-hans"


async def test_for_a_group_administrators_choose(talk: Conversation) -> None:
    """Then everybody there is spoken to in it; it is an act of theirs."""
    assert await spoken(talk, said("/lang zh-hant", ADMIN, GROUP)) == "zh-hant"
    assert await spoken(talk, said("who?", chat=GROUP)) == "zh-hant"
    assert await spoken(talk, said("who?", ADMIN)) == "en"
    assert [(act.act, act.chat, act.about) for act in talk.office.audit.acts(9)] == [
        ("lang", GROUP, "zh-hant")
    ]


async def test_others_choose_nothing_for_a_group(talk: Conversation) -> None:
    """They learn which language is spoken there."""
    refused = await talk.respond(said("/lang zh-hant", chat=GROUP))
    assert isinstance(refused, Notice)
    assert refused.text == "admins_only"
    told = await talk.respond(said("/lang", chat=GROUP))
    assert isinstance(told, Notice)
    assert told.values == {"tongue": "the language of the question"}


async def test_a_language_that_we_do_not_speak_is_not_chosen(talk: Conversation) -> None:
    """The reply says which there are."""
    reply = await talk.respond(said("/lang klingon"))
    assert isinstance(reply, Notice)
    assert reply.text == "lang_unknown"


async def test_settings_say_what_was_chosen(talk: Conversation) -> None:
    """The language by its own name, and whether questions are kept."""
    await talk.respond(said("/lang zh-hant"))
    await talk.respond(said("/forget on"))
    told = await talk.respond(said("/settings"))
    assert isinstance(told, Notice)
    assert told.values == {"tongue": say("en", "follows_person"), "kept": say("en", "no")}


async def test_help_has_questions_that_the_corpus_answers(talk: Conversation) -> None:
    """And the commands that this person may use here."""
    talk.office.examples = lambda scope: (f"who was fined? {scope.denied}", "谁被罚款？")
    talk.office.access = replace(talk.office.access, folders={"law": frozenset({"9"})})
    told = await talk.respond(said("/help"))
    assert isinstance(told, Notice)
    assert told.values["examples"] == "• who was fined? ('law',)\n• 谁被罚款？"
    assert "/audit" not in told.values["commands"]
    theirs = await talk.respond(said("/help", ADMIN))
    assert isinstance(theirs, Notice)
    assert "/audit" in theirs.values["commands"]


@pytest.mark.parametrize("tongue", get_args(Tongue))
def test_help_fits_one_message_with_all_that_it_may_hold(tongue: Tongue) -> None:
    """The commands of an administrator and three long questions: 4,096 characters at most."""
    from bot.commands import help_lines

    lines = help_lines(tongue, admin=True, private=True)
    assert len(say(tongue, "help", commands=lines, examples="x" * 400)) <= 4096


def test_menus_hold_what_may_be_done_where_they_are_shown() -> None:
    """For each scope and language once; those of administrators in their own chats, and what groups must not read in none of theirs."""
    shown = menus({ADMIN, 2}).menus
    assert len({(menu.scope, menu.chat, menu.language) for menu in shown}) == len(shown) == 3 * (4 + 2)
    for menu in shown:
        names = {name for name, _ in menu.entries}
        known = [command for command in COMMANDS if command.name in names]
        assert len(names) == len(known) == len(menu.entries)
        assert menu.scope in {"group_admins", "chat"} or not any(command.admin for command in known)
        assert menu.scope in {"private", "chat"} or not any(command.private for command in known)
        assert menu.scope != "chat" or names == {command.name for command in COMMANDS}
        assert (menu.chat in {ADMIN, 2}) is (menu.scope == "chat")


def test_descriptions_have_room_in_telegram() -> None:
    """512 characters, and 120 for the short one, which stands in the bot's profile."""
    for profile in menus(()).profiles:
        assert 0 < len(profile.description) <= 512
        assert 0 < len(profile.short) <= 120
    assert {profile.language for profile in menus(()).profiles} == {"", "en", "zh"}
