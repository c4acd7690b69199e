"""What was done to bring an index up to date, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rendering.terminal import printable
from retrieval.sync import Report


def report_lines(report: Report) -> Iterator[str]:
    """How many files were added, changed and so on, each count with its files; what did not happen is not always told."""
    if report.rebuilt:
        yield "The index was made by another version, and was made again."
    counts = (
        ("added", report.added),
        ("changed", report.changed),
        ("renamed", [f"{old} → {new}" for new, old in report.renamed.items()]),
        ("removed", report.removed),
        ("unchanged", report.unchanged),
        ("skipped", [f"{path}: {reason}" for path, reason in sorted(report.skipped.items())]),
        ("waiting", [f"{path}: {reason}" for path, reason in sorted(report.waiting.items())]),
    )
    for name, found in counts:
        if found or name not in {"renamed", "waiting"}:
            yield f"{name:10}{len(found)}"
        if name != "unchanged":
            yield from (printable(f"  {line}") for line in found)
