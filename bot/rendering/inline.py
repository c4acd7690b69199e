"""Quotes to choose from in inline mode, as plain values: what the list shows, and the message that a choice sends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.model import Found, Notice, Offered
from bot.rendering.keyboards import Button, rows
from bot.rendering.markup import Limit, short
from bot.rendering.notes import source
from bot.rendering.quotes import readable
from bot.rendering.telegram_html import found_html
from bot.texts import say
from retrieval.model import Answer, Citation
from retrieval.receipts import receipt

TITLE: Final = Limit(80, 800)
DESCRIPTION: Final = Limit(160, 1600)


@dataclass(frozen=True, slots=True)
class Choice:
    """A result: `id` is at most 64 bytes and tells it from the others, `html` is sent when it is chosen."""

    id: str
    title: str
    description: str
    html: str
    rows: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What is answered to an inquiry; `notice` is said where there is nothing to choose."""

    choices: tuple[Choice, ...]
    next_offset: str = ""
    notice: str = ""


def choices(offered: Offered) -> Choices:
    """The results of an inquiry."""
    found = offered.found
    if found is None:
        return Choices(())
    if isinstance(found, Notice):
        return Choices((), notice=short(say(found.tongue, found.text, **found.values)))
    if isinstance(found.answer, Answer):
        return Choices(tuple(_answers(found, found.answer)), offered.next_offset)
    near = found.answer.nearest
    notice = short(say(found.tongue, "inline_near" if near else "no_answer"))
    answers = _answers(found, Answer(found.answer.question, near)) if near else ()
    return Choices(tuple(answers), offered.next_offset, notice)


def _answers(found: Found, answer: Answer) -> Iterator[Choice]:
    """A result for each quote; each is a message of its own, so that nothing stands in it of the others."""
    seen: set[str] = set()
    for citation in answer.citations:
        alone = Answer(answer.question, (replace(citation, also=(), copies=()),))
        page = replace(found, answer=alone, position=0, key="")
        name = hashlib.sha256(receipt(citation).encode()).hexdigest()[:32]
        if name not in seen:
            seen.add(name)
            yield Choice(name, _title(citation), _description(citation), found_html(page), rows(page))


def _title(citation: Citation) -> str:
    return short(source(citation.document), TITLE) or short(citation.document.id, TITLE) or "…"


def _description(citation: Citation) -> str:
    return short(readable(citation)[0], DESCRIPTION)
