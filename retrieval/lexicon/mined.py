"""The words that the corpus itself gives in both languages, as a dictionary behind which the real one stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.folding import HAN
from retrieval.lexicon import Lexicon, Translation
from retrieval.lexicon.layers import Layer
from retrieval.lexicon.likeness import Likeness
from retrieval.lexicon.mining import Candidate, Mention

_SURE: Final = 0.6  # likeness from which a pair is believed for itself
_QUOTED: Final = 0.8  # what a pair is worth whose sides are both delimited
_REPEATED: Final = 0.4  # what a pair is worth that nothing speaks for but that it is a word of its own
_FAINT: Final = 0.2  # what a pair is worth that nothing speaks for but that it is mentioned
_KEPT: Final = 0.3  # what a pair must be worth in the end
_CONTEXTS: Final = 3  # characters before a text that make it a word of its own
_NAME: Final = 3  # characters; fewer are too often a common word
_BEHIND: Final = 0.5  # what a mined translation is worth beside the best of the dictionary
_MOST: Final = 4  # translations of one word; more say that the brackets are no translations
_HAN: Final = re.compile(f"[{HAN}]")
_DOTS: Final = "·•‧・"


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese word and an English one that mean the same; `weight` in (0, 1] says how sure that is."""

    chinese: str
    english: str
    weight: float


def pairs(mentions: Iterable[Mention], lexicon: Lexicon, analyzer: Analyzer) -> list[Pair]:
    """What the mentions of a corpus together say, in order; a pair that is mentioned again is surer."""
    likeness = Likeness(lexicon, analyzer)
    doubts: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    for mention in mentions:
        for pair in _of_mention(mention, likeness):
            doubts[pair.chinese, pair.english] *= 1 - pair.weight
    return [Pair(c, e, round(1 - doubt, 4)) for (c, e), doubt in sorted(doubts.items()) if 1 - doubt >= _KEPT]


def _of_mention(mention: Mention, likeness: Likeness) -> Iterator[Pair]:
    """The likeliest of the candidates with each of the names."""
    scored = [
        (max(likeness.of(*_sides(c.text, name)) for name in mention.names), c) for c in mention.candidates
    ]
    if _HAN.search(mention.names[0]):
        scored.reverse()  # where the ends of an English phrase say the same, the shortest says it without a verb
    best, chosen = max(scored, key=lambda found: found[0])
    if best < _SURE:
        best, chosen = _unlike(mention, likeness) or (0.0, chosen)
    if best:
        for name in _meant(mention, chosen, likeness):
            chinese, english = _sides(chosen.text, name)
            yield Pair(chinese, english.lower(), best)
            yield from _parts(chinese, english, likeness)


def _meant(mention: Mention, chosen: Candidate, likeness: Likeness) -> Iterator[str]:
    """The first name, its abbreviations, and what else is like the chosen words: the rest may be remarks."""
    yield mention.names[0]
    for name in mention.names[1:]:
        if _abbreviation(name) or likeness.of(*_sides(chosen.text, name)) >= _SURE:
            yield name


def _unlike(mention: Mention, likeness: Likeness) -> tuple[float, Candidate] | None:
    """The candidate of a mention that must be believed for other reasons, and what it is worth."""
    name = mention.names[0]
    first = mention.candidates[0]
    if mention.quoted and not _abbreviation(name):
        return _QUOTED, first
    if _HAN.search(name):
        return None if first.text.islower() or len(name) < _NAME or likeness.known(name) else (_FAINT, first)
    whole = (c for c in mention.candidates if c.contexts >= _CONTEXTS and len(c.text) >= _NAME)
    found = next(whole, None)
    return (_REPEATED, found) if found and name[0].isupper() and likeness.coined(found.text) else None


def _parts(chinese: str, english: str, likeness: Likeness) -> Iterator[Pair]:
    """The last names of people, who are called by them alone from the second time on."""
    for dot in _DOTS:
        last, name = chinese.rpartition(dot)[2], english.rpartition(" ")[2]
        if last != chinese and len(last) > 1 and " " in english and (sure := likeness.sound(last, [name])):
            yield Pair(last, name.lower(), sure)


def _abbreviation(name: str) -> bool:
    return name.isupper() and " " not in name


def _sides(one: str, other: str) -> tuple[str, str]:
    """The Chinese of two texts, and the English."""
    return (one, other) if _HAN.search(one) else (other, one)


class MinedLexicon(Layer):
    """A `Lexicon`: a dictionary, and behind it what the corpus gives.

    The dictionary's come first where it has any: they are what most texts say, while a corpus also gives titles and
    names that are made of usual words. Of the words that no dictionary has, the corpus alone can tell.
    """

    def __init__(self, found: Iterable[Pair], base: Lexicon, analyzer: Analyzer) -> None:
        """Stand in front of a dictionary with the pairs of a corpus."""
        super().__init__(base)
        self._chinese: dict[str, list[Translation]] = defaultdict(list)
        self._english: dict[str, list[Translation]] = defaultdict(list)
        for pair in sorted(found, key=lambda p: (-p.weight, p.chinese, p.english)):
            stems = " ".join(t.term for t in analyzer.analyze(pair.english).tokens)
            self._chinese[stems].append(Translation(pair.chinese, pair.weight))
            self._english[pair.chinese].append(Translation(pair.english, pair.weight))

    def chinese(self, stems: Sequence[str]) -> Sequence[Translation]:
        """See `Lexicon`."""
        return _behind(self._base.chinese(stems), self._chinese.get(" ".join(stems), ()))

    def english(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return _behind(self._base.english(word), self._english.get(word, ()))


def _behind(usual: Sequence[Translation], mined: Sequence[Translation]) -> Sequence[Translation]:
    """The dictionary's translations, and what else the corpus gives, weighed so that it stays behind the best."""
    if not mined:
        return usual
    known = {t.text for t in usual}
    share = _BEHIND * max(t.weight for t in usual) if usual else 1.0
    more = [Translation(t.text, t.weight * share) for t in mined if t.text not in known]
    return [*usual, *more[:_MOST]]
