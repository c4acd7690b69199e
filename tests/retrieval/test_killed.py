"""Claims about processes that end in the middle: what they leave is the old index or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.retrieval import killed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


def test_fifty_kills_leave_a_whole_index_each(tmp_path: Path) -> None:
    """At random moments; each time the index is whole, of before or of after, and the next run does all of it."""
    (tmp_path / "corpus").mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", killed.__name__, tmp_path / "corpus", tmp_path / "catalog.sqlite3"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 0, "it was always done before it was killed"
