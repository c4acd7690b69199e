"""Claims about quotes: the sentence that says it, copied, with the asker's words marked.

All are made through an `Answerer`, for what a reader sees of a quote is what it is.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.model import Answer, Citation
from retrieval.sentences import QUOTE_LIMIT, width
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon({"punish": ["处罚"], "manag": ["高管", "经理"], "leak": ["泄密"], "recal": ["召回"]})
REPORT = """处罚通报

公司昨天开了一个很长的会。会上讨论了许多事情，也说到了天气。泄密的两名高管被处罚，一人辞退，一人降薪。食堂明天供应面条。

另外，公司将在下周召回三千辆汽车，软件会免费升级。
"""
ENGLISH = """Weekly notes

The weather was fine all week. The company recalled 3,000 cars on Monday. Lunch was soup on Tuesday.
"""


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """Two short documents in two languages."""
    return Corpus({"a.txt": REPORT, "b.txt": ENGLISH}, analyzer, LEXICON)


def first(corpus: Corpus, question: str) -> Citation:
    """The first citation of an answer."""
    found = corpus.ask(question)
    assert isinstance(found, Answer), question
    return found.citations[0]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("泄密的高管被处罚了吗", "泄密的两名高管被处罚"),
        ("洩密的高管被處罰了嗎", "泄密的两名高管被处罚"),
        ("which managers were punished for the leak", "泄密的两名高管被处罚"),
        ("公司召回多少辆汽车", "三千辆"),
        ("how many cars did the company recall on Monday", "3,000 cars"),
        ("食堂供应什么", "面条"),
    ],
)
def test_the_quote_is_the_sentence_that_answers(corpus: Corpus, question: str, said: str) -> None:
    """Asked in either script and language, the words that answer are in the quote, and few others."""
    citation = first(corpus, question)
    assert said in citation.quote
    assert width(citation.document.text, citation.span.start, citation.span.end) <= 60 + len(said) * 2


def test_a_quote_is_copied_from_its_document(corpus: Corpus) -> None:
    """The words at its offsets are the quote, and the passage is around it."""
    citation = first(corpus, "泄密的高管被处罚了吗")
    assert citation.document.text[citation.span.start : citation.span.end] == citation.quote
    assert citation.context.start <= citation.span.start
    assert citation.span.end <= citation.context.end


def marked(citation: Citation) -> list[str]:
    """The highlighted words."""
    return [span.of(citation.document.text) for span in citation.highlights]


def test_the_askers_words_are_marked_as_they_stand_in_the_source(corpus: Corpus) -> None:
    """In the source's own script and form."""
    assert set(marked(first(corpus, "洩密的高管被處罰了嗎"))) == {"泄密", "高管", "处罚"}
    assert "recalled" in marked(first(corpus, "did the company recall cars on Monday"))


def test_a_translation_is_marked_and_says_what_it_translates(corpus: Corpus) -> None:
    """Whoever cannot read the source sees which word stands for which."""
    citation = first(corpus, "which managers were punished for the leak")
    assert {"高管", "处罚", "泄密"} <= set(marked(citation))
    assert ("punished", "处罚") in citation.matches


def test_marks_do_not_overlap(corpus: Corpus) -> None:
    """They can be shown as bold words one after another."""
    for question in ("泄密的两名高管", "泄密的高管被处罚，高管、泄密", "company recalled 3,000 cars"):
        highlights = first(corpus, question).highlights
        assert all(a.end < b.start for a, b in pairwise(highlights))


def test_a_word_over_a_hard_wrap_is_found_and_marked(analyzer: Analyzer) -> None:
    """The break is in the quote, because it is in the source."""
    before = (
        "公司昨天开了一个很长的会，会上讨论了许多许多的事情，也说到了天气、热汤和食堂的面条，最后决定对泄密的"
    )
    text = f"通报\n{before}高管作出处\n罚。"
    citation = first(Corpus({"a.txt": text}, analyzer, LEXICON), "泄密的处罚")
    assert "处\n罚" in "".join(marked(citation))


def test_a_sentence_that_adds_something_is_quoted_with_its_neighbour(analyzer: Analyzer) -> None:
    """Where two sentences say half of it each, both are quoted, and nothing between is left out."""
    text = "The master of the harbour was Tom Reed. He was fined 500 dollars for the spill. Lunch was soup."
    citation = first(Corpus({"a.txt": text}, analyzer), "harbour master fined for the spill")
    assert citation.quote == "The master of the harbour was Tom Reed. He was fined 500 dollars for the spill."


def test_paragraphs_of_one_sentence_are_quoted_together(analyzer: Analyzer) -> None:
    """News set every sentence as a paragraph of its own; the quote is what stands there, the break between them included."""
    text = "The stream\n\nHis live stream about the harbour was cut off on Sunday.\n\nThe stream was cut off because a viewer had reported it.\n"
    quote = first(Corpus({"a.txt": text}, analyzer), "why was his live stream cut off").quote
    assert (
        quote
        == "His live stream about the harbour was cut off on Sunday.\n\nThe stream was cut off because a viewer had reported it."
    )


def test_rows_of_a_table_are_not_quoted_together(analyzer: Analyzer) -> None:
    """What stands at another place of the file is told by another."""
    rows = (
        "name,fine\nTom Reed of the harbour,fined 500 dollars\nAda Byron of the harbour,fined 900 dollars\n"
    )
    quote = first(Corpus({"a.csv": rows}, analyzer), "Tom Reed of the harbour fined").quote
    assert "Tom Reed" in quote
    assert "Ada" not in quote


def test_a_sentence_that_says_nothing_of_the_question_is_not_quoted(analyzer: Analyzer) -> None:
    """However short it is."""
    text = "The harbour master was fined 500 dollars for the spill on Sunday. Lunch was soup. It rained."
    quote = first(Corpus({"a.txt": text}, analyzer), "what was the harbour master fined for the spill").quote
    assert quote == "The harbour master was fined 500 dollars for the spill on Sunday."


def test_a_quote_is_never_too_long_to_be_one(analyzer: Analyzer) -> None:
    """A sentence without end is quoted in part."""
    text = "泄密的高管" + "又开会又吃面，" * 200 + "最后被处罚。"
    found = Corpus({"a.txt": text}, analyzer).ask("泄密的高管被处罚")
    assert isinstance(found, Answer)
    for citation in found.citations:
        assert width(citation.document.text, citation.span.start, citation.span.end) <= QUOTE_LIMIT
