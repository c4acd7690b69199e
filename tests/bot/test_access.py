"""Claims about who may ask."""

from __future__ import annotations

import re

import pytest

from bot.access import Access, one_time_code, same_code


@pytest.mark.parametrize(
    ("access", "asker", "chat", "allowed"),
    [
        pytest.param(Access(), 7, 7, False, id="nobody by default"),
        pytest.param(Access(open=True), 7, 7, True, id="everybody where access is open"),
        pytest.param(Access(users=frozenset({7})), 7, -5, True, id="a listed person, in any chat"),
        pytest.param(Access(users=frozenset({7})), 8, -5, False, id="not whoever is beside them"),
        pytest.param(Access(admins=frozenset({7})), 7, 7, True, id="an administrator"),
        pytest.param(Access(chats=frozenset({-5})), 8, -5, True, id="anybody in a listed chat"),
        pytest.param(Access(chats=frozenset({-5})), 8, 8, False, id="not the same person elsewhere"),
        pytest.param(Access(granted=lambda: {7}), 7, 7, True, id="whoever became administrator by a code"),
        pytest.param(Access(granted=lambda: {7}), 8, 8, False, id="and nobody else"),
    ],
)
def test_only_the_listed_may_ask(access: Access, asker: int, chat: int, *, allowed: bool) -> None:
    """A person is allowed by their own id or the chat's; everything else is denied."""
    assert access.may_ask(asker, chat) is allowed


@pytest.mark.parametrize(
    ("access", "nobody"),
    [
        (Access(), True),
        (Access(granted=set[int]), True),
        (Access(open=True), False),
        (Access(admins=frozenset({7})), False),
        (Access(users=frozenset({7})), False),
        (Access(chats=frozenset({-5})), False),
        (Access(granted=lambda: {7}), False),
    ],
)
def test_nobody_is_listed_where_nobody_could_ask(access: Access, *, nobody: bool) -> None:
    """Then, and only then, a code is needed to make the first administrator."""
    assert access.nobody_listed() is nobody


def test_what_is_granted_counts_at_once() -> None:
    """The granted are asked for anew each time: whoever is made administrator need not wait for a restart."""
    granted: set[int] = set()
    access = Access(granted=lambda: granted)
    assert not access.may_ask(7, 7)
    granted.add(7)
    assert access.may_ask(7, 7)


def test_a_code_is_long_and_fits_a_start_link() -> None:
    """It holds 80 bits in the characters of a start payload, and no two are the same."""
    codes = {one_time_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{14,64}", code) for code in codes)


@pytest.mark.parametrize(
    ("given", "code", "same"),
    [
        ("abc", "abc", True),
        (" abc\n", "abc", True),
        ("ABC", "abc", False),
        ("ab", "abc", False),
        ("", "abc", False),
        ("密码", "abc", False),
        ("abc", None, False),
        ("", None, False),
        ("None", None, False),
    ],
)
def test_only_the_very_code_is_the_code(given: str, code: str | None, *, same: bool) -> None:
    """White space around it aside; and where there is no code, none is right."""
    assert same_code(given, code) is same
