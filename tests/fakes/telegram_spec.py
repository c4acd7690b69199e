"""The documented Bot API as data: what a call may name, and what it must.

The data is a file that may be absent; then nothing is known and nothing is complained about. The
module refuses to know what a method does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SPEC_PATH = Path(__file__).resolve().parents[3] / "shared" / "telegram" / "botapi_spec.json"

_PRIMITIVES: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "True": (bool,),
    "String": (str, int, float),  # numbers without quotes are taken for text
}


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method, or one field of a type."""

    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class Spec:
    """Methods and types: name, then field, then what the documentation says of it."""

    methods: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None) -> Spec:
        """Read the file, or know nothing where there is none."""
        if path is None or not path.is_file():
            return cls()
        data = json.loads(path.read_text("utf-8"))
        return cls(_fields(data["methods"]), _fields(data["types"]))

    def missing(self, method: str, params: Mapping[str, Any]) -> list[str]:
        """Name the required parameters that a call lacks."""
        known = self.methods.get(method, {})
        return [name for name, spec in known.items() if spec.required and name not in params]

    def complaints(self, method: str, params: Mapping[str, Any]) -> list[str]:
        """List what a call says that the documentation does not know."""
        if method not in self.methods:
            return []
        return list(self._in_fields(self.methods[method], params, method))

    def _in_fields(self, known: Mapping[str, Field], values: Mapping[str, Any], where: str) -> Iterator[str]:
        for name, value in values.items():
            if name in known:
                yield from self._in_value(known[name].type, value, f"{where}.{name}")
            else:
                yield f"{where}: unknown parameter {name!r}"

    def _in_value(self, kind: str, value: Any, where: str) -> Iterator[str]:
        if kind.startswith("Array of "):
            yield from self._in_array(kind.removeprefix("Array of "), value, where)
        elif alternatives := re.split(r" or | and |, ", kind)[1:]:
            each = [re.split(r" or | and |, ", kind)[0], *alternatives]
            found = [list(self._in_value(one, value, where)) for one in each]
            yield from min(found, key=len)
        elif kind in _PRIMITIVES:
            if not isinstance(value, _PRIMITIVES[kind]):
                yield f"{where}: {value!r} is not of type {kind}"
        elif fields := self.types.get(kind):
            yield from self._in_object(kind, fields, value, where)

    def _in_array(self, kind: str, value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: {value!r} is not an array"
            return
        for index, one in enumerate(value):
            yield from self._in_value(kind, one, f"{where}[{index}]")

    def _in_object(self, kind: str, fields: Mapping[str, Field], value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where}: {value!r} is not of type {kind}"
            return
        yield from self._in_fields(fields, value, where)
        for name, known in fields.items():
            if known.required and name not in value:
                yield f"{where}: {kind} needs {name!r}"


def _fields(data: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Field]]:
    return {
        owner: {name: Field(kind, bool(required)) for name, (kind, required) in fields.items()}
        for owner, fields in data.items()
    }
