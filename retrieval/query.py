"""Question to query: its words, what they may be called in each language, and what kind of thing is asked.

For passages in the question's own language each word stands for itself, beside the pairs of its characters.
For the other language a word is a group of its translations (Pirkola 1998), the longest phrase first; where
the dictionary lacks a phrase, its parts are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from retrieval.analysis.analyzer import (
    Analyzed,
    Analyzer,
    Token,
    character_term,
    grams,
    language_of,
    runs,
    word_term,
)
from retrieval.analysis.stopwords import (
    CHINESE_FUNCTION_WORDS,
    CHINESE_QUESTION_WORDS,
    ENGLISH_FUNCTION_WORDS,
    ENGLISH_QUESTION_WORDS,
)
from retrieval.kinds import chinese_name, kind_of
from retrieval.lexicon import Lexicon, Translation
from retrieval.lexicon.names import Attested, name_in_pinyin, names_in_characters
from retrieval.model import Alternative, Group, Kind, Language, Query, Question

CHARACTER_WEIGHT: Final = 0.5
SYNONYM: Final = 0.5  # what a synonym counts for
SYNONYMS: Final = 8
SYNONYM_PHRASE: Final = 3  # words
LONGEST_PHRASE: Final = 4
DAMPING: Final = {"zh": 0.3, "en": 0.4}  # by language of the passages: how little a translation's rank counts
_ASKING_WHO: Final = frozenset("who whom 谁 哪位 哪些人 何人 什么人 哪几个人 哪两个人".split())
_PASSIVE: Final = frozenset("was were is are got been 被 遭 遭到 受 受到 挨 挨了".split())
_DROPPED: Final = (
    CHINESE_QUESTION_WORDS | CHINESE_FUNCTION_WORDS | ENGLISH_QUESTION_WORDS | ENGLISH_FUNCTION_WORDS
)


def build_query(question: Question, analyzer: Analyzer, lexicon: Lexicon, attested: Attested) -> Query:
    """The query of a question; its readings are empty where it has no word to look up.

    Args:
        question: the question.
        analyzer: the one that the index was made with.
        lexicon: the dictionary.
        attested: which terms the passages of a language hold.
    """
    analyzed = analyzer.analyze(question.text)
    language = language_of(analyzed.folded.text)
    tokens = _without_numbers(analyzed)
    counted = tuple(_numbers(analyzed))
    own = (*counted, *_own_groups(tokens, analyzer, lexicon))
    here: Language = "zh" if language == "zh" else "en"
    there: Language = "en" if here == "zh" else "zh"
    translated = (*counted, *_translated(tokens, analyzer, lexicon, attested, there))
    borrowed = _borrowed(tokens, analyzer, lexicon, there)
    readings = {
        there: _mixed(
            translated, there, {g.word: _as_written(g.word, analyzer) for g in translated}, attested
        ),
        here: _mixed(own, here, borrowed, attested),
        "und": _mixed(own, "und", borrowed, attested),
    }
    kind = kind_of(analyzed.folded.text)
    focus = _focus(tokens) if kind is Kind.WHO else None
    words = {g.word: _as_asked(g.word, analyzed, question.text) for g in own if g.meaning}
    return Query(question, language, kind, readings if own else {}, words, focus)


def _borrowed(
    tokens: Sequence[Token], analyzer: Analyzer, lexicon: Lexicon, there: Language
) -> dict[str, list[Alternative]]:
    """The words of a question as the other language says them, for texts that hold both: by word."""
    found = {t.surface: (_look_up([t], lexicon, there), t) for t in tokens if _content(t)}
    return {
        word: list(_alternatives([t], said, analyzer, there)) for word, (said, t) in found.items() if said
    }


def _as_written(word: str, analyzer: Analyzer) -> list[Alternative]:
    made = _alternative(word, 1.0, analyzer)
    return [made] if made else []


def _mixed(
    groups: Sequence[Group],
    language: Language,
    borrowed: Mapping[str, Sequence[Alternative]],
    attested: Attested,
) -> tuple[Group, ...]:
    """The groups, each also with what texts of this language hold of the other: a Chinese title above an English text."""
    held = attested(language, {t for found in borrowed.values() for a in found for t in a.terms})
    out = []
    for group in groups:
        known = {a.surface for a in group.alternatives}
        more = (
            a for a in borrowed.get(group.word, ()) if a.surface not in known and held.issuperset(a.terms)
        )
        mixed = _strongest_first([*group.alternatives, *more]) if group.meaning else group.alternatives
        out.append(replace(group, alternatives=mixed))
    return tuple(out)


def _focus(tokens: Sequence[Token]) -> str | None:
    """What was done to the one asked for: "punished" in "who was punished in the affair", 处罚 in 谁被处罚了.

    Only such questions tell it by their words alone; in others the one asked for is not who it happened to.
    """
    at = next((i for i, t in enumerate(tokens) if t.surface in _ASKING_WHO), None)
    after = tokens[at + 1 :] if at is not None else ()
    if not after or after[0].surface not in _PASSIVE:
        return None
    content = [t.surface for t in after[1:] if _content(t)]
    return next(reversed(content) if after[0].chinese else iter(content), None)


def _as_asked(word: str, analyzed: Analyzed, text: str) -> str:
    """A word as it stands in the question, not folded."""
    at = analyzed.folded.text.find(word)
    return analyzed.folded.original(at, at + len(word)).of(text) if at >= 0 else word


def _without_numbers(analyzed: Analyzed) -> tuple[Token, ...]:
    """The tokens that are no part of a number."""
    inside = {i for n in analyzed.numbers for i in range(n.start, n.end)}
    return tuple(t for t in analyzed.tokens if t.start not in inside)


def _numbers(analyzed: Analyzed) -> Iterator[Group]:
    """A group per number or day, the same in every language: numbers are found in whatever form."""
    for number in dict.fromkeys(n.term for n in analyzed.numbers):
        first = next(n for n in analyzed.numbers if n.term == number)
        shown = analyzed.folded.text[first.start : first.end]
        yield Group(shown, (Alternative((word_term(number),), 1.0, shown, (number,)),))


def _content(token: Token) -> bool:
    return token.surface not in _DROPPED and token.term not in _DROPPED


def _own_groups(tokens: Sequence[Token], analyzer: Analyzer, lexicon: Lexicon) -> Iterator[Group]:
    """The words of the question as they are, and the characters of its Chinese runs."""
    seen: set[str] = set()
    for i, token in enumerate(tokens):
        if _content(token) and token.term not in seen:
            seen.add(token.term)
            synonyms = _synonyms(tokens, i, analyzer, lexicon)
            yield Group(token.surface, _strongest_first([_itself(token), *synonyms]))
    for run in _content_runs(tokens):
        for gram in grams(run):
            if (term := character_term(gram)) not in seen:
                seen.add(term)
                yield Group(gram, (Alternative((term,), 1.0, gram),), CHARACTER_WEIGHT, meaning=False)


def _synonyms(tokens: Sequence[Token], i: int, analyzer: Analyzer, lexicon: Lexicon) -> Iterator[Alternative]:
    """What else in the same language may say the word, or a phrase that it is in, for much less than the word."""
    found: dict[str, float] = {}
    for part in _phrases_with(tokens, i):
        for synonym in lexicon.synonyms(_key(part))[:SYNONYMS]:
            found[synonym.text] = max(synonym.weight, found.get(synonym.text, 0.0))
    for text, weight in found.items():
        if made := _alternative(text, SYNONYM * weight, analyzer):
            yield made


def _phrases_with(tokens: Sequence[Token], i: int) -> Iterator[Sequence[Token]]:
    """The word by itself, and the short phrases that it is in."""
    yield tokens[i : i + 1]
    for start in range(max(0, i - SYNONYM_PHRASE + 1), i + 1):
        for end in range(max(i, start + 1) + 1, min(len(tokens), start + SYNONYM_PHRASE) + 1):
            if _phrase(tokens[start:end]):
                yield tokens[start:end]


def _key(part: Sequence[Token]) -> str:
    """A word or phrase as synonyms are looked up: Chinese as it is, Latin by stems."""
    return "".join(t.surface for t in part) if part[0].chinese else " ".join(t.term for t in part)


def _itself(token: Token) -> Alternative:
    stems = () if token.chinese else (token.term,)
    return Alternative((word_term(token.term),), 1.0, token.surface, stems)


def _content_runs(tokens: Sequence[Token]) -> Iterator[str]:
    """Chinese content words that touch, joined."""
    run, end = "", -1
    for token in tokens:
        joined = token.chinese and _content(token)
        if run and (not joined or token.start != end):
            yield run
            run = ""
        if joined:
            run += token.surface
            end = token.end
    if run:
        yield run


def _translated(
    tokens: Sequence[Token], analyzer: Analyzer, lexicon: Lexicon, attested: Attested, language: Language
) -> Iterator[Group]:
    """A group per phrase of the question, as the other language may say it."""
    seen: set[str] = set()
    i = 0
    while i < len(tokens):
        size, word, found = _longest(tokens, i, lexicon, language)
        if size == 1 and (name := _name(tokens, i, lexicon, attested, language)):
            size, word, found = name
        if (size > 1 or _content(tokens[i])) and word not in seen:
            seen.add(word)
            alternatives = _alternatives(tokens[i : i + size], found, analyzer, language)
            yield Group(word, alternatives)
        i += size


def _name(
    tokens: Sequence[Token], i: int, lexicon: Lexicon, attested: Attested, language: Language
) -> tuple[int, str, Sequence[Translation]] | None:
    """A Chinese name at `i`, in pinyin or in characters, as the other language writes it."""
    if language == "en":
        name, end = chinese_name(tokens, i)
        latin = name_in_pinyin(name, lexicon.syllable) if name and not lexicon.ordinary(name) else ()
        size = sum(1 for t in tokens[i:] if t.end <= end)
        return (size, name, [Translation(" ".join(latin), 1.0)]) if latin else None
    pair = tokens[i : i + 2]
    if len(pair) < 2 or any(t.chinese or not t.surface.isalpha() or not _content(t) for t in pair):
        return None
    found = names_in_characters([t.surface for t in pair], lexicon.characters, attested)
    return (2, _joined(pair), [Translation(n, 1.0) for n in found]) if found else None


def _longest(
    tokens: Sequence[Token], i: int, lexicon: Lexicon, language: Language
) -> tuple[int, str, Sequence[Translation]]:
    """The longest phrase at `i` that the dictionary knows: its number of tokens, its words, its translations."""
    for size in range(min(LONGEST_PHRASE, len(tokens) - i), 0, -1):
        part = tokens[i : i + size]
        if size > 1 and not _phrase(part):
            continue
        found = _look_up(part, lexicon, language)
        if found:
            return size, _joined(part), found
    token = tokens[i]
    if language == "zh":
        return (
            1,
            token.surface,
            [Translation(t.text, t.weight / 2) for t in lexicon.chinese_partly(token.term)],
        )
    return 1, token.surface, _by_parts(token.surface, lexicon) if token.chinese else []


def _phrase(part: Sequence[Token]) -> bool:
    """Whether tokens may be one phrase: of one script, touching where Chinese, begun by a word of content."""
    if any(t.chinese != part[0].chinese for t in part):
        return False
    if part[0].chinese:
        return all(a.end == b.start for a, b in pairwise(part)) and any(map(_content, part))
    return _content(part[0])


def _joined(part: Sequence[Token]) -> str:
    return ("" if part[0].chinese else " ").join(t.surface for t in part)


def _look_up(part: Sequence[Token], lexicon: Lexicon, language: Language) -> Sequence[Translation]:
    if language == "zh":
        return lexicon.chinese([t.term for t in part]) if not part[0].chinese else []
    return lexicon.english("".join(t.surface for t in part)) if part[0].chinese else []


def _by_parts(word: str, lexicon: Lexicon) -> Sequence[Translation]:
    """Translations of the longest words at the two ends of a Chinese word that the dictionary lacks."""
    for size in range(len(word) - 1, 1, -1):
        for part in (word[-size:], word[:size]):
            if found := lexicon.english(part):
                return [Translation(t.text, t.weight / 2) for t in found]
    return []


def _alternatives(
    part: Sequence[Token], found: Sequence[Translation], analyzer: Analyzer, language: Language
) -> tuple[Alternative, ...]:
    """The translations as index terms, weights damped; a word may also stand in the text as it is."""
    itself = _phrase_itself(part, analyzer, language)
    best = max((t.weight for t in found), default=1.0)
    out = {a.surface: a for a in itself}
    for translation in found:
        weight = (translation.weight / best) ** DAMPING[language]
        made = _alternative(translation.text, weight, analyzer)
        if made and made.surface not in out:
            out[made.surface] = made
    return _strongest_first(out.values())


def _strongest_first(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    return tuple(sorted(alternatives, key=lambda a: (-a.weight, a.surface)))


def _phrase_itself(part: Sequence[Token], analyzer: Analyzer, language: Language) -> list[Alternative]:
    """A Latin phrase in any text, a Chinese one in Chinese text."""
    if part[0].chinese:
        made = _alternative(_joined(part), 1.0, analyzer) if language == "zh" else None
        return [made] if made else []
    words = [t for t in part if _content(t)] or part
    terms = tuple(word_term(t.term) for t in words)
    return [Alternative(terms, 1.0, " ".join(t.surface for t in part), tuple(t.term for t in words))]


def _alternative(text: str, weight: float, analyzer: Analyzer) -> Alternative | None:
    """A translation as index terms: pairs of characters where Chinese, stems of content words where Latin."""
    analyzed = analyzer.analyze(text)
    tokens = analyzed.tokens
    surface = analyzed.folded.text
    if not tokens:
        return None
    if any(t.chinese for t in tokens):
        if len(surface) == 1:
            return Alternative((word_term(surface),), weight, surface, whole=True)
        return Alternative(tuple(_character_terms(tokens)), weight, surface)
    words = [t for t in tokens if _content(t)] or list(tokens)
    stems = tuple(t.term for t in words)
    return Alternative(tuple(map(word_term, stems)), weight, surface, stems)


def _character_terms(tokens: Sequence[Token]) -> Iterator[str]:
    """What the character view has of a text: the pairs of each run of Chinese, and Latin words whole."""
    for run, chinese in runs(tokens):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)] if chinese else []
        yield from map(character_term, pairs or [run])
