"""A claim laid over a quote: which of its words are said and where, how near to each other, and what is negated.

A figure, an opposite or a negation contradicts a claim only where it is said of the same thing. How much it is, is told
by how near it stands to the claim's other words: in the same clause, a few words away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from retrieval.analysis.analyzer import Analyzed, language_of
from retrieval.analysis.folding import HAN
from retrieval.features import Reading, word_shares
from retrieval.matching import Sentence, occurrences
from retrieval.model import Difference, Group, Language, Span
from retrieval.quoting import Quote

MEANT: Final = 0.3  # the weight from which on an alternative says the word
REACH: Final[Mapping[Language, float]] = {"zh": 10.0, "en": 25.0, "und": 25.0}
"""The characters over which nearness falls to about a third."""
CLAUSE_GAP: Final = 0.5  # how far apart a comma puts two words, and the end of a sentence, in reaches
END_GAP: Final = 3.0
CLOSE: Final = (
    0.6  # of a reach, and a comma in such, where it is to be told which of two things a figure is said of
)
CLOSE_CLAUSE: Final = 1.5
GOVERNED: Final = 8  # Chinese characters, or half as many English words, over which a negation reaches
CLOSELY: Final = 2  # the same, where nothing is to stand between: 不太低
FARTHER: Final = 14  # the same, where it may reach over a word: 没有为此事道歉
LONGEST_DENIAL: Final = 8  # characters of a verb that denies
FURTHEST: Final = 60  # characters after a negation in which its word is looked for
SEVERAL: Final = 2  # words that are negated at once
NAME: Final = 3  # characters of a name that may end in what negates: 任正非
NEGATIONS: Final = 50  # of a claim; a text of more is no claim
_HAN: Final = re.compile(f"[{HAN}]")
_CLAUSE: Final = re.compile(r"[,，、:：()（）]")
_BUT: Final = re.compile(r"\bbut\b|而是|但是?|\brather than\b")
_NEVER: Final = re.compile(
    r"(?:从|未曾|以前|此前|之前|先前|过去)[^,，。]{0,8}?[未没]|未曾|前所未|\b(?:never|not|no)\b[^.;]{0,80}\b(?:before|previous\w*|until|earlier)\b"
)
_FIRST: Final = re.compile(r"首次|首度|首个|首例|头一[次回遭]|第一[次回]|\bfirst(?:-ever)?\b", re.IGNORECASE)
_REACHES: Final = r"(?:[适適]用|包括|包含|涵[盖蓋]|涉及|[针針][对對])[于於]?|[^\w]*(?:apply to|applicable to|include|cover|extend to)\b"
_ALL_OF_IT: Final = re.compile(  # what is negated together with these: not because of all that, does not apply to all that
    r"是?(?:因[为為]|由[于於]|出[于於]|[为為]了|[缘緣][于於]|源[于於])|(?:代表|意味)[着著]?[,，]?|等[于於]"
    rf"|[^\w]*(?:because(?: of)?|due to|owing to|on account of|out of|mean(?: that)?)\b|{_REACHES}"
)
_EXCEPTS: Final = re.compile(_REACHES)  # of these what a rule does not reach
_DENIES: Final = re.compile(
    r"(?:否[认認]|[辟闢][谣謠]|[驳駁]斥|den(?:y|ies|ied|ying))$"
)  # what is denied is denied as a whole
_UNTRUE: Final = re.compile(  # said of what stands before it
    r"(?:谣言|谣传|不实(?:信息|消息|传闻|之词)?|假消息|子虚乌有|无稽之谈|无中生有|误读|误传|胡说八道|假的|不(?:认可|认同|同意|赞同|属实|成立|可信|是事实|是真的|存在))"
    r"的?了?(?=[^\w]|$)"
    r"|\b(?:is|are|was|were|as|be|been|being)(?: \w+ly| just| all)? (?:false|untrue|not true|baseless|unfounded|groundless|nonsense|fake|an? (?:\w+ )?(?:lie|rumou?r|hoax|fabrication))\b"
)
_WHEN: Final = re.compile(  # begins what is said of when, or why, of which nothing is denied
    r"\b(?:after|before|when|while|during|since|until|till|although|though|despite|because|unless)\b"
)
_END: Final = re.compile(r"[;；。!！?？|\n]|\.\s")
_NO_NEGATION: Final = re.compile(
    r"不[仅但过久断同少管论料止如妨然只光足到满禁惜时愧惑]|不得[不已]|不锈钢|不动产|不在乎|不由得|不约而同|不可(?:思议|或缺)|微不足道"
    r"|差不多|了不起|对不起|说不定|要不|能不能|无[论线数疑锡非]|无人机|无意中|非[常洲凡法]|[南北东西莫]非|除非|是非|未[来免]|没[收落]|[没未](?:料到?|想到)|没[成承]想|料不到|并非不"
    rf"|([{HAN}])[不没]\1|[未没][{HAN}]{{1,4}}的(?=[{HAN}])"
    r"|\bnot only\b|\bno doubt\b|\bno (?:more|less|fewer|later|earlier) than\b|(?<![a-z])no\. ?(?=\d)|\bnothing but\b|\bno matter\b|\bwhether or not\b"
)
_NEGATION: Final = re.compile(
    r"不|没|未|无|非|很难|难以|(?<![特区分级性类个辨鉴送告离派差识永惜阔])别(?=[跟和再去让把想怕说做买信比])|拒绝|否认|辟谣|驳斥|豁免|免于|免征|免缴|免交|免收|除外|\b(?:not|never|no|without|denied|denies|deny|refused?|refuses|nobody|none|nothing|neither|nor|cannot"
    r"|hardly|failed to|rather than|instead of|den(?:ies|ying)|exempt(?:ed|s|ion|ions)?|(?:is|are|was|were|be|been|being) spared|excluded from)\b|n['’]t\b"
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a quote says a word of the claim, in offsets of the document."""

    word: str
    span: Span


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of the claim that goes unsaid, what the quote says in its place, as both write it, and where in the document."""

    word: str
    difference: Difference
    span: Span


class Ground:
    """A claim laid over a quote.

    `shares` are what the claim's words are worth, its figures aside; `said` is how well the quote says each.
    """

    def __init__(
        self, claim: Analyzed, reading: Reading, quote: Quote, figure: Callable[[str], bool]
    ) -> None:
        """Lay a claim over a quote of a passage that was read with it in mind; `figure` says which words are of its figures."""
        groups = reading.query.readings[reading.ranked.language]
        shares = zip(groups, word_shares(groups, reading.ranked.rarity), strict=True)
        self.claim = claim
        self.quote = quote
        self.sentences = [s for s in reading.sentences if s.span.overlaps(quote.span)]
        self.groups = tuple(g for g in groups if g.meaning)
        self.said = said(reading, quote)
        self.shares = {g.word: share for g, share in shares if g.meaning and not figure(g.word)}
        self._all = sum(self.shares.values()) or 1.0
        self._text = reading.document.text
        self._query = reading.query
        self._language = reading.passage.language
        self._reach = REACH[self._language]
        self._places = tuple(self._found())

    def _found(self) -> Iterator[Occurrence]:
        """Where the quote says which words; a part of another word, 发 in 发布, is none where the quote has the word itself."""
        for group in self.groups:
            found = [*self._said_at(group)] if group.word in self.shares else []
            whole = [place for place, is_whole in found if is_whole]
            yield from whole or (place for place, _ in found)

    def _said_at(self, group: Group) -> Iterator[tuple[Occurrence, bool]]:
        """Where the quote says a word, and whether that is surely no part of another one: one character may be."""
        for sentence in self.sentences:
            for alternative in group.alternatives:
                for at in occurrences(sentence, alternative):
                    is_whole = len(alternative.surface) > 1 or sentence.whole(*at)
                    yield Occurrence(group.word, _original(sentence, *at)), is_whole

    @property
    def places(self) -> Sequence[Occurrence]:
        """Where the quote says which words of the claim."""
        return self._places

    @property
    def text(self) -> str:
        """The text of the document."""
        return self._text

    @property
    def language(self) -> Language:
        """The language of the quote."""
        return self._language

    @property
    def names(self) -> frozenset[str]:
        """The words of the claim that are names by their capitals."""
        return self._query.names

    @property
    def quoted(self) -> str:
        """The words of the quote."""
        return self.quote.span.of(self._text)

    def sayable(self, group: Group) -> bool:
        """Whether a word has a way to be said in the script of the quote's language."""
        return any(a.surface.isascii() == (self._language == "en") for a in group.alternatives)

    def words_at(self, at: Span) -> frozenset[str]:
        """The words of the claim that a place of the quote, in offsets of it, says."""
        there = moved(at, self.quote.span.start)
        return frozenset(place.word for place in self._places if place.span.overlaps(there))

    def within_a_word(self, at: Span) -> bool:
        """Whether a place of the quote, in offsets of it, is a part of what says a word of the claim: 发布 in 未发布."""
        there = moved(at, self.quote.span.start)
        return any(p.span.start <= there.start and there.end <= p.span.end for p in self._places)

    @property
    def words(self) -> float:
        """The share of the claim's words that the quote says, wholly or in most of their characters."""
        return sum(share * self._partly(word) for word, share in self.shares.items()) / self._all

    @property
    def spoken(self) -> int:
        """How many of the claim's words that is."""
        return sum(self._partly(word) > MEANT for word in self.shares)

    def share(self, words: Iterable[str]) -> float:
        """The share that some of the claim's words have."""
        return sum(self.shares.get(word, 0.0) for word in words) / self._all

    def _partly(self, word: str) -> float:
        """How well a word is said; one of Chinese of which some characters are said, a little."""
        held = sum(any(c in s.folded for s in self.sentences) for c in word)
        part = 0.0 if word.isascii() or len(word) < 2 else 0.6 * (held / len(word) - 0.4)
        return max(self.said.get(word, 0.0), part)

    def near(self, at: Span, instead_of: str = "") -> float:
        """How near to a place the claim's words stand, apart from the one that it may be instead of: from 0 to 1."""
        best: dict[str, float] = {}
        for place in self._places:
            if place.word != instead_of:
                near = nearness(self._text, at, place.span, self._reach)
                best[place.word] = max(near, best.get(place.word, 0.0))
        whole = self._all - self.shares.get(instead_of, 0.0)
        return sum(self.shares[word] * near for word, near in best.items()) / (whole or 1.0)

    def bound(self, at: Span, claimed: Span) -> float:
        """How near to a place of the document those words stand that stand near to a place of the claim: from 0 to 1.

        What is said of what is told by the clause: 甲占一成，乙占两成.
        """
        best: dict[str, float] = {}
        for place in self._places:
            near = nearness(self._text, at, place.span, CLOSE * self._reach, CLOSE_CLAUSE)
            best[place.word] = max(near, best.get(place.word, 0.0))
        return sum(self.shares[w] * near * self._beside(w, claimed) for w, near in best.items()) / self._all

    def beside(self, at: Span) -> float:
        """The share of the claim's words that the sentence of the quote says in which a place of the document is."""
        of = next((s.span for s in self.sentences if s.span.overlaps(at)), at)
        return self.share(self.said_in(of))

    def said_in(self, at: Span) -> set[str]:
        """The words of the claim that the quote says in a stretch of the document."""
        return {place.word for place in self._places if place.span.overlaps(at)}

    def written_in(self, at: Span) -> set[str]:
        """The words of the claim that it has in a stretch of its own."""
        own = ((g.word, self.written(g.word)) for g in self.groups)
        return {word for word, span in own if span and span.overlaps(at)}

    def _beside(self, word: str, claimed: Span) -> float:
        """How near a word stands to a place in the claim itself."""
        own = self.written(word)
        reach = CLOSE * REACH[language_of(self.written_claim)]
        return nearness(self.written_claim, own, claimed, reach, CLOSE_CLAUSE) if own else 1.0

    def contrast(self, word: str, at: Span) -> Contrast:
        """A word of the claim as it was written there, beside what stands at a place of the quote."""
        own = self.written(word)
        claimed = own.of(self.written_claim) if own else word
        span = moved(at, self.quote.span.start)
        return Contrast(word, Difference(claimed, span.of(self._text)), span)

    @property
    def written_claim(self) -> str:
        """The claim as it was written, not folded."""
        return self._query.question.text

    def written(self, word: str) -> Span | None:
        """Where the claim, as it was written, has a word."""
        folded = self.claim.folded
        start = folded.text.find(word)
        return folded.original(start, start + len(word)) if start >= 0 else None

    @property
    def negated(self) -> bool:
        """Whether the claim negates."""
        return bool(self._negated_from)

    @property
    def first_of_all(self) -> bool:
        """Whether one says that it never was before, and the other that it is the first time."""
        here, there = (bool(_NEVER.search(text)) for text in (self.written_claim, self.quoted))
        first, its_first = (bool(_FIRST.search(text)) for text in (self.written_claim, self.quoted))
        return (here and its_first and not there) or (there and first and not here)

    @property
    def quote_negates(self) -> bool:
        """Whether the quote negates anything."""
        return bool(self._negated_there_from)

    @cached_property
    def negated_there(self) -> frozenset[str]:
        """The words of the claim that the quote says and negates: of each negation the first that follows, or all of what is not the cause, or not meant."""
        found = self._placed
        negated = {one for end in self._negated_there_from for one in _negated(found, self._text, end)}
        for at in self._untrue_there:
            denied = {*_before(found, self._text, at)}
            negated = negated - denied if negated & denied else negated | denied
        words = {word for word, at in negated if not self._nearer_elsewhere(word, at, negated)}
        return frozenset(filter(self._says, words))

    def _nearer_elsewhere(self, word: str, at: int, negated: AbstractSet[tuple[str, int]]) -> bool:
        """Whether a word is negated where it is farther from the claim's other words than where it is not: 减量不减价, and 开盘价."""
        places = [place for place in self._places if place.word == word]
        near = {place.span.start: self.near(place.span, word) for place in places}
        return any(how > near[at] for other, how in near.items() if (word, other) not in negated)

    @property
    def excepted(self) -> bool:
        """Whether the quote negates several words of the claim at once: not because of all that, does not apply to all that."""
        ends = (end for end in self._negated_there_from if _whole(self._text, end) is not None)
        negated = [{word for word, _ in _negated(self._placed, self._text, end)} for end in ends]
        return any(sum(map(self._says, words)) >= SEVERAL for words in negated)

    @property
    def exempts(self) -> bool:
        """Whether the quote says of several words of the claim that a rule does not reach them: whatever is said of the rule is then denied."""
        return self.excepted and any(_EXCEPTS.match(self._text, end) for end in self._negated_there_from)

    @property
    def denied(self) -> frozenset[str]:
        """The words that the claim negates and the quote says, in no clause that negates anything."""
        here = self._reached_here
        there = {word for word, at in self._placed if self._in_negation(at)}
        return frozenset(word for word in here - there if self._says(word))

    @property
    def negated_besides(self) -> frozenset[str]:
        """The words that the quote negates and the claim, which negates others, does not."""
        return self.negated_there - self._reached_here

    @cached_property
    def _reached_here(self) -> set[str]:
        """The words of the claim that its own negations may reach."""
        return _reached(self._written, self.claim.folded.text, self._negated_from)

    def negates(self, at: Span) -> bool:
        """Whether the quote negates what stands at a place of the document, right before it."""
        ends = (end for end in self._negated_there_from if end <= at.start < end + FURTHEST)
        return any(_governs(self._text[end : at.start], CLOSELY) for end in ends)

    def _in_negation(self, at: int) -> bool:
        """Whether the clause of the document in which a place is negates: what is negated may stand before it, too."""
        ends = (end for end in self._negated_there_from if abs(end - at) < FURTHEST)
        return any(not _parted(self._text[min(at, end) : max(at, end)]) for end in ends)

    def _says(self, word: str) -> bool:
        return self.said.get(word, 0.0) >= MEANT

    @cached_property
    def negated_words(self) -> frozenset[str]:
        """The words of the claim that it negates itself: of each negation the first that follows."""
        text = self.claim.folded.text
        return frozenset(word for end in self._negated_from for word, _ in _first(self._written, text, end))

    @cached_property
    def _negated_from(self) -> list[int]:
        """Where in the claim, folded, what its negations reach begins."""
        return [end for _, end in negations(self.claim)][:NEGATIONS]

    @cached_property
    def _negated_there_from(self) -> list[int]:
        """The same in the document, of the quote's negations."""
        return [_original(s, *mark).end for s in self.sentences for mark in negations(s.analyzed)]

    @cached_property
    def _untrue_there(self) -> list[int]:
        """Where in the document the quote says that what stands before is not so, unless the claim says so, too."""
        if _UNTRUE.search(self.claim.folded.text):
            return []
        found = ((s, match) for s in self.sentences for match in _UNTRUE.finditer(s.folded))
        return [_original(s, *match.span()).start for s, match in found]

    @cached_property
    def _written(self) -> list[tuple[str, int]]:
        """The words of a claim that negates, each as often as it has it, with their places in it, folded."""
        text = self.claim.folded.text
        groups = self.groups if self._negated_from else ()
        return [(g.word, m.start()) for g in groups for m in re.finditer(re.escape(g.word), text)]

    @property
    def _placed(self) -> list[tuple[str, int]]:
        """The words of the claim that the quote says, with their places in the document."""
        return [(place.word, place.span.start) for place in self._places]


def nearness(text: str, one: Span, other: Span, reach: float, clause: float = CLAUSE_GAP) -> float:
    """How near two places of a text are: 1 where they touch, a third over a reach. Marks between them count in reaches."""
    if one.overlaps(other):
        return 1.0
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    marks = clause * len(_CLAUSE.findall(between)) + END_GAP * len(_END.findall(between))
    return math.exp(-len(between) / reach - marks)


def one_clause(text: str, one: Span, other: Span) -> bool:
    """Whether no mark stands between two places of a text."""
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    return not (_CLAUSE.search(between) or _END.search(between))


def said(reading: Reading, quote: Quote) -> dict[str, float]:
    """How well the quote itself says each word of the claim."""
    rows = [
        row
        for row, sentence in zip(reading.found, reading.sentences, strict=True)
        if sentence.span.overlaps(quote.span)
    ]
    return {group.word: max(row[i] for row in rows) for i, group in enumerate(reading.groups)}


def negations(text: Analyzed) -> list[tuple[int, int]]:
    """Where a folded text negates; 不仅, 非常 and "not only" do not, nor does the end of a name: 任正非."""
    kept = _NO_NEGATION.sub(lambda match: " " * len(match.group()), text.folded.text)
    names = {
        i for t in text.tokens if t.chinese and len(t.surface) == NAME for i in range(t.start + 1, t.end)
    }
    return [match.span() for match in _NEGATION.finditer(kept) if match.start() not in names]


def moved(span: Span, by: int) -> Span:
    """A span of a quote in offsets of its document."""
    return Span(span.start + by, span.end + by)


def _original(sentence: Sentence, start: int, end: int) -> Span:
    return moved(sentence.analyzed.folded.original(start, end), sentence.span.start)


def _first(found: Iterable[tuple[str, int]], text: str, end: int) -> list[tuple[str, int]]:
    """The first of words with their places in a text that a negation which ends there reaches; none where it reaches none."""
    at, word = min(((at, word) for word, at in found if end <= at < end + FURTHEST), default=(0, ""))
    return [(word, at)] if word and _governs(text[end:at]) else []


def _whole(text: str, end: int) -> int | None:
    """Where what a negation that ends there negates as a whole begins: what is not the cause, not meant, what is denied."""
    if begun := _ALL_OF_IT.match(text, end):
        return begun.end()
    return end if _DENIES.search(text[max(0, end - LONGEST_DENIAL) : end].lower()) else None


def _negated(found: Sequence[tuple[str, int]], text: str, end: int) -> list[tuple[str, int]]:
    """Of words with their places in a text those that a negation which ends there negates: the first, or all of them."""
    begun = _whole(text, end)
    if begun is None:
        return _first(found, text, end)
    reached = ((word, at) for word, at in found if begun <= at < begun + FURTHEST)
    return [(word, at) for word, at in reached if not _parted(text[begun:at])]


def _before(found: Iterable[tuple[str, int]], text: str, denied: int) -> Iterator[tuple[str, int]]:
    """Of words with their places in a text those of its sentence that stand before what says that they are not so."""
    for word, at in found:
        if denied - FURTHEST < at < denied and not _END.search(text[at:denied]):
            yield word, at


def _reached(found: Iterable[tuple[str, int]], text: str, ends: Sequence[int]) -> set[str]:
    """Those of words with their places in a text that negations which end there may reach, over others, too."""
    return {
        word
        for word, at in found
        for end in ends
        if end <= at < end + FURTHEST and _governs(text[end:at], FARTHER) and not _WHEN.search(text, end, at)
    }


def _parted(between: str) -> bool:
    """Whether a mark stands in it, or what turns against what was said."""
    return bool(_CLAUSE.search(between) or _END.search(between) or _BUT.search(between))


def _governs(between: str, most: int = GOVERNED) -> bool:
    """Whether a negation reaches over so much text: no mark, and few words."""
    if _parted(between):
        return False
    return len(between) <= most if _HAN.search(between) else len(between.split()) <= most // 2
