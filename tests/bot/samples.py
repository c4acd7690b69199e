"""Values for the tests of `bot/`: documents, citations, answers, and an answering function that knows what it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from bot.access import Access
from bot.conversation import Conversation
from bot.limits import Limits
from bot.office import Holdings, Office
from bot.pseudonyms import Pseudonyms
from bot.store import Store
from bot.stores.audit import Audit
from bot.stores.diary import Diary
from bot.stores.preferences import Preferences
from bot.stores.rules import Rules
from bot.telegram.pace import TELEGRAM, Windows
from bot.worker import Worker
from retrieval.catalog import Listed, Overview, Source
from retrieval.context import Around
from retrieval.follow_ups import Earlier
from retrieval.model import Answer, Block, Citation, Document, NoAnswer, Place, Question, Reason, Scope, Span
from retrieval.receipts import receipt
from retrieval.sync import Report
from retrieval.verifying import Standing, Verified

TEXT: Final = "The harbour was closed in March. The master Tom Reed was fined 500 dollars. The pier is open."
QUOTE: Final = "The master Tom Reed was fined 500 dollars."
LISTED: Final = 7
STRANGER: Final = 8
CODE: Final = "right-code"
EVERYTHING: Final = Scope()
HURRY: Final = 10.0  # times as fast as at Telegram goes the pace of the tests to which its length is nothing


def document(text: str = TEXT, **fields: Any) -> Document:
    """A document whose source is known; `fields` are other than usual."""
    known: dict[str, Any] = {
        "id": "harbour.md",
        "path": "harbour.md",
        "title": "The harbour spill",
        "publisher": "Harbour Gazette",
        "author": "Ada Byron",
        "published": "2025-03-02",
        "url": "https://example.org/harbour",
    }
    return Document(text=text, blocks=(), **(known | fields))


def citation(
    quote: str = QUOTE,
    highlights: Sequence[str] = (),
    text: str | None = None,
    matches: tuple[tuple[str, str], ...] = (),
    place: Place | None = None,
    **fields: Any,
) -> Citation:
    """A citation of these words, which stand in the text once; the highlights are words of the quote."""
    made = document(quote if text is None and quote not in TEXT else text or TEXT, **fields)
    made = replace(made, blocks=(Block(Span(0, len(made.text)), place=place),)) if place else made
    start = made.text.index(quote)
    span = Span(start, start + len(quote))
    spans = tuple(_span_of(words, made.text, start) for words in highlights)
    return Citation(made, span, spans, span, matches)


def _span_of(words: str, text: str, after: int) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def answer(*quotes: str | Citation, question: str = "who was fined?", **fields: Any) -> Answer:
    """An answer with a citation for each quote."""
    cited = [quote if isinstance(quote, Citation) else citation(quote) for quote in quotes or (QUOTE,)]
    return Answer(Question(question), tuple(cited), **fields)


def refusal(
    reason: Reason = Reason.NOTHING_CLOSE, *nearest: Citation, missing: tuple[str, ...] = ()
) -> NoAnswer:
    """No answer, for this reason."""
    return NoAnswer(Question("who was fined?"), reason, missing, nearest)


def hurried(times: float = HURRY) -> Windows:
    """The pace of messages, so many times as fast."""
    kinds = TELEGRAM.overall, TELEGRAM.chat, TELEGRAM.group
    return Windows(*(replace(window, seconds=window.seconds / times) for window in kinds))


@dataclass(slots=True)
class Oracle:
    """An archive that says what it was told to, and remembers what it was asked."""

    known: dict[str, Answer | NoAnswer] = field(default_factory=dict)
    otherwise: Answer | NoAnswer = field(default_factory=lambda: answer("fined", "closed", "open"))
    asked: list[tuple[str, int]] = field(default_factory=list)
    edition: str | None = "first"
    meant: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # earlier question and follow-up -> question
    less: Sequence[str] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    standing: Verified = field(default_factory=lambda: Verified(Standing.IDENTICAL))
    verified: list[Citation | str] = field(default_factory=list)
    around: Around = field(default_factory=lambda: Around((), (), more_before=False, more_after=False))

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """Answer; by a call, so that a test may have it break."""
        return self(question, documents)

    def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
        """Answer."""
        self.asked.append((question.text, documents))
        return self.known.get(question.text, self.otherwise)

    def understood(self, earlier: Earlier, text: str, scope: Scope = EVERYTHING) -> str | None:
        """What a follow-up means."""
        del scope
        return self.meant.get((earlier.text, text))

    def relaxed(self, refusal: NoAnswer, documents: int = 3) -> Sequence[str]:
        """Searches that ask for less."""
        del refusal
        return self.less[:documents]

    def verify(self, of: Citation | str, scope: Scope = EVERYTHING) -> Verified:
        """Whatever it is, it stands as it was told to."""
        del scope
        self.verified.append(of)
        return self.standing

    def cited(self, receipt_: str, scope: Scope = EVERYTHING) -> Citation | Standing:
        """The citation of a receipt, among all it knows."""
        del scope
        answers = [a for a in (*self.known.values(), self.otherwise) if isinstance(a, Answer)]
        named = (c for a in answers for c in a.citations if receipt(c) == receipt_)
        return next(named, Standing.FILE_GONE)

    def context(self, citation: Citation, before: int, after: int) -> Around:
        """What it was told to stand around every quote."""
        del citation, before, after
        return self.around

    def original(self, path: str) -> bytes | None:
        """A file."""
        return self.files.get(path)

    def folded(self, question: str) -> str:
        """The words in lower case."""
        return " ".join(question.lower().strip("?!. ").split())


@dataclass(slots=True)
class Shelves:
    """Holdings without a document: for conversations that are not about them."""

    corpus: Path
    oracle: Oracle = field(default_factory=Oracle)

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """What the oracle says."""
        return self.oracle(question, documents)

    def overview(self) -> Overview:
        """Nothing is held."""
        return Overview(0, 0, 0, 0, None, None)

    def listing(self, scope: Scope) -> Sequence[tuple[Source, Sequence[Listed]]]:
        """No file."""
        del scope
        return ()

    def renew(self) -> Report:
        """There is nothing to read."""
        return Report()


@dataclass(slots=True)
class Clock:
    """Seconds, as they are set."""

    seconds: float = 1_700_000_000.0

    def __call__(self) -> float:
        """The moment."""
        return self.seconds


def office_of(
    store: Store, access: Access, holdings: Holdings, clock: Clock | None = None, **other: Any
) -> Office:
    """An office over a store, with no limits but those that are given; `clock` is that of all its times."""
    pseudonym, ticking = Pseudonyms(b"k" * 32), clock or Clock()
    rules = Rules(store.connection, store.reading)
    diary = Diary(store.connection, pseudonym)
    preferences = Preferences(store.connection, store.reading, pseudonym)
    usual: dict[str, Any] = {
        "limits": Limits(0, 0, ticking),
        "version": "1.2.3",
        "retention": 30,
        "upload_limit": 1000,
        "kept": (diary, preferences, store.questions, store.feedback, store.baskets, store.bells, store),
        "judged": store.feedback.judged,
    }
    return Office(
        access=replace(access, granted=store.admins, ruling=rules.ruling, former=rules.former),
        rules=rules,
        audit=Audit(store.connection),
        diary=diary,
        preferences=preferences,
        holdings=holdings,
        now=ticking,
        clock=ticking,
        began=ticking(),
        **(usual | other),
    )


@contextmanager
def talking(
    folder: Path,
    oracle: Oracle | None = None,
    access: Access | None = None,
    code: str | None = None,
    now: Callable[[], float] = time.time,
    *,
    holdings: Holdings | None = None,
    clock: Clock | None = None,
    **office: Any,
) -> Iterator[Conversation]:
    """A conversation over a store in the folder; only `LISTED` may ask unless `access` says otherwise.

    `office` is what is other than usual in what administration works with; `clock` is that of all times.
    """
    store, worker = Store(folder / "bot.sqlite3", clock or now, Pseudonyms(b"k" * 32)), Worker()
    held = holdings or Shelves(folder)
    try:
        yield Conversation(
            oracle or Oracle(),
            store,
            office_of(store, access or Access(users=frozenset({LISTED})), held, clock, **office),
            worker,
            documents=5,
            is_traditional=lambda text: "誰" in text,
            code=code,
            now=clock or now,
        )
    finally:
        worker.close()
        store.close()
