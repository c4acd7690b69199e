"""Learns `retrieval/weights.toml` from the public sets: `make train SETS=…`.

Three linear models, by gradient descent. The sentence: a softmax over all sentences of a question's best
passages, those that hold the answer against the rest. The decision: a logistic regression on the best quote,
questions as they are against the same questions with their passage taken out of the corpus. Each set weighs
the same, our own seeds and the two newsrooms among them; their questions that nothing answers are to be
refused as well. The verdict on a claim: see `claims.py`. Before the weights are written, each set is measured with weights learned from the others
alone (all XQuAD sets count as one, for they share their texts, and so do the newsrooms, for they share their makers).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import SURE, judged, learn_verdicts, verdicts
from benchmarks.corpora import Corpus, is_right, own_sets, public_sets
from retrieval.checking import CHECK
from retrieval.deciding import DECISION, belief
from retrieval.evaluation import holds
from retrieval.features import FEATURES
from retrieval.weights import FILE, Weights, load_weights

PRIORS: Final = {"whom": 7.0}  # encyclopedias are hardly asked to whom something happened; news are
DECISION_PRIORS: Final = {
    "unsaid": -12.0,  # so far from any answer that there is next to none to learn it from
    "unmeasured": -12.0,  # what is refused here is mostly far from any answer; people also ask what a text nearly tells
}
PASSAGES: Final = 20  # whose sentences are learned from; from those of fewer less is learned
ANSWERED: Final = 0.97  # the share of answerable questions that the threshold lets through
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question: features by row, whether each answers, whether its document is right."""

    features: Numbers
    answers: NDArray[np.bool_]
    right: NDArray[np.bool_]


def examples(corpus: Corpus) -> Iterator[Example]:
    """For each question that something answers, every sentence of its best passages."""
    answerer = corpus.answerer()
    for asked in corpus.answerable:
        query = answerer.query(asked.question)
        rows, answers, right = [], [], []
        for reading in answerer.readings(query, PASSAGES, near=0.0):
            relevant = is_right(reading.document, asked)
            for i, sentence in enumerate(reading.sentences):
                rows.append(reading.features(i))
                right.append(relevant)
                answers.append(relevant and holds(sentence.span.of(reading.document.text), asked.answers))
        if rows:
            yield Example(np.array(rows), np.array(answers), np.array(right))


def decisions(corpus: Corpus) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The features of the decision for each question, and whether its best quote may be shown as an answer.

    To be refused are questions that nothing answers, and the others with what answers them taken out of the
    corpus. A wrong best quote where there is a right one is left out.
    """
    whole = corpus.answerer()
    for asked in corpus.asked:
        query = whole.query(asked.question)
        found = whole.candidates(query)
        if found and (not asked.answerable or is_right(found[0].document, asked)):
            yield whole.decision(query, found), asked.answerable
        lacking = corpus.answerer(corpus.without(asked))
        found = lacking.candidates(query) if asked.answerable else []
        if found:
            yield lacking.decision(query, found), False


def learn_sentence(
    sets: Sequence[Sequence[Example]],
    steps: int = 400,
    rate: float = 0.06,
    l2: float = 3e-2,
    start: Numbers | None = None,
) -> Numbers:
    """Weights that make the answering sentences likely, by Adam (Kingma & Ba 2015) on the softmax loss.

    Args:
        sets: the questions of each set.
        steps: of Adam.
        rate: of Adam.
        l2: how little weights are wanted.
        start: weights to begin with, where not with none.
    """
    chosen = [(e, 1 / len(kept)) for s in sets if (kept := [e for e in s if e.answers.any()]) for e in kept]
    features = np.concatenate([e.features for e, _ in chosen])
    scale = features.std(0) + 1e-6
    features = features / scale
    answers = np.concatenate([e.answers for e, _ in chosen]).astype(float)
    sizes = [len(e.answers) for e, _ in chosen]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    share = np.array([w for _, w in chosen]) / sum(w for _, w in chosen)

    def gradient(weights: Numbers) -> Numbers:
        scores = features @ weights
        exp = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        likely = exp / np.add.reduceat(exp, starts)[owner]
        wanted = exp * answers
        wanted /= np.add.reduceat(wanted, starts)[owner]
        return np.asarray(features.T @ ((likely - wanted) * share[owner]) + l2 * weights)

    first = np.zeros(features.shape[1]) if start is None else start * scale
    weights: Numbers = adam(gradient, first, steps, rate) / scale
    for name, prior in PRIORS.items():
        weights[FEATURES.index(name)] = prior
    return weights


def learn_decision(sets: Sequence[Sequence[tuple[tuple[float, ...], bool]]]) -> Numbers:
    """Weights of a logistic regression; each set and each side of it weighs the same."""
    rows = [(f, y, 1 / sum(1 for _, z in s if z is y)) for s in sets for f, y in s]
    features = np.array([f for f, _, _ in rows])
    wanted = np.array([float(y) for _, y, _ in rows])
    share = np.array([w for _, _, w in rows]) / sum(w for _, _, w in rows)

    def gradient(weights: Numbers) -> Numbers:
        return np.asarray(
            features.T @ ((1 / (1 + np.exp(-features @ weights)) - wanted) * share) + 1e-4 * weights
        )

    weights = adam(gradient, np.zeros(features.shape[1]), 2000, 0.05)
    for name, prior in DECISION_PRIORS.items():
        weights[DECISION.index(name)] = prior
    return weights


def adam(gradient: Any, weights: Numbers, steps: int, rate: float) -> Numbers:
    """Minimise by Adam from the given weights on."""
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return weights


def success(weights: Numbers, found: Sequence[Example]) -> tuple[float, float]:
    """The shares of questions whose best sentence is of the right document, and answers."""
    best = [(e, int(np.argmax(e.features @ weights))) for e in found]
    return sum(bool(e.right[i]) for e, i in best) / len(best), sum(bool(e.answers[i]) for e, i in best) / len(
        best
    )


def threshold_of(weights: Numbers, sets: Sequence[Sequence[tuple[tuple[float, ...], bool]]]) -> float:
    """The highest belief that lets `ANSWERED` of the answerable questions through, each set weighing the same."""
    kept = [np.array([belief(f, list(weights)) for f, y in found if y]) for found in sets]
    beliefs = sorted({float(b) for found in kept for b in found}, reverse=True)
    return next(t for t in beliefs if np.mean([(found >= t).mean() for found in kept]) >= ANSWERED)


def refused(
    weights: Numbers, threshold: float, found: Sequence[tuple[tuple[float, ...], bool]]
) -> tuple[float, float]:
    """The shares of the answerable questions answered, and of those to be refused refused."""
    beliefs = [(belief(f, list(weights)) >= threshold, y) for f, y in found]
    yes, no = [b for b, y in beliefs if y], [b for b, y in beliefs if not y]
    return sum(yes) / len(yes), 1 - sum(no) / len(no)


def others(name: str, names: Collection[str]) -> list[str]:
    """The sets that share no text with this one."""
    family = name.split("-", maxsplit=1)[0]
    return [n for n in names if n.split("-")[0] != family]


def write(weights: Weights) -> None:
    """Write the weights file."""
    tables: dict[str, Iterable[tuple[str, float]]] = {
        "sentence": zip(FEATURES, weights.sentence, strict=True),
        "decision": zip(DECISION, weights.decision, strict=True),
    }
    for verdict, worth in weights.verdicts.items():
        tables[verdict] = zip(CHECK, worth, strict=True)
    lines = [
        "# What each number is worth: features.py, deciding.py and checking.py say what they are. Learned by `make train`.",
        "",
        "# The belief from which on the best quote is an answer.",
        f"threshold = {weights.threshold:.3f}",
        "",
        "# The probability from which on a claim is supported or contradicted.",
        f"sure = {weights.sure:.3f}",
    ]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{feature} = {value:.3f}" for feature, value in table)]
    FILE.write_text("\n".join([*lines, ""]), "utf-8")


def main() -> None:
    """Learn, measure each set by the others, and write."""
    parser = argparse.ArgumentParser(description="Learn retrieval/weights.toml from the public sets.")
    parser.add_argument("sets", type=Path, help="the folder of the public sets")
    folder = parser.parse_args().sets
    with tempfile.TemporaryDirectory() as name:
        corpora = public_sets(folder, Path(name)) | own_sets(Path(name))
        sentences = train_sentence(corpora)
        train_decision(corpora)
        train_verdicts(corpora)
    weights = np.array(load_weights().sentence)
    for n, (right, answered) in ((n, success(weights, s)) for n, s in sentences.items()):
        print(f"{n:12} by all: right document {right:.3f}, sentence answers {answered:.3f}")


def train_sentence(corpora: Mapping[str, Corpus]) -> Mapping[str, Sequence[Example]]:
    """Learn what a sentence is worth, and write it; what it was learned from."""
    found = {name: list(examples(corpus)) for name, corpus in corpora.items()}
    for name, own in found.items():
        right, answered = success(learn_sentence([found[other] for other in others(name, found)]), own)
        print(
            f"{name:12} by the others: right document {right:.3f}, sentence answers {answered:.3f}",
            flush=True,
        )
    learned = learn_sentence(list(found.values()))
    write(replace(load_weights(), sentence=tuple(learned)))
    return found


def train_decision(corpora: Mapping[str, Corpus]) -> None:
    """Learn the decision to answer with the sentence's weights in force, and write it."""
    found = {name: list(decisions(corpus)) for name, corpus in corpora.items()}
    for name, own in found.items():
        rest = [found[other] for other in others(name, found)]
        weights = learn_decision(rest)
        answered, refusals = refused(weights, threshold_of(weights, rest), own)
        print(
            f"{name:12} by the others: answered {answered:.3f}, to be refused refused {refusals:.3f}",
            flush=True,
        )
    learned = learn_decision(list(found.values()))
    threshold = threshold_of(learned, list(found.values()))
    write(replace(load_weights(), decision=tuple(learned), threshold=threshold))
    for name, own in found.items():
        print(
            f"{name:12} by all: answered {{:.3f}}, refused {{:.3f}}".format(*refused(learned, threshold, own))
        )


def train_verdicts(corpora: Mapping[str, Corpus]) -> None:
    """Learn what decides a claim, and write it."""
    found = {name: claims for name, corpus in corpora.items() if (claims := list(judged(corpus)))}
    for name, own in found.items():
        rest = [claim for other, claims in found.items() if other != name for claim in claims]
        right, not_wrong = verdicts(learn_verdicts(rest), own)
        print(f"{name:12} by the others: verdict right {right:.3f}, not wrong {not_wrong:.3f}", flush=True)
    learned = learn_verdicts([claim for claims in found.values() for claim in claims])
    write(replace(load_weights(), verdicts=learned, sure=SURE))


if __name__ == "__main__":
    main()
