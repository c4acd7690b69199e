"""Claims about the words that a corpus gives in both languages: few, right, and gone with their file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog, rows_of
from retrieval.lexicon import Lexicon, Translation
from retrieval.lexicon.compiled import CompiledLexicon
from retrieval.lexicon.house import House, HouseLexicon
from retrieval.lexicon.mined import MinedLexicon, Pair, pairs
from retrieval.lexicon.mining import _SEEN, Candidate, Mention, _contexts, mentions
from retrieval.library import Library
from retrieval.model import EVERYTHING, Answer, Question
from retrieval.sync import sync
from tests.retrieval.fakes import FakeLexicon, document_of
from tests.retrieval.strategies import texts

PLAIN = Analyzer(lambda run: [run[i : i + 2] for i in range(0, len(run), 2)], str, str)


@pytest.fixture
def library(tmp_path: Path, new_state: Path, analyzer: Analyzer) -> Iterator[Library]:
    """An empty corpus, with the dictionary of all tests."""
    (tmp_path / "corpus").mkdir()
    with closing(Library(tmp_path / "corpus", new_state, analyzer=analyzer)) as opened:
        yield opened


def mined(lexicon: Lexicon, analyzer: Analyzer, *written: str) -> set[tuple[str, str]]:
    """The pairs of texts, each a document."""
    found = [m for text in written for m in mentions(document_of(("text", text)), analyzer)]
    return {(p.chinese, p.english) for p in pairs(found, lexicon, analyzer)}


def quote(library: Library, question: str) -> str:
    """The first words quoted; empty where nothing answers."""
    found = library.answer(Question(question), 3)
    return found.citations[0].quote if isinstance(found, Answer) else ""


# --- what is mined -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他研究机器学习（machine learning）。", {("机器学习", "machine learning")}),
        ("He studied machine learning (机器学习) there.", {("机器学习", "machine learning")}),
        ("The bank fined its director Xu Fei (许斐).", {("许斐", "xu fei")}),
        ("公司处罚了许斐 (Fei Xu)。", {("许斐", "fei xu")}),
        ("据《纽约时报》（The New York Times）报道。", {("纽约时报", "the new york times")}),
        ("它在Nasdaq（纳斯达克）上市。", {("纳斯达克", "nasdaq")}),
        ("流经索尔兹伯里和迪韦齐斯（Devizes）。", {("迪韦齐斯", "devizes")}),
        ("**零知識證明**（zero-knowledge proof）", {("零知识证明", "zero-knowledge proof")}),
        ("電影「夜長夢多」（英文：The Big Sleep）", {("夜长梦多", "the big sleep")}),
        ("他住在史必灵街（Spring Street，简称二马路）。", {("史必灵街", "spring street")}),
    ],
)
def test_a_bracket_translates_what_stands_before_it(
    text: str, expected: set[tuple[str, str]], lexicon: CompiledLexicon, analyzer: Analyzer
) -> None:
    """From where the name begins, in either language, in simplified characters and lower case."""
    assert mined(lexicon, analyzer, text) == expected


def test_an_abbreviation_is_a_name_of_its_own(lexicon: CompiledLexicon, analyzer: Analyzer) -> None:
    """Beside the one that it is short for."""
    text = "公司发布了大语言模型(Large Language Model, LLM)。"
    expected = {("大语言模型", "large language model"), ("大语言模型", "llm")}
    assert mined(lexicon, analyzer, text) == expected


def test_the_last_name_stands_for_the_whole(lexicon: CompiledLexicon, analyzer: Analyzer) -> None:
    """Texts call people so from the second time on."""
    found = mined(lexicon, analyzer, "谷歌首席法务官大卫·德拉蒙德（David Drummond）说。")
    assert found == {("大卫·德拉蒙德", "david drummond"), ("德拉蒙德", "drummond")}


@pytest.mark.parametrize(
    "bracket",
    "2024|32 km|km|x|HK:0700|https://example.com|www.example.com|readme.md|getName|user_name|NaCl|H2O|f(x)|"
    "藏文：bla-ma|见下图|Tim|Of course it is true that we know".split("|"),
)
def test_what_is_no_name_is_left_out(bracket: str, lexicon: CompiledLexicon, analyzer: Analyzer) -> None:
    """Numbers, units, tickers, addresses, files, code, formulas, sentences, other languages, and remarks."""
    assert mined(lexicon, analyzer, f"该公司的董事长（{bracket}）昨天说。") == set()
    assert mined(lexicon, analyzer, f"He met the Chairman ({bracket}) there.") == set()


@pytest.mark.parametrize(
    "text", ["董事长（Tim）说。", "远程升级(OTA)后", "SpaceX（未上市）估值很高", "OpenAI（下同）"]
)
def test_what_nothing_speaks_for_is_not_believed(
    text: str, lexicon: CompiledLexicon, analyzer: Analyzer
) -> None:
    """A wrong translation answers wrongly; a missing one does not answer."""
    assert mined(lexicon, analyzer, text) == set()


def test_a_word_that_repeats_after_other_words_is_one(lexicon: CompiledLexicon, analyzer: Analyzer) -> None:
    """Though neither its sound nor the dictionary tells where it begins."""
    text = "公司青之暗面（Moonlit Lab）融资。投资青之暗面的有三家，青之暗面回应，与青之暗面竞争。"
    assert mined(lexicon, analyzer, text) == {("青之暗面", "moonlit lab")}


def test_several_mentions_add_up(lexicon: CompiledLexicon, analyzer: Analyzer) -> None:
    """Once is no reason to believe it, twice is."""
    text = "谷歌旗下的DeepMind（深度思考）发布了模型。"
    assert mined(lexicon, analyzer, text) == set()
    assert mined(lexicon, analyzer, text, text) == {("深度思考", "deepmind")}


@given(
    st.lists(st.one_of(texts(), st.sampled_from(["(", ")", "（", "）", "《", "》", "·", " "]))).map("".join)
)
def test_both_sides_stand_in_the_text(text: str) -> None:
    """Whatever the text, nothing is made up, and nothing goes wrong."""
    document = document_of(("text", text)) if text else document_of(("text", " "))
    folded = PLAIN.fold(document.text).text
    lexicon = FakeLexicon(pinyin={"小": "xiao", "米": "mi", "雷": "lei", "军": "jun"})
    found = mentions(document, PLAIN)
    for mention in found:
        assert all(PLAIN.fold(name).text in folded for name in mention.names)
        assert all(PLAIN.fold(c.text).text in folded for c in mention.candidates)
    for pair in pairs(found, lexicon, PLAIN):
        assert 0 < pair.weight <= 1
        assert pair.chinese in folded


# --- how it is looked up -------------------------------------------------------------------------


def test_the_dictionarys_translations_come_first(analyzer: Analyzer) -> None:
    """What the corpus gives weighs less than the best of them, and all where there are none."""
    base = FakeLexicon({"pr": ["公关", "宣传"]})
    found = MinedLexicon([Pair("彩电", "PR", 1.0), Pair("深思", "kol", 0.8)], base, analyzer)
    expected = [Translation("公关", 1.0), Translation("宣传", 0.5), Translation("彩电", 0.5)]
    assert list(found.chinese(["pr"])) == expected
    assert list(found.chinese(["kol"])) == [Translation("深思", 0.8)]
    assert list(found.english("深思")) == [Translation("kol", 0.8)]


def test_the_operators_words_come_before_both(analyzer: Analyzer) -> None:
    """Whoever knows better says so in the lexicon."""
    corpus = MinedLexicon([Pair("深思", "kol", 1.0)], FakeLexicon(), analyzer)
    found = HouseLexicon(House(translations={"KOL": ("网红",)}), corpus, analyzer).chinese(["kol"])
    assert [t.text for t in found] == ["网红", "深思"]


# --- how it is kept ------------------------------------------------------------------------------


def test_mentions_come_back_as_they_were_until_their_file_goes(catalog: Catalog) -> None:
    """In the order of the paths."""
    one = Mention(("machine learning", "ML"), (Candidate("机器学习", 2), Candidate("学习", 1)))
    other = Mention(("纽约时报",), (Candidate("The New York Times"),), quoted=True)
    with catalog.transaction():
        catalog.keep_rows("b.md", rows_of([], [one]))
        catalog.keep_rows("a.md", rows_of([], [other]))
    assert list(catalog.mentions()) == [other, one]
    with catalog.transaction():
        catalog.forget_source("a.md")
    assert list(catalog.mentions()) == [one]


def test_a_file_that_did_not_change_keeps_its_mentions(
    tmp_path: Path, catalog: Catalog, analyzer: Analyzer
) -> None:
    """They cost nothing then; a changed one has those that it has now, once."""
    file = tmp_path / "a.md"
    file.write_text("机器学习（machine learning）", "utf-8")
    for _ in range(2):
        sync(tmp_path, catalog, analyzer)
        assert [m.names for m in catalog.mentions()] == [("machine learning",)]
    file.write_text("机器学习（machine learning, ML）", "utf-8")
    sync(tmp_path, catalog, analyzer)
    assert [m.names for m in catalog.mentions()] == [("machine learning", "ML")]


def test_a_question_finds_what_the_corpus_translates_and_not_after_the_file_is_gone(library: Library) -> None:
    """No dictionary has the name; one file tells what Chinese texts call it, another answers."""
    (library.corpus / "glossary.md").write_text("河边的小镇叫迪韦齐斯（Devizes）。\n", "utf-8")
    (library.corpus / "flood.md").write_text("# 洪水\n\n昨天夜里，迪韦齐斯有三座桥被洪水冲毁。\n", "utf-8")
    (library.corpus / "other.md").write_text("# 天气\n\n今天夜里，广州有三座塔被大风吹倒。\n", "utf-8")
    library.sync()
    assert "三座桥" in quote(library, "How many bridges were destroyed by the flood in Devizes?")
    words = [t.text for t in _lexicon(library).chinese(["deviz"])]
    assert words == ["迪韦齐斯"]
    (library.corpus / "glossary.md").unlink()
    library.sync()
    quote(library, "Devizes")
    assert not _lexicon(library).chinese(["deviz"])


def _lexicon(library: Library) -> Lexicon:
    """What the library looks words up in."""
    return library._current(EVERYTHING)._alternatives.lexicon


@given(text=texts(), wanted=st.sets(st.text("小米雷军a.", min_size=1, max_size=3), max_size=4))
def test_contexts_are_those_of_every_place(text: str, wanted: set[str]) -> None:
    """Before how many different characters a word stands, as who looks at every place of the text would say."""
    padded = "小米\n" + text + "雷军。小米a.小"

    def before(word: str) -> set[str]:
        places = [i for i in range(len(padded)) if padded.startswith(word, i)][:_SEEN]
        return {padded[i - 1] if i else "\n" for i in places}

    few = {word for word in wanted if len(word) > 1 and padded.count(word[-2:]) <= _SEEN}
    assert _contexts(padded, few) == {word: len(before(word)) for word in few if word in padded}
