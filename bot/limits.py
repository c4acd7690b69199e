"""How much one person and one chat may ask in a minute, and one person inline. Who asks more is told so once a minute, and then nothing.

Kept in memory: a restart forgives.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final, Literal

WINDOW: Final = 60.0  # seconds

Ruling = Literal["go", "notice", "silence"]


@dataclass(slots=True)
class _Window:
    """What came since it began."""

    begun: float
    count: int = 0


class Limits:
    """Counts what comes in windows of a minute, each from the first message in it."""

    def __init__(self, person: int, chat: int, clock: Callable[[], float], inquiries: int = 0) -> None:
        """Begin.

        Args:
            person: what is answered of one person in a minute; 0 for any number.
            chat: the same for all people of a group together.
            clock: seconds that never go back.
            inquiries: what is looked up of one person in a minute while they type in other chats; 0 for any number.
        """
        self._person = person
        self._chat = chat
        self._inquiries = inquiries
        self._clock = clock
        self._windows: dict[Hashable, _Window] = {}
        self._swept = clock()

    def take(self, asker: int, chat: int, *, private: bool) -> Ruling:
        """Count one more; what one person has too much of does not count for the others of the group."""
        self._sweep()
        said = self._count(("person", asker), self._person)
        return said if said != "go" or private else self._count(("chat", chat), self._chat)

    def has_room(self, asker: int, chat: int) -> bool:
        """Whether one more of a person in a group would be answered; nothing is counted."""
        return self._leaves(("person", asker), self._person) and self._leaves(("chat", chat), self._chat)

    def inquire(self, asker: int) -> Ruling:
        """Count one more of what somebody types in other chats, which uses up nothing of what they may ask."""
        self._sweep()
        return self._count(("inquiry", asker), self._inquiries)

    def _leaves(self, whose: Hashable, limit: int) -> bool:
        return not limit or self._window(whose).count < limit

    def _count(self, whose: Hashable, limit: int) -> Ruling:
        if not limit:
            return "go"
        window = self._windows[whose] = self._window(whose)
        window.count += 1
        if window.count <= limit:
            return "go"
        return "notice" if window.count == limit + 1 else "silence"

    def _window(self, whose: Hashable) -> _Window:
        """The window that is open, or one that begins now."""
        now, window = self._clock(), self._windows.get(whose)
        return _Window(now) if window is None or now - window.begun >= WINDOW else window

    def _sweep(self) -> None:
        """Forget the windows that are over, so that memory does not grow with the number of people."""
        now = self._clock()
        if now - self._swept >= WINDOW:
            self._windows = {k: w for k, w in self._windows.items() if now - w.begun < WINDOW}
            self._swept = now
