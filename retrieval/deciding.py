"""Whether the best quote is an answer at all: a logistic decision over named numbers.

What each is worth was learned from questions whose passage was in the corpus, and the same questions with it
taken out; `weights.toml` keeps it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from retrieval.features import FEATURES
from retrieval.model import Query
from retrieval.quoting import Quote

DECISION: Final = (
    "always",  # 1
    "relevance",  # of the quote's passage
    "said",  # the share of the question that the quote's sentence says
    "covered",  # the share of the question's words that it and its surroundings say
    "across",  # the quote is not of the question's language, so that every share is smaller
    "margin",  # how much better it is than the best quote of another document
    "unnamed",  # the share of the names in the question that the quote's passage never says
    "brief",  # 1 / the number of words in the question: few words are soon said
    "size",  # of the corpus: among many passages some say many words of any question
)
FAR: Final = 20.0  # a margin that is as good as any larger one
LARGEST: Final = 10_000  # passages; in larger corpora chance finds hardly more
_RELEVANCE: Final = FEATURES.index("relevance")
_SAID: Final = FEATURES.index("said")


def decision_features(
    query: Query, best: Quote, *, across: bool, margin: float, passages: int
) -> tuple[float, ...]:
    """The numbers, in the order of `DECISION`.

    Args:
        query: the question.
        best: the best quote.
        across: whether question and quote are of different languages.
        margin: by how much its score is above that of the best quote of another document.
        passages: the number of passages in the corpus.
    """
    return (
        1.0,
        best.features[_RELEVANCE],
        best.features[_SAID],
        best.covered,
        float(across),
        min(margin, FAR) / FAR,
        best.unnamed,
        1 / max(1, len(query.words)),
        math.log(max(1, min(passages, LARGEST)), LARGEST),
    )


def belief(features: Sequence[float], weights: Sequence[float]) -> float:
    """How sure it is that the quote answers, from 0 to 1."""
    total = sum(w * f for w, f in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
