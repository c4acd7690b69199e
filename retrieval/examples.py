"""Questions that a corpus answers, to show what may be asked: its own titles that ask, else its most telling terms.

A title that is a question is taken as it stands; a term is a few words of meaning in a row in a title, and the more
titles have it, and the longer it is, the more it tells of what the corpus is about: what about it, is asked then. Each was
asked and is answered, no two by the same document first, and where the corpus has Chinese and English, so have they.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from retrieval.analysis.analyzer import Analyzer, language_of
from retrieval.asking import kind_of
from retrieval.model import Answer, Kind, Language, NoAnswer
from retrieval.sentences import width
from retrieval.wording import content

SHOWN: Final = 3
TRIED: Final = 24  # a try costs as much as a question
READ: Final = 600  # titles, evenly over the corpus
WORDS: Final = 2  # of a term, at most
SHORTEST: Final = 4  # columns of a term: Chinese characters have two
LONGEST: Final = 20
LONGEST_QUESTION: Final = 80
FRAMES: Final[Mapping[Language, str]] = {"zh": "{}如何？", "en": "What about {}?", "und": "{}?"}
"""What is asked of a term; 如何 is written so in either script."""

Ask = Callable[[str], Answer | NoAnswer]


def examples(
    titles: Sequence[str], analyzer: Analyzer, ordinary: Callable[[str], bool], ask: Ask
) -> tuple[str, ...]:
    """At most `SHOWN` texts that are answered.

    Args:
        titles: of the documents, in order.
        analyzer: as questions are read.
        ordinary: whether the dictionary has a Chinese word as an ordinary one, which by itself tells little.
        ask: answers a text.
    """
    some = titles[:: max(1, len(titles) // READ)]
    terms = (FRAMES[language_of(analyzer.fold(t).text)].format(t) for t in _terms(some, analyzer, ordinary))
    candidates = list(dict.fromkeys([*_questions(some, analyzer), *terms]))
    languages = {text: language_of(analyzer.fold(text).text) for text in candidates}
    chosen: dict[str, tuple[str, str]] = {}
    waiting = candidates[:TRIED]
    for language in [*dict.fromkeys(languages.values()), None]:
        for text in [t for t in waiting if language in {None, languages[t]}]:
            waiting.remove(text)
            answer = ask(text)
            first = answer.citations[0].document.source if isinstance(answer, Answer) else None
            if first and first not in chosen.values():
                chosen[text] = first
                break
    return tuple(islice(chosen, SHOWN))


def _questions(titles: Sequence[str], analyzer: Analyzer) -> Iterator[str]:
    """The titles that ask."""
    for title in titles:
        text = " ".join(title.split())
        asks = text.endswith(("?", "？")) and kind_of(analyzer.fold(text).text) is not Kind.OTHER
        if asks and width(text, 0, len(text)) <= LONGEST_QUESTION:
            yield text


def _terms(titles: Sequence[str], analyzer: Analyzer, ordinary: Callable[[str], bool]) -> Iterator[str]:
    """The terms of titles, the most telling first: those that several have, by the columns of them in all titles together.

    None is there that is in a better one.
    """
    counts = Counter(term for title in titles for term in set(_runs(title, analyzer)))
    columns = {term: sum(1 + (not c.isascii()) for c in term) for term in counts}
    fit = (term for term in counts if SHORTEST <= columns[term] <= LONGEST and not ordinary(term))
    told: list[str] = []
    for term in sorted(fit, key=lambda term: (counts[term] == 1, -counts[term] * columns[term], term)):
        if not any(term in other or other in term for other in told):
            told.append(term)
            yield term


def _runs(title: str, analyzer: Analyzer) -> Iterator[str]:
    """One to `WORDS` words of meaning with nothing but blanks between them, and letters among them."""
    analyzed = analyzer.analyze(title)
    tokens = analyzed.tokens
    for i, first in enumerate(tokens):
        for last in tokens[i : i + WORDS]:
            between = analyzed.folded.text[first.end : last.start] if last is not first else ""
            if not content(last) or re.search(r"[^\w\s]", between):
                break
            if any(
                t.surface.isalpha() for t in tokens[i : i + WORDS] if first.start <= t.start <= last.start
            ):
                yield analyzed.folded.original(first.start, last.end).of(title)
