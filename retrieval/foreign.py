"""Foreign names that no dictionary has, as the corpus writes them in the other language: 马萨雷克 is Marsalek.

A Chinese name is laid beside the Latin words of the corpus that sound roughly like it; a Latin one is spelt with the
characters of foreign names, those that a passage holds beside each other. Much sounds alike: a name must account for
every letter, and the shorter it is, the more exactly; one of two characters says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from retrieval.analysis.analyzer import Token, character_term, word_term
from retrieval.engines import Engine
from retrieval.lexicon import Lexicon, Translation
from retrieval.lexicon.transliteration import (
    FAR,
    LONGEST,
    GoesOn,
    characters,
    cost_of,
    plural,
    sounds_of_name,
    sounds_of_word,
    spelt,
)
from retrieval.wording import content

MOST: Final = 3  # words that one name is offered as
_NAME: Final = range(3, 10)  # characters of a name
_WORD: Final = range(4, LONGEST + 1)  # letters of a word that may be one
_MOST_COST: Final = {3: FAR}  # of a name of so few characters
_COST: Final = 1.5  # at most, of a longer one
_NEAR: Final = 0.5  # what others may cost beside the best
_LOOKED_AT: Final = 32  # names that a word may be spelt as, the best first
_STEMMED: Final = ("", "s", "es")  # what a stem may have lost

Place = tuple[Sequence[Token], int, int]
"""Words, and the numbers of the first that is meant and of the one behind the last."""

Said = Callable[[str], Iterable[Place]]
"""Where passages say Chinese characters, from the border of a word to the border of another."""

Found = tuple[int, str, Sequence[Translation]]
"""A name in a question: its number of tokens, how it is written, and how the other language writes it."""


class Sounds:
    """The Latin words of a corpus by their rough sounds, sorted when there is first a name to look up, or by `warm`."""

    def __init__(self, words: Callable[[], Collection[str]]) -> None:
        """Sort what `words` gives: stems."""
        self._words = words

    def like(self, name: str) -> list[str]:
        """The stems that may sound like a Chinese name, in order."""
        return sorted({stem for sound in sounds_of_name(name) for stem in self._stems.get(sound, ())})

    def warm(self) -> None:
        """Sort them now."""
        _ = self._stems

    @cached_property
    def _stems(self) -> Mapping[str, Sequence[str]]:
        out: dict[str, list[str]] = defaultdict(list)
        for stem in self._words():
            if len(stem) in _WORD and stem.isalpha():
                for sound in plural(sounds_of_word(stem)):
                    out[sound].append(stem)
        return out


class Foreign:
    """Recognises names by one corpus and one dictionary."""

    def __init__(
        self,
        lexicon: Lexicon,
        engine: Engine,
        sounds: Sounds,
        surface: Callable[[str], str],
        said: Said,
        holds: Callable[[str], bool],
    ) -> None:
        """Recognise names.

        Args:
            lexicon: the dictionary; what it has needs no sound.
            engine: the passages.
            sounds: their words, and maybe those of others.
            surface: how the corpus writes a stem.
            said: where the corpus says Chinese characters.
            holds: whether some passages hold all words of an English phrase.
        """
        self._lexicon = lexicon
        self._engine = engine
        self._sounds = sounds
        self._surface = surface
        self._said = said
        self._holds = holds
        self._latin = lru_cache(maxsize=4096)(self._find_latin)
        self._chinese = lru_cache(maxsize=4096)(self._find_chinese)
        self._pair = lru_cache(maxsize=4096)(self._find_pair)

    def in_latin(self, tokens: Sequence[Token], i: int) -> Found | None:
        """The longest Chinese name at `i`, with the words of the corpus that sound like it."""
        run = _run(tokens, i)
        for size in range(len(run), 0, -1):
            name = "".join(t.surface for t in run[:size])
            known = self._lexicon.english(name)
            if known and not self._of_another(name, known):
                return None
            may_be = known or self._may_be_name(name, tokens, i, i + size)
            if may_be and (found := self._latin(name)):
                return size, name, found
        return None

    def _of_another(self, name: str, known: Sequence[Translation]) -> bool:
        """Whether a dictionary has a name as that of somebody whom no passage names: who is called alike may be another."""
        if len(name) not in _NAME or any(self._holds(translation.text) for translation in known):
            return False
        return all(any(_fits(name, word) for word in translation.text.split()) for translation in known)

    def _may_be_name(self, name: str, tokens: Sequence[Token], start: int, end: int) -> bool:
        return (
            len(name) in _NAME
            and content(tokens[start])
            and content(tokens[end - 1])
            and self._alone(tokens, start, end)
            and not all(map(self._known, tokens[start:end]))
        )

    def _alone(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a name of these tokens is whole: nothing touches it that would be a part of it."""
        before, after = tokens[max(0, start - 1) : start], tokens[end : end + 1]
        return not (
            any(t.end == tokens[start].start and self._may_be_part(t) for t in before)
            or any(t.start == tokens[end - 1].end and self._may_be_part(t) for t in after)
        )

    def _may_be_part(self, token: Token) -> bool:
        return all(c in characters() for c in token.surface) and content(token) and not self._known(token)

    def _known(self, token: Token) -> bool:
        """Whether a token is a word that somebody has; a single character may be a part of anything."""
        word = token.surface
        return len(word) > 1 and (bool(self._lexicon.english(word)) or self._lexicon.whole(word))

    def _find_latin(self, name: str) -> Sequence[Translation]:
        stems = [
            stem
            for stem in self._sounds.like(name)
            if any(_fits(name, stem + lost) for lost in _STEMMED) and self._is_name(stem)
        ]
        held = self._engine.document_frequencies("en", list(map(word_term, stems)))
        written = [self._surface(stem) for stem in stems if held.get(word_term(stem))]
        return _best(
            {w.lower(): cost_of(name, w) or 0.0 for w in written if w[:1].isupper() and _fits(name, w)}
        )

    def _is_name(self, stem: str) -> bool:
        """Whether no dictionary has a word, or writes it as a foreign name."""
        if stem not in self._lexicon.spellings():
            return True
        usual = self._lexicon.chinese([stem])
        return bool(usual) and all(c in characters() for c in usual[0].text)

    def in_chinese(self, tokens: Sequence[Token], i: int) -> Found | None:
        """A Latin name at `i` that no dictionary has, as the Chinese passages write it."""
        token = tokens[i]
        if len(token.surface) not in _WORD or not token.surface.isalpha() or not content(token):
            return None
        if token.term in self._lexicon.spellings() or self._lexicon.chinese([token.term]):
            return None
        found = self._chinese(token.surface)
        return (1, token.surface, found) if found else None

    def _find_chinese(self, word: str) -> Sequence[Translation]:
        spellings = spelt(word, self._together(), _COST).items()
        found = {
            name: cost
            for name, cost in spellings
            if len(name) in _NAME and cost <= _most(name) and not self._lexicon.english(name)
        }
        likely = sorted(found, key=lambda name: (found[name], name))[:_LOOKED_AT]
        return _best(
            {name: found[name] for name in likely if any(self._alone(*place) for place in self._said(name))}
        )

    def _together(self) -> GoesOn:
        """Whether some passage holds all pairs of characters of a name."""
        passages: dict[str, frozenset[int]] = {}

        def goes_on(name: str, character: str) -> bool:
            pair = self._pair(name[-1:] + character)
            found = passages[name] & pair if len(name) > 1 else pair
            passages[name + character] = found
            return bool(found) or not name

        return goes_on

    def _find_pair(self, pair: str) -> frozenset[int]:
        """The passages that hold two characters beside each other; none for one character, which goes on with all."""
        return frozenset(self._engine.having([character_term(pair)])) if len(pair) > 1 else frozenset()


def _run(tokens: Sequence[Token], i: int) -> list[Token]:
    """The tokens from `i` on that touch and are written with characters of names, no more than a name has."""
    run: list[Token] = []
    left = _NAME[-1]
    for token in tokens[i : i + _NAME[-1]]:
        left -= len(token.surface)
        if left < 0 or not all(c in characters() for c in token.surface):
            break
        if run and token.start != run[-1].end:
            break
        run.append(token)
    return run


def _most(name: str) -> float:
    return _MOST_COST.get(len(name), _COST)


def _fits(name: str, word: str) -> bool:
    cost = cost_of(name, word)
    return cost is not None and cost <= _most(name)


def _best(costs: Mapping[str, float]) -> list[Translation]:
    """The few that cost least, each worth the less the more it costs; none where several are equally far."""
    least = min(costs.values(), default=0.0)
    found = sorted((cost, name) for name, cost in costs.items() if cost <= least + _NEAR)
    if least >= FAR and len(found) > 1:
        return []
    return [Translation(name, 1 / (1 + cost)) for cost, name in found[:MOST]]
