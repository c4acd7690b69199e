"""In which ways a text may say a word: itself, its synonyms, its translations, as index terms with weights.

A phrase is looked up before its words; where the dictionary lacks a phrase, its parts are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from retrieval.analysis.analyzer import Analyzed, Analyzer, Token, character_term, runs, word_term
from retrieval.foreign import Foreign, Found
from retrieval.kinds import chinese_name
from retrieval.lexicon import Lexicon, Translation
from retrieval.lexicon.names import (
    Attested,
    name_in_pinyin,
    names_in_characters,
    names_of_sound,
    surnames_of_sound,
)
from retrieval.model import Alternative, Group, Language
from retrieval.wording import LONGEST_PHRASE, MENDED, content, joined, key, phrase

SYNONYM: Final = 0.5  # what a synonym counts for
SYNONYMS: Final = 8
SYNONYM_PHRASE: Final = 3  # words
PARTICLES: Final = frozenset(
    "up down off out over".split()
)  # a text that says "step" does not say "step down"
KNOWN: Final = 16_384  # texts that are kept as index terms
GRAMMAR: Final = frozenset("的地得了着")  # they say nothing, though a dictionary has 的 for "aim", too
PART: Final = 3  # letters of a part of a compound, at least
APART: Final = 0.7  # what the words of a phrase count for that do not stand together
DAMPING: Final = {"zh": 0.3, "en": 0.4}  # by language of the passages: how little a translation's rank counts


class _Made(NamedTuple):
    """A text as index terms, and its words."""

    way: Alternative
    tokens: tuple[Token, ...]


class Alternatives:
    """The ways to say the words of questions, for one dictionary and one corpus."""

    def __init__(
        self, analyzer: Analyzer, lexicon: Lexicon, attested: Attested, foreign: Foreign | None = None
    ) -> None:
        """Look words up.

        Args:
            analyzer: the one that the index was made with.
            lexicon: the dictionary.
            attested: which terms the passages of a language hold.
            foreign: the names of the corpus, where they are to be known by their sound.
        """
        self.analyzer = analyzer
        self.lexicon = lexicon
        self.attested = attested
        self._foreign = foreign
        self._known: dict[str, _Made | None] = {}

    def own(self, tokens: Sequence[Token], i: int) -> tuple[Alternative, ...]:
        """The word in its own language: itself, its other names, and for much less what else may say it or its phrase."""
        found: dict[str, float] = {}
        for part in _phrases_with(tokens, i):
            for synonym in self.lexicon.synonyms(key(part))[:SYNONYMS]:
                found[synonym.text] = max(synonym.weight, found.get(synonym.text, 0.0))
        synonyms = self._written([(text, SYNONYM * weight) for text, weight in found.items()])
        names = [self._itself(tokens[i]), *self._names(tokens[i : i + 1]), *self._compounds(tokens, i)]
        known = {a.surface for a in names}
        return strongest_first([*names, *(s for s in synonyms if s.surface not in known)])

    def _compounds(self, tokens: Sequence[Token], i: int) -> Iterator[Alternative]:
        """The Latin word joined with a neighbour, or parted, where it is texts that write it so: fan base and fanbase."""
        token = tokens[i]
        if token.chinese or not token.surface.isalpha():
            return
        for pair in pairwise(tokens[max(0, i - 1) : i + 2]):
            if all(t.surface.isalpha() and not t.chinese for t in pair) and len(pair[1].surface) > 1:
                yield from self._held("".join(t.surface for t in pair))
        if not self._held(token.surface):
            for cut in range(PART, len(token.surface) - PART + 1):
                yield from self._held(f"{token.surface[:cut]} {token.surface[cut:]}")

    def _held(self, written: str) -> list[Alternative]:
        """An English word or phrase as index terms, if passages hold all of them."""
        made = self.as_written(written, 1.0)
        return [made] if made and len(self.attested("en", made.terms)) == len(made.terms) else []

    def _names(self, part: Sequence[Token]) -> list[Alternative]:
        """The other names of a word, which texts of every language may use, each in full."""
        made = (self.as_written(name, 1.0) for name in self.lexicon.aliases(key(part)))
        return [alternative for alternative in made if alternative]

    def _itself(self, token: Token) -> Alternative:
        """The word; one that was joined from several, by what those were indexed as."""
        cut = self.analyzer.cut(token.surface) if token.chinese else token.term.split()
        if len(cut) > 1 and (made := self.as_written(token.surface, 1.0)):
            return made
        stems = () if token.chinese else (token.term,)
        return Alternative((word_term(token.term),), 1.0, token.surface, stems)

    def entities(self, tokens: Sequence[Token]) -> Iterator[Group]:
        """The Chinese names in a question, those that the dictionary has as names alone, the longest first, in all languages."""
        i = 0
        while i < len(tokens):
            sizes = range(min(LONGEST_PHRASE, len(tokens) - i), 0, -1)
            parts = (tokens[i : i + size] for size in sizes)
            part = next((p for p in parts if p[0].chinese and phrase(p) and self._is_name(joined(p))), None)
            if part:
                name = joined(part)
                ways = (
                    self.as_written(t, 1.0) for t in (name, *(t.text for t in self.lexicon.english(name)))
                )
                yield Group(name, tuple(way for way in ways if way))
            i += len(part) if part else 1

    def _is_name(self, word: str) -> bool:
        return len(word) > 1 and bool(self.lexicon.english(word)) and not self.lexicon.ordinary(word)

    def phrases(
        self, tokens: Sequence[Token], language: Language
    ) -> Iterator[tuple[str, tuple[Alternative, ...]]]:
        """The phrases of a question with the ways in which the other language, `language`, says them."""
        i = 0
        while i < len(tokens):
            size, word, found = self._longest(tokens, i, language)
            if size == 1 and (name := self._name(tokens, i, language)):
                size, word, found = name
            if (heard := self._heard(tokens, i, language)) and heard[0] >= size:
                size, word, found = heard if heard[0] > size else (size, word, [*heard[2], *found])
            if size > 1 or content(tokens[i]):
                yield word, self._translated(tokens[i : i + size], found, language)
            i += size

    def borrowed(self, token: Token, language: Language) -> tuple[Alternative, ...]:
        """The word as the other language, `language`, says it, for texts that hold both."""
        found = self._look_up([token], language)
        return self._translated([token], found, language) if found else ()

    def _name(self, tokens: Sequence[Token], i: int, language: Language) -> Found | None:
        """A Chinese name at `i`, in pinyin or in characters, as the other language writes it."""
        if language == "en":
            name, end = chinese_name(tokens, i)
            known = not name or self.lexicon.ordinary(name)
            latin = () if known else name_in_pinyin(name, self.lexicon.syllable)
            size = sum(1 for t in tokens[i : i + len(name)] if t.end <= end)
            return (size, name, [Translation(" ".join(latin), 1.0)]) if latin else None
        pair = tokens[i : i + 2]
        if any(t.chinese or not t.surface.isalpha() or not content(t) for t in pair):
            pair = pair[:1]
        if len(pair) == 2 and (
            found := names_in_characters([t.surface for t in pair], self.lexicon.characters, self.attested)
        ):
            return 2, joined(pair), [Translation(n, 1.0) for n in found]
        return self._sound(pair[0])

    def _heard(self, tokens: Sequence[Token], i: int, language: Language) -> Found | None:
        """A foreign name at `i` that no dictionary has, by its sound; in a long text the other words tell what is meant."""
        if self._foreign is None or len(tokens) > MENDED or tokens[i].chinese == (language == "zh"):
            return None
        return self._foreign.in_latin(tokens, i) if language == "en" else self._foreign.in_chinese(tokens, i)

    def _sound(self, token: Token) -> Found | None:
        """A Latin word that no dictionary has, or none as English, as pinyin."""
        if token.chinese or not token.surface.isalpha():
            return None
        known = self.lexicon.chinese([token.term])
        if known and self.lexicon.synonyms(token.term):
            return None
        heard = [] if known else names_of_sound(token.surface, self.lexicon.characters, self.attested)
        heard = heard or surnames_of_sound(token.surface, self.lexicon.characters, self.attested)
        return (1, token.surface, [*known, *(Translation(n, 1.0) for n in heard)]) if heard else None

    def _longest(
        self, tokens: Sequence[Token], i: int, language: Language
    ) -> tuple[int, str, Sequence[Translation]]:
        """The longest phrase at `i` that the dictionary knows: its number of tokens, its words, its translations."""
        for size in range(min(LONGEST_PHRASE, len(tokens) - i), 0, -1):
            part = tokens[i : i + size]
            if size > 1 and not phrase(part):
                continue
            found = self._look_up(part, language)
            if found:
                return size, joined(part), found
        token = tokens[i]
        if language == "zh":
            partly = self.lexicon.chinese_partly(token.term)
            return 1, token.surface, [Translation(t.text, t.weight / 2) for t in partly]
        return 1, token.surface, self._by_parts(token.surface) if token.chinese else []

    def _look_up(self, part: Sequence[Token], language: Language) -> Sequence[Translation]:
        if part[0].chinese == (language == "zh"):
            return []
        return (
            self.lexicon.chinese(key(part).split()) if language == "zh" else self.lexicon.english(key(part))
        )

    def _by_parts(self, word: str) -> Sequence[Translation]:
        """Translations of the longest words at the two ends of a Chinese word that the dictionary lacks."""
        for size in range(len(word) - 1, 1, -1):
            for part in (word[-size:], word[:size]):
                if found := self.lexicon.english(part):
                    return [Translation(t.text, t.weight / 2) for t in found]
        return []

    def _translated(
        self, part: Sequence[Token], found: Sequence[Translation], language: Language
    ) -> tuple[Alternative, ...]:
        """The translations as index terms, weights damped; a word may also stand in the text as it is."""
        itself = [*self._phrase_itself(part, language), *self._names(part)]
        best = max((t.weight for t in found), default=1.0)
        out = {a.surface: a for a in itself}
        weighed = [(t.text, (t.weight / best) ** DAMPING[language]) for t in found]
        for made in self._written(weighed):
            if made.surface not in out and made.surface not in GRAMMAR:
                out[made.surface] = made
        loose = self._loosely([*out.values()]) if language == "zh" else ()
        return strongest_first((*out.values(), *loose))

    def _loosely(self, ways: Sequence[Alternative]) -> Iterator[Alternative]:
        """The words of Chinese phrases wherever they stand in a sentence, for less."""
        for way, made in zip(ways, self._made([way.surface for way in ways]), strict=True):
            if made and len(made.tokens) > 1 and not way.surface.isascii():
                words = tuple(t.surface for t in made.tokens)
                if min(map(len, words)) > 1:
                    terms = tuple(term for token in made.tokens for term in _terms(token))
                    yield Alternative(terms, APART * way.weight, " ".join(words), apart=words)

    def _phrase_itself(self, part: Sequence[Token], language: Language) -> list[Alternative]:
        """A Latin phrase in any text, a Chinese one in Chinese text."""
        if part[0].chinese:
            made = self.as_written(joined(part), 1.0) if language == "zh" else None
            return [made] if made else []
        if len(part) == 1:
            return [self._itself(part[0])]
        words = [t for t in part if content(t)] or part
        stems = tuple(s for t in words for s in t.term.split())
        return [Alternative(tuple(map(word_term, stems)), 1.0, " ".join(t.surface for t in part), stems)]

    def as_written(self, text: str, weight: float) -> Alternative | None:
        """A text as index terms: pairs of characters where Chinese, stems of content words and particles where Latin.

        Where those are but single letters or particles (put off), all its words count.
        """
        found = self._written([(text, weight)])
        return found[0] if found else None

    def _written(self, weighed: Sequence[tuple[str, float]]) -> list[Alternative]:
        """Those of several texts that have index terms as these, with their weights: soon done of many."""
        made = self._made([text for text, _ in weighed])
        ways = ((one.way, weight) for one, (_, weight) in zip(made, weighed, strict=True) if one)
        return [Alternative(way.terms, weight, way.surface, way.stems, way.whole) for way, weight in ways]

    def _made(self, texts: Sequence[str]) -> list[_Made | None]:
        """Texts as index terms, made once for each, as the same ones come again and again."""
        known = self._known if len(self._known) < KNOWN else {}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, map(_made_of, self.analyzer.analyze_each(new)), strict=True))
        self._known = known
        return [known[text] for text in texts]


def _made_of(analyzed: Analyzed) -> _Made | None:
    tokens, surface = analyzed.tokens, analyzed.folded.text
    if not tokens:
        return None
    if any(t.chinese for t in tokens):
        if len(surface) == 1:
            return _Made(Alternative((word_term(surface),), 1.0, surface, whole=True), tokens)
        return _Made(Alternative(tuple(_character_terms(tokens)), 1.0, surface), tokens)
    words = [t for t in tokens if content(t) or t.surface in PARTICLES]
    if all(t.surface in PARTICLES or len(t.surface) == 1 for t in words):
        words = list(tokens)
    stems = tuple(t.term for t in words)
    return _Made(Alternative(tuple(map(word_term, stems)), 1.0, surface, stems), tokens)


def strongest_first(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """In the order of their weights; ties go by what is written."""
    return tuple(sorted(alternatives, key=lambda a: (-a.weight, a.surface)))


def _phrases_with(tokens: Sequence[Token], i: int) -> Iterator[Sequence[Token]]:
    """The word by itself, and the short phrases that it is in."""
    yield tokens[i : i + 1]
    for start in range(max(0, i - SYNONYM_PHRASE + 1), i + 1):
        for end in range(max(i, start + 1) + 1, min(len(tokens), start + SYNONYM_PHRASE) + 1):
            if phrase(tokens[start:end]):
                yield tokens[start:end]


def _character_terms(tokens: Sequence[Token]) -> Iterator[str]:
    """What the character view has of a text: the pairs of each run of Chinese, and Latin words whole."""
    for run, chinese in runs(tokens):
        yield from map(character_term, (chinese and _pairs(run)) or [run])


def _terms(token: Token) -> Iterable[str]:
    """The index terms of one word, of several characters where it is Chinese."""
    return map(character_term, _pairs(token.surface)) if token.chinese else [word_term(token.term)]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]
