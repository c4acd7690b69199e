"""How else could a text say this word? Translations with weights, from a compiled dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.model import Cue


@dataclass(frozen=True, slots=True)
class Translation:
    """A word or phrase of the other language; `weight` in (0, 1] is 1 for the usual rendering."""

    text: str
    weight: float


class Lexicon(Protocol):
    """Looks words up; the best is given first."""

    def chinese(self, stems: Sequence[str]) -> Sequence[Translation]:
        """Simplified Chinese for an English phrase, given as stems; empty where unknown."""

    def chinese_partly(self, stem: str) -> Sequence[Translation]:
        """Simplified Chinese for short phrases that contain the word: a last resort."""

    def english(self, word: str) -> Sequence[Translation]:
        """English, in lower case, for a simplified Chinese word; empty where unknown."""

    def synonyms(self, word: str) -> Sequence[Translation]:
        """Words of the same language that may say the same, for a Chinese word or an English stem."""

    def aliases(self, word: str) -> Sequence[str]:
        """Other names for the same, in whatever language, each as good as the word.

        A synonym may say the same and counts for half; that two names do, only those who ask can know.
        """

    def ordinary(self, word: str) -> bool:
        """Whether a Chinese word of two to eight characters is an ordinary word, not only a name."""

    def characters(self, syllable: str) -> str:
        """The characters that a syllable of pinyin without tone may be; empty where it is none."""

    def syllable(self, character: str) -> str | None:
        """The usual syllable of a character, without tone."""

    def opposites(self, word: str) -> Sequence[str]:
        """Words that contradict a Chinese word or an English phrase of stems in its place; stems where English."""

    def rivals(self, word: str) -> Sequence[str]:
        """Words of which a sentence means one where it could mean the word, as Monday or Tuesday; stems where English."""

    def cues(self, word: str) -> Sequence[Cue]:
        """What is asked by expressions whose longest stem this is, or whose longest part begins with these two characters."""

    def spellings(self) -> Mapping[str, str]:
        """The single English words, by their stems."""

    def whole(self, phrase: str) -> bool:
        """Whether a folded word or phrase is one word to those who ask, however a dictionary cuts it."""

    def ignored(self, word: str) -> bool:
        """Whether a folded word means nothing to those who ask."""
