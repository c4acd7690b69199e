"""How well does it answer? `make quality SETS=…` asks our own questions and every set of a folder, and prints the figures.

Ours, those of the seeds and of the two newsrooms, are measured as by `juzheng eval`. Each set of the folder is
asked as a user would, by `juzheng ask --jsonl`, with an index of its own in a temporary folder, and scored by
the folder's `score.py`: as a whole, each kind of its questions by itself where they are of several, and some sets
once more with their questions in other characters. `--write` notes the figures, `--gate` fails where one fell; see `figures.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
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

PROCESSES: Final = 2  # that ask at the same time; our own questions only where figures are wanted, no times
FORMS: Final[Mapping[str, Sequence[str]]] = {"cmrc": ("s2twp", "s2hk"), "drcd": ("tw2sp",)}
"""For a set what OpenCC makes of its questions besides: in Taiwan's and in Hong Kong's characters and words, in simplified ones."""


def ask(corpus: Path, questions: Path, out: Path, state: Path) -> None:
    """Ask all questions."""
    environment = os.environ | {"JUZHENG_DATA": str(state), "JUZHENG_CORPUS": str(corpus)}
    juzheng = [sys.executable, "-m", "bot"]
    subprocess.run([*juzheng, "index"], check=True, env=environment, stdout=subprocess.DEVNULL)
    subprocess.run([*juzheng, "ask", "--jsonl", questions, "--out", out], check=True, env=environment)


def score(arguments: Sequence[str | Path]) -> str:
    """What the scorer prints."""
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


def public(folder: Path, sets: Path, work: Path) -> list[tuple[str, str]]:
    """Ask one public set; the names of what was scored of it, each with what the scorer printed."""
    corpus, queries = work / folder.name, folder / "queries.jsonl"
    corpus.mkdir()
    (corpus / "passages.jsonl").write_bytes((folder / "passages.jsonl").read_bytes())
    state, out = work / "state", work / f"{folder.name}.answers"
    ask(corpus, queries, out, state)
    found = [(name, ir(sets, out, part)) for name, part in kinds(folder.name, queries, work).items()]
    for form in FORMS.get(folder.name, ()):
        converted = in_form(form, queries, work / f"{folder.name}-{form}.queries")
        ask(corpus, converted, out, state)
        found.append((f"{folder.name}-{form}", ir(sets, out, converted)))
    return found


def ir(sets: Path, answers: Path, queries: Path) -> str:
    """What the scorer prints of the answers to some queries."""
    return score([sets / "score.py", "ir", "--answers", answers, "--queries", queries])


def kinds(name: str, queries: Path, work: Path) -> dict[str, Path]:
    """A set's queries under its name and, where they are of several kinds, those of each kind behind it."""
    rows = lines(queries)
    of = [json.loads(row).get("kind") for row in rows]
    found = {name: queries}
    for kind in dict.fromkeys(of) if len(set(of)) > 1 else ():
        path = found[f"{name}-{kind}"] = work / f"{name}-{kind}.queries"
        path.write_text("\n".join(row for row, its in zip(rows, of, strict=True) if its == kind), "utf-8")
    return found


def lines(file: Path) -> list[str]:
    """The rows of a file of JSON lines."""
    return file.read_text("utf-8").rstrip("\n").split("\n")


def in_form(form: str, queries: Path, path: Path) -> Path:
    """The queries with their questions as OpenCC writes them in another form."""
    import opencc

    convert = opencc.OpenCC(form).convert
    rows = map(json.loads, lines(queries))
    path.write_text("\n".join(json.dumps(r | {"query": convert(r["query"])}) for r in rows), "utf-8")
    return path


def pages(sets: Path, work: Path) -> list[tuple[str, str]]:
    """Ask the golden questions of the saved pages beside the sets, where they are there; what was scored."""
    golden, corpus = sets / "seeds", sets.parent / "seeds"
    if not (golden / "golden.jsonl").is_file():
        return []
    out = work / "golden.jsonl"
    ask(corpus, golden / "golden.jsonl", out, work / "state")
    named = {"golden": "golden.jsonl", "articles": "articles.jsonl", "noise": "noise.txt"}
    files = [part for name, file in named.items() for part in (f"--{name}", golden / file)]
    return [("saved-pages", score([sets / "score.py", "seeds", "--answers", out, "--pages", corpus, *files]))]


def scored(sets: Path, work: Path) -> Iterator[tuple[str, str]]:
    """Ask every set of the folder, and print it: its name, and what was scored."""
    folders = sorted(p.parent for p in sets.glob("*/passages.jsonl"))
    pool = ThreadPoolExecutor(PROCESSES)  # each waits for processes of its own
    asked = [pool.submit(pages, sets, work), *(pool.submit(public, f, sets, work) for f in folders)]
    try:
        for found in asked:
            for name, report in found.result():
                print(f"## {name}\n{report}", flush=True)
                yield name, report
    finally:
        pool.shutdown(cancel_futures=True)


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
