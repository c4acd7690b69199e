"""What is each feature and each part of the pipeline worth? `make ablation` takes them away one by one.

A feature is taken away by setting it to 0 everywhere and learning the weights on from those with all features
until they have settled; the best sentence of the passages that are read is then looked at. A part of the pipeline is taken away by an empty stand-in, the weights
staying as they are; then the best quote is looked at. Both count the questions that something answers, claims
aside, and every set weighs the same. Features are measured on what they were learned from: what is lost is a
little more than on other questions.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from unittest.mock import patch

from benchmarks.corpora import Corpus, is_right, own_sets, public_sets
from benchmarks.train import Example, Numbers, examples, learn_sentence, success
from retrieval.evaluation import holds
from retrieval.features import FEATURES

QUOTED: Final = 120  # questions of each set that are asked again without each part
SETTLED: Final = 100  # steps of learning after which weights have settled
NOTHING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pipeline, and what stands in for it: by the dotted name of the original, its result or its value."""

    name: str
    results: Mapping[str, object]
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Shares:
    """The means over all sets of the shares of questions: the best one is of a right document, and it answers."""

    right: float
    answers: float

    def since(self, before: Shares) -> Shares:
        """The change."""
        return Shares(self.right - before.right, self.answers - before.answers)


def _dictionary(**results: object) -> Mapping[str, object]:
    return {f"retrieval.lexicon.compiled.CompiledLexicon.{name}": result for name, result in results.items()}


PARTS: Final = (
    Part("synonyms", _dictionary(synonyms=()), {}),
    Part("translations", _dictionary(chinese=(), chinese_partly=(), english=()), {}),
    Part("names in pinyin", {**_dictionary(characters=""), "retrieval.alternatives.name_in_pinyin": ()}, {}),
    Part("names by sound", {"retrieval.alternatives.Alternatives._heard": None}, {}),
    Part("spelling", {"retrieval.spelling.Speller.mend": None}, {}),
    Part("numbers", {"retrieval.analysis.analyzer.numbers": ()}, {}),
    Part(
        "second sentence",
        {},
        {
            "retrieval.quoting.SECOND": 9.0,
            "retrieval.quoting.NEARLY": dict.fromkeys(("zh", "en", "und"), -99.0),
        },
    ),
    Part("pairs of characters", {}, {"retrieval.query.CHARACTER_WEIGHT": NOTHING}),
)


@contextmanager
def without_part(part: Part) -> Iterator[None]:
    """The pipeline without a part."""
    with ExitStack() as stack:
        for name, result in part.results.items():
            stack.enter_context(patch(name, return_value=result))
        for name, value in part.values.items():
            stack.enter_context(patch(name, value))
        yield


def without_feature(found: Sequence[Example], column: int) -> list[Example]:
    """The examples as they would be if nothing were known of one feature."""
    out = []
    for example in found:
        features = example.features.copy()
        features[:, column] = 0
        out.append(replace(example, features=features))
    return out


def mean(shares: Iterable[tuple[float, float]]) -> Shares:
    """The mean over the sets."""
    right, answers = zip(*shares, strict=True)
    return Shares(statistics.fmean(right), statistics.fmean(answers))


def learned(sets: Sequence[Sequence[Example]], start: Numbers) -> Shares:
    """What the best sentences are, by weights learned from all of the sets."""
    weights = learn_sentence(sets, SETTLED, start=start)
    return mean(success(weights, found) for found in sets)


def quoted(corpus: Corpus) -> tuple[float, float]:
    """The shares of questions whose best quote is of a right document, and answers."""
    answerer = corpus.answerer()
    chance = random.Random(QUOTED)  # noqa: S311 - every second question of a file may be of one language
    asked = chance.sample(corpus.answerable, min(QUOTED, len(corpus.answerable)))
    right = answers = 0
    for one in asked:
        for best in answerer.candidates(answerer.query(one.question))[:1]:
            if is_right(best.document, one):
                right += 1
                answers += holds(best.quote.span.of(best.document.text), one.answers)
    return right / len(asked), answers / len(asked)


def row(name: str, shares: Shares, sign: str = "") -> None:
    """Print a line of the table."""
    print(f"{name:30}{shares.right:>{sign}16.3f}{shares.answers:>{sign}18.3f}", flush=True)


def features_table(corpora: Mapping[str, Corpus]) -> None:
    """Print what is lost without each feature."""
    sets = [list(examples(corpus)) for corpus in corpora.values()]
    start = learn_sentence(sets)
    whole = learned(sets, start)
    print(f"{'best sentence':30}{'right document':>16}{'sentence answers':>18}")
    row("all features", whole)
    for column, name in enumerate(FEATURES):
        lacking = [without_feature(found, column) for found in sets]
        row(f"without {name}", learned(lacking, start).since(whole), "+")


def parts_table(corpora: Mapping[str, Corpus]) -> None:
    """Print what is lost without each part."""
    whole = mean(map(quoted, corpora.values()))
    print(f"\n{'best quote':30}{'right document':>16}{'quote answers':>18}")
    row("the whole pipeline", whole)
    for part in PARTS:
        with without_part(part):
            row(f"without {part.name}", mean(map(quoted, corpora.values())).since(whole), "+")


def main() -> None:
    """Take everything away once, over our own sets and, where a folder is given, the public ones."""
    parser = argparse.ArgumentParser(description="Measure what each feature and each part is worth.")
    parser.add_argument("sets", type=Path, nargs="?", help="the folder of the public sets")
    sets = parser.parse_args().sets
    with tempfile.TemporaryDirectory() as name:
        state = Path(name)
        corpora = (public_sets(sets, state) if sets else {}) | own_sets(state)
        print(f"{len(corpora)} sets: {', '.join(corpora)}\n", flush=True)
        features_table(corpora)
        parts_table(corpora)


if __name__ == "__main__":
    main()
