"""EDGE: a folder of documents, ready for questions: its catalogue, its engine and the dictionary together.

Each corpus has an index of its own, in a folder named by a hash of its resolved path, so that asking one
never disturbs another.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from retrieval.alike import marks, said
from retrieval.analysis.analyzer import Analyzer, default_analyzer
from retrieval.answering import Answerer
from retrieval.catalog import Catalog, Listed, Overview, Source
from retrieval.context import Around, around, covering, sentences_of
from retrieval.engines import Engine
from retrieval.engines.memory import MemoryEngine, PartEngine
from retrieval.errors import UnreadableSource
from retrieval.folder import Unsettled, content, file_at
from retrieval.follow_ups import Earlier
from retrieval.foreign import Sounds
from retrieval.garbage import long_lived
from retrieval.lexicon import Lexicon
from retrieval.lexicon.compiled import CompiledLexicon, open_lexicon
from retrieval.lexicon.house import HouseFile, HouseLexicon
from retrieval.lexicon.mined import MinedLexicon, Pair, pairs
from retrieval.model import EVERYTHING, Answer, Citation, Document, NoAnswer, Question, Scope, Span
from retrieval.reading import Slow
from retrieval.receipts import Receipt, document_mark, words_mark
from retrieval.repeats import folded
from retrieval.scopes import ScopedShelf
from retrieval.selecting import Selector, passages_of
from retrieval.shelf import Shelf
from retrieval.sync import Progress, Report, Settled, always, sync, unseen
from retrieval.verifying import Standing, Verified, verify
from retrieval.weights import load_weights

if TYPE_CHECKING:
    from retrieval.explaining import Explanation

SCOPES: Final = 16  # parts of the corpus that are kept ready to be asked


@dataclass(frozen=True, slots=True)
class _Index:
    """What answers are found by, made from one edition of the catalogue.

    `selector` works out filters over the whole of it, `sounds` are its words by their sounds.
    `frequencies` are those of each passage that the engine holds, by the row that it has in the catalogue.
    """

    edition: str | None
    engine: MemoryEngine
    selector: Selector
    sounds: Sounds
    pairs: Sequence[Pair]
    frequencies: Mapping[int, Mapping[str, int]]

    def warm(self) -> None:
        """Make all ready that the first questions would wait for."""
        self.engine.warm()
        self.selector.warm()
        self.sounds.warm()


class Library:
    """Opened for one corpus. To be used by one thread, beside which others may `renew` it, one after another."""

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
        self._path = state / "indexes" / folder_name(self.corpus) / "catalog.sqlite3"
        self.catalog = Catalog(self._path)
        self._lexicon: CompiledLexicon | None = None
        self._index: _Index | None = None
        self._answerers: OrderedDict[Scope, Answerer] = (
            OrderedDict()
        )  # the one that was asked last behind the others
        self._examples: dict[Scope, tuple[str, ...]] = {}
        self._marked: tuple[str | None, Mapping[str, tuple[str, str]]] = ("", {})
        self._turn = threading.Lock()  # held by who answers, and by who puts another index in place
        self._renewal = threading.Lock()  # held by who brings the index up to date beside the answers
        self._closed = False
        self._slow = Slow()

    def sync(self, progress: Progress = unseen, settled: Settled = always) -> Report:
        """Bring the index up to date with the folder; see `retrieval.sync.sync`."""
        report = self._synced(self.catalog, progress, settled)
        if report.moved:
            self._forget()
        return report

    def renew(self, progress: Progress = unseen, settled: Settled = always) -> Report:
        """Do the same in a thread of its own, while answers come from the index of before until the new one is complete.

        What another process indexed meanwhile answers, too, even where there was nothing left to do.
        """
        with self._renewal:
            catalog = Catalog(self._path)
            try:
                report = self._synced(catalog, progress, settled)
                before = self._index
                if before and before.edition != catalog.edition:
                    catalog = self._replaced(catalog, before)
            finally:
                catalog.close()
        return report

    def _synced(self, catalog: Catalog, progress: Progress, settled: Settled) -> Report:
        """Who follows the folder does not wait for files that take long, as for those that do not lie still."""
        slow = None if settled is always else self._slow
        return sync(self.corpus, catalog, self._analyzer, progress, settled=settled, slow=slow)

    def _replaced(self, catalog: Catalog, before: _Index) -> Catalog:
        """Answer from `catalog` from now on; the one that nobody needs any more comes back."""
        lexicon = self._opened_lexicon()  # one of its own: that of the answers is used by their thread
        try:
            index = self._made(catalog, lexicon, before)
            index.warm()
        finally:
            lexicon.close()
        with self._turn:
            if self._closed:
                return catalog
            self._forget()
            self._index = index
            catalog, self.catalog = self.catalog, catalog
        catalog.close()
        with self._turn:
            self.catalog.shorten_log()
        return catalog

    @property
    def edition(self) -> str | None:
        """What tells the index that answers now from others; `None` before the first question."""
        index = self._index
        return index.edition if index else None

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """The answer from what was last synced and the question's scope admits, citing at most `documents` documents."""
        with self._turn:
            return self._current(question.scope).answer(question, documents)

    def warm(self) -> None:
        """See `_Index.warm`: for who serves, not for who asks one question.

        After that `renew` does it, beside the answers.
        """
        with self._turn:
            self._current(EVERYTHING)
            if self._index:
                self._index.warm()

    def explain(self, question: Question) -> Explanation:
        """How the answer to the same question comes about."""
        with self._turn:
            return self._current(question.scope).explain(question)

    def overview(self) -> Overview:
        """How much is held, and since when."""
        with self._turn:
            return self.catalog.overview()

    def listing(self, scope: Scope) -> list[tuple[Source, list[Listed]]]:
        """The files that may be seen, by path, each with its documents in order."""
        with self._turn:
            return [held for held in self.catalog.listing() if scope.admits(held[0].path)]

    def understood(self, earlier: Earlier, text: str, scope: Scope = EVERYTHING) -> str | None:
        """What a question means that leans on an earlier one; `None` where it stands by itself (see `follow_ups.py`)."""
        with self._turn:
            return self._current(scope).understood(earlier, text)

    def relaxed(self, refusal: NoAnswer, documents: int = 3) -> tuple[str, ...]:
        """Texts to ask in place of one that nothing answers (see `relaxing.py`)."""
        with self._turn:
            return self._current(refusal.question.scope).relaxed(refusal, documents)

    def examples(self, scope: Scope = EVERYTHING) -> tuple[str, ...]:
        """Questions that the documents answer (see `examples.py`), the same until the index changes."""
        with self._turn:
            answerer = self._current(scope)
            if scope not in self._examples:
                self._examples[scope] = answerer.examples(scope)
            return self._examples[scope]

    def cited(self, receipt: str, scope: Scope = EVERYTHING) -> Citation | Standing:
        """What a receipt (see `receipts.py`) is of, as it was last indexed, or how it stands without it.

        `WORDS_GONE` where the document no longer has the words, else `FILE_GONE`; what may not be seen is not there.
        Highlights are not part of a receipt.
        """
        with self._turn:
            return self._cited(receipt, scope)

    def _cited(self, receipt: str, scope: Scope) -> Citation | Standing:
        parsed = Receipt.parse(receipt)
        document = self._document_of(parsed, scope) if parsed else None
        if parsed is None or document is None:
            return Standing.FILE_GONE
        length = parsed.span.end - parsed.span.start
        starts = [parsed.span.start, *(sentence.start for sentence in sentences_of(document))]
        for start in starts:
            span = Span(start, start + length)
            if span.end <= len(document.text) and words_mark(span.of(document.text)) == parsed.words:
                return Citation(document, span, (), covering(document, span))
        return Standing.WORDS_GONE

    def _document_of(self, receipt: Receipt, scope: Scope) -> Document | None:
        edition = self.catalog.edition
        if self._marked[0] != edition:
            self._marked = edition, {document_mark(s): s for s in self.catalog.identities()}
        source = self._marked[1].get(receipt.document)
        return self.catalog.find(source) if source and scope.admits(source[0]) else None

    def verify(self, of: Citation | str, scope: Scope = EVERYTHING) -> Verified:
        """How a citation, or what a receipt is of, stands beside its file as it is now, which is read again.

        Of a file that is gone, another that has the words is looked at: it may have been renamed.

        Raises:
            CorpusError: where the folder cannot be used.
        """
        citation = self.cited(of, scope) if isinstance(of, str) else of
        if isinstance(citation, Standing):
            return Verified(citation)
        if not scope.admits(citation.document.path):
            return Verified(Standing.FILE_GONE)
        verified = verify(citation, self.corpus, self._analyzer)
        if verified.standing is not Standing.FILE_GONE or not (other := self._elsewhere(citation, scope)):
            return verified
        again = verify(other, self.corpus, self._analyzer)
        kept = again.standing in {Standing.IDENTICAL, Standing.MOVED}
        return Verified(Standing.MOVED, again.now) if kept else verified

    def _elsewhere(self, citation: Citation, scope: Scope) -> Citation | None:
        """The same words in another file."""
        found = marks(said(citation.document.text, [citation.span], self._analyzer))
        with self._turn:
            others = self.catalog.having(found, scope)
        other = next((d for d in others if d.path != citation.document.path), None)
        return replace(citation, document=replace(citation.document, path=other.path)) if other else None

    def context(self, citation: Citation, before: int = 2, after: int = 2) -> Around:
        """What stands around a quote (see `context.py`)."""
        return around(citation, before, after)

    def _forget(self) -> None:
        self._index = None
        self._answerers.clear()
        self._examples.clear()

    def _current(self, scope: Scope) -> Answerer:
        """What answers those who may see so much, with the operator's words as they are now."""
        if self._house and self._house.refresh():
            self._answerers.clear()  # they keep what they looked up; the engine knows nothing of the lexicon
        if scope not in self._answerers:
            self._answerers[scope] = self._ready(scope)
        self._answerers.move_to_end(scope)
        if len(self._answerers) > SCOPES:
            self._answerers.popitem(last=False)
        return self._answerers[scope]

    def _ready(self, scope: Scope) -> Answerer:
        lexicon = self._lexicon = self._lexicon or self._opened_lexicon()
        self._index = index = self._index or self._made(self.catalog, lexicon)
        engine, shelf, known = self._within(scope, index, lexicon)
        words: Lexicon = MinedLexicon(known, lexicon, self._analyzer)
        if self._house:
            words = HouseLexicon(self._house.house, words, self._analyzer)
        selector = index.selector if scope == EVERYTHING else None
        return Answerer(self._analyzer, words, engine, shelf, load_weights(), selector, index.sounds)

    def _within(self, scope: Scope, index: _Index, lexicon: Lexicon) -> tuple[Engine, Shelf, Sequence[Pair]]:
        """The passages, documents and pairs of what may be seen."""
        if scope == EVERYTHING:
            return index.engine, self.catalog, index.pairs
        shelf = ScopedShelf(self.catalog, scope)
        engine = PartEngine(index.engine, passages_of(shelf.cards(), len(index.frequencies)))
        return engine, shelf, tuple(pairs(self.catalog.mentions(scope), lexicon, self._analyzer))

    def _made(self, catalog: Catalog, lexicon: Lexicon, before: _Index | None = None) -> _Index:
        """The index of what the catalogue holds now, and will seem to hold for as long as it is asked."""
        with long_lived():
            catalog.pin()
            entries = list(catalog.entries(before.frequencies if before else {}))
            engine = MemoryEngine(entries, before.engine if before else None)
            return _Index(
                catalog.edition,
                engine,
                Selector(self._analyzer, engine, catalog),
                Sounds(lambda: engine.words("en")),
                tuple(pairs(catalog.mentions(), lexicon, self._analyzer)),
                {catalog.row(entry.passage): entry.frequencies for entry in entries},
            )

    def _opened_lexicon(self) -> CompiledLexicon:
        return open_lexicon(self._state, self._analyzer.stem, self._dictionary)

    def close(self) -> None:
        """Close the files."""
        with self._turn:
            self._closed = True
            self._slow.keep(())
            if self._lexicon:
                self._lexicon.close()
            self.catalog.close()

    def original(self, path: str) -> bytes | None:
        """The bytes of a file of the corpus; `None` where it is not there, is left out, or cannot be read now."""
        found = file_at(self.corpus, path)
        try:
            return content(found)[0] if found and not found.refused else None
        except (UnreadableSource, Unsettled):
            return None

    def folded(self, question: str) -> str:
        """What two questions have in common that are the same one; see `repeats.py`."""
        return folded(question, self._analyzer)


def folder_name(corpus: Path) -> str:
    """The name of a corpus' folder in the state: its own name to read, a hash to be sure."""
    digest = hashlib.sha256(str(corpus).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    readable = "".join(c if c.isalnum() else "-" for c in corpus.name)[:40]
    return f"{readable}-{digest}"
