"""EDGE: many people at once, for minutes, while everything fails now and then: `make soak`.

The bot is its own process over the seeds; Telegram is the one of the tests, which keeps count. Every question is to be
answered exactly once, no rule of Telegram to be broken, and memory to stay as it is.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from retrieval.questions import read_asked
from tests.fakes import BotMessage, Chat, FakeBotApi, Person
from tests.fakes.telegram_faults import FAULTS, Fault

ROOT: Final = Path(__file__).parent.parent
TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"  # noqa: S105  no bot has it
A_MINUTE: Final = 6  # questions, at most, in a group
PATIENCE: Final = 120.0  # seconds that the last answers may take
READY: Final = 300.0
SAMPLE: Final = 2.0  # seconds between two looks at memory
FLAT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """How many ask how much in how many seconds, and the share of calls that fail and of answers that are turned."""

    people: int = 300
    groups: int = 20
    questions: int = 3000
    seconds: float = 300.0
    failing: float = 0.05
    silent: float = 0.0005
    turned: float = 0.1
    seed: int = 1


@dataclass(slots=True)
class Outcome:
    """What became of it; latencies in seconds, memory in MB, `held` in milliseconds for which the loop was not free."""

    asked: dict[tuple[int, int], float] = field(default_factory=dict)
    answers: Counter[tuple[int, int]] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    faults: int = 0
    memory: list[float] = field(default_factory=list)
    processor: float = 0.0
    held: list[int] = field(default_factory=list)

    @property
    def once(self) -> int:
        """How many questions were answered exactly once."""
        return sum(self.answers[asked] == 1 for asked in self.asked)

    @property
    def growth(self) -> float:
        """By which share memory was larger in the last quarter than in the second: in the first all is made."""
        quarter = len(self.memory) // 4
        if not quarter:
            return 0.0
        return (
            statistics.median(self.memory[-quarter:]) / statistics.median(self.memory[quarter : 2 * quarter])
            - 1
        )

    def latency(self, share: float) -> float:
        """The latency that this share of the answers keeps within."""
        return (
            sorted(self.latencies)[math.ceil(share * len(self.latencies)) - 1] if self.latencies else math.inf
        )

    def lines(self) -> Iterator[str]:
        """What there is to say."""
        yield f"answered exactly once: {self.once} of {len(self.asked)} questions"
        yield f"calls that were made to fail: {self.faults}"
        yield f"rules broken: {len(self.broken)}"
        yield from self.broken[:5]
        yield f"latency: median {self.latency(0.5):.2f} s, 99th percentile {self.latency(0.99):.2f} s"
        shown = self.memory[:: max(1, len(self.memory) // 10)]
        yield f"memory over time: {' '.join(f'{mb:.0f}' for mb in shown)} MB ({100 * self.growth:+.1f} %)"
        yield f"processor: {1000 * self.processor / max(1, len(self.asked)):.0f} ms a question"
        yield f"event loop held for more than 50 ms: {len(self.held)} times, {max(self.held, default=0)} ms at most"

    @property
    def good(self) -> bool:
        """Whether all is as it is to be."""
        return self.once == len(self.asked) and not self.broken and abs(self.growth) <= FLAT


async def soak(plan: Plan, settings: Mapping[str, str], questions: Sequence[str]) -> Outcome:
    """Carry a plan out; `settings` are variables of the environment."""
    chance = random.Random(plan.seed)  # noqa: S311  the same in every run
    outcome = Outcome()
    async with FakeBotApi(TOKEN, flood=True) as api:
        people = [
            api.user(1000 + i, "Ada", chance.choice(["en", "zh-hans", "zh-hant"])) for i in range(plan.people)
        ]
        groups = [api.group(-1_001_000_000_000 - i, "Law", people[i::7]) for i in range(plan.groups)]
        async with _serving(
            {**settings, "TELEGRAM__TOKEN": TOKEN, "TELEGRAM__API_URL": api.url}, outcome
        ) as process:
            api.draw_faults(lambda method: _drawn(method, plan, chance, outcome))
            watching = asyncio.create_task(_watch(process, outcome))
            begun, spent = time.monotonic(), _processor(process.pid)
            for at, person, group in _schedule(plan, chance, people, groups):
                await asyncio.sleep(max(0.0, begun + at - time.monotonic()))
                await _act(api, chance, plan, outcome, (person, group, chance.choice(questions)))
            with suppress(AssertionError):
                await api.wait_until(lambda: _all_answered(api, outcome), PATIENCE)
            await asyncio.sleep(SAMPLE)
            api.draw_faults(None)
            watching.cancel()
            outcome.processor = _processor(process.pid) - spent
        _count(api, outcome)
    return outcome


def _schedule(
    plan: Plan, chance: random.Random, people: Sequence[Person], groups: Sequence[Chat]
) -> list[tuple[float, Person, Chat | None]]:
    """When who asks where, in order of time: groups as often as they may, people as it happens."""
    gap = 60 / A_MINUTE
    in_group = int(plan.seconds / gap)
    asking = [
        (gap * (turn + chance.random() * 0.5), chance.choice(group.members), group)
        for group in groups
        for turn in range(in_group)
    ][: plan.questions // 2]
    alone = plan.questions - len(asking)
    privately = [(chance.random() * plan.seconds, chance.choice(people), None) for _ in range(alone)]
    return sorted([*asking, *privately], key=lambda event: event[0])


async def _act(
    api: FakeBotApi,
    chance: random.Random,
    plan: Plan,
    outcome: Outcome,
    event: tuple[Person, Chat | None, str],
) -> None:
    """Somebody asks; now and then somebody turns a page, a chat is to wait, or Telegram repeats itself."""
    person, group, text = event
    number = await api.say(person, f"/ask {text}" if group else text, group)
    outcome.asked[group.id if group else person.id, number] = time.time()
    if chance.random() < plan.turned and (pages := [m for m in api.sent[-200:] if "›" in m.labels]):
        await api.press(person, chance.choice(pages), "›")
    if chance.random() < plan.failing / 3:
        api.pause(group or person, chance.choice([1, 2, 5]))
    if chance.random() < plan.failing:
        api.redeliver(chance.randint(1, 5))


def _drawn(method: str, plan: Plan, chance: random.Random, outcome: Outcome) -> Fault | None:
    """What goes wrong with a call."""
    luck = chance.random()
    if luck >= plan.failing:
        return None
    outcome.faults += 1
    silent = luck < plan.silent and method != "getUpdates"
    return Fault(None, after=chance.random() < 0.5) if silent else chance.choice(FAULTS)


def _replies(api: FakeBotApi, outcome: Outcome) -> Iterator[tuple[tuple[int, int], BotMessage]]:
    """Every message of the bot with what it replies to; one below an answer of before is for the first that has none."""
    sent = sorted(api.world.messages.values(), key=lambda m: m.message_id)
    ours = {(m.chat_id, m.message_id) for m in sent}
    told = {(m.chat_id, m.reply_to) for m in sent}
    waiting: dict[int, list[int]] = defaultdict(list)
    for chat, number in sorted(outcome.asked.keys() - told):
        waiting[chat].append(number)
    for message in sent:
        chat, to = message.chat_id, message.reply_to
        if (chat, to) in ours and waiting[chat] and waiting[chat][0] < message.message_id:
            yield (chat, waiting[chat].pop(0)), message
        else:
            yield (chat, to or 0), message


def _all_answered(api: FakeBotApi, outcome: Outcome) -> bool:
    return not api.world.inbox.pending and outcome.asked.keys() <= {
        asked for asked, _ in _replies(api, outcome)
    }


def _count(api: FakeBotApi, outcome: Outcome) -> None:
    for asked, message in _replies(api, outcome):
        outcome.answers[asked] += 1
        if asked in outcome.asked:
            outcome.latencies.append(
                api.world.sent_at[message.chat_id, message.message_id] - outcome.asked[asked]
            )
        else:
            outcome.broken.append(f"nobody asked for {message.text[:40]!r}")
    outcome.broken += api.violations
    outcome.broken += [f"more was sent than Telegram takes: {flood}" for flood in api.floods]


# --- the process ------------------------------------------------------------------------------------


@asynccontextmanager
async def _serving(
    settings: Mapping[str, str], outcome: Outcome
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot while it listens; what it logged of its loop is read when it has ended."""
    with tempfile.TemporaryFile() as log:
        named = {f"JUZHENG_{name}": value for name, value in settings.items()}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "serve"),
            cwd=ROOT,
            env=os.environ | named | {"JUZHENG_LOG_LEVEL": "info", "JUZHENG_TELEGRAM__ACCESS": "open"},
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        try:
            assert process.stdout  # noqa: S101  it is a pipe
            await asyncio.wait_for(process.stdout.readuntil(b"listening.\n"), READY)
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
        log.seek(0)
        said = log.read().decode(errors="replace")
        outcome.held += map(int, re.findall(r"the event loop was held for (\d+) ms", said))
        outcome.broken += re.findall(r".*Traceback.*|.* ERROR .*", said)
        if process.returncode:
            outcome.broken.append(f"the bot ended with status {process.returncode}")


async def _watch(process: asyncio.subprocess.Process, outcome: Outcome) -> None:
    """Look at the memory of the process now and then."""
    while True:
        outcome.memory.append(int(_ps("rss", process.pid)) / 1024)
        await asyncio.sleep(SAMPLE)


def _processor(pid: int) -> float:
    """Seconds of processor time that a process has spent; where the system tells in whole ones, those."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.exists():
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    parts = [float(part) for part in re.split("[:-]", _ps("time", pid))]
    return sum(part * scale for part, scale in zip(reversed(parts), (1, 60, 3600, 86_400), strict=False))


def _ps(what: str, pid: int) -> str:
    asked = ["ps", "-o", f"{what}=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "0"


def main() -> None:
    """Soak, print what became of it, and fail where it is not as it is to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Plan()
    for name in ("people", "groups", "questions", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(default, name))
    parser.add_argument("--seconds", type=float, default=default.seconds)
    given = parser.parse_args()
    plan = Plan(given.people, given.groups, given.questions, given.seconds, seed=given.seed)
    with tempfile.TemporaryDirectory() as state:
        questions = [asked.question.text for asked in read_asked(ROOT / "seeds" / "questions.toml")]
        outcome = asyncio.run(soak(plan, {"DATA": state, "CORPUS": str(ROOT / "seeds")}, questions))
    print(f"{plan.people} people, {plan.groups} groups, {plan.questions} questions in {plan.seconds:.0f} s")
    print("\n".join(outcome.lines()))
    sys.exit(not outcome.good)


if __name__ == "__main__":
    main()
