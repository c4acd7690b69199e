"""Claims about matching: whether a sentence says a word, and where."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.analysis.analyzer import Analyzer
from retrieval.chunking import passages
from retrieval.matching import (
    Sentence,
    occurrences,
    read_passage,
    says,
    strengths,
)
from retrieval.model import Alternative, BlockKind, Group
from tests.retrieval.fakes import document_of
from tests.retrieval.strategies import texts


def one(text: str, analyzer: Analyzer) -> Sentence:
    """A text as one sentence."""
    document = document_of(("text", text))
    (sentence,) = read_passage(document, passages(document)[0], analyzer).sentences
    return sentence


def chinese(word: str, weight: float = 1.0, *, whole: bool = False) -> Alternative:
    """A Chinese word."""
    return Alternative((f"w:{word}",), weight, word, whole=whole)


def apart(*words: str) -> Alternative:
    """The words of a Chinese phrase, wherever they stand."""
    return Alternative(tuple(f"w:{word}" for word in words), 0.7, " ".join(words), apart=words)


def latin(surface: str, *stems: str) -> Alternative:
    """A Latin word or phrase."""
    return Alternative(tuple(f"w:{stem}" for stem in stems), 1.0, surface, stems)


@pytest.mark.parametrize(
    ("text", "alternative", "said"),
    [
        ("公司处罚了两人", chinese("处罚"), ["处罚"]),
        ("公司處罰了兩人，又處罰一人", chinese("处罚"), ["處罰", "處罰"]),
        ("公司处\n罚了两人", chinese("处罚"), ["处\n罚"]),
        ("公司处理了", chinese("处罚"), []),
        ("研究生命的起源", chinese("生命"), ["生命"]),
        ("他是中国人民", chinese("国人"), []),
        ("开会了", chinese("会", whole=True), []),
        ("已获专利的药品", apart("专利", "药品"), ["专利", "药品"]),
        ("这种药品没有专利", apart("专利", "药品"), ["专利", "药品"]),
        ("已获专利的机器", apart("专利", "药品"), []),
        ("他会开车", chinese("会", whole=True), ["会"]),
        ("Two managers were Punished.", latin("punish", "punish"), ["Punished"]),
        (
            "the punishing of a manager",
            latin("manager punished", "manag", "punish"),
            ["punishing", "manager"],
        ),
        ("the manager left", latin("manager punished", "manag", "punish"), []),
        ("ＳＵ７的价格", latin("su7", "su7"), ["ＳＵ７"]),
        ("SU7Max", latin("su7", "su7"), []),
    ],
)
def test_a_sentence_says_a_word_at_the_borders_of_words(
    analyzer: Analyzer, text: str, alternative: Alternative, said: list[str]
) -> None:
    """Chinese as it is written, Latin by stems, all words of a phrase; and it is found where it stands."""
    sentence = one(text, analyzer)
    assert says(sentence, alternative) is bool(said)
    found = [sentence.analyzed.folded.original(*at).of(text) for at in occurrences(sentence, alternative)]
    assert found == said


def test_the_strongest_way_to_say_a_word_counts(analyzer: Analyzer) -> None:
    """What is said twice, in a weaker way, too, counts once."""
    group = Group("punish", (chinese("处罚", 0.9), chinese("辞退", 0.5), chinese("惩罚", 0.3)))
    document = document_of(("text", "处罚和惩罚。惩罚了他。没有事。"))
    alternatives, weights = strengths(group, read_passage(document, passages(document)[0], analyzer))
    assert [a.surface for a in alternatives] == ["处罚", "惩罚"]
    assert weights == (0.9, 0.3, 0.0, 0.0)


@given(text=texts(60).filter(lambda text: bool(text.strip())), word=texts(4))
def test_what_a_sentence_says_its_passage_may_say(analyzer: Analyzer, text: str, word: str) -> None:
    """Looking at a passage as a whole first never hides what one of its sentences says."""
    document = document_of(("text", text.strip()))
    folded = analyzer.fold(word).text
    for passage in passages(document):
        read = read_passage(document, passage, analyzer)
        ways = [latin(folded, analyzer.stem(folded)), *([chinese(folded)] if folded else [])]
        for way in ways:
            assert read.may_say(way) or not any(says(s, way) for s in read.sentences)


def test_the_background_is_the_title_and_the_headings(analyzer: Analyzer) -> None:
    """What stands above a passage says words for it."""
    paragraph: tuple[BlockKind, str] = ("text", "公司发布了公告。" * 60)
    document = document_of(("heading", "处罚决定"), *[paragraph] * 3, title="KOL事件")
    *_, last = passages(document)
    background = read_passage(document, last, analyzer).background
    assert says(background, chinese("处罚"))
    assert says(background, latin("kol", "kol"))
    assert not says(background, chinese("公告"))


def test_a_document_without_title_and_headings_has_an_empty_background(analyzer: Analyzer) -> None:
    """It says nothing, and does not fail."""
    document = document_of(("text", "words"))
    read = read_passage(document, passages(document)[0], analyzer)
    assert not says(read.background, latin("words", "word"))


@given(text=texts(60).filter(lambda text: bool(text.strip())))
def test_sentences_of_passages_are_found_in_the_document(analyzer: Analyzer, text: str) -> None:
    """In order, each with the kind of its block and the folded form of its own words."""
    document = document_of(("heading", "Heading"), ("text", text.strip()))
    read = [s for p in passages(document) for s in read_passage(document, p, analyzer).sentences]
    assert [s.span for s in read] == sorted(s.span for s in read)
    for sentence in read:
        assert sentence.folded == analyzer.fold(sentence.span.of(document.text)).text
        assert any(b.kind == sentence.kind and b.span.overlaps(sentence.span) for b in document.blocks)
