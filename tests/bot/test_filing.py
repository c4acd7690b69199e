"""Claims about files that are put into the corpus: whatever the name, nothing leaves the folder or is overwritten."""

from __future__ import annotations

import unicodedata
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.filing import LONGEST, Refused, arriving, checked_name, names
from retrieval.folder import files

PIECES = st.sampled_from(
    [
        "..",
        "/",
        "\\",
        ".",
        "a",
        "é",
        "é",
        "报告",
        " ",
        "\x00",
        "\n",
        "\u202e",
        "~",
        "$",
        "#",
        ".md",
        ".PDF",
        ".part",
        "\ud800",
        "x" * 90,
    ]
)
NAMES = st.one_of(
    st.text(), st.lists(PIECES, max_size=6).map("".join), st.text().map(lambda stem: f"{stem}.md")
)


def put(folder: Path, name: str, content: bytes) -> str:
    """Put a file into a folder, in two pieces; the name it has there."""
    with arriving(folder, len(content)) as file:
        file.add(content[:2])
        file.add(content[2:])
        return file.put(name)


def checked(name: str) -> str | None:
    """The name that is kept, `None` where it is refused."""
    try:
        return checked_name(name)
    except Refused:
        return None


@given(NAMES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_a_name_that_is_taken_names_a_file_of_the_folder_and_no_other(tmp_path: Path, name: str) -> None:
    """Composed, not hidden, not too long; it is found there by that very name when the folder is looked through."""
    kept = checked(name)
    if kept is None:
        return
    folder = tmp_path / "corpus"
    folder.mkdir(exist_ok=True)
    assert kept == unicodedata.normalize("NFC", kept)
    assert not kept.startswith(".")
    assert len(kept.encode()) <= LONGEST
    made = put(folder, kept, b"words")
    assert (folder / made).resolve().parent == folder.resolve()
    assert list(tmp_path.iterdir()) == [folder]
    assert [(one.path, one.refused) for one in files(folder)] == [(made, None)]
    (folder / made).unlink()
    assert list(folder.iterdir()) == []


@given(NAMES)
def test_a_checked_name_is_checked_again_as_it_is(name: str) -> None:
    """To check twice changes nothing."""
    kept = checked(name)
    assert kept is None or checked_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "file_bad_name"),
        ("   ", "file_bad_name"),
        ("../a.md", "file_bad_name"),
        ("/etc/passwd", "file_bad_name"),
        ("a/b.md", "file_bad_name"),
        ("..\\a.md", "file_bad_name"),
        ("a\x00.md", "file_bad_name"),
        ("a\n.md", "file_bad_name"),
        ("exe\u202edm.md", "file_bad_name"),
        ("\ud800.md", "file_bad_name"),
        ("..", "file_hidden"),
        (".md", "file_hidden"),
        (".juzhengignore", "file_hidden"),
        ("~$a.docx", "file_hidden"),
        ("a.md~", "file_hidden"),
        ("a.md.part", "file_hidden"),
        ("a" * 198 + ".md", "file_long_name"),
        ("报" * 67 + ".md", "file_long_name"),
        ("a.exe", "file_kind"),
        ("a", "file_kind"),
        ("a.md.exe", "file_kind"),
    ],
)
def test_a_name_that_is_not_taken_is_refused_with_the_reason(name: str, why: str) -> None:
    """Which is the name of a sentence of ours."""
    with pytest.raises(Refused, match=why):
        checked_name(name)


def test_white_space_around_a_name_is_no_part_of_it() -> None:
    """Nor is a letter of two parts kept in two parts."""
    assert checked_name(" re\u0301sume\u0301.md ") == "r\u00e9sum\u00e9.md"


@pytest.mark.parametrize(
    ("there", "given", "made"),
    [
        ("a.md", "a.md", "a (2).md"),
        ("A.md", "a.md", "a (2).md"),
        ("re\u0301.md", "r\u00e9.md", "r\u00e9 (2).md"),
        ("a.tar.zip", "a.tar.zip", "a.tar (2).zip"),
        ("b.md", "a.md", "a.md"),
    ],
)
def test_the_same_name_gets_a_number(tmp_path: Path, there: str, given: str, made: str) -> None:
    """What stands there is left as it is, however its name is encoded, and whatever the case of its letters."""
    (tmp_path / there).write_bytes(b"before")
    assert put(tmp_path, given, b"now") == made
    assert (tmp_path / there).read_bytes() == b"before"
    assert (tmp_path / made).read_bytes() == b"now"


def test_many_of_one_name_are_all_there(tmp_path: Path) -> None:
    """Each with the next number."""
    made = [put(tmp_path, "a.md", str(number).encode()) for number in range(5)]
    assert made == list(islice(names("a.md"), 5)) == ["a.md", "a (2).md", "a (3).md", "a (4).md", "a (5).md"]
    assert [(tmp_path / name).read_text() for name in made] == list("01234")


def test_a_link_of_the_same_name_is_not_followed(tmp_path: Path) -> None:
    """What it leads to is not written."""
    (tmp_path / "outside").write_text("before")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.md").symlink_to(tmp_path / "outside")
    assert put(folder, "a.md", b"now") == "a (2).md"
    assert (tmp_path / "outside").read_text() == "before"


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    """Here the folder went away."""
    with pytest.raises(OSError):  # noqa: PT011  whichever the system says
        put(tmp_path / "gone", "a.md", b"now")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_cut_off_where_it_becomes_too_large(tmp_path: Path) -> None:
    """What is too much is not written, and nothing is left of the rest."""
    with arriving(tmp_path, 10) as file:
        file.add(b"0123456789")
        (aside,) = tmp_path.iterdir()
        with pytest.raises(Refused, match="file_too_large"):
            file.add(b"x")
        assert aside.stat().st_size <= 10
    assert list(tmp_path.iterdir()) == []
