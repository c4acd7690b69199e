"""Text to terms: the one analyzer that passages and questions share.

Two views of the same text are indexed side by side. The word view (`w:`) holds Chinese words and stems of
Latin words; the character view (`c:`) holds the single characters and the pairs of neighbours of each run
of Chinese, which finds names and compounds that a dictionary cuts otherwise. Latin words are in both.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Final, NamedTuple

from retrieval.analysis.folding import HAN, Folded, Simplify, fold, folded_apart, folded_together
from retrieval.analysis.irregular import LEMMAS
from retrieval.analysis.numbers import Number, numbers
from retrieval.analysis.segmentation import Cut, chinese_cutter
from retrieval.model import Language, Span

WORDS: Final = "w"
CHARACTERS: Final = "c"

OTHER_CJK: Final = "\u3040-\u30ff\uac00-\ud7af"
_NUMERAL: Final = r"\d+(?:[.,]\d+)+"
_LATIN: Final = rf"[^\W_{HAN}{OTHER_CJK}]+(?:['’](?=s\b|t\b))?"
_WORD: Final = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<number>{_NUMERAL})|(?P<latin>{_LATIN})|(?P<kana>[{OTHER_CJK}])"
)
_COUNTED: Final = re.compile(rf"([{HAN}]+)|({_NUMERAL}|{_LATIN}|[{OTHER_CJK}])")
_IS_NUMERAL: Final = re.compile(_NUMERAL)


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


class Analyzer:
    """Folds, cuts and stems. Immutable after it is made, and safe to share between threads that take turns."""

    VERSION: Final = 4  # raise it when the same text would give other terms

    def __init__(self, cut: Cut, simplify: Simplify, stem: Callable[[str], str]) -> None:
        self._cut = cut
        self._simplify = simplify
        self._stem = lru_cache(maxsize=65_536)(stem)
        self._term = lru_cache(maxsize=65_536)(self._term_of)

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
        """The stem of one lower-case Latin word; other words come back as they are."""
        return self._stem(word) if word.isascii() and word.isalpha() else word

    def analyze(self, text: str) -> Analyzed:
        """The tokens of `text`, in order."""
        folded = self.fold(text)
        return Analyzed(folded, tuple(self._tokens(folded.text)), tuple(numbers(folded.text)))

    def cut(self, word: str) -> list[str]:
        """The words of a run of simplified Chinese."""
        return self._cut(word)

    def _tokens(self, text: str) -> Iterator[Token]:
        for match in _WORD.finditer(text):
            start, end, surface = match.start(), match.end(), match.group()
            if match.lastgroup == "han":
                for word in self._cut(surface):
                    yield Token(word, word, start, start + len(word), chinese=True)
                    start += len(word)
            elif match.lastgroup == "latin":
                surface = surface.rstrip("'’")
                yield Token(self.stem(surface), surface, start, start + len(surface), chinese=False)
            elif match.lastgroup == "number":
                yield Token(surface.replace(",", ""), surface, start, end, chinese=False)
            else:
                yield Token(surface, surface, start, end, chinese=False)

    def frequencies(self, texts: Iterable[str]) -> Counter[str]:
        """How often each index term of both views occurs in the texts together.

        The same terms as of `analyze`, counted without a token for each word: indexing spends its time here.
        """
        return self.counted(self.together(texts))

    def together(self, texts: Iterable[str]) -> str:
        """Texts as they are matched, between each two a mark that is in no word."""
        return folded_together(list(texts), self._simplify)

    def counted(self, folded: str) -> Counter[str]:
        """The `frequencies` of what was folded together."""
        found = _COUNTED.findall(folded)
        chinese = " ".join([run for run, _ in found if run])
        words = Counter(self._cut(chinese))
        characters = Counter(chinese)
        characters.update(map(add, chinese, chinese[1:]))
        for surface, count in Counter([other for _, other in found if other]).items():
            term = self._term(surface)
            words[term] += count
            characters[term] += count
        words.update([number.term for number in numbers(folded)])
        counts = {f"{WORDS}:{term}": count for term, count in words.items() if term != " "}
        pairs = {f"{CHARACTERS}:{gram}": count for gram, count in characters.items() if " " not in gram}
        return Counter(counts | pairs)

    def _term_of(self, surface: str) -> str:
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


def word_term(term: str) -> str:
    """The index term of a word."""
    return f"{WORDS}:{term}"


def character_term(gram: str) -> str:
    """The index term of one or two neighbouring characters."""
    return f"{CHARACTERS}:{gram}"


def grams(run: str) -> list[str]:
    """The characters of a run of Chinese and its pairs of neighbours."""
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]


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


def view_lengths(frequencies: Mapping[str, int]) -> dict[str, int]:
    """The number of terms in each view."""
    lengths = {WORDS: 0, CHARACTERS: 0}
    for term, count in frequencies.items():
        lengths[term[0]] += count
    return lengths


def language_of(text: str) -> Language:
    """`zh` where Chinese characters carry the text, `en` where Latin words do, else `und`.

    One Chinese character weighs as much as one Latin word of two letters: a Chinese sentence full of product
    names is still Chinese. Kana and hangul are neither.
    """
    han = _characters(rf"[{HAN}]+", text)
    if not han:
        return "en" if re.search(r"[A-Za-z]{2}", text) else "und"
    latin, other = _characters(r"[A-Za-z]{2,}", text), _characters(rf"[{OTHER_CJK}]+", text)
    if other <= han and 3 * han >= latin / 2:
        return "zh"
    return "en" if latin else "und"


def _characters(pattern: str, text: str) -> int:
    """The number of characters in all that matches."""
    return len("".join(re.findall(pattern, text)))
