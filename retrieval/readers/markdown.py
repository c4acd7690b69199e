"""Markdown with YAML front matter, read by markdown-it-py; offsets are those of the file itself.

A paragraph that is only links and pictures is navigation, and belongs to no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from retrieval.model import Block, BlockKind, Document, Span
from retrieval.readers.encoding import decode
from retrieval.readers.metadata import date_of, link_of, text_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD: Final = re.compile(r"^[A-Za-z_][\w -]*:", re.MULTILINE)
_HEADING: Final = re.compile(r"\ufeff?\s*#{1,6} \S")
_MISTAKEN_TAGS: Final = (  # what PyYAML lets out over `!!int ""`, `!!bool x`, a 13th month, a deep nest
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_SILENT: Final = _BREAKS | {"image", "link_open", "link_close", "html_inline"}


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a Markdown file."""
    return documents(decode(content), path)


def looks_like(text: str) -> bool:
    """Whether text without a telling suffix is Markdown: it opens with front matter or a heading."""
    match = _FRONT_MATTER.match(text)
    return bool(match and _FIELD.search(match["yaml"])) or bool(_HEADING.match(text))


def documents(text: str, path: str) -> list[Document]:
    """The document of Markdown text, as a list of one; empty where it has no words."""
    fields, start = _front_matter(text)
    blocks = list(_blocks(text, start))
    first = next((b for b in blocks if b.kind == "heading"), None)
    heading = _words(first.span.of(text)) if first else ""
    title = text_of(fields, "title") or heading or PurePosixPath(path).stem
    if first and _same(title, heading):
        blocks = [Block(b.span, "title") if b is first else b for b in blocks]
    published = date_of(fields, "published", "date_published", "date", "created")
    saved = published is not None and published == date_of(fields, "date_saved", "saved", "clipped")
    return [
        Document(
            id=path,
            path=path,
            title=title,
            text=text,
            blocks=tuple(blocks),
            publisher=text_of(fields, "publisher", "site_name", "site", "website"),
            author=text_of(fields, "author", "authors", "by"),
            published=published[:10] if published and saved else published,
            published_inferred=saved,
            url=link_of(fields, "url", "link", "source", "original"),
        )
    ]


def _front_matter(text: str) -> tuple[Mapping[str, object], int]:
    """The fields of the front matter and where the text after it begins; bad YAML has no fields."""
    match = _FRONT_MATTER.match(text)
    if match is None or not _FIELD.search(match["yaml"]):
        return {}, 1 if text.startswith("\ufeff") else 0
    import yaml

    try:
        fields = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, *_MISTAKEN_TAGS):
        fields = None
    return fields if isinstance(fields, dict) else {}, match.end()


def _words(markup: str) -> str:
    """What a reader sees of one heading, on one line."""
    from markdown_it import MarkdownIt

    shown = (
        child.content if child.type in {"text", "code_inline"} else " " if child.type in _BREAKS else ""
        for token in MarkdownIt("commonmark").parseInline(markup)
        for child in token.children or []
    )
    return " ".join("".join(shown).split())


def _same(title: str, heading: str) -> bool:
    """Whether the heading is the title, white space aside."""
    return "".join(title.split()) == "".join(heading.split())


def _blocks(text: str, start: int) -> Iterator[Block]:
    """Headings, paragraphs, list items, table rows and code of the text from `start` on, in order."""
    from markdown_it import MarkdownIt

    body = text[start:]
    offsets = _line_offsets(body, start)
    opened: BlockKind = "text"
    rows = 0
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "tr_open" and token.map:
            yield from _whole(text, offsets, token.map)
        rows += {"table_open": 1, "table_close": -1}.get(token.type, 0)
        if token.type.endswith("_open"):
            opened = "heading" if token.type == "heading_open" else "text"
        elif token.type == "inline" and token.map and not rows:
            if opened == "heading" or not _is_navigation(token):
                yield from _inline(text, offsets, token, opened)
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


def _whole(text: str, offsets: Sequence[int], rows: Sequence[int]) -> Iterator[Block]:
    """The lines `rows[0]` up to `rows[1]` as one block."""
    end = offsets[min(rows[1], len(offsets) - 1)]
    start = offsets[rows[0]]
    if raw := text[start:end].strip():
        start = text.index(raw[0], start)
        yield Block(Span(start, start + len(raw)))


def _inline(text: str, offsets: Sequence[int], token: Token, kind: BlockKind) -> Iterator[Block]:
    """The words of a paragraph: one block where they stand together, one a line where markup divides them."""
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
    for span in _joined(text, spans):
        yield Block(span, kind)


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


def _is_navigation(token: Token) -> bool:
    """Whether a paragraph has no words of its own outside links and pictures."""
    depth = 0
    linked = False
    for child in token.children or []:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        linked = linked or child.type in _SILENT
        if child.type not in _SILENT and not depth and child.content.strip():
            return False
    return linked
