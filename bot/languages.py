"""The language that is spoken: what a person chose, or an administrator for a group; and what else was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.model import Notice, Reply, Request, Tongue
from bot.texts import say

if TYPE_CHECKING:
    from bot.conversation import Conversation

AUTOMATIC: Final = frozenset({"auto", "off", "自动", "自動"})
NAMED: Final[dict[str, Tongue]] = {
    "en": "en",
    "english": "en",
    "英文": "en",
    "zh": "zh-hans",
    "zh-hans": "zh-hans",
    "zh-cn": "zh-hans",
    "简体": "zh-hans",
    "简体中文": "zh-hans",
    "zh-hant": "zh-hant",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "繁體": "zh-hant",
    "繁體中文": "zh-hant",
}


async def lang(talk: Conversation, request: Request) -> Reply:
    """Choose a language, or say which is spoken; for a group only administrators do."""
    wish, tongue = request.text.lower().replace("_", "-"), talk.tongue(request)
    private = request.chat_kind == "private"
    if not wish:
        return Notice("lang", tongue, {"tongue": _spoken(talk, request)})
    if wish not in AUTOMATIC and wish not in NAMED:
        return Notice("lang_unknown", tongue)
    if not private and not talk.office.access.is_admin(request.asker):
        return Notice("admins_only", tongue)
    if private and not talk.office.preferences.keeps(request.asker):
        return Notice("lang_not_kept", tongue)
    chosen = NAMED.get(wish)
    whose = request.asker if private else request.chat
    await talk.worker.run(talk.office.preferences.speak, whose, chosen)
    if not private:
        await talk.worker.run(talk.office.audit.note, request.asker, request.chat, "lang", wish)
    return Notice("lang_set", talk.tongue(request), {"tongue": _spoken(talk, request)})


async def settings(talk: Conversation, request: Request) -> Reply:
    """What the person chose, or what was chosen for the group, and the commands that change it."""
    tongue = talk.tongue(request)
    kept = say(tongue, "yes" if talk.office.preferences.keeps(request.asker) else "no")
    return Notice("settings", tongue, {"tongue": _spoken(talk, request), "kept": kept})


def _spoken(talk: Conversation, request: Request) -> str:
    """The language by its own name; where none was chosen, that it follows the person or the question."""
    chosen, tongue = talk.chosen_tongue(request), talk.tongue(request)
    if chosen:
        return say(chosen, "own_name")
    return say(tongue, "follows_person" if request.chat_kind == "private" else "follows_question")
