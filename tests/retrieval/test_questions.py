"""Claims about files of questions: what is read of them, and what is said of those that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.errors import QuestionsError
from retrieval.evaluation import Asked
from retrieval.model import Question
from retrieval.questions import read_asked, read_questions

SEEDS = Path(__file__).parent.parent.parent / "seeds"
CLAIM = Question("Reed was fined.", claim=True)


def jsonl(folder: Path, *rows: object) -> Path:
    """A file of these objects, or of these lines as they are."""
    file = folder / "questions.jsonl"
    file.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), "utf-8")
    return file


def toml(folder: Path, text: str) -> Path:
    """A TOML file."""
    file = folder / "questions.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_line_says_what_is_asked_and_what_is_right(tmp_path: Path) -> None:
    """Under the names of ours and those of retrieval sets; what is not known is left alone, whatever it is."""
    file = jsonl(
        tmp_path,
        {"id": "a", "question": "who?", "documents": ["a.md", "b"], "answers": ["Reed"], "answer": 7},
        {"id": 7, "query": "谁？", "relevant": [3], "answers": [500], "type": "who", "verdict": "yes"},
        {"id": "c", "text": "why?", "unanswerable": True, "documents": [], "answers": None},
    )
    assert read_asked(file) == [
        Asked("a", Question("who?"), frozenset({"a.md", "b"}), ("Reed",)),
        Asked("7", Question("谁？"), frozenset({"3"}), ("500",)),
        Asked("c", Question("why?"), unanswerable=True),
    ]


def test_a_table_says_the_same_as_a_line(tmp_path: Path) -> None:
    """Tables are counted from 1 where they have no id, and lines likewise, the blank ones too."""
    rows: list[dict[str, object]] = [
        {"text": "who?", "documents": ["a.md"], "answers": ["Reed"]},
        {"text": "Reed was fined.", "claim": True, "verdict": "supported"},
        {"text": "why?", "unanswerable": True},
    ]
    written = "\n".join(
        "\n".join(["[[question]]", *(f"{name} = {json.dumps(value)}" for name, value in row.items())])
        for row in rows
    )
    tables = read_asked(toml(tmp_path, written))
    assert [asked.id for asked in tables] == ["1", "2", "3"]
    assert tables == read_asked(jsonl(tmp_path, *rows))
    assert [asked.id for asked in read_asked(jsonl(tmp_path, "", rows[0], " ", rows[2]))] == ["2", "4"]


@pytest.mark.parametrize(
    ("verdict", "read"),
    [
        ("supported", "supported"),
        ("contradicted", "contradicted"),
        ("refuted", "contradicted"),
        ("not_found", "not_found"),
    ],
)
def test_a_claim_has_its_verdict(verdict: str, read: str, tmp_path: Path) -> None:
    """By our names, and by the one that sets of claims have for contradicted."""
    (asked,) = read_asked(
        jsonl(tmp_path, {"question": "Reed was fined.", "type": "claim", "verdict": verdict})
    )
    assert (asked.question, asked.verdict) == (CLAIM, read)


def test_the_seeds_questions_are_such_a_file() -> None:
    """All of them, each with something that is right."""
    found = read_asked(SEEDS / "questions.toml")
    assert len(found) > 60
    assert all(asked.unanswerable or (asked.documents and asked.answers) for asked in found)


def test_to_be_asked_a_question_needs_no_more_than_its_id(tmp_path: Path) -> None:
    """What is said to be right is not looked at, however strange; ids stay what they are."""
    file = jsonl(
        tmp_path,
        {"id": "a", "question": "who?", "documents": 7, "answers": "none"},
        {"id": 3, "query": "Reed was fined.", "type": "claim"},
    )
    assert read_questions(file) == [("a", Question("who?")), (3, CLAIM)]


def test_a_byte_order_mark_and_half_a_character_are_no_errors(tmp_path: Path) -> None:
    """Both come from other programs, and neither is the asker's fault."""
    (tmp_path / "q.jsonl").write_text('\ufeff{"id": "a", "question": "who \\ud83d"}', "utf-8")
    assert read_questions(tmp_path / "q.jsonl") == [("a", Question("who \ufffd"))]


BAD = [
    pytest.param("{", "should be a JSON object", id="no JSON"),
    pytest.param("[1]", "should be a JSON object", id="no object"),
    pytest.param("[" * 100_000, "should be a JSON object", id="too deep"),
    pytest.param('{"id": [], "question": "who?"}', "whole number as id", id="an id that is none"),
    pytest.param('{"id": "b"}', "has no question", id="no question"),
    pytest.param('{"id": "b", "question": 7}', "has no question", id="a question that is no text"),
    pytest.param('{"id": "b", "question": " "}', "the question is empty", id="an empty question"),
    pytest.param(json.dumps({"id": "b", "question": "x" * 4097}), "4097 characters", id="too long"),
]
BAD_KEYS = [
    pytest.param({"answers": "Reed"}, "a list of texts as answers", id="answers that are no list"),
    pytest.param({"answers": [" "]}, "an empty text among its answers", id="an empty answer"),
    pytest.param({"documents": [None]}, "a list of texts as documents", id="a document that is none"),
    pytest.param({"relevant": {"a": 1}}, "a list of texts as relevant", id="relevant that are no list"),
    pytest.param({"unanswerable": "yes"}, "true or false as unanswerable", id="neither true nor false"),
    pytest.param({"unanswerable": True, "answers": ["a"]}, "cannot be answered, and yet", id="both"),
    pytest.param({"claim": True}, "both a claim and its verdict", id="no verdict"),
    pytest.param({"verdict": "supported"}, "both a claim and its verdict", id="no claim"),
    pytest.param({"claim": True, "verdict": "maybe"}, "not_found as verdict", id="no such verdict"),
    pytest.param({"claim": True, "verdict": ["supported"]}, "not_found as verdict", id="no text"),
    pytest.param(
        {"claim": True, "unanswerable": True, "verdict": "not_found"}, "a claim and unanswerable", id="twice"
    ),
    pytest.param(
        {"claim": True, "verdict": "not_found", "documents": ["a"]}, "cannot be answered", id="found"
    ),
    pytest.param({"id": "a"}, "has the id a, as has line 1", id="an id that was there"),
]


@pytest.mark.parametrize(("row", "words"), BAD)
def test_a_bad_line_is_named_by_its_number(row: str, words: str, tmp_path: Path) -> None:
    """Blank lines count; the lines before it are good, and neither reader takes it."""
    file = jsonl(tmp_path, {"id": "a", "question": "who?"}, "", row)
    for read in (read_questions, read_asked):
        with pytest.raises(QuestionsError, match=rf"questions\.jsonl, line 3: .*{words}"):
            read(file)


def test_to_be_asked_a_question_needs_an_id(tmp_path: Path) -> None:
    """Its answer has it, and must be told from the others."""
    with pytest.raises(QuestionsError, match="line 1: should have text or a whole number as id"):
        read_questions(jsonl(tmp_path, {"question": "who?"}))


@pytest.mark.parametrize(("fields", "words"), BAD_KEYS)
def test_what_cannot_be_right_is_refused(fields: dict[str, object], words: str, tmp_path: Path) -> None:
    """With the line's number: a figure that counts it would be wrong."""
    file = jsonl(tmp_path, {"id": "a", "question": "who?"}, {"question": "who?"} | fields)
    with pytest.raises(QuestionsError, match=f"line 2: .*{words}"):
        read_asked(file)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[question]]\ntext = \n", r"questions\.toml is not TOML .*line 2"),
        ("[question]\ntext = 'who?'", "should have its questions in tables"),
        ("question = ['who?']", "should have its questions in tables"),
        ("", "should have its questions in tables"),
        ("[[question]]\ntext = 'who?'\n[[question]]", r"questions\.toml, question 2: has no question"),
    ],
)
def test_a_bad_table_is_named_by_its_number(text: str, words: str, tmp_path: Path) -> None:
    """As TOML names the line, where it is no TOML."""
    with pytest.raises(QuestionsError, match=words):
        read_asked(toml(tmp_path, text))


def test_a_file_without_questions_measures_nothing(tmp_path: Path) -> None:
    """Nor does one that is not there, or is no text."""
    with pytest.raises(QuestionsError, match=r"questions\.jsonl has no question"):
        read_asked(jsonl(tmp_path, ""))
    with pytest.raises(QuestionsError, match=r"none\.toml cannot be read \(No such file"):
        read_asked(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(QuestionsError, match=r"bytes\.toml cannot be read \(it is not UTF-8"):
        read_asked(tmp_path / "bytes.toml")
