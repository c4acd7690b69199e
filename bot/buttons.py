"""The data of buttons: what a press does, to which question, at which position; at most 64 bytes, as Telegram demands.

A letter, the question's key, a position and perhaps a number more: `c:Xk3_pW-9aQzL:2:1`. All else is in the store, so that a
button works as long as its question is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Act = Literal["p", "c", "o", "y", "v", "g", "w", "j", "b", "r", "l"]
PAGE: Final[Act] = "p"  # turn to a page
CONTEXT: Final[Act] = "c"  # show more around the quote, or less
OPEN: Final[Act] = "o"  # hand the file over
COPY: Final[Act] = "y"  # show the quote so that it can be copied
VERIFY: Final[Act] = "v"  # read the file again
GOOD: Final[Act] = "g"  # that was right
WRONG: Final[Act] = "w"  # that was wrong: ask what was
JUDGE: Final[Act] = "j"  # what was wrong
BASKET: Final[Act] = "b"  # collect the quote
RELAXED: Final[Act] = "r"  # ask for less
BELL: Final[Act] = "l"  # hang a bell, or take it down
_DATA: Final = re.compile(
    rf"([{''.join(get_args(Act))}]):([\w-]{{1,40}}):([0-9]{{1,5}})(?::([0-9]{{1,3}}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button's data say."""

    act: Act
    key: str
    position: int = 0
    value: int = 0


def data(act: Act, key: str, position: int = 0, value: int = 0) -> str:
    """The data of a button."""
    return f"{act}:{key}:{position}:{value}" if value else f"{act}:{key}:{position}"


def pressed(given: str) -> Pressed | None:
    """What is meant by the data of a button; `None` where it is none of ours."""
    if not (match := _DATA.fullmatch(given)):
        return None
    act, key, position, value = match.groups()
    return Pressed(act, key, int(position), int(value or 0))  # type: ignore[arg-type]  # the pattern holds the letters
