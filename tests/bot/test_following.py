"""Claims about the thread beside the bot: it keeps the library up to date, says so, and ends with the bot."""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import _log, following
from retrieval.errors import StateError
from retrieval.library import Library
from retrieval.model import Answer, Question
from retrieval.sync import Report


def test_what_following_did_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A warning where it failed; nothing where nothing happened."""
    caplog.set_level(logging.INFO)
    for told in (
        StateError(Path("state"), "is full"),
        Report(unchanged=["a"]),
        Report(added=["a"], renamed={"c": "b"}),
    ):
        _log(told)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "answers come from the index of before: the state folder state is full"),
        ("INFO", "1 files added, 0 changed, 1 renamed, 0 removed"),
    ]


def test_a_library_is_followed_as_long_as_it_is_needed(
    new_state: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The thread that answers sees what the other one made, and nobody is left in the end."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# Bakery\n\nThe bakery sells rye bread.")
    caplog.set_level(logging.INFO, "bot.app")
    with closing(Library(tmp_path / "corpus", new_state)) as library:
        library.sync()
        asked = Question("who invented the quantum teapot?")
        assert not isinstance(library.answer(asked, 1), Answer)
        renewed = threading.Event()

        def heard(_: logging.LogRecord) -> bool:
            renewed.set()
            return True

        logging.getLogger("bot.app").addFilter(heard)
        with following(library):
            (tmp_path / "corpus" / "b.md").write_text(
                "# Teapots\n\nDorothy Vaughan invented the quantum teapot."
            )
            assert renewed.wait(30)
        logging.getLogger("bot.app").removeFilter(heard)
        assert isinstance(library.answer(asked, 1), Answer)
        assert "follower" not in {thread.name for thread in threading.enumerate()}
