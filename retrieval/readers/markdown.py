"""Markdown with YAML front matter, read by markdown-it-py; offsets are those of the file itself.

A paragraph that is only links and pictures is navigation, and belongs to no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.model import Document, Span, Why
from retrieval.pages.division import Given
from retrieval.pages.division import documents as divided
from retrieval.pages.rows import Row, bare
from retrieval.readers import fragments, front_matter
from retrieval.readers.encoding import decode
from retrieval.readers.metadata import date_of, link_of, text_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

NESTED: Final = 40  # quotes, lists and items inside each other; more of them and hostile brackets take long
_HEADING: Final = re.compile(r"\ufeff?\s*#{1,6} \S")
_PUBLISHED: Final = (
    "published",
    "date_published",
    "date",
    "pubdate",
    "published_at",
    "发布时间",
    "发布日期",
    "日期",
)
_SAVED: Final = ("date_saved", "saved", "saved_at", "clipped", "date_clipped", "archived")
_ABOVE: Final = 12  # rows that may repeat the front matter
_ORIGINAL: Final = re.compile(
    r"(?:read|view|open|see)?\s*(?:the )?original(?: article| post| page| link)?|阅读原文|查看原文|原文链接|原文|閱讀原文|查看原文|source",
    re.IGNORECASE,
)
_CLIPPED: Final = re.compile(r"(?:date|time)_\w+\s*:\s*\d{4}-\d{2}-\d{2}")
_MARKED: Final = re.compile(r"[\\`*_\[<&]")  # what begins anything inside a paragraph that is not text
_TEXT: Final = (  # begins no list and no other markup, but for marks inside the line
    r"[^\W\d_]|\d(?!\d{0,8}[.)](?:\s|\Z))|[“‘\"'「『《（(【]|\*{1,2}[^\W_]|\|(?=[^\n]*[^\n|:\s-])"  # a row, but no line below heads
)
_UNLIKE: Final = re.compile(  # a line that is neither blank nor a heading nor text
    rf"\n(?!{_TEXT}|#{{1,6}} +[^\s#][^#\n]*(?:\n|\Z)|[ \t]*(?:\n|\Z))"
)
_FLAT: Final = re.compile(
    r"#{1,6} +(?P<heading>[^\n]+)|[^\s#][^\n]*(?:\n[^\s#][^\n]*)*"
)  # where none is unlike
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_SILENT: Final = _BREAKS | {"image", "link_open", "link_close", "html_inline"}


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a Markdown file."""
    return documents(decode(content), path)


def looks_like(text: str) -> bool:
    """Whether text without a telling suffix is Markdown: it opens with front matter or a heading."""
    return front_matter.begins(text) or bool(_HEADING.match(text))


def documents(text: str, path: str) -> list[Document]:
    """The documents of Markdown text; none where it has no words."""
    fields, start = front_matter.fields(text)
    rows = list(_rows(text, start))
    first = next((row for row in rows if row.heading), None)
    title = text_of(fields, "title", "标题") or (first.words if first else None)
    heading = next(
        (row.span for row in rows if row.heading and title and bare(row.words) == bare(title)), None
    )
    link = link_of(fields, "url", "link", "source", "original", "链接", "原文链接", "网址")
    saved = date_of(fields, *_SAVED) or (date_of(fields, "created") if link else None)
    published = date_of(fields, *_PUBLISHED, *([] if link else ["created"]))
    clipped = bool(fields) or any(row.linked and _ORIGINAL.fullmatch(row.words) for row in rows[:_ABOVE])
    given = Given(
        title=title,
        heading=heading,
        publisher=text_of(fields, "publisher", "site_name", "site", "website", "公众号", "来源"),
        author=text_of(fields, "author", "authors", "by", "作者"),
        published=published if published != saved else None,
        url=link or _original(rows),
        saved=saved,
        lost={
            row.span.start: Why.METADATA for row in rows[:_ABOVE] if _repeats(row, fields, clipped=clipped)
        },
        begin=start,
    )
    return divided(text, path, rows, given)


def _original(rows: Sequence[Row]) -> str | None:
    """Where the page's own link to its original leads."""
    return next((row.link for row in rows if row.linked and _ORIGINAL.fullmatch(row.words)), None)


def _repeats(row: Row, fields: Mapping[str, object], *, clipped: bool) -> bool:
    """Whether a row says a field of the front matter once more, or what a page was saved with: tags, times."""
    if clipped and _CLIPPED.match(row.words) and not row.heading:
        return True
    if clipped and re.fullmatch(r"#\w+(?:\s+#\w+)*", row.words) and not row.heading:
        return True
    name, _, value = row.words.partition(":")
    field = fields.get(name.strip())
    return bool(field) and bare(value) in {
        bare(str(field)),
        bare(text_of(fields, name.strip()) or str(field)),
    }


def _shown(content: str, children: Sequence[Token]) -> tuple[str, bool, str | None]:
    """What a reader sees of a paragraph, on one line; whether it is but links and pictures; its first link."""
    if not children:
        return " ".join(content.split()), False, None
    depth, shown, own, link = 0, "", "", None
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        link = link or (
            str(child.attrs["href"]) if child.type == "link_open" and "href" in child.attrs else None
        )
        words = " " if child.type in _BREAKS else child.content if child.type not in _SILENT else ""
        shown += words
        own += "" if depth else words
    linked = not own.strip() and any(child.type in _SILENT for child in children)
    return " ".join(shown.split()), linked, link if link and re.match(r"https?://", link) else None


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark with tables, without what is inside a paragraph; to make it takes as long as to parse a page."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": NESTED}).enable("table").disable("inline")


def _inside(content: str, env: EnvType) -> list[Token]:
    """The parts of a paragraph, beside text: none of one without a mark of theirs, which is seen sooner than parsed."""
    children: list[Token] = []
    if _MARKED.search(content):
        parser = _parser()
        parser.inline.parse(content, parser, env, children)
    return children


def _rows(text: str, start: int) -> Iterator[Row]:
    """Headings, paragraphs, list items, table rows and code of the text from `start` on, in order."""
    return _flat_rows(text, start) if _is_flat(text[start:]) else _parsed_rows(text, start)


def _is_flat(body: str) -> bool:
    """Whether nothing but headings and paragraphs is in a text, of lines that no rule could take for anything else."""
    return not ("\r" in body or "\0" in body or _UNLIKE.search(f"\n{body}"))


def _flat_rows(text: str, start: int) -> Iterator[Row]:
    """The rows of what is flat: the same as `_parsed_rows` finds, without the tokens of every line."""
    for match in _FLAT.finditer(text, start):
        heading = match["heading"] is not None
        begin, end = match.span("heading" if heading else 0)
        content = text[begin:end].rstrip()
        words, linked, link = _shown(content, _inside(content, {}))
        yield Row(Span(begin, begin + len(content)), words, heading, linked and not heading, link, fixed=True)


def _parsed_rows(text: str, start: int) -> Iterator[Row]:
    """The rows of any Markdown."""
    body = text[start:]
    offsets = _line_offsets(body, start)
    heading, items, rows = False, 0, 0
    env: EnvType = {}
    for token in _parser().parse(body, env):
        if token.type == "tr_open" and token.map:
            yield from _whole(text, offsets, token.map)
        rows += {"table_open": 1, "table_close": -1}.get(token.type, 0)
        items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type.endswith("_open"):
            heading = token.type == "heading_open"
        elif token.type == "inline" and token.map and not rows:
            shown, linked, link = _shown(token.content, _inside(token.content, env))
            spans = list(_inline(text, offsets, token))
            for span in spans:
                words = shown if len(spans) == 1 else " ".join(span.of(text).split())
                sure = items > 0
                yield Row(span, words, heading, linked and not heading, link, fixed=True, sure=sure)
        elif token.type == "html_block" and token.map and "<" in token.content:
            begin, end = offsets[token.map[0]], offsets[min(token.map[1], len(offsets) - 1)]
            yield from fragments.rows(text, Span(begin, end))
        elif token.type in {"fence", "code_block"} and token.map and token.content.strip():
            first = token.map[0] + (token.type == "fence")
            inside = token.content.removesuffix("\n").count("\n") + 1
            yield from _whole(text, offsets, [first, first + inside])


def _line_offsets(body: str, start: int) -> list[int]:
    """Where each line begins in the file, and where the last one ends.

    markdown-it-py turns only new lines into lines; `str.splitlines` would find more.
    """
    offsets = [start]
    for line in body.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    offsets[-1] = min(offsets[-1], start + len(body))
    return offsets


def _whole(text: str, offsets: Sequence[int], rows: Sequence[int]) -> Iterator[Row]:
    """The lines `rows[0]` up to `rows[1]` as one row that is text in any case."""
    end = offsets[min(rows[1], len(offsets) - 1)]
    start = offsets[rows[0]]
    if raw := text[start:end].strip():
        start = text.index(raw[0], start)
        yield Row(Span(start, start + len(raw)), " ".join(raw.split()), fixed=True, sure=True)


def _inline(text: str, offsets: Sequence[int], token: Token) -> Iterator[Span]:
    """The words of a paragraph: one span where they stand together, one a line where markup divides them."""
    rows = token.map or [0, 0]
    pieces = [p for p in (line.strip() for line in token.content.split("\n")) if p]
    cursor = offsets[rows[0]]
    spans: list[Span] = []
    for piece in pieces:
        found = text.find(piece, cursor, offsets[min(rows[1], len(offsets) - 1)])
        if found < 0:
            continue
        spans.append(Span(found, found + len(piece)))
        cursor = found + len(piece)
    yield from _joined(text, spans)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Lines with nothing but white space between them, as one."""
    pending: Span | None = None
    for span in spans:
        if pending and not text[pending.end : span.start].strip():
            pending = Span(pending.start, span.end)
            continue
        if pending:
            yield pending
        pending = span
    if pending:
        yield pending
