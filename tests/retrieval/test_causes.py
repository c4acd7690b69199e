"""Claims about why something cannot be read: English for a log, and kinds for who says it otherwise."""

from __future__ import annotations

import ast
import errno
import os
from copy import deepcopy
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrieval
from retrieval.causes import Cause, Clause, restored, stored, system_clause
from retrieval.errors import UnreadableSource

NAMES = {cause.name for cause in Cause}
ROOT = Path(retrieval.__file__).parent


def places(cause: Cause) -> list[str]:
    """The places of a cause."""
    return [name for _, name, _, _ in Formatter().parse(cause.value) if name is not None]


def filled(cause: Cause) -> st.SearchStrategy[Clause]:
    """A cause with anything in its places, clauses among it."""
    inner = st.one_of(st.text(), st.integers(), st.just(Clause(Cause.NOT_TEXT)))
    return st.fixed_dictionaries(dict.fromkeys(places(cause), inner)).map(
        lambda values: Clause(cause, **values)
    )


clauses = st.sampled_from(Cause).flatmap(filled) | st.text().map(Clause)


@given(clauses)
def test_a_clause_is_the_same_after_a_process_and_a_catalogue(clause: Clause) -> None:
    """Its words, its kind, and what fills it, however deep."""
    # a copy is made as a process makes one
    for again in (restored(stored(clause)), deepcopy(clause), Clause(clause)):
        assert (again, again.cause, dict(again.values)) == (clause, clause.cause, dict(clause.values))
        assert [getattr(value, "cause", None) for value in again.values.values()] == [
            getattr(value, "cause", None) for value in clause.values.values()
        ]


def test_a_clause_is_its_english_words() -> None:
    """For whoever only prints it."""
    inner = Clause(Cause.NOT_UTF8, byte=3)
    assert str(Clause(Cause.NO_ENCODING, why=inner)) == (
        "is not UTF-8 text (byte 3), and in which encoding it is cannot be told"
    )
    assert str(UnreadableSource(Cause.MANY_PAGES, most=9)) == "has more than 9 pages"
    assert UnreadableSource("is odd").reason.cause is None


def test_what_the_system_says_has_a_kind_where_it_is_usual() -> None:
    """Other faults are told in its own words."""
    for number in (errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS):
        clause = system_clause(OSError(number, os.strerror(number)))
        assert clause.cause
        assert clause == os.strerror(number)
    assert system_clause(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert system_clause(OSError()) == "OSError"


def raised(path: Path) -> list[ast.Call]:
    """Every place where a module says why something cannot be read."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    said = {"UnreadableSource", "Clause"}
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in said]


@pytest.mark.parametrize(
    "path", [path for path in ROOT.rglob("*.py") if path.name not in {"causes.py", "errors.py"}]
)
def test_every_file_that_is_not_read_has_a_kind_with_all_its_places(path: Path) -> None:
    """No reader says it in words that nobody could say in another language."""
    for call in raised(path):
        (cause,) = call.args
        if isinstance(cause, ast.Attribute):
            assert {keyword.arg for keyword in call.keywords} == set(places(Cause[cause.attr])), call.lineno
        else:
            assert isinstance(cause, ast.Name), call.lineno  # a cause that was given, as to `refusing`
