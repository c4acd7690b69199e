"""HTML inside Markdown: the words between its tags, where they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from retrieval.model import Span
from retrieval.pages.rows import Row

_TAG: Final = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)(?P<rest>[^<>]*)>|<[!?][^<>]*>")
_UNSEEN: Final = ("script", "style", "template", "svg", "math", "head", "iframe")
_INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr img".split()
)
_HREF: Final = re.compile(r"""\bhref\s*=\s*["']?(https?://[^\s"'>]+)""", re.IGNORECASE)


@dataclass(slots=True)
class _Words:
    """Words that stand together, in the making: from `start` to `end`, `own` where not all of them are a link's."""

    heading: bool = False
    start: int = -1
    end: int = -1
    own: bool = False
    link: str | None = None
    inside: bool = False
    pieces: list[str] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """The words between two tags."""
        raw = text[start:end]
        words = raw.strip()
        self.pieces.append(raw)
        if words:
            begin = start + raw.index(words)
            self.start = begin if self.start < 0 else self.start
            self.end = begin + len(words)
            self.own = self.own or not self.inside

    def row(self) -> Iterator[Row]:
        """The row that they are; none where there are no words."""
        if self.start >= 0:
            words = " ".join(unescape("".join(self.pieces)).split())
            linked = not self.own and not self.heading
            yield Row(Span(self.start, self.end), words, self.heading, linked, self.link, fixed=True)


def rows(text: str, within: Span) -> Iterator[Row]:
    """The words of a piece of HTML, a row for each of its blocks; comments and scripts have none."""
    found = _Words()
    at = begun = within.start
    while (opened := text.find("<", at, within.end)) >= 0:
        tag = _TAG.match(text, opened, within.end)
        comment = text.startswith("<!--", opened)
        if tag is None and not comment:
            at = opened + 1  # a sign, and no tag
            continue
        found.add(text, begun, opened)
        name = (tag["name"] or "").lower() if tag and not comment else ""
        opens = not text.startswith("</", opened)
        at = tag.end() if tag and not comment else _behind(text, opened, within.end, "-->")
        if name in _UNSEEN and opens:
            at = _behind(text, _behind(text, at, within.end, f"</{name}"), within.end, ">")
        begun = at
        if name in _INLINE:
            _turn(found, name, tag["rest"] if tag else "", opens=opens)
            continue
        yield from found.row()
        found = _Words(heading=bool(re.fullmatch("h[1-6]", name)) and opens)
    found.add(text, begun, within.end)
    yield from found.row()


def _behind(text: str, start: int, end: int, mark: str) -> int:
    """Where what begins at `start` ends with a mark; the end where it does not."""
    found = text.find(mark, start, end)
    return found + len(mark) if found >= 0 else end


def _turn(found: _Words, name: str, rest: str, *, opens: bool) -> None:
    """A link begins or ends."""
    if name == "a":
        found.inside = opens
        link = _HREF.search(rest)
        found.link = found.link or (link[1] if link else None)
