"""Words that a text itself gives in both languages: `许斐 (Xu Fei)`, `machine learning（机器学习）`.

What is inside the brackets is delimited exactly, what stands before them only where it is quoted. So a mention
holds all that may be meant, and which of it is meant is decided when the mentions of all documents are at hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.folding import HAN
from retrieval.analysis.stopwords import CHINESE_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS
from retrieval.model import Document

_BRACKET: Final = re.compile(r"[(（]([^()（）\n]{2,80})[)）]")
_QUOTED: Final = re.compile(
    r"(?:“([^“”]{2,60})”|「([^「」]{2,60})」|『([^『』]{2,60})』|《([^《》]{2,60})》)$"
)
_HAN: Final = re.compile(f"[{HAN}]")
_DOTS: Final = "·•‧・"
_HAN_NAME: Final = re.compile(rf"[{HAN}][{HAN}{_DOTS}]{{1,19}}")
_HAN_TAIL: Final = re.compile(rf"[{HAN}{_DOTS}]{{2,24}}$")
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_WORD: Final = rf"(?:[{_LATIN}][{_LATIN}0-9'’&-]*|[A-Za-z](?:\.[A-Za-z])*\.)"
_LATIN_NAME: Final = re.compile(rf"{_WORD}(?: (?:&|{_WORD}))*")
_LATIN_TAIL: Final = re.compile(rf"(?<![{_LATIN}0-9'’&.@/_:-])(?:{_WORD} (?:& )?)*{_WORD}$")
_WHOLE: Final = re.compile('["“].*["”]')
_PARTS: Final = re.compile(r"\s*[,，;；、]\s*")
_LABEL: Final = re.compile(
    r"\A(?:英[文语語](?:名称?|名稱|全称|全稱|简称|簡稱|缩写|縮寫)?|英|简称|簡稱|缩写|縮寫|全称|全稱|学名|學名|"
    r"中文(?:名称?|名稱)?|abbr\.|short for|or|又称|又稱|即)(?:[:：为為]|(?<=[.a-z]) |(?=[A-Z]))\s*"
)
_WRAPPING: Final = "\"“”'‘’*_《》「」 "
_CODE: Final = re.compile(r"(?![ei][A-Z])[a-z]+[A-Z]")  # getName, but iPhone
_FORMULA: Final = re.compile(r"(?=.*[a-z0-9])(?:[A-Z][a-z]?\d*){2,6}")  # NaCl, H2O, and with them SU7
_REMARK: Final = re.compile(
    "[图圖上下左右已未不非第约約含即原现現见見详詳注以又如曾在是等被另故因其此该該也仅僅或和与與及共]|来源|资料|編|编|译|譯|摄|前|后|後"
)
_JOINING: Final = frozenset("of the and for de la &".split())
_NO_BEGINNING: Final = CHINESE_FUNCTION_WORDS - frozenset("上下中里内后前时年月日号位种件起次")
_WORDS: Final = 6  # more are a sentence
_LOWER_WORDS: Final = 3
_LONGEST: Final = 12  # characters of a Chinese name, but for names with dots; offices have long ones
_QUOTED_LENGTH: Final = 16
_SEEN: Final = 64  # places where a candidate is looked for again; more would make long texts slow


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be meant before a bracket, and before how many different characters it stands in the document.

    What repeats after ever other characters is a word; what always follows the same one is a part of it.
    """

    text: str
    contexts: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """One bracket: the names inside, and what stands before it, the longest first, in the other language.

    `quoted` says that the one candidate is delimited by marks of its own.
    """

    names: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    quoted: bool = False


def mentions(document: Document, analyzer: Analyzer) -> list[Mention]:
    """The words that a document gives in both languages; Chinese simplified and in the document's order."""
    found = [m for b in document.blocks for m in _in_block(b.span.of(document.text), analyzer)]
    if not found:
        return []
    (text,) = analyzer.folded(["\n".join(b.span.of(document.text) for b in document.blocks)])
    wanted = {c.text for m in found for c in m.candidates if _HAN.match(c.text)}
    contexts = _contexts(text, wanted)
    return [
        Mention(m.names, tuple(Candidate(c.text, contexts.get(c.text, 0)) for c in m.candidates), m.quoted)
        for m in found
    ]


def _in_block(text: str, analyzer: Analyzer) -> Iterator[Mention]:
    opened = "(" in text or "（" in text  # which is sooner seen than a bracket is found
    for bracket in _BRACKET.finditer(text) if opened else ():
        parts = _parts(bracket.group(1).strip())
        before = text[max(0, bracket.start() - 120) : bracket.start()].rstrip(" *_")
        if latin := tuple(p for p in parts if _is_latin_name(p)):
            if _is_latin_name(parts[0]) and (mention := _chinese_before(before, latin, analyzer)):
                yield mention
        elif _is_chinese_name(parts[0]) and (mention := _english_before(before, parts[0], analyzer)):
            yield mention


def _parts(inside: str) -> list[str]:
    """The names inside a bracket, without the words that say what they are; a quotation is one, commas and all."""
    parts = [inside] if _WHOLE.fullmatch(inside) else _PARTS.split(inside)
    return [_LABEL.sub("", part.strip(_WRAPPING)).strip(_WRAPPING) for part in parts]


def _is_latin_name(text: str) -> bool:
    """Whether the text is a name or a term, and no unit, ticker, address, file, formula, code or sentence."""
    words = text.split(" ")
    if not _LATIN_NAME.fullmatch(text) or len(words) > _WORDS or any(map(_CODE.match, words)):
        return False
    if len(words) > 1:
        return True
    return len(text) > (1 if text.isupper() else 3) and not _FORMULA.fullmatch(text) and text[-1] != "."


def _is_chinese_name(text: str) -> bool:
    return bool(_HAN_NAME.fullmatch(text)) and len(text) <= _LONGEST and not _REMARK.match(text)


def _chinese_before(before: str, names: tuple[str, ...], analyzer: Analyzer) -> Mention | None:
    if quoted := _quoted(before):
        folded = analyzer.fold(quoted).text
        chinese = bool(_HAN.search(folded)) and len(folded) <= _QUOTED_LENGTH
        return Mention(names, (Candidate(folded),), quoted=True) if chinese else None
    tail = _HAN_TAIL.search(before)
    found = tuple(_ends(tail.group(), analyzer)) if tail else ()
    return Mention(names, found) if found else None


def _ends(run: str, analyzer: Analyzer) -> Iterator[Candidate]:
    """The ends of a run that begin where a word does and may be a name."""
    analyzed = analyzer.analyze(run)
    text = analyzed.folded.text
    for token in analyzed.tokens:
        end = text[token.start :]
        long = len(end) > _LONGEST and not any(dot in end for dot in _DOTS)
        if token.chinese and token.surface not in _NO_BEGINNING and not long and len(end) > 1:
            yield Candidate(end)


def _english_before(before: str, name: str, analyzer: Analyzer) -> Mention | None:
    names = (analyzer.fold(name).text,)
    if quoted := _quoted(before):
        return Mention(names, (Candidate(quoted),), quoted=True) if _is_latin_name(quoted) else None
    tail = _LATIN_TAIL.search(before)
    found = (
        [Candidate(text) for text in _tails(tail.group().split(" ")) if _is_latin_name(text)] if tail else []
    )
    return Mention(names, tuple(found)) if found else None


def _tails(words: Sequence[str]) -> Iterator[str]:
    """The ends of a run of capitalised words, or else of the last few words."""
    if words[-1][:1].islower():
        starts = range(max(0, len(words) - _LOWER_WORDS), len(words))
        yield from (" ".join(words[i:]) for i in starts if words[i].lower() not in ENGLISH_FUNCTION_WORDS)
        return
    start = len(words) - 1
    while start and (words[start - 1][:1].isupper() or words[start - 1] in _JOINING):
        start -= 1
    for i in range(max(start, len(words) - _WORDS), len(words)):
        if words[i][:1].isupper() and words[i].lower() not in ENGLISH_FUNCTION_WORDS:
            yield " ".join(words[i:])


def _quoted(before: str) -> str:
    """What stands in quotation or book marks at the end of a text."""
    found = _QUOTED.search(before)
    return next((part for part in found.groups() if part), "") if found else ""


def _contexts(text: str, wanted: Iterable[str]) -> Mapping[str, int]:
    """Before how many different characters each wanted text stands; one pass, however many are wanted."""
    ends: dict[str, list[int]] = {word[-2:]: [] for word in wanted}
    if not ends:
        return {}
    firsts = re.compile(f"[{re.escape(''.join(end[0] for end in ends))}]")
    for match in firsts.finditer(text, 0, len(text) - 1):  # most places begin no end, which is soon seen
        i = match.end() + 1
        places = ends.get(text[i - 2 : i])
        if places is not None and len(places) < _SEEN:
            places.append(i)
    seen: dict[str, set[str]] = defaultdict(set)
    for word in wanted:
        for end in ends[word[-2:]]:
            start = end - len(word)
            if start >= 0 and text.startswith(word, start):
                seen[word].add(text[start - 1 : start] if start else "\n")
    return {word: len(before) for word, before in seen.items()}
