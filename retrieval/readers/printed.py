"""What printing does to text, undone: lines to paragraphs, hyphens at the ends of lines, running heads.

Lines come in reading order, with their places on the page. Nothing here knows of a format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from retrieval.model import Place, Span
from retrieval.readers.layout import Piece
from retrieval.sentences import sentences

HEADING_LIMIT: Final = 120  # characters
LARGER: Final = 1.12  # the letters of a heading over those of the text
EDGE_LINES: Final = 2  # lines at the top and at the foot of a page among which running heads are looked for
EVERYWHERE: Final = 0.4  # share of pages on which they repeat: odd and even pages may differ
SAME: Final = 0.08  # share by which letters of one size differ
HYPHENS: Final = (
    "-\u00ad\u2010\x02\ufffe"  # the last two are what a PDF library says of one that it takes for soft
)
_CJK: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f"
_NO_BLANK: Final = re.compile(rf"[{_CJK}“‘]$|^[{_CJK}”’]")
_ENDED: Final = re.compile(r"[。！？!?.…：:；;”’」』\"')）\]】]\s*$")
_GOES_ON: Final = re.compile(rf"^[a-z{_CJK}]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLET: Final = re.compile(
    r"(?:[•▪■□●○◦·–—*-]|\(?\d{1,3}[.)、）]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)\s*\S"
)
_NUMBER: Final = re.compile(r"(?:^[\W_]*|(?<![.\d]))([0-9]{1,4})\s*[页頁]?[\W_]*$")

_BARE: Final = re.compile(r"[\W_]*第?[\W_]*[0-9]+[\W_]*[页頁]?[\W_]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points from its lower left corner; `size` is the height of its letters."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of one page in the making; `full` where its last line reaches the margin."""

    lines: list[Line]
    text: str
    heading: bool = False
    full: bool = False

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return self.lines[0].size


def pieces(lines: Sequence[Line], pages: int) -> list[Piece]:
    """The paragraphs of all pages, each at its page; behind them, aside, what repeats at the edges of pages."""
    running = _running(lines, pages)
    kept = [line for line in lines if line not in running]
    words = _vocabulary(kept)
    usual = _usual_size(kept)
    paragraphs = [
        p for _, page in groupby(kept, key=lambda line: line.page) for p in _paragraphs(list(page), words)
    ]
    for paragraph in paragraphs:
        paragraph.heading = _is_heading(paragraph, usual)
    return [*_laid(paragraphs, words), *(Piece(line.text, aside=True) for line in lines if line in running)]


def largest(lines: Sequence[Line]) -> str | None:
    """The words in the largest letters of the first page, where they are larger than the usual ones."""
    first = [line for line in lines if line.page == 1]
    size = max((line.size for line in first), default=0.0)
    found = [line.text for line in first if line.size > size * (1 - SAME)]
    is_title = size > LARGER * _usual_size(lines) and len("".join(found)) <= HEADING_LIMIT
    return _joined_all(found) if found and is_title else None


# --- what repeats at the edges of pages -----------------------------------------------------------


def _running(lines: Sequence[Line], pages: int) -> set[Line]:
    """The lines at the edges of pages that are on many of them, figures aside, or that have the page's number."""
    edges: list[tuple[str, Line]] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = sorted(group, key=lambda line: -line.bottom)
        edges += [(f"top {_key(line)}", line) for line in page[:EDGE_LINES]]
        edges += [(f"foot {_key(line)}", line) for line in page[max(EDGE_LINES, len(page) - EDGE_LINES) :]]
    counts = Counter(key for key, _ in edges)
    found = {line for key, line in edges if counts[key] >= max(3, EVERYWHERE * pages)}
    offsets = Counter(offset for _, line in edges for offset in _offsets(line))
    offset, times = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    numbered = {line for _, line in edges if offset in _offsets(line)}
    often = times >= max(2, EVERYWHERE * pages)
    return found | {line for line in numbered if often and (times > 2 or _BARE.fullmatch(line.text))}


def _offsets(line: Line) -> set[int]:
    """How far the number at the end of a line is from the number of its page."""
    found = _NUMBER.findall(line.text) if len(line.text) <= HEADING_LIMIT else []
    return {int(number) - line.page for number in found}


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()).lower())


# --- lines to paragraphs --------------------------------------------------------------------------


def _paragraphs(page: Sequence[Line], words: Collection[str]) -> Iterator[_Paragraph]:
    for run in _runs(page):
        margin = max(line.right for line in run)
        left = min(line.left for line in run)
        open_: _Paragraph | None = None
        for line in run:
            if open_ and not _begins(open_, line, left, margin):
                open_.text = _joined(open_.text, line.text, words)
                open_.lines.append(line)
                continue
            if open_:
                yield open_
            open_ = _Paragraph([line], line.text)
        if open_:
            open_.full = margin - open_.lines[-1].right < 2 * open_.size and len(run) > 1
            yield open_


def _runs(page: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines below each other, in letters of one size and at one distance."""
    run: list[Line] = []
    pitch = 0.0
    for line in page:
        step = run[-1].bottom - line.bottom if run else 0.0
        near = 0 < step <= (1.3 * pitch if pitch else 2.3 * line.size)
        alike = run and abs(run[-1].size - line.size) <= SAME * line.size and run[-1].bold == line.bold
        if run and not (near and alike):
            yield run
            run, pitch = [], 0.0
        elif run:
            pitch = step
        run.append(line)
    if run:
        yield run


def _begins(paragraph: _Paragraph, line: Line, left: float, margin: float) -> bool:
    """Whether a line begins a paragraph: the one before could have held its first word, or it is set in or out."""
    before = paragraph.lines[-1]
    first = line.text[:2] if _NO_BLANK.search(line.text[:1]) else line.text.split(maxsplit=1)[0]
    letter = (before.right - before.left) / max(1, len(before.text))
    fits = before.right + letter * (len(first) + 1) < margin - 0.5 * line.size
    indented = line.left - left > 0.8 * line.size and before.left - left < 0.5 * line.size
    hanging = _BULLET.match(paragraph.text) is not None
    set_out = hanging and before.left - line.left > 0.5 * line.size
    return fits or set_out or (indented and not hanging) or _BULLET.match(line.text) is not None


def _is_heading(paragraph: _Paragraph, usual: float) -> bool:
    short = len(paragraph.text) <= HEADING_LIMIT and len(paragraph.lines) <= 3
    marked = paragraph.size > LARGER * usual or (paragraph.lines[0].bold and len(paragraph.lines) == 1)
    return short and marked and not re.search(r"[。；;，,]$|[^.]\.$", paragraph.text)


def _usual_size(lines: Iterable[Line]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


# --- paragraphs to pieces -------------------------------------------------------------------------


def _laid(paragraphs: Sequence[_Paragraph], words: Collection[str]) -> Iterator[Piece]:
    """Each paragraph at its page; a sentence that goes on after a column or page stays with its beginning."""
    before = "\n\n"
    rest = ""
    for i, paragraph in enumerate(paragraphs):
        text = rest or paragraph.text
        place = Place("page", paragraph.page)
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if following is None or not _goes_on(paragraph, following):
            yield Piece(text, "heading" if paragraph.heading else "text", place, before)
            before, rest = "\n\n", ""
            continue
        whole = _joined(text, following.text, words)
        end = _sentence_end(whole, len(text))
        yield Piece(whole[:end], "text", place, before)
        rest = whole[end:]
        before = rest[: len(rest) - len(rest.lstrip())]
        rest = rest.strip() or " "


def _goes_on(paragraph: _Paragraph, following: _Paragraph) -> bool:
    apart = following.page != paragraph.page or following.lines[0].bottom > paragraph.lines[-1].bottom
    unfinished = paragraph.full and not _ENDED.search(paragraph.text)
    alike = abs(paragraph.size - following.size) <= SAME * following.size
    headed = paragraph.heading or following.heading
    return apart and unfinished and alike and not headed and _GOES_ON.match(following.text) is not None


def _sentence_end(text: str, border: int) -> int:
    """Where the sentence ends that holds the border of two pages."""
    found = (span.end for span in sentences(text, Span(0, len(text))) if span.end >= border)
    return next(found, len(text))


def _joined_all(texts: Sequence[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        whole = _joined(whole, text, ())
    return whole


def _joined(text: str, line: str, words: Collection[str]) -> str:
    """A text and the line that goes on with it, as they would stand on one line."""
    if text[-1:] in HYPHENS and text[-2:-1].isalnum() and line[:1].isalnum():
        return text[:-1] + ("-" if _hyphenated(text, line, words) else "") + line
    blank = "" if _NO_BLANK.search(text[-1:]) or _NO_BLANK.search(line[:1]) else " "
    return f"{text}{blank}{line}"


def _hyphenated(text: str, line: str, words: Collection[str]) -> bool:
    """Whether the hyphen at the end of `text` belongs to the word, and was not made by the end of the line."""
    begun, rest = _WORD.findall(text[:-1])[-1:], _WORD.match(line)
    if text.endswith("\u00ad"):
        return False
    if not begun or not rest or not line[0].islower():
        return True
    joined, parted = f"{begun[0]}{rest[0]}".lower(), f"{begun[0]}-{rest[0]}".lower()
    return parted in words and joined not in words


def _vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words of all lines, whole: by them a hyphen at the end of a line is told from one of the word."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line.text.rstrip(HYPHENS)))
