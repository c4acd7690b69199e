"""Claims about what administrators learn from the questions of others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import Access
from bot.conversation import Conversation
from bot.grouping import grouped
from bot.model import Found, Handed, Notice, Request
from bot.rendering.brief import DAY
from bot.reports import case_line, cases
from bot.stores.diary import Entry
from retrieval.analysis.analyzer import default_analyzer
from retrieval.library import Library
from retrieval.model import Answer, NoAnswer, Question, Reason
from retrieval.questions import read_asked, read_questions
from tests.bot.programs import Program
from tests.bot.samples import LISTED, Clock, Oracle, refusal, talking

ADMIN = 1
ACCESS = Access(admins=frozenset({ADMIN}), users=frozenset({LISTED, 8}))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said of a quote."""

    question: str
    path: str
    quote: str
    opinion: str = "good"
    claim: bool = False


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def talk(tmp_path: Path, clock: Clock) -> Iterator[Conversation]:
    """A conversation in which nobody knows anything about teapots."""
    oracle = Oracle(
        {
            q: refusal(Reason.UNKNOWN_WORDS)
            for q in ("who made the teapot?", "Who made the teapot", "谁做的茶壶？", "誰做的茶壺")
        }
    )
    with talking(tmp_path, oracle, ACCESS, clock=clock) as made:
        yield made


def said(words: str, asker: int = LISTED) -> Request:
    """A message in private."""
    command, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    return Request(asker, "private", asker, rest, command or None, "en")


def notice(reply: object) -> Notice:
    """The reply, which is one of our texts."""
    assert isinstance(reply, Notice)
    return reply


def folded(text: str) -> str:
    """A text as questions are compared."""
    return default_analyzer().fold(text).text


def entry(text: str, at: float = 0, *, claim: bool = False) -> Entry:
    """A question without an answer."""
    return Entry(at, text, claim, "unknown_words", 1)


async def test_what_nothing_answered_is_listed_the_same_counted_together(talk: Conversation) -> None:
    """The one that was asked most comes first; what was answered is not there."""
    for words in (
        "who was fined?",
        "谁做的茶壶？",
        "who made the teapot?",
        "Who made the teapot",
        "誰做的茶壺",
        "who made the teapot?",
    ):
        await talk.respond(said(words))
    told = notice(await talk.respond(said("/unanswered", ADMIN)))
    assert told.values == {"asked": "5", "groups": "2", "lines": "3 × who made the teapot?\n2 × 谁做的茶壶？"}


async def test_all_of_it_is_handed_over_as_a_file_that_can_be_asked_again(
    talk: Conversation, tmp_path: Path
) -> None:
    """With other wordings, and when it was asked last."""
    for words in ("who made the teapot?", "Who made the teapot"):
        await talk.respond(said(words))
    handed = await talk.respond(said("/unanswered file", ADMIN))
    assert isinstance(handed, Handed)
    (line,) = handed.data.decode().splitlines()
    assert json.loads(line) == {
        "id": 1,
        "question": "who made the teapot?",
        "count": 2,
        "last": "2023-11-14 22:13",
        "also": ["Who made the teapot"],
    }
    (tmp_path / handed.name).write_bytes(handed.data)
    assert [question.text for _, question in read_questions(tmp_path / handed.name)] == [
        "who made the teapot?"
    ]


async def test_where_all_was_answered_that_is_said(talk: Conversation) -> None:
    """Not an empty list."""
    await talk.respond(said("who was fined?"))
    assert notice(await talk.respond(said("/unanswered", ADMIN))).text == "all_answered"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("who was fined?", "Who was fined", True),
        ("who was fined", "who was  FINED ?!", True),
        ("谁被罚款了？", "誰被罰款了", True),
        ("who was fined by the harbour office", "who was fined by the harbor office", True),
        ("who was fined?", "who was hired?", False),
        ("what happened in 2024?", "what happened in 2025?", False),
        ("罚款3000元的是谁", "罚款5000元的是谁", False),
        ("谁被罚款了？", "谁开了港口？", False),
        ("?", "!", True),
    ],
)
def test_questions_are_the_same_where_hardly_a_letter_differs(first: str, second: str, *, same: bool) -> None:
    """Script, width, case and signs aside; but never where a number does."""
    assert len(grouped([entry(first), entry(second)], folded)) == (1 if same else 2)


def test_a_claim_is_not_the_same_as_a_question() -> None:
    """They are asked in other ways."""
    assert len(grouped([entry("x was fined"), entry("x was fined", claim=True)], folded)) == 2


@given(st.lists(st.tuples(st.text(max_size=8), st.booleans()), max_size=30))
def test_no_question_is_lost_in_groups(asked: list[tuple[str, bool]]) -> None:
    """Each is in one group, whose first words are as somebody wrote them."""
    groups = grouped([entry(text, at, claim=claim) for at, (text, claim) in enumerate(asked)], str.casefold)
    assert sum(group.count for group in groups) == len(asked)
    assert {(group.text, group.claim) for group in groups} <= set(asked)
    assert [group.count for group in groups] == sorted((group.count for group in groups), reverse=True)


async def test_stats_count_questions_by_day_and_how_many_were_answered(
    talk: Conversation, clock: Clock
) -> None:
    """Of the last week; people are counted, not named."""
    await talk.respond(said("who?"))
    clock.seconds += 8 * DAY
    for words, asker in (("who?", LISTED), ("who made the teapot?", 8), ("where?", 8)):
        await talk.respond(said(words, asker))
    clock.seconds += DAY
    await talk.respond(said("when?"))
    told = notice(await talk.respond(said("/stats", ADMIN)))
    assert told.values == {
        "days": "7",
        "people": "2",
        "asked": "4",
        "answered": "3",
        "share": "75",
        "ms": "0",
        "opinions": "–",
        "lines": "2023-11-22  2/3\n2023-11-23  1/1",
    }


async def test_stats_of_nothing_are_no_error(talk: Conversation) -> None:
    """A bot that nobody asked yet."""
    told = notice(await talk.respond(said("/stats", ADMIN)))
    assert (told.values["asked"], told.values["share"], told.values["ms"]) == ("0", "–", "–")


OPINIONS = [
    Opinion("when was the harbour closed?", "harbour.md", "The harbour was closed in March."),
    Opinion("who was fined?", "harbour.md", "The harbour was closed in March.", "passage"),
    Opinion("who sells bread?", "notes.jsonl", "The bakery on the pier sells rye bread.", "good"),
    Opinion("who sells bread?", "notes.jsonl", "The bakery on the pier sells rye bread.", "outdated"),
    Opinion("who was hurt?", "harbour.md", "Nobody was hurt"),
    Opinion("who was hurt?", "ferry.html", "hurt nobody"),
    Opinion("the fine was 500 dollars", "harbour.md", "fined 500 dollars", claim=True),
]


def test_what_people_called_good_is_what_eval_asks_for(tmp_path: Path) -> None:
    """In a file that `juzheng eval` reads; the last word on a quote counts, and what was wrong names nothing right."""
    found = cases(OPINIONS)
    (tmp_path / "cases.jsonl").write_text("".join(f"{case_line(case)}\n" for case in found), "utf-8")
    asked = read_asked(tmp_path / "cases.jsonl")
    assert asked == found
    assert [(one.question.text, sorted(one.documents), one.answers) for one in asked] == [
        ("when was the harbour closed?", ["harbour.md"], ("The harbour was closed in March.",)),
        ("who was hurt?", ["ferry.html", "harbour.md"], ("Nobody was hurt", "hurt nobody")),
    ]


async def test_eval_asks_again_what_was_called_good_and_tells_the_score(
    library: Library, tmp_path: Path
) -> None:
    """And which are no longer right."""
    judged = [
        OPINIONS[0],
        Opinion("when was the harbour closed, and why?", "gone.md", "words that are not there any more"),
    ]
    with talking(tmp_path, access=ACCESS, holdings=library, judged=lambda: judged) as talk:
        told = notice(await talk.respond(said("/eval", ADMIN)))
    assert told.text == "evaluated"
    assert (told.values["cases"], told.values["failed"]) == ("2", "1")
    assert "when was the harbour closed, and why?" in told.values["lines"]
    assert "1/2" in told.values["table"]


async def test_without_an_opinion_there_is_no_score(talk: Conversation) -> None:
    """The reply says so."""
    assert notice(await talk.respond(said("/eval", ADMIN))).text == "no_cases"


async def test_the_diary_tells_how_long_an_answer_took(tmp_path: Path) -> None:
    """By a clock that never goes back."""
    clock = Clock()

    class Slow(Oracle):
        """It takes a quarter of a second."""

        def __call__(self, question: Question, documents: int) -> Answer | NoAnswer:
            """Answer."""
            clock.seconds += 0.25
            return super().__call__(question, documents)

    with talking(tmp_path, Slow(), ACCESS, clock=clock) as talk:
        assert isinstance(await talk.respond(said("who?")), Found)
        assert [one.ms for one in talk.office.diary.since(0)] == [250.0]


@pytest.mark.slow
def test_a_terminal_lists_what_was_not_answered_and_what_was_done(
    corpus: Path, new_state: Path, tmp_path: Path
) -> None:
    """From the store of the bot, and for programs as JSON."""
    juzheng = Program(tmp_path, {"CORPUS": corpus, "DATA": new_state})
    assert (juzheng("unanswered").out, juzheng("audit").out) == ("", "")
    words = (
        "who invented the quantum teapot?",
        "/allow 77",
        "who invented the quantum teapot",
        "when was the harbour closed?",
        "👍",
    )
    juzheng("chat", stdin="\n".join(words))
    assert juzheng("unanswered").lines == ["2 × who invented the quantum teapot?"]
    (line,) = juzheng("unanswered", "--json").lines
    assert json.loads(line)["count"] == 2
    (act,) = juzheng("audit").lines
    assert act.endswith("  0  /allow 77")
    (tmp_path / "cases.jsonl").write_text(juzheng("cases").out, "utf-8")
    (case,) = read_asked(tmp_path / "cases.jsonl")
    assert (case.question.text, sorted(case.documents)) == ("when was the harbour closed?", ["harbour.md"])
    assert juzheng("eval", "cases.jsonl").status == 0
