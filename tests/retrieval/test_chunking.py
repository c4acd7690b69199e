"""Claims about passages: bounded, whole sentences, nothing lost, and each knows the heading above it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chunking import CHINESE_LIMIT, ENGLISH_LIMIT, passages
from retrieval.model import Block, BlockKind, Document, Place
from retrieval.readers import plain
from retrieval.sentences import sentences, width
from tests.retrieval.fakes import document_of
from tests.retrieval.strategies import texts

KINDS: tuple[BlockKind, ...] = ("title", "heading", "text")
Part = tuple[BlockKind, str]


def documents() -> st.SearchStrategy[Document]:
    """Documents of any blocks, some longer than a passage may be."""
    words = st.builds(
        lambda text, n: text * n, texts(20).filter(lambda t: bool(t.strip())), st.integers(1, 60)
    )
    parts = st.lists(st.tuples(st.sampled_from(KINDS), words.map(str.strip)), min_size=1, max_size=8)
    read = texts(60).map(lambda text: plain.documents(text, "a.txt")).filter(bool)
    return parts.map(lambda found: document_of(*found)) | read.map(lambda found: found[0])


def size(document: Document, pieces: tuple[Block, ...]) -> int:
    """The characters of the pieces that are not white space."""
    return sum(width(document.text, p.span.start, p.span.end) for p in pieces)


@given(document=documents())
def test_all_passages_together_hold_all_words(document: Document) -> None:
    """Nothing of a block is lost between two passages, and nothing is in two of them."""
    words = "".join(b.span.of(document.text) for b in document.blocks)
    held = "".join(piece.span.of(document.text) for p in passages(document) for piece in p.pieces)
    assert "".join(held.split()) == "".join(words.split())


@given(document=documents())
def test_pieces_lie_in_blocks_of_their_kind_in_order(document: Document) -> None:
    """Each piece is inside one block, and no two overlap."""
    pieces = [piece for p in passages(document) for piece in p.pieces]
    ends = [0, *(p.span.end for p in pieces)]
    assert all(end <= p.span.start for end, p in zip(ends, pieces, strict=False))
    for piece in pieces:
        inside = [b for b in document.blocks if b.span.overlaps(piece.span)]
        assert len(inside) == 1
        assert inside[0].span.start <= piece.span.start < piece.span.end <= inside[0].span.end
        assert inside[0].kind == piece.kind


@given(document=documents())
def test_no_passage_is_larger_than_the_limit(document: Document) -> None:
    """What an engine indexes and a person may read at once is bounded."""
    assert all(size(document, p.pieces) <= ENGLISH_LIMIT for p in passages(document))


@given(document=documents())
def test_no_sentence_is_divided_between_two_passages(document: Document) -> None:
    """A quote is never torn apart: every sentence of a block is inside one piece."""
    pieces = [piece.span for p in passages(document) for piece in p.pieces]
    for block in document.blocks:
        for sentence in sentences(document.text, block.span):
            assert any(p.start <= sentence.start and sentence.end <= p.end for p in pieces)


@given(document=documents())
def test_headings_above_a_passage_are_headings_and_not_its_pieces(document: Document) -> None:
    """They stand before it in the document."""
    headings = {b.span for b in document.blocks if b.kind == "heading"}
    for passage in passages(document):
        own = {piece.span for piece in passage.pieces}
        for heading in passage.headings:
            assert heading in headings - own
            assert heading.end <= passage.span.start


def test_a_long_text_becomes_passages_that_end_at_sentences() -> None:
    """A paragraph longer than the limit is divided between two of its sentences."""
    document = document_of(("text", "小米公司今天发布了一份公告。" * 150))
    found = passages(document)
    assert len(found) == 3
    assert all(p.pieces[-1].span.of(document.text).endswith("。") for p in found)
    assert all(size(document, p.pieces) <= CHINESE_LIMIT for p in found)


def test_a_heading_begins_a_passage_where_the_one_before_is_of_a_size() -> None:
    """Sections of some length are not mixed."""
    section = "这一节说的是别的事情。" * 30
    document = document_of(("heading", "甲"), ("text", section), ("heading", "乙"), ("text", section))
    assert [p.pieces[0].span.of(document.text) for p in passages(document)] == ["甲", "乙"]


def test_short_sections_stay_together() -> None:
    """A list of short sections is one passage, not many crumbs."""
    section: list[Part] = [("heading", "标题"), ("text", "短短一句话。")]
    assert len(passages(document_of(*section * 5))) == 1


def test_a_passage_without_its_heading_knows_it() -> None:
    """The second half of a section is still below the section's heading."""
    paragraph: Part = ("text", "公司今天发布了公告。" * 40)
    document = document_of(("heading", "处罚决定"), *[paragraph] * 4)
    first, *rest = passages(document)
    assert first.headings == ()
    assert [h.of(document.text) for p in rest for h in p.headings] == ["处罚决定"] * len(rest)


@pytest.mark.parametrize(
    ("text", "languages"),
    [("谁被处罚了。", ["zh"]), ("Who was punished?", ["en"]), ("한국어", ["und"])],
)
def test_a_passage_has_the_language_of_its_words(text: str, languages: list[str]) -> None:
    """Each passage is looked up in its own language."""
    assert [p.language for p in passages(document_of(("text", text)))] == languages


def test_a_document_of_two_languages_has_passages_in_both() -> None:
    """An English annex of a Chinese document is found by English words."""
    document = document_of(
        ("text", "公司今天发布了公告。" * 90), ("text", "The company published a notice today. " * 20)
    )
    assert [p.language for p in passages(document)] == ["zh", "en"]


def test_a_title_in_another_language_than_its_text_is_a_passage_of_its_own() -> None:
    """It is looked up in its own language; the text below it in that of the text."""
    document = document_of(
        ("title", "对话一位教授"), ("text", "The professor spoke about knowledge bases. " * 9)
    )
    assert [(len(p.pieces), p.language) for p in passages(document)] == [(1, "zh"), (1, "en")]


def test_the_title_is_a_piece_where_it_stands_in_the_text() -> None:
    """Only the passage with the title is titled."""
    paragraph: Part = ("text", "公司今天发布了公告。" * 80)
    document = document_of(("title", "通报"), paragraph, paragraph)
    assert [p.titled for p in passages(document)] == [True, False]


def test_a_document_without_blocks_has_no_passages() -> None:
    """Nothing to say, nothing to find."""
    assert passages(Document("a", "a", "a", "text", ())) == []


def test_a_row_is_a_passage_of_its_own() -> None:
    """However short: what stands in the row above is about something else. A long one may be several."""
    made = document_of(("heading", "Fines"), ("text", "Reed: 500."), ("text", "Lee: 900. " * 300))
    blocks = [replace(b, place=Place("row", n)) for n, b in enumerate(made.blocks[1:], 1)]
    found = passages(replace(made, blocks=(made.blocks[0], *blocks)))
    assert [{p.place for p in passage.pieces} for passage in found[:3]] == [
        {None},
        {Place("row", 1)},
        {Place("row", 2)},
    ]
    assert {p.place for passage in found[3:] for p in passage.pieces} == {Place("row", 2)}
    assert found[1].headings == (made.blocks[0].span,)
