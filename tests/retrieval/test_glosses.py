"""Claims about the lines of dictionaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lexicon.glosses import Pair, cedict_pairs, own_pairs


def entry(glosses: str, word: str = "处罚") -> list[tuple[str, float]]:
    """English and weight of the pairs of one line of CC-CEDICT."""
    pairs = list(cedict_pairs([f"處罰 {word} [chu3 fa2] /{glosses}/\n"]))
    assert {pair.chinese for pair in pairs} <= {word.lower()}
    return [(pair.english, pair.weight) for pair in pairs]


@pytest.mark.parametrize(
    ("glosses", "pairs"),
    [
        ("to penalize/to punish", [("penalize", 1.0), ("punish", 0.5)]),
        ("to fine; to punish", [("fine", 1.0), ("punish", 1.0)]),
        ("a penalty", [("penalty", 1.0)]),
        ("(law) penalty [fa2 kuan3]", [("penalty", 1.0)]),
        ("Beijing, capital of China", [("beijing", 1.0)]),
        ("red, white and blue", [("red white and blue", 1.0)]),
        ("CL:個|个[ge4]/penalty", [("penalty", 1.0)]),
        ("variant of 罰|罚[fa2]", []),
        ("see 處罰|处罚[chu3 fa2]", []),
        ("a long explanation of what this word may mean", []),
        ("", []),
    ],
)
def test_a_gloss_becomes_what_a_text_would_say(glosses: str, pairs: list[tuple[str, float]]) -> None:
    """Articles, infinitives, remarks and explanations go; a later sense weighs half of the one before."""
    assert entry(glosses) == pairs


@pytest.mark.parametrize("gloss", ["(archaic) punish", "(dialect) punish", "surname Punish"])
def test_rare_senses_weigh_less(gloss: str) -> None:
    """A marked sense counts for less than an unmarked one in its place."""
    ((_, weight),) = entry(gloss)
    assert 0 < weight < 1


def test_names_are_told_by_their_capital() -> None:
    """Who asks in lower case is understood all the same."""
    (pair,) = cedict_pairs(["北京 北京 [Bei3 jing1] /Beijing/\n"])
    assert pair == Pair("北京", "beijing", 1.0, proper=True)


@pytest.mark.parametrize("row", ["# CC-CEDICT", "", "處罰 处罚 chu fa punish", "處罰 处罚 [chu3 fa2]", "\n"])
def test_what_is_no_entry_is_passed_over(row: str) -> None:
    """Comments and broken lines."""
    assert not list(cedict_pairs([row]))


def test_our_own_pairs_weigh_by_their_order() -> None:
    """The first rendering is the usual one, the next a little less."""
    first, second = own_pairs(["punish\t处罚|惩罚\n"])
    assert (first.chinese, first.english, first.weight, first.proper) == ("处罚", "punish", 1.0, False)
    assert (second.chinese, 0.5 < second.weight < 1) == ("惩罚", True)


def test_senses_of_a_head_are_told_apart() -> None:
    """They weigh by their order all the same: the first is the usual one."""
    found = list(own_pairs(["coaster\t杯垫|杯托 / 过山车\n"]))
    assert [(pair.chinese, pair.sense) for pair in found] == [("杯垫", 0), ("杯托", 0), ("过山车", 1)]
    assert [pair.weight for pair in found] == sorted((pair.weight for pair in found), reverse=True)


@pytest.mark.parametrize(("english", "full"), [("Fed", False), ("ICE", False), ("Reuters", True)])
def test_a_short_name_weighs_less(english: str, full: bool) -> None:  # noqa: FBT001
    """In a question, ice is rarely the office of that name."""
    (pair,) = own_pairs([f"{english}\t名\n"])
    assert pair.proper
    assert (pair.weight == 1) is full


@pytest.mark.parametrize("row", ["punish", "punish\t", "punish\t||\n", "\n", ""])
def test_a_pair_without_a_rendering_is_none(row: str) -> None:
    """An unfinished line does no harm."""
    assert not list(own_pairs([row]))


@given(rows=st.lists(st.text() | st.from_regex(r"\S+ \S+ \[\w*\] /[^\n]*/", fullmatch=True), max_size=5))
def test_every_weight_is_a_share(rows: list[str]) -> None:
    """Whatever the lines, weights are above nothing and at most 1, and English is in lower case."""
    for pair in (*cedict_pairs(rows), *own_pairs(rows)):
        assert 0 < pair.weight <= 1
        assert pair.english == pair.english.lower()
        assert pair.chinese
