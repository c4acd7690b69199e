"""Claims about things: what a question asks to be named, and which sentences name such a thing."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.asking import kind_of
from retrieval.model import Kind
from retrieval.things import THINGS, calls, named, thing_of
from tests.retrieval.strategies import texts

NAMES = [thing.name for thing in THINGS]


@pytest.mark.parametrize(
    ("thing", "question", "with_it", "without"),
    [
        ("country", "船员都来自什么国家？", "船员都来自印度。", "船员都很累。"),
        (
            "country",
            "Which country is the ship registered in?",
            "It sails under the flag of Panama.",
            "It sails well.",
        ),
        ("city", "公司在哪座城市起家？", "公司在厦门市起家。", "公司在车库起家。"),
        ("university", "她毕业于哪所大学？", "她毕业于南海大学。", "她毕业得很早。"),
        ("university", "What was her alma mater?", "She left Stanford early.", "She left early."),
        (
            "degree",
            "what degree does the engineer hold",
            "The engineer has a master's in law.",
            "The engineer has a dog.",
        ),
        ("body", "最后被哪家公司买走了", "最后港口由远洋集团接手。", "最后有人接手。"),
        (
            "body",
            "Which lender was closed that weekend?",
            "Regulators closed Harbour Trust.",
            "They closed it.",
        ),
        ("work", "他在哪部电影里演过船长？", "他在《长夜》里演船长。", "他演过船长。"),
        ("law", "公司触犯了哪条法律？", "公司违反了《海洋法》。", "公司违反了规章。"),
        ("law", "Under which law was it fined?", "It was fined under the Clean Water Act.", "It was fined."),
        ("award", "她得了什么奖？", "她得了金帆奖。", "她得了感冒。"),
        (
            "court",
            "Which court is hearing the case?",
            "The High Court hears it in May.",
            "It is heard in May.",
        ),
        ("model", "第一万辆是哪款车？", "第一万辆是一辆K7。", "第一万辆是红的。"),
        ("colour", "What colour was the flag?", "The flag was green.", "The flag was old."),
        ("medium", "节目是在哪个台播的？", "节目由海港卫视播出。", "节目播了三年。"),
        (
            "medium",
            "who remembers the name of the show?",
            "The show was called “Harbour Night”.",
            "The show was long.",
        ),
        ("court", "是哪家法院审的？", "案子由海港市法院审理。", "案子已进入法院审理阶段。"),
        ("name", "那个网友网名叫什么？", "那个网友叫“灯塔”。", "那个网友走了。"),
    ],
)
def test_a_question_asks_for_a_thing_that_some_sentences_name(
    analyzer: Analyzer, thing: str, question: str, with_it: str, without: str
) -> None:
    """And others do not."""
    asked = analyzer.fold(question).text
    assert thing_of(asked, Kind.OTHER) == thing
    found = [
        named(
            thing, text, analyzer.fold(text).text, asked, chinese=any("\u4e00" <= c <= "\u9fff" for c in text)
        )
        for text in (with_it, without)
    ]
    assert found == [True, False]


def test_what_the_question_names_itself_is_no_answer(analyzer: Analyzer) -> None:
    """Who asks which country bought grain from India wants to hear of another."""
    asked = analyzer.fold("Which country bought grain from India?").text
    assert not named("country", "India sold grain.", "india sold grain.", asked, chinese=False)
    assert named("country", "India sold grain to Egypt.", "india sold grain to egypt.", asked, chinese=False)


@pytest.mark.parametrize(
    "question",
    [
        "who was punished",
        "什么时候召回",
        "what did the country do",
        "如何报名",
        "解决办法是什么",
        "哪个市场",
        "what sort of company is it",
        "",
    ],
)
def test_other_questions_ask_for_none(analyzer: Analyzer, question: str) -> None:
    """A noun that is not asked for is no thing."""
    folded = analyzer.fold(question).text
    assert thing_of(folded, kind_of(folded)) is None


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("what's the name of the employee who was fired?", "name"),
        ("被开除的那个员工叫什么名字？", "name"),
        ("who was fired?", None),
        ("which company's boss was fired?", None),
    ],
)
def test_people_are_asked_for_by_name_or_by_what_they_are(question: str, thing: str | None) -> None:
    """Who is fired may be told without a name, and what somebody is called not."""
    assert thing_of(question, Kind.WHO) == thing


@pytest.mark.parametrize(
    ("text", "says"),
    [("博主“灯塔”收了钱", True), ("an influencer known as Lamp", True), ("公司开除了“涉事员工”", False)],
)
def test_a_nickname_is_a_name(text: str, says: bool) -> None:  # noqa: FBT001
    """Where it is said that somebody is called so."""
    assert calls(text) == says


@given(texts(), st.sampled_from(Kind), texts(), st.sampled_from(NAMES), st.booleans())
def test_any_text_can_be_asked_and_read(
    question: str,
    kind: Kind,
    text: str,
    thing: str,
    chinese: bool,  # noqa: FBT001
) -> None:
    """Without an error."""
    assert thing_of(question, kind) in {None, *NAMES}
    assert named(thing, text, text.lower(), question, chinese=chinese) in {True, False}


@pytest.mark.parametrize("unit", ["A", "Aa ", "一", "哪", "which a ", "“", "《"])
def test_a_text_without_end_is_read_once(unit: str) -> None:
    """Each part of it is looked at a few times, not once for each before it."""
    text = unit * (20_000 // len(unit))
    for thing, chinese in product(NAMES, (True, False)):
        assert named(thing, text, text.lower(), "", chinese=chinese) in {True, False}
    assert thing_of(text[:4096].lower(), Kind.OTHER) in {None, *NAMES}
