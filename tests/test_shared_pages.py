"""Real pages and golden questions, where they are there: they belong to others and are not part of the project."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from retrieval.chunking import passages
from retrieval.library import Library
from retrieval.model import Answer, Document, Question, Why
from retrieval.readers import read
from tests.conftest import with_dictionary

SHARED: Final = Path(__file__).parent.parent.parent / "shared"
PAGES: Final = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the shared pages are not here")


@pytest.fixture(scope="module")
def library(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The pages, indexed."""
    library = Library(PAGES, with_dictionary(tmp_path_factory.mktemp("state"), state))
    library.sync()
    yield library
    library.close()


@pytest.mark.parametrize(
    "question", ["who was punished in the KOL incident", "KOL事件谁被处罚了", "KOL事件誰被處罰了？"]
)
def test_the_demo_question_is_answered_from_the_aggregator_page(library: Library, question: str) -> None:
    """In any of the three languages: both names, what they lost, whose words, from when, and where exactly."""
    answer = library.answer(Question(question), 3)
    assert isinstance(answer, Answer)
    citation = answer.citations[0]
    assert all(word in citation.quote for word in ("许斐", "徐洁云", "绩效", "奖金"))
    assert citation.document.publisher == "Guan Cha Zhe Wang"
    assert (citation.document.published or "").startswith("2026-01-08")
    text = (PAGES / citation.document.path).read_text("utf-8")
    assert text[citation.span.start : citation.span.end] == citation.quote


def plain(text: str) -> str:
    """Text as the pages' list of chrome is compared: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def given(name: str) -> list[str]:
    """The lines of a file beside the golden questions; none where it is absent."""
    file = SHARED / "eval" / "seeds" / name
    return [line for line in file.read_text("utf-8").split("\n") if line.strip()] if file.is_file() else []


UNITS: Final[list[Mapping[str, Any]]] = [json.loads(line) for line in given("articles.jsonl")]


def documents(page: str) -> list[Document]:
    """The documents of a page."""
    return read((PAGES / page).read_bytes(), page)


def words(document: Document) -> str:
    """The text of a document, without its title."""
    return plain("".join(b.span.of(document.text) for b in document.blocks if b.kind != "title"))


def unit(told: Mapping[str, Any]) -> Document | None:
    """The document that holds a unit from its first words to its last, under its title."""
    found = [
        d
        for d in documents(told["seed"])
        if plain(d.title) == plain(told["title"])
        and plain(told["first_words"]) in words(d)
        and plain(told["last_words"]) in words(d)
        and (told["author"] is None or d.author == told["author"])
    ]
    return found[0] if found else None


@pytest.mark.parametrize("told", UNITS, ids=lambda told: str(told["article_id"]))
def test_each_text_of_the_pages_is_a_document_with_what_is_true_of_it(told: Mapping[str, Any]) -> None:
    """Title, publisher, author, date as precise as the page tells it, cut or not; a second copy is none."""
    if told["occurrence"] == 2 and not told["truncated"]:
        copies = "".join(
            x.span.of(d.text) for d in documents(told["seed"]) for x in d.dropped if x.why is Why.COPY
        )
        assert plain(told["first_words"]) in plain(copies)
        assert plain(told["last_words"]) in plain(copies)
        return
    found = unit(told)
    assert found
    assert {told["publisher"], *told["publisher_aliases"]} & {found.publisher, found.outlet}
    assert found.author == told["author"]
    assert found.truncated is told["truncated"]
    assert bool(found.copy_of) is told["duplicate_of_text"]
    assert found.excerpt is (told["kind"] == "related-snippet")
    assert found.language == told["language"]
    if told["published"]:
        assert (found.published, found.published_inferred) == (told["published"], False)
    elif found.published:
        assert found.published_inferred
        assert found.published.startswith(told["published_inferred"])
    if told["kind"] == "answer":
        assert found.url == told["url"]
    if told["kind"] != "answer":
        assert found.blocks[0].kind == "title"


@pytest.mark.parametrize("page", sorted({told["seed"] for told in UNITS}))
def test_a_page_has_no_other_document_than_those_texts(page: str) -> None:
    """Nothing is made up of chrome."""
    wanted = [t for t in UNITS if t["seed"] == page and (t["occurrence"] == 1 or t["truncated"])]
    assert len(documents(page)) == len(wanted)


@pytest.mark.parametrize("page", sorted({told["seed"] for told in UNITS}))
def test_no_chrome_is_ever_in_a_passage_or_a_block(page: str) -> None:
    """By the list beside the golden questions, read as its head says."""
    for document in documents(page):
        shown = [plain(b.span.of(document.text)) for b in document.blocks]
        shown += [plain("".join(x.span.of(document.text) for x in p.pieces)) for p in passages(document)]
        for line in given("noise.txt"):
            mode, _, chrome = line.partition("\t")
            for text in shown if not line.startswith("#") else ():
                assert mode != "eq" or text != plain(chrome)
                assert mode != "in" or plain(chrome) not in text
                assert mode != "re" or not re.search(chrome, text)


@pytest.mark.parametrize("page", sorted({told["seed"] for told in UNITS}))
def test_no_word_of_a_page_is_lost_without_a_reason(page: str) -> None:
    """Every character is in a block, or in the list of what was dropped, never in both."""
    found = documents(page)
    text = found[0].text
    blocks = {i for d in found for b in d.blocks for i in range(b.span.start, b.span.end)}
    dropped = {i for d in found for x in d.dropped for i in range(x.span.start, x.span.end)}
    assert not blocks & dropped
    assert {i for i, c in enumerate(text) if not c.isspace()} <= blocks | dropped
