"""EDGE: what stands for a person or a chat in what is kept: a hash of the id with a key that never leaves the state folder.

The same id has the same hash as long as the key is there, so that somebody's questions are found and erased; without
the key no id is found by trying all of them, which for a plain hash of a number would take minutes.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from retrieval.errors import StateError

FILE: Final = "ids.key"
KEY: Final = 32  # bytes of the key
HASH: Final = 8  # bytes of a hash, which a column of whole numbers holds; that two of a million ids share one is hardly possible


Pseudonym = Callable[[int], int]


def as_it_is(identity: int) -> int:
    """The id itself: for a store that nothing is kept in but for a while."""
    return identity


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The hashes of one key."""

    key: bytes = field(repr=False)

    def __call__(self, identity: int) -> int:
        """What stands for a person or a chat: BLAKE2b with a key (RFC 7693), as a whole number of 64 bits."""
        digest = hashlib.blake2b(str(identity).encode(), key=self.key, digest_size=HASH).digest()
        return int.from_bytes(digest, signed=True)


def open_pseudonyms(folder: Path) -> Pseudonyms:
    """Those of the key in the state folder, which is made where there is none: random, and read by nobody else.

    Raises:
        StateError: where the key cannot be read or made, or is none.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        path.chmod(0o600)
        key = path.read_bytes()
    except OSError as error:
        raise StateError(folder, f"has no {FILE} that can be used", error) from None
    if len(key) != KEY:
        raise StateError(folder, f"has a {FILE} that is no key")
    return Pseudonyms(key)


def _make(path: Path) -> None:
    """Written aside and put in its place whole; where another process was quicker, its key stays."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY))
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        aside.unlink()
