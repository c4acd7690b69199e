"""Follow-ups (values only)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked before."""

    text: str
    quote: str = ""
