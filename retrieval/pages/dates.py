"""When a line of a page says that something was published: a day, a day without a year, or how long ago."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH: Final = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_TIME: Final = (
    r"(?:(?:\s*T|,?\s+at|,|\s*[·|])?\s*(?P<noon>上午|下午|晚上|中午|凌晨)?\s*(?P<h>[01]?\d|2[0-3])(?:[:：]|时|點|点)(?P<m>[0-5]\d)分?"
    r"(?:[:：][0-5]\d(?:\.\d+)?秒?)?(?:\s*(?P<half>[AaPp]\.?[Mm]\.?))?(?:\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?![\d:：]))?"
)
_DAY: Final = re.compile(
    r"(?<![\d.,/-])(?:"
    r"(?P<y>(?:19|20)\d{2})\s*(?:[-/.]|年)\s*(?P<mo>1[0-2]|0?[1-9])\s*(?:[-/.]|月)\s*(?P<d>3[01]|[12]\d|0?[1-9])(?:\s*日|(?![\d/.-]))"
    rf"|\b{_MONTH.format('n1')}\s+(?P<d1>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y1>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<d2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+{_MONTH.format('n2')},?\s+(?P<y2>(?:19|20)\d{{2}})\b"
    r")" + _TIME,
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(
    r"(?<![\d.,/:-])(?:(?P<mo>1[0-2]|0?[1-9])\s*月\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号號]"
    r"|(?P<mo1>1[0-2]|0[1-9])[-/](?P<d1>3[01]|[12]\d|0[1-9])(?![\d/.-]))" + _TIME
)
_AGO: Final = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3})\s*(?:个|個)?\s*(?P<unit>秒|分钟|分鐘|小时|小時|天|日|周|週|星期|月|年)\s*[前]"
    r"|\b(?P<n1>\d{1,3}|an?)\s*(?P<unit1>s|m|h|d|w|mo|y|sec|min|hr|second|minute|hour|day|week|month|year)s?\.?\s+ago\b",
    re.IGNORECASE,
)
_AGE: Final = re.compile(r"(?P<n>\d{1,3})\s?(?P<unit>h|d|w|mo|y)", re.IGNORECASE)
_NEAR: Final = re.compile(
    r"(?P<day>刚刚|剛剛|半小时前|半小時前|今天|今日|昨天|昨日|前天|\bjust now\b|\btoday\b|\byesterday\b)"
    + _TIME,
    re.IGNORECASE,
)
_NEAR_DAYS: Final = {"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_UNITS: Final = {
    **dict.fromkeys(("秒", "分钟", "分鐘", "s", "m", "sec", "min", "second", "minute"), "minute"),
    **dict.fromkeys(("小时", "小時", "h", "hr"), "hour"),
    **dict.fromkeys(("天", "日", "d"), "day"),
    **dict.fromkeys(("周", "週", "星期", "w"), "week"),
    **dict.fromkeys(("月", "mo"), "month"),
    **dict.fromkeys(("年", "y"), "year"),
}
_SLASHED: Final = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d{2})(?![\d./-])" + _TIME
)
_MONTH_ALONE: Final = re.compile(
    rf"(?P<y>(?:19|20)\d{{2}})\s*年\s*(?P<mo>1[0-2]|0?[1-9])\s*月|{_MONTH.format('n')}\s+(?P<y1>(?:19|20)\d{{2}})",
    re.IGNORECASE,
)
_THIS_YEAR: Final = re.compile(
    r"(?:截至|截止|自|从|今年[(（]?|since\s+|so far in\s+)\s*((?:19|20)\d{2})|((?:19|20)\d{2})\s*年?\s*(?:至今|以来|以來|年初以来|到目前)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"(?<![\d.,])((?:19|20)\d{2})(?=\s*年)|(?<![\d.,$￥¥])\b((?:19|20)\d{2})\b(?!\s*[-–—%\d万亿億个台辆元.,:：])"
)
_EARLY: Final = "03"  # the last month in which texts still speak of the year before
_NEARBY: Final = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class When:
    """A moment as a line states it, at `[start, end)` of the line.

    `stated` is ISO 8601. Where there is none: `month_day` is one without its year (`09-27`, `09-27T05:42`), `age`
    how long before the page was shown it was, as a number of hours, days, weeks, months or years.
    """

    start: int
    end: int
    stated: str | None = None
    month_day: str | None = None
    age: tuple[int, str] | None = None


def find(line: str) -> When | None:
    """The first moment of a line; `3 weeks ago (09-27)` is one moment."""
    if day := next((w for m in _DAY.finditer(line) if (w := _stated(m))), None):
        return day
    ago = _ago(line)
    partial = _month_day(line)
    if ago and partial:
        return When(
            min(ago.start, partial.start), max(ago.end, partial.end), None, partial.month_day, ago.age
        )
    return partial or ago or _slashed(line)


def month(words: str) -> When | None:
    """A month and its year, where there is nothing else: `December 2025`."""
    match = _MONTH_ALONE.fullmatch(words.strip())
    if match is None:
        return None
    number = int(match["mo"]) if match["mo"] else _MONTHS.index(match["n"][:3].lower()) + 1
    return When(0, len(words), f"{match['y'] or match['y1']}-{number:02}")


def _slashed(line: str) -> When | None:
    """`25/12/2025`; where either number may be the month, the moment is there and cannot be told."""
    match = _SLASHED.search(line)
    if match is None:
        return None
    one, other, year = int(match["a"]), int(match["b"]), int(match["y"])
    american = other > 12 or bool(match["half"])
    if one > 12 or one == other or american:
        day, count = (other, one) if american else (one, other)
        return When(match.start(), match.end(), _valid(year, count, day, _time(match)))
    return When(match.start(), match.end())


def _stated(match: re.Match[str]) -> When | None:
    part = match.groupdict()
    year = part["y"] or part["y1"] or part["y2"]
    name = part["n1"] or part["n2"]
    month = int(part["mo"]) if part["mo"] else _MONTHS.index(name[:3].lower()) + 1
    day = part["d"] or part["d1"] or part["d2"]
    written = _valid(int(year), month, int(day), _time(match))
    return When(match.start(), match.end(), written) if written else None


def _valid(year: int, month: int, day: int, time: str) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() + time
    except ValueError:
        return None


def _time(match: re.Match[str]) -> str:
    """`T05:42`, or nothing."""
    hour, noon, half = match["h"], match["noon"], (match["half"] or "").lower()
    if hour is None:
        return ""
    later = noon in {"下午", "晚上"} or half.startswith("p")
    count = int(hour) + 12 * (later and int(hour) < 12) - 12 * (half.startswith("a") and int(hour) == 12)
    return f"T{count:02}:{match['m']}"


def _month_day(line: str) -> When | None:
    match = _MONTH_DAY.search(line)
    if match is None:
        return None
    month, day = int(match["mo"] or match["mo1"]), int(match["d"] or match["d1"])
    written = _valid(2024, month, day, _time(match))  # a leap year has every day
    return When(match.start(), match.end(), None, written.partition("-")[2]) if written else None


def _ago(line: str) -> When | None:
    if match := _AGO.search(line):
        number, unit = match["n"] or match["n1"], (match["unit"] or match["unit1"]).lower()
        count = int(number) if number.isdecimal() else 1
        return When(match.start(), match.end(), age=(count, _UNITS.get(unit, unit)))
    match = _NEAR.search(line)
    if match is None:
        return None
    return When(match.start(), match.end(), age=(_NEAR_DAYS.get(match["day"].lower(), 0), "day"))


def age(words: str) -> When | None:
    """How long ago, where `3y` stands alone, as beside a name; inside a text it would be anything."""
    match = _AGE.fullmatch(words.strip())
    return When(0, len(words), age=(int(match["n"]), _UNITS[match["unit"].lower()])) if match else None


def resolve(
    when: When, *, shown: str | None, address: str | None, text: str, beside: Collection[str] = ()
) -> tuple[str | None, bool]:
    """The moment, and whether it was inferred; `None` where nothing tells it.

    Args:
        when: as the page has it.
        shown: a day on which the page was shown or saved, as ISO 8601, where it is known.
        address: of the page.
        text: of the article, which may tell the year.
        beside: other moments that the page states, as ISO 8601; one of about the same day tells the year.
    """
    if when.stated:
        return when.stated, False
    if when.month_day:
        year = (
            _year_shown(when.month_day, shown)
            or _year_in(address, when.month_day)
            or _year_beside(when.month_day, beside)
        )
        year = year or year_of(when.month_day, text)
        return (f"{year}-{when.month_day}", True) if year else (None, False)
    found = _before(dt.datetime.fromisoformat(shown), when.age) if shown and when.age else None
    return found, found is not None


def _year_shown(month_day: str, shown: str | None) -> int | None:
    """The last year in which that day was not after the one on which the page was shown."""
    if not shown:
        return None
    return int(shown[:4]) - (month_day[:5] > shown[5:10])


def _year_in(address: str | None, month_day: str) -> int | None:
    """The year that an address has, where it has no other month."""
    match = re.search(r"/((?:19|20)\d{2})(?:[-/]?(0[1-9]|1[0-2]))?[-/]", address or "")
    return int(match[1]) if match and match[2] in {None, month_day[:2]} else None


def _year_beside(month_day: str, beside: Collection[str]) -> int | None:
    """The year of the days beside it, where all of them are of one year and near."""
    days = {dt.date.fromisoformat(moment[:10]) for moment in beside if len(moment) >= 10}
    years = {day.year for day in days}
    written = _valid(min(years), int(month_day[:2]), int(month_day[3:5]), "") if len(years) == 1 else None
    near = written and any(abs(dt.date.fromisoformat(written) - day) <= _NEARBY for day in days)
    return min(years) if near else None


def year_of(month_day: str, text: str) -> int | None:
    """The year of an article, where its text leaves no doubt.

    Either the text names a full day shortly before, or it speaks of a year as the one that is running and names
    no later one.
    """
    latest = max((int(m[1] or m[2]) for m in _YEAR.finditer(text)), default=0)
    running = _THIS_YEAR.finditer(text) if month_day[:2] > _EARLY else ()
    years = {int(m[1] or m[2]) for m in running}
    years |= {day.year for day in _days_of(text) if _shortly_before(day, month_day)}
    return max(years) if years and max(years) >= latest else None


def _days_of(text: str) -> Iterator[dt.date]:
    for match in _DAY.finditer(text):
        when = _stated(match)
        if when and when.stated:
            yield dt.date.fromisoformat(when.stated[:10])


def _shortly_before(day: dt.date, month_day: str) -> bool:
    written = _valid(day.year, int(month_day[:2]), int(month_day[3:5]), "")
    return bool(written) and dt.timedelta() <= dt.date.fromisoformat(written or "") - day <= _NEARBY


_DAYS: Final = {
    "week": (7, 6),
    "month": (30, 33),
    "year": (365, 366),
}  # of a unit, and how many more it may be


def _before(shown: dt.datetime, age: tuple[int, str]) -> str | None:
    """The day, month or year that lies so long before, no more precisely than the age tells."""
    count, unit = age
    try:
        if unit == "minute":
            return shown.date().isoformat() if shown.time() != dt.time() else None
        if unit == "hour":
            return (
                (shown - dt.timedelta(hours=count)).date().isoformat() if shown.time() != dt.time() else None
            )
        if unit == "day":
            return (shown.date() - dt.timedelta(days=count)).isoformat()
        days, more = _DAYS[unit]
        last = (shown - dt.timedelta(days=count * days)).date().isoformat()
        first = (shown - dt.timedelta(days=count * days + more)).date().isoformat()
    except OverflowError:
        return None
    return next((last[:n] for n in (7, 4) if first[:n] == last[:n]), None)
