"""The one place that configures logging: to standard error, with every Telegram token taken out.

The loggers of httpx and httpcore show URLs at INFO, and the token is part of them; they are held at WARNING,
and whatever still comes through is redacted: tracebacks with all their causes, and those that would be printed past
the log, of threads and of what is thrown away. What the readers of pages complain of is
told once, as the reason why a file was skipped; and an answer that is none, by whoever asked.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from types import TracebackType
from typing import Final, TextIO

_TOKEN: Final = re.compile(r"(?:bot)?\d{5,}(?::|%3a|\\x3a)[a-z0-9_-]{16,}", re.IGNORECASE)
TELLING: Final = 8  # characters that a part of a secret must have: a shorter one might be any word
_TALKATIVE: Final = ("httpx", "httpcore", "apscheduler")
_COMPLAINING: Final = ("trafilatura", "htmldate", "courlan", "telegram.request")


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback and all, and hides tokens and the given secrets in the result.

    Also what stands behind the colon of a secret alone, and in whatever case: the library for Telegram capitalizes what
    errors say.
    """

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        halves = {half for secret in secrets if len(half := secret.rpartition(":")[2]) >= TELLING}
        longest_first = sorted({*filter(None, secrets), *halves}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted."""
        try:
            line = super().format(record)
        except Exception:  # logging would print the arguments, unredacted
            line = f"{record.levelname} {record.name}: {record.msg!r} (with other arguments than it asks for)"
        return self._secrets.sub("(hidden)", _TOKEN.sub("(hidden)", line))


class QuietHandler(logging.StreamHandler[TextIO]):
    """Writes lines to a stream; where that is gone it says nothing, for logging would print the arguments, unredacted."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Nobody can be told."""


def configure(level: str, secrets: tuple[str, ...] = (), stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error where not given) from `level` on, and what is thrown away in threads there, too."""
    handler = QuietHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    for name in _COMPLAINING:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    sys.excepthook = _ended
    threading.excepthook = _thread_ended
    sys.unraisablehook = _thrown_away


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("juzheng").critical("ended by an error", exc_info=(kind, error, trace))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        name = ended.thread.name if ended.thread else "a thread"
        trace = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger("juzheng").error("%s ended by an error", name, exc_info=trace)


def _thrown_away(thrown: sys.UnraisableHookArgs) -> None:
    if thrown.exc_value is not None:
        trace = (thrown.exc_type, thrown.exc_value, thrown.exc_traceback)
        logging.getLogger("juzheng").error("an error that nobody could be told of", exc_info=trace)
