"""The commands, as a table: name, the text that describes it, and its handler.

/help and the command menu are made from it. Handlers are `request -> Reply`, and know no markup.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import administration, documents, languages, privacy, reports
from bot.access import same_code
from bot.basket import basket
from bot.citing import cited, names_passage
from bot.model import Notice, Reply, Request, Tongue
from bot.policy import policy
from bot.texts import say

if TYPE_CHECKING:
    from bot.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Command:
    """A command; `help` names the text that describes it.

    A `public` one is answered for everybody, one of `admin` for administrators alone, and a `private` one in private
    chats, as it shows what others in a group may not know.
    """

    name: str
    help: str
    handler: Callable[[Conversation, Request], Awaitable[Reply | None]]
    public: bool = False
    admin: bool = False
    private: bool = False


async def _start(conversation: Conversation, request: Request) -> Reply | None:
    tongue = conversation.tongue(request)
    if request.chat_kind == "private" and request.text and same_code(request.text, conversation.code):
        await conversation.make_first_admin(request.asker)
        return Notice("first_admin", tongue)
    if not conversation.admits(request):
        return conversation.refusal(request)
    if names_passage(request.text.strip()):
        return await cited(conversation, request)
    held = await conversation.worker.run(conversation.office.holdings.listing, conversation.scope(request))
    read = [documents for seen, documents in held if not seen.skipped]
    counted = {"documents": str(sum(map(len, read))), "files": str(len(read))}
    return Notice("start", tongue, counted)


async def _help(conversation: Conversation, request: Request) -> Reply:
    """With questions that this corpus answers, the syntax of searches, and the commands that the person may use there."""
    tongue, office = conversation.tongue(request), conversation.office
    asked = await conversation.worker.run(office.examples, conversation.scope(request))
    examples = "\n".join(f"• {example}" for example in asked) or say(tongue, "no_examples")
    private = request.chat_kind == "private"
    lines = help_lines(tongue, admin=office.access.is_admin(request.asker), private=private)
    return Notice("help", tongue, {"examples": examples, "commands": lines})


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
    Command("sources", "help_sources", documents.sources),
    Command("source", "help_source", documents.source),
    Command("lang", "help_lang", languages.lang),
    Command("settings", "help_settings", languages.settings),
    Command("whoami", "help_whoami", privacy.whoami, public=True),
    Command("privacy", "help_privacy", privacy.privacy, public=True),
    Command("forget", "help_forget", privacy.forget, public=True),
    Command("status", "help_status", administration.status, admin=True),
    Command("allow", "help_allow", administration.allow, admin=True),
    Command("deny", "help_deny", administration.deny, admin=True),
    Command("reindex", "help_reindex", administration.reindex, admin=True, private=True),
    Command("stats", "help_stats", reports.stats, admin=True, private=True),
    Command("unanswered", "help_unanswered", reports.unanswered, admin=True, private=True),
    Command("eval", "help_eval", reports.evaluate, admin=True, private=True),
    Command("audit", "help_audit", administration.audit, admin=True, private=True),
)
BY_NAME: Final[Mapping[str, Command]] = {command.name: command for command in COMMANDS}


def help_lines(tongue: Tongue, *, admin: bool, private: bool) -> str:
    """A line for each command that somebody may use in private, or in a group."""
    usable = (c for c in COMMANDS if (admin or not c.admin) and (private or not c.private))
    return "\n".join(f"/{command.name}: {say(tongue, command.help)}" for command in usable)
