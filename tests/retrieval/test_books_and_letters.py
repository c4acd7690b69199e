"""Claims about the readers of books, letters, saved pages, chats, subtitles and archives."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage

import pytest

from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place
from retrieval.readers import archive, read
from tests.retrieval.files import (
    BODY,
    PAGE,
    ZH_BODY,
    book,
    chapter,
    chat,
    every_kind,
    letter,
    message,
    saved_page,
    srt,
)
from tests.retrieval.office import CHINESE, FINED, word, zipped


def one(content: bytes, path: str) -> Document:
    """The one document of a file."""
    (document,) = read(content, path)
    return document


def texts(document: Document) -> list[str]:
    """The words of every block."""
    return [b.span.of(document.text) for b in document.blocks]


def labels(document: Document) -> list[object]:
    """The label of the place of every block."""
    return [b.place and b.place.label for b in document.blocks]


def refusal(content: bytes, path: str) -> str:
    """Why a file is refused."""
    with pytest.raises(UnreadableSource) as refused:
        read(content, path)
    return refused.value.reason


# --- books ---------------------------------------------------------------------------------------


def test_a_book_is_its_chapters_in_reading_order() -> None:
    """Not in that of its files; a paragraph stands in the chapter whose heading is above it."""
    document = one(book(), "a.epub")
    assert [b.kind for b in document.blocks] == ["heading", "text", "heading", "text"]
    assert texts(document) == ["The fine", BODY, "罚款", ZH_BODY]
    assert labels(document) == ["The fine", "The fine", "罚款", "罚款"]
    assert (document.title, document.author, document.publisher) == ("The spill", "Tom Reed", "Harbour Press")
    assert (document.published, document.published_inferred) == ("2025-03-02", False)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>One&nbsp;two</p><script>three()</script>four", ["One two", "four"]),
        ("<ul><li>one</li><li>two <b>three</b></li></ul>", ["one", "two three"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<table><tr><td>one</td><td>two</td></tr><tr><td>three</td></tr></table>", ["one two", "three"]),
        ("<p><ruby>罚<rt>fá</rt></ruby>款</p>", ["罚款"]),
        ("<p>one<br/>two</p><p></p><p>three", ["one", "two", "three"]),
    ],
)
def test_the_words_of_a_chapter_are_those_that_are_seen(body: str, found: list[str]) -> None:
    """Block by block, well-formed or not."""
    page = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
    )
    document = one(book(**{"OEBPS/text/o ne.xhtml": page, "OEBPS/text/two.xhtml": chapter("")}), "a.epub")
    assert texts(document) == found


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "is not a ZIP archive (BadZipFile)"),
        (zipped({"a.xhtml": PAGE}), "is not an EPUB book: it does not say where its text is"),
        (book(**{"META-INF/container.xml": "<container/>"}), "is not an EPUB book that can be read"),
        (
            book(**{"META-INF/container.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "is not an EPUB book that can be read",
        ),
        (book(**{"OEBPS/book.opf": "<package/>"}), "holds no words"),
    ],
)
def test_what_is_no_book_is_refused(content: bytes, reason: str) -> None:
    """Saying why."""
    assert refusal(content, "a.epub").startswith(reason)


# --- letters -------------------------------------------------------------------------------------


def test_a_letter_is_its_body_with_subject_sender_and_date() -> None:
    """The sender by name, the moment as it was where the letter was written."""
    document = one(letter(), "a.eml")
    assert texts(document) == [BODY, ZH_BODY]
    assert (document.title, document.author, document.published) == (
        "The spill 泄漏",
        "Tom Reed",
        "2025-03-02T10:15",
    )


@pytest.mark.parametrize(
    "quoted",
    [
        f"{BODY}\n\nOn Sunday Ada wrote:\n> It was 900 dollars.\n> Or more.\n",
        f"> It was 900 dollars.\n{BODY}\n",
        f"{BODY}\n\n星期天，某人写道：\n\n> It was 900 dollars.\n\n-- \nTom Reed, 900 Harbour Road\n",
    ],
)
def test_what_is_quoted_from_another_letter_is_in_no_block(quoted: str) -> None:
    """It is not the sender's word; nor is the signature part of it."""
    document = one(letter(quoted), "a.eml")
    assert texts(document) == [BODY]
    assert "900" in document.text


def test_a_letter_of_html_is_read_as_a_page() -> None:
    """Also one that is too short for an article; where there is plain text, that is read."""
    assert BODY in one(letter("", PAGE), "a.eml").text
    assert texts(one(letter("", "<p>Tom Reed was fined.</p>"), "a.eml")) == ["Tom Reed was fined."]
    assert texts(one(letter(BODY, PAGE), "a.eml")) == [BODY]


def test_a_newsletter_is_as_many_documents_as_it_has_articles() -> None:
    """Each with its own title, publisher and day."""
    articles = {
        "港口火灾之后的处理": ("观察者网", "港口在周一发生火灾，消防队用了三个小时才扑灭。"),
        "图书馆新馆开放": ("36氪", "新馆在九月开放，市民可以免费参观整整一个星期。"),
    }
    page = "".join(
        f"<p><b>{title}</b></p><p>{publisher}· 2026-01-08 05:42</p><p>{words}</p>"
        for title, (publisher, words) in articles.items()
    )
    found = read(letter("", f"<html><body><article><h1>周报</h1>{page}</article></body></html>"), "a.eml")
    assert {d.title: (d.publisher, d.text) for d in found} == {
        title: (publisher, found[0].text) for title, (publisher, _) in articles.items()
    }
    assert [texts(d)[-1] for d in found] == [words for _, words in articles.values()]
    assert {d.published for d in found} == {"2026-01-08T05:42"}
    assert len({d.id for d in found}) == 2


def test_what_is_attached_is_read_too() -> None:
    """As a document of its own, that says in which file it is; what cannot be read is left out."""
    made = letter(
        BODY,
        fine__md=f"# 罚款\n\n{ZH_BODY}".encode(),
        paper__docx=word(("Normal", FINED)),
        a__png=b"x",
        b__pdf=b"x",
    )
    body, fine, paper = read(made, "post/a.eml")
    assert (body.member, fine.member, paper.member) == (None, "fine.md", "paper.docx")
    assert {d.path for d in (body, fine, paper)} == {"post/a.eml"}
    assert (fine.id, fine.title) == ("post/a.eml#fine.md", "罚款")
    assert texts(paper) == [FINED]


@pytest.mark.parametrize(("name", "called"), [(None, "Tea.eml"), ("old.eml", "old.eml"), ("old", "old.eml")])
@pytest.mark.parametrize("words", ["See below.", ""])
def test_a_letter_that_is_attached_is_read_too(name: str | None, called: str, words: str) -> None:
    """As mail programs forward it; its words are its own, also where the letter around it has none, and so are its files."""
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"], inner["From"], outer["Subject"] = "Tea", "Ada <ada@example.org>", "Fwd"
    inner.set_content("The tea is hot.\n")
    inner.add_attachment("The list has ten teas.\n", filename="list.txt")
    if words:
        outer.set_content(words)
    outer.add_attachment(inner, filename=name)
    found = {(d.member, d.title): texts(d) for d in read(outer.as_bytes(), "a.eml")}
    forwarded = {(called, "Tea"): ["The tea is hot."], ("list.txt", "list"): ["The list has ten teas."]}
    assert found == forwarded | ({(None, "Fwd"): [words]} if words else {})


@pytest.mark.parametrize("content", [b"", b"words", b"\xff\xfe", b"A: b\n\nwords"])
def test_what_is_no_letter_is_refused(content: bytes) -> None:
    """It has neither subject nor sender."""
    assert refusal(content, "a.eml") == "is not a letter: it has neither subject nor sender"


# --- saved pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_a_saved_page_is_its_page_with_its_address(charset: str) -> None:
    """In the encoding that its part says."""
    document = one(saved_page(charset=charset), "a.mhtml")
    assert texts(document) == ["The spill", BODY, ZH_BODY]
    assert (document.title, document.url) == ("The spill", "https://example.org/spill")


def test_a_saved_page_is_as_many_documents_as_it_has_answers() -> None:
    """When it was saved is what the letter around it says, and no date of publication."""
    answer = '<p><a href="https://a.example/people/{0}">{0}</a></p><p>{1}</p><p>Answered {2}</p>'
    page = "<html><head><title>Who mends old boats?</title></head><body><h1>Who mends old boats?</h1><p>2 answers</p>"
    page += answer.format("Ida", "The yard at the lower quay mends all that are of wood.", "yesterday")
    page += answer.format("Ben", "I do, on Sundays, if somebody brings the paint.", "Feb 3, 2025")
    head = "Date: Tue, 4 Mar 2025 09:11:12 -0000\nSnapshot-Content-Location: https://a.example/boats\n"
    found = read(f"{head}Content-Type: text/html\n\n{page}".encode(), "a.mhtml")
    assert [(d.title, d.author, d.published, d.saved, d.url) for d in found] == [
        ("Who mends old boats?", None, None, "2025-03-04T09:11", "https://a.example/boats"),
        ("Who mends old boats?", "Ida", "2025-03-03", "2025-03-04T09:11", "https://a.example/boats"),
        ("Who mends old boats?", "Ben", "2025-02-03", "2025-03-04T09:11", "https://a.example/boats"),
    ]


def test_a_saved_page_that_is_from_a_file_has_no_address() -> None:
    """Only one of the web is."""
    assert one(saved_page(location="file:///C:/a.html"), "a.mht").url is None


@pytest.mark.parametrize("content", [b"", b"words", b"Content-Type: image/png\n\nabc"])
def test_what_is_no_saved_page_is_refused(content: bytes) -> None:
    """No part of it is HTML."""
    assert refusal(content, "a.mhtml") == "is not a saved page: no part of it is HTML"


@pytest.mark.parametrize(
    "comment",
    [
        "<!--\n Page saved with SingleFile \n url: https://example.org/spill \n saved date: Sun Mar 02 2025\n-->",
        "<!-- saved from url=(0025)https://example.org/spill -->",
    ],
)
def test_a_page_that_was_saved_whole_says_where_from(comment: str) -> None:
    """In a comment at its beginning; pictures inside of it are no words, and cost nothing."""
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 200_000}">'
    page = PAGE.replace("<html>", f"<html>{comment}").replace("<article>", f"<article>{picture}")
    document = one(page.encode(), "a.html")
    assert document.url == "https://example.org/spill"
    assert texts(document) == ["The spill", BODY, ZH_BODY]


# --- chats ---------------------------------------------------------------------------------------


def test_a_chat_is_its_messages_with_who_and_when() -> None:
    """What the program notes is left out, and so is what has no words."""
    made = chat(
        message("The harbour opens."),
        message(["Fined: ", {"type": "bold", "text": "500"}, " dollars"], **{"from": "Ada"}),
        message("joined", type="service"),
        message("", photo="a.jpg"),
        message("港口开放了。", forwarded_from="Gazette"),
    )
    document = one(json.dumps(made).encode(), "result.json")
    assert texts(document) == ["The harbour opens.", "Fined: 500 dollars", "港口开放了。"]
    assert labels(document) == [f"{who} · 2025-03-02 10:15" for who in ("Tom Reed", "Ada", "Gazette")]
    assert document.title == "Harbour"


def test_an_export_of_everything_is_a_document_a_chat() -> None:
    """Of those that have words."""
    chats = [chat(message(FINED), name="one"), chat(name="two"), chat(message(CHINESE), name="三")]
    made = {"about": "…", "chats": {"list": chats[:2]}, "left_chats": {"list": chats[2:]}}
    found = read(json.dumps(made).encode(), "result.json")
    assert [(d.title, d.id) for d in found] == [("one", "result.json#1"), ("三", "result.json#3")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[1]", "is JSON, but not an export of Telegram"),
        (b'{"chats": {"list": 3}, "messages": 4}', "is JSON, but not an export of Telegram"),
        (json.dumps(chat(message(None), message([3, {"text": 4}]), {})).encode(), "holds no words"),
    ],
)
def test_other_json_is_refused(content: bytes, reason: str) -> None:
    """Saying what it is not."""
    assert refusal(content, "a.json") == reason


# --- subtitles -----------------------------------------------------------------------------------


def test_cues_are_joined_to_sentences_at_their_times() -> None:
    """Each at the time of the cue in which it begins."""
    made = srt(
        ("00:00:01", "The master of the"),
        ("00:00:03", "harbour was <i>fined</i>. He"),
        ("00:00:05", "paid at once."),
    )
    document = one(made.encode(), "talk.srt")
    assert texts(document) == ["The master of the harbour was fined.", "He paid at once."]
    assert [b.place for b in document.blocks] == [
        Place("time", label="00:00:01"),
        Place("time", label="00:00:03"),
    ]
    assert document.title == "talk"


@pytest.mark.parametrize(
    ("cues", "found"),
    [
        ((("00:00:01", "港务长因为"), ("00:00:03", "泄漏被罚款。")), ["港务长因为泄漏被罚款。"]),
        ((("00:00:01", "港务长被罚款"), ("00:00:03", "码头开放了")), ["港务长被罚款", "码头开放了"]),
        ((("00:00:01", "He was"), ("00:10:03", "Fined. Yes.")), ["He was", "Fined.", "Yes."]),
        (
            (("00:00:01", "Was he?"), ("00:00:03", "- He was."), ("00:00:05", "<v Ada>Oh")),
            ["Was he?", "- He was.", "Oh"],
        ),
        (
            (("00:00:01", "He was"), ("00:00:02", "He was\nfined."), ("00:00:03", "{\\an8}Yes &amp; no.")),
            ["He was fined.", "Yes & no."],
        ),
    ],
)
def test_a_sentence_ends_where_a_speaker_does(cues: tuple[tuple[str, str], ...], found: list[str]) -> None:
    """Chinese without a blank; without full stops every cue alone; what rolls on is said once."""
    assert texts(one(srt(*cues).encode(), "a.srt")) == found


def test_web_subtitles_are_read_too() -> None:
    """With their header, their notes and names of cues, and times without hours."""
    made = f"\ufeffWEBVTT - talk\n\nNOTE a note\n\nintro\n01:23.500 --> 01:25.000 align:start\n{FINED}\n\n1:00:00.000 --> 1:00:02.000\n{CHINESE}\n"
    document = one(made.encode(), "a.vtt")
    assert texts(document) == [FINED, CHINESE]
    assert labels(document) == ["00:01:23", "01:00:00"]


def test_what_has_no_times_is_no_subtitles() -> None:
    """And refused."""
    assert refusal(b"WEBVTT\n\nwords", "a.vtt") == "has no subtitles"


# --- archives ------------------------------------------------------------------------------------


def test_an_archive_is_what_can_be_read_in_it() -> None:
    """Each document says in which file it is; hidden files are left out."""
    made = zipped(
        {
            "a.md": FINED,
            "papers/b.txt": CHINESE,
            ".c.md": "x",
            "__MACOSX/a.md": "x",
            "d.png": b"x",
            "e.pdf": b"x",
        }
    )
    found = read(made, "post/all.zip")
    assert [(d.path, d.id, d.member) for d in found] == [
        ("post/all.zip", "post/all.zip#a.md", "a.md"),
        ("post/all.zip", "post/all.zip#papers/b.txt", "papers/b.txt"),
    ]
    assert [name for name, _ in found[0].refused] == ["d.png", "e.pdf"]
    assert found[0].refused[0][1] == "files of the kind .png are not read"
    assert not found[1].refused


def test_an_archive_in_an_archive_is_not_opened() -> None:
    """Nor what is attached to a letter in one."""
    assert "files of the kind .zip are not read" in refusal(
        zipped({"a.zip": zipped({"a.md": FINED})}), "b.zip"
    )
    (only,) = read(zipped({"a.eml": letter(BODY, fine__md=CHINESE.encode())}), "b.zip")
    assert texts(only) == [BODY]


def test_names_in_the_encoding_of_a_country_are_read() -> None:
    """As archives of older programs have them."""
    name = "港务长因为泄漏事故被处罚.md"
    made = zipped({"X" * len(name.encode("gb18030")): FINED})
    made = made.replace(b"X" * len(name.encode("gb18030")), name.encode("gb18030"))
    assert one(made, "a.zip").member == name


def bomb(size: int, names: int = 1) -> bytes:
    """An archive of texts of so many bytes, all the same."""
    return zipped({f"{n}.txt": b"0" * size for n in range(names)})


def lying(content: bytes, size: int) -> bytes:
    """The archive, saying of its members that they are of another size, with the checksum that then is right."""
    import zlib

    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        info = opened.infolist()[0]
    real = info.file_size.to_bytes(4, "little"), info.CRC.to_bytes(4, "little")
    told = size.to_bytes(4, "little"), zlib.crc32(b"0" * size).to_bytes(4, "little")
    return content.replace(real[0], told[0]).replace(real[1], told[1])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "is not a ZIP archive (BadZipFile)"),
        (zipped({}), "holds no words"),
        (
            zipped({"a.exe": b"x"}),
            "holds no file that can be read (a.exe files of the kind .exe are not read)",
        ),
        (zipped({"../a.md": FINED}), "names a file outside of itself"),
        (zipped({"/etc/a.md": FINED}), "names a file outside of itself"),
        (zipped({"a/..\\..\\b.md": FINED}), "names a file outside of itself"),
        (zipped({"C:\\a.md": FINED}), "names a file outside of itself"),
        (zipped({f"{n}.md": b"" for n in range(archive.MEMBERS + 1)}), "has more than 5000 members"),
        (bomb(2 * archive.MEMBER), "holds no file that can be read (0.txt unpacks to more than"),
        (lying(bomb(2 * archive.MEMBER), 10), "holds no file that can be read (0.txt"),
    ],
)
def test_a_hostile_archive_is_refused(content: bytes, reason: str) -> None:
    """Before it takes memory or leaves its place."""
    assert reason in refusal(content, "a.zip") or len(read(content, "a.zip")[0].text) == 10


def test_a_member_that_is_encrypted_or_a_link_is_left_out() -> None:
    """The others are read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("a.md", FINED)
    assert one(out.getvalue(), "a.zip").member == "a.md"


def test_every_kind_is_read_inside_an_archive() -> None:
    """But another archive."""
    kinds = {f"a{suffix}": content for suffix, content in every_kind().items() if suffix != ".zip"}
    found = read(zipped(kinds), "a.zip")
    assert {d.member for d in found} == set(kinds)
