"""Words that a page holds twice: the second time is a copy, and counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.pages.rows import Row, bare

_LEAST: Final = 120  # characters without white space of a run of rows that is no accident
_START: Final = 20  # of an excerpt that tells whose beginning it is


def copied(rows: Sequence[Row]) -> set[int]:
    """The numbers of the rows that repeat, in one run, what stands before."""
    words = [bare(row.words) for row in rows]
    first: dict[str, list[int]] = {}
    found: set[int] = set()
    at = 0
    while at < len(rows):
        run = max((_run(words, i, at) for i in first.get(words[at], [])[:8]), default=0)
        if run and sum(map(len, words[at : at + run])) >= _LEAST:
            found.update(range(at, at + run))
            at += run
            continue
        first.setdefault(words[at], []).append(at)
        at += 1
    return found


def _run(words: Sequence[str], i: int, j: int) -> int:
    """How many rows from `j` on are those from `i` on, up to `j`."""
    return sum(1 for _ in _equal(words, i, j))


def _equal(words: Sequence[str], i: int, j: int) -> Iterator[int]:
    for n in range(min(j - i, len(words) - j)):
        if words[i + n] != words[j + n]:
            return
        yield n


def begins_like(excerpt: str, texts: Sequence[tuple[str, str]]) -> str | None:
    """The name of the first text, given bare, that holds an excerpt of some length."""
    plain = bare(excerpt)
    return next((name for name, text in texts if len(plain) >= _START and plain in text), None)
