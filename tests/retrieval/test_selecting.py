"""Claims about filters: what each leaves, that none hides what there is, and that a refusal names the one to blame."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.engines.memory import MemoryEngine
from retrieval.library import Library
from retrieval.model import Answer, Citation, Filters, Kind, NoAnswer, Query, Question, Reason
from retrieval.ranking import rank
from retrieval.selecting import Card, Selector
from retrieval.syntax import parse
from retrieval.verbatim import verbatim, verbatim_phrase
from tests.retrieval.fakes import Corpus

PAGES = {
    "old.md": "---\ntitle: 港口罚款\npublisher: 观察者网\ndate: 2025-03-02\n---\n\n港务长因泄漏被罚款五百元。",
    "new.md": "---\ntitle: 渡輪公司\npublisher: Island Post\ndate: 2026-01-20\n---\n\n渡輪公司被罰款九百元，因為船晚點。",
    "none.md": "---\ntitle: The crane\npublisher: Dock News\n---\n\nThe owner of the crane was fined 70 dollars.",
    "day.md": "---\ntitle: The party\npublisher: 觀察者網\ndate: 2026-02-03\n---\n\nThe host of the party was fined 80 dollars.",
}


@pytest.fixture(scope="module")
def pages(analyzer: Analyzer) -> Corpus:
    """Four documents: one without a date, two Chinese, one of them traditional."""
    return Corpus(PAGES, analyzer)


def asked(corpus: Corpus, text: str) -> Answer | NoAnswer:
    """What the corpus gives for what is typed."""
    return corpus.answerer.answer(parse(text).question(), 9)


def cited(found: Answer | NoAnswer) -> tuple[Citation, ...]:
    """The citations, or the nearest passages."""
    return found.citations if isinstance(found, Answer) else found.nearest


def paths(found: Answer | NoAnswer) -> set[str]:
    """The files that are cited."""
    return {c.document.path for c in cited(found)}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("fined", {"none.md", "day.md"}),
        ('"was fined" dollars', {"none.md", "day.md"}),
        ('fined "of the crane"', {"none.md"}),
        ('fined "of the  CRANE"', {"none.md"}),
        ("fined -crane", {"day.md"}),
        ("fined -art", {"none.md", "day.md"}),
        ('fined -"the party"', {"none.md"}),
        ("罚款", {"old.md", "new.md"}),
        ('"被罰款" 公司', {"old.md", "new.md"}),
        ('罚款 "港务长因泄漏"', {"old.md"}),
        ("罚款 -船晚点", {"old.md"}),
        ("罚款 from:观察者", {"old.md"}),
        ("fined from:观察者网", {"day.md"}),
        ("fined 來源：觀察者網", {"day.md"}),
        ("fined from:GUANCHA", {"day.md"}),
        ("fined from:dock", {"none.md"}),
        ("fined from:dock from:观察者网", {"none.md", "day.md"}),
        ("罚款 after:2026", {"new.md"}),
        ("罚款 after:2026-01-15", {"new.md"}),
        ("罚款 after:2025-03-02", {"old.md", "new.md"}),
        ("罚款 before:2026-01", {"old.md"}),
        ("罚款 before:2026-01-20", {"old.md"}),
        ("罚款 before:2026-01-21", {"old.md", "new.md"}),
        ("fined after:2026 before:2027", {"day.md"}),
        ("罚款 lang:zh", {"old.md", "new.md"}),
        ("crane in:title", {"none.md"}),
        ("party crane in:title lang:en", set()),
    ],
)
def test_a_filter_leaves_what_it_says(pages: Corpus, text: str, left: set[str]) -> None:
    """To the letter for phrases, but for width, case, script and white space; dates as precise as both are known."""
    assert paths(asked(pages, text)) == left


SAID = (
    "fined",
    "crane",
    "party",
    "owner",
    "dollars",
    "of the",
    "was fined",
    "罚款",
    "被罚款",
    "公司",
    "的",
    "zebra",
)


@given(
    st.lists(st.sampled_from(SAID), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(("", "-")), st.sampled_from(SAID)), min_size=1, max_size=3),
    st.sampled_from(("", "after:2026", "from:dock", "in:title", "lang:zh")),
)
def test_a_phrase_is_looked_for_only_where_it_could_answer_and_finds_the_same(
    pages: Corpus, words: list[str], phrases: list[tuple[str, str]], other: str
) -> None:
    """As if it had been looked for everywhere, whatever stands beside it; and where nothing is left, why."""
    typed = " ".join([*words, *(f'{sign}"{phrase}"' for sign, phrase in phrases), other])
    question = parse(typed).question()
    selector, query = pages.answerer._selector, pages.answerer._unfiltered(question)
    query = replace(query, question=question)
    narrow, wide = selector.select(query), selector._selected(query, question.filters)
    assert narrow.selection.emptied == wide.selection.emptied
    assert rank(narrow, pages.answerer._engine, 99) == rank(wide, pages.answerer._engine, 99)


@pytest.mark.parametrize(
    ("text", "emptied"),
    [
        ('fined "plum cake"', ('"plum cake"',)),
        ("fined from:BBC after:2026", ("from:BBC",)),
        ("fined after:2026 from:dock", ("from:dock", "after:2026")),
        ("fined before:1999", ("before:1999",)),
        ("crane party in:title", ("in:title",)),
        ("晚点 from:dock", ("from:dock",)),
        ('fined -fined -罚款 -"罰款" -owner', ("-fined", "-罚款")),
    ],
)
def test_a_refusal_names_the_filter_that_left_nothing(
    pages: Corpus, text: str, emptied: tuple[str, ...]
) -> None:
    """The one that leaves nothing by itself, else those that do together."""
    found = asked(pages, text)
    assert isinstance(found, NoAnswer)
    assert (found.reason, found.emptied) == (Reason.FILTERED, emptied)


def test_words_that_nothing_says_are_not_blamed_on_a_filter(pages: Corpus) -> None:
    """What leaves nothing there is the question itself."""
    found = asked(pages, "zebra from:dock")
    assert isinstance(found, NoAnswer)
    assert (found.reason, found.missing, found.emptied) == (Reason.UNKNOWN_WORDS, ("zebra",), ())


@pytest.mark.parametrize(
    ("text", "undated"), [("fined", 0), ("fined after:2026", 1), ("罚款 before:2026", 1)]
)
def test_documents_of_unknown_date_are_counted(pages: Corpus, text: str, undated: int) -> None:
    """Where a filter for dates leaves them out."""
    assert asked(pages, text).undated == undated


def test_only_those_without_a_date_that_the_publisher_leaves_are_counted(pages: Corpus) -> None:
    """Who asks for one publisher's pages need not hear of others."""
    assert asked(pages, "fined after:2026 from:观察者网").undated == 0


@pytest.mark.parametrize(
    "typed", ['"the harbour spill" fine', "fine from:dock", "fine after:2026-01", "crane in:title"]
)
def test_an_empty_corpus_is_empty_whatever_the_filters(analyzer: Analyzer, typed: str) -> None:
    """That says more than any filter."""
    found = asked(Corpus({}, analyzer), typed)
    assert isinstance(found, NoAnswer)
    assert found.reason is Reason.EMPTY_CORPUS


def test_what_a_filter_leaves_is_found_behind_any_number_of_better_ones(analyzer: Analyzer) -> None:
    """Filters come before the ranking is cut off."""
    many = {f"{n:04}.md": "# Fines\n\nfined fined fined, the harbour master was fined\n" for n in range(400)}
    one = {
        "zz.md": "---\ntitle: x\npublisher: Dock News\ndate: 2026-01-02\n---\n\n"
        + "Nothing to see here. " * 20
        + "A fined owl."
    }
    corpus = Corpus(many | one, analyzer)
    for typed in ("from:dock", "after:2026", '"fined owl"', "-harbour"):
        assert paths(asked(corpus, f"fined {typed}")) == {"zz.md"}, typed


@pytest.mark.parametrize(
    ("text", "phrase", "held"),
    [
        ("小米KOL事件", "kol", True),
        ("小米KOL事件", "米 kol 事", True),
        ("a party", "art", False),
        ("公司。道歉", "公司道歉", False),
        ("公司：道歉", "公司,道歉", True),
        ("3.5 dollars", "3.5", True),
        ("the end", "the end.", True),
        ("state-of-the-art", "of-the", True),
        ("state-of-the-art", "of the", False),
    ],
)
def test_a_phrase_is_found_by_its_words_in_a_row(
    analyzer: Analyzer, text: str, phrase: str, *, held: bool
) -> None:
    """Latin words whole, Chinese inside what is written together, marks as marks."""
    assert (verbatim_phrase(analyzer.fold(phrase).text) in verbatim(analyzer.fold(text).text)) is held


class Dated:
    """Documents of which nothing is known but their dates."""

    def __init__(self, *days: str | None) -> None:
        """One passage for each."""
        self._days = days

    def cards(self) -> list[Card]:
        """See `Holding`."""
        return [Card(n, 1, "", (), day) for n, day in enumerate(self._days)]

    def wording(self, phrase: str, passages: Collection[int]) -> Collection[int]:
        """See `Holding`."""
        del phrase
        return passages


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(after="2025-09"), ["2025-09", "2025-09-27", "2025-09-27T05:42", "2025", "2026"]),
        (Filters(after="2025-09-15"), ["2025-09", "2025-09-27", "2025-09-27T05:42", "2025", "2026"]),
        (Filters(after="2025-09-28"), ["2025-09", "2025", "2026"]),
        (Filters(before="2025-09"), ["2025-08", "2025"]),
        (Filters(before="2025-09-27"), ["2025-08", "2025-09", "2025"]),
        (Filters(after="2025-09", before="2025-10"), ["2025-09", "2025-09-27", "2025-09-27T05:42", "2025"]),
    ],
)
def test_a_date_that_is_not_known_to_the_day_may_be_any_of_its_days(
    analyzer: Analyzer, filters: Filters, left: list[str]
) -> None:
    """A month is kept where one of its days would be."""
    days = ("2025-08", "2025-09", "2025-09-27", "2025-09-27T05:42", "2025", None, "2026")
    query = Query(Question("x", filters=filters), "en", Kind.OTHER, {})
    selected = Selector(analyzer, MemoryEngine(()), Dated(*days)).select(query).selection
    kept = selected.passages or b""
    assert [day for day, wanted in zip(days, kept, strict=True) if wanted] == left
    assert selected.undated == 1


WORDS = ("fined", "harbour", "crane", "罚款", "罰款", "港口", "公司", "2026年", "the", "owner")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=6),
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    phrase=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    without=st.booleans(),
)
def test_all_that_is_cited_keeps_the_filter_and_all_that_keeps_it_can_be_found(
    analyzer: Analyzer, texts: list[list[str]], words: list[str], phrase: list[str], *, without: bool
) -> None:
    """Beside a reading of every text by itself."""
    files = {f"{n}.txt": " ".join(text) for n, text in enumerate(texts)}
    corpus = Corpus(files, analyzer)
    said = " ".join(phrase)
    filters = Filters(without=(said,)) if without else Filters(phrases=(said,))
    found = corpus.answerer.answer(Question(" ".join(words), filters=filters), 9)
    wanted = verbatim_phrase(analyzer.fold(said).text)
    kept = {p for p, t in files.items() if (wanted in verbatim(analyzer.fold(t).text)) is not without}
    plain = paths(corpus.ask(" ".join(words), 9))
    assert paths(found) <= kept
    copies = {d.path for c in cited(found) for d in c.copies}
    assert plain & kept <= paths(found) | copies


def test_a_folder_is_asked_with_filters(library: Library) -> None:
    """The whole way, from files to quotes."""
    found = library.answer(parse("who was fined from:gazette").question(), 3)
    assert {c.document.path for c in cited(found)} == {"harbour.md"}
    found = library.answer(parse('fined "the wind was to blame"').question(), 3)
    assert {c.document.path for c in cited(found)} == {"ferry.html"}
    found = library.answer(parse("谁被罚款 after:2025-04").question(), 3)
    assert {c.document.path for c in cited(found)} == {"ferry.html"}
    assert found.undated == 3
