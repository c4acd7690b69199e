"""EDGE: brings the catalogue up to date with a folder, and reads only what changed.

A file whose size and time are as before is not opened. Hidden files are left out, links that lead out of
the folder and links to folders are not followed, and what cannot be read is skipped with its reason; the
others are read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog, Indexed, Source
from retrieval.chunking import passages
from retrieval.errors import CorpusError, UnreadableSource
from retrieval.lexicon.mining import mentions
from retrieval.model import Document, Passage
from retrieval.pages.publishers import publishers
from retrieval.readers import read

READING: Final = 3  # raise it when the same bytes would give other documents, passages or mentions
LARGEST: Final = 64 * 2**20  # bytes of one file

Progress = Callable[[int, int], None]


def unseen(done: int, total: int) -> None:
    """Progress that nobody watches."""
    del done, total


@dataclass(slots=True)
class Report:
    """What a run did. `skipped` holds a reason for each path; `rebuilt` says why all was read again."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    rebuilt: bool = False

    @property
    def moved(self) -> bool:
        """Whether anything that answers questions is other than before."""
        return bool(self.added or self.changed or self.removed or self.rebuilt)


def sync(corpus: Path, catalog: Catalog, analyzer: Analyzer, progress: Progress = unseen) -> Report:
    """Bring `catalog` up to date with the folder `corpus`.

    Args:
        corpus: the folder.
        catalog: what was indexed of it before.
        analyzer: the analyzer; where the catalogue was made by another, all is read again.
        progress: told how many of how many files are done.

    Raises:
        CorpusError: where the folder is not there or has no file that can be read; nothing is changed then.
        StateError: where the catalogue cannot be written.
    """
    found = list(_files(corpus))
    maker = f"{READING}-{publishers().fingerprint}-{analyzer.fingerprint}"
    report = Report(rebuilt=catalog.about("analyzer") not in {None, maker})
    with catalog.transaction():
        before = catalog.sources()
        known = {} if report.rebuilt else before
        for path in sorted(set(before) - {path for path, _ in found}):
            catalog.forget_source(path)
            if not before[path].skipped:
                report.removed.append(path)
        for done, (path, file) in enumerate(found, 1):
            _update(path, file, known.get(path), catalog, analyzer, report)
            progress(done, len(found))
        catalog.note("analyzer", maker)
        catalog.note("corpus", _printable(str(corpus)))
        if not report.added and not report.changed and not report.unchanged:
            raise CorpusError(corpus, _nothing(report))
    return report


def _nothing(report: Report) -> str:
    if not report.skipped:
        return "is empty"
    path, reason = next(iter(report.skipped.items()))
    return f"has no file that can be read ({path} {reason})"


def _files(corpus: Path) -> Iterator[tuple[str, Path]]:
    """The visible files below the folder, by path, each with its path relative to it."""
    if not corpus.is_dir():
        raise CorpusError(corpus, "is not a folder" if corpus.exists() else "does not exist")
    try:
        os.scandir(corpus).close()
    except OSError as error:
        raise CorpusError(corpus, f"cannot be opened ({error.strerror})") from None
    out: list[Path] = []

    def unreadable(error: OSError) -> None:
        out.append(Path(error.filename))

    for folder, folders, names in os.walk(corpus, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        out += [Path(folder, name) for name in (*names, *links) if not name.startswith(".")]
    yield from sorted((file.relative_to(corpus).as_posix(), file) for file in out)


def _printable(path: str) -> str:
    """A path that can be kept and shown: bytes of a name that are not UTF-8 are written as escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _update(
    path: str, file: Path, known: Source | None, catalog: Catalog, analyzer: Analyzer, report: Report
) -> None:
    """Bring the catalogue up to date with one file."""
    if path != _printable(path):
        report.skipped[_printable(path)] = "has a name that is not UTF-8"
        return None
    try:
        seen = _seen(path, file)
    except UnreadableSource as error:
        seen = Source(path, 0, 0, "", error.reason)
    if known and (known.size, known.modified) == (seen.size, seen.modified) and not seen.skipped:
        return _unchanged(known, report)
    try:
        if seen.skipped:
            raise UnreadableSource(seen.skipped)
        content = _content(file)
        seen = Source(path, seen.size, seen.modified, hashlib.sha256(content).hexdigest())
        if known and known.digest == seen.digest:
            catalog.keep_source(Source(path, seen.size, seen.modified, seen.digest, known.skipped))
            return _unchanged(known, report)
        documents = [(d, _indexed(d, analyzer)) for d in read(content, path)]
    except UnreadableSource as error:
        report.skipped[path] = error.reason
        documents, seen = [], Source(path, seen.size, seen.modified, seen.digest, error.reason)
    catalog.forget_documents(path)
    catalog.keep_documents(documents)
    for document, _ in documents:
        catalog.keep_mentions(path, mentions(document, analyzer))
    catalog.keep_source(seen)
    if documents:
        (report.changed if known and not known.skipped else report.added).append(path)
    elif known and not known.skipped:
        report.removed.append(path)
    return None


def _unchanged(known: Source, report: Report) -> None:
    if known.skipped:
        report.skipped[known.path] = known.skipped
    else:
        report.unchanged.append(known.path)


def _seen(path: str, file: Path) -> Source:
    """The file's size and time.

    Raises:
        UnreadableSource: where it is not a plain file of this folder, or is too large.
    """
    try:
        if file.is_symlink() and not _inside(file, path):
            raise UnreadableSource("is a link that leads out of the corpus")
        status = file.stat()
    except OSError as error:
        raise UnreadableSource(f"cannot be opened ({error.strerror})") from None
    except RuntimeError:
        raise UnreadableSource("is a link that leads to itself") from None
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableSource(
            "is a link to a folder" if file.is_symlink() else "is a folder that cannot be opened"
        )
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSource("is not a plain file")
    if status.st_size > LARGEST:
        raise UnreadableSource(f"is larger than {LARGEST // 2**20} MB")
    return Source(path, status.st_size, status.st_mtime_ns, "")


def _inside(file: Path, path: str) -> bool:
    corpus = file.parents[path.count("/")].resolve()
    return file.resolve().is_relative_to(corpus)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"cannot be opened ({error.strerror})") from None


def _indexed(document: Document, analyzer: Analyzer) -> Sequence[Indexed]:
    return [Indexed(p, analyzer.frequencies(_texts(document, p))) for p in passages(document)]


def _texts(document: Document, passage: Passage) -> Iterator[str]:
    """What a passage is found by: its title, its headings, and its own words."""
    if not passage.titled:
        yield document.title
    for heading in passage.headings:
        yield heading.of(document.text)
    for piece in passage.pieces:
        yield piece.span.of(document.text)
