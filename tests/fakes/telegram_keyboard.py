"""Inline keyboards: what Telegram takes as a button, and the rows of buttons a person then sees.

It refuses to know what a button does when it is pressed, and it passes keyboards of other kinds
(reply keyboards, forced replies) through unread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.fakes.telegram_errors import BotApiError, Json, bad_request
from tests.fakes.telegram_links import check_button_url

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_LENGTH = 256

_ACTIONS = (
    "url", "callback_data", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game",
    "pay", "disabled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Button:
    """One button as it is shown; `action` names what it carries."""

    text: str
    action: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    raw: object = None

    def as_json(self) -> Json:
        """Return the `InlineKeyboardButton` that Telegram sends back."""
        if self.copy_text is not None:
            return {"text": self.text, "copy_text": {"text": self.copy_text}}
        return {"text": self.text, self.action: getattr(self, self.action, self.raw)}


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


def read_keyboard(markup: Json | None) -> Keyboard:
    """Check `reply_markup` and return its rows; a keyboard of another kind has none."""
    if not markup or "inline_keyboard" not in markup:
        return ()
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if row)
    if sum(map(len, keyboard)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in keyboard):
        raise bad_request("reply markup is too long")
    return keyboard


def keyboard_json(keyboard: Keyboard) -> Json:
    """Return the `InlineKeyboardMarkup` of these rows."""
    return {"inline_keyboard": [[button.as_json() for button in row] for row in keyboard]}


def _button(button: Any) -> Button:
    if not isinstance(button, dict):
        raise _unparsable("Expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unparsable('Can\'t find field "text"')
    action = next((name for name in _ACTIONS if button.get(name) not in (None, "")), None)
    if action is None:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise bad_request("REPLY_MARKUP_INVALID")
    return _with_action(text, action, button[action])


def _with_action(text: str, action: str, value: Any) -> Button:
    if action == "callback_data":
        if len(str(value).encode()) > MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text, action, callback_data=str(value))
    if action == "url":
        return Button(text, action, url=check_button_url(str(value)))
    if action == "copy_text":
        return Button(text, action, copy_text=_copied(value))
    return Button(text, action, raw=value)


def _copied(value: Any) -> str:
    words = value.get("text") if isinstance(value, dict) else None
    if not isinstance(words, str) or not 0 < len(words) <= MAX_COPY_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return words


def _unparsable(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
