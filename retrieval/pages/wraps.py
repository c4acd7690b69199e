"""White space inside Chinese that only a margin left: where a page was wrapped, and its lines were joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.folding import HAN
from retrieval.model import Span
from retrieval.pages.rows import columns

_MARGIN: Final = 50  # columns of a line that a margin may have ended; a Chinese character is two wide
_AROUND: Final = 2_000  # code points around a text in which the margin of its page is looked for
_RAGGED: Final = 6  # columns by which a line may be shorter than the margin, or longer
_SPACE: Final = re.compile(r"\s+")
_ENDED: Final = re.compile(r"[。！？!?…”」』)）]")  # behind this a blank is between sentences
_HAN: Final = re.compile(rf"[{HAN}]")
_CHINESE: Final = re.compile(rf"[{HAN}，、；：]")


def wraps(text: str, within: Span) -> Iterator[Span]:
    """White space between two Chinese characters at the end of a line that is wide enough to have been wrapped.

    A line has blanks of its own, too: where other lines show the margin of the page, one that ends there was wrapped,
    wherever its last blank is. Other white space is the author's: between names, around Latin words, between sentences.
    """
    around = Span(max(0, within.start - _AROUND), min(len(text), within.end + _AROUND))
    margin = max((wide for _, wide, last in _lines(text, around, None) if last >= _MARGIN), default=None)
    for gap, _, _ in _lines(text, around, margin):
        if within.start < gap.start and gap.end < within.end:
            yield gap


def _lines(text: str, around: Span, margin: int | None) -> Iterator[tuple[Span, int, int]]:
    """The gaps that a margin left, each with the columns of the line before it, and of its words behind the last blank."""
    line = word = around.start
    for match in _SPACE.finditer(text, around.start, around.end):
        start, end = match.span()
        chinese = start and end < len(text) and _CHINESE.match(text[start - 1]) and _HAN.match(text[end])
        wide, last = columns(text[line:start]), columns(text[word:start])
        at_margin = margin is not None and abs(wide - margin) <= _RAGGED
        word = end
        if chinese and (last >= _MARGIN or at_margin) and match.group().count("\n") < 2:
            yield Span(start, end), wide, last
            line = end
        elif at_margin or "\n" in match.group() or (start and _ENDED.match(text[start - 1])):
            line = end
