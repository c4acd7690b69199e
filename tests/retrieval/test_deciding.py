"""What the decision to answer goes by."""

from __future__ import annotations

from retrieval.analysis.analyzer import Analyzer
from retrieval.deciding import DECISION
from retrieval.model import Question
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon({"capit": ["首都"], "franc": ["法国", "法"], "law": ["法律"]})


def unnamed(text: str, question: str, analyzer: Analyzer) -> float:
    """The share of the names in the question that the only passage never says."""
    answerer = Corpus({"a.md": text}, analyzer, LEXICON).answerer
    query = answerer.query(Question(question))
    return answerer.decision(query, answerer.candidates(query, 5))[DECISION.index("unnamed")]


def test_one_character_says_no_name(analyzer: Analyzer) -> None:
    """法 is short for France, and mostly something else."""
    question = "What is the capital of France?"
    assert unnamed("首都各界讨论这部法。", question, analyzer) == 1.0
    assert unnamed("法国的首都各界讨论这件事。", question, analyzer) == 0.0
