"""What comes in and what goes out, before any markup: requests, presses of buttons, and replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from retrieval.model import Answer, NoAnswer

Tongue = Literal["en", "zh-hans", "zh-hant"]
ChatKind = Literal["private", "group"]


@dataclass(frozen=True, slots=True)
class Request:
    """A message that is for us. `command` has no slash; without one `text` is a question.

    `asker` and `chat` are numeric ids; `language_code` is the asker's, as the client gives it.
    """

    chat: int
    chat_kind: ChatKind
    asker: int
    text: str
    command: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A press of one of our buttons: the data that the button carried."""

    chat: int
    asker: int
    data: str
    chat_kind: ChatKind = "private"
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One of our own texts, by its name, with what fills its places."""

    text: str
    tongue: Tongue
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, opened at one citation; `key` names the question in the store."""

    answer: Answer | NoAnswer
    tongue: Tongue
    key: str
    position: int = 0


Reply = Notice | Found
