"""What can go wrong in retrieval, each with the evidence.

    RetrievalError
    ├── CorpusError        the folder cannot be read, or holds nothing to read
    ├── UnreadableSource   one file cannot be read; the others are
    ├── StateError         the state folder cannot be written or read
    ├── DictionaryError    the dictionary that was named cannot be used
    ├── LexiconError       the operator's own words cannot be used
    └── QuestionsError     a file of questions cannot be used

"Nothing answers" is a value (`NoAnswer`), not an error.
"""

from __future__ import annotations

from pathlib import Path

from retrieval.causes import Cause, Clause, system_clause


class RetrievalError(Exception):
    """Base of all errors that leave this package; `str()` is one sentence for a person."""


class CorpusError(RetrievalError):
    """The corpus folder itself cannot be used. `reason` is a clause."""

    def __init__(self, folder: Path, reason: Cause | str) -> None:
        self.reason = Clause(reason)
        super().__init__(f"the corpus {folder} {self.reason}")
        self.folder = folder


class UnreadableSource(RetrievalError):
    """One file cannot be read. `reason` is a clause: "is not UTF-8 text"."""

    def __init__(self, cause: Cause | str, **values: object) -> None:
        self.reason = Clause(cause, **values)
        super().__init__(self.reason)


class StateError(RetrievalError):
    """The folder that keeps the state cannot be used: `reason` is a clause, `cause` the fault behind it, if there is one."""

    def __init__(self, path: Path, reason: Cause | str, cause: Exception | None = None) -> None:
        # the system's own words have a number and, once more, a path
        why = system_clause(cause) if isinstance(cause, OSError) else Clause(str(cause or ""))
        self.reason, self.why = Clause(reason), why
        super().__init__(f"the state folder {path} {self.reason}" + (f" ({why})" if why else ""))
        self.path = path


class DictionaryError(RetrievalError):
    """The dictionary file cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the dictionary {path} {reason}")
        self.path = path


class LexiconError(RetrievalError):
    """The file of the operator's own words cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the lexicon {path} {reason}")
        self.path = path


class QuestionsError(RetrievalError):
    """A file of questions cannot be used. `place` names the file and, where it is one's fault, the line or question."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place} {reason}")
        self.place = place
