"""Where sentences begin and end, in Chinese and English.

A sentence keeps its closing quotation marks and brackets. `；` does not end one: the clauses around it
answer together. A sentence too long to be quoted is divided at its own commas; one without at white space,
and one without that where it must.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.model import Span

QUOTE_LIMIT: Final = 240  # characters without white space; more is a passage, not a quote

_CLOSING: Final = "”’」』）)\\]】》\"'"
_END: Final = re.compile(  # begins with a mark, whichever it is: marks are soon found, and then told apart
    rf"[。！？!?.…](?:(?<=[。！？])|(?<=…)…|(?<=[!?])(?=[{_CLOSING}\s]|[^\x00-\x7f]|$)|(?<=\.)(?=[{_CLOSING}]*(?:\s|$))"
    rf"|(?<=…)(?=[\s{_CLOSING}]|$))"
    rf"[。！？!?…]*(?:[{_CLOSING}]|\[\d+\])*"
)
_NEXT: Final = re.compile(r"\s+[\"'“‘(\[*_-]*(?:[A-Z0-9]|[^\x00-\x7f]|[-•#])")
_ABBREVIATED: Final = frozenset(
    "Mr Mrs Ms Dr Prof St Gen Col Sgt Lt Gov Sen Rep Rev Hon Jr Sr vs No Nos Inc Ltd Co Corp Fig cf al etc approx"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
) | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ABBREVIATION: Final = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(_ABBREVIATED))}|e\.g|i\.e)|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_LONG: Final = 12  # characters before a full stop, of which the last may be a shortened word
_CLAUSE: Final = re.compile(r"[；;，、]|,(?!\d)")
_SPACE: Final = re.compile(r"\s")


def sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of `text[within.start:within.end]`, each without white space around it."""
    return (Span(start, start + len(words)) for start, words in _sentences(text, within))


def said(text: str, within: Span) -> list[str]:
    """The words of the same sentences, for who does not ask where they stand."""
    return [words for _, words in _sentences(text, within)]


def _sentences(text: str, within: Span) -> Iterator[tuple[int, str]]:
    """Where each begins, and its words."""
    begin = within.start
    for end in _ends(text, begin, within.end):
        written = text[begin:end]
        if words := written.strip():
            start = begin + written.index(words[0])
            if len(words) <= QUOTE_LIMIT:
                yield start, words
            else:
                yield from _pieces(text, start, start + len(words))
        begin = end


def _ends(text: str, start: int, last: int) -> Iterator[int]:
    for match in _END.finditer(text, start, last):
        if text[match.start()] != "." or _ends_here(text, start, match, last):
            start = match.end()
            yield start
    yield last


def _ends_here(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a full stop ends the sentence: it may also abbreviate a word."""
    if match.end() == end:
        return True
    if _NEXT.match(text, match.end(), end) is None:
        return False
    return not _abbreviates(text, max(start, match.start() - _LONG), match.start())


def _abbreviates(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` ends a shortened word; most words before one are plain, and looked up."""
    blank = text.rfind(" ", start, stop)
    if blank >= 0 and (word := text[blank + 1 : stop]).isalpha():
        return word in _ABBREVIATED
    return _ABBREVIATION.search(text, start, stop + 1) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """A sentence, divided where it is too long to be quoted."""
    while end - start > QUOTE_LIMIT and _offset_at_width(text, start, end, QUOTE_LIMIT) < end:
        cut = _cut(text, start, end)
        yield start, text[start:cut].rstrip()
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, text[start:end]


def _cut(text: str, start: int, end: int) -> int:
    """The last border of a clause that leaves a piece short enough to be quoted; else of a word, else the limit."""
    limit = _offset_at_width(text, start, end, QUOTE_LIMIT)
    for border in (_CLAUSE, _SPACE):  # one more character is looked at: "1,000" has no border
        found = [m.end() for m in border.finditer(text, start + 1, min(limit + 1, end)) if m.end() <= limit]
        if found:
            return found[-1]
    return limit


def _offset_at_width(text: str, start: int, end: int, limit: int) -> int:
    """The offset at which `limit` characters that are not white space have been passed."""
    seen = 0
    for i in range(start, end) if end - start > limit else ():
        seen += not text[i].isspace()
        if seen > limit:
            return i
    return end


def width(text: str, start: int, end: int) -> int:
    """The number of characters that are not white space."""
    return sum(map(len, text[start:end].split()))
