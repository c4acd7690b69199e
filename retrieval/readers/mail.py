"""Letters, as `.eml`: subject, sender, date and body; and the files that are attached to them.

Lines that are quoted from another letter are somebody else's words, and are in no block; nor is the signature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Span
from retrieval.pages.paragraphs import blocks
from retrieval.readers import html
from retrieval.readers.encoding import decode
from retrieval.readers.layout import laid_out, one_line
from retrieval.readers.markup import pieces
from retrieval.readers.refusing import refusing

ATTACHMENTS: Final = 200
PARTS: Final = 2_000
BORDERS: Final = 10 * PARTS  # lines that begin as borders of parts do; each costs time
HEADER: Final = 2_000  # characters of a header that are read
_QUOTED: Final = re.compile(
    r"(?:^[^\n]*[:：][ \t]*\n(?:[ \t]*\n)?)?(?:^[ \t]*>[^\n]*(?:\n|\Z))+", re.MULTILINE
)
_SIGNATURE: Final = re.compile(r"^-- ?\n[\s\S]*\Z", re.MULTILINE)
_LETTER: Final = ".eml"
_DAY: Final = re.compile(r"\d{4}")


def read(content: bytes, path: str) -> list[Document]:
    """The document of a letter's body, or those of a body that is a page of several articles.

    Raises:
        UnreadableSource: where it is no letter.
    """
    with refusing(Cause.NOT_LETTER, MessageError):
        message = message_of(content)
        subject, sender, date = (header(message, name) for name in ("subject", "from", "date"))
        if not (subject or sender):
            raise UnreadableSource(Cause.NO_SENDER)
        name, address = parseaddr(sender)
        letter = Document(
            id=path,
            path=path,
            title=subject or PurePosixPath(path).stem,
            text="",
            blocks=(),
            author=one_line(name) or one_line(address) or None,
            published=moment(date),
        )
        return _with_body(letter, message)


def attachments(content: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files and letters that are attached to a letter, by name, each with what gives its bytes.

    Raises:
        UnreadableSource: where it is no letter.
    """
    with refusing(Cause.NOT_LETTER, MessageError):
        found = [(_name(p), p) for p in message_of(content).walk()]
    for name, part in islice(((n, p) for n, p in found if n), ATTACHMENTS):
        yield one_line(name), partial(payload, part)


def _name(part: Message) -> str:
    """The name of the file that a part is; empty where it is none. A letter is called by its subject."""
    name = header_text(str(part.get_filename() or ""))
    if not _is_letter(part) or name.lower().endswith(_LETTER):
        return name
    inner = next(iter(part.get_payload()), None)
    subject = header(inner, "subject") if isinstance(inner, Message) else ""
    return (name or subject or "letter") + _LETTER


def _is_letter(part: Message) -> bool:
    return part.get_content_type() == "message/rfc822" and part.is_multipart()


def message_of(content: bytes) -> Message:
    """The letter that the bytes are, or what the email library makes of them.

    The library's older policy is used: it looks at headers only when asked, and soon ends with hostile ones.

    Raises:
        UnreadableSource: where it has more parts than are read, or one says more of itself than is read.
    """
    from email import message_from_bytes, policy

    if content.count(b"\n--") > BORDERS:
        raise UnreadableSource(Cause.MANY_PARTS, most=PARTS)
    message = message_from_bytes(content, policy=policy.compat32)
    parts = list(islice(message.walk(), PARTS + 1))
    if len(parts) > PARTS:
        raise UnreadableSource(Cause.MANY_PARTS, most=PARTS)
    told = ((name, value) for part in parts for name, value in part.raw_items())
    if any(len(value) > HEADER for name, value in told if name.lower().startswith("content-")):
        raise UnreadableSource(Cause.LONG_PART, most=HEADER)
    return message


def header(message: Message, name: str) -> str:
    """A header on one line, as far as it is read; empty where it is not there or its encoding cannot be told."""
    return header_text(next((str(v) for key, v in message.raw_items() if key.lower() == name), "")[:HEADER])


def header_text(raw: str) -> str:
    """What a header says, whose words may be encoded in either way that letters have."""
    from email.header import decode_header

    try:
        found = decode_header(raw) if raw.isascii() else [(raw.encode("ascii", "surrogateescape"), None)]
        return one_line("".join(p if isinstance(p, str) else decode(p, charset) for p, charset in found))
    except (UnreadableSource, ValueError, MessageError):
        return ""


def payload(part: Message) -> bytes:
    """The bytes of a part, as they were before they were sent.

    Raises:
        UnreadableSource: where it is a letter that cannot be written down again.
    """
    if _is_letter(part):
        with refusing(Cause.NOT_LETTER):
            return b"".join(inner.as_bytes() for inner in part.get_payload() if isinstance(inner, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_in(part: Message) -> str:
    """The text of a part, in the encoding that it says, unless it is surely in another."""
    return decode(payload(part), part.get_content_charset())


def _with_body(letter: Document, message: Message) -> list[Document]:
    """A letter with its words: the first part that is plain text, else the first that is a page; neither is attached."""
    shown = [part for part in _own_parts(message) if not part.get_filename()]
    plain = next((p for p in shown if p.get_content_type() == "text/plain" and payload(p).strip()), None)
    page = next((p for p in shown if p.get_content_type() == "text/html"), None)
    if plain is not None:
        text = text_in(plain)
        return [
            replace(letter, text=text, blocks=tuple(b for span in _own(text) for b in blocks(text, span)))
        ]
    return _with_page(letter, text_in(page)) if page is not None else [letter]


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts of a letter, without those of the letters that are attached to it."""
    yield message
    inside = message.get_payload() if message.is_multipart() and not _is_letter(message) else ()
    for part in inside:
        if isinstance(part, Message):
            yield from _own_parts(part)


def _with_page(letter: Document, page: str) -> list[Document]:
    """A letter whose words are a page: a newsletter of several articles is as many documents.

    What an article does not say of itself is as the letter says it.
    """
    try:
        found = html.read(page.encode(), letter.path)
    except UnreadableSource:  # too short for an article
        text, taken = laid_out(pieces(page))
        return [replace(letter, text=text, blocks=taken)]
    if len(found) == 1:
        return [replace(letter, text=d.text, blocks=d.blocks, dropped=d.dropped) for d in found]
    return [
        replace(
            d,
            author=d.author or (None if d.publisher else letter.author),
            published=d.published or letter.published,
        )
        for d in found
    ]


def _own(text: str) -> Iterator[Span]:
    """What the sender wrote: neither quoted nor the signature."""
    start = 0
    for found in sorted((m.span() for rule in (_QUOTED, _SIGNATURE) for m in rule.finditer(text)), key=min):
        if found[0] > start:
            yield Span(start, found[0])
        start = max(start, found[1])
    if start < len(text):
        yield Span(start, len(text))


def moment(date: str) -> str | None:
    """What a header says of a date, as ISO 8601."""
    try:
        return parsedate_to_datetime(date).isoformat(timespec="minutes")[:16] if _DAY.search(date) else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
