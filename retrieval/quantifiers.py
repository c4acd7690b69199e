"""Whether a quote says of a part what a claim says of the whole, or the other way round: all, each, only, against some, most, one of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.ground import Contrast, Ground, moved
from retrieval.model import Difference, Span

_WHOLE: Final = re.compile(
    r"全部|所有|全体|全数|全都|悉数|一律|统统|通通|清一色|无一例外|每一?[个家位名台辆项件款次条座]|个个|人人|各个|百分之百|百分百"
    r"|\b(?:all|every|each|everyone|everybody|everything|entire(?:ly)?|whole|without exception|100 ?(?:%|per ?cent)|complete(?:ly)?|full(?:y)?)\b"
)
_PART: Final = re.compile(
    r"部分|一些|有些|有的|若干|多数|大半|少数|之一|其中[^,，。]{0,8}[个家位名台辆项件款次条座]|近?半数|一半|几乎(?=[^,，。]{0,6}(?:所有|全))|以上"
    r"|\b(?:some|part(?:ly|ial|ially)?|several|a few|many|most(?:ly)?(?= of\b| were\b| are\b| had\b)|majority|half|nearly all|almost all|one of|not all|among|certain)\b"
)
_ONLY: Final = re.compile(
    r"唯一|只有|仅有|独家|没有之一|\b(?:the only|only one|sole(?:ly)?|alone|nobody else|no other)\b"
)
_MORE: Final = re.compile(
    r"(?:还有|也有)(?:另外|其[他它]|别的)|另外(?:还有|几|[两三四五]|一)|不止(?:一|他|她|它)|\b(?:several other|two other|three other|other \w+ (?:too|as well)|not the only|others (?:too|as well))\b"
)
_SINGLE: Final = re.compile(  # one, and no two: not "the only growers", 唯一的两位
    r"唯一的?(?![两兩几幾二三四五六七八九十\d])|\bthe only (?!\d|two\b|three\b|four\b|few\b|ones\b|(?:\w+ )?\w+(?<![sui])s\b)"
)
_SEVERAL: Final = re.compile(
    r"好[几幾][位个個家名]|多[位个個家名]|(?<![第前])[两兩三四五][位名]|不少|[许許]多|\b(?:several|many|multiple|a number of|numerous)\b"
)
_NOT: Final = re.compile(r"(?:不|没有?|未|并非|不是)$|\b(?:not|nearly|almost|hardly)\s*$")
_AHEAD: Final = 6  # characters that may take it back: 不是所有, not all
_OF: Final = re.compile(r"[^,，、.。;；:：]{0,8}")  # what may stand between "several" and what they are


def quantified(ground: Ground) -> Iterator[Contrast]:
    """What the claim says of the whole and the quote of a part only, or the other way round; "the only one" against "one of"."""
    whole, part = ([*_told(ground.written_claim, pattern)] for pattern in (_WHOLE, _PART))
    only = [*_told(ground.written_claim, _ONLY)]
    its_whole, its_part = ([*_told(ground.quoted, pattern)] for pattern in (_WHOLE, _PART))
    if (whole or only) and its_part and not part and not its_whole:
        yield from (_contrast(ground, (whole or only)[0], at) for at in its_part)
    elif (more := [*_told(ground.written_claim, _MORE)]) and (its_only := [*_told(ground.quoted, _ONLY)]):
        yield from (_contrast(ground, more[0], at) for at in its_only)
    elif its_one := [at for at in _told(ground.quoted, _SINGLE) if _several(ground, at)]:
        yield from (_contrast(ground, next(_told(ground.written_claim, _SEVERAL)), at) for at in its_one)
    elif part and its_whole and not whole and not its_part:
        yield from (_contrast(ground, part[0], at) for at in its_whole)


def _several(ground: Ground, only: Span) -> bool:
    """Whether the claim has several of what the quote has only one of; not where the quote has several of anything."""
    if any(_told(ground.quoted, _SEVERAL)):
        return False
    own, there = ground.written_claim, ground.quoted
    ones = ((p.word, p.span.start - ground.quote.span.start) for p in ground.places)
    words = {word for word, start in ones if start >= only.end and _OF.fullmatch(there, only.end, start)}
    starts = [at.start for word in words if (at := ground.written(word))]
    several = list(_told(own, _SEVERAL))
    return any(s >= one.end and _OF.fullmatch(own, one.end, s) for one in several for s in starts)


def _told(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    lowered = text.lower()
    for match in pattern.finditer(lowered):
        if not _NOT.search(lowered[max(0, match.start() - _AHEAD) : match.start()]):
            yield Span(*match.span())


def _contrast(ground: Ground, own: Span, at: Span) -> Contrast:
    there = moved(at, ground.quote.span.start)
    return Contrast("", Difference(own.of(ground.written_claim), at.of(ground.quoted)), there)
