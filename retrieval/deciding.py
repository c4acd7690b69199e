"""Whether the best quote is an answer at all: a logistic decision over named numbers.

What each is worth was learned from questions whose passage was in the corpus, and the same questions with it
taken out; `weights.toml` keeps it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from retrieval.features import FEATURES, KINDS
from retrieval.model import Kind, Query
from retrieval.quoting import Quote

DECISION: Final = (
    "always",  # 1
    "relevance",  # of the quote's passage
    "said",  # the share of the question that the quote's sentence says
    "said_beside",  # the share more that the sentences beside it say
    "said_behind",  # the share more that title and headings say
    "rarest",  # how well it says the rarest word that its passage says
    "covered",  # the share of the question's words that it and its surroundings say
    "kind_found",  # it holds the kind of thing that is asked for
    "kind_lacking",  # it does not
    "margin",  # how far it is ahead of the best quote of another document, at most 5
    "words",  # how many words the question has, as a logarithm
    "unknown",  # the share of them that the corpus never uses
    "across",  # the quote is not of the question's language, so that every share is smaller
)
_PLACE: Final = {name: i for i, name in enumerate(FEATURES)}
_MARGIN: Final = 5.0


def decision_features(
    query: Query, best: Quote, second: Quote | None, missing: int, *, across: bool
) -> tuple[float, ...]:
    """The numbers, in the order of `DECISION`.

    Args:
        query: the question.
        best: the best quote.
        second: the best quote of another document.
        missing: how many words of the question the corpus never uses.
        across: whether question and quote are of different languages.
    """
    sentence = best.features
    kind = max(sentence[_PLACE[k]] for k in KINDS)
    words = max(1, len(query.words))
    asked = query.kind is not Kind.OTHER
    return (
        1.0,
        sentence[_PLACE["relevance"]],
        sentence[_PLACE["said"]],
        sentence[_PLACE["said_beside"]],
        sentence[_PLACE["said_behind"]],
        sentence[_PLACE["rarest"]],
        best.covered,
        float(asked and kind > 0),
        float(asked and not kind),
        min(_MARGIN, best.score - second.score) if second else _MARGIN,
        math.log(words),
        missing / words,
        float(across),
    )


def belief(features: Sequence[float], weights: Sequence[float]) -> float:
    """How sure it is that the quote answers, from 0 to 1."""
    total = sum(w * f for w, f in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
