"""The bot's conversation in a terminal: the same handlers as in Telegram, `>` and `<` for the buttons."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from bot.access import Access
from bot.app import conversation, open_store
from bot.buttons import PAGE, data
from bot.model import Found, Press, Reply, Request, Tongue
from bot.rendering.terminal import printer, show
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
    talk = conversation(settings, library, store, Access(open=True), worker)
    out = printer()
    out(say(tongue, "chat_hint"), "dim", ())
    reply: Reply | None = None
    while (line := await worker.run(_read)) is not None:
        if line.strip():
            reply = await _respond(talk, line.strip(), reply, tongue)
            if reply is not None:
                show(out, reply)
    worker.close()
    store.close()


async def _respond(talk: Conversation, line: str, before: Reply | None, tongue: Tongue) -> Reply | None:
    if line in TURNS and isinstance(before, Found) and isinstance(before.answer, Answer):
        position = (before.position + TURNS[line]) % len(before.answer.citations)
        return await talk.press(Press(HERE, HERE, data(PAGE, before.key, position), language_code=tongue))
    name, *rest = line.split(maxsplit=1)
    command = name[1:].lower() if name.startswith("/") else ""
    text = "".join(rest) if command else line
    return await talk.respond(Request(HERE, "private", HERE, text, command or None, tongue))


def _read() -> str | None:
    try:
        return input("> " if sys.stdin.isatty() else "")
    except EOFError:
        return None
