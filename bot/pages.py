"""An answer that was given already, seen otherwise: another page, more around the quote, the quote verified or to be copied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from bot.asking import keep, shown
from bot.buttons import Pressed
from bot.model import Found, Handed, Notice, Press, Reply, Tongue
from bot.stores.questions import PastQuestion, Shown
from retrieval.model import Answer, Citation

if TYPE_CHECKING:
    from bot.conversation import Conversation

STEP: Final = 2  # sentences before and after that a step shows more of
STEPS: Final = 4
LARGEST: Final = 50 * 2**20  # bytes of a file that Telegram takes from a bot


async def found(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Found:
    """What is found for the question now, opened where the button says; the last page where there are fewer."""
    answer = await talk.answer(asked.text, press, claim=asked.claim)
    understood = asked.text if asked.words else ""
    position = meant.position
    if isinstance(answer, Answer):
        position = min(position, len(answer.citations) - 1)
    made = Found(answer, tongue(talk, press, asked), asked.key, position, understood=understood)
    return await shown(talk, made, waits=bool(asked.message))


async def turn(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """Another page, or the same with more or less around the quote."""
    return await _wider(talk, await found(talk, press, meant, asked), meant)


async def _wider(talk: Conversation, made: Found, meant: Pressed) -> Found:
    """The page with as much around its quote as the button says."""
    steps = min(meant.value, STEPS)
    if not steps or not isinstance(made.answer, Answer):
        return made
    citation = made.answer.citations[made.position]
    around = await talk.worker.run(talk.archive.context, citation, STEP * steps, STEP * steps)
    more = around.more_before or around.more_after
    return replace(made, wider=steps, before=around.before, after=around.after, more=more)


async def copy(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """The quote with its citation, as text that can be copied at a touch."""
    return replace(await found(talk, press, meant, asked), view="copy")


async def verify(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """The file is read again, and the page says what became of the quote that it showed.

    Where another quote would stand on the page today, that of before is looked for, by its receipt.
    """
    run = talk.worker.run
    before = await run(talk.store.questions.shown, asked.key, meant.position)
    if before and not talk.scope(press).admits(before.path):  # the folder was bound to others since
        before = None
    made = await found(talk, press, meant, asked)
    cited = _same(made, before)
    of = cited or (before and before.receipt)
    if not of:
        return made
    verified = await run(talk.archive.verify, of, talk.scope(press))
    made = await _wider(talk, made, meant)
    return replace(made, verified=verified, was="" if cited or not before else before.quote)


async def hand_over(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """The file of a quote, as far as it may be seen there: for quotes that have no address."""
    shown_there = await talk.worker.run(talk.store.questions.shown, asked.key, meant.position)
    speaks = tongue(talk, press, asked)
    if shown_there is None or not talk.scope(press).admits(shown_there.path):
        return Notice("no_file", speaks)
    data = await talk.worker.run(talk.archive.original, shown_there.path)
    if not data or len(data) > LARGEST:
        return Notice("no_file" if not data else "large_file", speaks)
    return Handed(PurePosixPath(shown_there.path).name, data, speaks)


async def ask_for_less(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """One of the searches that were offered where nothing answered, in the place of that message."""
    made = await found(talk, press, replace(meant, position=0), asked)
    if meant.position >= len(made.relaxed):
        return made
    text = made.relaxed[meant.position]
    less = PastQuestion(press.chat, text, asked.claim, press.topic, press.asker, asked.message)
    less = replace(less, words=asked.words or asked.text)
    answer = await talk.answer(text, press, claim=asked.claim)
    if not talk.office.preferences.keeps(press.asker):
        return replace(made, answer=answer, key="", understood=text, relaxed=(), bell=None)
    reply = await keep(talk, less, Found(answer, made.tongue, "", understood=text))
    await talk.worker.run(talk.store.questions.answered, reply.key, press.message)
    return reply


def tongue(talk: Conversation, press: Press, asked: PastQuestion) -> Tongue:
    """The language of a page: that of the one before it."""
    return talk.tongue(press, asked.words or asked.text)


def _same(made: Found, before: Shown | None) -> Citation | None:
    """The citation of a page, where it is still of the quote that was shown before."""
    if not isinstance(made.answer, Answer):
        return None
    citation = made.answer.citations[made.position]
    quoted = (citation.document.path, citation.document.id, citation.quote)
    return citation if before is None or quoted == (before.path, before.document, before.quote) else None
