"""Lines of plain text to blocks: which lines belong to one paragraph, and which are headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.model import Block, Span

HEADING_LIMIT: Final = 40  # code points; a longer line without a full stop is a sentence cut short
_TERMINAL: Final = re.compile(r"[。！？!?.…：:；;，,”’」』\"'）)\]]\s*$")
_WRAPPED: Final = 50  # a line shorter than this was ended by its author, not by a margin


def lines(text: str, within: Span) -> Iterator[Span]:
    """The lines that are not blank, without the white space around them."""
    begin = within.start
    for line in within.of(text).split("\n"):
        if stripped := line.strip():
            start = begin + line.index(stripped[0])
            yield Span(start, start + len(stripped))
        begin += len(line) + 1


def blocks(text: str, within: Span) -> list[Block]:
    """The paragraphs of plain text; a short line without punctuation, alone, is a heading."""
    return [
        Block(span, "heading" if is_heading(span.of(text)) else "text") for span in _paragraphs(text, within)
    ]


def is_heading(line: str) -> bool:
    """Whether a paragraph is one short line that ends without punctuation."""
    return len(line) <= HEADING_LIMIT and "\n" not in line and not _TERMINAL.search(line)


def _paragraphs(text: str, within: Span) -> Iterator[Span]:
    """Lines, joined where a margin and not the author ended the one before."""
    pending: Span | None = None
    for line in lines(text, within):
        if pending and continues(text, pending, line):
            pending = Span(pending.start, line.end)
            continue
        if pending:
            yield pending
        pending = line
    if pending:
        yield pending


def continues(text: str, before: Span, line: Span) -> bool:
    """Whether `line` goes on with the paragraph `before`: next line, hard wrap, unfinished sentence."""
    if text.count("\n", before.end, line.start) > 1:
        return False
    last = text[max(before.start, text.rfind("\n", before.start, before.end) + 1) : before.end]
    return (
        len(last) >= _WRAPPED
        and not _TERMINAL.search(last)
        and len(line.of(text)) > 1
        and _same_margin(last, line.of(text))
    )


def _same_margin(last: str, line: str) -> bool:
    """Wrapped lines are of a width; the final one may be shorter."""
    return len(line) <= 1.25 * len(last)
