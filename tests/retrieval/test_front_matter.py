"""Claims about front matter: the short way through flat fields says what YAML says."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers import front_matter

MARKS = tuple(" :#-?,[]{}&*!|>'\"%@`=~<.\\\t\u00a0\u2028\ufeff\x85\x00，《")
VALUES = st.sampled_from(
    (
        *("title", "Words: and more", "2025-01-02", "2025-01-02 05:42:00", "2025-13-45", "12", "1_000", "0x1f", "1e3"),
        *("12:30:45", "3.5", ".5", "yes", "No", "null", "~", "on", "true", "=", "<<", "https://a.b/c#d", "小米：新闻"),
        *("'a'", "'it''s'", '"a"', '"a\\n"', '" a "', "[a, b]", "{a: b}", "|", ">", "# a", "a #b", "a#b", "x:", "", "《a》", "0o7"),
    )
) | st.text(st.sampled_from((*MARKS, *"ab1 ")), max_size=12)  # fmt: skip
MISTAKE = "an exception"
KEYS = st.sampled_from(("title", "date", "yes", "null", "a-b", "_x", "n", "on")) | st.text(max_size=4)
LINES = st.tuples(KEYS, st.sampled_from((":", ": ", ":  ", " : ", ":\t")), VALUES).map("".join)


def read(lines: str) -> object:
    """What PyYAML makes of it, or that it does not."""
    try:
        return yaml.safe_load(lines)
    except (yaml.YAMLError, ValueError):
        return MISTAKE


def flat(lines: str) -> object:
    """The same by the short way."""
    try:
        return front_matter.flat(lines)
    except (yaml.YAMLError, ValueError):
        return MISTAKE


@given(st.lists(LINES, min_size=1, max_size=4).map(lambda lines: "\n".join(lines) + "\n"))
def test_flat_fields_are_what_yaml_makes_of_them(lines: str) -> None:
    """Values, keys and mistakes alike; what could be anything else is left to YAML."""
    found = flat(lines)
    expected = read(lines)
    assert found is None or (found, repr(found)) == (expected, repr(expected))


@pytest.mark.parametrize(
    "lines",
    [
        "title: Words of a title\npublisher: The Press\ndate: 2025-01-02\n",
        "title: \"小米：KOL事件\"\nauthor:\nurl: https://example.com/a?b=c\nrating: 3\ndraft: no\nby: '张三'\n",
    ],
)
def test_usual_fields_go_the_short_way(lines: str) -> None:
    """Titles, days, numbers, addresses, quoted words and fields that say nothing."""
    assert flat(lines) == read(lines) is not None


@pytest.mark.parametrize(
    "lines", ["tags: [a, b]\n", "a: b\n c: d\n", "- a\n", "a: |\n  b\n", "a: b: c\n", "a: b"]
)
def test_other_fields_are_left_to_yaml(lines: str) -> None:
    """Lists, nests, blocks of text, and what is no mapping."""
    assert front_matter.flat(lines) is None
