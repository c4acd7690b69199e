"""Chinese names in pinyin."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from retrieval.lexicon.names import is_pinyin, name_in_pinyin, names_in_characters, surnames_of_sound
from retrieval.model import Language

SYLLABLES = {
    "xu": "徐许须",
    "jie": "洁杰姐",
    "yun": "云运",
    "liu": "刘六",
    "qiang": "强墙",
    "dong": "东动",
    "wei": "伟为",
}
READINGS = {c: s for s, characters in SYLLABLES.items() for c in characters}
CORPUS = "徐洁云和刘强东都来了，许伟没有来。"


def characters(syllable: str) -> str:
    """The characters of a syllable."""
    return SYLLABLES.get(syllable, "")


def attested(language: Language, terms: Collection[str]) -> frozenset[str]:
    """The terms that the corpus holds, all of it Chinese."""
    return frozenset(t for t in terms if language == "zh" and t.removeprefix("c:") in CORPUS)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["xu", "jieyun"], ["徐洁云"]),
        (["jieyun", "xu"], ["徐洁云"]),
        (["liu", "qiangdong"], ["刘强东"]),
        (["xu", "wei"], ["许伟"]),
        (["wei", "xu"], ["许伟"]),
        (["xu", "dong"], []),
        (["hello", "world"], []),
        (["jieyun", "qiangdong"], []),
    ],
)
def test_a_name_in_pinyin_is_the_one_that_the_corpus_holds(words: list[str], names: list[str]) -> None:
    """In either order; only readings that the corpus holds and that begin with a surname are offered."""
    assert names_in_characters(words, characters, attested) == names


def test_a_surname_in_pinyin_is_one_that_the_corpus_holds() -> None:
    """Of all that sound so; what is no surname is none."""
    assert surnames_of_sound("xu", characters, attested) == ["徐", "许"]
    assert surnames_of_sound("jie", characters, attested) == []
    assert surnames_of_sound("hello", characters, attested) == []


def test_a_chinese_name_is_written_surname_first() -> None:
    """As English texts write it."""
    assert name_in_pinyin("徐洁云", READINGS.get) == ("xu", "jieyun")


def test_a_name_with_an_unknown_character_is_not_written_at_all() -> None:
    """Half a name would find somebody else."""
    assert name_in_pinyin("徐〇云", READINGS.get) == ()


@pytest.mark.parametrize(
    ("word", "pinyin"), [("liu" * 4, True), ("liu" * 5, False), ("liu" * 1300, False), ("l", False)]
)
def test_a_word_of_too_many_syllables_is_no_pinyin(word: str, *, pinyin: bool) -> None:
    """However long it is, which costs nothing: the ways to cut it are not all tried."""
    assert is_pinyin(word, characters) is pinyin
