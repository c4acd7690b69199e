"""Claims about the engine in memory: it gathers by terms, and chooses by rank-bm25's scores."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from retrieval.engines import Entry
from retrieval.engines.memory import MemoryEngine
from retrieval.model import Hit, Language

TERMS = ("w:a", "w:b", "w:c", "c:d", "c:e")


class FakeBM25:
    """Scores by row alone: the later a passage, the better."""

    def get_batch_scores(self, query: Sequence[str], rows: Sequence[int]) -> list[float]:
        """The number of each row, as its score."""
        assert len(query) == 1
        return [float(row) for row in rows]


def engine_of(*passages: Mapping[str, int], language: Language = "en") -> MemoryEngine:
    """An engine over passages of one language, numbered from 0."""
    return MemoryEngine(Entry(number, language, terms) for number, terms in enumerate(passages))


def numbers(hits: Sequence[Hit]) -> list[int]:
    """The passages of hits."""
    return [hit.passage for hit in hits]


def passages(at_most: int = 12) -> st.SearchStrategy[list[dict[str, int]]]:
    """Passages with a few terms each, some with none."""
    terms = st.dictionaries(st.sampled_from(TERMS), st.integers(1, 5), max_size=4)
    return st.lists(terms, min_size=1, max_size=at_most)


def questions() -> st.SearchStrategy[dict[str, float]]:
    """What is asked, with weights."""
    return st.dictionaries(st.sampled_from((*TERMS, "w:unknown")), st.floats(0.01, 1), max_size=5)


def sample() -> list[dict[str, int]]:
    """Fifty passages in which one term is rare and one is common."""
    chance = random.Random(7)  # noqa: S311  the same every time
    out = []
    for _ in range(50):
        terms = Counter(
            chance.choices(("w:common", "w:filler", "w:other"), (3, 5, 2), k=chance.randint(3, 40))
        )
        if chance.random() < 0.3:
            terms["w:rare"] += chance.randint(1, 3)
        out.append(dict(terms))
    return out


def bm25_scores(corpus: Sequence[Mapping[str, int]], asked: Mapping[str, float]) -> dict[int, float]:
    """What rank-bm25 itself says of each passage that holds a term, over the terms that it holds."""
    reference = BM25Plus([[t for t, n in terms.items() for _ in range(n)] for terms in corpus])
    scores: dict[int, float] = {}
    for term, weight in asked.items():
        for row, score in enumerate(reference.get_scores([term])):
            if term in corpus[row]:
                scores[row] = scores.get(row, 0.0) + weight * score
    return scores


@given(corpus=passages(), asked=questions(), limit=st.integers(1, 15))
def test_only_passages_with_a_term_are_gathered_and_at_most_the_limit(
    corpus: list[dict[str, int]], asked: dict[str, float], limit: int
) -> None:
    """All of them where they are few enough, each once, and none without any term."""
    hits = engine_of(*corpus).gather("en", asked, limit)
    holding = [number for number, terms in enumerate(corpus) if terms.keys() & asked.keys()]
    assert len(hits) == min(limit, len(holding))
    assert set(numbers(hits)) <= set(holding)
    assert len(set(numbers(hits))) == len(hits)


@given(corpus=passages(), asked=questions(), limit=st.integers(1, 5))
def test_a_hit_says_how_often_and_how_long(
    corpus: list[dict[str, int]], asked: dict[str, float], limit: int
) -> None:
    """Frequencies of the asked terms only, and the lengths of both views."""
    for hit in engine_of(*corpus).gather("en", asked, limit):
        terms = corpus[hit.passage]
        assert hit.frequencies == {t: n for t, n in terms.items() if t in asked}
        assert hit.lengths == {view: sum(n for t, n in terms.items() if t[0] == view) for view in "wc"}


@pytest.mark.parametrize(
    "asked",
    [{"w:common": 1.0}, {"w:rare": 0.2, "w:common": 1.0}, {"w:other": 0.5, "w:rare": 1.0, "w:x": 1.0}],
)
@pytest.mark.parametrize("limit", [1, 5, 10])
def test_of_too_many_the_ones_that_rank_bm25_scores_highest_are_kept(
    asked: Mapping[str, float], limit: int
) -> None:
    """Each term with its weight, ties by number, best first."""
    corpus = sample()
    scores = bm25_scores(corpus, asked)
    assert len(scores) > limit
    best = sorted(scores, key=lambda row: (-scores[row], row))[:limit]
    assert numbers(engine_of(*corpus).gather("en", asked, limit)) == best


def test_without_rank_bm25s_scores_others_are_gathered() -> None:
    """Another scorer in its place chooses other passages: the scores are really used."""
    corpus = sample()
    asked = {"w:common": 1.0}
    real = numbers(engine_of(*corpus).gather("en", asked, 5))
    engine = engine_of(*corpus)
    engine.shelves["en"].__dict__["_bm25"] = FakeBM25()
    holding = [row for row, terms in enumerate(corpus) if "w:common" in terms]
    assert numbers(engine.gather("en", asked, 5)) == holding[:-6:-1]
    assert set(real) != set(holding[-5:])


@pytest.mark.parametrize(("weights", "first"), [((1.0, 0.1), 0), ((0.1, 1.0), 1)])
def test_a_heavier_term_chooses(weights: tuple[float, float], first: int) -> None:
    """Of two passages that say a word each, the one whose word weighs more is gathered."""
    asked = dict(zip(("w:a", "w:b"), weights, strict=True))
    assert numbers(engine_of({"w:a": 1}, {"w:b": 1}).gather("en", asked, 1)) == [first]


def test_ties_go_by_number() -> None:
    """Passages that are alike are gathered from the first on."""
    assert numbers(engine_of(*[{"w:a": 1}] * 9).gather("en", {"w:a": 1.0}, 4)) == [0, 1, 2, 3]


def test_a_word_in_every_passage_still_gathers() -> None:
    """BM25Plus gives it something, where plain BM25 would give less than nothing."""
    hits = engine_of({"w:a": 1}, {"w:a": 9}, {"w:a": 1, "w:b": 9}).gather("en", {"w:a": 1.0}, 1)
    assert numbers(hits) == [1]


def test_languages_are_counted_apart() -> None:
    """A question to the Chinese passages finds no English one."""
    engine = MemoryEngine(
        [Entry(0, "zh", {"w:a": 1}), Entry(1, "en", {"w:a": 3}), Entry(2, "en", {"c:b": 2})]
    )
    assert engine.statistics("zh").passages == 1
    assert engine.statistics("en").passages == 2
    assert engine.statistics("en").mean_lengths == {"w": 1.5, "c": 1.0}
    assert engine.document_frequencies("en", ["w:a", "c:b", "w:z"]) == {"w:a": 1, "c:b": 1}
    assert numbers(engine.gather("zh", {"w:a": 1.0}, 5)) == [0]
    assert numbers(engine.gather("en", {"w:a": 1.0}, 5)) == [1]


@pytest.mark.parametrize("language", ["zh", "en", "und"])
def test_an_empty_engine_answers_nothing(language: Language) -> None:
    """And does not fail."""
    engine = MemoryEngine([])
    assert engine.statistics(language).passages == 0
    assert engine.statistics(language).mean_lengths == {"w": 0.0, "c": 0.0}
    assert engine.document_frequencies(language, ["w:a"]) == {}
    assert not engine.gather(language, {"w:a": 1.0}, 5)


def test_unknown_terms_gather_nothing_and_are_not_remembered() -> None:
    """Asking does not change the index."""
    engine = engine_of({"w:a": 1})
    assert not engine.gather("en", {"w:z": 1.0}, 5)
    assert not engine.gather("en", {}, 5)
    assert engine.document_frequencies("en", ["w:z"]) == {}


@given(data=st.data(), first=passages(), rounds=st.integers(1, 4), asked=questions(), limit=st.integers(1, 5))
def test_an_engine_made_from_one_before_is_as_one_made_anew(
    data: st.DataObject, first: list[dict[str, int]], rounds: int, asked: dict[str, float], limit: int
) -> None:
    """Whatever was added, taken out and put in another place; and the one before answers as it did."""
    held = first
    engine = engine_of(*held)
    for _ in range(rounds):
        before, told = engine, engine.gather("en", asked, limit)
        kept = [one for one in held if data.draw(st.booleans())]
        held = data.draw(st.permutations([*kept, *data.draw(passages(4))]))
        engine = MemoryEngine((Entry(n, "en", terms) for n, terms in enumerate(held)), before)
        anew = engine_of(*(dict(terms) for terms in held))
        assert engine.gather("en", asked, limit) == anew.gather("en", asked, limit)
        assert engine.gather("en", asked, 99) == anew.gather("en", asked, 99)
        assert engine.statistics("en") == anew.statistics("en")
        assert engine.document_frequencies("en", TERMS) == anew.document_frequencies("en", TERMS)
        assert engine.words("en") == anew.words("en")
        assert before.gather("en", asked, limit) == told
