"""Claims about follow-ups: what a short question leaves out is put in, and a question that stands by itself is not touched."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given

from retrieval.analysis.analyzer import Analyzer, character_term
from retrieval.follow_ups import Earlier, Reader, understood
from retrieval.lexicon.compiled import CompiledLexicon
from retrieval.library import Library
from tests.retrieval.strategies import scripts

CORPUS: Final = "港务长周海被处罚，公司经理吴山也受到处分。周海后来道歉。"
WHO_ZH: Final = Earlier("泄漏事件谁被处罚了", CORPUS)
WHO_EN: Final = Earlier("who was punished for the spill", "Tom Reed and Mary Stone were fined.")
ZHOU: Final = Earlier("周海受到了什么处分？", CORPUS)
REED: Final = Earlier(
    "How much was Tom Reed fined for the spill?", "The master Tom Reed was fined 500 dollars."
)
FERRY: Final = Earlier("渡轮公司为什么被罚款", "渡轮公司因为晚点被罚款九百元。")
YEAR: Final = Earlier("2024年罚款多少元", "")


@pytest.fixture
def reader(analyzer: Analyzer, lexicon: CompiledLexicon) -> Reader:
    """With the real dictionary; the corpus is the quote above."""
    held = analyzer.frequencies([CORPUS]).by_term()
    return Reader(analyzer, lexicon.ordinary, lambda pair: character_term(pair) in held)


@pytest.mark.parametrize(
    ("earlier", "text", "meant"),
    [
        (ZHOU, "他后来道歉了吗？", "受到 处分 周海后来道歉了吗？"),
        (ZHOU, "他後來道歉了嗎？", "受到 处分 周海後來道歉了嗎？"),
        (ZHOU, "为什么要处罚他？", "受到 处分 为什么要处罚周海？"),
        (ZHOU, "他的奖金呢", "受到 处分 周海的奖金呢"),
        (WHO_ZH, "他们后来道歉了吗？", "周海、吴山后来道歉了吗？"),
        (WHO_ZH, "她們呢？", "周海、吴山呢？"),
        (WHO_ZH, "那罚了多少？", "泄漏事件 处罚 罚了多少？"),
        (WHO_ZH, "罚了多少钱", "泄漏事件 处罚 罚了多少钱"),
        (WHO_ZH, "被谁处罚的？", "泄漏事件 被谁处罚的？"),
        (WHO_ZH, "什么时候道歉的？", "泄漏事件 处罚 什么时候道歉的？"),
        (WHO_ZH, "为什么？", "泄漏事件 处罚 为什么？"),
        (WHO_ZH, "為什麼？", "泄漏事件 处罚 為什麼？"),
        (WHO_ZH, "后来呢？", "泄漏事件 处罚 后来呢？"),
        (WHO_ZH, "還有誰被處罰了？", "泄漏事件 還有誰被處罰了？"),
        (WHO_ZH, "这件事是什么时候发生的？", "泄漏事件 处罚 这件事是什么时候发生的？"),
        (WHO_ZH, "那是哪一天？", "泄漏事件 处罚 是哪一天？"),
        (WHO_ZH, "and when?", "when 泄漏事件 处罚?"),
        (WHO_ZH, "还有谁被处罚了？", "泄漏事件 还有谁被处罚了？"),
        (WHO_ZH, "然後罰了多少？", "泄漏事件 处罚 罰了多少？"),
        (FERRY, "它道歉了吗？", "渡轮公司 罚款 它道歉了吗？"),
        (FERRY, "该公司怎么回应？", "渡轮 罚款 该公司怎么回应？"),
        (ZHOU, "那吴山呢？", "吴山受到了什么处分？"),
        (ZHOU, "吳山呢", "吳山受到了什么处分？"),
        (YEAR, "2025年呢？", "2025年罚款多少元"),
        (WHO_EN, "and when?", "when punished spill?"),
        (WHO_EN, "Why?", "Why punished spill?"),
        (WHO_EN, "who else was punished?", "who else was punished spill?"),
        (WHO_EN, "did they apologise?", "did Tom Reed, Mary Stone apologise?"),
        (WHO_EN, "And how much did they pay?", "how much did Tom Reed, Mary Stone pay?"),
        (REED, "when did he apologise?", "when did Tom Reed apologise fined spill?"),
        (REED, "what was his job?", "what was Tom Reed's job fined spill?"),
        (REED, "who fined him?", "who fined Tom Reed spill?"),
        (REED, "when was that?", "when was that Tom Reed fined spill?"),
        (REED, "why was it so high?", "why was it so high Tom Reed fined spill?"),
        (REED, "and Mary Stone?", "How much was Mary Stone fined for the spill?"),
        (REED, "what about Mary Stone?", "How much was Mary Stone fined for the spill?"),
        (REED, "for how long?", "for how long Tom Reed fined spill?"),
        (REED, "what happened to that case?", "what happened to that case Tom Reed fined spill?"),
    ],
)
def test_what_is_left_out_is_put_in(reader: Reader, earlier: Earlier, text: str, meant: str) -> None:
    """In the asker's own words, with the name that a pronoun can mean."""
    assert understood(earlier, text, reader) == meant


@pytest.mark.parametrize("earlier", [WHO_ZH, WHO_EN, REED])
@pytest.mark.parametrize(
    "text",
    [
        "食堂供应什么",
        "那不勒斯在意大利的哪里",
        "吴山说他道歉了吗",
        "港务长周海为什么道歉？",
        "小米SU7的售价是多少？",
        "通报批评是什么",
        "其他公司有什么反应",
        "這個世界上最高的山是什麼",
        "被罚款的公司叫什么名字",
        "雷军和吴山是什么关系？",
        "真的吗？",
        "谢谢",
        "你好",
        "How much was the fine?",
        "Who owns the boat that sank?",
        "Did Ada Byron say she was sorry?",
        "What is the price of the ferry?",
        "And how much was the Island Post fined?",
        "and Mary Stone apologised?",
        "Is it true that the Harbour Gazette lied?",
        "who was the harbour master in 2025",
        "Which company said that its boats were late?",
        "thanks!",
        "ok",
        "",
        "??",
    ],
)
def test_a_question_that_stands_by_itself_is_not_touched(reader: Reader, earlier: Earlier, text: str) -> None:
    """Nor is a word of thanks, or none at all."""
    assert understood(earlier, text, reader) is None


def test_nothing_is_put_in_where_nothing_was_asked_of(reader: Reader) -> None:
    """An earlier question without a word of meaning helps nobody."""
    assert understood(Earlier("为什么？"), "and when?", reader) is None


@given(before=scripts(), quote=scripts(), text=scripts())
def test_whatever_is_said_is_made_of_what_was_said(
    library: Library, before: str, quote: str, text: str
) -> None:
    """No text raises, and no letter is in the outcome that is in none of the three."""
    meant = library.understood(Earlier(before, quote), text)
    if meant is not None:
        assert set(meant) <= set(before + quote + text + " 、,?'s的")
