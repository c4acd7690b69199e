"""Who may ask. Deny by default: a person or a chat is listed by numeric id, or access is open to all."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """The lists in force. `granted` tells the administrators that were made by a code."""

    open: bool = False
    admins: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    chats: frozenset[int] = frozenset()
    granted: Callable[[], Collection[int]] = field(default=frozenset)

    def is_admin(self, asker: int) -> bool:
        """Whether this person may administer."""
        return asker in self.admins or asker in self.granted()

    def may_ask(self, asker: int, chat: int) -> bool:
        """Whether this person, in this chat, gets answers."""
        return self.open or asker in self.admins | self.users or chat in self.chats or asker in self.granted()

    def nobody_listed(self) -> bool:
        """Whether nobody at all could ask or administer."""
        return not (self.open or self.admins or self.users or self.chats or self.granted())


def one_time_code() -> str:
    """A code that nobody guesses: 80 bits, of characters that a start link may carry."""
    return secrets.token_urlsafe(10)


def same_code(given: str, code: str | None) -> bool:
    """Whether the code is right, in constant time."""
    return code is not None and hmac.compare_digest(given.strip().encode(), code.encode())
