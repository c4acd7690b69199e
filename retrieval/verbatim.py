"""Text as a phrase is looked for in it: words in a row, whatever their width, case and script.

Which marks stand between words does not count, but that there are some does. A Latin word has a blank on either side,
so that `art` does not stand in `party`; Chinese, which has no blanks, is found inside what is written together.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.analyzer import OTHER_CJK, Parted, parted
from retrieval.analysis.folding import HAN

_MARKS: Final = re.compile(
    r"[^a-z0-9 \n](?<=[^\w\s])\W*"
)  # begins with what is soon found, and then told from letters
_RUN: Final = re.compile(rf"([{HAN}{OTHER_CJK}]+)")
_KANA: Final = re.compile(f"[{OTHER_CJK}]")
_A_RUN: Final = "一"  # stands for a run of Chinese among what is none


def verbatim(folded: str) -> str:
    """A folded text as it is searched; whatever is between two texts that are no neighbours must be a mark."""
    return searched(parted(folded))


def searched(text: Parted) -> str:
    """The `verbatim` of a text in its parts: runs of Chinese are left as they are, and stood for meanwhile."""
    others = _A_RUN.join(text.others).replace("_", "-")  # `_` is a mark as well, but to the pattern a letter
    words = _MARKS.sub(" | ", others)
    words = " ".join(_RUN.split(words)) if _KANA.search(words) else words.replace(_A_RUN, f" {_A_RUN} ")
    found = [""] * (2 * len(text.runs) + 1)
    found[::2], found[1::2] = " ".join(words.split()).split(_A_RUN), text.runs
    return f" {''.join(found)} "


def verbatim_phrase(folded: str) -> str:
    """What stands in the `verbatim` of every text that has a folded phrase; empty where it has no word."""
    plain = verbatim(folded).strip(" |")
    if not plain:
        return ""
    return f"{_blank(plain[0])}{plain}{_blank(plain[-1])}"


def _blank(edge: str) -> str:
    """What is beside the first or last character of a phrase: Chinese may be a part of what is written together."""
    return "" if _RUN.match(edge) else " "
