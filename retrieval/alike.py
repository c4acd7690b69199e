"""When words are the same words: but for marks, white space, case and script, or but for a few letters.

Texts that are the same again are found by their sentences: each is known by a hash of its letters, its mark.
Two documents with many marks in common are copies, whole or in part (document fingerprints: Schleimer, Wilkerson &
Aiken 2003; a sentence stands for what is a run of characters there). Resemblance alone, as of MinHash, would not
know the beginning of an article beside the article.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from retrieval import sentences
from retrieval.analysis.analyzer import Analyzer
from retrieval.model import Document, Span

ALIKE: Final = 92.0  # of 100: how like another a copy is, by the longest common subsequence
LEAST: Final = 12  # letters of a sentence that has a mark: shorter ones are said by many
_OTHER: Final = re.compile(
    r"[^a-z0-9\u4e00-\u9fff](?<=[\W_])[\W_]*"
)  # begins with what is soon found, and then told from letters
_TELLING: Final = re.compile(  # what is never a misprint: numbers and negations
    r"\d+|[〇零一二两三四五六七八九十百千万亿半不没未无非否]|not?|never|without|n[t'’]|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|teen|ty|hundred|thousand|[mb]illion|dozen|half"
)


def letters(text: str) -> str:
    """The letters and digits of a folded text: what two copies share."""
    return _OTHER.sub("", "".join(text.split()))  # most of it is white space, which goes sooner so


def alike(one: str, other: str) -> bool:
    """Whether letters are the same, or but for a few of them that are neither of a number nor of a negation."""
    if one == other:
        return True
    if min(len(one), len(other)) < max(len(one), len(other)) * ALIKE / 100:
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(one, other, score_cutoff=ALIKE) >= ALIKE and _telling(one) == _telling(other)


def _telling(plain: str) -> Counter[str]:
    return Counter(_TELLING.findall(plain))


def said(text: str, spans: Iterable[Span], analyzer: Analyzer) -> list[str]:
    """The letters of each sentence in these spans of a text, in order."""
    found = [sentence for span in spans for sentence in sentences.said(text, span)]
    return [letters(folded) for folded in analyzer.folded(found)]


def said_in(document: Document, analyzer: Analyzer) -> list[str]:
    """The letters of each sentence of a document, in order."""
    return said(document.text, (block.span for block in document.blocks), analyzer)


def marks(sayings: Iterable[str]) -> frozenset[int]:
    """The marks of sentences by their letters, 64 bits with a sign, as SQLite keeps them; none of short ones."""
    long = (saying.encode() for saying in sayings if len(saying) >= LEAST)
    return frozenset(
        int.from_bytes(hashlib.blake2b(one, digest_size=8).digest(), "big", signed=True) for one in long
    )
