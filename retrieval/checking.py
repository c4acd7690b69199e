"""Whether a quote supports or contradicts a claim; when in doubt, neither.

Only what can be compared is: numbers, days and names with digits, each as one term whatever its form, and
negation. A quote that says a number of the same sort in the place of the claim's contradicts it; one that
says all of them, and most of the claim's words, supports it. A name may be said around the quote.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Analyzer
from retrieval.model import Verdict
from retrieval.quoting import Quote

SAME_MATTER: Final = 0.45  # the share of the claim's words that a quote must say to be about the same
SAME_WORDS: Final = 0.6  # and to support it
_NAME: Final = "name"
_NEGATION: Final = re.compile(
    r"不是|没有|并非|并未|从未|未曾|不再|不会|不用|不需要|不必|无需|拒绝|否认|\b(?:not|never|no|n't|without|denied|denies|refused)\b"
)


def verdict_on(claim: str, quoted: str, quote: Quote, analyzer: Analyzer) -> Verdict:
    """The verdict on a claim by the words of a quote.

    Args:
        claim: the claim.
        quoted: the words of the quote.
        quote: what is known of it.
        analyzer: the analyzer of both.
    """
    if quote.covered < SAME_MATTER:
        return "not_found"
    ours, theirs = _figures(analyzer.analyze(claim)), _figures(analyzer.analyze(quoted))
    instead = {_sort(f) for f in theirs - ours}
    differing = {_sort(f) for f in ours - theirs}
    if differing & instead:
        return "contradicted"
    if differing - {_NAME}:
        return "not_found"
    alike = bool(_NEGATION.search(claim.lower())) == bool(_NEGATION.search(quoted.lower()))
    return "supported" if alike and quote.covered >= SAME_WORDS else "not_found"


def _figures(analyzed: Analyzed) -> frozenset[str]:
    """The numbers and days of a text, and its Latin words that hold digits."""
    inside = {i for n in analyzed.numbers for i in range(n.start, n.end)}
    mixed = (t.term for t in analyzed.tokens if t.start not in inside and not t.chinese and _mixed(t.surface))
    return frozenset((*(n.term for n in analyzed.numbers), *mixed))


def _mixed(surface: str) -> bool:
    return any(c.isdigit() for c in surface)


def _sort(figure: str) -> str:
    """Figures of one sort can stand in each other's place: days, percentages, numbers, names."""
    if not figure.startswith("#"):
        return _NAME
    if figure.endswith("%"):
        return "percentage"
    return "day" if "-" in figure else "number"
