"""Document to passages: bounded in size, ending where sentences and paragraphs end.

A heading begins a new passage once the one before it is of a reasonable size, so that short sections are
not torn apart; a title in another language than its text is a passage of its own, and so is a row of a table.
A sentence is never divided between two passages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from retrieval.analysis.analyzer import language_of
from retrieval.model import Block, Document, Language, Passage, Span
from retrieval.sentences import sentences, width

CHINESE_LIMIT: Final = 900  # characters; about three screens of a chat
ENGLISH_LIMIT: Final = 1800
HEADING_BREAK: Final = 0.25  # a heading begins a new passage once this share of the limit is filled


@dataclass(slots=True)
class _Draft:
    """A passage in the making."""

    pieces: list[Block]
    headings: tuple[Span, ...]
    size: int = 0

    def add(self, block: Block, size: int) -> None:
        last = self.pieces[-1] if self.pieces else None
        if last and last.kind == block.kind == "text" and block.span.start < last.span.end:
            raise ValueError("pieces must be in order")
        self.pieces.append(block)
        self.size += size


def passages(document: Document) -> list[Passage]:
    """The passages of a document, in order; together they are all of its blocks."""
    language = language_of("".join(b.span.of(document.text) for b in document.blocks))
    limit = CHINESE_LIMIT if language == "zh" else ENGLISH_LIMIT
    drafts: list[_Draft] = []
    heading: tuple[Span, ...] = ()
    draft = _Draft([], ())
    for block, piece, size in _pieces(document, limit):
        if block.kind == "heading":
            heading = (block.span,)
        crowded = draft.size + size > limit or (
            block.kind == "heading" and draft.size > HEADING_BREAK * limit
        )
        foreign = bool(draft.pieces) and _in_another_language(document, draft.pieces[-1], language)
        if draft.pieces and (crowded or foreign or _begins_a_row(block, piece)):
            drafts.append(draft)
            draft = _Draft([], () if block.kind == "heading" else heading)
        draft.add(piece, size)
    if draft.pieces:
        drafts.append(draft)
    return [_passage(document, d) for d in drafts]


def _begins_a_row(block: Block, piece: Block) -> bool:
    """Whether a row of a table begins here: what stands in the row above is about something else."""
    return block.place is not None and block.place.kind == "row" and piece.span.start == block.span.start


def behind(document: Document, passage: Passage) -> list[str]:
    """What is known of a passage beside its own words: the title, the headings above it, and whose words they are."""
    whose = (document.author, document.publisher, document.outlet)
    headings = [span.of(document.text) for span in passage.headings]
    return [document.title, *headings, *(name for name in whose if name)]


def _in_another_language(document: Document, piece: Block, language: Language) -> bool:
    """Whether a piece is a title in another language than the text: it is looked up in its own."""
    own = language_of(piece.span.of(document.text)) if piece.kind == "title" else language
    return own not in {language, "und"}


def _pieces(document: Document, limit: int) -> Iterator[tuple[Block, Block, int]]:
    """Blocks, divided at sentences where they are longer than a passage may be, with their sizes."""
    text = document.text
    for block in document.blocks:
        size = width(text, block.span.start, block.span.end)
        if size <= limit:
            yield block, block, size
            continue
        start, end, filled = block.span.start, block.span.start, 0
        for sentence in sentences(text, block.span):
            more = width(text, sentence.start, sentence.end)
            if filled and filled + more > limit:
                yield block, replace(block, span=Span(start, end)), filled
                start, filled = sentence.start, 0
            end, filled = sentence.end, filled + more
        if filled:
            yield block, replace(block, span=Span(start, end)), filled


def _passage(document: Document, draft: _Draft) -> Passage:
    language = language_of(" ".join(piece.span.of(document.text) for piece in draft.pieces))
    return Passage(tuple(draft.pieces), draft.headings, language)
