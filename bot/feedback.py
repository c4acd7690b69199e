"""What people think of a quote: 👍, or 👎 and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.buttons import Pressed
from bot.model import Notice, Press, Reply
from bot.pages import found, tongue
from bot.stores.feedback import OPINIONS
from bot.stores.questions import PastQuestion

if TYPE_CHECKING:
    from bot.conversation import Conversation


async def praise(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """👍: it is kept, and the page stays as it is."""
    await talk.worker.run(talk.store.feedback.give, asked.key, meant.position, press.asker, "good")
    return Notice("praised", tongue(talk, press, asked))


async def what_is_wrong(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """👎: the page, with what may be wrong to choose from."""
    return replace(await found(talk, press, meant, asked), view="wrong")


async def judge(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """What is wrong with a quote, kept; the page as it was before."""
    if 0 < meant.value < len(OPINIONS):
        opinion = OPINIONS[meant.value]
        await talk.worker.run(talk.store.feedback.give, asked.key, meant.position, press.asker, opinion)
    return replace(await found(talk, press, meant, asked), remark="noted")
