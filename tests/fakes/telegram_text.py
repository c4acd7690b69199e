"""Text as Telegram keeps it: what is cleaned away, what is trimmed, and which entities survive.

Offsets are code points until `settle` turns them into the UTF-16 units of the Bot API. The module
refuses to know any markup language (that is `telegram_html`), and it finds only those entities by
itself that a bot's tests lean on: mentions, commands, hashtags and addresses with a scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from tests.fakes.telegram_errors import EntityError, Json

TEXT_LIMIT = 4096
RAW_LIMIT = 32768
ENTITY_LIMIT = 100

WHITE = " \n"
_DROPPED = frozenset("\r\u030a\u0333\u033f") | {chr(code) for code in range(0x2028, 0x202F)}

LOOSE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("pre", "code")
# Of entities over the same words, the one named first wins.
_RANK = (*QUOTES, *CODE, "text_link", "text_mention")

_AUTOMATIC = {
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)"),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])"),
    "hashtag": re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])"),
    "url": re.compile(r"(?<!\w)(?:https?|tg)://[^\s<>\"«»]*[^\s<>\"«».:;,('?!`]", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """One formatted stretch of a text; the optional fields belong to single types."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The first position after the entity."""
        return self.offset + self.length

    def between(self, start: int, end: int) -> Entity:
        """Return the same entity over other words."""
        return replace(self, offset=start, length=end - start)

    def as_json(self) -> Json:
        """Return the `MessageEntity`, without the mentioned user: who knows users adds it."""
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "user_id"}
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text without its markup, and the entities that are left of the markup."""

    text: str
    entities: tuple[Entity, ...] = ()

    def words(self, entity: Entity) -> str:
        """Return the words under an entity."""
        return slice_units(self.text, entity.offset, entity.end)

    def of(self, *types: str) -> list[Entity]:
        """Return the entities of these types, in order."""
        return [entity for entity in self.entities if entity.type in types]


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def slice_units(text: str, start: int, end: int) -> str:
    """Return the part of a text between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def checked_raw(text: str) -> str:
    """Refuse what never reaches a parser: nothing at all, too many bytes, half a character."""
    if not text:
        raise EntityError("message text is empty")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise EntityError("strings must be encoded in UTF-8") from None
    if size > RAW_LIMIT:
        raise EntityError("text is too long")
    return text


def plain(text: str) -> ParsedText:
    """Read a text that has no markup."""
    return settle(checked_raw(text), ())


def settle(raw: str, marks: Iterable[Entity]) -> ParsedText:
    """Turn decoded text and entities in code points into what Telegram stores."""
    text, cleaned = _clean(raw, marks)
    text, trimmed = _trim(text, cleaned)
    if not text:
        raise EntityError("text must be non-empty")
    if units(text) > TEXT_LIMIT:
        raise EntityError("message is too long")
    nested = ParsedText(text, tuple(in_units(text, untangle(trimmed))))
    kept = _without_blank(nested)[:ENTITY_LIMIT]  # the later ones vanish without a word
    return ParsedText(text, kept)


def given(text: str, entities: Sequence[Json]) -> ParsedText:
    """Read a text whose entities the caller lists, in UTF-16 units."""
    checked_raw(text)
    at = {unit: index for index, unit in enumerate(_unit_offsets(text))}
    return settle(text, [_given_entity(entity, at, units(text)) for entity in entities])


def with_automatic(parsed: ParsedText) -> ParsedText:
    """Add the entities Telegram finds by itself where no firmer entity stands already."""
    firm = [entity for entity in parsed.entities if entity.type not in (*LOOSE, *QUOTES)]
    found = [
        entity
        for entity in in_units(parsed.text, find_automatic(parsed.text))
        if not any(entity.offset < other.end and other.offset < entity.end for other in firm)
    ]
    nested = replace(parsed, entities=tuple(untangle([*parsed.entities, *found])))
    return replace(nested, entities=_without_blank(nested))


def find_automatic(text: str) -> list[Entity]:
    """Find mentions, commands, hashtags and addresses, in code points and without overlaps."""
    found = [
        Entity(kind, match.start(), len(match[0]))
        for kind, pattern in _AUTOMATIC.items()
        for match in pattern.finditer(text)
    ]
    return _apart(sorted(found, key=_order))


def in_units(text: str, entities: Iterable[Entity]) -> Iterator[Entity]:
    """Measure entities in UTF-16 units instead of code points."""
    offsets = _unit_offsets(text)
    return (entity.between(offsets[entity.offset], offsets[entity.end]) for entity in entities)


def untangle(entities: Iterable[Entity]) -> list[Entity]:
    """Leave only entities that nest: no quote in a quote, no formatting in code, no crossing."""
    by_place = sorted(entities, key=_order)
    quotes = _apart(entity for entity in by_place if entity.type in QUOTES)
    firm = [
        entity
        for entity in _apart(e for e in by_place if e.type not in (*QUOTES, *LOOSE))
        if not any(_crosses(entity, quote) for quote in quotes)
    ]
    loose = [entity for kind in LOOSE for entity in _joined(by_place, kind)]
    pieces = [piece for entity in loose for piece in _split(entity, [*firm, *quotes], loose)]
    return sorted([*quotes, *firm, *pieces], key=_order)


def _unit_offsets(text: str) -> list[int]:
    return [0, *accumulate(1 + (char > "\uffff") for char in text)]


def _order(entity: Entity) -> tuple[int, int, int]:
    rank = _RANK.index(entity.type) if entity.type in _RANK else len(_RANK)
    return entity.offset, -entity.length, rank


def _clean(raw: str, marks: Iterable[Entity]) -> tuple[str, list[Entity]]:
    shown = ["" if char in _DROPPED else _shown(char) for char in raw]
    moved = [0, *accumulate(map(len, shown))]
    return "".join(shown), [mark.between(moved[mark.offset], moved[mark.end]) for mark in marks]


def _shown(char: str) -> str:
    return " " if char < " " and char != "\n" else char


def _trim(text: str, marks: Iterable[Entity]) -> tuple[str, list[Entity]]:
    end = len(text.rstrip(WHITE))
    start = len(text) - len(text.lstrip(WHITE))
    kept = []
    for mark in marks:
        words = text[mark.offset : min(mark.end, end)]
        first = mark.offset + len(words) - len(words.lstrip(WHITE))
        if words.strip(WHITE):
            kept.append(mark.between(first - start, mark.offset + len(words) - start))
    return text[start:end], kept


def _without_blank(parsed: ParsedText) -> tuple[Entity, ...]:
    # An entity that others cut into pieces may leave a piece of nothing but white space.
    return tuple(entity for entity in parsed.entities if parsed.words(entity).strip(WHITE))


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _crosses(entity: Entity, quote: Entity) -> bool:
    return entity.offset < quote.offset < entity.end or entity.offset < quote.end < entity.end


def _joined(entities: Iterable[Entity], kind: str) -> list[Entity]:
    joined: list[Entity] = []
    for entity in entities:
        if entity.type != kind:
            continue
        if joined and entity.offset <= joined[-1].end:
            last = joined.pop()
            joined.append(last.between(last.offset, max(last.end, entity.end)))
        else:
            joined.append(entity)
    return joined


def _split(entity: Entity, whole: Sequence[Entity], loose: Sequence[Entity]) -> list[Entity]:
    borders = {edge for other in whole for edge in (other.offset, other.end)}
    borders |= {other.offset for other in loose}  # cut where another begins, they cannot cross
    inner = sorted(edge for edge in borders if entity.offset < edge < entity.end)
    pieces = [entity.between(*edges) for edges in pairwise([entity.offset, *inner, entity.end])]
    code = [other for other in whole if other.type in CODE]
    return [piece for piece in pieces if not any(other.offset <= piece.offset < other.end for other in code)]


def _given_entity(entity: Json, at: dict[int, int], size: int) -> Entity:
    kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if not isinstance(kind, str) or not isinstance(offset, int) or not isinstance(length, int):
        raise EntityError("can't parse MessageEntity: Can't find field")
    if offset < 0 or length < 0:
        wrong = f"offset {offset}" if offset < 0 else f"length {length}"
        raise EntityError(f"receive an entity with incorrect {wrong}")
    if offset > size:
        raise EntityError(
            f"entity begins after the end of the text at UTF-16 offset {offset}",
        )
    if offset + length > size:
        raise EntityError(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}",
        )
    if offset not in at or offset + length not in at:
        raise EntityError(f"entity beginning at UTF-16 offset {offset} cuts a UTF-16 symbol")
    extra = {name: entity[name] for name in Entity.__slots__ if name in entity}
    user = entity.get("user", {}).get("id")
    return replace(Entity(**extra), user_id=user).between(at[offset], at[offset + length])
