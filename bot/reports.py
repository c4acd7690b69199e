"""What administrators learn from the questions of others: how many, which had no answer, and how well the bot does by what people said."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.grouping import Group, grouped
from bot.model import Handed, Notice, Reply, Request
from bot.rendering.brief import DAY, moment, one_line
from bot.stores.diary import Diary, Entry
from retrieval.analysis.analyzer import default_analyzer
from retrieval.evaluation import Asked, Run, failed
from retrieval.model import Question

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.office import Judged

DAYS: Final = 7  # of which /stats tells
SHOWN: Final = 15  # groups of questions that a message names
SHORT: Final = 120  # characters of a question
LATEST: Final = 2000  # questions without an answer that are grouped: the last ones


async def stats(talk: Conversation, request: Request) -> Reply:
    """Questions per day, the share of them that was answered, how long that took, and what people thought of it."""
    office = talk.office
    entries = await talk.worker.run(office.diary.since, office.now() - DAYS * DAY)
    people = await talk.worker.run(office.diary.people_since, office.now() - DAYS * DAY)
    opinions = Counter(judged.opinion for judged in await talk.worker.run(list, office.judged()))
    values = figures(entries) | {
        "days": str(DAYS),
        "people": str(people),
        "lines": "\n".join(_per_day(entries)),
    }
    said = ", ".join(f"{name} {count}" for name, count in sorted(opinions.items())) or "–"
    return Notice("stats", talk.tongue(request), values | {"opinions": said})


async def unanswered(talk: Conversation, request: Request) -> Reply:
    """The questions that nothing answered, those asked most first; with `file`, all of them."""
    office, tongue = talk.office, talk.tongue(request)
    groups = await talk.worker.run(unanswered_groups, office.diary, office.now() - office.retention * DAY)
    if not groups:
        return Notice("all_answered", tongue, {"days": str(office.retention)})
    if request.text.lower() == "file":
        data = "".join(f"{line}\n" for line in exported(groups)).encode("utf-8", "replace")
        return Handed("unanswered.jsonl", data, tongue, "unanswered_file")
    lines = list(shown(groups[:SHOWN]))
    asked = str(sum(group.count for group in groups))
    return Notice(
        "unanswered", tongue, {"lines": "\n".join(lines), "asked": asked, "groups": str(len(groups))}
    )


def unanswered_groups(diary: Diary, since: float) -> Sequence[Group]:
    """What nothing answered since a moment, in seconds since the epoch."""
    analyzer = default_analyzer()
    entries = [entry for entry in diary.since(since) if entry.reason is not None]
    return grouped(entries[-LATEST:], lambda text: analyzer.fold(text).text)


def shown(groups: Iterable[Group]) -> Iterator[str]:
    """A line for each group: how often it was asked, and its words."""
    yield from (f"{group.count} × {one_line(group.text, SHORT)}" for group in groups)


def exported(groups: Iterable[Group]) -> Iterator[str]:
    """A line of JSON for each group, such as `juzheng ask --jsonl` reads."""
    for number, group in enumerate(groups, 1):
        fields = {"id": number, "question": group.text, "count": group.count, "last": moment(group.last)}
        claim = {"type": "claim"} if group.claim else {}
        yield json.dumps(fields | claim | {"also": group.others}, ensure_ascii=False)


def figures(entries: Sequence[Entry]) -> dict[str, str]:
    """How many were asked and answered, and the median time in milliseconds."""
    answered = sum(entry.reason is None for entry in entries)
    share = f"{100 * answered / len(entries):.0f}" if entries else "–"
    took = f"{median(entry.ms for entry in entries):.0f}" if entries else "–"
    return {"asked": str(len(entries)), "answered": str(answered), "share": share, "ms": took}


def _per_day(entries: Iterable[Entry]) -> Iterator[str]:
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for entry in entries:
        day = datetime.fromtimestamp(entry.at, UTC).date().isoformat()
        asked[day] += 1
        answered[day] += entry.reason is None
    yield from (f"{day}  {answered[day]}/{number}" for day, number in sorted(asked.items()))


async def evaluate(talk: Conversation, request: Request) -> Reply:
    """Ask again what people said is answered well, and count how often it still is."""
    from bot.evaluating import timed
    from bot.rendering.runs import table, trouble

    tongue, office = talk.tongue(request), talk.office
    asked = cases(await talk.worker.run(list, office.judged()))
    if not asked:
        return Notice("no_cases", tongue)
    outcomes = [await talk.worker.run(timed, office.holdings.answer, one) for one in asked]
    run = Run(moment(office.now()), str(office.holdings.corpus), tuple(outcomes))
    bad = [f"{trouble(o)}: {one_line(o.question, SHORT)}" for o in outcomes if failed(o)]
    values = {"cases": str(len(outcomes)), "table": "\n".join(" ".join(row.split()) for row in table(run))}
    return Notice("evaluated", tongue, values | {"failed": str(len(bad)), "lines": "\n".join(bad[:SHOWN])})


def cases(judged: Iterable[Judged]) -> Sequence[Asked]:
    """What people said of quotes, as questions of which is known what is right; the last word on a quote counts.

    A quote that is good must be quoted again, from its file. What was wrong names nothing that is right, and a claim
    has no verdict that anybody gave: neither is a case.
    """
    good: dict[tuple[str, str, str], Judged] = {}
    for one in judged:
        key = (one.question, one.path, one.quote)
        good.pop(key, None)
        if one.opinion == "good" and not one.claim:
            good[key] = one
    by_question: dict[str, list[Judged]] = defaultdict(list)
    for one in good.values():
        by_question[one.question].append(one)
    return [_case(number, same) for number, same in enumerate(by_question.values(), 1)]


def _case(number: int, judged: Sequence[Judged]) -> Asked:
    """All quotes that answer one question."""
    documents, answers = frozenset(one.path for one in judged), tuple(one.quote for one in judged)
    return Asked(f"feedback-{number}", Question(judged[0].question), documents, answers)


def case_line(asked: Asked) -> str:
    """A case as a line of JSON that `juzheng eval` reads."""
    fields = {"id": asked.id, "question": asked.question.text}
    right = {"documents": sorted(asked.documents), "answers": list(asked.answers)}
    return json.dumps(fields | right, ensure_ascii=False)
