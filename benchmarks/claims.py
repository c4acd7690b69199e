"""Learns what decides a claim: a softmax over supported, contradicted and neither, on claims whose verdict is known.

Learned from the best quote of each claim. How sure a verdict must be is set by hand: at `SURE` about nine verdicts
in ten are not wrong on claims that were not learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import Corpus
from retrieval.answering import CHECKED
from retrieval.checking import Comparison, likeliest
from retrieval.model import Verdict
from retrieval.weights import VERDICTS

SURE: Final = 0.65
L2: Final = 3e-3
STEPS: Final = 2500
RATE: Final = 0.05
Numbers = NDArray[np.float64]
Judged = tuple[Verdict, Sequence[Comparison]]
"""A claim's right verdict, and the claim beside each of its best quotes."""


def judged(corpus: Corpus) -> Iterator[Judged]:
    """Each claim of a corpus beside the quotes that it would be decided by."""
    answerer = corpus.answerer()
    for asked in corpus.claims:
        query = answerer.query(asked.question)
        found = answerer.candidates(query, CHECKED * 4)[:CHECKED]
        if found and asked.verdict:
            yield asked.verdict, [answerer.compare(query, candidate) for candidate in found]


def learn_verdicts(claims: Sequence[Judged]) -> dict[Verdict, tuple[float, ...]]:
    """What each number is worth for either verdict, against neither."""
    names = (*VERDICTS, "not_found")
    features = np.array([compared[0].features for _, compared in claims])
    wanted = np.eye(len(names))[[names.index(verdict) for verdict, _ in claims]]
    weights = np.zeros((features.shape[1], len(names)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = features @ weights
        likely = np.exp(scores - scores.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        slope = features.T @ (likely - wanted) / len(claims) + L2 * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return {name: tuple(weights[:, i] - weights[:, -1]) for i, name in enumerate(VERDICTS)}


def verdicts(weights: dict[Verdict, tuple[float, ...]], claims: Sequence[Judged]) -> tuple[float, float]:
    """The shares of claims whose verdict is right, and not wrong."""
    right = doubted = 0
    for verdict, compared in claims:
        sureness, given = max(likeliest(comparison, weights) for comparison in compared)
        found = given if sureness >= SURE else "not_found"
        right += found == verdict
        doubted += found == "not_found" != verdict
    return right / len(claims), (right + doubted) / len(claims)
