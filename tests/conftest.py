"""What the tests share: a corpus of a few small documents, and a state folder with the dictionary in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from retrieval.analysis.analyzer import default_analyzer
from retrieval.lexicon.compiled import open_lexicon
from retrieval.library import Library, folder_name
from retrieval.model import Question

settings.register_profile("juzheng", deadline=None)  # no claim is about time: a machine may be busy
settings.load_profile("juzheng")

DOCUMENTS: Final[Mapping[str, str]] = {
    "harbour.md": """---
title: The harbour spill
publisher: Harbour Gazette
author: Ada Byron
date: 2025-03-02
url: https://example.org/harbour
---

The harbour was closed in March. The master Tom Reed was fined 500 dollars for the spill.

Nobody was hurt, and the ferries sailed again on Monday.
""",
    "ferry.html": """<!doctype html>
<html lang="en"><head><title>The late ferry</title>
<meta property="og:site_name" content="Island Post"><meta name="author" content="Grace Hopper">
<meta property="article:published_time" content="2025-05-06"></head>
<body><nav><a href="/">Home</a></nav><article><h1>The late ferry</h1>
<p>The ferry company was fined 900 dollars by the harbour office, because its boats had left late all spring.</p>
<p>Passengers had waited on the pier in the rain for many hours, and they had complained to the office again and
again. The company answered that the wind was to blame, and that it would buy a larger boat next year.</p>
</article></body></html>
""",
    "notes.jsonl": """\
{"id": "crane", "title": "The crane", "publisher": "Dock News", "text": "Mary Stone, who owns the crane, was fined 70 dollars in July.", "url": "https://example.org/crane?a=1&b=2"}
{"id": "bakery", "title": "The bakery", "text": "The bakery on the pier sells rye bread and <b>plum</b> cake & tea."}
""",
    "泄密.txt": """\
泄密事件处罚决定

周海和吴山因泄密被开除，公司还对两人罚款三千元。

董事会表示，今后将加强保密培训。
""",
}


SEEDS: Final = Path(__file__).parent.parent / "seeds"


def with_dictionary(folder: Path, state: Path) -> Path:
    """Make a folder a state folder in which nothing but the dictionary of another one is: to compile it takes seconds."""
    folder.mkdir(exist_ok=True)
    for dictionary in state.glob("dictionary-*.sqlite3"):
        (folder / dictionary.name).symlink_to(dictionary)
    return folder


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four files and five documents, in two languages. Nothing may change it."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def state(corpus: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A state folder in which the dictionary is and `corpus` indexed.

    To compile the dictionary takes seconds. It is named by all that it is made of, and so one of an earlier run will do.
    """
    folder = tmp_path_factory.mktemp("state")
    if pytestconfig.pluginmanager.hasplugin("cacheprovider"):
        assert pytestconfig.cache
        kept = pytestconfig.cache.mkdir("dictionary")
        open_lexicon(kept, default_analyzer().stem).close()
        for dictionary in kept.glob("dictionary-*.sqlite3"):
            shutil.copy(dictionary, folder)
    library = Library(corpus, folder)
    library.sync()
    library.answer(Question("who was fined?"), 1)
    library.close()
    return folder


@pytest.fixture(scope="session")
def library(corpus: Path, state: Path) -> Iterator[Library]:
    """The corpus, ready for questions."""
    opened = Library(corpus, state)
    opened.sync()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def seeds(state: Path) -> Iterator[Library]:
    """The seeds, ready for questions."""
    opened = Library(SEEDS, state)
    opened.sync()
    yield opened
    opened.close()


@pytest.fixture
def new_state(state: Path, tmp_path: Path) -> Path:
    """A state folder of the test's own, in which nothing but the dictionary is."""
    return with_dictionary(tmp_path / "state", state)


@pytest.fixture
def seeds_state(state: Path, seeds: Library, tmp_path: Path) -> Path:
    """A state folder of the test's own, in which the seeds are indexed as well."""
    folder = with_dictionary(tmp_path / "state", state)
    index = Path("indexes", folder_name(seeds.corpus))
    shutil.copytree(state / index, folder / index)
    return folder
