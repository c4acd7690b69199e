"""Claims about how Chinese writes foreign names: what sounds alike, what does not, and that both ways agree."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.lexicon.transliteration import (
    FAR,
    LONGEST,
    characters,
    cost_of,
    plain,
    plural,
    sounds_of_name,
    sounds_of_word,
    spelt,
)

NAMES = st.text(st.sampled_from(sorted(characters())), min_size=1, max_size=6)
WORDS = st.text("abcdefghijklmnopqrstuvwxyzé'", max_size=LONGEST + 2)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("马萨雷克", "Marsalek"),
        ("马尔萨莱克", "Marsalek"),
        ("米伦伯格", "Muilenburg"),
        ("巴尔瓦尼", "Balwani"),
        ("卡雷鲁", "Carreyrou"),
        ("米切尔", "Mitchell"),
        ("雅卡里诺", "Yaccarino"),
        ("库兹涅茨", "Kuznets"),
        ("谢尔盖", "Sergei"),
        ("迪韦齐斯", "Devizes"),
        ("汤姆", "Tom"),
        ("安娜", "Anna"),
        ("怀尔德", "Wilde"),
        ("弗赖", "Frey"),
        ("皮涅拉", "Piñera"),
    ],
)
def test_a_name_says_the_word_that_it_is_written_for(name: str, word: str) -> None:
    """All of its letters, in spellings that are mostly usual, and so that it is found by its rough sound."""
    cost = cost_of(name, word)
    assert cost is not None
    assert cost <= FAR
    assert sounds_of_name(name) & sounds_of_word(word)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("马萨雷克", "Marsal"),  # the end is not there
        ("马萨雷", "Marsalek"),
        ("马萨雷克", "Balwani"),
        ("巴尔瓦尼", "Muilenburg"),
        ("马在雷克", "Marsalek"),  # no character of names
        ("马萨雷克", ""),
        ("", "Marsalek"),
        ("马萨雷克", "marsalek" * LONGEST),
    ],
)
def test_what_is_left_over_is_another_name(name: str, word: str) -> None:
    """Neither letters nor characters may be left."""
    assert cost_of(name, word) is None


@given(NAMES, st.data())
def test_a_word_that_is_spelt_by_a_name_is_said_by_it(name: str, data: st.DataObject) -> None:
    """Whatever each of its characters may stand for."""
    word = "".join(data.draw(st.sampled_from(sorted(characters()[c].letters))) for c in name)
    assume(plain(word) == word and len(word) <= LONGEST)
    assert cost_of(name, word) is not None


@given(WORDS)
def test_both_ways_agree(word: str) -> None:
    """A name that a word is spelt as says the word, and costs no more."""
    for name, cost in spelt(word, lambda _, character: character in "马萨雷克安娜姆尔巴", FAR).items():
        said = cost_of(name, word)
        assert said is not None
        assert said <= cost <= FAR


@given(st.text(), st.text())
def test_any_text_may_be_compared(name: str, word: str) -> None:
    """It sounds alike or it does not."""
    cost = cost_of(name, word)
    assert cost is None or cost >= 0
    assert plural(sounds_of_word(word)) >= sounds_of_word(word)
    assert not sounds_of_name(name) or set(name) <= characters().keys()


def test_a_word_of_which_nobody_knows_the_sound_has_none() -> None:
    """Hostile words are given up, not tried in every way."""
    assert not sounds_of_word("chvthjngtsch" * 1000)
    assert spelt("masa" * 1000, lambda *_: True, 9.0) == {}
