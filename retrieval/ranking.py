"""The exact order of the passages that an engine gathered.

Per group of alternatives: tf' = Σ weight · tf, df' = the number of passages that have any of them, and then
BM25 (Robertson & Zaragoza 2009) with Lucene's idf, which is never negative. A word and its translations
score as one word this way (Pirkola 1998; Darwish & Oard 2003). A passage's score is divided by what a
passage could reach, so that passages of different languages can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from retrieval.engines import Engine, Statistics
from retrieval.model import Alternative, Group, Hit, Language, Query, Ranked

K1: Final = 0.9
B: Final = {"zh": 0.9, "en": 0.6, "und": 0.75}
GATHERED: Final = 300


def rank(query: Query, engine: Engine, limit: int) -> list[Ranked]:
    """The best `limit` passages over all languages, best first; ties go by number."""
    ranked = [found for language in query.readings for found in _rank_language(query, engine, language)]
    ranked.sort(key=lambda r: (-r.score, r.passage))
    return ranked[:limit]


def _rank_language(query: Query, engine: Engine, language: Language) -> list[Ranked]:
    groups = query.readings[language]
    statistics = engine.statistics(language)
    weights = _gathering_weights(groups)
    if not statistics.passages or not weights:
        return []
    frequencies = engine.document_frequencies(language, weights)
    rarity = tuple(
        idf(statistics.passages, _group_frequency(g, frequencies, statistics.passages)) for g in groups
    )
    attested = [[a for a in g.alternatives if all(map(frequencies.get, a.terms))] for g in groups]
    plan = [
        (g.weight * rare, g.view, alternatives)
        for g, rare, alternatives in zip(groups, rarity, attested, strict=True)
        if alternatives
    ]
    ideal = sum(g.weight * r for g, r in zip(groups, rarity, strict=True)) or 1.0
    return [
        Ranked(hit.passage, _score(hit, plan, statistics, B[language]) / ideal, language, rarity)
        for hit in engine.gather(language, weights, GATHERED)
    ]


def idf(passages: int, frequency: float) -> float:
    """Inverse document frequency as Lucene has it: ln(1 + (N - df + 0.5) / (df + 0.5))."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


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
        rarest = min(frequencies.get(term, 0) for term in alternative.terms)
        without *= 1 - alternative.weight * rarest / passages
    return passages * (1 - without)


def _score(
    hit: Hit, plan: Sequence[tuple[float, str, Sequence[Alternative]]], statistics: Statistics, b: float
) -> float:
    """BM25 over groups: each with its weight times its idf, its view, and its alternatives."""
    score = 0.0
    for weight, view, alternatives in plan:
        tf = sum([_frequency(hit.frequencies, a) for a in alternatives])
        if tf:
            norm = K1 * (1 - b + b * hit.lengths[view] / (statistics.mean_lengths[view] or 1.0))
            score += weight * tf / (tf + norm)
    return score


def _frequency(frequencies: Mapping[str, int], alternative: Alternative) -> float:
    """How often an alternative can occur at most: its rarest term decides."""
    terms = alternative.terms
    if len(terms) == 1:
        return alternative.weight * frequencies.get(terms[0], 0)
    return alternative.weight * min([frequencies.get(term, 0) for term in terms])
