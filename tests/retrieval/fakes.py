"""Stand-ins for the dictionary and the files: a corpus in memory, made of a few texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from retrieval.alike import marks, said_in
from retrieval.alternatives import Alternatives
from retrieval.analysis.analyzer import Analyzer, parted
from retrieval.answering import Answerer
from retrieval.catalog import Catalog, Indexed, rows_of
from retrieval.checking import Comparison
from retrieval.chunking import passages
from retrieval.engines.memory import MemoryEngine
from retrieval.lexicon import Lexicon, Translation
from retrieval.model import Answer, Block, BlockKind, Cue, Document, NoAnswer, Query, Question, Span
from retrieval.query import build_query
from retrieval.readers import comma_separated, markdown, plain
from retrieval.verbatim import searched
from retrieval.weights import load_weights

NOWHERE: Final = Path(":memory:")  # where SQLite keeps a file that is none


class FakeLexicon:
    """A dictionary of a few words: English stems to Chinese, and back."""

    def __init__(
        self,
        chinese: Mapping[str, Sequence[str]] | None = None,
        *,
        english: Mapping[str, Sequence[str]] | None = None,
        synonyms: Mapping[str, Sequence[str]] | None = None,
        aliases: Mapping[str, Sequence[str]] | None = None,
        ordinary: Iterable[str] = (),
        pinyin: Mapping[str, str] | None = None,
        opposites: Mapping[str, Sequence[str]] | None = None,
        rivals: Mapping[str, Sequence[str]] | None = None,
        cues: Iterable[Cue] = (),
        whole: Iterable[str] = (),
        ignored: Iterable[str] = (),
    ) -> None:
        """Take the words; where `english` is not given, it is `chinese` the other way round.

        `pinyin` is the syllable of each character.
        """
        self._chinese = chinese or {}
        self._english = english if english is not None else _turned(self._chinese)
        self._synonyms = synonyms or {}
        self._aliases = aliases or {}
        self._ordinary = frozenset(ordinary)
        self._pinyin = pinyin or {}
        self._opposites = opposites or {}
        self._rivals = rivals or {}
        self._cues = tuple(cues)
        self._whole = frozenset(whole)
        self._ignored = frozenset(ignored)

    def chinese(self, stems: Sequence[str]) -> Sequence[Translation]:
        """See `Lexicon`."""
        return _weighted(self._chinese.get(" ".join(stems), ()))

    def chinese_partly(self, stem: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        phrases = (found for key, found in self._chinese.items() if " " in key and stem in key.split())
        return [t for found in phrases for t in _weighted(found)]

    def english(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return _weighted(self._english.get(word, ()))

    def synonyms(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return _weighted(self._synonyms.get(word, ()))

    def aliases(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return self._aliases.get(word, ())

    def ordinary(self, word: str) -> bool:
        """See `Lexicon`."""
        return word in self._ordinary

    def opposites(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return self._opposites.get(word, ())

    def rivals(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return self._rivals.get(word, ())

    def cues(self, word: str) -> Sequence[Cue]:
        """See `Lexicon`."""
        return [
            cue
            for cue in self._cues
            if word in (max(" ".join(cue.asked).split(), key=len), max(cue.asked, key=len)[:2])
        ]

    def spellings(self) -> Mapping[str, str]:
        """See `Lexicon`."""
        return {stem: stem for stem in self._chinese if " " not in stem}

    def whole(self, phrase: str) -> bool:
        """See `Lexicon`."""
        return phrase in self._whole

    def ignored(self, word: str) -> bool:
        """See `Lexicon`."""
        return word in self._ignored

    def characters(self, syllable: str) -> str:
        """See `Lexicon`."""
        return "".join(c for c, said in self._pinyin.items() if said == syllable)

    def syllable(self, character: str) -> str | None:
        """See `Lexicon`."""
        return self._pinyin.get(character)


def _turned(chinese: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for english, words in chinese.items():
        for word in words:
            out.setdefault(word, []).append(english)
    return out


def _weighted(words: Sequence[str]) -> list[Translation]:
    """The first is the usual one; each next weighs half of the one before."""
    return [Translation(word, 0.5**i) for i, word in enumerate(words)]


def query_of(question: str | Question, analyzer: Analyzer, lexicon: Lexicon, corpus: str = "") -> Query:
    """The query of a question; `corpus` is the text that says which terms there are, in every language."""
    asked = Question(question) if isinstance(question, str) else question
    held = frozenset(terms_of(analyzer, corpus))
    return build_query(asked, Alternatives(analyzer, lexicon, lambda _, terms: held & frozenset(terms)))


def terms_of(analyzer: Analyzer, *texts: str) -> dict[str, int]:
    """The index terms of texts, as a catalogue gives them back."""
    return analyzer.frequencies(texts).by_term()


def document_of(*parts: tuple[BlockKind, str], path: str = "a.txt", title: str = "") -> Document:
    """A document whose blocks are the given parts, a blank line between them."""
    text, blocks = "", []
    for kind, words in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(Span(len(text), len(text) + len(words)), kind))
        text += words
    return Document(path, path, title, text, tuple(blocks))


def indexed(document: Document, analyzer: Analyzer) -> list[Indexed]:
    """A document's passages, with the terms of its own words."""
    texts = ([piece.span.of(document.text) for piece in p.pieces] for p in passages(document))
    folded = (parted(analyzer.together(own)) for own in texts)
    return [
        Indexed(p, analyzer.counted(f), searched(f)) for p, f in zip(passages(document), folded, strict=True)
    ]


def catalog_of(documents: Iterable[Document], analyzer: Analyzer) -> Catalog:
    """A catalogue in memory, filled in the given order."""
    files: dict[str, list[Document]] = {}
    for document in documents:
        files.setdefault(document.path, []).append(document)
    catalog = Catalog(NOWHERE)
    with catalog.transaction():
        for found in files.values():
            pages = [(d, indexed(d, analyzer)) for d in found]
            catalog.keep_rows("", rows_of(pages, marks=lambda d: marks(said_in(d, analyzer))))
    return catalog


def table(text: str, path: str) -> Iterable[Document]:
    """A table as its reader gives it."""
    return comma_separated.read(text.encode(), path)


class Corpus:
    """Texts by path, ready to be asked."""

    def __init__(self, texts: Mapping[str, str], analyzer: Analyzer, lexicon: Lexicon | None = None) -> None:
        """Index the texts in the order given."""
        read = {".md": markdown.documents, ".csv": table}
        found = (
            d
            for path, text in texts.items()
            for d in read.get(Path(path).suffix, plain.documents)(text, path)
            if d.blocks
        )
        self.catalog = catalog_of(found, analyzer)
        engine = MemoryEngine(self.catalog.entries())
        self.answerer = Answerer(analyzer, lexicon or FakeLexicon(), engine, self.catalog, load_weights())

    def ask(self, question: str, documents: int = 5) -> Answer | NoAnswer:
        """What the corpus answers."""
        return self.answerer.answer(Question(question), documents)

    def quote(self, question: str) -> str:
        """The words of the first citation; empty where nothing answers."""
        found = self.ask(question)
        return found.citations[0].quote if isinstance(found, Answer) else ""


def beside(text: str, claim: str, analyzer: Analyzer, lexicon: Lexicon) -> Comparison:
    """A claim beside the only quote that there is."""
    answerer = Corpus({"a.md": text}, analyzer, lexicon).answerer
    query = answerer.query(Question(claim, claim=True))
    return answerer.compare(query, answerer.candidates(query, 5))[0]
