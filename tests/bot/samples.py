"""Values for the tests of `bot/`: documents, citations, answers, and an answering function that knows what it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from bot.access import Access
from bot.conversation import Conversation
from bot.store import Store
from bot.worker import Worker
from retrieval.model import Answer, Block, Citation, Document, NoAnswer, Place, Question, Reason, Span

TEXT: Final = "The harbour was closed in March. The master Tom Reed was fined 500 dollars. The pier is open."
QUOTE: Final = "The master Tom Reed was fined 500 dollars."
LISTED: Final = 7
STRANGER: Final = 8
CODE: Final = "right-code"


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


@dataclass(slots=True)
class Oracle:
    """An answering function: it says what it was told to, and remembers what it was asked."""

    known: Mapping[str, Answer | NoAnswer] = field(default_factory=dict)
    otherwise: Answer | NoAnswer = field(default_factory=lambda: answer("fined", "closed", "open"))
    asked: list[tuple[str, int]] = field(default_factory=list)

    def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
        """Answer."""
        self.asked.append((question.text, documents))
        return self.known.get(question.text, self.otherwise)


@contextmanager
def talking(
    folder: Path, oracle: Oracle | None = None, access: Access | None = None, code: str | None = None
) -> Iterator[Conversation]:
    """A conversation over a store in the folder; only `LISTED` may ask unless `access` says otherwise."""
    store, worker = Store(folder / "bot.sqlite3"), Worker()
    try:
        yield Conversation(
            oracle or Oracle(),
            store,
            replace(access or Access(users=frozenset({LISTED})), granted=store.admins),
            worker,
            documents=5,
            is_traditional=lambda text: "誰" in text,
            code=code,
        )
    finally:
        worker.close()
        store.close()
