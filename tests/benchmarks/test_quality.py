"""Which queries of a set are asked, and in which characters."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.quality import in_form, kinds, lines

ROWS: list[dict[str, object]] = [
    {"id": "1", "query": "软件的默认设置\u2028在哪里？", "relevant": ["a"], "kind": "same"},
    {"id": "2", "query": "Where is it?", "relevant": ["a"], "kind": "across"},
    {"id": "3", "query": "里面有谁？", "relevant": ["b"], "kind": "same"},
]


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def ids(path: Path) -> list[str]:
    """The queries of a file."""
    return [json.loads(line)["id"] for line in lines(path)]


def test_each_kind_of_query_is_also_scored_by_itself(tmp_path: Path) -> None:
    """In the order of the file; a line break inside a question divides no row."""
    found = kinds("pool", written(tmp_path / "queries.jsonl", ROWS), tmp_path)
    assert {name: ids(path) for name, path in found.items()} == {
        "pool": ["1", "2", "3"],
        "pool-same": ["1", "3"],
        "pool-across": ["2"],
    }


def test_queries_of_one_kind_are_scored_once(tmp_path: Path) -> None:
    """Whether that has a name or not."""
    assert list(kinds("set", written(tmp_path / "one.jsonl", ROWS[:1]), tmp_path)) == ["set"]
    plain: list[dict[str, object]] = [{"id": "1", "query": "谁？", "relevant": []}]
    assert list(kinds("set", written(tmp_path / "none.jsonl", plain), tmp_path)) == ["set"]


def test_questions_are_put_into_other_characters_and_nothing_else_changes(tmp_path: Path) -> None:
    """Taiwan's words are others than Hong Kong's."""
    queries = written(tmp_path / "queries.jsonl", ROWS)
    taiwan = [json.loads(line) for line in lines(in_form("s2twp", queries, tmp_path / "tw"))]
    hongkong = [json.loads(line) for line in lines(in_form("s2hk", queries, tmp_path / "hk"))]
    assert [row["query"] for row in taiwan] == ["軟體的預設設定\u2028在哪裡？", "Where is it?", "裡面有誰？"]
    assert hongkong[0]["query"] == "軟件的默認設置\u2028在哪裏？"
    for row, here, there in zip(ROWS, taiwan, hongkong, strict=True):
        assert here | {"query": row["query"]} == there | {"query": row["query"]} == row
