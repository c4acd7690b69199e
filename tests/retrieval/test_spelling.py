"""Claims about mistyped words: which are mended, into what, and which are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.model import Answer
from retrieval.spelling import LONG, nearest
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon(
    {"height": ["身高"], "high": ["高"], "judg": ["法官"], "track": ["追踪"], "settlement": ["和解"]},
    pinyin=dict(zip("李佳琦琪云芸马", "li jia qi qi yun yun ma".split(), strict=True)),
)
TEXTS = {
    "a.md": "Elizabeth Holmes founded Theranos. The association had sold its machines.",
    "b.md": "李佳琦在直播间里向大家道歉。马云没有来。",
}


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """A few texts in both languages."""
    return Corpus(TEXTS, analyzer, LEXICON)


def corrections(corpus: Corpus, question: str) -> dict[str, str]:
    """What of a question was read as something else."""
    answer = corpus.ask(question)
    return dict(answer.corrections)


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("who founded Theranso", {"Theranso": "theranos"}),
        ("who founded theranso", {"theranso": "theranos"}),
        ("the asociation and its mashines", {"asociation": "association", "mashines": "machines"}),
        ("what hight", {"hight": "height"}),
        ("李佳琪道歉了吗", {"李佳琪": "李佳琦"}),
    ],
)
def test_a_mistyped_word_is_read_as_the_nearest_one(
    corpus: Corpus, question: str, mended: dict[str, str]
) -> None:
    """Of the corpus or of the dictionary; a Chinese name as the one that sounds like it."""
    assert corrections(corpus, question) == mended


@pytest.mark.parametrize(
    "question",
    [
        "who founded Theranos",
        "what is the height of Mayer",  # a name is not read as a common word
        "the tracker of the judge",  # made of a word that is known
        "the solt",  # too short to tell
        "李佳琦道歉了吗",
        "马芸来了吗",  # so many names of two characters sound alike
        "王杰来了吗",  # nobody knows how it is read
    ],
)
def test_what_may_be_right_is_left_alone(corpus: Corpus, question: str) -> None:
    """A wrong correction would answer another question."""
    assert corrections(corpus, question) == {}


def test_the_answer_to_a_mended_question_is_that_to_the_right_one(corpus: Corpus) -> None:
    """Which words are said is said of what was meant."""
    right = corpus.ask("who founded Theranos")
    mended = corpus.ask("who founded Theranso")
    assert isinstance(right, Answer)
    assert isinstance(mended, Answer)
    assert mended.citations[0].span == right.citations[0].span


@given(
    word=st.text("abcdefgh", min_size=5, max_size=12),
    others=st.lists(st.text("abcdefgh", min_size=1, max_size=14), max_size=20),
)
def test_what_is_nearest_is_near(word: str, others: list[str]) -> None:
    """At most one letter away, two for a long word; the word itself before all others."""
    found = nearest(word, [*others, word])
    assert found[0] == word
    assert all(abs(len(other) - len(word)) <= 1 + (len(word) >= LONG) for other in found)


def test_a_name_that_nobody_can_read_aloud_is_left_alone(analyzer: Analyzer) -> None:
    """A dictionary may lack its characters."""
    mute = Corpus(TEXTS, analyzer, FakeLexicon())
    assert not corrections(mute, "李佳琪为什么道歉")
