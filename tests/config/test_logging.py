"""Claims about logging: one place, one stream, and never a token."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.logging import RedactingFormatter, configure

TOKEN = "123456789:AAFabcdefghijklmnopqrstuvwxyz012345"
SHORT = "1:short"  # the settings take it for a token, its looks alone do not tell it
LOWERED = TOKEN.capitalize()  # as the library for Telegram gives what errors say
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
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
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


LEAKS = {
    "a token": TOKEN,
    "a link to a file": f"https://api.telegram.org/file/bot{TOKEN}/documents/file_1.pdf",
    "a token as a part of an address": f"https://x/bot{TOKEN.replace(':', '%3A')}/getMe",
    "a token in small letters": LOWERED,
    "what stands behind the colon": TOKEN.partition(":")[2],
    "that in capitals": TOKEN.partition(":")[2].upper(),
}


def unhidden(text: str) -> bool:
    """Whether anything of the token that is secret can be read, in whatever case."""
    return TOKEN.partition(":")[2].lower() in text.lower()


@pytest.fixture
def knowing() -> io.StringIO:
    """What is logged where the token is known, as the program configures it."""
    stream = io.StringIO()
    configure("debug", (TOKEN,), stream)
    return stream


def nested(words: str) -> Exception:
    """An error with a cause, a context before it, a note and a group around it, all of which say the words."""
    try:
        try:
            try:
                raise KeyError(words)
            except KeyError as first:
                raise ValueError(f"second {words}") from first
        except ValueError:
            raise RuntimeError(f"third {words}")  # noqa: B904  the context is meant
    except RuntimeError as third:
        third.add_note(f"note {words}")
        return ExceptionGroup(f"group {words}", [third, OSError(5, words, words)])


@pytest.mark.parametrize("words", LEAKS.values(), ids=LEAKS)
def test_no_error_shows_a_token_through_any_of_its_causes(knowing: io.StringIO, words: str) -> None:
    """Cause, context, note, group and file name are all in the traceback, and all redacted."""
    try:
        raise nested(words)
    except ExceptionGroup:
        logging.getLogger("juzheng").exception("failed %s", words, stack_info=True)
    said = knowing.getvalue()
    assert all(
        kind in said for kind in ("KeyError", "ValueError", "RuntimeError", "OSError", "note", "group")
    )
    assert not unhidden(said)


@pytest.mark.parametrize("words", LEAKS.values(), ids=LEAKS)
def test_loggers_of_the_web_show_no_token_even_in_their_warnings(knowing: io.StringIO, words: str) -> None:
    """Httpx gives the address as an argument that is no text."""

    class Address:
        """An address as httpx has it."""

        def __str__(self) -> str:
            """It, as text."""
            return words

    for name in ("httpx", "httpcore.connection", "telegram.ext.Updater", "asyncio"):
        logging.getLogger(name).warning('HTTP Request: %s %s "%s %d"', "POST", Address(), "HTTP/1.1", 200)
    assert knowing.getvalue().count("HTTP Request") == 4
    assert not unhidden(knowing.getvalue())


def test_an_argument_that_cannot_be_said_shows_none(
    knowing: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python's own complaint would print all of them, as they are."""

    class Broken:
        """It breaks whoever asks what it is, and says the token meanwhile."""

        def __str__(self) -> str:
            """Break."""
            raise RuntimeError(TOKEN)

    (ours,) = (h for h in logging.getLogger().handlers if isinstance(h.formatter, RedactingFormatter))
    for message, arguments in (("%s %s", (Broken(), TOKEN)), ("%(name)s", ({"other": TOKEN},))):
        ours.handle(logging.LogRecord("juzheng", logging.ERROR, "path", 1, message, arguments, None))
    assert knowing.getvalue().count("ERROR juzheng") == 2
    assert not unhidden(knowing.getvalue() + "".join(capsys.readouterr()))


def test_a_stream_that_is_gone_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads the log any more; its arguments are not printed elsewhere."""
    stream = io.StringIO()
    configure("info", (TOKEN,), stream)
    stream.close()
    logging.getLogger("juzheng").error("%s", TOKEN)
    assert capsys.readouterr() == ("", "")


def test_an_error_that_ends_a_thread_is_logged_and_redacted(
    knowing: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python would print it past the log."""

    def fail() -> None:
        raise RuntimeError(f"bot{TOKEN}")

    thread = threading.Thread(target=fail, name="follower")
    thread.start()
    thread.join()
    assert "follower ended by an error" in knowing.getvalue()
    assert not unhidden(knowing.getvalue() + "".join(capsys.readouterr()))


def test_an_error_that_ends_the_program_or_that_nobody_sees_is_redacted(
    knowing: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last hooks of Python lead into the log."""
    error = nested(TOKEN)
    sys.excepthook(type(error), error, None)

    class Thrown:
        """It fails when it is thrown away."""

        def __del__(self) -> None:
            """Fail."""
            raise RuntimeError(TOKEN)

    thrown = [Thrown()]
    thrown.clear()
    gc.collect()
    assert "ended by an error" in knowing.getvalue()
    assert "nobody could be told of" in knowing.getvalue()
    assert not unhidden(knowing.getvalue() + "".join(capsys.readouterr()))


def test_a_task_that_nobody_waited_for_is_redacted(knowing: io.StringIO) -> None:
    """Asyncio tells of it in its own log when the task is thrown away."""

    async def fail() -> None:
        raise RuntimeError(f"bot{TOKEN}")

    async def run() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect()

    asyncio.run(run())
    assert "never retrieved" in knowing.getvalue()
    assert not unhidden(knowing.getvalue())


@given(token=st.from_regex(r"[0-9]{8,10}:[A-Za-z0-9_-]{35}", fullmatch=True), lowered=st.booleans())
def test_any_token_is_hidden_by_its_looks_alone(token: str, *, lowered: bool) -> None:
    """Also one that is not ours: of another bot, in what somebody wrote."""
    record = logging.LogRecord(
        "name", logging.INFO, "path", 1, "%s", (token.lower() if lowered else token,), None
    )
    assert token.partition(":")[2].lower() not in RedactingFormatter().format(record).lower()
