"""The program: one boundary where every error becomes a sentence and an exit status."""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import Final

OK: Final = 0
ERROR: Final = 2
INTERRUPTED: Final = 130


def main() -> None:
    """Run the command line, and exit with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; every error is one clear line on standard error, never a traceback."""
    collect_rarely()
    import typer

    from bot.cli import app
    from bot.errors import CannotServe, UsageError
    from config import ConfigError
    from retrieval.errors import RetrievalError

    try:
        status: int | None = app(arguments, prog_name="juzheng", standalone_mode=False)
        sys.stdout.flush()
        return status or OK
    except (CannotServe, ConfigError, RetrievalError, UsageError) as error:
        return _fail(str(error))
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # the reader went away; typer says so by its own exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        return _unexpected(error)


def collect_rarely() -> None:
    """Make full collections rare: the index and what was read live as long as the process, and are looked through in vain."""
    gc.set_threshold(50_000, 50, 1000)


def _unexpected(error: Exception) -> int:
    """Usage errors of the command-line library, and our own mistakes, for which there is the debug log."""
    if hasattr(error, "format_message"):
        return _fail(error.format_message())
    logging.getLogger("juzheng").debug("unexpected", exc_info=error)
    return _fail(f"an unexpected {type(error).__name__}; JUZHENG_LOG_LEVEL=debug shows where")


def _fail(sentence: str) -> int:
    from bot.rendering.terminal import printable

    for line in sentence.splitlines():
        print(f"juzheng: {printable(line)}", file=sys.stderr)
    return ERROR


if __name__ == "__main__":
    main()
