"""How texts answer what a question asks in other words: where somebody is from, they say where she was born."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.alternatives import Alternatives
from retrieval.analysis.analyzer import Analyzed
from retrieval.lexicon import Cue
from retrieval.model import Group

_WORDS_BETWEEN: Final = r" (?:\S+ ){0,6}?"
_CHARACTERS_BETWEEN: Final = ".{0,12}?"


def cues_of(analyzed: Analyzed, alternatives: Alternatives) -> tuple[Group, ...]:
    """For each expression in a question that texts answer in other words, those words in both languages.

    Args:
        analyzed: the question.
        alternatives: the ways to say words.
    """
    folded = analyzed.folded.text
    stems = " ".join(["", *(token.term for token in analyzed.tokens), ""])
    found = (cue for key in _keys(analyzed) for cue in alternatives.lexicon.cues(key))
    asked = dict.fromkeys(cue for cue in found if _asks(folded, cue, "") or _asks(stems, cue, " "))
    return tuple(_group(cue, alternatives) for cue in asked)


def _keys(analyzed: Analyzed) -> Iterator[str]:
    """What an expression in the question may begin with: a stem, or two characters of Chinese."""
    for token in analyzed.tokens:
        if token.chinese:
            yield from (analyzed.folded.text[i : i + 2] for i in range(token.start, token.end))
        else:
            yield token.term


def _asks(text: str, cue: Cue, border: str) -> bool:
    """Whether a text has the parts of an expression, one soon after the other, with this at either end of each."""
    if cue.asked[0] not in text:
        return False
    between = _WORDS_BETWEEN if border else _CHARACTERS_BETWEEN
    return re.search(f"{border}{between.join(map(re.escape, cue.asked))}{border}", text) is not None


def _group(cue: Cue, alternatives: Alternatives) -> Group:
    made = (alternatives.as_written(text, 1.0) for text in cue.answered)
    return Group("…".join(cue.asked), tuple(way for way in made if way), meaning=False)
