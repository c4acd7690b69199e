"""The buttons below a message, row by row: what can be done with an answer, and where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot import buttons
from bot.buttons import Act, data
from bot.citing import payload
from bot.model import Found, Notice
from bot.pages import STEPS
from bot.rendering.links import link
from bot.rendering.markup import Limit, short, visible
from bot.rendering.notes import copied
from bot.stores.feedback import OPINIONS
from bot.texts import say
from retrieval.model import Answer, Citation
from retrieval.receipts import receipt

COPIED: Final = 256  # characters that a button copies, counted in UTF-16 units
LABEL: Final = Limit(40, 400)  # of a label


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends `data` back, opens `url`, or copies `copy`: one of the three is set."""

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""


Row = tuple[Button, ...]


def notice_rows(notice: Notice) -> tuple[Row, ...]:
    """The buttons of a text of ours, each in a row of its own."""
    return tuple((Button(say(notice.tongue, name), sent),) for name, sent in notice.buttons)


def rows(found: Found) -> tuple[Row, ...]:
    """The buttons of what was found; only links where it is not kept."""
    if not isinstance(found.answer, Answer):
        return tuple(_refused(found)) if found.key else ()
    position = min(found.position, len(found.answer.citations) - 1)
    citation = found.answer.citations[position]
    if not found.key:
        links = tuple(_links(found, citation))
        return (links,) if links else ()
    if found.view == "page":
        made = _page(found, citation, position, len(found.answer.citations))
    else:
        made = _choices(found, position)
    return tuple(row for row in made if row)


def _links(found: Found, citation: Citation) -> Iterator[Button]:
    """The original, and where it is read in a chat without us, the passage at ours, for those who may see it."""
    if address := link(citation):
        yield Button(say(found.tongue, "button_open"), url=address)
    if found.home:
        start = f"{found.home}?start={payload(receipt(citation))}"
        yield Button(say(found.tongue, "button_passage"), url=start)


def _page(found: Found, citation: Citation, position: int, total: int) -> Iterator[Row]:
    yield tuple(_pager(found.key, position, total))
    yield (*_wider(found, position), *_tools(found, citation, position))
    yield (
        _does(found, "👍", buttons.GOOD, position),
        _does(found, "👎", buttons.WRONG, position),
        _does(found, "➕", buttons.BASKET, position),
    )


def _pager(key: str, position: int, total: int) -> Iterator[Button]:
    """`‹ 2/5 ›`; the ends lead around."""
    if total > 1:
        yield Button("‹", data(buttons.PAGE, key, (position - 1) % total))
        yield Button(f"{position + 1}/{total}", data(buttons.PAGE, key, position))
        yield Button("›", data(buttons.PAGE, key, (position + 1) % total))


def _wider(found: Found, position: int) -> Iterator[Button]:
    """More around the quote, as long as there is more, and less."""
    if found.more and found.wider < STEPS:
        yield _does(found, say(found.tongue, "button_more"), buttons.CONTEXT, position, found.wider + 1)
    if found.wider:
        yield _does(found, say(found.tongue, "button_less"), buttons.CONTEXT, position, found.wider - 1)


def _tools(found: Found, citation: Citation, position: int) -> Iterator[Button]:
    """The original, the quote to be copied, and the file read again."""
    if address := link(citation):
        yield Button(say(found.tongue, "button_open"), url=address)
    else:
        yield _does(found, say(found.tongue, "button_file"), buttons.OPEN, position)
    text, label = visible(copied(citation, found.tongue)), say(found.tongue, "button_copy")
    if len(text.encode("utf-16-le", "replace")) <= 2 * COPIED:
        yield Button(label, copy=text)
    else:
        yield _does(found, label, buttons.COPY, position)
    yield _does(found, say(found.tongue, "button_verify"), buttons.VERIFY, position, found.wider)


def _choices(found: Found, position: int) -> Iterator[Row]:
    """What may be wrong, where that is asked, and the way back."""
    if found.view == "wrong":
        for value, opinion in enumerate(OPINIONS[1:], 1):
            yield (_does(found, say(found.tongue, f"wrong_{opinion}"), buttons.JUDGE, position, value),)
    yield (_does(found, say(found.tongue, "button_back"), buttons.PAGE, position),)


def _refused(found: Found) -> Iterator[Row]:
    """Searches that ask for less, and the bell."""
    for at, text in enumerate(found.relaxed):
        yield (_does(found, f"🔍 {short(text, LABEL)}", buttons.RELAXED, at),)
    if found.bell is not None:
        yield (
            _does(found, say(found.tongue, "button_unbell" if found.bell else "button_bell"), buttons.BELL),
        )


def _does(found: Found, label: str, act: Act, position: int = 0, value: int = 0) -> Button:
    return Button(label, data(act, found.key, position, value))
