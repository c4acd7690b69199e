"""Whatever is asked of the seeds gets an answer or a refusal, and in whatever order files came, the same one."""

from __future__ import annotations

import random
import shutil
import tomllib
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rendering.json import line
from retrieval.library import Library
from retrieval.model import Answer, NoAnswer, Question
from tests.conftest import SEEDS
from tests.retrieval.strategies import scripts, texts

ODD: Final = (
    "🙂",
    "👨‍👩‍👧‍👦🇨🇳🏳️‍🌈",
    "?",
    "的",
    "a",
    "1",
    "\u200b",
    "\ud83d",
    "'; DROP TABLE passages; --",
    'SELECT * FROM texts WHERE text LIKE "%小米%" OR 1=1',
    "<script>alert('雷军')</script><b>who</b> &amp; &#x4e00;",
    "[小米](javascript:alert(1)) **谁** `rm -rf` $(whoami) {{7*7}} %s %n",
    "# 小米\n\n- a\n- b\n\n| a | b |\n|---|---|",
    "小米が誰を처벌했나 кто был наказан من عوقب ใครถูก Ποιος who was 谁",
    "\u202eKOL事件\u202c \x00\x07\x1b[31m谁被处罚了",
    "９９９９９９９９９９９９９９９９ 10000000000000000000000000 -1 1e309 二〇二六年十三月四十五日 99:99",
    "e\u0301" * 9 + "ﬁ" * 9 + "Z̸̢͎a̵l̶g̷o̴",
)
PARTS: Final = (
    "小米",
    "KOL",
    "谁",
    "Xiaomi",
    "許斐",
    "2026年1月6日",
    "🙂",
    "<b>",
    "';--",
    " ",
    "\n",
    "，",
    "ö",
    "한국",
)


def checked(library: Library, text: str) -> str:
    """The line of an answer or a refusal, all of whose quotes stand where it says."""
    found = library.answer(Question.of(text), 3)
    assert isinstance(found, Answer | NoAnswer)
    for citation in found.citations if isinstance(found, Answer) else found.nearest:
        assert citation.quote == citation.span.of(citation.document.text) != ""
    return line(found)


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_an_odd_question_is_answered_or_refused(seeds: Library, text: str) -> None:
    """Emoji, markup, SQL, one character, several scripts, half a character; the same line each time."""
    assert checked(seeds, text) == checked(seeds, text)


@pytest.mark.parametrize("text", [*ODD, "许", "x", "谁被处罚", "Tom Reed was fined 500 dollars. "], ids=ascii)
def test_an_odd_question_may_be_as_long_as_a_message(seeds: Library, text: str) -> None:
    """Four thousand characters of the same."""
    checked(seeds, (text * 4000)[:4000])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.one_of(texts(), scripts(), st.lists(st.sampled_from(PARTS), max_size=40).map("".join)).filter(
        str.strip
    )
)
def test_any_question_is_answered_or_refused(seeds: Library, text: str) -> None:
    """Never an exception."""
    checked(seeds, text)


@pytest.mark.slow
def test_the_order_in_which_files_came_leaves_no_trace(tmp_path: Path, state: Path, seeds: Library) -> None:
    """Added a few at a time and in another order, the same files give the same answers, byte for byte."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    files = sorted(file for file in SEEDS.iterdir() if file.suffix != ".toml")
    random.Random(7).shuffle(files)  # noqa: S311
    later = Library(folder, state)
    for n, file in enumerate(files):
        shutil.copy(file, folder)
        if n % 5 == 0:
            later.sync()
    later.sync()
    questions = tomllib.loads((SEEDS / "questions.toml").read_text("utf-8"))["question"]
    asked = [Question(row["text"]) for row in questions]
    assert [line(later.answer(q, 5)) for q in asked] == [line(seeds.answer(q, 5)) for q in asked]
    later.close()
