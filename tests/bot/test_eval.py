"""Claims about `juzheng eval`, run as a whole process over a few small documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.bot.programs import Program, Ran

pytestmark = pytest.mark.slow

ASKED: Final[tuple[Mapping[str, Any], ...]] = (
    {"id": "closed", "question": "when was the harbour closed?", "documents": ["harbour.md"], "answers": ["march"]},
    {"id": "owner", "query": "who owns the crane?", "relevant": ["crane"], "answers": ["Mary\u3000Ｓtone"]},
    {"id": "fined", "text": "how much was the ferry company fined?", "documents": ["ferry.html"], "answers": ["70"]},
    {"id": "teapot", "question": "who invented the quantum teapot?", "unanswerable": True},
    {"id": "sure", "question": "The master Tom Reed was fined 500 dollars.", "type": "claim", "verdict": "supported"},
)  # fmt: skip


def asked(folder: Path, *rows: Mapping[str, Any]) -> str:
    """A file of questions."""
    (folder / "q.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(folder / "q.jsonl")


def value(ran: Ran, figure: str) -> list[str]:
    """What stands behind a figure in the table."""
    (row,) = (line for line in ran.lines if line.startswith(f"{figure} "))
    return row.removeprefix(figure).split()


def test_eval_prints_figures_and_what_failed(juzheng: Program, tmp_path: Path) -> None:
    """Shares with their counts, and each question that failed with what was wrong; exit status 0."""
    ran = juzheng("eval", asked(tmp_path, *ASKED))
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0].startswith("Questions: 5, asked of ")
    assert value(ran, "Success@1") == ["1.000", "3/3"]
    assert value(ran, "RR@10") == ["1.000", "3"]
    assert value(ran, "answer in top quote") == [".667", "2/3"]
    assert value(ran, "refused") == ["1.000", "1/1"]
    assert value(ran, "verdict right") == ["1.000", "1/1"]
    assert value(ran, "worst time")[1:] == ["ms", "5"]
    at = ran.lines.index("Failed: 1")
    assert ran.lines[at + 1 :] == ["  fined  answer not quoted: how much was the ferry company fined?"]


def test_a_run_is_kept_and_the_next_is_compared_with_it(juzheng: Program, tmp_path: Path) -> None:
    """The figures' changes, and the questions that do better; the file is whole, and alone."""
    out = tmp_path / "run.json"
    kept = juzheng("eval", asked(tmp_path, *ASKED), "--out", str(out))
    assert kept.status == 0
    run = json.loads(out.read_text("utf-8"))
    assert list(run) == ["made", "corpus", "figures", "questions"]
    assert run["figures"]["answer in top quote"] == {"value": 0.666667, "of": 3, "hits": 2}
    assert list(run["questions"]) == [row["id"] for row in ASKED]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["q.jsonl", "run.json"]

    right = [{**row, "answers": ["900 dollars"]} if row["id"] == "fined" else row for row in ASKED]
    ran = juzheng("eval", asked(tmp_path, *right), "--against", str(out))
    assert (ran.status, ran.err) == (0, "")
    assert value(ran, "answer in top quote") == ["1.000", "3/3", "+.333"]
    assert value(ran, "Success@1")[-1] == "="
    assert ran.lines[-2:] == [
        "Better: 1",
        "  fined  answer in top quote 0 → 1: how much was the ferry company fined?",
    ]


def test_eval_json_prints_the_run(juzheng: Program, tmp_path: Path) -> None:
    """The object that --out writes, and nothing else."""
    out = tmp_path / "run.json"
    ran = juzheng("eval", asked(tmp_path, *ASKED), "--json", "--out", str(out))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == out.read_text("utf-8")
    found = json.loads(ran.out)["questions"]
    assert (found["owner"]["ranks"], found["owner"]["quote"]) == ([1], 1)
    assert (found["sure"]["wanted"], found["sure"]["verdict"]) == ("supported", "supported")


def test_eval_reads_toml(juzheng: Program, tmp_path: Path) -> None:
    """As the questions of the seeds are written; a question without an id has its number."""
    tables = '[[question]]\ntext = "who owns the crane?"\ndocuments = ["ferry.html"]\nlang = "en"\n'
    (tmp_path / "q.toml").write_text(tables)
    ran = juzheng("eval", str(tmp_path / "q.toml"))
    assert ran.status == 0
    assert ran.lines[-1].startswith("  1  right document ")


def test_a_document_that_is_not_there_is_named(juzheng: Program, tmp_path: Path) -> None:
    """On standard error: it is likely misspelt, and would count as never found."""
    row = {"question": "who owns the crane?", "documents": ["crane", "carne", "notes.jsonl", "hrabour.md"]}
    ran = juzheng("eval", asked(tmp_path, row))
    assert ran.status == 0
    assert ran.err.startswith("juzheng: the questions name documents that the corpus does not have: ")
    assert ran.err.strip().endswith(": carne, hrabour.md")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("none.toml", "none.toml cannot be read"),
        ("bad.jsonl", "bad.jsonl, line 2: should have a list of texts as answers"),
        ("bad.toml", "bad.toml, question 1: has no question"),
        ("q.jsonl --against none.json", "none.json cannot be read"),
        ("q.jsonl --against q.jsonl", "q.jsonl is not a run that juzheng eval has written"),
        ("q.jsonl --out none/run.json", "run.json cannot be written"),
        ("q.jsonl --out q.jsonl", "would take the place of the questions"),
        ("q.jsonl --corpus none", "does not exist"),
        ("", "questions"),
    ],
)
def test_what_goes_wrong_is_one_clear_line_and_leaves_all_as_it_was(
    typed: str, words: str, juzheng: Program, tmp_path: Path
) -> None:
    """On standard error, with exit status 2."""
    asked(tmp_path, ASKED[0])
    (tmp_path / "bad.jsonl").write_text('{"question": "who?"}\n{"question": "who?", "answers": "Reed"}')
    (tmp_path / "bad.toml").write_text("[[question]]\ndocuments = []")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    ran = Program(tmp_path, juzheng.settings)("eval", *typed.split())
    assert (ran.status, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith("juzheng: ")
    assert words in line
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
