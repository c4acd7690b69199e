"""What is kept of a person, and how they take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.access import place_of
from bot.model import Notice, Reply, Request

if TYPE_CHECKING:
    from bot.conversation import Conversation


async def privacy(talk: Conversation, request: Request) -> Reply:
    """What is kept, for how long, and how it is erased."""
    return Notice("privacy", talk.tongue(request), {"days": str(talk.office.retention)})


async def forget(talk: Conversation, request: Request) -> Reply:
    """Erase all that is kept of who asks for it; with `on` keep nothing from now on, with `off` keep it again."""
    tongue, wish = talk.tongue(request), request.text.lower()
    if wish == "off":
        await talk.worker.run(talk.office.preferences.keep, request.asker, kept=True)
        return Notice("kept_again", tongue, {"days": str(talk.office.retention)})
    if wish not in {"", "on"}:
        return Notice("forget_how", tongue)
    await talk.worker.run(talk.office.forget, request.asker)
    if wish == "on":
        await talk.worker.run(talk.office.preferences.keep, request.asker, kept=False)
    return Notice("not_kept" if wish else "forgotten", tongue)


async def whoami(talk: Conversation, request: Request) -> Reply | None:
    """The ids by which a person, a chat and a topic are listed."""
    may_ask = talk.office.access.may_ask(request.asker, request.chat, request.topic)
    if not may_ask and talk.office.silent:
        return None
    values = {"asker": str(request.asker), "chat": place_of(request.chat, request.topic)}
    return Notice(
        "whoami_admin" if talk.office.access.is_admin(request.asker) else "whoami",
        talk.tongue(request),
        values,
    )
