"""Claims about what a file says of itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.metadata import date_of, link_of, text_of

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Guan  Cha\nZhe ", "Guan Cha Zhe"),
        (2026, "2026"),
        (1.5, "1.5"),
        (["Lei Jun", "Wu Ming"], "Lei Jun, Wu Ming"),
        (["unknown", "Wu Ming"], "Wu Ming"),
        *[
            (placeholder, None)
            for placeholder in ("", " ", "unknown", "Unknown", "N/A", "None", "未知", "佚名", "无")
        ],
        pytest.param(10**5000, None, id="too long to write down"),
        *[(other, None) for other in (None, True, [], [None], {}, {"a": "b"})],
    ],
)
def test_a_field_says_something_or_nothing(value: object, text: str | None) -> None:
    """Text on one line, numbers as text, lists joined; placeholders and other values are nothing."""
    assert text_of({"field": value}, "field") == text


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2026-01-08", "2026-01-08"),
        ("2026/1/8", "2026-01-08"),
        ("Published 2026.01.08", "2026-01-08"),
        ("2026-01-08T05:42:10+08:00", "2026-01-08T05:42"),
        ("2026-01-08 5:42", "2026-01-08T05:42"),
        (dt.date(2026, 1, 8), "2026-01-08"),
        (dt.datetime(2026, 1, 8, 5, 42, 10), "2026-01-08T05:42"),
        (dt.datetime(2026, 1, 8, 5, 42, tzinfo=dt.UTC), "2026-01-08T05:42"),
        *[(other, None) for other in ("2026-13-01", "2026-02-30", "0000-01-01", "soon", "")],
        (20260108, None),
        (None, None),
        ([], None),
    ],
)
def test_a_date_is_iso_8601_or_nothing(value: object, date: str | None) -> None:
    """Days that do not exist are not dates."""
    assert date_of({"field": value}, "field") == date


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://example.com/a?b=c", "https://example.com/a?b=c"),
        ("http://example.com", "http://example.com"),
        *[(other, None) for other in ("Reuters", "javascript:alert(1)", "https://a b", "ftp://a", "", None)],
    ],
)
def test_a_link_is_a_web_address_or_nothing(value: object, link: str | None) -> None:
    """Nothing else is ever linked to."""
    assert link_of({"field": value}, "field") == link


def test_the_first_field_that_says_something_is_taken() -> None:
    """A placeholder, a day that does not exist and a source that is no link give way to the next field."""
    fields = {
        "publisher": "unknown",
        "site": "Reuters",
        "published": "2026-13-01",
        "date": "2026-01-08",
        "source": "Reuters",
        "original": "https://example.com/a",
    }
    assert text_of(fields, "missing", "publisher", "site") == "Reuters"
    assert date_of(fields, "missing", "published", "date") == "2026-01-08"
    assert link_of(fields, "missing", "source", "original") == "https://example.com/a"


@given(value=VALUES)
def test_any_value_is_survived(value: object) -> None:
    """Whatever a file holds, a field is Unicode text on one line, or nothing."""
    for found in (text_of({"a": value}, "a"), date_of({"a": value}, "a"), link_of({"a": value}, "a")):
        assert found is None or (found == " ".join(found.split()) and found.encode())
