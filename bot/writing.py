"""EDGE: files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from bot.errors import UsageError


@contextmanager
def written(out: Path) -> Iterator[TextIO]:
    """A file to write, beside `out`; it takes its place at the end, and is gone where anything goes wrong.

    Raises:
        UsageError: where it cannot be written.
    """
    aside = out.parent / f".{out.name}.part"
    try:
        with aside.open("w", encoding="utf-8") as file:
            yield file
        aside.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror})") from None
    finally:
        with suppress(OSError):
            aside.unlink()
