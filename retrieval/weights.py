"""EDGE: the learned weights, a small readable file beside this one; `make train` makes it anew."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.deciding import DECISION
from retrieval.features import FEATURES

FILE: Final = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a sentence and of the decision is worth, in their orders, and where an answer begins."""

    sentence: tuple[float, ...]
    decision: tuple[float, ...]
    threshold: float


def load_weights(path: Path = FILE) -> Weights:
    """The weights of a file.

    Raises:
        ValueError: where the file lacks a feature or has one that is not known.
    """
    tables = tomllib.loads(path.read_text("utf-8"))
    sentence = _ordered(tables["sentence"], FEATURES, path)
    return Weights(sentence, _ordered(tables["decision"], DECISION, path), float(tables["threshold"]))


def _ordered(table: Mapping[str, float], names: Sequence[str], path: Path) -> tuple[float, ...]:
    if set(table) != set(names):
        raise ValueError(f"{path.name} and the features differ: {sorted(set(table) ^ set(names))}")
    return tuple(float(table[name]) for name in names)
