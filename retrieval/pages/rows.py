"""The rows of a page: its lines in plain text, its paragraphs in Markdown, each with what a reader sees of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from retrieval.analysis.folding import composed
from retrieval.model import Block, Span
from retrieval.pages.paragraphs import blocks, lines

_ROW: Final = 400  # code points of a row that may be more than text
_width: Final = unicodedata.east_asian_width
_TRADITIONAL: Final = str.maketrans(
    "發佈於編輯複關註評論贊讚閱讀瀏覽點擊轉載聲權歸聯繫請這參與討掃碼維條應嗎麼們圖時間來處導報責審對創辦訂紅廣優選擇開啟啓樓層問題長認證號帳隱頁檢舉貼連結製標籤類別網絡專欄務業熱門歡戶頭預顯記攝採綜薦聞錄訪鏈設個萬億鐘週內覈餘",
    "发布于编辑复关注评论赞赞阅读浏览点击转载声权归联系请这参与讨扫码维条应吗么们图时间来处导报责审对创办订红广优选择开启启楼层问题长认证号帐隐页检举贴连结制标签类别网络专栏务业热门欢户头预显记摄采综荐闻录访链设个万亿钟周内核余",
)
_SIMPLE: Final = _TRADITIONAL | dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff")
)  # and without what has no width


@dataclass(frozen=True, slots=True)
class Row:
    """A row at `span` of the text; `words` is what a reader sees of it, on one line.

    `linked` says that it is nothing but links and pictures, `link` where the first of its links leads, `fixed` that
    its words are a block as they stand, and `sure` that they are text whatever they say: a list item, a table's row,
    code.
    """

    span: Span
    words: str
    heading: bool = False
    linked: bool = False
    link: str | None = None
    fixed: bool = False
    sure: bool = False


def plain_rows(text: str) -> list[Row]:
    """The lines of plain text that are not blank; a byte order mark is of none."""
    start = 1 if text.startswith("\ufeff") else 0
    return [Row(s, s.of(text)) for s in lines(text, Span(start, len(text)))] if len(text) > start else []


def folded(words: str) -> str:
    """Words as they are compared with patterns: compatible forms as one, simplified where they are usual on pages."""
    if words.isascii():
        return words
    return _folded_row(words) if len(words) <= _ROW else _folded(words)


def _folded(words: str) -> str:
    return composed(words).translate(_SIMPLE)


_folded_row = lru_cache(maxsize=1024)(_folded)  # a row is looked at by one pattern after another


def bare(words: str) -> str:
    """Words without width, case and white space: what two copies share."""
    return "".join(composed(words).casefold().split())


def columns(words: str) -> int:
    """How wide words are where every letter has one width: a Chinese character has two."""
    return len(words) if words.isascii() else sum(2 if c in "WF" else 1 for c in map(_width, words))


def row_blocks(text: str, rows: list[Row]) -> list[Block]:
    """The rows as blocks: lines of plain text that stand together are paragraphs, others are blocks as they are."""
    found: list[Block] = []
    together: list[Row] = []
    for row in [*rows, None]:
        if together and (row is None or row.fixed or _apart(text, together[-1], row)):
            found += blocks(text, Span(together[0].span.start, together[-1].span.end))
            together = []
        if row and row.fixed:
            found.append(Block(row.span, "heading" if row.heading else "text"))
        elif row:
            together.append(row)
    return found


def _apart(text: str, one: Row, other: Row) -> bool:
    """Whether other words stand between two rows."""
    return bool(text[one.span.end : other.span.start].strip())
