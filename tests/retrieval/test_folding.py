"""Claims about folding: what is alike is folded alike, and every folded character knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.folding import composed, fold, fold_each, folded_apart, folded_together
from retrieval.model import Span
from tests.retrieval.strategies import scripts, texts

TRADITIONAL = (
    "誰處罰傳媒開會議論壇體驗營運費問題輕車廠實際應該電動機關係統計劃時間裡說謊話廣東灣區國際貿易關稅總統"
)


def unchanged(text: str) -> str:
    """A simplifier for tests in which nothing is traditional."""
    return text


def longer(text: str) -> str:
    """A simplifier by which some texts grow."""
    return text.replace("a", "bb")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KOL事件誰被處罰了", "kol事件谁被处罚了"),
        ("臺灣", "台湾"),
        ("ＳＵ７", "su7"),
        ("ﬁne", "fine"),
        ("㈱", "(株)"),
        ("Straße", "straße"),
        ("e\u0301te\u0301", "été"),
        ("ΟΔΟΣ", "οδοσ"),
        ("ΟΔΟΣ ﬁ", "οδοσ fi"),
        ("小\n米", "小米"),
        ("小 \u3000 米 SU7", "小米 su7"),
        ("SU7 小米", "su7 小米"),
        ("臺\0灣", "台\0湾"),
        ("a\ud800b", "a\ufffdb"),
        ("", ""),
    ],
)
def test_what_people_take_for_the_same_is_folded_to_one_form(
    analyzer: Analyzer, text: str, folded: str
) -> None:
    """Width, case, ligatures, script and the line breaks inside Chinese make no difference."""
    assert analyzer.fold(text).text == folded


@given(text=st.text(st.sampled_from(TRADITIONAL), max_size=30))
def test_traditional_and_simplified_forms_fold_alike(analyzer: Analyzer, text: str) -> None:
    """A text folds to what its simplified form folds to."""
    simplified = analyzer.fold(text).text
    assert analyzer.fold(simplified).text == simplified


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("誰被處罰了", "谁被处罚了"),
        ("車輛召回", "车辆召回"),
        ("六部門聯合發文", "六部门联合发文"),
        ("國際貿易與關稅", "国际贸易与关税"),
        ("直播間遭到封禁", "直播间遭到封禁"),
    ],
)
def test_a_question_in_traditional_characters_is_the_same_question(
    analyzer: Analyzer, traditional: str, simplified: str
) -> None:
    """The two spellings of one sentence give the same terms."""
    assert analyzer.frequencies([traditional]) == analyzer.frequencies([simplified])


@given(text=texts() | scripts())
def test_every_folded_position_leads_back_into_the_text(analyzer: Analyzer, text: str) -> None:
    """Each folded character has a span inside the original, and the spans are in order."""
    folded = analyzer.fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(text=texts() | scripts())
def test_the_original_of_a_folded_character_folds_to_it(text: str) -> None:
    """The way back ends at the characters that the folded one was made of, and at no others."""
    folded = fold(text, unchanged)
    for i, character in enumerate(folded.text):
        origin = folded.original(i, i + 1)
        assert character in fold(origin.of(text), unchanged).text


@given(text=texts())
def test_nothing_but_white_space_inside_chinese_is_lost(text: str) -> None:
    """The spans of all folded characters together cover everything else."""
    folded = fold(text, unchanged)
    covered = {i for s, e in zip(folded.starts, folded.ends, strict=True) for i in range(s, e)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


@given(parts=st.lists(texts() | scripts(), max_size=3))
def test_texts_are_folded_alike_one_by_one_and_together(parts: list[str]) -> None:
    """The short ways of folding many texts, and the one that knows the way back, end at the same words."""
    for simplify in (unchanged, longer):
        assert fold_each(parts, simplify) == [fold(part, simplify) for part in parts]
    folded = [fold(part, unchanged).text for part in parts]
    assert folded_apart(parts, unchanged) == folded
    assert folded_together(parts, unchanged) == "\x01".join(folded)


@given(text=texts() | scripts())
def test_a_text_is_composed_as_unicode_says(text: str) -> None:
    """Punctuation that is narrowed first makes no difference to NFKC."""
    assert composed(text) == unicodedata.normalize("NFKC", text)


def test_every_character_is_folded_alike_alone_and_among_others() -> None:
    """Whatever stands before it and behind it; those that join what is before them are looked at one by one."""
    for character in map(chr, range(0x110000)):
        unused = unicodedata.category(character) in {"Cn", "Co", "Cs"}  # unassigned, private, halves
        if unused or "CJK UNIFIED" in unicodedata.name(character, ""):
            continue
        text = f"A{character}Å가{character}か한"
        assert folded_together([text], unchanged) == fold(text, unchanged).text


def test_a_match_over_a_hard_wrap_is_quoted_with_the_wrap() -> None:
    """The line break that folding took away is still in the original span."""
    folded = fold("在小\n米公司", unchanged)
    at = folded.text.index("小米")
    assert folded.original(at, at + 2) == Span(1, 4)


def test_a_position_is_found_from_an_original_offset() -> None:
    """`position` gives the first folded character that comes from there or from later."""
    folded = fold("小\n米ﬁx", unchanged)
    assert [folded.position(i) for i in range(6)] == [0, 1, 1, 2, 4, 5]


def test_a_phrase_rule_that_changes_the_length_is_left_out() -> None:
    """Where the simplifier shortens a phrase, its single characters are simplified instead."""

    def simplify(text: str) -> str:
        return text.replace("計程車", "的士").replace("計", "计").replace("車", "车")

    assert fold("坐計程車", simplify).text == "坐计程车"
