"""EDGE: the learned weights, a small readable file beside this one; `make train` makes it anew."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.checking import CHECK
from retrieval.deciding import DECISION
from retrieval.features import FEATURES
from retrieval.model import Verdict

VERDICTS: Final[tuple[Verdict, ...]] = ("supported", "contradicted")  # and in doubt neither
FILE: Final = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature is worth, in their orders: of a sentence, of the decision, of the verdicts on a claim.

    `threshold` is the belief from which on a quote is an answer, `sure` the probability that a verdict needs.
    """

    sentence: tuple[float, ...]
    decision: tuple[float, ...]
    threshold: float
    verdicts: Mapping[Verdict, tuple[float, ...]]
    sure: float


def load_weights(path: Path = FILE) -> Weights:
    """The weights of a file.

    Raises:
        ValueError: where the file lacks a feature or has one that is not known.
    """
    tables = tomllib.loads(path.read_text("utf-8"))
    sentence = _ordered(tables["sentence"], FEATURES, path)
    decision = _ordered(tables["decision"], DECISION, path)
    verdicts = {verdict: _ordered(tables[verdict], CHECK, path) for verdict in VERDICTS}
    return Weights(sentence, decision, float(tables["threshold"]), verdicts, float(tables["sure"]))


def _ordered(table: Mapping[str, float], names: Sequence[str], path: Path) -> tuple[float, ...]:
    if set(table) != set(names):
        raise ValueError(f"{path.name} and the features differ: {sorted(set(table) ^ set(names))}")
    return tuple(float(table[name]) for name in names)
