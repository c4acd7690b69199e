"""The commands, as a table: name, the text that describes it, and its handler.

/help and the command menu are made from it. Handlers are `request -> Reply`, and know no markup.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.access import same_code
from bot.model import Notice, Reply, Request, Tongue
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
    if not conversation.may_ask(request.asker, request.chat):
        return conversation.refusal(request)
    return Notice("start", tongue)


async def _help(conversation: Conversation, request: Request) -> Reply:
    tongue = conversation.tongue(request)
    return Notice("help", tongue, {"commands": help_lines(tongue)})


async def _ask(conversation: Conversation, request: Request) -> Reply:
    if not request.text:
        return Notice("ask_what", conversation.tongue(request))
    return await conversation.ask(request)


async def _check(conversation: Conversation, request: Request) -> Reply:
    """Without words of its own it checks the message that it replies to."""
    if not request.text and request.replied:
        request = replace(request, text=request.replied.text.strip())
    if not request.text:
        return Notice("check_what", conversation.tongue(request))
    return await conversation.ask(request, claim=True)


COMMANDS: Final[Sequence[Command]] = (
    Command("start", "help_start", _start, public=True),
    Command("ask", "help_ask", _ask),
    Command("check", "help_check", _check),
    Command("help", "help_help", _help),
)
BY_NAME: Final[Mapping[str, Command]] = {command.name: command for command in COMMANDS}


def help_lines(tongue: Tongue) -> str:
    """A line for each command."""
    return "\n".join(f"/{command.name}: {say(tongue, command.help)}" for command in COMMANDS)
