"""Whether a quote tells a change of a claim the other way round: from red to blue, and from blue to red."""

from __future__ import annotations

import re
from typing import Final

from retrieval.ground import Ground, moved

_CHANGE: Final = re.compile(
    r"\bfrom (?P<old>[^,.;]{2,60}?) (?:in)?to (?P<new>[^,.;]{2,60})"
    r"|[从由](?P<from>[^,，。;；]{1,30}?)(?:(?:[变改换转调]|调整|转型|升级|修改|更改|迁移|搬|移|[降升涨跌增减])(?:到|成|为|至|向)|到|至|向)(?P<to>[^,，。;；]{1,30})"
)


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
