"""How well does it answer? `make quality SETS=…` asks our own questions and every set of a folder, and prints the figures.

Ours, those of the seeds and of the two newsrooms, are measured as by `juzheng eval`. Each set of the folder is
asked as a user would, by `juzheng ask --jsonl`, with an index of its own in a temporary folder, and scored by
the folder's `score.py`. `--write` notes the figures, `--gate` fails where one fell; see `figures.py`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.corpora import OWN
from benchmarks.figures import NOTE, Table, falls, of_run, of_scores, read_figures, rises, write_figures
from bot.evaluating import measured
from bot.rendering.runs import table
from retrieval.analysis.analyzer import default_analyzer
from retrieval.evaluation import Run
from retrieval.lexicon.compiled import open_lexicon
from retrieval.library import Library
from retrieval.questions import read_asked

PROCESSES: Final = 2  # that ask our own questions where only figures are wanted, no times


def ask(corpus: Path, questions: Path, out: Path, state: Path) -> float:
    """Ask all questions; the seconds that it took, indexing aside."""
    environment = os.environ | {"JUZHENG_DATA": str(state), "JUZHENG_CORPUS": str(corpus)}
    juzheng = [sys.executable, "-m", "bot"]
    subprocess.run([*juzheng, "index"], check=True, env=environment, stdout=subprocess.DEVNULL)
    begun = time.perf_counter()
    subprocess.run([*juzheng, "ask", "--jsonl", questions, "--out", out], check=True, env=environment)
    return time.perf_counter() - begun


def score(arguments: Sequence[str | Path]) -> str:
    """What the scorer prints."""
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


def public(folder: Path, sets: Path, work: Path) -> str:
    """Ask one public set; what was scored."""
    corpus = work / folder.name
    corpus.mkdir()
    (corpus / "passages.jsonl").write_bytes((folder / "passages.jsonl").read_bytes())
    out = work / f"{folder.name}.jsonl"
    seconds = ask(corpus, folder / "queries.jsonl", out, work / "state")
    found = score([sets / "score.py", "ir", "--answers", out, "--queries", folder / "queries.jsonl"])
    count = len(out.read_text("utf-8").splitlines())
    print(
        f"## {folder.name} ({1000 * seconds / count:.0f} ms a question, start included)\n{found}", flush=True
    )
    return found


def pages(sets: Path, work: Path) -> str:
    """Ask the golden questions of the saved pages beside the sets; what was scored."""
    golden, corpus = sets / "seeds", sets.parent / "seeds"
    out = work / "golden.jsonl"
    ask(corpus, golden / "golden.jsonl", out, work / "state")
    named = {"golden": "golden.jsonl", "articles": "articles.jsonl", "noise": "noise.txt"}
    files = [part for name, file in named.items() for part in (f"--{name}", golden / file)]
    found = score([sets / "score.py", "seeds", "--answers", out, "--pages", corpus, *files])
    print(f"## saved pages\n{found}", flush=True)
    return found


def scored(sets: Path, work: Path) -> Iterator[tuple[str, str]]:
    """Ask every set of the folder: its name, and what was scored."""
    if (sets / "seeds" / "golden.jsonl").is_file():
        yield "saved-pages", pages(sets, work)
    for folder in sorted(p.parent for p in sets.glob("*/passages.jsonl")):
        yield folder.name, public(folder, sets, work)


def own(folder: Path, state: Path) -> Run:
    """Ask a folder of ours its own questions."""
    library = Library(folder, state)
    library.sync()
    run = measured(library, read_asked(folder / "questions.toml"))
    library.close()
    return run


def all_own(state: Path, processes: int) -> Iterator[tuple[str, Run]]:
    """Ask every folder of ours, so many at a time."""
    open_lexicon(state, default_analyzer().stem).close()  # compiled once, for all of them
    with ProcessPoolExecutor(processes) as pool:
        for name, run in zip(OWN, pool.map(partial(own, state=state), OWN.values()), strict=True):
            print(f"## {name}", *table(run), "", sep="\n", flush=True)
            yield name, run


def figures_now(sets: Path | None, processes: int) -> dict[str, Table]:
    """Ask everything, and print it: the figures of the repository and, where there is one, of the folder of sets."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        found: dict[str, Table] = {
            "repository": {n: of_run(run) for n, run in all_own(work / "state", processes)}
        }
        if sets:
            found["sets"] = {n: of_scores(report) for n, report in scored(sets.resolve(), work)}
    return found


def gate(noted: Mapping[str, Table], now: Mapping[str, Table]) -> int:
    """Say what fell and what rose since it was noted; the exit status, which is 1 where anything fell."""
    fell = 0
    for part, found in now.items():
        before = noted.get(part, {})
        for sentence in rises(before, found):
            print(f"{sentence} `{NOTE}` notes it.")
        for sentence in falls(before, found):
            fell += 1
            print(sentence, file=sys.stderr)
        print(f"{part}: {sum(map(len, found.values()))} figures of {len(found)} sets compared.")
    return 1 if fell else 0


def main() -> int:
    """Ask, print, and compare or note where that is wanted."""
    parser = argparse.ArgumentParser(description="Ask our own questions and every set of a folder.")
    parser.add_argument("sets", type=Path, nargs="?", help="the folder of the sets and of score.py")
    then = parser.add_mutually_exclusive_group()
    then.add_argument("--gate", action="store_true", help="fail where a figure fell since it was noted")
    then.add_argument("--write", action="store_true", help="note the figures")
    wanted = parser.parse_args()
    now = figures_now(wanted.sets, PROCESSES if wanted.gate else 1)
    if wanted.write:
        write_figures(now)
    return gate(read_figures(), now) if wanted.gate else 0


if __name__ == "__main__":
    sys.exit(main())
