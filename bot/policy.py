"""/policy: in a group or a topic, the bot answers nothing, what is said to it, or everything it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Notice, Reply, Request
from bot.stores.policies import POLICIES

if TYPE_CHECKING:
    from bot.conversation import Conversation


async def policy(talk: Conversation, request: Request) -> Reply:
    """What holds here; an administrator of the bot decides it, for the topic in which the command is sent."""
    tongue = talk.tongue(request, "")
    if request.chat_kind == "private":
        return Notice("policy_in_groups", tongue)
    if not request.text:
        held = await talk.worker.run(talk.store.policies.policy, request.chat, request.topic)
        return Notice(f"policy_{held}", tongue)
    if not talk.is_admin(request.asker):
        return Notice("admins_only", tongue)
    chosen = next((p for p in POLICIES if p == request.text.strip().lower()), None)
    if chosen is None:
        return Notice("policy_what", tongue)
    await talk.worker.run(talk.store.policies.decide, request.chat, request.topic, chosen)
    await talk.worker.run(talk.office.audit.note, request.asker, request.chat, "policy", chosen)
    return Notice(f"policy_{chosen}", tongue)
