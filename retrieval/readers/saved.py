"""Pages that a browser or an extension saved whole, in one file: where they are from, and what in them is no text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

_HEAD: Final = 5_000  # characters in which the comment stands
_FROM: Final = re.compile(
    r"<!--\s*(?:Page saved with SingleFile\s+url:|saved from url=\(\d+\))\s*(https?://[^\s<>]+)"
)
_WHEN: Final = re.compile(
    r"<!--[^>]*?\bsaved (?:date|on):?\s*(?:\w{3}\s+)?(?P<day>\w{3} \d{1,2} \d{4})(?: (?P<time>\d{2}:\d{2}))?"
)
_FORM: Final = "%b %d %Y"
_DATA: Final = re.compile(r"data:[\w.+/-]*(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=%\s]{64,}")


def address(page: str) -> str | None:
    """The web address that a page was saved from, as the comment at its beginning says."""
    found = _FROM.search(page, 0, _HEAD)
    return found[1] if found else None


def saved_at(page: str) -> str | None:
    """When a page was saved, as ISO 8601, as the comment at its beginning says."""
    found = _WHEN.search(page, 0, _HEAD)
    try:
        day = datetime.strptime(found["day"], _FORM).date().isoformat() if found else None
    except ValueError:
        return None
    return f"{day}T{found['time']}" if found and found["time"] else day


def without_data(page: str) -> str:
    """The page without the pictures and fonts that are written into it, which are most of it."""
    return _DATA.sub("data:,", page)
