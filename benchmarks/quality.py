"""How well does it answer? `make quality SETS=…` asks every set there and prints what its `score.py` says.

Each set is asked as a user would, by `juzheng ask --jsonl`, with an index of its own in a temporary folder; the
seeds are measured as by `juzheng eval`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.evaluating import measured
from bot.rendering.runs import table
from retrieval.library import Library
from retrieval.questions import read_asked

SEEDS: Final = Path(__file__).parent.parent / "seeds"


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


def public(folder: Path, sets: Path, work: Path) -> None:
    """Ask one public set."""
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


def pages(sets: Path, work: Path) -> None:
    """Ask the golden questions of the saved pages beside the sets."""
    golden, corpus = sets / "seeds", sets.parent / "seeds"
    out = work / "golden.jsonl"
    ask(corpus, golden / "golden.jsonl", out, work / "state")
    named = {"golden": "golden.jsonl", "articles": "articles.jsonl", "noise": "noise.txt"}
    files = [part for name, file in named.items() for part in (f"--{name}", golden / file)]
    print("## saved pages")
    print(score([sets / "score.py", "seeds", "--answers", out, "--pages", corpus, *files]), flush=True)


def own(work: Path) -> None:
    """Ask the seeds of this project their own questions."""
    library = Library(SEEDS, work / "state")
    library.sync()
    run = measured(library, read_asked(SEEDS / "questions.toml"))
    library.close()
    print("## seeds", *table(run), "", sep="\n", flush=True)


def main() -> None:
    """Ask every set that is there."""
    parser = argparse.ArgumentParser(description="Ask every set of a folder, and score the answers.")
    parser.add_argument("sets", type=Path, help="the folder of the sets and of score.py")
    sets = parser.parse_args().sets.resolve()
    with tempfile.TemporaryDirectory() as name:
        own(Path(name))
        if (sets / "seeds" / "golden.jsonl").is_file():
            pages(sets, Path(name))
        for folder in sorted(p.parent for p in sets.glob("*/passages.jsonl")):
            public(folder, sets, Path(name))


if __name__ == "__main__":
    main()
