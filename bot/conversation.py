"""What is said to a message: access first, then the command or the question. Knows no markup and no Telegram."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.commands import BY_NAME, Command
from bot.documents import file_away
from bot.door import refused, stopped
from bot.model import (
    Fetching,
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
from bot.office import Office
from bot.store import Store
from bot.stores.diary import Entry
from bot.texts import tongue_of
from bot.worker import Worker
from retrieval.analysis.analyzer import language_of
from retrieval.model import Answer, NoAnswer, Question, Scope

PAGE: Final = "p"

Answering = Callable[[Question, int], Answer | NoAnswer]


class Conversation:
    """The handlers, with what they need: how to answer, what to remember, and who may ask."""

    def __init__(
        self,
        answering: Answering,
        store: Store,
        office: Office,
        worker: Worker,
        *,
        documents: int,
        is_traditional: Callable[[str], bool],
        code: str | None = None,
    ) -> None:
        self._answering = answering
        self._store = store
        self.office = office
        self.worker = worker
        self._documents = documents
        self._is_traditional = is_traditional
        self.code = code
        self.sending: Sending | None = None
        self.fetching: Fetching | None = None
        self.pulse: Pulse | None = None

    async def respond(self, request: Request) -> Reply | None:
        """The reply to a message; `None` where nothing is to be said."""
        if not request.addressed or request.edited:
            return None
        command = BY_NAME.get(request.command) if request.command else None
        if stop := stopped(self.office, request, self.tongue(request), command):
            return stop.said
        if not request.command and (filed := await file_away(self, request)):
            return filed
        if not request.text and not request.command and request.attachment:
            return self._unread(request)
        if command:
            return await self._carry_out(command, request)
        if request.command:
            return Notice("unknown_command", self.tongue(request), {"command": request.command[:32]})
        return await self.ask(request)

    async def _carry_out(self, command: Command, request: Request) -> Reply | None:
        """What the command says; what an administrator does is noted before it is done."""
        if command.admin:
            about = request.text or (str(request.replied.author) if request.replied else "")
            self.office.audit.note(request.asker, request.chat, command.name, about[:200])
        return await command.handler(self, request)

    async def press(self, press: Press) -> Reply:
        """The reply to a button: another page of an answer, found again from the question in the store."""
        tongue = self.chosen_tongue(press) or tongue_of(press.language_code) or "en"
        if stop := stopped(self.office, press, tongue):
            return stop.said or refused(press, tongue)
        key, position = page_of(press.data)
        asked = await self.worker.run(self._store.question, key)
        if asked is None or asked.chat != press.chat:
            return Notice("too_old", tongue)
        answer = await self._answer(Question(asked.text, asked.claim, scope=self.scope(press)))
        shown = self.chosen_tongue(press) or self._tongue(
            press.language_code, asked.text, private=press.chat_kind == "private"
        )
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
        begun = self.office.clock()
        answer = await self._answer(Question(request.text, claim, scope=self.scope(request)))
        if not self.office.preferences.keeps(request.asker):
            return Found(answer, tongue, "")
        await self.worker.run(self._note, request, answer, self.office.clock() - begun)
        key = await self.worker.run(self._store.keep_question, request.chat, request.text, claim)
        return Found(answer, tongue, key)

    async def _answer(self, question: Question) -> Answer | NoAnswer:
        return await self.worker.run(self._answering, question, self._documents)

    def _note(self, request: Request, answer: Answer | NoAnswer, seconds: float) -> None:
        """Keep in the diary that a question was asked."""
        reason = str(answer.reason) if isinstance(answer, NoAnswer) else None
        entry = Entry(
            self.office.now(), request.text, answer.question.claim, reason, round(1000 * seconds, 1)
        )
        self.office.diary.note(request.asker, request.chat, entry)

    def scope(self, asked: Request | Press) -> Scope:
        """What of the corpus may be seen where this was asked."""
        return self.office.access.scope(
            asked.asker, asked.chat, asked.topic, private=asked.chat_kind == "private"
        )

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
        scope = self.office.access.scope_anywhere()
        answer = await self._answer(Question(inquiry.text[: Question.LIMIT], scope=scope))
        return Offered(Found(answer, tongue, ""))

    async def sent(self, request: Request, reply: Reply, number: int) -> None:
        """The reply to a request stands in the chat now, under this number."""

    async def left(self, chat: int) -> None:
        """A chat does not want us any more."""

    async def moved(self, old: int, new: int) -> None:
        """A group has another id now: what was decided and chosen there counts on."""
        await self.worker.run(self.office.rules.moved, old, new)
        await self.worker.run(self.office.preferences.moved, old, new)

    def may_ask(self, asker: int, chat: int) -> bool:
        """Whether this person, in this chat, gets answers."""
        return self.office.access.may_ask(asker, chat)

    def refusal(self, request: Request) -> Reply | None:
        """What is said to somebody who is not listed, if anything."""
        return None if self.office.silent else refused(request, self.tongue(request))

    def make_first_admin(self, asker: int) -> None:
        """Make the bearer of the one-time code an administrator, and the code worth nothing."""
        self._store.grant(asker)
        self.office.audit.note(asker, asker, "start", "first administrator")
        self.code = None

    def tongue(self, request: Request) -> Tongue:
        """The language to speak: the one that was chosen, else the person's in private, the question's in a group."""
        return self.chosen_tongue(request) or self._tongue(
            request.language_code, request.text, private=request.chat_kind == "private"
        )

    def chosen_tongue(self, asked: Request | Press) -> Tongue | None:
        """What the person chose with /lang, in a group what an administrator chose for it."""
        whose = asked.asker if asked.chat_kind == "private" else asked.chat
        return self.office.preferences.tongue(whose)

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
