"""/start PAYLOAD: a link that opens a cited passage.

A payload may hold letters, digits, `-` and `_` alone, so a receipt is written in it without its dots.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.asking import today
from bot.model import Found, Notice, Reply, Request
from retrieval.model import Answer, Citation, Question

if TYPE_CHECKING:
    from bot.conversation import Conversation


_PAYLOAD: Final = re.compile(r"([\w-]{8})([\w-]{8})([0-9a-z]+)-([0-9a-z]+)", re.ASCII)


def payload(receipt: str) -> str:
    """A receipt as the payload of a link."""
    document, start, length, words = receipt.split(".")
    return f"{document}{words}{start}-{length}"


def receipt_of(payload: str) -> str:
    """The receipt that a payload names; any other text as it is, which names nothing."""
    found = _PAYLOAD.fullmatch(payload)
    return ".".join((found[1], found[3], found[4], found[2])) if found else payload


def names_passage(payload: str) -> bool:
    """Whether a payload has the form of a receipt; others only tell where somebody came from."""
    return _PAYLOAD.fullmatch(payload) is not None


async def cited(talk: Conversation, request: Request) -> Reply:
    """The passage that a receipt names, as far as it may be seen here; where there is none, what became of it."""
    tongue = talk.tongue(request, "")
    found = await talk.worker.run(talk.archive.cited, receipt_of(request.text.strip()), talk.scope(request))
    if not isinstance(found, Citation):
        return Notice(f"cited_{found}", tongue)
    shown = Question(found.quote[: Question.LIMIT])
    return Found(Answer(shown, (found,)), tongue, "", today=today(talk))
