"""Claims about an answer as one JSON object, the format that is scored."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.json import line
from retrieval.model import Place, Question, Reason
from tests.bot.samples import QUOTE, TEXT, answer, citation, refusal

CITATION: dict[str, Any] = {
    "file": "harbour.md",
    "document": "harbour.md",
    "member": None,
    "place": None,
    "quote": QUOTE,
    "start": 33,
    "end": 75,
    "title": "The harbour spill",
    "publisher": "Harbour Gazette",
    "outlet": None,
    "author": "Ada Byron",
    "published": "2025-03-02",
    "published_inferred": False,
    "saved": None,
    "url": "https://example.org/harbour",
    "language": "und",
    "truncated": False,
    "cut_short": False,
    "excerpt": False,
    "copy_of": None,
    "also": [],
    "copies": [],
    "not_in": [],
    "gone_from": [],
}


def read(written: str) -> dict[str, Any]:
    """The object on the line."""
    assert "\n" not in written
    made: dict[str, Any] = json.loads(written)
    return made


def test_an_answer_has_its_status_and_citations() -> None:
    """Each citation with all its fields, in order; no verdict, for it was no claim."""
    assert read(line(answer())) == {"status": "answered", "citations": [CITATION]}


def test_offsets_lead_to_the_quote() -> None:
    """Half-open, in code points of the document's text."""
    (cited,) = read(line(answer()))["citations"]
    assert TEXT[cited["start"] : cited["end"]] == cited["quote"]


def test_what_is_not_known_is_null() -> None:
    """And not left out, nor an empty text."""
    bare = citation(publisher=None, author=None, published=None, url=None, published_inferred=True)
    (cited,) = read(line(answer(bare)))["citations"]
    unknown = {"publisher": None, "author": None, "published": None, "url": None}
    assert cited == CITATION | unknown | {"published_inferred": True}


def test_no_answer_has_its_reason_and_the_nearest_passages() -> None:
    """With the words that the documents never use."""
    found = refusal(Reason.UNKNOWN_WORDS, citation(), missing=("tea", "茶"))
    assert read(line(found)) == {
        "status": "no_answer",
        "reason": "unknown_words",
        "missing": ["tea", "茶"],
        "citations": [CITATION],
    }


def test_the_id_of_the_question_comes_first_as_it_was_given() -> None:
    """Text stays text and a number a number."""
    assert line(answer(), "g001").startswith('{"id": "g001", "status": ')
    assert line(answer(), 7).startswith('{"id": 7, "status": ')


def test_a_claim_always_has_a_verdict() -> None:
    """`not_found` where nothing answers."""
    claim = Question("Tom Reed was fined.", claim=True)
    for verdict in ("supported", "contradicted"):
        assert read(line(replace(answer(verdict=verdict), question=claim)))["verdict"] == verdict
    found = read(line(replace(refusal(), question=claim)))
    assert (found["status"], found["verdict"]) == ("no_answer", "not_found")


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_every_text_comes_back(words: str) -> None:
    """On one line of valid UTF-8, Chinese as it is written; even half a character, which UTF-8 cannot say."""
    cited = citation(f"{words}罚款", text=f"{words}罚款", title=words)
    written = line(answer(cited), words)
    assert "罚款" in written
    found = read(written.encode("utf-8").decode("utf-8"))
    joined = words.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )  # two halves are one
    assert (found["id"], found["citations"][0]["title"]) == (joined, joined)
    assert found["citations"][0]["quote"] == f"{joined}罚款"


def test_the_place_of_a_quote_is_in_its_parts() -> None:
    """Its kind, its number and its label, and the file inside an archive."""
    cited = citation(place=Place("row", 17, "Fines"), member="fines.xlsx")
    (found,) = read(line(answer(cited)))["citations"]
    place = {"kind": "row", "number": 17, "label": "Fines"}
    assert found == CITATION | {"member": "fines.xlsx", "place": place}
