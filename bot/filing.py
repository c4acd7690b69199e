"""EDGE: a file that somebody sent, put into the folder of the documents: under a name that is checked, whole or not at all.

Whoever sends it may be hostile: the name leads nowhere else, hides nothing and takes the place of nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from retrieval.errors import UnreadableSource
from retrieval.folder import is_left_out, is_unshown
from retrieval.readers import check_kind

LONGEST: Final = 200  # bytes of a name: file systems take 255, and a number may be added
_SEPARATORS: Final = re.compile(r"[/\\\x00]")


class Refused(Exception):
    """The file is not taken; the text is the name of one of our sentences."""


def checked_name(name: str) -> str:
    """The name under which a file may be kept: in NFC, without white space around it, and otherwise as it was given.

    Raises:
        Refused: where it has no name, leads elsewhere, is hidden, cannot be shown, is too long, or is of no kind that is read.
    """
    composed = unicodedata.normalize("NFC", name).strip()
    written = composed.encode("utf-8", "replace")
    if not composed or written.decode() != composed or _SEPARATORS.search(composed) or is_unshown(composed):
        raise Refused("file_bad_name")
    if is_left_out(composed):
        raise Refused("file_hidden")
    if len(written) > LONGEST:
        raise Refused("file_long_name")
    try:
        check_kind(composed)
    except UnreadableSource:
        raise Refused("file_kind") from None
    return composed


class Arriving:
    """A file that comes piece by piece: aside in its folder under a hidden name, which nobody reads, until it is named."""

    def __init__(self, aside: Path, file: BinaryIO, limit: int) -> None:
        self._aside = aside
        self._file = file
        self._left = limit
        self._hash = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        """Write what comes next.

        Raises:
            Refused: where that is more than the file may have, whatever was said of its size; it is not written then.
            OSError: where it cannot be written.
        """
        self._left -= len(piece)
        if self._left < 0:
            raise Refused("file_too_large")
        self._file.write(piece)
        self._hash.update(piece)

    @property
    def digest(self) -> str:
        """SHA-256 of what has come, in hexadecimal digits."""
        return self._hash.hexdigest()

    def put(self, name: str) -> str:
        """Give it a checked name, with a number where that is taken, when all of it is on the disk; the name it has now.

        Raises:
            OSError: where that cannot be done.
        """
        self._file.flush()
        os.fsync(self._file.fileno())
        return _named(self._aside, self._aside.parent, name)


@contextmanager
def arriving(folder: Path, limit: int) -> Iterator[Arriving]:
    """A file of at most so many bytes, to be put into a folder; where it is not, nothing is left of it.

    Raises:
        OSError: where it cannot be made.
    """
    aside = folder / f".{secrets.token_hex(8)}.part"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield Arriving(aside, file, limit)
    finally:
        aside.unlink()


def _named(aside: Path, folder: Path, name: str) -> str:
    """Give the file the first name that nothing has, whatever the form in which that is encoded."""
    taken = {unicodedata.normalize("NFC", other.name).casefold() for other in folder.iterdir()}
    for free in names(name):
        if free.casefold() in taken:
            continue
        try:
            (folder / free).hardlink_to(aside)
        except FileExistsError:  # somebody was quicker
            continue
        return free
    raise AssertionError("numbers do not end")


def names(name: str) -> Iterator[str]:
    """The name, then the name with a number before its suffix: `a.md`, `a (2).md` and so on."""
    path = PurePosixPath(name)
    yield name
    yield from (f"{path.stem} ({number}){path.suffix}" for number in count(2))
