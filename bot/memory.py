"""EDGE: the memory that the process uses, as the system tells it."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Final

STATM: Final = Path("/proc/self/statm")  # of Linux: pages, the second number those in memory


def used() -> int:
    """The memory that the process uses, in bytes; where the system does not say, the most that it ever used."""
    try:
        return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
