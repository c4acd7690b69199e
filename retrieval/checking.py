"""Whether quotes support or contradict a claim; when in doubt, neither.

What can be compared is put into named numbers: how much of the claim a quote says and how far it is ahead of others in
that, whether it has the claim's figures or others of the same sort in their place, what it negates, a word of which
the claim's can be no other.
What each is worth was learned from claims whose verdict is known; `weights.toml` keeps it. All quotes are weighed
against each other: the one that is about the claim is to decide it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Analyzer, Token
from retrieval.analysis.folding import Folded
from retrieval.contrasts import designations, opposites, other_items, ranks, rivals, said_otherwise
from retrieval.features import FEATURES, Reading
from retrieval.figures import Figure, figures, years_long
from retrieval.ground import MEANT, REACH, Contrast, Ground, moved, nearness, one_clause
from retrieval.kinds import CALENDAR, capitalised, chinese_name
from retrieval.lexicon import Lexicon
from retrieval.model import Difference, Span, Verdict
from retrieval.orders import changed_backwards, other_side
from retrieval.quantifiers import quantified
from retrieval.quoting import Quote, marked
from retrieval.reasons import other_reason
from retrieval.roles import exchanged

CHECK: Final = (
    "always",  # 1
    "words",  # the share of the claim's words, figures aside, that the quote says, those said in part included
    "spoken",  # how many words that are, in fives: a share of few words is soon said
    "letters",  # the share of the claim's letters that the quote has in their order, where both are of one language
    "across",  # they are of two, so that every share is smaller
    "relevance",  # of the quote's passage
    "length",  # of the quote, in words: a long one says some of anything
    "ahead",  # how far its score is ahead of the best of the others
    "uncontested",  # the same where nothing of what follows differs, and no figure or name goes unsaid
    "figures",  # the claim has figures
    "agreeing",  # and the quote has them all, none of them rivalled: how many digits they have
    "quantities",  # it has all numbers, shares and ordinals among them, where there are any
    "rivalled",  # a figure of the claim is further from its words in the quote than another of its sort, has others around it, or goes the other way
    "differing",  # the quote has figures of the same sort in the place of some: how many digits the longest has
    "alike",  # one of them but for a digit or their order
    "measured",  # one of them of the same measure, a length of time, money
    "opposite",  # the quote says the opposite of a word of the claim that it does not say
    "rival",  # or another word of which a sentence means one, how near that stands to the claim's words; 1 for one of a list
    "unsaid_name",  # a name of the claim goes unsaid in the quote's passage, headline and byline
    "other_name",  # and the quote has a name that the claim has not
    "negated_there",  # the quote negates this share of the claim's words, and not the claim; 1 for what it excepts from a claim that negates nothing
    "negated_here",  # the claim negates, and the quote nothing
    "negated_both",  # or something, whatever it is
    "denied",  # the share of the words that the claim negates and the quote says without, in thirds
    "part",  # the quote says of a part what the claim says of the whole, or the other way round, how near to the claim's words
    "turned",  # who does it in the claim has it done to them in the quote, or a change is told backwards
)
FAR: Final = math.log(100)  # figures that are a hundredfold apart are of other things
AHEAD: Final = 10.0  # of a score: being ahead as far as this is as good as any farther
SPOKEN: Final = 5.0  # words
LENGTH: Final = 60.0  # words
DIGITS: Final = 4.0  # of figures; more are as good
NEARER: Final = 0.05  # how much nearer to a figure's words another must stand to be the one that is meant
FRAMED: Final = 0.25  # the same for letters beside it, of which one is chance
LETTERS: Final = 3  # beside it, that are no chance whatever the words tell
NEAR: Final = (
    0.02  # how near to the claim's words a word in the place of another must stand to be more than chance
)
FIGURES: Final = 50  # of a claim; a text of more is no claim
DENIED: Final = 3.0  # a third of the claim's words is all that a negation reaches
NAMED: Final = 4  # characters of a Chinese name that is looked up whole, at most
BOUNDING: Final = frozenset(  # words that belong to figures, and are compared with them
    "约|大约|将近|接近|近|大概|差不多|超过|逾|至少|不到|不足|左右|上下|about|around|roughly|nearly|almost|approximately"
    "|over|exceed|exceeded|more than|less than|at least|up to|close to".split("|")
)
UNITS: Final = frozenset(  # of figures, which stand beside every one of them
    "元|万元|亿元|美元|亿美元|港元|港币|欧元|英镑|日元|人民币|级|米|公里|千米|厘米|吨|公斤|小时|分钟|yuan|rmb|renminbi|dollar|dollars|euro|euros|pounds|yen"
    "|percent|per cent|kilometres|kilometers|metres|meters|tonnes|tons|hours|minutes".split("|")
)
LEAST_WORDS: Final = 0.2  # of a claim, by which nearness to them is measured
QUANTITIES: Final = frozenset({"number", "percentage", "ordinal"})
COPIED: Final = 0.8  # the share of the claim's letters that a quote has in their order, where the claim may be taken from it
_RELEVANCE: Final = FEATURES.index("relevance")
_LETTERS_AT: Final = CHECK.index("letters")
GIVEN_UP: Final = 14  # characters before a figure that may say that it is not so much
FURTHEST: Final = 40  # characters after it in which it is said what it is
_NOT: Final = re.compile(r"(?:[不并]止|不[是仅]|[并並]非|\bnot\b|n['’]t\b)[^,，。;；]*$")
_BUT: Final = re.compile(r"[^。；;.]*?(?:而是|\bbut\b)")
_INSTEAD_OF: Final = re.compile(r"(?:而非|而不是|\binstead of|\brather than)[^,，。;；]*$")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of a claim before it is laid over quotes: the same for each of them."""

    text: str
    analyzed: Analyzed
    figures: list[Figure]
    names: frozenset[str]


def claim_of(text: str, analyzer: Analyzer, lexicon: Lexicon) -> Claim:
    """Read a claim, once for all quotes that it is compared with; of a figure that it has again the first."""
    analyzed = analyzer.analyze(text)
    told = {(f.term, f.bound, f.unit, f.role): f for f in reversed(figures(text, analyzer))}
    once = sorted(told.values(), key=lambda figure: figure.span)[:FIGURES]
    return Claim(text, analyzed, once, frozenset(_names(text, analyzed, lexicon)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside a quote: the numbers, in the order of `CHECK`, and what differs.

    `clear` where the quote says every word of the claim, in its order for the most part, negates what it negates, and has
    no other name, and no other figure or word of the sort of the claim's: then nothing is left to weigh.
    """

    features: tuple[float, ...]
    differences: tuple[Difference, ...]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a claim; those that quote and title lack, those that the quote has besides, which for which.

    `rivalled` are figures that both have, with those that stand nearer to the claim's words, or that go the other way.
    """

    ours: list[Figure]
    missing: list[Figure]
    others: list[Figure]
    swapped: list[tuple[Figure, Figure]]
    rivalled: list[tuple[Figure, Figure]]


@dataclass(frozen=True, slots=True)
class _Contrasts:
    """What the quote has in the place of the claim's words: their opposites, their rivals, other items of a list, a part of the whole."""

    opposites: list[Contrast]
    rivals: list[Contrast]
    items: list[Contrast]
    parts: list[Contrast]


def compare(
    claim: Claim, quote: Quote, others: float, reading: Reading, analyzer: Analyzer, lexicon: Lexicon
) -> Comparison:
    """Put a claim beside a quote of a passage that was read with the claim in mind; `others` is the best score of other quotes."""
    quoted = quote.span.of(reading.document.text)
    analyzed = analyzer.analyze(quoted)
    written = [f.span.of(claim.text).lower() for f in claim.figures]
    ground = Ground(claim.analyzed, reading, quote, lambda word: _of_a_figure(word, written))
    found = _figures(claim.figures, analyzed.folded, reading.document.title, ground, analyzer)
    instead = _contrasts(ground, analyzed, lexicon)
    unsaid = _unsaid_names(claim, ground, reading)
    free = _free_names(_names(quoted, analyzed, lexicon) - claim.names, quote, reading)
    differing = (
        *_of_contrasts(instead, ground),
        float(bool(unsaid)),
        float(bool(unsaid and free)),
        *_of_negations(ground, otherwise=said_otherwise(ground, analyzed, lexicon)),
        _nearest(instead.parts, ground),
        float(exchanged(claim.names, ground) or changed_backwards(ground) or other_side(ground)),
    )
    ahead = min((quote.score - others) / AHEAD, 1.0)
    features = (
        1.0,
        *_of_words(ground, analyzed, reading),
        quote.features[_RELEVANCE],
        len(analyzed.tokens) / LENGTH,
        ahead,
        0.0 if _contested(found, differing) else ahead,
        *_of_figures(found),
        *differing,
    )
    shown = tuple(dict.fromkeys(_differences(claim, quoted, found, instead)))
    same = _unrivalled(found) and not free and ground.negated == bool(ground.negated_there)
    copied = features[_LETTERS_AT] >= COPIED and same and not shown and not differing[-1]
    return Comparison(features, shown, copied and _whole(ground))


def _contrasts(ground: Ground, quoted: Analyzed, lexicon: Lexicon) -> _Contrasts:
    return _Contrasts(
        list(opposites(ground, quoted, lexicon)),
        [*rivals(ground, quoted, lexicon), *designations(ground), *ranks(ground), *other_reason(ground)],
        list(other_items(ground)),
        list(quantified(ground)),
    )


def _of_words(ground: Ground, quoted: Analyzed, reading: Reading) -> tuple[float, ...]:
    """The numbers about the claim's words and letters, in the order of `CHECK`."""
    across = reading.passage.language != reading.query.language
    letters = 0.0 if across else _letters(ground.claim.folded.text, quoted.folded.text)
    return ground.words, ground.spoken / SPOKEN, letters, float(across)


def _letters(claim: str, quoted: str) -> float:
    """The share of a claim's letters, both folded, that a quote has in the same order."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(claim, quoted) / max(1, len(claim))


def _contested(found: _Figures, differing: Sequence[float]) -> bool:
    """Whether anything speaks against the claim: a figure, or any of `differing`, but not that both negate."""
    opposite, rival, name, _, there, here, *_, part, turned = differing
    told_otherwise = name or there or here or turned or max(opposite, rival, part) > NEAR
    return bool(found.missing or found.rivalled or told_otherwise)


def _differences(claim: Claim, quoted: str, found: _Figures, instead: _Contrasts) -> Iterator[Difference]:
    """What differs, the surest first."""
    for mine, its in found.swapped:
        yield Difference(mine.span.of(claim.text), its.span.of(quoted))
    for contrast in (*instead.opposites, *instead.rivals, *instead.items, *instead.parts):
        yield contrast.difference
    for mine, its in found.rivalled:
        if not mine.contrary(its):
            yield Difference(mine.span.of(claim.text), its.span.of(quoted))
        elif not instead.opposites:
            yield Difference(mine.changing.of(claim.text), its.changing.of(quoted))


def _of_a_figure(word: str, written: Sequence[str]) -> bool:
    """Whether a word of the claim is one of its figures, or a part of one."""
    return (
        word in BOUNDING
        or word in UNITS
        or any(map(str.isdigit, word))
        or any(f in word or (len(word) > 1 and word in f) for f in written)
    )


def _figures(ours: list[Figure], quoted: Folded, title: str, ground: Ground, analyzer: Analyzer) -> _Figures:
    theirs = [*figures(ground.quoted, analyzer), *years_long(ground.quoted)]
    titled = [*theirs, *figures(title, analyzer)]
    missing = [f for f in ours if not any(map(f.agrees, titled))]
    others = [f for f in theirs if not any(map(f.agrees, ours))]
    rivalled = [*_contrary(ours, theirs), *_rivalled(ours, theirs, ground, quoted)]
    return _Figures(ours, missing, others, list(_swapped(missing, others, ground)), rivalled)


def _contrary(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Figures that both have, and that fall by so much in the one and rise in the other, wherever it has them."""
    for figure in ours:
        kept = [f for f in theirs if figure.agrees(f)]
        if kept and all(map(figure.contrary, kept)):
            yield figure, kept[0]


def _rivalled(
    ours: Sequence[Figure], theirs: Sequence[Figure], ground: Ground, quoted: Folded
) -> Iterator[tuple[Figure, Figure]]:
    """Figures that claim and quote have, with one of their sort that stands nearer to the claim's words."""
    so = [f for f in theirs if not _given_up(ground.quoted, f.span)]
    for figure in ours:
        kept = [f for f in theirs if figure.agrees(f)]
        others = _others(figure, kept, ours, theirs)
        rest = [f for f in so if _comparable(figure, f) and not figure.agrees(f) and f not in others]
        if not kept or not rest or not _paired(figure, ours, theirs, ground).isdisjoint(kept):
            continue
        if not figure.role or figure.role not in {f.role for f in kept}:
            yield from _nearer(figure, kept, rest, ground, quoted)


def _given_up(text: str, at: Span) -> bool:
    """Whether a figure is what something is not: 不是20亿元, 而是70亿元."""
    before, after = text[max(0, at.start - GIVEN_UP) : at.start], text[at.end : at.end + FURTHEST]
    return bool(_NOT.search(before) and _BUT.match(after)) or bool(_INSTEAD_OF.search(before))


def _others(
    figure: Figure, kept: Sequence[Figure], ours: Sequence[Figure], theirs: Sequence[Figure]
) -> set[Figure]:
    """Figures of the quote that agree with another of the claim, where both come in the claim's order."""
    return {
        f
        for f in theirs
        for other in ours
        if f.agrees(other) and all((other.span < figure.span) == (f.span < k.span) for k in kept)
    }


def _nearer(
    figure: Figure, kept: Sequence[Figure], rest: Sequence[Figure], ground: Ground, quoted: Folded
) -> Iterator[tuple[Figure, Figure]]:
    """A figure with another that stands nearer to the claim's words than all that agree with it: by any of three measures.

    A few letters beside it count where the words do not tell otherwise: 花了100亿, 研发费用高达130亿.
    """
    at = {f: moved(f.span, ground.quote.span.start) for f in (*kept, *rest)}
    near = {f: ground.bound(span, figure.span) for f, span in at.items()}
    beside = {f: ground.beside(span) for f, span in at.items()}
    framed = {f: _framed(figure, ground.claim.folded, f, quoted) for f in at}
    told_otherwise = False
    for how, unit, least in ((near, 0.1, NEARER), (beside, 0.1, NEARER), (framed, 3.0, FRAMED)):
        rival = max(rest, key=how.__getitem__)
        same, other = max(how[f] for f in kept), how[rival]
        ahead = (other - same) / (other + same + unit)
        if ahead > least and not (how is framed and told_otherwise and other < LETTERS):
            yield figure, rival
        told_otherwise = told_otherwise or ahead < -NEARER


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether one could stand in the place of the other: 35万 in that of 55万, and not 3."""
    return one.alike(other) and one.distance(other) <= FAR


def _paired(figure: Figure, ours: Sequence[Figure], theirs: Sequence[Figure], ground: Ground) -> set[Figure]:
    """Figures of the quote that go with one which shares a clause with it in the claim: a year, its number.

    Those that share a clause with that one; where none of its sort does, the nearest: 2020年虚增数亿元, 占八成.
    """
    numbers = (f for f in ours if f is not figure and f.sort != "name" and {f.sort, figure.sort} != {"year"})
    beside = [f for f in numbers if one_clause(ground.written_claim, f.span, figure.span)]
    sort = [t for t in theirs if figure.agrees(t) or _comparable(figure, t)]
    near = partial(nearness, ground.quoted, reach=REACH[ground.language])
    paired = set[Figure]()
    for there in theirs:
        if any(there.agrees(f) for f in beside):
            others = [o for o in sort if o is not there]
            clause = {o for o in others if one_clause(ground.quoted, there.span, o.span)}
            if not clause and there not in sort:
                clause = {max(others, key=lambda o: near(there.span, o.span), default=there)}
            paired |= clause
    return paired


def _framed(figure: Figure, claim: Folded, other: Figure, quoted: Folded) -> float:
    """How many letters beside a figure of the claim stand beside one of the quote, too: 个恶意账号 in 92个恶意账号."""
    (before, behind), (its_before, its_behind) = _sides(figure, claim), _sides(other, quoted)
    sides = zip(before, its_before, strict=False), zip(behind, its_behind, strict=False)
    return float(sum(1 for side in sides for _ in takewhile(_same_letter, side)))


def _sides(figure: Figure, of: Folded) -> tuple[str, str]:
    """What stands before a figure, from it backwards, and behind it."""
    start, end = of.position(figure.span.start), of.position(figure.span.end)
    return of.text[:start][::-1], of.text[end:]


def _same_letter(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1] and (pair[0].isalnum() or pair[0] == " ")


def _swapped(
    missing: Sequence[Figure], others: Sequence[Figure], ground: Ground
) -> Iterator[tuple[Figure, Figure]]:
    """Figures of the claim that the quote lacks, each with that of its sort that the quote has instead.

    Of several the one that is alike, or the nearest in size. Names with digits have no size: of them the one that stands
    nearest to the claim's words.
    """
    for figure in missing:
        alike = [o for o in others if _comparable(figure, o) and o.term != figure.term]
        if alike:
            yield figure, min(alike, key=partial(_apart, figure, ground))


def _apart(figure: Figure, ground: Ground, other: Figure) -> tuple[bool, bool, float, float]:
    """How far another figure is from standing in the place of one, for comparison."""
    near = ground.near(moved(other.span, ground.quote.span.start))
    return (
        bool(figure.role) and figure.role != other.role,
        not figure.resembles(other),
        figure.distance(other),
        -near,
    )


def _of_figures(found: _Figures) -> tuple[float, ...]:
    """The numbers about figures, in the order of `CHECK`."""
    quantities = [f for f in found.ours if f.sort in QUANTITIES]
    doubted = {mine for mine, _ in found.rivalled}.union(found.missing)
    held = 0 if doubted else sum(f.digits for f in found.ours)
    longest = sum(mine.digits for mine, _ in found.swapped)
    return (
        float(bool(found.ours)),
        min(held / DIGITS, 1.0),
        float(bool(quantities) and doubted.isdisjoint(quantities)),
        float(bool(found.rivalled)),
        min(longest / DIGITS, 1.0),
        float(any(mine.resembles(its) for mine, its in found.swapped)),
        float(any(mine.measured and its.measured for mine, its in found.swapped)),
    )


def _of_contrasts(instead: _Contrasts, ground: Ground) -> tuple[float, float]:
    """The numbers about opposites and rivals, in the order of `CHECK`."""
    opposite, rival = _nearest(instead.opposites, ground), _nearest(instead.rivals, ground)
    return opposite, max(rival, float(bool(instead.items)))


def _nearest(found: Sequence[Contrast], ground: Ground) -> float:
    """How near the nearest of what differs stands to the claim's words, by how much of them the quote says."""
    near = max((ground.near(one.span, one.word) for one in found), default=0.0)
    return near / max(ground.words, LEAST_WORDS)


def _of_negations(ground: Ground, *, otherwise: bool) -> tuple[float, ...]:
    """The numbers about negations, in the order of `CHECK`; what the quote says `otherwise` is not denied."""
    if ground.first_of_all:
        return 0.0, 0.0, float(ground.negated), 0.0
    if not ground.negated:
        return 1.0 if ground.excepted else ground.share(ground.negated_there), 0.0, 0.0, 0.0
    both = ground.quote_negates
    denied = frozenset[str]() if ground.exempts or otherwise else ground.denied - ground.negated_there
    return (
        ground.share(ground.negated_besides),
        float(not both),
        float(both),
        min(DENIED * ground.share(denied), 1.0),
    )


def _unrivalled(found: _Figures) -> bool:
    """Whether the quote has all figures of the claim, and no other of their sorts."""
    return not found.missing and not {f.sort for f in found.others} & {f.sort for f in found.ours}


def _whole(ground: Ground) -> bool:
    """Whether the quote says every word of the claim, or a good synonym."""
    return all(ground.said.get(g.word, 0.0) >= MEANT for g in ground.groups)


def probabilities(
    compared: Sequence[Comparison], weights: Mapping[Verdict, Sequence[float]]
) -> list[dict[Verdict, float]]:
    """For each quote how likely it is the one that decides the claim, and so: a softmax over all of them, and none.

    Where a quote is clear, the first such decides.
    """
    clear = next((i for i, comparison in enumerate(compared) if comparison.clear), None)
    if clear is not None:
        return [{v: float(i == clear and v == "supported") for v in weights} for i in range(len(compared))]
    scores = [
        {
            verdict: math.exp(sum(w * f for w, f in zip(learned, comparison.features, strict=True)))
            for verdict, learned in weights.items()
        }
        for comparison in compared
    ]
    whole = 1 + sum(score for of_one in scores for score in of_one.values())
    return [{verdict: score / whole for verdict, score in of_one.items()} for of_one in scores]


def likeliest(likely: Sequence[Mapping[Verdict, float]]) -> tuple[float, Verdict, int]:
    """The likelier of the two verdicts by all quotes together, its probability, and the quote that speaks most for it.

    Args:
        likely: the probabilities of each quote; there is at least one.
    """
    together = {verdict: sum(of_one[verdict] for of_one in likely) for verdict in likely[0]}
    verdict = max(together, key=lambda v: together[v])
    return together[verdict], verdict, max(range(len(likely)), key=lambda i: likely[i][verdict])


def _unsaid_names(claim: Claim, ground: Ground, reading: Reading) -> list[str]:
    """Names of the claim that neither the quote's passage says nor its headline or byline, though its language could."""
    told = {g.word for g in reading.groups}
    byline = f"{reading.document.author or ''} {reading.document.publisher or ''}".lower()
    words = {name: [g for g in ground.groups if g.word in name or name in g.word] for name in claim.names}
    return [
        name
        for name, of in words.items()
        if any(g.alternatives for g in of) and told.isdisjoint(g.word for g in of) and name not in byline
    ]


def _free_names(theirs: set[str], quote: Quote, reading: Reading) -> list[str]:
    """Those of the names that are no part of what the quote says of the claim, nor it of them."""
    matched = {at.of(reading.document.text).lower() for at in marked(reading, quote.span)[0]}
    return [n for n in theirs if not any(n in m or (m in n and len(m) > 1) for m in matched)]


def _names(text: str, analyzed: Analyzed, lexicon: Lexicon) -> set[str]:
    """Names of people, places and the like: those that begin with a capital, and Chinese words that are nothing else."""
    tokens = analyzed.tokens
    known = {word for word in _written(tokens) if _only_a_name(word, lexicon)}
    people = (chinese_name(tokens, i)[0] for i in range(len(tokens)))
    return {
        *(n for n in capitalised(text) if CALENDAR.isdisjoint(n.split()) and n != "no"),
        *(n for n in people if len(n) > 2 and not lexicon.ordinary(n) and not n.startswith(tuple(known))),
        *known,
    }


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    """The Chinese words of a text, and what those of one character spell together: a dictionary may cut a name that it has not."""
    for i, first in enumerate(tokens):
        if not first.chinese:
            continue
        yield first.surface
        spelled, end = first.surface, first.end
        for token in tokens[i + 1 : i + NAMED]:
            if len(first.surface) > 1 or len(token.surface) > 1 or token.start != end:
                break
            spelled, end = spelled + token.surface, token.end
            yield spelled


def _only_a_name(word: str, lexicon: Lexicon) -> bool:
    """Whether the dictionary has the word as a name and as nothing else; it tells so of two to four characters."""
    if not 2 <= len(word) <= NAMED or lexicon.ordinary(word):
        return False
    return any(translation.weight >= MEANT for translation in lexicon.english(word))
