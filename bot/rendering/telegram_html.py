"""A reply as Telegram HTML and buttons: only the tags that Telegram knows, and within its limits (see `markup.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.model import Found, Handed, Notice, Reply, Tongue
from bot.rendering.ages import age
from bot.rendering.keyboards import Button, notice_rows, rows
from bot.rendering.links import link, page
from bot.rendering.markup import (
    Limit,
    Room,
    anchor,
    end_within,
    escape,
    fitting,
    line,
    marked,
    short,
    unmarked,
)
from bot.rendering.notes import (
    besides,
    copied,
    cut_short,
    differences,
    editions,
    listed,
    published_by,
    readings,
    source,
    verdict,
    verified,
    where,
)
from bot.rendering.quotes import around, readable
from bot.texts import say
from retrieval.model import Answer, Citation, NoAnswer, Span

__all__ = ["Button", "Message", "escape", "message", "plain"]

NOTICE: Final = Limit(4000, 9300)  # of a text of ours, a little less than Telegram takes
QUOTE: Final = Limit(1200, 4200)  # a quote is far shorter but for odd white space
COPY: Final = Limit(3500, 8800)  # of a quote with its source, to be copied
ASIDE: Final = Limit(600, 900)  # of what stands around it, on each side
LONG: Final = 320  # UTF-16 units from which on a quote is folded up
LINK: Final = 1800  # of an address, escaped
OTHERS: Final = 4  # lines of what other documents say
HIGHLIGHTS: Final = 40  # of Telegram's 100 entities
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_PLACE: Final = "\0"  # of which no text of ours has one

Wordings = tuple[str, ...]
"""One piece of a message, said in several ways, the best first; the first that fits is sent."""


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
        text = escape(_cut(say(reply.tongue, reply.text, **reply.values)))
        return Message(anchor(reply.link, text), notice_rows(reply))
    return Message(found_html(reply), rows(reply))


def _cut(text: str) -> str:
    """So many lines of a text as a message may hold: of a longer one Telegram takes nothing."""
    end = end_within(text, NOTICE)
    if end == len(text):
        return text
    kept = text[: end - 2]
    return (kept.rpartition("\n")[0] or kept) + "\n…"


def found_html(found: Found) -> str:
    """What was found, without its buttons."""
    pieces = (
        _refusal(found, found.answer) if isinstance(found.answer, NoAnswer) else _page(found, found.answer)
    )
    return "\n".join(fitting(pieces, Room()))


def plain(made: Message) -> str:
    """The message without markup: the last resort."""
    return unmarked(made.html)


def _page(found: Found, answer: Answer) -> Iterator[Wordings]:
    position = min(found.position, len(answer.citations) - 1)
    citation = answer.citations[position]
    if found.view == "copy":
        text = copied(citation, found.tongue)
        yield (f"<pre>{escape(text[: end_within(text, COPY)])}</pre>",)
        return
    yield from _heading(found)
    yield from _verdict(answer, found.tongue)
    yield from _citation(citation, found, [d.quoted for d in answer.differences] if not position else [])
    yield from _verified(found)
    if not position:
        yield from list(_beside(answer, found.tongue))[:OTHERS]


def _refusal(found: Found, answer: NoAnswer) -> Iterator[Wordings]:
    tongue = found.tongue
    yield from _heading(found)
    yield from _softly(islice(readings(answer, tongue), OTHERS))
    yield (f"<b>{escape(say(tongue, 'no_answer'))}</b>",)
    yield (
        line(say(tongue, f"because_{answer.reason}", words=listed(answer.emptied or answer.missing, tongue))),
    )
    if answer.nearest:
        yield ("",)
        yield (_soft(say(tongue, "nearest")),)
        yield from _citation(answer.nearest[0], found)


def _heading(found: Found) -> Iterator[Wordings]:
    """Why this comes, where it does not simply answer what was written."""
    tongue = found.tongue
    if found.rang:
        yield (f"🔔 <b>{escape(say(tongue, 'rang'))}</b>",)
    if found.understood:
        yield (f"↪ {line(say(tongue, 'understood', question=short(found.understood)))}",)
    yield from ((line(say(tongue, "not_a_filter", written=short(w))),) for w in found.ignored[:OTHERS])
    if found.since:
        text = escape(say(tongue, "since", day=found.since.day))
        yield (anchor(found.since.link, text),)


def _verdict(answer: Answer, tongue: Tongue) -> Iterator[Wordings]:
    """How the question was read; of a claim the verdict, and the claim itself where its words are not the source's."""
    yield from _softly(islice(readings(answer, tongue), OTHERS))
    if said := verdict(answer, tongue):
        yield (f"{'✅' if answer.verdict == 'supported' else '❌'} <b>{escape(said)}</b>",)
    if answer.verdict == "contradicted":
        claim = short(answer.question.text)
        struck = [(span, "s") for d in answer.differences for span in _places(claim, [d.claimed])]
        yield (_filled(say(tongue, "claimed", claim=_PLACE), marked(claim, struck, OTHERS)),)
        quote = readable(answer.citations[0])[0]
        unseen = [
            d for d in answer.differences if not (_places(claim, [d.claimed]) and _places(quote, [d.quoted]))
        ]
        yield from ((line(note),) for note in differences(unseen[:OTHERS], tongue))


def _citation(citation: Citation, found: Found, differing: Sequence[str] = ()) -> Iterator[Wordings]:
    tongue = found.tongue
    yield (quote_html(citation, found, differing), quote_html(citation, None, ()))
    if cut := cut_short(citation, tongue):
        yield (_soft(cut),)
    yield from _softly(editions(citation, tongue))
    for part in source_lines(citation, tongue, found.today):
        yield (part,)
    if matched := matches_line(citation, tongue):
        yield (_soft(matched),)


def _softly(notes: Iterable[str]) -> Iterator[Wordings]:
    yield from ((_soft(note),) for note in notes)


def _soft(note: str) -> str:
    """A line beside the matter: in italics, which Chinese has none of."""
    return line(note) if _HAN.search(note) else f"<i>{line(note)}</i>"


def _beside(answer: Answer, tongue: Tongue) -> Iterator[Wordings]:
    """What other documents say, each named and linked where there is room for it, the other figures with their words."""
    for lead, named in besides(answer):
        links = (anchor(_within(page(d)), line(name)) for name, d in islice(named.items(), OTHERS))
        linked = _filled(say(tongue, lead, sources=_PLACE), listed(links, tongue))
        yield linked, line(say(tongue, lead, sources=listed(named, tongue)))
    for citation in answer.contrary:
        text = say(tongue, "contrary", source=_PLACE, quote=_PLACE)
        name, quote = line(source(citation.document)), marked(*_line_of(citation), OTHERS)
        yield _filled(text, anchor(_address(citation), name), quote), _filled(text, name, quote)


def _filled(text: str, *markup: str) -> str:
    """A text of ours with markup in its places, in order."""
    first, *rest = map(escape, text.split(_PLACE))
    return first + "".join(made + part for made, part in zip(markup, rest, strict=True))


def _line_of(citation: Citation) -> tuple[str, list[tuple[Span, str]]]:
    text = short(citation.quote)
    words = [h.of(citation.document.text) for h in citation.highlights]
    return text, [(span, "b") for span in _places(text, words)]


def _verified(found: Found) -> Iterator[Wordings]:
    """What became of the quote in its file, with what stands there in its place."""
    if found.verified is None:
        return
    if found.was:
        yield (line(say(found.tongue, "was", quote=short(found.was))),)
    yield (f"<b>{line(verified(found.verified, found.tongue))}</b>",)
    for change in found.verified.changes[:OTHERS]:
        old, new = (line(words) for words in (change.old, change.new))
        yield (
            " → ".join(
                part for part in (f"<s>{old}</s>" if old else "", f"<u>{new}</u>" if new else "") if part
            ),
        )


def source_lines(citation: Citation, tongue: Tongue, today: str = "") -> Iterator[str]:
    """Publisher, author, date and age; below, the title as the link or with the file where there is none, and the place."""
    document = citation.document
    parts = (published_by(document), document.author, date_shown(citation, tongue, today))
    if named := [line(part) for part in parts if part]:
        yield " · ".join(named)
    title = line(document.title) or line(document.id)
    address, place = _address(citation), where(citation, tongue)
    title = anchor(address, title) if address else f"{title} ({line(document.path)})"
    yield f"{title} · {line(place)}" if place else title


def _address(citation: Citation) -> str | None:
    """The link, where Telegram takes one of this length."""
    return _within(link(citation))


def _within(address: str | None) -> str | None:
    return address if address and len(escape(address)) <= LINK else None


def date_shown(citation: Citation, tongue: Tongue, today: str = "") -> str | None:
    """The date, marked where it was inferred, and how long ago that is."""
    published = citation.document.published
    if published is None:
        return None
    date = published.replace("T", " ")
    shown = say(tongue, "inferred", date=date) if citation.document.published_inferred else date
    ago = age(published, today, tongue)
    return say(tongue, "aged", date=shown, age=ago) if ago else shown


def matches_line(citation: Citation, tongue: Tongue) -> str:
    """Which word of the question is which word of the quote, for one who cannot read its language."""
    found: dict[str, list[str]] = {}
    for word, shown in citation.matches:
        if word.isascii() != shown.isascii() and shown not in found.setdefault(word, []):
            found[word] = _joined([*found[word], shown], citation.quote)
    return short(
        " · ".join(say(tongue, "matched", word=w, shown=", ".join(s)) for w, s in found.items() if s)
    )


def _joined(words: Sequence[str], quote: str) -> list[str]:
    """The words, the last two as one where they stand side by side in the quote: 雷军 is "Lei Jun"."""
    *others, last = words
    for between in (" ", ""):
        if others and f"{others[-1]}{between}{last}" in quote:
            return [*others[:-1], f"{others[-1]}{between}{last}"]
    return list(words)


def quote_html(citation: Citation, found: Found | None = None, differing: Sequence[str] = ()) -> str:
    """The quote, the asker's words bold, and underlined those that a claim has otherwise.

    Nothing is done to it but to escape it and to close the gaps of a margin. Between what stands around it the whole
    quote is underlined; a long one is folded up.
    """
    text, highlights = readable(citation)
    end = end_within(text, QUOTE)
    before, after = _aside(citation, found) if found else ("", "")
    spans = [(span, "u") for span in _places(text[:end], differing) if not (before or after)]
    spans += [(h, "b") for h in highlights if h.end <= end and not any(h.overlaps(s) for s, _ in spans)]
    most = HIGHLIGHTS // 2 if before or after else HIGHLIGHTS  # what is marked twice is two entities
    quote = marked(text[:end], spans, most) + ("…" if end < len(text) else "")
    quote = f"<u>{quote}</u>" if before or after else quote
    long = len(before) + end + len(after) > LONG
    return f"<blockquote{' expandable' * long}>{before}{quote}{after}</blockquote>"


def _aside(citation: Citation, found: Found) -> tuple[str, str]:
    """What stands before and after the quote, as far as there is room for it."""
    before, after = around(citation, found)
    before, after = _end(before), after[: end_within(after, ASIDE)]
    return escape(before), escape(after)


def _end(text: str) -> str:
    """As much of the end of a text as may stand before a quote."""
    reversed_ = text[::-1]
    return reversed_[: end_within(reversed_, ASIDE)][::-1]


def _places(text: str, words: Iterable[str]) -> list[Span]:
    """Where words stand in a text, whatever their case; those that do not are left out."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = text
    found = ((folded.find(word.lower()), len(word)) for word in words if word.strip())
    return [Span(at, at + length) for at, length in found if at >= 0]
