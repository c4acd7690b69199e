"""Claims about what texts say that answer what is asked in other words."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.cues import cues_of
from retrieval.lexicon import Lexicon
from retrieval.model import Cue, Question
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon(
    cues=[
        Cue(("where", "studi"), (frozenset({"graduat"}),), ("毕业于",)),
        Cue(("哪里人",), (frozenset({"born"}),), ("生于",)),
        Cue(("为何", "迟到"), (frozenset({"held", "up"}),), ("堵车",)),
    ]
)


def answered(question: str, analyzer: Analyzer, lexicon: Lexicon = LEXICON) -> list[list[str]]:
    """What answers to a question may say, for each way in which it asks."""
    found = cues_of(analyzer.analyze(question), lexicon)
    return [[*(" ".join(sorted(stems)) for stems in cue.english), *cue.chinese] for cue in found]


@pytest.mark.parametrize(
    ("question", "ways"),
    [
        ("Where did the mayor study?", [["graduat", "毕业于"]]),
        ("where she studied", [["graduat", "毕业于"]]),
        ("董市长是哪里人？", [["born", "生于"]]),
        ("董市長是哪裡人", [["born", "生于"]]),
        ("为何市长今天迟到了", [["held up", "堵车"]]),
    ],
)
def test_an_expression_is_found_whatever_its_form(
    question: str, ways: list[list[str]], analyzer: Analyzer
) -> None:
    """By stems, in traditional characters too, and with a few words in its gap."""
    assert answered(question, analyzer) == ways


@pytest.mark.parametrize(
    "question",
    [
        "Study where the mayor is",
        "Where is the one of whom the old papers of this town say that she likes to study?",
        "迟到的市长为何",
        "elsewhere he studied",
        "",
    ],
)
def test_parts_stand_in_order_and_near_each_other(question: str, analyzer: Analyzer) -> None:
    """Words of their own, and not at the two ends of a long sentence."""
    assert answered(question, analyzer) == []


def test_parts_are_whole_words(analyzer: Analyzer) -> None:
    """Not the end of one and the beginning of another, though the question has the words themselves elsewhere."""
    galleries = FakeLexicon(cues=[Cue(("is", "art"), (frozenset({"galleri"}),))])
    assert answered("What is this art?", analyzer, galleries) == [["galleri"]]
    assert (
        answered("Art is what the papers of this small town praise, and his artist?", analyzer, galleries)
        == []
    )


def test_the_sentence_that_says_what_answers_say_is_quoted(analyzer: Analyzer) -> None:
    """Where nothing else tells which of the sentences it is."""
    texts = {
        "a.txt": "The mayor has a dog.",
        "b.txt": "The mayor graduated from the old college of Lund.",
        "c.txt": "The mayor likes tea.",
    }
    school = FakeLexicon(cues=[Cue(("alma mater",), (frozenset({"graduat"}),))])
    corpora = [Corpus(texts, analyzer, lexicon) for lexicon in (school, None)]
    asked = Question("the mayor's alma mater")
    quotes = [c.answerer.candidates(c.answerer.query(asked), 9)[0].words for c in corpora]
    assert quotes[0] == texts["b.txt"] != quotes[1]


def test_the_packaged_cues_know_how_people_ask(analyzer: Analyzer, lexicon: Lexicon) -> None:
    """In both languages, for texts of both."""
    for question in ("How much did the ticket cost?", "门票多少钱"):
        ways = {way for found in answered(question, analyzer, lexicon) for way in found}
        assert ways & {"yuan", "dollar", "cost"}
        assert ways & {"元", "售价", "票价", "价格"}
