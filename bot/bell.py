"""🔔: whoever got no answer is told when a document brings one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.asking import keep
from bot.buttons import Pressed
from bot.errors import NotNow
from bot.model import Found, Press, Reply, Request, Sending
from bot.pages import found, tongue
from bot.stores.bells import Bell
from bot.stores.questions import PastQuestion
from retrieval.model import Answer

if TYPE_CHECKING:
    from bot.conversation import Conversation


async def toggle(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """Hang a bell on a question without an answer, or take it down; what is answered by now is shown."""
    made = await found(talk, press, meant, asked)
    bells, run = talk.store.bells, talk.worker.run
    if isinstance(made.answer, Answer):
        await run(bells.take_down, asked.key)
        return made
    if await run(bells.take_down, asked.key):
        return replace(made, bell=False, remark="bell_down")
    speaks = tongue(talk, press, asked)
    await run(
        bells.hang,
        Bell(
            asked.key,
            press.chat,
            press.chat_kind,
            press.topic,
            asked.message,
            press.asker,
            asked.text,
            asked.claim,
            speaks,
        ),
    )
    return replace(made, bell=True, remark="bell_hangs")


async def ring(talk: Conversation, sending: Sending) -> bool:
    """Reply to every message whose question is answered now; whether each could be delivered, or never can be."""
    told = True
    async with talk.ringing:
        for bell in await talk.worker.run(talk.store.bells.hanging):
            try:
                await _ring(talk, sending, bell)
            except NotNow:  # it hangs on, and the others need not wait for it
                told = False
    return told


async def _ring(talk: Conversation, sending: Sending, bell: Bell) -> None:
    """Tell one person, where there is an answer now and they may still ask."""
    where = Request(bell.chat, bell.kind, bell.asker, bell.text, topic=bell.topic, message=bell.message)
    if not talk.admits(where):
        await talk.worker.run(talk.store.bells.take_down, bell.key)
        return
    if await talk.worker.run(talk.store.policies.policy, bell.chat, bell.topic) == "off":
        return
    answer = await talk.answer(bell.text, where, claim=bell.claim)
    if isinstance(answer, Answer):
        await _tell(talk, sending, bell, answer)


async def _tell(talk: Conversation, sending: Sending, bell: Bell, answer: Answer) -> None:
    """Send an answer; the bell comes down once it was sent, or never can be."""
    run, store = talk.worker.run, talk.store
    asked = PastQuestion(bell.chat, bell.text, bell.claim, bell.topic, bell.asker, bell.message)
    reply = await keep(talk, asked, Found(answer, bell.tongue, "", rang=True))
    number = await sending.send(bell.chat, bell.topic, bell.message or None, reply)
    await run(store.bells.take_down, bell.key)
    if number is not None:
        await run(store.questions.answered, reply.key, number)
