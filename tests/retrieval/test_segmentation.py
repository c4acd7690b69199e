"""Claims about the cutters: both cut Chinese alike, and neither loses a character."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.folding import HAN
from retrieval.analysis.segmentation import Cut, chinese_cutter, jieba_cutter, rjieba_cutter

SEEDS = Path(__file__).parents[2] / "seeds"
needs_rjieba = pytest.mark.skipif(not importlib.util.find_spec("rjieba"), reason="rjieba is not installed")
MIXED = (
    "小米SU7 Ultra的碳纤维双风道前舱盖引发车主维权，雷军在微博道歉。",
    "KOL事件中，集团公关部总经理徐洁云被通报批评，许斐被辞退。",
    "AI知识库用RAG技术，把PDF、Word文档切成chunk后写入向量数据库。",
    "2026年1月8日05:42，观察者网发布了这条消息，阅读量超过31,000次。",
    "iPhone 17 Pro Max和Mate 70哪个好？GPT-4o认为都不错。",
    "研究生命起源的生物学家在南京市长江大桥上乒乓球拍卖完了。",
    "他来到了网易杭研大厦，工信处女干事每月经过下属科室都要亲口交代交换机等技术性器件的安装工作。",
    "葛兰素史克、贝加尔湖、布宜诺斯艾利斯、魑魅魍魉、饕餮盛宴、㐂㐂堂、𠮷野家、镕基、二〇二六年。",
    "高管高管高管，处罚处罚处罚，了了了了，的的的，一一一一二二二三三三",
)


@pytest.fixture(scope="module")
def jieba() -> Cut:
    """The cutter that every other one is held to."""
    return jieba_cutter()


@needs_rjieba
def test_rjieba_and_jieba_cut_real_text_alike(analyzer: Analyzer, jieba: Cut) -> None:
    """All of the default corpus and some mixtures of scripts give the same tokens with either."""
    one = Analyzer(rjieba_cutter(), str, analyzer.stem)
    other = Analyzer(jieba, str, analyzer.stem)
    files = sorted(p for p in SEEDS.rglob("*") if p.suffix in {".md", ".txt", ".html", ".jsonl"})
    samples = [*MIXED, *(file.read_text("utf-8") for file in files)]
    assert sum(len(one.analyze(sample).tokens) for sample in samples) > 1000
    for sample in samples:
        assert one.analyze(sample).tokens == other.analyze(sample).tokens


@needs_rjieba
@given(text=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), min_size=1, max_size=20))
def test_rjieba_and_jieba_cut_any_characters_alike(jieba: Cut, text: str) -> None:
    """Rare characters in senseless order are cut alike, too."""
    assert rjieba_cutter()(text) == jieba(text)


@needs_rjieba
@given(
    words=st.lists(
        st.sampled_from(
            "研究 研究生 生命 命 的 了 南京 南京市 市长 长江 大桥 乒乓球 球拍 拍卖 卖 完 一 二 十".split()
        ),
        min_size=1,
        max_size=12,
    )
)
def test_rjieba_and_jieba_cut_ambiguous_words_alike(jieba: Cut, words: list[str]) -> None:
    """Where several cuts are possible both choose the same."""
    assert rjieba_cutter()("".join(words)) == jieba("".join(words))


@settings(max_examples=50)
@given(text=st.from_regex(rf"[{HAN}]{{1,20}}", fullmatch=True))
def test_a_cut_loses_nothing(jieba: Cut, text: str) -> None:
    """The words of a run of Chinese, joined, are the run: offsets are counted on it."""
    assert "".join(jieba(text)) == "".join(chinese_cutter()(text)) == text
