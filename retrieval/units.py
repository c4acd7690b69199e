"""Units in which numbers are given, in both languages, and how many of a base unit each is.

So that half a year can be laid beside three months, and neither beside three cars. Patterns are over folded text:
simplified, lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

COUNT: Final = "count"  # the measure of what is counted one by one
YEAR: Final = 365.25  # days
MONTH: Final = YEAR / 12
HOUR: Final = 1 / 24
MILE: Final = 1609.344  # metres
FOOT: Final = 0.3048
LONGEST: Final = 32  # characters of a unit, with what stands between it and its number


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of: the measure, and how many of its base unit one is; of currencies none is exchanged for another."""

    measure: str
    scale: float = 1.0
    currency: str = ""


A_YEAR: Final = Unit("time", YEAR)
_UNITS: Final = (  # as written in Chinese, and in English; of two that begin alike the longer one first
    (r"个?季度", r"quarters", Unit("time", YEAR / 4)),
    (r"(?:个|(?<=半))月", r"months?", Unit("time", MONTH)),
    (r"个?(?:星期|礼拜)|周(?![年岁末边围一二三四五六日])", r"weeks?|wks?", Unit("time", 7)),
    (r"个?(?:小时|钟头)", r"hours?|hrs?", Unit("time", HOUR)),
    (r"个?世纪", r"centur(?:y|ies)", Unit("time", 100 * YEAR)),
    (r"个?年头|年(?![代级度份轻龄])", r"years?(?![- ]old)|yrs?", A_YEAR),
    (r"天", r"days?", Unit("time", 1)),
    (r"点(?:钟|整|半|(?![\d个名]))", r"o'?clock|[ap]\.?m\b\.?", Unit("clock")),
    (r"分钟", r"minutes?|mins?", Unit("time", HOUR / 60)),
    (r"刻钟", "", Unit("time", HOUR / 4)),
    (r"秒钟?", r"seconds?|secs?", Unit("time", HOUR / 3600)),
    ("", r"decades?", Unit("time", 10 * YEAR)),
    (r"周?岁", r"years?[- ]old", Unit("age")),
    (
        r"(?:公里|千米)(?:/|每)小?时|迈",
        r"km/h|kmh|kph|(?:km|kilomet(?:re|er)s?) (?:per|an) hour",
        Unit("speed"),
    ),
    (r"英里(?:/|每)小?时", r"mph|miles? (?:per|an) hour", Unit("speed", MILE / 1000)),
    (r"米(?:/|每)秒", r"m/s|met(?:re|er)s? (?:per|a) second", Unit("speed", 3.6)),
    (r"平方(?:公里|千米)", r"square kilomet(?:re|er)s?|sq\.? ?km|km2", Unit("area", 1e6)),
    (r"平方?米", r"square met(?:re|er)s?|sq\.? ?m|m2", Unit("area")),
    (r"公顷", r"hectares?", Unit("area", 1e4)),
    (r"英亩", r"acres?", Unit("area", 4046.856)),
    (r"亩", r"mu", Unit("area", 1e4 / 15)),
    (r"毫米", r"mm|millimet(?:re|er)s?", Unit("length", 0.001)),
    (r"厘米|公分", r"cm|centimet(?:re|er)s?", Unit("length", 0.01)),
    (r"公里|千米", r"km|kilomet(?:re|er)s?", Unit("length", 1000)),
    (r"英里", r"miles?", Unit("length", MILE)),
    (r"海里", r"nautical miles?", Unit("length", 1852)),
    (r"英尺", r"foot|feet|ft", Unit("length", FOOT)),
    (r"英寸", r"inch(?:es)?", Unit("length", FOOT / 12)),
    (r"米(?![粒饭粉])|公尺", r"m|met(?:re|er)s?", Unit("length")),
    (r"毫克", r"mg|milligrams?", Unit("weight", 1e-6)),
    (r"公斤|千克", r"kg|kilos?|kilograms?", Unit("weight")),
    (r"公?吨", r"tons?|tonnes?", Unit("weight", 1000)),
    (r"克(?!拉)", r"g|grams?", Unit("weight", 0.001)),
    (r"斤", r"jin|catt(?:y|ies)", Unit("weight", 0.5)),
    (r"磅", r"lbs?", Unit("weight", 0.4536)),
    (r"摄氏度|度(?!电)", r"degrees?(?: celsius)?|°c?", Unit("temperature")),
    (r"千瓦时|度电", r"kwh|kilowatt[- ]hours?", Unit("energy")),
    (r"千瓦", r"kw|kilowatts?", Unit("power")),
    (r"兆瓦", r"mw|megawatts?", Unit("power", 1000)),
    (r"匹?马力", r"horsepower|hp|bhp", Unit("power", 0.7355)),
    ("", r"mb|megabytes?", Unit("data", 0.001)),
    ("", r"gb|gigabytes?", Unit("data")),
    ("", r"tb|terabytes?", Unit("data", 1000)),
    (r"美[元金]", r"(?:us |american )?dollars?|usd|bucks", Unit("money", 1, "usd")),
    (r"港[元币]", r"hong kong dollars?|hkd", Unit("money", 1, "hkd")),
    (r"欧元", r"euros?", Unit("money", 1, "eur")),
    (r"英镑", r"pounds?|quid", Unit("money", 1, "gbp")),
    (r"日[元圆]", r"yen", Unit("money", 1, "jpy")),
    (r"韩元", r"won", Unit("money", 1, "krw")),
    (r"卢布", r"rou?bles?", Unit("money", 1, "rub")),
    (r"卢比", r"rupees?", Unit("money", 1, "inr")),
    (r"[元块](?!首|旦)|人民币", r"yuan|rmb|renminbi", Unit("money", 1, "cny")),
    (r"个?百分点|个点", r"(?:percentage )?points?", Unit("points")),
    (r"倍", r"times|fold", Unit("times")),
    (
        r"[个名人位次台辆家件条种只部座所项款轮届章局号批期张份套间栋层支场句字架艘颗枚片瓶杯户口首篇封趟班组队类起宗例](?!之)",
        r"people|men|women|children|(?:[a-z'-]{3,16} ){0,2}?(?!(?:was|is|has|as|this|its|his|hers|ours|less|across|towards?|versus)\b)[a-z-]{2,16}s",
        Unit(COUNT),
    ),
)
_BEFORE: Final = (
    (r"hk\$ ?", Unit("money", 1, "hkd")),
    (r"\$ ?", Unit("money", 1, "usd")),
    (r"(?:€|\beur) ?", Unit("money", 1, "eur")),
    (r"(?:£|\bgbp) ?", Unit("money", 1, "gbp")),
    (r"(?:¥|\b(?:rmb|cny)) ?", Unit("money", 1, "cny")),
    (r"(?:时速|每小时)(?:约|为|是|达到?|超过?|高达|近)?了? ?", Unit("speed")),
)
WHOLE: Final = "(?:full |whole |entire |mere )?"  # may stand between a number and its unit
_GAP: Final = rf"(?:[多余几来]|(?P<half>个?半| and a half))? ?-?(?:(?:or )?more |or so )?{WHOLE}"
_AFTER_NUMBER: Final = re.compile(
    f"{_GAP}(?:"
    + "|".join(
        f"(?P<u{n}>" + "|".join(filter(None, (chinese, english and rf"(?:{english})(?![a-z\d])"))) + ")"
        for n, (chinese, english, _) in enumerate(_UNITS)
    )
    + ")"
)
_WITHIN: Final = re.compile("米|厘米|公分|cm|centimet")  # a height that is read as one number
_AND_HALF: Final = re.compile("半| and a half")
_BEFORE_NUMBER: Final = [(re.compile(f"{written}$"), unit) for written, unit in _BEFORE]


def unit_of(folded: str, start: int, end: int) -> tuple[Unit | None, int, bool]:
    """The unit of a number that stands there in folded text, where both end, and whether a half is added: 两年半, 一个半小时."""
    if _WITHIN.search(folded, start, end):
        return Unit("length"), end, False
    before = folded[max(0, start - LONGEST) : start]
    ahead = next((unit for written, unit in _BEFORE_NUMBER if written.search(before)), None)
    match = _AFTER_NUMBER.match(folded, end, end + LONGEST)
    if match is None:
        return ahead, end, False
    unit = _UNITS[int((match.lastgroup or "u")[1:])][2]
    half = _AND_HALF.match(folded, match.end())
    return ahead or unit, half.end() if half else match.end(), bool(half or match["half"])
