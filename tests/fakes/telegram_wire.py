"""EDGE: the socket. HTTP in, a method name and its parameters out; an answer in, bytes out.

It knows the four ways the Bot API takes parameters and the shape of its answers, and it refuses to
know any method. It listens on 127.0.0.1 at a port the system chooses.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.fakes.telegram_errors import BotApiError, Json, bad_request

# Values of these parameters are text even when they look like a number or like JSON.
_TEXTS = frozenset({
    "text", "caption", "parse_mode", "description", "short_description", "name", "url", "action",
    "callback_query_id", "inline_query_id", "inline_message_id", "language_code", "file_id",
    "secret_token", "message_effect_id", "business_connection_id",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """One call as it came in: `door` is `bot` or `file`, `name` the method or the file's path."""

    door: str
    token: str
    name: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it goes out; without a status the connection is closed instead."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"


DROPPED = Answer(0)

Respond = Callable[[Request], Awaitable[Answer]]


def success(result: Any) -> Answer:
    """Wrap a result."""
    return Answer(200, json.dumps({"ok": True, "result": result}).encode())


def refusal(refused: BotApiError) -> Answer:
    """Wrap a refusal."""
    body: Json = {
        "ok": False,
        "error_code": refused.status,
        "description": refused.description,
    }
    if refused.parameters:
        body["parameters"] = refused.parameters
    return Answer(refused.status, json.dumps(body).encode())


class Params:
    """The parameters of one call, read by type; a value of a wrong type is refused."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Read from decoded values."""
        self.values = values

    def __contains__(self, name: str) -> bool:
        """Tell whether the call names this parameter."""
        return name in self.values

    def text(self, name: str) -> str:
        """Return a text, empty if there is none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"{name} is not a number") from None

    def flag(self, name: str) -> bool:
        """Return a yes or no; absent means no."""
        return self.values.get(name) is True or self.values.get(name) == 1

    def mapping(self, name: str) -> Json:
        """Return a JSON object, empty if there is none."""
        value = self.values.get(name) or {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def array(self, name: str) -> list[Any]:
        """Return a JSON array, empty if there is none."""
        value = self.values.get(name) or []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value


class Wire:
    """A listening socket in the running event loop."""

    def __init__(self, respond: Respond) -> None:
        """Ask `respond` for every answer."""
        routes = [
            (r"/(file)/bot([^/]+)/(.*)", _Door, {"respond": respond}),
            (r"/(bot)([^/]+)/([^/]*)", _Door, {"respond": respond}),
            (r"/()()(.*)", _Door, {"respond": respond}),
        ]
        self._server = HTTPServer(Application(routes, log_function=lambda _handler: None))
        self.port = 0

    def listen(self) -> None:
        """Open the port: a free one, or the one it had before."""
        sockets = bind_sockets(self.port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self._server.add_sockets(sockets)

    async def close(self) -> None:
        """Close the port and every connection."""
        self._server.stop()
        await self._server.close_all_connections()


class _Door(RequestHandler):
    """Reads one request and writes one answer."""

    def initialize(self, respond: Respond) -> None:
        self._respond = respond
        self._work: asyncio.Future[Answer] | None = None

    async def get(self, door: str, token: str, name: str) -> None:
        try:
            request = Request(door, token, name, self._params())
        except BotApiError as refused:
            await self._write_answer(refusal(refused))
            return
        self._work = asyncio.ensure_future(self._respond(request))
        try:
            answer = await self._work
        except asyncio.CancelledError:
            return  # nobody waits any more for an answer
        await self._write_answer(answer)

    post = get

    def on_connection_close(self) -> None:
        if self._work:
            self._work.cancel()

    def data_received(self, chunk: bytes) -> None:
        """Take no streamed bodies: they are read whole."""
        raise NotImplementedError

    async def _write_answer(self, answer: Answer) -> None:
        if answer is DROPPED:
            self.detach().close()
            return
        self.set_status(answer.status, _phrase(answer.status))
        self.set_header("Content-Type", answer.content_type)
        await self.finish(answer.body)

    def _params(self) -> dict[str, Any]:
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            return {**dict(self._from_arguments()), **self._from_json()}
        return dict(self._from_arguments())

    def _from_json(self) -> Json:
        try:
            body = json.loads(self.request.body or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON") from None
        if not isinstance(body, dict):
            raise bad_request("object expected")
        return {name: _decoded(name, value) for name, value in body.items() if value is not None}

    def _from_arguments(self) -> Iterator[tuple[str, Any]]:
        for name, values in self.request.arguments.items():
            yield name, _decoded(name, values[-1].decode("utf-8", "surrogateescape"))
        for name, files in self.request.files.items():
            yield (
                name,
                {
                    "filename": files[-1].filename,
                    "size": len(files[-1].body),
                    "content": files[-1].body,
                },
            )


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name in _TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
