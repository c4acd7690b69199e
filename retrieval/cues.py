"""How texts answer what a question asks in other words: where somebody is from, they say where she was born."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.analysis.analyzer import Analyzed
from retrieval.lexicon import Lexicon
from retrieval.matching import PassageText, Sentence
from retrieval.model import Cue

_WORDS_BETWEEN: Final = r" (?:\S+ ){0,6}?"
_CHARACTERS_BETWEEN: Final = ".{0,12}?"

Expression = frozenset[str] | str
"""The stems of an English expression, or a Chinese one."""


def cues_of(analyzed: Analyzed, lexicon: Lexicon) -> tuple[Cue, ...]:
    """What a question asks that texts answer in other words."""
    folded = analyzed.folded.text
    stems = " ".join(["", *(token.term for token in analyzed.tokens), ""])
    found = (cue for key in dict.fromkeys(_keys(analyzed)) for cue in lexicon.cues(key))
    return tuple(
        dict.fromkeys(cue for cue in found if _in_chinese(folded, cue.asked) or _in_english(stems, cue.asked))
    )


def _keys(analyzed: Analyzed) -> Iterator[str]:
    """By what expressions in the question may be looked up: stems, and two characters of Chinese."""
    for token in analyzed.tokens:
        if token.chinese:
            yield from (analyzed.folded.text[i : i + 2] for i in range(token.start, token.end))
        else:
            yield token.term


def _in_chinese(text: str, parts: Sequence[str]) -> bool:
    return not parts[0].isascii() and _in_order(text, parts, "", _CHARACTERS_BETWEEN)


def _in_english(stems: str, parts: Sequence[str]) -> bool:
    return parts[0].isascii() and _in_order(stems, parts, " ", _WORDS_BETWEEN)


def _in_order(text: str, parts: Sequence[str], border: str, between: str) -> bool:
    """Whether a text has the parts of an expression, each soon after the one before."""
    if not all(f"{border}{part}{border}" in text for part in parts):
        return False
    expression = f"{border}{between.join(map(re.escape, parts))}{border}"
    return len(parts) == 1 or re.search(expression, text) is not None


def expressions_in(text: PassageText, cues: Sequence[Cue]) -> list[Expression]:
    """The expressions that answer, as far as any sentence of a passage may say them."""
    english = {one for cue in cues for one in cue.english if text.stems.issuperset(one)}
    chinese = {one for cue in cues for one in cue.chinese if one in text.folded}
    return [*english, *chinese]


def says_expression(sentence: Sentence, expression: Expression) -> bool:
    """Whether a sentence says an expression, in whatever order where it is English."""
    if isinstance(expression, str):
        return expression in sentence.folded
    return sentence.stems.issuperset(expression)
