"""Real pages and golden questions, where they are there: they belong to others and are not part of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from retrieval.library import Library
from retrieval.model import Answer, Question

PAGES: Final = Path(__file__).parent.parent.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the shared pages are not here")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The pages, indexed."""
    library = Library(PAGES, tmp_path_factory.mktemp("state"))
    library.sync()
    yield library
    library.close()


@pytest.mark.parametrize(
    "question", ["who was punished in the KOL incident", "KOL事件谁被处罚了", "KOL事件誰被處罰了？"]
)
def test_the_demo_question_is_answered_from_the_aggregator_page(library: Library, question: str) -> None:
    """In any of the three languages: both names, what they lost, whose words, from when, and where exactly."""
    answer = library.answer(Question(question), 3)
    assert isinstance(answer, Answer)
    citation = answer.citations[0]
    assert all(word in citation.quote for word in ("许斐", "徐洁云", "绩效", "奖金"))
    assert citation.document.publisher == "Guan Cha Zhe Wang"
    assert (citation.document.published or "").startswith("2026-01-08")
    text = (PAGES / citation.document.path).read_text("utf-8")
    assert text[citation.span.start : citation.span.end] == citation.quote
