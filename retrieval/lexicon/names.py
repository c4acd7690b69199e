"""Chinese names written in pinyin, in either order: `Xu Jieyun` and `jieyun xu` are 徐洁云, where a text says so.

Pinyin is ambiguous: only those of its many readings are offered that the corpus holds. Homophones that it
holds too are offered beside each other; what is found shows which it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import product
from typing import Final

from retrieval.analysis.analyzer import character_term
from retrieval.kinds import SURNAMES
from retrieval.model import Language

Characters = Callable[[str], str]
"""The characters that a syllable without tone may be; empty where it is no syllable."""

Attested = Callable[[Language, Collection[str]], frozenset[str]]
"""Those of the given index terms that passages of a language hold."""

_LONGEST: Final = 6  # letters of a syllable
_MOST: Final = 4  # syllables of a name in one word
_HOMOPHONES: Final = 6  # more words of one sound say nothing


def names_in_characters(words: Sequence[str], characters: Characters, attested: Attested) -> list[str]:
    """The names that two Latin words, in lower case, may be; sorted."""
    first, second = words
    found = {
        name
        for surname, given in ((first, second), (second, first))
        for name in _names(surname, given, characters, attested)
    }
    return sorted(found)


def _names(surname: str, given: str, characters: Characters, attested: Attested) -> Iterator[str]:
    surnames = [c for c in characters(surname) if c in SURNAMES]
    for syllables in _syllables(given, characters) if surnames else ():
        heads = _attested_pairs(surnames, characters(syllables[0]), attested)
        if len(syllables) == 1:
            yield from heads
        elif heads:
            tails = _attested_pairs({h[1] for h in heads}, characters(syllables[1]), attested)
            yield from (head + tail[1] for head in heads for tail in tails if head[1] == tail[0])


def names_of_sound(word: str, characters: Characters, attested: Attested) -> list[str]:
    """What one Latin word, in lower case, may be in pinyin: `biyadi` is 比亚迪; sorted, empty where too many are."""
    found = {
        name
        for syllables in _all_syllables(word, characters)
        if len(syllables) > 1
        for name in of_syllables(syllables, characters, attested)
    }
    return sorted(found) if len(found) <= _HOMOPHONES else []


def surnames_of_sound(word: str, characters: Characters, attested: Attested) -> list[str]:
    """The surnames that one syllable of pinyin may be, of those that the corpus holds; sorted."""
    found = {character_term(c): c for c in characters(word) if c in SURNAMES}
    return sorted(found[term] for term in attested("zh", list(found)))


def is_pinyin(word: str, characters: Characters) -> bool:
    """Whether a Latin word, in lower case, could be Chinese in pinyin."""
    return any(True for _ in _all_syllables(word, characters))


def of_syllables(syllables: Sequence[str], characters: Characters, attested: Attested) -> list[str]:
    """The words of these syllables that the corpus holds, each pair of characters at least; sorted."""
    found = sorted(characters(syllables[0]))
    for syllable in syllables[1:]:
        pairs = _attested_pairs({name[-1] for name in found}, characters(syllable), attested)
        found = [name + pair[1] for name in found for pair in pairs if pair[0] == name[-1]]
    return found


def _all_syllables(word: str, characters: Characters, most: int = _MOST) -> Iterator[tuple[str, ...]]:
    """The word as at most `most` syllables, in every way."""
    if len(word) > most * _LONGEST:
        return
    if characters(word):
        yield (word,)
    for cut in range(1, min(len(word), _LONGEST + 1)):
        if characters(word[:cut]):
            yield from ((word[:cut], *more) for more in _all_syllables(word[cut:], characters, most - 1))


def _syllables(word: str, characters: Characters) -> Iterator[tuple[str, ...]]:
    """The word as one syllable or two."""
    if characters(word):
        yield (word,)
    for cut in range(1, len(word)):
        if cut <= _LONGEST and characters(word[:cut]) and characters(word[cut:]):
            yield word[:cut], word[cut:]


def _attested_pairs(first: Collection[str], second: Collection[str], attested: Attested) -> list[str]:
    pairs = ["".join(pair) for pair in product(sorted(first), sorted(second))]
    held = attested("zh", [character_term(pair) for pair in pairs])
    return sorted(pair for pair in pairs if character_term(pair) in held)


def name_in_pinyin(name: str, syllable: Callable[[str], str | None]) -> tuple[str, ...]:
    """A Chinese name as English writes it, surname first: 徐洁云 is `xu`, `jieyun`; empty where unknown."""
    syllables = [syllable(c) for c in name]
    known = [s for s in syllables if s]
    return (known[0], "".join(known[1:])) if len(known) == len(name) else ()
