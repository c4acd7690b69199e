"""Claims about text as phrases are looked for in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import OTHER_CJK, Analyzer
from retrieval.analysis.folding import HAN
from retrieval.verbatim import verbatim, verbatim_phrase
from tests.retrieval.strategies import texts

MARKED = st.text("ab_-. \t\n\u3000\x01，词語かな1é", max_size=20)


def slowly(folded: str) -> str:
    """The same rule, one after the other: marks are one bar, and Chinese stands between blanks."""
    marked = re.sub(
        rf"(?:[^\w\s{HAN}]|_)(?:[^\w{HAN}]|_)*", " | ", folded
    )  # Python may not know a character yet
    return f" {' '.join(re.sub(rf'[{HAN}{OTHER_CJK}]+', lambda run: f' {run[0]} ', marked).split())} "


@given(texts() | MARKED)
def test_words_marks_and_blanks_are_as_the_rule_says(text: str) -> None:
    """Whatever is written: the short way through it ends where the rule does."""
    assert verbatim(text) == slowly(text)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("art", "A party of art.", True),
        ("art", "A party.", False),
        ("小米汽车", "【小米汽车】发布", True),
        ("米汽", "小米汽车", True),
        ("小米 汽车", "小米，汽车", False),
        ("a_b", "A-B", True),
    ],
)
def test_a_phrase_is_found_where_it_stands(
    analyzer: Analyzer,
    phrase: str,
    text: str,
    found: bool,  # noqa: FBT001
) -> None:
    """As words of their own in English, inside what is written together in Chinese, and not over a mark."""
    looked_for = verbatim_phrase(analyzer.together([phrase]))
    assert (looked_for in verbatim(analyzer.together([text]))) is found
