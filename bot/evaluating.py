"""EDGE: `juzheng eval`: asks the questions whose answers are known, takes the time, and keeps the run."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import UsageError
from bot.progress import ProgressBar
from bot.rendering.runs import report, run_object, run_of, run_text
from bot.writing import written
from retrieval.evaluation import DEPTH, Asked, Outcome, Run, outcome
from retrieval.model import Answer, NoAnswer, Question
from retrieval.questions import read_asked
from retrieval.sync import Progress, unseen

if TYPE_CHECKING:
    from retrieval.library import Library

FIRST: Final = Question("who was first? 谁是第一个？")  # loads what all questions need
NAMED: Final = 5  # documents that a warning names


def evaluate(
    questions: Path,
    against: Path | None,
    out: Path | None,
    opened: Callable[[], Library],
    *,
    as_json: bool,
    everything: bool,
) -> Iterable[str]:
    """Ask all questions of a file, and write the run to `out`, where given; what to print, line by line.

    `opened` opens the corpus, which waits until the files are known to be good.

    Raises:
        QuestionsError: where the questions cannot be used.
        UsageError: where `against` or `out` cannot be.
    """
    asked, earlier = read_asked(questions), read_run(against) if against else None
    if out and out.exists() and out.samefile(questions):
        raise UsageError("the run would take the place of the questions; give --out another name")
    library = opened()
    _warn_of_unknown(library, asked)
    run = _kept(library, asked, out)
    library.close()
    return [run_text(run_object(run, earlier))] if as_json else report(run, earlier, everything=everything)


def measured(library: Library, asked: Sequence[Asked], progress: Progress = unseen) -> Run:
    """What came of each question, asked one after another of a corpus that is in sync.

    The time is that of the answer alone, the index and the dictionary open.
    """
    library.answer(FIRST, DEPTH)
    outcomes = []
    for done, one in enumerate(asked, 1):
        outcomes.append(timed(library.answer, one))
        progress(done, len(asked))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(made, str(library.corpus), tuple(outcomes))


def timed(answering: Callable[[Question, int], Answer | NoAnswer], asked: Asked) -> Outcome:
    """What came of one question, and how long the answer took."""
    begun = time.perf_counter()
    answer = answering(asked.question, DEPTH)
    return outcome(asked, answer, round(1000 * (time.perf_counter() - begun), 3))


def read_run(path: Path) -> Run:
    """An earlier run.

    Raises:
        UsageError: where the file cannot be read, or is none.
    """
    try:
        return run_of(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is not a run that juzheng eval has written") from None


def _kept(library: Library, asked: Sequence[Asked], out: Path | None) -> Run:
    with written(out) if out else nullcontext() as file, ProgressBar() as progress:
        run = measured(library, asked, progress)
        if file:
            file.write(run_text(run_object(run)) + "\n")
    return run


def _warn_of_unknown(library: Library, asked: Sequence[Asked]) -> None:
    """A misspelt name would count as a document that is never found."""
    unknown = sorted({name for one in asked for name in one.documents} - library.catalog.names())
    if unknown:
        names = ", ".join(unknown[:NAMED]) + (", …" if len(unknown) > NAMED else "")
        print(
            f"juzheng: the questions name documents that the corpus does not have: {names}", file=sys.stderr
        )
