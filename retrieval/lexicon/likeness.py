"""How well does a Chinese text say what an English one does? By the dictionary where it knows the words, else by sound.

Names are written as they sound: 迪韦齐斯 and Devizes have the same consonants in the same order. Vowels tell little, and
neither do consonants that Chinese does not part (l and r, b and p).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.stopwords import CHINESE_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS
from retrieval.lexicon import Lexicon

_PIECES: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SYLLABLE: Final = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcswy])?([a-zü]*)")
_CLASSES: Final = {  # consonants of pinyin that stand for the same consonants of English
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("fw", "F"),
    **dict.fromkeys("mn", "N"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("lr", "L"),
    **dict.fromkeys("gk", "K"),
    **dict.fromkeys(("zh", "ch", "sh", *"jqxzcs"), "S"),
}
_BEGINNINGS: Final = """
    b:bpv p:pbf m:m f:fpvw d:dt t:td n:nk l:lrw g:gkcq k:kcqg h:hwjgf j:jgckz q:cjkqtg x:shcxz
    zh:jgzd ch:cjtq sh:scjx r:rjyl z:zjsd c:ctzs s:sczt w:wvuoheg y:yiejuaho :aeiouhy
"""
_FIRST: Final = {  # the letters with which an English name may begin whose Chinese begins so
    initial: letters for initial, _, letters in (pair.partition(":") for pair in _BEGINNINGS.split())
}
_SPELLED: Final = (  # English spelling, in order, to the same consonants
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"sch|tch|sh|ch|tz|dg|c(?=[eiy])|[jsz]"), "S"),
    (re.compile(r"ph|[fv]|w(?=[aeiouy])"), "F"),
    (re.compile(r"th|[dt]"), "T"),
    (re.compile(r"x"), "KS"),
    (re.compile(r"ng(?![aeiou])|kn|[mn]"), "N"),
    (re.compile(r"gh(?![aeiou])"), ""),
    (re.compile(r"ck|qu|[cgkq]"), "K"),
    (re.compile(r"[lr]"), "L"),
    (re.compile(r"[bp]"), "P"),
    (re.compile(r"[^A-Z]"), ""),
)
_TRANSLATIONS: Final = 16  # of a word that are looked at
_ALIKE: Final = 0.7  # less is chance
_SAID: Final = 0.75  # of the English; where less is said, the Chinese is but the end of what is meant
_BETWEEN: Final = 0.7  # how alike two words are for standing between others that are
_INITIALS: Final = 5  # letters; as many capitals are an abbreviation, which has no sound


class Likeness:
    """Compares by one dictionary."""

    def __init__(self, lexicon: Lexicon, analyzer: Analyzer) -> None:
        """Compare by a dictionary and with the analyzer that questions are analysed with."""
        self._lexicon = lexicon
        self._analyzer = analyzer
        self._stems = lru_cache(maxsize=4096)(self._look_up)
        self._syllable = lru_cache(maxsize=4096)(lexicon.syllable)

    def of(self, chinese: str, english: str) -> float:
        """How much of both is accounted for by the other, in [0, 1]; 0 where the first Chinese word is not."""
        if self._is_pinyin(chinese, english) or self._is_translation(chinese, english):
            return 1.0
        pieces = _pieces(english)
        stems = {self._analyzer.stem(p.lower()): p for p in pieces if p.lower() not in ENGLISH_FUNCTION_WORDS}
        words = self._analyzer.analyze(chinese).tokens
        known = [stems.keys() & self._stems(word.surface) for word in words]
        left = [word.surface for word, its in zip(words, known, strict=True) if not its]
        unsaid = [piece for stem, piece in stems.items() if not any(stem in its for its in known)]
        alike = self.sound("".join(left), unsaid)
        if not alike and left and unsaid and known[0] and known[-1]:
            alike = 0.0 if CHINESE_FUNCTION_WORDS & set(left) else _BETWEEN
        if not words or not stems or (not known[0] and not alike):
            return 0.0
        here = _share(sum(map(len, left)), sum(len(w.surface) for w in words), alike)
        there = _share(sum(map(len, unsaid)), sum(map(len, stems.values())), alike)
        return 2 * here * there / (here + there) if there >= _SAID and here else 0.0

    def _look_up(self, word: str) -> frozenset[str]:
        """The stems of what the dictionary translates a Chinese word as."""
        texts = (t.text for t in self._lexicon.english(word)[:_TRANSLATIONS])
        words = {word for text in texts for word in text.split()} - ENGLISH_FUNCTION_WORDS
        return frozenset(map(self._analyzer.stem, words))

    def known(self, chinese: str) -> bool:
        """Whether the dictionary has a Chinese text."""
        return bool(self._lexicon.english(chinese))

    def coined(self, chinese: str) -> bool:
        """Whether a Chinese text is no word of the dictionary and does not end in one, as descriptions do."""
        words = self._analyzer.cut(chinese)
        return not any(self.known(word) for word in (chinese, words[-1]) if len(word) > 1)

    def _is_translation(self, chinese: str, english: str) -> bool:
        """Whether the dictionary has the one for the other, whole."""
        asked = english.lower().removeprefix("the ")
        return any(t.text.removeprefix("the ") == asked for t in self._lexicon.english(chinese))

    def _is_pinyin(self, chinese: str, english: str) -> bool:
        """Whether the English is the Chinese in pinyin, a name in either order."""
        syllables = self._syllables(chinese)
        letters = "".join(_pieces(english)).lower()
        orders = [syllables[i:] + syllables[:i] for i in (0, 1, 2)]
        return bool(syllables) and letters in {"".join(order) for order in orders}

    def sound(self, chinese: str, english: Sequence[str]) -> float:
        """How alike a Chinese name and English words sound, in [0, 1]; 0 where they begin with other sounds."""
        syllables = self._syllables(chinese)
        if not syllables or not english or any(w.isupper() and len(w) <= _INITIALS for w in english):
            return 0.0
        initial = next(m.group(1) or "" for m in [_SYLLABLE.match(syllables[0])] if m)
        if english[0][0].lower() not in _FIRST.get(initial, ""):
            return 0.0
        one, other = "".join(map(_heard, syllables)), "".join(map(_spelled, english))
        alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
        return alike if alike >= _ALIKE and min(len(one), len(other)) > 1 else 0.0

    def _syllables(self, chinese: str) -> list[str]:
        """The syllables of the characters; empty where one has none."""
        found = [self._syllable(c) for c in chinese if c.isalpha()]
        known = [s for s in found if s]
        return known if len(known) == len(found) else []


def _pieces(english: str) -> list[str]:
    """The words of a name, those that are written in one apart: `DeepMind` is two."""
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode()
    return _PIECES.findall(re.sub(r"['’]", "", plain))


def _heard(syllable: str) -> str:
    """The consonants of a syllable of pinyin."""
    if syllable == "er":
        return "L"
    found = _SYLLABLE.match(syllable)
    initial, final = (found.group(1) or "", found.group(2)) if found else ("", "")
    first = "" if syllable == "wu" else _CLASSES.get(initial, "")
    return first + ("N" if final.rstrip("g").endswith("n") else "")


def _spelled(word: str) -> str:
    """The consonants of an English word."""
    said = word.lower()
    for spelling, consonant in _SPELLED:
        said = spelling.sub(consonant, said)
    return said


def _share(left: int, whole: int, alike: float) -> float:
    """What is accounted for of a whole, of which what is left is alike to some degree."""
    return 1 - left / whole * (1 - alike)
