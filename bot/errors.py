"""What can go wrong in what a person types, what keeps a message waiting or a file away, and what ends a bot that serves."""

from __future__ import annotations


class UsageError(Exception):
    """The command cannot be carried out as it was given; the text is one sentence."""


class NotNow(Exception):
    """A message could not be delivered, and may be later."""


class NotHad(Exception):
    """A file that somebody sent cannot be had, or not all of it."""


class CannotServe(Exception):
    """The bot cannot receive messages, and another attempt would not help; the text is one sentence."""
