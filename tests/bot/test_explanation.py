"""Claims about how an explanation looks: aligned, short where lists are long, and whole as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from bot.rendering.explanation import SHORT, _cells, _shortened, explanation_object, lines
from retrieval.analysis.analyzer import Analyzer, default_analyzer
from retrieval.explaining import Explanation
from retrieval.model import Question
from tests.retrieval.fakes import Corpus, FakeLexicon

TEXTS = {
    "a.txt": "泄密事件\n\n两名高管因泄密被处罚。公司向公众道歉。",
    "b.txt": "Weekly notes\n\nThe managers were punished for the leak. The company paid 900 dollars.",
}
LEXICON = FakeLexicon(
    {"punish": ["处罚", "惩罚", "惩处", "处分", "责罚"], "manag": ["高管"], "leak": ["泄密"]},
    ordinary=["高管"],
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """The analyzer of a normal set-up."""
    return default_analyzer()


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """A document in each language."""
    return Corpus(TEXTS, analyzer, LEXICON)


def explained(corpus: Corpus, text: str, *, claim: bool = False) -> Explanation:
    """How the answer comes about."""
    return corpus.answerer.explain(Question(text, claim))


def table(shown: list[str], head: str) -> list[str]:
    """The rows of the first table that begins so, its head included."""
    start = next(i for i, row in enumerate(shown) if row.split()[:1] == [head])
    indent = len(shown[start]) - len(shown[start].lstrip())
    rows = []
    for row in shown[start:]:
        if len(row) - len(row.lstrip()) != indent:
            break
        rows.append(row)
    return rows


def test_the_parts_are_told_in_this_order(corpus: Corpus) -> None:
    """The question, what was looked for, the candidates, the decision."""
    text = "\n".join(lines(explained(corpus, "who was punished for the leak?")))
    parts = (
        "How it came about",
        "asks for     who",
        "focus        punished",
        "Looked for in Chinese passages (1)",
        "Looked for in English passages (1)",
        "Candidates: the best",
        "1. ",
        "Decision:",
        "threshold",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_numbers_that_are_shown_add_up(corpus: Corpus) -> None:
    """To the sum below them, but for the digits that are not shown."""
    rows = table(list(lines(explained(corpus, "who was punished for the leak?"))), "feature")
    end = next(i for i, row in enumerate(rows) if row.split()[0] == "sum")
    *parts, total = [float(row.split()[-1]) for row in rows[1 : end + 1]]
    assert sum(parts) == pytest.approx(total, abs=0.001 * len(parts))


def test_columns_are_aligned_for_the_eye(corpus: Corpus) -> None:
    """Chinese characters, which are as wide as two letters, included."""
    shown = list(lines(explained(corpus, "谁因泄密被处罚，900 dollars?")))
    numbers = [row for row in table(shown, "word") if re.search(r"\d\.\d{3}", row) and "pairs" not in row]
    ends = {_cells(row[: match.end()]) for row in numbers if (match := re.search(r"\d\.\d{3}", row))}
    assert len(numbers) > 2
    assert len(ends) == 1


def test_of_many_ways_to_say_a_word_those_are_listed_that_the_corpus_holds(corpus: Corpus) -> None:
    """And how many more there are."""
    shown = "\n".join(lines(explained(corpus, "who was punished?")))
    assert "处罚 1.000 (1), +5 more (0)" in shown


def test_of_a_few_ways_all_are_listed() -> None:
    """Those that no passage has, too."""
    assert _shortened([("a", True), ("b", False)]) == "a, b"
    assert _shortened([("a", False)] * (SHORT + 1)) == f"+{SHORT + 1} more (0)"


def test_characters_and_pairs_are_on_one_line(corpus: Corpus) -> None:
    """There are many of them, and they mean little."""
    shown = list(lines(explained(corpus, "谁因泄密被处罚")))
    (row,) = (row for row in shown if row.startswith("  characters and pairs, weight 0.500"))
    assert {"泄密", "处罚"} <= set(re.findall(r"[\u4e00-\u9fff]+", row))


def test_a_verdict_shows_both_sides_and_what_differs(corpus: Corpus) -> None:
    """Each number with its weight for each, and who decided."""
    shown = list(lines(explained(corpus, "The company paid 700 dollars.", claim=True)))
    text = "\n".join(shown)
    assert "Verdict: decided by candidate 1" in text
    assert "  differs: the claim says 700, the quote 900" in shown
    assert "× supported  = part  × contradicted  = part" in text
    assert re.search(r"candidate 1: supported 0\.\d{3}, contradicted 0\.\d{3}", text)


def test_a_claim_that_is_clearly_supported_says_that_nothing_was_weighed(corpus: Corpus) -> None:
    """Its probability follows from no sum."""
    shown = "\n".join(lines(explained(corpus, "The company paid 900 dollars.", claim=True)))
    assert "supported 1.000, contradicted 0.000 (clear:" in shown


def test_control_characters_do_not_reach_the_terminal(corpus: Corpus) -> None:
    """A question may hold any."""
    told = explained(corpus, "who was punished?")
    odd = replace(told, query=replace(told.query, corrections={"\x1b[2J": "x"}))
    assert "\x1b" not in "\n".join(lines(odd))


@pytest.mark.parametrize("claim", [False, True])
def test_as_json_the_numbers_are_those_of_the_lines(corpus: Corpus, *, claim: bool) -> None:
    """And all ways to say a word are there."""
    told = explained(corpus, "were the managers punished for the leak", claim=claim)
    made = json.loads(json.dumps(explanation_object(told)))
    for candidate in made["candidates"]:
        assert sum(p["part"] for p in candidate["parts"]) == pytest.approx(candidate["score"], abs=1e-4)
    ways = next(w["ways"] for w in made["lookups"][0]["words"] if w["word"] == "punished")
    assert len(ways) > SHORT
    assert (made["check"] is None, made["decision"] is None) == (not claim, claim)
