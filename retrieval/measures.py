"""What a number or a time is asked to be of: an amount of money, a length of time, a share, so many people.

Patterns over folded text (simplified, lower case). A sentence with some number answers "how many" less surely than
one with a number of the asked sort; which sort is asked, the question says by a few set phrases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from retrieval.asking import Sort
from retrieval.model import Kind

_NUMBER: Final = r"(?:[0-9][0-9.,]{0,15}|[〇零一二两三四五六七八九十百千几半数]{1,12})[多余来]?\s?[十百千万亿]{0,4}[多余几]?\s?"
_WORDED: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|half|several|dozens?"
)
_ENGLISH_NUMBER: Final = (
    rf"(?:[0-9][0-9.,]{{0,15}}|\b(?:{_WORDED}|a few|an?)\b)"
    rf"(?:[- ](?:and|a|{_WORDED}|million|billion|trillion|bn|m|k|[0-9.,]{{1,16}})){{0,5}}[- ]?(?:more |or so )?"
)
_MONTHS: Final = "january|february|march|april|june|july|august|september|october|november|december"
_DAY: Final = rf"\b(?:{_MONTHS})\b|\bmay \d|\d may\b"
_SPAN: Final = "年|天|个月|个?小时|个?钟头|分钟|秒|周|个?星期|个世纪"
_PERIODS: Final = "years?|months?|days?|weeks?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|nights?"
_PERIOD: Final = rf"(?<![\d〇零一二三四五六七八九])(?!(?:1\d|20)\d\d\s?年|[〇零一二三四五六七八九]{{4}}年){_NUMBER}(?:{_SPAN})(?!代|份|级|度)|[数多]个?月|多年|终身|至今"
_ENGLISH_PERIOD: Final = rf"\d{{1,2}}:\d\d (?:left|remaining)|{_ENGLISH_NUMBER}(?:{_PERIODS})\b|\b(?:1\d{{3}}|20\d\d)\s*(?:-|–|to|until)\s*(?:1\d{{3}}|20\d\d)"
_LENGTH: Final = rf"{_NUMBER}(?:米|公尺|公里|千米|厘米|公分|毫米|英里|英尺|英寸|里|海里|光年|寸|尺|丈)(?!程)|\d\s*[kcm]?m\b"
_ENGLISH_LENGTH: Final = (
    rf"{_ENGLISH_NUMBER}(?:met(?:re|er)s?|kilomet(?:re|er)s?|km|miles?|feet|foot|ft|inch(?:es)?|cm|mm|m|yards?|nautical miles|"
    r"light[- ]years?)\b"
)
_PEOPLE: Final = (
    "people|persons?|men|women|soldiers|students|employees|workers|residents|inhabitants|passengers|players|members|"
    "victims|inmates|fans|followers|users|customers|babies|children|troops|officers|executives|staff|households"
)
_PAID: Final = "罚|赔|亏|赚|烧|投|借|欠|付|捐|花|募|融|缴"
_CURRENCIES: Final = "美元|欧元|英镑|日元|港元|港币|人民币|台币|美金|卢布|卢比|韩元|法郎|马克|克朗|比索|澳元|加元|银两|金币|银元|元|块"
_COINS: Final = "dollars?|yuan|euros?|pounds|yen|won|rmb|usd|renminbi|roubles?|rubles?|rupees?|francs?|cents?|pence|shillings?"


def _measure(name: str, asked: Sequence[str], chinese: str, english: str, nouns: str = "") -> Sort:
    """A measure that is asked for by set phrases, or by `nouns`, in both languages, where it is they that are asked for."""
    chinese_nouns = "|".join(noun for noun in nouns.split("|") if not noun.isascii())
    english_nouns = "|".join(noun for noun in nouns.split("|") if noun.isascii())
    amount = r"(?:到底|一?共|总共|大?概|大?约|平均|最终|最后)?(?:是|为|有|达到?|涨到|降到|升至|跌至|定|报)?(?:了|在)?"
    wanted = (
        rf"(?:{chinese_nouns})(?:{amount}(?:多|几|什么|啥|百分之几)|\W*$)|(?:多少|什么)(?:{chinese_nouns})|"
        rf"\bwhat (?:(?:is|was|are|were) (?:(?!(?:an?|about|at|by|for|from|in|of|on|to|with) )[\w'’-]{{1,24}} ){{0,4}}?)?(?:{english_nouns})\b(?= (?:of|in|for|at|on|that|he|she|it|they|per|by|did|does|do)\b|\W*$)"
    )
    phrases = [*asked, *([wanted] if nouns else [])]
    return Sort(name, re.compile("|".join(phrases)), re.compile(chinese), re.compile(english))


MEASURES: Final = (  # those that are asked for by the narrower phrase come first
    _measure(
        "part of the day",
        (r"什么时段|(?:早上|上午|白天)还是|一天[里中之]*的?什么时候", r"\b(?:time|part) of (?:the )?day\b"),
        r"[0-9一二三四五六七八九十两]点(?![间])|早晨|清晨|早上|上午|中午|正午|下午|傍晚|晚上|深夜|半夜|凌晨|夜里|白天",
        r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\bo'clock\b|\b(?:morning|noon|afternoon|evening|night|dawn|dusk|midnight)s?\b",
    ),
    _measure(
        "clock",
        (
            r"几点(?!建议|意见|要求)|什么钟点",
            r"\b(?:what|which) time\b(?! of (?:the )?year)|\bat what hour\b",
        ),
        r"[0-9一二三四五六七八九十两][点时](?![间候代期刻常尚速限长段])|\d{1,2}[:：]\d\d",
        r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\bo'clock\b|\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\b\d{1,2}:\d\d\b|\bnoon\b|\bmidnight\b",
    ),
    _measure(
        "ago",
        (r"多久[以之]?前|多少年前|几年前", r"\bhow (?:long|many years) ago\b"),
        rf"{_NUMBER}个?(?:年|月|天|小时)多?以?前|距今|[公西]元前|\d年",
        r"\bago\b|\bbce?\b|\b(?:1\d{3}|20\d\d)\b",
    ),
    _measure(
        "century",
        (r"[哪几]个?世纪|什么世纪", r"\b(?:what|which) century\b"),
        r"世纪",
        r"\bcentur",
    ),
    _measure(
        "year",
        (r"哪一?年|何年|年份|哪些年", r"\b(?:what|which) years?\b"),
        r"(?:\d{3,4}|(?<!\d)[089]\d)\s*年|[〇零一二三四五六七八九]{4}年|\d0年代|[去今前明同]年",
        r"\b(?:1\d{3}|20\d\d)\b|\b\d{1,4} (?:bce?|ce|ad)\b",
    ),
    _measure(
        "date",
        (r"哪一?[天日]|几号|几月|什么日子|日期|哪个?月", r"\b(?:what|which) (?:day|date|month)\b"),
        r"\d{1,2}\s*[日号]|[一二三四五六七八九十][日号月]|\d{1,2}\s*月|(?:周|星期|礼拜)[一二三四五六日天]|[昨今明前后]天|当[天日]",
        rf"{_DAY}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:yesterday|today|tomorrow)\b",
    ),
    _measure(
        "period",
        (rf"(?<![西公]元)(?:多少|几)个?(?:{_SPAN})(?!的?时候|[级代生])", rf"\bhow many (?:{_PERIODS})\b"),
        _PERIOD,
        _ENGLISH_PERIOD,
    ),
    _measure(
        "duration",
        (
            r"多久|多长时间|多少时间|时长(?!期)|(?:了|持续|历时|历经)(?:大概|大约)?有?多长",
            r"\bhow long\b|\bhow much (?:longer|time)\b",
        ),
        rf"{_PERIOD}|\d\s?(?:米|公里|千米)",
        rf"{_ENGLISH_PERIOD}|\d\s?(?:met(?:re|er)s?|kilomet(?:re|er)s?|km|miles?|feet|ft|m)\b",
    ),
    _measure(
        "age",
        (
            r"[几多少]岁|多大(?:年纪|岁数|年龄|了\W*$)|年龄|享年|岁数",
            r"\bhow old\b|\bwhat age\b|\bat the age\b",
        ),
        rf"{_NUMBER}周?岁|年龄",
        r"\bage[ds]?\b|\byears?\b|,\s*\d{2},",
    ),
    _measure(
        "money",
        (
            rf"多少[万亿]*(?:钱|{_CURRENCIES}|资金|成本|奖金|罚款|赔偿|罚金|费用|营收|利润|收入|薪水|工资|投资|损失|捐款)",
            rf"(?:{_PAID})[了掉到费钱出去进]{{0,2}}多少[万亿]?(?=\W|$|才|就|给|在|来|买|才能)|值多少\W*$",
            (
                r"\bhow much (?:money|cash|compensation|damages|funding|debt|revenue|profit|tax)\b|"
                r"(?<!\bby )(?<!\bby about )(?<!\bby roughly )\bhow much (?:did|does|do|is|was|were|are|has|have|had|will|would|must|should|for|to)\b"
                r"(?!.*\b(?:weigh|percent|rain|grow|grew|fall|drop|rise|decline|shrink|slump|surge|plunge|increase|decrease|lose|gain|shed|longer|hold|contain|carry|"
                r"fallen|dropped|risen|declined|grown|shrunk|increased|decreased|climbed|slipped|slid|dipped|plunged|slumped|lost|gained|(?:gone?|going|went|come|came) (?:up|down)|change[ds]?)\b)"
            ),
            r"\bhow many (?:dollars|yuan|euros|pounds)\b|\bin (?:dollars|yuan|euros|pounds|rmb)\W*$",
            (
                r"\bhow (?:big|large|high|heavy|steep) (?:was|is|a|were) (?:the )?(?:\w+ ){0,2}(?:fine|penalty|loss|losses|debt|hole|"
                r"bill|payment|investment|loan|settlement)\b"
            ),
        ),
        rf"{_NUMBER}(?:{_CURRENCIES})|[$€£¥]\s*\d|\d\s?[百千]?[万亿](?![\u4e00-\u9fff])",
        rf"[$€£¥]\s*\d|{_ENGLISH_NUMBER}(?:us |hong kong )?(?:{_COINS})\b|\brmb\s*\d|\d (?:m|b|tr)illion\b(?! \w+s\b)",
        (
            "金额|价格|售价|票价|房价|身价|市值|造价|总额|薪水|工资|定价|股价|月薪|年薪|罚款|赔偿金|赔偿|租金|学费|price|cost|fine|budget|"
            "salary|revenue|profit|loss|value|fee|compensation|bail|ransom|valuation|debt|rent|turnover"
        ),
    ),
    _measure(
        "share",
        (
            r"百分之几|百分比|几成|几个百分点",
            r"[涨跌升降](?:了|去)?多少(?!个?[粉人万亿分名辆台斤公米岁倍位次]|个\W)",
            r"\bwhat (?:percentage|percent|proportion|fraction)\b|\bhow much of\b",
            r"\bhow (?:high|big|large|steep) (?:an?|was|is|are|were) (?:\w+ ){0,3}(?:rate|share|duty|duties|stake)\b",
            r"\bhow (?:far|much) did .*\b(?:fall|drop|rise|decline|grow|shrink|slump|surge|plunge|lose|gain|shed)\b",
        ),
        rf"\d\s*[%％‰]|百分之|[一二三四五六七八九两]成|百分点|[二三四五六七八九十]分之|一半|过半|半数|\d\s*[比:：]\s*\d|\d个点|\d分(?![钟之])|(?:亏|赔|赚|损失|蒸发|缩水|盈利)[^,，。]{{0,10}}\d|[涨跌升降][了去]?{_NUMBER}(?:{_CURRENCIES}|度|米)",
        r"\d\s*%|\bper ?cent\b|\bpercentage|\b(?:half|third|quarter|fifth|tenth)s?\b|\d points?\b|\d to \d|[$€£¥]\s?\d|\d degrees?\b|\d met(?:re|er)s?\b",
        (
            "比例|占比|税率|利率|[涨跌增]幅|增速|增长率|毛利率|关税|份额|通胀率|通胀|支持率|得票率|收视率|失业率|利润率|准确率|percentage|share|"
            "proportion|rate|tariff|tariffs|market share|margin|stake"
        ),
    ),
    _measure(
        "level",
        (r"[几哪]一?级|什么级别|几档", r"\b(?:what|which) (?:\w+ ){0,2}(?:level|grade|category)\b"),
        r"(?<![~\d-])(?:\d{1,2}|[一二三四五六七八九十特]|[ivx]{1,4})级|[蓝黄橙红]色",
        r"\b(?:level|grade|category)[- ](?:\d|[ivx]+\b|one|two|three|four|five)|\b(?:\w+est|top|red|orange|yellow|blue) (?:alert|level|warning|grade)\b",
    ),
    _measure(
        "temperature",
        (r"多少度|多热|多冷", r"\bhow (?:hot|cold)\b|\bhow (?:high|low) .*\btemperature"),
        r"\d\s*(?:°|℃|度|k\b)|摄氏|华氏|开尔文",
        r"°|\bdegrees?\b|\d\s*[kcf]\b",
        "温度|气温|temperature",
    ),
    _measure(
        "height",
        (r"(?<![众诸很许])多高(?![管层])", r"\bhow tall\b"),
        _LENGTH,
        _ENGLISH_LENGTH,
        "身高|海拔|高度|height|elevation|altitude",
    ),
    _measure(
        "length",
        (
            r"多远|多长|多宽|多深|多少(?:米|公里|千米|英里|英尺|里|海里)",
            (
                r"\bhow far (?:is|was|are|were|away|from|to)\b|\bhow far did .*\b(?:go|travel|walk|run|drive|fly|swim|sail)\b|"
                r"\bhow (?:high|wide|deep)\b|\bhow many (?:miles|kilomet|met|feet|km)"
            ),
        ),
        rf"{_LENGTH}|{_NUMBER}(?:{_SPAN})",
        _ENGLISH_LENGTH,
        "距离|长度|深度|宽度|distance|length|depth|width",
    ),
    _measure(
        "area",
        (r"占地多|多少(?:平方|公顷|亩|英亩)", r"\bhow many (?:acres|square|hectares)\b"),
        r"平方|公顷|英亩|亩|坪|km2",
        r"\bsquare\b|\bsq\b|\bacres?\b|\bhectares?\b|km2",
        "面积|total area|land area|surface area|floor area",
    ),
    _measure(
        "weight",
        (
            r"(?<![众诸很许])多重(?![要视大身国因影压原])|(?:多少|几)(?:吨|公斤|千克|克|斤|磅)",
            r"\bhow heavy (?:is|was|are|were)\b|\bhow much .*\bweigh|\bhow many (?:tons|tonnes|kilo|kg)",
        ),
        rf"{_NUMBER}(?:公斤|千克|克|公?吨|斤|磅|盎司|毫克)|\d\s*kg\b",
        rf"{_ENGLISH_NUMBER}(?:kg|kilos?|kilograms?|(?:mega|giga)?tons?|tonnes?|pounds?|lbs?|grams?|ounces?)\b",
        "重量|体重|weight",
    ),
    _measure(
        "speed",
        (r"多快(?!乐|捷)", r"\bhow fast\b(?!.*\b(?:grow|grew|rise|fall|spread|increase|decline)\b)"),
        r"时速|每小时|每秒|马赫|节|km/h|(?:公里|千米|米|转|英里)\s?(?:/|每)|[gm]hz",
        r"km/h|mph|\bknots?\b|\bper (?:hour|second|minute)\b|m/s|\bmach\b|\bkph\b|(?:miles|kilomet\w+) an hour|rpm|[gm]hz",
        "速度|时速|车速|风速|阵风|speed|gust|gusts",
    ),
    _measure(
        "times",
        (r"(?:几|多少)[次回倍]", r"\bhow many times\b|\bhow often\b"),
        rf"{_NUMBER}[次倍回遍]",
        rf"\d|\b(?:{_WORDED}|once|twice|thrice|every|daily|weekly|annually|yearly|double|triple|per)\b|fold\b",
    ),
    _measure(
        "people",
        (
            r"多少(?:个?人|名|位|员工|学生|士兵|球员|乘客|患者|居民|网友|粉(?![末条色笔底])|口|户)|几[个名位]?人",
            rf"\bhow many (?:\w{{1,24}} )?(?:{_PEOPLE})\b|\bhow many (?:died|were (?:killed|injured|hurt))\b",
        ),
        rf"{_NUMBER}的?\s?(?:个?人|名|位|口|户|员工|学生|粉丝?|士兵|居民|乘客|患者|用户|成员|[宗起]|%)|[涨掉吸加]粉[^,，。]{{0,8}}\d|(?:粉丝|关注者|用户|人口|会员)(?:数|量|总数)?[^,，。]{{0,8}}\d",
        rf"(?<![$€£\d.,])(?!(?:1[5-9]|20)\d\d\b(?! (?:{_PEOPLE})\b))(?>{_ENGLISH_NUMBER})(?!%|per ?cent|{_COINS}|{_PERIODS}|miles?\b|km|kg|tons?\b|points?\b)",
        "人数|人口|population|death toll|headcount",
    ),
)


_BY_NAME: Final = {measure.name: measure for measure in MEASURES}
_COUNTED: Final = re.compile(
    r"(?:多少|(?<![哪这那前后头好])几)[十百千万亿]{0,2}([家间所座辆台部名位次回条项件起宗例款种类篇本张枚颗粒只艘架场届])"
)
_COUNTERS: Final = (  # of which one says what the other says
    "家间所个", "座个", "辆台部", "名位个人", "次回", "条项件起宗例个", "款种类个", "篇本部", "张枚颗粒只个", "艘架", "场届次",
)  # fmt: skip


_ANY: Final = re.compile(rf"\d|\b(?:{_WORDED})\b")
_NO_AMOUNT: Final = re.compile(  # whether, how, and what something is
    r"是否|有没有|[能会要该可]不[能会要该可]|如何|怎么|怎样|什么是|吗\W*$|[了过]?没有?\W*$"
)
_AMOUNT: Final = re.compile(r"多少|几|多[大高长远重久快宽深]|how (?:many|much|long|high|big|far|old|fast)")


def measure_of(question: str, kind: Kind) -> str | None:
    """The sort of number or time that a question, folded, of this kind asks for, where it says so.

    Who asks for people, places or reasons wants none of what the question measures. What is counted in Chinese is told by its
    counter, 几家店 by 家.
    """
    if kind in {Kind.WHO, Kind.WHERE, Kind.WHY} or (
        _NO_AMOUNT.search(question) and not _AMOUNT.search(question)
    ):
        return None
    found = next((m.name for m in MEASURES if m.asked.search(question)), None)
    counted = _COUNTED.search(question) if found is None else None
    return counted[1] if counted else found


def gives(measure: str, folded: str, *, chinese: bool) -> bool:
    """Whether a sentence, folded, has a number or time of the sort; of what Chinese counts an English one has any number."""
    if sort := _BY_NAME.get(measure):
        return (sort.chinese if chinese else sort.english).search(folded) is not None
    return (_counted(measure) if chinese else _ANY).search(folded) is not None


@lru_cache(maxsize=64)
def _counted(counter: str) -> re.Pattern[str]:
    """A number with a counter, or with one that says the same."""
    same = {counter, *(c for counters in _COUNTERS if counter in counters for c in counters)}
    return re.compile(rf"{_NUMBER}[{''.join(sorted(same))}](?!月|小时|钟头|星期|世纪|百分点)")
