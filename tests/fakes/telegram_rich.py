"""Rich messages, as far as bots here write them: HTML of paragraphs and quotes, in which white space means nothing.

It refuses to know headings, lists, tables and media: a bot that uses them is refused.
"""

from __future__ import annotations

import re

from tests.fakes.telegram_errors import Json, bad_request
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_text import ParsedText, with_automatic

MAX_LENGTH = 32_768
MAX_BLOCKS = 500
_CONTENTS = ("html", "markdown", "blocks")
_TAGS = frozenset({"a", "b", "blockquote", "br", "cite", "code", "i", "p", "s", "u"})
_TAG = re.compile(r"</?([a-z0-9-]+)[^>]*>")


def parse_rich(message: Json) -> ParsedText:
    """Read an `InputRichMessage` as what is seen of it, or refuse it."""
    given = [name for name in _CONTENTS if message.get(name)]
    if given != ["html"]:
        raise bad_request(f"can't parse rich message: {given or 'nothing'} is given")
    html = str(message["html"])
    unknown = {tag[1] for tag in _TAG.finditer(html)} - _TAGS
    if unknown:
        raise bad_request(f"can't parse rich message: unsupported tag {min(unknown)!r}")
    if len(html) > MAX_LENGTH or len(re.findall("<(?:p|blockquote)", html)) > MAX_BLOCKS:
        raise bad_request("RICH_MESSAGE_TOO_LONG")
    blank = re.sub(r"\s+", " ", html)
    shown = re.sub(r"</p>|<br>|</?cite>|(?<=</blockquote>)", "\n", blank).replace("<p>", "")
    parsed = parse_html(re.sub(r"\n+", "\n", shown))
    return parsed if message.get("skip_entity_detection") else with_automatic(parsed)
