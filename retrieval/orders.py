"""Whether a quote tells what a claim tells the other way round: from red to blue, and from blue to red; before a talk, and after it."""

from __future__ import annotations

import re
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


def before_for_after(ground: Ground) -> bool:
    """Whether the quote has after something what the claim has before it, or the other way round."""
    text = ground.written_claim
    own = ((word, ground.written(word)) for word in ground.shares)
    claimed = {word: when for word, at in own if at and (when := _when(text, at))}
    told: dict[str, set[str]] = {}
    for place in ground.places:
        if when := _when(ground.text, place.span):
            told.setdefault(place.word, set()).add(when)
    return any(when not in told.get(word, {when}) for word, when in claimed.items())


def _when(text: str, at: Span) -> str | None:
    """Whether a place of a text is what something comes before, or after."""
    behind = _WHEN_ZH.match(text, at.end)
    ahead = _WHEN_EN.search(text[max(0, at.start - LOOK_BACK) : at.start].lower())
    return next((match.lastgroup for match in (behind, ahead) if match), None)


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
