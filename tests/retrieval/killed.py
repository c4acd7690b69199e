"""EDGE: indexes a folder in processes that are killed at random moments, and looks at what each left behind.

Run by a test as a process of its own, as only one without threads should be forked.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.sync import sync

FILES: Final = 12
KILLS: Final = 50


def write(corpus: Path, edition: int) -> dict[str, str]:
    """Make every file another, and rename some: nothing of the edition before stays as it was."""
    for old in corpus.iterdir():
        old.unlink()
    texts = {
        f"{n}-{edition % 2 * n}.md": f"# Title\n\nWords {edition} of {n}. {'More. ' * 300}"
        for n in range(FILES)
    }
    for name, text in texts.items():
        (corpus / name).write_text(text)
    return texts


def index(corpus: Path, path: Path) -> None:
    """Bring the index up to date."""
    with closing(Catalog(path)) as catalog:
        sync(corpus, catalog, Analyzer(list, str, str))


def held(path: Path) -> dict[str, str]:
    """The texts of an index, which is whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(Catalog(path)) as catalog:
        entries = list(catalog.entries())
        assert {catalog.passage(entry.passage)[0].path for entry in entries} == set(catalog.sources())
        return {document.path: document.text for document in catalog.documents()}


def killed_after(seconds: float, work: Callable[[], None]) -> bool:
    """Do the work in a process that ends in the middle of it, whatever it is at; whether it did."""
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # its default is to end the process, as a kill does
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> None:
    """Kill fifty times, and print how often the old index was found after it."""
    corpus, path = Path(sys.argv[1]), Path(sys.argv[2])
    chance = random.Random(8)  # noqa: S311
    old = write(corpus, 0)
    longest = taken(lambda: index(corpus, path))
    edition = kills = olds = 0
    while kills < KILLS:
        edition += 1
        new = write(corpus, edition)
        killed = killed_after(max(1e-4, chance.uniform(0, longest)), lambda: index(corpus, path))
        found = held(path)
        assert found in (old, new), "neither the old index nor the new one"
        assert killed or found == new
        kills, olds = kills + killed, olds + (found == old)
        longest = (longest + taken(lambda: index(corpus, path))) / 2
        assert held(path) == new, "the next run did not do all of it"
        old = new
    print(olds)


def taken(work: Callable[[], None]) -> float:
    """How long it takes: moments after that would be none of it."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
