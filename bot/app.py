"""The composition root: settings in, wired parts out. Nothing else builds these, and nothing is built at import."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.access import Access, one_time_code
from bot.conversation import Conversation
from bot.limits import Limits
from bot.office import Office
from bot.pseudonyms import open_pseudonyms
from bot.rendering.brief import DAY
from bot.store import Store
from bot.stores.audit import Audit
from bot.stores.diary import Diary
from bot.stores.preferences import Preferences
from bot.stores.rules import Rules
from bot.worker import Worker
from config import Settings
from retrieval.folder import is_told_apart
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
    return Store(settings.data / "bot.sqlite3", pseudonym=open_pseudonyms(settings.data))


def access_of(settings: Settings, corpus: Path, store: Store, rules: Rules) -> Access:
    """Who may ask, by the settings and by what was granted and decided since; bound folders are those of `corpus`."""
    telegram = settings.telegram
    for folder in telegram.folders:
        if not (corpus / folder).exists():
            _LOG.warning("telegram.folders binds %s, which the corpus does not have in this spelling", folder)
    return Access(
        telegram.access == "open",
        telegram.admins,
        telegram.users,
        telegram.chats,
        store.admins,
        telegram.topics,
        telegram.folders,
        rules.ruling,
        rules.former,
        partial(is_told_apart, corpus),
    )


def open_office(settings: Settings, library: Library, store: Store, access: Access | None = None) -> Office:
    """What administration works with; `access` in place of that of the settings."""
    telegram, pseudonym = settings.telegram, open_pseudonyms(settings.data)
    rules = Rules(store.connection, store.reading)
    diary = Diary(store.connection, pseudonym)
    preferences = Preferences(store.connection, store.reading, pseudonym)
    return Office(
        access=access or access_of(settings, library.corpus, store, rules),
        rules=rules,
        audit=Audit(store.connection),
        diary=diary,
        preferences=preferences,
        limits=Limits(telegram.person_limit, telegram.chat_limit, time.monotonic, telegram.inline_limit),
        holdings=library,
        now=time.time,
        clock=time.monotonic,
        began=time.monotonic(),
        version=version(),
        retention=telegram.retention,
        upload_limit=telegram.upload_limit * 2**20,
        silent=telegram.refusals == "silent",
        kept=(diary, preferences, store.questions, store.feedback, store.baskets, store.bells, store),
        judged=store.feedback.judged,
        examples=library.examples,
    )


def version() -> str:
    """The version of the program, as it was installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("juzheng")
    except PackageNotFoundError:  # run from its folder
        return "(not installed)"


def conversation(
    settings: Settings, library: Library, store: Store, office: Office, worker: Worker
) -> Conversation:
    """The bot's side of every conversation; with a one-time code where nobody is listed."""
    import opencc

    simplify = opencc.OpenCC("t2s").convert
    return Conversation(
        library,
        store,
        office,
        worker,
        documents=settings.documents,
        is_traditional=lambda text: simplify(text) != text,
        code=one_time_code() if office.access.nobody_listed() else None,
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

    with _beside("follower", run, stop):
        yield


@contextmanager
def housekeeping(office: Office) -> Iterator[None]:
    """Erase what is older than it may become, now and once a day, in a thread of its own."""
    stop = threading.Event()

    def run() -> None:
        while True:
            try:
                office.purge()
            except Exception:
                _LOG.exception("what is too old was not erased; it is tried again in a day")
            if stop.wait(DAY):
                return

    with _beside("housekeeper", run, stop):
        yield


@contextmanager
def _beside(name: str, work: Callable[[], None], stop: threading.Event) -> Iterator[None]:
    """Work in a thread meanwhile; at the end `stop` tells it to end, and it is waited for a little."""
    thread = threading.Thread(target=work, name=name, daemon=True)
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
