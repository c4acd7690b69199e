"""Whether the best quote is an answer at all: a logistic decision over named numbers.

What each is worth was learned from questions whose passage was in the corpus, and the same questions with it
taken out; `weights.toml` keeps it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from retrieval.features import FEATURES
from retrieval.quoting import Quote

DECISION: Final = (
    "always",  # 1
    "relevance",  # of the quote's passage
    "said",  # the share of the question that the quote's sentence says
    "covered",  # the share of the question's words that it and its surroundings say
    "across",  # the quote is not of the question's language, so that every share is smaller
)
_RELEVANCE: Final = FEATURES.index("relevance")
_SAID: Final = FEATURES.index("said")


def decision_features(best: Quote, *, across: bool) -> tuple[float, ...]:
    """The numbers, in the order of `DECISION`.

    Args:
        best: the best quote.
        across: whether question and quote are of different languages.
    """
    return (1.0, best.features[_RELEVANCE], best.features[_SAID], best.covered, float(across))


def belief(features: Sequence[float], weights: Sequence[float]) -> float:
    """How sure it is that the quote answers, from 0 to 1."""
    total = sum(w * f for w, f in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
