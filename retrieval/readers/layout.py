"""The text of a document that a reader takes out piece by piece, and the blocks of it.

For formats whose bytes are no text. What stands between two pieces is chosen here, and is in no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from retrieval.model import Block, BlockKind, Place, Span

APART: Final = "\n\n"
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that belong together; `before` stands between them and the piece before.

    Words that are `aside` are kept in the text and are in no block.
    """

    words: str
    kind: BlockKind = "text"
    place: Place | None = None
    before: str = APART
    aside: bool = False


def laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text of the pieces in order, and its blocks; a piece without words is left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    end = 0
    for piece in pieces:
        words = readable(piece.words).strip()
        if not words:
            continue
        if texts:
            texts.append(piece.before)
            end += len(piece.before)
        if not piece.aside:
            blocks.append(Block(Span(end, end + len(words)), piece.kind, piece.place))
        texts.append(words)
        end += len(words)
    return "".join(texts), tuple(blocks)


def readable(text: str) -> str:
    """The text with a blank for what is no character: control codes, half a surrogate pair."""
    return _NO_TEXT.sub(" ", text)


def one_line(text: str) -> str:
    """The text with single blanks for all white space."""
    return " ".join(readable(text).split())
