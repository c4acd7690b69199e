"""Claims against quotes."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import default_analyzer
from retrieval.checking import verdict_on
from retrieval.model import Span
from retrieval.quoting import Quote

CASES = [
    ("小米今年要交付35万辆车", "小米宣布今年的交付目标是55万辆", 0.8, "contradicted"),
    ("The target is 550,000 cars", "小米宣布今年的交付目标是55万辆", 0.8, "supported"),
    ("The target is 350,000 cars", "小米宣布今年的交付目标是55万辆", 0.8, "contradicted"),
    ("他在1月5日道歉", "他在1月6日道歉", 0.9, "contradicted"),
    ("他在1月5日道歉", "一月五日，他道歉了", 0.9, "supported"),
    ("占6%", "确实掉了，但只是0.6%", 0.7, "contradicted"),
    ("It hit a Zeekr 001", "两车对撞，对方是Zeekr 007", 0.8, "contradicted"),
    ("公司没有道歉", "公司道歉了", 0.9, "not_found"),
    ("公司道歉了", "公司道歉了", 0.9, "supported"),
    ("公司道歉了", "今天下雨", 0.1, "not_found"),
    ("It sold 300 cars", "It sold many cars", 0.9, "not_found"),
]


@pytest.mark.parametrize(("claim", "quoted", "covered", "verdict"), CASES)
def test_figures_and_negation_decide(claim: str, quoted: str, covered: float, verdict: str) -> None:
    """Another figure in the place of the claim's contradicts it; doubt is no verdict."""
    quote = Quote(Span(0, len(quoted)), 0.0, covered, 0.0, (), (), ())
    assert verdict_on(claim, quoted, quote, default_analyzer()) == verdict
