"""What in a sentence is of the kind of thing that a question asks for.

Patterns over folded text (simplified, lower case) for Chinese, and over the written text for English, where
capitals tell names. They give evidence, not proof: ranking weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from retrieval.analysis.analyzer import Token
from retrieval.model import Kind

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
        rf"[0-9][0-9.,]*|{_CHINESE_NUMBER}{{1,16}}{_UNITS}|第{_CHINESE_NUMBER}+|百分之|(?<![a-z])[ivx]{{1,4}}(?=[级期型])"
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
        r"\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|"
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
_NO_AMOUNT: Final = re.compile(  # days, years, and one of its kind: 一名记者 is "a reporter"
    r"\d{4}年|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号]|\d{1,2}[:：]\d\d|一[个名位种家部座件条次份张场篇间款项群批辆台只把支本句段天]"
)
_NO_ENGLISH_AMOUNT: Final = re.compile(
    rf"\b(?:{'|'.join(map(str.title, MONTHS))})(?: \d{{1,2}}\b)?|\b\d{{1,2}} (?:{'|'.join(map(str.title, MONTHS))})\b|"
    r"\b(?:1[5-9]|20)\d\d\b"
)
CALENDAR: Final = frozenset({*MONTHS, *"monday tuesday wednesday thursday friday saturday sunday".split()})
"""What English writes with a capital, and is no name."""
SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷"
    "贺倪汤滕罗毕郝安常于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒屈项祝董梁杜阮闵季贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯卢莫房解应宗丁邓洪包石崔龚程裴陆翁甄曲封储靳段侯全班仰秋仲宫宁仇甘武符刘景詹束龙叶司黎薄白蒲鄂索赖卓蔺屠蒙池乔阎胥苍双"
    "闻莘党谭贡姬申冉宰桑桂牛寿边扈燕浦尚农温庄晏柴瞿充连茹习艾鱼容向古易廖衡步耿满弘匡国文寇广东欧殳沃利师巩聂晁勾敖融冷辛阚简饶"
    "曾沙养鞠关荆岳帅涂肖游盛佘占车代"
)
_NOT_GIVEN: Final = frozenset(
    "的了在和与及或是被把将对向从到就也都还又再才只很太最更这那个年月日人们时后前中上下里内外说称表丨不没给他她它我你您谁"
)
_SPEAKING: Final = re.compile(r"^[^,，。]{0,6}?(?:表示|称|说|指出|认为|回应|强调|透露|坦言|解释|回忆|谈)")
_FOREIGN_NAME: Final = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:[·・][\u4e00-\u9fff]{1,8})+|(?<![a-z])[a-z]+ [a-z]+(?=[\u4e00-\u9fff,，])"
)
_BODY: Final = re.compile(
    r"(?:(?![被的是在由与和向对给让把了该这那本某其])[\u4e00-\u9fff]){2}(?:公司|集团|部门|委员会|大学|学院|法院|政府|协会|组织|教会|军队|国王|皇帝|总统|女王|教皇|王朝|公爵|将军)"
)
_ENGLISH_NAME: Final = re.compile(
    r"(?<![.!?\]•]\s)(?<!\s[-–—]\s)(?<!^)(?<!^-\s)\b[A-Z][a-z'’-]+(?:\s+(?:[A-Z]\.|[A-Z][a-z'’-]+|de|van|von|al-\w+|of|the))*"
)


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
    text = folded if chinese else written
    if kind is Kind.HOW_MANY:
        text = (_NO_AMOUNT if chinese else _NO_ENGLISH_AMOUNT).sub(" ", text)
    found = {m.group() for m in signs[kind].finditer(text)} - asked
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
