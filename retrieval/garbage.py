"""What lives as long as an index is never looked through for garbage while it is young."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def long_lived() -> Iterator[None]:
    """Make a great many objects that are to live long.

    The collector would look through all of them when they are young, and hold up every thread for seconds meanwhile:
    it is told that they are old, among which it hardly ever looks.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # puts what was frozen into the oldest generation, unlooked at
        if collecting:
            gc.enable()
