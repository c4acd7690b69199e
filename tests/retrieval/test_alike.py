"""Claims about words that are the same words, and documents that are the same text again."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.alike import LEAST, alike, letters, marks, said_in
from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.deciding import DECISION
from retrieval.model import Answer, Document, Question
from tests.retrieval.fakes import Corpus, catalog_of, document_of
from tests.retrieval.strategies import texts
from tests.retrieval.test_agreeing import FINED, NOISE, QUESTION

ARTICLE: Final = (
    "The tanker lost its oil in the night of the storm.",
    FINED,
    "The quay was closed for a week, and the fish market moved.",
    "Nobody was hurt, said the office of the port.",
)
WORDS: Final = st.text(st.sampled_from("ab 12不没有被罚款。.,\n\x01繁體"), max_size=40)


def article(*sentences: str, path: str) -> Document:
    """A document of these sentences, in one paragraph."""
    return document_of(("text", " ".join(sentences)), path=path)


def shelf(*documents: Document, analyzer: Analyzer) -> Catalog:
    """The documents, each a file."""
    return catalog_of(documents, analyzer)


def copies(catalog: Catalog, document: Document) -> set[str]:
    """The paths of the copies of a document."""
    return {path for path, _ in catalog.copies(document)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the harbour master was fined 500 dollars", "the harbor master was fined 500 dollars", True),
        ("the harbour master was fined 500 dollars", "the harbour master was fined 800 dollars", False),
        ("the harbour master was fined last week", "the harbour master was not fined last week", False),
        ("the committee fined seven masters of harbours", "the committee fined seventeen masters of harbours", False),
        ("公司因为漏油被罚款五十万元并被责令停产整顿三天", "公司因为漏油被罚款八十万元并被责令停产整顿三天", False),
        ("公司因为漏油已经被罚款五十万元并被责令停产整顿", "公司因为漏油没有被罚款五十万元并被责令停产整顿", False),
    ],
)  # fmt: skip
def test_a_few_letters_make_no_other_words_but_another_number_or_a_negation_does(
    one: str, other: str, *, same: bool
) -> None:
    """A misprint is a copy; another fine is another fact."""
    assert alike(letters(one), letters(other)) is same
    assert alike(letters(other), letters(one)) is same


@given(texts=st.lists(WORDS, max_size=5))
def test_texts_fold_together_as_each_alone(analyzer: Analyzer, texts: list[str]) -> None:
    """Whatever is in them, and also where there is none."""
    assert analyzer.folded(texts) == [analyzer.fold(text).text for text in texts]


@given(sayings=st.lists(st.text(st.characters(categories=["L", "N"])), max_size=4))
def test_a_sentence_has_a_mark_if_it_is_long_and_one_only(sayings: list[str]) -> None:
    """As a number that SQLite can keep."""
    found = marks(sayings)
    assert len(found) == len({s for s in sayings if len(s) >= LEAST})
    assert all(-(2**63) <= mark < 2**63 for mark in found)


def test_marks_do_not_look_at_space_case_marks_and_script(analyzer: Analyzer) -> None:
    """So that a copy in the other script is one."""
    ones = [
        document_of(("text", t)) for t in ("公司因為漏油被罰款五十萬元。", "公司 因为漏油，被罚款五十万元")
    ]
    first, second = (marks(said_in(document, analyzer)) for document in ones)
    assert first == second != frozenset()


def test_the_same_text_the_beginning_of_it_and_a_near_copy_are_copies(analyzer: Analyzer) -> None:
    """In any file; an article that shares one sentence of four is not."""
    whole = article(*ARTICLE, path="whole")
    again = article(*ARTICLE, path="again")
    teaser = article(*ARTICLE[:2], path="teaser")
    near = article(*ARTICLE[:3], ARTICLE[3].replace("port", "harbour"), path="near")
    other = article(ARTICLE[0], *(text for text in NOISE.values()), path="other")
    catalog = shelf(whole, again, teaser, near, other, analyzer=analyzer)
    assert copies(catalog, whole) == {"again", "teaser", "near"}
    assert copies(catalog, teaser) == {"whole", "again", "near"}
    assert copies(catalog, other) == set()


def test_the_documents_that_have_a_sentence_are_found_by_its_mark(analyzer: Analyzer) -> None:
    """All sentences that are asked for; none are asked for by nothing."""
    one, two = article(*ARTICLE, path="one"), article(ARTICLE[1], path="two")
    catalog = shelf(one, two, analyzer=analyzer)
    first, both = ([letters(analyzer.fold(s).text) for s in ARTICLE[a:2]] for a in (1, 0))
    assert [d.path for d in catalog.having(marks(first))] == ["one", "two"]
    assert [d.path for d in catalog.having(marks(both))] == ["one"]
    assert catalog.having(()) == []
    assert [catalog.holds(d, marks(both)) for d in (one, two)] == [True, False]
    assert not catalog.holds(one, ())


def test_a_file_that_is_forgotten_is_nobody_s_copy(analyzer: Analyzer) -> None:
    """Neither it nor its sentences are left."""
    one, two = article(*ARTICLE, path="one"), article(*ARTICLE, path="two")
    catalog = shelf(one, two, analyzer=analyzer)
    with catalog.transaction():
        catalog.forget_documents("two")
    assert copies(catalog, one) == set()
    assert [d.path for d in catalog.having(marks(said_in(one, analyzer)))] == ["one"]


def asked(texts: dict[str, str], analyzer: Analyzer) -> Answer:
    """The answer of these texts and some noise."""
    answer = Corpus(texts | NOISE, analyzer).ask(QUESTION)
    assert isinstance(answer, Answer)
    return answer


def test_copies_do_not_keep_out_what_is_said_otherwise(analyzer: Analyzer) -> None:
    """All are named, also those that were not read, and what stands below more of them than are read is found."""
    texts = {f"c{n:02}.txt": f"Paper {n}.\n\n{' '.join(ARTICLE)}" for n in range(25)}
    far = f"{' '.join(NOISE.values())} {' '.join(ARTICLE[2:])} The harbour master was fined 800 dollars for the spill, they say."
    answer = asked(texts | {"z.txt": far}, analyzer)
    first = answer.citations[0]
    assert "500" in first.quote
    assert len(first.copies) == 24
    assert first.also == ()
    assert any("800" in c.quote for c in answer.citations)


def test_another_copy_of_what_agrees_is_no_further_source(analyzer: Analyzer) -> None:
    """Two files with the same text agree once with a third one."""
    told = "For the oil spill a fine of 500 dollars was given to the harbour master, who was fined before."
    answer = asked({"a.txt": FINED, "b.txt": told, "c.txt": told}, analyzer)
    assert len(answer.citations[0].also) == 1


def ahead(texts: dict[str, str], analyzer: Analyzer) -> float:
    """How far the best quote is ahead of its rivals."""
    answerer = Corpus(texts | NOISE, analyzer).answerer
    query = answerer.query(Question(QUESTION))
    features = answerer.decision(query, answerer.candidates(query, 10))
    return features[DECISION.index("ahead")]


ASIDE: Final = "For the oil spill the harbour master has to pay until May."


def test_what_a_copy_of_the_best_document_says_is_no_rival(analyzer: Analyzer) -> None:
    """Also where it does not have the best words; in a document of its own the same sentence is one."""
    whole = " ".join(ARTICLE)
    rest = " ".join((ARTICLE[0], *ARTICLE[2:]))
    assert ahead({"a.txt": whole, "b.txt": f"{rest} {ASIDE}"}, analyzer) == 1.0
    assert ahead({"a.txt": whole, "b.txt": f"{ASIDE} {NOISE['noise0.md']}"}, analyzer) < 1.0


def test_words_that_the_best_document_has_too_are_no_rival(analyzer: Analyzer) -> None:
    """Whoever else has them, and whatever else stands there."""
    just = "The harbour master said that it was just to be fined for the oil spill."
    others = "The gulls were seen again. The tide was low that day. Nobody knows it better than they do."
    one = {"a.txt": " ".join((just, ASIDE, *ARTICLE[2:]))}
    again = ahead(one | {"b.txt": f"{ASIDE} {others}"}, analyzer)
    otherwise = ahead(one | {"b.txt": f"{ASIDE.replace('May', 'the end of June')} {others}"}, analyzer)
    assert otherwise < again


@given(text=texts() | st.text(max_size=30))
def test_letters_are_what_is_neither_a_mark_nor_white_space(text: str) -> None:
    """Of every script, digits among them, in order."""
    assert letters(text) == "".join(character for character in text if character.isalnum())
