"""Claims about verifying: a citation beside its file as it is now, and receipts that name it at any time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.context import around
from retrieval.errors import CorpusError
from retrieval.library import Library
from retrieval.model import Answer, Citation, Question, Scope, Span
from retrieval.receipts import Receipt, receipt
from retrieval.verifying import Standing
from tests.conftest import DOCUMENTS

HARBOUR = "The harbour was closed in March. The master Tom Reed was fined 500 dollars for the spill."


@pytest.fixture
def own(tmp_path: Path, new_state: Path) -> Iterator[Library]:
    """A corpus that a test may change."""
    corpus = tmp_path / "corpus"
    (corpus / "sub").mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (corpus / name).write_text(text, "utf-8")
    with closing(Library(corpus, new_state)) as library:
        library.sync()
        yield library


def fined(library: Library, question: str = "how much was Tom Reed fined?") -> Citation:
    """The first citation of an answer."""
    found = library.answer(Question(question), 1)
    assert isinstance(found, Answer)
    return found.citations[0]


def edit(library: Library, old: str, new: str, file: str = "harbour.md") -> None:
    """Change a file behind the library's back."""
    path = library.corpus / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_did_not_change_is_identical(own: Library) -> None:
    """In whatever format, by citation and by receipt."""
    for question in (
        "how much was Tom Reed fined?",
        "how much was the ferry company fined?",
        "周海被罚款多少",
    ):
        citation = fined(own, question)
        for of in (citation, receipt(citation)):
            verified = own.verify(of)
            assert verified.standing is Standing.IDENTICAL
            assert verified.now is not None
            assert verified.now.quote == citation.quote
            assert verified.changes == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The harbour was closed", "It was a cold spring, and nobody knew it. The harbour was closed"),
        ("The master Tom Reed was fined", "The master  Tom Reed\nwas fined"),
        ("title: The harbour spill", "title: The harbour spill, and what came of it"),
    ],
)
def test_the_same_words_elsewhere_have_moved(own: Library, old: str, new: str) -> None:
    """Whatever stands before them, and however they are wrapped; the new place is given."""
    citation = fined(own)
    edit(own, old, new)
    verified = own.verify(citation)
    assert verified.standing is Standing.MOVED
    assert verified.now is not None
    assert verified.now.quote.split() == citation.quote.split()
    text = (own.corpus / "harbour.md").read_text("utf-8")
    assert verified.now.quote == text[verified.now.span.start : verified.now.span.end]


def test_other_words_in_their_place_are_a_change(own: Library) -> None:
    """With what differs, word by word, and where."""
    citation = fined(own)
    edit(own, "was fined 500 dollars", "was not fined 700 dollars")
    verified = own.verify(citation)
    assert verified.standing is Standing.CHANGED
    assert [(c.old, c.new) for c in verified.changes] == [("", "not"), ("500", "700")]
    now = verified.now
    assert now is not None
    assert [span.of(now.document.text) for span in now.highlights] == ["not", "700"]
    for change in verified.changes:
        assert (change.new_span.of(now.document.text) if change.new_span else "") == change.new


def test_a_change_in_chinese_is_told_by_words(own: Library) -> None:
    """Not by characters of them."""
    citation = fined(own, "周海被罚款多少")
    edit(own, "罚款三千元", "罚款五千元", "泄密.txt")
    verified = own.verify(citation)
    assert verified.standing is Standing.CHANGED
    ((old, new),) = [(c.old, c.new) for c in verified.changes]
    assert ("三" in old, "五" in new) == (True, True)


def test_words_that_nothing_is_like_are_gone(own: Library) -> None:
    """Other words of the file stay."""
    citation = fined(own)
    edit(own, HARBOUR, "Seven swans swam.")
    verified = own.verify(citation)
    assert (verified.standing, verified.now) == (Standing.WORDS_GONE, None)


@pytest.mark.parametrize("hide", ["remove", "ignore", "link"])
def test_a_file_that_is_gone_or_left_out_is_gone(own: Library, hide: str, tmp_path: Path) -> None:
    """One that leads out of the corpus is not followed."""
    citation = fined(own)
    file = own.corpus / "harbour.md"
    if hide == "ignore":
        (own.corpus / ".juzhengignore").write_text("harbour.md\n")
    else:
        file.rename(tmp_path / "outside.md")
        if hide == "link":
            file.symlink_to(tmp_path / "outside.md")
    standing = own.verify(citation).standing
    assert standing is (Standing.UNREADABLE if hide == "link" else Standing.FILE_GONE)


def test_a_file_that_cannot_be_read_says_why(own: Library) -> None:
    """By the reason for which it would be skipped."""
    citation = fined(own)
    (own.corpus / "harbour.md").write_bytes(b"\x00\x01\x02\xff" * 200)
    verified = own.verify(citation)
    assert verified.standing is Standing.UNREADABLE
    assert verified.reason


def test_a_renamed_file_is_found_once_it_is_indexed(own: Library) -> None:
    """The words have moved with it."""
    citation = fined(own)
    (own.corpus / "harbour.md").rename(own.corpus / "sub" / "port.md")
    assert own.verify(citation).standing is Standing.FILE_GONE
    own.sync()
    verified = own.verify(citation)
    assert verified.standing is Standing.MOVED
    assert verified.now is not None
    assert verified.now.document.path == "sub/port.md"


def test_a_file_below_folders_is_found(own: Library) -> None:
    """By its whole path."""
    (own.corpus / "harbour.md").rename(own.corpus / "sub" / "port.md")
    own.sync()
    assert own.verify(fined(own)).standing is Standing.IDENTICAL


def test_a_receipt_outlives_the_index_and_says_when_its_words_are_gone(own: Library) -> None:
    """Words that moved are found, words that changed are not, and neither is a document that is not there."""
    citation = fined(own)
    named = receipt(citation)
    edit(own, "The harbour was closed", "It was cold. The harbour was closed")
    own.sync()
    found = own.cited(named)
    assert isinstance(found, Citation)
    assert found.quote == citation.quote
    edit(own, "500", "700")
    own.sync()
    assert own.cited(named) is Standing.WORDS_GONE
    assert own.verify(named).standing is Standing.WORDS_GONE
    (own.corpus / "harbour.md").unlink()
    own.sync()
    assert own.cited(named) is Standing.FILE_GONE
    assert own.cited("nonsense") is Standing.FILE_GONE


def test_what_may_not_be_seen_is_not_there(own: Library) -> None:
    """For receipts and for verifying alike."""
    citation = fined(own)
    hidden = Scope(denied=("harbour.md",))
    assert own.cited(receipt(citation), hidden) is Standing.FILE_GONE
    for of in (citation, receipt(citation)):
        verified = own.verify(of, hidden)
        assert (verified.standing, verified.now, verified.changes) == (Standing.FILE_GONE, None, ())


def test_a_corpus_that_is_gone_is_an_error(own: Library) -> None:
    """Not a word about its files can be said."""
    citation = fined(own)
    shutil.rmtree(own.corpus)
    with pytest.raises(CorpusError):
        own.verify(citation)


@given(
    start=st.integers(0, 10**9), length=st.integers(1, 10**6), mark=st.from_regex(r"[\w-]{8}", fullmatch=True)
)
def test_a_receipt_is_short_and_can_be_read_again(start: int, length: int, mark: str) -> None:
    """At most 37 characters, that may stand in a button."""
    if mark.isascii():
        written = Receipt(mark, Span(start, start + length), mark)
        assert Receipt.parse(str(written)) == written
        assert len(str(written)) <= 37


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(4))
def test_what_stands_around_is_text_and_not_the_quote(library: Library, before: int, after: int) -> None:
    """Sentences in order, of the document's own blocks, and told whether there are more."""
    citation = fined(library, "how much was the ferry company fined?")
    document = citation.document
    found = around(citation, before, after)
    assert library.context(citation, before, after) == found
    spans = (*found.before, citation.span, *found.after)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(any(s.inside(b.span) for b in document.blocks) for s in (*found.before, *found.after))
    assert "Home" not in "".join(s.of(document.text) for s in spans)
    everything = around(citation, 99, 99)
    assert (len(found.before), len(found.after)) == (
        min(before, len(everything.before)),
        min(after, len(everything.after)),
    )
    assert found.more_before == (len(everything.before) > before)
    assert found.more_after == (len(everything.after) > after)
    assert not everything.more_before
