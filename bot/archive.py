"""The seam between the conversation and the documents: `retrieval.library.Library` is behind it, in tests a fake.

Everything here may take its time, and belongs into the worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from retrieval.context import Around
from retrieval.follow_ups import Earlier
from retrieval.model import Answer, Citation, NoAnswer, Question, Scope
from retrieval.verifying import Standing, Verified


class Archive(Protocol):
    """What can be asked of the documents; what a scope hides looks like what does not exist."""

    @property
    def edition(self) -> str | None:
        """What tells the index that answers now from those of before and after."""
        ...

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """What answers, from at most so many documents."""
        ...

    def understood(self, earlier: Earlier, text: str, scope: Scope = ...) -> str | None:
        """The question that a follow-up means; `None` where it stands by itself."""
        ...

    def relaxed(self, refusal: NoAnswer, documents: int = 3) -> Sequence[str]:
        """Searches that ask for less and find something."""
        ...

    def verify(self, of: Citation | str, scope: Scope = ...) -> Verified:
        """What became of a quote, or of what a receipt names, in the file as it is now."""
        ...

    def cited(self, receipt: str, scope: Scope = ...) -> Citation | Standing:
        """What a receipt names, or what became of it."""
        ...

    def context(self, citation: Citation, before: int, after: int) -> Around:
        """So many sentences around a quote."""
        ...

    def original(self, path: str) -> bytes | None:
        """The bytes of a file; `None` where it is not there, or cannot be read."""
        ...

    def folded(self, question: str) -> str:
        """What two questions have in common that are the same one; see `retrieval.repeats`."""
        ...
