"""Claims about the readers of office files: Word, PowerPoint, Excel and tables of text."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers import archive, comma_separated, docx, pptx, read, xlsx
from tests.retrieval.office import CHINESE, FINED, slides, with_part, word, workbook, zipped

HEADS = ["Name", "Fine"]
ROWS = [HEADS, ["Tom Reed", "500"], ["Ada Lee", "900"]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = "<!DOCTYPE b [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 30}'>" for n in range(9)
)


def one(content: bytes, path: str) -> Document:
    """The one document of a file."""
    (document,) = read(content, path)
    return document


def said(document: Document) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(b.kind, b.span.of(document.text)) for b in document.blocks]


def labels(document: Document) -> list[object]:
    """The label or number of the place of every block."""
    return [b.place and (b.place.label or b.place.number) for b in document.blocks]


# --- Word ----------------------------------------------------------------------------------------


def test_a_word_document_is_its_paragraphs_below_their_headings() -> None:
    """The place of a paragraph is the heading above it; a heading stands below the one before."""
    made = word(
        ("Title", "The spill"),
        ("Normal", FINED),
        ("Heading 1", "罚款"),
        ("Heading 2", "Who"),
        ("Normal", CHINESE),
    )
    document = one(made, "a.docx")
    assert said(document) == [
        ("title", "The spill"),
        ("text", FINED),
        ("heading", "罚款"),
        ("heading", "Who"),
        ("text", CHINESE),
    ]
    assert labels(document) == [None, None, "罚款", "Who", "Who"]
    assert document.title == "The spill"


def test_a_row_of_a_table_has_the_heads_of_its_columns() -> None:
    """So that it can be understood alone."""
    document = one(word(("Normal", FINED), rows=ROWS), "a.docx")
    assert [words for _, words in said(document)][1:] == [
        "Name; Fine",
        "Name: Tom Reed; Fine: 500",
        "Name: Ada Lee; Fine: 900",
    ]


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<w:r><w:t>was </w:t></w:r><w:ins><w:r><w:t>fined</w:t></w:r></w:ins>", "was fined"),
        (
            "<w:r><w:t>was </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:r><w:t>fined</w:t></w:r>",
            "was fined",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>fined</w:t></w:r></w:sdtContent></w:sdt>", "fined"),
        ("<w:hyperlink><w:r><w:t>fined</w:t></w:r></w:hyperlink>", "fined"),
        ("<w:r><w:t>was</w:t><w:tab/><w:t>fined</w:t></w:r>", "was\tfined"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>fined</w:t></w:r>", "fined"),
    ],
)
def test_the_words_are_those_that_a_reader_sees(xml: str, words: str) -> None:
    """What was inserted or stands in a content control is there, what was deleted or is a field is not."""
    made = with_part(word(("Normal", "HERE")), "word/document.xml", ("<w:r><w:t>HERE</w:t></w:r>", xml))
    assert said(one(made, "a.docx")) == [("text", words)]


def test_a_footnote_follows_its_paragraph() -> None:
    """The lines that part notes from the text are none."""
    reference = '<w:r><w:t>HERE</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    made = with_part(
        word(("Normal", "HERE"), ("Normal", "After.")),
        "word/document.xml",
        ("<w:r><w:t>HERE</w:t></w:r>", reference),
    )
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>{FINED}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    made = with_part(made, "word/footnotes.xml", notes.encode())
    made = with_part(
        made,
        "word/_rels/document.xml.rels",
        (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>',
        ),
    )
    assert [words for _, words in said(one(made, "a.docx"))] == ["HERE", FINED, "After."]


@pytest.mark.parametrize(
    ("properties", "title", "author"),
    [
        ({"title": "The spill", "author": "Tom Reed"}, "The spill", "Tom Reed"),
        ({"title": "Microsoft Word - draft3.doc", "author": "Administrator"}, "a", None),
        ({"title": "未命名文档", "author": "微软用户"}, "a", None),
        ({"title": "Document1", "author": "python-docx"}, "a", None),
        ({"title": "  ", "author": "User"}, "a", None),
    ],
)
def test_what_a_file_says_of_itself_is_believed_where_a_person_said_it(
    properties: dict[str, str], title: str, author: str | None
) -> None:
    """Names of programs, templates and accounts are neither title nor author."""
    document = one(word(("Normal", FINED), **properties), "a.docx")
    assert (document.title, document.author) == (title, author)
    assert document.published_inferred == (author is not None)


# --- PowerPoint ----------------------------------------------------------------------------------


def test_a_presentation_is_its_slides_in_order() -> None:
    """The title of a slide is a heading; texts, rows and notes stand on the slide."""
    made = slides(
        ("The spill", f"{FINED}\nThe pier is open.", ""), ("罚款", CHINESE, "Say who."), rows=ROWS[:2]
    )
    document = one(made, "a.pptx")
    assert sorted(said(document)) == sorted(
        [
            ("heading", "The spill"),
            ("text", FINED),
            ("text", "The pier is open."),
            ("heading", "罚款"),
            ("text", CHINESE),
            ("text", "Name; Fine"),
            ("text", "Name: Tom Reed; Fine: 500"),
            ("text", "Say who."),
        ]
    )
    assert labels(document) == [1, 1, 1, 2, 2, 2, 2, 2]
    assert document.blocks[0].place == Place("slide", 1)
    assert document.title == "The spill"


def test_a_presentation_of_too_many_slides_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With their number."""
    monkeypatch.setattr(pptx, "SLIDES", 1)
    with pytest.raises(UnreadableSource, match="has more than 1 slides"):
        pptx.read(slides(("a", "b", ""), ("c", "d", "")), "a.pptx")


# --- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "divider"), [("Name,Fine", ","), ("Name;Fine", ";"), ("Name\tFine", "\t"), ("Name|Fine", "|")]
)
def test_a_table_of_text_is_its_rows(text: str, divider: str) -> None:
    """Whatever divides its cells; the number of a row is the one that a person counts."""
    rows = [text, divider.join(["Tom Reed", "500"]), "", divider.join(['"Lee, Ada"', "900"])]
    document = one("\n".join(rows).encode(), "fines.csv")
    assert said(document) == [
        ("heading", "Name; Fine"),
        ("text", "Name: Tom Reed; Fine: 500"),
        ("text", "Name: Lee, Ada; Fine: 900"),
    ]
    assert labels(document) == [1, 2, 4]
    assert document.title == "fines"


def test_a_chinese_table_has_chinese_marks() -> None:
    """In an encoding of its country, as office programs save it there."""
    document = one("姓名,罚款,原因\n港务长,五百元,泄漏\n船长,九百元,噪音很大".encode("gb18030"), "a.csv")
    assert [words for _, words in said(document)][1:] == [
        "姓名：港务长；罚款：五百元；原因：泄漏",
        "姓名：船长；罚款：九百元；原因：噪音很大",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("1,2\n3,4", id="figures are no heads"),
        pytest.param("Tom,Tom\nAda,Lee", id="heads differ"),
        pytest.param("Tom,Reed", id="heads have rows below them"),
    ],
)
def test_rows_without_heads_are_their_cells(rows: str) -> None:
    """No row is taken for what it is not."""
    assert [words for _, words in said(one(rows.encode(), "a.csv"))] == [
        r.replace(",", "; ") for r in rows.split("\n")
    ]


def test_a_table_of_long_rows_is_divided() -> None:
    """Whole articles stand in the cells: a row is then longer than a cell may be, which no other divider divides."""
    article = "The town has a river. " * 2000
    document = one("\n".join(["a,b,c,d", *[",".join([article] * 4)] * 2]).encode(), "a.csv")
    assert [words.count("river") for _, words in said(document)] == [0, 8000, 8000]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b\n" * 51, "has more than 50 rows"),
        (",".join("abcde"), "has a row of more than 4 columns"),
        (f'"{"x" * 200_000}"', "is not a table that can be read (field larger than field limit (131072))"),
    ],
)
def test_a_table_beyond_the_limits_is_refused(
    monkeypatch: pytest.MonkeyPatch, content: str, reason: str
) -> None:
    """Rows, columns, and the length of a cell."""
    monkeypatch.setattr(comma_separated, "ROWS", 50)
    monkeypatch.setattr(comma_separated, "COLUMNS", 4)
    with pytest.raises(UnreadableSource) as refused:
        comma_separated.read(content.encode(), "a.csv")
    assert refused.value.reason == reason


# --- Excel ---------------------------------------------------------------------------------------


def test_a_sheet_is_a_document_of_rows() -> None:
    """Values as a cell shows them; the sheet is in the place and in the title; what is hidden is left out."""
    dates = [dt.date(2026, 1, 8), dt.datetime(2026, 1, 8, 5, 42)]
    made = workbook(
        {
            "Fines": [
                ["All fines of the year"],
                [],
                [*HEADS, "Day"],
                ["Tom Reed", 500.0, dates[0]],
                ["Ada Lee", 0.1 + 0.2, dates[1]],
            ],
            "罚款": [["姓名", "罚款"], ["港务长", 500]],
            ".Secret": [HEADS, ["Eve", 1]],
        },
        title="The spill",
        creator="Tom Reed",
    )
    fines, chinese = read(made, "a.xlsx")
    assert said(fines) == [
        ("text", "All fines of the year"),
        ("heading", "Name; Fine; Day"),
        ("text", "Name: Tom Reed; Fine: 500; Day: 2026-01-08"),
        ("text", "Name: Ada Lee; Fine: 0.3; Day: 2026-01-08 05:42"),
    ]
    assert [b.place for b in fines.blocks][1:] == [Place("row", n, "Fines") for n in (3, 4, 5)]
    assert (fines.title, fines.author, fines.id) == ("The spill · Fines", "Tom Reed", "a.xlsx#Fines")
    assert said(chinese)[1] == ("text", "姓名：港务长；罚款：500")


def test_a_workbook_of_one_sheet_is_that_sheet() -> None:
    """Its name is then of no use."""
    document = one(workbook({"Sheet1": ROWS}), "fines.xlsx")
    assert (document.title, document.id, document.blocks[1].place) == ("fines", "fines.xlsx", Place("row", 2))


def test_a_share_is_shown_as_one() -> None:
    """As in its cell."""
    import io

    import openpyxl

    from tests.retrieval.office import saved

    file = openpyxl.load_workbook(io.BytesIO(workbook({"a": [["Name", "Share"], ["Tom", 0.255]]})))
    file["a"]["B2"].number_format = "0.0%"
    assert said(one(saved(file), "a.xlsx"))[1] == ("text", "Name: Tom; Share: 25.5%")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('<c r="A2"', '<c r="ZZZZZZ2"', id="a column beyond all sheets"),
        pytest.param('<row r="2"', '<row r="99999999999"', id="a row beyond all sheets"),
        pytest.param(
            '<dimension ref="A1:B3"', '<dimension ref="A1:XFD1048576"', id="a size that is not its own"
        ),
    ],
)
def test_a_sheet_that_lies_about_its_size_is_soon_done(old: str, new: str) -> None:
    """What it says it has is not made."""
    made = with_part(workbook({"a": ROWS}), "xl/worksheets/sheet1.xml", (old, new))
    try:
        assert len(one(made, "a.xlsx").blocks) <= 3
    except UnreadableSource as refused:
        assert refused.reason  # noqa: PT017 - either will do


def test_a_sheet_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit."""
    monkeypatch.setattr(xlsx, "ROWS", 2)
    with pytest.raises(UnreadableSource, match="has a sheet of more than 2 rows"):
        xlsx.read(workbook({"a": ROWS}), "a.xlsx")


# --- what is damaged or hostile ------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "is not a ZIP archive"),
        (b"\xd0\xcf\x11\xe0 an older format", "is not a ZIP archive"),
        (zipped({"a.txt": "words"}), "can be read"),
        (zipped({"[Content_Types].xml": "<"}), "can be read"),
        (zipped({"../../etc/a.xml": "<a/>"}), "names a file outside of itself"),
        (zipped({"a.xml": " " * (archive.SMALL + archive.MEMBER // 100)}), "unpacks to more than"),
    ],
)
def test_what_is_no_office_file_is_refused(suffix: str, content: bytes, reason: str) -> None:
    """Saying why."""
    with pytest.raises(UnreadableSource, match=reason):
        read(content, f"a{suffix}")


@pytest.mark.parametrize(
    ("content", "path", "part"),
    [
        (word(("Normal", FINED)), "a.docx", "word/document.xml"),
        (slides(("a", FINED, "")), "a.pptx", "ppt/slides/slide1.xml"),
        (workbook({"a": ROWS}), "a.xlsx", "xl/worksheets/sheet1.xml"),
    ],
)
def test_entities_that_grow_are_not_expanded(content: bytes, path: str, part: str) -> None:
    """A few hundred bytes that would be terabytes."""
    bomb = f"<?xml version='1.0'?>{BOMB}]><b>&j;</b>"
    with pytest.raises(UnreadableSource):
        read(with_part(content, part, bomb.encode()), path)


def test_pictures_are_not_unpacked() -> None:
    """However large: they have no words."""
    made = with_part(word(("Normal", FINED)), "word/media/a.png", b"\0" * (8 * archive.SMALL))
    assert said(docx.read(made, "a.docx")[0]) == [("text", FINED)]
