"""What speaks against a claim beside one text, and what only seems to: denials, reasons, before and after, figures."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.checking import CHECK, Comparison
from retrieval.model import Difference, Question
from tests.retrieval.fakes import Corpus, FakeLexicon, beside

LEXICON = FakeLexicon(
    {
        "strike": ["罢工"],
        "plant": ["工厂"],
        "close": ["关闭"],
        "speech": ["演讲"],
        "journalist": ["记者"],
        "met": ["见"],
    },
    opposites={
        "越来越大": ["不断减少"],
        "不断减少": ["越来越大"],
        "推翻": ["维持"],
        "维持": ["推翻"],
        "昂贵": ["便宜"],
        "便宜": ["昂贵"],
    },
)


def compared(analyzer: Analyzer, text: str, claim: str) -> Comparison:
    """A claim beside a text."""
    return beside(text, claim, analyzer, LEXICON)


def told(analyzer: Analyzer, name: str, text: str, claim: str) -> bool:
    """Whether a number tells anything."""
    return compared(analyzer, text, claim).features[CHECK.index(name)] > 0


@pytest.mark.parametrize(
    ("text", "claim", "negated"),
    [
        ("花房会并入长风的说法纯属谣言。", "花房会并入长风", True),
        ("要说花房不会经营，我是不认可的。", "花房会经营", False),  # it is not so that it is not so
        ("花房否认长风会并入北辰。", "长风会并入北辰", True),
        ("这并不意味着，长风的船有毛病。", "长风的船有毛病", True),
        ("这意味着，长风的船有毛病。", "长风的船有毛病", False),
        ("长风从没想过卖掉渡船。", "长风想过卖掉渡船", True),
        ("店里没料到船这么快就卖完了。", "店里的船卖完了", False),
        (
            "小报提前发布了长风的手机，长风后来没有发公告。",
            "长风的手机被小报曝光后，长风发公告",
            True,
        ),  # 发布 is another word
        ("难免减量不减价，可是长风的开盘价很公道。", "长风的开盘价很公道", False),  # another price
        ("The report that Harlow will close is false.", "Harlow will close", True),
        ("Harlow denied that it will close the plant.", "Harlow will close the plant", True),
    ],
)
def test_what_is_said_not_to_be_so_is_negated(
    analyzer: Analyzer, text: str, claim: str, *, negated: bool
) -> None:
    """Behind it, before it, as a whole; and only what is meant."""
    assert told(analyzer, "negated_there", text, claim) is negated


def test_what_is_exempt_is_what_a_rule_is_not_meant_for(analyzer: Analyzer) -> None:
    """In the words of the one as in those of the other."""
    text = "茶叶要交市场费，但这一条不适用于自家种茶的农户。"
    assert told(analyzer, "negated_both", text, "自家种茶的农户豁免市场费")
    assert not told(analyzer, "denied", text, "自家种茶的农户不用交市场费")


def test_when_and_where_nothing_is_done_is_not_denied(analyzer: Analyzer) -> None:
    """What is denied of the collision is what happened after it."""
    text = "The van was in a collision near Harlow. It refused to move."
    assert not told(analyzer, "denied", text, "The van did not move after the collision")
    assert told(analyzer, "denied", text, "The van did not cause the collision")
    assert told(analyzer, "denied", "Harlow workers are on strike.", "Harlow workers are not on strike")


def test_the_verb_of_every_item_tells_none_of_them(analyzer: Analyzer) -> None:
    """It is the item that is another."""
    text = "花房说的三个做是：做新茶、做老店、做书摊。"
    found = compared(analyzer, text, "花房说的三个做是：做新茶、做渡船、做书摊")
    assert Difference("渡船", "做老店") in found.differences
    assert not told(analyzer, "rival", text, "花房说的三个做是：做新茶、做老店、做书摊")
    listed = "花房卖电动汽车、国产汽车、汽车、二手汽车。"
    found = compared(analyzer, listed, "花房卖电动汽车、国产汽车、汽车、渡船")
    assert [d.quoted for d in found.differences] == ["二手汽车"]  # not 汽车, which the claim lists, too


def test_one_of_the_same_surname_is_another_one(analyzer: Analyzer) -> None:
    """Though the quote says a part of the name."""
    text, claim = "徐洁云发文致歉，终止合作。", "Xu Feiran posted the apology"
    lexicon = FakeLexicon({"xu": ["徐"], "post": ["发文"], "apolog": ["致歉"]})
    assert beside(text, claim, analyzer, lexicon).features[CHECK.index("other_name")]


def test_what_something_is_not_yet_negates_nothing_that_is_said_of_it(analyzer: Analyzer) -> None:
    """没发布的手机 is a phone."""
    assert not told(analyzer, "negated_here", "长风的手机照片流出。", "长风没发布的手机照片流出")


def test_an_opposite_is_looked_for_of_a_phrase_too(analyzer: Analyzer) -> None:
    """And is none where the quote negates it, or the claim its own."""
    assert told(analyzer, "opposite", "云帆的客流不断减少。", "云帆的客流越来越大")
    assert told(analyzer, "opposite", "云帆的门票便宜。", "云帆的门票昂贵")
    assert not told(analyzer, "opposite", "云帆的门票不便宜。", "云帆的门票昂贵")


def test_what_is_not_done_is_what_its_opposite_is_done_for(analyzer: Analyzer) -> None:
    """Not overturned is upheld: that denies nothing."""
    assert not told(analyzer, "denied", "法院维持原判，没有人要推翻。", "法院没有推翻原判")
    assert told(analyzer, "denied", "法院推翻原判。", "法院没有推翻原判")


@pytest.mark.parametrize(
    ("text", "claim", "other"),
    [
        ("由于洪水，工厂关闭了三个星期。", "The plant closed because of a strike.", "洪水"),
        ("由于罢工，工厂关闭了三个星期。", "The plant closed because of a strike.", None),
        ("花房因邻居投诉而停办集市。", "花房停办集市，是因为租金涨了", "邻居投诉"),
        ("花房因邻居投诉而停办集市。", "花房因邻居投诉而停办集市", None),
        ("花房停办集市，原因不明。", "花房停办集市，是因为租金涨了", None),
    ],
)
def test_another_reason_is_seen(analyzer: Analyzer, text: str, claim: str, other: str | None) -> None:
    """Where the quote tells the same and says nothing of the reason that the claim gives."""
    found = compared(analyzer, text, claim)
    assert [d.quoted for d in found.differences] == ([other] if other else [])


@pytest.mark.parametrize(
    ("text", "claim", "turned"),
    [
        ("长风的损失远远超过保险金额。", "長風的損失還不到保險金額", True),
        ("长风的损失远远超过保险金额。", "长风的损失高于保险金额", False),
        ("长风的损失低于保险金额。", "长风的损失超过保险金额", True),
        ("长风的损失没有超过保险金额。", "长风的损失低于保险金额", False),
        ("长风的损失超过30万元。", "长风的损失低于40万元", False),  # figures have bounds of their own
        ("长风的损失不会超过保险金额。", "长风的损失低于保险金额", False),
        ("The loss was no less than the insured sum.", "The loss exceeded the insured sum", False),
        ("The loss did not exceed the insured sum.", "The loss was less than the insured sum", False),
        ("The loss exceeded the insured sum.", "The loss was less than the insured sum", True),
        ("The loss exceeded the insured sum.", "The loss was greater than the insured sum", False),
    ],
)
def test_more_than_something_is_told_from_less(
    analyzer: Analyzer, text: str, claim: str, *, turned: bool
) -> None:
    """In either language's words."""
    assert told(analyzer, "turned", text, claim) is turned


@pytest.mark.parametrize(
    ("text", "claim", "part"),
    [
        ("花房是城里唯一的茶商。", "花房的城里有好几位茶商", True),
        ("花房名列第三位，是城里唯一的茶商。", "城里有好几位茶商", True),
        ("城里只有三位茶商。", "城里有三位茶商", False),
        ("花房是唯一获得多位茶商支持的店。", "花房获得多位茶商支持", False),
        (
            "The only growers left in the valley are Harlow and Finch.",
            "Several growers are left in the valley",
            False,
        ),
        ("花房是城里唯一的茶商。", "花房在城里有好几位记者朋友，茶商里有名气", False),
        (
            "Harlow is the only grower in the valley.",
            "There are several growers in the valley near Harlow",
            True,
        ),
        (
            "Harlow is the only grower in the valley.",
            "Harlow, a grower, has several horses in the valley",
            False,
        ),
    ],
)
def test_several_are_not_the_only_one(analyzer: Analyzer, text: str, claim: str, *, part: bool) -> None:
    """Where it is several of what there is only one of."""
    assert told(analyzer, "part", text, claim) is part


@pytest.mark.parametrize(
    ("text", "claim", "turned"),
    [
        ("长风的主管在演讲后见了记者。", "长风的主管在演讲之前见了记者", True),
        ("长风的主管在演講以後見了記者。", "长风的主管在演讲之前见了记者", True),
        ("长风的主管在演讲后见了记者。", "长风的主管在演讲之后见了记者", False),
        ("长风的主管在演讲后见了记者。", "He met journalists before the speech", True),
        ("长风的主管在演讲后见了记者。", "He met journalists after the speech", False),
        ("长风的主管在演讲的最后见了记者。", "长风的主管在演讲之前见了记者", False),  # which is another last
        ("The chief met journalists after the speech.", "Before the speech the chief met journalists.", True),
    ],
)
def test_before_and_after_are_told_apart(analyzer: Analyzer, text: str, claim: str, *, turned: bool) -> None:
    """Of what both say that it came before or after."""
    assert told(analyzer, "turned", text, claim) is turned


def test_the_only_one_is_not_one_of_several(analyzer: Analyzer) -> None:
    """And others besides are against it."""
    assert told(analyzer, "part", "云帆是街上唯一的书店。", "除了云帆，街上还有另外几家书店")
    assert not told(analyzer, "part", "云帆是街上唯一的书店。", "街上的书店只有云帆")


def test_a_figure_that_is_given_up_is_no_rival(analyzer: Analyzer) -> None:
    """Not ten, but thirty."""
    text = "长风建港不是花了20亿元，而是花了70亿元，里面光挖沙就要30亿元。"
    assert not told(analyzer, "rivalled", text, "长风建港花了70亿元，挖沙要30亿元")
    assert told(analyzer, "rivalled", text, "长风挖沙要70亿元")


def test_what_belongs_to_another_figure_of_the_claim_is_no_rival(analyzer: Analyzer) -> None:
    """Where both are told in the same order."""
    text = "离上回修船才隔了48小时，长风又花了近5个小时试航。"
    assert not told(analyzer, "rivalled", text, "修船才过了两天，长风又试航了五个小时")


def test_a_share_goes_with_the_nearest_year(analyzer: Analyzer) -> None:
    """Though a clause stands between them."""
    text = "长风2019年虚增收入21亿元，占当年收入的一半；2020年虚增收入35亿元，接近当年收入的八成。"
    assert not told(analyzer, "rivalled", text, "长风2020年的收入将近八成是虚增的")


def test_a_name_in_the_byline_need_not_be_said_again(analyzer: Analyzer) -> None:
    """Who writes does not name himself."""
    text = "---\nauthor: Wendell Frobisher\n---\n\nThe archive was moved to the harbour in March."
    assert not told(
        analyzer, "unsaid_name", text, "As Frobisher writes, the archive was moved to the harbour"
    )
    assert told(analyzer, "unsaid_name", text, "As Pemberton writes, the archive was moved to the harbour")


def test_copies_are_not_ahead_of_each_other_and_not_behind(analyzer: Analyzer) -> None:
    """The same words in two places are one quote."""
    said = "长风发布关于仓库失火的致歉声明。"
    texts = {"a.md": said, "b.md": f"快讯：{said}", "c.md": "花房卖船。"}
    answerer = Corpus(texts, analyzer, LEXICON).answerer
    query = answerer.query(Question("长风就仓库失火致歉", claim=True))
    ahead = [
        one.features[CHECK.index("ahead")] for one in answerer.compare(query, answerer.candidates(query, 5))
    ]
    assert max(ahead) > 0


def test_a_difference_names_the_reason_of_both(analyzer: Analyzer) -> None:
    """Without what leads to it."""
    found = compared(analyzer, "由于洪水，工厂关闭了。", "The plant closed because of a strike.")
    assert found.differences == (Difference("a strike", "洪水"),)
