"""Claims about asking: which kind of thing a question asks for, and which of its words only ask."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.analysis.analyzer import Analyzer
from retrieval.asking import asking, kind_of
from retrieval.model import Kind
from tests.retrieval.strategies import texts


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who was punished", Kind.WHO),
        ("What is the name of the ZAKER staff member who was fired", Kind.WHO),
        ("Which executives were fired?", Kind.WHO),
        ("谁被处罚了", Kind.WHO),
        ("誰被處罰了", Kind.WHO),
        ("哪位高管道歉了", Kind.WHO),
        ("when did the recall begin", Kind.WHEN),
        ("what year was it", Kind.WHEN),
        ("什么时候召回", Kind.WHEN),
        ("哪天开庭", Kind.WHEN),
        ("where was the show", Kind.WHERE),
        ("which platform banned it", Kind.WHERE),
        ("在哪里开庭", Kind.WHERE),
        ("how many cars were recalled", Kind.HOW_MANY),
        ("how much does it cost", Kind.HOW_MANY),
        ("召回了多少辆", Kind.HOW_MANY),
        ("他有多高", Kind.HOW_MANY),
        ("why did he apologise", Kind.WHY),
        ("为什么道歉", Kind.WHY),
        ("where was he staying when the bank fell", Kind.WHERE),
        ("who was at the wheel when it crashed", Kind.WHO),
        ("what will it do for people who own one", Kind.OTHER),
        ("what was an employee afraid of", Kind.OTHER),
        ("did she resign when the bank fell", Kind.OTHER),
        ("do you know when it opened", Kind.WHEN),
        ("which of the whistle-blowers was a director's son", Kind.WHO),
        ("which film star promoted it", Kind.WHO),
        ("哪两个老板要掏罚款", Kind.WHO),
        ("后来改用几奈米", Kind.HOW_MANY),
        ("用了多少时间", Kind.HOW_MANY),
        ("很多大公司都道歉了", Kind.OTHER),
        ("十几家公司道歉了", Kind.OTHER),
        ("他怎么没被判刑", Kind.WHY),
        ("案子在哪个世纪审结", Kind.WHEN),
        ("这座塔的身高", Kind.HOW_MANY),
        ("众多高管为何离职", Kind.WHY),
        ("怎么还款", Kind.OTHER),
        ("星期几开会", Kind.WHEN),
        ("what makes people happy", Kind.OTHER),
        ("can someone tell me who won", Kind.WHO),
        ("what happened", Kind.OTHER),
        ("any idea who leaked it", Kind.WHO),
        ("who knows how many ships were lost", Kind.HOW_MANY),
        ("who knows the harbour best", Kind.WHO),
        ("who knows how to open the safe", Kind.WHO),
        ("“hello” was sung by whom?", Kind.WHO),
        ("谁清楚几个高管的去向", Kind.WHO),
        ("谁知道沉了多少艘船", Kind.HOW_MANY),
        ("谁知道内情", Kind.WHO),
        ("请问一下谁道歉了", Kind.WHO),
        ("KOL事件", Kind.OTHER),
        ("whoever is here", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(analyzer: Analyzer, question: str, kind: Kind) -> None:
    """By its question word, in either language."""
    assert kind_of(analyzer.fold(question).text) is kind


@given(text=texts())
def test_any_text_asks_for_one_kind(text: str) -> None:
    """Whatever is asked."""
    assert kind_of(text) in Kind


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("他是几号被抓的", ["几号"]),
        ("一共赔了多少钱", ["多少钱"]),
        ("公司有多少年轻人", ["多少年"]),
        ("第几座桥先通车", ["第几座"]),
        ("哪三款车合格", ["哪三款"]),
        ("塔有多高", ["多高"]),
        ("at what time of day did it open", ["what time of day"]),
        ("tell me who owns its own port", ["tell me", "its own"]),
        (
            "Hi, could you please tell me who owns the ship".lower(),
            ["hi, could you please tell me ", "tell me"],
        ),
        ("i'd like to know whether it sank", ["i'd like to know whether "]),
        ("did anyone know of the leak", []),
        ("pls, how come it sank", ["pls", "how come"]),
        ("顺便问一句,船票降价了吗", ["顺便问一句,"]),
        ("帮我查一下船票价格", ["帮我查一下"]),
        ("问题船只有多少艘", ["多少艘"]),
        ("请问查尔斯是谁", ["请问"]),
        ("请问下午几点开船", ["请问", "几点"]),
        ("求助热线是多少", ["多少"]),
        ("你好,李焕英票房多少", ["多少"]),
        ("你好,请问票房多少", ["你好,请问", "多少"]),
        ("hello kitty was created by whom", []),
        ("any word processor was banned", []),
        ("curious george was written by whom", []),
        ("科普博主是谁", []),
        ("请问", []),
        ("who owns the ship", []),
        ("who was told of the recall", []),
        ("几乎所有人都走了", []),
    ],
)
def test_some_words_of_a_question_only_ask(question: str, asks: list[str]) -> None:
    """No answer says them; who owns it, and who is told, an answer does say."""
    assert [question[start:end] for start, end in asking(question)] == asks


@given(text=texts())
def test_what_only_asks_is_in_the_text(text: str) -> None:
    """In order, and never empty."""
    found = list(asking(text))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
