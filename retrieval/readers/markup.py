"""All words of a piece of HTML, block by block: for books and letters, in which nothing stands around the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from retrieval.causes import Cause
from retrieval.readers.layout import Piece, one_line
from retrieval.readers.refusing import refusing

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN: Final = frozenset(
    {"head", "script", "style", "template", "noscript", "title", "rt", "rp", "svg", "math"}
)
_CELLS: Final = frozenset({"td", "th"})
_BLOCKS: Final = _HEADINGS | frozenset(
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form header hr html li main nav"
    " ol p pre section table tbody thead tfoot tr ul caption".split()
)


def pieces(page: str) -> list[Piece]:
    """The paragraphs and headings of HTML or XHTML, in order.

    Raises:
        UnreadableSource: where it cannot be parsed at all.
    """
    root = _parsed(page.encode("utf-8", "replace"))
    return [] if root is None else list(_pieces(root))


def _parsed(page: bytes) -> _Element | None:
    """The tree; what is well-formed is read as XML, in which `<script/>` is not left open."""
    from lxml import etree

    with refusing(Cause.NOT_HTML, etree.LxmlError):
        try:
            parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
            return etree.fromstring(page, parser)
        except etree.XMLSyntaxError:
            return etree.fromstring(page, etree.HTMLParser(encoding="utf-8", no_network=True))


def _pieces(root: _Element) -> Iterator[Piece]:
    from lxml import etree

    words: list[str] = []
    heading = False
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            if line := one_line("".join(words)):
                yield Piece(line, "heading" if heading else "text")
            words, heading = [], event == "start" and tag in _HEADINGS
        unseen += (tag in _UNSEEN) * (1 if event == "start" else -1)
        if event == "start" and tag and not unseen:
            words.append(element.text or "")
        elif event == "end":
            words += [" "] if tag in _CELLS else []
            words.append("" if unseen else element.tail or "")
    if line := one_line("".join(words)):
        yield Piece(line)
