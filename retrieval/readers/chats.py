"""The export of Telegram Desktop, `result.json`: one document a chat, one block a message, with who wrote it and when.

What the program itself notes in a chat (who joined, who called) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers.encoding import decode
from retrieval.readers.layout import Piece, laid_out, one_line

MESSAGES: Final = 500_000
_LABEL: Final = 80  # code points of a name


def read(content: bytes, path: str) -> list[Document]:
    """The documents of an export of one chat or of all.

    Raises:
        UnreadableSource: where it is no such export.
    """
    try:
        exported = json.loads(decode(content).removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise UnreadableSource(Cause.NOT_JSON) from None
    chats = list(_chats(exported))
    if not chats:
        raise UnreadableSource(Cause.NO_EXPORT)
    return [_chat(chat, f"{path}#{n}" if len(chats) > 1 else path, path) for n, chat in enumerate(chats, 1)]


def _chats(exported: object) -> Iterator[Mapping[str, Any]]:
    """Everything in the export that has messages: itself, or the chats of its lists."""
    if not isinstance(exported, dict):
        return
    if isinstance(exported.get("messages"), list):
        yield exported
    for name in ("chats", "left_chats"):
        found = exported.get(name)
        listed = found.get("list") if isinstance(found, dict) else None
        for chat in listed if isinstance(listed, list) else ():
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                yield chat


def _chat(chat: Mapping[str, Any], identity: str, path: str) -> Document:
    if len(chat["messages"]) > MESSAGES:
        raise UnreadableSource(Cause.MANY_MESSAGES, most=MESSAGES)
    messages = [m for m in chat["messages"] if isinstance(m, dict) and m.get("type") == "message"]
    text, blocks = laid_out(piece for message in messages for piece in _message(message))
    name = _said(chat.get("name")) or "Telegram"
    return Document(id=identity, path=path, title=name, text=text, blocks=blocks)


def _message(message: Mapping[str, Any]) -> Iterator[Piece]:
    words = _words(message.get("text"))
    if not words.strip():
        return
    author = _said(message.get("forwarded_from")) or _said(message.get("from"))
    date = _said(message.get("date")).replace("T", " ")[:16]
    label = " · ".join(part for part in (author[:_LABEL], date) if part)
    yield Piece(label, aside=True)
    yield Piece(words, "text", Place("message", label=label) if label else None, before="\n")


def _words(text: object) -> str:
    """The text of a message: itself, or its pieces, each plain or an object of a style."""
    parts = text if isinstance(text, list) else [text]
    found = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return "".join(part for part in found if isinstance(part, str))


def _said(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""
