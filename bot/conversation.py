"""What is said to a message: access first, then the command or the question. Knows no markup and no Telegram."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.access import Access
from bot.commands import BY_NAME
from bot.model import (
    Found,
    Inquiry,
    Notice,
    Offered,
    Press,
    Pulse,
    Reply,
    Request,
    Sending,
    Tongue,
)
from bot.store import Store
from bot.texts import tongue_of
from bot.worker import Worker
from retrieval.analysis.analyzer import language_of
from retrieval.model import Answer, NoAnswer, Question

PAGE: Final = "p"

Answering = Callable[[Question, int], Answer | NoAnswer]


class Conversation:
    """The handlers, with what they need: how to answer, what to remember, and who may ask."""

    def __init__(
        self,
        answering: Answering,
        store: Store,
        access: Access,
        worker: Worker,
        *,
        documents: int,
        is_traditional: Callable[[str], bool],
        code: str | None = None,
    ) -> None:
        self._answering = answering
        self._store = store
        self._access = access
        self._worker = worker
        self._documents = documents
        self._is_traditional = is_traditional
        self.code = code
        self.sending: Sending | None = None
        self.pulse: Pulse | None = None

    async def respond(self, request: Request) -> Reply | None:
        """The reply to a message; `None` where nothing is to be said."""
        if not request.addressed or request.edited:
            return None
        if not request.text and not request.command and request.attachment:
            return self._unread(request)
        command = BY_NAME.get(request.command) if request.command else None
        if not (command and command.public) and not self.may_ask(request.asker, request.chat):
            return self.refusal(request)
        if command:
            return await command.handler(self, request)
        if request.command:
            return Notice("unknown_command", self.tongue(request), {"command": request.command[:32]})
        return await self.ask(request)

    async def press(self, press: Press) -> Reply:
        """The reply to a button: another page of an answer, found again from the question in the store."""
        tongue = tongue_of(press.language_code) or "en"
        if not self.may_ask(press.asker, press.chat):
            return Notice("refused", tongue, {"asker": str(press.asker)})
        key, position = page_of(press.data)
        asked = await self._worker.run(self._store.question, key)
        if asked is None or asked.chat != press.chat:
            return Notice("too_old", tongue)
        answer = await self._answer(asked.text, claim=asked.claim)
        shown = self._tongue(press.language_code, asked.text, private=press.chat_kind == "private")
        return Found(answer, shown, key, position)

    async def ask(self, request: Request, *, claim: bool = False) -> Reply:
        """The reply to a question, or to a claim that is to be checked."""
        tongue = self.tongue(request)
        if len(request.text) > Question.LIMIT:
            return Notice(
                "too_long", tongue, {"length": str(len(request.text)), "limit": str(Question.LIMIT)}
            )
        if not request.text.strip():
            return Notice("ask_what", tongue)
        answer = await self._answer(request.text, claim=claim)
        key = await self._worker.run(self._store.keep_question, request.chat, request.text, claim)
        return Found(answer, tongue, key)

    async def _answer(self, text: str, *, claim: bool) -> Answer | NoAnswer:
        return await self._worker.run(self._answering, Question(text, claim), self._documents)

    def _unread(self, request: Request) -> Reply | None:
        """What is said to a picture, a voice or a file."""
        return Notice("only_text", self.tongue(request)) if request.chat_kind == "private" else None

    async def offer(self, inquiry: Inquiry) -> Offered:
        """What is offered to somebody who types behind our name in any chat."""
        tongue = self._tongue(inquiry.language_code, inquiry.text, private=True)
        if not self.may_ask(inquiry.asker, inquiry.asker):
            return Offered(Notice("refused", tongue, {"asker": str(inquiry.asker)}))
        if not inquiry.text.strip():
            return Offered(Notice("ask_what", tongue))
        answer = await self._answer(inquiry.text[: Question.LIMIT], claim=False)
        key = await self._worker.run(self._store.keep_question, inquiry.asker, inquiry.text, claim=False)
        return Offered(Found(answer, tongue, key))

    async def sent(self, request: Request, reply: Reply, number: int) -> None:
        """The reply to a request stands in the chat now, under this number."""

    async def left(self, chat: int) -> None:
        """A chat does not want us any more."""

    async def moved(self, old: int, new: int) -> None:
        """A group has another id now."""

    def may_ask(self, asker: int, chat: int) -> bool:
        """Whether this person, in this chat, gets answers."""
        return self._access.may_ask(asker, chat)

    def refusal(self, request: Request) -> Reply:
        """What is said to somebody who is not listed."""
        return Notice("refused", self.tongue(request), {"asker": str(request.asker)})

    def make_first_admin(self, asker: int) -> None:
        """Make the bearer of the one-time code an administrator, and the code worth nothing."""
        self._store.grant(asker)
        self.code = None

    def tongue(self, request: Request) -> Tongue:
        """The language to speak: the person's in private, the question's in a group."""
        return self._tongue(request.language_code, request.text, private=request.chat_kind == "private")

    def _tongue(self, language_code: str | None, text: str, *, private: bool) -> Tongue:
        if private and (own := tongue_of(language_code)):
            return own
        if language_of(text) == "zh":
            return "zh-hant" if self._is_traditional(text) else "zh-hans"
        return "en" if language_of(text) == "en" else tongue_of(language_code) or "en"


def page_data(key: str, position: int) -> str:
    """The data of a button that turns to a page; at most 64 bytes, as Telegram demands."""
    return f"{PAGE}:{key}:{position}"


def page_of(data: str) -> tuple[str, int]:
    """The key and position of a button's data; an unknown key where it is not ours."""
    kind, _, rest = data.partition(":")
    key, _, position = rest.rpartition(":")
    return (key, int(position)) if kind == PAGE and position.isdecimal() and len(position) < 6 else ("", 0)
