"""Claims about who may ask."""

from __future__ import annotations

import re
from dataclasses import replace

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
        ("\ud800", "abc", False),
        ("abc", None, False),
        ("", None, False),
        ("None", None, False),
    ],
)
def test_only_the_very_code_is_the_code(given: str, code: str | None, *, same: bool) -> None:
    """White space around it aside; and where there is no code, none is right."""
    assert same_code(given, code) is same


def ruled(**rulings: bool) -> dict[str, bool]:
    """Rulings by place, `chat5` for `-5`, `topic3` for `-5/3`, `person7` for `7`."""
    names = {"chat5": "-5", "topic3": "-5/3", "person7": "7", "person8": "8"}
    return {names[name]: allowed for name, allowed in rulings.items()}


@pytest.mark.parametrize(
    ("access", "rulings", "topic", "allowed"),
    [
        pytest.param(Access(), ruled(person7=True), None, True, id="a person who was allowed"),
        pytest.param(Access(), ruled(person8=True), None, False, id="another was allowed"),
        pytest.param(Access(), ruled(chat5=True), None, True, id="a chat that was allowed"),
        pytest.param(Access(), ruled(chat5=True), 3, True, id="and each of its topics"),
        pytest.param(Access(), ruled(topic3=True), 3, True, id="a topic that was allowed"),
        pytest.param(Access(), ruled(topic3=True), 4, False, id="not another topic"),
        pytest.param(Access(), ruled(topic3=True), None, False, id="not the chat around it"),
        pytest.param(Access(topics=frozenset({"-5/3"})), {}, 3, True, id="a topic of the settings"),
        pytest.param(Access(topics=frozenset({"-5/3"})), {}, 4, False, id="and none beside it"),
        pytest.param(
            Access(open=True), ruled(person7=False), None, False, id="denied, though access is open"
        ),
        pytest.param(
            Access(users=frozenset({7})), ruled(person7=False), None, False, id="denied, though listed"
        ),
        pytest.param(Access(), ruled(chat5=True, person7=False), None, False, id="denied in an allowed chat"),
        pytest.param(
            Access(users=frozenset({7})), ruled(chat5=False), None, False, id="listed in a denied chat"
        ),
        pytest.param(Access(), ruled(person7=True, topic3=False), 3, False, id="allowed in a denied topic"),
        pytest.param(
            Access(), ruled(chat5=False, topic3=True), 3, True, id="an allowed topic of a denied chat"
        ),
        pytest.param(
            Access(admins=frozenset({7})), ruled(person7=False, chat5=False), 3, True, id="an administrator"
        ),
        pytest.param(
            Access(granted=lambda: {7}), ruled(chat5=False), None, True, id="one made by a code, too"
        ),
        pytest.param(Access(granted=lambda: {7}), ruled(person7=False), None, False, id="until denied"),
    ],
)
def test_what_was_decided_stands_above_the_lists(
    access: Access, rulings: dict[str, bool], topic: int | None, *, allowed: bool
) -> None:
    """Whoever or wherever is denied gets nothing; a topic is more than its chat; administrators of the settings stay."""
    assert replace(access, ruling=rulings.get).may_ask(7, -5, topic) is allowed


STAFF = {
    "staff": frozenset({"7", "-5"}),
    "staff/pay": frozenset({"7"}),
    "law": frozenset({"-6/3"}),
    "v1.0": frozenset[str](),
}


@pytest.mark.parametrize(
    ("asker", "chat", "topic", "private", "seen"),
    [
        pytest.param(7, 7, None, True, {"staff", "staff/pay"}, id="a person in private, by their own id"),
        pytest.param(7, -5, None, False, {"staff"}, id="the same person in a group: only what that may see"),
        pytest.param(7, -9, None, False, set[str](), id="in another group nothing of it"),
        pytest.param(8, -5, None, False, {"staff"}, id="anybody in the group"),
        pytest.param(8, 8, None, True, set[str](), id="who is in the group, in private: nothing of it"),
        pytest.param(7, -6, 3, False, {"law"}, id="a topic"),
        pytest.param(7, -6, 4, False, set[str](), id="not another topic of the group"),
        pytest.param(7, -6, None, False, set[str](), id="not the group around it"),
    ],
)
def test_a_bound_folder_is_seen_only_where_it_is_bound_to(
    asker: int, chat: int, topic: int | None, seen: set[str], *, private: bool
) -> None:
    """Every other folder is seen everywhere; administrators see no more than others."""
    access = Access(open=True, admins=frozenset({7}), folders=STAFF)
    scope = access.scope(asker, chat, topic, private=private)
    assert scope.denied == tuple(sorted(set(STAFF) - seen))
    assert scope.admits("other/a.md")
    assert scope.admits("staffing/a.md")


def test_a_folder_in_a_bound_folder_needs_both() -> None:
    """To be bound once more makes nothing visible to those who may not see what is around it."""
    access = Access(folders={"staff": frozenset({"7"}), "staff/pay": frozenset({"8"})})
    assert not access.scope(8, 8, private=True).admits("staff/pay/a.md")
    assert not access.scope(7, 7, private=True).admits("staff/pay/a.md")


def test_a_folder_that_is_not_there_as_it_is_spelled_is_bound_in_any_case() -> None:
    """Or somebody could see, by a capital letter, what was meant to be hidden; others are bound as they are."""
    access = Access(folders={"staff": frozenset({"7"}), "law": frozenset()}, told_apart="law".__eq__)
    for scope in (access.scope(8, 8, private=True), access.scope_anywhere()):
        assert not scope.admits("Staff/a.md")
        assert not scope.admits("law/a.md")
        assert scope.admits("Law/a.md")
    assert access.scope(7, 7, private=True).admits("Staff/a.md")


@pytest.mark.parametrize("private", [True, False])
def test_a_person_has_no_number_of_before(*, private: bool) -> None:
    """What a group had does not become anybody's own."""
    access = Access(open=True, folders={"staff": frozenset({"-5"})}, former={-9: {-5}, 7: {8}}.__getitem__)
    assert access.scope(7, -9, private=private).admits("staff/a.md") is not private


def test_where_nobody_knows_who_reads_no_bound_folder_is_seen() -> None:
    """As in inline mode: what is chosen there is sent into any chat."""
    scope = Access(folders=STAFF).scope_anywhere()
    assert not any(scope.admits(f"{folder}/a.md") for folder in STAFF)
    assert scope.admits("a.md")
