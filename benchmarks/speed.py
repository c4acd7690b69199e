"""How long does one answer take? `make bench`: one process, one thread, the index open.

Each question is asked once, of an answerer that has read nothing yet, so that passages read for the first time
count; what is made once for all questions, the index and the dictionary, does not. Beside it stands what
jieba and rank-bm25's own `get_scores` take to score the same passages for the same questions, so that the ratio
holds on other machines too.

Our own corpus is the documents of the seeds and the newsrooms, repeated with variations: their paragraphs are
dealt in a random order, the same in every run, into new documents of one language that are one passage each,
again and again until there are enough.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.corpora import Corpus, own_sets, public_set
from bot.__main__ import collect_rarely
from retrieval.model import Language, Question

PASSAGES: Final = 2000
SIZES: Final = {
    "zh": 450,
    "en": 900,
}  # characters that a new document has at least: half of a passage's limit
BETWEEN: Final = range(1000, 4001)  # passages of the sets that are asked
DOCUMENTS: Final = 3  # that an answer may cite
SEED: Final = 20260108
FIRST: Final = Question("who was first? 谁是第一个？")  # loads what all questions need


@dataclass(frozen=True, slots=True)
class Timed:
    """A question, and whether its answer is in another language."""

    question: Question
    across: bool


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many questions, each asked once."""

    ms: tuple[float, ...]

    def __str__(self) -> str:
        return f"median {self.median:.1f} ms, 99th percentile {self.percentile(99):.1f} ms, worst {max(self.ms):.1f} ms"

    @property
    def median(self) -> float:
        """The middle."""
        return statistics.median(self.ms)

    def percentile(self, percent: int) -> float:
        """The smallest time that so many of a hundred do not pass."""
        return sorted(self.ms)[(percent * len(self.ms) + 99) // 100 - 1]


def paragraphs(corpora: Collection[Corpus]) -> dict[Language, list[str]]:
    """The paragraphs of running text, by language."""
    found: dict[Language, list[str]] = defaultdict(list)
    for corpus in corpora:
        for number in corpus.entries:
            document, passage = corpus.catalog.passage(number)
            texts = (p.span.of(document.text) for p in passage.pieces if p.kind == "text")
            found[passage.language] += (" ".join(text.split()) for text in texts)
    return found


def dealt(pile: Sequence[str], size: int, chance: random.Random) -> Iterator[str]:
    """Texts of at least `size` characters, paragraph by paragraph from the shuffled pile; without end."""
    text: list[str] = []
    while True:
        for paragraph in chance.sample(pile, len(pile)):
            text.append(paragraph)
            if sum(map(len, text)) >= size:
                yield "\n\n".join(text)
                text = []


def shuffled(corpora: Collection[Corpus], state: Path) -> Corpus:
    """Our own documents as a corpus of `PASSAGES` passages, its languages in their own proportion."""
    chance = random.Random(SEED)  # noqa: S311
    piles = {language: pile for language, pile in paragraphs(corpora).items() if language in SIZES}
    weights = [sum(map(len, pile)) / SIZES[language] for language, pile in piles.items()]
    texts = {language: dealt(pile, SIZES[language], chance) for language, pile in piles.items()}
    languages = chance.choices(list(piles), weights, k=PASSAGES)
    folder = state / "shuffled"
    folder.mkdir()
    rows = ({"id": str(n), "title": "", "text": next(texts[one])} for n, one in enumerate(languages))
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "passages.jsonl").write_text("".join(lines), "utf-8")
    return Corpus(folder, [], state)


def questions(corpus: Corpus) -> list[Timed]:
    """The questions of a corpus that something answers."""
    return [Timed(asked.question, corpus.across(asked)) for asked in corpus.answerable]


def ours(state: Path) -> tuple[Corpus, list[Timed]]:
    """Our own documents, shuffled, and all questions about them; the folders themselves are let go of."""
    own = own_sets(state).values()
    return shuffled(own, state), [question for corpus in own for question in questions(corpus)]


def taken(ask: Callable[[Question], object], asked: Sequence[Timed]) -> Times:
    """The time of each question."""
    out = []
    for timed in asked:
        begun = time.perf_counter()
        ask(timed.question)
        out.append(1000 * (time.perf_counter() - begun))
    return Times(tuple(out))


def plain(corpus: Corpus) -> Callable[[Question], object]:
    """What scores every passage by rank-bm25 alone."""
    import jieba
    from rank_bm25 import BM25Okapi

    jieba.setLogLevel(logging.ERROR)
    found = (corpus.catalog.passage(n) for n in corpus.entries)
    texts = ["\n".join(p.span.of(d.text) for p in passage.pieces) for d, passage in found]
    bm25 = BM25Okapi([jieba.lcut(text) for text in texts])
    return lambda question: bm25.get_scores(jieba.lcut(question.text))


def ready(corpus: Corpus) -> Callable[[Question], object]:
    """What answers over a corpus, its index made and the dictionary loaded, and no passage read."""
    corpus.answerer().answer(FIRST, DOCUMENTS)  # an answerer keeps what it read to itself
    for entry in {e.language: e for e in corpus.entries.values()}.values():
        corpus.engine.words(entry.language)
        corpus.engine.gather(entry.language, dict.fromkeys(entry.frequencies, 1.0), 1)
    answerer = corpus.answerer()
    return lambda question: answerer.answer(question, DOCUMENTS)


def report(name: str, corpus: Corpus, asked: Sequence[Timed]) -> None:
    """Ask all in their order, and print a line for the questions in one language and one for those across two."""
    print(f"## {name}: {len(corpus.entries):,} passages")
    theirs = taken(plain(corpus), asked)
    ours = taken(ready(corpus), asked)
    for which, across in (("in one language", False), ("across two", True)):
        own = Times(tuple(ms for ms, t in zip(ours.ms, asked, strict=True) if t.across is across))
        if own.ms:
            ratios = f"{own.median / theirs.median:.1f} and {own.percentile(99) / theirs.median:.1f} times"
            print(f"{which}, {len(own.ms)} questions: {own}; {ratios} the median of rank-bm25")
    print(f"jieba and rank-bm25's get_scores: {theirs}\n", flush=True)


def main() -> None:
    """Measure on our own documents and, where a folder of sets is given, on those of its sets that are of a size."""
    parser = argparse.ArgumentParser(description="Measure how long answers take.")
    parser.add_argument("sets", type=Path, nargs="?", help="a folder of sets")
    sets = parser.parse_args().sets
    collect_rarely()  # as the program does
    with tempfile.TemporaryDirectory() as name:
        state = Path(name)
        report("seeds and newsrooms, shuffled", *ours(state))
        for file in sorted(sets.glob("*/passages.jsonl")) if sets else ():
            if file.read_bytes().count(b"\n") in BETWEEN:
                corpus = public_set(file.parent, state)
                report(file.parent.name, corpus, questions(corpus))


if __name__ == "__main__":
    main()
