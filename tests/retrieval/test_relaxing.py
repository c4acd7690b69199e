"""Claims about what may be asked instead, and about examples: made of words that are there, and every one was asked."""

from __future__ import annotations

import re

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.library import Library
from retrieval.model import Answer, Filters, NoAnswer, Question, Reason, Scope
from retrieval.syntax import parse
from tests.retrieval.fakes import Corpus

FISH = {
    "a.txt": "The harbour spill\n\nThe harbour master was fined for the spill.",
    "b.txt": "The late ferry\n\nThe ferry company was fined because its boats were late.",
    "c.txt": "食堂\n\n食堂明天供应面条和汤。",
}


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("who was fined from:BBC", "who was fined"),
        ('who was fined "plum cake"', "who was fined"),
        ("who was fined from:BBC -teapot", "who was fined -teapot"),
        ("who was fined before:1999 from:BBC", "who was fined"),
    ],
)
def test_what_can_be_asked_instead_comes_first(analyzer: Analyzer, typed: str, instead: str) -> None:
    """Without the filter that left nothing."""
    corpus = Corpus(FISH, analyzer)
    refusal = corpus.answerer.answer(parse(typed).question(), 3)
    assert isinstance(refusal, NoAnswer)
    assert corpus.answerer.relaxed(refusal, 3)[0] == instead


@pytest.mark.parametrize(
    ("typed", "missing", "instead"),
    [
        ("was the zebra fined for the spill", "zebra", "fined spill"),
        ("who feeds the zebra of the harbour?", "zebra", "feeds harbour"),
        ("食堂明天供应斑马吗", "斑马", "食堂 明天 供应"),
    ],
)
def test_a_word_that_the_corpus_lacks_is_left_out(
    analyzer: Analyzer, typed: str, missing: str, instead: str
) -> None:
    """The words that are left stand apart: they are no sentence, and Chinese ones would run together."""
    refusal = NoAnswer(Question(typed), Reason.UNKNOWN_WORDS, (missing,))
    assert Corpus(FISH, analyzer).answerer.relaxed(refusal, 3)[0] == instead


def test_a_word_is_offered_as_the_corpus_spells_it(analyzer: Analyzer) -> None:
    """One that is too far to be mended without asking."""
    corpus = Corpus(FISH, analyzer)
    refusal = NoAnswer(Question("hxrbxr spill"), Reason.UNKNOWN_WORDS, ("hxrbxr",))
    assert "harbour spill" not in corpus.answerer.relaxed(refusal, 3)
    refusal = NoAnswer(Question("harboxxr master"), Reason.UNKNOWN_WORDS, ("harboxxr",))
    assert "harbour master" in corpus.answerer.relaxed(refusal, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "who was fined from:BBC",
        "who invented the quantum teapot?",
        "zebra",
        "斑马 食堂 after:2020",
    ],
)
def test_each_was_asked_and_finds_something(library: Library, typed: str) -> None:
    """An answer, or the nearest passages; at most three, none of them the question, and always the same."""
    refusal = library.answer(parse(typed).question(), 3)
    assert isinstance(refusal, NoAnswer)
    offered = library.relaxed(refusal)
    assert offered == library.relaxed(refusal)
    assert len(offered) <= 3
    assert typed not in offered
    for text in offered:
        found = library.answer(parse(text).question(), 3)
        assert isinstance(found, Answer) or found.nearest


def test_what_is_hidden_is_not_offered(library: Library) -> None:
    """Nor is a word that only hidden documents have."""
    scope = Scope(denied=("harbour.md",))
    question = Question("who was fined", filters=Filters(publishers=("gazette",)), scope=scope)
    refusal = library.answer(question, 3)
    assert isinstance(refusal, NoAnswer)
    for text in library.relaxed(refusal):
        found = library.answer(parse(text).question(scope=scope), 3)
        assert "harbour.md" not in repr(found).replace("denied=('harbour.md',)", "")


def of_title(example: str) -> str:
    """What of an example is of a title: what about it, is asked."""
    return re.sub(r"^What about (.*)\?$|^(.*)如何？$", r"\1\2", example)


def test_examples_are_answered_by_different_documents_in_the_languages_of_the_corpus(
    library: Library,
) -> None:
    """From the titles, and remembered."""
    shown = library.examples()
    assert shown is library.examples()
    titles = " ".join(d.title for d in library.catalog.documents())
    assert all(of_title(text) in titles for text in shown)
    answers = [library.answer(Question(text), 1) for text in shown]
    assert all(isinstance(a, Answer) for a in answers)
    assert len({a.citations[0].document.source for a in answers if isinstance(a, Answer)}) == len(shown) == 3
    assert any(not text.isascii() for text in shown)
    assert any(text.isascii() for text in shown)


def test_a_title_that_asks_is_an_example(analyzer: Analyzer) -> None:
    """As it stands."""
    asking = {"q.md": "---\ntitle: 港务长为什么被罚款？\n---\n\n港务长因泄漏被罚款五百元。"}
    assert Corpus(FISH | asking, analyzer).answerer.examples(Scope())[0] == "港务长为什么被罚款？"


def test_an_example_is_never_from_a_hidden_document(library: Library) -> None:
    """Who may see nothing has none."""
    scope = Scope(allowed=("ferry.html",))
    assert all(of_title(text) in "The late ferry" for text in library.examples(scope))
    assert library.examples(Scope(allowed=())) == ()
