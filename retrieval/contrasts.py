"""What a quote says in the place of a claim's word: its opposite, a rival of it, or another item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Token
from retrieval.analysis.stopwords import ENGLISH_FUNCTION_WORDS, ENGLISH_QUESTION_WORDS
from retrieval.ground import MEANT, Contrast, Ground, moved
from retrieval.kinds import CALENDAR
from retrieval.lexicon import Lexicon
from retrieval.listing import lists
from retrieval.model import Difference, Group, Language, Span

MEANT_SURELY: Final = 0.6  # and from which on its rivals are the word's
SAID_WELL: Final = 0.8  # a word that is said this well is not looked for as its opposite
PHRASES: Final = 3  # words of the claim that may be one in the list of rivals, at most: Deutsche Bank
OPPOSED: Final = 5  # the same in that of opposites
LISTED: Final = 4  # characters of a name that a dictionary may have cut otherwise, at most
SHARED: Final = 2  # items that two lists have in common, at least, where they are of the same
_DESIGNATION: Final = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z]{2,})[ -](?P<of>[A-Z]|\d{1,3})(?![A-Za-z\d'’.,-]{0,8}[A-Za-z\d])"
)
_TOPMOST: Final = re.compile(  # 最多五年 is no rank
    r"第一(?=[名位大高多]|[,，。;；]|$)|榜首|首位|头名|最[多高大长強强](?![\d一二三四五六七八九十两几]|只|也|不|的?前)"
    r"|\bthe (?:most|largest|biggest|highest|longest|greatest)\b|\bnumber one\b|\bno\. ?1(?!\d)|\bfirst place\b|\bmore than (?:anyone|anybody|any other)\b",
    re.IGNORECASE,
)
_RANK: Final = re.compile(
    r"第(?:[二三四五六七八九十]|[2-9]|1\d)(?=[名位大高多])"
    r"|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))(?=[- ](?:most|largest|biggest|highest|longest|greatest|place|spot)\b)|\bno\. ?[2-9](?!\d)",
    re.IGNORECASE,
)
_NO_NAME: Final = ENGLISH_FUNCTION_WORDS | ENGLISH_QUESTION_WORDS | CALENDAR
_COMMON: Final = frozenset(
    "上下不无没未非大小多少高低前后内外出入来去有开正反同新老好坏"
)  # they are in too many words
_PLACES: Final = "人市省州县"  # a place is listed without them


def opposites(ground: Ground, quoted: Analyzed, lexicon: Lexicon) -> Iterator[Contrast]:
    """Words of the claim that go unsaid, with the opposite that the quote says in their place.

    A word that the claim negates agrees with its opposite, and one that the claim says itself, if in part, is said of something else:
    连亏两年, 今年赚钱.
    """
    terms = {token.term for token in quoted.tokens}
    for word, ways in _opposable(ground, lexicon):
        words = {o for way in ways for o in lexicon.opposites(way)}
        words = {o for o in words if not _claimed(ground, o, word)}
        found = (at for at in _all(quoted, terms, words) if not ground.words_at(at))
        against, agreeing = _negated((ground.contrast(word, at) for at in found), ground)
        if against:
            likes = {way for o in words for way in lexicon.opposites(o)} - words
            meant = [*(ground.contrast(word, at) for at in _all(quoted, terms, likes)), *agreeing]
            nearest = max(against, key=lambda contrast: ground.near(contrast.span, contrast.word))
            if max((ground.near(c.span, c.word) for c in meant), default=0.0) < ground.near(
                nearest.span, nearest.word
            ):
                yield nearest


def _opposable(ground: Ground, lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    """Words and phrases of the claim that go unsaid, and that it does not negate, with the ways to say them."""
    negated = ground.negated_words
    for group in ground.groups:
        if ground.said.get(group.word, 0.0) < SAID_WELL and group.word not in negated:
            yield group.word, _ways(group, MEANT)
    for phrase, key in _phrases(ground.claim, OPPOSED):
        if lexicon.opposites(key) and not any(word in phrase for word in negated):
            yield phrase, _ways_of_phrase(key, ground.language, lexicon)


def _phrases(claim: Analyzed, most: int) -> Iterator[tuple[str, str]]:
    """The phrases of a claim of two to so many words, each once, as it writes them and as the dictionary lists them."""
    tokens, seen = claim.tokens, set[str]()
    for size in range(2, most + 1):
        for i in range(len(tokens) - size + 1):
            first, last = tokens[i], tokens[i + size - 1]
            phrase = claim.folded.text[first.start : last.end]
            if phrase not in seen:
                seen.add(phrase)
                part = tokens[i : i + size]
                if all(token.chinese == first.chinese for token in part):
                    yield phrase, _key(part)


def _ways_of_phrase(key: str, language: Language, lexicon: Lexicon) -> list[str]:
    """A listed phrase in the quote's language: itself, or what the dictionary has for it there."""
    if key.isascii() == (language == "en"):
        return [key]
    found = lexicon.chinese(key.split()) if key.isascii() else lexicon.english(key)
    return [t.text for t in found if t.weight >= MEANT_SURELY]


def _negated(found: Iterable[Contrast], ground: Ground) -> tuple[list[Contrast], list[Contrast]]:
    """Opposites that the quote says, apart from those that it negates itself."""
    said: tuple[list[Contrast], list[Contrast]] = ([], [])
    for contrast in found:
        said[ground.negates(contrast.span)].append(contrast)
    return said


def said_otherwise(ground: Ground, quoted: Analyzed, lexicon: Lexicon) -> bool:
    """Whether the quote says the opposite of a word that the claim negates: not overturned, and upheld.

    Not where it negates that (开除，永不录用), or it is another word of the claim.
    """
    terms = {token.term for token in quoted.tokens}
    negated = (group for group in ground.groups if group.word in ground.negated_words)
    words = {o for group in negated for way in _ways(group, MEANT) for o in lexicon.opposites(way)}
    found = (at for at in _all(quoted, terms, words) if not ground.words_at(at))
    return any(not ground.negates(moved(at, ground.quote.span.start)) for at in found)


def _claimed(ground: Ground, opposite: str, word: str) -> bool:
    """Whether the claim says an opposite of its own word besides, or a Chinese one by one of its characters."""
    tokens = ground.claim.tokens
    if opposite.isascii():
        return _where(ground.claim, {t.term for t in tokens}, opposite) is not None
    telling = set(opposite) - set(word) - _COMMON
    return any(opposite in t.surface or not telling.isdisjoint(t.surface) for t in tokens if t.chinese)


def rivals(ground: Ground, quoted: Analyzed, lexicon: Lexicon) -> Iterator[Contrast]:
    """Words and phrases of the claim that go unsaid, with a rival that the quote says and the claim does not.

    Of a word that the claim negates, as with opposites, a rival is none.
    """
    claim = ground.claim
    terms, mine = {token.term for token in quoted.tokens}, {token.term for token in claim.tokens}
    meant = {way for group in ground.groups for way in _ways(group, MEANT)}
    negated = ground.negated_words
    for word, ways in _unsaid(ground, lexicon):
        words = {r for way in ways for r in lexicon.rivals(way)}
        alike = {way for r in words for way in lexicon.rivals(r)} - words
        words -= meant
        if words and word not in negated and not _all(quoted, terms, {*ways, *alike}):
            found = (
                at
                for r in sorted(words, key=_longest_first)
                if (at := _where(quoted, terms, r))
                and not _where(claim, mine, r)
                and not ground.within_a_word(at)
            )
            if at := next(found, None):
                yield ground.contrast(word, at)


def other_items(ground: Ground) -> Iterator[Contrast]:
    """Items of a list in the claim that go unsaid, where the quote has a list of the others and one that is none of them.

    Of words that the dictionary cannot say in the quote's language nothing is known.
    """
    words = {g.word: at for g in ground.groups if ground.sayable(g) and (at := ground.written(g.word))}
    for items in lists(ground.written_claim):
        own = {item.of(ground.written_claim) for item in items}
        held = [[word for word, at in words.items() if item.overlaps(at)] for item in items]
        unsaid = [of for of in held if of and all(ground.said.get(word, 0.0) < MEANT for word in of)]
        for theirs in lists(ground.quoted) if unsaid else ():
            said = [ground.words_at(item) for item in theirs]
            always = frozenset.intersection(*said)  # 做 in 做甲、做乙、做丙 tells none of them
            others = [
                item
                for item, words in zip(theirs, said, strict=True)
                if not words - always and item.of(ground.quoted) not in own
            ]
            if others and len(theirs) - len(others) >= max(SHARED, len(items) // 2):
                yield ground.contrast(unsaid[0][0], others[0])


def designations(ground: Ground) -> Iterator[Contrast]:
    """Models of the claim that the quote has not, with another of the same name: Model Y, and Model 3.

    Where both are numbers they are compared as figures.
    """
    claimed, quoted = ([*_DESIGNATION.finditer(text)] for text in (ground.written_claim, ground.quoted))
    theirs = {match[0].casefold() for match in quoted}
    for match in claimed:
        name = match["name"].casefold()
        others = (m for m in quoted if m["name"].casefold() == name and not (match["of"] + m["of"]).isdigit())
        if match[0].casefold() not in theirs and name not in _NO_NAME and (other := next(others, None)):
            there = moved(Span(*other.span()), ground.quote.span.start)
            yield Contrast(match["of"].lower(), Difference(match[0], other[0]), there)


def ranks(ground: Ground) -> Iterator[Contrast]:
    """What is the first of all in the claim, and the third in the quote, or the other way round."""
    texts = ground.written_claim, ground.quoted
    (top, its_top), (rank, its_rank) = ([p.search(text) for text in texts] for p in (_TOPMOST, _RANK))
    if top and its_rank and not rank and not its_top:
        mine, its = top, its_rank
    elif rank and its_top and not top and not its_rank:
        mine, its = rank, its_top
    else:
        return
    there = moved(Span(*its.span()), ground.quote.span.start)
    yield Contrast(mine[0].lower(), Difference(mine[0], its[0]), there)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _unsaid(ground: Ground, lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    """What of the claim goes unsaid, and its phrases, with the ways in which it may be listed."""
    for group in ground.groups:
        if ground.said.get(group.word, 0.0) < MEANT:
            ways = _ways(group, MEANT_SURELY)
            bare = [w[:-1] for w in ways if not w.isascii() and len(w) > 2 and w[-1] in _PLACES]
            yield group.word, [*ways, *bare]
    yield from _written_names(ground.claim, lexicon)
    tokens = ground.claim.tokens
    within = {part for group in ground.groups for part in group.word.split()[1:]}
    yield from ((t.surface, [t.term]) for t in tokens if t.surface in within)
    yield from ((phrase, [key]) for phrase, key in _phrases(ground.claim, PHRASES))


def _written_names(claim: Analyzed, lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    """Words in the list of rivals that the claim's characters spell over the borders of its words: 快手 in 在快手上."""
    text, tokens = claim.folded.text, claim.tokens
    for one, other in pairwise(tokens):
        if one.chinese and other.chinese and one.end == other.start:
            for start in range(one.start, one.end):
                for end in range(other.start + 1, min(other.end, start + LISTED) + 1):
                    if (start, end) != (one.start, other.end) and lexicon.rivals(text[start:end]):
                        yield text[start:end], [text[start:end]]


def _key(part: Sequence[Token]) -> str:
    return ("" if part[0].chinese else " ").join(token.term for token in part)


def _ways(group: Group, least: float) -> list[str]:
    """The ways to say a word that weigh as much, as the dictionary lists them."""
    return [" ".join(a.stems) or a.surface for a in group.alternatives if a.weight >= least]


def _all(text: Analyzed, terms: set[str], words: Iterable[str]) -> list[Span]:
    """Where a text says any of some words."""
    return [at for word in sorted(words) if (at := _where(text, terms, word))]


def _where(text: Analyzed, terms: set[str], word: str) -> Span | None:
    """Where a text says a listed word or phrase; of a single Chinese character it cannot be told."""
    if not word.isascii():
        start = text.folded.text.find(word) if len(word) > 1 else -1
        return text.folded.original(start, start + len(word)) if start >= 0 else None
    stems = word.split()
    if not terms.issuperset(stems):
        return None
    for i, token in enumerate(text.tokens):
        part = text.tokens[i : i + len(stems)]
        if token.term == stems[0] and [t.term for t in part] == stems:
            return text.folded.original(token.start, part[-1].end)
    return None
