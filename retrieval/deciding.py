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
    "covered",  # the share of the question's words that the quote and its surroundings say
    "covered_among",  # the same, times `size`
    "across",  # the quote is not of the question's language, so that every share is smaller
    "ahead",  # how much better it is than the best quotes of other documents
    "unnamed",  # the share of the names in the question that the quote's passage never says
    "lacking",  # a kind of thing is asked for, a number, a time or a name, and the quote shows no sign of one
    "unsaid",  # the quote and its surroundings say next to nothing of the question
    "unmeasured",  # a sort of number or time is asked for, and the quote has none of that sort
    "misdated",  # the sentence is of another year or day than is asked about
    "numberless",  # numbers are asked about, and the passage says none of them
    "brief",  # 1 / the number of words in the question: few words are soon said
    "size",  # of the corpus: among many passages some say many words of any question
)
RIVALS: Final = 5  # quotes of other documents that the best is compared with
LEAST: Final = 0.1  # of the question; an answer says more
FAR: Final = 20.0  # being ahead as far as this is as good as any farther
LARGEST: Final = 10_000  # passages; in larger corpora chance finds hardly more
_RELEVANCE: Final = FEATURES.index("relevance")


def decision_features(
    query: Query, best: Quote, *, across: bool, rivals: Sequence[float], passages: int
) -> tuple[float, ...]:
    """The numbers, in the order of `DECISION`.

    Args:
        query: the question.
        best: the best quote.
        across: whether question and quote are of different languages.
        rivals: the scores of the best quotes of other documents, `RIVALS` at most.
        passages: the number of passages in the corpus.
    """
    size = math.log(max(1, min(passages, LARGEST)), LARGEST)
    return (
        1.0,
        best.features[_RELEVANCE],
        best.covered,
        best.covered * size,
        float(across),
        _ahead(best.score, rivals),
        best.unnamed,
        float(best.lacking),
        float(best.covered < LEAST),
        float(best.unmeasured),
        float(best.misdated),
        float(best.numberless),
        1 / max(1, len(query.words)),
        size,
    )


def _ahead(score: float, rivals: Sequence[float]) -> float:
    """How far a score is above the mean of its rivals', those that are lacking counted as 0: too far off to be read.

    Below 0 where it stands first for the number that it has.
    """
    return min(score - sum(rivals) / RIVALS, FAR) / FAR


def belief(features: Sequence[float], weights: Sequence[float]) -> float:
    """How sure it is that the quote answers, from 0 to 1."""
    total = sum(w * f for w, f in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
