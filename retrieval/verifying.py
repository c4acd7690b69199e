"""EDGE: a citation beside its file as it is now, which is read again from the disk, by the rules and limits of indexing.

The words may stand where they stood, or elsewhere in the file; something may stand in their place; they, or the file,
may be gone; or the file cannot be read. Nothing here looks at the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Final

from retrieval.alike import letters
from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.causes import Cause
from retrieval.context import covering
from retrieval.errors import CorpusError
from retrieval.folder import file_at
from retrieval.model import Citation, Document, Span
from retrieval.reading import Job, Task, read_files
from retrieval.sentences import sentences

LIKE: Final = 55.0  # of 100: how like the quote what stands in its place must be
NOWHERE: Final = Path(":memory:")
_PIECE: Final = re.compile(r"\S")


class Standing(StrEnum):
    """How a citation stands."""

    IDENTICAL = "identical"  # the same words at the same place
    MOVED = "moved"  # the same words, but for white space, at another place of the file
    CHANGED = "changed"  # other words in their place
    WORDS_GONE = "words_gone"  # nothing like them in the file
    FILE_GONE = "file_gone"  # no such file, or it is left out now
    UNREADABLE = "unreadable"  # the file is there, and cannot be read


@dataclass(frozen=True, slots=True)
class Change:
    """Words in a row that differ: as they were cited, and as they are now, with their span in the text of now.

    Either may be empty; no words have no span.
    """

    old: str
    new: str
    new_span: Span | None


@dataclass(frozen=True, slots=True)
class Verified:
    """How a citation stands, beside the file as it is now.

    `now` is where its words, or those in their place, stand in the file, with what differs as highlights. `reason` is why
    the file cannot be read, a clause.
    """

    standing: Standing
    now: Citation | None = None
    changes: tuple[Change, ...] = ()
    reason: str = ""


def verify(citation: Citation, corpus: Path, analyzer: Analyzer, task: Task | None = None) -> Verified:
    """How a citation stands; reads its file, in a process of its own where the format needs it.

    Raises:
        CorpusError: where the folder itself cannot be used.
    """
    if not corpus.is_dir():
        raise CorpusError(corpus, Cause.NOT_THERE)
    documents, standing, reason = _read_again(corpus, citation.document.path, analyzer, task or Task())
    if standing:
        return Verified(standing, reason=reason)
    return compared(citation, documents, analyzer)


def _read_again(
    corpus: Path, path: str, analyzer: Analyzer, task: Task
) -> tuple[list[Document], Standing | None, str]:
    """The documents of a file as it is now, or how it stands without them, and why."""
    found = file_at(corpus, path)
    if found is None:
        return [], Standing.FILE_GONE, ""
    if found.refused:
        return [], Standing.UNREADABLE, found.refused
    with closing(read_files([Job(found)], task, analyzer)) as outcomes:
        outcome = next(outcomes)
    if outcome.rows is None:
        return [], Standing.UNREADABLE, outcome.reason or ""
    with closing(Catalog(NOWHERE)) as catalog:
        with catalog.transaction():
            catalog.keep_rows(path, outcome.rows)
        return catalog.documents_of(path), None, ""


def compared(citation: Citation, documents: Sequence[Document], analyzer: Analyzer) -> Verified:
    """How a citation stands beside the documents that its file holds now."""
    own = citation.document.id
    ordered = sorted(documents, key=lambda document: document.id != own)
    for document in ordered:
        if document.id == own and _stands(citation, document):
            return Verified(Standing.IDENTICAL, replace(citation, document=document))
    for document in ordered:
        if place := _place(citation, document):
            return Verified(Standing.MOVED, _now(document, place, ()))
    best = max(_likest(citation.quote, ordered, analyzer), key=lambda found: found[0], default=None)
    if best is None:
        return Verified(Standing.WORDS_GONE)
    _, document, place = best
    changes = tuple(_changes(citation, document, place, analyzer))
    highlights = tuple(change.new_span for change in changes if change.new_span)
    return Verified(Standing.CHANGED, _now(document, place, highlights), changes)


def _now(document: Document, span: Span, highlights: tuple[Span, ...]) -> Citation:
    return Citation(document, span, highlights, covering(document, span))


def _stands(citation: Citation, document: Document) -> bool:
    """Whether the words stand where they stood, in blocks as then."""
    span = citation.span
    inside = any(block.span.start <= span.start < block.span.end for block in document.blocks)
    return inside and span.end <= len(document.text) and span.of(document.text) == citation.quote


def _place(citation: Citation, document: Document) -> Span | None:
    """Where a document has the words, however they are spaced: the place nearest to the old one."""
    plain = "".join(citation.quote.split())
    pattern = re.compile(r"\s*".join(map(re.escape, plain)))
    blocks = [block.span for block in document.blocks]
    found = [Span(*match.span()) for match in pattern.finditer(document.text)]
    kept = [span for span in found if any(b.start <= span.start < b.end for b in blocks)]
    return min(kept, key=lambda span: abs(span.start - citation.span.start), default=None)


def _likest(
    quote: str, documents: Sequence[Document], analyzer: Analyzer
) -> Iterator[tuple[float, Document, Span]]:
    """The sentences in a row of each document that are most like a quote, where they are like it at all."""
    from rapidfuzz.fuzz import ratio

    plain = letters(analyzer.fold(quote).text)
    length = max(1, len(list(sentences(quote, Span(0, len(quote))))))
    for document in documents:
        best: tuple[float, Span] | None = None
        for span, said in _windows(document, length + 1, analyzer):
            like = ratio(plain, said, score_cutoff=LIKE)
            if like and (best is None or like > best[0]):
                best = like, span
        if best:
            yield best[0], document, best[1]


def _windows(document: Document, longest: int, analyzer: Analyzer) -> Iterator[tuple[Span, str]]:
    """Up to so many sentences in a row of each block, with their letters."""
    for block in document.blocks:
        found = list(sentences(document.text, block.span))
        plain = [letters(folded) for folded in analyzer.folded([s.of(document.text) for s in found])]
        for i, first in enumerate(found):
            for n, last in enumerate(found[i : i + longest], i + 1):
                yield Span(first.start, last.end), "".join(plain[i:n])


def _changes(citation: Citation, document: Document, place: Span, analyzer: Analyzer) -> Iterator[Change]:
    """The words that differ between the quote and what stands in its place, in order."""
    old = _words(citation.document.text, citation.span, analyzer)
    new = _words(document.text, place, analyzer)
    matcher = SequenceMatcher(
        None,
        [span.of(citation.document.text) for span in old],
        [span.of(document.text) for span in new],
        autojunk=False,
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            before, after = _whole(old[a:b]), _whole(new[c:d])
            yield Change(
                before.of(citation.document.text) if before else "",
                after.of(document.text) if after else "",
                after,
            )


def _whole(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _words(text: str, span: Span, analyzer: Analyzer) -> list[Span]:
    """The words and marks of a part of a text."""
    analyzed = analyzer.analyze(span.of(text))
    words = [analyzed.original(token) for token in analyzed.tokens]
    covered = {i for word in words for i in range(word.start, word.end)}
    marks = (Span(m.start(), m.end()) for m in _PIECE.finditer(span.of(text)) if m.start() not in covered)
    return [Span(span.start + s.start, span.start + s.end) for s in sorted({*words, *marks})]
