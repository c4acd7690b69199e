"""Text as Telegram's HTML: escaped in one place, and measured as Telegram measures it.

Its limits: 4,096 UTF-16 units after parsing, about 9,500 characters of markup before it, and 100 entities, of which later
ones vanish without a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from retrieval.model import Span


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a text is shown: UTF-16 units, and characters once it is escaped."""

    units: int
    markup: int


LINE: Final = Limit(200, 300)  # of a title, a name, a list of words
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_TAG: Final = re.compile(r"<(/?)[^>]*>")


def escape(text: str) -> str:
    """Text that stays text. Telegram refuses NUL and half characters; these and control characters are blanks.

    So are those that turn the direction of writing: they would show what follows on the line, which is ours, in
    another order.
    """
    return "".join(_ESCAPED.get(c, c) for c in map(_shown, text))


def visible(text: str) -> str:
    """A text without what nobody sees; line ends stay."""
    return "".join(map(_shown, text))


def unmarked(markup: str) -> str:
    """The words of markup."""
    return html.unescape(_TAG.sub("", markup))


def short(text: str, limit: Limit = LINE) -> str:
    """A text as one line, cut where it would be too long."""
    line = " ".join(visible(text).split())
    end = end_within(line, limit)
    return line if end == len(line) else line[: max(0, end - 1)] + "…"


def line(text: str) -> str:
    """A text as one line of markup."""
    return escape(short(text))


def anchor(address: str | None, text: str) -> str:
    """A text that leads somewhere, where there is an address; it is markup already."""
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def end_within(text: str, limit: Limit) -> int:
    """Where the text would pass the limit, or its end."""
    units = markup = 0
    for i, char in enumerate(text):
        units += 1 + (char > "\uffff")
        markup += len(_ESCAPED.get(char, " "))
        if units > limit.units or markup > limit.markup:
            return i
    return len(text)


def marked(text: str, spans: Iterable[tuple[Span, str]], most: int) -> str:
    """A text with tags around spans of it, at most so many; of two that overlap the first."""
    out, at = [], 0
    for span, tag in _apart(sorted(spans, key=lambda s: (s[0], s[1])), len(text), most):
        out += [escape(text[at : span.start]), f"<{tag}>", escape(span.of(text)), f"</{tag}>"]
        at = span.end
    return "".join([*out, escape(text[at:])])


def _apart(spans: Iterable[tuple[Span, str]], end: int, most: int) -> Iterator[tuple[Span, str]]:
    start = 0
    for span, tag in spans:
        if most and start <= span.start and span.end <= end:
            yield span, tag
            start, most = span.end, most - 1


@dataclass(frozen=True, slots=True)
class Room:
    """What a message may hold in all; a little less than Telegram takes."""

    units: int = 4000
    markup: int = 9300
    entities: int = 95

    def less(self, markup: str) -> Room | None:
        """What is left once this stands in the message, on a line of its own; `None` where it does not fit."""
        units = len(unmarked(markup).encode("utf-16-le", "replace")) // 2 + 1
        entities = sum(not match.group(1) for match in _TAG.finditer(markup))
        left = Room(self.units - units, self.markup - len(markup) - 1, self.entities - entities)
        return left if min(left.units, left.markup, left.entities) >= 0 else None


def fitting(pieces: Iterable[tuple[str, ...]], room: Room) -> Iterator[str]:
    """Of each piece the first wording that still fits, if any; a piece is itself said in several ways, the best first."""
    for wordings in pieces:
        for markup in wordings:
            if left := room.less(markup):
                room = left
                yield markup
                break


def _shown(char: str) -> str:
    unseen = (char < " " and char not in "\n\t") or "\ud800" <= char <= "\udfff" or char in _TURNING
    return " " if unseen else char
