"""Question to answer: the pipeline over the other modules, pure but for the engine and the passages it is given.

Passages are ranked, the best are read sentence by sentence, and the quotes of all of them compete. Whether
the best of them is an answer is decided last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from retrieval.agreeing import Candidate, collapsed, current, elsewhere, renewed
from retrieval.alike import alike, letters, marks, said_in
from retrieval.alternatives import Alternatives
from retrieval.analysis.analyzer import Analyzer, character_term, word_term
from retrieval.checking import Comparison, claim_of, compare, likeliest, probabilities
from retrieval.deciding import RIVALS, belief, decision_features
from retrieval.editions import address, lacking, newer
from retrieval.engines import Engine
from retrieval.examples import examples
from retrieval.features import Reading
from retrieval.follow_ups import Earlier, Reader, understood
from retrieval.foreign import Foreign, Place, Sounds
from retrieval.lexicon import Lexicon
from retrieval.matching import PassageText, occurrences, read_passage
from retrieval.model import (
    LANGUAGES,
    UNFILTERED,
    Alternative,
    Answer,
    Citation,
    Document,
    Language,
    NoAnswer,
    Passage,
    Query,
    Question,
    Reason,
    Reference,
    Scope,
)
from retrieval.query import build_query
from retrieval.quoting import marked, quotes
from retrieval.ranking import rank
from retrieval.relaxing import relaxed
from retrieval.selecting import Selector
from retrieval.shelf import Shelf
from retrieval.spelling import Speller
from retrieval.weights import Weights

if TYPE_CHECKING:
    from retrieval.explaining import Explanation

READ: Final = 6  # passages whose sentences compete; with more the best answers less often
NEAR: Final = 0.5  # of the best passage's score; of passages that score less hardly one has the best answer
HEARD: Final = 10  # passages in which a name is looked at
ABLE: Final = (
    0.6  # of what the best quote says of the question, to stand before it with the number that is asked for
)
AGAIN: Final = 5  # times as many, where copies are among them
PER_PASSAGE: Final = 2
CHECKED: Final = 3  # candidates that a claim is put beside


class Answerer:
    """Answers questions over one index; immutable, and as thread-safe as the engine and the shelf it is given."""

    def __init__(
        self,
        analyzer: Analyzer,
        lexicon: Lexicon,
        engine: Engine,
        shelf: Shelf,
        weights: Weights,
        selector: Selector | None = None,
        sounds: Sounds | None = None,
    ) -> None:
        """Answer over one index.

        Args:
            analyzer: the one that the index was made with.
            lexicon: the dictionary.
            engine: the index.
            shelf: the documents.
            weights: what the features are worth.
            selector: what works out filters over `engine` and `shelf`, where it is there already.
            sounds: the words of the index, or of a larger one, by their sounds, where they are there already.
        """
        self._weights = weights
        self._analyzer = analyzer
        heard = sounds or Sounds(lambda: engine.words("en"))
        foreign = Foreign(lexicon, engine, heard, self._surface, self._said, self._holds_phrase)
        self._alternatives = Alternatives(analyzer, lexicon, self._attested, foreign)
        self._speller = Speller(engine, lexicon, self._attested, self._surface)
        self._selector = selector or Selector(analyzer, engine, shelf)
        self._engine = engine
        self._languages = frozenset(one for one in LANGUAGES if engine.statistics(one).passages)
        self._shelf = shelf
        self._read = lru_cache(maxsize=4096)(self._read_passage)
        self._address = lru_cache(maxsize=4096)(address)
        self._ordinary = lru_cache(maxsize=16_384)(lexicon.ordinary)

    def answer(self, question: Question, documents: int) -> Answer | NoAnswer:
        """The citations that answer, from at most `documents` documents, or why there are none."""
        query = self.query(question)
        if not query.readings and not query.selection.emptied:
            return NoAnswer(question, Reason.NO_WORDS)
        if not self._languages:
            return NoAnswer(question, Reason.EMPTY_CORPUS)
        if query.selection.emptied:
            return self._filtered(query, query.selection.emptied)
        found = self._found(query)
        if question.filters and not found and self._found(self._unfiltered(question)):
            return self._filtered(query, question.filters.written())
        decided = self._decided(query, found, documents)
        return replace(decided, undated=query.selection.undated) if question.filters.dated else decided

    def _filtered(self, query: Query, emptied: tuple[str, ...]) -> NoAnswer:
        corrections, undated = tuple(query.corrections.items()), query.selection.undated
        return NoAnswer(query.question, Reason.FILTERED, (), (), corrections, emptied, undated)

    def explain(self, question: Question) -> Explanation:
        """How the answer to the same question comes about; worked out anew, as an answer keeps nothing for it."""
        from retrieval.explaining import explanation

        query = self.query(question)
        found = self._found(query)
        decision = self.decision(query, found) if found and not question.claim else ()
        compared = self.compare(query, self._current(found)[:CHECKED]) if question.claim else []
        read = [(c.reading, c.quote) for c in found]
        return explanation(query, read, decision, compared, self._engine, self._weights)

    def _found(self, query: Query, passages: int = READ, near: float = NEAR) -> list[Candidate]:
        """The candidates among which the answer is looked for; for a claim what is current first."""
        found = self.candidates(query, passages, near)
        first = self._current(found) if query.question.claim else []
        return [*first, *(c for c in found if not any(c is one for one in first))]

    def _current(self, found: Sequence[Candidate]) -> list[Candidate]:
        return current(found, self._replaces)

    def _fold(self, text: str) -> str:
        return self._analyzer.fold(text).text

    def _decided(self, query: Query, found: Sequence[Candidate], documents: int) -> Answer | NoAnswer:
        """The candidates as an answer, where the best of them is one."""
        question, corrections = query.question, tuple(query.corrections.items())
        if question.claim and found:
            return self._checked(query, found, documents)
        citations = self._cited(query, found, documents)
        if found and self._answers(query, found):
            first, *others = citations
            agreeing, differing = elsewhere(found, query.kind, question.text, self._analyzer, self._kin)
            first = replace(first, also=tuple(c.document.reference for c in agreeing))
            contrary = self._citations(differing)
            return Answer(question, (first, *others), corrections=corrections, contrary=contrary)
        missing = self._missing(query)
        reason = Reason.UNKNOWN_WORDS if missing else Reason.NOTHING_CLOSE
        return NoAnswer(question, reason, missing, citations, corrections)

    def _checked(self, query: Query, found: Sequence[Candidate], documents: int) -> Answer | NoAnswer:
        """The verdict on a claim, by its best candidates; the one that speaks most for it is cited first."""
        question, corrections = query.question, tuple(query.corrections.items())
        compared = self.compare(query, self._current(found)[:CHECKED])
        sureness, verdict, decisive = likeliest(probabilities(compared, self._weights.verdicts))
        if sureness < self._weights.sure:
            citations = self._cited(query, found, documents)
            return NoAnswer(question, Reason.NOT_SAID, self._missing(query), citations, corrections)
        best = found[decisive]
        first = [best, *(c for c in found if c is not best)]
        citations = self._cited(query, first, documents)
        differences = compared[decisive].differences if verdict == "contradicted" else ()
        return Answer(question, citations, verdict, corrections, differences)

    def compare(self, query: Query, candidates: Sequence[Candidate]) -> list[Comparison]:
        """A claim beside each of its candidates, best first."""
        lexicon = self._alternatives.lexicon
        claim = claim_of(query.question.text, self._analyzer, lexicon)
        quotes = [(c.quote.score, letters(self._fold(c.quote.span.of(c.document.text)))) for c in candidates]
        others = [
            max((score for score, other in quotes if other not in own and own not in other), default=0.0)
            for _, own in quotes
        ]
        return [
            compare(claim, c.quote, best, c.reading, self._analyzer, lexicon)
            for c, best in zip(candidates, others, strict=True)
        ]

    def _answers(self, query: Query, found: Sequence[Candidate]) -> bool:
        return belief(self.decision(query, found), self._weights.decision) >= self._weights.threshold

    def decision(self, query: Query, found: Sequence[Candidate]) -> tuple[float, ...]:
        """The features of the decision whether the first of the candidates, which is the best, is an answer."""
        best = found[0]
        kin = self._kin(best.document) | {best.source}
        others = (c.quote.score for c in found if c.source not in kin and not self._holds(best.document, c))
        return decision_features(
            query,
            best.quote,
            across=best.reading.passage.language != query.language,
            rivals=list(islice(others, RIVALS)),
            passages=sum(self._engine.statistics(language).passages for language in LANGUAGES),
        )

    def understood(self, earlier: Earlier, text: str) -> str | None:
        """See `follow_ups.understood`."""
        return understood(earlier, text, Reader(self._analyzer, self._ordinary, self._holds_pair))

    def relaxed(self, refusal: NoAnswer, documents: int) -> tuple[str, ...]:
        """See `relaxing.relaxed`."""
        words = tuple(self._unfiltered(refusal.question).words.values())
        near = {word: self._speller.near(self._fold(word)) for word in refusal.missing}
        return relaxed(refusal, words, near, lambda question: self.answer(question, documents))

    def examples(self, scope: Scope) -> tuple[str, ...]:
        """See `examples.examples`."""
        titles = [card.title for card in self._shelf.cards() if card.passages]
        return examples(
            titles, self._analyzer, self._ordinary, lambda text: self.answer(Question(text, scope=scope), 1)
        )

    def _holds_pair(self, pair: str) -> bool:
        return bool(self._attested("zh", [character_term(pair)]))

    def _holds_phrase(self, phrase: str) -> bool:
        terms = {word_term(token.term) for token in self._analyzer.analyze(phrase).tokens}
        return self._attested("en", terms) == terms

    def query(self, question: Question) -> Query:
        """The question, made ready for this index."""
        languages = LANGUAGES if question.filters.titles else self._languages  # a title may be of another one
        query = build_query(question, self._alternatives, self._speller.mend, languages)
        return self._selector.select(query) if query.readings else query

    def _unfiltered(self, question: Question) -> Query:
        return self.query(replace(question, filters=UNFILTERED))

    def _attested(self, language: Language, terms: Collection[str]) -> frozenset[str]:
        """Those of the terms that passages of the language hold."""
        return frozenset(t for t, n in self._engine.document_frequencies(language, terms).items() if n)

    def _surface(self, stem: str) -> str:
        """A word with this stem, as the first passage that has it writes it."""
        hits = (h for language in LANGUAGES for h in self._engine.gather(language, {word_term(stem): 1.0}, 1))
        document, _, text, _ = self._read(next(hits).passage)
        for sentence in text.sentences:
            for token in sentence.analyzed.tokens:
                if token.term == stem:
                    at = sentence.analyzed.original(token)
                    return sentence.span.of(document.text)[at.start : at.end]
        return stem

    def _said(self, name: str) -> Iterator[Place]:
        """Where the first passages that may say a Chinese name do, as a word of its own."""
        terms = tuple(character_term(name[i : i + 2]) for i in range(len(name) - 1))
        wanted = Alternative(terms, 1.0, name, whole=True)
        for passage in sorted(self._engine.having(terms))[:HEARD]:
            text = self._read(passage)[2]
            for sentence in (*text.sentences, text.background) if text.may_say(wanted) else ():
                tokens = sentence.analyzed.tokens
                borders = {t.start: n for n, t in enumerate(tokens)} | {
                    t.end: n for n, t in enumerate(tokens, 1)
                }
                for start, end in occurrences(sentence, wanted):
                    yield tokens, borders[start], borders[end]

    def candidates(self, query: Query, passages: int = READ, near: float = NEAR) -> list[Candidate]:
        """The quotes of the best passages, best first, copies as one; ties go by passage, then by span.

        Before one that lacks the sort of number that is asked for, and so cannot answer, stands the best that has it.
        """
        found = (c for reading in self.readings(query, passages, near) for c in self._candidates(reading))
        best = collapsed(sorted(found, key=lambda c: c.key), self._replaces)
        return _able_first(renewed(best, self._replaces))

    def readings(self, query: Query, passages: int, near: float) -> Iterator[Reading]:
        """The best passages, each read with the question in mind; those that say nothing new do not count.

        None scores less than the share `near` of what the best one does.
        """
        known: frozenset[int] = frozenset()
        found = rank(query, self._engine, AGAIN * passages, passages)
        for ranked in takewhile(lambda one: one.score >= near * found[0].score, found):
            document, passage, text, here = self._read(ranked.passage)
            passages -= not here or not here <= known
            if passages < 0:
                return
            known |= here
            yield Reading(query, ranked, document, passage, text, self._ordinary)

    def _missing(self, query: Query) -> tuple[str, ...]:
        """The words of the question that no passage says, neither themselves nor by a translation."""
        said: set[str] = set()
        for language, groups in query.readings.items():
            terms = {t for g in groups for a in g.alternatives for t in a.terms}
            known = self._engine.document_frequencies(language, terms)
            said |= {g.word for g in groups if any(all(map(known.get, a.terms)) for a in g.alternatives)}
        phrases = " | ".join(sorted(said))
        return tuple(shown for word, shown in query.words.items() if word not in phrases)

    def _read_passage(self, number: int) -> tuple[Document, Passage, PassageText, frozenset[int]]:
        document, passage = self._shelf.passage(number)
        text = read_passage(document, passage, self._analyzer)
        return document, passage, text, marks(letters(sentence.folded) for sentence in text.sentences)

    def _cited(self, query: Query, found: Sequence[Candidate], documents: int) -> tuple[Citation, ...]:
        """The candidates of so many documents; where more than `READ` are wanted, those of all further passages stand among them.

        But none before the first: that is the same, however many documents are wanted.
        """
        if found and documents > READ and len({c.source for c in found}) < documents:
            first, others = found[0], self._found(query, 2 * documents, near=0.0)
            found = [first, *(c.beside(first) for c in others if not c.repeats(first))]
        return self._citations(_first_documents(found, documents))

    def _citations(self, candidates: Iterable[Candidate]) -> tuple[Citation, ...]:
        """The candidates as receipts, with the copies of their words and of their pages."""
        return tuple(self._citation(candidate) for candidate in candidates)

    def _citation(self, candidate: Candidate) -> Citation:
        document, quote = candidate.document, candidate.quote
        words = candidate.sayings
        highlights, matches = marked(candidate.reading, quote.span)
        not_in, gone_from = lacking(
            document, self._shelf.of_address(document), lambda edition: self._says(edition, words)
        )
        return Citation(
            document,
            quote.span,
            highlights,
            candidate.reading.passage.span,
            matches,
            copies=self._copies(candidate, words),
            not_in=not_in,
            gone_from=gone_from,
        )

    def _copies(self, candidate: Candidate, words: Sequence[str]) -> tuple[Reference, ...]:
        """The other documents with these words, whether they were read for this question or not."""
        read = (d.reference for d in candidate.copies)
        known = {r.source: r for r in (*read, *self._shelf.having(marks(words)))}
        found = (r for source, r in known.items() if source != candidate.source)
        return tuple(r for r in found if not _holds_again(r, candidate.document))

    def _says(self, document: Document, words: Sequence[str]) -> bool:
        """Whether a document has each of these sentences, as a copy has it."""
        sayings = said_in(document, self._analyzer)
        whole = "".join(sayings)
        return all(one in whole or any(alike(one, saying) for saying in sayings) for one in words)

    def _holds(self, document: Document, candidate: Candidate) -> bool:
        """Whether a document has the sentence, too, for which a candidate is quoted."""
        sentence = candidate.reading.sentences[candidate.quote.sentence]
        return self._shelf.holds(document, marks([letters(sentence.folded)]))

    def _kin(self, document: Document) -> frozenset[tuple[str, str]]:
        """See `agreeing.Kin`."""
        return self._shelf.copies(document) | {d.source for d in self._shelf.of_address(document)}

    def _replaces(self, one: Document, other: Document) -> bool:
        """See `agreeing.Replaces`."""
        page = self._address(one.url) if one.url and other.url and newer(one, other) else None
        if page is None or page != self._address(other.url or ""):
            return False
        return one.source in {d.source for d in self._shelf.of_address(other)}

    def _candidates(self, reading: Reading) -> Iterator[Candidate]:
        for quote in islice(quotes(reading, self._weights.sentence), PER_PASSAGE):
            yield Candidate(reading, quote)


def _able_first(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in order, but the first that may answer before all of them, where it says nearly as much."""
    able = (i for i, c in enumerate(found) if not c.quote.unmeasured)
    at = next((i for i in able if found[i].quote.covered >= ABLE * found[0].quote.covered), 0)
    return [*found[at : at + 1], *found[:at], *found[at + 1 :]]


def _first_documents(candidates: Sequence[Candidate], documents: int) -> list[Candidate]:
    """The candidates up to the last one of the `documents` best documents."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for candidate in candidates:
        if candidate.source in seen or len(seen) < documents:
            seen.add(candidate.source)
            kept.append(candidate)
    return kept


def _holds_again(one: Reference, other: Document) -> bool:
    """Whether one of two documents of a file is said to be the other once more."""
    return one.path == other.path and (one.copy_of == other.id or other.copy_of == one.id)
