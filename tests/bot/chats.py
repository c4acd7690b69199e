"""A chat as the edge makes it out of updates: messages have numbers, and what was sent is reported back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from bot.buttons import Act, data
from bot.conversation import Conversation
from bot.model import Attachment, ChatKind, Found, Notice, Press, Replied, Reply, Request
from tests.bot.samples import LISTED


@dataclass(slots=True)
class Chat:
    """One chat with the bot; `said` holds the words of its messages and `replies` ours, by number."""

    talk: Conversation
    number: int = LISTED
    topic: int | None = None
    last: int = 0
    said: dict[int, Request] = field(default_factory=dict)
    replies: dict[int, Reply] = field(default_factory=dict)

    @property
    def kind(self) -> ChatKind:
        """Groups have negative numbers."""
        return "private" if self.number > 0 else "group"

    async def say(self, words: str = "", asker: int = LISTED, **fields: Any) -> Reply | None:
        """Somebody says something; the reply, if there is one."""
        self.last += 1
        command, _, rest = (
            words.removeprefix("/").partition(" ") if words.startswith("/") else ("", "", words)
        )
        request = Request(
            self.number,
            self.kind,
            asker,
            rest,
            command or None,
            "en",
            message=self.last,
            topic=self.topic,
            **fields,
        )
        return await self._deliver(request)

    async def edit(self, number: int, words: str) -> Reply | None:
        """Somebody changes the words of a message of theirs."""
        return await self._deliver(replace(self.said[number], text=words, edited=True))

    async def sticker(self, **fields: Any) -> Reply | None:
        """Somebody sends a picture without a word."""
        return await self.say("", attachment=Attachment("sticker"), **fields)

    async def press(
        self, act: Act, found: Found | str, position: int = 0, value: int = 0, asker: int = LISTED
    ) -> Reply:
        """Somebody presses a button of an answer."""
        key = found if isinstance(found, str) else found.key
        sent = data(act, key, position, value)
        return await self.talk.press(
            Press(self.number, asker, sent, self.kind, "en", message=self.last, topic=self.topic)
        )

    def reply_to(self, number: int) -> Replied:
        """What somebody's message replies to."""
        if number in self.said:
            return Replied(number, self.said[number].text, ours=False)
        return Replied(number, "what we said", ours=True)

    async def _deliver(self, request: Request) -> Reply | None:
        self.said[request.message] = request
        reply = await self.talk.respond(request)
        if reply is not None:
            replaced = reply.replaces if isinstance(reply, Found | Notice) else None
            self.last += replaced is None
            number = replaced or self.last
            self.replies[number] = reply
            await self.talk.sent(request, reply, number)
        return reply
