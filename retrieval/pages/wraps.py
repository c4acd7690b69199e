"""White space inside Chinese that only a margin left: where a page was wrapped, and its lines were joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.analysis.folding import HAN
from retrieval.model import Span
from retrieval.pages.rows import columns

_MARGIN: Final = 50  # columns of a line that a margin may have ended; a Chinese character is two wide
_LOOK_BACK: Final = 400  # code points before a text in which its first line may begin
_SPACE: Final = re.compile(r"\s+")
_CHINESE: Final = re.compile(rf"[{HAN}，、；：]")


def wraps(text: str, within: Span) -> Iterator[Span]:
    """White space between two Chinese characters at the end of a line that is wide enough to have been wrapped.

    Other white space is the author's: between names, around Latin words, between sentences.
    """
    begin = max(0, within.start - _LOOK_BACK)
    line = max((m.end() for m in _SPACE.finditer(text, begin, within.start)), default=begin)
    for match in _SPACE.finditer(text, within.start, within.end):
        inside = within.start < match.start() and match.end() < within.end
        chinese = (
            inside and _CHINESE.match(text[match.start() - 1]) and re.match(rf"[{HAN}]", text[match.end()])
        )
        if chinese and columns(text[line : match.start()]) >= _MARGIN and match.group().count("\n") < 2:
            yield Span(match.start(), match.end())
        line = match.end()
