"""An answer as one JSON object: status, verdict for a claim, and every citation with its offsets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from retrieval.model import Answer, Citation, Edition, NoAnswer


def line(
    answer: Answer | NoAnswer,
    identity: str | int | None = None,
    explanation: Mapping[str, Any] | None = None,
) -> str:
    """The answer on one line, with how it came about where that is given.

    Half a character, which UTF-8 cannot say, stays a JSON escape.
    """
    fields = _object(answer, identity) | ({} if explanation is None else {"explanation": explanation})
    written = json.dumps(fields, ensure_ascii=False)
    return written.encode("utf-8", "backslashreplace").decode("utf-8")


def _object(answer: Answer | NoAnswer, identity: str | int | None) -> dict[str, Any]:
    out: dict[str, Any] = {} if identity is None else {"id": identity}
    out["status"] = "answered" if isinstance(answer, Answer) else "no_answer"
    if answer.question.claim:
        out["verdict"] = (answer.verdict if isinstance(answer, Answer) else None) or "not_found"
    if isinstance(answer, NoAnswer):
        out |= {"reason": str(answer.reason), "missing": list(answer.missing)}
    if isinstance(answer, NoAnswer) and answer.emptied:
        out["emptied"] = list(answer.emptied)
    if answer.undated:
        out["undated"] = answer.undated
    if isinstance(answer, Answer) and answer.differences:
        out["differences"] = [{"claimed": d.claimed, "quoted": d.quoted} for d in answer.differences]
    if answer.corrections:
        out["corrections"] = dict(answer.corrections)
    citations = answer.citations if isinstance(answer, Answer) else answer.nearest
    out["citations"] = [_citation(c) for c in citations]
    if isinstance(answer, Answer) and answer.contrary:
        out["contrary"] = [_citation(c) for c in answer.contrary]
    return out


def _citation(citation: Citation) -> dict[str, Any]:
    document, place = citation.document, citation.place
    return {
        "file": document.path,
        "document": document.id,
        "member": document.member,
        "place": {"kind": place.kind, "number": place.number, "label": place.label} if place else None,
        "quote": citation.quote,
        "start": citation.span.start,
        "end": citation.span.end,
        "title": document.title,
        "publisher": document.publisher,
        "outlet": document.outlet,
        "author": document.author,
        "published": document.published,
        "published_inferred": document.published_inferred,
        "saved": document.saved,
        "url": document.url,
        "language": document.language,
        "truncated": document.truncated,
        "cut_short": citation.cut_short,
        "excerpt": document.excerpt,
        "copy_of": document.copy_of,
        "also": [{"file": d.path, "document": d.id} for d in citation.also],
        "copies": [{"file": d.path, "document": d.id} for d in citation.copies],
        "not_in": [_edition(e) for e in citation.not_in],
        "gone_from": [_edition(e) for e in citation.gone_from],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {"file": edition.document.path, "document": edition.document.id, "day": edition.day}
