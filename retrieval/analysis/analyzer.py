"""Text to terms: the one analyzer that passages and questions share.

Two views of the same text are indexed side by side. The word view (`w:`) holds Chinese words and stems of
Latin words; the character view (`c:`) holds the single characters and the pairs of neighbours of each run
of Chinese, which finds names and compounds that a dictionary cuts otherwise. Latin words are in both.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, repeat, takewhile
from operator import add
from sys import intern
from typing import Final, NamedTuple

from retrieval.analysis.folding import (
    APART,
    HAN,
    NOT_CHINESE,
    Folded,
    Simplify,
    fold,
    fold_each,
    folded_apart,
    folded_together,
)
from retrieval.analysis.frequencies import CHARACTERS, WORDS, Frequencies
from retrieval.analysis.irregular import LEMMAS
from retrieval.analysis.numbers import Number, number_terms, numbers
from retrieval.analysis.segmentation import Cut, chinese_cutter
from retrieval.model import Language, Span

OTHER_CJK: Final = "\u3040-\u30ff\uac00-\ud7af"
_NUMERAL: Final = r"\d+(?:[.,]\d+)+"
_AND: Final = r"[A-Za-z]{1,2}&[A-Za-z]{1,2}(?![A-Za-z\d])"  # R&D, AT&T
_LATIN: Final = rf"(?:{_AND}|[^\W_{HAN}{OTHER_CJK}]+(?:['’](?=s\b|t\b))?)"
_WORD: Final = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<number>{_NUMERAL})|(?P<latin>{_LATIN})|(?P<kana>[{OTHER_CJK}])"
)
_RUN: Final = re.compile(f"[{HAN}][{HAN}]*")  # one by itself first: that is soon found
_BETWEEN: Final = re.compile(f"([{HAN}][{HAN}]*)")
_OTHER: Final = re.compile(rf"{_NUMERAL}|{_LATIN}|[{OTHER_CJK}]")
_LATIN_RUN: Final = re.compile(r"[A-Za-z][A-Za-z]+")
_KANA_RUN: Final = re.compile(f"[{OTHER_CJK}][{OTHER_CJK}]*")
_NAMES: Final = re.compile(r"([a-z][a-z\d]*\d)s")
_IS_NUMERAL: Final = re.compile(_NUMERAL)
_LONGEST: Final = 40  # characters of a piece of which the terms are kept; more is seldom there again
_MOST: Final = 65_536  # pieces


class Token(NamedTuple):
    """A word of folded text: its term (the stem for Latin words), its surface, and where it stands there.

    A tuple, not a dataclass: there are thousands in every answer, and a tuple is made in a third of the time.
    """

    term: str
    surface: str
    start: int
    end: int
    chinese: bool


@dataclass(frozen=True, slots=True)
class Analyzed:
    """A text with its tokens, and the numbers in it; their offsets count in `folded.text`."""

    folded: Folded
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]

    def original(self, token: Token) -> Span:
        """Where the token stands in the text as it was written."""
        return self.folded.original(token.start, token.end)


class Parted(NamedTuple):
    """Folded text, with its runs of Chinese, and what stands before, between and behind them."""

    text: str
    others: list[str]
    runs: list[str]


class _Terms(dict[str, Sequence[str]]):
    """The terms of pieces of text, made once for each: the same ones come again and again.

    A dictionary, not a cached function, as it answers in a third of the time. Long pieces are not kept.
    """

    def __init__(self, make: Callable[[str], Sequence[str]]) -> None:
        self._make = make

    def __missing__(self, piece: str) -> Sequence[str]:
        terms = self._make(piece)
        if len(piece) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[piece] = terms
        return terms


class Analyzer:
    """Folds, cuts and stems. Immutable after it is made, and safe to share between threads that take turns."""

    VERSION: Final = 7  # raise it when the same text would give other terms

    def __init__(self, cut: Cut, simplify: Simplify, stem: Callable[[str], str]) -> None:
        self._cut = cut
        self._simplify = simplify
        self._stem = lru_cache(maxsize=65_536)(stem)
        self._terms = _Terms(self._terms_of)

    @property
    def fingerprint(self) -> str:
        """Changes whenever an index made with another analyzer must be made again."""
        probe = "KOL事件誰被處罰了？Analyzers fold ＳＵ７, 31,000 and 臺灣."
        terms = ",".join(t.term for t in self.analyze(probe).tokens)
        return hashlib.sha256(f"{self.VERSION}|{terms}".encode()).hexdigest()[:16]

    def fold(self, text: str) -> Folded:
        """The text as it is matched."""
        return fold(text, self._simplify)

    def folded(self, texts: Sequence[str]) -> list[str]:
        """Each text as it is matched, for who needs no way back; soon done of many."""
        return folded_apart(texts, self._simplify)

    def stem(self, word: str) -> str:
        """The stem of one lower-case Latin word; other words come back as they are, but for a name's plural: SU7s is su7."""
        if word.isascii() and word.isalpha():
            return self._stem(word)
        names = _NAMES.fullmatch(word)
        return names[1] if names else word

    def analyze(self, text: str) -> Analyzed:
        """The tokens of `text`, in order."""
        return self.analyze_each([text])[0]

    def analyze_each(self, texts: Sequence[str]) -> list[Analyzed]:
        """The tokens of each text: soon done of many."""
        folded = fold_each(texts, self._simplify)
        tokens = self._tokens([one.text for one in folded])
        return [
            Analyzed(one, found, tuple(numbers(one.text))) for one, found in zip(folded, tokens, strict=True)
        ]

    def cut(self, word: str) -> list[str]:
        """The words of a run of simplified Chinese."""
        return self._cut(word)

    def _tokens(self, texts: Sequence[str]) -> Iterator[tuple[Token, ...]]:
        """Those of each text; what is Chinese in them is cut together."""
        found = [[*_WORD.finditer(text)] for text in texts]
        runs = [match.group() for matches in found for match in matches if match.lastgroup == "han"]
        words = iter(self._cut(" ".join(runs)) if runs else ())
        for matches in found:
            tokens: list[Token] = []
            for match in matches:
                if match.lastgroup == "han":
                    tokens += _chinese_tokens([*takewhile(" ".__ne__, words)], match.start())
                else:
                    tokens.append(self._other_token(match))
            yield tuple(tokens)

    def _other_token(self, match: re.Match[str]) -> Token:
        start, surface = match.start(), match.group()
        if match.lastgroup == "latin":
            surface = surface.rstrip("'’")
            return Token(self.stem(surface), surface, start, start + len(surface), chinese=False)
        term = surface.replace(",", "") if match.lastgroup == "number" else surface
        return Token(term, surface, start, match.end(), chinese=False)

    def frequencies(self, texts: Iterable[str]) -> Frequencies:
        """How often each index term occurs in the texts together.

        The same terms as of `analyze`, counted without a token for each word: indexing spends its time here.
        """
        return self.counted(parted(self.together(texts)))

    def together(self, texts: Iterable[str]) -> str:
        """Texts as they are matched, between each two a mark that is in no word."""
        return folded_together(list(texts), self._simplify)

    def counted(self, folded: Parted) -> Frequencies:
        """The `frequencies` of what was folded together."""
        words = Counter(self._cut(" ".join(folded.runs)) if folded.runs else ())
        del words[" "]
        words.update(number_terms(folded.text))
        pieces = " ".join(folded.others).replace(APART, " ").split()
        shared = Counter(chain.from_iterable(map(self._terms.__getitem__, pieces)))
        return Frequencies(words, shared, _gram_counts(folded.runs))

    def _terms_of(self, piece: str) -> Sequence[str]:
        """The terms of what holds neither Chinese nor white space, over which no word reaches."""
        return tuple(map(self._term, _OTHER.findall(piece)))

    def _term(self, surface: str) -> str:
        """The term of a word that is not Chinese."""
        if _IS_NUMERAL.fullmatch(surface):
            return surface.replace(",", "")
        return self.stem(surface.rstrip("'’"))


def default_analyzer() -> Analyzer:
    """The analyzer of a normal set-up: rjieba or jieba, OpenCC `t2s`, Snowball English."""
    import opencc
    import Stemmer

    converter = opencc.OpenCC("t2s")
    stemmer = Stemmer.Stemmer("english")
    return Analyzer(
        chinese_cutter(), converter.convert, lambda word: stemmer.stemWord(LEMMAS.get(word, word))
    )


def parted(folded: str) -> Parted:
    """Folded text in its parts."""
    parts = [folded] if NOT_CHINESE.fullmatch(folded) else _BETWEEN.split(folded)
    return Parted(folded, parts[::2], parts[1::2])


def _chinese_tokens(words: Sequence[str], start: int) -> Iterator[Token]:
    """Words that touch, from `start` on."""
    borders = [*accumulate(map(len, words), initial=start)]
    return map(Token, words, words, borders, borders[1:], repeat(True))


def word_term(term: str) -> str:
    """The index term of a word."""
    return intern(f"{WORDS}:{term}")


def character_term(gram: str) -> str:
    """The index term of one or two neighbouring characters."""
    return intern(f"{CHARACTERS}:{gram}")


def grams(run: str) -> list[str]:
    """The characters of a run of Chinese and its pairs of neighbours."""
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]


def _gram_counts(runs: Iterable[str]) -> Counter[str]:
    """How often each character of runs of Chinese occurs, and each pair of neighbours."""
    counts = Counter("".join(runs))
    pairs: list[str] = []
    for run in runs:
        pairs += map(add, run, run[1:])
    counts.update(pairs)
    return counts


def runs(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Chinese words that touch, joined; every other token by itself, as its term."""
    run, end = "", -1
    for token in tokens:
        if not token.chinese or token.start != end:
            if run:
                yield run, True
            run = ""
        if token.chinese:
            run += token.surface
            end = token.end
        else:
            yield token.term, False
    if run:
        yield run, True


def language_of(text: str) -> Language:
    """`zh` where Chinese characters carry the text, `en` where Latin words do, else `und`.

    One Chinese character weighs as much as one Latin word of two letters: a Chinese sentence full of product
    names is still Chinese. Kana and hangul are neither.
    """
    if NOT_CHINESE.fullmatch(text) or not (han := _characters(_RUN, text)):
        return "en" if _LATIN_RUN.search(text) else "und"
    if 2 * han >= len(text):  # then it outweighs whatever else there is
        return "zh"
    latin = 0
    for run in _LATIN_RUN.finditer(text):
        latin += len(run.group())
        if latin / 2 > 3 * han:  # a few words do, where a Chinese name stands in English
            return "en"
    if _characters(_KANA_RUN, text) <= han:
        return "zh"
    return "en" if latin else "und"


def _characters(pattern: re.Pattern[str], text: str) -> int:
    """The number of characters in all that matches."""
    return len("".join(pattern.findall(text)))
