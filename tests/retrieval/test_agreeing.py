"""Claims about several documents that say the same, or otherwise."""

from __future__ import annotations

import json

import pytest

from bot.rendering.json import line
from bot.rendering.notes import beside
from retrieval.analysis.analyzer import Analyzer
from retrieval.model import Answer
from tests.retrieval.fakes import Corpus

FINED = "The harbour master was fined 500 dollars for the oil spill."
OTHER = "The harbour master was fined 800 dollars for the oil spill, another paper says."
QUESTION = "how much was the harbour master fined for the oil spill?"
NOISE = {
    f"noise{i}.md": f"{word} grows well in gardens of the north. Nobody pays for it."
    for i, word in enumerate(("Kale", "Dill", "Mint"))
}


def asked(texts: dict[str, str], analyzer: Analyzer, question: str = QUESTION) -> Answer:
    """The answer of a corpus of these texts and some noise."""
    answer = Corpus(texts | NOISE, analyzer).ask(question)
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize(
    "copy",
    [
        FINED,
        "The  Harbour Master was fined 500 dollars, for the oil spill",
        "Read also. " + FINED + " More soon.",
    ],
)
def test_a_copy_counts_once_and_is_named(analyzer: Analyzer, copy: str) -> None:
    """But for marks, case and white space the same words: one citation, with where else they stand."""
    answer = asked({"a.md": FINED, "b.md": copy}, analyzer)
    assert [c.document.path for c in answer.citations if "500" in c.quote] == [
        answer.citations[0].document.path
    ]
    assert answer.citations[0].also == ()
    (other,) = answer.citations[0].copies
    assert {other.path, answer.citations[0].document.path} == {"a.md", "b.md"}
    assert "Same words in" in next(beside(answer, "en"))
    assert json.loads(line(answer))["citations"][0]["copies"] == [{"file": other.path, "document": other.id}]


def test_another_figure_is_shown_beside_the_answer(analyzer: Analyzer) -> None:
    """With its source, in words of that source."""
    answer = asked({"a.md": FINED, "b.md": OTHER}, analyzer)
    (contrary,) = answer.contrary
    figures = {"500", "800"}
    assert {f for f in figures if f in answer.citations[0].quote or f in contrary.quote} == figures
    assert contrary.document.path != answer.citations[0].document.path
    assert contrary.quote in "".join(beside(answer, "en"))


def test_the_same_figure_in_other_words_agrees(analyzer: Analyzer) -> None:
    """It is no copy, so that it is cited too, and named beside the first."""
    other = "For the oil spill a fine of 500 dollars was given to the harbour master, who was fined before."
    answer = asked({"a.md": FINED, "b.md": other}, analyzer)
    assert answer.contrary == ()
    assert len(answer.citations[0].also) == 1


@pytest.mark.parametrize(
    "other",
    [
        "The harbour has 12 piers.",
        "The ferry company was fined 900 dollars because its boats were late.",
    ],
)
def test_a_figure_of_another_matter_is_no_contradiction(analyzer: Analyzer, other: str) -> None:
    """Only quotes that say nearly all of the question are put beside each other."""
    answer = asked({"a.md": FINED, "b.md": other}, analyzer)
    assert answer.contrary == ()
    assert answer.citations[0].also == ()


def test_the_beginning_of_a_text_below_it_is_neither_the_answer_nor_another_source(
    analyzer: Analyzer,
) -> None:
    """A page's teaser of its own article is that article once more; it is the whole text that is cited."""
    more = "More of it is told where the court sat, in a house at the pier."
    page = f"The harbour\n{FINED}\n{more}\nRelated posts\nFined for a spill\n{FINED} {more[:40]}...\n"
    answer = asked({"page.txt": page}, analyzer)
    first = answer.citations[0]
    assert (first.document.id, first.document.excerpt, first.copies) == ("page.txt#1", False, ())


def test_a_copy_of_the_same_name_is_told_by_its_file(analyzer: Analyzer) -> None:
    """Two clips of one page have one title."""
    text = f"The harbour\n\n{FINED}"
    answer = asked({"a.txt": text, "b.txt": text}, analyzer)
    (copy,) = answer.citations[0].copies
    assert next(beside(answer, "en")) == f"Same words in: {copy.path}"
