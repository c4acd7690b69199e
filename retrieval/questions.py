"""EDGE: files of questions: to be asked, or with what is right of each, to be measured by.

A `.toml` file has `[[question]]` tables; every other file is JSON Lines, one object a line. Either says
`question`, `query` or `text`. What is right is said by `documents` or `relevant` (paths or ids of those that
answer), `answers` (texts of which the quote must hold one), `unanswerable`, or for a claim (`claim = true` or
`"type": "claim"`) by `verdict`. Other fields are left alone.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.errors import QuestionsError
from retrieval.evaluation import Asked
from retrieval.model import Question, Verdict

VERDICTS: Final[Mapping[str, Verdict]] = {
    "supported": "supported",
    "contradicted": "contradicted",
    "refuted": "contradicted",  # as sets of claims name it
    "not_found": "not_found",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One question of a file as it stands there; `place` is where, `number` counts lines or tables from 1."""

    place: str
    number: int
    fields: Mapping[str, Any]

    def wrong(self, reason: str) -> QuestionsError:
        """The error that this question is."""
        return QuestionsError(self.place, reason)

    @property
    def claim(self) -> bool:
        """Whether it is a statement to be checked."""
        return self.fields.get("type") == "claim" or self.flag("claim")

    def flag(self, name: str) -> bool:
        """A field that is true or false; false where it is not there."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(f"should have true or false as {name}")
        return bool(value)

    def texts(self, *names: str) -> tuple[str, ...]:
        """The first of the fields that is there, a list of texts; a number in it is what it is written as."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
                return tuple(map(str, value))
            if value is not None:
                raise self.wrong(f"should have a list of texts as {name}")
        return ()


def read_questions(path: Path) -> list[tuple[str | int, Question]]:
    """The questions of a JSON Lines file, each with its id; what is right of them is not looked at.

    Raises:
        QuestionsError: where the file cannot be read, or a line has no id or no question; it names the line.
    """
    return [(_identity(row), _question(row)) for row in _lines(path)]


def read_asked(path: Path) -> list[Asked]:
    """The questions of a file with what is right of each; one without an id has its line or number as id.

    Raises:
        QuestionsError: where the file cannot be read, asks nothing, or says what cannot be; it names the place.
    """
    read: Callable[[Path], Iterator[_Row]] = _tables if path.suffix == ".toml" else _lines
    places: dict[str, str] = {}
    found = []
    for row in read(path):
        asked = _asked(row)
        if asked.id in places:
            raise row.wrong(f"has the id {asked.id}, as has {places[asked.id]}")
        places[asked.id] = row.place.removesuffix(":").removeprefix(f"{path}, ")
        found.append(asked)
    if not found:
        raise QuestionsError(str(path), "has no question")
    return found


def _asked(row: _Row) -> Asked:
    try:
        return Asked(
            id=str(row.number if row.fields.get("id") is None else _identity(row)),
            question=_question(row),
            documents=frozenset(row.texts("documents", "relevant")),
            answers=row.texts("answers"),
            unanswerable=row.flag("unanswerable") or row.fields.get("type") == "unanswerable",
            verdict=_verdict(row),
        )
    except ValueError as error:
        raise row.wrong(str(error)) from None


def _question(row: _Row) -> Question:
    text = next(filter(None, map(row.fields.get, ("question", "query", "text"))), None)
    if not isinstance(text, str):
        raise row.wrong("has no question")
    try:
        return Question.of(text, claim=row.claim)
    except ValueError as error:
        raise row.wrong(str(error)) from None


def _verdict(row: _Row) -> Verdict | None:
    """The verdict on a claim; what others call a verdict on a question, such as yes, is left alone."""
    verdict = row.fields.get("verdict")
    if isinstance(verdict, str) and verdict in VERDICTS:
        return VERDICTS[verdict]
    if row.claim and verdict is not None:
        raise row.wrong("should have supported, contradicted or not_found as verdict")
    return None


def _identity(row: _Row) -> str | int:
    identity = row.fields.get("id")
    if not isinstance(identity, str | int):
        raise row.wrong("should have text or a whole number as id")
    return identity


def _lines(path: Path) -> Iterator[_Row]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            place = f"{path}, line {number}:"
            yield _Row(place, number, _object(line, place))


def _object(line: str, place: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise QuestionsError(place, "should be a JSON object")
    return fields


def _tables(path: Path) -> Iterator[_Row]:
    try:
        tables = tomllib.loads(_text(path)).get("question")
    except (ValueError, RecursionError) as error:
        raise QuestionsError(str(path), f"is not TOML ({error})") from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise QuestionsError(str(path), "should have its questions in tables [[question]]")
    for number, fields in enumerate(tables, 1):
        yield _Row(f"{path}, question {number}:", number, fields)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QuestionsError(str(path), f"cannot be read ({reason})") from None
