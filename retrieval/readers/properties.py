"""What office files, books and PDFs say of themselves: names of programs and of templates are no names.

A date among the properties is that of the file, not of its publication, so it is marked as inferred.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from retrieval.readers.layout import one_line
from retrieval.readers.metadata import text_of

_NO_TITLE: Final = re.compile(
    r"(?:Microsoft (?:Word|PowerPoint|Excel)|WPS\S*)? ?-.*|.*\.(?:docx?|pptx?|xlsx?|pdf|txt|indd|tmp|dvi|ps|wpd|odt|html?)"
    r"|(?:untitled|document|presentation|slide|book|workbook|doc|title|noname|new document|blank)[ -]?\d*"
    r"|PowerPoint(?: Presentation| 演示文稿| 簡報)|Word Document|(?:无标题|未命名|新建|空白|無標題|文档|文檔|演示文稿|工作簿|簡報|幻灯片).{0,12}"
    r"|about:blank|https?://\S+|\d+|[.\W]*",
    re.IGNORECASE,
)
_NO_AUTHOR: Final = re.compile(
    r"(?:.* )?(?:administrator|admin|user|users|author|owner|guest|root|pc|computer|scanner|default)\d*"
    r"|(?:python-docx|python-pptx|openpyxl|Apache POI|Adobe\b.*|Microsoft\b.*|WPS.*|LibreOffice.*|calibre.*)"
    r"|(?:作者|用户|用戶|管理员|管理員|微软|微软用户|未定义|admin.*)|[.\W\d]*",
    re.IGNORECASE,
)


def title_of(*titles: str | None, path: str) -> str:
    """The first title that is one, else the name of the file."""
    return next((t for t in map(_said, titles) if t and not _NO_TITLE.fullmatch(t)), PurePosixPath(path).stem)


def author_of(author: str | None) -> str | None:
    """The author, where it is the name of one."""
    said = _said(author)
    return None if said is None or _NO_AUTHOR.fullmatch(said) else said


def written(author: str | None, created: date | None) -> tuple[str | None, str | None]:
    """Who wrote an office file, and the day; without a name the day is that of a template as likely as not."""
    named = author_of(author)
    return named, created.isoformat()[:10] if named and created else None


def _said(value: str | None) -> str | None:
    return text_of({"value": one_line(value or "")}, "value")
