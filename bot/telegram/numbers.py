"""Which numbers messages have, as far as we saw them: so that one whose fate is unknown can be looked for.

Telegram numbers the messages of a supergroup by themselves, and those of all private chats and small groups together.
A message that was sent, and of which no answer told the number, has one that is higher than any seen before it was
sent, and that nothing else was seen to have: mostly the very next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import count, islice
from typing import Final

TRIED: Final = 5  # numbers at which a message is looked for
_KEPT: Final = 2048  # numbers of a space that are remembered
SUPERGROUPS: Final = -1_000_000_000_000  # ids below this one are those of supergroups


class Numbers:
    """The numbers seen, space by space."""

    def __init__(self) -> None:
        self._seen: dict[int, deque[int]] = {}
        self._highest: dict[int, int] = {}

    def saw(self, chat: int, number: int) -> None:
        """Remember a message of this chat, whoever wrote it."""
        space = space_of(chat)
        self._seen.setdefault(space, deque(maxlen=_KEPT)).append(number)
        self._highest[space] = max(number, self._highest.get(space, 0))

    def highest(self, chat: int) -> int:
        """The highest number seen where this chat is counted; 0 where none was."""
        return self._highest.get(space_of(chat), 0)

    def candidates(self, chat: int, floor: int) -> Iterator[int]:
        """The numbers that a message may have that was sent to this chat when `floor` was the highest."""
        seen = set(self._seen.get(space_of(chat), ()))
        return islice((number for number in count(floor + 1) if number not in seen), TRIED)


def space_of(chat: int) -> int:
    """Where a chat's messages are counted: a supergroup in itself, all others together."""
    return chat if chat < SUPERGROUPS else 0
