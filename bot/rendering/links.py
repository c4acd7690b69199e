"""Links that lead to the quoted words: text fragments, `#:~:text=start,end`.

See the WICG draft "URL Fragment Text Directives". The words are percent-encoded, `-` and `,` included, which
have a meaning in a directive.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from retrieval.model import Citation

LONGEST: Final = 1800  # characters of a link that clients still open
_WHOLE: Final = 48  # code points; longer quotes are named by their first and last words
_EDGE_WORDS: Final = 5
_EDGE_CHARACTERS: Final = 14
_HAN_SPACE: Final = re.compile(r"(?<=[\u3400-\u9fff，。、；：])\s+(?=[\u3400-\u9fff])")


def link(citation: Citation) -> str | None:
    """The document's address, made to lead to the quoted words; `None` where it has none that can be opened."""
    url = citation.document.url
    if not url or not _public(url) or len(url) > LONGEST:
        return None
    fragment = _directive(citation.quote)
    joined = f"{url}{'' if '#' in url else '#'}:~:text={fragment}"
    return joined if fragment and len(joined) <= LONGEST else url


def _public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".")


def _directive(text: str) -> str:
    """`text` or `start,end`. A piece must not cross a paragraph, nor a space that only a hard wrap made."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and len(lines[0]) <= _WHOLE and not _HAN_SPACE.search(lines[0]):
        return _encoded(lines[0])
    start, end = _edge(lines[0], first=True), _edge(lines[-1], first=False)
    return f"{_encoded(start)},{_encoded(end)}"


def _edge(line: str, *, first: bool) -> str:
    """The first or last words of a line; of Chinese, which has no spaces, so many characters."""
    pieces = _HAN_SPACE.split(line)
    piece = pieces[0] if first else pieces[-1]
    words = piece.split(" ")
    chosen = " ".join(words[:_EDGE_WORDS] if first else words[-_EDGE_WORDS:])
    if len(chosen) > 3 * _EDGE_CHARACTERS or len(words) == 1:
        chosen = chosen[:_EDGE_CHARACTERS] if first else chosen[-_EDGE_CHARACTERS:]
    return chosen.strip()


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
