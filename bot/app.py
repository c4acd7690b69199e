"""The composition root: settings in, wired parts out. Nothing else builds these, and nothing is built at import."""

from __future__ import annotations

from pathlib import Path

from bot.access import Access, one_time_code
from bot.conversation import Conversation
from bot.store import Store
from bot.worker import Worker
from config import Settings
from retrieval.lexicon.house import FILE, HouseFile
from retrieval.library import Library


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
        library.answer,
        store,
        access,
        worker,
        documents=settings.documents,
        is_traditional=lambda text: simplify(text) != text,
        code=one_time_code() if access.nobody_listed() else None,
    )
