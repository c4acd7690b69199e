"""Claims against quotes: what agrees, what differs, and what is said in the place of what."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.checking import CHECK, Comparison, likeliest
from retrieval.figures import Figure, figures
from retrieval.model import Answer, Difference, NoAnswer, Question, Span
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon(
    {
        "target": ["目标"],
        "deliveri": ["交付"],
        "car": ["车"],
        "compani": ["公司"],
        "rais": ["提高"],
        "price": ["价格"],
        "beij": ["北京"],
    },
    opposites={"上涨": ["下跌"], "下跌": ["上涨"], "rais": ["lower"], "lower": ["rais"]},
)
TEXTS = {
    "target.md": "小米公司宣布，今年的交付目标是55万辆车。",
    "apology.md": "公关部总经理徐洁云1月5日在微博上向车主道歉。",
    "shares.md": "消息公布以后，公司的股价当天下跌6%。",
    "crash.md": "The video showed an SU7 hitting a Zeekr 007 at three crossings.",
    "fine.md": "The regulator fined the company about 104,878 dollars.",
}


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """A few texts that claims are made about."""
    return Corpus(TEXTS, analyzer, LEXICON)


def numbers(corpus: Corpus, claim: str) -> dict[str, float]:
    """What is known of a claim beside the quote that is nearest, by name."""
    return dict(zip(CHECK, comparison(corpus, claim).features, strict=True))


def comparison(corpus: Corpus, claim: str) -> Comparison:
    """A claim beside the quote that is nearest."""
    answerer = corpus.answerer
    query = answerer.query(Question(claim, claim=True))
    return answerer.compare(query, answerer.candidates(query, 5)[0])


@pytest.mark.parametrize(
    ("claim", "agrees", "differs", "lacks"),
    [
        ("小米今年的交付目标是55万辆", 1, 0, 0),
        ("小米今年的交付目标是五十五万辆", 1, 0, 0),
        ("The delivery target is 550,000 cars", 1, 0, 0),
        ("小米今年的交付目标是35万辆", 0, 1, 0),
        ("徐洁云1月6日在微博上道歉", 0, 1, 0),
        ("徐洁云一月五日在微博上道歉", 1, 0, 0),
        ("公司的股价当天下跌0.6%", 0, 1, 0),
        ("an SU7 hitting a Zeekr 001", 0, 1, 0),
        ("徐洁云在微博上道歉，点赞8000次", 0, 0, 1),
        ("徐洁云在微博上道歉", 0, 0, 0),
        ("the regulator fined the company 105,000 dollars", 1, 0, 0),  # rounds the source's figure
        ("the video showed the SU7 at 3 crossings", 1, 0, 0),
    ],
)
def test_figures_agree_or_differ_or_are_missing(
    corpus: Corpus, claim: str, agrees: float, differs: float, lacks: float
) -> None:
    """In whatever form, whatever language; another of the same sort in a figure's place differs."""
    found = numbers(corpus, claim)
    assert (found["agreeing"], found["differing"], found["missing"]) == (agrees, differs, lacks)


def test_an_opposite_in_the_place_of_a_word_is_seen(corpus: Corpus) -> None:
    """The shares rose, says the claim; they fell, says the source."""
    assert numbers(corpus, "公司的股价当天上涨6%")["opposite"]
    assert not numbers(corpus, "公司的股价当天下跌6%")["opposite"]


def test_what_differs_is_named_on_both_sides(corpus: Corpus) -> None:
    """As the claim has it, and as the source has it."""
    assert comparison(corpus, "小米今年的交付目标是35万辆").differences == (Difference("35万", "55万"),)
    assert comparison(corpus, "公司的股价当天上涨6%").differences == (Difference("上涨", "下跌"),)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("小米宣布今年的交付目标是55万辆车", "supported"),
        ("小米宣布今年的交付目标是35万辆车", "contradicted"),
        ("海豹在南极生活", None),
    ],
)
def test_a_claim_gets_a_verdict_or_none(corpus: Corpus, claim: str, verdict: str | None) -> None:
    """When in doubt, none; and a contradiction says what differs."""
    answer = corpus.answerer.answer(Question(claim, claim=True), 3)
    assert isinstance(answer, Answer if verdict else NoAnswer)
    if isinstance(answer, Answer):
        assert answer.verdict == verdict
        assert bool(answer.differences) == (verdict == "contradicted")


def test_the_likelier_verdict_is_given_with_its_probability() -> None:
    """A softmax over the two and neither: with nothing known all three are as likely."""
    nothing = Comparison((0.0,) * len(CHECK), ())
    weights = (1.0, *[0.0] * (len(CHECK) - 1))
    sureness, _ = likeliest(nothing, {"supported": weights, "contradicted": weights})
    assert sureness == pytest.approx(1 / 3)
    something = Comparison((1.0, *[0.0] * (len(CHECK) - 1)), ())
    against = tuple(-w for w in weights)
    assert likeliest(something, {"supported": against, "contradicted": weights})[1] == "contradicted"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("three of the 2,000 cars", ["#3", "#2000"]),
        ("发生了三次，共20多万元", ["#3", "#200000"]),
        ("Zeekr 001 on 7 January 2025", ["001", "#1-7", "#2025"]),
        ("一个人", []),
    ],
)
def test_small_numbers_in_words_are_figures_too(analyzer: Analyzer, text: str, terms: list[str]) -> None:
    """They are too common to search for, and tell much of a claim."""
    assert [figure.term for figure in figures(text, analyzer)] == terms


def test_only_large_numbers_are_rounded() -> None:
    """Seven is not about eight; years and days are exact."""
    span = Span(0, 1)
    assert Figure("#105000", span).agrees(Figure("#104878", span))
    assert not Figure("#7", span).agrees(Figure("#8", span))
    assert not Figure("#2024", span).agrees(Figure("#2025", span))
    assert not Figure("#1-5", span).agrees(Figure("#1-6", span))
    assert not Figure("#50%", span).agrees(Figure("#50", span))
