"""Who may ask, and which folders they may see. Deny by default: a person, a chat or a topic is listed by numeric id.

A place is written as `7` (a person, or the private chat with them), `-1001` (a group) or `-1001/5` (a topic of it).
What was decided in a chat (`/allow`, `/deny`) stands above the lists of the settings; an administrator of the settings
cannot be shut out. A group that became a supergroup is meant by its number of before, too, not the other way around.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from retrieval.model import EVERYTHING, Scope

Ruling = Callable[[str], bool | None]


def undecided(place: str) -> bool | None:
    """Nothing was decided in a chat about any place."""
    del place
    return None


def as_spelled(folder: str) -> bool:
    """Every folder is there as it is spelled."""
    del folder
    return True


def never_moved(chat: int) -> frozenset[int]:
    """Every group has the number that it always had."""
    del chat
    return frozenset()


def place_of(chat: int, topic: int | None = None) -> str:
    """How a person, a chat or a topic is written."""
    return str(chat) if topic is None else f"{chat}/{topic}"


@dataclass(frozen=True, slots=True)
class Access:
    """The lists in force.

    `folders` binds folders of the corpus, by their path inside, to the only places that see them. `granted` tells the
    administrators that were made by a code, `ruling` what was decided since, `former` the numbers that a group had before,
    `told_apart` whether a folder is there in the very spelling in which it is bound, and its disk has others beside.
    """

    open: bool = False
    admins: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    chats: frozenset[int] = frozenset()
    granted: Callable[[], Collection[int]] = field(default=frozenset)
    topics: frozenset[str] = frozenset()
    folders: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ruling: Ruling = undecided
    former: Callable[[int], Collection[int]] = never_moved
    told_apart: Callable[[str], bool] = as_spelled

    def is_admin(self, asker: int) -> bool:
        """Whether this person may administer: listed, or made administrator by a code and not denied since."""
        return asker in self.admins or (asker in self.granted() and self.ruling(place_of(asker)) is not False)

    def is_settled(self, asker: int) -> bool:
        """Whether the settings make this person an administrator: no command of another takes that away."""
        return asker in self.admins

    def may_ask(self, asker: int, chat: int, topic: int | None = None) -> bool:
        """Whether this person gets answers there: who or where is denied does not, whatever else is allowed."""
        if self.is_admin(asker):
            return True
        person, place = self.ruling(place_of(asker)), self._decided(chat, topic)
        if person is False or place is False:
            return False
        return bool(self.open or person or place or self._listed(asker, chat, topic))

    def scope(self, asker: int, chat: int, topic: int | None = None, *, private: bool) -> Scope:
        """What of the corpus may be seen there: all but the folders that are bound to others.

        In private a person's own id counts; in a group the group's and the topic's alone, so that nothing that one of
        its people may see comes before the others.
        """
        if not self.folders:
            return EVERYTHING
        here = {place_of(asker)} if private else {place_of(chat, topic), *map(place_of, self._numbers(chat))}
        return self._without(folder for folder, seen in self.folders.items() if not here & seen)

    def scope_anywhere(self) -> Scope:
        """What may be seen where nobody knows who reads, as in inline mode: all but the folders that are bound."""
        return self._without(self.folders)

    def _without(self, folders: Iterable[str]) -> Scope:
        """All but these folders, by their names as the disk knows them: a spelling that it does not have binds none less."""
        there = sorted((self.told_apart(folder), folder) for folder in folders)
        denied, in_any_case = (tuple(f for told, f in there if told is exact) for exact in (True, False))
        return Scope(denied=denied, denied_in_any_case=in_any_case)

    def nobody_listed(self) -> bool:
        """Whether nobody at all could ask or administer."""
        return not (self.open or self.admins or self.users or self.chats or self.topics or self.granted())

    def _decided(self, chat: int, topic: int | None) -> bool | None:
        """What was decided about a place: of its topic, where there is something, else of the chat."""
        of_topic = self.ruling(place_of(chat, topic)) if topic is not None else None
        return self.ruling(place_of(chat)) if of_topic is None else of_topic

    def _listed(self, asker: int, chat: int, topic: int | None) -> bool:
        named = asker in self.users or place_of(chat, topic) in self.topics
        return named or bool(self.chats and not self.chats.isdisjoint(self._numbers(chat)))

    def names(self, chat: int) -> bool:
        """Whether the settings list a group, or bind a folder to it, by this very number."""
        return chat in self.chats or any(place_of(chat) in seen for seen in self.folders.values())

    def _numbers(self, chat: int) -> Collection[int]:
        """The number of a chat, and those that it had before."""
        return {chat, *self.former(chat)}


def one_time_code() -> str:
    """A code that nobody guesses: 80 bits, of characters that a start link may carry."""
    return secrets.token_urlsafe(10)


def same_code(given: str, code: str | None) -> bool:
    """Whether the code is right, in constant time."""
    return code is not None and hmac.compare_digest(given.strip().encode("utf-8", "replace"), code.encode())
