"""Why something cannot be read: kinds with what fills them, as clauses in English that others can say in other languages.

A clause is a text like any other for a log and a terminal, and keeps its kind over a process and a catalogue.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, Self


class Cause(Enum):
    """What hinders reading; the value is the clause in English, whose subject is the file, and the places to be filled."""

    # what it is
    NO_KIND = "files of the kind {kind} are not read"
    NO_SUFFIX = "files of the kind (no suffix) are not read"
    NOT_TEXT = "is not text"
    NOT_UTF8 = "is not UTF-8 text (byte {byte})"
    NO_ENCODING = "{why}, and in which encoding it is cannot be told"
    NOT_HTML = "cannot be read as HTML ({fault})"
    NOT_PDF = "is not a PDF that can be read"
    BROKEN_PDF = "is not a PDF that can be read ({fault})"
    NOT_DOCX = "is not a Word document that can be read ({fault})"
    NOT_PPTX = "is not a presentation that can be read ({fault})"
    NOT_XLSX = "is not an Excel workbook that can be read ({fault})"
    NOT_EPUB = "is not an EPUB book that can be read ({fault})"
    NO_SPINE = "is not an EPUB book: it does not say where its text is"
    NOT_TABLE = "is not a table that can be read ({fault})"
    NOT_LETTER = "is not a letter that can be read ({fault})"
    NO_SENDER = "is not a letter: it has neither subject nor sender"
    NOT_SAVED_PAGE = "is not a saved page that can be read ({fault})"
    NO_PAGE = "is not a saved page: no part of it is HTML"
    NOT_JSON = "is not JSON"
    NO_EXPORT = "is JSON, but not an export of Telegram"
    LINE_NOT_JSON = "line {line} is not JSON"
    LINE_NO_OBJECT = "line {line} is not a JSON object"
    LINE_NO_TEXT = "line {line} has no text"
    LINE_HALF = "line {line} holds half a surrogate pair"
    NOT_ZIP = "is not a ZIP archive ({fault})"
    NOT_UNPACKED = "cannot be unpacked ({fault})"
    OUTSIDE = "names a file outside of itself"
    SAME_NAMES = "has two members of one name"
    LINK_INSIDE = "is a link"
    ENCRYPTED = "is encrypted"
    # what is in it
    NO_WORDS = "holds no words"
    NO_MAIN_TEXT = "has no main text"
    NO_SUBTITLES = "has no subtitles"
    NO_MEMBER = "holds no file that can be read ({file} {why})"
    SCANNED = "has no text; its pages may have been scanned"
    NO_CHARACTERS = "has text whose characters cannot be told"
    # what is too much
    MANY_BYTES = "is larger than {most} MB"
    MANY_CHARACTERS = "has more than {most} characters"
    MANY_PARAGRAPHS = "has more than {most} paragraphs"
    MANY_PAGES = "has more than {most} pages"
    MANY_SLIDES = "has more than {most} slides"
    MANY_SHEETS = "has more than {most} sheets"
    MANY_CELLS = "has a sheet of more than {rows} rows or {columns} columns"
    MANY_ROWS = "has more than {most} rows"
    MANY_COLUMNS = "has a row of more than {most} columns"
    MANY_SUBTITLES = "has more than {most} subtitles"
    MANY_PARTS = "has more than {most} parts"
    LONG_PART = "has a part that is described in more than {most} characters"
    MANY_MESSAGES = "has a chat of more than {most} messages"
    MANY_TAGS = "has more than {most} tags"
    MANY_ATTRIBUTES = "has a tag with more than {most} attributes"
    MANY_MEMBERS = "has more than {most} members"
    MUCH_UNPACKED = "unpacks to more than {most} MB"
    # how it lies in the folder
    NO_FILE = "is not a plain file"
    LINK_OUT = "is a link that leads out of the corpus"
    LINK_TO_FOLDER = "is a link to a folder"
    SAME_NAME = "has the name of another file"
    NAME_NOT_UTF8 = "has a name that is not UTF-8"
    NAME_UNSHOWN = "has a name that cannot be shown"
    NOT_OPENED = "cannot be opened ({why})"
    FOLDER_NOT_OPENED = "is a folder that cannot be opened"
    # how reading it went
    WRITING = "is being written"
    CHANGING = "changes while it is read"
    FAILED = "cannot be read ({fault})"
    MUCH_MEMORY = "needs too much memory to be read"
    MUCH_TIME = "takes more than {seconds} s to be read"
    STILL_READ = "takes long, and is still being read"
    CRASHED = "ended the process that read it"
    NO_PROCESS = "waits for a process that could not start"
    NO_PROCESS_AS = "waits for a process that could not start ({why})"
    # of a folder as a whole
    NOT_THERE = "does not exist"
    NO_FOLDER = "is not a folder"
    EMPTY = "is empty"
    NOTHING_READ = "has no file that can be read ({file} {why})"
    IGNORE_NOT_READ = "has a {file} that cannot be read"
    IGNORE_NOT_USED = "has a {file} that cannot be used ({fault})"
    NOT_USED = "cannot be used"
    NOT_WRITTEN = "cannot be written"
    NOT_READ = "cannot be read"
    BUSY = "is being written by another process"
    # what the system says
    DENIED = "Permission denied"
    MISSING = "No such file or directory"
    FULL = "No space left on device"
    READ_ONLY = "Read-only file system"
    LINKS_IN_CIRCLES = "Too many levels of symbolic links"
    LONG_NAME = "File name too long"
    DEVICE = "Input/output error"


class Clause(str):
    """A cause, filled and said in English; what has no `cause` came from elsewhere and is what it says.

    `values` fill the places of the cause by name; one may be a clause itself.
    """

    __slots__ = ("cause", "values")
    cause: Cause | None
    values: Mapping[str, str]

    def __new__(cls, cause: Cause | str, **values: object) -> Self:
        """Fill the places; a clause is kept as it is."""
        filled = {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
        clause = super().__new__(cls, cause.value.format(**filled) if isinstance(cause, Cause) else cause)
        if isinstance(cause, Clause):
            clause.cause, clause.values = cause.cause, cause.values
        else:
            clause.cause, clause.values = cause if isinstance(cause, Cause) else None, filled
        return clause

    def __reduce__(self) -> tuple[Callable[[str], Clause], tuple[str]]:
        return restored, (stored(self),)


_SYSTEM: Final = {
    errno.EACCES: Cause.DENIED,
    errno.EPERM: Cause.DENIED,
    errno.ENOENT: Cause.MISSING,
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EROFS: Cause.READ_ONLY,
    errno.ELOOP: Cause.LINKS_IN_CIRCLES,
    errno.ENAMETOOLONG: Cause.LONG_NAME,
    errno.EIO: Cause.DEVICE,
}


def system_clause(error: OSError) -> Clause:
    """What the system says of a file, in its own words where they are not known here."""
    known = _SYSTEM.get(error.errno or 0)
    return Clause(known) if known else Clause(error.strerror or type(error).__name__)


def stored(clause: str) -> str:
    """A clause as it is kept: JSON."""
    return json.dumps(_plain(clause), ensure_ascii=False)


def restored(kept: str) -> Clause:
    """A clause that was kept."""
    return _clause(json.loads(kept))


def _plain(value: str) -> Any:
    if not isinstance(value, Clause) or value.cause is None:
        return str(value)
    return [value.cause.name, {name: _plain(inner) for name, inner in value.values.items()}]


def _clause(plain: Any) -> Clause:
    if isinstance(plain, str):
        return Clause(plain)
    name, values = plain
    return Clause(Cause[name], **{place: _clause(inner) for place, inner in values.items()})
