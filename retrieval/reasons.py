"""Whether a quote gives another reason than a claim for what both tell: called off because of the price, and because of a boycott."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.ground import MEANT, Contrast, Ground, moved
from retrieval.model import Difference

TOLD: Final = (
    0.5  # the share of what is not the reason that the quote says, at least: else it is of something else
)
_REASON: Final = re.compile(
    r"(?:(?<![原起成])因(?![此而素果应子人特])为?|由于|出于|缘于|得益于)(?P<zh>[^,，、。;；:：]{2,40}?)(?=而(?!且|是)|[,，、。;；:：!！\n]|$)"
    r"|\b(?:because(?: of)?|due to|owing to|on account of|thanks to)\s+(?P<en>[^,.;:\n]{3,80})"
)


def other_reason(ground: Ground) -> Iterator[Contrast]:
    """The reason that a claim gives, of which the quote says nothing, beside that which it gives itself."""
    folded = ground.claim.folded
    claimed = _REASON.search(folded.text)
    if not claimed:
        return
    own = folded.original(*_why(claimed))
    told = folded.original(*claimed.span())
    why, rest = ground.written_in(own), set(ground.shares) - ground.written_in(told)
    unsaid = why and all(ground.said.get(word, 0.0) < MEANT for word in why)
    heard = {word for word in rest if ground.said.get(word, 0.0) >= MEANT}
    if unsaid and ground.share(heard) >= TOLD * ground.share(rest):
        for sentence in ground.sentences:
            for reason in _REASON.finditer(sentence.folded):
                at = moved(sentence.analyzed.folded.original(*_why(reason)), sentence.span.start)
                quoted = moved(at, -ground.quote.span.start).of(ground.quoted)
                yield Contrast("", Difference(own.of(ground.written_claim), quoted), at)


def _why(reason: re.Match[str]) -> tuple[int, int]:
    return reason.span("zh" if reason["zh"] else "en")
