"""What many tests of retrieval share: the real analyzer and the real dictionary, each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer, default_analyzer
from retrieval.catalog import Catalog
from retrieval.lexicon.compiled import CompiledLexicon, open_lexicon
from tests.retrieval.fakes import NOWHERE


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The analyzer of a normal set-up."""
    return default_analyzer()


@pytest.fixture(scope="session")
def lexicon(analyzer: Analyzer, state: Path) -> Iterator[CompiledLexicon]:
    """The real dictionary, compiled once for all tests."""
    opened = open_lexicon(state, analyzer.stem)
    yield opened
    opened.close()


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    """An empty catalogue in memory."""
    opened = Catalog(NOWHERE)
    yield opened
    opened.close()
