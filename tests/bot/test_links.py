"""Claims about links that lead to the quoted words."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.links import LONGEST, link
from retrieval.model import Citation, Place
from tests.bot.samples import citation

PAGE = "https://example.org/harbour"
LONG = "The master of the harbour, Tom Reed, was fined 500 dollars in March for the spill."


def cited(quote: str, url: str | None = PAGE) -> Citation:
    """A citation of these words and this address."""
    return citation(quote, text=quote, url=url)


def directive(quote: str, url: str = PAGE) -> list[str]:
    """The pieces of the quote that the link names, decoded."""
    made = link(cited(quote, url))
    assert made is not None
    return [unquote(piece) for piece in made.partition(":~:text=")[2].split(",")]


def flat(text: str) -> str:
    """The text with every white space as one blank: what a browser compares."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        pytest.param("fined", "fined", id="a word"),
        pytest.param("Tom Reed was fined", "Tom%20Reed%20was%20fined", id="blanks"),
        pytest.param("well-known", "well%2Dknown", id="a hyphen would end a prefix"),
        pytest.param("10,000", "10%2C000", id="a comma would part start and end"),
        pytest.param("cake & tea", "cake%20%26%20tea", id="an ampersand would begin another directive"),
        pytest.param("100%", "100%25", id="a per cent sign"),
        pytest.param("what? #1 a/b", "what%3F%20%231%20a%2Fb", id="marks of addresses"),
        pytest.param("罚款", "%E7%BD%9A%E6%AC%BE", id="Chinese, as UTF-8"),
        pytest.param("  fined \n", "fined", id="white space around it"),
        pytest.param("was\t \u00a0fined", "was%20fined", id="white space inside it"),
    ],
)
def test_a_short_quote_is_named_whole(quote: str, fragment: str) -> None:
    """Percent-encoded, with the characters that mean something in a directive."""
    assert link(cited(quote)) == f"{PAGE}#:~:text={fragment}"


@pytest.mark.parametrize(
    ("quote", "pieces"),
    [
        pytest.param(LONG, ["The master of the harbour,", "in March for the spill."], id="five words"),
        pytest.param("closed\nin March", ["closed", "in March"], id="two lines"),
        pytest.param("The pier\n\n \nis open", ["The pier", "is open"], id="two paragraphs"),
        pytest.param(
            "周海和吴山因泄密被公司开除，两人还被罚款三千元，公司表示今后将加强保密培训，并且对全部文件重新登记造册，不再外借。",
            ["周海和吴山因泄密被公司开除，", "文件重新登记造册，不再外借。"],
            id="so many characters of Chinese",
        ),
        pytest.param("周海和吴山 因泄密被开除", ["周海和吴山", "因泄密被开除"], id="a blank of a hard wrap"),
        pytest.param(
            "internationalisation responsibilities administrations characteristics",
            ["internationalisation responsibilities", "administrations characteristics"],
            id="few long words",
        ),
        pytest.param("x" * 60, ["x" * 14, "x" * 14], id="one endless word"),
    ],
)
def test_a_long_quote_is_named_by_its_first_and_last_words(quote: str, pieces: list[str]) -> None:
    """So is one of several lines, since a piece must not cross a paragraph."""
    assert directive(quote) == pieces


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://example.org/a#part", "https://example.org/a#part:~:text="),
        ("https://example.org/a#", "https://example.org/a#:~:text="),
        ("https://example.org/a#:~:text=other", "https://example.org/a#:~:text="),
        ("https://example.org/a#part:~:text=other,words", "https://example.org/a#part:~:text="),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2#:~:text="),
        ("http://example.org", "http://example.org#:~:text="),
        ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A#:~:text="),
    ],
)
def test_the_address_is_kept(url: str, start: str) -> None:
    """With its own fragment, to which the directive is added; another directive gives way."""
    assert link(cited("fined", url)) == f"{start}fined"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "http://localhost/a",
        "http://localhost:8000/a",
        "http://localhost./a",
        "http://intranet/a",
        "http://[::1]/a",
        "http://[/a",
        "http:///a",
        "file:///etc/passwd",
        "file://example.org/a",
        "javascript:alert('example.org')",
        "data:text/html,example.org",
        "tg://user?id=7",
        "ftp://example.org/a",
        "example.org/a",
        "//example.org/a",
        "https://example.org/" + "a" * LONGEST,
    ],
)
def test_what_nobody_else_can_open_is_no_link(url: str | None) -> None:
    """No address, one of this machine, one that is not of the web, one that is too long."""
    assert link(cited("fined", url)) is None


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://example.org@evil.example/a", id="a name that looks like a host"),
        pytest.param("https://example.org\\@evil.example/a", id="a stroke that browsers turn around"),
        pytest.param("https://evil.example\\.example.org/a", id="and that ends the host"),
        pytest.param("https://example\n.org/a", id="a line break that browsers drop"),
        pytest.param("https://example.org/a b", id="a blank"),
        pytest.param("https://example.org/a\u202egpj.exe", id="writing turned around"),
        pytest.param('https://example.org/"><b>', id="markup"),
        pytest.param("https://example.org:99999/a", id="no port"),
    ],
)
def test_an_address_leads_where_it_seems_to_or_is_no_link(url: str) -> None:
    """Whoever puts a file into the folder may be hostile, and says its address."""
    assert link(cited("fined", url)) is None


def test_an_address_in_chinese_is_one() -> None:
    """As people copy it from the bar of a browser."""
    assert (
        link(cited("fined", "https://例子.中国/新闻?问=答")) == "https://例子.中国/新闻?问=答#:~:text=fined"
    )


def test_an_address_that_leaves_no_room_is_kept_without_the_words() -> None:
    """The page is opened at its beginning, rather than not at all."""
    url = "https://example.org/" + "a" * (LONGEST - 40)
    assert link(cited("The master was fined 500 dollars", url)) == url


def test_words_that_cannot_be_named_leave_the_page() -> None:
    """White space alone is no text to jump to."""
    assert link(cited(" \n ")) == PAGE


WORDS = st.text(min_size=1, max_size=12)
QUOTES = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(st.text("周海吴山 罚款，。-a\n", max_size=40), max_size=8).map("\n".join),
)


@given(QUOTES.filter(str.strip))
def test_the_pieces_stand_in_the_quote_one_after_the_other(quote: str) -> None:
    """Whatever the quote: start and end are pieces of it, white space aside, and do not overlap."""
    start, *end = map(flat, directive(quote))
    whole = flat(quote)
    assert start
    assert whole.startswith(start)
    assert not end or whole.find(end[0], len(start)) >= 0
    assert not end or whole.endswith(end[0])


@given(QUOTES)
def test_a_link_is_an_address_of_plain_characters(quote: str) -> None:
    """What is added to the address is ASCII without blanks, and at most one comma parts it."""
    made = link(cited(quote or " ")) or ""
    added = made.removeprefix(PAGE)
    assert re.fullmatch(r"(#:~:text=[A-Za-z0-9%._~]+(,[A-Za-z0-9%._~]+)?)?", added)
    assert len(made) <= LONGEST


@pytest.mark.parametrize(
    ("url", "place", "begins"),
    [
        ("https://example.org/a.pdf", Place("page", 3), "https://example.org/a.pdf#page=3:~:text=fined"),
        ("https://example.org/a#top", Place("page", 3), "https://example.org/a#top:~:text=fined"),
        ("https://example.org/a", Place("slide", 3), "https://example.org/a#:~:text=fined"),
    ],
)
def test_the_page_of_a_file_of_pages_is_in_its_link(url: str, place: Place, begins: str) -> None:
    """A viewer that knows no text fragments opens the page."""
    assert link(citation("fined", url=url, place=place)) == begins
