"""What was meant by a word that neither the corpus nor the dictionary has.

A Latin word is compared with all of theirs by its optimal string alignment distance (Damerau 1964): one letter
wrong, missing, too many or out of order, and two in a long word. A Chinese name is read aloud: 李佳琪 is 李佳琦,
where that is the name of that sound that the corpus holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from retrieval.analysis.analyzer import Token, character_term, word_term
from retrieval.engines import Engine
from retrieval.kinds import chinese_name
from retrieval.lexicon import Lexicon
from retrieval.lexicon.names import Attested, is_pinyin, of_syllables
from retrieval.model import LANGUAGES
from retrieval.wording import content

SHORTEST: Final = 5  # letters; a shorter word is near too many others
LONG: Final = 9  # letters, from which on two errors are mended
NEAR: Final = 2  # words that are offered in the place of one
_SHORT_NAME: Final = 2  # characters; so many sound alike that only a name that the dictionary has is meant
_ENDINGS: Final = ("er", "est", "y", "ly", "th", "r", "st")

Surface = Callable[[str], str]
"""A word of the corpus with this stem, as it is written there."""


class Speller:
    """Mends words by one corpus and one dictionary."""

    def __init__(self, engine: Engine, lexicon: Lexicon, attested: Attested, surface: Surface) -> None:
        """Mend words.

        Args:
            engine: the words of the corpus.
            lexicon: the words of the dictionary.
            attested: which terms the passages of a language hold.
            surface: how the corpus writes a stem.
        """
        self._engine = engine
        self._lexicon = lexicon
        self._attested = attested
        self._surface = surface

    def mend(self, tokens: Sequence[Token], i: int, written: str) -> tuple[int, Token] | None:
        """See `Mend`."""
        if self._lexicon.whole(tokens[i].surface):
            return None
        if tokens[i].chinese:
            return self._name(tokens, i)
        if tokens[i].surface.isascii() and len(tokens[i].surface) >= SHORTEST and tokens[i].surface.isalpha():
            meant = None if self._known(tokens[i]) else self._word(tokens[i], written)
            return (1, meant) if meant else None
        return None

    def _word(self, token: Token, written: str) -> Token | None:
        """The nearest word of the corpus or, where the word is no name, of the dictionary."""
        found = [(surface, stem) for stem, surface in self._held(token.term).items()]
        found = [(s, t) for s, t in found if written.islower() or s[:1].isupper()]
        if written.islower():
            found += [(surface, stem) for stem, surface in self._lexicon.spellings().items()]
        stems = {surface.lower(): stem for surface, stem in reversed(found)}
        best = next(iter(nearest(token.surface, stems)), None)
        return token._replace(term=stems[best], surface=best) if best else None

    def _held(self, stem: str) -> dict[str, str]:
        """The stems of the corpus that are near, with how it writes them."""
        held = {word for language in LANGUAGES for word in self._engine.words(language)}
        return {near: self._surface(near) for near in nearest(stem, held)}

    def near(self, word: str) -> list[str]:
        """Words of the corpus that may have been meant by a folded Latin one that it lacks: what is too far to be mended, too."""
        if not (word.isascii() and word.isalpha() and len(word) >= SHORTEST):
            return []
        held = {stem for language in LANGUAGES for stem in self._engine.words(language)}
        found = (self._surface(stem) for stem in nearest(word, held, _allowed(word) + 1)[:NEAR])
        return [surface for surface in found if surface.lower() != word]

    def _known(self, token: Token) -> bool:
        """Whether the corpus or the dictionary has the word, or one that it is made of, or it is Chinese in pinyin."""
        known = self._lexicon.spellings()
        return (
            not content(token)
            or token.term in known
            or any(token.surface.removesuffix(end) in known for end in _ENDINGS)
            or any(self._attested(language, [word_term(token.term)]) for language in LANGUAGES)
            or bool(self._lexicon.chinese_partly(token.term) or self._lexicon.synonyms(token.term))
            or is_pinyin(token.surface, self._lexicon.characters)
        )

    def _name(self, tokens: Sequence[Token], i: int) -> tuple[int, Token] | None:
        """A name that the corpus lacks, as the one of its sound that it holds."""
        name, end = chinese_name(tokens, i)
        pairs = {character_term(name[n : n + 2]) for n in range(len(name) - 1)}
        if not name or self._attested("zh", pairs) == pairs or self._lexicon.ordinary(name):
            return None
        spelt = [s for s in map(self._lexicon.syllable, name) if s]
        if len(spelt) < len(name):
            return None
        heard = of_syllables(spelt, self._lexicon.characters, self._attested)
        meant = [n for n in heard if len(n) == len(name) and (len(n) > _SHORT_NAME or self._is_name(n))]
        if len(meant) != 1:
            return None
        size = sum(1 for t in tokens[i : i + len(name)] if t.end <= end)
        return size, Token(meant[0], meant[0], tokens[i].start, end, chinese=True)

    def _is_name(self, word: str) -> bool:
        return bool(self._lexicon.english(word)) and not self._lexicon.ordinary(word)


def nearest(word: str, known: Iterable[str], most: int | None = None) -> list[str]:
    """The words that are near enough, the nearest first, of those the longest: letters get lost.

    The first letter is hardly ever mistyped. `most` is how many errors there may be, where not as many as are mended.
    """
    from rapidfuzz.distance import OSA

    most = _allowed(word) if most is None else most
    alike = (o for o in known if o[:1] == word[:1] and abs(len(o) - len(word)) <= most)
    found = ((OSA.distance(word, other, score_cutoff=most), -len(other), other) for other in alike)
    return [other for distance, _, other in sorted(found) if distance <= most]


def _allowed(word: str) -> int:
    return 2 if len(word) >= LONG else 1
