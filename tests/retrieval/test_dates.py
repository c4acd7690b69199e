"""Claims about when pages say that something was published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.pages.dates import age, find, month, resolve


def resolved(
    line: str,
    shown: str | None = None,
    address: str | None = None,
    text: str = "",
    beside: tuple[str, ...] = (),
) -> tuple[str | None, bool]:
    """The moment of a line, and whether it was inferred."""
    when = find(line)
    return resolve(when, shown=shown, address=address, text=text, beside=beside) if when else (None, False)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("2026-01-08", "2026-01-08"),
        ("2026/1/8 5:42", "2026-01-08T05:42"),
        ("2026.01.08 05:42:10", "2026-01-08T05:42"),
        ("2026-01-08T05:42:00+08:00", "2026-01-08T05:42"),
        ("2026年1月8日 下午5时42分", "2026-01-08T17:42"),
        ("Jan 8, 2026", "2026-01-08"),
        ("8th January 2026 at 12:05 AM", "2026-01-08T00:05"),
        ("第21世纪，2026-01-08", "2026-01-08"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("12/03/2025 10:15 AM", "2025-12-03T10:15"),
        ("03/12/2025", None),
        ("31/02/2025", None),
        ("2026-02-30", None),
        ("version 1.2.3", None),
        ("010-12345678", None),
        ("22.59万元", None),
    ],
)
def test_a_stated_moment_is_read_as_precisely_as_it_is_stated(line: str, moment: str | None) -> None:
    """In the forms that Chinese and English pages use; a day that does not exist is none."""
    assert resolved(line) == (moment, False)


@pytest.mark.parametrize(
    ("line", "shown", "moment"),
    [
        ("3 小时前", "2026-01-08T02:00", "2026-01-07"),
        ("3 小时前", "2026-01-08", None),
        ("昨天 14:27", "2026-01-08", "2026-01-07"),
        ("2天前", "2026-01-01", "2025-12-30"),
        ("3周前", "2026-01-31", "2026-01"),
        ("3周前", "2026-01-24", None),
        ("2 months ago", "2026-07-20", "2026"),
        ("5 years ago", "2026-07-20", None),
        ("刚刚", "2026-01-08", "2026-01-08"),
        ("10分钟前", "2026-01-08T06:00", "2026-01-08"),
        ("10 minutes ago", "2026-01-08", None),
        ("yesterday", None, None),
    ],
)
def test_an_age_counts_from_the_day_on_which_the_page_was_shown(
    line: str, shown: str | None, moment: str | None
) -> None:
    """As far as the age is certain; without such a day it says nothing."""
    assert resolved(line, shown) == (moment, moment is not None)


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ({}, None),
        ({"shown": "2026-01-03"}, "2025-09-27"),
        ({"address": "https://example.com/2024/09/a.html"}, "2024-09-27"),
        ({"address": "https://example.com/2024.html"}, None),
        ({"address": "https://example.com/2024/03/a.html"}, None),
        ({"beside": ("2023-09-20", "2023-10-02T08:00")}, "2023-09-27"),
        ({"beside": ("2023-01-02",)}, None),
        ({"beside": ("2023-09-20", "2024-09-20")}, None),
        ({"text": "2025年至今，公司已起诉三人。"}, "2025-09-27"),
        ({"text": "2025年至今，公司已起诉三人，到2026年还会更多。"}, None),
        ({"text": "公司2025年9月20日发布公告。"}, "2025-09-27"),
        ({"text": "公司2019年9月20日成立，2025年上市。"}, None),
        ({"text": "公司2024年盈利。"}, None),
    ],
)
def test_the_year_of_a_day_is_inferred_only_where_nothing_speaks_against_it(
    told: dict[str, object], moment: str | None
) -> None:
    """From the day of saving, the address, days beside it, or a text that says which year is running."""
    assert resolved("3周前 (09-27)", **told) == (moment, moment is not None)  # type: ignore[arg-type]


def test_early_in_a_year_texts_speak_of_the_year_before() -> None:
    """What runs since 2024 may be told in February 2025."""
    assert resolved("02-10", text="2024年以来，公司已起诉三人。") == (None, False)


@given(line=st.text(max_size=60))
def test_any_line_has_a_moment_or_none(line: str) -> None:
    """And it lies in the line."""
    when = find(line)
    assert when is None or 0 <= when.start < when.end <= len(line)


@pytest.mark.parametrize(
    ("words", "published"),
    [("December 2025", "2025-12"), ("2025年9月", "2025-09"), ("in December 2025", None), ("2025", None)],
)
def test_a_month_may_stand_alone(words: str, published: str | None) -> None:
    """Where there is nothing else in the line."""
    found = month(words)
    assert (found.stated if found else None) == published


@pytest.mark.parametrize(
    ("words", "told"), [("3y", (3, "year")), ("2 mo", (2, "month")), ("3m", None), ("a 3y", None)]
)
def test_an_age_may_stand_alone(words: str, told: tuple[int, str] | None) -> None:
    """As beside the name of who answered; `3m` may be minutes as well as months."""
    found = age(words)
    assert (found.age if found else None) == told
