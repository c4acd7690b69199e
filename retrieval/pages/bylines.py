"""Whose words an article is: lines such as `Publisher · date`, and credits (`来源：…`, `文丨…`) on lines or inside text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from retrieval.kinds import SURNAMES
from retrieval.pages.dates import When, find, month
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import folded

Role = Literal["author", "source", "editor", "crew"]
LONGEST: Final = 120  # code points of a byline
_NAME: Final = 40  # code points of one name in it
_NAMES: Final = 3
_SEPARATORS: Final = "·•‧∙・|丨│¦/—–"
_AUTHOR: Final = r"(?:特约|本报|首席|实习|见习|原|文章|本文)?(?:作者|撰文|撰稿人?|采写|文字|记者)|文|author|written\s+by|words\s+by|by"
_SOURCE: Final = (
    r"(?:新闻|文章|信息|稿件|消息|原文|内容)?(?:来源|出处|来自|转自|转载自|首发)(?:于|自)?|稿源"
    r"|source|via|from|published\s+by|publisher"
)
_EDITOR: Final = r"(?:责任|特约|本文|值班|执行|实习|文字|新媒体)?(?:编辑|编审|总编)|责编|编排|排版|原标题|editor|edited\s+by|photos?(?:graph)?\s+by"
_CREW: Final = (  # words that say as much of other work, and are credits beside the others only
    r"审核|审校|校对|校审|[一二三终]审|监制|统筹|策划|制作|出品|美编|设计|运营|翻译|编译|译者?|图源|题图|头图|封面图?|图片?|摄影|视频|translated\s+by"
)
_LABEL: Final = (
    rf"(?:(?P<author>{_AUTHOR})|(?P<source>{_SOURCE})|(?P<editor>{_EDITOR})|(?P<crew>{_CREW}))\s*[:|丨│/]\s*"
)
_CREDIT: Final = re.compile(rf"(?:^|(?<=[\s{_SEPARATORS}\0]))(?:{_LABEL})", re.IGNORECASE)
_REPORTER: Final = re.compile(
    r"(?P<outlet>[\w·]{2,10}?)(?P<job>记者|编辑|摄影)\s*[|丨│:/]\s*(?P<name>[^\s,。;:|丨│/]{2,12}?)"
    r"(?=\s|$|[,。;)]|(?P=outlet)(?:记者|编辑|摄影))"
)
_CELL: Final = re.compile(rf"\s*[{_SEPARATORS}\0]\s*|\s+-\s+|\s{{2,}}|(?=\x01)")
_PROSE: Final = re.compile(r"[。！？；!?;,:“”\"]")
_COUNTERS: Final = re.compile(
    r"(?:阅读量?|浏览量?|点击量?|播放|评论|点赞|喜欢|收藏|转发|分享|热度|人气)(?:数|次数)?\s*[:(]?\s*\d[\d.,]*\s*[万千kw+]*[次人]?\)?"
    r"|\d[\d.,]*\s*[万千kw+]*\s*[次人个条]?\s*(?:阅读|浏览|点击|播放|评论|点赞|赞同|喜欢|收藏|转发|分享|回复|回答)[过数]?"
    r"|\d[\d.,]*\s*[km]?\s*(?:views?|reads?|comments?|likes?|shares?|claps?|upvotes?|min(?:ute)?s?\s+read)\b"
    r"|(?:分类|栏目|专栏|频道|标签)于?\s*:?\s*(?<=[:于])\s*[^\s|·]{1,16}|(?:categor(?:y|ies)|tags?|filed under)\s*:\s*[^\s|·]{1,16}"
    r"|来自\s*\S[^|·]{1,15}$"
    r"|IP\s*属地\s*:?\s*[\u4e00-\u9fff]{2,6}",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\.?",
    re.IGNORECASE,
)
_DAY_BEFORE: Final = re.compile(
    r"(?:^|(?<=\s))(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?[.,]*\s*$", re.IGNORECASE
)
_DAY_AFTER: Final = re.compile(r"^\s*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
_NAMED: Final = r"(?P<{0}>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){{1,2}})"
_BY_ON: Final = re.compile(
    rf"(?:(?i:posted|published|written|updated)\s+)?(?i:by)\s+{_NAMED.format('by')}\s+on\s*|{_NAMED.format('before')}\s*,\s*"
)
_LEAD: Final = re.compile(
    r"^\s*(?:(?:首次)?(?:发布|发表|更新|编辑|修改|回答|创建|刊登|提问|写)(?:于|时间|日期)?|时间|日期"
    r"|(?:last\s+)?(?:published|posted|updated|edited|answered|asked|created|date|on)(?:\s+(?:on|at))?)?\s*[:/|]?\s*$",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"^\s*(?:首次)?(?:发布|发表|修改|更新|编辑)(?=\s|$)")
_PLACE: Final = re.compile(
    r"\W*(?P<name>[\u4e00-\u9fff]{2,4}(?<![报网台刊社]))"
)  # behind `发布于` and a date
_LEADS: Final = re.compile(
    r"^(?:(?:发布|发表|更新)(?:于|时间|日期)?|published|posted|updated|date)(?: on)?\s*:?\s*", re.IGNORECASE
)
_EDITED: Final = re.compile(r"更新|修改|编辑于|updated|edited|modified", re.IGNORECASE)
_LABEL_BEFORE: Final = re.compile(
    r"(?:^|(?<=[\s|·]))(?:已?(?:发布|发表|更新|编辑|修改|创建)?)(?:时间|日期|于)\s*:?\s*$|^(?:发布|发表|更新)\s*[/|]\s*$|(?:^|(?<=[\s|·]))(?:published|posted|updated|date)(?: on| at)?\s*:?\s*$",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"(?P<outlet>[\w·]{2,10}?)(?:首席|实习|特约|见习)?(?:记者|通讯员)\s+(?P<names>[\u4e00-\u9fff]{2,3}(?:[\s、]+[\u4e00-\u9fff]{2,3}){0,3})"
)
_SLASHED: Final = re.compile(r"^(发布|发表|更新)\s*/\s*(?=\d)")
_MAY_SAY: Final = re.compile(  # what every byline has some of: a digit, a mark, a word of its own
    r"[0-9０-９:：|丨｜│/／]|[Bb][Yy]\s|记者|記者|通讯员|通訊員|原创|原創|Original|报[道导]|報[道導]|整理|撰文|[刚剛]|[今昨]|前|ago|now|to?day|"
    r"(?i:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_MAIL: Final = re.compile(r"\s*[(<]?[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,20}[)>]?")
_POSTED: Final = re.compile(
    r"(?P<name>[\w\u4e00-\u9fff·.-]{2,16})\s+(?:发表|发布|回复|回答)于\s*:?\s*(?=.*\d{4})[\d\s年月日时分:/.-]{6,24}"
)
_MARKED: Final = re.compile(  # what an account writes above its own words: the author, then the account
    r"(?:原创|Original)\s+(?P<author>[\w\u4e00-\u9fff·.-]{1,20})\s+(?P<publisher>[\w\u4e00-\u9fff·.-]{2,20})"
)
_WROTE: Final = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4})\s+(?:报道|报导|综合报道|整理|撰文|摄影报道)")
_OURS: Final = frozenset({"本报", "本刊", "本网", "本台", "本站", "我们"})
_ENGLISH: Final = re.compile(
    r"(?:Written\s+by|Words\s+by|Story\s+by|By|BY)\s+(?P<names>[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|la|bin|al))*"
    r"(?:(?:,\s*|\s+and\s+|\s*&\s*)[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*)+)*)$"
)
_SIGNED: Final = re.compile(
    r"[(【]\s*(?:本报|本刊|本网|新华社|特约)?记者\s*(?P<names>[\u4e00-\u9fff]{2,3}(?:[\s、,]+[\u4e00-\u9fff]{2,3})*)\s*[)】]"
)
_INSIDE: Final = re.compile(rf"(?:^|(?<=[\s。!?()】…]))(?:{_LABEL})(?=\S)", re.IGNORECASE)
_MAY_CREDIT: Final = re.compile(r"记者|[:|丨│/]\S")  # what every credit inside text has
_PARAGRAPH: Final = 20_000  # code points in which credits are looked for
_MAY_CREDIT_INSIDE: Final = re.compile(
    r"[(（【\[][^()（）【】\[\]]{0,12}(?:[:：|丨│]|记者|記者)|\s[^\s:：|丨│]{1,8}[:：|丨│]\S|^[图圖题題头頭封配]\S{0,4}[:：|丨]|^\w{2,10}(?:记者|記者)\s*[|丨│:：]"
)
_PICTURED: Final = re.compile(
    r"(?:^|(?<=[\s。!?]))(?:图片?来源|图源|题图|头图|封面图?|配图)\s*[:|丨]\s*[^\s,。;:|丨()]{1,20}(?=\s)"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_VALUE_LIMIT: Final = 16  # code points of what a credit in brackets names
_BRACKETED: Final = re.compile(r"[(【\[](?P<inside>[^()【】\[\]]{3,60})[)】\]]")
_REPORTER_ALONE: Final = re.compile(
    r"(?:本报|本刊|本网|新华社|特约)?(?:记者|通讯员)\s*[\u4e00-\u9fff]{2,3}(?:[\s、,]+(?:记者|通讯员)?\s*[\u4e00-\u9fff]{2,3})*"
)
_OPEN_CREDIT: Final = re.compile(
    rf"(?<=[\s。!?)】])(?:\d{{4}}-\d{{2}}-\d{{2}}(?: \d{{2}}:\d{{2}}(?::\d{{2}})?)?\s+)?(?:{_LABEL})(?=\S)",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(r"[^\s,。;:|丨│/、()\[\]【】]{1,20}")
_MORE: Final = re.compile(r"(?:\s*[、,&]\s*|\s+)(?P<name>[\u4e00-\u9fff]{2,3})(?=[\s、,&)]|$)")
_ONE_NAME: Final = re.compile(
    r"(?:[\u4e00-\u9fff\w·.-]{1,16}|[A-Z0-9][\w.&'-]*(?:\s[A-Z0-9][\w.&'-]*){0,3})?"
)
_TWO_NAMES: Final = re.compile(
    r"(?P<author>(?=.*[\u4e00-\u9fff])[\u4e00-\u9fff\w]{2,12})\s(?P<publisher>(?=.*[\u4e00-\u9fff])[\u4e00-\u9fff\w]{2,16})"
)
_BOUND: Final = tuple("于在到至从自为是距离过")  # what a date is no date of publication behind
_EDGE: Final = " \t\u3000*_#>◎●▲▼"


_PERSON: Final = re.compile(r"[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){1,2}")
_OFFICE: Final = re.compile(  # words in names of those who publish, and of nobody
    r"the|news\w*|post|times?|daily|weekly|journal|review|press|magazine|blog|herald|tribune|gazette|wire|media|today|network|tv|radio|report\w*|observer"
    r"|guardian|standard|chronicle|insider|labs?|inc|ltd|team|editorial|editors?|staff|desk|research|institute|university|online|central|world|street"
    r"|mail|star|sun|globe|record|bulletin|letter|ledger|digest|watch|talk|tech|finance|business|money|market\w*|agency|foundation|group",
    re.IGNORECASE,
)
_OFFICES: Final = re.compile(
    r".*(?:[报網网刊社台]|日报|晚报|周刊|新闻|财经|在线|客户端|时报|头条|观察|电视|通讯|资讯|快讯|杂志|传媒|中心|评论|科技|商业|研究院)"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Whose words, and from when, as far as a line says so.

    `who` is a name of which the line does not say whether it publishes or writes; `strong` says that the moment is
    set apart from the names by a mark, so that the line could hardly be anything else; `edited` that it is when the
    words were last changed.
    """

    publisher: str | None = None
    author: str | None = None
    who: str | None = None
    when: When | None = None
    strong: bool = False
    edited: bool = False


def byline(line: str, known: Publishers) -> Byline | None:
    """A line that says whose words these are and nothing else; `None` for any other line."""
    short = 0 < len(line) <= LONGEST and line[-1] not in "。！？"
    return _byline(line, known) if short else None


@lru_cache(maxsize=1024)
def _byline(line: str, known: Publishers) -> Byline | None:
    if not _MAY_SAY.search(line):
        return None
    words = re.sub(r"[\0-\x02]", " ", folded(line)).strip(_EDGE)
    if not words:
        return None
    words = _MAIL.sub("", _SLASHED.sub(r"\1 ", words)).strip()
    if match := _POSTED.fullmatch(words):
        return Byline(author=match["name"], when=find(words), strong=True)
    if match := _MARKED.fullmatch(words):
        return Byline(match["publisher"], match["author"], strong=True)
    if match := _ENGLISH.match(words):
        return Byline(author=match["names"], strong=True)
    when = find(words)
    if when is None and (alone := month(_LEADS.sub("", words))):
        return Byline(when=alone)
    if when is None:
        return _reported(words) or _credits_only(words)
    before, after = words[: when.start].rstrip(" (["), words[when.end :].lstrip(" )]")
    found = _dated(before, after, when, known)
    return replace(found, edited=True) if found and _EDITED.search(before + after) else found


def _dated(before: str, after: str, when: When, known: Publishers) -> Byline | None:
    """What stands around a moment: names, labels and counters, or something else."""
    before, after = _DAY_BEFORE.sub("", before), _DAY_AFTER.sub("", after)
    if (
        (match := _BY_ON.fullmatch(before))
        and not after.strip()
        and is_person(name := match["by"] or match["before"])
    ):
        return Byline(author=name, when=when, strong=True)
    place = _PLACE.fullmatch(after) if _LEAD.match(before) and before.strip() else None
    if place and not known.outlet(place["name"]):
        after = ""
    before, after = _LABEL_BEFORE.sub("", before), _TAIL.sub("", after)
    labelled, names = _cells(f"{before}\0{after}")
    if len(names) > _NAMES or any(len(name) > _NAME or _PROSE.search(name) for name in names):
        return None
    strong = _set_apart(before, after)
    if strong or labelled:
        return _whose(labelled, names, when, known, strong=strong and bool(labelled or names))
    return _loose(before, after, when, known)


def _reported(words: str) -> Byline | None:
    """`outlet记者 name`, with nothing else in the line."""
    if (match := _WROTE.fullmatch(words)) and match["name"][0] in SURNAMES:
        return Byline(author=match["name"], strong=True)
    match = _REPORTED.fullmatch(words) if "记者" in words or "通讯员" in words else None
    if match is None or match["names"][0] not in SURNAMES:
        return None
    outlet = None if match["outlet"] in _OURS else match["outlet"]
    return Byline(outlet, "、".join(re.split(r"[\s、]+", match["names"])), strong=True)


def _credits_only(words: str) -> Byline | None:
    if not re.search(r"[:|丨│/]|[Bb]y\s", words):
        return None
    labelled, names = _cells(_COUNTERS.sub("\0", words))
    if names or all(role == "crew" for role, _ in labelled):
        return None
    return _whose(labelled, names, None, Publishers({}, {}, ""), strong=True)


def _set_apart(before: str, after: str) -> bool:
    """Whether the moment has a mark, a label or nothing on either side."""
    left = _LEAD.sub("", _COUNTERS.sub("", before)).rstrip("\0")
    ends = not left.strip() or left.rstrip()[-1] in _SEPARATORS or bool(re.search(r"\s-$|\s\s$", left))
    right = _COUNTERS.sub("", after).strip()
    begins = not right or right[0] in _SEPARATORS or right.startswith("- ") or bool(_CREDIT.match(right))
    return (ends or bool(re.search(rf"\s{{2,}}\S*$|(?:{_LABEL})\S+$", before, re.IGNORECASE))) and begins


def _cells(line: str) -> tuple[list[tuple[Role, str]], list[str]]:
    """The names of a line with the roles that labels give them, and the names without a role."""
    labelled: list[tuple[Role, str]] = []

    def reporter(match: re.Match[str]) -> str:
        labelled.append(("author" if match["job"] == "记者" else "editor", match["name"]))
        if match["job"] == "记者":
            labelled.append(("source", match["outlet"]))
        return "\0"

    def label(match: re.Match[str]) -> str:
        return f"\x01{_role(match)}\x02"

    marked = _CREDIT.sub(label, _REPORTER.sub(reporter, _COUNTERS.sub("\0", line)))
    names = []
    for cell in _CELL.split(marked):
        role, found, value = cell.lstrip("\x01").partition("\x02")
        for n, name in enumerate(_people(value) if found else [cell]):
            plain = re.sub(r"官方(?:账号|帐号|号|微博)$", "", name.strip(_EDGE + "()[],-"))
            if plain and found and n == 0:
                labelled.append((_ROLES[role], plain))
            elif written := re.match(r"by\s+(?=\S)", plain, re.IGNORECASE):
                labelled.append(("author", plain[written.end() :]))
            elif plain and not _LEAD.match(plain) and not _WEEKDAY.fullmatch(plain):
                names.append(plain)
    return labelled, names


_ROLES: Final[dict[str, Role]] = {"author": "author", "source": "source", "editor": "editor", "crew": "crew"}


def _role(match: re.Match[str]) -> Role:
    return next(role for name, role in _ROLES.items() if match[name])


def _people(value: str) -> list[str]:
    """A labelled value: further people after a space belong to it."""
    return (
        ["、".join(value.split())]
        if re.fullmatch(r"[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4})+", value)
        else [value]
    )


def _whose(
    labelled: Sequence[tuple[Role, str]],
    names: Sequence[str],
    when: When | None,
    known: Publishers,
    *,
    strong: bool,
) -> Byline:
    """Of the names without a role the publisher is the one that is known as such, else the first that is no person's."""
    source = next((value for role, value in labelled if role == "source"), None)
    author = next((value for role, value in labelled if role == "author"), None)
    left = list(names)
    if not source and left:
        source = next((name for name in left if known.outlet(name)), None)
        source = source or next((name for name in left if not is_person(name)), left[0])
        left.remove(source)
    return Byline(source, author or (left[0] if left else None), None, when, strong)


def is_person(name: str) -> bool:
    """Whether a name is built like a person's: a Chinese one, or words with capitals, none of them a newspaper's."""
    if _PERSON.fullmatch(name):
        return not is_office(name)
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name)) and name[0] in SURNAMES


def is_office(name: str) -> bool:
    """Whether a name is built like that of a newspaper, a station or a site."""
    if _OFFICES.fullmatch(name):
        return True
    return name[:1].isupper() and any(_OFFICE.fullmatch(word) for word in name.split())


def _loose(before: str, after: str, when: When, known: Publishers) -> Byline | None:
    """`name date`, with no mark between them: a name of few words, and behind the date a rubric at most."""
    who = re.sub(r"^(?:原创|Original)\s*", "", _COUNTERS.sub("", before).strip(_EDGE + "[]("))
    rest = _COUNTERS.sub("", after).strip(_EDGE + "[]()")
    place = bool(when.stated and "T" in when.stated and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", rest))
    if two := _TWO_NAMES.fullmatch(who):
        return Byline(two["publisher"], two["author"], None, when) if place or not rest else None
    rubric = r"(?:[^\W\d]{1,10}(?:\s*\d+)?|\d+)?" if when.age else r"(?:[^\W\d]{1,10}\s*\d+)?"
    follows = place or re.fullmatch(rubric, rest)
    if (
        not follows
        or not _ONE_NAME.fullmatch(who)
        or (not who and rest and not place)
        or who.endswith(_BOUND)
    ):
        return None
    outlet = known.outlet(who)
    return Byline(who if outlet else None, None, None if outlet else who or None, when)


def names_inside(text: str) -> Iterator[tuple[Role, str]]:
    """The names that credits inside running text give, with their roles."""
    words = folded(text)
    if not _MAY_CREDIT.search(words):
        return
    yield from _reporters(words) if "记者" in words else ()
    for match in _INSIDE.finditer(words):
        value = _VALUE.match(words, match.end())
        if value and match["author"]:
            yield "author", "、".join([value[0], *_further(words, value.end())])
        elif value:
            yield _role(match), value[0]


def _reporters(words: str) -> Iterator[tuple[Role, str]]:
    for match in _REPORTER.finditer(words):
        if match["job"] == "记者" and (not match.start() or words[match.start() - 1] in " 。!?()】…"):
            yield "author", match["name"]
            yield "source", match["outlet"]
    for match in _SIGNED.finditer(words):
        yield "author", "、".join(re.split(r"[\s、,]+", match["names"]))


def credits_inside(text: str) -> list[tuple[int, int]]:
    """Where credits stand inside running text that are no words of it: in brackets, or set apart by white space.

    One that the text begins with is left, as what follows it could be part of a name.
    """
    if len(text) > _PARAGRAPH or not _MAY_CREDIT_INSIDE.search(text):
        return []
    words = _aligned(text)
    begun = 0
    while (match := _REPORTER.match(words, begun)) and match["outlet"]:
        begun = match.end()
    found = [(0, begun)] if begun and words[begun : begun + 1].isspace() else []
    found += [
        m.span() for m in _BRACKETED.finditer(words) if _stands_apart(words, m) and _is_credit(m["inside"])
    ]
    found += [m.span() for m in _PICTURED.finditer(words)]
    found += [(m.start(), _credit_end(words, m)) for m in _OPEN_CREDIT.finditer(words) if _opens_credit(m)]
    return apart([span for span in found if span[1] > span[0]])


def _aligned(text: str) -> str:
    """The text as patterns read it, character by character, so that offsets stay."""
    return "".join(folded(char) if len(folded(char)) == 1 else char for char in text)


def _stands_apart(words: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands between sentences, and is no part of one."""
    before, after = words[max(0, match.start() - 1) : match.start()], words[match.end() : match.end() + 1]
    return (not before or before in "。!?…”\"' )】" or not after) and (
        not after or after.isspace() or before in "。!?"
    )


def _opens_credit(match: re.Match[str]) -> bool:
    """Whether a label that stands free is surely a credit: one in Chinese; the lesser ones only with a stroke."""
    stroke = match[0].rstrip()[-1:] in "|丨│"
    return bool(match.start() and _HAN.search(match[0]) and (match["crew"] is None or stroke))


def _is_credit(inside: str) -> bool:
    """Whether what stands in brackets is credits and nothing else."""
    labelled, names = _cells(inside)
    if names or not labelled:
        return bool(_REPORTER_ALONE.fullmatch(inside))
    return all(len(value) <= _VALUE_LIMIT and not _PROSE.search(value) for _, value in labelled)


def _credit_end(words: str, match: re.Match[str]) -> int:
    """Where a credit ends that begins at a match: behind its name, and behind further people."""
    value = _VALUE.match(words, match.end())
    end = value.end() if value else match.start()
    while value and match["author"] and (more := _MORE.match(words, end)) and more["name"][0] in SURNAMES:
        end = more.end()
    behind = words[end : end + 1]
    return end if not behind or behind.isspace() or behind in "()【[" else match.start()


def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _further(words: str, at: int) -> Iterator[str]:
    """Further people: short Chinese words that begin like names."""
    while (match := _MORE.match(words, at)) and match["name"][0] in SURNAMES:
        yield match["name"]
        at = match.end()
