"""Copies of one page from several times: which is the newer, and whether it still has certain words.

A page is known by its address. Which of two copies is newer tells the date that they give themselves, else when each
was saved; where neither tells, neither is. What a file system says of a file is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from retrieval.model import Document, Edition

_TRACKING: Final = re.compile(
    r"(?:utm|mtm|pk|hsa)_\w+|\w*clid|mc_[ce]id|igshid?|_ga|_gl|_hs(?:enc|mi)|spm|share_token|wt\.mc_id",
    re.IGNORECASE,
)
_PORT: Final = {"http": 80, "https": 443}


def address(url: str) -> str | None:
    """What two links to one page share; `None` where it is no page of the web, or the first page of a site.

    Scheme, `www.`, fragment, tracking parameters, their order and a slash at the end do not count. A fragment that is
    a path (`#/a`, `#!a`) does: some sites have all their pages behind one.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORT or not host:
        return None
    fields = sorted(
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)
    )
    route = f"#{parts.fragment}" if parts.fragment[:1] in {"/", "!"} else ""
    page = parts.path.rstrip("/") + (f"?{urlencode(fields)}" if fields else "") + route
    where = host if port in {None, _PORT[parts.scheme]} else f"{host}:{port}"
    return where + page if page else None


def newer(one: Document, other: Document) -> bool:
    """Whether the first of two copies of a page is from a later time, as far as they tell."""
    times = _times(one, other)
    return times is not None and times[0] > times[1]


def _times(one: Document, other: Document) -> tuple[str, str] | None:
    """The first two times of one sort that differ: as published, else as saved; a day does not differ from its hours."""
    for a, b in ((one.published, other.published), (one.saved, other.saved)):
        if a and b and not (a.startswith(b) or b.startswith(a)):
            return a, b
    return None


def lacking(
    document: Document, editions: Sequence[Document], has: Callable[[Document], bool]
) -> tuple[tuple[Edition, ...], tuple[Edition, ...]]:
    """The older and the newer ones of a document's editions that do not have certain words, each from old to new.

    One that breaks off may have had them, and is none.
    """
    timed = [(times[0], e) for e in editions if not e.truncated and (times := _times(e, document))]
    without = [(day, e) for day, e in timed if not has(e)]
    sides: tuple[list[Edition], list[Edition]] = ([], [])
    for day, edition in sorted(without, key=lambda found: (found[0], found[1].path)):
        sides[newer(edition, document)].append(Edition(edition, day))
    return tuple(sides[0]), tuple(sides[1])
