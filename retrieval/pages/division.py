"""A page to documents: its kind is told, its parts are found, and every other word of it is listed with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from retrieval.model import Block, Document, Dropped, How, Span, Why
from retrieval.pages.answers import answers, asks_for_answers
from retrieval.pages.articles import articles
from retrieval.pages.bylines import Byline, apart, byline, credits_inside, is_office, names_inside
from retrieval.pages.chrome import (
    chrome,
    cut_mark,
    is_ellipsis,
    more_link,
    opens,
    picture_marks,
    related_begin,
    telling,
)
from retrieval.pages.copies import begins_like
from retrieval.pages.dates import resolve
from retrieval.pages.endings import divided, kept
from retrieval.pages.heads import head, merged, settled
from retrieval.pages.paragraphs import lines
from retrieval.pages.parts import Lost, Part, lose
from retrieval.pages.publishers import Publishers, publishers
from retrieval.pages.rows import Row, bare, folded, row_blocks
from retrieval.pages.teasers import teasers
from retrieval.pages.threads import aged_answers, signed_answers

_SITE: Final = re.compile(r"(?P<title>.*\S)\s*[-–—|_丨｜·]\s*(?P<site>[^-–—|_丨｜]{1,24})$", re.DOTALL)
_NOTICE: Final = re.compile(
    r"本(?:文|内容|文章)(?:由|系|来自|转载自|首发于|首发自)\s*[「“\"《]?(?P<by>[^,，。;；:\s「」“”\"《》]{2,20}?)[」”\"》]?\s*(?:原创|发布|整理|首发|授权|独家|出品|,|，|。|$)"
    r"|均为(?P<our>[^,，。;；:\s]{2,20}?)原创|转载请注明(?:出处|来自|来源)?\s*:\s*(?!https?:)(?P<from>[^»|,，。\s]{2,20})|版权归\s*(?P<owner>[^,，。;；:\s]{2,20}?)\s*所有|(?:©|copyright)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:-\d{4})?)?[\s·,|]*(?P<c>[A-Z\u4e00-\u9fff][\w\u4e00-\u9fff .&-]{1,24}?)\s*(?:[.,。]|all rights|版权|$)",
    re.IGNORECASE,
)
_TITLE: Final = 300  # code points of a title that may end with the name of a site
_MENU: Final = 40  # code points of a row that may be a menu
_MOST: Final = 0.7  # share of a page that is one article with the beginnings of others below it
_TOP: Final = 20  # rows in which a page says whose words it is
_BELOW: Final = 4  # rows below the heading of other pages in which the first of them is
_CREDITS: Final = 5  # rows in which it does so without a date
_PERSONAL: Final = re.compile(
    r"博主|著作权归作者|(?:赞赏|喜欢|打赏|关注|联系)作者|written by|about the author", re.IGNORECASE
)
_NOBODY: Final = re.compile(r"(?:原)?作者|网络|本站|本网|我们|互联网|转载|投稿|用户|网友")
_LINK: Final = re.compile(
    r"(?:链接|地址|网址|出处|link|url|source)\s*:\s*(?P<link>https?://[^\s)\]<>]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says of itself beside its text. `saved` is when its page was shown, as ISO 8601.

    `title` is what it is called; `heading` is where that stands in the text. `lost` are rows that say what is given,
    `begin` is where the text begins below the fields, `page` that it is a saved page in any case,
    `personal` that the page calls the one whose words it has an author; `by` is how the publisher is known,
    `inferred` that the date was.
    """

    title: str | None = None
    heading: Span | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    saved: str | None = None
    lost: Lost = field(default_factory=dict)
    begin: int = 0
    page: bool = False
    personal: bool = False
    by: How = How.FIELD
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A part made ready: its text, and the rows of other pages below it."""

    part: Part
    blocks: tuple[Block, ...]
    truncated: bool


def documents(text: str, path: str, rows: Sequence[Row], given: Given) -> list[Document]:
    """The documents of a page, in order; what is in none of them is with the one that it stands in or behind."""
    known = publishers()
    lost: Lost = dict(given.lost)
    left = [row for row in rows if row.span.start not in lost]
    given = _of_site(given, known)
    if not (given.page or given.url or given.saved or is_page(left, known)):
        return _noted(text, path, rows, left, given, known, lost)
    below: list[Row] = []
    ready = [_ready(text, part, given, known, lost, below) for part in _parts(left, path, given, known, lost)]
    ready += [_ready(text, part, given, known, lost, []) for part in teasers(below, known, lost)]
    given = _with_notice(given, rows, lost)
    beside = {w.stated for one in ready if (w := one.part.told.when) and w.stated}
    ready = [one for one in ready if one.blocks] or _untold(text, path, left, given)
    names = [path] if len(ready) == 1 else [f"{path}#{n}" for n in range(1, len(ready) + 1)]
    found = [
        _document(text, path, name, one, given, known, beside) for name, one in zip(names, ready, strict=True)
    ]
    found = _linked(found) if len(found) > 1 else found
    return _with_dropped(found, list(_dropped(text, rows, found, lost, given.begin)))


def is_page(rows: Sequence[Row], known: Publishers) -> bool:
    """Whether a text is a saved page: it says whose words it is, or shows what only pages have.

    In all others single words of buttons (`Save`, `分享`) are the author's own.
    """
    own = [row for row in rows if not row.sure]
    if own and opens(own[0].words):
        return True
    above = (byline(row.words, known) for row in own[1:_TOP] if not (row.fixed and row.heading))
    told = any(said and _tells(said) for said in above)
    credited = sum(1 for row in own[1:_CREDITS] if (said := byline(row.words, known)) and said.strong)
    if told or credited or any(telling(row.words) or asks_for_answers(row) for row in own):
        return True
    return any(related_begin(row.words) and _teases(own[i + 1 : i + _BELOW]) for i, row in enumerate(own))


def _tells(said: Byline) -> bool:
    """Whether a line could only stand on a page: it says who and when, or the minute, or how long ago."""
    if said.when is None:
        return False
    named = said.publisher or said.author or said.who
    minute = said.when.start == 0 and "T" in (said.when.stated or said.when.month_day or "")
    return bool(named or said.when.age or minute)


def _teases(rows: Sequence[Row]) -> bool:
    """Whether rows below the heading of other pages hold the beginning of one."""
    return any(len(row.words) > _MENU and cut_mark(row.words, whole=False) for row in rows)


def in_parts(rows: Sequence[Row], path: str, given: Given) -> bool:
    """Whether a page is a question with its answers, or several articles of which none is most of it."""
    found = _parts(rows, path, given, publishers(), {})
    lengths = sorted(sum(len(row.words) for row in part.rows) for part in found)
    return len(found) > 1 and (bool(found[0].headed) or lengths[-1] <= _MOST * sum(lengths))


def _noted(
    text: str,
    path: str,
    rows: Sequence[Row],
    left: Sequence[Row],
    given: Given,
    known: Publishers,
    lost: Lost,
) -> list[Document]:
    """What is no saved page: all of it is text, but for pictures and a row that only says when."""
    name = given.title or PurePosixPath(path).stem
    body = [row for row in left if row.span != given.heading]
    told = _day_of(body, known, lost)
    for row in body:
        aside = row.linked and not (row.sure and row.words)
        lose(lost, [row] if aside else [], Why.NAVIGATION if row.words else Why.PICTURE)
    kept = [row for row in body if row.span.start not in lost]
    titled = [Block(given.heading, "title")] if given.heading else []
    blocks, truncated = _uncut(text, kept, lost, whole=True, page=False)
    inside = tuple(sorted((*titled, *blocks), key=_place))
    part = Part(name, given.heading, tuple(kept), told)
    one = [_Found(part, inside, truncated)] if inside else _untold(text, path, left, given)
    found = [_document(text, path, path, o, given, known, ()) for o in one]
    return _with_dropped(found, list(_dropped(text, rows, found, lost, given.begin)))


def _day_of(rows: Sequence[Row], known: Publishers, lost: Lost) -> Byline:
    """The one day that the first rows of a note tell; several are those of a diary."""
    days = [(row, said.when) for row in rows if (said := byline(row.words, known)) and said.when]
    moments = {(when.stated, when.month_day, when.age) for _, when in days}
    if len(moments) != 1 or not any(row is days[0][0] for row in rows[:_CREDITS]):
        return Byline()
    row, when = days[0]
    alone = when.start == 0 and when.end == len(row.words) and len(rows) > 1
    lose(lost, [row] if alone else [], Why.METADATA)
    return Byline(when=when)


def _parts(rows: Sequence[Row], path: str, given: Given, known: Publishers, lost: Lost) -> list[Part]:
    """The articles of a page, or the question and its answers, or all of it as one."""
    several = articles(rows, known, lost)
    if several and not (given.title and several[0].title == given.heading and len(several) == 1):
        return [*_lead(rows, several[0], path, given, lost), *several]
    name, title, body = given.title or PurePosixPath(path).stem, given.heading, list(rows)
    if title:
        above = [row for row in rows if row.span.start < title.start]
        body = [row for row in rows if row.span.start >= title.end]
        if any(_is_sentence(row) for row in above):
            body = [*above, *body]
        lose(lost, above if body[:1] != above[:1] else [], Why.NAVIGATION)
    for read in (signed_answers, answers, aged_answers):
        if found := read(body, name, title, lost):
            return found
    return [Part(name, title, tuple(body))]


def _place(block: Block) -> tuple[int, int]:
    """Where a block stands: numbers are compared sooner than spans."""
    return block.span.start, block.span.end


def _untold(text: str, path: str, rows: Sequence[Row], given: Given) -> list[_Found]:
    """A file of nothing but what would be chrome elsewhere is no page: its words are text."""
    name = given.title or PurePosixPath(path).stem
    part = Part(name, None, tuple(row for row in rows if not row.linked))
    blocks = tuple(row_blocks(text, list(part.rows)))
    return [_Found(part, blocks, truncated=False)] if blocks else []


def _lead(rows: Sequence[Row], first: Part, path: str, given: Given, lost: Lost) -> list[Part]:
    """What stands above the first of several articles: an introduction, where it has a sentence, or menus."""
    begin = first.title.start if first.title else 0
    above = [row for row in rows if row.span.start < begin and row.span != given.heading]
    if not any(_is_sentence(row) for row in above):
        lose(lost, [row for row in rows if row.span.start < begin], Why.NAVIGATION)
        return []
    heading = given.heading if given.heading and given.heading.start < above[0].span.start else None
    return [Part(given.title or PurePosixPath(path).stem, heading, tuple(above))]


def _is_sentence(row: Row) -> bool:
    """Whether a row above a title is text, and no way to it."""
    ends = len(row.words) > _MENU or re.search(r"\w.*[。！？.!?][”\"』」）)]*$", row.words)
    return bool(ends) and not row.linked and not chrome(row.words)


def _ready(text: str, part: Part, given: Given, known: Publishers, lost: Lost, below: list[Row]) -> _Found:
    """A part without what is not its text, and with all that the page says of it; rows of other pages go to `below`."""
    rows, others = (list(part.rows), []) if part.excerpt else divided(part.rows, lost)
    below += others
    told = part.told
    if not part.headed:
        found, rows = head(rows, part.name, known, lost)
        told = merged(told, found)
    left = kept(rows, known, lost)
    for row in rows:
        if lost.get(row.span.start) is Why.METADATA and (said := byline(row.words, known)):
            told = merged(told, said)
    told = _with_author(told, left, given)
    left = _unsigned(left, told, lost)
    on = next((r.link for r in rows if r.linked and more_link(r.words)), None)
    link = part.link or (None if part.whole else on)
    titled = [Block(part.title, "title")] if part.title else []
    blocks, truncated = _uncut(text, left, lost, whole=part.whole)
    inside = tuple(sorted((*titled, *blocks), key=_place))
    return _Found(replace(part, link=link, told=told), inside, truncated)


def _unsigned(rows: list[Row], told: Byline, lost: Lost) -> list[Row]:
    """The rows without those that only say once more whose words they are."""
    names = {bare(name) for name in (told.publisher, told.author, told.who) if name}
    lose(
        lost,
        [r for r in rows[1:] if not r.sure and len(r.words) <= _MENU and bare(r.words) in names],
        Why.METADATA,
    )
    return [row for row in rows if row.span.start not in lost]


def _with_author(told: Byline, rows: Sequence[Row], given: Given) -> Byline:
    """What is told, with the author whom credits inside the text name, where nothing else does."""
    named = told.who and bare(told.who) != bare(told.publisher or "") and not is_office(told.who)
    if told.author or named or given.author:
        return told
    inside = (value for row in rows for role, value in names_inside(row.words) if role == "author")
    return replace(told, author=next(inside, None))


def _uncut(
    text: str, rows: list[Row], lost: Lost, *, whole: bool, page: bool = True
) -> tuple[list[Block], bool]:
    """The rows as blocks without the mark that the text goes on elsewhere, and whether it does."""
    alone = len(rows) > 1 and is_ellipsis(rows[-1].words)
    if alone:
        lose(lost, rows[-1:], Why.CUT)
    blocks = list(_without_marks(text, row_blocks(text, rows[:-1] if alone else rows), page=page))
    mark = cut_mark(blocks[-1].span.of(text), whole=whole) if blocks else None
    if mark is None:
        return blocks, alone
    start = blocks[-1].span.start
    return [*blocks[:-1], Block(Span(start, start + mark[0]))], alone or mark[1]


def _without_marks(text: str, blocks: Sequence[Block], *, page: bool) -> Iterator[Block]:
    """The blocks without the words that stand for pictures, and of a page without credits.

    Those of who wrote it are asked for, and answer: they are a block of their own.
    """
    for block in blocks:
        begun, words = block.span.start, block.span.of(text)
        marks = apart([*picture_marks(words), *(credits_inside(words) if page else ())])
        if not marks and words == words.strip():
            yield block
            continue
        start = 0
        for first, last in [*marks, (len(words), len(words))]:
            spans = [(start, first), (first, last)] if _signs(words[first:last]) else [(start, first)]
            for piece in (p for a, b in spans for p in _words(text, begun + a, begun + b)):
                yield Block(piece, block.kind)
            start = last


def _signs(words: str) -> bool:
    """Whether a credit says who wrote a text."""
    return any(role == "author" for role, _ in names_inside(words))


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """What is between two offsets, without the white space around it."""
    raw = text[start:end]
    if raw.strip():
        begun = start + len(raw) - len(raw.lstrip())
        yield Span(begun, begun + len(raw.strip()))


def _of_site(given: Given, known: Publishers) -> Given:
    """What is given, with the name of the site taken from the title: a publisher that is known, or is this page's."""
    of_link = known.of_link(given.url)
    match = _SITE.fullmatch(given.title or "") if len(given.title or "") <= _TITLE else None
    site = match["site"].strip() if match else ""
    ours = site and (known.outlet(site) or bare(site) in {bare(n) for n in (given.publisher, of_link) if n})
    if not match or not ours:
        return given
    heading = given.heading
    if heading and heading.end - heading.start == len(match[0]):
        heading = Span(heading.start, heading.start + len(match["title"]))
    by = How.FIELD if given.publisher else How.LINE
    return replace(given, title=match["title"], heading=heading, publisher=given.publisher or site, by=by)


def _with_notice(given: Given, rows: Sequence[Row], lost: Lost) -> Given:
    """What is given, with what the notices below the text say: whose page it is, and its address."""
    notices = [folded(r.words) for r in rows if _is_notice(r, lost)]
    names = (
        m["by"] or m["our"] or m["from"] or m["owner"] or m["c"]
        for words in notices
        if (m := _NOTICE.search(words))
    )
    found = next((name.strip() for name in names if not _NOBODY.search(name)), None)
    publisher = found and re.sub(r"[,.]?\s*(?:ltd|inc|llc|co|corp|plc)\.?$", "", found, flags=re.IGNORECASE)
    link = next((m["link"] for words in notices if (m := _LINK.search(words))), None)
    short = (
        r
        for r in rows
        if len(r.words) <= 2 * _MENU and lost.get(r.span.start) not in {None, Why.COPY, Why.COMMENTS}
    )
    personal = any(_PERSONAL.search(folded(r.words)) for r in short)
    by = given.by if given.publisher else How.NOTICE
    named = given.publisher or publisher
    return replace(given, publisher=named, url=given.url or link, personal=personal, by=by)


def _is_notice(row: Row, lost: Lost) -> bool:
    """Whether a row below or beside the text says whose page it is."""
    why = lost.get(row.span.start)
    return why in {Why.RIGHTS, Why.METADATA} or (why is not None and "©" in row.words)


def _document(
    text: str, path: str, name: str, found: _Found, given: Given, known: Publishers, beside: Collection[str]
) -> Document:
    part = found.part
    lone = part.whole and not part.headed
    told = settled(part.told, known, given.publisher, personal=given.personal)
    publisher, by = _publisher(part, told, given, known)
    url = part.link or (None if part.excerpt else given.url)
    words = "\n".join(block.span.of(text) for block in found.blocks)
    published, inferred, dated = _dated(given, told, words, beside, url, lone=lone)
    outlet = known.outlet(publisher)
    author = _author(given, told) if lone else told.author
    said = (
        (
            "title",
            part.name,
            How.LINE if part.title or given.heading else How.FIELD if given.title else How.NAME,
        ),
        ("publisher", publisher, by),
        ("author", author, How.LINE if author == told.author else How.FIELD),
        ("published", published, dated),
    )
    return Document(
        id=name,
        path=path,
        title=part.name,
        text=text,
        blocks=found.blocks,
        publisher=publisher,
        author=author,
        published=published,
        published_inferred=inferred,
        url=url,
        outlet=outlet if outlet != publisher else None,
        truncated=found.truncated,
        excerpt=part.excerpt,
        saved=given.saved,
        known=tuple((name, how) for name, value, how in said if value),
    )


def _dated(
    given: Given, told: Byline, words: str, beside: Collection[str], url: str | None, *, lone: bool
) -> tuple[str | None, bool, How]:
    """From when the words are, whether that was inferred, and how it is known; `lone` are those of all the file."""
    if lone and given.published:
        return given.published, given.inferred, How.CONTEXT if given.inferred else How.FIELD
    if told.when is None:
        return None, False, How.LINE
    published, inferred = resolve(told.when, shown=given.saved, address=url, text=words, beside=beside)
    return published, inferred, How.CONTEXT if inferred else How.LINE


def _author(given: Given, told: Byline) -> str | None:
    """Who wrote the words: as the file says, unless it only repeats the publisher or glues more to the name."""
    ours = bare(given.author or "")
    glued = told.author and ours.startswith(bare(told.author))
    repeats = told.author and ours == bare(told.publisher or "")
    return told.author if glued or repeats else given.author or told.author


def _publisher(part: Part, told: Byline, given: Given, known: Publishers) -> tuple[str | None, How]:
    """Whose page the words are on, and how that is known; an article among others has a publisher of its own."""
    writer = given.by is How.NOTICE and bare(given.publisher or "") == bare(told.author or "")
    page = (None if writer else given.publisher, given.by)
    said = (told.publisher, How.LINE)
    at, here = (known.of_link(given.url), How.ADDRESS), (known.of_link(part.link), How.ADDRESS)
    whole = [page, at] if part.headed else [page, said, at]
    named = whole if part.whole else [said, here, page, at]
    return next(((name, how) for name, how in named if name), (None, How.NAME))


def _linked(found: Sequence[Document]) -> list[Document]:
    """The documents; an excerpt that holds the words of another one of the file says so."""
    wholes = [(d.id, bare(_text(d))) for d in found if not d.excerpt]
    return [replace(d, copy_of=begins_like(_text(d), wholes)) if d.excerpt else d for d in found]


def _text(document: Document) -> str:
    return "".join(b.span.of(document.text) for b in document.blocks if b.kind != "title")


def _dropped(
    text: str, rows: Sequence[Row], found: Sequence[Document], lost: Lost, begin: int
) -> Iterator[Dropped]:
    """Every word of the text that is in no block, with its reason."""
    titles = {block.span.start for document in found for block in document.blocks if block.kind == "title"}
    starts = [row.span.start for row in rows]
    spans = {(block.span.start, block.span.end) for document in found for block in document.blocks}
    for piece in _uncovered(text, sorted(spans)):
        n = bisect_left(starts, piece.end) - 1
        row = rows[n] if n >= 0 and piece.overlaps(rows[n].span) else None
        fields = piece.end <= begin
        yield Dropped(piece, Why.METADATA if fields else _why(piece.of(text), row, titles, lost))


def _uncovered(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """What no span covers, line by line."""
    at = 1 if text.startswith("\ufeff") else 0
    for start, end in [*covered, (len(text), len(text))]:
        if at < start and not text[at:start].isspace():
            yield from lines(text, Span(at, start))
        at = max(at, end)


def _why(words: str, row: Row | None, titles: Collection[int], lost: Lost) -> Why:
    if row is None:
        return Why.MARKUP
    if row.span.start in lost:
        return lost[row.span.start]
    if row.span.start in titles:
        return Why.METADATA
    mark = cut_mark(f"x{words}", whole=False)
    if credits_inside(f" {words}"):
        return Why.METADATA
    return Why.PICTURE if picture_marks(words) else Why.CUT if mark and mark[0] == 1 else Why.MARKUP


def _with_dropped(found: list[Document], dropped: Sequence[Dropped]) -> list[Document]:
    """The documents, each with what stands in or behind it and is in none; the first with what stands before."""
    begins = sorted((d.blocks[0].span.start, i) for i, d in enumerate(found))
    shares: list[list[Dropped]] = [[] for _ in found]
    for one in dropped if found else ():
        at = max(0, bisect_left(begins, (one.span.start, len(found))) - 1)
        shares[begins[at][1]].append(one)
    return [replace(d, dropped=tuple(share)) if share else d for d, share in zip(found, shares, strict=True)]
