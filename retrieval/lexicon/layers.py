"""A lexicon in front of another: what it does not know itself, it asks the one behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.lexicon import Lexicon, Translation
from retrieval.model import Cue


class Layer:
    """A `Lexicon` that gives what the one behind it gives; those that know more override what they know of."""

    def __init__(self, base: Lexicon) -> None:
        """Stand in front of `base`."""
        self._base = base

    def chinese(self, stems: Sequence[str]) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._base.chinese(stems)

    def chinese_partly(self, stem: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._base.chinese_partly(stem)

    def english(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._base.english(word)

    def synonyms(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._base.synonyms(word)

    def aliases(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return self._base.aliases(word)

    def ordinary(self, word: str) -> bool:
        """See `Lexicon`."""
        return self._base.ordinary(word)

    def characters(self, syllable: str) -> str:
        """See `Lexicon`."""
        return self._base.characters(syllable)

    def syllable(self, character: str) -> str | None:
        """See `Lexicon`."""
        return self._base.syllable(character)

    def opposites(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return self._base.opposites(word)

    def rivals(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return self._base.rivals(word)

    def cues(self, word: str) -> Sequence[Cue]:
        """See `Lexicon`."""
        return self._base.cues(word)

    def spellings(self) -> Mapping[str, str]:
        """See `Lexicon`."""
        return self._base.spellings()

    def whole(self, phrase: str) -> bool:
        """See `Lexicon`."""
        return self._base.whole(phrase)

    def ignored(self, word: str) -> bool:
        """See `Lexicon`."""
        return self._base.ignored(word)
