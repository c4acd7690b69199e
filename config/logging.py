"""The one place that configures logging: to standard error, with every Telegram token taken out.

The loggers of httpx and httpcore show URLs at INFO, and the token is part of them; they are held at WARNING,
and whatever still comes through is redacted, tracebacks included. What the readers of pages complain of is
told once, as the reason why a file was skipped; and an answer that is none, by whoever asked.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Final, TextIO

_TOKEN: Final = re.compile(r"(?:bot)?\d{5,}:[A-Za-z0-9_-]{16,}")
_TALKATIVE: Final = ("httpx", "httpcore", "apscheduler")
_COMPLAINING: Final = ("trafilatura", "htmldate", "courlan", "telegram.request")


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback and all, and hides tokens and the given secrets in the result."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(s for s in secrets if s)

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted."""
        try:
            line = super().format(record)
        except (TypeError, ValueError):  # logging would print the arguments, unredacted
            line = f"{record.levelname} {record.name}: {record.msg} (with other arguments than it asks for)"
        for secret in self._secrets:
            line = line.replace(secret, "(hidden)")
        return _TOKEN.sub("(hidden)", line)


def configure(level: str, secrets: tuple[str, ...] = (), stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error where not given) from `level` on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    for name in _COMPLAINING:
        logging.getLogger(name).setLevel(logging.CRITICAL)
