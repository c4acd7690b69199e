"""Questions that are the same but for a word, a sign or the script, as one group with its count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.stores.diary import Entry

ALIKE: Final = 88.0  # of 100, by the characters that would have to be changed
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORDLESS: Final = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Group:
    """Questions that are nearly the same: the first of them as it was written, how many there are, and when the last came."""

    text: str
    claim: bool
    count: int
    last: float
    others: list[str] = field(default_factory=list)


def grouped(entries: Iterable[Entry], fold: Callable[[str], str]) -> Sequence[Group]:
    """The groups of the entries, the largest first, of equally large ones that which was asked last.

    `fold` makes the same of what differs only by script, width and case. Two questions that name different numbers are
    never the same, however alike they look. By indel similarity (rapidfuzz).
    """
    from rapidfuzz import fuzz, process

    groups: dict[tuple[bool, tuple[str, ...]], dict[str, Group]] = {}
    for entry in entries:
        folded = fold(entry.text)
        numbers = tuple(sorted(_NUMBER.findall(folded)))
        known = groups.setdefault((entry.claim, numbers), {})
        bare = _WORDLESS.sub(" ", folded).strip()
        nearest = process.extractOne(bare, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if nearest is None:
            known[bare] = Group(entry.text, entry.claim, 1, entry.at)
        else:
            _join(known[nearest[0]], entry)
    found = (group for known in groups.values() for group in known.values())
    return sorted(found, key=lambda group: (-group.count, -group.last))


def _join(group: Group, entry: Entry) -> None:
    group.count += 1
    group.last = max(group.last, entry.at)
    if entry.text != group.text and entry.text not in group.others:
        group.others.append(entry.text)
