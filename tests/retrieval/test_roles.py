"""Who does what to whom, and of how many: a claim beside one text."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.checking import CHECK, Comparison
from retrieval.model import Difference
from tests.retrieval.fakes import FakeLexicon, beside

LEXICON = FakeLexicon({"polic": ["警方"], "apologis": ["道歉"], "harlow": ["哈洛"]})


def compared(analyzer: Analyzer, text: str, claim: str) -> Comparison:
    """A claim beside a text."""
    return beside(text, claim, analyzer, LEXICON)


def told(analyzer: Analyzer, name: str, text: str, claim: str) -> bool:
    """Whether a number tells anything."""
    return compared(analyzer, text, claim).features[CHECK.index(name)] > 0


@pytest.mark.parametrize(
    ("text", "claim", "crossed"),
    [
        ("Harlow sued Pemberton over the name.", "It was Harlow that sued Pemberton.", False),
        ("Harlow sued Pemberton over the name.", "It was Pemberton that sued Harlow.", True),
        ("Harlow sued Pemberton over the name.", "Over the name Pemberton was sued by Harlow.", False),
        ("Harlow sued Pemberton over the name.", "Over the name Harlow was sued by Pemberton.", True),
        ("The driver apologised to the guests.", "To the guests the driver apologised.", False),
        ("The driver apologised to the guests.", "The guests apologised to the driver.", True),
        ("The report that Harlow had paid Pemberton was wrong.", "Pemberton had paid Harlow.", True),
        (
            "Harlow had its licence suspended for six months.",
            "For six months the licence of Harlow was suspended.",
            False,
        ),
        ("司机向乘客道歉。", "司机对乘客道歉了。", False),
        ("司机向乘客道歉。", "乘客向司机道歉。", True),
        ("司机批评了乘客。", "乘客被司机批评了。", False),
        ("司机批评了乘客。", "司机被乘客批评了。", True),
        ("起诉乘客的是司机。", "司机起诉乘客。", False),
        ("司机起诉了乘客。", "起诉司机的是乘客。", True),
        ("東京出事以後，警方才向哈洛道歉。", "Afterwards Harlow apologised to the police.", True),
        ("東京出事以後，警方才向哈洛道歉。", "Afterwards the police apologised to Harlow.", False),
    ],
)
def test_who_does_it_and_to_whom(analyzer: Analyzer, text: str, claim: str, crossed: bool) -> None:  # noqa: FBT001
    """By the side on which they stand, a passive, and what stands before them."""
    assert told(analyzer, "turned", text, claim) is crossed


@pytest.mark.parametrize(
    ("text", "claim", "partly"),
    [
        ("Some of the cases have reached the court.", "All of the cases have reached the court.", True),
        ("Some of the cases have reached the court.", "Part of the cases have reached the court.", False),
        ("Some of the cases have reached the court.", "Not all the cases have reached the court.", False),
        ("All the cases have reached the court.", "Some of the cases have reached the court.", True),
        ("部分案件已进入审理阶段。", "所有案件都已进入审理阶段。", True),
        ("部分案件已进入审理阶段。", "并非所有案件都已进入审理阶段。", False),
        ("这是全网最惨的品牌之一。", "这是全网最惨的品牌，没有之一。", True),
        ("这是全网最惨的品牌之一。", "这是全网最惨的一个品牌。", False),
    ],
)
def test_all_of_it_is_more_than_a_part(analyzer: Analyzer, text: str, claim: str, partly: bool) -> None:  # noqa: FBT001
    """And a part is less than all of it."""
    assert told(analyzer, "part", text, claim) is partly


def test_a_part_of_the_whole_is_marked_on_both_sides(analyzer: Analyzer) -> None:
    """What speaks for the part, and what for the whole."""
    found = compared(analyzer, "部分案件已进入审理阶段。", "所有案件都已进入审理阶段。")
    assert Difference("所有", "部分") in found.differences
