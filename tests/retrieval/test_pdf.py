"""Claims about the reader of PDF: paragraphs on their pages, and nothing of what printing adds."""

from __future__ import annotations

from typing import Any

import pytest

from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers import pdf, read
from tests.retrieval.printing import Set, column
from tests.retrieval.printing import pdf as printed

FINED = "The master of the harbour, Tom Reed, was fined 500 dollars in March for the spill.\nThe pier is open again."
WRAPPED = (
    "The master of the harbour, Tom Reed, was fined five hundred dollars in March\n"
    "after the spill at the eastern pier, which had been closed for the whole winter\n"
    "because of the ice. Nobody was hurt."
)
CHINESE = "港务长汤姆因为三月的泄漏事故被罚款五百元，这是今年以来港务局第一\n次作出这样的处罚。码头已经重新开放，船只可以照常进出，没有人在\n事故中受伤。"


def one(content: bytes) -> Document:
    """The one document of a file."""
    (document,) = read(content, "papers/a.pdf")
    return document


def said(document: Document) -> list[tuple[str, Any, str]]:
    """Kind, page and words of every block."""
    return [(b.kind, b.place and b.place.number, b.span.of(document.text)) for b in document.blocks]


def texts(document: Document) -> list[str]:
    """The words of every block."""
    return [words for _, _, words in said(document)]


def test_wrapped_lines_are_a_paragraph() -> None:
    """A blank where English lines meet, nothing where Chinese ones do."""
    assert texts(one(printed(column(WRAPPED)))) == [WRAPPED.replace("\n", " ")]
    assert texts(one(printed(column(CHINESE)))) == [CHINESE.replace("\n", "")]


def test_blocks_stand_on_their_pages() -> None:
    """Counted from one."""
    document = one(
        printed(column("The first page.", size=12), column("第二页在这里。"), [], column("The last page."))
    )
    assert said(document) == [
        ("text", 1, "The first page."),
        ("text", 2, "第二页在这里。"),
        ("text", 4, "The last page."),
    ]
    assert document.blocks[1].place == Place("page", 2)


def test_a_distance_or_an_indent_begins_a_paragraph() -> None:
    """And so does a line that ends before its margin, where the next word had found room."""
    apart = [*column(WRAPPED), *column(WRAPPED, top=650)]
    assert texts(one(printed(apart))) == [WRAPPED.replace("\n", " ")] * 2
    following = [*column(WRAPPED), *column(WRAPPED, top=720 - 3 * 14)]
    assert texts(one(printed(following))) == [WRAPPED.replace("\n", " ")] * 2
    first, *others = WRAPPED.replace("hurt.", "hurt at all, as far as the town could tell.").split("\n")
    lines = [(first, 92.0), *((other, 72.0) for other in others)] * 2
    indented = [Set(text, left, 720 - n * 14) for n, (text, left) in enumerate(lines)]
    assert len(texts(one(printed(indented)))) == 2


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "words"),
    [
        ("there was no infor-", "mation at all.", "", "no information at all."),
        ("there was no infor-", "mation at all.", "Information is free.", "no information at all."),
        ("it is a well-", "known harbour.", "The pier is well-known.", "a well-known harbour."),
        ("it was the Anglo-", "American harbour.", "", "the Anglo-American harbour."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_told_from_one_of_the_word(
    first: str, second: str, elsewhere: str, words: str
) -> None:
    """By the other words of the document; in doubt the line made it."""
    long = "Of the spill at the eastern pier of the old harbour "
    document = one(printed(column(f"{long}{first}\n{second}"), column(elsewhere)))
    assert texts(document)[0].endswith(words)


def test_letters_that_are_larger_or_bold_are_a_heading() -> None:
    """The largest of the first page are the title, where the file does not say another."""
    page = [
        *column("The spill", size=24, top=780),
        *column("What happened", size=14, top=740),
        *column(WRAPPED, top=710),
        *column("What it cost", bold=True, top=640),
        *column(CHINESE, top=610),
    ]
    document = one(printed(page))
    assert [kind for kind, _, _ in said(document)] == ["title", "heading", "text", "heading", "text"]
    assert document.title == "The spill"


@pytest.mark.parametrize("number", ["{}", "Page {} of 99", "- {} -", "第 {} 页"])
def test_what_repeats_at_the_edges_is_in_no_block(number: str) -> None:
    """Running heads, and numbers of pages whatever stands with them; they are kept behind the text."""
    pages = [
        [
            Set("The Harbour Gazette", 72, 800),
            *column(f"The spill number {'one two three four'.split()[n]} cost a lot of money."),
            Set(number.format(n + 7), 280, 40),
        ]
        for n in range(4)
    ]
    document = one(printed(*pages))
    assert [page for _, page, _ in said(document)] == [1, 2, 3, 4]
    assert all("Gazette" not in words and "7" not in words for words in texts(document))
    assert document.text.count("The Harbour Gazette") == 4
    assert document.text.index("four cost") < document.text.index("Gazette")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A note about the harbour.", "Another one about the pier."),
        ("The harbour opened in 2024", "The pier opened in 2025"),
    ],
)
def test_what_stands_at_an_edge_once_is_text(first: str, second: str) -> None:
    """A short page, or a footnote; also where its figures happen to go on as numbers of pages do."""
    assert texts(one(printed(column(first), column(second)))) == [first, second]


def test_a_sentence_that_crosses_a_page_stays_whole() -> None:
    """On the page on which it begins; the next one is on the next page, though in the same paragraph."""
    first, rest = WRAPPED.rsplit("\n", 1)
    document = one(printed(column(first), column(rest)))
    assert said(document) == [
        ("text", 1, WRAPPED.replace("\n", " ").removesuffix(" Nobody was hurt.")),
        ("text", 2, "Nobody was hurt."),
    ]
    first, rest = CHINESE.split("\n", 1)
    first = f"{first}\n{rest}".rsplit("\n", 1)[0]
    document = one(printed(column(first), column("事故中受伤。船长说，这是他第一次见到这样的事。")))
    assert [page for _, page, _ in said(document)] == [1, 2]
    assert texts(document)[0].endswith("事故中受伤。")


@pytest.mark.parametrize(
    ("info", "title", "author", "published"),
    [
        (
            "/Title (The spill) /Author (Tom Reed) /CreationDate (D:20250302101500+08'00')",
            "The spill",
            "Tom Reed",
            "2025-03-02",
        ),
        ("/Title (Microsoft Word - a.doc) /Author (admin)", "a", None, None),
        ("/Title (untitled) /CreationDate (yesterday)", "a", None, None),
        ("/Title <FEFF7F5A6B3E> /Author <FEFFD83D>", "罚款", None, None),
    ],
)
def test_what_a_file_says_of_itself(info: str, title: str, author: str | None, published: str | None) -> None:
    """Where it is no placeholder; the day is that of the file, and marked as such."""
    document = one(printed(column(WRAPPED), info=info))
    assert (document.title, document.published) == (title, published)
    assert document.author == author or author is None
    assert document.published_inferred == (published is not None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (printed([]), "has no text; its pages may have been scanned"),
        (printed(*[[]] * 10), "has no text; its pages may have been scanned"),
        (printed(*[[]] * 10_000), "has more than 3000 pages"),
        (b"%PDF-1.7\n", "is not a PDF that can be read"),
        (b"words", "is not a PDF that can be read"),
        (printed(column(WRAPPED))[:200], "is not a PDF that can be read"),
    ],
)
def test_what_has_no_text_is_refused(content: bytes, reason: str) -> None:
    """Saying why."""
    with pytest.raises(UnreadableSource) as refused:
        pdf.read(content, "a.pdf")
    assert refused.value.reason == reason


def test_an_encrypted_file_is_refused() -> None:
    """Where the empty password does not open it."""
    made = printed(column(WRAPPED)).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt <<"
        b" /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"ab" * 32, b"cd" * 32),
    )
    with pytest.raises(UnreadableSource, match="is encrypted"):
        pdf.read(made, "a.pdf")


def test_a_file_of_which_only_one_page_is_damaged_is_read() -> None:
    """The others are."""
    made = printed(column("The first page."), column("The second page."))
    damaged = made.replace(b"/Type /Page /Parent", b"/Type /Nope /Parent", 1)
    assert "The second page." in texts(one(damaged))
