"""Claims about a reply as a Telegram message; the strict parser of the fakes reads what is made."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Found, Notice, Tongue
from bot.rendering.telegram_html import HIGHLIGHTS, Button, Message, escape, message, plain
from bot.telegram.outgoing import rich
from bot.texts import TABLES
from retrieval.model import (
    Answer,
    Block,
    Citation,
    Document,
    NoAnswer,
    Place,
    Question,
    Reason,
    Span,
    Verdict,
)
from tests.bot.samples import QUOTE, answer, citation, refusal
from tests.fakes import Entity, EntityError, ParsedText, parse_html
from tests.fakes.telegram_html import MARKUP_LIMIT
from tests.fakes.telegram_rich import parse_rich
from tests.fakes.telegram_text import _DROPPED, ENTITY_LIMIT, TEXT_LIMIT, WHITE, units
from tests.fakes.telegram_text import plain as stored

TONGUES: tuple[Tongue, ...] = get_args(Tongue)

# --- what may stand in a document, from the harmless to the malicious ---------------------------

CHARACTERS = st.one_of(
    st.characters(),  # all of Unicode, control characters too
    st.characters(categories=["Cs"]),  # halves of characters, which JSON can carry
    st.sampled_from("<>&\"'/=;#@-,%\0\x1b\x7f\t\r\n \u3000\u200d\u202e\u2028\u030a😀字"),
)
SNIPPETS = st.one_of(
    st.text(CHARACTERS, max_size=20),
    st.sampled_from(
        ("<b>", "</b>", "</blockquote>", '"><a href="', "&lt;", "&#0;", "&amp;amp;", "<br>", "/ask", "@all")
    ),
)
TEXTS = st.builds(
    lambda pieces, times: "".join(pieces) * times,
    st.lists(SNIPPETS, max_size=6),
    st.sampled_from((1, 1, 1, 60)),
)
QUOTES = st.builds(lambda before, after: f"{before}字{after}", TEXTS, TEXTS)  # a quote has words
ADDRESSES = st.builds(
    lambda start, rest: start + rest,
    st.sampled_from(("https://example.org/", "http://a.b/?", "javascript:", "http://localhost/", "")),
    st.one_of(TEXTS, st.sampled_from(("&" * 1700, '"' * 1700, "字" * 300))),
)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """A citation that says anything, of a document that says anything of itself."""
    before, quote, after = draw(TEXTS), draw(QUOTES), draw(TEXTS)
    span = Span(len(before), len(before) + len(quote))
    inside = st.integers(span.start, span.end)
    edges = draw(st.lists(st.tuples(inside, inside), max_size=120))
    highlights = tuple(Span(min(pair), max(pair)) for pair in edges if pair[0] != pair[1])
    matches = draw(st.lists(st.tuples(TEXTS, TEXTS), max_size=3))
    made = Document(
        id=draw(TEXTS),
        path=draw(TEXTS),
        title=draw(TEXTS),
        text=before + quote + after,
        blocks=(),
        publisher=draw(st.none() | TEXTS),
        author=draw(st.none() | TEXTS),
        published=draw(st.none() | st.just("2026-01-08T05:42") | TEXTS),
        published_inferred=draw(st.booleans()),
        url=draw(st.none() | ADDRESSES),
    )
    return Citation(made, span, highlights, span, tuple(matches))


def expected(quote: str) -> str:
    """What is seen of a quote: Telegram drops some characters; of control characters and halves blanks are left."""
    unseen = set(map(chr, [*range(32), *range(0xD800, 0xE000)])) - {"\n"}
    kept = (" " if c in unseen else c for c in quote if c == "\r" or c not in _DROPPED)
    return "".join(kept).strip(WHITE)


def read(markup: str) -> ParsedText:
    """The message as a person sees it, within every limit of Telegram; as a rich one it is the same, but for white space."""
    assert len(markup) <= MARKUP_LIMIT
    parsed = parse_html(markup)
    richly = parse_rich(rich(Message(markup)))
    assert "".join(richly.text.split()) == "".join(parsed.text.split())
    assert sorted(entity.type for entity in richly.entities) == sorted(e.type for e in parsed.entities)
    assert units(parsed.text) <= TEXT_LIMIT
    assert len(parsed.entities) < ENTITY_LIMIT  # one more might be one that vanished
    return parsed


def block_quotes(parsed: ParsedText) -> list[Entity]:
    """The block quotes, those that are folded up too."""
    return [*parsed.of("blockquote"), *parsed.of("expandable_blockquote")]


def quoted(parsed: ParsedText) -> str:
    """The words of the one block quote, white space at its edges aside."""
    (entity,) = block_quotes(parsed)
    return parsed.words(entity).strip(WHITE)


def assert_quotes(parsed: ParsedText, cited: Citation) -> None:
    """The block quote is the quote; one that is too long is shown as far as it fits, and marked so."""
    shown, whole = quoted(parsed), expected(cited.quote)
    if shown != whole:
        assert len(cited.quote) > 700
        assert shown.endswith("…")
        assert whole.startswith(shown.removesuffix("…").rstrip(WHITE))


@given(st.lists(citations(), min_size=1, max_size=3), st.integers(0, 9), st.sampled_from(TONGUES), st.data())
@settings(deadline=None, max_examples=120)
def test_telegram_takes_every_answer(
    cited: list[Citation], position: int, tongue: Tongue, data: st.DataObject
) -> None:
    """Whatever a document says, of itself too: the message is accepted, and its block quote is the quote."""
    verdict = data.draw(st.none() | st.sampled_from(get_args(Verdict)))
    made = message(Found(Answer(Question("?"), tuple(cited), verdict), tongue, "k" * 12, position))
    assert_quotes(read(made.html), cited[min(position, len(cited) - 1)])
    for button in (button for row in made.rows for button in row):
        assert [bool(button.data), bool(button.url), bool(button.copy)].count(True) == 1
        assert len(button.data.encode()) <= 64
        assert units(button.copy) <= 256
    assert [len(row) for row in made.rows] in ([4, 3], [3, 4, 3])


@given(
    st.sampled_from(Reason),
    st.lists(TEXTS, max_size=5),
    st.lists(citations(), max_size=2),
    st.sampled_from(TONGUES),
)
@settings(deadline=None, max_examples=60)
def test_telegram_takes_every_refusal(
    reason: Reason, missing: list[str], nearest: list[Citation], tongue: Tongue
) -> None:
    """Whatever was asked and is missing; the nearest passage is quoted as exactly as an answer."""
    given_up = NoAnswer(Question("?"), reason, tuple(missing), tuple(nearest))
    made = message(Found(given_up, tongue, "k" * 12))
    parsed = read(made.html)
    assert all(0 < len(button.data.encode()) <= 64 for row in made.rows for button in row)
    if nearest:
        assert_quotes(parsed, nearest[0])
    else:
        assert block_quotes(parsed) == []


@given(st.sampled_from(sorted(TABLES["en"])), TEXTS, st.sampled_from(TONGUES))
@settings(deadline=None)
def test_telegram_takes_every_notice(name: str, value: str, tongue: Tongue) -> None:
    """Whatever is filled into its places, as far as a person can make it: a command, a number, a word; never nothing."""
    places = {place for _, place, _, _ in Formatter().parse(TABLES[tongue][name]) if place}
    values = dict.fromkeys(places, f"/{value[:31]}")
    read(message(Notice(name, tongue, values)).html)


@given(citations(), st.sampled_from(TONGUES))
@settings(deadline=None, max_examples=40)
def test_the_last_resort_says_the_same_without_markup(cited: Citation, tongue: Tongue) -> None:
    """Sent as plain text, the message has the same words, and no tag or reference is left in it."""
    made = message(Found(Answer(Question("?"), (cited,)), tongue, "key"))
    assert stored(plain(made)).text == parse_html(made.html).text


# --- how it looks -------------------------------------------------------------------------------


def shown(cited: Citation, tongue: Tongue = "en") -> ParsedText:
    """An answer of one citation, as a person sees it."""
    return read(message(Found(answer(cited), tongue, "key")).html)


def test_an_answer_is_a_quote_and_its_source() -> None:
    """The quote with the asker's words bold; then publisher, author, date, and the title as the link."""
    parsed = shown(citation(highlights=["Tom Reed", "fined"]))
    assert parsed.text == f"{QUOTE}\nHarbour Gazette · Ada Byron · 2025-03-02\nThe harbour spill"
    assert quoted(parsed) == QUOTE
    assert [parsed.words(entity) for entity in parsed.of("bold")] == ["Tom Reed", "fined"]
    (link,) = parsed.of("text_link")
    assert parsed.words(link) == "The harbour spill"
    assert link.url == "https://example.org/harbour#:~:text=" + QUOTE.replace(" ", "%20")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"publisher": None}, "Ada Byron · 2025-03-02\nThe harbour spill"),
        ({"author": None}, "Harbour Gazette · 2025-03-02\nThe harbour spill"),
        (
            {"outlet": "港口报", "publisher": "Gang Kou Bao"},
            "港口报 (Gang Kou Bao) · Ada Byron · 2025-03-02\nThe harbour spill",
        ),
        ({"published": None}, "Harbour Gazette · Ada Byron\nThe harbour spill"),
        (
            {"published": "2026-01-08T05:42"},
            "Harbour Gazette · Ada Byron · 2026-01-08 05:42\nThe harbour spill",
        ),
        ({"published_inferred": True}, "Harbour Gazette · Ada Byron · about 2025-03-02\nThe harbour spill"),
        ({"title": ""}, "Harbour Gazette · Ada Byron · 2025-03-02\nharbour.md"),
        ({"title": " \n"}, "Harbour Gazette · Ada Byron · 2025-03-02\nharbour.md"),
        ({"title": "The\nharbour \t spill"}, "Harbour Gazette · Ada Byron · 2025-03-02\nThe harbour spill"),
        (
            {"url": None, "path": "a/b.md"},
            "Harbour Gazette · Ada Byron · 2025-03-02\nThe harbour spill (a/b.md)",
        ),
        (
            {"url": "http://localhost/a"},
            "Harbour Gazette · Ada Byron · 2025-03-02\nThe harbour spill (harbour.md)",
        ),
        (
            {"publisher": None, "author": None, "published": None, "url": None},
            "The harbour spill (harbour.md)",
        ),
        (
            {"publisher": "\u202eettezaG", "author": None, "url": None},
            "ettezaG · 2025-03-02\nThe harbour spill (harbour.md)",
        ),
    ],
)
def test_the_source_says_what_is_known(fields: dict[str, Any], line: str) -> None:
    """And nothing in the place of what is not; without a link the file is named."""
    assert shown(citation(**fields)).text == f"{QUOTE}\n{line}"


@pytest.mark.parametrize(
    ("tongue", "line"),
    [("en", "The source breaks off here."), ("zh-hans", "原文到此被截断。"), ("zh-hant", "原文到此被截斷。")],
)
def test_a_quote_that_ends_where_the_page_breaks_off_says_so(tongue: Tongue, line: str) -> None:
    """Only the last words of a text that is cut; those before it go on."""
    text = "The master Tom Reed was fined 500 dollars. The pier is"
    document = Document("a", "a", "t", text, (Block(Span(0, len(text))),), truncated=True)
    before, last = Span(0, 42), Span(43, len(text))
    assert shown(Citation(document, last, (), last), tongue).text.split("\n")[:2] == ["The pier is", line]
    assert line not in shown(Citation(document, before, (), before), tongue).text


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("a < b && c > d", "a < b && c > d"),
        ("<b>bold</b> &amp; \"quoted\" 'too'", "<b>bold</b> &amp; \"quoted\" 'too'"),
        ("</blockquote><a href='tg://user?id=7'>x</a>", "</blockquote><a href='tg://user?id=7'>x</a>"),
        ("one\x0ctwo\0three\x1bfour", "one two three four"),
        ("half \ud83d a face", "half   a face"),
        ("a \u202eturned\u2066 word", "a  turned  word"),
        ("two\nlines\n\nand a paragraph", "two\nlines\n\nand a paragraph"),
        ("  spaces around  ", "spaces around"),
    ],
)
def test_a_quote_stays_as_it_is(quote: str, words: str) -> None:
    """Nothing but escaping is done to it; control characters, which nobody sees, part words as blanks."""
    assert quoted(shown(citation(quote))) == words


@pytest.mark.parametrize(
    ("spans", "bold"),
    [
        pytest.param([Span(3, 4), Span(0, 1)], ["0", "3"], id="in any order"),
        pytest.param([Span(0, 4), Span(2, 6)], ["0123"], id="the first of two that overlap"),
        pytest.param([Span(0, 10)], ["0123456789"], id="the whole quote"),
        pytest.param([], [], id="none"),
    ],
)
def test_highlights_never_change_the_words(spans: list[Span], bold: list[str]) -> None:
    """However they lie, every character of the quote is shown once."""
    cited = replace(citation("0123456789"), highlights=tuple(spans))
    parsed = shown(cited)
    assert quoted(parsed) == "0123456789"
    assert [parsed.words(entity) for entity in parsed.of("bold")] == bold


def test_so_many_highlights_are_shown_that_the_link_is_not_lost() -> None:
    """Telegram drops entities after the hundredth without a word, and the link comes last."""
    cited = citation("a " * 200)
    parsed = shown(replace(cited, highlights=tuple(Span(n, n + 1) for n in range(0, 400, 2))))
    assert len(parsed.of("bold")) == HIGHLIGHTS
    assert len(parsed.of("text_link")) == 1


def test_an_overlong_quote_is_cut_and_marked() -> None:
    """It ends in an ellipsis, and no highlight beyond the cut is shown."""
    cited = citation("字" * 3000)
    parsed = shown(replace(cited, highlights=(Span(0, 2), Span(2998, 3000))))
    assert quoted(parsed) == "字" * 1200 + "…"
    assert [parsed.words(entity) for entity in parsed.of("bold")] == ["字字"]


@pytest.mark.parametrize(
    ("position", "labels"),
    [(0, ("‹", "1/3", "›")), (1, ("‹", "2/3", "›")), (2, ("‹", "3/3", "›")), (9, ("‹", "3/3", "›"))],
)
def test_buttons_lead_around(position: int, labels: tuple[str, ...]) -> None:
    """Back from the first is the last, on from the last is the first, and beyond the last is the last."""
    made = message(Found(answer("fined", "closed", "open"), "en", "key", position))
    at = min(position, 2)
    pages = ((at - 1) % 3, at, (at + 1) % 3)
    assert made.rows[0] == tuple(Button(t, f"p:key:{n}") for t, n in zip(labels, pages, strict=True))
    assert quoted(read(made.html)) == ("fined", "closed", "open")[at]


def test_one_citation_has_no_pages() -> None:
    """There is nowhere to turn."""
    labels = {button.label for row in message(Found(answer("fined"), "en", "key")).rows for button in row}
    assert not labels & {"‹", "›"}


@pytest.mark.parametrize(
    ("verdict", "first"),
    [
        ("supported", "✅ Supported by:"),
        ("contradicted", "❌ Contradicted by:"),
        ("not_found", "fined"),
        (None, "fined"),
    ],
)
def test_a_verdict_stands_above_the_quote(verdict: Verdict | None, first: str) -> None:
    """Where a claim was checked; otherwise the quote comes first."""
    made = message(Found(answer("fined", verdict=verdict), "en", "key"))
    assert read(made.html).text.startswith(first)


def test_words_of_another_script_are_shown_with_their_match() -> None:
    """For one who cannot read the quote; a word that both can read needs no line."""
    cited = citation("处罚 SU7", matches=(("punished", "处罚"), ("su7", "SU7")), url=None)
    parsed = shown(cited)
    assert parsed.text.endswith("(harbour.md)\npunished → 处罚")
    assert parsed.of("italic") == []
    assert "→" not in shown(citation("SU7", matches=(("su7", "SU7"),))).text


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        (
            "en",
            "Nothing in the documents answers this.\nThe documents never use: tea, pot\n\nNearest passage, not an answer:\nclosed\nHarbour Gazette",
        ),
        (
            "zh-hans",
            "文档里没有这个问题的答案。\n文档里从未出现：tea、pot\n\n最接近的段落，并非答案：\nclosed\nHarbour Gazette",
        ),
        (
            "zh-hant",
            "文件裡沒有這個問題的答案。\n文件裡從未出現：tea、pot\n\n最接近的段落，並非答案：\nclosed\nHarbour Gazette",
        ),
    ],
)
def test_a_refusal_says_why_and_what_is_nearest(tongue: Tongue, text: str) -> None:
    """The first line bold; the nearest passage is marked as no answer, and has no buttons."""
    near = citation("closed", author=None, published=None)
    found = Found(refusal(Reason.UNKNOWN_WORDS, near, near, missing=("tea", "pot")), tongue, "key")
    parsed = read(message(found).html)
    assert parsed.text.startswith(text)
    assert [parsed.words(e) for e in parsed.of("bold")] == [text.partition("\n")[0]]
    assert len(parsed.of("blockquote")) == 1


def test_a_notice_is_plain_text() -> None:
    """What a person wrote is in it only as text."""
    made = message(Notice("unknown_command", "en", {"command": "<b>&"}))
    assert read(made.html) == ParsedText("I don't know /<b>&. /help lists what I know.")


def test_escaping_leaves_only_what_telegram_decodes() -> None:
    """The four named references, and no other."""
    assert escape("<a href=\"x\">'&'</a>") == "&lt;a href=&quot;x&quot;&gt;'&amp;'&lt;/a&gt;"
    with pytest.raises(EntityError):
        parse_html("<a href=\"x\">'&'")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"place": Place("page", 3)}, "The harbour spill · page 3"),
        ({"place": Place("time", label="00:01:23")}, "The harbour spill · 00:01:23"),
        ({"url": None, "place": Place("row", 17, "Fines")}, "The harbour spill (harbour.md) · Fines, row 17"),
        ({"url": None, "member": "a.md"}, "The harbour spill (harbour.md) · a.md"),
    ],
)
def test_the_source_ends_with_the_place(fields: dict[str, Any], line: str) -> None:
    """Whoever opens the file need not search it."""
    assert shown(citation(**fields)).text.endswith(f"\n{line}")


@given(st.lists(TEXTS, max_size=30), st.sampled_from((1, 400)))
@settings(max_examples=50, deadline=None)
def test_however_much_there_is_to_say_it_is_one_message(lines: list[str], times: int) -> None:
    """Of a list that is too long as many lines as there is room for: of the whole Telegram would take nothing."""
    made = message(Notice("audit", "en", {"lines": "\n".join(lines) * times}))
    assert units(parse_html(made.html).text) <= TEXT_LIMIT
    assert len(made.html) <= MARKUP_LIMIT


def test_a_list_that_is_too_long_ends_with_a_whole_line() -> None:
    """And shows that there is more."""
    listed = [f"{number} {'x' * 90}" for number in range(90)]
    shown = plain(message(Notice("audit", "en", {"lines": "\n".join(listed)}))).split("\n")
    assert shown[-1] == "…"
    assert shown[-2] in listed
    assert len(shown) > 40
