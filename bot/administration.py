"""What administrators decide and see in a chat: who may ask, how the bot is, what was done."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot import memory
from bot.access import place_of
from bot.model import Notice, Pulse, Reply, Request, Tongue
from bot.rendering.brief import LINES, first_lines, lasting, moment
from bot.texts import clause, fault, say
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.office import Office
    from bot.stores.audit import Act
    from retrieval.catalog import Overview

HERE: Final = "here"  # what stands for the chat, or the topic, that a command is sent in
_PLACE: Final = re.compile(r"-?[1-9][0-9]{0,18}|-[1-9][0-9]{0,18}/[1-9][0-9]{0,18}")


async def allow(talk: Conversation, request: Request) -> Reply:
    """Let somebody ask, or everybody somewhere; alone it lists what was decided."""
    if not request.text and not _author(request):
        if request.chat_kind != "private":  # others there need not know who is listed
            return Notice("only_private", talk.tongue(request), {"command": "allow"})
        return await talk.worker.run(_decisions, talk.office, talk.tongue(request))
    return await _decide(talk, request, allowed=True)


async def deny(talk: Conversation, request: Request) -> Reply:
    """Let them no longer."""
    return await _decide(talk, request, allowed=False)


async def status(talk: Conversation, request: Request) -> Reply:
    """How the bot is."""
    held = await talk.worker.run(talk.office.holdings.overview)
    tongue = talk.tongue(request)
    return Notice("status", tongue, _status(talk, held, tongue))


async def reindex(talk: Conversation, request: Request) -> Reply:
    """Look through the folder now, beside the answers."""
    tongue = talk.tongue(request)
    try:
        report = await talk.renew()
    except RetrievalError as error:
        return Notice("not_indexed", tongue, {"why": fault(tongue, error)})
    counts = {
        name: str(len(getattr(report, name)))
        for name in ("added", "changed", "renamed", "removed", "unchanged", "skipped", "waiting")
    }
    left_out = {**report.skipped, **report.waiting}
    lines = [f"\n{path}: {clause(tongue, why)}" for path, why in sorted(left_out.items())]
    return Notice("reindexed", tongue, counts | {"reasons": first_lines(lines)})


async def audit(talk: Conversation, request: Request) -> Reply:
    """What administrators did last."""
    lines = [act_line(act) for act in await talk.worker.run(talk.office.audit.acts, LINES)]
    return Notice("audit", talk.tongue(request), {"lines": "\n".join(lines)})


def act_line(act: Act) -> str:
    """An act in a line: when, who, and what; where, if that was not in private."""
    where = "" if act.chat == act.admin else f"  in {act.chat}"
    return f"{moment(act.at)}  {act.admin}{where}  /{act.act} {act.about}".rstrip()


async def _decide(talk: Conversation, request: Request, *, allowed: bool) -> Reply:
    tongue, place = talk.tongue(request), _meant(request)
    if place is None:
        return Notice("allow_whom", tongue, {"command": request.command or ""})
    if not allowed and place.lstrip("-").isdecimal() and talk.office.access.is_settled(int(place)):
        return Notice("not_denied", tongue, {"place": place})
    if not allowed and place == place_of(request.asker):  # nobody might be left to undo it
        return Notice("not_yourself", tongue)
    await talk.worker.run(talk.office.rules.decide, place, allowed=allowed)
    return Notice("allowed" if allowed else "denied", tongue, {"place": place})


def _meant(request: Request) -> str | None:
    """The place that a command names: by its id, this chat or topic, or whoever wrote what it replies to."""
    if not request.text:
        return place_of(_author(request)) if _author(request) else None
    if request.text.lower() == HERE:
        return place_of(request.chat, request.topic)
    return request.text if _PLACE.fullmatch(request.text) else None


def _author(request: Request) -> int:
    return request.replied.author if request.replied and not request.replied.ours else 0


def _decisions(office: Office, tongue: Tongue) -> Notice:
    """What the settings list, and what was decided since."""
    access = office.access
    values = {
        "admins": _ids(access.admins | frozenset(access.granted())),
        "users": _ids(access.users),
        "chats": _ids(access.chats),
        "topics": ", ".join(sorted(access.topics)) or "–",
    }
    decided = [f"{'+' if allowed else '−'} {place}" for place, allowed in office.rules.all().items()]
    return Notice(
        "access_open" if access.open else "access_listed",
        tongue,
        values | {"lines": first_lines(decided) or "–"},
    )


def _ids(ids: Collection[int]) -> str:
    return ", ".join(map(str, sorted(ids))) or "–"


def _status(talk: Conversation, held: Overview, tongue: Tongue) -> dict[str, str]:
    office, pulse, now = talk.office, talk.pulse or Pulse(), talk.office.now()
    made = datetime.fromisoformat(held.made).timestamp() if held.made else 0
    return {
        "version": office.version,
        "uptime": lasting(office.clock() - office.began, tongue),
        "documents": str(held.documents),
        "files": str(held.files),
        "skipped": str(held.skipped),
        "passages": str(held.passages),
        "edition": held.edition or "–",
        "age": _ago(now - made, tongue) if made else "–",
        "memory": f"{memory.used() / 2**20:.0f}",
        "polled": _ago(now - pulse.polled, tongue) if pulse.polled else "–",
        "reads_all": _yes_or_no(pulse.hears_all, tongue),
        "inline": _yes_or_no(pulse.inline, tongue),
    }


def _ago(seconds: float, tongue: Tongue) -> str:
    return say(tongue, "ago", time=lasting(seconds, tongue))


def _yes_or_no(known: bool | None, tongue: Tongue) -> str:  # noqa: FBT001  the one thing it is about
    return "–" if known is None else say(tongue, "yes" if known else "no")
