"""Question to answer: the pipeline over the other modules, pure but for the engine and the passages it is given.

Passages are ranked, the best are read sentence by sentence, and the quotes of all of them compete. Nothing
answers where even the best quote, with what stands around it, says too little of what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.engines import Engine
from retrieval.lexicon import Lexicon
from retrieval.matching import Sentence, read_background, read_sentences
from retrieval.model import Answer, Citation, Document, NoAnswer, Passage, Query, Question, Ranked, Reason
from retrieval.query import build_query
from retrieval.quoting import Quote, Reading
from retrieval.ranking import rank

READ: Final = 30  # passages that are read sentence by sentence
PASSAGE: Final = 1.0  # what the passage is worth against
SENTENCE: Final = 0.4  # the sentence
PER_PASSAGE: Final = 2
PASSAGE_FLOOR: Final = 0.13  # what the passage must be worth for its quote to be an answer
COVERED_FLOOR: Final = 0.2  # the share of the question that a quote and what stands around it must say

Passages = Callable[[int], tuple[Document, Passage]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: Document
    passage: Passage
    number: int
    quote: Quote
    relevance: float

    @property
    def score(self) -> float:
        """What the passage and the sentence are worth together."""
        return PASSAGE * self.relevance + SENTENCE * self.quote.score

    @property
    def key(self) -> tuple[float, int, int]:
        return (-self.score, self.number, self.quote.span.start)


class Answerer:
    """Answers questions over one index; immutable, and as thread-safe as the engine and passages it is given."""

    def __init__(self, analyzer: Analyzer, lexicon: Lexicon, engine: Engine, passages: Passages) -> None:
        self._analyzer = analyzer
        self._lexicon = lexicon
        self._engine = engine
        self._passages = passages
        self._read = lru_cache(maxsize=4096)(self._read_passage)
        self._ordinary = lru_cache(maxsize=16_384)(lexicon.ordinary)

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """The citations that answer, from at most `documents` documents, or why there are none."""
        query = build_query(question, self._analyzer, self._lexicon)
        if not query.readings:
            return NoAnswer(question, Reason.NO_WORDS)
        if not any(self._engine.statistics(language).passages for language in query.readings):
            return NoAnswer(question, Reason.EMPTY_CORPUS)
        ranked = rank(query, self._engine, max(READ, 2 * documents))
        candidates = sorted((c for r in ranked for c in self._candidates(query, r)), key=lambda c: c.key)
        kept = _first_documents(candidates, documents)
        citations = tuple(_citation(c) for c in kept)
        if not kept or not _answers(kept[0]):
            missing = self._missing(query)
            return NoAnswer(
                question, Reason.UNKNOWN_WORDS if missing else Reason.NOTHING_CLOSE, missing, citations
            )
        return Answer(question, citations)

    def _read_passage(self, number: int) -> tuple[Document, Passage, tuple[Sentence, ...], Sentence]:
        document, passage = self._passages(number)
        background = read_background(document, passage, self._analyzer)
        return document, passage, read_sentences(document, passage, self._analyzer), background

    def _candidates(self, query: Query, ranked: Ranked) -> Iterable[_Candidate]:
        document, passage, read, background = self._read(ranked.passage)
        reading = Reading(query, ranked, document, passage, read, background, self._ordinary)
        for quote in _apart(reading.quotes(), PER_PASSAGE):
            yield _Candidate(document, passage, ranked.passage, quote, ranked.score)

    def _missing(self, query: Query) -> tuple[str, ...]:
        """The words of the question that no passage of any language has, as they were asked."""
        said: dict[str, bool] = {}
        for language, groups in query.readings.items():
            terms = {t for g in groups for a in g.alternatives for t in a.terms}
            frequencies = self._engine.document_frequencies(language, terms)
            for group in groups:
                if group.meaning:
                    found = any(all(frequencies.get(t) for t in a.terms) for a in group.alternatives)
                    said[group.word] = said.get(group.word, False) or found
        phrases = " ".join(word for word, found in said.items() if found)
        return tuple(word for word, found in said.items() if not found and word not in phrases)


def _apart(found: Iterable[Quote], most: int) -> list[Quote]:
    """The first `most` quotes that do not overlap one before."""
    kept: list[Quote] = []
    for quote in found:
        if not any(quote.span.overlaps(k.span) for k in kept):
            kept.append(quote)
        if len(kept) == most:
            break
    return kept


def _answers(best: _Candidate) -> bool:
    """Whether the best candidate says enough of the question."""
    return best.relevance >= PASSAGE_FLOOR and best.quote.covered >= COVERED_FLOOR


def _first_documents(candidates: Sequence[_Candidate], documents: int) -> list[_Candidate]:
    """The candidates up to the last one of the `documents` best documents."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for candidate in candidates:
        key = (candidate.document.path, candidate.document.id)
        if key in seen or len(seen) < documents:
            seen.add(key)
            kept.append(candidate)
    return kept


def _citation(candidate: _Candidate) -> Citation:
    quote = candidate.quote
    return Citation(candidate.document, quote.span, quote.highlights, candidate.passage.span, quote.matches)
