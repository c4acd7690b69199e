"""Claims about the compiled dictionary: it is made once, made anew when its sources change, and looked up."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.errors import StateError
from retrieval.lexicon import Lexicon, Translation, compiled
from retrieval.lexicon.compiled import CompiledLexicon, open_lexicon
from retrieval.model import Cue

CEDICT = """# CC-CEDICT
蕪湖 芜湖 [Wu2 hu2] /Wuhu prefecture-level city/
鬩牆 阋墙 [xi4 qiang2] /internecine strife/
"""


@pytest.fixture
def cedict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dictionary of two words, beside own pairs of one line: the real ones take seconds."""
    house = tmp_path / "lexicon"
    (house / "pairs").mkdir(parents=True)
    (house / "pairs" / "own.tsv").write_text("punish\t处罚|惩罚\n", "utf-8")
    monkeypatch.setattr(compiled, "_HERE", house)
    path = tmp_path / "cedict.txt"
    path.write_text(CEDICT, "utf-8")
    return path


def opened(folder: Path, cedict: Path) -> Iterator[CompiledLexicon]:
    """The compiled dictionary, closed in the end."""
    lexicon = open_lexicon(folder, str, cedict)
    yield lexicon
    lexicon.close()


def files(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def words(found: Iterable[Translation]) -> set[str]:
    """The texts of translations."""
    return {translation.text for translation in found}


def test_the_real_dictionary_knows_both_directions(lexicon: Lexicon, analyzer: Analyzer) -> None:
    """Words, phrases and names of the news, by stems one way and by words the other."""
    assert "处罚" in words(lexicon.chinese([analyzer.stem("punished")]))
    assert "punish" in words(lexicon.english("处罚"))
    assert "通货膨胀" in words(lexicon.chinese([analyzer.stem("inflation")]))
    assert words(lexicon.english("北京")) >= {"beijing"}


def test_only_renderings_of_one_sense_say_the_same(cedict: Path, tmp_path: Path) -> None:
    """A roller coaster is none to put a cup on; both translate the word."""
    own = tmp_path / "lexicon" / "pairs" / "own.tsv"
    own.write_text("coaster\t杯垫|杯托 / 过山车\n", "utf-8")
    for lexicon in opened(tmp_path / "state", cedict):
        assert words(lexicon.chinese(["coaster"])) == {"杯垫", "杯托", "过山车"}
        assert words(lexicon.synonyms("杯垫")) == {"杯托"}
        assert not lexicon.synonyms("过山车")


def test_the_best_translation_comes_first(lexicon: Lexicon) -> None:
    """Weights fall, and are above nothing and at most 1."""
    for found in (lexicon.chinese(["punish"]), lexicon.english("公司"), lexicon.chinese_partly("compani")):
        weights = [translation.weight for translation in found]
        assert weights
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)


def test_the_rivals_of_a_word_are_all_of_its_set_but_itself(lexicon: Lexicon) -> None:
    """By its stem where it is English; another name of the same is no rival."""
    assert {"周二", "星期五"} <= set(lexicon.rivals("周一"))
    assert "星期一" not in lexicon.rivals("周一")
    assert {"silver", "bronz"} & set(lexicon.rivals("gold"))
    assert lexicon.rivals("zzz") == []


def test_what_is_asked_is_found_by_its_longest_stem_or_two_characters(tmp_path: Path, cedict: Path) -> None:
    """A line for each way to ask, in parts where it has a gap, with all that answers."""
    cues = tmp_path / "lexicon" / "cues"
    cues.mkdir()
    (cues / "own.tsv").write_text("where … from|哪里人\tborn in|生于\n", "utf-8")
    for lexicon in opened(tmp_path / "state", cedict):
        assert lexicon.cues("where") == (Cue(("where", "from"), (frozenset({"born"}),), ("生于",)),)
        assert lexicon.cues("哪里") == (Cue(("哪里人",), (frozenset({"born"}),), ("生于",)),)
        assert lexicon.cues("from") == ()


def test_an_unknown_word_has_no_translation(lexicon: Lexicon) -> None:
    """Nothing is found, and nothing fails."""
    assert not lexicon.chinese(["zzyzx"])
    assert not lexicon.chinese([])
    assert not lexicon.chinese_partly("zzyzx")
    assert not lexicon.english("魑魅鬩")
    assert not lexicon.synonyms("zzyzx")


def test_ordinary_words_are_told_from_names(lexicon: Lexicon) -> None:
    """高兴 may look like a name, and is a word."""
    assert lexicon.ordinary("高兴")
    assert lexicon.ordinary("人工智能")
    assert not lexicon.ordinary("徐洁云")
    assert not lexicon.ordinary("理想汽车")


def test_a_dictionary_file_takes_the_place_of_the_packaged_one(tmp_path: Path, cedict: Path) -> None:
    """Our own pairs stay beside it."""
    for lexicon in opened(tmp_path / "state", cedict):
        assert words(lexicon.chinese(["internecine", "strife"])) == {"阋墙"}
        assert words(lexicon.chinese_partly("internecine")) == {"阋墙"}
        assert {"处罚", "惩罚"} <= words(lexicon.chinese(["punish"]))
        assert lexicon.ordinary("阋墙")


def test_a_dictionary_is_compiled_once(tmp_path: Path, cedict: Path) -> None:
    """The second time the file is found and not written."""
    state = tmp_path / "state"
    for _ in opened(state, cedict):
        (name,) = files(state)
    before = (state / name).stat().st_mtime_ns
    for _ in opened(state, cedict):
        assert files(state) == [name]
    assert (state / name).stat().st_mtime_ns == before


def test_a_newer_dictionary_is_compiled_anew_and_the_old_one_removed(tmp_path: Path, cedict: Path) -> None:
    """A changed source or stemmer makes another file; what else lies in the folder stays."""
    state = tmp_path / "state"
    for _ in opened(state, cedict):
        (state / "bot.sqlite3").write_text("other")
        old = files(state)
    cedict.write_text(CEDICT + "鬩牆 阋墙 [xi4] /sibling feud/\n", "utf-8")
    for lexicon in opened(state, cedict):
        assert words(lexicon.chinese(["sibling", "feud"])) == {"阋墙"}
        assert len(set(old) - set(files(state))) == 1
        assert len(files(state)) == 2


def test_what_a_killed_process_left_does_no_harm(tmp_path: Path, cedict: Path) -> None:
    """A half-written dictionary is never opened: only a whole one has its name."""
    state = tmp_path / "state"
    for _ in opened(state, cedict):
        (name,) = files(state)
    (state / name).unlink()
    aside = (state / name).with_suffix(f".{os.getpid()}")
    aside.write_text("half a dictionary")
    for lexicon in opened(state, cedict):
        assert lexicon.chinese(["punish"])
        assert files(state) == [name]


def test_a_folder_that_cannot_be_written_is_a_state_error(tmp_path: Path, cedict: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateError, match="cannot keep the dictionary"):
        open_lexicon(tmp_path / "file", str, cedict)
