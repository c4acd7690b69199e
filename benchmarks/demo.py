"""Time and memory of the demo question as a whole process, index ready: `make bench`.

Prints the median and the worst of several runs beside that of a Python that does nothing, so that the ratio
holds on other machines too.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Final

QUESTION: Final = "who was punished in the KOL incident"
RUNS: Final = 15


def run(command: Sequence[str]) -> tuple[float, float]:
    """Wall time in seconds and peak memory in MB of one run of a command that must succeed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - begun, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure, and print a line each."""
    ask = [sys.executable, "-m", "bot", "ask", QUESTION]
    run(ask)
    nothing = statistics.median(run([sys.executable, "-c", "pass"])[0] for _ in range(RUNS))
    runs = [run(ask) for _ in range(RUNS)]
    median = statistics.median(seconds for seconds, _ in runs)
    print(f"ask, whole process: median {median:.2f} s, worst {max(runs)[0]:.2f} s of {RUNS} runs")
    print(f"against an empty Python ({nothing:.3f} s): {median / nothing:.0f} times")
    print(f"peak memory: {max(megabytes for _, megabytes in runs):.0f} MB")


if __name__ == "__main__":
    main()
