"""Claims about the operator's own words: they come first, change nothing else, and follow their file."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.errors import LexiconError
from retrieval.lexicon import Translation
from retrieval.lexicon.house import House, HouseFile, HouseLexicon, read_house
from retrieval.library import Library
from retrieval.model import Answer, Citation, Group, Language, Query, Question
from tests.conftest import with_dictionary
from tests.retrieval.fakes import Corpus, FakeLexicon, query_of
from tests.retrieval.strategies import scripts, texts

BASE = FakeLexicon(
    {"black": ["黑色"], "pr": ["公关"], "interview": ["采访"], "black pr": ["抹黑"]},
    synonyms={"央视": ["电视台"], "cctv": ["broadcaster"]},
    ordinary=["公关"],
    pinyin={"李": "li"},
    whole=["south korea"],
    ignored=["folks"],
)
HOUSE = House(
    words=("极氪007", "玄戒O1", "Bank of Tea"),
    stop=("大佬", "大佬們"),
    aliases={"央视": ("CCTV", "China Central Television"), "AT&T": ("美国电话",)},
    translations={"black PR": ("黑公关", "網絡水軍"), "influencer": ("KOL", "网红")},
)
TOML = """\
words = ["极氪007"]
stop = ["大佬"]
[aliases]
"央视" = ["CCTV"]
[translations]
"black PR" = ["黑公关", "网络水军"]
"""


@pytest.fixture(scope="module")
def house(analyzer: Analyzer) -> HouseLexicon:
    """The words of a house, in front of a few others."""
    return HouseLexicon(HOUSE, BASE, analyzer)


def group(query: Query, language: Language, word: str) -> Group:
    """The group of a word of the question, in one language."""
    return next(g for g in query.readings[language] if g.word == word)


def weights(found: Group) -> dict[str, float]:
    """The ways to say a word, with what each counts for."""
    return {a.surface: a.weight for a in found.alternatives}


def words(query: Query, language: Language) -> list[str]:
    """The words that are looked up, characters aside."""
    return [g.word for g in query.readings[language] if g.meaning]


# --- what it knows -------------------------------------------------------------------------------


def test_the_operators_translations_come_before_the_dictionarys(house: HouseLexicon) -> None:
    """Each as the usual one, in simplified characters and by stems, and back."""
    assert list(house.chinese(["black", "pr"])) == [
        Translation("黑公关", 1.0),
        Translation("网络水军", 1.0),
        Translation("抹黑", 1.0),
    ]
    assert list(house.english("网络水军")) == [Translation("black pr", 1.0)]
    assert house.chinese(["interview"]) == [Translation("采访", 1.0)]


def test_a_translation_that_the_dictionary_has_too_is_given_once(analyzer: Analyzer) -> None:
    """With the operator's weight."""
    base = FakeLexicon({"fine": ["很好", "罚款"]})
    found = HouseLexicon(House(translations={"fine": ("罚款",)}), base, analyzer).chinese(["fine"])
    assert list(found) == [Translation("罚款", 1.0), Translation("很好", 1.0)]


def test_aliases_are_names_of_each_other_and_translations_across_languages(house: HouseLexicon) -> None:
    """Whichever of them is asked for."""
    assert set(house.aliases("央视")) == {"cctv", "china central television"}
    assert set(house.aliases("china central televis")) == {"央视", "cctv"}
    assert house.aliases("采访") == ()
    assert house.chinese(["cctv"]) == [Translation("央视", 1.0)]
    assert {t.text for t in house.english("央视")} == {"cctv", "china central television"}


def test_what_chinese_texts_say_in_latin_letters_is_another_name(house: HouseLexicon) -> None:
    """A Chinese question says KOL, too, and an English text says influencer."""
    assert house.aliases("influenc") == ("kol",)
    assert house.aliases("kol") == ("influencer",)
    assert [t.text for t in house.chinese(["influenc"])] == ["网红"]


@pytest.mark.parametrize(
    "phrase",
    ["极氪007", "玄戒o1", "china central television", "at&t", "black pr", "大佬们", "south korea", "kol"],
)
def test_its_words_are_whole(house: HouseLexicon, phrase: str) -> None:
    """Folded as questions are, and those of the dictionary too."""
    assert house.whole(phrase)


def test_its_stop_words_are_ignored(house: HouseLexicon) -> None:
    """In either script, and those of the dictionary too."""
    assert house.ignored("大佬")
    assert house.ignored("大佬们")
    assert house.ignored("folks")
    assert not house.ignored("极氪007")


@given(
    word=st.one_of(texts(3), st.sampled_from(["央视", "cctv", "black", "公关", "folks", "south korea", "李"]))
)
def test_a_house_with_nothing_in_it_knows_what_the_dictionary_knows(analyzer: Analyzer, word: str) -> None:
    """Whatever is looked up."""
    empty = HouseLexicon(House(), BASE, analyzer)
    assert list(empty.chinese(word.split())) == list(BASE.chinese(word.split()))
    for ask in ("chinese_partly", "english", "synonyms", "aliases", "characters"):
        assert list(getattr(empty, ask)(word)) == list(getattr(BASE, ask)(word))
    for ask in ("ordinary", "syllable", "whole", "ignored"):
        assert getattr(empty, ask)(word) == getattr(BASE, ask)(word)
    assert empty.spellings() == BASE.spellings()


@given(question=scripts() | texts(12) | st.sampled_from(["CCTV采访了谁", "black PR of folks in South Korea"]))
def test_a_house_with_nothing_in_it_changes_no_question(analyzer: Analyzer, question: str) -> None:
    """The query is the same, to the weight."""
    empty = HouseLexicon(House(), BASE, analyzer)
    asked = f"a {question}"  # a question has a letter at least
    assert query_of(asked, analyzer, empty) == query_of(asked, analyzer, BASE)


@given(found=st.lists(scripts() | texts(5), max_size=4), question=texts(8))
def test_any_words_make_a_house(analyzer: Analyzer, found: list[str], question: str) -> None:
    """Also such as cannot be looked up."""
    names = {text: tuple(found) for text in found}
    house = HouseLexicon(House(tuple(found), tuple(found[:1]), names, names), BASE, analyzer)
    assert query_of(f"a {question} {' '.join(found)}", analyzer, house)


# --- what a question makes of it ------------------------------------------------------------------


def test_an_alias_counts_as_much_as_the_word(analyzer: Analyzer, house: HouseLexicon) -> None:
    """In texts of every language; a synonym counts for half."""
    found = weights(group(query_of("央视采访了谁", analyzer, house), "zh", "央视"))
    assert found == {"央视": 1.0, "cctv": 1.0, "china central television": 1.0, "电视台": 0.5}
    found = weights(group(query_of("CCTV采访了谁", analyzer, house), "zh", "cctv"))
    assert found["央视"] == found["cctv"] == 1.0
    assert (
        weights(group(query_of("CCTV采访了谁", analyzer, house), "en", "cctv"))["china central television"]
        == 1
    )


def test_an_alias_that_is_a_synonym_too_is_looked_up_once(analyzer: Analyzer) -> None:
    """In full."""
    house = HouseLexicon(House(aliases={"央视": ("电视台",)}), BASE, analyzer)
    found = group(query_of("央视采访了谁", analyzer, house), "zh", "央视")
    assert [(a.surface, a.weight) for a in found.alternatives] == [("央视", 1.0), ("电视台", 1.0)]


def test_a_phrase_is_one_word_by_its_stems(analyzer: Analyzer, house: HouseLexicon) -> None:
    """As the index has them; function words within it do not light up all over a text."""
    query = query_of("who runs China Central Television and the Bank of Tea", analyzer, house)
    assert group(query, "en", "china central television").alternatives[0].stems == ("cctv",)
    assert {a.stems for a in group(query, "en", "china central television").alternatives} >= {
        ("china", "central", "televis")
    }
    assert group(query, "en", "bank of tea").alternatives[0].stems == ("bank", "tea")


def test_a_name_with_an_ampersand_is_one_word(analyzer: Analyzer, house: HouseLexicon) -> None:
    """The t of don't is no telephone company."""
    (itself, other) = group(query_of("who owns AT&T", analyzer, house), "en", "at&t").alternatives
    assert (itself.stems, other.surface) == (("at&t",), "美国电话")


def test_a_word_of_both_scripts_is_whole(analyzer: Analyzer, house: HouseLexicon) -> None:
    """It is looked for by what it was indexed as; its characters help, its letters are none."""
    query = query_of("谁买了極氪007", analyzer, house)
    assert "极氪007" in words(query, "zh")
    assert set(group(query, "zh", "极氪007").alternatives[0].terms) == {"c:极氪", "c:007"}
    assert {g.word for g in query.readings["zh"] if not g.meaning} >= {"极", "氪", "极氪"}
    assert not any("0" in g.word for g in query.readings["zh"] if not g.meaning)


def test_a_word_that_begins_with_a_number_is_kept(analyzer: Analyzer) -> None:
    """It is no mere number to those who named it."""
    house = HouseLexicon(House(words=("315晚会",)), BASE, analyzer)
    assert "315晚会" in words(query_of("315晚会曝光了谁", analyzer, house), "zh")


@pytest.mark.parametrize("question", ["各位大佬,央视采访了谁", "各位大佬們,央视采访了谁"])
def test_a_stop_word_is_dropped(analyzer: Analyzer, house: HouseLexicon, question: str) -> None:
    """Also one that is cut into several."""
    query = query_of(question, analyzer, house)
    assert not any("佬" in g.word for g in query.readings["zh"])
    assert "央视" in words(query, "zh")


def test_a_word_of_the_house_is_not_mended(analyzer: Analyzer) -> None:
    """It is written as it should be, although the corpus has one that is near."""
    text = {"a.md": "Theranos was founded by Elizabeth Holmes."}
    house = HouseLexicon(House(words=("Theranso",)), FakeLexicon(), analyzer)
    assert Corpus(text, analyzer).ask("who founded Theranso").corrections
    assert not Corpus(text, analyzer, house).ask("who founded Theranso").corrections


# --- the file -------------------------------------------------------------------------------------


def test_a_file_says_what_is_in_it(tmp_path: Path) -> None:
    """Each table may be left out."""
    file = tmp_path / "lexicon.toml"
    file.write_text(TOML, "utf-8-sig")
    assert read_house(file) == House(
        ("极氪007",), ("大佬",), {"央视": ("CCTV",)}, {"black PR": ("黑公关", "网络水军")}
    )
    file.write_text("")
    assert read_house(file) == House()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wrods = []", "has 'wrods', which means nothing there; did you mean words?"),
        ("[alias]", "has 'alias', which means nothing there; did you mean aliases?"),
        ("[x]", "has 'x', which means nothing there; it may have words, stop, aliases, translations"),
        ("words = '极氪007'", "should have a list of texts in words"),
        ("stop = [1]", "should have a list of texts in stop"),
        ("aliases = ['央视']", "should have a table [aliases]"),
        ("[aliases]\n'央视' = 'CCTV'", "should have a list of texts in aliases, for '央视'"),
        ("[translations]\n'a'.b = ['甲']", "should have a list of texts in translations, for 'a'"),
        (
            "[translations]\n'黑公关' = ['x']",
            "has '黑公关' before the = in translations, where an English word should be",
        ),
        ("words = ['']", "has '' in words, which is no word"),
        ("[aliases]\n'…' = []", "has '…' in aliases, which is no word"),
        ("words = []\nstop = [", "is not TOML (Invalid value (at end of document))"),
        ("words = []\nstop [", "(at line 2, column 6)"),
    ],
)
def test_a_faulty_file_is_refused_with_the_fault(tmp_path: Path, text: str, said: str) -> None:
    """One sentence that names the file and the place."""
    file = tmp_path / "lexicon.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(LexiconError) as refused:
        HouseFile(file, required=False)
    assert str(refused.value).startswith(f"the lexicon {file} ")
    assert str(refused.value).endswith((said, said + ")"))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes of another encoding, and a folder."""
    file = tmp_path / "lexicon.toml"
    file.write_bytes("words = ['极氪']".encode("gb18030"))
    with pytest.raises(LexiconError, match="is not UTF-8 text"):
        HouseFile(file, required=False)
    with pytest.raises(LexiconError, match="cannot be read"):
        HouseFile(tmp_path, required=False)


def test_only_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    """That of the current folder may be made later, and removed."""
    file = tmp_path / "lexicon.toml"
    with pytest.raises(LexiconError, match="cannot be read"):
        HouseFile(file, required=True)
    house = HouseFile(file, required=False)
    assert (house.house, house.refresh()) == (House(), False)
    file.write_text(TOML, "utf-8")
    assert house.refresh()
    assert house.house.stop == ("大佬",)
    file.unlink()
    assert house.refresh()
    assert house.house == House()


def test_a_change_is_seen_by_size_and_by_time(tmp_path: Path) -> None:
    """A file that was only touched says nothing new."""
    file = tmp_path / "lexicon.toml"
    file.write_text("stop = ['one']")
    os.utime(file, ns=(0, 0))
    house = HouseFile(file, required=True)
    assert not house.refresh()
    file.write_text("stop = ['two']")
    os.utime(file, ns=(1, 1_000_000_000))
    assert house.refresh()
    assert house.house.stop == ("two",)
    os.utime(file, ns=(2, 2_000_000_000))
    assert not house.refresh()


def test_a_file_that_became_faulty_leaves_what_it_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """With one warning, not one for each question; what is mended counts again."""
    caplog.set_level(logging.WARNING)
    file = tmp_path / "lexicon.toml"
    file.write_text("stop = ['one']")
    house = HouseFile(file, required=True)
    file.write_text("stop = ['one', ")
    assert [house.refresh() for _ in range(3)] == [False] * 3
    assert house.house.stop == ("one",)
    (record,) = caplog.records
    assert str(file) in record.getMessage()
    assert record.getMessage().endswith("; what it said before stays in force")
    file.write_text("stop = ['one', 'two']")
    assert house.refresh()
    file.unlink()
    assert [house.refresh() for _ in range(2)] == [False] * 2
    assert "two" in house.house.stop
    assert len(caplog.records) == 2


# --- the whole way --------------------------------------------------------------------------------

TEXTS = {
    "drive.md": "极氪007在杭州交付了第一批新车。",
    "smear.md": "警方说，幕后的黑公关团伙在三月被捕。",
    "studio.md": "Penguin Works opened a studio in the harbour.",
    "paid.md": "The black PR agency in Ohio paid its writers in cash.",
    "kitchen.md": "厨师做了一道好菜，大佬很喜欢。",
}


class Place:
    """A small corpus, and a file of words that may be written anew."""

    def __init__(self, root: Path, analyzer: Analyzer) -> None:
        """Index the corpus; there is no file yet."""
        self.file = root / "lexicon.toml"
        folder = root / "corpus"
        folder.mkdir()
        for name, text in TEXTS.items():
            (folder / name).write_text(text, "utf-8")
        self.library = Library(folder, root, analyzer=analyzer, house=HouseFile(self.file, required=False))
        self.library.sync()

    def write(self, text: str) -> None:
        """Write the file, larger than it was."""
        size = self.file.stat().st_size if self.file.exists() else 0
        self.file.write_text(f"{text}\n#{'.' * size}\n", "utf-8")

    def citations(self, question: str) -> tuple[Citation, ...]:
        """What the corpus answers; nothing where it does not."""
        found = self.library.answer(Question(question), 3)
        return found.citations if isinstance(found, Answer) else ()

    def cited(self, question: str) -> str:
        """The file that answers; empty where none does."""
        citations = self.citations(question)
        return citations[0].document.path if citations else ""

    def matched(self, question: str) -> dict[str, str]:
        """Which words of the question the first citation says, and how."""
        citations = self.citations(question)
        return dict(citations[0].matches) if citations else {}


@pytest.fixture
def place(tmp_path: Path, state: Path, analyzer: Analyzer) -> Iterator[Place]:
    """The corpus, with the dictionary of all tests."""
    made = Place(with_dictionary(tmp_path, state), analyzer)
    with closing(made.library):
        yield made


def test_an_alias_finds_what_the_word_does_not(place: Place) -> None:
    """From either side, and without a restart."""
    asked = "鹅厂在港口开了什么"
    assert "鹅厂" not in place.matched(asked)
    place.write('[aliases]\n"鹅厂" = ["Penguin Works", "PW"]')
    assert place.cited(asked) == "studio.md"
    assert "鹅厂" in place.matched(asked)
    assert "pw" in place.matched("what did PW open in the harbour")


def test_a_translation_works_both_ways(place: Place) -> None:
    """Where neither language's own words would do."""
    place.write('[translations]\n"black PR" = ["黑公关"]')
    assert place.cited("when was the black PR gang arrested") == "smear.md"
    assert place.cited("俄亥俄的黑公关给写手付了什么") == "paid.md"


def test_a_word_is_found_whole(place: Place) -> None:
    """And shown as the one word that it is."""
    place.write('words = ["极氪007"]')
    assert place.cited("极氪007在哪里交付了新车") == "drive.md"
    assert "极氪007" in place.matched("极氪007在哪里交付了新车")


def test_a_stop_word_is_not_looked_for(place: Place) -> None:
    """What it alone would find is not there any more."""
    assert place.citations("大佬")
    place.write('stop = ["大佬"]')
    assert not place.citations("大佬")


def test_a_faulty_file_keeps_the_last_good_one(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Also while questions go on, and the index is not made again for any of it."""
    place.write('stop = ["大佬"]')
    assert not place.citations("大佬")
    index = place.library._index
    assert index
    place.write("stop = [")
    assert not place.citations("大佬")
    assert not place.citations("大佬")
    assert len(caplog.records) == 1
    place.write("stop = []")
    assert place.citations("大佬")
    assert place.library._index is index
