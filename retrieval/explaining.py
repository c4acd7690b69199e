"""How an answer came about, as values: what was looked for, what each candidate is worth and why, what decided.

Nothing is decided here. The numbers are those that the answer was made with, each beside what it is worth, so that
whoever adds them up comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.checking import CHECK, Comparison, likeliest, probabilities
from retrieval.deciding import DECISION, belief
from retrieval.engines import Engine
from retrieval.features import FEATURES, Reading
from retrieval.matching import says
from retrieval.model import Difference, Document, Group, Language, Query, Span, Verdict
from retrieval.quoting import Quote
from retrieval.ranking import having, rarities
from retrieval.weights import Weights

EXPLAINED: Final = 5  # candidates


@dataclass(frozen=True, slots=True)
class Part:
    """A named number, and the weight that it was given."""

    name: str
    value: float
    weight: float

    @property
    def worth(self) -> float:
        """What it adds."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a word, and how many passages the ranking counts as having it.

    Not `exact` where it is of several terms: then the passages are those with the rarest of them, and it may be in fewer.
    """

    surface: str
    weight: float
    passages: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, or without `meaning` one or two of its characters; `rarity` is its idf."""

    word: str
    weight: float
    meaning: bool
    rarity: float
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What was looked for in the passages of one language, of which the corpus has so many."""

    language: Language
    passages: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A word that a sentence says, by the strongest of the ways in which it does.

    Its `share` of the question times the weight of the way is what it adds to the feature `said`.
    """

    word: str
    meaning: bool
    share: float
    surface: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate: its quote, and the score of the quote's best sentence in parts.

    `relevance` and `language` are those of its passage. `parts` are those that are not 0, the largest first, and
    together the score.
    """

    document: Document
    span: Span
    relevance: float
    language: Language
    score: float
    parts: tuple[Part, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the first candidate answers: it does from the threshold on."""

    parts: tuple[Part, ...]
    belief: float
    threshold: float

    @property
    def answers(self) -> bool:
        """Whether there is an answer."""
        return self.belief >= self.threshold


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim beside one candidate: per verdict the parts, and the probability that this one decides it so.

    Where it is `clear` that a quote supports the claim, the parts were not weighed.
    """

    parts: Mapping[Verdict, tuple[Part, ...]]
    probabilities: Mapping[Verdict, float]
    differences: tuple[Difference, ...]
    clear: bool


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on a claim: it was put beside the first candidates, whose probabilities add up.

    `decisive` is the number of the one that speaks most for it, from 0; below the probability `sure` the verdict is
    that it is not said.
    """

    compared: tuple[Compared, ...]
    decisive: int
    sure: float

    @property
    def verdict(self) -> Verdict:
        """What was decided."""
        sureness, verdict, _ = likeliest([compared.probabilities for compared in self.compared])
        return verdict if sureness >= self.sure else "not_found"


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about. `found` counts the candidates, of which the best are here, best first.

    A question has a decision and a claim a check, where there was any candidate.
    """

    query: Query
    lookups: tuple[Lookup, ...]
    found: int
    candidates: tuple[Weighed, ...]
    decision: Decision | None
    check: Check | None


def explanation(
    query: Query,
    found: Sequence[tuple[Reading, Quote]],
    decision: Sequence[float],
    compared: Sequence[Comparison],
    engine: Engine,
    weights: Weights,
) -> Explanation:
    """The explanation of an answer.

    Args:
        query: the question.
        found: the candidates, best first.
        decision: the features of the decision; empty where none was made.
        compared: a claim beside the first of the candidates.
        engine: the index.
        weights: what the features are worth.
    """
    return Explanation(
        query,
        tuple(_lookups(query, engine)),
        len(found),
        tuple(_weighed(*candidate, weights.sentence) for candidate in found[:EXPLAINED]),
        _decision(decision, weights) if decision else None,
        _check(compared, weights) if compared else None,
    )


def _lookups(query: Query, engine: Engine) -> Iterator[Lookup]:
    """What was looked for in each language that the corpus has passages of."""
    for language, groups in query.readings.items():
        if passages := engine.statistics(language).passages:
            terms = {t for g in groups for a in g.alternatives for t in a.terms}
            frequencies = engine.document_frequencies(language, terms)
            rarity = rarities(groups, frequencies, passages)
            words = (_word(g, r, frequencies) for g, r in zip(groups, rarity, strict=True))
            yield Lookup(language, passages, tuple(words))


def _word(group: Group, rarity: float, frequencies: Mapping[str, int]) -> Word:
    ways = (Way(a.surface, a.weight, having(a, frequencies), len(a.terms) == 1) for a in group.alternatives)
    return Word(group.word, group.weight, group.meaning, rarity, tuple(ways))


def _weighed(reading: Reading, quote: Quote, weights: Sequence[float]) -> Weighed:
    parts = (part for part in _parts(FEATURES, quote.features, weights) if part.worth)
    largest = tuple(sorted(parts, key=lambda part: -abs(part.worth)))
    ranked, said = reading.ranked, tuple(_said(reading, quote.sentence))
    return Weighed(reading.document, quote.span, ranked.score, ranked.language, quote.score, largest, said)


def _said(reading: Reading, i: int) -> Iterator[Said]:
    """The words that sentence `i` says, in the order of the question."""
    sentence = reading.sentences[i]
    for group, alternatives, share in zip(reading.groups, reading.alternatives, reading.shares, strict=True):
        way = next((a for a in alternatives if says(sentence, a)), None)
        if way:
            yield Said(group.word, group.meaning, share, way.surface, way.weight)


def _decision(features: Sequence[float], weights: Weights) -> Decision:
    parts = tuple(_parts(DECISION, features, weights.decision))
    return Decision(parts, belief(features, weights.decision), weights.threshold)


def _check(compared: Sequence[Comparison], weights: Weights) -> Check:
    likely = probabilities(compared, weights.verdicts)
    _, _, decisive = likeliest(likely)
    told = (_compared(c, its, weights) for c, its in zip(compared, likely, strict=True))
    return Check(tuple(told), decisive, weights.sure)


def _compared(comparison: Comparison, likely: Mapping[Verdict, float], weights: Weights) -> Compared:
    parts = {v: tuple(_parts(CHECK, comparison.features, of)) for v, of in weights.verdicts.items()}
    return Compared(parts, likely, comparison.differences, comparison.clear)


def _parts(names: Iterable[str], values: Iterable[float], weights: Iterable[float]) -> Iterator[Part]:
    return map(Part, names, values, weights)
