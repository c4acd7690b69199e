"""MHTML: a page as browsers save it in one file; its main part is read as HTML, and its address is known."""

from __future__ import annotations

from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from pathlib import PurePosixPath
from typing import Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers import html
from retrieval.readers.mail import header, message_of, moment, text_in
from retrieval.readers.metadata import link_of
from retrieval.readers.refusing import refusing

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


def read(content: bytes, path: str) -> list[Document]:
    """The documents of a saved page; the date of the message is when it was saved.

    Raises:
        UnreadableSource: where no part of it is a page, or no main text can be found in that.
    """
    with refusing(Cause.NOT_SAVED_PAGE, MessageError):
        message = message_of(content)
        page = _main(message)
        written = text_in(page)
        places = (header(message, "snapshot-content-location"), header(page, "content-location"))
        subject = header(message, "subject")
    link = link_of({"places": places[0] or places[1]}, "places")
    found = html.documents(written, path, saved=moment(header(message, "date")), link=link)
    untitled = len(found) == 1 and found[0].title == PurePosixPath(path).stem and subject
    return [replace(document, title=subject if untitled else document.title) for document in found]


def _main(message: Message) -> Message:
    """The part that the file begins with, by its name, or its first page.

    Raises:
        UnreadableSource: where there is none.
    """
    found = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not found:
        raise UnreadableSource(Cause.NO_PAGE)
    start = message.get_param("start")
    return next((part for part in found if start and header(part, "content-id") == start), found[0])
