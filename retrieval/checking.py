"""Whether a quote supports or contradicts a claim; when in doubt, neither.

What can be compared is put into named numbers: how much of the claim the quote says, whether it has the claim's
figures or others of the same sort in their place, a word that is the opposite of the claim's, another name where
the claim's goes unsaid. What each is worth was learned from claims whose verdict is known; `weights.toml` keeps it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzed, Analyzer
from retrieval.features import FEATURES, Reading
from retrieval.figures import Figure, figures
from retrieval.kinds import capitalised, chinese_name
from retrieval.lexicon import Lexicon
from retrieval.model import Difference, Group, Verdict
from retrieval.quoting import Quote

CHECK: Final = (
    "always",  # 1
    "covered",  # the share of the claim's words that the quote and its surroundings say
    "said",  # the share that its sentence says
    "relevance",  # of the quote's passage
    "unnamed",  # the share of the claim's names that the passage never says
    "figures",  # the claim has figures
    "agreeing",  # and the quote has them all
    "differing",  # or others of the same sort in the place of some
    "missing",  # or lacks some, with nothing in their place
    "opposite",  # the quote says the opposite of a word of the claim that it does not say
    "other_name",  # a name of the claim goes unsaid, and the quote has a name that the claim has not
    "across",  # the quote is not of the claim's language
)
FAR: Final = math.log(100)  # figures that are a hundredfold apart are of other things
_RELEVANCE: Final = FEATURES.index("relevance")
_SAID: Final = FEATURES.index("said")
_SAID_WELL: Final = 0.8  # a word that is said this well is not looked for as its opposite
_NEGATION: Final = re.compile(
    r"不|没|未|无|非|拒绝|否认|\b(?:not|never|no|without|denied|denies|refused?|nobody|none|neither|nor|cannot)\b|n['’]t\b"
)
_MEANT: Final = 0.3  # the weight from which on an alternative's opposite is the word's


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside a quote: the numbers, in the order of `CHECK`, and what differs.

    `clear` where the quote says every word of the claim, negates what it negates, and has no other figure of the
    sort of the claim's: then nothing is left to weigh.
    """

    features: tuple[float, ...]
    differences: tuple[Difference, ...]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a claim; those that the quote and its title lack, those that the quote has besides, and which for which."""

    ours: list[Figure]
    missing: list[Figure]
    others: list[Figure]
    swapped: list[tuple[Figure, Figure]]


def compare(claim: str, quote: Quote, reading: Reading, analyzer: Analyzer, lexicon: Lexicon) -> Comparison:
    """Put a claim beside a quote of a passage that was read with the claim in mind."""
    quoted = quote.span.of(reading.document.text)
    found = _figures(claim, quoted, reading.document.title, analyzer)
    opposites = list(_opposites(reading, quote, analyzer.analyze(quoted), lexicon))
    differences = (
        *(Difference(mine.span.of(claim), its.span.of(quoted)) for mine, its in found.swapped),
        *(Difference(word, said) for word, said in opposites),
    )
    features = (
        1.0,
        quote.covered,
        quote.features[_SAID],
        quote.features[_RELEVANCE],
        quote.unnamed,
        float(bool(found.ours)),
        float(bool(found.ours) and not found.missing),
        float(bool(found.swapped)),
        float(bool(found.missing) and not found.swapped),
        float(bool(opposites)),
        float(_other_name(claim, quoted, quote, reading, analyzer, lexicon)),
        float(reading.passage.language != reading.query.language),
    )
    clear = not differences and _unrivalled(found) and _negates(claim) == _negates(quoted)
    return Comparison(features, differences, clear and _whole(reading, quote))


def _figures(claim: str, quoted: str, title: str, analyzer: Analyzer) -> _Figures:
    ours, theirs = figures(claim, analyzer), figures(quoted, analyzer)
    titled = [*theirs, *figures(title, analyzer)]
    missing = [f for f in ours if not any(map(f.agrees, titled))]
    others = [f for f in theirs if not any(map(f.agrees, ours))]
    return _Figures(ours, missing, others, list(_swapped(missing, others)))


def _unrivalled(found: _Figures) -> bool:
    """Whether the quote has all figures of the claim, and no other of their sorts."""
    return not found.missing and not {f.sort for f in found.others} & {f.sort for f in found.ours}


def _negates(text: str) -> bool:
    return _NEGATION.search(text.lower()) is not None


def likeliest(comparison: Comparison, weights: Mapping[Verdict, Sequence[float]]) -> tuple[float, Verdict]:
    """The likelier of the two verdicts, with its probability."""
    likely = probabilities(comparison, weights)
    verdict = max(likely, key=lambda v: likely[v])
    return likely[verdict], verdict


def probabilities(comparison: Comparison, weights: Mapping[Verdict, Sequence[float]]) -> dict[Verdict, float]:
    """How likely each of the two verdicts is, by a softmax over them and neither."""
    if comparison.clear:
        return {verdict: float(verdict == "supported") for verdict in weights}
    scores = {
        verdict: math.exp(sum(w * f for w, f in zip(learned, comparison.features, strict=True)))
        for verdict, learned in weights.items()
    }
    whole = 1 + sum(scores.values())
    return {verdict: score / whole for verdict, score in scores.items()}


def _swapped(missing: Sequence[Figure], others: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Figures of the claim that the quote lacks, each with that of its sort that the quote has instead.

    Of several the nearest in size, which is not too far: 35万 stands in the place of 55万, and not of 3.
    """
    for figure in missing:
        alike = [o for o in others if o.sort == figure.sort and figure.distance(o) <= FAR]
        if alike:
            yield figure, min(alike, key=figure.distance)


def _said(reading: Reading, quote: Quote) -> dict[str, float]:
    """How well the quote itself says each word of the claim."""
    rows = [
        row
        for row, sentence in zip(reading.found, reading.sentences, strict=True)
        if sentence.span.overlaps(quote.span)
    ]
    return {group.word: max(row[i] for row in rows) for i, group in enumerate(reading.groups)}


def _whole(reading: Reading, quote: Quote) -> bool:
    """Whether the quote says every word of the claim, or a good synonym."""
    said = _said(reading, quote)
    groups = reading.query.readings[reading.ranked.language]
    return all(said.get(g.word, 0.0) >= _MEANT for g in groups if g.meaning)


def _opposites(
    reading: Reading, quote: Quote, quoted: Analyzed, lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """Words of the claim that go unsaid, with the opposite that the quote says in their place."""
    said = _said(reading, quote)
    stems = {token.term for token in quoted.tokens}
    for group in reading.query.readings[reading.ranked.language]:
        if group.meaning and said.get(group.word, 0.0) < _SAID_WELL:
            found = next((o for o in _opposite_words(group, lexicon) if _holds(quoted, stems, o)), None)
            if found:
                yield group.word, found


def _opposite_words(group: Group, lexicon: Lexicon) -> list[str]:
    meant = (a for a in group.alternatives if a.weight >= _MEANT)
    return sorted({o for a in meant for o in lexicon.opposites(" ".join(a.stems) or a.surface)})


def _holds(quoted: Analyzed, stems: set[str], word: str) -> bool:
    if word.isascii():
        return stems.issuperset(word.split())
    return len(word) > 1 and word in quoted.folded.text


def _other_name(
    claim: str, quoted: str, quote: Quote, reading: Reading, analyzer: Analyzer, lexicon: Lexicon
) -> bool:
    """Whether the quote has another name where a name of the claim goes unsaid."""
    said = _said(reading, quote)
    groups = [g for g in reading.query.readings[reading.ranked.language] if g.meaning]
    mine, theirs = _names(claim, analyzer, lexicon), _names(quoted, analyzer, lexicon)
    unsaid = [
        name
        for name in mine
        if (of := [g for g in groups if g.word in name or name in g.word])
        and not any(said.get(g.word) for g in of)
    ]
    matched = {h.of(reading.document.text).lower() for h in quote.highlights}
    free = [n for n in theirs - mine if not any(n in m or m in n for m in matched)]
    return bool(unsaid and free)


def _names(text: str, analyzer: Analyzer, lexicon: Lexicon) -> set[str]:
    """Names of people, places and the like: those that begin with a capital, and Chinese words that are nothing else."""
    tokens = analyzer.analyze(text).tokens
    people = (chinese_name(tokens, i)[0] for i in range(len(tokens)))
    return {
        *capitalised(text),
        *(n for n in people if len(n) > 2 and not lexicon.ordinary(n)),
        *(t.surface for t in tokens if t.chinese and _only_a_name(t.surface, lexicon)),
    }


def _only_a_name(word: str, lexicon: Lexicon) -> bool:
    """Whether the dictionary has the word as a name and as nothing else; it tells so of two or three characters."""
    return len(word) in {2, 3} and not lexicon.ordinary(word) and bool(lexicon.english(word))
