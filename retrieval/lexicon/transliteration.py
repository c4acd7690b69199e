"""EDGE: how Chinese writes foreign names, by `sounds.tsv`: which letters each of its characters may stand for.

Chinese writes foreign names by their sound, with some three hundred characters: 马萨雷克 is ma, sa, le, k, and so Marsalek.
A character stands for the beginning of its syllable in one of its spellings, followed by the end in one of its. The usual
spellings cost nothing, and those that are far cost 1 each, so that a word can be told from the others that sound like it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Final, TypeVar

_Key = TypeVar("_Key")
GoesOn = Callable[[str, str], bool]
"""Whether the beginning of a name, which may be empty, goes on with a character."""

_FILE: Final = Path(__file__).with_name("sounds.tsv")
FAR: Final = 1.0  # what a spelling costs that is not a usual one
_TWICE: Final = 0.5  # what it costs that a letter is said by two characters, as the m of Tom by 汤 and 姆
LONGEST: Final = 24  # letters of a word that may be a name
_CHUNK: Final = 5  # letters that a character may stand for
_BEAM: Final = 256  # beginnings of a name that are gone on with, at each letter
_ROUGHLY: Final = 16  # rough sounds of one word; one that has more says nothing

_PLAINER: Final = {  # spellings as plainer ones that sound the same, those at the beginning of a word first
    "^wr": "r",
    "^kn": "n",
    "^ps": "s",
    "^mc": "mac",
    "^x": "x",
    "rh": "r",
    "gh(?=[aeiou])": "g",
    "(?<=[aeiou])gh": "",
    "sch": "sh",
    "tch|cz": "ch",
    "ck": "k",
    "ph": "f",
    "x": "ks",
    "qu": "kw",
    "q": "k",
    "tz": "ts",
    "dt": "t",
    "[^a-z]": "",
    **{f"{letter}{letter}": letter for letter in "bcdfghjklprstvwyz"},
}
_SPELLING: Final = re.compile("|".join(f"({spelling})" for spelling in _PLAINER))
_PLAIN: Final = tuple(_PLAINER.values())
_SPELT: Final = {  # letters, and the rough sounds that they may be; others are vowels, or as good as silent
    "ts": ("S", "TS"),
    "ds": ("S", "TS"),
    "sc(?=[ei])": ("S",),
    "ch": ("S", "K", ""),
    "th": ("T", "S"),
    "sh": ("S",),
    "dg(?=[eiy])": ("S",),
    "c(?=[eiy])": ("S",),
    "ng|gn": ("N", "NK"),
    "g(?=[eiy])": ("K", "S"),
    "[lr](?=[aiouy]|e.)": ("L",),
    "kh": ("K", ""),
    "j": ("S", ""),
    "v|bh": ("", "F", "P"),
    "[sz]": ("S",),
    "[mn]": ("N",),
    "[bp]": ("P",),
    "[dt]": ("T",),
    "[cgkx]": ("K",),
    "f": ("F",),
}
_PIECE: Final = re.compile("|".join(f"({letters})" for letters in _SPELT))
_SOUNDS: Final = tuple(_SPELT.values())
_BEGUN: Final = {  # the rough sounds that the beginnings of characters may be
    **dict.fromkeys(("b", "p"), ("P",)),
    **dict.fromkeys(("m", "n"), ("N",)),
    **dict.fromkeys(("d", "t"), ("T",)),
    **dict.fromkeys(("g", "k"), ("K",)),
    **dict.fromkeys(("z", "c", "s", "zh", "ch", "sh", "q", "x"), ("S",)),
    "f": ("F",),
    "l": ("L",),
    "j": ("S", "K"),
    "jk": ("K", "S"),
    "hx": ("S", ""),
    "r": ("", "S", "L"),
}


@dataclass(frozen=True, slots=True)
class Character:
    """What a character may stand for: letters with what each spelling costs, and its rough sounds."""

    letters: Mapping[str, float]
    rough: frozenset[str]


@cache
def characters() -> Mapping[str, Character]:
    """The characters that foreign names are written with."""
    parts: dict[tuple[str, str], Mapping[str, float]] = {}
    letters: dict[str, list[tuple[str, float]]] = defaultdict(list)
    rough: dict[str, set[str]] = defaultdict(set)
    for row in _FILE.read_text("utf-8").splitlines():
        kind, *values = row.split("\t")
        if kind == "character":
            beginning, end, written = values
            said = _joined(parts["beginning", beginning], parts["end", end])
            sounds = {sound + _nasal(end) for sound in _BEGUN.get(beginning, ("",))}
            for character in written:
                letters[character] += said
                rough[character] |= sounds
        elif not row.startswith("#"):
            parts[kind, values[0]] = _spellings(values[1:])
    return {c: Character(_cheapest(found), frozenset(rough[c])) for c, found in letters.items()}


def _spellings(columns: Sequence[str]) -> Mapping[str, float]:
    """The usual spellings and the far ones, with their costs; - is none."""
    found = zip(columns, (0.0, FAR), strict=False)
    return _cheapest((s.strip("-"), cost) for column, cost in found for s in column.split())


def _nasal(end: str) -> str:
    return "N" if end.rstrip("g").endswith("n") else ""


def _joined(beginnings: Mapping[str, float], ends: Mapping[str, float]) -> list[tuple[str, float]]:
    return [
        (b + e, cost + more)
        for (b, cost), (e, more) in product(beginnings.items(), ends.items())
        if 0 < len(b + e) <= _CHUNK
    ]


@cache
def _standing_for() -> Mapping[str, Sequence[tuple[str, float]]]:
    """The other way round: the characters that may stand for some letters, with what that costs."""
    out: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for character, found in characters().items():
        for letters, cost in found.letters.items():
            out[letters].append((character, cost))
    return out


def plain(word: str) -> str:
    """A Latin word in fewer letters, what sounds the same written the same."""
    said = word.lower() if word.isascii() else unicodedata.normalize("NFKD", word).lower()
    return _SPELLING.sub(_plainer, said)


def _plainer(spelling: re.Match[str]) -> str:
    return _PLAIN[(spelling.lastindex or 1) - 1]


def _ends(said: str) -> set[int]:
    """Where a plain word may end: an e at the end may be silent."""
    return {len(said), len(said) - said.endswith("e")}


def _steps(said: str, at: int) -> Iterator[tuple[str, int, float]]:
    """The letters that a character may say from `at` on, where the next one begins, and what that costs beside them."""
    for end in range(at + 1, min(at + _CHUNK, len(said)) + 1):
        yield said[at:end], end, 0.0
        if end > at + 1 and said[end - 1] in "mn":
            yield said[at:end], end - 1, _TWICE


def cost_of(name: str, word: str) -> float | None:
    """What it costs that a Chinese name says all of a Latin word; `None` where it does not."""
    return None if len(word) > LONGEST else _cost_of(name, plain(word))


@lru_cache(maxsize=65_536)
def _cost_of(name: str, said: str) -> float | None:
    costs = {0: 0.0}
    for character in name:
        if not (known := characters().get(character)):
            return None
        costs = _cheapest(
            (end, cost + more + known.letters[letters])
            for at, cost in costs.items()
            for letters, end, more in _steps(said, at)
            if letters in known.letters
        )
    return min((costs[end] for end in _ends(said) if end in costs), default=None)


def spelt(word: str, goes_on: GoesOn, most: float) -> dict[str, float]:
    """The names that say all of a Latin word and cost at most so much, with their costs.

    Args:
        word: the word; nothing says one of more than `LONGEST` letters.
        goes_on: which beginnings are gone on with.
        most: what a name may cost.
    """
    said = plain(word) if len(word) <= LONGEST else ""
    begun: dict[int, dict[str, float]] = defaultdict(dict, {0: {"": 0.0}})
    for at in range(len(said)):
        kept = sorted(begun[at].items(), key=lambda found: (found[1], found[0]))[:_BEAM]
        for letters, end, more in _steps(said, at):
            for character, cost in _standing_for().get(letters, ()):
                for name, before in kept:
                    if (whole := before + cost + more) > most:
                        break
                    longer = name + character
                    if whole < begun[end].get(longer, most + 1) and goes_on(name, character):
                        begun[end][longer] = whole
    return _cheapest(found for end in _ends(said) for found in begun[end].items() if found[0])


def sounds_of_word(word: str) -> frozenset[str]:
    """The rough sounds of a Latin word, by which names that may say it are looked up."""
    return _rough(_SOUNDS[match.lastindex - 1] for match in _PIECE.finditer(plain(word)) if match.lastindex)


def plural(sounds: Iterable[str]) -> frozenset[str]:
    """Rough sounds, and those with an s behind them."""
    return frozenset(s for sound in sounds for s in (sound, _then(sound, "S")))


def sounds_of_name(name: str) -> frozenset[str]:
    """The rough sounds of a Chinese name; none where a character is in no name."""
    known = [characters().get(character) for character in name]
    return _rough(c.rough for c in known if c) if all(known) else frozenset()


def _rough(choices: Iterable[Iterable[str]]) -> frozenset[str]:
    """Every choice, one after the other, the same sound never twice running; none where that is too many."""
    found = {""}
    for choice in choices:
        found = {_then(before, sound) for before, sound in product(found, choice)}
        if len(found) > _ROUGHLY:
            return frozenset()
    return frozenset(found)


def _then(before: str, sounds: str) -> str:
    for sound in sounds:
        before += sound if before[-1:] != sound else ""
    return before


def _cheapest(found: Iterable[tuple[_Key, float]]) -> dict[_Key, float]:
    """The least that each costs."""
    out: dict[_Key, float] = {}
    for key, cost in found:
        out[key] = min(cost, out.get(key, cost))
    return out
