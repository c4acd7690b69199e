"""A reply for a terminal: colour where there is one, plain text where it is piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot.model import Found, Handed, Notice, Reply, Tongue
from bot.rendering.keyboards import Button, rows
from bot.rendering.links import link
from bot.rendering.notes import (
    beside,
    copied,
    cut_short,
    editions,
    listed,
    notes,
    opening,
    published_by,
    verified,
    where,
)
from bot.rendering.quotes import around, readable
from bot.rendering.telegram_html import date_shown, matches_line
from bot.texts import say
from retrieval.model import Answer, Citation, NoAnswer, Span

Print = Callable[[str, str, tuple[Span, ...]], None]
"""Prints a text in a style, with spans of it highlighted."""


def printer() -> Print:
    """Rich on a terminal; plain where it is piped, which then need not load rich."""
    return _rich() if sys.stdout.isatty() else _plain


def _plain(text: str, style: str, highlights: tuple[Span, ...]) -> None:
    del style, highlights
    print(text)


def _rich() -> Print:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)

    def show_text(text: str, style: str, highlights: tuple[Span, ...]) -> None:
        styled = Text(text, style=style)
        for span in highlights:
            styled.stylize("bold yellow", span.start, span.end)
        console.print(styled, soft_wrap=True)

    return show_text


def show(out: Print, reply: Reply) -> None:
    """Print one page of a reply, and its buttons."""
    if isinstance(reply, Notice):
        _line(out, say(reply.tongue, reply.text, **reply.values))
    elif isinstance(reply, Handed):
        _show_file(out, reply)
    else:
        for note in opening(reply):
            _line(out, note, "italic")
        if isinstance(reply.answer, NoAnswer):
            show_refusal(out, reply.answer, reply.tongue)
        else:
            _show_page(out, reply, reply.answer)
        _show_buttons(out, reply)


def _show_file(out: Print, file: Handed) -> None:
    """A file of text as its text, any other by its name and size."""
    _line(out, say(file.tongue, file.note) if file.note else file.name, "dim")
    try:
        out(printable(file.data.decode("utf-8")), "", ())
    except UnicodeDecodeError:
        _line(out, say(file.tongue, "bytes", count=len(file.data)), "dim")


def labels(found: Found) -> list[Button]:
    """The buttons of a reply in the order of their numbers; those that turn pages have signs of their own."""
    return [button for row in rows(found) for button in row if not _turns(button)]


def _turns(button: Button) -> bool:
    return button.label in {"‹", "›"} or button.label.replace("/", "").isdecimal()


def _show_buttons(out: Print, found: Found) -> None:
    named = "  ".join(f"[{at}] {button.label}" for at, button in enumerate(labels(found), 1))
    if named:
        _line(out, named, "dim")


def show_answer(out: Print, answer: Answer, tongue: Tongue) -> None:
    """Print all citations of an answer, the best first."""
    for note in notes(answer, tongue):
        _line(out, note, "bold")
    for number, citation in enumerate(answer.citations):
        if number:
            _line(out, "")
        if number == 1:
            _line(out, say(tongue, "more"), "dim")
        _show_citation(out, citation, tongue)
        for note in beside(answer, tongue) if not number else ():
            _line(out, f"  {note}")


def show_refusal(out: Print, answer: NoAnswer, tongue: Tongue) -> None:
    """Print why nothing answers, and the nearest passage."""
    for note in notes(answer, tongue):
        _line(out, note, "bold")
    _line(out, say(tongue, "no_answer"), "bold")
    _line(
        out, say(tongue, f"because_{answer.reason}", words=listed(answer.emptied or answer.missing, tongue))
    )
    if answer.nearest:
        _line(out, "")
        _line(out, say(tongue, "nearest"), "dim")
        _show_citation(out, answer.nearest[0], tongue)


def _show_page(out: Print, reply: Found, answer: Answer) -> None:
    position = min(reply.position, len(answer.citations) - 1)
    citation = answer.citations[position]
    if reply.view == "copy":
        _line(out, copied(citation, reply.tongue))
        return
    for note in notes(answer, reply.tongue):
        _line(out, note, "bold")
    before, after = around(citation, reply)
    _line(out, before.rstrip(), "dim") if before.strip() else None
    _show_quote(out, citation)
    _line(out, after.lstrip(), "dim") if after.strip() else None
    for line in _source(citation, reply.tongue, reply.today):
        _line(out, f"  {line}", "dim")
    for line in _verified(reply):
        _line(out, f"  {line}")
    for note in beside(answer, reply.tongue) if not position else ():
        _line(out, f"  {note}")
    if len(answer.citations) > 1:
        _line(out, f"‹ {position + 1}/{len(answer.citations)} ›", "dim")


def _verified(found: Found) -> Iterator[str]:
    if found.verified is None:
        return
    if found.was:
        yield say(found.tongue, "was", quote=found.was)
    yield verified(found.verified, found.tongue)
    for change in found.verified.changes:
        yield f"− {change.old}  + {change.new}"


def _show_citation(out: Print, citation: Citation, tongue: Tongue) -> None:
    _show_quote(out, citation)
    for line in _source(citation, tongue):
        _line(out, f"  {line}", "dim")


def _show_quote(out: Print, citation: Citation) -> None:
    words, highlights = readable(citation)
    out(printable(words), "", highlights)


def _source(citation: Citation, tongue: Tongue, today: str = "") -> Iterator[str]:
    document = citation.document
    if cut := cut_short(citation, tongue):
        yield cut
    yield from editions(citation, tongue)
    parts = (published_by(document), document.author, date_shown(citation, tongue, today), document.title)
    if said := " · ".join(part for part in parts if part):
        yield said
    file = where(citation, tongue, document.path)
    yield say(tongue, "place", file=file, start=citation.span.start, end=citation.span.end)
    if address := link(citation):
        yield address
    if matched := matches_line(citation, tongue):
        yield matched


def _line(out: Print, text: str, style: str = "") -> None:
    out(printable(text), style, ())


def printable(text: str) -> str:
    """Control characters would move the cursor of the reader's terminal; each is shown as a blank."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)
