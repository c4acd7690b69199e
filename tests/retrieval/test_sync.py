"""Claims about bringing an index up to date: only what changed is read, and nothing good is lost."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.errors import CorpusError, StateError
from retrieval.folder import Found
from retrieval.model import Document
from retrieval.reading import Task
from retrieval.sync import Report, sync
from tests.retrieval.fakes import NOWHERE


def refuse(content: bytes, path: str) -> list[Document]:
    """A reader for files that nobody should read."""
    raise AssertionError(f"{path} was read: {content!r}")


NOBODY = Task(reader=refuse)


class Folder:
    """A corpus on the disk, its catalogue, and an analyzer that needs no dictionary."""

    def __init__(self, path: Path, catalog: Catalog) -> None:
        """Make the folder."""
        path.mkdir()
        self.path = path
        self.catalog = catalog
        self.analyzer = Analyzer(list, str, str)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, and the folders above it."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def sync(self) -> Report:
        """Bring the catalogue up to date."""
        return sync(self.path, self.catalog, self.analyzer)

    def texts(self) -> dict[str, str]:
        """The indexed texts by path."""
        return {d.path: d.text for d in self.catalog.documents()}

    def everything(self) -> object:
        """All that the catalogue says."""
        about = [self.catalog.about(name) for name in ("analyzer", "corpus")]
        return about, self.catalog.sources(), list(self.catalog.documents()), list(self.catalog.entries())


@pytest.fixture
def folder(tmp_path: Path, catalog: Catalog) -> Folder:
    """An empty corpus."""
    return Folder(tmp_path / "corpus", catalog)


def swapped(file: Path, content: str) -> None:
    """Put other words of the same length into a file, and leave its time as it was."""
    status = file.stat()
    file.write_text(content)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size


def later(file: Path) -> None:
    """Give a file a later time."""
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 10**9))


def test_a_report_tells_what_became_of_every_file(folder: Folder) -> None:
    """Added, changed, removed, unchanged, and skipped with a reason."""
    for name in ("same.md", "changed.md", "removed.md", "broken.md"):
        folder.write(name, f"Words of {name}.")
    folder.write("image.png", b"\x89PNG\0")
    assert folder.sync() == Report(
        added=["broken.md", "changed.md", "removed.md", "same.md"],
        skipped={"image.png": "files of the kind .png are not read"},
    )
    folder.write("added.md", "New words.")
    later(folder.write("changed.md", "Other words."))
    later(folder.write("broken.md", b"\xff"))
    (folder.path / "removed.md").unlink()
    assert folder.sync() == Report(
        added=["added.md"],
        changed=["changed.md"],
        removed=["broken.md", "removed.md"],
        unchanged=["same.md"],
        skipped={
            "image.png": "files of the kind .png are not read",
            "broken.md": "is not UTF-8 text (byte 0)",
        },
    )
    assert folder.texts() == {
        "added.md": "New words.",
        "changed.md": "Other words.",
        "same.md": "Words of same.md.",
    }


def test_a_file_of_the_same_size_and_time_is_not_opened(folder: Folder) -> None:
    """Other words were put in behind its back; that they are not seen shows that nobody looked."""
    file = folder.write("a.md", "old words")
    folder.sync()
    swapped(file, "new words")
    assert folder.sync() == Report(unchanged=["a.md"])
    assert folder.texts() == {"a.md": "old words"}
    later(file)
    assert folder.sync() == Report(changed=["a.md"])
    assert folder.texts() == {"a.md": "new words"}


def test_a_skipped_file_is_not_opened_again_either(folder: Folder) -> None:
    """Its reason is remembered."""
    folder.write("a.md", "words")
    broken = folder.write("b.md", b"\xffx")
    folder.sync()
    swapped(broken, "ok")
    assert folder.sync() == Report(unchanged=["a.md"], skipped={"b.md": "is not UTF-8 text (byte 0)"})


def test_a_file_that_was_only_touched_is_unchanged(folder: Folder) -> None:
    """The same bytes at another time are the same file, and are not opened the next time."""
    file = folder.write("a.md", "old words")
    folder.sync()
    later(file)
    assert folder.sync() == Report(unchanged=["a.md"])
    swapped(file, "new words")
    assert folder.sync() == Report(unchanged=["a.md"])


def test_a_file_that_can_be_read_again_is_added(folder: Folder) -> None:
    """A mended file comes back."""
    folder.write("a.md", "words")
    folder.write("b.md", b"\xff")
    folder.sync()
    later(folder.write("b.md", "mended"))
    assert folder.sync() == Report(added=["b.md"], unchanged=["a.md"])


@pytest.mark.parametrize(
    ("report", "moved"),
    [
        (Report(unchanged=["a"], skipped={"b": "reason"}), False),
        (Report(added=["a"]), True),
        (Report(changed=["a"]), True),
        (Report(removed=["a"]), True),
        (Report(unchanged=["a"], rebuilt=True), True),
    ],
)
def test_answers_move_where_anything_indexed_did(report: Report, moved: bool) -> None:  # noqa: FBT001
    """Whoever keeps an engine learns whether to make it anew."""
    assert report.moved is moved


def test_hidden_files_are_left_out(folder: Folder) -> None:
    """Neither read nor reported."""
    for name in (".hidden.md", ".git/config.md", "sub/.cache/a.md", "sub/a.md"):
        folder.write(name, "words")
    assert folder.sync() == Report(added=["sub/a.md"])


def test_links_that_lead_out_of_the_corpus_are_skipped(folder: Folder, tmp_path: Path) -> None:
    """A corpus cannot be made to show other files of the machine."""
    secret = tmp_path / "secret.md"
    secret.write_text("secret words")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text("secret words")
    folder.write("a.md", "words")
    folder.write("sub/b.md", "more")
    (folder.path / "out.md").symlink_to(secret)
    (folder.path / "sub" / "up.md").symlink_to("../../secret.md")
    (folder.path / "out").symlink_to(tmp_path / "elsewhere")
    (folder.path / "in.md").symlink_to("sub/b.md")
    (folder.path / "sub" / "back.md").symlink_to("../a.md")
    report = folder.sync()
    assert report.added == ["a.md", "in.md", "sub/b.md", "sub/back.md"]
    outside = "is a link that leads out of the corpus"
    assert report.skipped == {"out": outside, "out.md": outside, "sub/up.md": outside}
    assert "secret" not in "".join(folder.texts().values())


def test_other_links_and_things_are_skipped_with_their_reason(folder: Folder) -> None:
    """Links to nothing, to themselves and to folders, and pipes, do not stop the others."""
    folder.write("sub/a.md", "words")
    (folder.path / "gone.md").symlink_to("nothing.md")
    (folder.path / "loop.md").symlink_to("loop.md")
    (folder.path / "again").symlink_to("sub")
    os.mkfifo(folder.path / "pipe.md")
    report = folder.sync()
    assert report.added == ["sub/a.md"]
    assert set(report.skipped) == {"again", "gone.md", "loop.md", "pipe.md"}
    assert report.skipped["again"] == "is a link to a folder"
    assert report.skipped["pipe.md"] == "is not a plain file"
    assert report.skipped["gone.md"].startswith("cannot be opened (")


def test_a_corpus_may_itself_be_a_link(folder: Folder, tmp_path: Path) -> None:
    """What it leads to is the corpus."""
    folder.write("a.md", "words")
    (tmp_path / "link").symlink_to(folder.path)
    assert sync(tmp_path / "link", folder.catalog, folder.analyzer) == Report(added=["a.md"])


def test_a_name_that_is_not_utf8_is_skipped_in_a_way_that_can_be_shown(folder: Folder) -> None:
    """The others are read, and the report can be printed and kept."""
    folder.write("a.md", "words")
    bad = os.fsencode(folder.path) + b"/\xff.md"
    try:
        os.close(os.open(bad, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    report = folder.sync()
    assert report == Report(added=["a.md"], skipped={"\\udcff.md": "has a name that is not UTF-8"})
    assert folder.sync().unchanged == ["a.md"]


def test_a_corpus_whose_own_name_is_not_utf8_is_read(catalog: Catalog, tmp_path: Path) -> None:
    """Its files have names that can be shown."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfe"))
    try:
        folder = Folder(path, catalog)
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    folder.write("a.md", "words")
    assert folder.sync() == Report(added=["a.md"])


def test_a_file_that_is_too_large_is_skipped(folder: Folder) -> None:
    """Two gigabytes of nothing are not opened, and the reason says how large is too large."""
    folder.write("a.md", "words")
    os.truncate(folder.write("big.md", b""), 2 * 2**30)
    assert folder.sync().skipped == {"big.md": "is larger than 64 MB"}


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        (None, "does not exist"),
        ({}, "is empty"),
        ({".hidden.md": b"words"}, "is empty"),
        ({"a.exe": b"x"}, "has no file that can be read (a.exe files of the kind .exe are not read)"),
        ({"a.md": b"\xff", "b.md": b""}, "has no file that can be read (a.md is not UTF-8 text (byte 0))"),
    ],
)
def test_a_corpus_with_nothing_to_read_is_an_error_that_changes_nothing(
    folder: Folder, files: dict[str, bytes] | None, complaint: str
) -> None:
    """The index of what was there before is kept: the folder may only be unmounted."""
    old = folder.write("old.md", "old words")
    folder.sync()
    before = folder.everything()
    old.unlink()
    if files is None:
        folder.path.rmdir()
    for name, content in (files or {}).items():
        folder.write(name, content)
    with pytest.raises(CorpusError) as refused:
        folder.sync()
    assert str(refused.value) == f"the corpus {folder.path} {complaint}"
    assert folder.everything() == before


def test_a_file_is_no_corpus(folder: Folder) -> None:
    """A corpus is a folder."""
    file = folder.write("a.md", "words")
    with pytest.raises(CorpusError, match="is not a folder"):
        sync(file, folder.catalog, folder.analyzer)


def test_another_analyzer_rebuilds_and_says_so(folder: Folder) -> None:
    """Every file is read anew, changed or not, and the terms are the new analyzer's."""
    folder.write("a.md", "companies")
    folder.sync()
    folder.analyzer = Analyzer(list, str, lambda word: word[:4])
    report = folder.sync()
    assert (report.rebuilt, report.added) == (True, ["a.md"])
    terms = {term for entry in folder.catalog.entries() for term in entry.frequencies}
    assert terms >= {"w:comp", "c:comp"}
    assert "w:companies" not in terms
    assert folder.sync() == Report(unchanged=["a.md"])


def test_the_first_index_is_not_a_rebuild(folder: Folder) -> None:
    """There was nothing before it."""
    folder.write("a.md", "words")
    assert not folder.sync().rebuilt


def test_an_interrupted_run_changes_nothing(folder: Folder) -> None:
    """Whoever stops it half-way finds the index as it was, and the next run does all of it."""
    folder.write("a.md", "old words")
    folder.sync()
    before = folder.everything()
    folder.write("b.md", "more")
    folder.write("c.md", "more")

    def interrupt(done: int, total: int) -> None:
        if (done, total) == (2, 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(folder.path, folder.catalog, folder.analyzer, interrupt)
    assert folder.everything() == before
    assert folder.sync() == Report(added=["b.md", "c.md"], unchanged=["a.md"])


def test_progress_counts_up_to_all_files(folder: Folder) -> None:
    """Those that need not be opened are done at once; without a change, all are."""
    for name in ("a.md", "b.exe", "c.md"):
        folder.write(name, "words")
    seen: list[tuple[int, int]] = []
    for _ in range(2):
        sync(folder.path, folder.catalog, folder.analyzer, lambda done, total: seen.append((done, total)))
    assert seen == [(2, 3), (3, 3), (3, 3)]


@pytest.mark.parametrize("content", ["# Title\n\nWords.", "First.\n\nSecond."])
def test_a_file_with_another_name_is_not_read_again(folder: Folder, content: str) -> None:
    """What was indexed of it goes with it, ids and all, as if it had been read there."""
    folder.write("a/old%_!.md", content)
    folder.write("b.md", "# Other\n\nOther words.")
    folder.sync()
    (folder.path / "new").mkdir()
    (folder.path / "a/old%_!.md").rename(folder.path / "new" / "old%_!.md")
    report = sync(folder.path, folder.catalog, folder.analyzer, task=NOBODY)
    assert report == Report(renamed={"new/old%_!.md": "a/old%_!.md"}, unchanged=["b.md"])
    assert report.moved
    assert folder.sync() == Report(unchanged=["b.md", "new/old%_!.md"])
    with closing(Catalog(NOWHERE)) as anew:
        sync(folder.path, anew, folder.analyzer)
        assert list(anew.documents()) == list(folder.catalog.documents())
        assert list(anew.entries()) == list(folder.catalog.entries())


def test_a_document_that_is_called_by_its_file_gets_the_new_name(folder: Folder) -> None:
    """It has no title of its own, so it must be read again; one with a title need not be."""
    folder.write("old.md", "Words.")
    folder.write("first.md", "# Title\n\nOther words.")
    folder.sync()
    (folder.path / "old.md").rename(folder.path / "new.md")
    (folder.path / "first.md").rename(folder.path / "second.md")
    report = folder.sync()
    assert report == Report(added=["new.md"], removed=["old.md"], renamed={"second.md": "first.md"})
    assert {d.id: d.title for d in folder.catalog.documents()} == {"new.md": "new", "second.md": "Title"}


def test_one_file_is_renamed_to_one(folder: Folder) -> None:
    """Two copies of what is gone: the one takes its place, the other is new."""
    file = folder.write("a.md", "# Title\n\nWords.")
    folder.sync()
    for name in ("b.md", "c.md"):
        folder.write(name, file.read_text())
    file.unlink()
    report = folder.sync()
    assert (report.renamed, report.added, report.removed) == ({"b.md": "a.md"}, ["c.md"], [])


def test_without_a_change_nothing_is_written(folder: Folder) -> None:
    """So that a state folder that cannot be written, or that another process writes, still answers."""
    folder.write("a.md", "words")
    folder.write("b.pdf", "words")
    folder.sync()
    folder.catalog._connection.execute("PRAGMA query_only = 1")
    assert folder.sync().unchanged == ["a.md"]
    folder.write("c.md", "more")
    with pytest.raises(StateError, match="cannot be written"):
        folder.sync()


def test_a_file_that_is_being_written_waits(folder: Folder) -> None:
    """What was known of it answers until it is complete; a new one is not known yet."""
    file = folder.write("a.md", "old words")
    folder.sync()
    later(file)
    folder.write("a.md", "half of the new wo")
    folder.write("b.md", "half")
    waiting = {"a.md": "is being written", "b.md": "is being written"}
    report = sync(folder.path, folder.catalog, folder.analyzer, settled=lambda _: False)
    assert (report, report.moved) == (Report(waiting=waiting), False)
    assert folder.texts() == {"a.md": "old words"}
    assert folder.sync() == Report(changed=["a.md"], added=["b.md"])


def test_two_that_index_at_once_do_it_once(folder: Folder, tmp_path: Path) -> None:
    """Whoever is second finds what the first has done, though it looked before that was there."""
    folder.write("a.md", "# Title\n\nwords")
    with closing(Catalog(tmp_path / "c.sqlite3")) as one, closing(Catalog(tmp_path / "c.sqlite3")) as other:

        def late(found: Found) -> bool:
            sync(folder.path, other, folder.analyzer)
            return found.path == "a.md"

        assert sync(folder.path, one, folder.analyzer, settled=late) == Report(unchanged=["a.md"])
        (folder.path / "a.md").rename(folder.path / "b.md")
        folder.write("a.md", "other words")
        report = sync(folder.path, one, folder.analyzer, settled=late)
        assert (report.unchanged, report.waiting) == (["a.md", "b.md"], {})


def test_an_index_that_changed_is_another_edition(folder: Folder) -> None:
    """Whoever answers from it sees by a number whether it is the one that was opened."""
    folder.write("a.md", "words")
    folder.sync()
    before = folder.catalog.edition
    folder.sync()
    assert folder.catalog.edition == before
    folder.write("b.md", "words")
    folder.sync()
    assert folder.catalog.edition != before


def test_a_passage_is_found_by_its_title_and_its_headings(folder: Folder) -> None:
    """Also where neither is among its own words."""
    folder.write("a.md", "---\ntitle: scandal\n---\n## verdict\n\n" + "Plain words of a paragraph. " * 200)
    folder.sync()
    entries = list(folder.catalog.entries())
    assert len(entries) > 1
    assert all(entry.frequencies["w:scandal"] == entry.frequencies["w:verdict"] == 1 for entry in entries)


def test_a_title_that_stands_in_the_passage_is_counted_once(folder: Folder) -> None:
    """It is among the words already."""
    folder.write("a.md", "# scandal\n\nPlain words of a paragraph.")
    folder.sync()
    (entry,) = folder.catalog.entries()
    assert entry.frequencies["w:scandal"] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened_is_skipped_with_its_reason(folder: Folder) -> None:
    """Its files do not vanish in silence."""
    folder.write("a.md", "words")
    locked = folder.write("locked/b.md", "words").parent
    locked.chmod(0)
    try:
        assert folder.sync().skipped == {"locked": "is a folder that cannot be opened"}
    finally:
        locked.chmod(0o700)


def test_a_file_in_an_archive_that_cannot_be_read_is_reported_beside_those_that_can(folder: Folder) -> None:
    """With its reason; the archive itself is not skipped."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("good.md", "Words.")
        archive.writestr("bad.pdf", "no such thing")
    folder.write("all.zip", made.getvalue())
    report = folder.sync()
    assert report.added == ["all.zip"]
    assert set(report.skipped) == {"all.zip/bad.pdf"}
    (document,) = folder.catalog.documents_of("all.zip")
    assert document.refused == (("bad.pdf", report.skipped["all.zip/bad.pdf"]),)
