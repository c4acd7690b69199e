"""Claims about explanations: they tell what was really done, so that whoever adds up comes to the same."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.checking import CHECK
from retrieval.deciding import DECISION, belief
from retrieval.explaining import EXPLAINED, Explanation, Weighed
from retrieval.features import FEATURES
from retrieval.model import Answer, Citation, NoAnswer, Question
from retrieval.weights import load_weights
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon(
    {"punish": ["处罚", "惩罚"], "compani": ["公司"], "manag": ["高管"], "leak": ["泄密"]},
    synonyms={"处罚": ["惩罚"], "punish": ["fine"]},
    ordinary=["高管"],
)
TEXTS = {
    "a.txt": "泄密事件\n\n两名高管因泄密被处罚。公司向公众道歉。",
    "b.txt": "Weekly notes\n\nThe managers were punished for the leak. The company apologised.",
    "c.txt": "食堂\n\n食堂明天供应面条和汤。处罚从来没有过。",
    "d.txt": "泄密事件后续\n\n高管被公司罚款31,000元。2026年1月5日又开会。",
}
QUESTIONS = (
    "谁因泄密被处罚",
    "who was punished for the leak",
    "were the managers punished",
    "食堂明天供应什么",
    "公司罚款多少元",
    "when did the company apologise?",
    "zebra crossings and the leak",
)
CLAIMS = (
    "高管被公司罚款31,000元",
    "高管被公司罚款55,000元",
    "The managers were punished for the leak.",
    "斑马过马路",
    "食堂明天供应米饭",
)
WORDS = (
    "谁",
    "被",
    "处罚",
    "泄密",
    "高管",
    " who ",
    " punished ",
    " company ",
    "31,000",
    "的",
    " leak ",
    "？",
    "食堂",
)


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """Four short documents in two languages."""
    return Corpus(TEXTS, analyzer, LEXICON)


def explained(corpus: Corpus, text: str, *, claim: bool = False) -> Explanation:
    """How the answer comes about."""
    return corpus.answerer.explain(Question(text, claim))


def asked(corpus: Corpus, text: str, *, claim: bool = False, documents: int = 5) -> Answer | NoAnswer:
    """The answer itself."""
    return corpus.answerer.answer(Question(text, claim), documents)


def cited(answer: Answer | NoAnswer) -> Citation:
    """The first citation, or the nearest passage."""
    return (answer.citations if isinstance(answer, Answer) else answer.nearest)[0]


def quoted(candidate: Weighed) -> tuple[str, str]:
    """Whose words a candidate is, and which."""
    return candidate.document.path, candidate.span.of(candidate.document.text)


def assert_adds_up(candidate: Weighed) -> None:
    """The parts are the score, and what the words add is what the sentence is said to say."""
    parts = {part.name: part.worth for part in candidate.parts}
    assert math.fsum(parts.values()) == pytest.approx(candidate.score)
    assert set(parts) <= set(FEATURES)
    sizes = [abs(worth) for worth in parts.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)
    values = {part.name: part.value for part in candidate.parts}
    assert sum(s.share * s.weight for s in candidate.said) == pytest.approx(values.get("said", 0.0))
    assert values.get("relevance", 0.0) == candidate.relevance


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=7), documents=st.integers(1, 20))
def test_the_parts_of_a_candidate_are_its_score(corpus: Corpus, words: list[str], documents: int) -> None:
    """Whatever is asked; and the candidates are those of the answer, in their order."""
    text = "".join(words)
    if text.strip():
        told = explained(corpus, text)
        for candidate in told.candidates:
            assert_adds_up(candidate)
        scores = [candidate.score for candidate in told.candidates]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) == min(EXPLAINED, told.found)
        if told.candidates:
            first = cited(asked(corpus, text, documents=documents))
            assert quoted(told.candidates[0]) == (first.document.path, first.quote)


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_belief_is_that_of_the_decision(corpus: Corpus, text: str) -> None:
    """It follows from the parts, and from it whether there was an answer."""
    decision = explained(corpus, text).decision
    assert decision is not None
    assert [part.name for part in decision.parts] == list(DECISION)
    total = sum(part.worth for part in decision.parts)
    assert decision.belief == pytest.approx(1 / (1 + math.exp(-total)))
    answerer, weights = corpus.answerer, load_weights()
    query = answerer.query(Question(text))
    features = answerer.decision(query, answerer.candidates(query, 12))
    assert decision.belief == belief(features, weights.decision)
    assert decision.answers == isinstance(asked(corpus, text), Answer)
    assert decision.threshold == weights.threshold


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_rarity_of_each_word_is_the_one_that_passages_were_ranked_with(corpus: Corpus, text: str) -> None:
    """In every language that a passage was found in."""
    query = corpus.answerer.query(Question(text))
    lookups = {lookup.language: lookup for lookup in explained(corpus, text).lookups}
    for reading in corpus.answerer.readings(query, 12, near=0.0):
        words = lookups[reading.ranked.language].words
        assert tuple(word.rarity for word in words) == reading.ranked.rarity
        assert [word.word for word in words] == [g.word for g in query.readings[reading.ranked.language]]


def test_each_way_to_say_a_word_tells_how_many_passages_have_it(corpus: Corpus) -> None:
    """Strongest first, those that no passage has too."""
    (chinese,) = (x for x in explained(corpus, "who was punished").lookups if x.language == "zh")
    assert chinese.passages == 3
    (word,) = chinese.words
    ways = [(way.surface, way.passages, way.exact) for way in word.ways]
    assert (word.word, word.meaning) == ("punished", True)
    assert ("处罚", 2, True) in ways
    assert ("惩罚", 0, True) in ways


def test_characters_are_told_from_words(corpus: Corpus) -> None:
    """They only help to find a word, and weigh less."""
    (chinese,) = (x for x in explained(corpus, "谁因泄密被处罚").lookups if x.language == "zh")
    assert {word.word: word.weight for word in chinese.words if word.meaning} == {"泄密": 1, "处罚": 1}
    pairs = {word.word: word.weight for word in chinese.words if not word.meaning}
    assert pairs["泄密"] == pairs["处罚"] < 1


def test_only_languages_that_the_corpus_has_are_told(analyzer: Analyzer) -> None:
    """What was looked for in none of its passages explains nothing."""
    corpus = Corpus({"b.txt": TEXTS["b.txt"]}, analyzer, LEXICON)
    assert [x.language for x in explained(corpus, "谁因泄密被处罚").lookups] == ["en"]


def test_a_sentence_says_a_word_in_the_strongest_way_that_it_has(corpus: Corpus) -> None:
    """In its own language, as the text has it."""
    told = explained(corpus, "were the managers punished for the leak")
    chinese = next(c for c in told.candidates if c.document.path == "a.txt")
    said = {s.word: s.surface for s in chinese.said}
    assert said == {"managers": "高管", "punished": "处罚", "leak": "泄密"}


def test_how_the_question_was_read_is_told(analyzer: Analyzer) -> None:
    """Its kind, what happened to the one asked for, and what was taken for mistyped."""
    corpus = Corpus({"a.txt": "The harbour master was punished for the spill."}, analyzer)
    query = explained(corpus, "who was punished by the harbuor master").query
    assert (query.language, query.kind, query.focus) == ("en", "who", "punished")
    assert query.corrections == {"harbuor": "harbour"}


@pytest.mark.parametrize("text", CLAIMS)
def test_a_verdict_follows_from_its_numbers(corpus: Corpus, text: str) -> None:
    """Its probabilities from the parts, the deciding candidate from them, the verdict from that."""
    told, answer = explained(corpus, text, claim=True), asked(corpus, text, claim=True)
    assert told.decision is None
    if not told.candidates:
        assert told.check is None
        return
    check = told.check
    assert check is not None
    weighed = [
        {v: math.exp(sum(p.worth for p in parts)) for v, parts in compared.parts.items()}
        for compared in check.compared
    ]
    whole = 1 + sum(w for of_one in weighed for w in of_one.values())
    clear = next((compared for compared in check.compared if compared.clear), None)
    for compared, of_one in zip(check.compared, weighed, strict=True):
        expected = {v: w / whole for v, w in of_one.items()}
        if clear:
            expected = {"supported": float(compared is clear), "contradicted": 0.0}
        assert compared.probabilities == pytest.approx(expected)
        assert all([p.name for p in parts] == list(CHECK) for parts in compared.parts.values())
    assert check.verdict == (answer.verdict if isinstance(answer, Answer) else "not_found")
    if isinstance(answer, Answer):
        first = told.candidates[check.decisive]
        assert quoted(first) == (answer.citations[0].document.path, answer.citations[0].quote)
    if isinstance(answer, Answer) and answer.verdict == "contradicted":
        assert check.compared[check.decisive].differences == answer.differences


def test_claims_of_every_verdict_were_explained(corpus: Corpus) -> None:
    """Otherwise the claim above would say less than it seems to."""
    checks = [explained(corpus, text, claim=True).check for text in CLAIMS]
    verdicts = {check.verdict if check else "not_found" for check in checks}
    assert verdicts == {"supported", "contradicted", "not_found"}


@pytest.mark.parametrize("text", ["谁呢？", "???", "zebra"])
def test_where_nothing_was_found_nothing_was_decided(corpus: Corpus, text: str) -> None:
    """No candidates, no belief."""
    told = explained(corpus, text)
    assert (told.found, told.candidates, told.decision, told.check) == (0, (), None, None)


def test_an_empty_corpus_can_be_explained(analyzer: Analyzer) -> None:
    """Nothing was looked for anywhere."""
    told = explained(Corpus({}, analyzer, LEXICON), "谁被处罚")
    assert (told.lookups, told.candidates) == ((), ())


def test_to_explain_changes_no_answer(corpus: Corpus) -> None:
    """Asked before and after."""
    before = [asked(corpus, text) for text in QUESTIONS]
    for text in QUESTIONS:
        explained(corpus, text)
    assert [asked(corpus, text) for text in QUESTIONS] == before
