"""Front matter: fields in YAML between two lines of dashes, above a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

_FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD: Final = re.compile(r"^[^\W\d][\w -]*:", re.MULTILINE)
_MISTAKEN_TAGS: Final = (  # what PyYAML lets out over `!!int ""`, `!!bool x`, a 13th month, a deep nest
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_INSIDE: Final = (
    r"\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"  # what YAML refuses or ends a line at
)
_FLAT: Final = re.compile(  # a line of `key: value` that no rule of YAML could take for anything else
    r"(?P<key>[A-Za-z_][\w-]{0,60}):(?: +(?:"
    rf"""(?P<plain>[\w《「『【“(](?:(?!: )[^#{_INSIDE}])*(?<![\s:]))|"(?P<double>[^"\\{_INSIDE}]*)"|'(?P<single>[^'{_INSIDE}]*)'"""
    r"))? *\n"
)


def begins(text: str) -> bool:
    """Whether a text begins with front matter that has a field."""
    return _found(text) is not None


def fields(text: str) -> tuple[Mapping[str, object], int]:
    """The fields of the front matter and where the text after it begins; bad YAML has no fields."""
    match = _found(text)
    if match is None:
        return {}, 1 if text.startswith("\ufeff") else 0
    import yaml

    try:
        found = flat(match["yaml"]) or yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, *_MISTAKEN_TAGS):
        found = None
    return found if isinstance(found, dict) else {}, match.end()


def _found(text: str) -> re.Match[str] | None:
    match = _FRONT_MATTER.match(text)
    return match if match and _FIELD.search(match["yaml"]) else None


def flat(lines: str) -> dict[Any, object] | None:
    """What YAML reads of lines that are nothing but `key: value`, in a tenth of its time; `None` of others.

    What a value means, a day or a number, PyYAML says here as well.

    Raises:
        ValueError, yaml.YAMLError: as PyYAML does over a value.
    """
    found: dict[Any, object] = {}
    end = 0
    while match := _FLAT.match(lines, end):
        quoted = match["double"] if match["double"] is not None else match["single"]
        found[_plain(match["key"])] = _plain(match["plain"] or "") if quoted is None else quoted
        end = match.end()
    return found if end == len(lines) else None


@lru_cache(maxsize=1024)
def _plain(written: str) -> object:
    """The value of a word without quotation marks; all files of a folder have the same names of fields."""
    from yaml.constructor import SafeConstructor
    from yaml.nodes import ScalarNode
    from yaml.resolver import Resolver

    tag = Resolver().resolve(ScalarNode, written, (True, False))  # type: ignore[no-untyped-call]
    return SafeConstructor().construct_object(ScalarNode(tag, written))
