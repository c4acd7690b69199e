"""The figures of a text that a claim is checked by: numbers in figures or words, shares, days, years, names with digits.

A figure's term is that of `analysis.numbers`; besides, small numbers in words count here, which are too common to
be searched for: three, 三次; and numbers of several words, fractions, months and ordinals. What is said of a number
besides (超过, at least, about) is its bound, by which another agrees with it or not; so is its unit: half a year is six
months, and not six cars.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from retrieval.analysis.analyzer import Analyzed, Analyzer
from retrieval.analysis.numbers import written_value
from retrieval.kinds import MONTHS
from retrieval.model import Span
from retrieval.units import A_YEAR, COUNT, WHOLE, Unit, unit_of

Bound = Literal["", "over", "under", "about", "several", "between"]
Role = Literal["", "from", "to", "by"]

_ENGLISH: Final = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
TENS: Final = range(20, 100, 10)
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS: Final = (
    {"half": 2, "third": 3, "quarter": 4}
    | {
        f"{word}th": number
        for number, word in enumerate("four fif six seven eigh nin ten eleven twelf".split(), 4)
    }
    | {"twentieth": 20, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
)
_ORDINALS: Final = (
    {"second": 2, "third": 3}
    | {
        f"{word}th": number
        for number, word in enumerate(
            "four fif six seven eigh nin ten eleven twelf thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen".split(),
            4,
        )
    }
    | {"twentieth": 20}
)
_MONTH_NUMBERS: Final = {name: number for number, name in enumerate(MONTHS, 1)}
_CHINESE: Final = {c: i for i, c in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_COUNTED: Final = re.compile(
    f"(?<!第)([{''.join(_CHINESE)}])(?=(?:、?[{''.join(_CHINESE)}])?[个名人位次台辆家件条种年天岁米起只部座所分小项倍款轮届代度章局盘号批期张份套间栋层支本场句字架艘颗枚块片瓶杯户口头首篇封趟班组队类周秒刻门桌](?!之))"
)
_WORDS: Final = "|".join(_ENGLISH)
_SPELLED: Final = re.compile(
    rf"\b(?P<first>a|one|{_WORDS})(?:[ -](?P<second>one|{_WORDS}))?(?:[ -](?P<scale>{'|'.join(_SCALES)}))?"
    r"(?P<percent> percent| per cent)?\b"
)
_FRACTION: Final = re.compile(
    r"(?P<below>[二三四五六七八九十\d]{1,3})分之(?P<above>[一二三四五六七八九十\d]{1,3})"
    rf"|(?<!and )\b(?P<times>a|one|{_WORDS})[ -](?P<part>{'|'.join(_PARTS)})s?\b(?![ -](?:time|largest|biggest|year|quarter|day))"
    r"|(?P<half>一半|半数|\bhalf (?:of|the|its|his|her|their|all)\b)"
    rf"|\b(?P<some>one|{_WORDS}|\d{{1,2}}) (?:in|out of) (?:every )?(?P<every>{_WORDS}|hundred|\d{{1,3}})\b(?![.,]\d)"
    r"(?!\W?(?:%|per ?cent|hundred|thousand|[mb]illion|years?|months?|weeks?|days?|hours?|minutes?)\b)"
    rf"|每(?P<of>[{''.join(_CHINESE)}百\d]{{1,3}})[个名位人家台辆][^,，。]{{0,6}}?有(?P<so>[一{''.join(_CHINESE)}\d]{{1,2}})[个名位人家台辆]"
)
_MONTH: Final = re.compile(
    r"(?<![\d个])(?P<zh>\d{1,2}|[一二三四五六七八九十]{1,2})月(?![\d一二三四五六七八九十])"
    rf"|\b(?P<en>{'|'.join(m for m in MONTHS if m not in {'march', 'may'})})\b"
    r"|\b(?:in|since|until|from|by|of|that|this|last|early|late|mid) (?P<verb>march|may)\b|\b(?P<dated>march|may),? (?=\d{4}\b)"
)
_ORDINAL: Final = re.compile(
    r"第(?P<zh>[二三四五六七八九十\d]{1,3})(?![天日年季])|(?<![a-z])no\. ?(?P<number>\d{1,4})(?!\d)"
    rf"|(?<!per )(?<!\d )\b(?P<en>{'|'.join(_ORDINALS)})\b(?! (?:of|quarter|half|time|ago))|\b(?P<digits>\d{{1,3}})(?:st|nd|rd|th)\b(?! (?:{'|'.join(MONTHS)}))"
)
_NUMERAL: Final = r"一二三四五六七八九十\d"
_DAY_ONLY: Final = re.compile(  # its month is said elsewhere; a stretch of days is none
    r"(?<![月\d.第])(?<!为期)(?<!持续)(?<!历时)(?P<zh>\d{1,2})日(?![元本内均线游间期])"
    r"|(?:(?<![月\d.第])(?P<when>\d{1,2})号(?=[晚早上下凌当举召])|(?<=[在于])(?P<at>\d{1,2})号)(?![线楼店])"
    r"|\b(?:on|since|until) the (?P<en>\d{1,2})(?:st|nd|rd|th)\b(?=[,.;!?]|$| (?:at|by)\b)"
)
_MODEL: Final = re.compile(  # 8号线, 嫦娥八号
    rf"(?<![第月{_NUMERAL}])(?P<named>[{_NUMERAL}]{{1,3}})号(?=[线楼店机院馆])"
    rf"|(?<=[\u4e00-\u9fff])(?<![第月在于到从自至{_NUMERAL}])(?P<model>[{_NUMERAL}]{{1,3}})号(?![晚早上下凌当举召])"
)
_TOP: Final = re.compile(r"(?<![a-z])top[ -]?(?P<first>\d{1,4})(?!\d|[.,]\d|\s?%|\s?per ?cent|[百千万亿])")
_RANKED: Final = re.compile(r"(?<![目此之以日先当提年月天])前$|(?<![a-z])top[ -]?$")
_GRADES: Final = {roman: n for n, roman in enumerate("i ii iii iv v vi vii viii ix x".split(), 1)}
_GRADE: Final = re.compile(  # Ⅱ级 is folded as ii级
    r"(?<![a-z\d])(?:(?P<roman>[ivx]{1,4})|(?P<zh>[一二三四五六七八九十])|(?P<digit>\d))(?=级(?!别))|\blevel[- ](?:(?P<en>[ivx]{1,4})|(?P<number>\d))\b"
)
_TENFOLD: Final = (
    {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8} | _SCALES | {"dozen": 10, "ten": 10}
)
_SEVERAL: Final = re.compile(  # 几百亿, tens of thousands
    r"(?<![一二三四五六七八九十百千\d])[几数](?P<zh>[十百千]?[万亿]{0,2})(?<=[十百千万亿])(?![几\d])"
    rf"|\b(?:several|a few) (?P<few>dozen|{'|'.join(_SCALES)})\b"
    rf"|\b(?:(?P<many>dozen|{'|'.join(_SCALES)})s|(?P<tens>ten)s(?= of ))(?: of (?P<of>{'|'.join(_SCALES)})s)?\b(?: of (?=[a-z]))?"
)
_DIGITS: Final = "一二三四五六七八九"
_BETWEEN: Final = re.compile(  # 六七十万, 八、九个月
    rf"(?<![第{_DIGITS}十百千万\d])(?P<of>{'|'.join(f'{a}、?{b}' for a, b in pairwise(_DIGITS))}|两、?三)(?P<scale>[十百千]?[万亿]{{0,2}})(?![{_DIGITS}十百千、]|[月号日])"
)
SEVERAL: Final = 3  # which stands for from two to nine
_PART_OF: Final = re.compile(  # a unit, or a scale
    r"(?<![年月时上下前后大小一个])半(?=年(?![级度])|个?(?:月|小时|钟头|世纪))"
    rf"|(?<!and a )\bhalf(?:[ -]an?)?(?:[ -](?P<scale>{'|'.join(_SCALES)})\b|(?=[ -](?:year|month|hour|day|decade|century|minute)s?\b))"
    r"|\b(?P<quarters>a|three)[ -]quarters?(?: of)?(?: an?)?(?=[ -](?:hours?|year|century)\b)"
)
_ONE: Final = re.compile(  # by itself a and one are no numbers
    r"(?<![这那每同第又前后头十百千万亿零〇二三四五六七八九\d有统之唯某的])一(?=个?(?:半?小时|半?钟头|星期|世纪|季度)|个半?月|分钟|年(?![级度轻代一])|周(?![年岁末边围])|刻钟)"
    rf"|\b(?:in|within|for|after|took|takes?|lasts?|lasted|under|over|than|about|nearly|almost|only|just|spent|of|up to|at least|at most|as long as) (?P<after>an?|one)(?=[ -]{WHOLE}(?:hour|minute|day|week|month|year|decade|century|quarter)\b)"
    r"|\b(?P<long>an?|one)(?= (?:decade|century)\b)"
    rf"|\b(?P<before>an?|one)(?= {WHOLE}(?:hour|minute|day|week|month|year|decade|century|quarter) (?:later|after|long|earlier|before|and a half)\b)"
)
_BOUNDS: Final[Mapping[Bound, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "under": (
        re.compile(
            r"(?:不到|不足|低于|少于|小于|未满|最多|至多)[^,，。]{0,4}$|(?:less than|fewer than|under|below|at most|no more than|just short of)\W*$"
        ),
        re.compile(r"\W?(?:以下|以内|之内|不到|or less|or fewer)"),
    ),
    "over": (
        re.compile(
            r"(?:超过|超|逾|至少|不少于|不低于|不下|大于|多于|高于|突破)[^,，。]{0,3}$|(?:more than|over|above|at least|exceed\w*|no less than|no fewer than)\W*$"
        ),
        re.compile(r"[a-z\u4e00-\u9fff]{0,2}(?:多|余|以上|之多|不止|还不止|有余| or more)"),
    ),
    "about": (
        re.compile(
            r"(?:约|大约|近|将近|接近|差不多|大概|about|around|roughly|nearly|almost|some|approximately|close to|something like)\W*$"
        ),
        re.compile(r"[a-z\u4e00-\u9fff]{0,2}(?:左右|上下|前后|光景| or so)"),
    ),
}
_NEARLY: Final = r"(?: ?(?:约|大约|近|将近|接近|超|超过|逾|不到|大概|about|around|roughly|nearly|almost|some|approximately|over|more than))? ?$"
_CHANGED: Final = r"(?:[降升跌涨掉增减](?:低|落|高|长|加|少|[粉价薪息员产资税收持])?|[下上]修|[下上]调|调[降升低高]|下[降滑跌]|上[升涨]|提[高升])"
_CHANGES: Final = (
    r"\b(?:fell|fallen|falls?|rose|risen|rises?|dropp?(?:ed|s)?|declin(?:ed?|es)|grew|grown|grows?|climb(?:ed|s)?|increas(?:ed?|es)|decreas(?:ed?|es)"
    r"|down|up|cut|rais(?:ed|es)|lower(?:ed|s)?|reduc(?:ed?|es)|lost|loses?|gain(?:ed|s)?|chang(?:ed?|es)|corrected|revised|slipp?(?:ed|s)?|shr[au]nk)\b"
)
_SO_MUCH: Final = r"[^\d,;。]{0,16}\d(?:[\d.,]*\d)? ?[^\d\s.,;。][^\d.,;。]{0,16}"  # by about 8.5 points: a change, before what it leads to
_ROLES: Final[Mapping[Role, re.Pattern[str]]] = {
    "to": re.compile(
        rf"(?:{_CHANGED}|[改变换调](?:整|动)?)[到至成为]了?{_NEARLY}"
        rf"|{_CHANGES}(?:[^.,;]{{0,16}}| by{_SO_MUCH}(?<!compared)(?<!thanks)(?<!due)(?<!owing)(?<!relative)(?<!according)| from [^,;。]{{0,24}}) to{_NEARLY}|\b(?:stands?|stood|standing) at{_NEARLY}|(?:[只仅还]剩|剩下|仅余){_NEARLY}"
    ),
    "from": re.compile(rf"{_CHANGES}[^.,;]{{0,16}} from{_NEARLY}"),
    "by": re.compile(rf"{_CHANGED}了?{_NEARLY}|{_CHANGES}(?: by)?{_NEARLY}"),
}
_RISING: Final = re.compile(r"[升涨增加高]|上[修调]|\b(?:r[oi]s|gr[eo]w|climb|increas|up\b|rais|gain)")
_FALLING: Final = re.compile(
    r"[降跌掉减滑低落少]|下[修调]|\b(?:f[ea]ll|drop|declin|decreas|down\b|cut\b|lower|reduc|los[te]|slip|shr[au]nk)"
)
_NAMED: Final = re.compile(
    r"(?:[^\s.!?“\"][ \u4e00-\u9fff]|[\u4e00-\u9fff])(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z]\w*[ -]$|[A-Za-z]-$"
)
_IN_CHINESE: Final = re.compile(r"(?<![A-Za-z])[A-Z]\w*[ -]$|[A-Za-z]-$")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
NAME: Final = 20  # characters before a number that may make a name of it: Mate 60, Model 3
_BEFORE: Final = 14  # characters before a number that may say its bound
_CHANGING: Final = 40  # the same for what changes
_STRETCH: Final = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:年?\s?[-–—~～至到]\s?|年?[和、]| to | and )(?P<last>(?:19|20)\d\d)(?!\d)"
)
_SINCE: Final = re.compile(r" (?:ago|after|later|before|earlier)\b")
LONGEST_STRETCH: Final = 50  # years
_DAY: Final = re.compile(r"#\d*-\d*")
RANK: Final = Unit("rank")  # the first so many
YEARS: Final = range(1900, 2101)
ROUNDED: Final = 0.03  # how far a number may be from the one it rounds
EXACT: Final = 20  # below which numbers are not rounded
CONVERTED: Final = 0.02  # how far apart they may be in two units: 180 days and half a year
LOOSE: Final[Mapping[Bound, tuple[float, float]]] = {
    "": (1 - ROUNDED, 1 + ROUNDED),
    "over": (1.0, 1.5),
    "under": (0.5, 1.0),
    "about": (0.9, 1.1),
    "several": (0.6, 3.3),
    "between": (0.79, 1.21),
}
"""Between which shares of a number with such a bound another agrees with it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its term, where it stands in the text as it was written, what bounds it, and its unit, where one is known.

    Its role in what changes: it fell from so much, to so much, by so much; whether that `rises` or falls, and where the word
    that tells begins.
    """

    term: str
    span: Span
    bound: Bound = ""
    unit: Unit | None = None
    role: Role = ""
    rises: bool | None = None
    since: int | None = None

    @property
    def changing(self) -> Span:
        """Where it stands, with the word that tells how it changes."""
        return Span(self.span.start if self.since is None else self.since, self.span.end)

    @property
    def sort(self) -> str:
        """Figures of one sort can stand in each other's place."""
        if not self.term.startswith("#"):
            return "name"
        if _DAY.fullmatch(self.term):
            return "day"
        if self.term.endswith("%"):
            return "percentage"
        if self.term.endswith("th"):
            return "ordinal"
        return "year" if self.value in YEARS and not self.bound and not self.unit else "number"

    @property
    def measured(self) -> bool:
        """Whether it is of a measure, and no bare number or count."""
        return self.unit is not None and self.unit.measure != COUNT

    @property
    def value(self) -> float | None:
        """The number, where it is one."""
        try:
            return float(self.term.strip("#%"))
        except ValueError:
            return None

    @property
    def digits(self) -> int:
        """How many digits it has that count, without noughts at either end: the more, the less is it there by chance."""
        return len(re.sub(r"\D", "", self.term).strip("0"))

    def distance(self, other: Figure) -> float:
        """How far the two are apart in size, on a scale on which 1 to 2 is as far as 100 to 200."""
        mine, its = self._sizes(other)
        if self.unit and other.unit and self.unit != other.unit:
            return abs(math.log(mine / its)) if mine and its else math.inf
        return abs(math.log((mine + 1) / (its + 1)))

    def alike(self, other: Figure) -> bool:
        """Whether one could stand in the place of the other: of one sort, and of one measure as far as that is known."""
        of_one = not (self.unit and other.unit) or self.unit.measure == other.unit.measure
        return self.sort == other.sort and of_one

    def agrees(self, other: Figure) -> bool:
        """Whether one is the other, rounds it, or is within the bound that it gives. A month agrees with its days, and a day without month."""
        if not self.alike(other) or not self._of_one_currency(other) or not self._of_one_role(other):
            return False
        if {self.bound, other.bound} == {"over", "under"}:
            return self._meets(other)
        if self.term == other.term and self._scales(other) == (1.0, 1.0):
            return True
        if self.sort not in {"number", "percentage", "day"}:
            return False
        if self.sort == "day":
            return any(
                (a.term.endswith("-") and b.term.startswith(a.term))
                or (a.term.startswith("#-") and b.term.endswith(a.term[1:]))
                for a, b in ((self, other), (other, self))
            )
        return self._allows(other) or other._allows(self)

    def contrary(self, other: Figure) -> bool:
        """Whether it is by, to or from so much that the one rises and the other falls."""
        return {self.rises, other.rises} == {True, False}

    def resembles(self, other: Figure) -> bool:
        """Whether one is the other but for a digit, for the order of the digits, or for noughts: 98 and 89, 5亿 and 50亿."""
        mine, its = (re.sub(r"\D", "", f.term).strip("0") for f in (self, other))
        if self.sort in {"year", "day"} or not mine or not its:
            return False
        apart = sum(a != b for a, b in zip(mine, its, strict=False))
        return sorted(mine) == sorted(its) or (len(mine) == len(its) > 1 and apart == 1)

    def _meets(self, other: Figure) -> bool:
        """Whether a bound from below and one from above leave anything between them: 20多万 is 不到30万."""
        over, under = self._sizes(other) if self.bound == "over" else other._sizes(self)
        return over < under and LOOSE["under"][0] * under < LOOSE["over"][1] * over

    def _allows(self, other: Figure) -> bool:
        """Whether another is within what this one leaves open: nothing, where both say that it was more than so much."""
        mine, its = self._sizes(other)
        if self._scales(other) != (1.0, 1.0) and abs(mine - its) <= CONVERTED * mine:
            return True
        if self.bound == other.bound == "over" and self.term[:2] == other.term[:2]:
            return max(mine, its) <= LOOSE["over"][1] * min(mine, its)  # 20多万, and 超过23万
        least, most = LOOSE["" if self.bound == other.bound != "about" else self.bound]
        rounds = min(self.value or 0.0, other.value or 0.0) >= EXACT and self.digits != other.digits
        return (bool(self.bound) or rounds) and least * mine <= its <= most * mine

    def _of_one_currency(self, other: Figure) -> bool:
        return not (self.unit and other.unit) or self.unit.currency == other.unit.currency

    def _of_one_role(self, other: Figure) -> bool:
        return not (self.role and other.role) or self.role == other.role

    def _scales(self, other: Figure) -> tuple[float, float]:
        """By what the two are made comparable: 1 where they are of one unit, or not both have one."""
        if self.unit and other.unit and self.unit.scale != other.unit.scale:
            return self.unit.scale, other.unit.scale
        return 1.0, 1.0

    def _sizes(self, other: Figure) -> tuple[float, float]:
        """The two in one unit."""
        mine, its = self._scales(other)
        return abs(self.value or 0.0) * mine, abs(other.value or 0.0) * its


def figures(text: str, analyzer: Analyzer) -> list[Figure]:
    """The figures of a text, in order."""
    analyzed = analyzer.analyze(text)
    folded = analyzed.folded.text
    found: list[Figure] = []
    taken: set[int] = set()
    for term, start, end in (*_own(folded), *_common(analyzed)):
        if taken.isdisjoint(range(start, end)) and not _of_a_reference(folded, start, end):
            taken.update(range(start, end))
            span = analyzed.folded.original(start, end)
            if term.startswith("#") and (not _of_a_name(text, span) or _measured(folded, start, end)):
                bare = Figure(term, span, _bound(folded, start, end))
                figure = _placed(_counted(bare, folded, start, end), analyzed, start)
            else:
                figure = Figure(term.strip("#"), span)
            found.append(figure)
    return sorted(found, key=lambda figure: figure.span)


def years_long(text: str) -> Iterator[Figure]:
    """How many years a stretch of them is: 2015—2018年 are four."""
    for match in _STRETCH.finditer(text):
        length = int(match["last"]) - int(match["first"]) + 1
        if 1 < length < LONGEST_STRETCH:
            yield Figure(f"#{length}", Span(*match.span()), unit=A_YEAR)


def _of_a_reference(folded: str, start: int, end: int) -> bool:
    """Whether it only points to a source: [19]."""
    return folded[start - 1 : start] == "[" and folded[end : end + 1] == "]"


def _counted(figure: Figure, folded: str, start: int, end: int) -> Figure:
    """A figure with its unit; a number alone has one, and a year is no length of time."""
    unit, end, half = unit_of(folded, start, end)
    if unit in {None, Unit(COUNT)} and _RANKED.search(folded[max(0, start - 5) : start]):
        unit = RANK
    of_year = figure.value in YEARS and unit in {A_YEAR, Unit(COUNT)}
    if figure.value is None or figure.term.endswith("%") or of_year:
        return figure
    term = f"#{figure.value + 0.5:.12g}" if unit and half else figure.term
    return replace(figure, term=term, unit=unit, bound=figure.bound or _bound(folded, start, end))


def _measured(folded: str, start: int, end: int) -> bool:
    """Whether a number is so much of something, and not the end of a name: 20 years, but not the Falcon 9 minutes after."""
    unit, end, _ = unit_of(folded, start, end)
    return unit not in {None, Unit(COUNT)} and not _SINCE.match(folded, end)


def _of_a_name(text: str, at: Span) -> bool:
    """Whether a number belongs to the name before it: Mate 60, and no number with a point or a scale."""
    if not re.fullmatch(r"\d{1,4}", at.of(text)):
        return False
    before = text[max(0, at.start - NAME) : at.start]
    if re.search(r"(?<![a-z])(?:top[ -]|no\. ?)$", before.lower()):
        return False
    return bool((_IN_CHINESE if _HAN.match(text, at.end) else _NAMED).search(before))


def _common(analyzed: Analyzed) -> Iterator[tuple[str, int, int]]:
    """Numbers as they are searched for, names with digits, and small numbers in words."""
    folded = analyzed.folded.text
    for number in analyzed.numbers:
        if folded[number.end : number.end + 1] != "月":  # a month by itself is no number of anything
            yield number.term, number.start, number.end
    for match in _MONTH.finditer(folded):
        written = match["zh"]
        month = int(written_value(written) or written) if written else 0
        month = month or _MONTH_NUMBERS.get(match["en"] or match["verb"] or match["dated"], 0)
        if 0 < month <= len(MONTHS):
            yield f"#{month}-", match.start(), match.end()
    for token in analyzed.tokens:
        if not token.chinese and any(map(str.isdigit, token.surface)):
            yield token.term, token.start, token.end
    for match in _COUNTED.finditer(folded):
        yield f"#{_CHINESE[match[1]]}", *match.span(1)


def _own(folded: str) -> Iterator[tuple[str, int, int]]:
    """Halves of units and single ones, fractions, numbers of English words, ordinals."""
    for match in _PART_OF.finditer(folded):
        part = 0.25 * (3 if match["quarters"] == "three" else 1) if match["quarters"] else 0.5
        yield f"#{part * _SCALES.get(match['scale'] or '', 1):.12g}", *match.span()
    for match in _ONE.finditer(folded):
        yield "#1", *match.span(match.lastgroup or 0)
    yield from _loose(folded)
    for match in _FRACTION.finditer(folded):
        if share := _share(match):
            yield f"#{share:.4g}%", match.start(), match.end()
    for match in _SPELLED.finditer(folded):
        if (value := _spelled(match)) is not None:
            yield f"#{value}{'%' if match['percent'] else ''}", match.start(), match.end()
    for match in _DAY_ONLY.finditer(folded):
        yield f"#-{int(match[match.lastgroup or 0])}", *match.span(match.lastgroup or 0)
    for match in _MODEL.finditer(folded):
        written = match[match.lastgroup or 0]
        yield f"{int(written_value(written) or 0) or written}", *match.span(match.lastgroup or 0)
    for match in _TOP.finditer(folded):
        yield f"#{int(match['first'])}", *match.span("first")
    for match in _ORDINAL.finditer(folded):
        written = match["zh"] or match["digits"] or match["number"]
        value = (
            (int(written_value(written) or 0) if not written.isascii() else int(written))
            if written
            else _ORDINALS[match["en"]]
        )
        yield f"#{value}th", match.start(), match.end()
    for match in _GRADE.finditer(folded):
        written = match["roman"] or match["en"] or match["zh"] or match["digit"] or match["number"]
        value = _GRADES.get(written) or int(written_value(written) or 0)
        if value:
            yield f"#{value}th", match.start(), match.end()


def _loose(folded: str) -> Iterator[tuple[str, int, int]]:
    """Numbers that say no more than how many digits, or between which two: 几百亿, dozens, 六七十万."""
    for match in _BETWEEN.finditer(folded):
        first = _CHINESE.get(match["of"][0], 1) + 0.5
        yield f"#{first * math.prod(_TENFOLD[s] for s in match['scale']):.12g}", *match.span()
    for match in _SEVERAL.finditer(folded):
        scales = match["zh"] or (match["few"] or match["many"] or match["tens"], match["of"])
        yield f"#{SEVERAL * math.prod(_TENFOLD[s] for s in scales if s):.0f}", *match.span()


def _share(match: re.Match[str]) -> float:
    """A fraction in percent; 0 where it is none."""
    if match["half"]:
        return 50.0
    if match["part"]:
        return 100 * (_ENGLISH.get(match["times"]) or 1) / _PARTS[match["part"]]
    above, below = (
        _number(match["above"] or match["some"] or match["so"]),
        _number(match["below"] or match["every"] or match["of"]),
    )
    return 100 * above / below if above < below else 0.0


def _number(written: str) -> float:
    """A small number in figures, or in words of either language."""
    if written.isdecimal():
        return float(written)
    return float(_ENGLISH.get(written) or _SCALES.get(written) or written_value(written) or written == "one")


def _spelled(match: re.Match[str]) -> int | None:
    """The number of English words; `None` where they are but "a" or "one"."""
    first, scale = _ENGLISH.get(match["first"]) or 1, _SCALES.get(match["scale"] or "", 1)
    if match["first"] in {"a", "one"} and (scale == 1 or match["second"]):
        return None
    if match["second"] and first not in TENS:  # three-three
        return None
    return (first + (_ENGLISH.get(match["second"] or "") or (1 if match["second"] else 0))) * scale


def _bound(folded: str, start: int, end: int) -> Bound:
    before, inside, after = folded[max(0, start - _BEFORE) : start], folded[start:end], folded[end : end + 8]
    if (several := _SEVERAL.match(folded, start)) and several.end() == end:
        return "several"
    if (between := _BETWEEN.match(folded, start)) and between.end() == end:
        return "between"
    for bound, (ahead, behind) in _BOUNDS.items():
        if ahead.search(before) or behind.match(after):
            return bound
    return "over" if re.search("[多余]", inside) else ""


def _placed(figure: Figure, analyzed: Analyzed, start: int) -> Figure:
    """A figure with its role in a change; a year, a day and an ordinal have none."""
    if figure.sort not in {"number", "percentage"}:
        return figure
    begun = max(0, start - _CHANGING)
    before = analyzed.folded.text[begun:start]
    for role, pattern in _ROLES.items():
        if change := pattern.search(before):
            rising, falling = (bool(p.search(change.group())) for p in (_RISING, _FALLING))
            since = analyzed.folded.original(begun + change.start(), start).start
            return replace(figure, role=role, rises=rising if rising != falling else None, since=since)
    return figure
