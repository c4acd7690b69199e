"""Claims about copies of one page from several times."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.json import line
from bot.rendering.notes import editions
from retrieval.analysis.analyzer import Analyzer
from retrieval.editions import address, newer
from retrieval.model import Answer, Citation, Document, Question
from retrieval.readers import jsonl
from tests.retrieval.fakes import Corpus, catalog_of, document_of
from tests.retrieval.test_agreeing import NOISE, QUESTION

OLD: Final = "2026-01-08"
NEW: Final = "2026-02-01"
PAGE: Final = "https://example.org/spill"
FINE: Final = "The harbour master was fined {fine} dollars for the oil spill."
REST: Final = "The quay was closed for a week, and the fish market moved into the old customs house."
PAGES: Final = st.sampled_from(["/a", "/a/b", "/文章/1", "/a?id=7", "/s?b=2&a=1", "/#!/a", "/#/a"])


def clip(words: str, saved: str | None = OLD, url: str = PAGE, published: str | None = None) -> str:
    """A page as it is clipped into a file."""
    dates = [f"date_saved: {saved}"] * bool(saved) + [f"date: {published}"] * bool(published)
    return "\n".join(["---", "title: The oil spill", f"url: {url}", *dates, "---", words])


def asked(texts: dict[str, str], analyzer: Analyzer, question: str = QUESTION) -> Answer:
    """The answer of these clips, of Markdown, and some noise."""
    answer = Corpus(texts | NOISE, analyzer).ask(question)
    assert isinstance(answer, Answer)
    return answer


def of_path(answer: Answer, path: str) -> Citation:
    """The first citation of a file."""
    return next(c for c in answer.citations if c.document.path == path)


@pytest.mark.parametrize("names", [("a.md", "b.md"), ("b.md", "a.md")])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"saved": OLD}, {"saved": NEW}),
        ({"saved": None, "published": OLD}, {"saved": None, "published": NEW}),
        ({"saved": NEW, "published": OLD}, {"saved": OLD, "published": NEW}),
    ],
)
def test_where_the_words_changed_the_newer_copy_answers_and_both_say_so(
    analyzer: Analyzer, names: tuple[str, str], old: dict[str, Any], new: dict[str, Any]
) -> None:
    """The older one is still cited; it neither contradicts the newer one nor agrees with it."""
    before, after = names
    texts = {
        before: clip(FINE.format(fine=500), **old),
        after: clip(FINE.format(fine=800), **new, url=PAGE + "/?utm_source=x#top"),
    }
    answer = asked(texts, analyzer)
    first, second = answer.citations[0], of_path(answer, before)
    assert (first.document.path, first.quote) == (after, FINE.format(fine=800))
    assert list(editions(first, "en")) == [f"Not in the copy of {OLD}."]
    assert list(editions(second, "en")) == [f"No longer in the copy of {NEW}."]
    assert (answer.contrary, first.also, first.copies) == ((), (), ())
    cited = json.loads(line(answer))["citations"][0]
    assert cited["not_in"] == [{"file": before, "document": before, "day": OLD}]


def test_of_the_same_words_the_newer_copy_is_cited(analyzer: Analyzer) -> None:
    """Even where the older one says more around them; the older is a copy, and nothing has changed."""
    words = FINE.format(fine=500)
    question = QUESTION + " was the quay closed?"
    answer = asked({"a.md": clip(f"{words} {REST}"), "b.md": clip(words, NEW)}, analyzer, question)
    first = next(c for c in answer.citations if c.quote == words)
    assert first.document.path == "b.md"
    assert [d.path for d in first.copies] == ["a.md"]
    assert (first.not_in, first.gone_from) == ((), ())


def test_what_only_the_older_copy_says_is_quoted_with_the_day_from_which_it_is_gone(
    analyzer: Analyzer,
) -> None:
    """The newer one has other words, which do not answer."""
    texts = {"a.md": clip(f"{FINE.format(fine=500)} {REST}"), "b.md": clip(REST, NEW)}
    first = asked(texts, analyzer).citations[0]
    assert first.document.path == "a.md"
    assert list(editions(first, "en")) == [f"No longer in the copy of {NEW}."]


def test_each_copy_without_the_words_is_named(analyzer: Analyzer) -> None:
    """From old to new; one that breaks off may have had them, and is not."""
    texts = {
        "b.md": clip(REST, "2026-01-20"),
        "a.md": clip(REST),
        "d.md": clip(f"{REST}\n\n...", "2026-01-21"),
    }
    first = asked(texts | {"c.md": clip(FINE.format(fine=500), NEW)}, analyzer).citations[0]
    assert [edition.day for edition in first.not_in] == [OLD, "2026-01-20"]
    assert list(editions(first, "zh-hans")) == [f"{OLD}、2026-01-20 的副本中没有这段话。"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"saved": None}, {"saved": None}),
        ({"saved": OLD}, {"saved": None}),
        ({"saved": OLD}, {"saved": OLD}),
        ({"saved": OLD}, {"saved": NEW, "url": PAGE + "?id=2"}),
    ],
)
def test_where_nothing_tells_which_is_newer_both_stand_as_two_sources(
    analyzer: Analyzer, old: dict[str, Any], new: dict[str, Any]
) -> None:
    """No time, one time, the same time, or two pages."""
    texts = {"a.md": clip(FINE.format(fine=500), **old), "b.md": clip(FINE.format(fine=800), **new)}
    answer = asked(texts, analyzer)
    assert {c.document.path for c in answer.citations} >= {"a.md", "b.md"}
    assert not any(c.not_in or c.gone_from for c in answer.citations)


def test_answers_of_one_page_are_not_copies_of_each_other(analyzer: Analyzer) -> None:
    """Several documents of one file share their address: it does not tell which is which in another file."""
    rows = [
        {"id": str(n), "title": "t", "text": FINE.format(fine=n), "url": PAGE, "published": f"2025-0{n % 9}"}
        for n in (502, 804)
    ]
    content = "\n".join(map(json.dumps, rows)).encode()
    two = jsonl.read(content, "rows.jsonl")
    catalog = catalog_of([*two, *jsonl.read(content.splitlines()[0], "one.jsonl")], analyzer)
    assert [catalog.of_address(d) for d in two] == [[], []]


@pytest.mark.parametrize("names", [("a.md", "b.md"), ("b.md", "a.md")])
@pytest.mark.parametrize(("fine", "verdict"), [(500, "contradicted"), (800, "supported")])
def test_a_claim_is_checked_by_the_newer_copy(
    analyzer: Analyzer, names: tuple[str, str], fine: int, verdict: str
) -> None:
    """What the older one said of the same supports nothing any more."""
    texts = dict(zip(names, (clip(FINE.format(fine=500)), clip(FINE.format(fine=800), NEW)), strict=True))
    claim = Question(FINE.format(fine=fine), claim=True)
    answerer = Corpus(texts | NOISE, analyzer).answerer
    answer = answerer.answer(claim, 5)
    assert isinstance(answer, Answer)
    assert answer.verdict == verdict
    assert (answer.citations[0].document.path, [e.day for e in answer.citations[0].not_in]) == (
        names[1],
        [OLD],
    )
    check = answerer.explain(claim).check
    assert check is not None
    assert check.decisive == 0


@given(page=PAGES, secure=st.booleans(), www=st.booleans(), tracked=st.booleans(), top=st.booleans())
def test_ways_to_write_a_link_lead_to_one_address(
    page: str, *, secure: bool, www: bool, tracked: bool, top: bool
) -> None:
    """Scheme, `www.`, tracking, a slash at the end and a place on the page tell no page from another."""
    before, mark, route = page.partition("#")
    slash = "" if "?" in before or mark else "/"
    track = ("&" if "?" in before else "?") + "utm_source=x&fbclid=1" if tracked else ""
    place = "#top" if top and not mark else mark + route
    host = "WWW.Example.org" if www else "example.org"
    assert address(f"http{'s' * secure}://{host}{before}{slash}{track}{place}") == address(
        f"https://example.org{page}"
    )


@given(ones=PAGES, others=PAGES)
def test_two_pages_have_two_addresses(ones: str, others: str) -> None:
    """A path, a field that is no tracking, and a path behind `#` tell one page from another."""
    same = address(f"https://example.org{ones}") == address(f"https://example.org{others}")
    assert same == (ones == others)


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org/?utm_medium=a#b", "mailto:a@b"])
def test_the_first_page_of_a_site_is_no_page_of_which_there_are_copies(url: str) -> None:
    """It shows other words every day, and is given as the address of what has none."""
    assert address(url) is None


@given(url=st.text())
def test_any_text_may_stand_where_a_link_should(url: str) -> None:
    """It has an address or none."""
    found = address("https://" + url)
    assert found is None or found


TIMES: Final = st.none() | st.sampled_from(["2025", OLD, OLD + "T05:42", OLD + "T06:00", NEW, "2026-02"])


def copy_of(published: str | None, saved: str | None) -> Document:
    """A copy from these times."""
    return replace(document_of(("text", "words")), published=published, saved=saved)


@given(one=st.builds(copy_of, TIMES, TIMES), other=st.builds(copy_of, TIMES, TIMES))
def test_of_two_copies_at_most_one_is_newer(one: Document, other: Document) -> None:
    """And none is newer than itself."""
    assert not (newer(one, other) and newer(other, one))
    assert not newer(one, one)
