"""EDGE: the figures that were reached, in a file, so that a change that answers worse is noticed.

Figures are counted in questions. One may fall by `SLACK` questions, and where there are many by a point: so
much moves by chance when words or weights change for the better elsewhere.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.evaluation import GRADED, Run, figures

FILE: Final = Path(__file__).with_name("figures.toml")
SLACK: Final = 2  # questions
POINT: Final = 0.01
NOTE: Final = "python -m benchmarks.quality --write"
_HEAD: Final = f"""\
# What was reached: how many of how many questions count 1 in each figure. Written by `{NOTE}`.
# `repository` is what is in this repository, `sets` a folder of sets beside it; `make gate` compares.
"""
_COUNTED: Final = re.compile(r"(\S.*?)\s{2,}(\d+)/(\d+) = ")
_SHARE: Final = re.compile(r"(\S.*?)\s{2,}([01]\.\d+)$")
_QUERIES: Final = re.compile(r"^queries\s+(\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reached:
    """A figure: `hits` of `of` questions.

    Raises:
        ValueError: where that cannot be.
    """

    hits: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of or not self.of:
            raise ValueError(f"not a figure: {self.hits} of {self.of}")

    def __str__(self) -> str:
        return f"{self.hits}/{self.of}"

    def lost(self, now: Reached) -> float:
        """How many of today's questions fewer it is now; below 0 where it is more."""
        return self.hits * now.of / self.of - now.hits

    @property
    def slack(self) -> int:
        """How many questions it may fall."""
        return max(SLACK, int(POINT * self.of))


Table = Mapping[str, Mapping[str, Reached]]
"""For each set its figures by name."""


def of_run(run: Run) -> dict[str, Reached]:
    """The figures of a run that count questions; times and graded ones are not compared."""
    return {f.name: Reached(f.hits, f.of) for f in figures(run.outcomes) if f.hits is not None}


def of_scores(report: str) -> dict[str, Reached]:
    """The figures that a scorer printed: as `43/65 = .662`, or as shares of the number behind `queries`.

    What stands indented are parts of the others, and left out.
    """
    queries = _QUERIES.search(report)
    found = {}
    for line in report.splitlines():
        if counted := _COUNTED.match(line):
            found[counted[1]] = Reached(int(counted[2]), int(counted[3]))
        elif queries and (share := _SHARE.match(line)) and share[1] not in GRADED:
            of = int(queries[1])
            found[share[1]] = Reached(round(float(share[2]) * of), of)
    return found


def falls(noted: Table, now: Table) -> Iterator[str]:
    """A sentence for each figure that fell by more than it may, or is not there any more."""
    for name, before in noted.items():
        for figure, was in before.items():
            found = now.get(name, {}).get(figure)
            if not found:
                yield f"{name}: {figure} was {was}, and is not measured any more."
            elif was.lost(found) > found.slack:
                yield (
                    f"{name}: {figure} fell from {was} to {found}, "
                    f"which is {round(was.lost(found), 1):g} questions fewer; at most {found.slack} may be."
                )


def rises(noted: Table, now: Table) -> Iterator[str]:
    """A sentence for each figure that rose, or was not there before."""
    for name, figures_now in now.items():
        for figure, found in figures_now.items():
            was = noted.get(name, {}).get(figure)
            if not was:
                yield f"{name}: {figure} is {found}, and was not noted before."
            elif was.lost(found) < 0:
                yield f"{name}: {figure} rose from {was} to {found}."


def read_figures(path: Path = FILE) -> dict[str, Table]:
    """The figures that were noted, by the part of the file that they stand in; empty where there is none.

    Raises:
        ValueError: where the file says what cannot be.
    """
    if not path.exists():
        return {}
    parts = tomllib.loads(path.read_text("utf-8"))
    return {
        part: {name: {f: Reached(*counts) for f, counts in found.items()} for name, found in sets.items()}
        for part, sets in parts.items()
    }


def write_figures(parts: Mapping[str, Table], path: Path = FILE) -> None:
    """Note figures; the parts of the file that are not among them stay as they are."""
    lines = [_HEAD]
    for part, sets in (read_figures(path) | dict(parts)).items():
        for name, found in sets.items():
            rows = (f"{json.dumps(f, ensure_ascii=False)} = [{r.hits}, {r.of}]" for f, r in found.items())
            lines += [f"[{part}.{json.dumps(name)}]", *rows, ""]
    path.write_text("\n".join(lines), "utf-8")
