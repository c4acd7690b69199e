"""A part of a corpus as if there were nothing else: its documents and its words, for those who may see but that part.

What answers is made from these alone, so that nothing of what is hidden can surface: neither as a quote nor as a copy,
a correction, a translation or a word that "the documents never use". A hidden document looks like one that is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from retrieval.catalog import Catalog
from retrieval.model import Document, Passage, Reference, Scope
from retrieval.selecting import Card


class ScopedShelf:
    """The `Shelf` of what may be seen of a catalogue."""

    def __init__(self, catalog: Catalog, scope: Scope) -> None:
        """Show of the catalogue what the scope admits."""
        self._catalog = catalog
        self._scope = scope

    def passage(self, number: int) -> tuple[Document, Passage]:
        """See `Shelf`."""
        return self._catalog.passage(number)

    def having(self, marks: Collection[int]) -> Sequence[Reference]:
        """See `Shelf`."""
        return self._catalog.having(marks, self._scope)

    def holds(self, document: Document, marks: Collection[int]) -> bool:
        """See `Shelf`."""
        return self._catalog.holds(document, marks)

    def copies(self, document: Document) -> frozenset[tuple[str, str]]:
        """See `Shelf`."""
        return self._catalog.copies(document, self._scope)

    def of_address(self, document: Document) -> Sequence[Document]:
        """See `Shelf`."""
        return self._catalog.of_address(document, self._scope)

    def cards(self) -> Sequence[Card]:
        """See `Holding`."""
        return self._catalog.cards(self._scope)

    def wording(self, phrase: str, passages: Collection[int]) -> Collection[int]:
        """See `Holding`."""
        return self._catalog.wording(phrase, passages)
