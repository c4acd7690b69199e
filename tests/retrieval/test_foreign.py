"""Claims about foreign names that no dictionary has: recognised by their sound, in both directions, and nothing else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering import Answerer
from retrieval.lexicon.compiled import CompiledLexicon
from retrieval.lexicon.transliteration import characters
from retrieval.library import Library
from retrieval.model import Answer, Question, Scope
from tests.retrieval.fakes import Corpus, FakeLexicon

ENGLISH = """
John Carreyrou wrote about the company in a newspaper.

Ramesh Balwani was sentenced to almost thirteen years in prison.

Jan Marsalek fled from Austria and lives in Moscow today.

The marble in the hall was polished, and a seminar was held there. They saw a narrow barley field.
"""
CHINESE = """
奥廷加在2008年成为肯尼亚总理。

库兹涅茨在1971年获得诺贝尔经济学奖。

马萨雷克逃离了奥地利，今天住在莫斯科。
"""


@pytest.fixture(scope="module")
def english(analyzer: Analyzer, lexicon: CompiledLexicon) -> Corpus:
    """English texts that Chinese questions are asked of."""
    return Corpus({"a.md": ENGLISH}, analyzer, lexicon)


@pytest.fixture(scope="module")
def chinese(analyzer: Analyzer, lexicon: CompiledLexicon) -> Corpus:
    """Chinese texts that English questions are asked of."""
    return Corpus({"a.md": CHINESE}, analyzer, lexicon)


def matches(corpus: Corpus, question: str) -> dict[str, str]:
    """What the first quote says for the words of a question."""
    found = corpus.ask(question)
    return dict(found.citations[0].matches) if isinstance(found, Answer) else {}


def said(answerer: Answerer, question: str, language: str) -> dict[str, list[str]]:
    """The words of a question, with how passages of a language may say them."""
    groups = answerer.query(Question(question)).readings
    return {
        g.word: [a.surface for a in g.alternatives]
        for k, found in groups.items()
        if k == language
        for g in found
    }


@pytest.mark.parametrize(
    "word", ["marsalek", "balwani", "carreyrou", "odinga", "马萨雷克", "巴尔瓦尼", "卡雷鲁", "奥廷加"]
)
def test_the_names_of_these_claims_are_in_no_dictionary(lexicon: CompiledLexicon, word: str) -> None:
    """Else they would be found without their sound."""
    assert not lexicon.english(word)
    assert not lexicon.chinese([word])


@pytest.mark.parametrize(
    ("question", "name", "written"),
    [
        ("卡雷鲁写了哪家公司", "卡雷鲁", "Carreyrou"),
        ("巴尔瓦尼判了几年", "巴尔瓦尼", "Balwani"),
        ("在逃的马萨雷克躲在哪", "马萨雷克", "Marsalek"),
        ("馬薩雷克今天住在哪", "马萨雷克", "Marsalek"),
        ("扬·马萨雷克今天住在哪", "马萨雷克", "Marsalek"),
    ],
)
def test_a_chinese_name_is_found_in_english_texts(
    english: Corpus, question: str, name: str, written: str
) -> None:
    """It is one word, said by the word that sounds like it, and the match is shown."""
    assert written in matches(english, question)[name]


@pytest.mark.parametrize(
    ("question", "name", "written"),
    [
        ("When did Odinga become prime minister?", "odinga", "奥廷加"),
        ("which prize did kuznets win", "kuznets", "库兹涅茨"),
        ("What was Kuznets's prize for?", "kuznets", "库兹涅茨"),
        ("Where does Marsalek live today?", "marsalek", "马萨雷克"),
    ],
)
def test_an_english_name_is_found_in_chinese_texts(
    chinese: Corpus, question: str, name: str, written: str
) -> None:
    """It is spelt with characters that stand beside each other there."""
    assert matches(chinese, question)[name] == written


@pytest.mark.parametrize(
    "question",
    [
        "马尔代夫有多少人",  # the dictionary has it
        "雷克萨斯多少钱",
        "里面有多少麦子",
        "大妈和阿姨那天看见了什么",
        "马和牛在田里吃什么",
        "默默坐在那里的是谁",
        "他拿着多少本书",
        "马萨雷克斯诺夫住在哪",  # another name, of which the known one is a part
        "萨雷克住在哪",
        "马萨住在哪",  # two characters sound like too much
    ],
)
def test_ordinary_words_and_other_names_are_none(english: Corpus, question: str) -> None:
    """Nothing in the corpus sounds like them, or they are words that somebody has."""
    held = {"carreyrou", "balwani", "marsalek", "seminar", "barley", "narrow"}
    assert all(held.isdisjoint(ways) for ways in said(english.answerer, question, "en").values())


@pytest.mark.parametrize("name", ["masale", "marsal", "salek", "znets", "dinga"])
def test_a_part_of_a_name_is_not_that_name(chinese: Corpus, name: str) -> None:
    """A Latin name is not spelt with the middle of a longer one."""
    assert said(chinese.answerer, f"where is {name.title()}", "zh")[name] == [name]


def test_a_word_without_a_capital_is_no_name(analyzer: Analyzer) -> None:
    """What the corpus writes small is a word, whatever it sounds like."""
    lexicon = FakeLexicon({"live": ["住"]})
    small, large = "The marsalek lives here.", "Here lives Marsalek, they say."
    ways = [
        said(Corpus({"a.md": t}, analyzer, lexicon).answerer, "马萨雷克住哪", "en") for t in (small, large)
    ]
    assert "马萨雷克" not in ways[0]
    assert ways[1]["马萨雷克"] == ["marsalek"]


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        (
            "施密特",
            "Oliver Schmidt was arrested at the airport.",
            "schmidt",
        ),  # the dictionary has Helmut and Eric
        ("布劳恩", "Markus Braun stood trial in Munich.", "braun"),  # and Browne
    ],
)
def test_a_name_that_the_dictionary_has_of_somebody_else_is_heard(
    analyzer: Analyzer, lexicon: CompiledLexicon, name: str, text: str, written: str
) -> None:
    """Where no passage names him: who is called alike may be another."""
    question = f"{name}在哪里被捕的"
    assert written in said(Corpus({"a.md": text}, analyzer, lexicon).answerer, question, "en")[name]
    other = Corpus({"a.md": "The harbour was closed."}, analyzer, lexicon).answerer
    assert written not in said(other, question, "en")[name]


def test_several_that_sound_alike_are_offered_together_and_few_of_them(analyzer: Analyzer) -> None:
    """What is found shows which it was; what only nearly sounds alike is left out beside what does."""
    text = "Ms Balwani met Mr Balwany, Mr Barwani, Mr Balvani and Mr Balwaney, and Mr Palwaney was there too."
    found = said(Corpus({"a.md": text}, analyzer, FakeLexicon()).answerer, "巴尔瓦尼是谁", "en")["巴尔瓦尼"]
    assert 1 < len(found) <= 3
    assert "palwaney" not in found


def test_what_may_not_be_seen_is_not_heard(tmp_path: Path, new_state: Path, analyzer: Analyzer) -> None:
    """The name of a hidden document is in nobody's question."""
    folder = tmp_path / "corpus"
    for name, text in (("open/a.md", "Somebody lives in Moscow today."), ("closed/b.md", ENGLISH)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, "utf-8")
    with closing(Library(folder, new_state, analyzer=analyzer)) as library:
        library.sync()
        library.warm()
        for scope, heard in ((Scope(), True), (Scope(denied=("closed",)), False)):
            found = library.explain(Question("马萨雷克住在莫斯科哪里", scope=scope))
            assert ("marsalek" in repr(found)) is heard


@given(st.lists(st.text(st.sampled_from(sorted(characters())), max_size=12), max_size=400))
def test_any_run_of_characters_of_names_is_read(english: Corpus, parts: list[str]) -> None:
    """Whatever is typed, a name has at most three ways beside itself, and long texts are read as before."""
    text = "，".join(parts)[:4096]
    if text.strip():
        ways = said(english.answerer, f"{text}谁", "en")
        heard = [found for word, found in ways.items() if "marsalek" in found]
        assert all(len(found) <= 3 for found in heard)


def test_a_long_hostile_question_is_cheap(chinese: Corpus) -> None:
    """Names are looked for in questions, not in texts; of a text the other words tell what is meant."""
    text = " ".join(f"masalek{'tasamalo'[: n % 7]}{'aeiou'[n % 5]}" for n in range(300))[:4096]
    assert not any("马萨雷克" in found for found in said(chinese.answerer, f"{text} marsalek", "zh").values())
