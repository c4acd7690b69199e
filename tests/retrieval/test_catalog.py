"""Claims about the catalogue: what is kept comes back, in one order, all of it or nothing."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.frequencies import Frequencies
from retrieval.catalog import Catalog, Indexed, Source, rows_of
from retrieval.chunking import passages
from retrieval.errors import StateError
from retrieval.model import Block, Document, Dropped, Place, Span, Why
from tests.retrieval.fakes import NOWHERE, document_of
from tests.retrieval.strategies import texts

SOURCE = Source("a.txt", 5, 7, "digest")
FULL = Document(
    id="a.txt#1",
    path="a.txt",
    title="处罚",
    text="处罚\n公司处罚了两人。",
    blocks=(
        Block(Span(0, 2), "title", Place("page", 3)),
        Block(Span(3, 11), place=Place("heading", label="罚款")),
    ),
    publisher="观察者网",
    author="张三",
    published="2026-01-08",
    published_inferred=True,
    url="https://example.com/a",
    member="a.pdf",
    outlet="观察者",
    truncated=True,
    excerpt=True,
    copy_of="a.txt#2",
    language="zh",
    dropped=(Dropped(Span(2, 3), Why.MARKUP),),
    saved="2026-01-09",
)


def indexed(document: Document) -> list[Indexed]:
    """The passages of a document, each with one term."""
    return [Indexed(p, Frequencies({document.id: i + 1}, {}, {})) for i, p in enumerate(passages(document))]


def keep(catalog: Catalog, *documents: Document) -> None:
    """Keep documents of one file each."""
    with catalog.transaction():
        for document in documents:
            catalog.keep_rows("", rows_of([(document, indexed(document))]))


def snapshot(catalog: Catalog) -> object:
    """Everything that a catalogue says."""
    entries = list(catalog.entries())
    found = [catalog.passage(entry.passage) for entry in entries]
    return catalog.about("analyzer"), catalog.sources(), list(catalog.documents()), entries, found


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Catalog]:
    """A catalogue that is closed in the end."""
    catalog = Catalog(path)
    yield catalog
    catalog.close()


def test_a_document_comes_back_as_it_was(catalog: Catalog) -> None:
    """With every field, and its passages with their terms."""
    keep(catalog, FULL)
    assert list(catalog.documents()) == [FULL]
    (entry,) = catalog.entries()
    assert (entry.passage, entry.language, entry.frequencies) == (0, "zh", {"w:a.txt#1": 1})
    assert catalog.passage(0) == (FULL, passages(FULL)[0])


@given(text=texts().filter(lambda text: bool(text.strip())), title=st.text())
def test_any_text_comes_back_to_the_character(text: str, title: str) -> None:
    """Offsets count in it, so nothing may be added, lost or normalised."""
    with opened(NOWHERE) as catalog:
        document = document_of(("text", text), title=title)
        keep(catalog, document)
        assert list(catalog.documents()) == [document]


@pytest.mark.parametrize("order", list(itertools.permutations(["b.txt", "a.txt", "中.txt"])))
def test_passages_are_numbered_by_path_and_place(catalog: Catalog, order: tuple[str, ...]) -> None:
    """In whatever order the files were read, the numbers are the same."""
    keep(catalog, *(document_of(("text", "word " * 800), path=path) for path in order))
    found = [catalog.passage(entry.passage) for entry in catalog.entries()]
    assert [(d.path, p.span.start) for d, p in found] == sorted((d.path, p.span.start) for d, p in found)
    assert [entry.passage for entry in catalog.entries()] == list(range(len(found)))
    assert {d.path for d, _ in found} == set(order)


def test_documents_of_one_file_keep_their_order_and_share_their_text(catalog: Catalog) -> None:
    """An aggregator page is stored once."""
    text = "甲\n乙"
    page = [Document(f"p#{i}", "p", "t", text, (Block(Span(i, i + 1)),)) for i in (0, 2)]
    with catalog.transaction():
        catalog.keep_rows("", rows_of([(d, indexed(d)) for d in page]))
    assert list(catalog.documents()) == page
    assert catalog._connection.execute("SELECT count(*) FROM texts").fetchone() == (1,)


def test_a_source_that_is_forgotten_leaves_nothing(catalog: Catalog) -> None:
    """Neither documents nor passages nor texts; other files stay."""
    other = document_of(("text", "other"), path="b.txt")
    keep(catalog, FULL, other)
    with catalog.transaction():
        catalog.keep_source(SOURCE)
        catalog.forget_source("a.txt")
    assert list(catalog.documents()) == [other]
    assert catalog.sources() == {}
    counts = [
        catalog._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("texts", "passages")
    ]
    assert counts == [1, 1]


def test_what_was_seen_of_a_file_is_kept_by_path(catalog: Catalog) -> None:
    """The last sight counts."""
    skipped = Source("b.pdf", 1, 2, "", "files of the kind .pdf are not read")
    with catalog.transaction():
        catalog.keep_source(Source("a.txt", 1, 1, "old"))
        catalog.keep_source(SOURCE)
        catalog.keep_source(skipped)
    assert catalog.sources() == {"a.txt": SOURCE, "b.pdf": skipped}


def test_a_note_is_kept_until_another_takes_its_place(catalog: Catalog) -> None:
    """And what was never noted is nothing."""
    with catalog.transaction():
        catalog.note("analyzer", "1")
        catalog.note("analyzer", "2")
    assert (catalog.about("analyzer"), catalog.about("other")) == ("2", None)


def test_a_transaction_that_fails_leaves_the_catalogue_as_it_was(catalog: Catalog) -> None:
    """Whatever happened inside, nothing of it is kept, and the error comes out."""
    keep(catalog, FULL)
    before = snapshot(catalog)

    def fail() -> None:
        with catalog.transaction():
            catalog.note("analyzer", "new")
            catalog.forget_source("a.txt")
            catalog.keep_source(SOURCE)
            catalog.keep_rows("", rows_of([(document_of(("text", "new"), path="z"), [])]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert snapshot(catalog) == before


def test_passages_are_numbered_anew_after_each_change(catalog: Catalog) -> None:
    """A number that was asked for before leads to what it means now."""
    keep(catalog, document_of(("text", "late"), path="m"))
    assert catalog.passage(0)[0].path == "m"
    keep(catalog, document_of(("text", "early"), path="a"))
    assert [catalog.passage(i)[0].path for i in (0, 1)] == ["a", "m"]


def test_a_killed_process_leaves_the_catalogue_as_it_was(tmp_path: Path) -> None:
    """A connection that ends before the transaction does has changed nothing."""
    path = tmp_path / "catalog.sqlite3"
    with opened(path) as catalog:
        keep(catalog, FULL)
        before = snapshot(catalog)
    killed = Catalog(path)

    def die() -> None:
        with killed.transaction():
            killed.forget_source("a.txt")
            killed.close()

    with pytest.raises(StateError):
        die()
    with opened(path) as catalog:
        assert snapshot(catalog) == before


def test_a_catalogue_is_there_again_when_it_is_opened_again(tmp_path: Path) -> None:
    """In a folder that is made where it is missing."""
    path = tmp_path / "new" / "folder" / "catalog.sqlite3"
    with opened(path) as catalog:
        keep(catalog, FULL)
        before = snapshot(catalog)
    with opened(path) as catalog:
        assert snapshot(catalog) == before


def test_a_catalogue_of_another_format_is_begun_anew(tmp_path: Path) -> None:
    """What an older program kept is made again, not misread."""
    path = tmp_path / "catalog.sqlite3"
    old = sqlite3.connect(path)
    old.execute("CREATE TABLE about (other TEXT)")
    old.execute("CREATE TABLE relics (name TEXT)")
    old.execute("PRAGMA user_version = 999")
    old.close()
    with opened(path) as catalog:
        keep(catalog, FULL)
        assert list(catalog.documents()) == [FULL]
        tables = {row[0] for row in catalog._connection.execute("SELECT name FROM sqlite_master")}
        assert "relics" not in tables


def test_a_catalogue_of_the_format_before_is_begun_anew(tmp_path: Path) -> None:
    """With tables of today under yesterday's number, as the next program will find it."""
    path = tmp_path / "catalog.sqlite3"
    with opened(path) as catalog:
        keep(catalog, FULL)
        catalog._connection.execute("PRAGMA user_version = 1")
    with opened(path) as catalog:
        assert list(catalog.documents()) == []
        keep(catalog, FULL)
        assert list(catalog.documents()) == [FULL]


@pytest.mark.parametrize("content", [b"this is no database at all", b"\0" * 4096])
def test_a_file_that_is_no_catalogue_is_a_state_error(tmp_path: Path, content: bytes) -> None:
    """It names the folder, and the file is left alone."""
    path = tmp_path / "catalog.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StateError, match="cannot be used"):
        Catalog(path)
    assert path.read_bytes() == content


def test_a_catalogue_that_was_damaged_is_a_state_error(tmp_path: Path) -> None:
    """Whatever is asked of it, it says that it cannot be read."""
    path = tmp_path / "catalog.sqlite3"
    with opened(path) as catalog:
        keep(catalog, document_of(("text", "word " * 20_000)))
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))

    def look() -> None:
        with opened(path) as catalog:
            snapshot(catalog)

    with pytest.raises(StateError, match=r"cannot be (?:read|used)"):
        look()


def test_a_folder_that_cannot_be_made_is_a_state_error(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateError, match=r"the state folder [^']* cannot be used \([A-Z][a-z ]+\)$"):
        Catalog(tmp_path / "file" / "catalog.sqlite3")


def test_a_second_writer_is_refused_and_not_mixed_in(tmp_path: Path) -> None:
    """Two processes that index at once do not share a transaction."""
    path = tmp_path / "catalog.sqlite3"
    with opened(path) as one, opened(path) as other:
        other._connection.execute("PRAGMA busy_timeout = 0")
        with one.transaction():
            one.note("analyzer", "one")
            busy = "is being written by another process"
            with pytest.raises(StateError, match=busy), other.transaction():
                other.note("analyzer", "other")
        assert other.about("analyzer") == "one"


def test_a_disk_that_is_full_leaves_the_catalogue_as_it_was(tmp_path: Path) -> None:
    """The error says so, and with room again all goes on."""
    path = tmp_path / "catalog.sqlite3"
    with opened(path) as catalog:
        keep(catalog, FULL)
        before = snapshot(catalog)
        (pages,) = catalog._connection.execute("PRAGMA page_count").fetchone()
        catalog._connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        large = document_of(("text", "word " * 50_000), path="large")
        with pytest.raises(StateError, match=r"cannot be written \(database or disk is full\)"):
            keep(catalog, large)
        assert snapshot(catalog) == before
    with opened(path) as catalog:
        assert snapshot(catalog) == before
        keep(catalog, large)
        assert len(list(catalog.documents())) == 2


def test_a_pinned_catalogue_stays_as_it_is_whoever_writes(tmp_path: Path) -> None:
    """Until it writes itself."""
    path = tmp_path / "catalog.sqlite3"
    with opened(path) as one, opened(path) as other:
        keep(one, FULL)
        one.pin()
        before = snapshot(one)
        with other.transaction():
            other.forget_source("a.txt")
        assert snapshot(one) == before != snapshot(other)
        with one.transaction():
            one.note("analyzer", "new")
        assert list(one.documents()) == []


def test_the_log_of_changes_does_not_grow_for_ever(tmp_path: Path) -> None:
    """Though there is always somebody who reads the state of before: each pins what was written last."""
    path = tmp_path / "catalog.sqlite3"
    log = tmp_path / "catalog.sqlite3-wal"
    sizes = []
    with contextlib.ExitStack() as all_opened:
        reader = all_opened.enter_context(opened(path))
        reader.pin()
        for n in range(12):
            writer = all_opened.enter_context(opened(path))
            keep(writer, document_of(("text", f"words {n} " * 2000), path=str(n)))
            writer.pin()
            reader.close()
            reader = writer
            reader.shorten_log()
            assert len(list(reader.documents())) == n + 1
            sizes.append(log.stat().st_size)
    assert max(sizes[6:]) <= max(sizes[:6])


@contextlib.contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder in which whoever runs this may not write, though it be root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "state"
        folder.mkdir()
        Path(name).chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_read() -> None:
    """What was indexed before answers; what would change it is refused."""
    with unprivileged() as folder:
        with opened(folder / "catalog.sqlite3") as catalog:
            keep(catalog, FULL)
            before = snapshot(catalog)
        folder.chmod(0o555)
        (folder / "catalog.sqlite3").chmod(0o444)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            with opened(folder / "catalog.sqlite3") as catalog:
                catalog.pin()
                assert snapshot(catalog) == before
                with pytest.raises(StateError, match=r"cannot be written"):
                    keep(catalog, document_of(("text", "more"), path="b"))
        finally:
            os.seteuid(user)


def test_a_listing_counts_documents_and_passages(catalog: Catalog) -> None:
    """File by file, with what is known of each document, and without reading a text."""
    keep(catalog, FULL, document_of(("text", "word " * 2000), path="b.txt", title="long"))
    skipped = Source("c.bin", 1, 2, "", "is not read")
    with catalog.transaction():
        for source in (skipped, SOURCE, Source("b.txt", 5, 7, "digest")):
            catalog.keep_source(source)
    (a, (one,)), (b, (other,)), (c, none) = catalog.listing()
    assert (a, b.path, c, none) == (SOURCE, "b.txt", skipped, [])
    assert (one.title, one.publisher, one.published, one.passages) == ("处罚", "观察者网", "2026-01-08", 1)
    assert (other.title, other.passages) == ("long", len(passages(catalog.documents_of("b.txt")[0])))
