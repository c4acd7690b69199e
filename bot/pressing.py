"""Presses of buttons: a table of what each letter of a button's data does.

A press is honoured of whoever may ask, for questions of this chat; whatever its age, the store knows the question.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from bot import buttons, feedback, pages
from bot.basket import collect
from bot.bell import toggle
from bot.buttons import Act, Pressed, pressed
from bot.model import Notice, Press, Reply
from bot.stores.questions import Asked
from bot.texts import tongue_of

if TYPE_CHECKING:
    from bot.conversation import Conversation

Handler = Callable[["Conversation", Press, Pressed, Asked], Awaitable[Reply]]
HANDLERS: Final[Mapping[Act, Handler]] = {
    buttons.PAGE: pages.turn,
    buttons.CONTEXT: pages.turn,
    buttons.COPY: pages.copy,
    buttons.OPEN: pages.hand_over,
    buttons.VERIFY: pages.verify,
    buttons.RELAXED: pages.ask_for_less,
    buttons.GOOD: feedback.praise,
    buttons.WRONG: feedback.what_is_wrong,
    buttons.JUDGE: feedback.judge,
    buttons.BASKET: collect,
    buttons.BELL: toggle,
}


async def pressed_by(talk: Conversation, press: Press) -> Reply:
    """The reply to a press: what its button does, or why it does nothing."""
    if not talk.admits(press):
        return talk.refusal(press)
    meant = pressed(press.data)
    asked = await talk.worker.run(talk.store.questions.find, meant.key) if meant else None
    if meant is None or asked is None or asked.chat != press.chat:
        return Notice("too_old", tongue_of(press.language_code) or "en")
    return await HANDLERS[meant.act](talk, press, meant, asked)
