"""Claims about search syntax: what is a filter, what is an ordinary question, and the way back."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.model import UNFILTERED, Filters, Question
from retrieval.syntax import MOST, Parsed, parse, written
from tests.retrieval.strategies import scripts

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ('"通报批评" 谁', "通报批评 谁", Filters(phrases=("通报批评",))),
        ('"通报批评"是什么', "通报批评是什么", Filters(phrases=("通报批评",))),
        ('who won "the cup" and "a  prize"?', "who won the cup and a prize?", Filters(phrases=("the cup", "a prize"))),
        ("小米 -雷军", "小米", Filters(without=("雷军",))),
        ('fine -harbour -"Tom Reed"', "fine", Filters(without=("harbour", "Tom Reed"))),
        ("罚款 from:观察者网", "罚款", Filters(publishers=("观察者网",))),
        ("罚款 来源：观察者网？", "罚款", Filters(publishers=("观察者网",))),
        ("罰款 來源:觀察者網", "罰款", Filters(publishers=("觀察者網",))),
        ('drugs FROM:"New York Times"', "drugs", Filters(publishers=("New York Times",))),
        ("fine from:A1 from:B2", "fine", Filters(publishers=("A1", "B2"))),
        ("fine after:2026", "fine", Filters(after="2026")),
        ("fine after:2026-1 after:2025", "fine", Filters(after="2026-01")),
        ("fine before:2026/01/5 before:2026年3月", "fine", Filters(before="2026-01-05")),
        ("罚款 lang:zh lang:English", "罚款", Filters(languages=("zh", "en"))),
        ("罚款 in:title", "罚款", Filters(titles=True)),
        ("after:2026-01 罚款 in:title 谁", "罚款 谁", Filters(after="2026-01", titles=True)),
    ],
)  # fmt: skip
def test_a_filter_is_told_from_the_words(text: str, words: str, filters: Filters) -> None:
    """The words are what is left, those of a phrase among them."""
    assert parse(text) == Parsed(words, filters)


@pytest.mark.parametrize(
    "text",
    [
        "KOL事件谁被处罚了？",
        "what happened at 10:30?",
        "10:30 发生了什么",
        "see https://example.org/a-b?from:x=1 and http://a.b:8080/in:title",
        "state-of-the-art follow-up, self-made",
        "小米-雷军 是谁",
        "-5 degrees, -v and --watch, a - b – c — d",
        "“通报批评”是什么意思",
        "「通報批評」是什麼意思",
        "他说“不实”，『真的』吗？",
        'a 5" screen and a 6" one',
        '他说"好"了吗',
        "what is in:china in: title",
        "from: whom, 来源： 谁",
        '"" " " "…"',
        '"an open quote',
        "after : 2026",
        "note-from:me",
        "-谁被处罚了",
        "  two  blanks \n",
        "",
    ],
)
def test_an_ordinary_question_stays_as_it_is(text: str) -> None:
    """Hyphens, colons, times, addresses, negative numbers, Chinese marks of quotation: to the last blank."""
    assert parse(text) == Parsed(text)


@pytest.mark.parametrize(
    "wrong",
    ["after:soon", "before:10:30", "after:2026-13", "before:2026-02-30", "after:202", "lang:xx", "from:-"],
)
def test_a_value_that_is_none_stays_a_word_and_is_named(wrong: str) -> None:
    """Nothing is lost, and whoever typed it can be told; other filters hold."""
    assert parse(f"fine {wrong}") == Parsed(f"fine {wrong}", ignored=(wrong,))
    assert parse(f"fine {wrong} -harbour") == Parsed(f"fine {wrong}", Filters(without=("harbour",)), (wrong,))


@pytest.mark.parametrize(
    ("text", "sort", "piece"),
    [
        ('"', "phrase", '"'),
        (' "" ', "phrase", '""'),
        ('-"', "phrase", '-"'),
        ("-", "word", "-"),
        ("from:", "publisher", "from:"),
        ('FROM:"', "publisher", 'FROM:"'),
        ("from:-", "publisher", "from:-"),
        ("来源：", "publisher", "来源："),
        ("after:foo", "day", "after:foo"),
        ("before:", "day", "before:"),
        ("lang:xx", "language", "lang:xx"),
        ("in:china", "title", "in:china"),
        ('from:"New York Times', "open", 'from:"New York Times'),
        ("from:BBC after:soon", "day", "after:soon"),
        ("from: - after:", "publisher", "from:"),
    ],
)
def test_beginnings_of_filters_alone_are_no_question(text: str, sort: str, piece: str) -> None:
    """The first that lacks something is named, and what it lacks."""
    assert parse(text).unfinished == (sort, piece)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "who - what",
        "from: whom",
        "after: 2026",
        "from:BBC",
        "-雷军",
        '"fine"',
        '"fine',
        "fine after:soon",
    ],
)
def test_where_a_word_stands_beside_them_there_is_a_question(text: str) -> None:
    """Or where there is nothing at all, or nothing is missing."""
    assert parse(text).unfinished is None


def test_filters_alone_are_no_question() -> None:
    """There must be a word to look for, and the complaint names what is there."""
    parsed = parse("from:BBC after:2026-01")
    assert not parsed.words
    with pytest.raises(ValueError, match="from:BBC after:2026-01 needs a word"):
        parsed.question()


def test_a_question_has_the_words_and_the_filters() -> None:
    """As a value that `Library.answer` takes."""
    assert parse("fine -harbour").question() == Question("fine", filters=Filters(without=("harbour",)))


def test_nobody_can_ask_for_any_number_of_filters() -> None:
    """What is more than so many stays words."""
    parsed = parse("fine " + " ".join(f"-w{chr(97 + i)}" for i in range(26)))
    assert len(parsed.filters.without) == MOST
    assert parsed.words.split() == ["fine", *(f"-w{chr(97 + i)}" for i in range(MOST, 26))]


def typed() -> st.SearchStrategy[str]:
    """Words and filters in any order, whole and broken."""
    quoted = ('"', '"a b"', '"通报批评"', '-"x y"', 'from:"A B"')
    keyed = (
        "from:",
        "from:观察者网",
        "来源：甲",
        "after:2026-01",
        "after:x",
        "before:2026",
        "lang:zh",
        "lang:q",
    )
    piece = st.sampled_from((*quoted, *keyed, "-", "-雷军", "in:title", "谁", "fine", "…", "\n"))
    mixed = st.lists(st.tuples(piece, st.sampled_from(["", " "])).map("".join), max_size=8).map("".join)
    return mixed | scripts()


def in_order(filters: Filters) -> Filters:
    """The same filters: which phrase was typed first says nothing."""
    return replace(filters, phrases=tuple(sorted(filters.phrases)))


@given(text=typed())
@example('from:- "a b"')
@example('from: "a b" "from:"')
def test_whatever_is_typed_is_understood_and_can_be_typed_again(text: str) -> None:
    """No text raises, one without filters is kept to the character, and the way back leads to the same, a stray mark aside."""
    parsed = parse(text)
    if parsed.filters and parsed.words and '"' not in parsed.words:
        again = parse(written(parsed.words, parsed.filters))
        assert (again.words, in_order(again.filters)) == (parsed.words, in_order(parsed.filters))
    elif not parsed.filters:
        assert parsed.words == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert parsed.filters == UNFILTERED


@pytest.mark.parametrize(
    "file",
    [ROOT / "seeds" / "questions.toml", *sorted((ROOT / "benchmarks").glob("**/questions.toml"))],
    ids=lambda file: file.parent.name,
)
def test_what_people_ask_of_our_corpora_is_ordinary(file: Path) -> None:
    """Every question and claim that has no plain marks of quotation is its own words."""
    asked = [one["text"] for one in tomllib.loads(file.read_text("utf-8"))["question"]]
    assert asked
    assert [text for text in asked if '"' not in text and parse(text) != Parsed(text)] == []
