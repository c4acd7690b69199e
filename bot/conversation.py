"""What is said to a message: who is heard, who may ask, and which handler replies. Knows no markup and no Telegram.

The handlers are functions, `request -> Reply`, in a module per subject; `commands.py` and `pressing.py` list them.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace

from bot.archive import Archive
from bot.asking import ASKED_BEFORE, ASKING, ask, wording
from bot.commands import BY_NAME, Command
from bot.documents import file_away
from bot.door import answered_aside, refused, stopped
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
from bot.stores.questions import OurReply
from bot.texts import tongue_of
from bot.worker import Worker
from retrieval.analysis.analyzer import language_of
from retrieval.model import Answer, NoAnswer, Question, Scope
from retrieval.sync import Report
from retrieval.syntax import parse

_LOG = logging.getLogger(__name__)
Where = Request | Press
"""Who speaks to us, and where."""


class Conversation:
    """What the handlers need: the documents, what is remembered, who may ask, and the clock."""

    def __init__(
        self,
        archive: Archive,
        store: Store,
        office: Office,
        worker: Worker,
        *,
        documents: int,
        is_traditional: Callable[[str], bool],
        code: str | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.archive = archive
        self.store = store
        self.worker = worker
        self.now = now
        self.code = code
        self.office = office
        self.ringing = asyncio.Lock()
        self.sending: Sending | None = None
        self.fetching: Fetching | None = None
        self.pulse: Pulse | None = None
        self.home = ""
        self._documents = documents
        self._is_traditional = is_traditional

    async def respond(self, request: Request) -> Reply | None:
        """The reply to a message; `None` where nothing is to be said."""
        if not await self._hears(request):
            return None
        if not request.edited:
            return await self._reply(request)
        before = await self.worker.run(self.store.questions.reply, request.chat, request.message)
        if request.command not in ASKING or (before and before.words == wording(request)):
            return None
        if before and not before.number and request.late:
            return None  # as nobody asks it any more, in whatever words
        reply = await self._reply(request)
        if before and before.number and isinstance(reply, Found | Notice):
            return replace(reply, replaces=before.number)
        return reply

    async def passed_over(self, request: Request) -> None:
        """Remember a question that nobody answers any more: when it is edited, it is not asked anew unless that is done now."""
        if self.office.preferences.keeps(request.asker):
            replied = OurReply(0, wording(request), request.asker)
            await self.worker.run(self.store.questions.keep_reply, request.chat, request.message, replied)

    async def sent(self, request: Request, reply: Reply, number: int) -> None:
        """Remember which message of ours replies to which message: for edits, follow-ups and what is asked again."""
        questions = self.store.questions
        if request.message and self.office.preferences.keeps(request.asker):
            replied = OurReply(number, wording(request), request.asker)
            await self.worker.run(questions.keep_reply, request.chat, request.message, replied)
        if isinstance(reply, Found) and reply.key:
            await self.worker.run(questions.answered, reply.key, number)

    async def press(self, press: Press) -> Reply:
        """The reply to a button: what it does, or why it does nothing."""
        return self.turned_away(press) or await self.carry_out(press)

    def turned_away(self, press: Press) -> Notice | None:
        """Why a press does nothing, known at once; `None` where it is to be carried out."""
        from bot.pressing import turned_away

        return turned_away(self, press)

    async def carry_out(self, press: Press) -> Reply:
        """What a button does that was not turned away."""
        from bot.pressing import carried_out

        return await carried_out(self, press)

    async def offer(self, inquiry: Inquiry) -> Offered:
        """Quotes to choose from, for what somebody types in any chat."""
        from bot.inline import offer

        return await offer(self, inquiry)

    async def left(self, chat: int) -> None:
        """A chat does not want us any more: nobody waits there. What was decided of it stands, should it want us again."""
        await self.worker.run(self.store.bells.left, chat)

    async def moved(self, old: int, new: int) -> None:
        """A group has another id now: what was decided, chosen, asked and collected there counts on, and the settings name it still."""
        office, store = self.office, self.store
        if office.access.names(old):
            _LOG.warning("the group %d of the settings is %d now, and is meant by either", old, new)
        kept = (office.rules, office.preferences, store.policies, store.bells, store.baskets, store.questions)
        for one in kept:
            await self.worker.run(one.moved, old, new)

    async def renewed(self, sending: Sending) -> bool:
        """To be called after the index was renewed: whoever waits for an answer that is there now is told.

        Whether everybody could be; who could not is told when it is called again.
        """
        from bot.bell import ring

        return await ring(self, sending)

    async def renew(self) -> Report:
        """Bring the index up to date now, beside the answers, and tell whoever waits for what came of it.

        Raises:
            RetrievalError: where the folder cannot be read, or the index not be written.
        """
        report = await asyncio.to_thread(self.office.holdings.renew)
        if self.sending:
            await self.renewed(self.sending)
        return report

    async def ask(self, request: Request, *, claim: bool = False) -> Reply:
        """The reply to a question, or to a claim that is to be checked."""
        return await ask(self, request, claim=claim)

    async def answer(
        self,
        text: str,
        where: Where,
        *,
        claim: bool = False,
        documents: int = 0,
        scope: Scope | None = None,
    ) -> Answer | NoAnswer:
        """What answers a question, as far as the documents may be seen there, or in `scope`; a claim has no filters.

        Raises:
            ValueError: where there are filters and no word beside them.
        """
        scope = self.scope(where) if scope is None else scope
        question = Question(text, claim, scope=scope) if claim else parse(text).question(scope=scope)
        return await self.worker.run(self.archive.answer, question, documents or self._documents)

    async def _hears(self, request: Request) -> bool:
        """Whether a message is for us: in a group by what an administrator decided, which they may do anywhere."""
        if request.chat_kind == "private":
            return True
        policy = await self.worker.run(self.store.policies.policy, request.chat, request.topic)
        if policy == "off":
            return request.command == "policy" and request.addressed
        if policy == "addressed" or request.addressed:
            return request.addressed
        return not request.command and bool(request.text) and self.admits(request)

    async def _reply(self, request: Request) -> Reply | None:
        """The reply of whoever is responsible, to somebody who may have it."""
        command = BY_NAME.get(request.command) if request.command else None
        if stop := stopped(self.office, request, self.tongue(request), command):
            return stop.said
        if not request.command and not request.edited and (filed := await file_away(self, request)):
            return filed
        if not request.text and not request.command and request.attachment:
            return None if request.edited else Notice("only_text", self.tongue(request))
        if command:
            return await self._commanded(command, request)
        if request.command:
            return Notice("unknown_command", self.tongue(request), {"command": request.command[:32]})
        reply = await self.ask(request)
        if not request.addressed:
            if not _answers(reply):
                return None
            answered_aside(self.office, request)
        return reply

    async def _commanded(self, command: Command, request: Request) -> Reply | None:
        """What the command says; what an administrator does is noted before it is done."""
        if command.admin:
            about = request.text or (str(request.replied.author) if request.replied else "")
            noted = request.asker, request.chat, command.name, about[:200]
            await self.worker.run(self.office.audit.note, *noted)
        return await command.handler(self, request)

    def scope(self, where: Where) -> Scope:
        """What of the documents may be seen there."""
        return self.office.access.scope(
            where.asker, where.chat, where.topic, private=where.chat_kind == "private"
        )

    def may_ask(self, asker: int, chat: int, topic: int | None = None) -> bool:
        """Whether this person, in this chat or topic, gets answers."""
        return self.office.access.may_ask(asker, chat, topic)

    def admits(self, where: Where) -> bool:
        """Whether who speaks to us gets answers where they speak."""
        return self.may_ask(where.asker, where.chat, where.topic)

    def is_admin(self, asker: int) -> bool:
        """Whether this person decides what the bot does."""
        return self.office.access.is_admin(asker)

    def refusal(self, where: Where) -> Notice | None:
        """What is said to somebody who is not listed, if anything."""
        return None if self.office.silent else refused(where, self.tongue(where))

    async def make_first_admin(self, asker: int) -> None:
        """Make the bearer of the one-time code an administrator, and the code worth nothing, before anybody else comes."""
        self.code = None
        await self.worker.run(self.store.grant, asker)
        await self.worker.run(self.office.audit.note, asker, asker, "start", "first administrator")

    def tongue(self, where: Where, text: str | None = None) -> Tongue:
        """The language to speak: the chosen one, else the person's in private, the question's in a group.

        `text` is the question, where that is not what was written; of a press there is none.
        """
        said = text if text is not None else where.text if isinstance(where, Request) else ""
        private = where.chat_kind == "private" or not said
        return self.chosen_tongue(where) or self.tongue_for(where.language_code, said, private=private)

    def chosen_tongue(self, where: Where) -> Tongue | None:
        """What the person chose with /lang, in a group what an administrator chose for it."""
        return self.office.preferences.tongue(where.asker if where.chat_kind == "private" else where.chat)

    def tongue_for(self, language_code: str | None, text: str, *, private: bool) -> Tongue:
        """The language to speak about a text to somebody whose client speaks another."""
        if private and (own := tongue_of(language_code)):
            return own
        if language_of(text) == "zh":
            return "zh-hant" if self._is_traditional(text) else "zh-hans"
        return "en" if language_of(text) == "en" else tongue_of(language_code) or "en"


def _answers(reply: Reply) -> bool:
    """Whether a reply is an answer, or leads to the one of before."""
    if isinstance(reply, Notice):
        return reply.text in ASKED_BEFORE
    return isinstance(reply, Found) and isinstance(reply.answer, Answer)
