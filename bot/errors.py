"""What can go wrong in what a person types."""

from __future__ import annotations


class UsageError(Exception):
    """The command cannot be carried out as it was given; the text is one sentence."""
