"""EDGE: which files of a folder are to be read, and opening one without being led astray.

Whoever puts a file into the folder may be hostile. Nothing is opened that is no plain file, and no link is followed
that leads out of the folder or to another folder. Hidden files, the temporary files of editors, office programs and
browsers, and what `.juzhengignore` names are left out, as if they were not there.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.causes import Cause, Clause, system_clause
from retrieval.errors import CorpusError, UnreadableSource

LARGEST: Final = 64 * 2**20  # bytes of one file
IGNORE: Final = ".juzhengignore"  # patterns as in a .gitignore; one file, at the top of the folder
_TEMPORARY: Final = re.compile(  # Vim, Emacs, Word and LibreOffice, downloads under way
    r"~\$.*|.*~|#.*#|.*\.(?:sw[op]|part|crdownload|tmp)", re.IGNORECASE | re.DOTALL
)
_UNSHOWN: Final = (
    re.compile(  # would end a line, command a terminal, or turn the name round: "cod.exe" for "exe.doc"
        "[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    )
)
_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC

Ignored = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder: the name that it is kept by, and what tells whether it changed.

    `path` is relative to the folder, with `/`, in NFC; `file` is where it is opened. `refused` is why it may not
    be, a clause such as "is not a plain file". `size` is in bytes, `modified` in nanoseconds.
    """

    path: str
    file: str
    size: int = 0
    modified: int = 0
    refused: str | None = None

    @property
    def state(self) -> tuple[int, int]:
        """Another one says that the file is another."""
        return self.size, self.modified


class Unsettled(Exception):
    """A file changes while it is read."""


def files(corpus: Path) -> list[Found]:
    """The files of a folder that are not left out, by path.

    Raises:
        CorpusError: where it is no folder, or cannot be opened.
    """
    if not corpus.is_dir():
        raise CorpusError(corpus, Cause.NO_FOLDER if corpus.exists() else Cause.NOT_THERE)
    try:
        os.scandir(corpus).close()
    except OSError as error:
        raise CorpusError(corpus, Clause(Cause.NOT_OPENED, why=system_clause(error))) from None
    inside = os.path.realpath(corpus)
    found: dict[str, Found] = {}
    entries = _entries(inside, _ignored(corpus))
    for name, entry in sorted(entries, key=lambda named: (named[0] != _composed(named[0]), named[0])):
        one = _found(name, entry, inside)
        if one.path in found:  # one name, encoded in two ways
            one = Found(_shown(name), one.file, refused=Clause(Cause.SAME_NAME))
        found[one.path] = one
    return [found[path] for path in sorted(found)]


def file_at(corpus: Path, path: str) -> Found | None:
    """The file of one path, by the same rules as `files`; `None` where it is not there or is left out.

    Raises:
        CorpusError: where what is to be left out cannot be told.
    """
    inside, ignored = os.path.realpath(corpus), _ignored(corpus)
    prefix, (*above, name) = "", path.split("/")
    for folder in above:
        below = [e.name for e in _shown_in(inside, prefix, ignored) or () if e.is_dir(follow_symlinks=False)]
        prefix += next((f"{one}/" for one in below if _composed(one) == folder), "/")
        if prefix.endswith("//") or prefix == "/" or ignored(_composed(prefix)):
            return None
    for entry in _shown_in(inside, prefix, ignored) or ():
        found = _composed(entry.name) == name and not _TEMPORARY.fullmatch(entry.name)
        if found and not entry.is_dir(follow_symlinks=False):
            return _found(prefix + entry.name, entry, inside)
    return None


def folders(corpus: Path) -> list[str]:
    """Where the files of a folder may lie: it and those in it that are looked into, links to folders not among them.

    Raises:
        CorpusError: where what is to be left out cannot be told.
    """
    inside = os.path.realpath(corpus)
    looked_into = _looked_into(inside, _ignored(corpus))
    return sorted(f"{inside}/{prefix}" for prefix, entries in looked_into if entries is not None)


def is_told_apart(corpus: Path, path: str) -> bool:
    """Whether a folder or file is there in this very spelling, and other capitals would name another on its disk."""
    here, there = corpus / path, corpus / path.swapcase()
    try:
        return here.exists() and not (path != path.swapcase() and there.exists() and here.samefile(there))
    except OSError:  # whatever it is, nobody can say that it is another
        return False


def is_left_out(name: str) -> bool:
    """Whether a file of this name is hidden, or a temporary one, and so never read."""
    return name.startswith(".") or bool(_TEMPORARY.fullmatch(name))


def is_unshown(name: str) -> bool:
    """Whether a name cannot be shown, and is refused."""
    return bool(_UNSHOWN.search(name))


def content(found: Found) -> tuple[bytes, Found]:
    """The bytes of a file, and the file as it was when it had them.

    Raises:
        UnreadableSource: where it cannot be opened, or is other than it was.
        Unsettled: where it changed while it was read, twice.
    """
    for _ in range(2):
        try:
            before, data, after = _read(found.file)
        except OSError as error:
            raise UnreadableSource(Cause.NOT_OPENED, why=system_clause(error)) from None
        if len(data) == before.st_size and _state(before) == _state(after):
            return data, Found(found.path, found.file, before.st_size, before.st_mtime_ns)
    raise Unsettled


def _read(file: str) -> tuple[os.stat_result, bytes, os.stat_result]:
    """A plain file's bytes, with its status before and after."""
    descriptor = os.open(file, _FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        before = os.fstat(descriptor)
        _refuse(before)
        return before, opened.read(before.st_size + 1), os.fstat(descriptor)


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _refuse(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSource(Cause.NO_FILE)
    if status.st_size > LARGEST:
        raise UnreadableSource(Cause.MANY_BYTES, most=LARGEST // 2**20)


def _ignored(corpus: Path) -> Ignored:
    """What `.juzhengignore` says of a path; folders end in `/`.

    Raises:
        CorpusError: where the file is there and cannot be used: what it hides must not be shown.
    """
    try:
        rows = (corpus / IGNORE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return lambda _: False
    except (OSError, UnicodeDecodeError):
        raise CorpusError(corpus, Clause(Cause.IGNORE_NOT_READ, file=IGNORE)) from None
    import pathspec

    try:
        return pathspec.GitIgnoreSpec.from_lines(rows).match_file
    except ValueError as error:
        raise CorpusError(corpus, Clause(Cause.IGNORE_NOT_USED, file=IGNORE, fault=error)) from None


def _entries(inside: str, ignored: Ignored) -> Iterator[tuple[str, os.DirEntry[str] | str]]:
    """What is not left out, each with its path; a folder that cannot be opened is its own path."""
    for prefix, entries in _looked_into(inside, ignored):
        if entries is None:
            yield prefix.rstrip("/"), f"{inside}/{prefix}"
        for entry in entries or ():
            if not is_left_out(entry.name):
                yield prefix + entry.name, entry


def _looked_into(inside: str, ignored: Ignored) -> Iterator[tuple[str, list[os.DirEntry[str]] | None]]:
    """The folder and those in it, as what their files' paths begin with, each with what is in it beside folders."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        entries = _shown_in(inside, prefix, ignored)
        if entries is None:
            yield prefix, None
            continue
        below = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        waiting += [f"{prefix}{name}/" for name in below if not ignored(_composed(f"{prefix}{name}/"))]
        yield prefix, [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]


def _shown_in(inside: str, prefix: str, ignored: Ignored) -> list[os.DirEntry[str]] | None:
    """What is in a folder and not left out; `None` where it cannot be opened."""
    try:
        with os.scandir(f"{inside}/{prefix}") as listed:
            shown = [entry for entry in listed if not entry.name.startswith(".")]
    except OSError:
        return None
    return [entry for entry in shown if not ignored(_composed(prefix + entry.name))]


def _composed(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _found(name: str, entry: os.DirEntry[str] | str, inside: str) -> Found:
    """An entry, seen without opening it."""
    path = _shown(_composed(name))
    if isinstance(entry, str):
        return Found(path, entry, refused=Clause(Cause.FOLDER_NOT_OPENED))
    try:
        _refuse_name(name)
        file = _target(entry, inside) if entry.is_symlink() else entry.path
        status = entry.stat()
        _refuse(status)
    except UnreadableSource as error:
        return Found(path, entry.path, refused=error.reason)
    except OSError as error:
        return Found(path, entry.path, refused=Clause(Cause.NOT_OPENED, why=system_clause(error)))
    return Found(path, file, status.st_size, status.st_mtime_ns)


def _refuse_name(name: str) -> None:
    if any("\udc80" <= character <= "\udcff" for character in name):
        raise UnreadableSource(Cause.NAME_NOT_UTF8)
    if is_unshown(name):
        raise UnreadableSource(Cause.NAME_UNSHOWN)


def _shown(name: str) -> str:
    """A name that can be kept and printed: bytes that are not UTF-8, and control characters, as escapes."""
    whole = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return _UNSHOWN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), whole)


def _target(link: os.DirEntry[str], inside: str) -> str:
    """Where a link leads.

    Raises:
        UnreadableSource: where that is not a file of the same folder.
        OSError: where it leads nowhere.
    """
    target = os.path.realpath(link.path)
    if os.path.commonpath((target, inside)) != inside:
        raise UnreadableSource(Cause.LINK_OUT)
    if link.is_dir():
        raise UnreadableSource(Cause.LINK_TO_FOLDER)
    return target
