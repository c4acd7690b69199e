"""Text as it is matched, with the way back to the text as it was written.

Folding is NFKC (Unicode Standard Annex 15), lower case (a Greek sigma is one letter wherever it stands), and
traditional characters as simplified ones (OpenCC `t2s`). It is for matching only: what is quoted is always
the original, so every folded code point keeps the span of original code points that it came from. White space
between two Chinese characters is left by hard wraps, and folded away.
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
NOT_CHINESE: Final = re.compile(
    "[\0-\u33ff]*"
)  # what lies below all Chinese characters is soon looked through
_HALVES: Final = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no text, but a terminal may send them
_PLAIN: Final = re.compile(  # characters that fold one to one, whatever stands beside them
    r"[\x00-\x7f\u2010\u2012-\u2016\u2018-\u201f\u3001-\u3003\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]+"
    r"(?![\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f])"
)
_TOGETHER: Final = re.compile(  # characters that, folded, join none before them; those of nearly every text
    "[\x00-\u02ff\u0370-\u0482\u048a-\u052f\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3096\u309d-\u3130\u3190-\u9fff"
    "\ue000-\uf8ff\ufe00-\ufe0f\ufe30-\ufe6f\uff01-\uff60\ufffd\U0001f000-\U0001faff\U00020000-\U0003134f]*"
)
_WIDE: Final = {wide: unicodedata.normalize("NFKC", wide) for wide in "，：；？！（）…"}
APART: Final = "\x01"  # between texts that are folded together: no letter, no digit, no white space
_WRAP: Final = re.compile(
    rf"\s(?<=[{HAN}]\s)\s*(?=[{HAN}])"
)  # begins with the white space, which is soon found


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
    if _keeps_all(text):
        plain = _lower(composed(text))
        if len(plain) == len(text):
            return Folded(_simplified(plain, simplify), range(len(text)), range(1, len(text) + 1))
    text = _HALVES.sub("\ufffd", text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _lower(unicodedata.normalize("NFKC", text[start:end]))
        pieces.append(piece)
        if len(piece) == end - start and _PLAIN.fullmatch(text, start, end):
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    return Folded(_simplified("".join(pieces), simplify), starts, ends)


def fold_each(texts: Sequence[str], simplify: Simplify) -> list[Folded]:
    """What `fold` makes of each text; soon done of many, as those in which each code point becomes one are folded together."""
    together = APART.join(texts)
    divided = together.count(APART) == len(texts) - 1
    if not divided or not _keeps_all(together):
        return [fold(text, simplify) for text in texts]
    plain = _lower(composed(together))
    pieces = zip(texts, plain.split(APART), simplify(plain).split(APART), strict=True)
    return [
        Folded(folded, range(len(text)), range(1, len(text) + 1))
        if len(text) == len(piece) == len(folded)
        else fold(text, simplify)
        for text, piece, folded in pieces
    ]


def _keeps_all(text: str) -> bool:
    """Whether no two code points of a text become one."""
    return _TOGETHER.fullmatch(text) is not None and not _WRAP.search(text)


def folded_together(texts: Sequence[str], simplify: Simplify) -> str:
    """What `fold` makes of several texts, for who needs no way back; between them stands what is in no word."""
    folded = _folded(APART.join(texts))
    simplified = simplify(folded)
    if len(simplified) == len(folded):
        return simplified
    return APART.join(_simplified(_folded(text), simplify) for text in texts)


def folded_apart(texts: Sequence[str], simplify: Simplify) -> list[str]:
    """What `fold` makes of each text; a character that no text is written with may divide them otherwise."""
    if any(APART in text for text in texts):
        return [_simplified(_folded(text), simplify) for text in texts]
    return folded_together(texts, simplify).split(APART) if texts else []


def _folded(text: str) -> str:
    if _TOGETHER.fullmatch(text):
        unwrapped = text if NOT_CHINESE.fullmatch(text) else _WRAP.sub("", text)
        return _lower(composed(unwrapped))
    return _folded_by_cluster(text)


def _folded_by_cluster(text: str) -> str:
    text = _HALVES.sub("\ufffd", text)
    return "".join(_lower(unicodedata.normalize("NFKC", text[start:end])) for start, end in _clusters(text))


def composed(text: str) -> str:
    """NFKC, sooner: what is normal already is left as it is at once, and usually only the punctuation is not."""
    for wide, narrow in _WIDE.items():
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def _lower(text: str) -> str:
    """Lower case that does not depend on what stands beside a letter."""
    return text.lower().replace("ς", "σ")


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Runs of plain characters whole, others each with its combining marks; white space inside Chinese left out."""
    start = 0
    for wrap in [*(m.span() for m in _WRAP.finditer(text)), (len(text), len(text))]:
        while start < wrap[0]:
            plain = _PLAIN.match(text, start, wrap[0])
            end = plain.end() if plain else start + 1
            while not plain and end < wrap[0] and unicodedata.combining(text[end]):
                end += 1
            yield start, end
            start = end
        start = wrap[1]


def _simplified(text: str, simplify: Simplify) -> str:
    """Traditional to simplified; by single characters where a phrase rule would change the length."""
    out = simplify(text)
    if len(out) == len(text):
        return out
    return "".join(s if len(s := simplify(c)) == 1 else c for c in text)
