"""Presses of buttons: a table of what each letter of a button's data does.

A press is honoured of whoever may ask, for questions of this chat; whatever its age, the store knows the question.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import buttons, feedback, pages
from bot.basket import collect
from bot.bell import toggle
from bot.buttons import Act, Pressed, pressed
from bot.door import refused, stopped
from bot.model import Notice, Press, Reply
from bot.stores.questions import PastQuestion

if TYPE_CHECKING:
    from bot.conversation import Conversation

Handler = Callable[["Conversation", Press, Pressed, PastQuestion], Awaitable[Reply]]
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


KEEPING: Final = frozenset({buttons.GOOD, buttons.WRONG, buttons.JUDGE, buttons.BELL})
"""What keeps something of who presses."""


def turned_away(talk: Conversation, press: Press) -> Notice | None:
    """Why a press does nothing, which concerns nobody but who pressed; `None` where it does something.

    Known at once, whatever is being answered meanwhile, so that it can still be said over the chat.
    """
    speaks, meant = talk.tongue(press), pressed(press.data)
    asked = talk.store.questions.find(meant.key, press.chat) if meant else None
    press = _in_topic(press, asked)
    if stop := stopped(talk.office, press, speaks):
        return stop.said or refused(press, speaks)
    if meant is None or asked is None:
        return Notice("too_old", speaks)
    if meant.act in KEEPING and not talk.office.preferences.keeps(press.asker):
        return Notice("not_kept_of_you", speaks)
    return None


async def carried_out(talk: Conversation, press: Press) -> Reply:
    """What the button does, for a press that is not turned away."""
    meant = pressed(press.data)
    asked = talk.store.questions.find(meant.key, press.chat) if meant else None
    if meant is None or asked is None:  # erased meanwhile
        return Notice("too_old", talk.tongue(press))
    return await HANDLERS[meant.act](talk, _in_topic(press, asked), meant, asked)


def _in_topic(press: Press, asked: PastQuestion | None) -> Press:
    """The press, in the topic of the question below whose answer it is: of an old message Telegram no longer says it."""
    if press.topic is None and asked and asked.number == press.message:
        return replace(press, topic=asked.topic)
    return press
