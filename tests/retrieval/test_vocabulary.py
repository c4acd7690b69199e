"""Claims about the files of words: plain, sorted, each line of one shape, so that people can review them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import retrieval.lexicon

FOLDER: Final = Path(retrieval.lexicon.__file__).parent
MOST: Final = 8  # words of a group or a side
DIRECTIONS: Final = 24  # words of a side of opposites: there are many ways to rise, each against each to fall
SENSES: Final = 3  # groups that a word may be in
HAN: Final = re.compile("[\u3400-\u9fff]")
EVERYWHERE: Final = frozenset(  # said in any text, whatever it tells
    "a all an and are as at be been but by for from had has have he her his how if in is it its just most not now of on only or"
    " out she so that the their then there these they this those to up was we were what when which who will with would you".split()
)


def rows(path: Path) -> list[str]:
    """The lines of a file, which ends with the end of a line."""
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    return text.splitlines()


def files(pattern: str) -> list[Path]:
    """The files of words of one sort."""
    return sorted(FOLDER.glob(pattern))


def assert_tidy(words: list[str], most: int = MOST) -> None:
    """Words of a line: some, none twice, none empty or with blanks around it."""
    assert 1 <= len(words) <= most
    assert len(set(words)) == len(words)
    assert all(word and word == word.strip() for word in words)


@pytest.mark.parametrize("path", files("pairs/*.tsv"), ids=lambda path: path.name)
def test_pairs_are_an_english_head_and_its_chinese_renderings(path: Path) -> None:
    """Each head once, in the order of the alphabet, its senses apart from each other, and none empty."""
    found = [row.split("\t") for row in rows(path)]
    assert all(len(row) == 2 for row in found)
    heads = [head for head, _ in found]
    assert heads == sorted(heads, key=lambda head: (head.lower(), head))
    assert len({head.lower() for head in heads}) == len(heads)
    for head, renderings in found:
        assert_tidy([head])
        assert_tidy([one for sense in renderings.split(" / ") for one in sense.split("|")], 20)


@pytest.mark.parametrize("path", files("synonyms/*.txt"), ids=lambda path: path.name)
def test_synonyms_are_groups_of_words(path: Path) -> None:
    """Two to eight a line, no word in more than three senses; Chinese in the one file, English in the other."""
    lines = rows(path)
    assert lines == sorted(set(lines))
    senses: dict[str, int] = {}
    for row in lines:
        group = row.split("|")
        assert len(group) > 1
        assert_tidy(group)
        assert row == row.lower()
        assert any(map(HAN.search, group)) == (path.stem == "zh")
        for word in group:
            senses[word] = senses.get(word, 0) + 1
    assert max(senses.values()) <= SENSES


@pytest.mark.parametrize("path", files("opposites/*.txt"), ids=lambda path: path.name)
def test_opposites_are_two_sides_that_share_no_word(path: Path) -> None:
    """What contradicts itself decides nothing."""
    lines = rows(path)
    assert lines == sorted(set(lines))
    for row in lines:
        one, other = (side.split("|") for side in row.split(" ! "))
        assert_tidy(one, DIRECTIONS)
        assert_tidy(other, DIRECTIONS)
        assert not set(one) & set(other)


@pytest.mark.parametrize("path", files("rivals/*.txt"), ids=lambda path: path.name)
def test_rivals_are_sets_of_sides_that_share_no_word(path: Path) -> None:
    """Two sides or more; a word that is on two sides of a set would be its own rival."""
    lines = rows(path)
    assert lines == sorted(set(lines))
    for row in lines:
        assert row == row.lower() or path.stem == "zh"
        sides = [side.split("|") for side in row.split(" ! ")]
        assert len(sides) > 1
        for side in sides:
            assert_tidy(side)
        words = [word for side in sides for word in side]
        assert len(set(words)) == len(words), row


@pytest.mark.parametrize("path", files("cues/*.tsv"), ids=lambda path: path.name)
def test_cues_are_ways_to_ask_and_ways_to_answer(path: Path) -> None:
    """What is asked may have a gap and begins with a word or two characters; what answers is of both languages, and tells something."""
    lines = rows(path)
    assert lines == sorted(set(lines))
    for row in lines:
        assert row == row.lower()
        asked, answered = (side.split("|") for side in row.split("\t"))
        assert_tidy(asked)
        assert_tidy(answered, 16)
        for expression in asked:
            begin = r"[\u3400-\u9fff]{2}" if HAN.search(expression) else "[a-z0-9]"
            assert re.match(begin, expression), expression
            assert all(part.strip() for part in expression.split("…"))
        assert not any("…" in expression for expression in answered)
        assert {bool(HAN.search(expression)) for expression in answered} == {True, False}
        english = [set(re.findall("[a-z0-9]+", one)) for one in answered if not HAN.search(one)]
        assert all(words - EVERYWHERE for words in english)


def test_there_is_a_file_for_each_language() -> None:
    """Neither language is left without."""
    for sort in ("synonyms", "opposites", "rivals"):
        assert [path.stem for path in files(f"{sort}/*.txt")] == ["en", "zh"]
