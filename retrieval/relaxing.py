"""Other ways to ask what nothing answers: without a filter, with a word as the corpus spells it, without one that it lacks.

They are made of the asker's words, and each was asked: it gives an answer or, after those that do, nearest passages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from retrieval.model import Answer, Filters, NoAnswer, Question
from retrieval.syntax import parse, written

OFFERED: Final = 3
FEW: Final = 2  # words of which none is spared
TRIED: Final = 6  # a try costs as much as a question

Ask = Callable[[Question], Answer | NoAnswer]


def relaxed(
    refusal: NoAnswer, words: Sequence[str], near: Mapping[str, Sequence[str]], ask: Ask
) -> tuple[str, ...]:
    """At most `OFFERED` texts that find something, those that are answered first.

    Args:
        refusal: that the question is not answered.
        words: those of the question that carry meaning, as they were asked.
        near: for words that the corpus lacks, how it spells what is near them.
        ask: answers a question.
    """
    question = refusal.question
    texts = dict.fromkeys(_texts(refusal, words, near))
    texts.pop(written(question.text, question.filters), None)
    answered: list[str] = []
    close: list[str] = []
    for text in islice(texts, TRIED):
        answer = ask(_question(text, question))
        if isinstance(answer, Answer):
            answered.append(text)
        elif answer.nearest:
            close.append(text)
        if len(answered) == OFFERED:
            break
    return tuple([*answered, *close][:OFFERED])


def _question(text: str, question: Question) -> Question:
    parsed = parse(text)
    return Question(parsed.words, question.claim, parsed.filters, question.scope)


def _texts(refusal: NoAnswer, words: Sequence[str], near: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What may be asked in its place, what is nearest to it first; each says something, and can be read again."""
    question = refusal.question
    if question.filters:
        for filters in _fewer(question.filters, refusal.emptied):
            yield from _about(question, filters)
    for text in () if refusal.emptied else _other_words(refusal, words, near):
        yield written(text, question.filters)


def _other_words(refusal: NoAnswer, words: Sequence[str], near: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The question in words that the corpus has."""
    question = refusal.question
    for word, others in near.items():
        for other in others:
            yield _without(question.text, word, other)
    known = [word for word in words if word not in refusal.missing]
    if known and refusal.missing:
        yield " ".join(known)  # what is left of the sentence would be none: "who invented the ?"
    for word in known if len(known) > FEW else ():
        yield " ".join(other for other in known if other != word)


def _about(question: Question, filters: Filters) -> Iterator[str]:
    """The question with fewer filters, and without the phrases that are no longer asked for where it says more than them."""
    left = question.text
    for phrase in question.filters.phrases:
        if phrase not in filters.phrases:
            left = _without(left, phrase)
    if left:
        yield written(left, filters)
    yield written(question.text, filters)


def _fewer(filters: Filters, emptied: Sequence[str]) -> Iterator[Filters]:
    """The filters without those that left nothing, then none at all."""
    yield _joined(one for typed, one in filters.each() if typed not in emptied)
    yield Filters()


def _joined(filters: Iterator[Filters]) -> Filters:
    """Filters, each by itself, as one."""
    out = Filters()
    for one in filters:
        out = Filters(
            out.phrases + one.phrases,
            out.without + one.without,
            out.publishers + one.publishers,
            one.after or out.after,
            one.before or out.before,
            out.languages + one.languages,
            out.titles or one.titles,
        )
    return out


def _without(text: str, word: str, instead: str = "") -> str:
    """A text with another word, or none, in the place of one."""
    edge = r"(?<![^\W_])" if word[:1].isascii() else "", r"(?![^\W_])" if word[-1:].isascii() else ""
    changed = re.sub(f"{edge[0]}{re.escape(word)}{edge[1]}", lambda _: instead, text, flags=re.IGNORECASE)
    return " ".join(changed.split())
