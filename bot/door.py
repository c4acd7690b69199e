"""Whether a request goes any further: who asks, how much they ask, and what an administrator alone may do.

Asked for every message and every press: that a command is in nobody's menu does not stop anybody from sending it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import Notice, Press, Request, Tongue

if TYPE_CHECKING:
    from bot.commands import Command
    from bot.office import Office


@dataclass(frozen=True, slots=True)
class Stopped:
    """It goes no further; `said` is what is said to it, if anything."""

    said: Notice | None = None


def stopped(
    office: Office, request: Request | Press, tongue: Tongue, command: Command | None = None
) -> Stopped | None:
    """Why a request is not carried out; `None` where it is."""
    access = office.access
    if access.is_admin(request.asker):
        return _misplaced(request, tongue, command)
    may_ask = access.may_ask(request.asker, request.chat, request.topic)
    if isinstance(request, Request) and not request.addressed:  # counts when answered, and is told nothing
        return None if may_ask and office.limits.has_room(request.asker, request.chat) else Stopped()
    alone = request.chat_kind == "private" or not may_ask  # who may not ask uses up nothing of a group
    ruling = office.limits.take(request.asker, request.chat, private=alone)
    pressed = isinstance(request, Press)  # a press is always answered: nobody but who pressed sees it
    if not may_ask and not (command and command.public):
        quiet = not pressed and (office.silent or ruling != "go")
        return Stopped(None if quiet else refused(request, tongue))
    if ruling != "go":
        quiet = not pressed and (ruling == "silence" or not may_ask)
        return Stopped(None if quiet else Notice("too_many", tongue))
    if command and command.admin:
        return Stopped(Notice("admins_only", tongue))
    return _misplaced(request, tongue, command)


def answered_aside(office: Office, request: Request) -> None:
    """Count what was not said to us, and is answered all the same, as if it had been a question."""
    if not office.access.is_admin(request.asker):
        office.limits.take(request.asker, request.chat, private=False)


def refused(request: Request | Press, tongue: Tongue) -> Notice:
    """What is said to somebody who is not listed."""
    return Notice("refused", tongue, {"asker": str(request.asker)})


def _misplaced(request: Request | Press, tongue: Tongue, command: Command | None) -> Stopped | None:
    """A command that shows what is not for a group is for private chats."""
    if command and command.private and request.chat_kind != "private":
        return Stopped(Notice("only_private", tongue, {"command": command.name}))
    return None
