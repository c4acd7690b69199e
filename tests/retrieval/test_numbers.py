"""Numbers and days meet in every form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.numbers import _NUMBER, Number, _written, number_terms, numbers, written_value

SAME = [
    ("20多万", "200,000", "二十万", "20万", "200000"),
    ("31,000", "3.1万", "三万一千", "31 thousand", "31000"),
    ("1月7日", "7 january", "january 7", "7th of january", "jan. 7", "一月七号"),
    ("六成", "60%", "百分之六十", "60 percent", "60 per cent"),
    ("13.5万", "135,000", "十三万五千"),
    ("1.2亿", "一亿两千万", "120 million"),
    ("三十五", "35"),
    ("22.99万", "229,900"),
    ("身高一米八一", "1米81", "1.81米", "181 cm", "181厘米", "181 centimetres"),
]
PIECES = (
    *(
        "7",
        "31",
        "1,000",
        "0",
        "3.5",
        ".",
        ",",
        " ",
        "\n",
        "x",
        "v",
        "十",
        "二",
        "百",
        "万",
        "亿",
        "多",
        "几",
        "米",
        "月",
        "日",
    ),
    *(
        "号",
        "成",
        "立",
        "百分之",
        "%",
        " percent",
        "per cent",
        "进制",
        "may",
        "mayor",
        "jan. ",
        "january ",
        " of ",
        "th",
        "st",
    ),
    *(" million", "hundred", "千", "零", "年"),
)
NONE = [
    "六十进制",
    "二十四进制",
    "16进制",
    "成立",
    "十分",
    "万能",
    "千万别忘了",
    "su7",
    "v6.0.0",
    "极氪007",
    "三个月",
    "ok",
    "",
    "七上八下",
    "一米",
    "两米多",
    "一米线",
]


def terms(text: str) -> list[str]:
    """The terms of the numbers in a text."""
    return [n.term for n in numbers(text)]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_forms_of_one_number_have_one_term(forms: tuple[str, ...]) -> None:
    """However a number or day is written, it is found by any other way to write it."""
    assert {tuple(terms(form)) for form in forms} == {(terms(forms[0])[0],)}


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    """Characters of numbers inside words, names with digits and versions stay words."""
    assert terms(text) == []


def test_numbers_stand_in_order_where_they_are_said() -> None:
    """Each number knows the place of its words."""
    text = "评估16465条，监测231个，起诉92个"
    assert [text[n.start : n.end] for n in numbers(text)] == ["16465", "231", "92"]


@given(st.integers(min_value=1, max_value=10**12))
def test_grouping_and_scales_do_not_change_a_number(value: int) -> None:
    """With and without commas a number is the same."""
    assert terms(f"{value:,}") == terms(str(value)) == [f"#{value}"]


@given(st.text())
def test_any_text_has_numbers_inside_it(text: str) -> None:
    """Nothing raises, and every number lies inside the text, after the one before."""
    end = 0
    for number in numbers(text.lower()):
        assert end <= number.start < number.end <= len(text.lower())
        end = number.end


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_number_is_what_it_is_wherever_it_stands(text: str) -> None:
    """Cut out of its text it is the same one, so that it need be worked out but once."""
    for number in numbers(text):
        alone = text[number.start : number.end]
        assert list(numbers(alone)) == [Number(number.term, 0, len(alone))]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_terms_of_numbers_are_those_of_the_numbers(text: str) -> None:
    """The short way, without their places, gives the same."""
    assert number_terms(text) == terms(text)


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿"))
def test_any_row_of_number_characters_has_a_value_or_none(text: str) -> None:
    """Odd rows of characters are read somehow, never with an exception."""
    value = written_value(text)
    assert value is None or value >= 0


@given(
    st.lists(
        st.sampled_from((*PIECES, "january", "may", "sept.", " ", " ", "of ", "th", "月", "日")), max_size=14
    ).map("".join)
)
def test_numbers_are_found_as_at_every_place(text: str) -> None:
    """Only where a month may stand before a numeral is it looked for; the same is found as by looking everywhere."""
    assert [m.span() for m in _written(text)] == [m.span() for m in _NUMBER.finditer(text)]
