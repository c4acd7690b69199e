"""Claims about scopes: a hidden document is as if it were not there, wherever a reader may look."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering import Answerer
from retrieval.catalog import Catalog
from retrieval.engines.memory import MemoryEngine, PartEngine
from retrieval.library import Library
from retrieval.model import EVERYTHING, Answer, Filters, NoAnswer, Question, Reason, Scope
from retrieval.scopes import ScopedShelf
from retrieval.selecting import passages_of
from retrieval.weights import load_weights
from tests.retrieval.fakes import Corpus, FakeLexicon

SEEDS = Path(__file__).parents[2] / "seeds"
PUBLIC = Scope(allowed=("pub",))


@pytest.mark.parametrize(
    ("scope", "path", "admitted"),
    [
        (EVERYTHING, "a/b.md", True),
        (Scope(denied=("Staff",)), "staff/b.md", True),
        (Scope(denied_in_any_case=("Staff",)), "staff/b.md", False),
        (Scope(denied_in_any_case=("staff/pay",)), "STAFF/Pay/b.md", False),
        (Scope(denied_in_any_case=("staff",)), "staffing/b.md", True),
        (Scope(denied_in_any_case=("GEHÄLTER",)), "gehälter/b.md", False),
        (Scope(denied_in_any_case=("straße",)), "STRASSE/b.md", False),
        (Scope(("staff",), denied_in_any_case=("STAFF/PAY",)), "staff/pay/b.md", False),
        (Scope(allowed=()), "a/b.md", False),
        (Scope(allowed=("a",)), "a/b.md", True),
        (Scope(allowed=("a/",)), "a/b.md", True),
        (Scope(allowed=("a",)), "ab/b.md", False),
        (Scope(allowed=("a/b.md",)), "a/b.md", True),
        (Scope(allowed=("a/b",)), "a/b.md", False),
        (Scope(allowed=("a", "c")), "c/d/e.md", True),
        (Scope(allowed=("",)), "c/d/e.md", True),
        (Scope(denied=("c/d",)), "c/d/e.md", False),
        (Scope(denied=("c/d",)), "c/e.md", True),
        (Scope(allowed=("c",), denied=("c/d",)), "c/d/e.md", False),
        (Scope(allowed=("c/d",), denied=("c",)), "c/d/e.md", False),
        (Scope(allowed=("caf\u0065\u0301",)), "caf\u00e9/menu.md", True),
    ],
)
def test_a_scope_admits_whole_folders_and_what_is_denied_is_denied(
    scope: Scope, path: str, *, admitted: bool
) -> None:
    """A folder is not the beginning of another's name, and what is denied wins."""
    assert scope.admits(path) is admitted


LEXICON = FakeLexicon({"fine": ["罚款"], "harbour": ["港口"]})
WORDS = (
    "fined",
    "harbour",
    "harbor",
    "crane",
    "cranes",
    "罚款",
    "港口",
    "公司",
    "2026年",
    "3",
    "not",
    ".",
    "。",
    "\n\n",
)


def texts() -> st.SearchStrategy[dict[str, str]]:
    """A few files, some of them with the same words."""
    path = st.sampled_from(
        ["pub/a.txt", "pub/b.txt", "pub/c/d.txt", "hid/a.txt", "hid/b.txt", "pub2/a.txt", "a.txt"]
    )
    text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
    return st.dictionaries(path, text, max_size=7)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(
    files=texts(),
    words=st.lists(st.sampled_from((*WORDS, "harbuor", "who", "多少")), min_size=1, max_size=5).map(" ".join),
    scope=st.sampled_from(
        [PUBLIC, Scope(denied=("hid",)), Scope(allowed=()), Scope(("pub/c", "a.txt"), ("pub/b.txt",))]
    ),
    filters=st.sampled_from(
        [Filters(), Filters(phrases=("crane",)), Filters(without=("罚款",)), Filters(after="2020")]
    ),
    claim=st.booleans(),
)
def test_an_answer_is_that_of_a_corpus_without_what_is_hidden(
    analyzer: Analyzer, files: Mapping[str, str], words: str, scope: Scope, filters: Filters, *, claim: bool
) -> None:
    """To the last value: quotes, copies, other sources, corrections, missing words, and the reason for none."""
    if not words.strip():
        return
    whole = Corpus(files, analyzer, LEXICON)
    part = Corpus({p: t for p, t in files.items() if scope.admits(p)}, analyzer, LEXICON)
    question = Question(words, claim, filters, scope)
    found = _scoped(whole.catalog, analyzer, scope).answer(question, 3)
    assert found == part.answerer.answer(question, 3)


def _scoped(catalog: Catalog, analyzer: Analyzer, scope: Scope) -> Answerer:
    shelf = ScopedShelf(catalog, scope)
    entries = list(catalog.entries())
    engine = PartEngine(MemoryEngine(entries), passages_of(shelf.cards(), len(entries)))
    return Answerer(analyzer, LEXICON, engine, shelf, load_weights())


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, state: Path) -> Iterator[tuple[Library, Library]]:
    """The seeds in two folders, of which one is to be hidden, and those of the other alone."""
    root = tmp_path_factory.mktemp("scopes")
    for number, file in enumerate(sorted(SEEDS.iterdir())):
        if file.suffix != ".toml":
            folder = "hidden" if number % 3 == 1 else "pub"
            for corpus in ("whole", "part") if folder == "pub" else ("whole",):
                (root / corpus / folder).mkdir(parents=True, exist_ok=True)
                (root / corpus / folder / file.name).write_bytes(file.read_bytes())
    with closing(Library(root / "whole", state)) as whole, closing(Library(root / "part", state)) as part:
        whole.sync()
        part.sync()
        yield whole, part


def questions() -> list[str]:
    """What the seeds are asked."""
    return [one["text"] for one in tomllib.loads((SEEDS / "questions.toml").read_text("utf-8"))["question"]]


@pytest.mark.parametrize("typed", questions())
def test_the_seeds_answer_as_if_a_third_of_them_were_not_there(
    seeds: tuple[Library, Library], typed: str
) -> None:
    """With the real dictionary, and the names that the files themselves give in both languages."""
    whole, part = seeds
    question = Question(typed, scope=PUBLIC)
    assert whole.answer(question, 5) == part.answer(question, 5)
    unscoped = part.answer(Question(typed), 5)
    assert replace(unscoped, question=question) == part.answer(question, 5)


SECRET = {
    "pub/a.md": "# Harbour\n\nThe harbour master was fined 500 dollars for the spill.\n",
    "pub/b.md": "# 天气\n\n今天夜里，广州有三座塔被大风吹倒。\n",
    "hid/a.md": "# Harbour again\n\nThe harbour master was fined 500 dollars for the spill.\n",
    "hid/b.md": "# Zephyrine\n\nThe codeword Zephyrine was fined 900 dollars. 河边的小镇叫迪韦齐斯（Devizes）。\n",
}


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory, state: Path) -> Iterator[Library]:
    """A folder with a secret."""
    root = tmp_path_factory.mktemp("secret")
    for path, text in SECRET.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    with closing(Library(root, state)) as library:
        library.sync()
        yield library


@pytest.mark.parametrize(
    "typed",
    ["what is Zephyrine", "what is Zephirine", "who was fined for the spill", "Devizes", "how much was the fine", "迪韦齐斯"],
)  # fmt: skip
def test_nothing_of_a_hidden_document_surfaces(secret: Library, typed: str) -> None:
    """Neither its words nor its name, in nothing that the answer holds or that explains it."""
    told = repr(secret.answer(Question(typed, scope=PUBLIC), 5))
    told += repr(secret.explain(Question(typed, scope=PUBLIC)).lookups)
    assert "hid/" not in told
    own = typed.lower().split()
    assert [word for word in ("zephyrine", "迪韦齐斯") if word in told.lower() and word not in own] == []
    assert "codeword" not in told


def test_the_same_is_there_for_those_who_may_see_it(secret: Library) -> None:
    """So that the claim above is about something."""
    told = secret.answer(Question("what is Zephirine"), 5)
    assert [written for written, _ in told.corrections] == ["Zephirine"]
    found = secret.answer(Question("who was fined for the spill"), 5)
    assert isinstance(found, Answer)
    assert found.citations[0].copies


def test_who_may_see_nothing_has_an_empty_corpus(secret: Library) -> None:
    """And nothing else is said of it."""
    found = secret.answer(Question("who was fined", scope=Scope(allowed=())), 5)
    assert isinstance(found, NoAnswer)
    assert found.reason is Reason.EMPTY_CORPUS
    assert not found.nearest
