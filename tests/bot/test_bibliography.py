"""Claims about citations as other programs take them: fields in their places, and quotes that come out as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.rendering.bibliography import FORMATS, SUFFIXES, bibtex, gbt7714, markdown, ris
from retrieval.model import Block, Citation, Document, Span
from tests.retrieval.strategies import scripts

DAY: Final = date(2026, 2, 1)
TEXT: Final = "Fined: 100% of $5 & {more} for #1_a ~ b^2 \\ [x](y) *z* <b>.\n1. Next line."
TEX: Final = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{mark}": mark for mark in "$&#%_"},
}


def cited(text: str = TEXT, **about: object) -> Citation:
    """A citation of a whole text."""
    fields: dict[str, object] = {
        "publisher": "观察者网",
        "author": "Ada & Co",
        "published": "2026-01-08T05:42",
        "url": "https://example.org/a_b?c=1%20&d={e}",
        "language": "zh",
    }
    span = Span(0, len(text))
    document = Document("id", "a_b.md", "小米 100% [处分]", text, (Block(span),), **(fields | about))  # type: ignore[arg-type]
    return Citation(document, span, (), span)


def test_gbt7714_has_its_parts_in_order() -> None:
    """Author, title with its mark, publisher, day, day of looking, address; each document once, numbered."""
    plain = cited(author=None, url="https://example.org/a")
    other = cited(published="2025-09", published_inferred=True, url="https://example.org/b")
    local = cited(url=None, published=None, publisher=None)
    parts = [
        plain,
        plain,
        *(replace(c, document=replace(c.document, id=str(i))) for i, c in enumerate((other, local))),
    ]
    assert gbt7714(parts, DAY).splitlines() == [
        "[1] 观察者网. 小米 100% [处分][EB/OL]. (2026-01-08)[2026-02-01]. https://example.org/a.",
        "[2] Ada & Co. 小米 100% [处分][EB/OL]. 观察者网, ([2025-09])[2026-02-01]. https://example.org/b.",
        "[3] Ada & Co. 小米 100% [处分][Z]. a_b.md.",
    ]


def test_ris_has_a_field_a_line() -> None:
    """And ends each record."""
    rows = ris([cited()], DAY).split("\r\n")
    assert rows[0] == "TY  - ELEC"
    assert rows[-2:] == ["ER  - ", ""]
    fields = dict(row.split("  - ", 1) for row in rows[:-1])
    assert (fields["AU"], fields["PB"], fields["PY"]) == ("Ada & Co", "观察者网", "2026")
    assert (fields["DA"], fields["Y2"]) == ("2026/01/08/", "2026/02/01/")
    assert fields["N1"] == " ".join(TEXT.split())


def test_bibtex_has_balanced_braces_and_says_the_quote() -> None:
    """Escaped, and read back."""
    entry = bibtex([cited()], DAY)
    assert re.match(r"@misc\{[\w.-]+,\n", entry)
    assert "  year = {2026},\n  month = {1},\n  date = {2026-01-08},\n" in entry
    assert "  url = {https://example.org/a_b?c=1\\%20&d=%7Be%7D},\n" in entry
    assert _note(entry) == " ".join(TEXT.split())


def test_a_day_that_is_inferred_is_no_date_of_bibtex() -> None:
    """The year has to do."""
    entry = bibtex([cited(published="2025-09", published_inferred=True)], DAY)
    assert "year = {2025}" in entry
    assert "  date" not in entry


def test_markdown_quotes_and_links() -> None:
    """To the words, where there is an address."""
    shown = markdown([cited("Tom was fined.", url="https://example.org/a")], DAY)
    assert shown.startswith(
        "> Tom was fined.\n\n— 观察者网 · Ada \\& Co · 2026-01-08 · [小米 100% \\[处分\\]](<https://example.org/a#:~:text="
    )
    assert shown.endswith(" (2026-02-01)\n")
    assert "](" not in markdown([cited(url="javascript:alert(1)")], DAY).replace("\\](", "").replace(
        "\\]\\(", ""
    )


def _note(entry: str) -> str:
    (note,) = re.findall(r"  note = \{(.*)\},\n\}", entry)
    escapes = "|".join(map(re.escape, TEX))
    return re.sub(escapes, lambda m: TEX[m[0]], note)


@given(text=scripts().filter(lambda text: bool(text.strip())))
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_quote_breaks_a_format(name: str, text: str) -> None:
    """Whatever it is made of; twice the same citation is there once."""
    citation = cited(text)
    made = FORMATS[name]([citation, citation], DAY)
    assert made == FORMATS[name]([citation], DAY)
    assert set(SUFFIXES) == set(FORMATS)
    if name == "bibtex":
        plain = re.sub(r"\\[$&#%_]", "", made)
        assert plain.count("{") == plain.count("}")


@given(
    text=st.text(st.sampled_from("ab 罚。*_`[]()<>#&!|~$\\-+=.1{}:\"'^%"), min_size=1).filter(
        lambda t: bool(t.strip())
    )
)
def test_markdown_shows_the_words_of_a_quote(text: str) -> None:
    """As another program reads it."""
    tokens = MarkdownIt().parse(markdown([cited(text)], DAY))
    inline = next(t for t in tokens if t.type == "inline")
    assert tokens[0].type == "blockquote_open"
    assert "".join(t.content for t in inline.children or ()).split() == text.split()
