"""A short question that leans on the one before: what it leaves out is put in, in the asker's own words.

Three things tell that a question leans: a pronoun with nothing before it that it could mean; a beginning such as `and`
or `那` without a name behind it; and, in Chinese, which drops a subject that is known, a verb where the subject should
stand, or in either language no word of meaning at all. A question with none of these stands by itself.

A pronoun for people is replaced by the name that it can mean, from the question before or, where that has none, from
the quote that answered it. A name that is asked for in place of another (`and Ada Byron?`, `徐洁云呢？`) is put in its
place. Otherwise the words of the question before are put beside. The tables are closed classes of words, simplified and
in lower case, as questions are folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Analyzer, Token
from retrieval.analysis.folding import HAN
from retrieval.asking import kind_of
from retrieval.kinds import CALENDAR, chinese_name
from retrieval.model import Kind, Span
from retrieval.wording import content

LONGEST: Final = 7  # words of meaning; a longer question says itself what it is about
FEW: Final = 2  # words of meaning beside what points back but faintly
MORE: Final = 4  # beside what can only point back
SEVERAL: Final = 3  # names that one "they" stands for
_ONE: Final = frozenset("他 她 他的 她的 其 he she him her his hers himself herself".split())
_MANY: Final = frozenset("他们 她们 他们的 两人 二人 三人 俩人 they them their theirs themselves".split())
_OWN: Final = frozenset("his their".split())
_OBJECT: Final = frozenset("him them himself themselves".split())
_AFTER_OBJECT: Final = frozenset("了 吗 呢 吧 过 么 嘛 没有 没".split())
_BACK: Final = re.compile(
    r"[它牠]们?|该(?=公司|集团|机构|事件|事故|案|产品|车|人)|此[事举案]|"
    r"(?:这|那)(?:[件次个名位家款份项起笔]|些)(?:事件|事情|公司|集团|机构|事故|案件|消息|视频|声明|决定|规定|产品|车型|人|事|案|车)"
)
_THING: Final = re.compile(
    r"(?:这|那)(?:[件次个名位家款份项起笔]|些)?(?=是|怎么|为什么|为何|会|能|算|对|呢|吗)"
)
_IT: Final = re.compile(
    r"\b(?:it|its|these|those)\b"
    r"|\b(?:this|that|these|those) (?:incident|event|affair|case|company|firm|group|decision|rule|statement|report|"
    r"person|man|woman|accident|product|car|matter|thing)s?\b"
    r"|\b(?:is|was|were|did|does|do|has|about|after|before|of|for|with|like|by|why|how|when|and) (?:this|that)\b(?! \w+ (?:is|was|were|has)\b)"
    r"|\b(?:this|that)\W*$"
)
_BEGINNING: Final = re.compile(
    r"(?:(?:那么|那|然后|还有(?![谁什哪别其])|另外|以及|而|可是|但是|但|所以|后来|随后|之后|此后|事后|当时|最后|最终|结果|接着|其中)[,，、 ]*)+"
    r"|(?:(?:and|but|so|then|also|or|later|afterwards?)\b[, ]*)+(?:(?:what|how) about\b\s*)?|(?:what|how) about\b\s*"
)
_KEPT: Final = re.compile(r"后来|随后|之后|此后|事后|当时|最后|最终|结果|其中|later|afterwards?")
_ELSE: Final = re.compile(
    r"还有(?:谁|什么|哪|别|其)|其他人|其余的?人|别人|\b(?:who|what|anyone|anybody|anything|nobody) else\b"
)
_DONE: Final = frozenset("了 过 着 没有 没 吗 的".split())  # behind a verb
_BEFORE_VERB: Final = frozenset(
    "为什么 为何 什么时候 何时 时候 怎么 如何 被 由 是否 有没有 到底 究竟 是 又 也 都 还 再 已 没 没有 不 有".split()
)
_MEASURED: Final = frozenset("钱 人 次 天 元 万元 块 个人 美元 多久 时间".split())
_UNITS: Final = frozenset("年 月 日 号".split())
_REACTION: Final = frozenset(
    "真的 谢谢 多谢 你好 您好 好的 明白 收到 懂 确定 早上好 thanks thank hi hello ok okay really sure yes no good great nice".split()
)
_LATIN_NAME: Final = re.compile(r"[A-Z][a-z-]+(?:\s+[A-Z][a-z-]+)*")
_NO_NAME: Final = CALENDAR | frozenset(
    "what who whom whose which when where why how did does do is was were are has had have can could will would should and but "
    "so then also or in on at the a an i".split()
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked before, as it was understood, and the first quote of its answer, if there was one."""

    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A question with its tokens, those that have a meaning, and where names stand in the text as it was written."""

    text: str
    analyzed: Analyzed
    words: tuple[Token, ...]
    names: tuple[Span, ...]

    @property
    def folded(self) -> str:
        return self.analyzed.folded.text

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.analyzed.tokens

    @property
    def beginning(self) -> int:
        """Where, in the folded text, what ties a question to the one before has ended; 0 where nothing does."""
        found = _BEGINNING.match(self.folded)
        end = found.end() if found else 0
        return 0 if any(t.start < end < t.end for t in self.tokens) else end

    @property
    def own(self) -> str:
        """The text without what only ties it to the one before."""
        end = self.beginning
        if not end or _KEPT.search(self.folded[:end]) or end == len(self.folded):
            return self.text
        return self.text[self.analyzed.folded.starts[end] :]

    def people(self) -> list[str]:
        """The names that may be of people, in order, each once: one Latin word may as well be a place or a nation."""
        found = dict.fromkeys(span.of(self.text) for span in self.names)
        return [name for name in found if " " in name or not name.isascii()]

    def original(self, start: int, end: int) -> str:
        """Folded `[start, end)` as it was written."""
        return self.analyzed.folded.original(start, end).of(self.text) if start < end else ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions for what they name.

    `ordinary` says whether the dictionary has a Chinese word, which is then no name, and `held` whether the corpus has
    two Chinese characters beside each other.
    """

    analyzer: Analyzer
    ordinary: Callable[[str], bool]
    held: Callable[[str], bool]

    def read(self, text: str) -> _Read:
        """A question, or a quote."""
        analyzed = self.analyzer.analyze(text)
        words = tuple(t for t in analyzed.tokens if content(t))
        return _Read(text, analyzed, words, tuple(sorted({*self._chinese(analyzed), *_latin(text)})))

    def _chinese(self, analyzed: Analyzed) -> Iterator[Span]:
        """The names of people in Chinese."""
        for i, token in enumerate(analyzed.tokens):
            name, end = chinese_name(analyzed.tokens, i)
            if len(name) > 2 and self.held(name[:2]) and not self.held(name[1:3]):
                name, end = name[:2], token.start + 2  # what follows is no part of it
            if name and not self.ordinary(name):
                yield analyzed.folded.original(token.start, end)


def understood(earlier: Earlier, text: str, reader: Reader) -> str | None:
    """The question that is meant by one that leans on an earlier one; `None` where it stands by itself.

    `text` is without filters.
    """
    asked, before = reader.read(text), reader.read(earlier.text)
    if (
        not before.words
        or len(asked.words) > LONGEST
        or _REACTION.intersection(t.surface for t in (asked.words or asked.tokens))
    ):
        return None
    if pronoun := _pronoun(asked):
        most = SEVERAL if pronoun.surface in _MANY else 1
        if names := before.people():
            meant = _replaced(asked, pronoun, names[:most])
            few = len(asked.words) <= FEW  # they alone do not tell what it is about
            return (_beside(reader.read(meant), before) if few else None) or meant
        found = reader.read(earlier.quote).people() if kind_of(before.folded) is Kind.WHO else []
        return _replaced(asked, pronoun, found[:most]) if found else _beside(asked, before)
    if (other := _asked_about(asked)) and (instead := _instead(before, other, reader)):
        return instead
    return _beside(asked, before) if _leans(asked) else None


def _latin(text: str) -> Iterator[Span]:
    """What is written with capitals as names are; a single word that begins a sentence is none."""
    for found in _LATIN_NAME.finditer(text):
        words = found.group().split()
        start = found.start()
        while words and words[0].lower() in _NO_NAME:
            start += len(words.pop(0))
            start += len(text[start:]) - len(text[start:].lstrip())
        begins = not text[:start].strip() or text[:start].rstrip()[-1:] in ".!?"
        if words and words[-1].lower() not in _NO_NAME and (len(words) > 1 or not begins):
            yield Span(start, found.end())


def _pronoun(asked: _Read) -> Token | None:
    """A pronoun for people that nothing in the question can be meant by."""
    for i, token in enumerate(asked.tokens):
        if token.surface in _ONE | _MANY:
            first = all(_KEPT.fullmatch(t.surface) for t in asked.words if t.start < token.start)
            rest = asked.tokens[i + 1 :]
            last = (
                all(t.surface in _AFTER_OBJECT for t in rest) if token.chinese else token.surface in _OBJECT
            )
            return token if (first or last) and len(asked.words) <= LONGEST else None
    return None


def _leans(asked: _Read) -> bool:
    """Whether a question without such a pronoun leans on another one."""
    back = _BACK.search(asked.folded)
    inside = range(*back.span()) if back else ()
    words = [t for t in asked.words if not _KEPT.fullmatch(t.surface) and t.start not in inside]
    if back and len(words) <= MORE:
        return True
    if asked.names:
        return False
    if not words or _ELSE.search(asked.folded):
        return bool(asked.tokens)
    if asked.beginning:
        return len(words) <= MORE
    faintly = _THING.search(asked.folded) or _IT.search(asked.folded) or _verb_first(asked)
    return len(words) <= FEW and bool(faintly)


def _verb_first(asked: _Read) -> bool:
    """Whether a Chinese question begins with what was done, and leaves out by whom: 罚了多少, 什么时候道歉的."""
    at = next(i for i, t in enumerate(asked.tokens) if content(t))
    verb, before, behind = asked.tokens[at], asked.tokens[:at], asked.tokens[at + 1 :]
    if (
        not verb.chinese
        or len(verb.surface) > 2
        or any(content(t) and t.surface not in _MEASURED for t in behind)
    ):
        return False
    if any(t.surface not in _BEFORE_VERB | {"什么", "谁"} for t in before):
        return False
    passive = any(t.surface in {"被", "由"} for t in before)
    return passive or (
        bool(behind) and behind[0].surface in _DONE and not any(t.surface == "谁" for t in before)
    )


def _asked_about(asked: _Read) -> str:
    """What alone a question names, in place of what was asked of before: `and Ada Byron?`, 徐洁云呢; empty where it asks more."""
    start = asked.beginning
    ends = re.search(r"[呢咧][\s?？!！。.]*$", asked.folded)
    end = ends.start() if ends else len(asked.folded.rstrip(" ?？!！。.,，"))
    inside = [t for t in asked.tokens if start <= t.start < end]
    named = all(content(t) or t.surface in _UNITS for t in inside)
    if not inside or not named or not (start or ends) or _KEPT.match(inside[0].surface):
        return ""
    return asked.original(inside[0].start, end).strip()


def _instead(before: _Read, other: str, reader: Reader) -> str | None:
    """The question before with what is asked of now in the place of its name, or of its number; `None` where it has not one."""
    now = reader.read(f"— {other}")  # behind a mark, as it begins no sentence
    places = list(before.names) if now.names == (Span(2, len(now.text)),) else []
    if now.analyzed.numbers and not places:
        found = [before.analyzed.folded.original(n.start, n.end) for n in before.analyzed.numbers]
        places = [one for one in found if not any(one != other and one.inside(other) for other in found)]
        first = now.analyzed.numbers[0]
        other = now.original(first.start, first.end)
    ends = {before.analyzed.original(t).end for t in before.words}
    if len({span.of(before.text) for span in places}) != 1 or places[0].start in ends:
        return None  # none, several, or a part of one
    return before.text[: places[0].start] + other + before.text[places[0].end :]


def _replaced(asked: _Read, pronoun: Token, names: Sequence[str]) -> str:
    """The question with names in the place of the pronoun."""
    place = asked.analyzed.original(pronoun)
    said = ("、" if pronoun.chinese else ", ").join(names)
    own = "'s" if pronoun.surface in _OWN else "的" if pronoun.surface == "其" else ""
    return asked.text[len(asked.text) - len(asked.own) : place.start] + said + own + asked.text[place.end :]


def _beside(asked: _Read, before: _Read) -> str | None:
    """The question with the words of the one before that it does not say itself; `None` where it says all of them.

    A number of its own stands in the place of those of the one before.
    """
    known = {t.term for t in asked.tokens}
    numbers = before.analyzed.numbers if asked.analyzed.numbers else ()
    runs: list[Span] = []
    for token in before.words:
        span = before.analyzed.original(token)
        if token.term in known or any(n.start <= token.start < n.end for n in numbers):
            continue
        if runs and not before.text[runs[-1].end : span.start].strip(" "):
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    if not runs:
        return None
    words = " ".join(span.of(before.text) for span in runs)
    own = asked.own
    if re.search(f"[{HAN}]", own):
        return f"{words} {own}"
    return f"{own.rstrip(' ?？!.')} {words}?"
