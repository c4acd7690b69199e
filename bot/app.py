"""The composition root: settings in, wired parts out. Nothing else builds these, and nothing is built at import."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.access import Access, one_time_code
from bot.conversation import Conversation
from bot.store import Store
from bot.worker import Worker
from config import Settings
from retrieval.lexicon.house import FILE, HouseFile
from retrieval.library import Library

if TYPE_CHECKING:
    from retrieval.errors import RetrievalError
    from retrieval.sync import Report, Settled

_LOG = logging.getLogger(__name__)
ENDING: Final = 5.0  # seconds that a run under way may take to end


def open_library(settings: Settings, corpus: Path | None = None) -> Library:
    """The corpus of the settings, or another, with its index and dictionary in the state folder.

    A lexicon that was named must be there; that of the current folder may be made later.
    """
    house = HouseFile(settings.lexicon or Path.cwd() / FILE, required=settings.lexicon is not None)
    return Library(corpus or settings.corpus, settings.data, settings.dictionary, house=house)


def open_store(settings: Settings) -> Store:
    """What the bot remembers."""
    return Store(settings.data / "bot.sqlite3")


def access_of(settings: Settings, store: Store) -> Access:
    """Who may ask, by the settings and by what was granted since."""
    telegram = settings.telegram
    return Access(telegram.access == "open", telegram.admins, telegram.users, telegram.chats, store.admins)


def conversation(
    settings: Settings, library: Library, store: Store, access: Access, worker: Worker
) -> Conversation:
    """The bot's side of every conversation; with a one-time code where nobody is listed."""
    import opencc

    simplify = opencc.OpenCC("t2s").convert
    return Conversation(
        library,
        store,
        access,
        worker,
        documents=settings.documents,
        is_traditional=lambda text: simplify(text) != text,
        code=one_time_code() if access.nobody_listed() else None,
    )


@contextmanager
def following(library: Library) -> Iterator[None]:
    """Keep the library up to date with its folder meanwhile, in a thread of its own."""
    from retrieval.following import follow

    stop = threading.Event()

    def interrupted(done: int, total: int) -> None:
        del done, total
        if stop.is_set():
            raise _Stopped

    def renew(settled: Settled) -> Report:
        return library.renew(interrupted, settled)

    def run() -> None:
        try:
            follow(library.corpus, renew, _log, stop)
        except _Stopped:
            pass
        except Exception:
            _LOG.exception("the folder is no longer followed; a restart follows it again")

    thread = threading.Thread(target=run, name="follower", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(ENDING)


class _Stopped(Exception):
    """The program ends while the index is brought up to date."""


def _log(told: Report | RetrievalError) -> None:
    """Say in the log what following did."""
    if isinstance(told, Exception):
        _LOG.warning("answers come from the index of before: %s", told)
    elif told.moved:
        moved = (told.added, told.changed, told.renamed, told.removed)
        _LOG.info("%d files added, %d changed, %d renamed, %d removed", *map(len, moved))
