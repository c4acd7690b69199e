"""Citations as references (provisional)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from retrieval.model import Citation


def markdown(citations: Sequence[Citation], accessed: date) -> str:
    """A list of quotes, each with its source."""
    return "".join(f"> {c.quote}\n>\n> {c.document.title}, {accessed}\n\n" for c in citations)


FORMATS: Mapping[str, Callable[[Sequence[Citation], date], str]] = dict.fromkeys(
    ("markdown", "bibtex", "ris", "gbt7714"), markdown
)
SUFFIXES: Mapping[str, str] = {"markdown": ".md", "bibtex": ".bib", "ris": ".ris", "gbt7714": ".txt"}
