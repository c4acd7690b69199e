"""What administration works with: who may do what, what is kept of people, the corpus as it is held, and how the process is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.access import Access
from bot.limits import Limits
from bot.rendering.brief import DAY
from bot.stores.audit import Audit
from bot.stores.diary import Diary
from bot.stores.preferences import Preferences
from bot.stores.rules import Rules
from retrieval.catalog import Listed, Overview, Source
from retrieval.model import Answer, NoAnswer, Question, Scope
from retrieval.sync import Report


class Kept(Protocol):
    """Something that is kept of what people say."""

    def forget(self, person: int) -> None:
        """Erase what is kept of a person."""
        ...

    def purge(self, before: float) -> None:
        """Erase what is older than a moment, in seconds since the epoch."""
        ...


class Judged(Protocol):
    """An opinion of a quote: the question, where the quote is from, its words, and what was said of it."""

    @property
    def question(self) -> str:
        """The words that were asked."""
        ...

    @property
    def claim(self) -> bool:
        """Whether they are a statement to be checked."""
        ...

    @property
    def path(self) -> str:
        """The file that was quoted."""
        ...

    @property
    def quote(self) -> str:
        """The words that were quoted."""
        ...

    @property
    def opinion(self) -> str:
        """`good`, or what was wrong."""
        ...


class Holdings(Protocol):
    """The corpus as it is held. Each may take a while: in a thread, never in the event loop."""

    corpus: Path
    """The folder of the documents."""

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """The answer to a question, citing at most so many documents."""
        ...

    def overview(self) -> Overview:
        """How much is held, and since when."""
        ...

    def listing(self, scope: Scope) -> Sequence[tuple[Source, Sequence[Listed]]]:
        """The files of which somebody may know, by path, each with its documents."""
        ...

    def renew(self) -> Report:
        """Bring the index up to date with the folder, and say what was read."""
        ...


def no_examples(scope: Scope) -> Sequence[str]:
    """Nobody knows a question that is answered by what may be seen."""
    del scope
    return ()


def nothing_judged() -> Iterable[Judged]:
    """Nobody said what they think of an answer."""
    return ()


@dataclass(slots=True)
class Office:
    """The parts that the handlers of administration share.

    `examples` gives a few questions that are answered by what may be seen, `judged` what people said of quotes.

    `retention` is in days, `upload_limit` in bytes. `now` gives seconds since the epoch, `clock` seconds that never go back.
    """

    access: Access
    rules: Rules
    audit: Audit
    diary: Diary
    preferences: Preferences
    limits: Limits
    holdings: Holdings
    now: Callable[[], float]
    clock: Callable[[], float]
    began: float
    version: str
    retention: int
    upload_limit: int
    silent: bool = False
    examples: Callable[[Scope], Sequence[str]] = no_examples
    kept: Sequence[Kept] = ()
    judged: Callable[[], Iterable[Judged]] = nothing_judged

    def forget(self, person: int) -> None:
        """Erase all that is kept of a person."""
        for kept in self.kept:
            kept.forget(person)

    def purge(self) -> None:
        """Erase all that is older than it may become."""
        for kept in self.kept:
            kept.purge(self.now() - self.retention * DAY)
