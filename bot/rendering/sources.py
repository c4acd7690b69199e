"""The files of a corpus and what was understood of each, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from retrieval.catalog import Listed, Source
from retrieval.model import Document


def source_lines(source: Source, listed: Sequence[Listed]) -> Iterator[str]:
    """A line for a file; where it holds several documents, one for each of them below."""
    if source.skipped:
        yield f"{source.path} · skipped: {source.skipped}"
        return
    held = f"{_counted(len(listed), 'document')}, {_counted(sum(d.passages for d in listed), 'passage')}"
    if len(listed) == 1:
        yield _joined(source.path, held, *_about(listed[0]))
        return
    yield _joined(source.path, held)
    for one in listed:
        yield "  " + _joined(*_about(one), _counted(one.passages, "passage"))


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
        "publisher": document.publisher,
        "author": document.author,
        "published": _published(document.published, inferred=document.published_inferred),
        "url": document.url,
        "made of": _made_of(document, listed),
    }
    return "\n".join(
        [document.id, *(f"  {name:10}{value or '(not known)'}" for name, value in fields.items())]
    )


def document_object(document: Document, listed: Listed) -> str:
    """The same as JSON on one line, with every block: its kind, and where it begins and ends in the text."""
    blocks = [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in document.blocks]
    return _written(
        {"file": document.path, **asdict(listed), "characters": len(document.text), "blocks": blocks}
    )


def _about(listed: Listed) -> tuple[str | None, ...]:
    published = _published(listed.published, inferred=listed.published_inferred)
    return listed.title, listed.publisher, published


def _published(date: str | None, *, inferred: bool) -> str | None:
    """A date, and where it is not that of the text but of the copy, a word of that."""
    return date and date.replace("T", " ") + (" (when it was saved)" if inferred else "")


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
