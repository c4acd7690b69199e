"""The words of a question as they are looked up: what carries meaning, joined where it is one, mended where mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Token, character_term
from retrieval.analysis.folding import HAN
from retrieval.analysis.stopwords import (
    CHINESE_FUNCTION_WORDS,
    CHINESE_QUESTION_WORDS,
    ENGLISH_FUNCTION_WORDS,
    ENGLISH_QUESTION_WORDS,
)
from retrieval.asking import asking
from retrieval.lexicon import Lexicon
from retrieval.lexicon.names import Attested

LONGEST_PHRASE: Final = 6  # words
LONGEST_WHOLE: Final = 16  # tokens of what is one word to those who ask: names of offices are long
MOST: Final = 500  # words of a question; a text of more is told by its first
MENDED: Final = 30  # words of a question; in a longer one the others tell what is meant
_DROPPED: Final = (
    CHINESE_QUESTION_WORDS | CHINESE_FUNCTION_WORDS | ENGLISH_QUESTION_WORDS | ENGLISH_FUNCTION_WORDS
)

_NUMERALS: Final = frozenset("〇零一二三四五六七八九十百千万亿两几")
_HAN_RUN: Final = re.compile(rf"[{HAN}]+")

Mend = Callable[[Sequence[Token], int, str], tuple[int, Token] | None]
"""The word that was meant by the tokens at an index, and how many of them it takes the place of.

Its last argument is the first of them as it was written, not folded.
"""


def content(token: Token) -> bool:
    """Whether an answer may be expected to say the word."""
    return token.surface not in _DROPPED and token.term not in _DROPPED


def phrase(part: Sequence[Token]) -> bool:
    """Whether tokens may be one phrase: of one script, touching where Chinese, begun by a word of content."""
    if any(t.chinese != part[0].chinese for t in part):
        return False
    if part[0].chinese:
        return all(a.end == b.start for a, b in pairwise(part)) and any(map(content, part))
    return content(part[0])


def joined(part: Sequence[Token]) -> str:
    """A phrase as it is written."""
    return ("" if part[0].chinese else " ").join(t.surface for t in part)


def key(part: Sequence[Token]) -> str:
    """A phrase as it is looked up: Chinese as it is, Latin by stems."""
    return ("" if part[0].chinese else " ").join(t.surface if t.chinese else t.term for t in part)


def words(analyzed: Analyzed, lexicon: Lexicon) -> list[Token]:
    """The tokens that are no part of a number or of what only asks, and that the operator has not ruled out, the operator's words whole.

    Of a long text the first `MOST`.
    """
    inside = {i for n in analyzed.numbers for i in range(n.start, n.end)}
    asks = {i for start, end in asking(analyzed.folded.text) for i in range(start, end)}
    kept = (
        t
        for t in _whole(analyzed, lexicon)
        if not lexicon.ignored(t.surface)
        and (
            (t.start not in inside and not asks.issuperset(range(t.start, t.end))) or lexicon.whole(t.surface)
        )
    )
    return list(islice(kept, MOST))


def _written(analyzed: Analyzed, part: Sequence[Token]) -> str:
    """Tokens that follow each other as they stand in the folded text, marks between them included."""
    return " ".join(analyzed.folded.text[part[0].start : part[-1].end].split())


def _joined(analyzed: Analyzed, part: Sequence[Token]) -> Token:
    """Tokens as one; Chinese is looked up as it is written, Latin by its stems."""
    surface, chinese = _written(analyzed, part), any(t.chinese for t in part)
    return Token(surface if chinese else key(part), surface, part[0].start, part[-1].end, chinese)


def _whole(analyzed: Analyzed, lexicon: Lexicon) -> Iterator[Token]:
    tokens, i = analyzed.tokens, 0
    while i < len(tokens):
        for size in range(min(LONGEST_WHOLE, len(tokens) - i), 1, -1):
            if lexicon.whole(_written(analyzed, part := tokens[i : i + size])):
                yield _joined(analyzed, part)
                break
        else:
            size = 1
            yield tokens[i]
        i += size


def mended(
    tokens: Sequence[Token], analyzed: Analyzed, text: str, mend: Mend
) -> tuple[list[Token], dict[str, str]]:
    """The tokens as they were meant, and what was meant by what was written; a long text is taken as it is."""
    if len(tokens) > MENDED:
        return list(tokens), {}
    out: list[Token] = []
    corrections: dict[str, str] = {}
    i = 0
    while i < len(tokens):
        written = analyzed.original(tokens[i]).of(text)
        size, token = mend(tokens, i, written) or (1, tokens[i])
        if token is not tokens[i]:
            corrections[analyzed.folded.original(token.start, token.end).of(text)] = token.surface
        out.append(token)
        i += size
    return out, corrections


def with_names(tokens: Sequence[Token], attested: Attested) -> list[Token]:
    """The tokens, with what was cut into single characters joined where the corpus holds them beside each other.

    A name that no dictionary has is one word, and not as many as it has characters. It ends in no number: 台积电一开始.
    """
    singles = [t.chinese and len(t.surface) == 1 and content(t) for t in tokens]
    last = [i + 1 == len(tokens) or not singles[i + 1] for i in range(len(tokens))]
    pairs = [
        a.surface + b.surface
        if singles[i] and singles[i + 1] and a.end == b.start and not (last[i + 1] and b.surface in _NUMERALS)
        else ""
        for i, (a, b) in enumerate(pairwise(tokens))
    ]
    held = attested("zh", [character_term(pair) for pair in pairs if pair])
    out: list[Token] = []
    for i, token in enumerate(tokens):
        if i and pairs[i - 1] and character_term(pairs[i - 1]) in held:
            whole = out[-1].surface + token.surface
            out[-1] = Token(whole, whole, out[-1].start, token.end, chinese=True)
        else:
            out.append(token)
    return out


def content_runs(tokens: Sequence[Token]) -> Iterator[str]:
    """Chinese content words that touch, joined; of a word of both scripts, such as 极氪007, what is Chinese."""
    run, end = "", -1
    for token in tokens:
        for han in _HAN_RUN.finditer(token.surface) if token.chinese and content(token) else ():
            if run and token.start + han.start() != end:
                yield run
                run = ""
            run += han.group()
            end = token.start + han.end()
    if run:
        yield run
