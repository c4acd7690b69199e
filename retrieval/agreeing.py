"""What other documents say of the same: copies of a quote count once, and other figures are shown beside it.

A copy is the same words in another document, but for marks, white space and a few letters. A figure is asked for
where the question asks how many or when; sources that give the same one agree, and those that answer as well with
another one of the same sort differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.features import FEATURES, Reading
from retrieval.figures import Figure, figures
from retrieval.model import Document, Kind
from retrieval.quoting import Quote

ALIKE: Final = 92.0  # of 100: how like another a copy is, by the longest common subsequence
BELOW: Final = 0.5  # of a score: how far an excerpt of another page stands below a whole text
EQUAL: Final = 1e-6  # scores that differ less are equal
SAME: Final = (
    0.75  # the share of the question that a quote must say to be of the same matter as another that does
)
_SAID: Final = FEATURES.index("said")
_BEHIND: Final = FEATURES.index("said_behind")
SORTS: Final = {Kind.HOW_MANY: {"number", "percentage"}, Kind.WHEN: {"day", "year"}}


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
    def source(self) -> tuple[str, str]:
        """What tells its document from all others."""
        return self.document.path, self.document.id

    @property
    def key(self) -> tuple[float, int, int]:
        """Orders candidates, best first; the beginning of a text stands below whole texts."""
        return (
            BELOW * self.document.excerpt - self.quote.score,
            self.reading.ranked.passage,
            self.quote.span.start,
        )


def collapsed(candidates: Sequence[Candidate], fold: Callable[[str], str]) -> list[Candidate]:
    """The candidates in order, copies in other documents as one: the best of whole texts, of equals the newest.

    Args:
        candidates: best first.
        fold: text as it is matched.
    """
    kept: list[tuple[str, list[Candidate]]] = []
    for candidate in candidates:
        plain = "".join(c for c in fold(candidate.words) if c.isalnum())
        same = (group for of, group in kept if group[0].source != candidate.source and _alike(plain, of))
        group = next(same, None)
        if group is None:
            kept.append((plain, [candidate]))
        else:
            group.append(candidate)
    return [_first(group) for _, group in kept]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < max(len(one), len(other)) * ALIKE / 100:
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(one, other, score_cutoff=ALIKE) >= ALIKE


def _first(group: Sequence[Candidate]) -> Candidate:
    whole = [c for c in group if not c.document.excerpt] or group
    best = whole[0].quote.score
    equal = [c for c in whole if best - c.quote.score < EQUAL]
    chosen = max(equal, key=lambda c: c.document.published or "")
    of = chosen.source
    others = {
        c.source: c.document for c in group if of not in {c.source, (c.document.path, c.document.copy_of)}
    }
    return Candidate(chosen.reading, chosen.quote, tuple(others.values()))


def elsewhere(
    kept: Sequence[Candidate], kind: Kind, question: str, analyzer: Analyzer
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates of other documents that give the figure of the first one, and those that give another in its place."""
    asked = _asked(kept[0], kind, question, analyzer)
    sorts = {figure.sort for figure in asked}
    agreeing, differing = [], []
    for candidate, found in _rivals(kept, kind, question, analyzer) if asked else ():
        if _shared(asked, found):
            agreeing.append(candidate)
        elif sorts & {figure.sort for figure in found}:
            differing.append(candidate)
    return agreeing, differing


def _rivals(
    kept: Sequence[Candidate], kind: Kind, question: str, analyzer: Analyzer
) -> Iterator[tuple[Candidate, list[Figure]]]:
    """The best candidate of each other document that says nearly all of the question, where the first one does."""
    seen = {kept[0].source}
    for candidate in kept[1:] if _of_the_matter(kept[0]) else ():
        if candidate.source not in seen and _of_the_matter(candidate):
            seen.add(candidate.source)
            yield candidate, _asked(candidate, kind, question, analyzer)


def _of_the_matter(candidate: Candidate) -> bool:
    said = candidate.quote.features[_SAID] + candidate.quote.features[_BEHIND]
    return min(said, candidate.quote.covered) >= SAME


def _asked(candidate: Candidate, kind: Kind, question: str, analyzer: Analyzer) -> list[Figure]:
    """The figures of a quote that may be what is asked for: of the right sort, and not the question's own."""
    known = figures(question, analyzer)
    found = figures(candidate.words, analyzer) if kind in SORTS else []
    return [f for f in found if f.sort in SORTS[kind] and not any(map(f.agrees, known))]


def _shared(ones: Sequence[Figure], others: Sequence[Figure]) -> bool:
    return any(one.agrees(other) for one in ones for other in others)
