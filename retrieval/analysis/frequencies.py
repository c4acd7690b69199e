"""How often the terms of both views occur in a text, and how that is kept: soon written, and soon read."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern
from typing import Final

WORDS: Final = "w"
CHARACTERS: Final = "c"


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often terms occur, without the names of their views.

    `words` are those of the word view alone, numbers among them, `characters` those of the character view alone;
    `shared` are in both. No term holds white space.
    """

    words: Mapping[str, int]
    shared: Mapping[str, int]
    characters: Mapping[str, int]

    def packed(self) -> tuple[str, bytes]:
        """The terms, on a line for each sort, and how often each occurs.

        A number is a byte, as nearly always it can be, or else each is four, the smallest first.
        """
        sorts = (self.words, self.shared, self.characters)
        counts = [*self.words.values(), *self.shared.values(), *self.characters.values()]
        terms = "\n".join(map(" ".join, sorts))
        try:
            return terms, bytes(counts)
        except ValueError:  # one is larger than a byte
            return terms, struct.pack(f"<{len(counts)}I", *counts)

    def by_term(self) -> dict[str, int]:
        """The same with the names of the views, as the index has them."""
        return unpacked(*self.packed())


def unpacked(terms: str, counts: bytes) -> dict[str, int]:
    """The index terms of what was packed, each with its number."""
    words, shared, characters = terms.split("\n")
    in_words = [*_in_view(WORDS, words), *_in_view(WORDS, shared)]
    grams, latin = _in_view(CHARACTERS, characters), _in_view(CHARACTERS, shared)
    many, begin = len(in_words) + len(grams), len(in_words) - len(latin)
    numbers = counts if len(counts) == many else struct.unpack(f"<{many}I", counts)
    frequencies = dict(zip(in_words + grams, numbers, strict=True))
    return frequencies | dict(zip(latin, numbers[begin:], strict=False))


def _in_view(view: str, terms: str) -> list[str]:
    """The index terms of one view, each of them the same string wherever it occurs: a corpus has it in many passages."""
    return [*map(intern, f"{view}:{terms.replace(' ', f' {view}:')}".split(" "))] if terms else []


def view_lengths(frequencies: Mapping[str, int]) -> dict[str, int]:
    """The number of terms in each view."""
    lengths = {WORDS: 0, CHARACTERS: 0}
    for term, count in frequencies.items():
        lengths[term[0]] += count
    return lengths
