"""What kind of thing a question asks for, and what in a sentence is of that kind.

Patterns over folded text (simplified, lower case) for Chinese, and over the written text for English, where
capitals tell names. They give evidence, not proof: ranking weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from retrieval.analysis.analyzer import Token
from retrieval.model import Kind

_CHINESE_PEOPLE: Final = (
    "记者|教授|总统|主席|总裁|经理|首相|总理|部长|市长|省长|国王|女王|皇帝|将军|作家|诗人|画家|歌手|演员|导演|球员|教练|选手|律师|法官|医生|"
    "科学家|工程师|[哲数物化史]学家|专家|学者|高管|负责人|创始人|发言人|主持人|博主|网红|运动员|艺术家|作曲家|船长|员工|官员|议员|大使|主教|教皇|"
    "探险家|企业家|分析师|设计师|明星|董事长?|首席\\w{1,3}官|作者|发明[者人]|继任者|同事|儿子|女儿|妻子|丈夫|父亲|母亲"
)
_ENGLISH_PEOPLE: Final = (
    "person|people|man|woman|men|journalist|reporter|professor|president|chairman|chairwoman|chief executive|ceo|cfo|minister|mayor|"
    "governor|king|queen|emperor|author|writer|poet|painter|singer|actor|actress|director|player|quarterback|coach|lawyer|judge|"
    "doctor|scientist|engineer|philosopher|historian|mathematician|physicist|chemist|expert|scholar|executive|manager|founder|"
    "spokes(?:man|woman|person)|host|blogger|influencer|athlete|artist|musician|composer|captain|official|senator|ambassador|bishop|"
    "pope|explorer|entrepreneur|analyst|designer|employee|colleague|son|daughter|wife|husband|father|mother|successor|inventor|"
    "architect|investor|whistleblower|prosecutor|theologian|economist"
)
_CHINESE_QUESTIONS: Final[Sequence[tuple[Kind, re.Pattern[str]]]] = (
    (Kind.WHY, re.compile(r"为什么|为何|为啥|何故|原因|图什么|图啥|怎么会|凭什么|理由")),
    (
        Kind.WHEN,
        re.compile(
            r"什么时候|何时|几点|哪年|哪一年|哪天|哪一天|哪月|几月|几号|几时|哪个月|何年|时间|多久前|哪个时候|年份|日期"
        ),
    ),
    (
        Kind.HOW_MANY,
        re.compile(
            r"多少|几[个名人位次台辆家件条种年天岁米起只部座所本万亿倍成小]|多[大高长远重久快宽深]|身高|价格|售价|数量|比例|占比|第几"
        ),
    ),
    (
        Kind.WHERE,
        re.compile(
            r"哪里|哪儿|在哪|何处|何地|哪个(?:国家|城市|省|地方|地区|平台|频道)|哪国|哪座|什么地方|什么平台|位于"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            rf"谁|何人|哪些人|什么人|哪[两几]?(?:个人|位|名)|哪[个些]?\w{{0,6}}?(?:{_CHINESE_PEOPLE})|"
            rf"(?:{_CHINESE_PEOPLE})(?:叫什么|的名字|姓名)"
        ),
    ),
)
_ENGLISH_QUESTIONS: Final[Sequence[tuple[Kind, re.Pattern[str]]]] = (
    (
        Kind.WHY,
        re.compile(
            r"\bwhy\b|\bwhat (?:was|is|were|are) the reasons?\b|\bfor what reason|\bwhat caused\b|\bhow come\b"
        ),
    ),
    (
        Kind.WHEN,
        re.compile(
            r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time|century)\b|\bhow long ago\b|\bsince what\b"
        ),
    ),
    (
        Kind.HOW_MANY,
        re.compile(
            r"\bhow (?:many|much|long|tall|high|large|big|far|old|often|fast|wide|heavy|deep)\b|\bwhat (?:number|percentage|percent|"
            r"share|price|amount|proportion)\b|\bheight\b|\bnumber of\b"
        ),
    ),
    (
        Kind.WHERE,
        re.compile(
            r"\bwhere\b|\b(?:what|which) (?:country|city|place|state|province|platform|channel|region|town|location)\b"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            r"\bwho(?:m|se)?\b|\b(?:which|what)(?: [\w'-]+){0,3}? "
            rf"(?:{_ENGLISH_PEOPLE})s?\b|\bthe name of the(?: \w+)? (?:{_ENGLISH_PEOPLE})\b"
        ),
    ),
)

_CHINESE_NUMBER: Final = r"[0-9０-９〇零一二三四五六七八九十百千万亿两几半]"
_UNITS: Final = (
    r"[%％‰个名位人次台辆家件条种年天月岁米起只部座所本万亿倍成元美届层架艘颗架枚张篇場场届小分秒公吨斤英平度升点款项户级处页支双"
    r"口根块份]"
)
_CHINESE_SIGNS: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.WHEN: re.compile(
        r"\d{2,4}年|\d{1,2}月|\d{1,2}[日号]|\d{1,2}[时点:：]\d{0,2}|[一二三四五六七八九十]{1,3}月|世纪|年代|昨[天日晚]|今[天日晚年]|明[天年]|去年|前年|"
        r"上[周月]|本[周月]|凌晨|上午|下午|晚间|[早中]午|\d年代|公元"
    ),
    Kind.HOW_MANY: re.compile(
        rf"[0-9][0-9.,]*|{_CHINESE_NUMBER}{{1,16}}{_UNITS}|第{_CHINESE_NUMBER}+|百分之"
    ),
    Kind.WHERE: re.compile(
        r"在[^,，。]{1,12}[省市县区州国镇村岛街路馆院校站台城山河海湾部内上里]|[省市县区州国岛]|平台|社区|卫视|频道|位于|微博|公司"
    ),
    Kind.WHY: re.compile(
        r"因为|由于|因[^此而]|原因|为了|以便|所以|因此|导致|理由|旨在|目的|是由于|出于|使得|从而|不是"
    ),
}
_ENGLISH_SIGNS: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.WHEN: re.compile(
        r"\b(?:1\d{3}|20\d{2})s?\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
        r"\bcentur(?:y|ies)\b|\b\d{1,2}:\d{2}\b|\b(?:yesterday|today|tomorrow|last (?:year|month|week)|BC|AD|Monday|Tuesday|Wednesday|"
        r"Thursday|Friday|Saturday|Sunday)\b"
    ),
    Kind.HOW_MANY: re.compile(
        r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|"
        r"million|billion|dozen|half|twice|percent)s?\b"
    ),
    Kind.WHERE: re.compile(r"\b(?:in|at|on|from|near|of|to) (?:the )?[A-Z][\w-]+"),
    Kind.WHY: re.compile(
        r"\b(?:because|due to|since|as a result|in order to|so that|caused?|reason|therefore|owing to|led to)\b"
    ),
}

MONTHS: Final = tuple(
    "january february march april may june july august september october november december".split()
)
CALENDAR: Final = frozenset({*MONTHS, *"monday tuesday wednesday thursday friday saturday sunday".split()})
"""What English writes with a capital, and is no name."""
SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷"
    "贺倪汤滕罗毕郝安常于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒屈项祝董梁杜阮闵季贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯卢莫房解应宗丁邓洪包石崔龚程裴陆翁甄曲封储靳段侯全班仰秋仲宫宁仇甘武符刘景詹束龙叶司黎薄白蒲鄂索赖卓蔺屠蒙池乔阎胥能苍双"
    "闻莘党谭贡姬申冉宰桑桂牛寿边扈燕浦尚农温庄晏柴瞿充连茹习艾鱼容向古易廖衡步都耿满弘匡国文寇广东欧殳沃利师巩聂晁勾敖融冷辛阚简饶"
    "曾沙养鞠关荆岳帅涂肖游盛佘占车代"
)
_NOT_GIVEN: Final = frozenset(
    "的了在和与及或是被把将对向从到就也都还又再才只很太最更这那个年月日人们时后前中上下里内外说称表丨"
)
_SPEAKING: Final = re.compile(r"^[^,，。]{0,6}?(?:表示|称|说|指出|认为|回应|强调|透露|坦言|解释|回忆|谈)")
_FOREIGN_NAME: Final = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:[·・][\u4e00-\u9fff]{1,8})+|(?<![a-z])[a-z]+ [a-z]+(?=[\u4e00-\u9fff,，])"
)
_BODY: Final = re.compile(
    r"[\u4e00-\u9fff]{2}(?:公司|集团|部门|委员会|大学|学院|法院|政府|协会|组织|教会|军队|国王|皇帝|总统|女王|教皇|王朝|公爵|将军)"
)
_ENGLISH_NAME: Final = re.compile(
    r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z'’-]+(?:\s+(?:[A-Z]\.|[A-Z][a-z'’-]+|de|van|von|al-\w+|of|the))*"
)


def kind_of(text: str) -> Kind:
    """The kind of thing that a question, folded, asks for."""
    for kind, pattern in (*_CHINESE_QUESTIONS, *_ENGLISH_QUESTIONS):
        if pattern.search(text):
            return kind
    return Kind.OTHER


def evidence(
    kind: Kind,
    written: str,
    folded: str,
    tokens: Sequence[Token],
    asked: frozenset[str],
    ordinary: Callable[[str], bool],
    *,
    chinese: bool,
) -> float:
    """How much of the asked kind a sentence holds, from 0 to 1.

    Args:
        kind: what is asked for.
        written: the sentence as it stands in the document.
        folded: the same, folded.
        tokens: its tokens, with offsets in `folded`.
        asked: surfaces of the question: what it names itself is no answer.
        ordinary: whether the dictionary has a Chinese word as an ordinary one, which is then no name.
        chinese: whether the sentence is Chinese.
    """
    if kind is Kind.OTHER:
        return 0.0
    if kind is Kind.WHO:
        names = (
            _chinese_people(folded, tokens, asked, ordinary) if chinese else _english_names(written, asked)
        )
        return min(1.0, names / 2)
    signs = _CHINESE_SIGNS if chinese else _ENGLISH_SIGNS
    found = {m.group() for m in signs[kind].finditer(folded if chinese else written)} - asked
    return 1.0 if found else 0.0


def _chinese_people(
    folded: str, tokens: Sequence[Token], asked: frozenset[str], ordinary: Callable[[str], bool]
) -> float:
    """Names of people, each once; one who only speaks in the sentence counts for little, a body of people for half."""
    found: dict[str, float] = {}
    for i in range(len(tokens)):
        name, end = chinese_name(tokens, i)
        if name and name not in asked and not ordinary(name):
            value = 0.25 if _SPEAKING.match(folded[end : end + 14]) else 1.0
            found[name] = max(value, found.get(name, 0.0))
    foreign = {m.group() for m in _FOREIGN_NAME.finditer(folded)} - asked
    bodies = {m.group() for m in _BODY.finditer(folded)} - asked
    return sum(found.values()) + 2 * len(foreign) + 0.5 * len(bodies)


def chinese_name(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The name that begins at token `i`, and where it ends: a surname and one or two characters that no word joins."""
    first = tokens[i]
    given = ""
    if first.surface in SURNAMES:
        for token in tokens[i + 1 : i + 3]:
            if (
                len(token.surface) != 1
                or not token.chinese
                or token.surface in _NOT_GIVEN
                or token.start != first.end + len(given)
            ):
                break
            given += token.surface
    return (first.surface + given, first.end + len(given)) if given else ("", 0)


def _english_names(written: str, asked: frozenset[str]) -> float:
    return float(sum(1 for name in capitalised(written) if not set(name.split()) & asked))


def capitalised(written: str) -> set[str]:
    """The English names of a text, in lower case: words with capitals that do not begin a sentence."""
    return {m.group().lower() for m in _ENGLISH_NAME.finditer(written)}
