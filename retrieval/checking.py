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
from retrieval.contrasts import Ground, negations, original
from retrieval.features import FEATURES, Reading
from retrieval.figures import Figure, figures
from retrieval.kinds import capitalised, chinese_name
from retrieval.lexicon import Lexicon
from retrieval.model import Difference, Group, Span, Verdict
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
    "behind",
    "unsaid",
    "near",
    "rivalled",
    "differing_near",
    "alike",
    "opposite_near",
    "rival",
    "rival_near",
    "neg_there",
    "neg_here",
    "neg_both",
    "part_agree",
    "words",
    "words_nofig",
    "denied_said",
    "name_unsaid",
    "other_near",
    "agree_quantity",
    "rival_local",
    "opposite_local",
)
FAR: Final = math.log(100)  # figures that are a hundredfold apart are of other things
_RELEVANCE: Final = FEATURES.index("relevance")
_SAID: Final = FEATURES.index("said")
_SAID_WELL: Final = 0.8  # a word that is said this well is not looked for as its opposite
_NEGATION: Final = re.compile(
    r"不|没|未|无|非|拒绝|否认|\b(?:not|never|no|without|denied|denies|refused?|nobody|none|neither|nor|cannot)\b|n['’]t\b"
)
_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
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
    denied = Ground(reading, quote).denied_in_claim(analyzer.analyze(claim))
    opposites = [
        pair
        for pair in _opposites(reading, quote, analyzer.analyze(quoted), lexicon)
        if pair[0] not in denied
    ]
    differences = (
        *(Difference(mine.span.of(claim), its.span.of(quoted)) for mine, its in found.swapped),
        *(Difference(word, said) for word, said in opposites),
    )
    ground = Ground(reading, quote)
    more = _more(claim, quoted, ground, reading, found, opposites, analyzer, lexicon)
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
        0.0,
        *more,
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
        and any(g.alternatives for g in of)
    ]
    matched = {h.of(reading.document.text).lower() for h in quote.highlights}
    free = [n for n in theirs - mine if not any(n in m or m in n for m in matched)]
    return bool(unsaid and free)


def _names(text: str, analyzer: Analyzer, lexicon: Lexicon) -> set[str]:
    """Names of people, places and the like: those that begin with a capital, and Chinese words that are nothing else."""
    tokens = analyzer.analyze(text).tokens
    people = (chinese_name(tokens, i)[0] for i in range(len(tokens)))
    return {
        *(n for n in capitalised(text) if not set(n.split()) & _CALENDAR),
        *(n for n in people if len(n) > 2 and not lexicon.ordinary(n)),
        *(t.surface for t in tokens if t.chinese and _only_a_name(t.surface, lexicon)),
    }


def _only_a_name(word: str, lexicon: Lexicon) -> bool:
    """Whether the dictionary has the word as a name and as nothing else; it tells so of two or three characters."""
    return len(word) in {2, 3} and not lexicon.ordinary(word) and bool(lexicon.english(word))


def _digits(term: str) -> str:
    return "".join(c for c in term if c.isdigit()).strip("0")


def _alike(one: str, other: str) -> bool:
    a, b = _digits(one), _digits(other)
    if a == b or sorted(a) == sorted(b):
        return True
    return len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b)) == 1


def _more(claim, quoted, ground, reading, found, opposites, analyzer, lexicon):
    start = ground.span.start
    at = lambda f: Span(f.span.start + start, f.span.end + start)
    theirs = figures(quoted, analyzer)
    shown = {f.span.of(claim).lower() for f in found.ours}
    isfig = lambda w: any(c.isdigit() for c in w) or any((len(w) > 1 and w in x) or x in w for x in shown)
    said = _said(reading, ground.quote)
    words = {w: s for w, s in ground.shares.items() if not isfig(w)}
    total = sum(words.values()) or 1.0
    qchars = set(analyzer.fold(quoted).text)
    partly = lambda w: max(said.get(w, 0.0), 0.0 if w.isascii() or len(w) < 2 else 0.6 * (sum(c in qchars for c in w) / len(w) - 0.4))
    wsaid = sum(s * partly(w) for w, s in words.items()) / total
    unsaid = [s / total for w, s in words.items() if partly(w) < 0.3]
    near, rivalled = 0.0, 0.0
    for f in found.ours:
        agreed = [ground.pull(at(o), isfig) for o in theirs if f.agrees(o)]
        if agreed:
            rival = max((ground.pull(at(o), isfig) for o in found.others if o.sort == f.sort), default=0.0)
            near = max(near, max(agreed))
            rivalled = max(rivalled, (rival - max(agreed)) / (rival + max(agreed) + 0.1))
    diff_near, alike = 0.0, 0.0
    for f in found.missing:
        for o in found.others:
            if o.sort == f.sort:
                diff_near = max(diff_near, ground.pull(at(o), isfig))
                alike = max(alike, float(f.sort != "year" and _alike(f.term, o.term)))
    analyzed = analyzer.analyze(quoted)
    opposite_near = max((ground.pull(_where(analyzed, o, start), lambda w, m=m: w == m) for m, o in opposites), default=0.0)
    rivals = list(_rivals(said, ground, analyzed, lexicon, claim, analyzer))
    rival_near = max((ground.pull(_where(analyzed, o, start), lambda w, m=m: w == m) for m, o in rivals), default=0.0)
    denied_here = ground.denied_in_claim(analyzer.analyze(claim))
    denied_there = ground.denied_in_quote()
    both = set(words) & {w for w, v in said.items() if v >= 0.3}
    negated = bool(negations(analyzer.fold(claim).text))
    crossed = float(not negated and bool(both & denied_there))
    denied_said = float(negated and bool(denied_here & both) and not (both & denied_there))
    unsaid_denied = float(negated and not denied_said and not (both & denied_there))
    agreed_negation = float(negated and bool(both & denied_there))
    name_unsaid, other_near = _unsaid_name(claim, quoted, ground, reading, said, analyzer, lexicon)
    quantity = [f for f in found.ours if f.sort in {"number", "percentage", "ordinal"}]
    fine = [f for f in quantity if f not in found.missing]
    return (
        max(unsaid, default=0.0),
        near,
        rivalled,
        diff_near,
        alike,
        opposite_near,
        float(bool(rivals)),
        rival_near,
        crossed,
        unsaid_denied,
        agreed_negation,
        (1 - len(found.missing) / len(found.ours)) if found.ours and found.missing else 0.0,
        wsaid,
        wsaid if not found.ours else 0.0,
        denied_said,
        name_unsaid,
        other_near,
        float(bool(fine) and len(fine) == len(quantity)),
        rival_near / max(wsaid, 0.2),
        opposite_near / max(wsaid, 0.2),
    )


def _where(analyzed, word, start):
    if word.isascii():
        stem = word.split()[0]
        t = next(t for t in analyzed.tokens if t.term == stem)
        s = analyzed.original(t)
    else:
        i = analyzed.folded.text.find(word)
        s = analyzed.folded.original(i, i + len(word))
    return Span(s.start + start, s.end + start)


def _rivals(said, ground, analyzed, lexicon, claim, analyzer):
    stems = {token.term for token in analyzed.tokens}
    mine = {a for g in ground.groups for x in g.alternatives if x.weight >= _MEANT for a in [" ".join(x.stems) or x.surface]}
    whole = analyzer.analyze(claim)
    text = whole.folded.text
    inclaim = {t.term for t in whole.tokens}
    for words, label in _meanings(said, ground, whole):
        words = [*words, *(w[:-1] for w in words if not w.isascii() and len(w) > 2 and w[-1] in "人市省州县")]
        if any(_holds(analyzed, stems, w) for w in words):
            continue
        rivals = {o for w in words for o in lexicon.rivals(w)} - mine
        found = next(
            (o for o in sorted(rivals, key=lambda o: (-len(o), o)) if o not in text and not inclaim.issuperset(o.split()) and _holds(analyzed, stems, o)),
            None,
        )
        if found:
            yield label, found


def _meanings(said, ground, whole):
    """The words of the claim that go unsaid, and its phrases, each with what else may say it."""
    for group in ground.groups:
        if said.get(group.word, 0.0) < _MEANT:
            yield [" ".join(a.stems) or a.surface for a in group.alternatives if a.weight >= 0.6], group.word
    tokens = whole.tokens
    for size in (2, 3):
        for i in range(len(tokens) - size + 1):
            part = tokens[i : i + size]
            if all(t.chinese == part[0].chinese for t in part):
                key = ("" if part[0].chinese else " ").join(t.term for t in part)
                yield [key], whole.folded.text[part[0].start : part[-1].end]


def _unsaid_name(claim, quoted, ground, reading, said, analyzer, lexicon):
    mine, theirs = _names(claim, analyzer, lexicon), _names(quoted, analyzer, lexicon)
    unsaid = [
        name
        for name in mine
        if (of := [g for g in ground.groups if g.word in name or name in g.word])
        and not any(said.get(g.word) for g in of)
        and any(g.alternatives for g in of)
    ]
    if not unsaid:
        return 0.0, 0.0
    matched = {h.of(reading.document.text).lower() for h in ground.quote.highlights}
    free = [n for n in theirs - mine if not any(n in m or m in n for m in matched)]
    folded = analyzer.fold(quoted)
    out = 0.0
    for n in free:
        i = folded.text.find(n)
        if i >= 0:
            s = folded.original(i, i + len(n))
            out = max(out, ground.pull(Span(s.start + ground.span.start, s.end + ground.span.start), lambda w: w in unsaid))
    return 1.0, out
