"""Claims about updates that are brought: by Telegram alone, on disk before it is thanked, and answered as any others."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from bot.access import Access
from bot.errors import CannotServe
from bot.telegram.service import serving as serving_here
from bot.telegram.webhook import HEADER
from config import Settings
from tests.bot.programs import Program, serving
from tests.bot.samples import talking
from tests.fakes import FakeBotApi

TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"
SECRET: Final = "a-secret_of-ours"
UPDATE: Final = {"update_id": 5, "unheard_of": {"id": 1}}


@pytest.fixture
def port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@asynccontextmanager
async def listening(folder: Path, port: int, api: FakeBotApi) -> AsyncIterator[httpx.AsyncClient]:
    """The bot here, and somebody who can reach its port."""
    telegram = {"token": TOKEN, "api_url": api.url, "webhook_url": "https://bot.example.org/tele.gram"}
    telegram |= {"webhook_secret": SECRET, "webhook_port": str(port)}
    settings = Settings.model_validate({"data": folder, "telegram": telegram})
    with talking(folder, access=Access(open=True)) as talk:
        async with (
            serving_here(settings, talk),
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
        ):
            yield client


@pytest.mark.slow
async def test_it_runs_by_webhook_as_it_does_by_polling(juzheng: Program, new_state: Path, port: int) -> None:
    """As its own process, with a secret made at random; what was lost on the way is brought again, and not answered again."""
    async with FakeBotApi(TOKEN) as api:
        api.postman.at = f"http://127.0.0.1:{port}"
        mine = {"TOKEN": TOKEN, "API_URL": api.url, "ACCESS": "open"}
        mine |= {"WEBHOOK_URL": "https://bot.example.org:8443/telegram", "WEBHOOK_PORT": str(port)}
        ada = api.user(7, "Ada", "en")
        api.postman.lose = 2
        first = await api.say(ada, "who was fined?")
        async with serving(juzheng, DATA=new_state, **{f"TELEGRAM__{n}": v for n, v in mine.items()}):
            (message,) = await api.wait_for_messages(1)
            await api.press(ada, message, "›")
            await api.wait_until(lambda: api.sent[0].edits)
            second = await api.say(ada, "when was the harbour closed?")
            await api.wait_for_messages(2)
            await api.wait_until(lambda: not api.pending)
            secret = api.called("setWebhook")[0]["secret_token"]
        assert [m.reply_to for m in api.sent] == [first, second]
        assert len(api.postman.brought) > 4
        assert len(secret) > 20
        assert api.violations == []
        assert api.called("getUpdates") == []
        async with serving(
            juzheng, DATA=new_state, **{f"TELEGRAM__{n}": mine[n] for n in ("TOKEN", "API_URL", "ACCESS")}
        ):
            await api.say(ada, "who was fined?")
            await api.wait_for_messages(3)


async def test_only_who_knows_the_secret_is_listened_to(tmp_path: Path, port: int) -> None:
    """At the one path, to what is an update; nobody is told more than that."""
    async with FakeBotApi(TOKEN) as api, listening(tmp_path, port, api) as client:
        right = {HEADER: SECRET}
        for status, path, headers, body in (
            (403, "/tele.gram", {}, UPDATE),
            (403, "/tele.gram", {HEADER: ""}, UPDATE),
            (403, "/tele.gram", {HEADER: f"{SECRET}x"}, UPDATE),
            (404, "/teleXgram", right, UPDATE),
            (404, "/", right, UPDATE),
            (400, "/tele.gram", right, [UPDATE]),
            (400, "/tele.gram", right, {"message": {}}),
            (200, "/tele.gram", right, UPDATE),
        ):
            answer = await client.post(path, headers=headers, json=body)
            assert (answer.status_code, len(answer.content) < 100) == (status, True)
        assert (await client.get("/tele.gram", headers=right)).status_code == 405
        assert (await client.post("/tele.gram", headers=right, content=b"{")).status_code == 400


async def test_an_update_is_on_disk_before_telegram_is_thanked(tmp_path: Path, port: int) -> None:
    """Where it cannot be written, it is to be brought again."""
    async with FakeBotApi(TOKEN) as api, listening(tmp_path, port, api) as client:
        disk = sqlite3.connect(tmp_path / "inbox.sqlite3", isolation_level=None)
        await client.post("/tele.gram", headers={HEADER: SECRET}, json=UPDATE)
        assert disk.execute("SELECT id FROM inbox").fetchall() == [(5,)]
        disk.execute("ALTER TABLE inbox RENAME TO elsewhere")
        answer = await client.post("/tele.gram", headers={HEADER: SECRET}, json=UPDATE | {"update_id": 6})
        assert (answer.status_code, answer.content) == (500, b"")
        disk.execute("ALTER TABLE elsewhere RENAME TO inbox")
        assert disk.execute("SELECT id FROM inbox").fetchall() == [(5,)]
        disk.close()


async def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    """With the address and the port in it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with FakeBotApi(TOKEN) as api:
            with pytest.raises(CannotServe, match=f"cannot listen at 127.0.0.1, port {port}: "):
                async with listening(tmp_path, port, api):
                    raise AssertionError


async def test_an_address_that_telegram_refuses_is_one_clear_line(tmp_path: Path, port: int) -> None:
    """It would not take it the next time."""
    async with FakeBotApi(TOKEN) as api:
        api.fail_next("setWebhook", 400, "Bad Request: bad webhook: Failed to resolve host")
        with pytest.raises(CannotServe, match=r"(?i)failed to resolve host"):
            async with listening(tmp_path, port, api):
                raise AssertionError
