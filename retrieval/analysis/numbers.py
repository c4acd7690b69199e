"""Numbers and days in every form, as one term each: 31,000 and 3.1万, 二十万 and 200,000, 1月7日 and 7 January.

A number's term is `#` and its value without trailing zeros; a percentage ends in `%`, and 成 is a tenth. A day's
term is `#month-day`. A height is given in metres: 一米八一 and 181 cm are #1.81. What is said of a number besides (约, 超, 多) is left aside: 20多万 is #200000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_ENGLISH_SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_MONTHS: Final = {
    name: i
    for i, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
        "october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WRITTEN: Final = "零〇一二两三四五六七八九十百千"
_DAY: Final = (
    rf"(?P<m1>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?P<d1>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH})\b"
    rf"|\b(?P<m3>{_MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_PERCENT: Final = (
    rf"百分之(?P<p1>[\d.]+|[{_WRITTEN}]+)|(?P<p2>\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)"
    r"|(?P<tenths>[\d一二两三四五六七八九])成(?![立为功本员长分交就果绩效都见])"
)
_DECIMAL: Final = (
    r"(?<![a-z\d.])(?!0\d)(?P<decimal>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\.?\d|[a-z])[多余几]?"
    r"(?P<scale>[十百千万亿兆]+| ?(?:hundred|thousand|million|billion|trillion)\b)?"
)
_HEIGHT: Final = (
    r"(?P<metre>[12一两])米(?P<more>\d{1,2}|[一二三四五六七八九][零〇一二三四五六七八九]?)(?![\d零〇一二三四五六七八九十百千万亿年月日号])"
    r"|(?<![\d.,])(?P<centimetres>[12]\d\d) ?(?:cm\b|厘米|公分|centimet(?:re|er)s?\b)"
)
_BEGINNING: Final = (  # of any of them, tried first: most places begin none
    rf"(?=[\d{_WRITTEN}万亿兆]|\b[adfjmnos][a-z]{{2,8}}\.? \d)"
)
_ANY: Final = rf"(?!(?:\d{{1,3}}|[{_WRITTEN}]{{1,4}})进制)(?:(?P<height>{_HEIGHT})|(?P<day>{_DAY})|(?P<percent>{_PERCENT})|(?P<number>{_DECIMAL})|(?P<written>[{_WRITTEN}万亿兆]{{2,}}[多余几]?[万亿兆]*))"
_NUMBER: Final = re.compile(_BEGINNING + _ANY)
_AT_NUMERAL: Final = re.compile(_ANY)
_NUMERAL: Final = (
    re.compile(  # a Chinese one by itself is no number: two of them are, or a day, a share, a tenth
        rf"[\d{_WRITTEN}万亿兆](?:(?<=\d)|(?=[{_WRITTEN}万亿兆月分成米]))"
    )
)
_BEFORE: Final = len(
    "september. "
)  # the most that stands before a numeral and belongs to it: a month and a blank
_MONTH_ENDS: Final = frozenset(name[-3:] for name in _MONTHS)
_LONGEST: Final = 60  # characters; more is a table of digits, and too large a number to count with
_COUNTED: Final = re.compile(r"[零〇一二两三四五六七八九].*[十百千万亿兆]|[十百].*[一二三四五六七八九万亿兆]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a day: its term, and where it stands in the folded text."""

    term: str
    start: int
    end: int


def numbers(folded: str) -> Iterator[Number]:
    """The numbers and days in folded text, in order."""
    for match in _written(folded):
        if term := _term(match.group()):
            yield Number(term, match.start(), match.end())


def _written(folded: str) -> Iterator[re.Match[str]]:
    """What is written like a number or a day, in order: it has a numeral, which is found sooner than what may begin it."""
    end = 0
    while numeral := _NUMERAL.search(folded, end):
        start = numeral.start()
        if _may_follow_month(folded, start):
            match = _NUMBER.search(folded, max(end, start - _BEFORE))
        else:
            match = _AT_NUMERAL.match(folded, start)
        if match:
            yield match
        end = match.end() if match else start + 1


def _may_follow_month(folded: str, start: int) -> bool:
    """Whether the name of a month may stand before a place: all other numbers and days begin with a numeral."""
    return folded[start - 1 : start] == " " and (
        folded[start - 4 : start - 1] in _MONTH_ENDS or folded[start - 2 : start - 1] == "."
    )


def number_terms(folded: str) -> list[str]:
    """The terms of the numbers and days in folded text, in order."""
    return [term for match in _written(folded) if (term := _term(match.group()))]


def _term(written: str) -> str | None:
    """The term of what is written like a number or a day; `None` where it is none."""
    return _known_term(written) if len(written) <= _LONGEST else None


@lru_cache(maxsize=8192)
def _known_term(written: str) -> str | None:
    match = _NUMBER.fullmatch(written)  # again, as what stands beside it says no more of what it is
    if match is None:
        return None
    if match["height"]:
        return _height(match)
    if match["day"]:
        return _day(match)
    if match["percent"]:
        if match["tenths"]:
            return _percent(_value(match["tenths"]), 10)
        return _percent(_value(match["p1"] or match["p2"]), 1)
    if match["number"]:
        value = _value(match["decimal"].replace(",", ""))
        return _shown(value and value * _scale((match["scale"] or "").strip()))
    counted = match["written"]
    return _shown(written_value(re.sub("[多余几]", "", counted))) if _COUNTED.search(counted) else None


def _height(match: re.Match[str]) -> str | None:
    if match["centimetres"]:
        return _shown(Decimal(match["centimetres"]) / 100)
    more = "".join(str(_DIGITS.get(c, c)) for c in match["more"])
    return _shown(Decimal(f"{_DIGITS.get(match['metre'], match['metre'])}.{more}"))


def _day(match: re.Match[str]) -> str | None:
    month = _value(match["m1"]) if match["m1"] else _MONTHS[match["m2"] or match["m3"]]
    day = _value(match["d1"] or match["d2"] or match["d3"])
    return f"#{int(month)}-{int(day)}" if month and day and month <= 12 and day <= 31 else None


def _percent(value: Decimal | None, times: int) -> str | None:
    shown = _shown(value and value * times)
    return f"{shown}%" if shown else None


def _shown(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = f"{value:f}"
    return "#" + (text.rstrip("0").rstrip(".") if "." in text else text)


def _scale(scale: str) -> Decimal:
    if scale in _ENGLISH_SCALES:
        return Decimal(_ENGLISH_SCALES[scale])
    out = Decimal(1)
    for character in scale:
        out *= _SCALES.get(character, 1) * _LARGE.get(character, 1)
    return out


def _value(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text[:1].isascii() and text else written_value(text)
    except InvalidOperation:
        return None


def written_value(text: str) -> Decimal | None:
    """The value of a number in Chinese characters; `None` where it is not one. 二〇二四 is read digit by digit."""
    if not text or any(c not in _DIGITS and c not in _SCALES and c not in _LARGE for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    reach = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SCALES:
            section += (digit or 1) * _SCALES[character]
            digit = 0
        else:
            scale = _LARGE[character]
            total = (
                (total + section + digit or 1) * scale if scale > reach else total + (section + digit) * scale
            )
            section = digit = 0
            reach = scale
    return Decimal(total + section + digit)
