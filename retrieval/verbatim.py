"""Text as a phrase is looked for in it: words in a row, whatever their width, case and script.

Which marks stand between words does not count, but that there are some does. A Latin word has a blank on either side,
so that `art` does not stand in `party`; Chinese, which has no blanks, is found inside what is written together.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.analyzer import OTHER_CJK
from retrieval.analysis.folding import HAN

_MARKS: Final = re.compile(r"\s*(?:[^\w\s]|_)[\W_]*")
_LATIN: Final = re.compile(rf"[^\W_{HAN}{OTHER_CJK}]+")
_BLANKS: Final = re.compile(r"\s+")


def verbatim(folded: str) -> str:
    """A folded text as it is searched; whatever is between two texts that are no neighbours must be a mark."""
    return _BLANKS.sub(" ", _LATIN.sub(r" \g<0> ", _MARKS.sub("|", folded)))


def verbatim_phrase(folded: str) -> str:
    """What stands in the `verbatim` of every text that has a folded phrase; empty where it has no word."""
    return _BLANKS.sub(" ", _LATIN.sub(r" \g<0> ", _MARKS.sub("|", folded).strip("| \t\n")))
