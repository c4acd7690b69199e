"""Claims about a bot that is killed: whenever that is, nobody goes unanswered, and at most one answer is repeated."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.bot.programs import Program, Served, serving, serving_until_killed, side_by_side
from tests.conftest import with_dictionary
from tests.fakes import FakeBotApi
from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_wire import DROPPED

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"
PEOPLE: Final = 5
QUESTIONS: Final = 4
KILLS: Final = 3
GROUP: Final = -1_001_234_567_890
SEEDS: Final = (1, 2, 3)


class Killer:
    """Kills a process at a call, by its number, and loses the answer to that call; whether it took effect is chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._left = 0
        self._served: Served | None = None

    def aim(self, served: Served) -> None:
        """Kill this one at one of its next calls."""
        self._served, self._left = served, self._chance.randint(1, 10)

    def __call__(self, method: str) -> Fault | None:
        """What goes wrong with a call."""
        del method
        self._left -= 1
        if self._served is None or self._left > 0:
            return None
        self._served.process.kill()
        self._served = None
        return Fault(DROPPED, after=self._chance.random() < 0.7)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def lives(
    juzheng: Program, state: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[int, Awaitable[None]]]:
    """All of them, under way."""
    places = {seed: with_dictionary(tmp_path_factory.mktemp("state"), state) for seed in SEEDS}
    async with side_by_side(
        {seed: partial(live, juzheng, place, seed) for seed, place in places.items()}
    ) as begun:
        yield begun


@pytest.mark.parametrize("seed", SEEDS)
async def test_killed_at_any_moment_it_leaves_nobody_unanswered(
    lives: Mapping[int, Awaitable[None]], seed: int
) -> None:
    """In private and in a group."""
    await lives[seed]


async def live(juzheng: Program, folder: Path, seed: int) -> None:
    """Ask, and kill, so many times; then see who was answered, and how often."""
    chance = random.Random(seed)  # noqa: S311  a test's own
    async with FakeBotApi(TOKEN) as api:
        people = [api.user(7 + i, "Ada", "en") for i in range(PEOPLE)]
        group = api.group(GROUP, "Law", people)
        mine = {
            "TELEGRAM__TOKEN": TOKEN,
            "TELEGRAM__API_URL": api.url,
            "TELEGRAM__ACCESS": "open",
            "DATA": folder,
        }
        killer = Killer(chance)
        api.draw_faults(killer)
        asked: list[tuple[int, int]] = []
        for _ in range(KILLS):
            asking = chance.choices(people, k=QUESTIONS)
            for person in asking:  # nobody asks twice: that would be answered below the answer of before
                asked.append((person.id, await api.say(person, f"who was fined {len(asked)} dollars?")))
            asked.append(
                (GROUP, await api.say(people[0], f"/ask what was closed {len(asked)} times?", group))
            )
            async with serving_until_killed(juzheng, **mine) as bot:
                killer.aim(bot)
                await bot.process.wait()
        async with serving(juzheng, **mine):
            await api.wait_until(lambda: set(asked) <= {(m.chat_id, m.reply_to) for m in api.sent}, 40)
            await api.wait_until(lambda: not api.pending)
        answers = Counter((m.chat_id, m.reply_to) for m in api.sent)
        assert set(answers) == set(asked)
        assert answers.total() - len(asked) <= KILLS
        assert api.violations == []
