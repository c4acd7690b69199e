"""The exact order of the passages that an engine gathered.

Per group of alternatives: tf' = Σ weight · tf, df' = the number of passages that have any of them, and then
BM25 (Robertson & Zaragoza 2009) with Lucene's idf, which is never negative. A word and its translations
score as one word this way (Pirkola 1998; Darwish & Oard 2003). A passage's score is divided by what a
passage could reach, so that passages of different languages can be compared.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from retrieval.engines import Engine, Statistics
from retrieval.model import Alternative, Group, Hit, Language, Query, Ranked

K1: Final = 0.9
B: Final = {"zh": 0.9, "en": 0.6, "und": 0.75}
GATHERED: Final = 40
ACROSS: Final = 80  # of another language: translations gather more that is beside the point


def rank(query: Query, engine: Engine, limit: int, wanted: int = 0) -> list[Ranked]:
    """The best `limit` passages over all languages, best first; ties go by number.

    Of each language some dozens are looked at, and as many as are `wanted` where these are more.
    """
    ranked = [
        found for language in query.readings for found in _rank_language(query, engine, language, wanted)
    ]
    ranked.sort(key=lambda r: (-r.score, r.passage))
    return ranked[:limit]


def _rank_language(query: Query, engine: Engine, language: Language, wanted: int) -> list[Ranked]:
    groups = query.readings[language]
    statistics = engine.statistics(language)
    weights = _gathering_weights(groups) if statistics.passages else {}
    if not weights:
        return []
    frequencies = engine.document_frequencies(language, weights)
    rarity = rarities(groups, frequencies, statistics.passages)
    ideal = sum(g.weight * r for g, r in zip(groups, rarity, strict=True)) or 1.0
    most = max(wanted, GATHERED if language == query.language else ACROSS)
    hits = engine.gather(language, weights, most, query.selection.passages)
    scores = _scores(groups, rarity, hits, statistics, B[language])
    return [
        Ranked(hit.passage, score / ideal, language, rarity) for hit, score in zip(hits, scores, strict=True)
    ]


def rarities(groups: Sequence[Group], frequencies: Mapping[str, int], passages: int) -> tuple[float, ...]:
    """How rare each group is among so many passages of one language (idf), by the passages that have each term."""
    return tuple(idf(passages, _group_frequency(g, frequencies, passages)) for g in groups)


def idf(passages: int, frequency: float) -> float:
    """Inverse document frequency as Lucene has it: ln(1 + (N - df + 0.5) / (df + 0.5))."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def having(alternative: Alternative, frequencies: Mapping[str, int]) -> int:
    """How many passages are counted as having an alternative: those that have its rarest term."""
    return min(frequencies.get(term, 0) for term in alternative.terms)


def _gathering_weights(groups: Sequence[Group]) -> dict[str, float]:
    """Each term's largest weight over the groups that it belongs to."""
    weights: dict[str, float] = {}
    for group in groups:
        for alternative in group.alternatives:
            for term in alternative.terms:
                share = group.weight * alternative.weight / len(alternative.terms)
                weights[term] = max(share, weights.get(term, 0.0))
    return weights


def _group_frequency(group: Group, frequencies: Mapping[str, int], passages: int) -> float:
    """How many passages have any of the alternatives, were they independent of each other."""
    without = 1.0
    for alternative in group.alternatives:
        without *= 1 - alternative.weight * having(alternative, frequencies) / passages
    return passages * (1 - without)


def _scores(
    groups: Sequence[Group], rarity: Sequence[float], hits: Sequence[Hit], statistics: Statistics, b: float
) -> list[float]:
    """BM25 over groups of each hit, a group at a time: a hit costs nothing for what it does not say."""
    postings = _postings(hits)
    norms = {
        view: [K1 * (1 - b + b * hit.lengths[view] / (mean or 1.0)) for hit in hits]
        for view, mean in statistics.mean_lengths.items()
    }
    scores = [0.0] * len(hits)
    for group, rare in zip(groups, rarity, strict=True):
        weight, norm = group.weight * rare, norms[group.view]
        for row, tf in _frequencies(group, postings).items():
            scores[row] += weight * tf / (tf + norm[row])
    return scores


def _postings(hits: Sequence[Hit]) -> dict[str, dict[int, int]]:
    """For each term, how often each hit has it."""
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for row, hit in enumerate(hits):
        for term, count in hit.frequencies.items():
            postings[term][row] = count
    return postings


def _frequencies(group: Group, postings: Mapping[str, Mapping[int, int]]) -> dict[int, float]:
    """How often each hit can say the group at most: of an alternative, its rarest term decides."""
    out: dict[int, float] = defaultdict(float)
    for alternative in group.alternatives:
        fewest, *others = sorted((postings.get(term, {}) for term in alternative.terms), key=len)
        for row, count in fewest.items():
            least = min([count, *(other.get(row, 0) for other in others)]) if others else count
            out[row] += alternative.weight * least
    return out
