"""EDGE: the operator's own words, a small TOML file that stands in front of the dictionary and is read again when it changes.

    words = ["极氪007"]                      kept whole, though a dictionary would cut them
    stop = ["大佬", "folks"]                 mean nothing in a question
    [aliases]                               other names for the same, in either language
    "央视" = ["CCTV", "China Central Television"]
    [translations]                          an English word or phrase, and what Chinese texts say
    "black PR" = ["黑公关", "网络水军"]

They are matched in questions alone, so nothing has to be indexed again for them.
"""

from __future__ import annotations

import difflib
import logging
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.folding import HAN
from retrieval.errors import LexiconError
from retrieval.lexicon import Lexicon, Translation
from retrieval.lexicon.layers import Layer

FILE: Final = "lexicon.toml"
_LISTS: Final = ("words", "stop")
_HAN: Final = re.compile(f"[{HAN}]")
_LOG: Final = logging.getLogger(__name__)

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class House:
    """What an operator has decided about words, as it was written."""

    words: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    aliases: Names = field(default_factory=dict)
    translations: Names = field(default_factory=dict)

    def names(self) -> Iterator[tuple[str, ...]]:
        """The groups of names that are each as good as the other.

        What Chinese texts say in Latin letters (KOL) is another name of the English, not a translation of it: it
        means the same in a text of either language.
        """
        yield from ((head, *others) for head, others in self.aliases.items())
        for head, said in self.translations.items():
            yield (head, *(text for text in said if not _HAN.search(text)))


class HouseFile:
    """The operator's file, as it was when it was last without fault."""

    def __init__(self, path: Path, *, required: bool) -> None:
        """Read the file.

        Args:
            path: the file.
            required: whether it is a fault that there is none; otherwise it is as good as an empty one.

        Raises:
            LexiconError: where the file cannot be used.
        """
        self._path = path
        self._required = required
        self._seen = self._stamp()
        self.house = self._read()

    def refresh(self) -> bool:
        """Read the file again where it has changed, and say whether the words are others than before.

        A file that has become faulty leaves the words of before in force, and is warned of once.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            before, self.house = self.house, self._read()
        except LexiconError as error:
            _LOG.warning("%s; what it said before stays in force", error)
            return False
        return before != self.house

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def _read(self) -> House:
        if self._seen is None and not self._required:
            return House()
        return read_house(self._path)


def read_house(path: Path) -> House:
    """What a file says.

    Raises:
        LexiconError: where it cannot be read, is not TOML, or says what no lexicon says; it names the place.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise LexiconError(path, f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise LexiconError(path, "is not UTF-8 text") from None
    except (ValueError, RecursionError) as error:  # a number of too many digits is no TOMLDecodeError
        raise LexiconError(path, f"is not TOML ({error})") from None
    try:
        return _house(tables)
    except ValueError as error:
        raise LexiconError(path, str(error)) from None


def _house(tables: Mapping[str, Any]) -> House:
    """What the tables say; a `ValueError` is a clause."""
    known = [f.name for f in fields(House)]
    for name in tables:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            mended = f"; did you mean {close[0]}?" if close else f"; it may have {', '.join(known)}"
            raise ValueError(f"has {name!r}, which means nothing there{mended}")
    lists = {name: _texts(tables.get(name, []), name) for name in _LISTS}
    names = {name: _names(tables.get(name, {}), name) for name in known if name not in _LISTS}
    for head in names["translations"]:
        if _HAN.search(head):
            raise ValueError(f"has {head!r} before the = in translations, where an English word should be")
    return House(lists["words"], lists["stop"], names["aliases"], names["translations"])


def _names(table: object, name: str) -> Names:
    if not isinstance(table, dict):
        raise ValueError(f"should have a table [{name}]")  # noqa: TRY004  one kind of fault, one error
    return {_text(head, name): _texts(said, f"{name}, for {head!r}") for head, said in table.items()}


def _texts(found: object, place: str) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"should have a list of texts in {place}")
    return tuple(_text(text, place) for text in found)


def _text(text: str, place: str) -> str:
    if not any(map(str.isalnum, text)):
        raise ValueError(f"has {text!r} in {place}, which is no word")
    return text


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is looked up: what it looks like in a folded question, and its stems where it is Latin."""

    surface: str
    key: str
    chinese: bool


class HouseLexicon(Layer):
    """A `Lexicon`: the operator's words first, and behind them the dictionary."""

    def __init__(self, house: House, base: Lexicon, analyzer: Analyzer) -> None:
        """Stand in front of a dictionary.

        Args:
            house: the operator's words.
            base: the dictionary.
            analyzer: the one that questions are analysed with.
        """
        super().__init__(base)
        self._analyzer = analyzer
        groups = [self._words(group) for group in house.names()]
        self._ignored = frozenset(w.surface for w in self._words(house.stop))
        self._whole = self._ignored | {w.surface for w in self._words(house.words)}
        self._whole |= {w.surface for group in groups for w in group}
        self._aliases = _others(groups)
        self._translations = _others(
            [*groups, *(self._words((head, *said)) for head, said in house.translations.items())],
            across=True,
        )

    def _words(self, texts: Iterable[str]) -> list[_Word]:
        return [word for text in texts if (word := self._word(text))]

    def _word(self, text: str) -> _Word | None:
        analyzed = self._analyzer.analyze(text)
        tokens = analyzed.tokens
        if not tokens:
            return None
        surface = " ".join(analyzed.folded.text[tokens[0].start : tokens[-1].end].split())
        chinese = any(t.chinese for t in tokens)
        return _Word(surface, surface if chinese else " ".join(t.term for t in tokens), chinese)

    def chinese(self, stems: Sequence[str]) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._before(" ".join(stems), self._base.chinese(stems))

    def english(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._before(word, self._base.english(word))

    def aliases(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return _once((*self._aliases.get(word, ()), *self._base.aliases(word)))

    def whole(self, phrase: str) -> bool:
        """See `Lexicon`."""
        return phrase in self._whole or self._base.whole(phrase)

    def ignored(self, word: str) -> bool:
        """See `Lexicon`."""
        return word in self._ignored or self._base.ignored(word)

    def _before(self, key: str, found: Sequence[Translation]) -> Sequence[Translation]:
        """The operator's translations, each the usual one, and behind them what was found."""
        own = self._translations.get(key, ())
        return [*(Translation(text, 1.0) for text in own), *(t for t in found if t.text not in own)]


def _others(groups: Iterable[Sequence[_Word]], *, across: bool = False) -> Names:
    """The others of each word's groups, by its key; `across` asks for those of the other language only."""
    out: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for word in group:
            out[word.key] += [
                o.surface for o in group if o.key != word.key and not (across and o.chinese == word.chinese)
            ]
    return {key: _once(others) for key, others in out.items()}


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
