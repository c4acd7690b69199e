"""A citation's receipt: a short name by which it is found again, at any time and on any machine.

It says which document it is, by a hash of its path and id, where the words stand in it, and what they are, by a hash of
them without white space. So a receipt can tell whether what stands there is still what was cited.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

from retrieval.model import Citation, Span

_SHORT: Final = (
    6  # bytes of a hash, eight characters: of a million documents two share one by a chance of 1 to 500
)
_FORM: Final = re.compile(r"([\w-]{8})\.([0-9a-z]{1,9})\.([0-9a-z]{1,9})\.([\w-]{8})", re.ASCII)
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says: the mark of the document, the span, and the mark of the words."""

    document: str
    span: Span
    words: str

    @classmethod
    def parse(cls, text: str) -> Receipt | None:
        """What is written; `None` where it is no receipt."""
        if not (found := _FORM.fullmatch(text)):
            return None
        start, length = int(found[2], 36), int(found[3], 36)
        return cls(found[1], Span(start, start + length), found[4]) if length else None

    def __str__(self) -> str:
        start, length = _digits(self.span.start), _digits(self.span.end - self.span.start)
        return f"{self.document}.{start}.{length}.{self.words}"


def receipt(citation: Citation) -> str:
    """The receipt of a citation, at most 37 characters of `[A-Za-z0-9_.-]`."""
    return str(Receipt(document_mark(citation.document.source), citation.span, words_mark(citation.quote)))


def document_mark(source: tuple[str, str]) -> str:
    """The mark of a document by its path and id."""
    return _mark("\0".join(source))


def words_mark(words: str) -> str:
    """The mark of words, however they are spaced and wrapped."""
    return _mark("".join(words.split()))


def _mark(text: str) -> str:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SHORT).digest()
    return urlsafe_b64encode(digest).decode("ascii")


def _digits(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits
