"""What libraries let out over a damaged file, turned into our own error."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource

FAULTS: Final[
    tuple[type[Exception], ...]
] = (  # a parser that meets what its author did not think of fails as Python does, not as a parser
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,  # of bytes in memory: a seek before the beginning
    RuntimeError,  # also too deep a recursion, and what an archive says of a password
    StopIteration,
    SyntaxError,  # the base of every error of an XML parser
    TypeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def refusing(cause: Cause, *faults: type[Exception]) -> Iterator[None]:
    """Refuse the file where reading it fails with one of `FAULTS` or `faults`.

    Args:
        cause: what the file is not, with a place for the `fault`.
        faults: errors of the library that are not of the usual kinds.

    Raises:
        UnreadableSource: with the cause and the kind of the fault.
    """
    caught = (*FAULTS, *faults)
    try:
        yield
    except caught as error:
        raise UnreadableSource(cause, fault=type(error).__name__) from None
