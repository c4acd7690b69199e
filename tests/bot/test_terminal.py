"""Claims about a reply in a terminal: its words and styles, without any terminal."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Found, Notice, Reply, Tongue
from bot.rendering.telegram_html import message, plain
from bot.rendering.terminal import printer, show, show_answer, show_refusal
from retrieval.model import Edition, Place, Reason, Span
from tests.bot.samples import QUOTE, answer, citation, document, refusal


@dataclass(slots=True)
class Page:
    """A printer that keeps what it is given."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    bright: list[str] = field(default_factory=list)

    def __call__(self, text: str, style: str, highlights: tuple[Span, ...]) -> None:
        """Keep a text with its style, and the words that are highlighted in it."""
        self.lines.append((text, style))
        self.bright += [span.of(text) for span in highlights]

    @property
    def text(self) -> str:
        """All that was printed."""
        return "\n".join(line for line, _ in self.lines)


def shown(reply: Reply) -> Page:
    """One reply, printed."""
    page = Page()
    show(page, reply)
    return page


def test_a_citation_is_its_quote_source_place_and_link() -> None:
    """The quote as it stands; below it, set apart and dim, where it is from."""
    page = shown(Found(answer(citation(highlights=["Tom Reed", "fined"])), "en", "key"))
    assert page.lines[0] == (QUOTE, "")
    assert page.bright == ["Tom Reed", "fined"]
    assert page.lines[1:4] == [
        ("  Harbour Gazette · Ada Byron · 2025-03-02 · The harbour spill", "dim"),
        ("  harbour.md, characters 33–75", "dim"),
        ("  https://example.org/harbour#:~:text=" + QUOTE.replace(" ", "%20"), "dim"),
    ]
    assert page.lines[4:] == [
        ("[1] ↕ More  [2] ↗ Open  [3] 📋 Copy  [4] ✓ Verify  [5] 👍  [6] 👎  [7] ➕", "dim")
    ]


@pytest.mark.parametrize(
    ("tongue", "lines"),
    [
        ("en", ["Not in the copy of 2025-01-08, 2025-03-02 05:42.", "No longer in the copy of 2026-02-01."]),
        (
            "zh-hans",
            ["2025-01-08、2025-03-02 05:42 的副本中没有这段话。", "2026-02-01 的副本中已没有这段话。"],
        ),
        (
            "zh-hant",
            ["2025-01-08、2025-03-02 05:42 的副本中沒有這段話。", "2026-02-01 的副本中已沒有這段話。"],
        ),
    ],
)
def test_the_copies_of_a_page_that_do_not_have_the_quote_are_named_by_their_days(
    tongue: Tongue, lines: list[str]
) -> None:
    """With the time where a copy is of the same day as the one that is quoted; in the message as in the terminal."""
    older = tuple(Edition(document(), day) for day in ("2025-01-08T01:00", "2025-03-02T05:42"))
    newer = (Edition(document(), "2026-02-01"),)
    cited = replace(citation(), not_in=older, gone_from=newer)
    page = shown(Found(answer(cited), tongue, "key"))
    assert [line.strip() for line, _ in page.lines[1:3]] == lines
    sent = plain(message(Found(answer(cited), tongue, "key")))
    assert sent.splitlines()[1:3] == lines


def test_a_page_says_where_in_the_pages_it_is() -> None:
    """Where there are several; a position beyond the last is the last."""
    several = answer("fined", "closed", "open")
    assert shown(Found(several, "en", "key", 1)).lines[-2] == ("‹ 2/3 ›", "dim")
    assert shown(Found(several, "en", "key", 9)).lines[-2] == ("‹ 3/3 ›", "dim")
    assert "‹" not in shown(Found(answer("fined"), "en", "key")).text


def test_all_citations_of_an_answer_are_shown_the_best_first() -> None:
    """What comes after the first is headed as further passages, once."""
    page = Page()
    show_answer(page, answer("fined", "closed", "open"), "en")
    texts = [text for text, _ in page.lines]
    assert [t for t in texts if t in {"fined", "closed", "open", "Further passages", ""}] == [
        "fined",
        "",
        "Further passages",
        "closed",
        "",
        "open",
    ]


@pytest.mark.parametrize(
    ("verdict", "line"), [("supported", "Supported by:"), ("contradicted", "Contradicted by:")]
)
def test_a_verdict_stands_above_the_citations(verdict: str, line: str) -> None:
    """Where a claim was checked."""
    page = Page()
    show_answer(page, answer("fined", verdict=verdict), "en")
    assert page.lines[0] == (line, "bold")


def test_a_refusal_says_why_and_what_is_nearest() -> None:
    """The nearest passage is marked as no answer."""
    page = Page()
    show_refusal(page, refusal(Reason.UNKNOWN_WORDS, citation("closed"), missing=("tea", "pot")), "en")
    assert [text for text, _ in page.lines[:5]] == [
        "Nothing in the documents answers this.",
        "The documents never use: tea, pot",
        "",
        "Nearest passage, not an answer:",
        "closed",
    ]


def test_a_refusal_without_anything_near_ends_there() -> None:
    """Two lines, through a reply too."""
    assert len(shown(Found(refusal(), "zh-hans", "key")).lines) == 2


def test_a_notice_is_its_sentence() -> None:
    """Its places filled."""
    assert shown(Notice("refused", "en", {"asker": "7"})).text.startswith("You are not on this bot's list.")


@given(
    st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\x1b[2J\x07\r\t\n\u202e"))
)
@settings(deadline=None)
def test_no_document_moves_the_cursor(words: str) -> None:
    """Control characters of a quote, a name or a title are blanks; lines stay, and so does every place."""
    cited = citation(
        f"{words}fined", text=f"{words}fined", title=f"t{words}", publisher=words, path=f"{words}.md"
    )
    page = shown(Found(answer(cited), "en", "key"))
    assert all(char == "\n" or char.isprintable() for char in page.text)
    assert len(page.lines[0][0]) == len(words) + len("fined")


def test_piped_output_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard output is no terminal, styles and highlights are left out."""
    printer()("Tom Reed was fined", "bold", (Span(0, 3),))
    assert capsys.readouterr().out == "Tom Reed was fined\n"


def test_a_terminal_shows_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is one, the asker's words are bright, and long lines are left to the terminal to wrap."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", screen := Terminal())
    words = "Tom Reed [was] fined " * 20
    printer()(words, "", (Span(0, 3),))
    assert screen.getvalue() == f"\x1b[1;33mTom\x1b[0m{words[3:]}{os.linesep}"


@pytest.mark.parametrize(
    ("tongue", "place", "line"),
    [
        ("en", Place("page", 3), "harbour.md, page 3, characters 33–75"),
        ("zh-hans", Place("page", 3), "harbour.md，第 3 页，第 33–75 字符"),
        ("zh-hant", Place("page", 3), "harbour.md，第 3 頁，第 33–75 字元"),
        ("en", Place("slide", 2), "harbour.md, slide 2, characters 33–75"),
        ("en", Place("row", 17, "Fines"), "harbour.md, Fines, row 17, characters 33–75"),
        ("zh-hans", Place("row", 17), "harbour.md，第 17 行，第 33–75 字符"),
        ("en", Place("time", label="00:01:23"), "harbour.md, 00:01:23, characters 33–75"),
        ("zh-hant", Place("heading", label="罰款"), "harbour.md，罰款，第 33–75 字元"),
    ],
)
def test_the_place_of_a_quote_is_said_where_it_is_known(tongue: Tongue, place: Place, line: str) -> None:
    """Behind the file, in the asker's language."""
    page = shown(Found(answer(citation(place=place)), tongue, "key"))
    assert page.lines[2] == (f"  {line}", "dim")


def test_a_file_inside_an_archive_is_named() -> None:
    """Before the place in it."""
    cited = citation(place=Place("page", 3), path="harbour.zip", member="papers/fines.pdf")
    page = shown(Found(answer(cited), "en", "key"))
    assert page.lines[2] == ("  harbour.zip, papers/fines.pdf, page 3, characters 33–75", "dim")
