"""Claims about all readers together: what they promise of any file, and which files they refuse."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from retrieval import readers
from retrieval.errors import UnreadableSource
from retrieval.model import Document
from retrieval.readers import read
from retrieval.readers.encoding import decode
from tests.retrieval.files import every_kind, every_suffix
from tests.retrieval.office import CHINESE, FINED, with_part
from tests.retrieval.strategies import texts

OPENINGS = ("", "\ufeff", "---\na: b\n", "<!doctype html><html><head>", "<html><body><p>", '{"text": "')
FORMATS = ("a.txt", "a.md", "a.html", "a.jsonl")
EXAMPLES = 30
MARKED_UP = (".xml", ".rels", ".opf", "html")
MARKUP = (
    *(
        "---\n",
        "title: ",
        "date: 2026-01-08\n",
        "!!int ",
        '""',
        "\n",
        "  - ",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "&a *a",
        "? ",
    ),
    *(
        "<html>",
        "<head>",
        "<title>",
        "<meta name=",
        '"author"',
        " content=",
        ">",
        "</",
        "<table><tr><td>",
        "<!--",
    ),
    *(
        "<p>",
        "word " * 30,
        "&#xD800;",
        "&amp;",
        "<script>",
        "<![CDATA[",
        '<link rel="canonical" href="x">',
        "\0",
    ),
    *(
        '{"text": ',
        '"a"',
        '"\\ud800"',
        "}",
        "1e999",
        "null",
        "\\",
        "```\n",
        "    ",
        "# ",
        "===\n",
        "|-|\n",
        "[^1]: ",
    ),
)


def contents() -> st.SearchStrategy[bytes]:
    """The bytes of any file, likelier ones that a reader would take for its own."""
    inside = st.lists(st.sampled_from(MARKUP) | texts(4), max_size=30).map("".join)
    likely = st.tuples(st.sampled_from(OPENINGS), inside).map("".join)
    return st.one_of(likely.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=80))


def read_or_refuse(content: bytes, path: str) -> list[Document]:
    """The documents of a file; none where it is refused. Any other exception fails the test."""
    with contextlib.suppress(UnreadableSource):
        return read(content, path)
    return []


def assert_sound(document: Document, path: str) -> None:
    """It has words, in blocks that have some, and all that it says can be written down."""
    assert document.blocks
    assert document.path == path
    assert all(block.span.of(document.text).strip() for block in document.blocks)
    places = (b.place.label for b in document.blocks if b.place)
    for field in (
        document.id,
        document.title,
        document.text,
        document.publisher,
        document.author,
        document.member,
        *places,
    ):
        (field or "").encode()


@pytest.mark.parametrize("path", FORMATS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(content=contents())
def test_a_reader_reads_or_refuses_and_nothing_else(path: str, content: bytes) -> None:
    """Whatever the bytes, there are documents with blocks, in Unicode, or `UnreadableSource`."""
    for document in read_or_refuse(content, path):
        assert_sound(document, path)


def _is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8 without control characters, with which they may be UTF-16."""
    with contextlib.suppress(UnicodeDecodeError):
        return not any(c < " " and c not in "\t\n\r\f" for c in content.decode())
    return False


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(content=contents())
def test_offsets_of_text_files_count_in_the_decoded_file(
    tmp_path_factory: pytest.TempPathFactory, path: str, content: bytes
) -> None:
    """The text of a document is what `Path.read_text` gives for its file, where that is UTF-8."""
    assume(_is_utf8(content))
    for document in read_or_refuse(content, path):
        file = tmp_path_factory.getbasetemp() / "offsets"
        file.write_bytes(content)
        assert document.text == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ufeff处罚".encode(), "\ufeff处罚"),
        ("a\u2028b\x0cc\x85d".encode(), "a\u2028b\x0cc\x85d"),
    ],
)
def test_bytes_become_text_as_python_reads_files(tmp_path: Path, content: bytes, text: str) -> None:
    r"""`\r\n` and `\r` are new lines, other separators are not, and a byte order mark counts."""
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert decode(content) == file.read_text("utf-8") == text


@pytest.mark.parametrize("path", FORMATS)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"text\xff", "is not UTF-8 text (byte 4)"),
        (b"%PDF\0\xff", "is not text"),
        (
            "발표하였다, 벌금을 냈다".encode("euc-kr"),
            "is not UTF-8 text (byte 0), and in which encoding it is cannot be told",
        ),
    ],
)
def test_what_is_surely_no_text_is_refused_with_a_reason(path: str, content: bytes, reason: str) -> None:
    """Nothing is guessed: the reason says at which byte it ends to be text."""
    with pytest.raises(UnreadableSource) as refused:
        read(content, path)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("a.exe", "files of the kind .exe are not read"),
        ("folder.md/a", "files of the kind (no suffix) are not read"),
        ("a.tar.GZ", "files of the kind .gz are not read"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_kind(path: str, reason: str) -> None:
    """The table of readers decides, by the last suffix."""
    with pytest.raises(UnreadableSource) as refused:
        read(b"words", path)
    assert refused.value.reason == reason


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.jsonl"])
@pytest.mark.parametrize("content", [b"", b" \n\t\n", "\ufeff".encode(), "\u3000\n".encode()])
def test_a_file_without_words_is_refused(path: str, content: bytes) -> None:
    """Empty files are not documents."""
    with pytest.raises(UnreadableSource, match="holds no words"):
        read(content, path)


@pytest.mark.parametrize("suffix", every_suffix())
def test_every_kind_of_file_is_read_in_either_case(suffix: str) -> None:
    """`A.HTML` is a page as `a.html` is; and the words of it are in blocks, Chinese and English."""
    content = every_kind()[suffix]
    documents = read(content, "a" + suffix)
    words = "".join(b.span.of(d.text) for d in documents for b in d.blocks)
    assert CHINESE in words
    assert FINED.split(",", maxsplit=1)[0] in words
    assert [d.text for d in documents] == [d.text for d in read(content, "A" + suffix.upper())]


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """A file of which pieces were cut out, said again, or written over."""
    places = st.tuples(st.integers(0, len(content)), st.integers(0, len(content))).map(sorted)
    change = st.tuples(places, st.sampled_from(["cut", "again", "over", "end"]), st.binary(max_size=6))
    return st.lists(change, min_size=1, max_size=3).map(lambda changes: _changed(content, changes))


def _changed(content: bytes, changes: list[tuple[list[int], str, bytes]]) -> bytes:
    for (start, end), what, put in changes:
        near = min(end, start + 64)
        content = {
            "cut": content[:start] + content[near:],
            "again": content[:near] + content[start:],
            "over": content[:start] + put + content[start + len(put) :],
            "end": content[:start],
        }[what]
    return content


@pytest.mark.parametrize("suffix", every_suffix())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(suffix: str, data: st.DataObject) -> None:
    """Whatever the library makes of it."""
    made = data.draw(damaged(every_kind()[suffix]))
    for document in read_or_refuse(made, "a" + suffix):
        assert_sound(document, "a" + suffix)


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".epub"])
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_damaged_part_is_no_worse(suffix: str, data: st.DataObject) -> None:
    """The archive around it is whole, so that its reader gets to see it."""
    whole = every_kind()[suffix]
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        name = data.draw(st.sampled_from([n for n in archive.namelist() if n.endswith(MARKED_UP)]))
        part = archive.read(name)
    for document in read_or_refuse(with_part(whole, name, data.draw(damaged(part))), "a" + suffix):
        assert_sound(document, "a" + suffix)


@given(
    st.lists(st.sampled_from(("a", "B", ".", "..", "md", "/a", "词", " ", "\u0130")), min_size=1).map("".join)
)
def test_a_suffix_is_what_a_path_has(path: str) -> None:
    """In lower case, as the library of paths says it; no file is called by dots alone, or by one at its end."""
    if not path.endswith("."):
        assert readers._suffix(path) == PurePosixPath(path).suffix.lower()
