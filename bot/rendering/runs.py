"""A run of questions whose answers are known: lines for a terminal, one JSON object for programs, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

from bot.rendering.brief import one_line
from bot.rendering.terminal import printable
from retrieval.evaluation import Figure, Move, Outcome, Run, failed, figures, matched, moves
from retrieval.model import Verdict

LISTED: Final = 20  # questions of a list, where not all are wanted
SHOWN: Final = 100  # characters of a question
_VERDICTS: Final[dict[object, Verdict | None]] = {
    None: None,
    "supported": "supported",
    "contradicted": "contradicted",
    "not_found": "not_found",
}


def report(run: Run, earlier: Run | None = None, *, everything: bool = False) -> Iterator[str]:
    """The lines of a run: its figures, the questions that failed and, against an earlier run, those that moved."""
    yield printable(f"Questions: {len(run.outcomes)}, asked of {run.corpus}")
    if earlier:
        yield from _against(run, earlier)
    yield ""
    yield from table(run, earlier)
    bad = [(o, trouble(o)) for o in run.outcomes if failed(o)]
    yield from _listed("Failed", bad, everything=everything)
    if earlier:
        moved = moves(earlier, run)
        for title, better in (("Better", True), ("Worse", False)):
            rows = [(m.outcome, _step(m)) for m in moved if m.better is better]
            yield from _listed(title, rows, everything=everything)


def table(run: Run, earlier: Run | None = None) -> Iterator[str]:
    """A line for each figure: its name, its value, the questions, and its change since an earlier run."""
    before = {figure.name: figure for figure in figures(earlier.outcomes)} if earlier else {}
    for figure in figures(run.outcomes):
        counts = f"{figure.of}" if figure.hits is None else f"{figure.hits}/{figure.of}"
        change = _change(before.get(figure.name), figure) if earlier else ""
        yield f"{figure.name:22}{_value(figure):>9}  {counts:>9}  {change:>9}".rstrip()


def trouble(o: Outcome) -> str:
    """What was wrong with a question, in a few words; empty where nothing was."""
    return ", ".join((*_trouble_with_answer(o), *_trouble_with_quotes(o)))


def run_object(run: Run, earlier: Run | None = None) -> dict[str, Any]:
    """The run as an object of JSON; against an earlier one with what changed."""
    made: dict[str, Any] = {
        "made": run.made,
        "corpus": run.corpus,
        "figures": {figure.name: _figure_object(figure) for figure in figures(run.outcomes)},
        "questions": {o.id: _outcome_object(o) for o in run.outcomes},
    }
    return made | ({"against": _comparison(run, earlier)} if earlier else {})


def run_text(fields: dict[str, Any]) -> str:
    """The object as text; half a character, which UTF-8 cannot say, stays a JSON escape."""
    return json.dumps(fields, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace").decode()


def run_of(fields: Any) -> Run:
    """The run that an object was made of; its figures are counted anew.

    Raises:
        ValueError: where it was made of none.
    """
    try:
        outcomes = tuple(_outcome(name, o) for name, o in fields["questions"].items())
        return Run(str(fields["made"]), str(fields["corpus"]), outcomes)
    except (AttributeError, KeyError, OverflowError, TypeError) as error:
        raise ValueError(f"not a run: {error}") from None


def _against(run: Run, earlier: Run) -> Iterator[str]:
    """Which run it is compared with, and how far the two asked the same."""
    yield printable(f"Compared with the run of {earlier.made} on {earlier.corpus}")
    shared = len(matched(earlier, run))
    texts = {o.question for o in run.outcomes}
    gone = sum(o.question not in texts for o in earlier.outcomes)
    if gone or shared < len(run.outcomes):
        yield f"The questions differ: {len(run.outcomes) - shared} new, {gone} no longer asked"


def _listed(title: str, rows: Sequence[tuple[Outcome, str]], *, everything: bool) -> Iterator[str]:
    if not rows:
        return
    yield f"\n{title}: {len(rows)}"
    for o, words in islice(rows, None if everything else LISTED):
        yield printable(f"  {o.id}  {words}: {one_line(o.question, SHOWN)}")
    if len(rows) > LISTED and not everything:
        yield f"  … and {len(rows) - LISTED} more, which --all lists"


def _trouble_with_answer(o: Outcome) -> Iterator[str]:
    if o.wanted and o.verdict != o.wanted:
        yield f"{o.verdict}, should be {o.wanted}"
    elif o.answerable and not o.answered:
        yield "no answer"
    elif o.answered and not (o.answerable or o.wanted):
        yield "answered, though nothing answers it"


def _trouble_with_quotes(o: Outcome) -> Iterator[str]:
    if o.quotable and o.answered and o.quote != 1:
        yield f"answer in quote {o.quote}" if o.quote else "answer not quoted"
    if o.relevant and 1 not in o.ranks:
        yield f"right document in place {o.ranks[0]}" if o.ranks else "right document not found"


def _step(move: Move) -> str:
    return f"{move.figure} {_number(move.before)} → {_number(move.now)}"


def _value(figure: Figure) -> str:
    return f"{figure.value:.1f} ms" if figure.timed else f"{figure.value:.3f}".removeprefix("0")


def _change(before: Figure | None, now: Figure) -> str:
    change = now.value - before.value if before else None
    if not change:
        return "new" if change is None else "="
    return f"{change:+.1f} ms" if now.timed else f"{change:+.3f}".replace("0.", ".", 1)


def _number(mark: float) -> str:
    return f"{mark:.0f}" if mark in {0, 1} else f"{mark:.3f}".removeprefix("0")


def _figure_object(figure: Figure) -> dict[str, Any]:
    value = {"ms" if figure.timed else "value": round(figure.value, 6), "of": figure.of}
    return value if figure.hits is None else value | {"hits": figure.hits}


def _outcome_object(o: Outcome) -> dict[str, Any]:
    return {name: value for name, value in asdict(o).items() if name != "id"}


def _comparison(run: Run, earlier: Run) -> dict[str, Any]:
    before = {figure.name: figure.value for figure in figures(earlier.outcomes)}
    moved = moves(earlier, run)
    return {
        "made": earlier.made,
        "corpus": earlier.corpus,
        "changes": {
            f.name: round(f.value - before[f.name], 6) for f in figures(run.outcomes) if f.name in before
        },
        "better": [move.outcome.id for move in moved if move.better],
        "worse": [move.outcome.id for move in moved if not move.better],
    }


def _outcome(name: str, fields: dict[str, Any]) -> Outcome:
    return Outcome(
        id=name,
        question=str(fields["question"]),
        answerable=bool(fields["answerable"]),
        answered=bool(fields["answered"]),
        ms=float(fields["ms"]),
        relevant=int(fields["relevant"]),
        ranks=tuple(map(int, fields["ranks"])),
        quotable=bool(fields["quotable"]),
        quote=None if fields["quote"] is None else int(fields["quote"]),
        wanted=_VERDICTS[fields["wanted"]],
        verdict=_VERDICTS[fields["verdict"]],
    )
