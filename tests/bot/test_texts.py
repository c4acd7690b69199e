"""Claims about the sentences a person reads, in three languages."""

from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest

from bot.commands import COMMANDS
from bot.model import Tongue
from bot.texts import TABLES, clause, say, tongue_of
from retrieval.causes import Cause, Clause
from retrieval.model import Reason, Verdict
from retrieval.syntax import SORTS, Sort

TONGUES: tuple[Tongue, ...] = get_args(Tongue)
NAMES = sorted(TABLES["en"])


def places(text: str) -> list[str]:
    """The places of a text that are filled, each as often as it occurs."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_every_language_has_a_table() -> None:
    """No language can be chosen that has no texts."""
    assert set(TABLES) == set(TONGUES)


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_language_has_the_same_texts(tongue: Tongue) -> None:
    """The names are those of the English table, none missing and none more."""
    assert sorted(TABLES[tongue]) == NAMES


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_the_same_places_and_says_something(name: str, tongue: Tongue) -> None:
    """What is filled into the English sentence is filled into the others, and each can be said."""
    wanted = places(TABLES["en"][name])
    assert places(TABLES[tongue][name]) == wanted
    said = say(tongue, name, **dict.fromkeys(wanted, "{x}"))
    assert said.strip() == said != ""
    assert said.count("{x}") == len(wanted)


def test_one_thing_is_one_and_two_are_several() -> None:
    """In English; whether the number is given as one or as its digits."""
    assert say("en", "source_head", file="a.md", documents=1, passages="2") == "a.md: 1 document, 2 passages"
    assert (
        say("en", "source_head", file="a.md", documents="0", passages="1") == "a.md: 0 documents, 1 passage"
    )


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_chinese_tables_are_in_their_own_script(tongue: Tongue) -> None:
    """A word that the two scripts write differently stands in each as it should."""
    said = " ".join(TABLES[tongue].values())
    assert ("问题" in said, "問題" in said) == (tongue == "zh-hans", tongue == "zh-hant")


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_command_is_described(tongue: Tongue) -> None:
    """In a line that a command menu takes: 1 to 256 characters."""
    for command in COMMANDS:
        assert 0 < len(say(tongue, command.help)) <= 256


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_cause_is_told_with_what_fills_it(tongue: Tongue) -> None:
    """Clauses inside of clauses, too; what has no kind in the words in which it came."""
    for cause in Cause:
        assert f"why_{cause.name.lower()}" in TABLES[tongue]
    inner = Clause(Cause.NOT_OPENED, why=Clause(Cause.DENIED))
    told = clause(tongue, Clause(Cause.NO_MEMBER, file="a.pdf", why=inner))
    assert "a.pdf" in told
    assert say(tongue, "why_denied") in told
    assert clause(tongue, "is odd") == clause(tongue, Clause("is odd")) == "is odd"


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("sort", SORTS)
def test_everything_that_a_filter_may_lack_is_told(sort: Sort, tongue: Tongue) -> None:
    """With what was typed of it."""
    assert "from:" in say(tongue, f"unfinished_{sort}", written="from:")


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_told(reason: Reason, tongue: Tongue) -> None:
    """Whatever the reason for no answer, there is a sentence for it."""
    assert say(tongue, f"because_{reason}", words="x")


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_verdict_that_is_shown_has_its_line(tongue: Tongue) -> None:
    """`not_found` goes with no answer, and has no line of its own."""
    for verdict in set(get_args(Verdict)) - {"not_found"}:
        assert say(tongue, verdict)


@pytest.mark.parametrize(
    ("code", "tongue"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("en_US.UTF-8", "en"),
        ("EN", "en"),
        ("zh", "zh-hans"),
        ("zh-hans", "zh-hans"),
        ("zh_CN.UTF-8", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-hant", "zh-hant"),
        ("zh-Hant-TW", "zh-hant"),
        ("zh_TW.UTF-8", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("de", None),
        ("zhuang", None),
        ("C.UTF-8", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_code_is_one_of_ours_or_none(code: str | None, tongue: Tongue | None) -> None:
    """Telegram's codes and those of a terminal; Taiwan, Hong Kong and Macao write traditional."""
    assert tongue_of(code) == tongue
