"""A reply for a terminal: colour where there is one, plain text where it is piped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.model import Found, Notice, Reply, Tongue
from bot.rendering.links import link
from bot.rendering.telegram_html import date_shown, matches_line
from bot.texts import say
from retrieval.model import Answer, Citation, NoAnswer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def show(console: Console, reply: Reply) -> None:
    """Print one page of a reply."""
    if isinstance(reply, Notice):
        console.print(say(reply.tongue, reply.text, **reply.values), markup=False, highlight=False, soft_wrap=True)
    elif isinstance(reply.answer, NoAnswer):
        show_refusal(console, reply.answer, reply.tongue)
    else:
        _show_page(console, reply, reply.answer)


def show_answer(console: Console, answer: Answer, tongue: Tongue) -> None:
    """Print all citations of an answer, the best first."""
    if answer.verdict in {"supported", "contradicted"}:
        _line(console, say(tongue, answer.verdict), "bold")
    for number, citation in enumerate(answer.citations):
        if number:
            _line(console, "")
        if number == 1:
            _line(console, say(tongue, "more"), "dim")
        _show_citation(console, citation, tongue)


def show_refusal(console: Console, answer: NoAnswer, tongue: Tongue) -> None:
    """Print why nothing answers, and the nearest passage."""
    _line(console, say(tongue, "no_answer"), "bold")
    _line(console, say(tongue, f"because_{answer.reason}", words=", ".join(answer.missing)))
    if answer.nearest:
        _line(console, "")
        _line(console, say(tongue, "nearest"), "dim")
        _show_citation(console, answer.nearest[0], tongue)


def _show_page(console: Console, reply: Found, answer: Answer) -> None:
    position = min(reply.position, len(answer.citations) - 1)
    _show_citation(console, answer.citations[position], reply.tongue)
    if len(answer.citations) > 1:
        _line(console, f"‹ {position + 1}/{len(answer.citations)} ›", "dim")


def _show_citation(console: Console, citation: Citation, tongue: Tongue) -> None:
    console.print(_quote(citation), soft_wrap=True)
    for line in _source(citation, tongue):
        _line(console, f"  {line}", "dim")


def _quote(citation: Citation) -> Text:
    from rich.text import Text

    text = Text(_printable(citation.quote))
    for highlight in citation.highlights:
        text.stylize("bold yellow", highlight.start - citation.span.start, highlight.end - citation.span.start)
    return text


def _source(citation: Citation, tongue: Tongue) -> Iterator[str]:
    document = citation.document
    parts = (document.publisher, document.author, date_shown(citation, tongue), document.title)
    yield " · ".join(part for part in parts if part)
    yield say(tongue, "place", file=document.path, start=citation.span.start, end=citation.span.end)
    if address := link(citation):
        yield address
    if matched := matches_line(citation, tongue):
        yield matched


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(_printable(text), style=style, markup=False, highlight=False, soft_wrap=True)


def _printable(text: str) -> str:
    """Control characters would move the cursor of the reader's terminal; each is shown as a blank."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)
