"""What is said beside a quote, line by line and without markup, the same in a chat and in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from bot.model import Found, Tongue
from bot.rendering.links import link
from bot.rendering.quotes import readable
from bot.texts import clause, say
from retrieval.catalog import Listed
from retrieval.model import Answer, Citation, Difference, Document, Edition, NoAnswer, Reference
from retrieval.verifying import Verified


def notes(answer: Answer | NoAnswer, tongue: Tongue) -> Iterator[str]:
    """How the question was read, where not as it was written, and the verdict on a claim with what differs."""
    yield from readings(answer, tongue)
    if isinstance(answer, Answer) and (said := verdict(answer, tongue)):
        yield said
        yield from differences(answer.differences, tongue)


def opening(found: Found) -> Iterator[str]:
    """Why a reply comes, where it does not simply answer what was written."""
    if found.rang:
        yield say(found.tongue, "rang")
    if found.understood:
        yield say(found.tongue, "understood", question=found.understood)
    for written in found.ignored:
        yield say(found.tongue, "not_a_filter", written=written)
    if found.since:
        yield say(found.tongue, "since", day=found.since.day)


def readings(answer: Answer | NoAnswer, tongue: Tongue) -> Iterator[str]:
    """Words that were not looked for as they were written."""
    for written, meant in answer.corrections:
        yield say(tongue, "read_as", written=written, meant=meant)
    if answer.undated:
        yield say(tongue, "undated", count=str(answer.undated))


def verdict(answer: Answer, tongue: Tongue) -> str:
    """What the quote says of a claim; empty for a question."""
    return say(tongue, answer.verdict) if answer.verdict in {"supported", "contradicted"} else ""


def differences(found: Iterable[Difference], tongue: Tongue) -> Iterator[str]:
    """What a claim says otherwise than the quote."""
    for difference in found:
        yield say(tongue, "differs", claimed=difference.claimed, quoted=difference.quoted)


def where(citation: Citation, tongue: Tongue, *file: str) -> str:
    """Where the quote begins, `file` before it: the file inside an archive, then page, slide, row, time or heading."""
    parts = [*file, *_steps(citation, tongue)]
    return reduce(lambda whole, part: say(tongue, "within", whole=whole, part=part), parts) if parts else ""


def _steps(citation: Citation, tongue: Tongue) -> Iterator[str]:
    if member := citation.document.member:
        yield member
    if place := citation.place:
        if place.label:
            yield place.label
        if place.number is not None:
            yield say(tongue, f"at_{place.kind}", number=place.number)


def source(document: Document | Reference) -> str:
    """A document in a few words: who published it, or its title, and when."""
    parts = (
        document.outlet or document.publisher or document.title or document.path,
        (document.published or "")[:10],
    )
    return " ".join(part for part in parts if part)


def published_by(document: Document | Listed) -> str | None:
    """The publisher by its usual name, and as the page prints it where that is another."""
    return f"{document.outlet} ({document.publisher})" if document.outlet else document.publisher


def cut_short(citation: Citation, tongue: Tongue) -> str:
    """That the page breaks the text off behind the quote, or nothing."""
    return say(tongue, "cut_short") if citation.cut_short else ""


def editions(citation: Citation, tongue: Tongue) -> Iterator[str]:
    """From when on the words stand on their page, and until when, where other copies of it tell."""
    for key, found in (("not_in", citation.not_in), ("gone_from", citation.gone_from)):
        if found:
            days = dict.fromkeys(_day(edition, citation.document) for edition in found)
            yield say(tongue, key, days=listed(days, tongue))


def _day(edition: Edition, document: Document) -> str:
    """The day of a copy, with the time where the document is of that day, too."""
    day = edition.day[:10]
    same = day in {(document.published or "")[:10], (document.saved or "")[:10]}
    return edition.day.replace("T", " ") if same else day


def beside(answer: Answer, tongue: Tongue) -> Iterator[str]:
    """What other documents say of what the first quote says: in the same words, the same, or otherwise."""
    for lead, named in besides(answer):
        yield say(tongue, lead, sources=listed(named, tongue))
    for citation in answer.contrary:
        yield say(tongue, "contrary", source=source(citation.document), quote=citation.quote)


def listed(words: Iterable[str], tongue: Tongue) -> str:
    """Words in a row, as the language parts them."""
    return (", " if tongue == "en" else "、").join(words)


def besides(answer: Answer) -> Iterator[tuple[str, Mapping[str, Reference]]]:
    """By the name of a text: documents in the words of the first quote, and those that say the same; each as it is named."""
    first = answer.citations[0]
    own = source(first.document)
    if first.copies:
        yield "copies", {d.path if source(d) == own else source(d): d for d in first.copies}
    if first.also:
        yield "also", {source(d): d for d in first.also}


def copied(citation: Citation, tongue: Tongue) -> str:
    """A quote with its source, to be put into a text of one's own: the words, whose they are, and where they can be read."""
    document = citation.document
    parts = (
        published_by(document),
        document.author,
        (document.published or "")[:10],
        document.title or document.path,
    )
    named = " · ".join(part for part in (*parts, where(citation, tongue)) if part)
    quote = " ".join(readable(citation)[0].split())
    address = link(citation)
    return say(tongue, "copied", quote=quote, source=named) + (f"\n{address}" if address else "")


def verified(found: Verified, tongue: Tongue) -> str:
    """What became of a quote in its file."""
    return say(tongue, f"verified_{found.standing}", reason=clause(tongue, found.reason))
