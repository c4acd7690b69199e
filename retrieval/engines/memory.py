"""An engine in memory, on rank-bm25: for corpora that fit, up to some ten thousand passages.

Candidates are the passages that a postings map knows to hold a term; the most promising are those that
rank-bm25's BM25+ (Lv & Zhai 2011) scores highest, each term with its weight. BM25+ and not plain BM25
(`BM25Okapi`), whose idf is negative for a word in more than half of the passages.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, KeysView, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.analysis.frequencies import CHARACTERS, WORDS, view_lengths
from retrieval.engines import Entry, Statistics
from retrieval.model import Hit, Language

EFFORT: Final = 25  # postings that are scored for each passage that is wanted

if TYPE_CHECKING:
    from rank_bm25 import BM25Plus


class MemoryEngine:
    """An `Engine` over entries that are all held in memory."""

    def __init__(self, entries: Iterable[Entry], before: MemoryEngine | None = None) -> None:
        """Hold all entries.

        Args:
            entries: the passages.
            before: an engine that may hold some of them: those whose frequencies are the very same mapping. They
                are not counted again, and that engine stays as it is.
        """
        by_language: dict[Language, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_language[entry.language].append(entry)
        shelves: Mapping[Language, _Shelf] = before.shelves if before else {}
        self.shelves: Mapping[Language, _Shelf] = {
            language: _Shelf(shelf, shelves.get(language)) for language, shelf in by_language.items()
        }

    def statistics(self, language: Language) -> Statistics:
        """See `Engine`."""
        shelf = self.shelves.get(language)
        return shelf.statistics if shelf else Statistics(0, {WORDS: 0.0, CHARACTERS: 0.0})

    def document_frequencies(self, language: Language, terms: Collection[str]) -> Mapping[str, int]:
        """See `Engine`."""
        shelf = self.shelves.get(language)
        return {t: len(shelf.postings[t]) for t in terms if t in shelf.postings} if shelf else {}

    def words(self, language: Language) -> Sequence[str]:
        """See `Engine`."""
        shelf = self.shelves.get(language)
        return shelf.words if shelf else ()

    def gather(self, language: Language, weights: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """See `Engine`."""
        shelf = self.shelves.get(language)
        return shelf.gather(weights, limit) if shelf else []


class _Shelf:
    """The passages of one language, which are at least one.

    Each has a row, and keeps it in the shelves that are made after this one; rows of passages that are gone are empty.
    """

    def __init__(self, entries: Sequence[Entry], before: _Shelf | None = None) -> None:
        if before and len(before.frequencies) > 2 * len(before.numbers):
            before = None  # more rows are empty than not
        self.frequencies: list[Mapping[str, int]] = [*before.frequencies] if before else []
        self.lengths: list[Mapping[str, int]] = [*before.lengths] if before else []
        self.postings: dict[str, list[int]] = {**before.postings} if before else {}
        self.rows: dict[int, int] = {**before.rows} if before else {}  # by the identity of frequencies
        self.numbers: dict[int, int] = {}  # passages by row
        added = []
        for entry in entries:
            if (row := self.rows.get(id(entry.frequencies))) is not None:
                self.numbers[row] = entry.passage
            else:
                added.append(entry)
        for row in before.numbers.keys() - self.numbers.keys() if before else ():
            self._remove(row)
        self._add(added, shared=before is not None)
        self.statistics = Statistics(len(entries), self._means())
        self._scores = lru_cache(maxsize=8192)(self._scores_of)

    def _remove(self, row: int) -> None:
        frequencies, self.frequencies[row], self.lengths[row] = self.frequencies[row], {}, {}
        del self.rows[id(frequencies)]
        for term in frequencies:
            self.postings[term] = [other for other in self.postings[term] if other != row]
            if not self.postings[term]:
                del self.postings[term]

    def _add(self, entries: Sequence[Entry], *, shared: bool) -> None:
        """Give each entry a row. Lists of postings that are `shared` with another shelf are copied, not changed."""
        if shared:
            for term in {term for entry in entries for term in entry.frequencies}:
                self.postings[term] = [*self.postings.get(term, ())]
        for row, entry in enumerate(entries, len(self.frequencies)):
            self.numbers[row] = entry.passage
            self.rows[id(entry.frequencies)] = row
            self.frequencies.append(entry.frequencies)
            self.lengths.append(view_lengths(entry.frequencies))
            for term in entry.frequencies:
                self.postings.setdefault(term, []).append(row)

    def _means(self) -> dict[str, float]:
        return {
            view: sum(self.lengths[row][view] for row in self.numbers) / len(self.numbers)
            for view in (WORDS, CHARACTERS)
        }

    @cached_property
    def words(self) -> list[str]:
        """The Latin words, by their stems, sorted."""
        return sorted(
            term[2:] for term in self.postings if term[0] == WORDS and term[2:].isalpha() and term.isascii()
        )

    @cached_property
    def _bm25(self) -> BM25Plus:
        """Made when there is first something to choose: importing it costs a small corpus a fifth of a second.

        It is given what it would count itself, term by term, from the words of all passages.
        """
        import numpy as np
        from rank_bm25 import BM25Plus

        bm25 = BM25Plus([[""]])
        bm25.corpus_size = len(self.numbers)
        bm25.doc_freqs = self.frequencies
        bm25.doc_len = np.array([sum(lengths.values()) for lengths in self.lengths])
        bm25.avgdl = int(bm25.doc_len.sum()) / bm25.corpus_size
        bm25.idf = {t: math.log((bm25.corpus_size + 1) / len(rows)) for t, rows in self.postings.items()}
        return bm25

    def gather(self, weights: Mapping[str, float], limit: int) -> list[Hit]:
        known = {term: weight for term, weight in weights.items() if term in self.postings}
        candidates = {row for term in known for row in self.postings[term]}
        few = len(candidates) <= limit
        best = sorted(candidates, key=self.numbers.__getitem__) if few else self._best(known, limit)
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
        best = heapq.nsmallest(limit, [(-score, self.numbers[row], row) for row, score in scores.items()])
        return [row for _, _, row in best]

    def _scores_of(self, term: str) -> Sequence[float]:
        """What rank-bm25 gives each passage of the term's postings."""
        return tuple(self._bm25.get_batch_scores([term], self.postings[term]))

    def _hit(self, row: int, terms: KeysView[str]) -> Hit:
        frequencies = self.frequencies[row]
        return Hit(
            self.numbers[row], {t: frequencies[t] for t in terms & frequencies.keys()}, self.lengths[row]
        )
