"""Claims about the running bot where the conversation itself fails; it runs here, with answers from a fake."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.telegram.service import serving
from config import ConfigError, Settings
from retrieval.model import Answer, NoAnswer, Question
from tests.bot.samples import LISTED, Oracle, hurried, talking
from tests.fakes import FakeBotApi, Person

TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"


class Trap(Oracle):
    """An answering function that breaks over one question."""

    def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
        """Answer, or break."""
        if "break" in self.known:
            raise RuntimeError("a bug of ours")
        return super().__call__(question, documents)


@pytest.fixture
def trap() -> Trap:
    """Set: every question breaks it."""
    return Trap({"break": Oracle().otherwise})


@pytest.fixture
async def api(trap: Trap, tmp_path: Path) -> AsyncIterator[FakeBotApi]:
    """A Telegram with a bot that answers by the trap."""
    async with FakeBotApi(TOKEN) as server:
        named = {"data": tmp_path, "telegram": {"token": TOKEN, "api_url": server.url}}
        with talking(tmp_path, trap) as talk:
            async with serving(Settings.model_validate(named), talk, hurried()):
                yield server
        assert server.violations == []


@pytest.fixture
def ada(api: FakeBotApi) -> Person:
    """Somebody who may ask."""
    return api.user(LISTED, "Ada", "en")


async def test_a_question_that_breaks_us_gets_an_apology(
    api: FakeBotApi, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """To the question; what happened is in the log, and nothing of it in the message."""
    asked = await api.say(ada, "who?")
    (message,) = await api.wait_for_messages(1)
    assert message.reply_to == asked
    assert message.text.startswith("Something went wrong here")
    assert "a bug of ours" not in message.text
    assert "a bug of ours" in caplog.text


async def test_a_page_that_breaks_us_gets_an_apology(
    api: FakeBotApi, ada: Person, trap: Trap, caplog: pytest.LogCaptureFixture
) -> None:
    """Over the chat; the page that was there stays, and can be turned when we are well again."""
    known, trap.known = trap.known, {}
    await api.say(ada, "who?")
    (message,) = await api.wait_for_messages(1)
    trap.known = known
    await api.press(ada, message, "›")
    await api.wait_until(lambda: api.answers)
    assert api.answers[0].show_alert
    assert api.answers[0].text.startswith("Something went wrong here")
    assert api.sent == [message]
    assert "a bug of ours" in caplog.text
    trap.known = {}
    await api.press(ada, message, "›")
    await api.wait_until(lambda: api.sent[0].edits)


async def test_without_a_token_there_is_no_bot(tmp_path: Path) -> None:
    """The error names the setting."""
    with talking(tmp_path) as talk, pytest.raises(ConfigError, match="JUZHENG_TELEGRAM__TOKEN is not set"):
        async with serving(Settings.model_validate({"data": tmp_path}), talk):
            raise AssertionError
