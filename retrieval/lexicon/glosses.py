"""The lines of a CC-CEDICT file, and of our own pairs, as weighted translations.

CC-CEDICT (https://cc-cedict.org/wiki/format:syntax) has one entry a line:
`traditional simplified [pin1 yin1] /gloss/gloss/`. The first gloss is the usual sense, so a gloss weighs half
of the one before it; senses marked as archaic, dialect, surnames and the like weigh less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_ENTRY: Final = re.compile(r"\S+ (?P<word>\S+) \[(?P<pinyin>[^\]]*)\] /(?P<glosses>.*)/\s*$")
_SYLLABLE: Final = re.compile(r"([a-zu:]+)[1-5]")
_POINTER: Final = re.compile(
    r"^(?:CL:|(?:old |erhua )?variant of|see (?:also )?|also written|used in|Japanese variant|\(bound form\)$)"
)
_MARKED: Final = re.compile(
    r"\((?:[^)]*\b)?(?:archaic|old|dialect|literary|arch\.|coll\.|slang|Tw|Japanese|classical|obsolete|vulgar)\b[^)]*\)|\bsurname\b"
)
_NOISE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff\u3007]+\|?")
_LEADING: Final = re.compile(r"^(?:to be |to |a |an |the |abbr\. for |abbr\. to |lit\. |fig\. )+")
_MARKED_WEIGHT: Final = 0.3
_SHORT: Final = 5
_SHORT_NAME: Final = 0.5  # "ICE" and "Fed" lose their capitals in a question, and are words besides
_DESCRIPTION: Final = 5  # a gloss of more words explains rather than translates


@dataclass(frozen=True, slots=True)
class Pair:
    """One Chinese word and one English rendering in lower case, with the weight of this pairing.

    `proper` where the rendering is written with a capital: a name. `own` where it is of our pairs, whose
    renderings of one `sense` of a head are near enough to each other to be synonyms.
    """

    chinese: str
    english: str
    weight: float
    proper: bool = False
    own: bool = False
    sense: int = 0


def cedict_pairs(rows: Iterable[str]) -> Iterator[Pair]:
    """The pairings of a CC-CEDICT file."""
    for row in rows:
        match = _ENTRY.match(row)
        if match:
            yield from _entry(match["word"].lower(), match["glosses"])


def _entry(word: str, glosses: str) -> Iterator[Pair]:
    weight = 1.0
    for gloss in glosses.split("/"):
        if _POINTER.match(gloss):
            continue
        marked = _MARKED_WEIGHT if _MARKED.search(gloss) else 1.0
        renderings = list(_renderings(gloss))
        for rendering in renderings:
            yield Pair(word, rendering, weight * marked, proper=gloss[:1].isupper())
        if renderings:
            weight /= 2


def _renderings(gloss: str) -> Iterator[str]:
    """The phrases of one gloss: divided at `;`, and a proper name without the explanation behind its comma."""
    for part in _NOISE.sub(" ", gloss).split(";"):
        phrase = part.split(",")[0] if part.strip()[:1].isupper() else part.replace(",", " ")
        phrase = _LEADING.sub("", " ".join(phrase.lower().split()))
        if phrase and len(phrase.split()) <= _DESCRIPTION:
            yield phrase


def readings(rows: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Each single character with each of its syllables, without tones, `ü` as `u`, and the number of its senses."""
    for row in rows:
        match = _ENTRY.match(row)
        syllable = _SYLLABLE.fullmatch(match["pinyin"].lower()) if match else None
        if match and syllable and len(match["word"]) == 1:
            yield match["word"], syllable[1].replace(":", ""), match["glosses"].count("/") + 1


def own_pairs(rows: Iterable[str]) -> Iterator[Pair]:
    """The pairings of a file with lines `english<TAB>中文|中文 / 中文`, best rendering first, senses apart from each other."""
    for row in rows:
        english, _, renderings = row.rstrip("\n").partition("\t")
        proper = english != english.lower()
        share = _SHORT_NAME if proper and len(english) < _SHORT else 1.0
        senses = enumerate(renderings.split(" / "))
        found = ((sense, one) for sense, group in senses for one in group.split("|") if one)
        for position, (sense, chinese) in enumerate(found):
            yield Pair(chinese.lower(), english.lower(), share * 0.8**position, proper, own=True, sense=sense)
