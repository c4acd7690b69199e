"""A quote as it is read: the words of the source, without the white space that a margin left inside Chinese words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Found
from retrieval.model import Citation, Span
from retrieval.pages.wraps import wraps


def readable(citation: Citation) -> tuple[str, tuple[Span, ...]]:
    """The quote, and its highlights as spans of it; no character but white space is left out."""
    gaps = list(wraps(citation.document.text, citation.span))
    text, start = citation.document.text, citation.span.start
    edges = [start, *(edge for gap in gaps for edge in (gap.start, gap.end)), citation.span.end]
    words = "".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))
    moved = ((_moved(h.start, gaps) - start, _moved(h.end, gaps) - start) for h in citation.highlights)
    return words, tuple(Span(a, b) for a, b in moved if 0 <= a < b)


def around(citation: Citation, found: Found) -> tuple[str, str]:
    """What is shown before and after a quote, each with what parts it from the quote."""
    text, before, after = citation.document.text, "", ""
    at = citation.span.start
    for span in reversed(found.before):
        before, at = span.of(text) + _gap(text[span.end : at]) + before, span.start
    at = citation.span.end
    for span in found.after:
        after, at = after + _gap(text[at : span.start]) + span.of(text), span.end
    return before, after


def _gap(between: str) -> str:
    """What parts two sentences: the white space of the text, of several lines one; what no block covers is left out."""
    return "\n" if between.strip() or "\n" in between else between


def _moved(offset: int, gaps: Sequence[Span]) -> int:
    """Where an offset is once the gaps before it are closed."""
    return offset - sum(min(gap.end, offset) - gap.start for gap in gaps if gap.start < offset)
