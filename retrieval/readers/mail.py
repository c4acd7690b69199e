"""Letters, as `.eml`: subject, sender, date and body; and the files that are attached to them.

Lines that are quoted from another letter are somebody else's words, and are in no block; nor is the signature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from retrieval.errors import UnreadableSource
from retrieval.model import Block, Document, Span
from retrieval.pages.paragraphs import blocks
from retrieval.readers import html
from retrieval.readers.encoding import decode
from retrieval.readers.layout import laid_out, one_line
from retrieval.readers.markup import pieces
from retrieval.readers.refusing import refusing

ATTACHMENTS: Final = 200
PARTS: Final = 2_000
_QUOTED: Final = re.compile(
    r"(?:^[^\n]*[:：][ \t]*\n(?:[ \t]*\n)?)?(?:^[ \t]*>[^\n]*(?:\n|\Z))+", re.MULTILINE
)
_SIGNATURE: Final = re.compile(r"^-- ?\n[\s\S]*\Z", re.MULTILINE)
_DAY: Final = re.compile(r"\d{4}")


def read(content: bytes, path: str) -> list[Document]:
    """The document of a letter's body; none where it has no words.

    Raises:
        UnreadableSource: where it is no letter.
    """
    with refusing("is not a letter that can be read"):
        message = message_of(content)
        subject, sender, date = (header(message, name) for name in ("subject", "from", "date"))
        if not (subject or sender):
            raise UnreadableSource("is not a letter: it has neither subject nor sender")
        text, found = _body(message, path)
        published = _moment(date)
    name, address = parseaddr(sender)
    return [
        Document(
            id=path,
            path=path,
            title=subject or PurePosixPath(path).stem,
            text=text,
            blocks=found,
            author=one_line(name) or one_line(address) or None,
            published=published,
        )
    ]


def attachments(content: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files that are attached to a letter, by name, each with what gives its bytes.

    Raises:
        UnreadableSource: where it is no letter.
    """
    with refusing("is not a letter that can be read"):
        found = [(p.get_filename() or "", p) for p in islice(message_of(content).walk(), PARTS)]
    for name, part in islice(((n, p) for n, p in found if n), ATTACHMENTS):
        yield one_line(name), lambda part=part: payload(part)  # type: ignore[misc]


def message_of(content: bytes) -> EmailMessage:
    """The letter that the bytes are, or what the email library makes of them."""
    from email import message_from_bytes, policy

    return message_from_bytes(content, policy=policy.default)


def header(message: EmailMessage, name: str) -> str:
    """A header on one line; empty where it is not there."""
    return one_line(str(message.get(name, "")))


def payload(part: MIMEPart) -> bytes:
    """The bytes of a part, as they were before they were sent."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_in(part: MIMEPart) -> str:
    """The text of a part, in the encoding that it says, unless it is surely in another."""
    return decode(payload(part), part.get_content_charset())


def _body(message: EmailMessage, path: str) -> tuple[str, tuple[Block, ...]]:
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    if plain is not None and (text := text_in(plain)).strip():
        return text, tuple(b for span in _own(text) for b in blocks(text, span))
    if page is None:
        return "", ()
    written = text_in(page)
    try:
        (document,) = html.read(written.encode(), path)
    except UnreadableSource:  # too short for an article
        return laid_out(pieces(written))
    return document.text, document.blocks


def _own(text: str) -> Iterator[Span]:
    """What the sender wrote: neither quoted nor the signature."""
    start = 0
    for found in sorted((m.span() for rule in (_QUOTED, _SIGNATURE) for m in rule.finditer(text)), key=min):
        if found[0] > start:
            yield Span(start, found[0])
        start = max(start, found[1])
    if start < len(text):
        yield Span(start, len(text))


def _moment(date: str) -> str | None:
    try:
        return parsedate_to_datetime(date).isoformat(timespec="minutes")[:16] if _DAY.search(date) else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
