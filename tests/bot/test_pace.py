"""Claims about how fast messages may go out: what the pace lets pass, the windows of a strict Telegram take."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pace import TELEGRAM, Pace
from tests.fakes.telegram_flood import FloodGate


@dataclass(slots=True)
class Clock:
    """A clock that goes when it is told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@given(st.lists(st.tuples(st.sampled_from([7, 8, -5, -6]), st.floats(0, 3)), max_size=120))
def test_what_waits_its_turn_is_never_too_much(events: list[tuple[int, float]]) -> None:
    """In any order, to any chats, with any gaps: whoever waits as long as the pace says is taken."""
    clock = Clock()
    pace, gate = Pace(clock), FloodGate(clock)
    for chat, gap in events:
        clock.now += gap
        clock.now += pace.wait(chat)
        clock.now += pace.wait_for_all()
        assert pace.wait(chat) <= 1e-6
        gate.admit(chat, group=chat < 0)
        pace.count(chat)
    assert gate.refused == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from([7, -5]),
            st.sampled_from([0.0, 0.5, 3.0]),
            st.sampled_from([0.0, 0.1, 1.0, 5.0]),
            st.sampled_from([0.0, 0.5, 1.0]),
        ),
        max_size=60,
    )
)
def test_however_long_a_message_is_on_its_way_it_is_never_too_much(
    events: list[tuple[int, float, float, float]],
) -> None:
    """It arrives somewhen between its leaving and its end, and the next one of its chat leaves after that."""
    clock = Clock()
    pace, gate = Pace(clock), FloodGate(clock)
    for chat, gap, way, share in events:
        clock.now += gap
        clock.now += pace.wait(chat)
        clock.now += pace.wait_for_all()
        pace.count(chat)
        left, clock.now = clock.now, clock.now + way * share
        gate.admit(chat, group=chat < 0)
        clock.now = left + way
        pace.ended(chat)
    assert gate.refused == []


def test_a_short_burst_passes_at_once() -> None:
    """And no more than that; other chats are not concerned."""
    clock = Clock()
    pace = Pace(clock)
    for _ in range(TELEGRAM.chat.limit):
        assert pace.wait(7) == 0
        pace.count(7)
    assert (pace.wait(7), pace.wait(8)) == (TELEGRAM.chat.seconds, 0)
    clock.now += TELEGRAM.chat.seconds
    assert pace.wait(7) == 0


def test_a_group_has_a_limit_a_minute_beside() -> None:
    """However slowly one goes."""
    clock = Clock()
    pace = Pace(clock)
    for _ in range(TELEGRAM.group.limit):
        clock.now += 2
        pace.count(-5)
    assert pace.wait(-5) == TELEGRAM.group.seconds - 2 * (TELEGRAM.group.limit - 1)
    assert pace.wait(7) == 0


def test_who_is_told_to_wait_waits_and_nobody_else() -> None:
    """Until the time is over."""
    clock = Clock()
    pace = Pace(clock)
    pace.hold(7, 9)
    assert (pace.wait(7), pace.wait(8), pace.wait_for_all()) == (9, 0, 0)
    assert (pace.held(7), pace.held(8)) == (9, 0)
    clock.now += 9
    assert pace.wait(7) == 0


def test_where_many_are_told_to_wait_all_do() -> None:
    """It is meant for the bot then; until the last but two of them may go on."""
    clock = Clock()
    pace = Pace(clock)
    for chat, seconds in ((7, 9), (8, 5), (9, 7)):
        pace.hold(chat, seconds)
    assert pace.wait_for_all() == 5


def test_chats_that_are_quiet_are_forgotten() -> None:
    """Memory does not grow with all that ever asked."""
    clock = Clock()
    pace = Pace(clock)
    for chat in range(5000):
        clock.now += 1
        pace.count(chat)
    assert len(pace._sent) <= 1001
