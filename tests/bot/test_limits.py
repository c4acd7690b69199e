"""Claims about how much one person and one chat may ask in a minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.limits import WINDOW, Limits
from tests.bot.samples import Clock

GROUP = -5


def test_who_asks_too_much_is_told_once_and_then_nothing() -> None:
    """Until a minute has gone by since the first message; then all begins anew."""
    clock = Clock()
    limits = Limits(2, 0, clock)
    said = [limits.take(7, 7, private=True) for _ in range(5)]
    assert said == ["go", "go", "notice", "silence", "silence"]
    clock.seconds += WINDOW
    assert limits.take(7, 7, private=True) == "go"


def test_one_person_uses_up_nothing_of_another() -> None:
    """Each has a minute of their own."""
    limits = Limits(1, 0, Clock())
    assert [limits.take(person, person, private=True) for person in (7, 8, 7, 8)] == [
        "go",
        "go",
        "notice",
        "notice",
    ]


def test_a_group_has_a_limit_for_all_of_its_people_together() -> None:
    """Which private chats do not have."""
    limits = Limits(0, 2, Clock())
    assert [limits.take(person, GROUP, private=False) for person in (1, 2, 3, 4)] == [
        "go",
        "go",
        "notice",
        "silence",
    ]
    assert {limits.take(7, 7, private=True) for _ in range(9)} == {"go"}


def test_what_one_person_has_too_much_of_does_not_count_for_the_group() -> None:
    """Nobody silences a group alone."""
    limits = Limits(1, 3, Clock())
    for _ in range(9):
        limits.take(7, GROUP, private=False)
    assert [limits.take(person, GROUP, private=False) for person in (8, 9)] == ["go", "go"]


def test_what_is_typed_inline_has_a_limit_of_its_own() -> None:
    """It uses up nothing of what may be asked, nor of another's."""
    clock = Clock()
    limits = Limits(1, 0, clock, inquiries=2)
    assert [limits.inquire(7) for _ in range(4)] == ["go", "go", "notice", "silence"]
    assert [limits.inquire(8), limits.take(7, 7, private=True)] == ["go", "go"]
    clock.seconds += WINDOW
    assert limits.inquire(7) == "go"


def test_whether_there_is_room_is_asked_as_often_as_one_likes() -> None:
    """There is until a person or their group was answered often enough."""
    clock = Clock()
    limits = Limits(1, 2, clock)
    assert all(limits.has_room(7, GROUP) for _ in range(9))
    limits.take(7, GROUP, private=False)
    assert [limits.has_room(7, GROUP), limits.has_room(8, GROUP)] == [False, True]
    limits.take(8, GROUP, private=False)
    assert [limits.has_room(9, GROUP), limits.has_room(9, GROUP - 1)] == [False, True]
    clock.seconds += WINDOW
    assert limits.has_room(7, GROUP)


def test_zero_is_any_number() -> None:
    """Nothing is counted then."""
    limits = Limits(0, 0, Clock())
    assert {limits.take(7, GROUP, private=False) for _ in range(999)} == {"go"}
    assert {limits.inquire(7) for _ in range(999)} == {"go"}


def test_what_is_over_is_forgotten() -> None:
    """Or memory would grow with everybody who ever asked."""
    clock = Clock()
    limits = Limits(1, 1, clock)
    for person in range(999):
        limits.take(person, person, private=True)
    clock.seconds += 2 * WINDOW
    limits.take(7, 7, private=True)
    assert len(limits._windows) == 1


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 5))
def test_in_no_minute_from_its_first_message_are_more_answered_than_the_limit(
    pauses: list[float], limit: int
) -> None:
    """And at most one notice is given for each of them, whatever the pauses between messages are."""
    clock = Clock(0.0)
    limits = Limits(limit, 0, clock)
    said = []
    for pause in pauses:
        clock.seconds += pause
        said.append((clock.seconds, limits.take(7, 7, private=True)))
    begun = 0.0
    in_window: list[str] = []
    for at, ruling in said:
        if not in_window or at - begun >= WINDOW:
            begun, in_window = at, []
        in_window.append(ruling)
        assert in_window.count("go") <= limit
        assert in_window.count("notice") <= 1
