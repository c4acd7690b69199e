"""HTML: the main text, taken out by trafilatura, and what the page says of itself in its head and in JSON-LD.

Offsets count in the text that was taken out: the main text, and below it, in no block, every other line of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Span, Why
from retrieval.pages.bylines import byline
from retrieval.pages.chrome import chrome
from retrieval.pages.dates import resolve
from retrieval.pages.division import Given, in_parts
from retrieval.pages.division import documents as divided
from retrieval.pages.heads import head
from retrieval.pages.publishers import publishers
from retrieval.pages.rows import Row, bare, plain_rows
from retrieval.readers.encoding import declared_in, decode
from retrieval.readers.metadata import date_of, link_of, text_of
from retrieval.readers.saved import address, saved_at, without_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TAGS: Final = 150_000  # some seconds; a long encyclopedic page has a third of them
ATTRIBUTES: Final = 5_000  # of one tag
_TAG: Final = re.compile(r"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|/")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SITE_BEFORE: Final = re.compile(r"(?:.*[-–—|_:：·»])?\s*")
_SITE_AFTER: Final = re.compile(r"\s*(?:[-–—|_:：·«].*)?")
_UNSEEN: Final = frozenset(
    "script style noscript template svg math head iframe object select option button".split()
)
_INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split()
)
_ARTICLE: Final = re.compile(r"\w*(?:Article|Posting|WebPage)$")
_TOP: Final = 4  # lines among which the title stands, and below it whose words these are
_PARAGRAPH: Final = 40  # characters of a line that is text if it ends like a sentence
_LOST: Final = (
    4  # trafilatura is asked again where the paragraphs it left out are more than this part of the rest
)
_LONGEST: Final = 2_000_000  # characters in which lines are looked for inside others


def read(content: bytes, path: str) -> list[Document]:
    """The documents of a page: one, or those of a question page or an aggregator.

    Raises:
        UnreadableSource: where no main text can be found.
    """
    return documents(decode(content, declared_in(content)), path)


def documents(page: str, path: str, *, saved: str | None = None, link: str | None = None) -> list[Document]:
    """The documents of a page.

    Args:
        page: its HTML.
        path: of its file.
        saved: when it was saved, as ISO 8601, where what it came in says so.
        link: its address, where what it came in says so.

    Raises:
        UnreadableSource: where no main text can be found, or reading it would take long.
    """
    from lxml import etree

    page = without_data(page)
    _check(page)
    try:
        return _documents_of(page, path, {"saved:date": saved, "given:address": link})
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise UnreadableSource(Cause.NOT_HTML, fault=type(error).__name__) from None


def _check(page: str) -> None:
    """Refuse what would take long: libxml2 compares every attribute of a tag with all before it."""
    if page.count("<") > TAGS:
        raise UnreadableSource(Cause.MANY_TAGS, most=TAGS)
    longest = max((match.end() - match.start() for match in _TAG.finditer(page)), default=0)
    if longest > ATTRIBUTES * 2:
        wide = (match[0] for match in _TAG.finditer(page) if match.end() - match.start() > ATTRIBUTES * 2)
        if any(len(_QUOTED.sub(" ", tag).split()) > ATTRIBUTES for tag in wide):
            raise UnreadableSource(Cause.MANY_ATTRIBUTES, most=ATTRIBUTES)


def _documents_of(page: str, path: str, told: dict[str, object]) -> list[Document]:
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        raise UnreadableSource(Cause.NO_MAIN_TEXT)
    fields = _metadata(tree) | {"saved:address": address(page)} | told
    fields["saved:date"] = fields["saved:date"] or saved_at(page)
    shown = list(_seen(tree, buttons=True))
    fields |= _titled(fields, shown)
    if parts := _in_parts(shown, path, fields):
        return parts
    seen = [row.words for row in _seen(tree)]
    main = _main(page, seen)
    if not main.strip():
        raise UnreadableSource(Cause.NO_MAIN_TEXT)
    title = _title(fields) or PurePosixPath(path).stem
    lines = [line for line in main.split("\n") if line.strip()]
    headline = next((line for line in seen if _is_title(line, title)), None)
    if headline and not any(_is_title(line, title) for line in lines[:_TOP]):
        lines.insert(0, headline)
    main = "\n\n".join(lines)  # each line is a paragraph
    text = "\n\n".join([main, *_missing(seen, main)])
    return _documents(text, len(main), path, title, fields | _below(seen, headline, fields))


def _in_parts(seen: Sequence[_Seen], path: str, fields: Mapping[str, object]) -> list[Document]:
    """The documents of a page of questions or of several articles, its lines in order; empty where it is neither."""
    text = "\n\n".join(one.words for one in seen)
    rows: list[Row] = []
    at = 0
    for one in seen:
        span = Span(at, at + len(one.words))
        rows.append(
            Row(span, one.words, one.heading, one.linked and not one.heading, one.link, fixed=one.heading)
        )
        at = span.end + 2
    given = _given(fields, _title(fields), None)
    title = given.title or ""
    heading = next((row.span for row in rows if _is_title(row.words, title)), None) if title else None
    given = replace(given, heading=heading)
    return divided(text, path, rows, given) if in_parts(rows, path, given) else []


def _titled(fields: Mapping[str, object], seen: Sequence[_Seen]) -> dict[str, object]:
    """The title as a heading of the page has it, without the name of the site, and that name where it is known."""
    title = _title(fields) or ""
    words = next((one.words for one in seen if one.heading and title and _is_title(one.words, title)), None)
    if words is None:
        return {}
    site = re.sub(r"^[\s\-–—|_:：·»«]+|[\s\-–—|_:：·»«]+$", "", title.replace(words, ""))
    return {"own:title": words, "own:site": site if publishers().outlet(site) else None}


def _title(fields: Mapping[str, object]) -> str | None:
    return text_of(fields, "own:title", "og:title", "ld:headline", "title", "ld:name")


def _below(seen: Sequence[str], headline: str | None, fields: Mapping[str, object]) -> dict[str, object]:
    """What the lines below the headline say of the article, with `said:` before."""
    at = seen.index(headline) + 1 if headline else len(seen)
    rows = [Row(Span(i, i + 1), line) for i, line in enumerate(seen[at : at + _TOP])]
    told, _ = head(rows, headline or "", publishers(), {})
    saved, link = date_of(fields, "saved:date"), link_of(fields, *_ADDRESSES)
    when = resolve(told.when, shown=saved, address=link, text="\n".join(seen)) if told.when else (None, False)
    said = {
        "publisher": told.publisher,
        "author": told.author,
        "who": told.who,
        "date": when[0],
        "inferred": when[1],
    }
    return {f"said:{name}": value for name, value in said.items() if value}


def _documents(text: str, end: int, path: str, title: str, fields: Mapping[str, object]) -> list[Document]:
    """The documents of a text whose main part ends at `end`."""
    rows = plain_rows(text)
    first = rows[0]
    heading = first.span if _is_title(first.words, title) else None
    given = _given(fields, title, heading)
    lost = {row.span.start: _why(row) for row in rows if row.span.start >= end}
    return divided(text, path, rows, replace(given, lost=lost))


def _given(fields: Mapping[str, object], title: str | None, heading: Span | None) -> Given:
    """What the head of a page says of it; the moment of saving is none of publication."""
    saved = date_of(fields, "saved:date")
    published = date_of(fields, *_PUBLISHED)
    return Given(
        title=title,
        heading=heading,
        publisher=text_of(
            fields,
            "og:site_name",
            "ld:publisher",
            "publisher",
            "application-name",
            "own:site",
            "said:publisher",
        ),
        author=text_of(fields, "author", "ld:author", "article:author", "byl", "said:author", "said:who"),
        published=published if published != saved else None,
        url=link_of(fields, *_ADDRESSES),
        saved=saved,
        inferred=bool(fields.get("said:inferred")) and date_of(fields, *_PUBLISHED[:-1]) is None,
        page=True,
    )


_ADDRESSES: Final = ("given:address", "canonical", "og:url", "ld:url", "saved:address")
_PUBLISHED: Final = (
    "article:published_time",
    "ld:datePublished",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "said:date",
)


def _why(row: Row) -> Why:
    said = byline(row.words, publishers())
    return Why.METADATA if said else chrome(row.words, at_the_end=True) or Why.NAVIGATION


def _main(page: str, seen: Sequence[str]) -> str:
    """The main text; taken out once more, for completeness, where paragraphs of the page are missing in it."""
    import trafilatura

    text = trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    lost = sum(len(line) for line in _missing(seen, text) if _is_paragraph(line))
    if lost * _LOST <= len(text) and text:
        return text
    more = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    return more if len(more) > len(text) else text


def _is_paragraph(line: str) -> bool:
    return (
        len(line) >= _PARAGRAPH
        and bool(re.search(r"[。！？.!?”\"』」)）]$", line))
        and not chrome(line, at_the_end=True)
    )


def _missing(seen: Sequence[str], text: str) -> list[str]:
    """The lines of a page that a text does not have."""
    rows = {bare(line) for line in text.split("\n")}
    whole = bare(text) if len(text) <= _LONGEST else ""
    found = {line: bare(line) for line in seen}
    return [
        line
        for line in seen
        if found[line] not in rows and not (len(found[line]) > 12 and found[line] in whole)
    ]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line of a page; `linked` says that all its words are links, `link` where the first of them leads."""

    words: str
    heading: bool = False
    linked: bool = False
    link: str | None = None


def _seen(tree: HtmlElement, *, buttons: bool = False) -> Iterator[_Seen]:
    """What a reader of the page sees, a line for each of its blocks."""
    from lxml import etree

    line = _Line()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        unseen = tag in _UNSEEN and not (buttons and tag == "button")
        if event == "start" and unseen:
            walk.skip_subtree()
        if (event in {"start", "end"}) and tag not in _INLINE:
            yield from line.done()
            line = _Line(heading=event == "start" and tag in _HEADINGS)
        if tag == "a" and event in {"start", "end"}:
            line.turn(element.get("href") if event == "start" else None, inside=event == "start")
        if event == "start" and not unseen:
            line.add(element.text)
        if event != "start":
            line.add(element.tail)
    yield from line.done()


@dataclass(slots=True)
class _Line:
    """A line in the making."""

    heading: bool = False
    pieces: list[str] = field(default_factory=list)
    own: bool = False
    link: str | None = None
    inside: bool = False
    linked: bool = False

    def turn(self, link: str | None, *, inside: bool) -> None:
        """A link begins or ends."""
        self.inside, self.linked = inside, True
        self.link = self.link or (link if link and re.match(r"https?://", link) else None)

    def add(self, words: str | None) -> None:
        if words:
            self.pieces.append(words)
            self.own = self.own or (not self.inside and any(map(str.isalnum, words)))

    def done(self) -> Iterator[_Seen]:
        if words := " ".join("".join(self.pieces).split()):
            yield _Seen(words, self.heading, not self.own and self.linked, self.link)


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the page's title, or all of it but the name of the site."""
    before, found, after = title.partition(line)
    return bool(found) and bool(_SITE_BEFORE.fullmatch(before)) and bool(_SITE_AFTER.fullmatch(after))


def _metadata(tree: HtmlElement) -> dict[str, object]:
    """The page's `<meta>` fields in lower case, its `<title>`, its canonical link, and its JSON-LD with `ld:` before."""
    fields: dict[str, object] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        fields.setdefault(name.lower(), meta.get("content") or "")
    for element in tree.iter("title"):
        fields.setdefault("title", element.text or "")
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            fields.setdefault("canonical", element.get("href") or "")
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() == "application/ld+json":
            fields |= _linked_data(element.text or "")
    return fields


def _linked_data(script: str) -> dict[str, object]:
    """What JSON-LD says of the page's article (schema.org); faulty JSON says nothing."""
    try:
        found = [node for node in _nodes(json.loads(script)) if _ARTICLE.match(_type(node))]
    except (ValueError, RecursionError):
        return {}
    node = min(found, key=lambda n: _type(n) == "WebPage", default={})
    told = {
        "headline": node.get("headline"),
        "name": node.get("name"),
        "author": _names(node.get("author")),
        "publisher": _names(node.get("publisher")),
        "datePublished": node.get("datePublished"),
        "url": node.get("url") or _address(node.get("mainEntityOfPage")),
    }
    return {f"ld:{name}": value for name, value in told.items() if value}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD, at its top, in a list or in a graph."""
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _type(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _names(value: Any) -> list[str]:
    """The names of people or organisations, given as objects or as text."""
    values = value if isinstance(value, list) else [value]
    names = (v.get("name") if isinstance(v, dict) else v for v in values)
    return [name for name in names if isinstance(name, str) and name.strip()]


def _address(value: Any) -> object:
    return value.get("@id") if isinstance(value, dict) else value
