"""What the process tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.programs import Program


@pytest.fixture(scope="session")
def juzheng(corpus: Path, state: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program over the shared corpus and state, in an empty folder."""
    return Program(tmp_path_factory.mktemp("here"), {"CORPUS": corpus, "DATA": state})
