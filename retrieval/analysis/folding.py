"""Text as it is matched, with the way back to the text as it was written.

Folding is NFKC (Unicode Standard Annex 15), lower case, and traditional characters as simplified ones
(OpenCC `t2s`). It is for matching only: what is quoted is always the original, so every folded code point
keeps the span of original code points that it came from. White space between two Chinese characters is left
by hard wraps, and folded away.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.model import Span

Simplify = Callable[[str], str]
HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WRAP: Final = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `starts[i]` and `ends[i]` are the original offsets of its code point `i`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> Span:
        """The original span of folded `[start, end)`."""
        return Span(self.starts[start], self.ends[end - 1])

    def position(self, offset: int) -> int:
        """The first folded position that stems from the original `offset` or a later one."""
        return bisect_left(self.starts, offset)


def fold(text: str, simplify: Simplify) -> Folded:
    """Fold `text`. Code points that NFKC or lower-casing turn into several share one original span."""
    lowered = text.lower()
    wrapped = _WRAP.search(text)
    if not wrapped and len(lowered) == len(text) and unicodedata.is_normalized("NFKC", text):
        starts: Sequence[int] = range(len(text))
        return Folded(_simplified(lowered, simplify), starts, range(1, len(text) + 1))
    pieces, starts, ends = [], [], []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFKC", text[start:end]).lower()
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded(_simplified("".join(pieces), simplify), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each base character with the combining marks after it; white space inside Chinese left out."""
    dropped = {i for match in _WRAP.finditer(text) for i in range(match.start(), match.end())}
    starts = [i for i, c in enumerate(text) if i == 0 or not unicodedata.combining(c)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if start not in dropped:
            yield start, end


def _simplified(text: str, simplify: Simplify) -> str:
    """Traditional to simplified; by single characters where a phrase rule would change the length."""
    out = simplify(text)
    if len(out) == len(text):
        return out
    return "".join(s if len(s := simplify(c)) == 1 else c for c in text)
