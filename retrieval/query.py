"""Question to query: its words, what they may be called in each language, and what kind of thing is asked.

For passages in the question's own language each word stands for itself and its synonyms, beside the pairs of its
characters. For the other language a word is a group of its translations (Pirkola 1998), the longest phrase first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from retrieval.alternatives import SYNONYM, Alternatives, strongest_first
from retrieval.analysis.analyzer import (
    Analyzed,
    Token,
    character_term,
    grams,
    language_of,
    word_term,
)
from retrieval.asking import kind_of
from retrieval.cues import cues_of
from retrieval.lexicon.names import Attested
from retrieval.measures import measure_of
from retrieval.model import LANGUAGES, Alternative, Group, Kind, Language, Query, Question
from retrieval.things import thing_of
from retrieval.wording import Mend, content, content_runs, mended, with_names, words

CHARACTER_WEIGHT: Final = 0.5
_ASKING_WHO: Final = frozenset("who whom 谁 哪位 哪些人 何人 什么人 哪几个人 哪两个人".split())
_PASSIVE: Final = frozenset("was were is are got been 被 遭 遭到 受 受到 挨 挨了".split())


def build_query(
    question: Question,
    alternatives: Alternatives,
    mend: Mend = lambda *_: None,
    languages: Collection[Language] = LANGUAGES,
) -> Query:
    """The query of a question; its readings are empty where it has no word to look up.

    Args:
        question: the question.
        alternatives: the ways to say words, by the dictionary and for the corpus that is asked.
        mend: what was meant where a word was mistyped.
        languages: those for which it is read, beside its own.
    """
    analyzed = alternatives.analyzer.analyze(question.text)
    language = language_of(analyzed.folded.text)
    tokens, corrections = mended(words(analyzed, alternatives.lexicon), analyzed, question.text, mend)
    own = (*_numbers(analyzed), *_own_groups(tokens, alternatives))
    readings = _readings(language, own, tokens, analyzed, alternatives, languages)
    meant = _as_meant(analyzed.folded.text, corrections, alternatives)
    kind = kind_of(meant)
    thing = None if question.claim else thing_of(meant, kind)
    focus = _focus(tokens) if kind is Kind.WHO else None
    asked = {g.word: _as_asked(g.word, analyzed, question.text) for g in own if g.meaning}
    return Query(
        question,
        language,
        kind,
        readings if own else {},
        asked,
        focus,
        corrections,
        measure_of(meant, kind) if thing is None and not question.claim else None,
        thing,
        meant,
        cues=cues_of(analyzed, alternatives.lexicon),
        entities=tuple(alternatives.entities(tokens)),
    )


def _readings(
    language: Language,
    own: tuple[Group, ...],
    tokens: Sequence[Token],
    analyzed: Analyzed,
    alternatives: Alternatives,
    languages: Collection[Language],
) -> dict[Language, tuple[Group, ...]]:
    """What to look for in the passages of each language."""
    here: Language = "zh" if language == "zh" else "en"
    there: Language = "en" if here == "zh" else "zh"
    foreign = _foreign(tokens, alternatives, here)
    borrowed = {
        t.surface: (*alternatives.borrowed(t, there), *foreign.get(t.surface, ()))
        for t in tokens
        if content(t)
    }
    attested = alternatives.attested
    readings: dict[Language, tuple[Group, ...]] = {}
    if there in languages:
        translated = (*_numbers(analyzed), *_translated(tokens, alternatives, there))
        as_asked = {g.word: alternatives.as_written(g.word, 1.0) for g in translated}
        readings[there] = _mixed(translated, there, {w: (a,) for w, a in as_asked.items() if a}, attested)
    readings[here] = _mixed(own, here, borrowed, attested)
    if "und" in languages:
        readings["und"] = _mixed(own, "und", borrowed, attested)
    return readings


def _foreign(
    tokens: Sequence[Token], alternatives: Alternatives, here: Language
) -> dict[str, tuple[Alternative, ...]]:
    """What the words of the other script are called in the question's own language: the CEO in 小米的CEO是谁.

    Each word of a phrase is called what the phrase is; where texts of the language say it as it is asked, that is meant first.
    """
    found: dict[str, tuple[Alternative, ...]] = {}
    for chinese, run in groupby(tokens, lambda token: token.chinese):
        for word, ways in alternatives.phrases(tuple(run), here) if chinese != (here == "zh") else ():
            itself = {term for way in ways if way.surface == word for term in way.terms}
            worth = SYNONYM if itself and itself == alternatives.attested(here, itself) else 1.0
            called = tuple(replace(way, weight=worth * way.weight) for way in ways)
            found |= dict.fromkeys((word,) if chinese else word.split(), called)
    return found


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
        also = borrowed.get(group.word, ()) if group.meaning else ()
        more = [a for a in also if a.surface not in known and held.issuperset(a.terms)]
        ways = strongest_first([*group.alternatives, *more])
        out.append(replace(group, alternatives=ways) if more else group)
    return tuple(out)


def _focus(tokens: Sequence[Token]) -> str | None:
    """What was done to the one asked for: "punished" in "who was punished in the affair", 处罚 in 谁被处罚了.

    Only such questions tell it by their words alone; in others the one asked for is not who it happened to.
    """
    at = next((i for i, t in enumerate(tokens) if t.surface in _ASKING_WHO), None)
    after = tokens[at + 1 :] if at is not None else ()
    if not after or after[0].surface not in _PASSIVE:
        return None
    said = [t.surface for t in after[1:] if content(t)]
    return next(reversed(said) if after[0].chinese else iter(said), None)


def _as_asked(word: str, analyzed: Analyzed, text: str) -> str:
    """A word as it stands in the question, not folded."""
    at = analyzed.folded.text.find(word)
    return analyzed.folded.original(at, at + len(word)).of(text) if at >= 0 else word


def _as_meant(text: str, corrections: Mapping[str, str], alternatives: Alternatives) -> str:
    """The folded question with its mistyped words as they were meant."""
    for written, meant in corrections.items():
        text = text.replace(alternatives.analyzer.fold(written).text, meant)
    return text


def _numbers(analyzed: Analyzed) -> Iterator[Group]:
    """A group per number or day, the same in every language: numbers are found in whatever form."""
    for number in dict.fromkeys(n.term for n in analyzed.numbers):
        first = next(n for n in analyzed.numbers if n.term == number)
        shown = analyzed.folded.text[first.start : first.end]
        yield Group(shown, (Alternative((word_term(number),), 1.0, shown, (number,)),))


def _own_groups(tokens: Sequence[Token], alternatives: Alternatives) -> Iterator[Group]:
    """The words of the question as they are, and the characters of its Chinese runs."""
    seen: set[str] = set()
    whole = with_names(tokens, alternatives.attested)
    for i, token in enumerate(whole):
        if content(token) and token.term not in seen:
            seen.add(token.term)
            yield Group(token.surface, alternatives.own(whole, i))
    for run in content_runs(tokens):
        for gram in grams(run):
            if (term := character_term(gram)) not in seen:
                seen.add(term)
                yield Group(gram, (Alternative((term,), 1.0, gram),), CHARACTER_WEIGHT, meaning=False)


def _translated(tokens: Sequence[Token], alternatives: Alternatives, language: Language) -> Iterator[Group]:
    """A group per phrase of the question, as the other language may say it."""
    seen: set[str] = set()
    for word, ways in alternatives.phrases(tokens, language):
        if word not in seen:
            seen.add(word)
            yield Group(word, ways)
