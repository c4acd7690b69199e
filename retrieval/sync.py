"""EDGE: brings the catalogue up to date with a folder, and reads only what changed.

A file whose size and time are as before is not opened, and one that has only another name is not read again. What
cannot be read is skipped with its reason; the others are read. All of a run is one transaction: until it is complete,
and where it never is, the index is the one of before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog, Source
from retrieval.causes import Cause, Clause
from retrieval.errors import CorpusError, UnreadableSource
from retrieval.folder import Found, Unsettled, content, files
from retrieval.pages.publishers import publishers
from retrieval.readers import check_kind
from retrieval.reading import Job, Outcome, Slow, Task, read_files

READING: Final = 9  # raise it when the same bytes would give other documents, passages or mentions

Progress = Callable[[int, int], None]
Settled = Callable[[Found], bool]


def unseen(done: int, total: int) -> None:
    """Progress that nobody watches."""
    del done, total


def always(found: Found) -> bool:
    """Every file is taken for complete."""
    del found
    return True


@dataclass(slots=True)
class Report:
    """What a run did, by path.

    `renamed` holds the name of before for each new one, `skipped` a reason for each path; `waiting` are those that
    were being written, or could not be read for reasons of this machine, and are left for the next run. `rebuilt`
    says that all was read again, as another analyzer had made the index.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    rebuilt: bool = False

    @property
    def moved(self) -> bool:
        """Whether anything that answers questions is other than before."""
        return bool(self.added or self.changed or self.renamed or self.removed or self.rebuilt)


def sync(
    corpus: Path,
    catalog: Catalog,
    analyzer: Analyzer,
    progress: Progress = unseen,
    *,
    settled: Settled = always,
    task: Task | None = None,
    slow: Slow | None = None,
) -> Report:
    """Bring `catalog` up to date with the folder `corpus`.

    Args:
        corpus: the folder.
        catalog: what was indexed of it before.
        analyzer: the analyzer; where the catalogue was made by another, all is read again.
        progress: told how many of how many files are done.
        settled: whether a file that is new or changed may be read already; others wait for the next run.
        task: how files are read, where not as usual.
        slow: holds files that take long from this run to the next, so that the others need not wait for them.

    Raises:
        CorpusError: where the folder is not there or has no file that can be read; nothing is changed then.
        StateError: where the catalogue cannot be written.
    """
    found, settled = files(corpus), cache(settled)
    run = _Run(found, catalog, analyzer, settled, slow)
    if slow:
        slow.keep(run.unread)
    if run.is_done:
        progress(run.total, run.total)
        return run.reported(corpus)
    with catalog.transaction():
        run = _Run(found, catalog, analyzer, settled, slow)  # another process may have been quicker
        run.forget()
        jobs = run.jobs()
        with closing(read_files(jobs, task or Task(), analyzer, slow)) as outcomes:
            for done, outcome in enumerate(outcomes, 1 + run.total - len(jobs)):
                run.keep(outcome)
                progress(done, run.total)
        run.note(corpus)
    return run.reported(corpus)


class _Run:
    """One run: what is found beside what was known, and the report that comes of it."""

    def __init__(
        self,
        found: Sequence[Found],
        catalog: Catalog,
        analyzer: Analyzer,
        settled: Settled,
        slow: Slow | None,
    ) -> None:
        self.total = len(found)
        self.unread: list[Found] = []
        self._settled, self._slow = settled, slow
        self._catalog = catalog
        self._maker = f"{READING}-{publishers().fingerprint}-{analyzer.fingerprint}"
        self._before = catalog.sources()
        self._report = Report(rebuilt=catalog.about("analyzer") not in {None, self._maker})
        self._known = {} if self._report.rebuilt else self._before
        self._refused: list[Found] = []
        self._changed: list[Found] = []
        self._unsettled: set[tuple[int, str]] = set()
        for one in found:
            self._sort(one, self._known.get(one.path))
        gone = set(self._before) - {one.path for one in found}
        self._gone = sorted(path for path in gone if _look(self._before[path]) not in self._unsettled)

    def _sort(self, one: Found, known: Source | None) -> None:
        if known and not one.refused and (known.size, known.modified) == one.state:
            self._as_before(known)
            return
        one = _of_a_kind(one)
        if one.refused:
            self._report.skipped[one.path] = one.refused
            if not known or (known.skipped, known.size, known.modified) != (one.refused, *one.state):
                self._refused.append(one)
            return
        self.unread.append(one)
        if reason := self._why_not_yet(one):
            self._report.waiting[one.path] = reason
            if not known:
                self._unsettled.add(_look(one))  # what looks like it and is gone may be the same, renamed
        else:
            self._changed.append(one)

    def _why_not_yet(self, one: Found) -> Clause | None:
        """Why a file that is new or changed is left for the next run; one that a process was left to lies still."""
        if self._slow and one in self._slow:
            return Clause(Cause.STILL_READ) if self._slow.is_read(one) else None
        return None if self._settled(one) else Clause(Cause.WRITING)

    def _as_before(self, known: Source) -> None:
        if known.skipped:
            self._report.skipped[known.path] = known.skipped
        else:
            self._report.unchanged.append(known.path)

    @property
    def is_done(self) -> bool:
        """Whether the catalogue is up to date: then nothing is written."""
        noted = self._catalog.about("analyzer") == self._maker
        return noted and not (self._gone or self._refused or self._changed)

    def forget(self) -> None:
        """Forget what is no longer there, but for what has only another name now."""
        if self._report.rebuilt:
            self._catalog.forget_all()
        gone = {path: self._before[path] for path in self._gone}
        for old, new, digest in (
            [] if self._report.rebuilt else list(_renamed(gone, self._changed, self._known))
        ):
            if _says_its_name(self._catalog, old, new.path):
                continue
            self._catalog.rename_source(old, Source(new.path, new.size, new.modified, digest))
            self._report.renamed[new.path] = old
            self._changed.remove(new)
            del gone[old]
        for path, source in gone.items():
            self._forgotten(path, source)
        for one in self._refused:
            self._skip(one, "", one.refused or "")

    def jobs(self) -> list[Job]:
        """What is to be read."""
        digests = {path: source.digest for path, source in self._known.items()}
        return [Job(one, digests.get(one.path)) for one in self._changed]

    def keep(self, outcome: Outcome) -> None:
        """Bring the catalogue up to date with one file."""
        one, path = outcome.found, outcome.found.path
        known = self._known.get(path)
        if outcome.later:
            self._report.waiting[path] = outcome.reason or ""
        elif outcome.reason:
            self._skip(one, outcome.digest, outcome.reason)
        elif outcome.rows is None and known:
            self._catalog.keep_source(Source(path, *one.state, outcome.digest, known.skipped))
            self._as_before(known)
        elif outcome.rows is not None:
            if known:
                self._catalog.forget_documents(path)
            self._catalog.keep_rows(path, outcome.rows)
            self._catalog.keep_source(Source(path, *one.state, outcome.digest))
            (self._report.changed if known and not known.skipped else self._report.added).append(path)
            self._report.skipped.update((f"{path}/{name}", reason) for name, reason in outcome.refused)

    def _skip(self, one: Found, digest: str, reason: str) -> None:
        self._report.skipped[one.path] = reason
        if known := self._known.get(one.path):
            self._forgotten(one.path, known)
        self._catalog.keep_source(Source(one.path, *one.state, digest, reason))

    def _forgotten(self, path: str, source: Source) -> None:
        self._catalog.forget_source(path)
        if not source.skipped:
            self._report.removed.append(path)

    def note(self, corpus: Path) -> None:
        """Note what made the index, and of what."""
        self._refuse_nothing(corpus)
        self._catalog.note("analyzer", self._maker)
        self._catalog.note("corpus", str(corpus).encode("utf-8", "backslashreplace").decode())
        if self._report.moved:
            self._catalog.note("edition", str(int(self._catalog.about("edition") or 0) + 1))
            self._catalog.note("made", datetime.now(UTC).isoformat(timespec="seconds"))

    def reported(self, corpus: Path) -> Report:
        """The report, in order."""
        self._refuse_nothing(corpus)
        for paths in (self._report.added, self._report.changed, self._report.removed, self._report.unchanged):
            paths.sort()
        return self._report

    def _refuse_nothing(self, corpus: Path) -> None:
        report = self._report
        if not (report.added or report.changed or report.renamed or report.unchanged or report.waiting):
            raise CorpusError(corpus, _nothing(report))


def _of_a_kind(one: Found) -> Found:
    """The file, refused where files of its kind are not read."""
    try:
        check_kind(one.path)
    except UnreadableSource as error:
        return replace(one, refused=one.refused or error.reason)
    return one


def _nothing(report: Report) -> Clause:
    if not report.skipped:
        return Clause(Cause.EMPTY)
    path, reason = min(report.skipped.items())
    return Clause(Cause.NOTHING_READ, file=path, why=reason)


def _renamed(
    gone: Mapping[str, Source], found: Iterable[Found], known: Mapping[str, Source]
) -> Iterator[tuple[str, Found, str]]:
    """Files that are new by name, and are by their bytes one that is gone: the old name, the new file, their digest.

    Only those of the size and the kind of one that is gone are looked into.
    """
    lost: dict[tuple[int, str], list[Source]] = defaultdict(list)
    for source in gone.values():
        if not source.skipped:
            lost[_look(source)].append(source)
    for one in found if lost else ():
        alike = lost.get(_look(one), [])
        digest = _digest(one) if alike and one.path not in known else ""
        for source in alike:
            if source.digest == digest:
                alike.remove(source)
                yield source.path, one, digest
                break


def _look(one: Found | Source) -> tuple[int, str]:
    """What two names of one file have in common, as far as can be seen from outside: its size and its kind."""
    return one.size, PurePosixPath(one.path).suffix


def _digest(one: Found) -> str:
    try:
        return hashlib.sha256(content(one)[0]).hexdigest()
    except (UnreadableSource, Unsettled):
        return ""


def _says_its_name(catalog: Catalog, old: str, new: str) -> bool:
    """Whether a document is called by a name that its file no longer has: then it must be read again."""
    before, after = PurePosixPath(old).stem, PurePosixPath(new).stem
    return before != after and before in catalog.titles(old)
