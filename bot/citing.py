"""/start RECEIPT: a link that opens a cited passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.asking import today
from bot.model import Found, Notice, Reply, Request
from retrieval.model import Answer, Citation, Question

if TYPE_CHECKING:
    from bot.conversation import Conversation


async def cited(talk: Conversation, request: Request) -> Reply:
    """The passage that a receipt names, as far as it may be seen here; where there is none, what became of it."""
    tongue = talk.tongue(request, "")
    found = await talk.worker.run(talk.archive.cited, request.text.strip(), talk.scope(request))
    if not isinstance(found, Citation):
        return Notice(f"cited_{found}", tongue)
    shown = Question(found.quote[: Question.LIMIT])
    return Found(Answer(shown, (found,)), tongue, "", today=today(talk))
