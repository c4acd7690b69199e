"""Claims about the order of passages: exact, the same for every engine, and comparable between languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.engines import Entry, Statistics
from retrieval.engines.memory import MemoryEngine
from retrieval.model import Hit, Language, Query, Ranked
from retrieval.ranking import idf, rank
from tests.retrieval.fakes import FakeLexicon, query_of, terms_of

LEXICON = FakeLexicon({"punish": ["处罚"], "manag": ["高管"]})


class Reversed:
    """The same engine, but for the order of what it gathers."""

    def __init__(self, engine: MemoryEngine) -> None:
        """Stand before an engine."""
        self._engine = engine

    def statistics(self, language: Language) -> Statistics:
        """See `Engine`."""
        return self._engine.statistics(language)

    def document_frequencies(self, language: Language, terms: Collection[str]) -> Mapping[str, int]:
        """See `Engine`."""
        return self._engine.document_frequencies(language, terms)

    def words(self, language: Language) -> Sequence[str]:
        """See `Engine`."""
        return self._engine.words(language)

    def gather(
        self, language: Language, weights: Mapping[str, float], limit: int, among: bytes | None = None
    ) -> Sequence[Hit]:
        """See `Engine`."""
        return self._engine.gather(language, weights, limit, among)[::-1]

    def having(self, terms: Collection[str]) -> Collection[int]:
        """See `Engine`."""
        return self._engine.having(terms)


def engine_of(analyzer: Analyzer, *texts: tuple[Language, str]) -> MemoryEngine:
    """An engine over texts, numbered from 0."""
    return MemoryEngine(
        Entry(i, language, terms_of(analyzer, text)) for i, (language, text) in enumerate(texts)
    )


def ranked(analyzer: Analyzer, question: str, *texts: str, language: Language = "en") -> list[Ranked]:
    """The texts of one language, as ranked for a question."""
    query = query_of(question, analyzer, LEXICON)
    return rank(query, engine_of(analyzer, *((language, text) for text in texts)), 10)


def order(found: Sequence[Ranked]) -> list[int]:
    """The numbers of passages, best first."""
    return [r.passage for r in found]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("red fox", ("the red fox", "the red cat", "a blue dog")),
        ("fox", ("fox fox fox dog", "fox cat cow dog")),
        ("fox", ("fox", "fox and many other words that make it longer than the first one")),
        ("common rare", ("rare x", "common x", "common y", "common z")),
        ("foxes running", ("a fox that runs", "a fox that sleeps")),
    ],
)
def test_the_passage_that_says_more_of_the_question_is_first(
    analyzer: Analyzer, question: str, texts: tuple[str, ...]
) -> None:
    """More words, more often, in fewer words, rarer ones, in any form."""
    assert order(ranked(analyzer, question, *texts))[0] == 0


def test_passages_that_say_nothing_of_it_are_not_ranked(analyzer: Analyzer) -> None:
    """They cannot answer."""
    assert order(ranked(analyzer, "fox", "dog", "fox", "cow")) == [1]


def test_a_translation_ranks_as_the_word_does(analyzer: Analyzer) -> None:
    """An English question orders Chinese passages, and the reverse."""
    chinese = ranked(
        analyzer, "who punished managers", "天气很好", "公司处罚了高管", "高管很多", language="zh"
    )
    assert order(chinese)[0] == 1
    english = ranked(analyzer, "谁处罚了高管", "fine weather", "punished managers", "many managers")
    assert order(english)[0] == 1


def test_languages_compete_in_one_order(analyzer: Analyzer) -> None:
    """A passage that says all of it in one language is before one that says half of it in the other."""
    query = query_of("punished managers", analyzer, LEXICON)
    both: list[tuple[Language, str]] = [
        ("zh", "高管的会议"),
        ("en", "punished managers"),
        ("en", "x"),
        ("zh", "天气"),
    ]
    assert order(rank(query, engine_of(analyzer, *both), 10)) == [1, 0]


def test_ties_go_by_number_whatever_the_engine_says_first(analyzer: Analyzer) -> None:
    """The order is total, and the same for every engine."""
    query = query_of("red fox", analyzer, LEXICON)
    texts: list[tuple[Language, str]] = [("en", t) for t in ("red fox", "fox", "red fox", "fox", "red fox")]
    engine = engine_of(analyzer, *texts)
    assert order(rank(query, engine, 10)) == [0, 2, 4, 1, 3]
    assert rank(query, Reversed(engine), 10) == rank(query, engine, 10)


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_at_most_the_limit_is_ranked(analyzer: Analyzer, limit: int) -> None:
    """And they are the first of the longer list."""
    query = query_of("fox", analyzer, LEXICON)
    engine = engine_of(analyzer, ("en", "fox"), ("zh", "fox 狐"), ("und", "fox"))
    assert rank(query, engine, limit) == rank(query, engine, 10)[:limit]


@given(
    texts=st.lists(
        st.lists(st.sampled_from("red fox runs 处罚 高管 31000".split()), max_size=6).map(" ".join),
        max_size=6,
    ),
    question=st.lists(
        st.sampled_from("red fox punished managers 处罚 31,000".split()), min_size=1, max_size=4
    ),
)
def test_scores_fall_and_are_shares(analyzer: Analyzer, texts: list[str], question: list[str]) -> None:
    """From 0 to 1, with a rarity for each group of the question, none of them negative."""
    query: Query = query_of(" ".join(question), analyzer, LEXICON)
    found = rank(query, engine_of(analyzer, *(("en", text) for text in texts)), 10)
    assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
    for r in found:
        assert 0 < r.score <= 1
        assert len(r.rarity) == len(query.readings[r.language])
        assert all(rare >= 0 for rare in r.rarity)


def test_an_empty_engine_ranks_nothing(analyzer: Analyzer) -> None:
    """And does not fail."""
    assert ranked(analyzer, "fox") == []


@given(passages=st.integers(1, 10**6), share=st.floats(0, 1), other=st.floats(0, 1))
def test_rarity_is_never_negative_and_falls_with_frequency(passages: int, share: float, other: float) -> None:
    """Also for a word in every passage."""
    low, high = sorted((share * passages, other * passages))
    assert idf(passages, low) >= idf(passages, high) >= 0
