"""The files of a corpus and what was understood of each, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from bot.model import Tongue
from bot.rendering.notes import published_by
from bot.rendering.terminal import printable
from bot.texts import clause, say
from retrieval.catalog import Listed, Source
from retrieval.model import Document, How


def source_lines(source: Source, listed: Sequence[Listed], tongue: Tongue = "en") -> Iterator[str]:
    """A line for a file; where it holds several documents, one for each of them below."""
    return map(printable, _source_lines(source, listed, tongue))


def _source_lines(source: Source, listed: Sequence[Listed], tongue: Tongue) -> Iterator[str]:
    if source.skipped:
        yield _joined(source.path, say(tongue, "listed_skipped", why=clause(tongue, source.skipped)))
        return
    passages = sum(one.passages for one in listed)
    held = say(tongue, "listed_holds", documents=len(listed), passages=passages)
    if len(listed) == 1:
        yield _joined(source.path, held, *_about(listed[0], tongue))
        return
    yield _joined(source.path, held)
    for one in listed:
        yield "  " + _joined(*_about(one, tongue), say(tongue, "listed_passages", passages=one.passages))


def source_object(source: Source, listed: Sequence[Listed]) -> str:
    """A file and its documents, as JSON on one line."""
    return _written(
        {
            "file": source.path,
            "size": source.size,
            "sha256": source.digest or None,
            "skipped": source.skipped,
            "documents": [asdict(one) for one in listed],
        }
    )


def document_text(document: Document, listed: Listed) -> str:
    """What was understood of a document: its id, then a field a line, and what it is made of."""
    fields = {
        "title": document.title,
        "publisher": published_by(document),
        "author": document.author,
        "published": _published(document.published, inferred=document.published_inferred),
        "url": document.url,
        "kind": _kind(document),
        "made of": _made_of(document, listed),
    }
    lines = [f"  {name:10}{value or '(not known)'}{_how(document, name)}" for name, value in fields.items()]
    lines += [f"  not read  {name}: {reason}" for name, reason in document.refused]
    left_out = (
        f"  left out, {dropped.why}: {' '.join(dropped.span.of(document.text).split())}"
        for dropped in document.dropped
    )
    return "\n".join(map(printable, [document.id, *lines, *left_out]))


_HOW: Final = {
    How.FIELD: "stated in a field of the file",
    How.LINE: "stated on the page",
    How.NOTICE: "stated by a notice below the text",
    How.ADDRESS: "inferred from the address",
    How.CONTEXT: "inferred from what stands beside it",
    How.NAME: "the name of the file",
}


def _how(document: Document, name: str) -> str:
    """How a field is known, where that is known."""
    how = dict(document.known).get(name)
    return f"  [{_HOW[how]}]" if how else ""


def _kind(document: Document) -> str:
    """Its language, and whether it is all of its text."""
    said = {
        document.language: True,
        "cut off by its page": document.truncated,
        "the beginning of another page": document.excerpt,
        f"the words of {document.copy_of}": document.copy_of is not None,
        f"in the file {document.member}": document.member is not None,
    }
    return ", ".join(words for words, is_so in said.items() if is_so)


def document_object(document: Document, listed: Listed) -> str:
    """The same as JSON on one line, with every block and what is in none: where each begins and ends in the text."""
    blocks = [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in document.blocks]
    dropped = [{"why": d.why, "start": d.span.start, "end": d.span.end} for d in document.dropped]
    kind = {
        name: getattr(document, name) for name in ("language", "truncated", "excerpt", "copy_of", "member")
    }
    told = {"known": dict(document.known), "refused": dict(document.refused), "saved": document.saved}
    about = {"file": document.path, **asdict(listed), **kind, **told, "characters": len(document.text)}
    return _written({**about, "blocks": blocks, "dropped": dropped})


def _about(listed: Listed, tongue: Tongue) -> tuple[str | None, ...]:
    published = _published(listed.published, tongue, inferred=listed.published_inferred)
    return listed.title or listed.id, published_by(listed), published


def _published(date: str | None, tongue: Tongue = "en", *, inferred: bool) -> str | None:
    """A date, and where the page does not state it, a word of that."""
    shown = date and date.replace("T", " ")
    return say(tongue, "listed_inferred", date=shown) if shown and inferred else shown


def _made_of(document: Document, listed: Listed) -> str:
    kinds = Counter(block.kind for block in document.blocks)
    blocks = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    said = sum(block.span.end - block.span.start for block in document.blocks)
    return (
        f"{_counted(len(document.blocks), 'block')} ({blocks}), {_counted(listed.passages, 'passage')}; "
        f"{said} of {len(document.text)} characters"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _written(fields: dict[str, Any]) -> str:
    """JSON that UTF-8 can say."""
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")
