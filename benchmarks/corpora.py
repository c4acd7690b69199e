"""EDGE: folders of documents with questions, indexed to be measured and learned from: ours, and the public sets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from retrieval.analysis.analyzer import default_analyzer, language_of
from retrieval.answering import Answerer
from retrieval.catalog import Catalog
from retrieval.engines import Engine, Entry, Statistics
from retrieval.engines.memory import MemoryEngine
from retrieval.evaluation import Asked
from retrieval.garbage import long_lived
from retrieval.lexicon.compiled import open_lexicon
from retrieval.model import Document, Hit, Language
from retrieval.questions import read_asked
from retrieval.sync import sync
from retrieval.weights import load_weights

ROOT: Final = Path(__file__).parent.parent
OWN: Final[Mapping[str, Path]] = {
    "seeds": ROOT / "seeds",
    "newsroom-a": ROOT / "benchmarks" / "newsroom" / "a",
    "newsroom-b": ROOT / "benchmarks" / "newsroom" / "b",
}
PUBLIC: Final = ("cmrc", "drcd", "xquad-zh", "xquad-en", "xquad-en2zh", "xquad-zh2en", "xquad-mixed")
QUESTIONS: Final = 300  # of each public set


class Without:
    """An engine as it would be without some passages."""

    def __init__(self, engine: Engine, removed: Mapping[int, Entry]) -> None:
        """Take the entries `removed`, by number, out of `engine`."""
        self._engine = engine
        self._removed = removed

    def statistics(self, language: Language) -> Statistics:
        """As before: one passage more or less changes nothing."""
        return self._engine.statistics(language)

    def document_frequencies(self, language: Language, terms: Collection[str]) -> Mapping[str, int]:
        """Without the removed passages."""
        gone = [e.frequencies for e in self._removed.values() if e.language == language]
        found = self._engine.document_frequencies(language, terms)
        return {t: n - sum(t in f for f in gone) for t, n in found.items()}

    def words(self, language: Language) -> Collection[str]:
        """As before."""
        return self._engine.words(language)

    def gather(
        self, language: Language, weights: Mapping[str, float], limit: int, among: bytes | None = None
    ) -> Sequence[Hit]:
        """Without the removed passages."""
        hits = self._engine.gather(language, weights, limit + len(self._removed), among)
        return [h for h in hits if h.passage not in self._removed][:limit]

    def having(self, terms: Collection[str]) -> Collection[int]:
        """Without the removed passages."""
        return set(self._engine.having(terms)) - self._removed.keys()


class Corpus:
    """An indexed folder with its questions and, apart from them, its claims."""

    def __init__(self, folder: Path, asked: Sequence[Asked], state: Path) -> None:
        """Index the folder; `state` keeps the index and the dictionary."""
        self.asked = [one for one in asked if not one.question.claim]
        self.claims = [one for one in asked if one.question.claim]
        self.analyzer = default_analyzer()
        self.lexicon = open_lexicon(state, self.analyzer.stem)
        self.catalog = Catalog(state / f"{folder.name}.sqlite3")
        sync(folder, self.catalog, self.analyzer)
        with long_lived():  # as the program does
            self.entries = {e.passage: e for e in self.catalog.entries()}
            self.engine = MemoryEngine(self.entries.values())
        self._names = {n: _names(self.catalog.passage(n)[0]) for n in self.entries}

    @property
    def answerable(self) -> list[Asked]:
        """The questions that something answers."""
        return [asked for asked in self.asked if asked.answerable]

    def answerer(self, engine: Engine | None = None) -> Answerer:
        """An answerer that has read nothing yet, with the weights in force; over the whole corpus if no engine is given."""
        return Answerer(self.analyzer, self.lexicon, engine or self.engine, self.catalog, load_weights())

    def without(self, asked: Asked) -> Without:
        """The engine without the documents that answer a question."""
        return Without(self.engine, {n: self.entries[n] for n in self._answering(asked)})

    def across(self, asked: Asked) -> bool:
        """Whether a question is of another language than all that answers it."""
        language = language_of(self.analyzer.fold(asked.question.text).text)
        return language not in {self.entries[n].language for n in self._answering(asked)}

    def _answering(self, asked: Asked) -> list[int]:
        """The passages of the documents that answer."""
        return [n for n, names in self._names.items() if names & asked.documents]


def is_right(document: Document, asked: Asked) -> bool:
    """Whether a document is one of those that answer."""
    return bool(_names(document) & asked.documents)


def _names(document: Document) -> frozenset[str]:
    return frozenset((document.id, document.path))


def own_set(folder: Path, state: Path) -> Corpus:
    """A folder of ours with its questions, those that nothing answers among them, and its claims."""
    return Corpus(folder, read_asked(folder / "questions.toml"), state)


def public_set(folder: Path, state: Path) -> Corpus:
    """A public set, `passages.jsonl` and `queries.jsonl`, with about `QUESTIONS` of its questions."""
    corpus = state / "corpora" / folder.name
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "passages.jsonl").write_bytes((folder / "passages.jsonl").read_bytes())
    asked = read_asked(folder / "queries.jsonl")
    return Corpus(corpus, asked[:: max(1, len(asked) // QUESTIONS)], state)


def own_sets(state: Path) -> dict[str, Corpus]:
    """All of ours, by name."""
    return {name: own_set(folder, state) for name, folder in OWN.items()}


def public_sets(sets: Path, state: Path) -> dict[str, Corpus]:
    """The public sets that are learned from, by name."""
    return {name: public_set(sets / name, state) for name in PUBLIC}
