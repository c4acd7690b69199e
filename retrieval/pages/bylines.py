"""Whose words an article is: lines such as `Publisher · date`, and credits (`来源：…`, `文丨…`) on lines or inside text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from retrieval.kinds import SURNAMES
from retrieval.pages.dates import When, find
from retrieval.pages.publishers import Publishers
from retrieval.pages.rows import folded

Role = Literal["author", "source", "editor", "crew"]
LONGEST: Final = 120  # code points of a byline
_NAME: Final = 40  # code points of one name in it
_NAMES: Final = 3
_SEPARATORS: Final = "·•‧∙|丨│¦/—–"
_AUTHOR: Final = r"(?:特约|本报|首席|实习|见习|原)?(?:作者|撰文|撰稿人?|采写|文字|记者)|文|author|written\s+by|words\s+by|by"
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
    r"(?:阅读量?|浏览量?|点击量?|播放|评论|点赞|喜欢|收藏|转发|分享|热度|人气)(?:数|次数)?\s*[:(]?\s*\d[\d.,]*\s*[万千kw+]*\)?"
    r"|\d[\d.,]*\s*[万千kw+]*\s*[次人个条]?\s*(?:阅读|浏览|点击|播放|评论|点赞|赞同|喜欢|收藏|转发|分享|回复|回答)[过数]?"
    r"|\d[\d.,]*\s*[km]?\s*(?:views?|reads?|comments?|likes?|shares?|claps?|upvotes?|min(?:ute)?s?\s+read)\b"
    r"|(?:分类|栏目|专栏|频道|标签|categor(?:y|ies)|tags?|filed under)\s*:\s*[^\s|·]{1,16}"
    r"|IP\s*属地\s*:?\s*[\u4e00-\u9fff]{2,6}",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^\s*(?:(?:首次)?(?:发布|发表|更新|编辑|修改|回答|创建|刊登|提问|写)(?:于|时间|日期)?|时间|日期"
    r"|(?:last\s+)?(?:published|posted|updated|edited|answered|asked|created|date|on)(?:\s+(?:on|at))?)?\s*:?\s*$",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    r"By\s+(?P<names>[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|la|bin|al))*"
    r"(?:(?:,\s*|\s+and\s+|\s*&\s*)[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*)+)*)$"
)
_SIGNED: Final = re.compile(
    r"[(【]\s*(?:本报|本刊|本网|新华社|特约)?记者\s*(?P<names>[\u4e00-\u9fff]{2,3}(?:[\s、,]+[\u4e00-\u9fff]{2,3})*)\s*[)】]"
)
_INSIDE: Final = re.compile(rf"(?:^|(?<=[\s。!?()】…]))(?:{_LABEL})(?=\S)", re.IGNORECASE)
_MAY_CREDIT: Final = re.compile(r"记者|[:|丨│/]\S")  # what every credit inside text has
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


@dataclass(frozen=True, slots=True)
class Byline:
    """Whose words, and from when, as far as a line says so.

    `who` is a name of which the line does not say whether it publishes or writes; `strong` says that the moment is
    set apart from the names by a mark, so that the line could hardly be anything else.
    """

    publisher: str | None = None
    author: str | None = None
    who: str | None = None
    when: When | None = None
    strong: bool = False


def byline(line: str, known: Publishers) -> Byline | None:
    """A line that says whose words these are and nothing else; `None` for any other line."""
    return _byline(line, known) if len(line) <= LONGEST else None


@lru_cache(maxsize=1024)
def _byline(line: str, known: Publishers) -> Byline | None:
    words = re.sub(r"[\0-\x02]", " ", folded(line)).strip(_EDGE)
    if not words:
        return None
    if match := _ENGLISH.match(words):
        return Byline(author=match["names"], strong=True)
    when = find(words)
    if when is None:
        return _credits_only(words)
    before, after = words[: when.start].rstrip(" (["), words[when.end :].lstrip(" )]")
    labelled, names = _cells(f"{before}\0{after}")
    if len(names) > _NAMES or any(len(name) > _NAME or _PROSE.search(name) for name in names):
        return None
    strong = _set_apart(before, after)
    if strong or labelled:
        return _whose(labelled, names, when, known, strong=strong and bool(labelled or names))
    return _loose(before, after, when, known)


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
            elif plain and not _LEAD.match(plain):
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
    """Whether a name is built like a Chinese person's."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name)) and name[0] in SURNAMES


def _loose(before: str, after: str, when: When, known: Publishers) -> Byline | None:
    """`name date`, with no mark between them: a name of few words, and behind the date a rubric at most."""
    who = re.sub(r"^原创\s*", "", _COUNTERS.sub("", before).strip(_EDGE + "[]("))
    rest = _COUNTERS.sub("", after).strip(_EDGE + "[]()")
    place = bool(when.stated and "T" in when.stated and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", rest))
    if two := _TWO_NAMES.fullmatch(who):
        return Byline(two["publisher"], two["author"], None, when) if place or not rest else None
    rubric = r"(?:[^\W\d]{1,10}(?:\s*\d+)?|\d+)?" if when.age else r"(?:[^\W\d]{1,10}\s*\d+)?"
    follows = place or re.fullmatch(rubric, rest)
    if not follows or not _ONE_NAME.fullmatch(who) or (not who and rest) or who.endswith(_BOUND):
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


def _further(words: str, at: int) -> Iterator[str]:
    """Further people: short Chinese words that begin like names."""
    while (match := _MORE.match(words, at)) and match["name"][0] in SURNAMES:
        yield match["name"]
        at = match.end()
