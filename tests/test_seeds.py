"""The questions of the seeds, asked of the seeds: the corpus that everybody meets first."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Final

import opencc
import pytest

from retrieval.library import Library
from retrieval.model import Answer, NoAnswer, Question, Span
from tests.conftest import SEEDS

FIRST: Final = 0.70  # of the answerable questions are answered by the first quote
AMONG_THREE: Final = 0.82  # by one of the first three
ANSWERED: Final = 0.90  # get an answer at all
REFUSED: Final = 0.40  # of the unanswerable ones are refused


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is right."""

    text: str
    lang: str
    documents: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    shares_words: bool = False
    unanswerable: bool = False


def asked() -> list[Asked]:
    """The questions of the file."""
    rows = tomllib.loads((SEEDS / "questions.toml").read_text("utf-8"))["question"]
    return [
        Asked(
            row["text"],
            row["lang"],
            tuple(row.get("documents", ())),
            tuple(row.get("answers", ())),
            row.get("shares_words", False),
            row.get("unanswerable", False),
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def given(seeds: Library) -> dict[str, Answer | NoAnswer]:
    """Every question with what was answered."""
    return {q.text: seeds.answer(Question(q.text), 5) for q in asked()}


def right(question: Asked, answer: Answer | NoAnswer, most: int) -> bool:
    """Whether one of the first quotes is of a right document and holds the answer."""
    citations = answer.citations if isinstance(answer, Answer) else ()
    return any(
        c.document.path in question.documents and any(a in c.quote for a in question.answers)
        for c in citations[:most]
    )


def test_the_questions_are_many_and_various() -> None:
    """At least sixty, in three languages, ten without an answer, half in other words than their answers'."""
    questions = asked()
    answerable = [q for q in questions if not q.unanswerable]
    assert len(questions) >= 60
    assert {q.lang for q in questions} == {"en", "zh", "zh-Hant"}
    assert len(questions) - len(answerable) >= 10
    assert sum(not q.shares_words for q in answerable) * 2 >= len(answerable)


def test_the_seeds_are_in_every_format() -> None:
    """At least fourteen files that people can look at to see how each format is written."""
    files = [p for p in SEEDS.iterdir() if p.suffix != ".toml"]
    assert len(files) >= 14
    assert {p.suffix for p in files} == {".md", ".txt", ".html", ".jsonl"}


def test_most_questions_are_answered_by_the_first_quote(given: dict[str, Answer | NoAnswer]) -> None:
    """All are asked; how many must be right is a floor that only rises."""
    questions = [q for q in asked() if not q.unanswerable]
    shares = [sum(right(q, given[q.text], n) for q in questions) / len(questions) for n in (1, 3)]
    answered = sum(isinstance(given[q.text], Answer) for q in questions) / len(questions)
    assert shares[0] >= FIRST, f"first quote {shares[0]:.3f}"
    assert shares[1] >= AMONG_THREE, f"first three {shares[1]:.3f}"
    assert answered >= ANSWERED, f"answered {answered:.3f}"


def test_questions_without_an_answer_are_refused(given: dict[str, Answer | NoAnswer]) -> None:
    """Those about something else at the least; near misses are harder."""
    questions = [q for q in asked() if q.unanswerable]
    share = sum(isinstance(given[q.text], NoAnswer) for q in questions) / len(questions)
    assert share >= REFUSED, f"refused {share:.3f}"


def test_every_quote_stands_in_its_source_at_its_offsets(given: dict[str, Answer | NoAnswer]) -> None:
    """For text and Markdown the offsets count in the file as it is on the disk."""
    seen = 0
    for answer in given.values():
        for c in answer.citations if isinstance(answer, Answer) else answer.nearest:
            if c.document.path.endswith((".md", ".txt")):
                text = (SEEDS / c.document.path).read_text("utf-8")
                assert text[c.span.start : c.span.end] == c.quote
                seen += 1
    assert seen > 100


def test_the_demo_question_names_both_people_and_what_they_lost(given: dict[str, Answer | NoAnswer]) -> None:
    """Asked in English, answered by a Chinese sentence that never says "KOL"."""
    answer = given["who was punished in the KOL incident"]
    assert isinstance(answer, Answer)
    assert all(word in answer.citations[0].quote for word in ("许斐", "徐洁云", "绩效", "奖金"))
    assert "KOL" not in answer.citations[0].quote


@pytest.mark.parametrize("script", ["s2t", "s2hk", "s2twp", "t2s"])
def test_the_script_of_a_question_changes_no_answer(
    seeds: Library, given: dict[str, Answer | NoAnswer], script: str
) -> None:
    """Traditional, as Hong Kong and as Taiwan write and say it, and simplified: the same first quote."""
    convert = opencc.OpenCC(script).convert
    chinese = [q.text for q in asked() if q.lang != "en"]
    first = [(q, given[q], seeds.answer(Question(convert(q)), 5)) for q in chinese]
    others = [q for q, one, other in first if spans_of(one)[:1] != spans_of(other)[:1]]
    assert len(others) <= len(chinese) / 100, others


@pytest.mark.parametrize("most", [1, 3, 20])
def test_how_many_documents_are_wanted_changes_only_what_stands_behind(
    seeds: Library, given: dict[str, Answer | NoAnswer], most: int
) -> None:
    """Whether there is an answer, its first quote, and the order of the others that are cited both times are the same."""
    for text, five in given.items():
        other = seeds.answer(Question(text), most)
        assert type(other) is type(five), text
        fewer, more = sorted([spans_of(five), spans_of(other)], key=len)
        assert fewer[:1] == more[:1], text
        assert [one for one in more if one in fewer] == [one for one in fewer if one in more], text


def spans_of(answer: Answer | NoAnswer) -> list[tuple[tuple[str, str], Span]]:
    """Where the quotes stand, in order."""
    cited = answer.citations if isinstance(answer, Answer) else answer.nearest
    return [(c.document.source, c.span) for c in cited]
