"""Rich messages as a server reads them: the tags that Bot API 10.3 documents for their HTML, no other, and what is seen of them.

It knows their names and which of them begin a line; it refuses to know what media, maps and formulas look like.
"""

from __future__ import annotations

import re
from typing import Final

from tests.fakes.telegram_errors import Json, bad_request
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_text import ParsedText, with_automatic

MAX_LENGTH = 32_768
MAX_BLOCKS = 500
_CONTENTS = ("html", "markdown", "blocks")
_MARKS: Final = frozenset(
    "a b strong i em u ins s strike del code tg-spoiler tg-emoji tg-time pre blockquote".split()
)
"""What an ordinary message knows, too."""
_PLAIN: Final = frozenset("mark sub sup tg-reference tg-math".split())
"""What changes the looks of words inside of a line."""
_BLOCKS: Final = frozenset(
    "h1 h2 h3 h4 h5 h6 p footer ul ol li aside cite figure figcaption table caption tr th td details summary"
    " tg-math-block tg-collage tg-slideshow video audio".split()
)
"""What is a line, or some lines, of its own."""
_EMPTY: Final = frozenset("br hr img input tg-map".split())
"""What has no words."""
TAGS: Final = _MARKS | _PLAIN | _BLOCKS | _EMPTY
_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z0-9-]+)(?P<more>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE
)


def parse_rich(message: Json) -> ParsedText:
    """Read an `InputRichMessage` as what is seen of it, or refuse it."""
    given = [name for name in _CONTENTS if message.get(name)]
    if given != ["html"]:
        raise bad_request(f"can't parse rich message: {given or 'nothing'} is given")
    html = str(message["html"])
    unknown = {tag["name"].lower() for tag in _TAG.finditer(html)} - TAGS
    if unknown:
        raise bad_request(f"can't parse rich message: unsupported tag {min(unknown)!r}")
    if len(html) > MAX_LENGTH or len(re.findall("<(?:p|li|tr|blockquote|details)\\b", html)) > MAX_BLOCKS:
        raise bad_request("RICH_MESSAGE_TOO_LONG")
    parsed = parse_html(_lines(html))
    return parsed if message.get("skip_entity_detection") else with_automatic(parsed)


def _lines(html: str) -> str:
    """The HTML as that of an ordinary message, line by line; outside of code, white space means nothing."""
    pieces = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL)
    lines = [p if p.startswith("<pre") else _flowing(p).strip("\n ") for p in pieces]
    return "\n".join(filter(None, lines))


def _flowing(html: str) -> str:
    shown = _TAG.sub(_line, re.sub(r"\s+", " ", html))
    shown = re.sub(
        r"(<blockquote[^>]*>)[\n ]+", r"\1", re.sub(r"[\n ]+</blockquote>", "</blockquote>", shown)
    )
    return re.sub(r" ?\n[\n ]*", "\n", shown)


def _line(tag: re.Match[str]) -> str:
    """A tag as an ordinary message may have it, or the end of a line in its place."""
    name = tag["name"].lower()
    if name == "blockquote":
        return f"{tag[0]}\n" if tag["end"] else f"\n{tag[0]}"
    if name in _MARKS:
        return tag[0]
    return "" if name in _PLAIN else "\n"
