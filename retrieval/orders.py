"""Whether a quote says the same words as a claim the other way round: A sued B, from five to eight, from red to blue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from retrieval.figures import Figure
from retrieval.ground import Ground, moved
from retrieval.model import Span

_PASSIVE: Final = re.compile(r"被|遭|由|\bby\b")
_CHANGE: Final = re.compile(
    r"\bfrom (?P<old>[^,.;]{2,60}?) (?:in)?to (?P<new>[^,.;]{2,60})"
    r"|[从由](?P<from>[^,，。;；]{1,30}?)(?:(?:[变改换转调]|调整|转型|升级|修改|更改|迁移|搬|移|[降升涨跌增减])(?:到|成|为|至|向)|到|至|向)(?P<to>[^,，。;；]{1,30})"
)

Order = list[tuple[Span, Span]]
"""Where things stand, each in the claim and in the quote."""


def turned(names: frozenset[str], ours: Sequence[Figure], theirs: Sequence[Figure], ground: Ground) -> bool:
    """Whether the quote has half of the claim's names, or of its figures of a sort, in the other order, pair by pair, or says a change backwards.

    A passive turns names by itself.
    """
    orders = [*_of_figures(ours, theirs)]
    if bool(_PASSIVE.search(ground.written_claim)) == bool(_PASSIVE.search(ground.quoted)):
        placed = (ground.placed(name) for name in names | ground.names)
        orders.append([(own, there) for own, there in placed if own and there])
    return any(map(_backwards, orders)) or _changed_backwards(ground)


def _of_figures(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Iterator[Order]:
    """Of each sort those that both have, where each has them first; by so much, to so much is as good as the other way round."""
    for sort in sorted({f.sort for f in ours}):
        both = ((f, next((t for t in theirs if f.agrees(t)), None)) for f in ours if f.sort == sort)
        yield [(f.span, t.span) for f, t in both if t and not (f.role or t.role)]


def _backwards(order: Order) -> bool:
    pairs = [
        there.start < first.start
        for (own, first), (other, there) in combinations(sorted(set(order)), 2)
        if own.start < other.start and first.start != there.start
    ]
    return bool(pairs) and 2 * sum(pairs) >= len(pairs)


def _changed_backwards(ground: Ground) -> bool:
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
