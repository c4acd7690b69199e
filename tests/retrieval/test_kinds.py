"""Claims about kinds: which sentences hold the kind of thing that is asked for."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.kinds import evidence
from retrieval.model import Kind
from tests.retrieval.strategies import texts


def held(analyzer: Analyzer, kind: Kind, text: str, *asked: str, ordinary: str = "") -> float:
    """How much of a kind a text holds."""
    analyzed = analyzer.analyze(text)
    return evidence(
        kind,
        text,
        analyzed.folded.text,
        analyzed.tokens,
        frozenset(asked),
        lambda word: word in ordinary.split(),
        chinese=any(token.chinese for token in analyzed.tokens),
    )


@pytest.mark.parametrize(
    ("kind", "with_it", "without"),
    [
        (Kind.WHO, "徐洁云被通报批评，许斐被辞退。", "两人被通报批评。"),
        (Kind.WHO, "The company fired John Smith and Mary Jones.", "The company fired two of them."),
        (Kind.WHEN, "会议在1月7日召开。", "会议在公司召开。"),
        (Kind.WHEN, "It was recalled in October 2025.", "It was recalled by the maker."),
        (Kind.WHERE, "他在北京市开会。", "他说话很快。"),
        (Kind.WHERE, "The show was in Shanghai.", "The show was long."),
        (Kind.HOW_MANY, "召回了31000辆。", "召回了一些。"),
        (Kind.HOW_MANY, "They recalled 31,000 cars.", "They recalled some cars."),
        (Kind.WHY, "因为软件有缺陷。", "软件有缺陷。"),
        (Kind.WHY, "It was recalled because of a defect.", "It was recalled last."),
    ],
)
def test_a_sentence_with_such_a_thing_holds_more(
    analyzer: Analyzer, kind: Kind, with_it: str, without: str
) -> None:
    """Names, days, places, numbers and reasons are told from sentences without."""
    assert held(analyzer, kind, with_it) > held(analyzer, kind, without)


def test_what_the_question_names_itself_is_no_answer(analyzer: Analyzer) -> None:
    """Who asks about someone wants to hear of others."""
    assert held(analyzer, Kind.WHO, "雷军道歉了。") > held(analyzer, Kind.WHO, "雷军道歉了。", "雷军")


def test_an_ordinary_word_is_no_name(analyzer: Analyzer) -> None:
    """高兴 begins with a surname, too."""
    text = "许斐被辞退。"
    assert held(analyzer, Kind.WHO, text) > held(analyzer, Kind.WHO, text, ordinary="许斐")


@pytest.mark.parametrize("text", ["质量高不高？", "付过钱给他。", "他说安没安好。"])
def test_a_surname_before_a_word_of_grammar_is_no_name(analyzer: Analyzer, text: str) -> None:
    """高不高 asks, and 钱给他 is money."""
    assert held(analyzer, Kind.WHO, text) == 0


def test_a_capital_behind_a_mark_of_a_list_is_no_name(analyzer: Analyzer) -> None:
    """It begins a sentence, as one behind a full stop does."""
    text = "The base grew [16][20] Group of it - Companies should adapt."
    assert held(analyzer, Kind.WHO, text) == 0
    assert held(analyzer, Kind.WHO, "The base grew, says Holmes.") > 0


@given(kind=st.sampled_from(Kind), text=texts())
def test_evidence_is_a_share(analyzer: Analyzer, kind: Kind, text: str) -> None:
    """From 0 to 1 for any sentence, and 0 where no kind is asked for."""
    found = held(analyzer, kind, text)
    assert 0 <= found <= 1
    assert kind is not Kind.OTHER or found == 0


@pytest.mark.parametrize("unit", ["一", "1", "a", "a ", "百", "Ab "])
def test_a_sentence_without_end_is_read_once(unit: str) -> None:
    """A file may be one line of letters or digits; each is looked at a few times, not once for each before it."""
    text = unit * (100_000 // len(unit))
    for kind, chinese in product(Kind, (True, False)):
        found = evidence(kind, text, text, (), frozenset(), lambda _: False, chinese=chinese)
        assert 0 <= found <= 1
