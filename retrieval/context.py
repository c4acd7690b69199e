"""What stands around a quote in its document: sentences of its blocks, so that no menu and no notice is among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.model import Citation, Document, Span
from retrieval.sentences import sentences


@dataclass(frozen=True, slots=True)
class Around:
    """Sentences before and behind a quote, in order, as spans of the document's text, and whether there are more."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]
    more_before: bool
    more_after: bool


def around(citation: Citation, before: int = 2, after: int = 2) -> Around:
    """So many sentences before and behind a quote; headings count as sentences.

    Of a sentence of which the quote is a part, the rest is not there twice: what stands beside the quote begins or ends
    where the quote does.
    """
    found = list(sentences_of(citation.document))
    ahead = [Span(s.start, min(s.end, citation.span.start)) for s in found if s.start < citation.span.start]
    behind = [Span(max(s.start, citation.span.end), s.end) for s in found if s.end > citation.span.end]
    kept_ahead = ahead[-before:] if before > 0 else []
    kept_behind = behind[: max(after, 0)]
    return Around(
        tuple(kept_ahead), tuple(kept_behind), len(ahead) > len(kept_ahead), len(behind) > len(kept_behind)
    )


def sentences_of(document: Document) -> Iterator[Span]:
    """The sentences of a document's blocks, in order."""
    for block in document.blocks:
        yield from sentences(document.text, block.span)


def covering(document: Document, span: Span) -> Span:
    """The blocks that a span is in, from the first word to the last; the span itself where it is in none."""
    touched = [block.span for block in document.blocks if block.span.overlaps(span)]
    return Span(min(s.start for s in (*touched, span)), max(s.end for s in (*touched, span)))
