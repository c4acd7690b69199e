"""Claims about the articles that reading is measured with, and about how its memory is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.reading import SIZES, Memory, written
from retrieval.analysis.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.model import Language
from retrieval.sync import sync
from tests.retrieval.fakes import NOWHERE

PILES: dict[Language, list[str]] = {
    "zh": ["公司处罚了两名高管，" * 20, "码头在三月关闭。"],
    "en": ["The harbour was closed in March. " * 9, "The bakery sells rye bread."],
}


def test_articles_are_of_both_languages_and_kinds_and_all_are_read(tmp_path: Path) -> None:
    """As many of each, of the size that was meant, and the same in every run."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    files, again = (written(tmp_path / name, 8, PILES) for name in ("one", "two"))
    assert [file.read_text("utf-8") for file in files] == [file.read_text("utf-8") for file in again]
    assert [file.suffix for file in files].count(".md") == 4
    with closing(Catalog(NOWHERE)) as catalog:
        report = sync(tmp_path / "one", catalog, Analyzer(list, str, str))
        assert (len(report.added), report.skipped) == (8, {})
        languages = [entry.language for entry in catalog.entries()]
        assert min(languages.count("zh"), languages.count("en")) >= 4
        for document in catalog.documents():
            language: Language = "en" if "harbour" in document.text else "zh"
            assert len(document.text) >= SIZES[language]


def test_memory_is_that_of_this_process_at_least() -> None:
    """Where the system tells."""
    with Memory() as memory:
        while not memory.largest:
            if not Path("/proc/self/statm").exists():
                pytest.skip("this system does not tell of memory so")
    assert memory.largest > 5
