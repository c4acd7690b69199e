"""Claims about whole saved pages: which documents they are, whose, from when, and every word of them accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from retrieval.model import Document
from retrieval.pages.rows import bare
from retrieval.readers import read

FILE: Final = Path(__file__).parent / "saved_pages.txt"
MARK: Final = re.compile(r"⟦(?P<title>t?)(?P<number>\d+):(?P<words>.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """What is right of a document: its fields, its marks, its title, and its words."""

    fields: dict[str, str]
    title: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it would be saved, and what is right of its documents, in order."""

    name: str
    text: str
    documents: tuple[Told, ...]


def pages() -> Iterator[Page]:
    """The pages of the file."""
    for chunk in re.split(r"^=== ", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = chunk.partition("\n")
        told = []
        while rest.startswith("@"):
            line, _, rest = rest.partition("\n")
            told.append(line[1:])
        yield Page(name, MARK.sub(r"\g<words>", rest), tuple(_told(line, rest) for line in told))


def _told(line: str, marked: str) -> Told:
    number, _, fields = line.partition(" ")
    said = dict(field.partition("=")[::2] for field in fields.split("|"))
    own = [m for m in MARK.finditer(marked) if m["number"] == number]
    title = next((m["words"] for m in own if m["title"]), said.get("title"))
    return Told(said, title, "".join(m["words"] for m in own if not m["title"]))


PAGES: Final = list(pages())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_its_documents_with_what_is_true_of_them(page: Page) -> None:
    """Neither a word of chrome in a document nor a word of text out of it; what is not known stays unknown."""
    found = read(page.text.encode(), page.name)
    assert len(found) == len(page.documents)
    for document, told in zip(found, page.documents, strict=True):
        assert words(document) == bare(told.words)
        assert told.title is None or bare(document.title) == bare(told.title)
        assert_fields(document, told.fields)


def words(document: Document) -> str:
    """The text of a document, without its title and without white space."""
    return bare("".join(b.span.of(document.text) for b in document.blocks if b.kind != "title"))


def assert_fields(document: Document, told: dict[str, str]) -> None:
    """Publisher, author, date, address and marks are as they are told."""
    if told["pub"] != "*":
        assert (told["pub"] or None) in {document.publisher, document.outlet if told["pub"] else None}
    assert document.author == (told["author"] or None)
    assert document.published == (told["date"] or None)
    assert document.published_inferred is ("inferred" in told)
    assert (document.truncated, document.excerpt) == ("trunc" in told, "excerpt" in told)
    assert "url" not in told or document.url == told["url"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_word_of_a_page_is_accounted_for(page: Page) -> None:
    """It is in a block or in the list of what was left out, and never in both."""
    found = read(page.text.encode(), page.name)
    text = found[0].text
    blocks = {i for d in found for b in d.blocks for i in range(b.span.start, b.span.end)}
    out = {i for d in found for x in d.dropped for i in range(x.span.start, x.span.end)}
    assert not blocks & out
    assert {i for i, c in enumerate(text) if not c.isspace()} <= blocks | out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_known_of_a_document_says_how(page: Page) -> None:
    """Each field that has a value, and no other."""
    for document in read(page.text.encode(), page.name):
        values = {
            "title": document.title,
            "publisher": document.publisher,
            "author": document.author,
            "published": document.published,
        }
        assert dict(document.known).keys() == {name for name, value in values.items() if value}
