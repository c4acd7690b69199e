"""Links that lead to the quoted words: text fragments, `#:~:text=start,end`.

See the WICG draft "URL Fragment Text Directives". The words are percent-encoded, `-` and `,` included, which
have a meaning in a directive. The page of a PDF stands before it: `#page=3` (RFC 8118).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from retrieval.model import Citation, Document, Place, Reference

LONGEST: Final = 1800  # characters of a link that clients still open
_WHOLE: Final = 48  # code points; longer quotes are named by their first and last words
_EDGE_WORDS: Final = 5
_EDGE: Final = 42  # code points of such words
_EDGE_CHARACTERS: Final = 14
_NO_ADDRESS: Final = re.compile(r"""[\s\\"<>]""")
_HAN_SPACE: Final = re.compile(r"(?<=[\u3400-\u9fff，。、；：])\s+(?=[\u3400-\u9fff])")


def link(citation: Citation) -> str | None:
    """The document's address, made to lead to the quoted words; `None` where it has none that can be opened."""
    url = page(citation.document)
    if url is None:
        return None
    fragment = _directive(citation.quote)
    base = _at_page(url.partition(":~:")[0], citation.place)
    joined = f"{base}{'' if '#' in base else '#'}:~:text={fragment}"
    return joined if fragment and len(joined) <= LONGEST else url


def page(document: Document | Reference) -> str | None:
    """The document's own address; `None` where it has none that can be opened."""
    url = document.url
    return url if url and _public(url) and len(url) <= LONGEST else None


def _at_page(url: str, place: Place | None) -> str:
    """The address with the page that the quote is on, unless it leads to some other place already."""
    known = place is not None and place.kind == "page" and "#" not in url
    return f"{url}#page={place.number}" if place and known else url


def _public(url: str) -> bool:
    """Whether it is an address of the web that leads where it seems to: one of a file may be hostile, or no address.

    Before an `@` stands a name that looks like a host and is none; of the rest, browsers drop some and turn some around,
    and one address that Telegram does not take costs the message all its buttons.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = url.isprintable() and not _NO_ADDRESS.search(url) and "@" not in parts.netloc
    return plain and parts.scheme in {"http", "https"} and "." in host.strip(".")


def _directive(text: str) -> str:
    """`text` or `start,end`. A piece must not cross a paragraph, nor a space that only a hard wrap made."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and len(lines[0]) <= _WHOLE and not _HAN_SPACE.search(lines[0]):
        return _encoded(lines[0])
    start, end = _HAN_SPACE.split(lines[0])[0].split(" "), _HAN_SPACE.split(lines[-1])[-1].split(" ")
    if (
        lines == [" ".join(start)] and len(start) > 1
    ):  # of one piece the halves: start and end must not overlap
        start, end = start[: len(start) // 2], start[len(start) // 2 :]
    return f"{_encoded(_edge(start, first=True))},{_encoded(_edge(end, first=False))}"


def _edge(words: Sequence[str], *, first: bool) -> str:
    """The first or last words; of one that is long, as Chinese without spaces is, so many characters."""
    chosen = words[:_EDGE_WORDS] if first else words[-_EDGE_WORDS:]
    while len(chosen) > 1 and len(" ".join(chosen)) > _EDGE:
        chosen = chosen[:-1] if first else chosen[1:]
    edge = " ".join(chosen)
    if len(edge) <= _EDGE:
        return edge
    return edge[:_EDGE_CHARACTERS] if first else edge[-_EDGE_CHARACTERS:]


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("-", "%2D")
