"""EDGE: files become rows for the catalogue, in processes of their own where that is safer or faster.

A file can make its reader hang, eat all memory or crash; whoever put it there may have meant that. So a process that
reads has a limit for each file, of time and of memory, and where it dies or must be ended, that costs the one file.
A few small files of plain text are read here, which is sooner done than starting a process.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import math
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from retrieval.alike import marks, said_in
from retrieval.analysis.analyzer import Analyzer, default_analyzer, parted
from retrieval.catalog import Indexed, Rows, rows_of
from retrieval.causes import Cause, Clause, system_clause
from retrieval.chunking import behind, passages
from retrieval.errors import UnreadableSource
from retrieval.folder import Found, Unsettled, content
from retrieval.lexicon.mining import mentions
from retrieval.model import Document, Passage
from retrieval.readers import Reader, read
from retrieval.verbatim import searched

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PLAIN: Final = frozenset({".md", ".markdown", ".txt", ".text", ".jsonl"})  # read without a library in C
SMALL: Final = 256 * 2**10  # bytes of a file that may be read here
FEW: Final = 200  # files that are read here sooner than a process starts
WORTH: Final = 12  # files for which one more process is worth its start
AHEAD: Final = 16  # files that a process is given before it has answered, so that it never waits
NAMES: Final = (
    3000  # characters of their names: what a pipe holds everywhere, so that none waits for the other
)
STARTING: Final = 60.0  # seconds in which a process must have started
LONG: Final = 0.5  # seconds after which a file is left to its process, where others shall not wait for it
LEFT: Final = 2  # files that are left so at once; of more, each is waited for
SLOWEST: Final = 50_000  # bytes a second; larger files have more time


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds, and bytes of address space; and how many are read at once."""

    seconds: float = 60.0
    memory: int = 2 * 2**30
    processes: int = min(8, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Task:
    """How files are read: by which reader, with whose terms. Functions of modules, that another process can import."""

    reader: Reader = read
    analyzer: Callable[[], Analyzer] = default_analyzer
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Job:
    """A file that is to be read; where its bytes are those of `digest`, it need not be."""

    found: Found
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its rows, or the reason why there are none.

    With neither, it is as it was. `later` asks for another try at the next run: the file is not to blame. `refused` are
    files inside it that cannot be read, each with its reason.
    """

    found: Found
    digest: str = ""
    rows: Rows | None = None
    reason: str | None = None
    later: bool = False
    refused: tuple[tuple[str, str], ...] = ()


class Slow:
    """Files that take long, each left to the process that reads it, so that whoever follows a folder goes on meanwhile.

    A later run that is given the same file takes that process over. It reads one file, and is ended then.
    """

    def __init__(self) -> None:
        self._readers: dict[Found, _Reader] = {}

    def __contains__(self, found: Found) -> bool:
        return found in self._readers

    @property
    def is_full(self) -> bool:
        """Whether no more are taken."""
        return len(self._readers) >= LEFT

    def is_read(self, found: Found) -> bool:
        """Whether a file is still being read: its process has said nothing yet, and has time left."""
        reader = self._readers.get(found)
        return bool(reader and time.monotonic() < reader.deadline and not reader.connection.poll())

    def leave(self, reader: _Reader) -> None:
        """Leave the one file that it was given to a process."""
        self._readers[reader.given[0].found] = reader

    def take(self, found: Found) -> _Reader | None:
        """The process that a file was left to."""
        return self._readers.pop(found, None)

    def keep(self, unread: Collection[Found]) -> None:
        """End the processes of files that are gone or other than they were, or have been read elsewhere."""
        for found in self._readers.keys() - set(unread) if self._readers else ():
            self._readers.pop(found).end()


def read_files(
    jobs: Sequence[Job], task: Task, analyzer: Analyzer, slow: Slow | None = None
) -> Generator[Outcome]:
    """What becomes of each file, in no order; of those that are left to be `slow`, that they are tried again later.

    `analyzer` is one that `task` makes, for what is read here.
    """
    harmless = [job for job in jobs if _harmless(job) and not (slow and job.found in slow)]
    here = harmless if len(harmless) <= FEW else []
    held = {job.found.path for job in here}
    pool = _Pool([job for job in jobs if job.found.path not in held], task, slow)
    try:
        pool.feed()  # they start while this process reads
        for job in here:
            yield read_file(job, task.reader, analyzer)
        yield from pool.outcomes()
    finally:
        pool.end()


def _harmless(job: Job) -> bool:
    return PurePosixPath(job.found.path).suffix.lower() in PLAIN and job.found.size <= SMALL


def read_file(job: Job, reader: Reader, analyzer: Analyzer) -> Outcome:
    """Read one file. Whatever its reader does about it is its reason, and no exception leaves this."""
    found = job.found
    digest = ""
    try:
        data, found = content(found)
        digest = hashlib.sha256(data).hexdigest()
        if digest == job.digest:
            return Outcome(found, digest)
        documents = reader(data, found.path)
        found_mentions = [m for document in documents for m in mentions(document, analyzer)]
        indexed = ((d, _indexed(d, analyzer)) for d in documents)
        rows = rows_of(indexed, found_mentions, lambda document: marks(said_in(document, analyzer)))
        refused = tuple(one for document in documents for one in document.refused)
        return Outcome(found, digest, rows, refused=refused)
    except UnreadableSource as error:
        return Outcome(found, digest, reason=error.reason)
    except Unsettled:
        return Outcome(found, reason=Clause(Cause.CHANGING), later=True)
    except MemoryError:
        return Outcome(found, digest, reason=Clause(Cause.MUCH_MEMORY))
    except Exception as error:
        return Outcome(found, digest, reason=Clause(Cause.FAILED, fault=type(error).__name__))


def _indexed(document: Document, analyzer: Analyzer) -> Iterator[Indexed]:
    for passage in passages(document):
        folded = parted(analyzer.together(_texts(document, passage)))
        yield Indexed(passage, analyzer.counted(folded), searched(folded))


def _texts(document: Document, passage: Passage) -> Iterator[str]:
    """What a passage is found by: its own words, and what is known of it beside them."""
    title, *more = behind(document, passage)
    if not passage.titled:
        yield title
    yield from more
    for piece in passage.pieces:
        yield piece.span.of(document.text)


class _Pool:
    """Processes that read, and what is still to be read."""

    def __init__(self, jobs: Iterable[Job], task: Task, slow: Slow | None) -> None:
        waiting = sorted(jobs, key=lambda job: -job.found.size)  # the longest begin first
        left = [reader for job in waiting if slow and (reader := slow.take(job.found))]
        taken = {reader.given[0].found for reader in left}
        self._waiting = deque(job for job in waiting if job.found not in taken) if left else deque(waiting)
        self._task = task
        most = min(max(2, task.limits.processes), math.ceil(len(self._waiting) / WORTH))
        self._readers = [*left, *(_Reader(task) for _ in range(most))]
        self._slow = slow
        self._fault: Clause | None = None

    def feed(self) -> None:
        """Give every process enough to do."""
        for reader in self._readers:
            if self._waiting and reader.is_low and not self._fault:
                try:
                    reader.start()
                except OSError as error:  # no memory, or no room for another process
                    self._fault = system_clause(error)
                else:
                    reader.give(self._waiting)

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each, as it is done."""
        from multiprocessing.connection import wait

        while busy := [reader for reader in self._readers if reader.given]:
            first = min(map(self._until, busy))
            ready = wait([reader.connection for reader in busy], max(0.0, first - time.monotonic()))
            for reader in busy:
                if reader.connection in ready:
                    yield from self._answered(reader)
                elif time.monotonic() >= reader.deadline:
                    yield from self._failed(
                        reader, Clause(Cause.MUCH_TIME, seconds=math.ceil(reader.patience))
                    )
                elif time.monotonic() >= self._until(reader) and (slow := self._room(reader)):
                    yield self._left(reader, slow)
            self.feed()
        while self._waiting:
            yield Outcome(self._waiting.popleft().found, reason=self._unstarted(), later=True)

    def _until(self, reader: _Reader) -> float:
        """When a process is to be looked at, whatever it says: its file is left to it then, or given up."""
        return min(reader.deadline, reader.since + LONG) if self._room(reader) else reader.deadline

    def _room(self, reader: _Reader) -> Slow | None:
        """What the file that a process is at may be left to."""
        return self._slow if self._slow and not self._slow.is_full and reader.started else None

    def _left(self, reader: _Reader, slow: Slow) -> Outcome:
        """What becomes of the file that is left to a process; the others that it was given are read by another."""
        job = reader.given.popleft()
        self._waiting.extendleft(reversed(reader.given))
        reader.given, reader.alone = deque([job]), True
        slow.leave(reader)
        self._readers[self._readers.index(reader)] = _Reader(self._task)
        return Outcome(job.found, reason=Clause(Cause.STILL_READ), later=True)

    def _answered(self, reader: _Reader) -> Iterator[Outcome]:
        try:
            outcome = reader.answer()
        except (EOFError, OSError):
            yield from self._failed(reader, Clause(Cause.CRASHED))
            return
        if outcome is not None:
            yield outcome
            if outcome.reason == Clause(Cause.MUCH_MEMORY) or reader.alone:
                self._replace(reader)

    def _failed(self, reader: _Reader, reason: str) -> Iterator[Outcome]:
        """The file that a process was at when it died or had to be ended; the others are read by another.

        Where not even its start succeeded, no other would do better: all that is left waits for the next run.
        """
        if reader.started:
            yield Outcome(reader.given.popleft().found, reason=reason)
            self._replace(reader)
            return
        self._waiting.extend(reader.given)
        reader.given.clear()
        while self._waiting:
            yield Outcome(self._waiting.popleft().found, reason=Clause(Cause.NO_PROCESS), later=True)

    def _unstarted(self) -> Clause:
        return Clause(Cause.NO_PROCESS_AS, why=self._fault) if self._fault else Clause(Cause.NO_PROCESS)

    def _replace(self, reader: _Reader) -> None:
        self._waiting.extendleft(reversed(reader.given))
        reader.end()
        self._readers[self._readers.index(reader)] = _Reader(self._task)

    def end(self) -> None:
        """End all processes, whatever they are at."""
        for reader in self._readers:
            reader.end()


class _Reader:
    """A process that reads one file after another, in the order in which they are `given`.

    It starts with its first file. `since` is when it began with the one that it is at, and `deadline` when that must be
    done, by the monotonic clock. `alone` says that it is not to read what else it was given.
    """

    def __init__(self, task: Task) -> None:
        self.given: deque[Job] = deque()
        self._names = 0  # characters of the names that are given
        self.started = False
        self.alone = False
        self.since, self.deadline = 0.0, math.inf
        self._task = task
        self._process: BaseProcess | None = None

    @property
    def is_low(self) -> bool:
        """Whether it should be given more files: several cross sooner together than one by one."""
        return len(self.given) <= AHEAD // 2 and not self.alone

    def give(self, waiting: deque[Job]) -> None:
        """Give it as many of those that are waiting as it has room for."""
        jobs = []
        while waiting and len(self.given) < AHEAD and self._names < NAMES:
            jobs.append(waiting.popleft())
            self.given.append(jobs[-1])
            self._names += _name(jobs[-1])
        if jobs:
            with contextlib.suppress(OSError):  # where it is dead, that is seen when it is listened to
                self.connection.send([_plain(job) for job in jobs])
        if len(self.given) == len(jobs):
            self._expect()

    def start(self) -> None:
        """Start the process where it has not started.

        Raises:
            OSError: where this machine has no room for another one.
        """
        if self._process is not None:
            return
        import multiprocessing

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        connection, other = context.Pipe()
        process = context.Process(target=_serve, args=(other, self._task), daemon=True)
        try:
            process.start()
        except OSError:
            connection.close()
            raise
        finally:
            other.close()
        self.connection, self._process = connection, process

    def _expect(self) -> None:
        """The clock of the first of the given files begins."""
        self.since = time.monotonic()
        if not self.given:
            self.deadline = math.inf
        else:
            self.deadline = self.since + (self.patience if self.started else STARTING)

    @property
    def patience(self) -> float:
        """Seconds for the file that it is at."""
        return self._task.limits.seconds + self.given[0].found.size / SLOWEST

    def answer(self) -> Outcome | None:
        """What it says: that it has started, or what became of the first of the given files.

        Raises:
            EOFError, OSError: where it is dead.
        """
        said = self.connection.recv()
        if said is None:
            self.started = True
            outcome = None
        else:
            job = self.given.popleft()
            self._names -= _name(job)
            outcome = _outcome(job, *said)
        self._expect()
        return outcome

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self.connection.close()
            self._process = None
        self.given.clear()


def _serve(connection: Connection, task: Task) -> None:
    """What such a process does: it reads what it is given, until nobody gives anything any more."""
    _limit(task.limits)
    analyzer = task.analyzer()
    connection.send(None)
    while True:
        try:
            given = connection.recv()
        except (EOFError, OSError):
            return
        for *found, digest in given:
            job = Job(Found(*found), digest)
            connection.send(_said(read_file(job, task.reader, analyzer)))


def _plain(job: Job) -> tuple[str, str, int, int, str | None]:
    """A job as it is sent: plain values cross sooner than objects."""
    found = job.found
    return found.path, found.file, found.size, found.modified, job.digest


def _said(outcome: Outcome) -> tuple[object, ...]:
    """An outcome as it is sent, without the names, which who asked knows."""
    found = outcome.found
    read = (outcome.digest, outcome.rows, outcome.reason, outcome.later, outcome.refused)
    return found.size, found.modified, *read


def _outcome(job: Job, size: int, modified: int, *rest: Any) -> Outcome:
    """What was said of a job."""
    return Outcome(Found(job.found.path, job.found.file, size, modified), *rest)


def _name(job: Job) -> int:
    """The characters of a file's names."""
    return len(job.found.file) + len(job.found.path)


def _limit(limits: Limits) -> None:
    """Limit this process, and make it say nothing and leave nothing behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(silence, standard)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):  # some platforms have no such limit; the others hold there
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    gc.set_threshold(50_000, 50, 1000)
    gc.freeze()
