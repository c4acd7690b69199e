"""A reply as Telegram HTML and buttons.

Only the tags that Telegram knows, every text escaped here, and within its limits: 4,096 UTF-16 units after
parsing, 9,500 characters of markup before it, 100 entities, links with a public host.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.conversation import page_data
from bot.model import Found, Handed, Notice, Reply, Tongue
from bot.rendering.links import link
from bot.rendering.notes import beside, cut_short, editions, notes, published_by, where
from bot.rendering.quotes import readable
from bot.texts import say
from retrieval.model import Answer, Citation, NoAnswer, Span


@dataclass(frozen=True, slots=True)
class _Limit:
    """How much of a text is shown: UTF-16 units, and characters once it is escaped."""

    units: int
    markup: int


QUOTE_LIMIT: Final = _Limit(1200, 4800)  # a quote is far shorter but for odd white space
LINE_LIMIT: Final = _Limit(200, 300)  # of a title, a name, a list of words
LINK_LIMIT: Final = 1800  # of an address, escaped
OTHERS: Final = 4  # lines of what other documents say
HIGHLIGHTS: Final = 40  # of Telegram's 100 entities
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends `data` back, opens `url`, or copies `copy`: one of the three is set."""

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: HTML, rows of buttons, and a file where one is handed over."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    file: Handed | None = None


def message(reply: Reply) -> Message:
    """The reply as a message."""
    if isinstance(reply, Handed):
        return Message(escape(say(reply.tongue, reply.note)) if reply.note else "", file=reply)
    if isinstance(reply, Notice):
        return Message(escape(say(reply.tongue, reply.text, **reply.values)))
    if isinstance(reply.answer, NoAnswer):
        return Message("\n".join(_refusal(reply.answer, reply.tongue)))
    return _page(reply, reply.answer)


def plain(made: Message) -> str:
    """The message without markup: the last resort."""
    return html.unescape(re.sub(r"<[^>]*>", "", made.html))


def escape(text: str) -> str:
    """Text that stays text. Telegram refuses NUL and half characters; these and control characters are blanks.

    So are those that turn the direction of writing: they would show what follows on the line, which is ours, in
    another order.
    """
    return "".join(_ESCAPED.get(c, c) for c in map(_shown, text))


def _shown(char: str) -> str:
    unseen = (char < " " and char not in "\n\t") or "\ud800" <= char <= "\udfff" or char in _TURNING
    return " " if unseen else char


def _page(reply: Found, answer: Answer) -> Message:
    position = min(reply.position, len(answer.citations) - 1)
    said = [escape(_short(note)) for note in notes(answer, reply.tongue)]
    others = [escape(_short(note)) for note in beside(answer, reply.tongue)] if not position else []
    lines = [*said, *_citation(answer.citations[position], reply.tongue), *others[:OTHERS]]
    pager = tuple(_pager(reply.key, position, len(answer.citations)))
    return Message("\n".join(lines), (pager,) if pager else ())


def _pager(key: str, position: int, total: int) -> Iterator[Button]:
    """`‹ 2/5 ›`; the ends lead around. What is not kept has none."""
    if total > 1 and key:
        yield Button("‹", page_data(key, (position - 1) % total))
        yield Button(f"{position + 1}/{total}", page_data(key, position))
        yield Button("›", page_data(key, (position + 1) % total))


def _refusal(answer: NoAnswer, tongue: Tongue) -> Iterator[str]:
    yield from (escape(_short(note)) for note in notes(answer, tongue))
    yield f"<b>{escape(say(tongue, 'no_answer'))}</b>"
    yield escape(
        say(tongue, f"because_{answer.reason}", words=_short(", ".join(answer.emptied or answer.missing)))
    )
    if answer.nearest:
        yield ""
        yield f"<i>{escape(say(tongue, 'nearest'))}</i>"
        yield from _citation(answer.nearest[0], tongue)


def _citation(citation: Citation, tongue: Tongue) -> Iterator[str]:
    yield f"<blockquote>{quote_html(citation)}</blockquote>"
    if cut := cut_short(citation, tongue):
        yield f"<i>{escape(cut)}</i>"
    yield from (f"<i>{escape(_short(note))}</i>" for note in editions(citation, tongue))
    yield " · ".join(source_line(citation, tongue))
    if matched := matches_line(citation, tongue):
        yield f"<i>{escape(matched)}</i>"


def source_line(citation: Citation, tongue: Tongue) -> Iterator[str]:
    """Publisher, author, date, the title as the link or with the file where there is none, and the place."""
    document = citation.document
    for part in (published_by(document), document.author, date_shown(citation, tongue)):
        if part:
            yield escape(_short(part))
    title = escape(_short(document.title) or _short(document.id))
    address = escape(link(citation) or "")
    yield (
        f'<a href="{address}">{title}</a>'
        if 0 < len(address) <= LINK_LIMIT
        else f"{title} ({escape(_short(document.path))})"
    )
    if place := where(citation, tongue):
        yield escape(_short(place))


def date_shown(citation: Citation, tongue: Tongue) -> str | None:
    """The date, marked where it was inferred."""
    published = citation.document.published
    if published is None:
        return None
    date = published.replace("T", " ")
    return say(tongue, "inferred", date=date) if citation.document.published_inferred else date


def matches_line(citation: Citation, tongue: Tongue) -> str:
    """Which word of the question is which word of the quote, for one who cannot read its language."""
    pairs = [
        say(tongue, "matched", word=word, shown=shown)
        for word, shown in citation.matches
        if word.isascii() != shown.isascii()
    ]
    return _short(" · ".join(pairs))


def quote_html(citation: Citation) -> str:
    """The quote, the asker's words bold; nothing is done to it but to escape it and to close the gaps of a margin."""
    text, highlights = readable(citation)
    end = _end_within(text, 0, len(text), QUOTE_LIMIT)
    out, at = [], 0
    for highlight in islice(_inside(highlights, 0, end), HIGHLIGHTS):
        out += [escape(text[at : highlight.start]), "<b>", escape(highlight.of(text)), "</b>"]
        at = highlight.end
    out.append(escape(text[at:end]))
    return "".join(out) + ("…" if end < len(text) else "")


def _inside(highlights: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Those that are shown whole, in order; of two that overlap the first."""
    for highlight in sorted(highlights):
        if start <= highlight.start and highlight.end <= end:
            yield highlight
            start = highlight.end


def _end_within(text: str, start: int, end: int, limit: _Limit) -> int:
    """Where the text would pass the limit, or its end."""
    units = markup = 0
    for i in range(start, end):
        units += 1 + (text[i] > "\uffff")
        markup += len(_ESCAPED.get(text[i], " "))
        if units > limit.units or markup > limit.markup:
            return i
    return end


def _short(text: str) -> str:
    line = " ".join("".join(map(_shown, text)).split())
    end = _end_within(line, 0, len(line), LINE_LIMIT)
    return line if end == len(line) else line[: end - 1] + "…"
