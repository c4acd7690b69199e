"""The commands, as a table: name, the text that describes it, and its handler.

/help and the command menu are made from it. Handlers are `request -> Reply`, and know no markup.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.access import same_code
from bot.basket import basket
from bot.citing import cited
from bot.model import Notice, Reply, Request, Tongue
from bot.policy import policy
from bot.texts import say

if TYPE_CHECKING:
    from bot.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Command:
    """A command; `help` names the text that describes it. A `public` one is answered for everybody."""

    name: str
    help: str
    handler: Callable[[Conversation, Request], Awaitable[Reply]]
    public: bool = False


async def _start(conversation: Conversation, request: Request) -> Reply:
    tongue = conversation.tongue(request)
    if request.chat_kind == "private" and request.text and same_code(request.text, conversation.code):
        conversation.make_first_admin(request.asker)
        return Notice("first_admin", tongue)
    if not conversation.admits(request):
        return conversation.refusal(request)
    return await cited(conversation, request) if request.text else Notice("start", tongue)


async def _help(conversation: Conversation, request: Request) -> Reply:
    tongue = conversation.tongue(request)
    return Notice("help", tongue, {"commands": help_lines(tongue)})


async def _ask(conversation: Conversation, request: Request) -> Reply:
    return await conversation.ask(request)


async def _check(conversation: Conversation, request: Request) -> Reply:
    return await conversation.ask(request, claim=True)


COMMANDS: Final[Sequence[Command]] = (
    Command("start", "help_start", _start, public=True),
    Command("ask", "help_ask", _ask),
    Command("check", "help_check", _check),
    Command("basket", "help_basket", basket),
    Command("policy", "help_policy", policy),
    Command("help", "help_help", _help),
)
BY_NAME: Final[Mapping[str, Command]] = {command.name: command for command in COMMANDS}


def help_lines(tongue: Tongue) -> str:
    """A line for each command."""
    return "\n".join(f"/{command.name}: {say(tongue, command.help)}" for command in COMMANDS)
