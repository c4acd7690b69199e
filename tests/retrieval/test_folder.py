"""Claims about looking through a folder: what is left out, what is refused, and that nothing leads astray."""

from __future__ import annotations

import os
import socket
import subprocess
import unicodedata
from pathlib import Path

import pytest

from retrieval.errors import CorpusError, UnreadableSource
from retrieval.folder import Found, Unsettled, content, files, folders, is_told_apart


def put(folder: Path, *names: str) -> None:
    """Make files, with the folders above them."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("words")


def paths(folder: Path) -> list[str]:
    """What is found and not refused."""
    return [one.path for one in files(folder) if not one.refused]


def refused(folder: Path) -> dict[str, str]:
    """What is refused, each with its reason."""
    return {one.path: one.refused for one in files(folder) if one.refused}


@pytest.mark.parametrize(
    "name",
    [
        ".a.md",
        ".#a.md",
        "#a.md#",
        "a.md~",
        "~$report.docx",
        "a.md.swp",
        "a.swo",
        "film.MD.PART",
        "a.md.crdownload",
        "a.tmp",
        ".git/a.md",
    ],
)
def test_what_programs_leave_behind_is_left_out(tmp_path: Path, name: str) -> None:
    """Hidden files, and copies that editors, office programs and browsers make while they work."""
    put(tmp_path, "a.md", "deep/b.md", name, f"deep/{name}")
    assert [one.path for one in files(tmp_path)] == ["a.md", "deep/b.md"]


def test_names_that_only_look_temporary_are_kept(tmp_path: Path) -> None:
    """A folder may be called anything but hidden."""
    names = ["part.md", "swap/a.md", "template.md", "x.tmp/a.md", "~home.md"]
    put(tmp_path, *names)
    assert paths(tmp_path) == names


def test_what_the_ignore_file_names_is_left_out(tmp_path: Path) -> None:
    """As in a .gitignore: folders, wildcards, exceptions, and places from the top."""
    (tmp_path / ".juzhengignore").write_text("# ours\ndrafts/\n*.txt\n!keep.txt\n/top.md\ncafé.md\n", "utf-8")
    gone = ["drafts/a.md", "deep/drafts/b.md", "a.txt", "top.md", unicodedata.normalize("NFD", "café.md")]
    put(tmp_path, *gone, "keep.txt", "deep/top.md", "drafts.md")
    assert [one.path for one in files(tmp_path)] == ["deep/top.md", "drafts.md", "keep.txt"]


@pytest.mark.parametrize("content", [b"\xff", b"a/**b[\n!"])
def test_an_ignore_file_that_cannot_be_used_hides_nothing_by_mistake(tmp_path: Path, content: bytes) -> None:
    """What it was to hide must not be shown: either it is understood, or nothing is read."""
    put(tmp_path, "a.md")
    (tmp_path / ".juzhengignore").write_bytes(content)
    with pytest.raises(CorpusError, match=r"has a \.juzhengignore that cannot be"):
        files(tmp_path)


def test_a_name_is_the_same_however_it_is_encoded(tmp_path: Path) -> None:
    """Composed, as most systems write it; and opened as it lies there."""
    name = "résumé 한국.md"
    put(tmp_path, unicodedata.normalize("NFD", name))
    (one,) = files(tmp_path)
    assert one.path == unicodedata.normalize("NFC", name)
    assert content(one)[0] == b"words"


def test_of_two_files_of_one_name_one_is_read(tmp_path: Path) -> None:
    """The other is refused, and named as it is encoded."""
    composed, apart = (unicodedata.normalize(form, "é.md") for form in ("NFC", "NFD"))
    put(tmp_path, composed, apart)
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system takes the two for one")
    assert len(paths(tmp_path)) == 1
    assert list(refused(tmp_path).values()) == ["has the name of another file"]


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        (b"a\nb.md", r"a\nb.md", "has a name that cannot be shown"),
        (b"\x1b[2J.md", r"\x1b[2J.md", "has a name that cannot be shown"),
        (b"\xff\xfe.md", r"\udcff\udcfe.md", "has a name that is not UTF-8"),
        ("\u2028.md".encode(), r"\u2028.md", "has a name that cannot be shown"),
        ("a\u202edm.md".encode(), r"a\u202edm.md", "has a name that cannot be shown"),
        ("a\u2066.md".encode(), r"a\u2066.md", "has a name that cannot be shown"),
    ],
)
def test_names_that_would_break_a_line_or_a_terminal_are_refused(
    tmp_path: Path, name: bytes, shown: str, reason: str
) -> None:
    """And the name that is reported does neither."""
    put(tmp_path, "a.md")
    try:
        os.close(os.open(os.fsencode(tmp_path) + b"/" + name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system has no such names")
    assert refused(tmp_path) == {shown: reason}
    assert paths(tmp_path) == ["a.md"]


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    """A pipe would wait for a writer for ever, and a device may be anything."""
    put(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path may not be long
        listener.bind("socket.md")
        os.chdir(here)
        (tmp_path / "null.md").symlink_to("/dev/null")
        found = refused(tmp_path)
    assert found == {
        "null.md": "is a link that leads out of the corpus",
        "pipe.md": "is not a plain file",
        "socket.md": "is not a plain file",
    }


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    """It is looked at again once it is open, and opening does not block."""
    put(tmp_path, "a.md")
    (one,) = files(tmp_path)
    (tmp_path / "a.md").unlink()
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(UnreadableSource, match="is not a plain file"):
        content(one)


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    """Between looking and opening, somebody may be quick."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    corpus = tmp_path / "corpus"
    put(corpus, "a.md")
    (one,) = files(corpus)
    (corpus / "a.md").unlink()
    (corpus / "a.md").symlink_to(secret)
    with pytest.raises(UnreadableSource, match="cannot be opened"):
        content(one)


def test_folders_a_thousand_deep_are_looked_through(tmp_path: Path) -> None:
    """However deep they go; what the system itself cannot reach is refused."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("deep.md", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    put(tmp_path, "a.md")
    found = paths(tmp_path)
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # what Python's own cannot
    assert found[0] == "a.md"


def test_folders_that_lead_back_to_themselves_end(tmp_path: Path) -> None:
    """Links to folders are not followed, wherever they lead."""
    put(tmp_path, "sub/a.md")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert paths(tmp_path) == ["sub/a.md"]
    assert refused(tmp_path)["sub/loop"] == "is a link to a folder"


def test_the_folders_that_are_watched_are_those_that_are_read(tmp_path: Path) -> None:
    """Neither hidden ones, nor those that are left out, nor where links lead; empty ones may have files soon."""
    put(tmp_path, "a.md", "sub/deep/b.md", ".git/c.md", "drafts/d.md")
    (tmp_path / "empty").mkdir()
    (tmp_path / "root").symlink_to("/")
    (tmp_path / ".juzhengignore").write_text("drafts/\n")
    here = os.path.realpath(tmp_path)
    assert folders(tmp_path) == [f"{here}/{name}" for name in ("", "empty/", "sub/", "sub/deep/")]


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: what changes for ever is left for the next run."""
    put(tmp_path, "a.md")
    (one,) = files(tmp_path)
    real, looks = os.fstat, 0
    changes = 1

    def growing(descriptor: int) -> os.stat_result:
        nonlocal looks
        looks += 1
        if looks % 2 == 0 and looks // 2 <= changes:
            with (tmp_path / "a.md").open("a") as file:
                file.write("!")
            os.utime(tmp_path / "a.md", ns=(looks, looks))
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    data, seen = content(one)
    assert (data, seen.size) == (b"words!", 6)
    looks, changes = 0, 9
    with pytest.raises(Unsettled):
        content(one)


def test_a_file_is_told_from_what_it_was_by_size_and_time() -> None:
    """Nothing else is looked at before it is opened."""
    assert Found("a", "/a", 1, 2).state == Found("b", "/b", 1, 2).state != Found("a", "/a", 1, 3).state


@pytest.mark.parametrize(
    ("there", "bound", "told_apart"),
    [
        (["private/"], "private", True),
        (["private/", "PRIVATE/"], "private", True),
        (["Private/"], "private", False),
        ([], "private", False),
        (["Staff/pay.md"], "Staff/pay.md", True),
        (["Staff/pay.md"], "staff/pay.md", False),
        (["薪酬/"], "薪酬", True),
    ],
)
def test_a_folder_is_told_apart_where_it_is_there_as_it_is_spelled(
    tmp_path: Path, there: list[str], bound: str, *, told_apart: bool
) -> None:
    """This disk knows capitals from small letters."""
    for name in there:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).touch()
    assert is_told_apart(tmp_path, bound) is told_apart


def test_on_a_disk_that_does_not_know_capitals_no_spelling_is_told_apart(tmp_path: Path) -> None:
    """Here both lead to one folder, as they do there."""
    (tmp_path / "private").mkdir()
    (tmp_path / "PRIVATE").symlink_to("private")
    assert not is_told_apart(tmp_path, "private")
