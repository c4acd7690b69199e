"""What other documents say of the same: copies of a quote count once, and other figures are shown beside it.

A copy is the same words in another document, but for marks, white space and a few letters; of copies of one page from
several times the newest speaks. A figure is asked for where the question asks how many or when; sources that give the
same one agree, and those that answer as well with another one of the same sort differ. A document that is the same
text again, or the same page from another time, is no source of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from retrieval.alike import alike, letters
from retrieval.analysis.analyzer import Analyzer
from retrieval.features import FEATURES, Reading
from retrieval.figures import Figure, figures
from retrieval.model import Document, Kind
from retrieval.quoting import Quote

BELOW: Final = 0.5  # of a score: how far an excerpt of another page stands below a whole text
EQUAL: Final = 1e-6  # scores that differ less are equal
SAME: Final = (
    0.75  # the share of the question that a quote must say to be of the same matter as another that does
)
REWORDED: Final = 75.0  # of 100: how like another a sentence is that took its place
AS_MUCH: Final = 0.05  # the share of the question by which a newer copy may say less, and still speak
_SAID: Final = FEATURES.index("said")
_BEHIND: Final = FEATURES.index("said_behind")
SORTS: Final = {Kind.HOW_MANY: {"number", "percentage"}, Kind.WHEN: {"day", "year"}}

Replaces = Callable[[Document, Document], bool]
"""Whether the first document is a newer copy of the page that the second one is a copy of."""

Kin = Callable[[Document], frozenset[tuple[str, str]]]
"""The sources of the documents that are no other source than this one: the same text again, or the same page."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote with the passage that it was read in, and the other documents that have its very words."""

    reading: Reading
    quote: Quote
    copies: tuple[Document, ...] = ()

    @property
    def document(self) -> Document:
        """Whose words it is."""
        return self.reading.document

    @property
    def words(self) -> str:
        """The words of the quote."""
        return self.quote.span.of(self.document.text)

    @property
    def sayings(self) -> list[str]:
        """The letters of each sentence of the quote, in order."""
        return [letters(s.folded) for s in self.reading.sentences if s.span.overlaps(self.quote.span)]

    @property
    def source(self) -> tuple[str, str]:
        """What tells its document from all others."""
        return self.document.source

    @property
    def said(self) -> float:
        """The share of the question that the quote and what stands around it say."""
        return min(self.quote.features[_SAID] + self.quote.features[_BEHIND], self.quote.covered)

    def repeats(self, other: Candidate) -> bool:
        """Whether it has the words of another, or a part of the same words."""
        same = self.source == other.source and self.quote.span.overlaps(other.quote.span)
        return same or self.words == other.words

    def beside(self, other: Candidate) -> Candidate:
        """The same, where another is cited by itself: that is none of its copies."""
        return replace(self, copies=tuple(d for d in self.copies if d.source != other.source))

    @property
    def key(self) -> tuple[float, int, int]:
        """Orders candidates, best first; the beginning of a text stands below whole texts."""
        return (
            BELOW * self.document.excerpt - self.quote.score,
            self.reading.ranked.passage,
            self.quote.span.start,
        )


def collapsed(candidates: Sequence[Candidate], replaces: Replaces) -> list[Candidate]:
    """The candidates in order, copies in other documents as one: the best of whole texts, of equals the newest.

    Args:
        candidates: best first.
        replaces: which copies of a page another one replaces, however good they are.
    """
    kept: list[tuple[str, list[Candidate]]] = []
    for candidate in candidates:
        plain = "".join(candidate.sayings)
        same = (group for of, group in kept if group[0].source != candidate.source and alike(plain, of))
        group = next(same, None)
        if group is None:
            kept.append((plain, [candidate]))
        else:
            group.append(candidate)
    return [_first(group, replaces) for _, group in kept]


def renewed(candidates: Sequence[Candidate], replaces: Replaces) -> list[Candidate]:
    """The candidates in order, but that of a page's older copy behind the newer one's that speaks in its place."""
    order = [(max(at, _newer(candidates, old, replaces, at)), at) for at, old in enumerate(candidates)]
    return [candidates[at] for _, at in sorted(order, key=lambda o: (o[0], o[0] != o[1], o[1]))]


def current(candidates: Sequence[Candidate], replaces: Replaces) -> list[Candidate]:
    """Those of the candidates in whose place no newer copy of their page speaks."""
    return [c for c in candidates if _newer(candidates, c, replaces, -1) < 0]


def _newer(candidates: Sequence[Candidate], old: Candidate, replaces: Replaces, none: int) -> int:
    """Where the first candidate stands that speaks in place of an old one."""
    return next(
        (
            at
            for at, new in enumerate(candidates)
            if replaces(new.document, old.document) and _speaks(new, old)
        ),
        none,
    )


def _speaks(new: Candidate, old: Candidate) -> bool:
    """Whether a newer copy of a page says as much of the question as the older one, or the same sentence reworded.

    That may say less: it is often the word asked for that was changed.
    """
    if new.said >= old.said - AS_MUCH:
        return True
    from rapidfuzz.fuzz import ratio

    return ratio(new.words, old.words, score_cutoff=REWORDED) > 0


def _first(group: Sequence[Candidate], replaces: Replaces) -> Candidate:
    whole = [c for c in group if not c.document.excerpt] or group
    whole = [c for c in whole if not any(replaces(d.document, c.document) for d in whole)] or whole
    best = whole[0].quote.score
    equal = [c for c in whole if best - c.quote.score < EQUAL]
    chosen = max(equal, key=lambda c: c.document.published or "")
    of = chosen.source
    others = {
        c.source: c.document for c in group if of not in {c.source, (c.document.path, c.document.copy_of)}
    }
    return Candidate(chosen.reading, chosen.quote, tuple(others.values()))


def elsewhere(
    kept: Sequence[Candidate], kind: Kind, question: str, analyzer: Analyzer, kin: Kin
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates of other sources that give the figure of the first one, and those that give another in its place."""
    asked = _asked(kept[0], kind, question, analyzer)
    sorts = {figure.sort for figure in asked}
    agreeing, differing = [], []
    for candidate, found in _rivals(kept, kind, question, analyzer, kin) if asked else ():
        if _shared(asked, found):
            agreeing.append(candidate)
        elif sorts & {figure.sort for figure in found}:
            differing.append(candidate)
    return agreeing, differing


def _rivals(
    kept: Sequence[Candidate], kind: Kind, question: str, analyzer: Analyzer, kin: Kin
) -> Iterator[tuple[Candidate, list[Figure]]]:
    """The best candidate of each other source that says nearly all of the question, where the first one does."""
    seen = set(_sources(kept[0], kin))
    for candidate in kept[1:] if kept[0].said >= SAME else ():
        if candidate.source not in seen and candidate.said >= SAME:
            seen |= _sources(candidate, kin)
            yield candidate, _asked(candidate, kind, question, analyzer)


def _sources(candidate: Candidate, kin: Kin) -> frozenset[tuple[str, str]]:
    """Its document, those that have its very words, and those that are the same as one of them."""
    documents = (candidate.document, *candidate.copies)
    return frozenset().union(*({d.source} | kin(d) for d in documents))


def _asked(candidate: Candidate, kind: Kind, question: str, analyzer: Analyzer) -> list[Figure]:
    """The figures of a quote that may be what is asked for: of the right sort, and not the question's own."""
    if kind not in SORTS:
        return []
    known, found = figures(question, analyzer), figures(candidate.words, analyzer)
    return [f for f in found if f.sort in SORTS[kind] and not any(map(f.agrees, known))]


def _shared(ones: Sequence[Figure], others: Sequence[Figure]) -> bool:
    return any(one.agrees(other) for one in ones for other in others)
