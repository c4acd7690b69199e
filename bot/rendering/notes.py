"""What is said beside a quote, line by line and without markup, the same in a chat and in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Tongue
from bot.texts import say
from retrieval.model import Answer, NoAnswer


def notes(answer: Answer | NoAnswer, tongue: Tongue) -> Iterator[str]:
    """How the question was read, where not as it was written, and the verdict on a claim with what differs."""
    for written, meant in answer.corrections:
        yield say(tongue, "read_as", written=written, meant=meant)
    if isinstance(answer, Answer) and answer.verdict in {"supported", "contradicted"}:
        yield say(tongue, answer.verdict)
        for difference in answer.differences:
            yield say(tongue, "differs", claimed=difference.claimed, quoted=difference.quoted)
