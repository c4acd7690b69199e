"""Claims about the analyzer: which terms a text has, where they stand, and when an index grows old."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer, grams, language_of, runs
from retrieval.analysis.folding import HAN
from retrieval.analysis.frequencies import CHARACTERS, WORDS, view_lengths
from retrieval.analysis.irregular import LEMMAS
from retrieval.model import Language
from tests.retrieval.fakes import terms_of
from tests.retrieval.strategies import scripts, texts


def character_cut(text: str) -> list[str]:
    """Every character a word: the simplest cutter."""
    return list(text)


def pair_cut(text: str) -> list[str]:
    """Words of two characters."""
    return [text[i : i + 2] for i in range(0, len(text), 2)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The companies were punished", ["the", "compani", "were", "punish"]),
        ("ＳＵ７ Ultra", ["su7", "ultra"]),
        ("costs 31,000 or 22.59", ["cost", "31000", "or", "22.59"]),
        ("31000", ["31000"]),
        ("Xiaomi's don't", ["xiaomi", "s", "don", "t"]),
        ("R&D, AT&T and M&A", ["r&d", "at&t", "and", "m&a"]),
        ("snake_case", ["snake", "case"]),
        ("処罰 カタ", ["処", "罰", "カ", "タ"]),
        ("。！？ -- ()", []),
        ("", []),
        ("\ud800", []),
    ],
)
def test_a_text_has_the_terms_that_people_would_name(text: str, terms: list[str]) -> None:
    """Latin words are stemmed, numbers lose their separators, marks are nothing."""
    import Stemmer

    analyzer = Analyzer(character_cut, str, Stemmer.Stemmer("english").stemWord)
    assert [t.term for t in analyzer.analyze(text).tokens] == terms


@given(text=texts() | scripts())
def test_every_token_stands_where_it_says(analyzer: Analyzer, text: str) -> None:
    """Tokens are in order, do not overlap, and are found in the folded text and in the original."""
    analyzed = analyzer.analyze(text)
    end = 0
    for token in analyzed.tokens:
        assert end <= token.start < token.end
        assert analyzed.folded.text[token.start : token.end] == token.surface
        assert analyzed.original(token).end <= len(text)
        end = token.end


@given(text=texts())
def test_the_lengths_of_the_views_count_all_terms(analyzer: Analyzer, text: str) -> None:
    """Each term belongs to one of two views, and the word view has every token."""
    frequencies = terms_of(analyzer, text)
    lengths = view_lengths(frequencies)
    assert sum(lengths.values()) == sum(frequencies.values())
    assert lengths[WORDS] >= len(analyzer.analyze(text).tokens)
    assert set(lengths) == {WORDS, CHARACTERS}


def test_the_character_view_joins_words_that_touch(analyzer: Analyzer) -> None:
    """A name that the dictionary cuts is found by its characters and their pairs; Latin words stay whole."""
    counts = terms_of(analyzer, "徐洁云 left SU7")
    found = {term for term in counts if term[0] == CHARACTERS}
    assert found == {"c:徐", "c:洁", "c:云", "c:徐洁", "c:洁云", "c:left", "c:su7"}


@given(parts=st.lists(texts() | scripts(), max_size=3))
def test_what_is_counted_is_what_is_analyzed(analyzer: Analyzer, parts: list[str]) -> None:
    """The short way of counting and the tokens agree on every term, of both views."""
    expected: Counter[str] = Counter()
    for analyzed in map(analyzer.analyze, parts):
        expected.update(f"w:{token.term}" for token in analyzed.tokens)
        expected.update(f"w:{number.term}" for number in analyzed.numbers)
        for run, chinese in runs(analyzed.tokens):
            expected.update(f"c:{gram}" for gram in (grams(run) if chinese else [run]))
    assert terms_of(analyzer, *parts) == expected


def test_a_run_gives_its_characters_and_its_pairs() -> None:
    """One character has no pair."""
    assert grams("处罚了") == ["处", "罚", "了", "处罚", "罚了"]
    assert grams("罚") == ["罚"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("谁被处罚了", "zh"),
        ("小米SU7 Ultra Max Pro车主", "zh"),
        ("Who was punished?", "en"),
        ("The word 处 in a long English sentence about something", "en"),
        ("東京に行きました", "und"),
        ("한국어", "und"),
        ("12345 !!!", "und"),
        ("", "und"),
    ],
)
def test_the_language_is_the_one_that_carries_the_text(text: str, language: Language) -> None:
    """A Chinese text full of product names is Chinese; what is neither is undetermined."""
    assert language_of(text) == language


def test_a_fingerprint_stays_while_the_terms_stay(analyzer: Analyzer) -> None:
    """Two analyzers that are made alike have one fingerprint; another cutter or stemmer has another."""
    plain = Analyzer(character_cut, str, str)
    assert plain.fingerprint == Analyzer(character_cut, str, str).fingerprint
    others = {
        Analyzer(pair_cut, str, str).fingerprint,
        Analyzer(character_cut, str, lambda word: word[:3]).fingerprint,
        analyzer.fingerprint,
    }
    assert len(others | {plain.fingerprint}) == 4


def test_only_latin_words_are_stemmed(analyzer: Analyzer) -> None:
    """Words with digits and Chinese words come back as they are, but for the plural of a name with digits."""
    words = ("running", "su7", "su7s", "1990s", "处罚", "été")
    assert [analyzer.stem(word) for word in words] == ["run", "su7", "su7", "1990s", "处罚", "été"]


def test_frequencies_are_those_of_all_texts_together(analyzer: Analyzer) -> None:
    """A word in the title and in the text counts twice, and no pair is made across the two."""
    counts = terms_of(analyzer, "处罚", "处罚")
    assert counts["w:处罚"] == 2
    assert "c:罚处" not in counts


@pytest.mark.parametrize("text", ["9" * 1_000_001, "1" + "兆" * 90_000, "3.14" * 50])
def test_more_digits_than_a_number_has_are_survived(analyzer: Analyzer, text: str) -> None:
    """A file may hold a million digits of pi."""
    assert all(len(number.term) < 800 for number in analyzer.analyze(text).numbers)


@pytest.mark.parametrize(
    ("form", "word"), [("caught", "catch"), ("Children", "child"), ("sold", "selling"), ("won", "wins")]
)
def test_irregular_forms_are_the_word_that_they_are_of(analyzer: Analyzer, form: str, word: str) -> None:
    """As regular ones are, by their stem."""
    assert [t.term for t in analyzer.analyze(form).tokens] == [t.term for t in analyzer.analyze(word).tokens]


def test_no_irregular_form_is_a_form_of_a_form() -> None:
    """Each leads to its word at once."""
    assert not set(LEMMAS) & set(LEMMAS.values())


@given(parts=st.lists(texts() | scripts(), max_size=4))
def test_texts_are_analysed_alike_one_by_one_and_together(analyzer: Analyzer, parts: list[str]) -> None:
    """That many are soon done changes nothing of them."""
    assert analyzer.analyze_each(parts) == [analyzer.analyze(part) for part in parts]


@given(text=texts() | scripts())
def test_what_is_chinese_is_cut_as_if_it_stood_by_itself(analyzer: Analyzer, text: str) -> None:
    """Each run of it, though all are cut together."""
    found = analyzer.analyze(text)
    for run in re.finditer(f"[{HAN}]+", found.folded.text):
        within = [t.surface for t in found.tokens if run.start() <= t.start < run.end()]
        assert within == analyzer.cut(run.group())
