"""Learns `retrieval/weights.toml` from the public sets: `make train SETS=…`.

Two linear models, by gradient descent. The sentence: a softmax over all sentences of a question's best
passages, those that hold the answer against the rest. The decision: a logistic regression on the best quote,
questions as they are against the same questions with their passage taken out of the corpus. Each set weighs
the same, our own seeds and the two newsrooms among them; their questions that nothing answers are to be
refused as well. Before the weights are written, each set is measured with weights learned from the others
alone (all XQuAD sets count as one, for they share their texts, and so do the newsrooms, for they share their makers).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import Corpus, is_right, own_sets, public_sets
from retrieval.deciding import DECISION, belief
from retrieval.evaluation import holds
from retrieval.features import FEATURES
from retrieval.weights import FILE, load_weights

PRIORS: Final = {"whom": 6.0}  # encyclopedias are hardly asked to whom something happened; news are
PASSAGES: Final = 20
ANSWERED: Final = 0.97  # the share of answerable questions of each set that the threshold lets through
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question: features by row, whether each answers, whether its document is right."""

    features: Numbers
    answers: NDArray[np.bool_]
    right: NDArray[np.bool_]


def examples(corpus: Corpus, passages: int = PASSAGES) -> Iterator[Example]:
    """For each question that something answers, every sentence of its best passages."""
    answerer = corpus.answerer()
    for asked in corpus.answerable:
        query = answerer.query(asked.question)
        rows, answers, right = [], [], []
        for reading in answerer.readings(query, passages):
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
        found = whole.candidates(query, PASSAGES)
        if found and (not asked.answerable or is_right(found[0].document, asked)):
            yield whole.decision(query, found), asked.answerable
        lacking = corpus.answerer(corpus.without(asked))
        found = lacking.candidates(query, PASSAGES) if asked.answerable else []
        if found:
            yield lacking.decision(query, found), False


def learn_sentence(
    sets: Sequence[Sequence[Example]],
    steps: int = 400,
    rate: float = 0.06,
    l2: float = 1e-2,
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

    return adam(gradient, np.zeros(features.shape[1]), 2000, 0.05)


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
    """The belief that lets `ANSWERED` of the answerable questions of every set through."""
    kept = [sorted(belief(f, list(weights)) for f, y in found if y) for found in sets]
    return min(beliefs[int((1 - ANSWERED) * len(beliefs))] for beliefs in kept)


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


def write(sentence: Numbers, decision: Numbers, threshold: float) -> None:
    """Write the weights file."""
    lines = [
        "# What each number is worth: features.py and deciding.py say what they are. Learned by `make train`.",
        "",
    ]
    lines += ["# The belief from which on the best quote is an answer.", f"threshold = {threshold:.3f}", ""]
    lines += ["[sentence]", *(f"{n} = {w:.3f}" for n, w in zip(FEATURES, sentence, strict=True)), ""]
    lines += ["[decision]", *(f"{n} = {w:.3f}" for n, w in zip(DECISION, decision, strict=True)), ""]
    FILE.write_text("\n".join(lines), "utf-8")


def main() -> None:
    """Learn, measure each set by the others, and write."""
    parser = argparse.ArgumentParser(description="Learn retrieval/weights.toml from the public sets.")
    parser.add_argument("sets", type=Path, help="the folder of the public sets")
    folder = parser.parse_args().sets
    with tempfile.TemporaryDirectory() as name:
        state = Path(name)
        corpora = public_sets(folder, state) | own_sets(state)
        sentences = {n: list(examples(c)) for n, c in corpora.items()}
        for n in corpora:
            right, answered = success(
                learn_sentence([sentences[m] for m in others(n, sentences)]), sentences[n]
            )
            print(
                f"{n:12} by the others: right document {right:.3f}, sentence answers {answered:.3f}",
                flush=True,
            )
        sentence = learn_sentence(list(sentences.values()))
        write(sentence, np.array(load_weights().decision), load_weights().threshold)
        decided = {n: list(decisions(c)) for n, c in corpora.items()}
    for n, own in decided.items():
        rest = [decided[m] for m in others(n, decided)]
        weights = learn_decision(rest)
        answered, refusals = refused(weights, threshold_of(weights, rest), own)
        print(
            f"{n:12} by the others: answered {answered:.3f}, to be refused refused {refusals:.3f}",
            flush=True,
        )
    learned = learn_decision(list(decided.values()))
    threshold = threshold_of(learned, list(decided.values()))
    write(sentence, learned, threshold)
    for n, (right, answered) in ((n, success(sentence, s)) for n, s in sentences.items()):
        print(f"{n:12} by all: right document {right:.3f}, sentence answers {answered:.3f}, ", end="")
        print("answered {:.3f}, refused {:.3f}".format(*refused(learned, threshold, decided[n])))


if __name__ == "__main__":
    main()
