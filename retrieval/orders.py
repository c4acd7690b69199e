"""Whether a quote tells what a claim tells the other way round: from red to blue, and from blue to red; before a talk, and after it.

More than a fine, and less than it, is the other way round, too; what bounds a figure is the figure's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.ground import Ground, moved
from retrieval.model import Span

LOOK_BACK: Final = 40  # characters
_CHANGE: Final = re.compile(
    r"\bfrom (?P<old>[^,.;]{2,60}?) (?:in)?to (?P<new>[^,.;]{2,60})"
    r"|[从由](?P<from>[^,，。;；]{1,30}?)(?:(?:[变改换转调]|调整|转型|升级|修改|更改|迁移|搬|移|[降升涨跌增减])(?:到|成|为|至|向)|到|至|向)(?P<to>[^,，。;；]{1,30})"
)
_WHEN_ZH: Final = re.compile(  # 演讲之前, 演讲后; not 前后, 后续
    r"[一-鿿]{0,2}?[之以]?(?<![最此日目随隨然今背先落提幕事])(?:(?P<before>前)|(?P<after>[后後]))(?![后後前者續续果面端台任景途往所來来方排半卫衛])"
)
_WHEN_EN: Final = re.compile(
    r"\b(?:(?P<before>before|prior to|ahead of)|(?P<after>after|following))\b[^,.;]{0,25}$"
)
_THAN: Final = re.compile(  # "no less than" is neither
    r"(?<![不未没沒有])(?<![不未没沒][会會能得曾可])(?<!\bno )(?<!\bnot )(?<!n't )(?<!\bnever )(?:(?P<above>(?:超[过過出]|[高大多][于於])|\b(?:(?:more|greater|higher|larger|bigger) than|exceed(?:s|ed|ing)?)\b)"
    r"|(?P<below>[还還远遠都尚]不到|(?<!来)(?<!來)不及(?![时時格])|[低小少][于於]|\b(?:(?:less|lower|smaller|fewer) than|(?:falls?|fell) short of)\b))"
    r"[^,.;，。；\d]{0,5}$"
)
OTHER: Final = {"before": "after", "after": "before", "above": "below", "below": "above"}


def other_side(ground: Ground) -> bool:
    """Whether the quote has after something, or above it, what the claim has before or below it, or the other way round."""
    text = ground.written_claim
    own = ((word, ground.written(word)) for word in ground.shares)
    claimed = [(word, side) for word, at in own if at for side in _sides_of(text, at)]
    told = {(place.word, side) for place in ground.places for side in _sides_of(ground.text, place.span)}
    return any((word, OTHER[side]) in told and (word, side) not in told for word, side in claimed)


def _sides_of(text: str, at: Span) -> Iterator[str]:
    """On which sides of a place of a text something is: before it, after it, above it, below it."""
    ahead = text[max(0, at.start - LOOK_BACK) : at.start].lower()
    found = (_WHEN_ZH.match(text, at.end), _WHEN_EN.search(ahead), _THAN.search(ahead))
    yield from (match.lastgroup for match in found if match and match.lastgroup)


def changed_backwards(ground: Ground) -> bool:
    """Whether more of what the claim has behind "from" and "to" stands in each other's place in the quote than in its own, wherever it says such a change."""
    folded = ground.claim.folded
    claimed = _CHANGE.search(folded.text)
    if not claimed:
        return False
    mine = [ground.written_in(folded.original(*side)) for side in _sides(claimed)]
    kept = crossed = 0
    for sentence in ground.sentences:
        there = sentence.analyzed.folded
        for change in _CHANGE.finditer(there.text):
            sides = (there.original(*side) for side in _sides(change))
            its = [ground.said_in(moved(at, sentence.span.start)) for at in sides]
            kept = max(kept, sum(len(one & other) for one, other in zip(mine, its, strict=True)))
            crossed = max(
                crossed, sum(len(one & other) for one, other in zip(mine, reversed(its), strict=True))
            )
    return crossed > kept


def _sides(change: re.Match[str]) -> list[tuple[int, int]]:
    old, new = ("old", "new") if change["old"] else ("from", "to")
    return [change.span(old), change.span(new)]
