"""The bot's conversation in a terminal: the same handlers as in Telegram, buttons by `>`, `<`, their number or their label."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from bot.access import Access
from bot.app import conversation, open_office, open_store
from bot.buttons import PAGE, data
from bot.model import Found, Press, Reply, Request, Tongue
from bot.rendering.keyboards import Button
from bot.rendering.terminal import Print, labels, printable, printer, show
from bot.texts import say
from bot.worker import Worker
from retrieval.model import Answer

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from config import Settings
    from retrieval.library import Library

HERE: Final = 0  # the id of the one chat, and of the one person in it
TURNS: Final = {">": 1, "<": -1, "›": 1, "‹": -1}


async def converse(settings: Settings, library: Library, *, tongue: Tongue) -> None:
    """Read lines until they end, and reply to each."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    worker = Worker()
    store = open_store(settings)
    office = open_office(settings, library, store, Access(open=True, admins=frozenset({HERE})))
    talk = conversation(settings, library, store, office, worker)
    out = printer()
    out(say(tongue, "chat_hint"), "dim", ())
    page: Found | None = None
    while (line := await worker.run(_read)) is not None:
        if line.strip():
            page = await _turn(talk, out, line.strip(), page, tongue)
    worker.close()
    store.close()


async def _turn(
    talk: Conversation, out: Print, line: str, page: Found | None, tongue: Tongue
) -> Found | None:
    """Reply to a line: a button of the page, a command or a question; the page that is open then."""
    button = _button(line, page) if page else None
    if button and not button.data:
        out(printable(button.url or button.copy), "", ())
        return page
    if button:
        reply: Reply | None = await talk.press(Press(HERE, HERE, button.data, language_code=tongue))
    else:
        name, *rest = line.split(maxsplit=1)
        command = name[1:].lower() if name.startswith("/") else ""
        text = "".join(rest) if command else line
        reply = await talk.respond(Request(HERE, "private", HERE, text, command or None, tongue))
    if reply is not None:
        show(out, reply)
    return reply if isinstance(reply, Found) else page


def _button(line: str, before: Found) -> Button | None:
    """The button that is meant by its number, its label, or a sign that turns the page."""
    named = labels(before)
    if line.isascii() and line.isdecimal() and 0 < int(line) <= len(named):
        return named[int(line) - 1]
    if line in TURNS and isinstance(before.answer, Answer):
        position = (before.position + TURNS[line]) % len(before.answer.citations)
        return Button(line, data(PAGE, before.key, position))
    return next((b for b in named if line.casefold() in {b.label.casefold(), _word(b.label)}), None)


def _word(label: str) -> str:
    """A label without its sign."""
    return label.partition(" ")[2].casefold()


def _read() -> str | None:
    try:
        return input("> " if sys.stdin.isatty() else "")
    except EOFError:
        return None
