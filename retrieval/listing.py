"""What a text lists: items between marks or words that join them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.model import Span

FEWEST: Final = 3
_LISTING: Final = re.compile(r"、|，?以及|[和及与與]|, (?:and |or )?| (?:and|or) ")
_ITEM: Final = r"[^、，,。；;！!？?：:（）()\n]{1,16}?"
_LIST: Final = re.compile(
    rf"{_ITEM}(?:、{_ITEM}){{1,20}}(?:(?:、|，?以及|[和及与與]){_ITEM})?(?=$|[，,。；;！!？?：:（）()\n])"
    r"|[^\s,.;!?:()][^,.;!?:()\n]{0,60}(?:, [^,.;!?:()\n]{1,40}){1,20},? (?:and|or) [^,.;!?:()\n]{1,60}"
)


def lists(text: str) -> Iterator[list[Span]]:
    """The lists of `FEWEST` items and more in a text: 甲、乙和丙, "A, B and C".

    What stands before the first item and behind the last is not told from them: of these no more is taken than the
    longest of the others has.
    """
    for match in _LIST.finditer(text):
        marks = (edge for mark in _LISTING.finditer(text, *match.span()) for edge in mark.span())
        edges = (match.start(), *marks, match.end())
        items = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        if len(items) >= FEWEST:
            longest = max(item.end - item.start for item in items[1:-1])
            first, last = items[0], items[-1]
            items[0] = Span(max(first.start, first.end - longest), first.end)
            items[-1] = Span(last.start, min(last.end, last.start + longest))
            yield items
