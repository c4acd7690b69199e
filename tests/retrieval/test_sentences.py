"""Claims about sentences: where they end, and how much of them may be quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Span
from retrieval.sentences import _ABBREVIATION, _LONG, QUOTE_LIMIT, _abbreviates, sentences, width
from tests.retrieval.strategies import texts


def cut(text: str) -> list[str]:
    """The sentences of a text, as text."""
    return [s.of(text) for s in sentences(text, Span(0, len(text)))] if text else []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他走了。她来了！谁？", ["他走了。", "她来了！", "谁？"]),
        ("他说：“走吧。”然后走了。", ["他说：“走吧。”", "然后走了。"]),
        ("真的吗？！是的……好。", ["真的吗？！", "是的……", "好。"]),
        ("处罚一人；辞退一人。", ["处罚一人；辞退一人。"]),
        ("据报道。[1]后来", ["据报道。[1]", "后来"]),
        ("He left. She came.", ["He left.", "She came."]),
        ("He left.\nShe came.", ["He left.", "She came."]),
        ("Mr. Lei met Dr. Wu at 5 p.m. on Jan. 8.", ["Mr. Lei met Dr. Wu at 5 p.m. on Jan. 8."]),
        ("It costs 22.59 yuan. Really.", ["It costs 22.59 yuan.", "Really."]),
        ("See e.g. Apple Inc. and others.", ["See e.g. Apple Inc. and others."]),
        ("See example.com for more.", ["See example.com for more."]),
        ('"Go!" he said. "Why?"', ['"Go!"', "he said.", '"Why?"']),
        ("the end. and more", ["the end. and more"]),
        ("没有句号", ["没有句号"]),
        ("  \n ", []),
        ("。", ["。"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, found: list[str]) -> None:
    """Marks end sentences, with their closing quotes; abbreviations, numbers and semicolons do not."""
    assert cut(text) == found


@given(text=texts(200))
def test_sentences_lie_in_the_text_in_order_and_lose_only_white_space(text: str) -> None:
    """No two overlap, none begins or ends with white space, and together they hold every other character."""
    spans = list(sentences(text, Span(0, len(text)))) if text else []
    ends = [0, *(s.end for s in spans)]
    starts = [*(s.start for s in spans), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert all(s.of(text) == s.of(text).strip() for s in spans)
    assert not any(text[end:start].strip() for end, start in zip(ends, starts, strict=True))


@given(text=texts(60), times=st.integers(1, 30))
def test_no_sentence_is_too_wide_to_be_quoted(text: str, times: int) -> None:
    """Whatever the text, with borders or without, a sentence has at most as many characters as a quote may."""
    text *= times
    spans = list(sentences(text, Span(0, len(text)))) if text else []
    assert all(width(text, s.start, s.end) <= QUOTE_LIMIT for s in spans)


@given(before=texts(20), inside=texts(40).filter(bool), after=texts(20))
def test_sentences_stay_inside_what_they_were_asked_of(before: str, inside: str, after: str) -> None:
    """The sentences of a part are those of the part as a text of its own, moved."""
    within = Span(len(before), len(before) + len(inside))
    found = [s.of(before + inside + after) for s in sentences(before + inside + after, within)]
    assert "".join("".join(found).split()) == "".join(inside.split())
    assert all(
        within.start <= s.start and s.end <= within.end for s in sentences(before + inside + after, within)
    )


def test_a_long_sentence_is_divided_at_its_last_comma() -> None:
    """The pieces are clauses, each as long as may be."""
    text = "这是一个很长很长的分句，" * 30 + "完了。"
    first, *rest = cut(text)
    assert first.endswith("，")
    assert QUOTE_LIMIT - 12 < len(first) <= QUOTE_LIMIT
    assert rest[-1].endswith("完了。")


def test_a_long_sentence_without_commas_is_divided_at_its_last_space() -> None:
    """No word is torn apart, and no word stands alone for want of a comma."""
    text = "the quick brown fox jumps over the lazy dog and runs on " * 12
    pieces = cut(text)
    assert " ".join(pieces) == text.strip()
    assert len(pieces) == 3


def test_a_long_sentence_without_any_border_is_divided_at_the_limit() -> None:
    """Something must be quotable even of a line that nobody can read."""
    assert list(map(len, cut("a" * (2 * QUOTE_LIMIT + 7)))) == [QUOTE_LIMIT, QUOTE_LIMIT, 7]


@pytest.mark.parametrize("filler", range(QUOTE_LIMIT - 8, QUOTE_LIMIT + 2))
def test_a_number_is_never_divided_at_its_comma(filler: int) -> None:
    """Wherever the limit falls, 22,590 stays in one piece."""
    text = "字" * 40 + "，" + "字" * (filler - 41) + " 22,590" + "字" * 100
    assert any("22,590" in piece for piece in cut(text))


def test_a_full_width_comma_before_a_number_is_a_border() -> None:
    """Chinese clauses often begin with a date."""
    text = "甲" * 200 + "，2026年" + "乙" * 100
    assert cut(text)[0] == "甲" * 200 + "，"


def test_width_counts_what_is_not_white_space() -> None:
    """Hard wraps do not make a sentence longer."""
    assert width("a b\n c\u3000d", 0, 8) == 4


@given(
    text=st.lists(
        st.sampled_from(
            ("Mr", "No", "a", "B", "e.g", "U.S", "x", "Sept", "approx", "é", "词", " ", ".", "(", "1", "\n")
        )
    ).map("".join)
)
def test_a_shortened_word_is_told_as_the_pattern_tells_it(text: str) -> None:
    """Before every full stop: a plain word is looked up, and all else is left to the pattern."""
    for stop in (i for i, mark in enumerate(text) if mark == "."):
        start = max(0, stop - _LONG)
        found = _ABBREVIATION.search(text, start, stop + 1) is not None
        assert _abbreviates(text, start, stop) == found
