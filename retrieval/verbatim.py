"""Text as a phrase is looked for in it: words in a row, whatever their width, case and script.

Which marks stand between words does not count, but that there are some does. A Latin word has a blank on either side,
so that `art` does not stand in `party`; Chinese, which has no blanks, is found inside what is written together.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.analyzer import OTHER_CJK
from retrieval.analysis.folding import HAN

_MARKS: Final = re.compile(r"[^\w\s]\W*")
_RUN: Final = re.compile(rf"([{HAN}{OTHER_CJK}]+)")


def verbatim(folded: str) -> str:
    """A folded text as it is searched; whatever is between two texts that are no neighbours must be a mark."""
    words = _MARKS.sub(" | ", folded.replace("_", "-"))  # `_` is a mark as well, but to the pattern a letter
    return f" {' '.join(' '.join(_RUN.split(words)).split())} "


def verbatim_phrase(folded: str) -> str:
    """What stands in the `verbatim` of every text that has a folded phrase; empty where it has no word."""
    plain = verbatim(folded).strip(" |")
    if not plain:
        return ""
    return f"{_blank(plain[0])}{plain}{_blank(plain[-1])}"


def _blank(edge: str) -> str:
    """What is beside the first or last character of a phrase: Chinese may be a part of what is written together."""
    return "" if _RUN.match(edge) else " "
