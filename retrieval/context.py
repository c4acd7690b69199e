"""What stands around a quote (values only)."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.model import Span


@dataclass(frozen=True, slots=True)
class Around:
    """The sentences before and after."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]
    more_before: bool
    more_after: bool
