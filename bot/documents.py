"""The corpus in a chat: what is in it, and what administrators add: a file that they send, a post that they forward."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from bot.errors import NotHad
from bot.filing import Arriving, Refused, arriving, checked_name
from bot.model import Attachment, Forwarded, Notice, Reply, Request, Tongue
from bot.rendering.brief import one_line
from bot.rendering.notes import published_by
from bot.texts import clause, fault, say
from retrieval.errors import RetrievalError
from retrieval.model import Scope

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from retrieval.catalog import Listed, Source

PAGE: Final = 20  # files of a page of /sources
HELD: Final = 5  # documents of a file that are told of
LINE: Final = 120  # characters of a title or a name
ROW: Final = 180  # characters of a file of /sources, a page of which is one message
POST: Final = 2**20  # bytes of a forwarded post; the longest has some kilobytes
MEGABYTE: Final = 2**20
_UNNAMED: Final = re.compile(r"[^\w-]+")

Held = tuple["Source", Sequence["Listed"]]


async def sources(talk: Conversation, request: Request) -> Reply:
    """A page of the files that may be seen there, numbered."""
    tongue = talk.tongue(request)
    held = await talk.worker.run(talk.office.holdings.listing, talk.scope(request))
    if not held:
        return Notice("because_empty_corpus", tongue)
    pages = -(-len(held) // PAGE)
    page = min(max(1, _number(request.text) or 1), pages)
    first = (page - 1) * PAGE
    lines = [
        f"{number}. {_line(one, tongue)}" for number, one in enumerate(held[first : first + PAGE], first + 1)
    ]
    values = {"lines": "\n".join(lines), "page": str(page), "pages": str(pages), "files": str(len(held))}
    return Notice("sources", tongue, values)


async def source(talk: Conversation, request: Request) -> Reply:
    """What was understood of one file, by its number in /sources."""
    tongue = talk.tongue(request)
    held = await talk.worker.run(talk.office.holdings.listing, talk.scope(request))
    number = _number(request.text)
    if number is None or not 1 <= number <= len(held):
        return Notice("source_which", tongue, {"files": str(len(held))})
    return Notice("source", tongue, {"lines": "\n".join(_told(held[number - 1], tongue))})


async def file_away(talk: Conversation, request: Request) -> Reply | None:
    """Put what an administrator sends into the corpus; `None` where nothing was sent that could be, or by somebody else."""
    office, tongue = talk.office, talk.tongue(request)
    sent = request.attachment if request.attachment and request.attachment.kind == "document" else None
    posted = (
        request.forwarded
        if request.chat_kind == "private" and request.text and not request.attachment
        else None
    )
    if not (sent or posted) or not request.addressed or not office.access.is_admin(request.asker):
        return None
    try:
        name = checked_name(sent.name if sent else post_name(request.text, posted))
        pieces = _sent(talk, sent) if sent else _posted(request.text, posted)
        most = office.upload_limit if sent else POST
        with arriving(office.holdings.corpus, most) as file:
            async with aclosing(pieces):
                async for piece in pieces:
                    await asyncio.to_thread(file.add, piece)
            return await _filed(talk, request, name, file)
    except Refused as refused:
        limit = str(office.upload_limit // MEGABYTE)
        return Notice(
            str(refused), tongue, {"file": one_line(sent.name if sent else "", LINE), "limit": limit}
        )
    except (OSError, RetrievalError) as error:
        return Notice("file_failed", tongue, {"why": fault(tongue, error)})


async def _sent(talk: Conversation, sent: Attachment) -> AsyncGenerator[bytes]:
    """The bytes of a file as they come, where it does not say that it is too large.

    Raises:
        Refused: where it does, or where it cannot be had.
    """
    limit = talk.office.upload_limit
    if talk.fetching is None or not limit:
        raise Refused("file_none")
    if sent.size > limit:
        raise Refused("file_too_large")
    try:
        async with aclosing(talk.fetching.fetch(sent.file)) as pieces:
            async for piece in pieces:
                yield piece
    except NotHad:
        raise Refused("file_not_had") from None


async def _posted(text: str, origin: Forwarded | None) -> AsyncGenerator[bytes]:
    yield post(text, origin)


async def _filed(talk: Conversation, request: Request, name: str, file: Arriving) -> Reply:
    """Name it in the folder, bring the index up to date, and tell what was understood."""
    office, tongue, scope = talk.office, talk.tongue(request), talk.scope(request)
    for known, _ in await talk.worker.run(office.holdings.listing, scope):
        if known.digest == file.digest:
            return Notice("file_known", tongue, {"file": known.path})
    path = await asyncio.to_thread(file.put, name)
    await talk.worker.run(office.audit.note, request.asker, request.chat, "file", path)
    report = await talk.renew()
    if why := report.skipped.get(path) or report.waiting.get(path):
        return Notice("file_skipped", tongue, {"file": path, "why": clause(tongue, why)})
    held = await talk.worker.run(office.holdings.listing, Scope())
    found = next((one for one in held if one[0].path == path), None)
    if found is None:
        return Notice("file_unread", tongue, {"file": path})
    return Notice("filed", tongue, {"lines": "\n".join(_told(found, tongue))})


def post(text: str, origin: Forwarded | None) -> bytes:
    """A forwarded post as a line of JSON Lines, its words as they are; the first line is its title, where there are more."""
    first, _, rest = text.strip().partition("\n")
    fields = {"title": first if rest else "", "text": text}
    if origin:
        fields |= {"publisher": origin.name, "published": origin.at, "url": origin.link or ""}
    return (json.dumps({k: v for k, v in fields.items() if v}, ensure_ascii=False) + "\n").encode(
        "utf-8", "replace"
    )


def post_name(text: str, origin: Forwarded | None) -> str:
    """A name for a forwarded post: the day, whose it is, and how it begins."""
    parts = (origin.at[:10] if origin else "", origin.name[:20] if origin else "", text.strip()[:20])
    written = filter(None, (_UNNAMED.sub("-", part).strip("-_") for part in parts))
    return ("-".join(written) or "post") + ".jsonl"


def _line(held: Held, tongue: Tongue) -> str:
    """A file in a line: what it holds, or that it could not be read."""
    seen, documents = held
    if seen.skipped:
        return say(tongue, "source_skipped", file=one_line(seen.path, LINE), why=clause(tongue, seen.skipped))
    title = documents[0].title if len(documents) == 1 else say(tongue, "source_many", number=len(documents))
    line = _joined(seen.path, title, published_by(documents[0]) if len(documents) == 1 else None)
    return one_line(line, ROW)


def _told(held: Held, tongue: Tongue) -> Iterator[str]:
    """A file in some lines: of each of its first documents what is known of it."""
    seen, documents = held
    if seen.skipped:
        yield say(tongue, "source_skipped", file=one_line(seen.path, LINE), why=clause(tongue, seen.skipped))
        return
    passages = sum(one.passages for one in documents)
    yield say(
        tongue, "source_head", file=one_line(seen.path, LINE), documents=len(documents), passages=passages
    )
    for one in documents[:HELD]:
        date = say(tongue, "inferred", date=one.published) if one.published_inferred else one.published
        about = (one.title or one.id, published_by(one), one.author, (date or "").replace("T", " "))
        yield say(tongue, "source_document", about=_joined(*about))
        if one.url:
            yield one_line(one.url, LINE)
    if len(documents) > HELD:
        yield f"… +{len(documents) - HELD}"


def _joined(*parts: str | None) -> str:
    return " · ".join(one_line(part, LINE) for part in parts if part)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None
