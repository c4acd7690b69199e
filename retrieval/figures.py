"""The figures of a text that a claim is checked by: numbers in figures or words, days, years, names with digits.

A figure's term is that of `analysis.numbers`; besides, small numbers in words count here, which are too common to
be searched for: three, 三次.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.model import Span

_ENGLISH: Final = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_CHINESE: Final = {c: i for i, c in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_COUNTED: Final = re.compile(
    f"([{''.join(_CHINESE)}])(?=[个名人位次台辆家件条种年天岁米起只部座所分小项倍款轮届代月度章局盘号批])"
)
_DAY: Final = re.compile(r"#\d+-\d+")
YEARS: Final = range(1900, 2101)
ROUNDED: Final = 0.03  # how far a number may be from the one it rounds
EXACT: Final = 20  # below which numbers are not rounded


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its term, and where it stands in the text as it was written."""

    term: str
    span: Span

    @property
    def sort(self) -> str:
        """Figures of one sort can stand in each other's place."""
        if not self.term.startswith("#"):
            return "name"
        if _DAY.fullmatch(self.term):
            return "day"
        if self.term.endswith("%"):
            return "percentage"
        return "year" if self.value in YEARS else "number"

    @property
    def value(self) -> float | None:
        """The number, where it is one."""
        try:
            return float(self.term.strip("#%"))
        except ValueError:
            return None

    def distance(self, other: Figure) -> float:
        """How far the two are apart in size, on a scale on which 1 to 2 is as far as 100 to 200."""
        return abs(math.log((abs(self.value or 0) + 1) / (abs(other.value or 0) + 1)))

    def agrees(self, other: Figure) -> bool:
        """Whether one is the other, or rounds it."""
        if self.term == other.term:
            return True
        if self.sort != other.sort or self.sort not in {"number", "percentage"}:
            return False
        smaller, larger = sorted((self.value or 0.0, other.value or 0.0))
        return smaller >= EXACT and (larger - smaller) / larger <= ROUNDED


def figures(text: str, analyzer: Analyzer) -> list[Figure]:
    """The figures of a text, each once, in order."""
    analyzed = analyzer.analyze(text)
    folded = analyzed.folded.text
    found = {
        number.term: (number.start, number.end)
        for number in reversed(analyzed.numbers)
        if folded[number.end : number.end + 1] != "月"  # a month by itself is no number of anything
    }
    inside = {i for n in analyzed.numbers for i in range(n.start, n.end)}
    for token in analyzed.tokens:
        if token.chinese or token.start in inside:
            continue
        if token.surface in _ENGLISH:
            found.setdefault(f"#{_ENGLISH[token.surface]}", (token.start, token.end))
        elif any(map(str.isdigit, token.surface)):
            found.setdefault(token.term, (token.start, token.end))
    for match in _COUNTED.finditer(folded):
        if match.start() not in inside:
            found.setdefault(f"#{_CHINESE[match[1]]}", match.span(1))
    made = [Figure(term, analyzed.folded.original(*at)) for term, at in found.items()]
    return sorted(made, key=lambda figure: figure.span)
