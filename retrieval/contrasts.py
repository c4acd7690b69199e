"""Where a quote says the words of a claim, and what stands near them: the places that a contradiction is read from.

A figure, an opposite or a negation contradicts a claim only where it is said of the same thing. How much it is, is told
by how near it stands to the claim's other words: in the same clause, a few words away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzed
from retrieval.features import Reading, word_shares
from retrieval.matching import Sentence, occurrences
from retrieval.model import Group, Language, Span
from retrieval.quoting import Quote

REACH: Final[Mapping[Language, float]] = {"zh": 10.0, "en": 25.0, "und": 25.0}
"""The characters after which nearness falls to about a third."""
SCOPE: Final = {"zh": 8}
_CLAUSE: Final = re.compile(r"[,，、:：()（）]")
_END: Final = re.compile(r"[;；。!！?？|\n]|\.\s")
_NO_NEGATION: Final = re.compile(
    r"不仅|不但|不过|不久|不断|不同|不少|不得不|不管|不论|不料|不止|不如|不妨|不然|不锈钢|不动产|不只|不光|不足|不到|不满|不禁|不惜|差不多|了不起|对不起"
    r"|微不足道|不可思议|不可或缺|不约而同|不得已|不在乎|不由得|不时|说不定|要不|不惑|不愧|无论|无线|无数|无人机|无疑|无锡|无非|无意中|非常|非洲|除非|是非|非凡|非法|未来|未免|没收|没落|没想到|并非不|不能不"
    r"|\bnot only\b|\bno doubt\b|\bno (?:more|less|fewer|later|earlier) than\b|\bnothing but\b|\bno matter\b|\bwhether or not\b"
)
_NEGATION: Final = re.compile(
    r"不|没|未|无|非|拒绝|否认|\b(?:not|never|no|without|denied|denies|deny|refused?|refuses|nobody|none|nothing|neither|nor|cannot|hardly|failed to)\b"
    r"|n['’]t\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote says a word of the claim, in offsets of the document, and the word's share of the claim."""

    word: str
    span: Span
    share: float


class Ground:
    """A quote with the claim's words in it: what stands near what."""

    def __init__(self, reading: Reading, quote: Quote) -> None:
        self.quote = quote
        self._text = reading.document.text
        self._reach = REACH[reading.passage.language]
        self.span = quote.span
        self.groups = tuple(g for g in reading.query.readings[reading.ranked.language] if g.meaning)
        shares = word_shares(reading.query.readings[reading.ranked.language], reading.ranked.rarity)
        every = reading.query.readings[reading.ranked.language]
        self.shares = {g.word: s for g, s in zip(every, shares, strict=True) if g.meaning}
        self.sentences = [s for s in reading.sentences if s.span.overlaps(quote.span)]
        self.places = tuple(self._places())

    def _places(self) -> Iterator[Place]:
        for group in self.groups:
            share = self.shares[group.word]
            for sentence in self.sentences:
                seen = set()
                for alternative in group.alternatives:
                    for start, end in occurrences(sentence, alternative):
                        if start not in seen:
                            seen.add(start)
                            yield Place(group.word, original(sentence, start, end), share)

    def pull(self, at: Span, without: Callable[[str], bool], *, after: bool = False) -> float:
        """How near the claim's other words stand: their share, each by its distance."""
        total = sum(s for w, s in self.shares.items() if not without(w)) or 1.0
        best: dict[str, float] = {}
        for place in self.places:
            if without(place.word) or (after and place.span.start < at.start):
                continue
            near = place.share * math.exp(-self._gap(at, place.span) / self._reach)
            best[place.word] = max(near, best.get(place.word, 0.0))
        return sum(best.values()) / total

    def _gap(self, one: Span, other: Span) -> float:
        if one.overlaps(other):
            return 0.0
        first, second = sorted((one, other))
        between = self._text[first.end : second.start]
        return (
            len(between)
            + self._reach * 0.5 * len(_CLAUSE.findall(between))
            + self._reach * 3 * len(_END.findall(between))
        )


    def denied_in_claim(self, claim: Analyzed) -> set[str]:
        """The words of the claim that it negates."""
        found = set()
        for start, end in negations(claim.folded.text):
            following = [
                (at, group.word)
                for group in self.groups
                if (at := claim.folded.text.find(group.word, end)) >= 0
                and self._governs(claim.folded.text[end:at])
            ]
            if following:
                found.add(min(following)[1])
        return found

    def denied_in_quote(self) -> set[str]:
        """The words of the claim that the quote negates: of each negation the first that follows."""
        found = set()
        for sentence in self.sentences:
            for _, end in negations(sentence.folded):
                following = [
                    (at, group.word)
                    for group in self.groups
                    for alternative in group.alternatives
                    for at, _ in occurrences(sentence, alternative)
                    if at >= end and self._governs(sentence.folded[end:at])
                ]
                if following:
                    found.add(min(following)[1])
        return found

    @staticmethod
    def _governs(between: str) -> bool:
        if _CLAUSE.search(between) or _END.search(between):
            return False
        return len(between) <= SCOPE["zh"] if re.search("[\u4e00-\u9fff]", between) else len(between.split()) <= 4


def original(sentence: Sentence, start: int, end: int) -> Span:
    """A place in a sentence's folded text, in offsets of the document."""
    inner = sentence.analyzed.folded.original(start, end)
    return Span(sentence.span.start + inner.start, sentence.span.start + inner.end)


def negations(folded: str) -> list[tuple[int, int]]:
    """Where a folded text negates."""
    kept = _NO_NEGATION.sub(lambda m: " " * len(m.group()), folded)
    return [m.span() for m in _NEGATION.finditer(kept)]


def figure_of(group: Group) -> bool:
    """Whether a group stands for a number or a day."""
    return bool(group.alternatives) and group.alternatives[0].terms[0].startswith("w:#")
