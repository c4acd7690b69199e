"""How far a long piece of work is, for a person who waits at a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from retrieval.sync import Progress

PATIENCE: Final = 0.5  # seconds before a progress bar is worth looking at


class ProgressBar:
    """A progress bar on standard error, where that is a terminal and the work takes a while."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def _show(self, done: int, total: int) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self._begun < PATIENCE:
            return
        if self._bar is None or self._task is None:
            self._bar, self._task = _started_bar(total)
        self._bar.update(self._task, completed=done)


def _started_bar(total: int) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=total)
    bar.start()
    return bar, task
