"""An engine in memory, on rank-bm25: for corpora that fit, up to some ten thousand passages.

Candidates are the passages that a postings map knows to hold a term; the most promising are those that
rank-bm25's BM25+ (Lv & Zhai 2011) scores highest, each term with its weight. BM25+ and not plain BM25
(`BM25Okapi`), whose idf is negative for a word in more than half of the passages.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, KeysView, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.analysis.analyzer import CHARACTERS, WORDS, view_lengths
from retrieval.engines import Entry, Statistics
from retrieval.model import Hit, Language

EFFORT: Final = 25  # postings that are scored for each passage that is wanted

if TYPE_CHECKING:
    from rank_bm25 import BM25Plus


class MemoryEngine:
    """An `Engine` over entries that are all held in memory."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_language: dict[Language, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_language[entry.language].append(entry)
        self._shelves = {language: _Shelf(shelf) for language, shelf in by_language.items()}

    def statistics(self, language: Language) -> Statistics:
        """See `Engine`."""
        shelf = self._shelves.get(language)
        return shelf.statistics if shelf else Statistics(0, {WORDS: 0.0, CHARACTERS: 0.0})

    def document_frequencies(self, language: Language, terms: Collection[str]) -> Mapping[str, int]:
        """See `Engine`."""
        shelf = self._shelves.get(language)
        return {t: len(shelf.postings[t]) for t in terms if t in shelf.postings} if shelf else {}

    def words(self, language: Language) -> Sequence[str]:
        """See `Engine`."""
        shelf = self._shelves.get(language)
        return shelf.words if shelf else ()

    def gather(self, language: Language, weights: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """See `Engine`."""
        shelf = self._shelves.get(language)
        return shelf.gather(weights, limit) if shelf else []


class _Shelf:
    """The passages of one language, which are at least one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._numbers = [entry.passage for entry in entries]
        self._frequencies = [entry.frequencies for entry in entries]
        self._lengths = [view_lengths(frequencies) for frequencies in self._frequencies]
        self.postings: dict[str, list[int]] = defaultdict(list)
        for row, frequencies in enumerate(self._frequencies):
            for term in frequencies:
                self.postings[term].append(row)
        means = {
            view: sum(lengths[view] for lengths in self._lengths) / len(entries)
            for view in (WORDS, CHARACTERS)
        }
        self.statistics = Statistics(len(entries), means)
        self._scores = lru_cache(maxsize=8192)(self._scores_of)

    @cached_property
    def words(self) -> list[str]:
        """The Latin words, by their stems, sorted."""
        return sorted(
            term[2:] for term in self.postings if term[0] == WORDS and term[2:].isalpha() and term.isascii()
        )

    @cached_property
    def _bm25(self) -> BM25Plus:
        """Made when there is first something to choose: importing it costs a small corpus a fifth of a second."""
        import numpy as np
        from rank_bm25 import BM25Plus

        bm25 = BM25Plus([_occurrences(frequencies) for frequencies in self._frequencies])
        bm25.doc_len = np.array(bm25.doc_len)  # a list would be made an array for every term that is scored
        return bm25

    def gather(self, weights: Mapping[str, float], limit: int) -> list[Hit]:
        known = {term: weight for term, weight in weights.items() if term in self.postings}
        candidates = {row for term in known for row in self.postings[term]}
        best = sorted(candidates) if len(candidates) <= limit else self._best(known, limit)
        return [self._hit(row, known.keys()) for row in best]

    def _best(self, weights: Mapping[str, float], limit: int) -> list[int]:
        """The rows that rank-bm25 scores highest, by the rarest terms that name enough of them."""
        scores: dict[int, float] = defaultdict(float)
        effort = 0
        for term in sorted(weights, key=lambda term: (len(self.postings[term]), term)):
            rows = self.postings[term]
            effort += len(rows)
            if effort > EFFORT * limit and len(scores) >= limit:
                break
            for row, score in zip(rows, self._scores(term), strict=True):
                scores[row] += weights[term] * score
        best = heapq.nsmallest(limit, [(-score, self._numbers[row], row) for row, score in scores.items()])
        return [row for _, _, row in best]

    def _scores_of(self, term: str) -> Sequence[float]:
        """What rank-bm25 gives each passage of the term's postings."""
        return tuple(self._bm25.get_batch_scores([term], self.postings[term]))

    def _hit(self, row: int, terms: KeysView[str]) -> Hit:
        frequencies = self._frequencies[row]
        return Hit(
            self._numbers[row], {t: frequencies[t] for t in terms & frequencies.keys()}, self._lengths[row]
        )


def _occurrences(frequencies: Mapping[str, int]) -> list[str]:
    """The terms, each as often as it occurs: what rank-bm25 counts."""
    return [term for term, count in frequencies.items() for _ in range(count)]
