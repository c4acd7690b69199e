"""Claims about how much is looked up for what somebody types in other chats."""

from __future__ import annotations

from pathlib import Path

from bot.access import Access
from bot.conversation import Conversation
from bot.limits import WINDOW, Limits
from bot.model import Found, Inquiry, Notice
from bot.rendering.inline import choices
from tests.bot.samples import LISTED, STRANGER, Clock, Oracle, talking

ADMIN = 1
ACCESS = Access(admins=frozenset({ADMIN}), users=frozenset({LISTED}))


async def said(talk: Conversation, asker: int = LISTED, times: int = 1) -> list[str]:
    """What is offered for each of some inquiries: quotes, the name of a notice, or nothing."""
    offered = [await talk.offer(Inquiry(asker, "who?", language_code="en")) for _ in range(times)]
    kinds = {Found: "quotes", type(None): "nothing"}
    return [one.found.text if isinstance(one.found, Notice) else kinds[type(one.found)] for one in offered]


async def test_who_types_too_much_is_told_once_and_then_offered_nothing(tmp_path: Path) -> None:
    """Nothing is looked up then; after a minute all begins anew."""
    clock, oracle = Clock(), Oracle()
    limits = Limits(0, 0, clock, inquiries=2)
    with talking(tmp_path, oracle, ACCESS, clock=clock, limits=limits) as talk:
        assert await said(talk, times=5) == ["quotes", "quotes", "too_many", "nothing", "nothing"]
        assert len(oracle.asked) == 2
        clock.seconds += WINDOW
        assert await said(talk) == ["quotes"]


async def test_typing_uses_up_nothing_of_anybodys_questions(tmp_path: Path) -> None:
    """Nor do questions use up what may be typed; and an administrator types as much as they like."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(1, 1, clock, inquiries=1)) as talk:
        assert await said(talk, times=2) == ["quotes", "too_many"]
        assert talk.office.limits.take(LISTED, LISTED, private=True) == "go"
        assert await said(talk, ADMIN, 3) == ["quotes"] * 3


async def test_a_stranger_is_refused_as_often_as_others_are_answered(tmp_path: Path) -> None:
    """And then offered nothing, without a line each time."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(0, 0, clock, inquiries=1)) as talk:
        assert await said(talk, STRANGER, 4) == ["refused", "refused", "nothing", "nothing"]


async def test_nothing_is_an_empty_list_without_a_line(tmp_path: Path) -> None:
    """Which Telegram shows as no list at all."""
    clock = Clock()
    with talking(tmp_path, access=ACCESS, clock=clock, limits=Limits(0, 0, clock, inquiries=1)) as talk:
        await said(talk, times=2)
        shown = choices(await talk.offer(Inquiry(LISTED, "who?")))
    assert (shown.choices, shown.notice, shown.next_offset) == ((), "", "")


async def test_who_is_still_typing_a_filter_is_told_what_it_lacks(tmp_path: Path) -> None:
    """Each line is short enough to be read above a list; what has only filters looks nothing up either."""
    oracle = Oracle()
    with talking(tmp_path, oracle) as talk:
        for words in ("from:", "from:Gazette", 'from:"New York', "after:2"):
            offered = choices(await talk.offer(Inquiry(LISTED, words, language_code="en")))
            assert words in offered.notice
            assert not offered.choices
    assert oracle.asked == []
