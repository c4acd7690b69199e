"""EDGE: follows a folder: what changes there is looked at as soon as it lies still.

Where the system tells of changes (by the library watchfiles), it is asked; where it does not, as on some network
drives, the folder is looked through now and then all the same.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from retrieval.errors import RetrievalError
from retrieval.folder import Found
from retrieval.sync import Report, Settled

STILL: Final = 0.3  # seconds for which a file must not have changed, or it may be half written
ANYWAY: Final = 60.0  # seconds after which the folder is looked through though nothing was told
AGAIN: Final = 5.0  # seconds after which what failed is tried again
TOGETHER: Final = 400  # milliseconds in which changes that follow each other are taken as one


class Still:
    """Whether a file lies still: what it was a while ago, by our own clock, it is now.

    Its own time says nothing: clocks of other machines differ, and copies may keep the time of the original.
    """

    def __init__(self, seconds: float = STILL, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}

    def __call__(self, found: Found) -> bool:
        """Look at a file that is new or changed; where it lies still, it is forgotten, as it will be read now."""
        now = self._clock()
        state, since = self._seen.get(found.path, (None, now))
        if state != found.state:
            since = now
        self._seen[found.path] = (found.state, since)
        if now - since < self._seconds:
            return False
        del self._seen[found.path]
        return True


def follow(
    corpus: Path,
    renew: Callable[[Settled], Report],
    tell: Callable[[Report | RetrievalError], None],
    stop: threading.Event,
) -> None:
    """Renew whenever the folder has changed, until told to stop.

    Args:
        corpus: the folder; it may go away and come back.
        renew: brings the index up to date, with the files that are settled.
        tell: is told what each run did, or why it failed; then the index is the one of before.
        stop: ends it.
    """
    still = Still()
    pending, soonest, latest = False, 0.0, 0.0
    for changed in _moments(corpus, stop):
        pending = pending or changed
        begun = time.monotonic()
        if begun < (soonest if pending else latest):
            continue
        try:
            report = renew(still)
            wait = STILL if report.waiting else ANYWAY
            tell(report)
        except RetrievalError as error:
            wait = AGAIN
            tell(error)
        pending, latest = False, time.monotonic() + wait
        soonest = (
            2 * time.monotonic() - begun
        )  # where something changes all the time, half of the time is others'


def _moments(corpus: Path, stop: threading.Event) -> Iterator[bool]:
    """Whether something has changed, several times a second, until told to stop."""
    from watchfiles import watch

    polling: bool | None = None
    gone = False
    while not stop.is_set():
        try:
            folder = corpus.stat().st_ino
            changes = watch(
                corpus,
                watch_filter=None,
                debounce=TOGETHER,
                step=50,
                rust_timeout=int(STILL * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                force_polling=polling,
            )
            gone = False
            yield True  # what happened before it was watched
            for found in changes:
                yield bool(found)
                if corpus.stat().st_ino != folder:
                    break  # another one has taken its place
        except FileNotFoundError:
            yield not gone
            gone = True
            stop.wait(STILL)
        except (OSError, RuntimeError):  # so many folders are more than the system watches
            polling = True
            stop.wait(STILL)
