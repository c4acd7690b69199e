"""Claims about an answer seen otherwise: around the quote, to be copied, verified, contradicted, as a choice; and ages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.citing import receipt_of
from bot.model import Found, Inquiry, Notice, Offered, Since, Tongue, View
from bot.rendering.ages import age
from bot.rendering.inline import choices
from bot.rendering.markup import Room, fitting, marked, short, unmarked
from bot.rendering.telegram_html import message
from retrieval.model import Answer, Citation, Difference, Document, NoAnswer, Question, Reason, Span
from retrieval.receipts import receipt
from retrieval.verifying import Change, Standing, Verified
from tests.bot.samples import QUOTE, TEXT, answer, citation, document, refusal
from tests.bot.test_telegram_html import TEXTS, TONGUES, block_quotes, citations, quoted, read
from tests.fakes import parse_html
from tests.fakes.telegram_text import units

KEY = "k" * 12


def found(of: Answer | NoAnswer | None = None, tongue: Tongue = "en", **fields: object) -> Found:
    """A reply that is kept."""
    return replace(Found(of or answer(), tongue, KEY), **fields)  # type: ignore[arg-type]


def labels(of: Found) -> list[list[str]]:
    """The labels of the buttons, row by row."""
    return [[button.label for button in row] for row in message(of).rows]


# --- within every limit --------------------------------------------------------------------------


@st.composite
def spans_before_and_after(draw: st.DrawFn, cited: Citation) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Sentences around a quote, in order."""
    text, start, end = cited.document.text, cited.span.start, cited.span.end
    before = (Span(draw(st.integers(0, start - 1)), start),) if start else ()
    after = (Span(end, draw(st.integers(end + 1, len(text)))),) if end < len(text) else ()
    return before, after


VERIFIED = st.builds(
    Verified,
    st.sampled_from(Standing),
    st.none(),
    st.lists(st.builds(Change, TEXTS, TEXTS, st.none()), max_size=6).map(tuple),
    TEXTS,
)


@given(st.lists(citations(), min_size=1, max_size=3), st.sampled_from(TONGUES), st.data())
@settings(max_examples=60)
def test_telegram_takes_every_view(cited: list[Citation], tongue: Tongue, data: st.DataObject) -> None:
    """Whatever is shown around, beside, above and below a quote, in whatever combination."""
    position = data.draw(st.integers(0, len(cited) - 1))
    before, after = data.draw(spans_before_and_after(cited[position]))
    named = tuple(c.document.reference for c in cited)
    first = replace(cited[0], also=named, copies=named)
    differences = tuple(Difference(cited[0].quote[:5] or "a", c.quote[:5] or "a") for c in cited)
    of = Answer(
        Question("was it fined?"),
        (first, *cited[1:]),
        data.draw(st.sampled_from([None, "supported", "contradicted"])),
        corrections=tuple(data.draw(st.lists(st.tuples(TEXTS, TEXTS), max_size=9))),
        differences=differences,
        contrary=tuple(cited),
    )
    shown = Found(
        of,
        tongue,
        KEY,
        position,
        understood=data.draw(TEXTS),
        ignored=tuple(data.draw(st.lists(TEXTS, max_size=9))),
        since=data.draw(st.none() | st.just(Since("2025-01-01", "https://t.me/c/1/2"))),
        view=data.draw(st.sampled_from(get_args(View))),
        wider=data.draw(st.integers(0, 4)),
        before=before,
        after=after,
        verified=data.draw(st.none() | VERIFIED),
        was=data.draw(TEXTS),
        rang=data.draw(st.booleans()),
        today="2026-01-31",
    )
    made = message(shown)
    parsed = read(made.html)
    assert parsed.text
    assert shown.view == "copy" or len(block_quotes(parsed)) == 1
    assert all(len(button.data.encode()) <= 64 for row in made.rows for button in row)
    assert all(units(button.copy) <= 256 and len(button.label) > 0 for row in made.rows for button in row)
    assert all(0 < len(row) <= 8 for row in made.rows)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=30), st.integers(0, 500))
def test_what_does_not_fit_is_left_out_whole(pieces: list[tuple[str, str]], size: int) -> None:
    """Or said in its shorter way; the order stays."""
    room = Room(size, size, 3)
    wordings = [(f"<b>{short(a)}</b>".replace("<b></b>", "x"), "y") for a, _ in pieces]
    kept = list(fitting([(a if a.count("<") == 2 else "x", b) for a, b in wordings], room))
    assert sum(len(markup) + 1 for markup in kept) <= size
    assert sum(markup.count("<b>") for markup in kept) <= 3


@given(
    st.text(),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from("bsu"))),
    st.integers(0, 5),
)
def test_marks_change_no_word(text: str, edges: list[tuple[int, int, str]], most: int) -> None:
    """However they lie, and however many there are."""
    made = marked(text, [(Span(at, at + length), tag) for at, length, tag in edges], most)
    assert unmarked(made) == unmarked(marked(text, [], 0))
    assert made.count("</") <= most + unmarked(made).count("</")


# --- around the quote ----------------------------------------------------------------------------


def test_around_the_quote_stands_what_stands_around_it_in_the_text() -> None:
    """In one block, the quote underlined; every word is of the document."""
    cited = citation(QUOTE, ["fined"])
    end = cited.span.end
    wide = found(
        Answer(Question("?"), (cited,)), wider=1, before=(Span(0, 32),), after=(Span(end + 1, len(TEXT)),)
    )
    parsed = read(message(wide).html)
    assert quoted(parsed) == TEXT
    assert "".join(parsed.words(entity) for entity in parsed.of("underline")) == QUOTE
    assert labels(wide)[0][:2] == ["↕ More", "− Less"]
    assert labels(replace(wide, more=False))[0][0] == "− Less"


def test_what_no_block_covers_does_not_stand_between() -> None:
    """Menus and markup between two paragraphs are left out; a line end stands for them."""
    made = citation("Second.", text="First.\n[menu]\nSecond.\n\nThird.")
    wide = found(Answer(Question("?"), (made,)), wider=1, before=(Span(0, 6),), after=(Span(23, 29),))
    assert quoted(read(message(wide).html)) == "First.\nSecond.\nThird."


def test_a_long_quote_is_folded_up() -> None:
    """A short one is not."""
    parsed = read(message(found(answer("word " * 100))).html)
    assert len(parsed.of("expandable_blockquote")) == 1
    assert len(read(message(found()).html).of("blockquote")) == 1


# --- copied, verified, contradicted --------------------------------------------------------------


def test_a_short_quote_is_copied_at_a_touch_and_a_long_one_is_shown_for_it() -> None:
    """256 UTF-16 units are what a button copies."""
    (copying,) = [b for row in message(found()).rows for b in row if b.label == "📋 Copy"]
    assert copying.copy.startswith(
        f"“{QUOTE}” — Harbour Gazette · Ada Byron · 2025-03-02 · The harbour spill"
    )
    long = found(answer("word " * 100))
    (copying,) = [b for row in message(long).rows for b in row if b.label == "📋 Copy"]
    assert (copying.copy, copying.data) == ("", f"y:{KEY}:0")
    page = replace(long, view="copy")
    parsed = read(message(page).html)
    (block,) = parsed.of("pre")
    assert parsed.words(block).startswith("“word word")
    assert labels(page) == [["‹ Back"]]


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("standing", Standing)
def test_what_became_of_a_quote_is_said(standing: Standing, tongue: Tongue) -> None:
    """With what differs: struck out what was, underlined what is."""
    span = Span(0, 3)
    changes = (
        Change("500", "600", span),
        Change("", "more", span),
        Change("less", "", None),
    )
    checked = Verified(standing, None, changes if standing == "changed" else (), "is not a plain file")
    parsed = read(message(found(tongue=tongue, verified=checked)).html)
    assert "✓✗✎".find(parsed.text.splitlines()[3][0]) >= 0 or standing == "unreadable"
    if standing == "changed":
        assert parsed.text.endswith("500 → 600\nmore\nless")
        assert [parsed.words(e) for e in parsed.of("strikethrough")] == ["500", "less"]
        assert [parsed.words(e) for e in parsed.of("underline")] == ["600", "more"]


def test_a_contradiction_is_marked_on_both_sides() -> None:
    """In the claim struck out, in the quote underlined; nothing is said twice."""
    of = Answer(
        Question("Tom Reed was fined 900 dollars.", claim=True),
        (citation(QUOTE, ["fined"]),),
        "contradicted",
        differences=(Difference("900", "500"),),
    )
    parsed = read(message(found(of)).html)
    assert parsed.text.startswith("❌ Contradicted by:\nClaim: Tom Reed was fined 900 dollars.\nThe master")
    assert [parsed.words(e) for e in parsed.of("strikethrough")] == ["900"]
    assert [parsed.words(e) for e in parsed.of("underline")] == ["500"]


def test_a_difference_that_cannot_be_marked_is_told() -> None:
    """Where one side says it in other letters."""
    of = Answer(
        Question("nine hundred", claim=True),
        (citation(),),
        "contradicted",
        differences=(Difference("900", "500"),),
    )
    assert "The claim says 900, the source 500." in read(message(found(of)).html).text


def test_other_figures_are_linked_and_dated() -> None:
    """Each with its source and the words that give it."""
    other = citation("fined 900 dollars", ["fined"], publisher="Island Post", published="2025-05-06")
    also = document(publisher="Dock News", url="https://example.org/dock")
    of = answer(replace(citation(), also=(also.reference,)), contrary=(other,))
    parsed = read(message(found(of)).html)
    assert parsed.text.endswith(
        "Also in: Dock News 2025-03-02\nBut Island Post 2025-05-06: fined 900 dollars"
    )
    assert [parsed.words(e) for e in parsed.of("text_link")] == [
        "The harbour spill",
        "Dock News 2025-03-02",
        "Island Post 2025-05-06",
    ]


# --- why it comes --------------------------------------------------------------------------------


def test_a_reply_says_why_it_comes() -> None:
    """How it was understood, that it was asked before, that somebody waited for it."""
    since = Since("2025-01-01", "https://t.me/c/1/2")
    parsed = read(message(found(understood="when was who fined?", since=since, rang=True)).html)
    assert parsed.text.splitlines()[:3] == [
        "🔔 A document answers this now:",
        "↪ Understood as: when was who fined?",
        "Asked here before, on 2025-01-01; the answer has changed since.",
    ]
    assert "https://t.me/c/1/2" in [entity.url for entity in parsed.of("text_link")]


def test_a_notice_may_have_a_link_and_buttons() -> None:
    """The text is the link; each button has a row."""
    made = message(
        Notice(
            "asked_before",
            "en",
            {"day": "2025-01-01"},
            buttons=(("show_here", "p:key:0"),),
            link="https://t.me/c/1/2",
        )
    )
    (link,) = parse_html(made.html).of("text_link")
    assert (link.offset, link.url) == (0, "https://t.me/c/1/2")
    assert [[(b.label, b.data) for b in row] for row in made.rows] == [[("Show it here", "p:key:0")]]


@pytest.mark.parametrize(
    ("bell", "label"), [(False, "🔔 Tell me when there is an answer"), (True, "🔕 Don't tell me")]
)
def test_where_nothing_answers_there_is_something_to_do(label: str, *, bell: bool) -> None:
    """Searches for less, each in a row, and the bell."""
    miss = found(refusal(Reason.UNKNOWN_WORDS, missing=("teapot",)), relaxed=("pot?", "x" * 90), bell=bell)
    assert labels(miss) == [["🔍 pot?"], ["🔍 " + "x" * 39 + "…"], [label]]
    assert message(replace(miss, relaxed=(), bell=None)).rows == ()
    assert message(replace(miss, key="")).rows == ()


def test_what_may_be_wrong_is_asked_below_the_quote() -> None:
    """The quote stays; back leads to the page."""
    page = found(answer("fined", "closed"), position=1, view="wrong")
    assert quoted(read(message(page).html)) == "closed"
    assert labels(page) == [["Wrong source"], ["Wrong passage"], ["Out of date"], ["‹ Back"]]
    assert [b.data for row in message(page).rows for b in row][:2] == [f"j:{KEY}:1:1", f"j:{KEY}:1:2"]


def test_a_document_without_an_address_is_handed_over() -> None:
    """Where it has one the button leads there."""
    assert labels(found(answer(citation(url=None))))[0][1] == "📄 File"
    (opens,) = [b for row in message(found()).rows for b in row if b.url]
    assert opens.url.startswith("https://example.org/harbour#:~:text=")


# --- ages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2026-01-31T05:42", "today"),
        ("2026-01-30", "yesterday"),
        ("2026-01-29", "2 days ago"),
        ("2026-01-18", "13 days ago"),
        ("2026-01-17", "2 weeks ago"),
        ("2025-12-02", "8 weeks ago"),
        ("2025-12-01", "2 months ago"),
        ("2024-02-02", "23 months ago"),
        ("2024-02-01", "2 years ago"),
        ("2025-09", "4 months ago"),
        ("2026-01", ""),
        ("2025-12", "4 weeks ago"),
        ("2025", "4 weeks ago"),
        ("2020", "5 years ago"),
        ("2026-02-01", ""),
        ("soon", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_age_is_as_exact_as_the_date(published: str | None, said: str) -> None:
    """Of a month the last day counts, and of a year; what is not past has none."""
    assert age(published, "2026-01-31", "en") == said


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 20_000), st.sampled_from(TONGUES))
def test_every_age_can_be_said(day: date, days: int, tongue: Tongue) -> None:
    """And without a day to count from there is none."""
    published = (day - timedelta(days)).isoformat()
    assert age(published, day.isoformat(), tongue)
    assert age(published, "", tongue) == ""


# --- quotes to choose from -----------------------------------------------------------------------


@given(st.lists(citations(), min_size=1, max_size=4), st.sampled_from(TONGUES), st.booleans())
@settings(max_examples=40)
def test_telegram_takes_every_choice(cited: list[Citation], tongue: Tongue, near: bool) -> None:  # noqa: FBT001
    """Ids are short and each is of one quote; what is sent is a message like any other, without buttons that need us."""
    of = refusal(Reason.NOTHING_CLOSE, *cited) if near else Answer(Question("?"), tuple(cited))
    made = choices(Offered(Found(of, tongue, ""), "50"))
    assert made.next_offset == "50"
    assert bool(made.notice) is near
    assert len({c.id for c in made.choices}) == len(made.choices) >= 1
    for choice in made.choices:
        assert 0 < len(choice.id.encode()) <= 64
        assert choice.title
        assert len(block_quotes(read(choice.html))) == 1
        assert all(button.url for row in choice.rows for button in row)


def test_a_choice_leads_to_its_passage_at_the_bot() -> None:
    """By a start link that names it; there it is looked at who may see it."""
    cited = citation(QUOTE, url=None)
    found = Found(answer(cited), "en", "", home="https://t.me/juzheng_test_bot")
    (choice,) = choices(Offered(found)).choices
    ((button,),) = choice.rows
    assert button.label == "§ Passage"
    home, _, start = button.url.partition("?start=")
    assert (home, receipt_of(start)) == (found.home, receipt(cited))


def test_where_nothing_can_be_chosen_a_line_says_why() -> None:
    """Nobody sees an empty list and wonders."""
    assert choices(Offered(Notice("inline_what", "en"))).notice == "Type what to look for"
    assert choices(Offered(Found(refusal(), "en", ""))).notice == "Nothing in the documents answers this."


def test_a_document_says_nothing_of_itself_in_a_choice_but_its_name() -> None:
    """The list shows publisher and day, and the beginning of the quote."""
    (choice,) = choices(Offered(Found(answer(), "en", ""))).choices
    assert (choice.title, choice.description) == ("Harbour Gazette 2025-03-02", QUOTE)
    assert Inquiry(7, "who?").offset == ""
    assert isinstance(document(), Document)
