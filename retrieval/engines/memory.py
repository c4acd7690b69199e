"""An engine in memory, on rank-bm25: for corpora that fit, up to some ten thousand passages.

Candidates are the passages that a postings map knows to hold a term; the most promising are those that
rank-bm25's BM25+ (Lv & Zhai 2011) scores highest, each term with its weight. BM25+ and not plain BM25
(`BM25Okapi`), whose idf is negative for a word in more than half of the passages.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.analysis.frequencies import CHARACTERS, WORDS, view_lengths
from retrieval.engines import Entry, Statistics
from retrieval.model import Hit, Language

EFFORT: Final = 40  # postings that are scored for each passage that is wanted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rank_bm25 import BM25Plus

    Rows = NDArray[np.intp]
    Scores = NDArray[np.float64]


class _Engine:
    """An `Engine` over shelves, one a language."""

    shelves: Mapping[Language, _Rows]

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

    def gather(
        self, language: Language, weights: Mapping[str, float], limit: int, among: bytes | None = None
    ) -> Sequence[Hit]:
        """See `Engine`."""
        shelf = self.shelves.get(language)
        return shelf.gather(weights, limit, among) if shelf else []

    def having(self, terms: Collection[str]) -> Collection[int]:
        """See `Engine`."""
        return {number for shelf in self.shelves.values() for number in shelf.having(terms)}


class PartEngine(_Engine):
    """An `Engine` over some of the passages of another, as if there were no others.

    It shares what that one holds, and finds out what it needs to know when it is asked.
    """

    def __init__(self, whole: MemoryEngine, among: bytes) -> None:
        """Hold those passages whose byte in `among` is 1."""
        parts = {language: _Part(shelf, among) for language, shelf in whole.shelves.items()}
        self.shelves = {language: shelf for language, shelf in parts.items() if shelf.numbers}


class MemoryEngine(_Engine):
    """An `Engine` over entries that are all held in memory."""

    shelves: Mapping[Language, _Shelf]

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
        self.shelves = {
            language: _Shelf(shelf, shelves.get(language)) for language, shelf in by_language.items()
        }

    def warm(self) -> None:
        """Make now what is made when there is first something to choose, or to spell."""
        for shelf in self.shelves.values():
            shelf.warm()


class _Rows:
    """The passages of one language, which are at least one, each in a row of its own."""

    frequencies: Sequence[Mapping[str, int]]
    lengths: Sequence[Mapping[str, int]]
    postings: Mapping[str, list[int]]
    numbers: Mapping[int, int]  # passages by row

    def _count(self) -> None:
        self.statistics = Statistics(len(self.numbers), self._means())
        self._scores = lru_cache(maxsize=8192)(self._scores_of)

    def _means(self) -> dict[str, float]:
        return {
            view: sum(self.lengths[row][view] for row in self.numbers) / len(self.numbers)
            for view in (WORDS, CHARACTERS)
        }

    def warm(self) -> None:
        """See `MemoryEngine.warm`."""
        _ = self.words, self._bm25

    @cached_property
    def words(self) -> list[str]:
        """The Latin words, by their stems, sorted."""
        return sorted(
            term[2:] for term in self.postings if term[0] == WORDS and term[2:].isalpha() and term.isascii()
        )

    @cached_property
    def _bm25(self) -> BM25Plus:
        """Made when there is first something to choose: importing it costs a small corpus a fifth of a second.

        It is given what it would count itself, term by term, from the words of all passages; the idf of a term when
        that is first looked for.
        """
        import numpy as np
        from rank_bm25 import BM25Plus

        bm25 = BM25Plus([[""]])
        bm25.corpus_size = len(self.numbers)
        bm25.doc_freqs = self.frequencies
        bm25.doc_len = np.array([sum(lengths.values()) for lengths in self.lengths])
        bm25.avgdl = int(bm25.doc_len[list(self.numbers)].sum()) / bm25.corpus_size
        bm25.idf = _Rarity(self.postings, bm25.corpus_size)
        return bm25

    def gather(self, weights: Mapping[str, float], limit: int, among: bytes | None) -> list[Hit]:
        known = {term: weight for term, weight in weights.items() if term in self.postings}
        postings: Mapping[str, Sequence[int]] = self.postings
        if among is not None and among.count(1) <= EFFORT * limit:
            postings, among = self._postings_of(known, among), None
        if sum(len(postings[term]) for term in known) <= EFFORT * limit:
            named = {row for term in known for row in postings[term]}
            candidates = [row for row in named if among is None or among[self.numbers[row]]]
            if len(candidates) <= limit:
                ordered = sorted(candidates, key=self.numbers.__getitem__)
                return [self._hit(row, known.keys()) for row in ordered]
        return [self._hit(row, known.keys()) for row in self._best(known, postings, among, limit)]

    def having(self, terms: Collection[str]) -> list[int]:
        """The passages that hold all of the terms."""
        fewest, *others = sorted((self.postings.get(term, []) for term in terms), key=len)
        wanted = set(fewest).intersection(*others)
        return [self.numbers[row] for row in wanted]

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {number: row for row, number in self.numbers.items()}

    def _postings_of(self, terms: Iterable[str], among: bytes) -> dict[str, list[int]]:
        """The postings of terms in a few passages, found from these."""
        numbers = (match.start() for match in re.finditer(b"\x01", among))
        rows = [self._row_of[number] for number in numbers if number in self._row_of]
        return {t: [row for row in rows if t in self.frequencies[row]] for t in terms}

    def _best(
        self,
        weights: Mapping[str, float],
        postings: Mapping[str, Sequence[int]],
        among: bytes | None,
        limit: int,
    ) -> list[int]:
        """The rows that rank-bm25 scores highest, by the rarest terms that name enough of them; ties go by number."""
        import numpy as np

        named: list[Rows] = []
        found: list[Scores] = []
        effort = 0
        for term in sorted(weights, key=lambda term: (len(postings[term]), term)):
            effort += len(postings[term])
            if effort > EFFORT * limit and sum(map(len, named)) >= limit <= len(
                np.unique(np.concatenate(named))
            ):
                break
            whole = len(postings[term]) == len(self.postings[term])
            rows, scores = self._scores(term) if whole else self._scores_of(term, postings[term])
            if among is not None:
                kept = [i for i, row in enumerate(rows.tolist()) if among[self.numbers[row]]]
                rows, scores = rows[kept], scores[kept]
            named.append(rows)
            found.append(weights[term] * scores)
        return self._highest(np.concatenate(named), np.concatenate(found), limit) if named else []

    def _highest(self, rows: Rows, scores: Scores, limit: int) -> list[int]:
        """The rows whose scores are together the highest."""
        import numpy as np

        of_row = np.bincount(rows, scores)
        rows = np.flatnonzero(of_row)  # BM25+ gives more than nothing for every term that is there
        together = of_row[rows]
        if len(rows) > limit:
            likely = together >= np.partition(together, -limit)[-limit]
            rows, together = rows[likely], together[likely]
        ordered = rows.tolist()
        best = sorted(zip((-together).tolist(), map(self.numbers.__getitem__, ordered), ordered, strict=True))
        return [row for _, _, row in best[:limit]]

    def _scores_of(self, term: str, rows: Sequence[int] | None = None) -> tuple[Rows, Scores]:
        """Rows that hold a term, with what rank-bm25 gives them; without any, all of the term's postings."""
        import numpy as np

        held = self.postings[term] if rows is None else rows
        scores = self._bm25.get_batch_scores([term], held) if held else []
        return np.array(held, dtype=np.intp), np.array(scores, dtype=np.float64)

    def _hit(self, row: int, terms: KeysView[str]) -> Hit:
        frequencies = self.frequencies[row]
        return Hit(
            self.numbers[row], {t: frequencies[t] for t in terms & frequencies.keys()}, self.lengths[row]
        )


class _Shelf(_Rows):
    """Rows that are kept: a passage keeps its row in the shelves that are made after this one; rows of passages that are gone are empty."""

    def __init__(self, entries: Sequence[Entry], before: _Shelf | None = None) -> None:
        if before and len(before.frequencies) > 2 * len(before.numbers):
            before = None  # more rows are empty than not
        self.frequencies: list[Mapping[str, int]] = [*before.frequencies] if before else []
        self.lengths: list[Mapping[str, int]] = [*before.lengths] if before else []
        self.postings: dict[str, list[int]] = {**before.postings} if before else {}
        self.rows: dict[int, int] = {**before.rows} if before else {}  # by the identity of frequencies
        self.numbers: dict[int, int] = {}
        added = []
        for entry in entries:
            if (row := self.rows.get(id(entry.frequencies))) is not None:
                self.numbers[row] = entry.passage
            else:
                added.append(entry)
        for row in before.numbers.keys() - self.numbers.keys() if before else ():
            self._remove(row)
        self._add(added, shared=before is not None)
        self._count()

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


@dataclass(frozen=True, slots=True)
class _Rarity:
    """The idf of terms, as BM25+ has it, worked out when rank-bm25 asks for it."""

    postings: Mapping[str, Sequence[int]]
    passages: int

    def get(self, term: str) -> float:
        """The idf of a term that some passage holds."""
        return math.log((self.passages + 1) / len(self.postings[term]))


class _Part(_Rows):
    """Some of the rows of a shelf; there may be none, and then it can only be thrown away."""

    def __init__(self, whole: _Shelf, among: bytes) -> None:
        self.frequencies, self.lengths, self._whole = whole.frequencies, whole.lengths, whole
        self.numbers = {row: number for row, number in whole.numbers.items() if among[number]}
        self.postings = _PostingsOf(whole.postings, self.numbers)
        if self.numbers:
            self._count()

    @cached_property
    def words(self) -> list[str]:
        """See `_Rows`."""
        postings = self._whole.postings
        return [w for w in self._whole.words if any(row in self.numbers for row in postings[f"{WORDS}:{w}"])]


class _PostingsOf(Mapping[str, list[int]]):
    """Postings with but some of their rows; a term that none of these has is not there."""

    def __init__(self, whole: Mapping[str, list[int]], rows: Container[int]) -> None:
        self._whole = whole
        self._rows = rows
        self._known: dict[str, list[int]] = {}

    def __getitem__(self, term: str) -> list[int]:
        if term not in self._known:
            self._known[term] = [row for row in self._whole.get(term, ()) if row in self._rows]
        if not self._known[term]:
            raise KeyError(term)
        return self._known[term]

    def __iter__(self) -> Iterator[str]:
        return (term for term in self._whole if term in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
