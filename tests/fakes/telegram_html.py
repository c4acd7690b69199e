"""Telegram's HTML, read by Telegram's rules: few tags, no forgiveness, offsets in the errors.

`parse_html` is a pure function of the markup. It knows no chats and no users, and it does not know
HTML: a tag, a reference or a comment that Telegram does not list is an error or plain text here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.fakes.telegram_errors import EntityError
from tests.fakes.telegram_links import UnusableLinkError, checked_link, user_behind
from tests.fakes.telegram_text import Entity, ParsedText, checked_raw, settle

MARKUP_LIMIT = 9500

_PLAIN_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
_TAGS = {*_PLAIN_TAGS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}

_SPACE = re.compile(r"[ \t\n\v\r]*")
_TAG_NAME = re.compile(r"[^ \t\n\v\r>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\n\v\r=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_RUN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(?:#(?:x(?P<hex>[0-9A-Fa-f]+)|(?P<dec>\d+))|(?P<name>[A-Za-z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LONGEST_REFERENCE = 9
_DATE_FORMAT = re.compile("r|w?[dD]?[tT]?")
_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag whose end has not come yet."""

    name: str
    attributes: dict[str, str]
    start: int


def parse_html(markup: str) -> ParsedText:
    """Read markup as Telegram does; raise `EntityError` for what Telegram would refuse."""
    checked_raw(markup)
    if len(markup) > MARKUP_LIMIT:
        raise EntityError("message is too long")
    reader = _Reader(markup)
    reader.read()
    return settle("".join(reader.text), reader.marks)


def decode_references(text: str) -> str:
    """Decode the four named references and numeric ones; leave all others as they stand."""
    return _REFERENCE.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED.get(match["name"], match[0])
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    if not 0 < code < 0x10FFFF or len(match[0].rstrip(";")) > _LONGEST_REFERENCE:
        return match[0]
    return chr(code)


class _Reader:
    """Walks once over the markup and collects text and entities, in code points."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.marks: list[Entity] = []
        self.open: list[_Open] = []

    def read(self) -> None:
        """Read to the end."""
        if "\0" in self.markup:
            raise _unparsable("Text must not contain null bytes")
        while self.at < len(self.markup):
            self._step()
        if self.open:
            name = self.open[-1].name
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        self.marks = [replace(mark, language=None) if mark.type == "code" else mark for mark in self.marks]

    def _step(self) -> None:
        if self.markup.startswith("</", self.at):
            self._end_tag()
        elif self.markup.startswith("<", self.at):
            self._start_tag()
        elif match := _REFERENCE.match(self.markup, self.at):
            self._write(_decoded(match), match.end())
        else:
            run = _RUN.match(self.markup, self.at)
            end = run.end() if run else self.at + 1
            self._write(self.markup[self.at : end], end)

    def _write(self, words: str, end: int) -> None:
        if any("\ud800" <= char <= "\udfff" for char in words):
            raise _unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units",
            )
        self.text.append(words)
        self.length += len(words)
        self.at = end

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(_TAG_NAME).lower()
        if not self._peek():
            raise self._wrong("Unclosed start tag", begin)
        if name not in _TAGS:
            raise self._wrong(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while self._next_attribute():
            attributes.update(self._attribute(name, begin))
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, attributes, self.length))

    def _next_attribute(self) -> bool:
        self._take(_SPACE)
        return self._peek() != ">"

    def _attribute(self, tag: str, begin: int) -> dict[str, str]:
        name = self._take(_ATTRIBUTE_NAME)
        if not name:
            raise self._wrong(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(_SPACE)
        if self._peek() and self._peek() != "=":
            return {name: ""}
        self.at += 1
        self._take(_SPACE)
        if not self._peek():
            raise self._wrong(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self._peek() in "\"'" else self._token()
        if not self._peek():
            raise self._wrong("Unclosed start tag", begin)
        return {name: value}

    def _quoted(self) -> str:
        start = self.at + 1
        end = self.markup.find(self._peek(), start)
        self.at = end + 1 if end >= 0 else len(self.markup)
        return decode_references(self.markup[start : end if end >= 0 else None])

    def _token(self) -> str:
        start = self.at
        value = self._take(_TOKEN).lower()
        if self._peek() and self._peek() not in " \t\n\v\r>":
            raise self._wrong("Unexpected end of name token", start)
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._wrong("Unexpected end tag", begin)
        self.at += 2
        name = self._take(_TAG_NAME).lower()
        self._take(_SPACE)
        if self._peek() != ">":
            raise self._wrong("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name not in ("", tag.name):
            mismatch = f'expected "</{tag.name}>", found "</{name}>"'
            raise self._wrong("Unmatched end tag", begin, f", {mismatch}")
        if self.length > tag.start:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        if tag.name == "pre" and self._holds_only_code(tag):
            self.marks[-1] = replace(self.marks[-1], type="pre")
            return
        blank = Entity("", tag.start, self.length - tag.start)
        mark = _marked(tag, blank, "".join(self.text)[tag.start :])
        if mark:
            self.marks.append(mark)

    def _holds_only_code(self, tag: _Open) -> bool:
        if not self.marks:
            return False
        last = self.marks[-1]
        same_words = (last.offset, last.end) == (tag.start, self.length)
        return last.type == "code" and bool(last.language) and same_words

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.markup, self.at)
        taken = match[0] if match else ""
        self.at += len(taken)
        return taken

    def _peek(self) -> str:
        return self.markup[self.at : self.at + 1]

    def _wrong(self, what: str, at: int, more: str = "") -> EntityError:
        return _unparsable(f"{what} at byte offset {len(self.markup[:at].encode())}{more}")


def _unparsable(reason: str) -> EntityError:
    return EntityError(f"can't parse entities: {reason}")


def _marked(tag: _Open, blank: Entity, words: str) -> Entity | None:
    if tag.name in _PLAIN_TAGS:
        return replace(blank, type=_PLAIN_TAGS[tag.name])
    if tag.name in _MAKERS:
        return _MAKERS[tag.name](blank, tag.attributes)
    if tag.name == "a":
        return _link(blank, tag.attributes.get("href") or words)
    return replace(blank, type=tag.name)


def _code(blank: Entity, attributes: dict[str, str]) -> Entity:
    language = attributes.get("class", "")
    return replace(blank, type="code", language=_after(language, "language-"))


def _quote(blank: Entity, attributes: dict[str, str]) -> Entity:
    expandable = "expandable" in attributes
    return replace(blank, type="expandable_blockquote" if expandable else "blockquote")


def _after(value: str, prefix: str) -> str | None:
    return value.removeprefix(prefix) or None if value.startswith(prefix) else None


def _link(blank: Entity, href: str) -> Entity | None:
    user = user_behind(href)
    if user is not None:
        return replace(blank, type="text_mention", user_id=user)
    try:
        return replace(blank, type="text_link", url=checked_link(href))
    except UnusableLinkError:
        return None  # the words stay, the link is lost without a word


def _emoji(blank: Entity, attributes: dict[str, str]) -> Entity:
    emoji_id = attributes.get("emoji-id", "")
    if not emoji_id.isdecimal() or not 0 < int(emoji_id) <= _MAX_ID:
        raise _unparsable("Invalid custom emoji identifier specified")
    return replace(blank, type="custom_emoji", custom_emoji_id=emoji_id)


def _time(blank: Entity, attributes: dict[str, str]) -> Entity | None:
    shape = attributes.get("format", "")
    if not _DATE_FORMAT.fullmatch(shape):
        raise _unparsable("Invalid date format specified")
    unix = attributes.get("unix", "")
    if not unix.isdecimal() or int(unix) == 0:
        return None
    return replace(blank, type="date_time", unix_time=int(unix), date_time_format=shape or None)


_MAKERS: dict[str, Callable[[Entity, dict[str, str]], Entity | None]] = {
    "code": _code,
    "blockquote": _quote,
    "tg-emoji": _emoji,
    "tg-time": _time,
}
