"""EDGE: a folder of documents, ready for questions: its catalogue, its engine and the dictionary together.

Each corpus has an index of its own, in a folder named by a hash of its resolved path, so that asking one
never disturbs another.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.analysis.analyzer import Analyzer, default_analyzer
from retrieval.answering import Answerer
from retrieval.catalog import Catalog
from retrieval.engines.memory import MemoryEngine
from retrieval.lexicon import Lexicon
from retrieval.lexicon.compiled import CompiledLexicon, open_lexicon
from retrieval.lexicon.house import HouseFile, HouseLexicon
from retrieval.lexicon.mined import MinedLexicon, pairs
from retrieval.model import Answer, NoAnswer, Question
from retrieval.sync import Progress, Report, sync, unseen
from retrieval.weights import load_weights

if TYPE_CHECKING:
    from retrieval.explaining import Explanation


class Library:
    """Opened for one corpus. Not to be used by two threads at once."""

    def __init__(
        self,
        corpus: Path,
        state: Path,
        dictionary: Path | None = None,
        analyzer: Analyzer | None = None,
        house: HouseFile | None = None,
    ) -> None:
        """Open the corpus.

        Args:
            corpus: the folder of the documents.
            state: the folder for everything that is kept.
            dictionary: a CC-CEDICT file to use in place of the packaged one.
            analyzer: where not the default one.
            house: the operator's own words, read again whenever their file has changed.

        Raises:
            StateError: where `state` cannot be used.
        """
        self.corpus = corpus.resolve()
        self._state = state
        self._dictionary = dictionary
        self._analyzer = analyzer or default_analyzer()
        self._house = house
        self.catalog = Catalog(state / "indexes" / folder_name(self.corpus) / "catalog.sqlite3")
        self._lexicon: CompiledLexicon | None = None
        self._engine: MemoryEngine | None = None
        self._mined: MinedLexicon | None = None
        self._answerer: Answerer | None = None

    def sync(self, progress: Progress = unseen) -> Report:
        """Bring the index up to date with the folder; see `retrieval.sync.sync`."""
        report = sync(self.corpus, self.catalog, self._analyzer, progress)
        if report.moved:
            self._engine = self._mined = self._answerer = None
        return report

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """The answer from what was last synced, citing at most `documents` documents."""
        return self._current().answer(question, documents)

    def explain(self, question: Question, documents: int) -> Explanation:
        """How the answer with the same arguments comes about."""
        return self._current().explain(question, documents)

    def _current(self) -> Answerer:
        """What answers, with the operator's words as they are now."""
        if self._house and self._house.refresh():
            self._answerer = None  # it keeps what it looked up; the engine knows nothing of the lexicon
        if self._answerer is None:
            self._answerer = self._ready()
        return self._answerer

    def _ready(self) -> Answerer:
        if self._engine is None:
            self._engine = MemoryEngine(self.catalog.entries())
        self._lexicon = self._lexicon or open_lexicon(self._state, self._analyzer.stem, self._dictionary)
        if self._mined is None:
            found = pairs(self.catalog.mentions(), self._lexicon, self._analyzer)
            self._mined = MinedLexicon(found, self._lexicon, self._analyzer)
        words: Lexicon = self._mined
        if self._house:
            words = HouseLexicon(self._house.house, words, self._analyzer)
        return Answerer(self._analyzer, words, self._engine, self.catalog.passage, load_weights())

    def close(self) -> None:
        """Close the files."""
        if self._lexicon:
            self._lexicon.close()
        self.catalog.close()


def folder_name(corpus: Path) -> str:
    """The name of a corpus' folder in the state: its own name to read, a hash to be sure."""
    digest = hashlib.sha256(str(corpus).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    readable = "".join(c if c.isalnum() else "-" for c in corpus.name)[:40]
    return f"{readable}-{digest}"
