"""Claims about following a folder: what changes is seen, and nothing is read while it is being written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from shutil import rmtree
from typing import Final

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.errors import CorpusError, RetrievalError, StateError
from retrieval.folder import Found
from retrieval.following import Still, follow
from retrieval.sync import Report, Settled, sync
from tests.retrieval.fakes import NOWHERE

pytestmark = pytest.mark.slow
TIME: Final = 30.0  # seconds after which nothing comes any more


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class Followed:
    """A folder that is followed by a thread, and what that thread tells."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self.catalog = Catalog(NOWHERE)
        self.failure: RetrievalError | None = None
        self._told: Queue[Report | RetrievalError] = Queue()
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=follow, args=(corpus, self._renew, self._told.put, self._stop), daemon=True
        )

    def _renew(self, settled: Settled) -> Report:
        if self.failure:
            failure, self.failure = self.failure, None
            raise failure
        return sync(self.corpus, self.catalog, Analyzer(list, str, str), settled=settled)

    def told(self) -> Report | RetrievalError:
        """The next thing that is told and that says anything."""
        while isinstance(told := self._told.get(timeout=TIME), Report) and not told.moved:
            pass
        return told

    @contextmanager
    def running(self) -> Iterator[Followed]:
        """Begin, and end in the end."""
        self._thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            self._thread.join(TIME)
            assert not self._thread.is_alive()
            self.catalog.close()


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    """A folder with one file, followed; what is in it at the beginning has been told."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("words")
    with Followed(corpus).running() as running:
        assert running.told() == Report(added=["a.md"])
        yield running


def test_what_happens_in_the_folder_is_seen(followed: Followed) -> None:
    """Files that come, change, move and go, in folders that are new, too."""
    (followed.corpus / "deep" / "er").mkdir(parents=True)
    (followed.corpus / "deep" / "er" / "b.md").write_text("# Title\n\nwords")
    assert followed.told() == Report(added=["deep/er/b.md"], unchanged=["a.md"])
    (followed.corpus / "a.md").write_text("other words")
    assert followed.told() == Report(changed=["a.md"], unchanged=["deep/er/b.md"])
    (followed.corpus / "deep").rename(followed.corpus / "high")
    assert followed.told() == Report(renamed={"high/er/b.md": "deep/er/b.md"}, unchanged=["a.md"])
    rmtree(followed.corpus / "high")
    assert followed.told() == Report(removed=["high/er/b.md"], unchanged=["a.md"])


def test_a_folder_that_tells_nothing_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As some network drives are."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    (tmp_path / "a.md").write_text("words")
    with Followed(tmp_path).running() as running:
        assert running.told() == Report(added=["a.md"])
        (tmp_path / "b.md").write_text("words")
        assert running.told() == Report(added=["b.md"], unchanged=["a.md"])


def test_a_folder_that_goes_away_may_come_back(followed: Followed) -> None:
    """Meanwhile the index of before is kept; another folder in its place is followed as the first was."""
    away = followed.corpus.with_name("away")
    followed.corpus.rename(away)
    assert isinstance(followed.told(), CorpusError)
    other = followed.corpus.with_name("other")
    other.mkdir()
    (other / "b.md").write_text("words")
    other.rename(followed.corpus)
    while "b.md" not in followed.catalog.sources():
        assert isinstance(followed.told(), Report), "it was told already that the folder is gone"
    assert set(followed.catalog.sources()) == {"b.md"}
    (followed.corpus / "c.md").write_text("words")
    assert followed.told() == Report(added=["c.md"], unchanged=["b.md"])


def test_a_failure_is_told_and_does_not_end_it(followed: Followed) -> None:
    """What could not be written is tried again."""
    followed.failure = StateError(Path("state"), "is full")
    (followed.corpus / "b.md").write_text("words")
    assert isinstance(followed.told(), StateError)
    (followed.corpus / "c.md").write_text("words")
    told = followed.told()
    assert isinstance(told, Report)
    assert set(told.added) <= {"b.md", "c.md"}


def test_a_file_lies_still_when_it_is_as_it_was_a_while_ago() -> None:
    """By our clock: each change begins the while anew, and its own time says nothing."""
    clock = Clock()
    still = Still(1.0, clock)
    assert not still(Found("a", "/a", size=1, modified=0))
    clock.now += 0.9
    assert not still(Found("a", "/a", size=2, modified=0))
    clock.now += 0.9
    assert not still(Found("a", "/a", size=2, modified=0))
    assert not still(Found("b", "/b", size=2, modified=10**30))
    clock.now += 0.1
    assert still(Found("a", "/a", size=2, modified=0))
    assert not still(Found("b", "/b", size=2, modified=10**30))
    assert not still(Found("a", "/a", size=2, modified=0)), "it was read, and is looked at anew"
