"""Time and memory of reading twenty thousand articles into the catalogue: `make bench`.

Beside it stands what jieba takes to cut the same text, in one process and into nothing, so that the ratio holds on
other machines too; of that, a tenth is timed and counted ten times. Then the folder is looked through again, with
nothing changed. The articles are dealt from the paragraphs of the seeds and the newsrooms, half of them Chinese and
half English, as Markdown with front matter and as plain text in turn.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final, Self

from benchmarks.corpora import own_sets
from benchmarks.speed import SEED, dealt, paragraphs
from bot.__main__ import collect_rarely
from retrieval.analysis.analyzer import default_analyzer
from retrieval.catalog import Catalog
from retrieval.errors import RetrievalError
from retrieval.following import follow
from retrieval.library import Library
from retrieval.model import Answer, Language, Question
from retrieval.sync import Report, sync

ARTICLES: Final = 20_000
FOLLOWED: Final = 2000  # documents of a folder that is followed
NEW: Final = 5  # files that are added to it, one after the other
SIZES: Final[Mapping[Language, int]] = {"zh": 1000, "en": 3000}  # characters; three thousand bytes of each
SHARE: Final = 10  # of the articles, one in so many is cut by jieba
EVERY: Final = 0.25  # seconds between two looks at the memory: looking takes time as well
FRONT: Final = "---\ntitle: Article {}\npublisher: The Press\ndate: 2025-01-02\n---\n\n"


def written(folder: Path, count: int, piles: Mapping[Language, Sequence[str]]) -> list[Path]:
    """The articles, of these paragraphs, in a hundred folders."""
    chance = random.Random(SEED)  # noqa: S311
    texts = {language: dealt(piles[language], size, chance) for language, size in SIZES.items()}
    files = []
    for n in range(count):
        front, suffix = (FRONT.format(n), "md") if n % 4 < 2 else (f"Article {n}\n\n", "txt")
        file = folder / f"{n % 100:02}" / f"{n}.{suffix}"
        file.parent.mkdir(exist_ok=True)
        file.write_text(front + next(texts["zh" if n % 2 else "en"]) + "\n", "utf-8")
        files.append(file)
    return files


def taken(work: Callable[[], object]) -> float:
    """Its wall time, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def jieba_taken(files: Sequence[Path]) -> float:
    """What jieba takes for all of the text, by a share of it."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.lcut("首先加载词典")
    texts = [file.read_text("utf-8") for file in files[::SHARE]]
    return taken(lambda: [jieba.lcut(text) for text in texts]) * len(files) / len(texts)


class Memory:
    """The largest sum, in MB, of the resident memory of this process and those that it started, where /proc tells."""

    def __init__(self) -> None:
        self.largest = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            self.largest = max(self.largest, sum(map(_resident, _family())))


def _family() -> set[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(status.read_text().rpartition(")")[2].split()[1])].append(int(status.parent.name))
        except OSError:
            continue  # it has ended
    found, waiting = set(), [os.getpid()]
    while waiting:
        found.add(one := waiting.pop())
        waiting += children[one]
    return found


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def report(folder: Path, state: Path, count: int) -> None:
    """Measure, and print a line each."""
    (folder / "articles").mkdir()
    with tempfile.TemporaryDirectory() as other:
        piles = paragraphs(own_sets(Path(other)).values())
    files = written(folder / "articles", count, piles)
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    print(f"## {count:,} articles, {megabytes:.0f} MB")
    analyzer = default_analyzer()
    with closing(Catalog(state / "catalog.sqlite3")) as catalog:
        with Memory() as memory:
            ours = taken(lambda: sync(folder / "articles", catalog, analyzer))
        again = min(taken(lambda: sync(folder / "articles", catalog, analyzer)) for _ in range(3))
    theirs = jieba_taken(files)
    print(f"read into the catalogue: {ours:.1f} s, {megabytes / ours:.1f} MB/s, on {os.cpu_count()} cores")
    print(f"cut by jieba, in one process: {theirs:.1f} s; that is {theirs / ours:.1f} times as long")
    print(f"largest memory of all processes together: {memory.largest:.0f} MB")
    print(f"seen to be unchanged: {again:.2f} s, a {ours / again:.0f}th\n", flush=True)


def follows(folder: Path, state: Path) -> None:
    """Print how long a new file takes to answer, beside those of a folder that is followed."""
    (folder / "followed").mkdir()
    with tempfile.TemporaryDirectory() as other:
        written(folder / "followed", FOLLOWED, paragraphs(own_sets(Path(other)).values()))
    stop, moved = threading.Event(), threading.Event()
    with closing(Library(folder / "followed", state)) as library:
        library.sync()
        library.warm()
        given = (library.corpus, lambda settled: library.renew(settled=settled), _tells(moved), stop)
        thread = threading.Thread(target=follow, args=given)
        thread.start()
        waited = [taken(partial(_answered, library, n, moved)) for n in range(NEW)]
        stop.set()
        thread.join()
    print(f"## {FOLLOWED:,} documents, followed")
    print(
        f"a new file answers after {sum(waited) / NEW:.2f} s, at most {max(waited):.2f} s, of {NEW} files\n",
        flush=True,
    )


def _tells(moved: threading.Event) -> Callable[[Report | RetrievalError], None]:
    def tell(told: Report | RetrievalError) -> None:
        if isinstance(told, Report) and told.added:
            moved.set()

    return tell


def _answered(library: Library, number: int, moved: threading.Event) -> None:
    """Write a file with a word of its own, and wait until it answers.

    Raises:
        RuntimeError: where it does not.
    """
    word = f"quinquereme{number}"
    moved.clear()
    (library.corpus / f"{word}.md").write_text(f"The {word} was launched in the harbour of Tyre.\n", "utf-8")
    moved.wait()
    found = library.answer(Question(f"Where was the {word} launched?"), 1)
    if not isinstance(found, Answer) or found.citations[0].document.path != f"{word}.md":
        raise RuntimeError(f"{word}.md was told of and does not answer")


def main() -> None:
    """Measure with as many articles as are asked for."""
    parser = argparse.ArgumentParser(description="Measure how long reading takes.")
    parser.add_argument("articles", type=int, nargs="?", default=ARTICLES)
    count = parser.parse_args().articles
    collect_rarely()  # as the program does
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as state:
        report(Path(folder), Path(state), count)
        follows(Path(folder), Path(state))


if __name__ == "__main__":
    main()
