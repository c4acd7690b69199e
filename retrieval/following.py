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

from retrieval.errors import CorpusError, RetrievalError
from retrieval.folder import Found, folders
from retrieval.sync import Report, Settled

STILL: Final = 0.3  # seconds for which a file must not have changed, or it may be half written
ANYWAY: Final = 60.0  # seconds after which the folder is looked through though nothing was told
AGAIN: Final = 5.0  # seconds after which what failed is tried again
POLLING: Final = 1000  # milliseconds between two looks at a folder that tells nothing
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
        tell: is told what each run did, or why it failed, which leaves the index of before; what lasts, once.
        stop: ends it.
    """
    still = Still()
    pending, soonest, latest, failure = False, 0.0, 0.0, ""
    for changed in _moments(corpus, stop):
        pending = pending or changed
        begun = time.monotonic()
        if begun < (soonest if pending else latest):
            continue
        try:
            report = renew(still)
            wait, failure = (STILL if report.waiting else ANYWAY), ""
            tell(report)
        except RetrievalError as error:
            if str(error) != failure:
                tell(error)
            wait, failure = AGAIN, str(error)
        ended = time.monotonic()
        pending, latest = False, ended + wait
        soonest = ended + (
            ended - begun
        )  # where something changes all the time, half of it is left to others


def _moments(corpus: Path, stop: threading.Event) -> Iterator[bool]:
    """Whether something has changed, several times a second, until told to stop.

    Each folder is watched by itself, so that no link leads to others; where there is a new one, all are anew.
    """
    from watchfiles import watch

    polling: bool | None = None
    while not stop.is_set():
        try:
            watched = folders(corpus)
            changes = watch(
                *watched,
                watch_filter=None,
                debounce=TOGETHER,
                step=50,
                rust_timeout=int(STILL * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                force_polling=polling,
                poll_delay_ms=POLLING,
                recursive=False,
            )
            same = corpus.stat().st_ino
            for looks, found in enumerate(changes):
                yield bool(found) or looks == 0  # before the first, nobody watched
                if corpus.stat().st_ino != same or (found and folders(corpus) != watched):
                    break
        except (CorpusError, FileNotFoundError):
            yield True  # whoever renews will say so
            stop.wait(AGAIN if corpus.exists() else STILL)
        except (OSError, RuntimeError):  # so many folders are more than the system watches
            polling = True
            stop.wait(STILL)
