"""How an answer came about, for an operator: lines for a terminal, one JSON object for programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from bot.rendering.brief import one_line
from bot.rendering.terminal import printable
from retrieval.explaining import (
    Check,
    Compared,
    Decision,
    Explanation,
    Lookup,
    Part,
    Said,
    Way,
    Weighed,
    Word,
)
from retrieval.model import Language, Verdict

SHORT: Final = 4  # ways to say a word that are all listed; of more, those that the corpus holds
SHOWN: Final = 60  # characters of a quote
_LANGUAGES: Final[dict[Language, str]] = {"zh": "Chinese", "en": "English", "und": "other"}
_SUM: Final = "sum"

Row = tuple[str, ...]


def lines(explained: Explanation) -> Iterator[str]:
    """The explanation, line by line: the question, the best candidates, the decision."""
    yield from map(printable, _lines(explained))


def explanation_object(explained: Explanation) -> dict[str, Any]:
    """The explanation as an object of JSON, with every way to say a word."""
    query = explained.query
    return {
        "language": query.language,
        "kind": str(query.kind),
        "focus": query.focus,
        "corrections": dict(query.corrections),
        "lookups": [_lookup_object(lookup) for lookup in explained.lookups],
        "found": explained.found,
        "candidates": [_candidate_object(candidate) for candidate in explained.candidates],
        "decision": _decision_object(explained.decision) if explained.decision else None,
        "check": _check_object(explained.check) if explained.check else None,
    }


def _lines(explained: Explanation) -> Iterator[str]:
    yield from _question(explained)
    for lookup in explained.lookups:
        yield from _lookup(lookup)
    if explained.candidates:
        yield f"\nCandidates: the best {len(explained.candidates)} of {explained.found}"
    else:
        yield "\nCandidates: none"
    for number, candidate in enumerate(explained.candidates, 1):
        yield from _candidate(number, candidate)
    if explained.decision:
        yield from _decision(explained.decision)
    if explained.check:
        yield from _check(explained.check)


def _question(explained: Explanation) -> Iterator[str]:
    query = explained.query
    yield "How it came about"
    yield f"  language     {_LANGUAGES[query.language]}"
    yield f"  asks for     {query.kind.replace('_', ' ')}"
    yield f"  focus        {query.focus or 'none'}"
    read_as = (f"{written} → {meant}" for written, meant in query.corrections.items())
    yield f"  corrections  {', '.join(read_as) or 'none'}"


def _lookup(lookup: Lookup) -> Iterator[str]:
    """A line for each word, and one for all characters and pairs of them."""
    yield f"\nLooked for in {_LANGUAGES[lookup.language]} passages ({lookup.passages})"
    meant = [word for word in lookup.words if word.meaning]
    head = ("word", "weight", "rarity", "said as, weight (passages that have it)")
    rows = [(w.word, _number(w.weight), _number(w.rarity), _ways(w.ways)) for w in meant]
    yield from _table([head, *rows], "  ", left=(0, 3))
    pairs = [word for word in lookup.words if not word.meaning]
    if pairs:
        shown = _shortened([(_pair(pair), any(way.passages for way in pair.ways)) for pair in pairs])
        yield f"  characters and pairs, weight {_number(pairs[0].weight)}, with rarity: {shown}"


def _ways(ways: Sequence[Way]) -> str:
    if not ways:
        return "no way to say it"
    return _shortened([(_way(way), bool(way.passages)) for way in ways])


def _way(way: Way) -> str:
    return (
        f"{way.surface} {_number(way.weight)} ({'' if way.exact or not way.passages else '≤ '}{way.passages})"
    )


def _pair(pair: Word) -> str:
    return f"{pair.word} {_number(pair.rarity)} ({sum(way.passages for way in pair.ways)})"


def _shortened(ways: Sequence[tuple[str, bool]]) -> str:
    """All of a few; of many those that the corpus holds, and how many more there are."""
    shown = [text for text, held in ways if held or len(ways) <= SHORT]
    more = len(ways) - len(shown)
    return ", ".join([*shown, *([f"+{more} more (0)"] if more else [])])


def _candidate(number: int, candidate: Weighed) -> Iterator[str]:
    document, span = candidate.document, candidate.span
    name = "" if document.id == document.path else f" ({document.id})"
    yield f"\n{number}. {document.path}{name}, characters {span.start}–{span.end}"
    yield f"   {one_line(span.of(document.text), SHOWN)}"
    yield f"   passage: relevance {_number(candidate.relevance)}, {_LANGUAGES[candidate.language]}"
    yield from _table([*_sum_of(candidate.parts, "feature"), (_SUM, "", "", _number(candidate.score))], "   ")
    yield from _said(candidate.said)


def _said(said: Sequence[Said]) -> Iterator[str]:
    """The words that the best sentence says; characters and their pairs on one line."""
    words = [(s.word, s.surface, _number(s.weight), _number(s.share)) for s in said if s.meaning]
    if words:
        yield from _table([("its best sentence says", "as", "weight", "share"), *words], "   ", left=(0, 1))
    else:
        yield "   its best sentence says no word of the question"
    pairs = [f"{s.word} {_number(s.share)}" for s in said if not s.meaning]
    if pairs:
        yield f"   characters and pairs, with share: {', '.join(pairs)}"


def _decision(decision: Decision) -> Iterator[str]:
    yield "\nDecision: does the first candidate answer?"
    total = sum(part.worth for part in decision.parts)
    yield from _table([*_sum_of(decision.parts, "number"), (_SUM, "", "", _number(total))], "  ")
    sign, outcome = ("≥", "answered") if decision.answers else ("<", "not answered")
    yield f"  belief {_number(decision.belief)} {sign} threshold {_number(decision.threshold)}: {outcome}"


def _check(check: Check) -> Iterator[str]:
    yield f"\nVerdict: decided by candidate {check.decisive + 1}"
    yield from _comparison(check.compared[check.decisive])
    for number, compared in enumerate(check.compared, 1):
        yield f"  candidate {number}: {_likely(compared)}"
    yield f"  sure from {_number(check.sure)} on: {check.verdict.replace('_', ' ')}"


def _comparison(compared: Compared) -> Iterator[str]:
    """The numbers with what they are worth for each verdict, and what differs."""
    head = ["number", "value"]
    columns: list[list[str]] = []
    for verdict, parts in compared.parts.items():
        columns = columns or [[p.name for p in parts] + [_SUM], [_number(p.value) for p in parts] + [""]]
        head += [f"× {verdict}", "= part"]
        total = _number(sum(p.worth for p in parts))
        columns += [[_number(p.weight) for p in parts] + [""], [_number(p.worth) for p in parts] + [total]]
    yield from _table([tuple(head), *zip(*columns, strict=True)], "  ")
    for difference in compared.differences:
        yield f"  differs: the claim says {difference.claimed}, the quote {difference.quoted}"


def _likely(compared: Compared) -> str:
    likely = ", ".join(f"{verdict} {_number(p)}" for verdict, p in compared.probabilities.items())
    return (
        f"{likely} (clear: it says every word of the claim, and nothing differs)"
        if compared.clear
        else likely
    )


def _sum_of(parts: Iterable[Part], what: str) -> Iterator[Row]:
    yield what, "value", "× weight", "= part"
    yield from ((p.name, _number(p.value), _number(p.weight), _number(p.worth)) for p in parts)


def _table(rows: Sequence[Row], indent: str, left: Sequence[int] = (0,)) -> Iterator[str]:
    """The rows with their columns aligned: those named on the left, where words are, the others on the right."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        blanks = [" " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True)]
        cells = (c + b if i in left else b + c for i, (c, b) in enumerate(zip(row, blanks, strict=True)))
        yield (indent + "  ".join(cells)).rstrip()


def _cells(text: str) -> int:
    """How wide a terminal shows a text: a Chinese character takes the room of two letters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _number(value: float) -> str:
    return f"{round(value, 3) + 0.0:.3f}"  # a weighty 0 would be -0.000


def _lookup_object(lookup: Lookup) -> dict[str, Any]:
    words = [_word_object(word) for word in lookup.words]
    return {"language": lookup.language, "passages": lookup.passages, "words": words}


def _word_object(word: Word) -> dict[str, Any]:
    return {
        "word": word.word,
        "weight": word.weight,
        "meaning": word.meaning,
        "rarity": _rounded(word.rarity),
        "ways": [
            {"said": w.surface, "weight": _rounded(w.weight), "passages": w.passages, "exact": w.exact}
            for w in word.ways
        ],
    }


def _candidate_object(candidate: Weighed) -> dict[str, Any]:
    return {
        "file": candidate.document.path,
        "document": candidate.document.id,
        "start": candidate.span.start,
        "end": candidate.span.end,
        "relevance": _rounded(candidate.relevance),
        "language": candidate.language,
        "score": _rounded(candidate.score),
        "parts": [_part_object(part) for part in candidate.parts],
        "said": [
            {
                "word": s.word,
                "meaning": s.meaning,
                "share": _rounded(s.share),
                "as": s.surface,
                "weight": _rounded(s.weight),
            }
            for s in candidate.said
        ],
    }


def _decision_object(decision: Decision) -> dict[str, Any]:
    return {
        "parts": [_part_object(part) for part in decision.parts],
        "belief": _rounded(decision.belief),
        "threshold": decision.threshold,
        "answers": decision.answers,
    }


def _check_object(check: Check) -> dict[str, Any]:
    return {
        "compared": [_compared_object(compared) for compared in check.compared],
        "decisive": check.decisive,
        "sure": check.sure,
        "verdict": check.verdict,
    }


def _compared_object(compared: Compared) -> dict[str, Any]:
    probabilities: dict[Verdict, float] = {v: _rounded(p) for v, p in compared.probabilities.items()}
    return {
        "parts": {verdict: [_part_object(p) for p in parts] for verdict, parts in compared.parts.items()},
        "probabilities": probabilities,
        "differences": [{"claimed": d.claimed, "quoted": d.quoted} for d in compared.differences],
        "clear": compared.clear,
    }


def _part_object(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "value": _rounded(part.value),
        "weight": part.weight,
        "part": _rounded(part.worth),
    }


def _rounded(value: float) -> float:
    return round(value, 6)
