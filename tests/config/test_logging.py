"""Claims about logging: one place, one stream, and never a token."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.logging import RedactingFormatter, configure

TOKEN = "123456789:AAFabcdefghijklmnopqrstuvwxyz012345"
SHORT = "1:short"  # the settings take it for a token, its looks alone do not tell it
NAMES = (
    None,
    "juzheng",
    "httpx",
    "httpcore",
    "apscheduler",
    "trafilatura",
    "htmldate",
    "courlan",
    "telegram.request",
)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the loggers of the process as they were."""
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in NAMES}
    yield
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, RedactingFormatter):
            root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def log() -> io.StringIO:
    """What is logged from debug on, with one secret besides tokens."""
    stream = io.StringIO()
    configure("debug", (SHORT, ""), stream)
    return stream


def formatted(*arguments: object, message: str = "%s") -> str:
    """One record as a line."""
    record = logging.LogRecord("name", logging.INFO, "path", 1, message, arguments, None)
    return RedactingFormatter((SHORT,)).format(record)


@pytest.mark.parametrize(
    "message",
    [
        TOKEN,
        f"bot{TOKEN}",
        f"https://api.telegram.org/bot{TOKEN}/getUpdates",
        f"https://api.telegram.org/file/bot{TOKEN}/photo.jpg",
        f"{{'token': '{TOKEN}'}}",
        f"two: {TOKEN} {TOKEN}",
        f"https://api.telegram.org/bot{SHORT}/getMe",
    ],
)
def test_a_token_never_appears(log: io.StringIO, message: str) -> None:
    """In a message, in its arguments, or in a URL."""
    logger = logging.getLogger("juzheng")
    logger.warning(message)
    logger.warning("with %s", message)
    logger.warning("with %r", {"url": message})
    assert "(hidden)" in log.getvalue()
    assert log.getvalue().count("WARNING juzheng: ") == 3
    for token in (TOKEN, SHORT, TOKEN.partition(":")[2]):
        assert token not in log.getvalue()


def test_a_token_does_not_appear_in_a_traceback_either(log: io.StringIO) -> None:
    """Exceptions hold URLs, and so do the exceptions before them."""

    def fail() -> None:
        try:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ValueError as error:
            raise RuntimeError(f"no answer from bot{TOKEN}, nor with {SHORT}") from error

    try:
        fail()
    except RuntimeError:
        logging.getLogger("juzheng").exception("failed")
    assert "Traceback" in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert SHORT not in log.getvalue()


@pytest.mark.parametrize(
    ("message", "arguments"),
    [("%d", (TOKEN,)), ("%s %s", (TOKEN,)), (f"{TOKEN} %d", ("x",)), ("%s", (1, TOKEN))],
)
def test_a_message_with_wrong_arguments_shows_none(message: str, arguments: tuple[object, ...]) -> None:
    """Python's own complaint would print them to standard error, as they are."""
    line = formatted(*arguments, message=message)
    assert "INFO name" in line
    assert TOKEN not in line


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(max_size=10), after=st.text(max_size=10))
def test_a_token_is_hidden_whatever_stands_around_it(before: str, after: str) -> None:
    """The rest of the line stays."""
    for token in (TOKEN, SHORT):
        line = formatted(f"{before} {token} {after}")
        assert token not in line
        assert "(hidden)" in line


@pytest.mark.parametrize("message", ["at 12:30", "2026-01-08T05:42:10", "chat 123456789: joined", "a:b"])
def test_times_and_ids_are_no_tokens(message: str) -> None:
    """What an operator needs to read stays readable."""
    assert formatted(message).endswith(f"INFO name: {message}")


def test_without_a_secret_nothing_is_replaced() -> None:
    """An empty secret would stand between any two characters."""
    record = logging.LogRecord("name", logging.INFO, "path", 1, "words", (), None)
    assert RedactingFormatter(("",)).format(record).endswith("INFO name: words")


@pytest.mark.parametrize(
    ("level", "shown"),
    [("debug", "DIWE"), ("info", "IWE"), ("warning", "WE"), ("error", "E")],
)
def test_what_is_below_the_level_is_not_logged(level: str, shown: str) -> None:
    """The setting decides."""
    stream = io.StringIO()
    configure(level, stream=stream)
    for name in ("debug", "info", "warning", "error"):
        getattr(logging.getLogger("juzheng"), name)("words")
    assert [line.split()[2][0] for line in stream.getvalue().splitlines()] == list(shown)


@pytest.mark.parametrize("name", ["httpx", "httpcore", "apscheduler"])
def test_loggers_that_show_urls_are_held_at_warning(log: io.StringIO, name: str) -> None:
    """Even where everything else is logged."""
    logging.getLogger(name).info("a request")
    assert not log.getvalue()
    logging.getLogger(name).warning("a problem")
    assert "a problem" in log.getvalue()


@pytest.mark.parametrize("name", ["trafilatura.core", "htmldate", "courlan", "telegram.request.BaseRequest"])
def test_who_reads_pages_does_not_complain_beside_the_report(log: io.StringIO, name: str) -> None:
    """A page that cannot be read is told once, with its reason."""
    logging.getLogger(name).error("empty HTML tree")
    assert not log.getvalue()


def test_to_configure_twice_does_not_log_twice(log: io.StringIO) -> None:
    """The last one counts."""
    again = io.StringIO()
    configure("info", (), again)
    logging.getLogger("juzheng").warning("words")
    assert not log.getvalue()
    assert len(again.getvalue().splitlines()) == 1


def test_logs_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is for answers."""
    configure("warning")
    logging.getLogger("juzheng").warning("words")
    out, err = capsys.readouterr()
    assert not out
    assert "words" in err
