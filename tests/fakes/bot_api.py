"""A strict Telegram for tests: a Bot API server on 127.0.0.1, and a way to play the people.

    async with FakeBotApi(token="123456:TEST") as api:
        ada = api.user(7, "Ada")
        await api.say(ada, "/start")
        (greeting,) = await api.wait_for_messages(1)

A bot talks to `{api.url}/bot{token}/METHOD`; a test says what people do and looks at what the bot
sent. Refusals are Telegram's own. The server refuses to know what any bot ought to answer, and it
keeps its state when bots come and go.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.fakes.telegram_chats import BotMessage, Chat, Person
from tests.fakes.telegram_errors import BotApiError, Json, bad_request
from tests.fakes.telegram_faults import PAGE, Draw, Fault, Faults
from tests.fakes.telegram_flood import FloodGate
from tests.fakes.telegram_inline import Offer
from tests.fakes.telegram_methods import CallbackAnswer, Methods
from tests.fakes.telegram_people import People
from tests.fakes.telegram_profile import Profile
from tests.fakes.telegram_rooms import Standing
from tests.fakes.telegram_spec import SPEC_PATH, Spec
from tests.fakes.telegram_webhook import Postman
from tests.fakes.telegram_wire import DROPPED, Answer, Params, Request, Wire, refusal, success
from tests.fakes.telegram_world import World

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


class Call(NamedTuple):
    """A call of the bot; values that came as JSON are decoded."""

    method: str
    params: dict[str, Any]


class FakeBotApi:
    """One Telegram with one bot in it."""

    def __init__(
        self,
        token: str,
        *,
        username: str = "juzheng_test_bot",
        privacy_mode: bool = True,
        flood: bool = False,
        hurry: float = 1.0,
        rich: bool = False,
        clock: Callable[[], float] = time.time,
        spec: Path | None = SPEC_PATH,
    ) -> None:
        """Prepare a Telegram; it listens once the `async with` block is entered.

        `privacy_mode` keeps from the bot what is said in groups past it; `flood` turns the rate
        limits on, which pass so many times as fast with `hurry`; `rich` makes it a server that knows rich messages; `spec` names the documented methods to check every call against.
        """
        self.token = token
        self.bot = Person(int(token.partition(":")[0]), "Juzheng", username=username, is_bot=True)
        self.world = World(self.bot, clock, privacy_mode=privacy_mode)
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self._people = People(self.world)
        self._faults = Faults(clock, self.violations)
        self._gate = FloodGate(clock, hurry) if flood else None
        self._methods = Methods(self.world, self._gate, self._faults, self.violations, rich=rich)
        self._spec = Spec.load(spec)
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Future[None]] = set()
        self._wire = Wire(self._respond)
        self.postman = Postman(self.world.inbox, lambda: self._methods.webhook, self._soon)

    async def __aenter__(self) -> Self:
        """Start to listen."""
        self._wire.listen()
        self.postman.begin()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop to listen, and let go of whoever polls."""
        self.world.inbox.wake()
        await self.postman.end()
        await self._wire.close()

    @property
    def url(self) -> str:
        """The origin a bot is given in place of https://api.telegram.org."""
        return f"http://127.0.0.1:{self._wire.port}"

    # --- what the bot did ----------------------------------------------------------------------

    @property
    def sent(self) -> list[BotMessage]:
        """The bot's messages in the order they were sent, each as it stands now."""
        return list(self.world.messages.values())

    @property
    def states(self) -> list[BotMessage]:
        """Every state of every message: one entry for each send and each edit, in order."""
        return list(self.world.states)

    @property
    def pending(self) -> list[Json]:
        """The updates that the bot has not confirmed yet."""
        return list(self.world.inbox.pending)

    @property
    def answers(self) -> list[CallbackAnswer]:
        """How the bot answered pressed buttons, in order."""
        return list(self._methods.answers)

    @property
    def reactions(self) -> dict[tuple[int, int], str]:
        """The bot's reactions that stand now: (chat id, message id) to emoji."""
        return dict(self._methods.reactions)

    @property
    def offers(self) -> list[Offer]:
        """What the bot offered to those who typed behind its name, in order."""
        return list(self._methods.offers)

    @property
    def sent_at(self) -> dict[tuple[int, int], float]:
        """When each message was sent, by its chat and number."""
        return dict(self.world.sent_at)

    @property
    def floods(self) -> list[str]:
        """Where the bot sent more than Telegram takes."""
        return list(self._gate.refused) if self._gate else []

    @property
    def profile(self) -> Profile:
        """The command menus and descriptions that the bot has set."""
        return self._methods.profile

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every call of this method."""
        return [call.params for call in self.calls if call.method.lower() == method.lower()]

    # --- who is there --------------------------------------------------------------------------

    def user(
        self,
        user_id: int,
        first_name: str = "Ada",
        language_code: str | None = "zh-hans",
        username: str | None = None,
    ) -> Person:
        """Make a person; the bot cannot write to them before they opened the private chat."""
        person = Person(user_id, first_name, language_code, username)
        self.world.people[user_id] = person
        return person

    def private(self, person: Person) -> Chat:
        """Open the private chat of a person with the bot."""
        return self._people.room_of(person, None).chat

    def group(
        self,
        chat_id: int,
        title: str,
        members: Sequence[Person] = (),
        topics: Sequence[int] = (),
    ) -> Chat:
        """Make a group that the bot is in; with topics (thread ids) it is a forum."""
        if chat_id >= 0:
            raise AssertionError("the id of a group is negative")
        return self.world.open_room(Chat(chat_id, title, None, tuple(members), tuple(topics))).chat

    # --- what people do ------------------------------------------------------------------------

    async def say(
        self,
        person: Person,
        text: str,
        chat: Chat | None = None,
        reply_to: int | BotMessage | None = None,
        entities: Sequence[Json] | None = None,
        thread: int | None = None,
    ) -> int:
        """Write a message, privately unless a chat is named; return its id."""
        answered = reply_to.message_id if isinstance(reply_to, BotMessage) else reply_to
        room = self._people.room_of(person, chat)
        number = self._people.say(person, text, room, (answered, thread), entities)
        await self._notify()
        return number

    async def edit(self, person: Person, message_id: int, text: str, chat: Chat | None = None) -> None:
        """Let a person edit their message."""
        self._people.edit(person, message_id, text, self._people.room_of(person, chat))
        await self._notify()

    async def press(self, person: Person, message: BotMessage, label_or_data: str) -> str:
        """Press a button, named by its label or callback data; return the id of the query."""
        query = self._people.press(person, message, label_or_data)
        await self._notify()
        return query

    async def upload(self, person: Person, filename: str, content: bytes, chat: Chat | None = None) -> int:
        """Send a document; return the id of its message."""
        room = self._people.room_of(person, chat)
        number = self._people.upload(person, room, filename, content)
        await self._notify()
        return number

    async def say_as_group(self, chat: Chat, text: str) -> int:
        """Write as an administrator whom the group hides; return the id of the message."""
        number = self._people.say_as_group(self.world.rooms[chat.id], text)
        await self._notify()
        return number

    async def inquire(self, person: Person, text: str, offset: str = "") -> str:
        """Type behind the bot's name in some chat; return the id of the query."""
        query = self._people.inquire(person, text, offset)
        await self._notify()
        return query

    async def raw_update(self, update: Json) -> None:
        """Queue an update as it is, whatever it says; it is numbered if it has no `update_id`."""
        self.world.inbox.put_raw(update)
        await self._notify()

    def block(self, person: Person) -> None:
        """Let a person block the bot: it is told, and may not write to them."""
        self._people.stand(person, self._people.room_of(person, None), Standing.BLOCKED)

    def unblock(self, person: Person) -> None:
        """Let a person take the bot back."""
        self._people.stand(person, self._people.room_of(person, None), Standing.MEMBER)

    def kick(self, person: Person, chat: Chat) -> None:
        """Let a person remove the bot from a group."""
        self._people.stand(person, self._people.room_of(person, chat), Standing.KICKED)

    def upgrade(self, chat: Chat, new_id: int) -> Chat:
        """Turn a group into a supergroup; the old id then refuses and names the new one."""
        return self._people.upgrade(self.world.rooms[chat.id], new_id)

    def close_topic(self, chat: Chat, thread: int) -> None:
        """Close a topic: nobody may write in it."""
        self.world.rooms[chat.id].closed_topics.add(thread)

    def delete_topic(self, chat: Chat, thread: int) -> None:
        """Delete a topic with all that was said in it."""
        room = self.world.rooms[chat.id]
        room.chat = replace(room.chat, topics=tuple(t for t in room.chat.topics if t != thread))
        for number, message in list(room.messages.items()):
            if message.get("message_thread_id") == thread:
                self.world.forget(room, number)

    def expire_queries(self) -> None:
        """Let every pressed button be too old to answer."""
        self.world.queries.clear()

    # --- what goes wrong -----------------------------------------------------------------------

    def fail_next(self, method: str, status: int, description: str, retry_after: int | None = None) -> None:
        """Refuse the next call of a method; several wait in line."""
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        self._plan(method, Fault(refusal(BotApiError(status, description, **parameters))))

    def drop_next(self, method: str, *, after: bool = False) -> None:
        """Close the connection on the next call; `after`: once it took effect, unanswered."""
        self._plan(method, Fault(DROPPED, after))

    def html_next(self, method: str, *, after: bool = False) -> None:
        """Answer the next call with a web page and status 200, as a stray proxy does."""
        self._plan(method, Fault(PAGE, after))

    def hang_next(self, method: str, *, after: bool = False) -> None:
        """Never answer the next call."""
        self._plan(method, Fault(None, after))

    def pause(self, chat: Chat | Person | None, seconds: float) -> None:
        """Refuse messages to a chat, or to all, for so long, from the next one on."""
        self._faults.pause(chat.id if chat else None, seconds)

    def draw_faults(self, draw: Draw | None) -> None:
        """Let this function decide for every call what goes wrong with it."""
        self._faults.draw = draw

    def redeliver(self, count: int = 1) -> None:
        """Deliver the last confirmed updates once more."""
        self.world.inbox.redeliver(count)

    # --- waiting -------------------------------------------------------------------------------

    def wait_for_messages(self, n: int, timeout: float = 10) -> Coroutine[Any, Any, list[BotMessage]]:
        """Wait until the bot has sent `n` messages in all; return all of them."""
        return self._messages(n, timeout)

    def wait_until(self, predicate: Callable[[], object], timeout: float = 10) -> Coroutine[Any, Any, None]:
        """Wait until this holds; it is asked again whenever a call or a person changed something.

        Raises `AssertionError` with all that was received when the time is up.
        """
        return self._until(lambda: bool(predicate()), timeout)

    async def _messages(self, n: int, seconds: float) -> list[BotMessage]:
        await self._until(lambda: len(self.world.messages) >= n, seconds)
        return self.sent

    async def _until(self, predicate: Callable[[], bool], seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(predicate)
        except TimeoutError:
            raise AssertionError(f"gave up after {seconds} s\n{self._received()}") from None

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _received(self) -> str:
        calls = Counter(call.method for call in self.calls)
        lines = [
            "calls: " + (", ".join(f"{name} x{n}" for name, n in calls.items()) or "none"),
            *(f"message {m.message_id} in {m.chat_id}: {m.text!r} {m.labels}" for m in self.sent),
            f"updates not confirmed: {len(self.world.inbox.pending)}",
            *(f"violation: {violation}" for violation in self.violations),
        ]
        return "\n".join(lines)

    # --- the bot's side ------------------------------------------------------------------------

    async def _respond(self, request: Request) -> Answer:
        if request.door and request.token != self.token:
            return refusal(BotApiError(401, "Unauthorized"))
        if request.door == "file":
            return self._file(request.name)
        try:
            name = self._methods.name_of(request.name)
        except BotApiError as refused:
            return refusal(refused)
        self.calls.append(Call(name, dict(request.params)))
        self.violations += self._spec.complaints(name, request.params)
        await self._notify()
        try:
            return await self._faults.around(name, lambda: self._run(name, request))
        finally:
            await self._notify()

    async def _run(self, name: str, request: Request) -> Answer:
        try:
            for missing in self._spec.missing(name, request.params):
                raise bad_request(_MISSING.get(missing, f"parameter {missing!r} is required"))
            return success(await self._methods.run(name, Params(request.params)))
        except BotApiError as refused:
            return refusal(refused)

    def _file(self, path: str) -> Answer:
        for upload in self.world.files.values():
            if upload.path == path:
                return Answer(200, upload.content, "application/octet-stream")
        return refusal(BotApiError(404, "Not Found"))

    def _plan(self, method: str, fault: Fault) -> None:
        self._faults.plan(self._methods.name_of(method), fault)

    def _soon(self) -> None:
        task = asyncio.ensure_future(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
