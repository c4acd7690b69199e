"""Claims about answers: receipts that hold, refusals that say why, and the same answer every time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering import READ
from retrieval.deciding import decision_features
from retrieval.model import Answer, Citation, Filters, Language, NoAnswer, Question, Reason
from retrieval.sentences import QUOTE_LIMIT, width
from tests.retrieval.fakes import Corpus, FakeLexicon
from tests.retrieval.strategies import scripts, texts

LEXICON = FakeLexicon(
    {"punish": ["处罚", "惩罚"], "compani": ["公司"], "manag": ["高管"], "kol": ["小米"]},
    synonyms={"处罚": ["高管"], "punish": ["fine"]},
    ordinary=["高管"],
)
TEXTS = {
    "a.txt": "泄密事件\n\n两名高管因泄密被处罚。公司向公众道歉。",
    "b.txt": "Weekly notes\n\nThe managers were punished for the leak. The company apologised.",
    "c.txt": "食堂\n\n食堂明天供应面条和汤。",
    "d.txt": "泄密事件\n\n两名高管因泄密被处罚。公司向公众道歉。",
}
QUESTION_WORDS = (
    "谁",
    "被",
    "处罚",
    "了",
    "who",
    "was",
    "punished",
    "小米",
    "KOL",
    "how many",
    "2026年",
    "？",
    " ",
    "31,000",
)


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """Four short documents, two of them the same."""
    return Corpus(TEXTS, analyzer, LEXICON)


def corpora() -> st.SearchStrategy[dict[str, str]]:
    """A few documents of random text."""
    paths = st.sampled_from(["a.txt", "b.txt", "sub/c.txt", "中.txt", "Z.txt"])
    return st.dictionaries(paths, texts(40), max_size=4)


def questions() -> st.SearchStrategy[str]:
    """Questions that may find something, and any other text."""
    likely = st.lists(st.sampled_from(QUESTION_WORDS), min_size=1, max_size=8).map("".join)
    return (likely | texts(20) | scripts()).filter(lambda text: bool(text.strip()))


def citations(found: Answer | NoAnswer) -> tuple[Citation, ...]:
    """The citations of an answer, or the nearest passages of a refusal."""
    return found.citations if isinstance(found, Answer) else found.nearest


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents=corpora(), question=questions(), most=st.integers(1, 4))
def test_every_citation_is_a_receipt(
    analyzer: Analyzer, documents: dict[str, str], question: str, most: int
) -> None:
    """The quote is the document's text at its offsets, the marks lie inside it, the passage around it."""
    found = Corpus(documents, analyzer, LEXICON).ask(question, most)
    assert isinstance(found, Answer | NoAnswer)
    for citation in citations(found):
        document, span = citation.document, citation.span
        assert document.text == documents[document.path]
        assert citation.quote == document.text[span.start : span.end] == citation.quote.strip()
        assert width(document.text, span.start, span.end) <= QUOTE_LIMIT
        assert all(span.start <= h.start < h.end <= span.end for h in citation.highlights)
        assert citation.context.start <= span.start
        assert span.end <= citation.context.end
    assert len({(c.document.path, c.document.id) for c in citations(found)}) <= most


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents=corpora(), question=questions(), seed=st.randoms(use_true_random=False))
def test_the_same_corpus_in_another_order_gives_the_same_answer(
    analyzer: Analyzer, documents: dict[str, str], question: str, seed: object
) -> None:
    """The order in which files were read leaves no trace."""
    shuffled = list(documents.items())
    getattr(seed, "shuffle")(shuffled)  # noqa: B009
    one = Corpus(documents, analyzer, LEXICON).ask(question)
    assert Corpus(dict(shuffled), analyzer, LEXICON).ask(question) == one


@pytest.mark.parametrize("order", list(itertools.permutations(TEXTS))[::5])
def test_of_two_equal_documents_the_first_by_path_is_cited(
    analyzer: Analyzer, order: tuple[str, ...]
) -> None:
    """Ties are broken by path, whatever was indexed first; the other is named beside it."""
    found = Corpus({path: TEXTS[path] for path in order}, analyzer, LEXICON).ask("高管因泄密被处罚了吗")
    cited = {c.document.path: {d.path for d in c.copies} for c in citations(found)}
    assert cited["a.txt"] == {"d.txt"}
    assert "d.txt" not in cited


@given(question=questions())
def test_the_same_question_gives_the_same_answer(corpus: Corpus, question: str) -> None:
    """Asking changes nothing."""
    assert corpus.ask(question) == corpus.ask(question)


@settings(max_examples=30, deadline=None)
@given(unit=questions(), times=st.integers(1, Question.LIMIT))
def test_a_question_as_long_as_may_be_is_answered_or_refused(corpus: Corpus, unit: str, times: int) -> None:
    """Up to 4,096 characters of anything, without an exception."""
    text = (unit * times)[: Question.LIMIT]
    if text.strip():
        assert isinstance(corpus.ask(text), Answer | NoAnswer)


@pytest.mark.parametrize(
    ("text", "complaint"), [("", "empty"), (" \n\t", "empty"), ("x" * 4097, "4097 characters; at most 4096")]
)
def test_a_question_that_is_none_or_too_long_cannot_be_made(text: str, complaint: str) -> None:
    """The value refuses to exist."""
    with pytest.raises(ValueError, match=complaint):
        Question(text)


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("谁因泄密被处罚", "a.txt"),
        ("誰因洩密被處罰", "a.txt"),
        ("食堂明天供应什么", "c.txt"),
        ("were the managers punished for the leak", "b.txt"),
    ],
)
def test_an_answer_cites_the_document_that_says_it(corpus: Corpus, question: str, path: str) -> None:
    """Best first."""
    found = corpus.ask(question)
    assert isinstance(found, Answer)
    assert found.citations[0].document.path == path
    assert found.question == Question(question)


@pytest.mark.parametrize(
    ("question", "documents", "reason"),
    [
        ("谁呢？", TEXTS, Reason.NO_WORDS),
        ("???", TEXTS, Reason.NO_WORDS),
        ("谁被处罚", {}, Reason.EMPTY_CORPUS),
        ("谁被处罚", {"a.txt": "  \n"}, Reason.EMPTY_CORPUS),
        ("zebra crossing", TEXTS, Reason.UNKNOWN_WORDS),
        ("斑马", TEXTS, Reason.UNKNOWN_WORDS),
    ],
)
def test_a_refusal_says_why(
    analyzer: Analyzer, question: str, documents: dict[str, str], reason: Reason
) -> None:
    """It is a value: no words, no corpus, or words that the corpus never uses."""
    found = Corpus(documents, analyzer, LEXICON).ask(question)
    assert isinstance(found, NoAnswer)
    assert found.reason is reason


def test_a_refusal_names_the_words_that_the_corpus_never_uses(corpus: Corpus) -> None:
    """As they were asked, and only those."""
    found = corpus.ask("zebra crossings")
    assert isinstance(found, NoAnswer)
    assert found.missing == ("zebra", "crossings")
    assert found.nearest == ()


@given(
    known=st.lists(st.sampled_from("managers company leak".split()), max_size=2, unique=True),
    unknown=st.lists(
        st.sampled_from("zebra giraffe crocodile hippopotamus".split()), max_size=4, unique=True
    ),
)
def test_no_word_that_the_corpus_uses_is_said_to_be_missing(
    corpus: Corpus, known: list[str], unknown: list[str]
) -> None:
    """Whatever else is asked beside it."""
    found = corpus.ask(" and ".join([*known, *unknown, "?"]))
    assert isinstance(found, Answer) or not set(known) & set(found.missing)


def test_a_chinese_name_in_an_english_question_is_found_in_chinese_text(analyzer: Analyzer) -> None:
    """A name needs no translation."""
    found = Corpus({"a.txt": "通报\n徐洁云被辞退。"}, analyzer).ask(
        "please say what then happened to the manager 徐洁云"
    )
    assert isinstance(found, Answer)


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_no_more_documents_are_cited_than_were_asked_for(analyzer: Analyzer, most: int) -> None:
    """Several quotes of one document count once."""
    texts = {
        "a.txt": "两名高管因泄密被处罚。泄密的高管道歉。",
        "b.txt": "泄密的高管被处罚了，共两名。",
        "c.txt": TEXTS["c.txt"],
    }
    corpus = Corpus(texts, analyzer, LEXICON)
    found = corpus.ask("两名高管因泄密被处罚", most)
    assert len({c.document.path for c in citations(found)}) == min(most, 2)
    assert citations(found)[0] == citations(corpus.ask("两名高管因泄密被处罚", 9))[0]


def test_a_long_list_is_as_long_as_was_asked_for(analyzer: Analyzer) -> None:
    """However many documents that is, where so many say it."""
    texts = {f"{n:03}.md": f"港务长因第{n}次泄漏被罚款{n}元。" for n in range(100, 190)}
    answer = Corpus(texts, analyzer).ask("港务长因泄漏被罚款多少？", 80)
    assert isinstance(answer, Answer)
    assert len({c.document.path for c in answer.citations}) == 80


def test_far_worse_passages_do_not_compete_and_are_there_for_who_wants_many(analyzer: Analyzer) -> None:
    """What says less than half as much is not read for an answer; a list of documents goes on with it."""
    texts = {
        "a.txt": "The harbour master was fined 500 dollars for the spill.",
        "b.txt": "The harbour opens at nine.",
    }
    corpus = Corpus(texts, analyzer)
    asked = "how much was the harbour master fined for the spill"
    for most in (1, READ):
        assert [c.document.path for c in citations(corpus.ask(asked, most))] == ["a.txt"]
    assert [c.document.path for c in citations(corpus.ask(asked, READ + 1))] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("question", "languages"),
    [
        (Question("谁被罚款了？"), {"zh"}),
        (Question("who was fined?"), {"en", "zh"}),
        (Question("谁被罚款了？", filters=Filters(titles=True)), {"zh", "en", "und"}),
    ],
)
def test_a_question_is_translated_only_for_texts_that_are_there(
    analyzer: Analyzer, question: Question, languages: set[Language]
) -> None:
    """Its own language is always looked for; a title may be of a language of which no text is."""
    corpus = Corpus({"a.md": "---\ntitle: 罚款\n---\n\n港务长因泄漏被罚款五百元。"}, analyzer)
    assert corpus.answerer.query(question).readings.keys() == languages


def test_two_documents_of_one_file_are_two_documents(analyzer: Analyzer) -> None:
    """Each is cited with its own publisher."""
    page = "甲\n观察者网· 2026-01-08\n两名高管被处罚。\n乙\n36氪· 2026-01-09\n两名高管被处罚了。"
    found = Corpus({"page.txt": page}, analyzer, LEXICON).ask("高管被处罚了吗", 5)
    assert {c.document.publisher for c in citations(found)} == {"观察者网", "36氪"}


def test_a_text_about_the_one_asked_for_comes_before_one_about_its_relative(analyzer: Analyzer) -> None:
    """What a text opens with is what it is about; the name of another may end with the asked one's."""
    birds = {
        "a.txt": "雪岭长尾雀，也叫雪雀，是长尾雀的一种。",
        "b.txt": "长尾雀，也叫线雀，住在山谷里，夜里觅食。",
    }
    found = citations(Corpus(birds, analyzer).ask("长尾雀也叫什么"))
    assert found[0].document.path == "b.txt"


def test_of_two_numbers_the_one_of_the_asked_sort_is_quoted(analyzer: Analyzer) -> None:
    """A length of time, where that is asked for, though the sentence with another number says more of the question."""
    report = {"a.txt": "通报\n\n审理这起案件的法官有3名。审理历时四个月。"}
    assert "四个月" in citations(Corpus(report, analyzer).ask("这起案件审理了多久？"))[0].quote


def test_the_asked_number_of_something_else_is_not_quoted_for_it(analyzer: Analyzer) -> None:
    """What says little of the question comes before no other for a number that it has."""
    report = {
        "a.txt": "海马汽车与博主“灯塔”合作，在群里付了钱，车主很生气。",
        "b.txt": "新船的定价是22万元。",
    }
    found = Corpus(report, analyzer).ask("海马汽车付给博主“灯塔”多少钱？")
    assert isinstance(found, NoAnswer)
    assert found.nearest[0].document.path == "a.txt"


def test_a_lead_over_nothing_is_one_over_a_worthless_quote(analyzer: Analyzer) -> None:
    """One word of a question that nothing else says at all is no better for that."""
    answerer = Corpus({"a.md": "The report makes one point after another."}, analyzer).answerer
    query = answerer.query(Question("What is the boiling point of ethanol?"))
    best = answerer.candidates(query, 5)[0].quote
    alone, ahead = (
        decision_features(query, best, across=False, rivals=rivals, passages=1) for rivals in ([], [0.0])
    )
    assert alone == ahead


def test_who_is_to_be_named_is_not_told_without_a_name(analyzer: Analyzer) -> None:
    """The sentence that says everything else is no answer; a nickname is a name."""
    texts = {"a.txt": "泄密的员工被公司开除了，永不录用。"}
    asked = "被公司开除的泄密员工叫什么名字？"
    assert isinstance(Corpus(texts, analyzer).ask(asked), NoAnswer)
    named = {"a.txt": "泄密的员工被公司开除了，永不录用，他网名“灯塔”。"}
    assert "灯塔" in Corpus(named, analyzer).quote(asked)


def test_another_model_is_no_answer(analyzer: Analyzer) -> None:
    """Though the sentence says everything else of the question; a passage that has both models is of either."""
    texts = {"a.txt": "海马公布了ES6的预售价，最低36.8万元。", "b.txt": "海马今年还要造ES8。"}
    corpus = Corpus(texts, analyzer)
    assert isinstance(corpus.ask("海马ES8的预售价最低多少钱？"), NoAnswer)
    assert "36.8" in corpus.quote("海马ES6的预售价最低多少钱？")
    both = {"a.txt": "海马公布了ES6的预售价。ES8的预售价最低36.8万元。"}
    assert "36.8" in Corpus(both, analyzer).quote("海马ES8的预售价最低多少钱？")
    summit = {"a.txt": "二十国集团峰会在杭州举行，会场有5G网络。"}
    assert "杭州" in Corpus(summit, analyzer).quote("G20峰会在哪里举行？")


def test_who_wrote_a_text_is_told_by_its_byline(analyzer: Analyzer) -> None:
    """Though it says less of the question than the text does."""
    texts = {
        "a.txt": "海马直播报道\n\n2026-01-09 文丨朱林林 曾小静 1月7日晚，海马再度直播。\n\n直播持续了三个小时。"
    }
    found = citations(Corpus(texts, analyzer).ask("海马直播的报道是谁写的？"))
    assert "朱林林" in found[0].quote


def test_what_a_text_is_about_is_told_by_the_question_as_it_is_written(analyzer: Analyzer) -> None:
    """Also where a name is cut into words, of which the first is too common to be looked for."""
    bays = {
        "a.txt": "大前滩湾，位于城东，属于东区。前滩湾的一部分。",
        "b.txt": "前滩湾，位于城南，属于南区。",
    }
    found = citations(Corpus(bays, analyzer).ask("前滩湾属于哪个区？"))
    assert found[0].document.path == "b.txt"
