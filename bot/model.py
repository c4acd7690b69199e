"""What comes in and what goes out, before any markup: requests, presses of buttons, and replies."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from retrieval.model import Answer, NoAnswer, Span
from retrieval.verifying import Verified

Tongue = Literal["en", "zh-hans", "zh-hant"]
ChatKind = Literal["private", "group"]
View = Literal["page", "copy", "wrong"]
"""What a message shows of an answer: the quote, the quote to be copied, or the quote with what may be wrong about it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What came with a message beside words; `file` is Telegram's name for it, `size` in bytes."""

    kind: Literal["document", "voice", "photo", "sticker", "video", "other"]
    file: str = ""
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that a request replies to: its number in the chat, its words, whether it is ours, and who wrote it.

    `author` is 0 where nobody is known to have.
    """

    message: int
    text: str
    ours: bool
    author: int = 0


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Where a message was forwarded from: who wrote it, when, as ISO 8601 in UTC, and its address, where they are known."""

    name: str
    at: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A message of a person. `command` has no slash; without one `text` is a question.

    `asker` and `chat` are numeric ids; `language_code` is the asker's, as the client gives it. `message` is the
    number of the message in its chat, 0 where messages have none; `topic` that of the thread it stands in.
    `addressed` tells whether it is said to us: in private, by a command, a mention or a reply. An `edited` one was
    here before with other words. A `late` one was written long before it reached us; `passed_over` counts older questions
    of the chat that nobody answers any more.
    """

    chat: int
    chat_kind: ChatKind
    asker: int
    text: str
    command: str | None = None
    language_code: str | None = None
    message: int = 0
    topic: int | None = None
    addressed: bool = True
    edited: bool = False
    replied: Replied | None = None
    attachment: Attachment | None = None
    late: bool = False
    passed_over: int = 0
    forwarded: Forwarded | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A press of one of our buttons: the data that the button carried, and the message that it stands below."""

    chat: int
    asker: int
    data: str
    chat_kind: ChatKind = "private"
    language_code: str | None = None
    message: int = 0
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What somebody types behind our name in any chat; `offset` is where the next quotes begin, empty at first."""

    asker: int
    text: str
    offset: str = ""
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One of our own texts, by its name, with what fills its places.

    What `replaces` names is a message of ours that the reply is put in the place of, `replies_to` another message than the
    asker's that it replies to. `buttons` are names of texts with the data that each sends back; `link` is the address
    that the text's own link leads to.
    """

    text: str
    tongue: Tongue
    values: Mapping[str, str] = field(default_factory=dict)
    replaces: int | None = None
    replies_to: int | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """An earlier answer to the same question: when it was given, as ISO 8601, and where it can be read again."""

    day: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, opened at one citation; `key` names the question in the store, empty where it is not kept.

    What `replaces` names is a message of ours that the reply is put in the place of. `understood` is what was looked up
    where that is not what was written, `ignored` what looks like a filter and was read as words; `since` says that the same was asked before and another answer was found then;
    with `rang` it comes unasked, to who waited for it. `wider` counts the steps by which more is shown around the quote,
    which are the sentences `before` and `after` it, and `more` tells whether the text goes on there. `verified` is what
    became of the quote in its file, `was` that quote where it is not the one that is shown. `relaxed` are searches that
    ask for less; `bell` tells whether one hangs, `None` where none can. `today` is the day, as ISO 8601, from which ages
    are counted, `remark` the name of a text that is said over the chat when a button brought this about. `home` is the bot's own address,
    where the reply may be read in a chat in which it is not.
    """

    answer: Answer | NoAnswer
    tongue: Tongue
    key: str
    position: int = 0
    replaces: int | None = None
    understood: str = ""
    ignored: tuple[str, ...] = ()
    since: Since | None = None
    view: View = "page"
    wider: int = 0
    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()
    more: bool = True
    verified: Verified | None = None
    was: str = ""
    relaxed: tuple[str, ...] = ()
    bell: bool | None = None
    rang: bool = False
    today: str = ""
    remark: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that is handed over, with the name of one of our texts that is said with it, if any."""

    name: str
    data: bytes
    tongue: Tongue
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """Quotes to choose from, for an inquiry, or nothing at all; `next_offset` asks for more, empty where there is no more."""

    found: Found | Notice | None = None
    next_offset: str = ""


Reply = Notice | Found | Handed


def replaced(reply: Reply) -> int | None:
    """The message of ours that a reply is put in the place of; a file comes always as a new one."""
    return reply.replaces if isinstance(reply, Found | Notice) else None


class Sending(Protocol):
    """The way to people who did not ask just now."""

    async def send(self, chat: int, topic: int | None, reply_to: int | None, reply: Reply) -> int | None:
        """Send a reply; the number of the message, or `None` where it cannot be delivered for good.

        Raises:
            NotNow: where it may be delivered later.
        """
        ...


@dataclass(slots=True)
class Pulse:
    """How the connection to Telegram is; times in seconds since 1970, 0 where that has not happened yet.

    `held` is the longest time, in seconds, for which nothing but one thing was done. `hears_all` tells whether all
    that is said in groups reaches us, `inline` whether people may ask in any chat; `None` where that is not known.
    """

    began: float = 0.0
    polled: float = 0.0
    held: float = 0.0
    hears_all: bool | None = None
    inline: bool | None = None


class Fetching(Protocol):
    """The way to files that came with a message."""

    def fetch(self, file: str) -> AsyncGenerator[bytes]:
        """The bytes of a file, by Telegram's name for it, piece by piece, as they come; nobody else limits how many.

        Raises:
            NotHad: where they cannot be had, or not all of them.
        """
        ...
