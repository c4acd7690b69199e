"""Learns what decides a claim: one softmax over its best quotes, each of which may support or contradict it, and none.

Learned is which quote decides and how: one that holds what decides is right with the claim's verdict, and where no
quote does, none of them is. How sure a verdict must be is set by hand: at `SURE` about nine verdicts in ten are not wrong
on claims that were not learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import Corpus
from retrieval.answering import CHECKED
from retrieval.checking import CHECK, Comparison, likeliest, probabilities
from retrieval.evaluation import holds
from retrieval.model import Verdict
from retrieval.weights import VERDICTS

SURE: Final = 0.47
L2: Final = 1e-3
ABOUT: Final = tuple(
    map(CHECK.index, ("words", "spoken", "letters", "across", "relevance", "length", "ahead", "figures"))
)
"""What tells that the quote is about the claim, and hardly with which verdict."""
ALIKE: Final = 1e-2  # how much it is held to weigh the same for both
STEPS: Final = 1500
RATE: Final = 0.05
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's right verdict, the claim beside each of its best quotes, and which of those hold what decides it."""

    verdict: Verdict
    compared: tuple[Comparison, ...]
    deciding: tuple[bool, ...]


def judged(corpus: Corpus) -> Iterator[Judged]:
    """Each claim of a corpus beside the quotes that it would be decided by."""
    answerer = corpus.answerer()
    for asked in corpus.claims:
        query = answerer.query(asked.question)
        found = answerer.candidates(query)[:CHECKED]
        if found and asked.verdict:
            quotes = (c.quote.span.of(c.document.text) for c in found)
            deciding = tuple(asked.answerable and holds(quote, asked.answers) for quote in quotes)
            yield Judged(asked.verdict, tuple(answerer.compare(query, found)), deciding)


def learn_verdicts(claims: Sequence[Judged]) -> dict[Verdict, tuple[float, ...]]:
    """What each number is worth for either verdict, by Adam (Kingma & Ba 2015).

    Claims that are contradicted were mostly made of their source by changing a word, and say more of it than those that are
    supported: that is of how they were made, and not of what is true.
    """
    rows = [(_features(claim), _wanted(claim)) for claim in claims]
    weights = np.zeros((len(CHECK), len(VERDICTS)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = sum(_slope(weights, *row) for row in rows) / len(rows) + L2 * weights
        slope[ABOUT, :] += ALIKE * (weights - weights[:, ::-1])[ABOUT, :]
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return {name: tuple(weights[:, i]) for i, name in enumerate(VERDICTS)}


def _features(claim: Judged) -> Numbers:
    return np.array([comparison.features for comparison in claim.compared])


def _wanted(claim: Judged) -> Numbers:
    """Which quotes may decide, with which verdict; none where none holds what decides."""
    return np.array([[d and claim.verdict == v for v in VERDICTS] for d in claim.deciding], dtype=float)


def _slope(weights: Numbers, features: Numbers, wanted: Numbers) -> Numbers:
    """How the loss rises with the weights: minus the logarithm of what is likely of what may be."""
    scores = features @ weights
    most = max(0.0, float(scores.max()))
    likely = np.exp(scores - most)
    likely /= likely.sum() + np.exp(-most)
    right = likely * wanted
    return np.asarray(features.T @ (likely - right / (right.sum() or 1.0)))


def verdicts(weights: dict[Verdict, tuple[float, ...]], claims: Sequence[Judged]) -> tuple[float, float]:
    """The shares of claims whose verdict is right, and not wrong."""
    right = doubted = 0
    for claim in claims:
        sureness, given, _ = likeliest(probabilities(claim.compared, weights))
        found = given if sureness >= SURE else "not_found"
        right += found == claim.verdict
        doubted += found == "not_found" != claim.verdict
    return right / len(claims), (right + doubted) / len(claims)
