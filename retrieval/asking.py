"""By which words a question asks, and so for which kind of thing.

The first of them tells: what follows in "where was he when the bank fell" is no question. Nouns such as price and height
ask where no other word does. All is looked for in folded text (simplified, lower case).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.model import Kind

_CHINESE_PEOPLE: Final = (
    "记者|教授|总统|主席|总裁|经理|首相|总理|部长|市长|省长|国王|女王|皇帝|将军|作家|诗人|画家|歌手|演员|导演|球员|教练|选手|律师|法官|医生|"
    "科学家|工程师|[哲数物化史]学家|专家|学者|高管|高层|负责人|创始人|创办人|发言人|主持人|主播|博主|网红|运动员|艺术家|作曲家|船长|员工|官员|"
    "议员|大使|主教|教皇|探险家|企业家|分析师|设计师|明星|董事长?|首席\\w{1,3}官|作者|发明[者人]|继任者|接班人|同事|儿子|女儿|妻子|老婆|丈夫|"
    "老公|父亲|母亲|爸爸?|妈妈?|老板|老总|股东|投资人|嫌疑?人|被告|王子|公主|飞行员|司机|候选人|朋友|对手|车手|棋手|院士"
)
_ENGLISH_PEOPLE: Final = (
    "person|people|man|woman|men|women|journalist|reporter|professor|president|chairman|chairwoman|chief executive|ceo|cfo|minister|"
    "mayor|governor|king|queen|prince|princess|emperor|author|writer|poet|painter|singer|actor|actress|director|player|quarterback|"
    "coach|lawyer|attorney|judge|doctor|scientist|engineer|philosopher|historian|mathematician|physicist|chemist|expert|scholar|"
    "executive|manager|founder|boss|leader|spokes(?:man|woman|person)|host|blogger|influencer|streamer|athlete|artist|musician|composer|"
    "captain|pilot|driver|official|senator|ambassador|bishop|pope|explorer|entrepreneur|analyst|designer|employee|colleague|worker|staff member|staffer|netizen|commenter|guy|clerk|son|"
    "daughter|wife|husband|father|mother|brother|sister|successor|inventor|architect|investor|shareholder|whistle-?blower|prosecutor|"
    "theologian|economist|film star|movie star|celebrity|celebrities|candidate|suspect|defendant|witness|victim|general|astronaut"
)
_COUNTED: Final = "个名位人次台辆家件条种年天岁月日号点分秒级倍成元块米度层架艘颗枚张篇场届股份项户页支双口根季周只部座所本款间门轮期"
_SOME: Final = "(?<![十百千万好这那前后近头最上下无])几(?![乎何经近番欲率内维度许])"
_TALL: Final = "(?<![很许更太好最众诸繁])多(?!高[管层]|大学|重[要视大身国因影压原])[大高长远重久快宽深厚]"
_AUXILIARY: Final = (
    "did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|must|may|might|didn't|isn't|wasn't"
)
_OTHER_NOUN: Final = rf"(?: (?!(?:{_AUXILIARY}|the|a|an|makes?|happens?|happened|appl(?:y|ies)|to|for|from|between|all|about)\b)[\w'-]+)"

Patterns = Sequence[tuple[Kind, re.Pattern[str]]]

_WORDS: Final[Patterns] = (
    (
        Kind.WHY,
        re.compile(
            r"为什么|为何|为啥|何故|因何|图什么|图啥|怎么(?:会(?![员计议])|没(?!收)|不(?!用)|还(?![款钱债贷清])|又(?!.又))|凭什么|凭啥|什么(?:原因|理由|缘故)|"
            r"\bwhy\b|\bwhat (?:was|is|were|are) the reasons?\b|\bwhat (?:reason|caused)\b|\bhow come\b"
        ),
    ),
    (
        Kind.WHEN,
        re.compile(
            r"(?:什么|啥)(?:时候|时间|日子)|何时|几点|哪一?年|哪一?[天日]|哪个?月|几月|几号|几时|(?:周|星期|礼拜)几|哪个时候|何年|哪一?个?世纪|几世纪|多久以?前|"
            r"\bwhen\b|\b(?:what|which) (?:exact )?(?:year|date|day|month|time|century|decade)s?\b|\bhow long ago\b"
        ),
    ),
    (
        Kind.HOW_MANY,
        re.compile(
            rf"多少|第?{_SOME}[\u4e00-\u9fff]|{_TALL}|"
            r"\bhow (?:many|much|long|tall|high|large|big|far|old|often|fast|wide|heavy|deep)\b|"
            r"\bwhat (?:number|percentage|percent|share|price|amount|proportion)\b|"
            r"\bwhat (?:was|is|were|are) the (?:\w+ ){0,2}(?:number|price|height|length|cost|population|percentage|amount)\b"
        ),
    ),
    (
        Kind.WHERE,
        re.compile(
            r"哪[里儿]|何处|何地|[在去到从]哪(?![一两几三个些位名家年天种款部项座本所只张条间届场次国])|"
            r"哪个(?:国家|城市|省|地方|地区|平台|频道)|哪国|哪座|哪家?(?:分店|门店)|什么(?:地方|平台)|"
            r"\bwhere\b|\b(?:what|which) (?:country|city|place|state|province|platform|channel|region|town|location)\b"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            rf"谁|何人|哪些人|什么人|哪[两几三]?(?:个人|位|名)|哪[一两几三]?[个些位名]?(?:家?\w{{1,4}}的)?\w{{0,3}}?(?:{_CHINESE_PEOPLE})|"
            rf"(?:{_CHINESE_PEOPLE})(?:叫什么|叫啥|的名字|姓名)|\bwho(?:m|se)?\b|"
            rf"\b(?:which|what)(?: of the)?{_OTHER_NOUN}{{0,3}}? (?:{_ENGLISH_PEOPLE})s?\b|"
            rf"\b(?:what (?:is|was|are|were)|what's) the names? of the(?: [\w'’-]+){{0,3}} (?:{_ENGLISH_PEOPLE})s?\b"
        ),
    ),
    (Kind.OTHER, re.compile(r"什么|哪|\b(?:what|which|how)\b")),
)
_NOUNS: Final[Patterns] = (
    (Kind.WHY, re.compile(r"原因|理由|\breasons?\b")),
    (Kind.WHEN, re.compile(r"时间|年份|日期|\bdate of\b")),
    (Kind.HOW_MANY, re.compile(r"身高|价格|售价|数量|比例|占比|\bheight\b|\bnumber of\b")),
    (Kind.WHERE, re.compile(r"位于")),
    (Kind.WHO, re.compile(rf"\bnames? of the(?: \w+)? (?:{_ENGLISH_PEOPLE})\b")),
)
_YES_OR_NO: Final = re.compile(
    rf"\W*(?:{_AUXILIARY})\b(?! (?:you|anyone|anybody|someone|somebody|there|we|i) )"
)
_EMPTY: Final = re.compile(
    rf"多少个?(?:钱|[{_COUNTED}])?|第?{_SOME}[十百千万亿]?个?[{_COUNTED}]?|哪[一两三几]?[{_COUNTED}些]|"
    rf"{_TALL}|"
    r"(?:什么|啥)(?:时候|时间|日子|地方)|"
    r"(?<=\bwhat )(?:sort|kind|type)s? of\b|\b(?:what|which) (?:day|date|year|month|time|century|decade)s?\b(?: of (?:the )?(?:day|year|month)\b)?|"
    r"\bwhat (?:number|percentage|percent|proportion) of\b|\bhow much (?:money|time)\b|"
    r"\b(?:pls|plz|thx|thanks|how come)\b|\btell (?:me|us)\b|(?:\b(?:its|their|his|her|my|our|your)|'s) own\b"
)
_CHINESE_OPENING: Final = (
    "请问|求问|求科普|(?:请教|科普|打听|查)(?=一下)|(?:弱弱地?|顺便|随便)?问(?=一[下句]|下,|个问题)|话说|我?想(?:问|知道|了解|打听|请教)|"
    "麻烦(?:请?问|告诉我|说|查)|帮我(?:查|看|问)|告诉我|能不能(?:告诉我|说说)|有(?:没有人|人)(?:知道|晓得|清楚)"
)
_ENGLISH_OPENING: Final = (
    "(?:i(?:'m| am|'ve been| was) )?(?:just )?wondering(?: about)?|(?:i'm |i am |just )curious(?: about)?|"
    "(?:(?:(?:i|we) )?wanna|(?:i|we)(?: just)? (?:want|wanted|need) to|(?:i|we)(?: would|'d) (?:like|love) to) (?:know|ask|find out)|"
    "(?:(?:do|does|would|can|could) )?(?:you|u|anyone|anybody|someone|somebody)(?: here| guys)?(?: happen to| please| pls)? "
    "(?:know|remember|tell|explain)(?: me| us)?|any (?:idea|clue)s?(?: about)?|remind me(?: again)?|i(?:'m| am|m) looking for"
)
_OPENING: Final = re.compile(  # "who knows" opens a question where what follows asks by itself
    rf"\W*(?:(?:hi|hey|hello|so|ok|okay|well|um|uh|er|btw) ?[,!]+ ?)*"
    rf"(?:(?:(?:你好|您好|嗨|诶|哎)[,! ]*)?(?:(?:{_CHINESE_OPENING})(?:一下|一句|个问题)?[ ,:]*)+|(?:{_ENGLISH_OPENING})\b(?: (?:if|whether))?[ ,:]*)?"
    r"(?:(?:有?谁|哪位)(?:知道|晓得|清楚|能(?:说说|告诉我|科普))(?:一下)?[ ,:]*(?=.*(?:什么|啥|多[少大高久长远]|怎么|为何|哪[里儿个些年天位]|是不是|有没有))"
    r"|who knows (?=(?:if|whether|who|when|where|what|which|why|how (?:many|much|long|old|tall|big|far|often|did|do|does|was|were|is))\b))?"
)


@dataclass(frozen=True, slots=True)
class Sort:
    """What may be asked for by set phrases, a length of time or a law: how it is asked for, and how texts of both languages give it."""

    name: str
    asked: re.Pattern[str]
    chinese: re.Pattern[str]
    english: re.Pattern[str]


def kind_of(text: str) -> Kind:
    """The kind of thing that a question asks for; a question for yes or no asks for none."""
    text = text[_opening(text) :]
    if _YES_OR_NO.match(text):
        return Kind.OTHER
    first = _first(text, _WORDS)
    return first if first is not None and first is not Kind.OTHER else _first(text, _NOUNS) or Kind.OTHER


def _first(text: str, patterns: Patterns) -> Kind | None:
    """The kind whose pattern is found first, by the order of the patterns where two are at one place."""
    found = [
        (m.start(), i) for i, (_, pattern) in enumerate(patterns) if (m := pattern.search(text)) is not None
    ]
    return patterns[min(found)[1]][0] if found else None


def asking(text: str) -> Iterator[tuple[int, int]]:
    """Where a question has words that only ask and that no answer needs to say: 几号, 多少钱, "what time of day"."""
    if begun := _opening(text):
        yield 0, begun
    yield from ((m.start(), m.end()) for m in _EMPTY.finditer(text))


def _opening(text: str) -> int:
    """Where the question begins behind what only opens it: "does anybody know", 请问一下; 0 where it is all there is."""
    opening = _OPENING.match(text)
    return opening.end() if opening and opening.end() < len(text) else 0
