"""What was done to bring an index up to date, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Tongue
from bot.rendering.terminal import printable
from bot.texts import clause, say
from retrieval.sync import Report


def report_lines(report: Report, tongue: Tongue = "en") -> Iterator[str]:
    """How many files were added, changed and so on, each count with its files; what did not happen is not always told."""
    if report.rebuilt:
        yield say(tongue, "synced_anew")
    counts = (
        ("added", report.added),
        ("changed", report.changed),
        ("renamed", [f"{old} → {new}" for new, old in report.renamed.items()]),
        ("removed", report.removed),
        ("unchanged", report.unchanged),
        ("skipped", [f"{path}: {clause(tongue, why)}" for path, why in sorted(report.skipped.items())]),
        ("waiting", [f"{path}: {clause(tongue, why)}" for path, why in sorted(report.waiting.items())]),
    )
    for name, found in counts:
        if found or name not in {"renamed", "waiting"}:
            yield f"{say(tongue, f'synced_{name}'):10}{len(found)}"
        if name != "unchanged":
            yield from (printable(f"  {line}") for line in found)
