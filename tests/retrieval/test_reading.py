"""Claims about reading in other processes: a file that hangs, eats memory or kills its reader costs that file alone."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.folder import files
from retrieval.model import Document
from retrieval.reading import FEW, LEFT, SMALL, Job, Limits, Outcome, Slow, Task, read_files
from retrieval.sync import sync
from tests.retrieval.fakes import NOWHERE, document_of

pytestmark = pytest.mark.slow

LIMITS: Final = Limits(seconds=0.5, memory=2**30, processes=2)


def plain_analyzer() -> Analyzer:
    """An analyzer that needs no dictionary."""
    return Analyzer(list, str, str)


def no_analyzer() -> Analyzer:
    """What ends the process that wants one."""
    os._exit(1)


def mild(content: bytes, path: str) -> list[Document]:
    """A reader that is content with anything."""
    return [document_of(("text", content.decode()), path=path)]


def wild(content: bytes, path: str) -> list[Document]:
    """A reader that does what the file says; others it reads, and says in which process."""
    deeds: dict[bytes, Callable[[], object]] = {
        b"hang": signal.pause,
        b"spin": lambda: [None for _ in iter(int, 1)],
        b"eat": lambda: bytearray(2**34),
        b"die": lambda: os._exit(0),
        b"crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        b"leave": lambda: sys.exit(3),
        b"err": lambda: 1 // 0,
        b"dive": lambda: wild(content, path),
        b"shout": lambda: print("shouted", file=sys.stderr),
    }
    if content == b"refuse":
        raise UnreadableSource("is refused")
    if content in deeds:
        deeds[content]()
    return [document_of(("text", f"{content.decode()} {os.getpid()}"), path=path)]


def told(content: bytes, path: str) -> list[Document]:
    """A reader that waits until another process has something to say, where the file is the path of a pipe."""
    words = Path(content.decode()).read_text() if content.startswith(b"/") else content.decode()
    return [document_of(("text", words), path=path)]


WILD: Final = Task(wild, plain_analyzer, LIMITS)


def read_all(folder: Path, task: Task = WILD, slow: Slow | None = None) -> dict[str, Outcome]:
    """What becomes of the files of a folder."""
    jobs = [Job(one) for one in files(folder)]
    with closing(read_files(jobs, task, plain_analyzer(), slow)) as outcomes:
        found = {outcome.found.path: outcome for outcome in outcomes}
    assert set(found) == {job.found.path for job in jobs}
    return found


def put(folder: Path, contents: dict[str, str]) -> None:
    """Make files."""
    for name, text in contents.items():
        (folder / name).write_text(text)


def reader_of(outcome: Outcome) -> int:
    """The process that read a file."""
    assert outcome.rows
    return int(outcome.rows.texts[0].split()[-1])


REASONS: Final = {
    "hang": "takes more than 1 s to be read",
    "spin": "takes more than 1 s to be read",
    "eat": "needs too much memory to be read",
    "die": "ended the process that read it",
    "crash": "ended the process that read it",
    "leave": "ended the process that read it",
    "err": "cannot be read (ZeroDivisionError)",
    "dive": "cannot be read (RecursionError)",
    "refuse": "is refused",
}


def test_one_bad_file_costs_itself_alone(tmp_path: Path) -> None:
    """It is skipped with its reason, and all others are read, whether given before it or after."""
    put(tmp_path, {f"{n}{deed}.html": deed for n, deed in enumerate(REASONS)})
    put(tmp_path, {f"{n}words.html": "words" for n in range(len(REASONS))})
    found = read_all(tmp_path)
    assert {p[1:-5]: o.reason for p, o in found.items() if "words" not in p} == REASONS
    assert all(outcome.rows for path, outcome in found.items() if "words" in path)


def test_many_bad_files_are_survived(tmp_path: Path) -> None:
    """As often as it takes, processes are started anew."""
    put(tmp_path, {f"{n}.html": "die" if n % 2 else "words" for n in range(12)})
    assert sum(outcome.rows is not None for outcome in read_all(tmp_path).values()) == 6


def test_what_is_no_plain_text_is_never_read_here(tmp_path: Path) -> None:
    """However few there are; a little plain text is, for that is sooner done."""
    put(tmp_path, {"a.html": "x", "b.md": "x", "c.txt": "x", "large.md": " " * SMALL + "x"})
    here = {path for path, outcome in read_all(tmp_path).items() if reader_of(outcome) == os.getpid()}
    assert here == {"b.md", "c.txt"}


def test_much_plain_text_is_read_by_several_at_once(tmp_path: Path) -> None:
    """More files than are sooner read here."""
    put(tmp_path, {f"{n}.md": "x" for n in range(FEW + 1)})
    readers = {reader_of(outcome) for outcome in read_all(tmp_path).values()}
    assert len(readers) == LIMITS.processes
    assert os.getpid() not in readers


def test_no_process_is_left(tmp_path: Path) -> None:
    """Neither when all is read, nor when whoever reads goes away in the middle."""
    put(tmp_path, {"a.html": "words", "b.html": "hang", "c.html": "words", "d.html": "hang"})
    outcomes = read_files([Job(one) for one in files(tmp_path)], WILD, plain_analyzer())
    next(outcomes)
    assert multiprocessing.active_children()
    outcomes.close()
    assert not multiprocessing.active_children()
    read_all(tmp_path)
    assert not multiprocessing.active_children()


def test_a_process_that_cannot_start_blames_no_file(tmp_path: Path) -> None:
    """The files wait for the next run."""
    put(tmp_path, {"a.html": "words", "b.html": "words"})
    found = read_all(tmp_path, Task(wild, no_analyzer, LIMITS)).values()
    assert [(outcome.later, outcome.rows) for outcome in found] == [(True, None)] * 2
    assert {outcome.reason for outcome in found} == {"waits for a process that could not start"}


def test_where_no_process_can_be_made_the_files_wait_and_one_sentence_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without room for another process has nothing against the files."""

    def refuse(_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "no room for a process")

    monkeypatch.setattr("multiprocessing.context.ForkServerProcess.start", refuse)
    put(tmp_path, {f"{n}.html": "words" for n in range(40)})
    found = read_all(tmp_path).values()
    assert [outcome.later for outcome in found] == [True] * 40
    assert {outcome.reason for outcome in found} == {
        "waits for a process that could not start (no room for a process)"
    }
    assert not multiprocessing.active_children()


def test_the_same_bytes_are_not_read_again(tmp_path: Path) -> None:
    """Their digest is enough."""
    put(tmp_path, {"a.html": "die"})
    (one,) = files(tmp_path)
    put(tmp_path, {"a.html": "words"})
    (first,) = read_files([Job(one)], WILD, plain_analyzer())
    (again,) = read_files([Job(one, first.digest)], WILD, plain_analyzer())
    assert (again.rows, again.reason, again.digest) == (None, None, first.digest)


def test_a_reader_cannot_write_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What a library says of a bad file is not for whoever asked a question."""
    put(tmp_path, {"a.html": "shout"})
    assert read_all(tmp_path)["a.html"].rows
    assert capfd.readouterr() == ("", "")


def test_processes_index_what_would_be_indexed_here(tmp_path: Path) -> None:
    """The catalogue is the same, however many read and in whatever order they are done."""
    put(tmp_path, {f"{n}.md": f"# Title {n}\n\n处罚 of {n} 许斐 (Xu Fei)" for n in range(FEW + 1)})
    with closing(Catalog(NOWHERE)) as apart, closing(Catalog(NOWHERE)) as here:
        sync(tmp_path, apart, plain_analyzer(), task=Task(analyzer=plain_analyzer, limits=LIMITS))
        late = sorted(tmp_path.iterdir())[::2]
        for file in late:
            file.rename(file.with_suffix(".tmp"))
        assert len(sync(tmp_path, here, plain_analyzer()).added) == FEW // 2
        for file in late:
            file.with_suffix(".tmp").rename(file)
        sync(tmp_path, here, plain_analyzer())
        assert list(apart.documents()) == list(here.documents())
        assert list(apart.entries()) == list(here.entries())
        assert list(apart.mentions()) == list(here.mentions())


def test_a_bad_file_is_tried_again_when_it_changes(tmp_path: Path) -> None:
    """And not before, or every question would wait for it."""
    put(tmp_path, {"a.html": "words", "b.html": "hang"})
    with closing(Catalog(NOWHERE)) as catalog:
        first = sync(tmp_path, catalog, plain_analyzer(), task=WILD)
        assert (first.added, list(first.skipped)) == (["a.html"], ["b.html"])
        mended = Task(mild, plain_analyzer, LIMITS)
        assert sync(tmp_path, catalog, plain_analyzer(), task=mended).skipped == first.skipped
        put(tmp_path, {"b.html": "mended"})
        assert sync(tmp_path, catalog, plain_analyzer(), task=WILD).added == ["b.html"]


@pytest.fixture
def slow() -> Iterator[Slow]:
    """What holds files that take long, with nothing in it; ended in the end."""
    held = Slow()
    yield held
    held.keep(())


TOLD: Final = Task(told, plain_analyzer, Limits(seconds=60.0, memory=2**30, processes=2))


def test_a_file_that_takes_long_is_left_and_the_others_are_read(tmp_path: Path, slow: Slow) -> None:
    """Those that were given to the same process behind it as well; it is read on, and its rows come in a later run."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    folder = tmp_path / "folder"
    folder.mkdir()
    put(folder, {"0.html": str(pipe)} | {f"{n}.html": "words" for n in range(1, 9)})
    first = read_all(folder, TOLD, slow)
    assert (first["0.html"].later, first["0.html"].reason) == (True, Cause.STILL_READ.value)
    assert all(outcome.rows for path, outcome in first.items() if path != "0.html")
    assert slow.is_read(files(folder)[0])
    pipe.write_text("told at last")  # the process that was left is the only one that could hear it
    while (outcome := read_all(folder, TOLD, slow)["0.html"]).later:
        pass
    assert outcome.rows
    assert outcome.rows.texts == ["told at last"]
    assert files(folder)[0] not in slow


def test_no_more_than_a_few_are_left(tmp_path: Path, slow: Slow) -> None:
    """The others are waited for, and given up when their time is over, as where no one follows the folder."""
    put(tmp_path, {f"{n}.html": "hang" for n in range(LEFT + 1)})
    task = Task(wild, plain_analyzer, Limits(seconds=1.0, memory=2**30, processes=2))
    reasons = sorted(outcome.reason or "" for outcome in read_all(tmp_path, task, slow).values())
    assert reasons == [Cause.STILL_READ.value] * LEFT + ["takes more than 2 s to be read"]


def test_a_file_that_changes_is_no_longer_read_as_it_was(tmp_path: Path, slow: Slow) -> None:
    """The process that reads what it was is ended, and so is that of a file that is gone."""
    put(tmp_path, {"a.html": "hang", "b.md": "words"})
    task = Task(wild, plain_analyzer, Limits(seconds=60.0, memory=2**30, processes=2))
    with closing(Catalog(NOWHERE)) as catalog:
        report = sync(tmp_path, catalog, plain_analyzer(), task=task, slow=slow)
        assert (report.added, report.waiting) == (["b.md"], {"a.html": Cause.STILL_READ.value})
        report = sync(tmp_path, catalog, plain_analyzer(), task=task, slow=slow)
        assert (report.moved, report.waiting) == (False, {"a.html": Cause.STILL_READ.value})
        put(tmp_path, {"a.html": "words in place of it"})
        report = sync(tmp_path, catalog, plain_analyzer(), task=task, slow=slow)
        assert (report.added, report.waiting) == (["a.html"], {})
    assert not multiprocessing.active_children()
