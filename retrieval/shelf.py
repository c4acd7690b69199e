"""The seam between answering and what is kept: the documents, and which of them are the same text again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from retrieval.model import Document, Passage, Reference
from retrieval.selecting import Holding


class Shelf(Holding, Protocol):
    """The documents of one index. `source` of a document is what they are told apart by."""

    def passage(self, number: int) -> tuple[Document, Passage]:
        """A passage by the engine's number, and its document."""
        ...

    def having(self, marks: Collection[int]) -> Sequence[Reference]:
        """The documents that have all sentences with these marks (see `alike.py`), at most a few dozen; none where there is no mark."""
        ...

    def holds(self, document: Document, marks: Collection[int]) -> bool:
        """Whether a document has all sentences with these marks; where there is no mark, it is not known to."""
        ...

    def copies(self, document: Document) -> frozenset[tuple[str, str]]:
        """The sources of the documents that are this one again, in whole or in part."""
        ...

    def of_address(self, document: Document) -> Sequence[Document]:
        """The documents of other files that are copies of the same page."""
        ...
