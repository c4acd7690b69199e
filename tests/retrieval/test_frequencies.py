"""Claims about how frequencies are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.frequencies import Frequencies, unpacked

COUNTS = st.dictionaries(st.from_regex(r"\S+", fullmatch=True), st.integers(1, 2000))


@given(words=COUNTS, shared=COUNTS, characters=COUNTS)
def test_frequencies_come_back_by_index_term(
    words: dict[str, int], shared: dict[str, int], characters: dict[str, int]
) -> None:
    """However often each term occurs; what both views share is in both, and of one text no term is in two sorts."""
    words = {term: n for term, n in words.items() if term not in shared}
    characters = {term: n for term, n in characters.items() if term not in shared}
    expected = {f"w:{term}": n for term, n in (words | shared).items()}
    expected |= {f"c:{term}": n for term, n in (characters | shared).items()}
    assert unpacked(*Frequencies(words, shared, characters).packed()) == expected


@pytest.mark.parametrize("most", [1, 255, 256, 2**32 - 1])
def test_the_largest_number_of_a_width_comes_back(most: int) -> None:
    """Bytes hold 255; one number above it makes all of them wider."""
    assert unpacked(*Frequencies({"a": 1}, {"b": most}, {}).packed()) == {"w:a": 1, "w:b": most, "c:b": most}


def test_no_terms_are_kept_as_none() -> None:
    """A passage may be nothing but marks."""
    assert unpacked(*Frequencies({}, {}, {}).packed()) == {}


def test_a_term_of_many_passages_is_held_once() -> None:
    """Whatever its passages: a corpus holds as many words as it has, not as many as its passages say."""
    one, two = (next(iter(unpacked(*Frequencies({word: 1}, {}, {}).packed()))) for word in ("罚款", "罚款"))
    assert one is two
