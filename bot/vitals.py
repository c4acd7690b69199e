"""EDGE: how the process is: what the way to Telegram tells of itself, and the memory that is used."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STATM: Final = Path("/proc/self/statm")  # of Linux: pages, the second number those in memory


@dataclass(slots=True)
class Vitals:
    """Written by the edge to Telegram, read by /status; `None` is what it does not know.

    `polled` is when the last poll, or the last delivery to a webhook, went well, in seconds of the monotonic clock;
    `reads_all` whether privacy mode is off, so that all messages of groups come; `inline` whether inline mode is on.
    """

    polled: float | None = None
    reads_all: bool | None = None
    inline: bool | None = None


def memory() -> int:
    """The memory that the process uses, in bytes; where the system does not say, the most that it ever used."""
    try:
        return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used if sys.platform == "darwin" else used * 1024
