"""Units: what a number is of, and that half a year is six months and not six cars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.figures import figures
from retrieval.units import COUNT, LONGEST, unit_of


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("为期3个月", "3", "time"),
        ("用了10年时间", "10", "time"),
        ("10年代的歌", "10", None),
        ("a 3-hour show", "3", "time"),
        ("30万辆车", "30万", COUNT),
        ("300,000 cars", "300,000", COUNT),
        ("10,000 public-opinion leads", "10,000", COUNT),
        ("5 in the morning", "5", None),
        ("60公里/小时", "60", "speed"),
        ("时速60公里", "60", "speed"),
        ("90 km/h", "90", "speed"),
        ("距离100公里", "100", "length"),
        ("$5 billion", "5 billion", "money"),
        ("22.59万元", "22.59万", "money"),
        ("50 pounds", "50", "money"),
        ("8.5 points", "8.5", "points"),
        ("40 years old", "40", "age"),
        ("百分之五", "五", None),
    ],
)
def test_a_number_is_of_what_stands_beside_it(text: str, number: str, measure: str | None) -> None:
    """Behind it, or before it where that is a sign of money or says that it is a speed."""
    start = text.index(number)
    unit, _, _ = unit_of(text, start, start + len(number))
    assert (unit.measure if unit else None) == measure


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("为期半年", "for six months"),
        ("an hour later", "60分钟后"),
        ("花了十个年头", "10年时间"),
        ("two and a half years", "两年半"),
        ("a year and a half", "18个月"),
        ("three quarters of an hour", "45分钟"),
        ("过了一刻钟", "15 minutes later"),
        ("三天后", "72小时之后"),
        ("about 62 miles", "100公里左右"),
        ("half a billion dollars", "5亿美元"),
        ("罚款5万", "a fine of 50,000 yuan"),
        ("兩千多萬元", "2300多万元"),
        ("超过20亿", "超过23亿"),
        ("不到三个小时", "2小时50分钟"),
    ],
)
def test_the_same_amount_agrees_in_whatever_unit(claimed: str, said: str, analyzer: Analyzer) -> None:
    """Rounded as units are, and by what bounds it."""
    mine, its = figures(claimed, analyzer), figures(said, analyzer)
    assert any(one.agrees(other) for one in mine for other in its)


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("为期半年", "为期3个月"),
        ("过了三个钟头", "一小时后"),
        ("不到一个小时", "将近3个小时"),
        ("only five years", "用了10年时间"),
        ("90 km/h", "60公里/小时"),
        ("$10 million", "1000万元"),
        ("fewer than 10,000 leads", "16465条线索"),
    ],
)
def test_another_amount_of_a_measure_stands_in_its_place(claimed: str, said: str, analyzer: Analyzer) -> None:
    """It does not agree, and is what differs."""
    (mine,), (its,) = figures(claimed, analyzer), figures(said, analyzer)
    assert mine.alike(its)
    assert not mine.agrees(its)


@pytest.mark.parametrize(
    ("claimed", "said"), [("五年", "5万辆"), ("10 hours", "10个人"), ("30公里", "30公斤"), ("3岁", "3个月")]
)
def test_numbers_of_two_measures_are_not_compared(claimed: str, said: str, analyzer: Analyzer) -> None:
    """They are of other things, even where they are the same number."""
    (mine,), (its,) = figures(claimed, analyzer), figures(said, analyzer)
    assert not mine.alike(its)
    assert not mine.agrees(its)


@pytest.mark.parametrize("text", ["2024年", "in 2024 ByteDance's products", "2000年代"])
def test_a_year_is_no_length_of_time(text: str, analyzer: Analyzer) -> None:
    """Nor so many of anything."""
    (year,) = figures(text, analyzer)
    assert (year.sort, year.unit) == ("year", None)


@pytest.mark.parametrize(
    "text", ["这一年", "火力全开的一年", "a year ago he left", "上半年", "第二季度的一半"]
)
def test_one_year_is_said_of_much_that_lasts_no_year(text: str, analyzer: Analyzer) -> None:
    """Only what tells how long something takes has a length of time."""
    assert not [figure for figure in figures(text, analyzer) if figure.measured]


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 5))
def test_any_text_has_a_unit_behind_a_place_or_none(text: str, start: int, size: int) -> None:
    """The unit ends behind the number, and near it."""
    end = min(len(text), start + size)
    _, stop, half = unit_of(text.lower(), min(start, end), end)
    assert end <= stop <= end + LONGEST + len(" and a half")
    assert not half or stop > end
