"""Claims about the commands a person types, each run as a whole process."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from bot.cli import _tongue
from retrieval.weights import load_weights
from tests.bot.programs import ROOT, Program, Ran
from tests.conftest import DOCUMENTS

pytestmark = pytest.mark.slow

FIELDS: Final = frozenset(
    "file document member place quote start end title publisher outlet author published published_inferred url language "
    "truncated cut_short excerpt copy_of also saved copies not_in gone_from".split()
)
FINED: Final = "how much was the ferry company fined?"
TEAPOT: Final = "who invented the quantum teapot?"
TOKEN: Final = "123456789:AAFsecretsecretsecretsecretsecretsec"


def objects(text: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(row) for row in text.splitlines()]


def assert_fails(ran: Ran, *words: str) -> None:
    """One clear line on standard error, exit status 2, and nothing else."""
    assert ran.status == 2, ran
    (line,) = ran.err.splitlines()
    assert line.startswith("juzheng: ")
    assert "Traceback" not in line
    for word in words:
        assert word in line
    assert ran.out == ""


def digests(folder: Path) -> dict[str, str]:
    """Every file below the folder with a digest of its bytes."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


# --- check --------------------------------------------------------------------------------------


def test_check_says_by_its_status_what_the_documents_say(juzheng: Program) -> None:
    """0 supported, 3 contradicted with what differs on both sides, 1 not said."""
    supported = juzheng("check", "the ferry company was fined 900 dollars")
    assert (supported.status, supported.out.splitlines()[0]) == (0, "Supported by:")
    contradicted = juzheng("check", "the ferry company was fined 700 dollars")
    assert contradicted.status == 3
    assert contradicted.out.splitlines()[:2] == [
        "Contradicted by:",
        "The claim says 700, the source 900.",
    ]
    assert juzheng("check", "the quantum teapot was invented by a penguin").status == 1


def test_a_checked_claim_as_json_has_its_verdict_and_differences(juzheng: Program) -> None:
    """The same fields as an answer besides."""
    ran = juzheng("check", "the ferry company was fined 700 dollars", "--json")
    (checked,) = objects(ran.out)
    assert (checked["status"], checked["verdict"]) == ("answered", "contradicted")
    assert checked["differences"] == [{"claimed": "700", "quoted": "900"}]
    assert set(checked["citations"][0]) == FIELDS


# --- ask ----------------------------------------------------------------------------------------


def test_ask_prints_the_answer_plain_when_piped(juzheng: Program) -> None:
    """The quote, its source, its place in the file and its link; no escape codes; exit status 0."""
    ran = juzheng("ask", "when was the harbour closed?", "--top", "1")
    start = DOCUMENTS["harbour.md"].index("The harbour was")
    quote = "The harbour was closed in March."
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[:4] == [
        quote,
        "  Harbour Gazette · Ada Byron · 2025-03-02 · The harbour spill",
        f"  harbour.md, characters {start}–{start + len(quote)}",
        f"  https://example.org/harbour#:~:text={quote.replace(' ', '%20')}",
    ]
    assert "\x1b" not in ran.out


def test_ask_shows_colour_on_a_terminal(juzheng: Program) -> None:
    """The asker's words are highlighted there."""
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", FINED, "--top", "1"],
        cwd=juzheng.folder,
        env=juzheng.environment({}) | {"TERM": "xterm"},
        stdin=follower,
        stdout=follower,
        stderr=follower,
        check=False,
    )
    os.close(follower)
    shown = os.read(leader, 65_536).decode()
    os.close(leader)
    assert done.returncode == 0
    assert "\x1b[1;33mfined\x1b[0m" in shown


def test_ask_without_an_answer_says_why(juzheng: Program) -> None:
    """With exit status 1, on standard output: it is no error."""
    ran = juzheng("ask", TEAPOT)
    assert (ran.status, ran.err) == (1, "")
    assert ran.lines[:2] == [
        "Nothing in the documents answers this.",
        "The documents never use: invented, quantum, teapot",
    ]


def test_ask_speaks_the_language_of_the_terminal(juzheng: Program) -> None:
    """As its environment names it, even where the system does not have that locale."""
    ran = juzheng("ask", TEAPOT, variables={"LANG": "zh_TW.UTF-8"})
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith("文件裡沒有這個問題的答案。\n")


@pytest.mark.parametrize(
    ("variables", "tongue"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-hant"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_HK"}, "zh-hant"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh-hans"),
        ({"LANG": "xx_YY.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_of_a_terminal(
    variables: dict[str, str], tongue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LC_ALL before LC_MESSAGES before LANG, those that say nothing aside; English where none is ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert _tongue() == tongue


def test_ask_json_prints_one_object(juzheng: Program) -> None:
    """With the fields of the scored format; offsets lead to the quote in the file's text."""
    ran = juzheng("ask", "谁被开除了？", "--json")
    assert (ran.status, ran.err) == (0, "")
    (found,) = objects(ran.out)
    assert set(found) == {"status", "citations"}
    assert found["status"] == "answered"
    for cited in found["citations"]:
        assert set(cited) == FIELDS
    best = found["citations"][0]
    assert (best["file"], best["document"], best["url"]) == ("泄密.txt", "泄密.txt", None)
    assert DOCUMENTS["泄密.txt"][best["start"] : best["end"]] == best["quote"]
    assert "周海和吴山" in best["quote"]


def test_an_answer_is_explained_after_it(juzheng: Program) -> None:
    """The answer is the same to the character, and so is the exit status."""
    plain, explained = juzheng("ask", FINED), juzheng("ask", FINED, "--explain")
    assert (explained.status, explained.err) == (0, "")
    before, after = explained.out.split("\nHow it came about\n")
    assert before == plain.out
    for words in (
        "asks for     how many",
        "Looked for in Chinese passages (",
        "\n1. ferry.html",
        ": answered",
    ):
        assert words in after


def test_a_refusal_and_a_verdict_are_explained_too(juzheng: Program) -> None:
    """With the exit status that they have without it."""
    refused = juzheng("ask", TEAPOT, "--explain")
    assert (refused.status, refused.lines[-1]) == (1, "Candidates: none")
    checked = juzheng("check", "the ferry company was fined 700 dollars", "--explain")
    assert (checked.status, checked.lines[-1]) == (
        3,
        f"  sure from {load_weights().sure:.3f} on: contradicted",
    )


def test_an_explanation_as_json_is_a_field_beside_the_others(juzheng: Program) -> None:
    """All else is as without it, for a question and for a claim."""
    for asked in (("ask", FINED), ("check", "the ferry company was fined 700 dollars")):
        (plain,), (explained,) = (
            objects(juzheng(*asked, "--json", *more).out) for more in ([], ["--explain"])
        )
        explanation = explained.pop("explanation")
        assert explained == plain
        assert explanation["candidates"][0]["file"] == plain["citations"][0]["file"] == "ferry.html"


def test_ask_takes_search_syntax(juzheng: Program) -> None:
    """Filters leave what they say, the refusal names the one that left nothing, and undated documents are counted."""
    ran = juzheng("ask", 'who was fined "for the spill"', "--json")
    assert {c["file"] for c in objects(ran.out)[0]["citations"]} == {"harbour.md"}
    (dated,) = objects(juzheng("ask", "who was fined after:2025-04", "--json").out)
    assert {c["file"] for c in dated["citations"]} == {"ferry.html"}
    assert dated["undated"] == 3
    refused = juzheng("ask", "who was fined from:nobody")
    assert (refused.status, refused.out.splitlines()[1]) == (
        1,
        "Nothing in the documents fits: from:nobody",
    )


def test_ask_cites_for_other_programs(juzheng: Program) -> None:
    """In the form that is asked for; a form that nobody knows is named, and so is that nothing answers."""
    ran = juzheng("ask", "how much was Tom Reed fined?", "--cite", "gbt7714", "--top", "1")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("[1] Ada Byron. The harbour spill[EB/OL]. Harbour Gazette, (2025-03-02)[")
    assert_fails(juzheng("ask", FINED, "--cite", "apa"), "markdown, bibtex, ris, gbt7714", "apa")
    refused = juzheng("ask", TEAPOT, "--cite", "ris")
    assert (refused.status, refused.out) == (1, "")


def test_ask_says_which_filter_is_none(juzheng: Program) -> None:
    """It is read as words, and filters alone are no question."""
    ran = juzheng("ask", "who was fined after:soon")
    assert ran.status == 0
    assert "after:soon" in ran.err
    assert_fails(juzheng("ask", "from:gazette"), "beside from:gazette")
    assert_fails(juzheng("ask", "after:soon"), "“after:soon” has no day")


def test_ask_json_without_an_answer(juzheng: Program) -> None:
    """Exit status 1, the reason, and the words that the documents never use."""
    ran = juzheng("ask", TEAPOT, "--json")
    assert ran.status == 1
    (found,) = objects(ran.out)
    assert (found["status"], found["reason"]) == ("no_answer", "unknown_words")
    assert found["missing"] == ["invented", "quantum", "teapot"]


def test_top_counts_distinct_documents(juzheng: Program) -> None:
    """However many passages each has; there may be more citations than that."""
    (found,) = objects(juzheng("ask", "who was fined?", "--json", "--top", "3").out)
    assert len({(cited["file"], cited["document"]) for cited in found["citations"]}) == 3
    assert len(found["citations"]) > 3


def test_the_same_question_has_the_same_answer(juzheng: Program) -> None:
    """Byte for byte, in two processes whose hashes differ."""
    one, two = (juzheng("ask", FINED, "--json", variables={"PYTHONHASHSEED": seed}) for seed in "12")
    assert one.out == two.out


def test_a_question_that_is_not_utf8_is_still_asked(juzheng: Program) -> None:
    """What cannot be read in it is passed over."""
    ran = juzheng("ask", os.fsdecode(b"when was the \xff harbour closed?"), "--json")
    assert (ran.status, ran.err) == (0, "")


def test_a_reader_that_goes_away_is_no_error(juzheng: Program) -> None:
    """As in `juzheng ask … | head -0`: nothing is said, and the exit status is not that of no answer."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", FINED],
        cwd=juzheng.folder,
        env=juzheng.environment({}),
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_ask_imports_nothing_heavy(juzheng: Program) -> None:
    """With the index ready and the output piped, only what answers is loaded, and nothing that explains."""
    heavy = "bot.rendering.explanation retrieval.explaining telegram trafilatura lxml jieba numpy rich markdown_it yaml".split()
    code = (
        "import sys, bot.__main__ as program\n"
        f"status = program.run(['ask', {FINED!r}])\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=juzheng.folder,
        env=juzheng.environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert "900 dollars" in done.stdout


# --- ask --jsonl ---------------------------------------------------------------------------------


def test_many_questions_have_an_answer_each(juzheng: Program, tmp_path: Path) -> None:
    """In their order, under their ids; `query` is as good as `question`, and a claim gets a verdict."""
    asked = [
        {"id": "a", "question": FINED, "answer": "never read"},
        {"id": "b", "query": TEAPOT, "type": "question"},
        {"id": 3, "question": TEAPOT, "type": "claim"},
    ]
    rows = "\n\n".join(json.dumps(row) for row in asked)
    (tmp_path / "questions.jsonl").write_text(rows + "\n", "utf-8")
    out = tmp_path / "answers.jsonl"
    ran = juzheng("ask", "--jsonl", str(tmp_path / "questions.jsonl"), "--out", str(out))
    assert ran == Ran(0, "", "")
    one, two, three = objects(out.read_text("utf-8"))
    assert (one["id"], one["status"]) == ("a", "answered")
    assert all(set(cited) == FIELDS for cited in one["citations"])
    assert (two["id"], two["status"], "verdict" in two) == ("b", "no_answer", False)
    assert (three["id"], three["status"], three["verdict"]) == (3, "no_answer", "not_found")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answers.jsonl", "questions.jsonl"]


def test_half_a_character_in_a_question_file_breaks_nothing(juzheng: Program, tmp_path: Path) -> None:
    """JSON can carry one, in an id too; the id comes back as it was."""
    (tmp_path / "q.jsonl").write_text(r'{"id": "\ud83d", "question": "when was the harbour closed \ud83d"}')
    ran = juzheng("ask", "--jsonl", str(tmp_path / "q.jsonl"), "--out", str(tmp_path / "a.jsonl"))
    assert ran == Ran(0, "", "")
    (found,) = objects((tmp_path / "a.jsonl").read_text("utf-8"))
    assert (found["id"], found["status"]) == ("\ud83d", "answered")


def test_ask_knows_the_words_of_the_folder_that_it_is_started_in(juzheng: Program, tmp_path: Path) -> None:
    """Without a setting: a nickname in lexicon.toml is as good as the name."""
    asked = ("ask", "how much was Skipper fined?", "--json", "--top", "1")
    here = Program(tmp_path, juzheng.settings)
    (tmp_path / "lexicon.toml").write_text('[aliases]\n"Skipper" = ["Mary Stone"]\n')
    (found,) = objects(here(*asked).out)
    assert found["citations"][0]["document"] == "crane"
    assert objects(juzheng(*asked).out) != [found]


# --- what goes wrong -----------------------------------------------------------------------------

# What is typed (words, or a list where a word is empty), the settings, and what the one line says.
FAILURES: Final[dict[str, tuple[str | list[str], dict[str, Any], list[str]]]] = {
    "no such folder": ("ask who? --corpus none", {}, ["none", "does not exist"]),
    "a file for a folder": ("ask who? --corpus file", {}, ["file", "is not a folder"]),
    "an empty folder": ("ask who? --corpus empty", {}, ["is empty"]),
    "no readable file": ("ask who? --corpus bytes", {}, ["has no file that can be read", "bytes.txt"]),
    "index of an empty folder": ("index --corpus empty", {}, ["is empty"]),
    "an empty question": (["ask", ""], {}, ["the question is empty"]),
    "a blank question": (["ask", " \n"], {}, ["the question is empty"]),
    "too long a question": (["ask", "字" * 4097], {}, ["4097 characters", "4096"]),
    "no question": ("ask", {}, ["give a question"]),
    "two kinds of question": ("ask who? --jsonl q.jsonl", {}, ["give a question, or --jsonl"]),
    "many answers explained": (
        "ask --jsonl q.jsonl --out a.jsonl --explain",
        {},
        ["--explain", "one question", "--jsonl"],
    ),
    "no place for the answers": ("ask --jsonl q.jsonl", {}, ["--out"]),
    "no questions for the answers": ("ask who? --out a.jsonl", {}, ["--jsonl"]),
    "no documents": ("ask who? --top 0", {}, ["--top"]),
    "a number that is none": ("ask who? --top many", {}, ["--top"]),
    "an unwritable state": ("ask who?", {"DATA": "file/below"}, ["state folder", "file/below"]),
    "no such lexicon": ("ask who?", {"LEXICON": "none.toml"}, ["the lexicon none.toml cannot be read"]),
    "a faulty lexicon": (
        "index",
        {"LEXICON": "words.toml"},
        ["words.toml", "'wrods'", "did you mean words?"],
    ),
    "no token": ("serve", {}, ["JUZHENG_TELEGRAM__TOKEN", "not set"]),
    "a bad token": ("serve", {"TELEGRAM__TOKEN": "s3cret"}, ["JUZHENG_TELEGRAM__TOKEN", "should look like"]),
    "a misspelt name": ("ask who?", {"CORPSE": "s3cret"}, ["JUZHENG_CORPSE", "did you mean JUZHENG_CORPUS?"]),
    "a setting that is no number": ("ask who?", {"DOCUMENTS": "s3cret"}, ["JUZHENG_DOCUMENTS"]),
    "an unknown option": ("ask who? --frob", {}, ["--frob"]),
    "an unknown command": ("frob", {}, ["frob"]),
    "show of no file": ("show none.md", {}, ["none.md"]),
    "show of nothing": ("show", {}, ["file"]),
    "no such questions": ("ask --jsonl none.jsonl --out a.jsonl", {}, ["none.jsonl cannot be read"]),
    "a folder of questions": ("ask --jsonl empty --out a.jsonl", {}, ["empty cannot be read"]),
    "questions not in UTF-8": ("ask --jsonl bytes/bytes.txt --out a.jsonl", {}, ["not UTF-8"]),
    "no folder for the answers": (
        "ask --jsonl q.jsonl --out none/a.jsonl",
        {},
        ["a.jsonl cannot be written"],
    ),
    "a folder for the answers": ("ask --jsonl q.jsonl --out empty", {}, ["empty cannot be written"]),
    "a bad line": ("ask --jsonl bad.jsonl --out before.jsonl", {}, ["bad.jsonl, line 3:", "JSON object"]),
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of things that cannot be used."""
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "empty").mkdir()
    (folder / "bytes").mkdir()
    (folder / "bytes" / "bytes.txt").write_bytes(b"\xff\xfe\x01")
    (folder / "file").write_text("")
    (folder / "words.toml").write_text("wrods = []")
    (folder / "before.jsonl").write_text("before")
    (folder / "q.jsonl").write_text('{"id": "a", "question": "when was the harbour closed?"}')
    (folder / "bad.jsonl").write_text('{"id": "a", "question": "who?"}\n\n[1]\n')
    return folder


@pytest.fixture(scope="module")
def failures(juzheng: Program, wrong: Path) -> Iterator[dict[str, Future[Ran]]]:
    """All that goes wrong, under way: so many processes wait better side by side."""
    here = Program(wrong, juzheng.settings)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {
            name: pool.submit(here, *(typed.split() if isinstance(typed, str) else typed), **settings)
            for name, (typed, settings, _) in FAILURES.items()
        }


@pytest.mark.parametrize("name", FAILURES)
def test_what_goes_wrong_is_one_clear_line(name: str, failures: dict[str, Future[Ran]]) -> None:
    """On standard error, with exit status 2; it names what is wrong, and never shows a setting's value."""
    ran = failures[name].result()
    _, _, words = FAILURES[name]
    assert_fails(ran, *words)
    assert "s3cret" not in ran.err


def test_what_goes_wrong_leaves_everything_as_it_was(failures: dict[str, Future[Ran]], wrong: Path) -> None:
    """No answers are written where one question is bad, and nothing is left beside them."""
    for ended in failures.values():
        ended.result()
    made = {"empty", "bytes", "bytes/bytes.txt", "file", "words.toml", "before.jsonl", "q.jsonl", "bad.jsonl"}
    assert {file.relative_to(wrong).as_posix() for file in wrong.rglob("*")} == made
    assert (wrong / "before.jsonl").read_text() == "before"


# --- index, show, config -------------------------------------------------------------------------


def test_index_prints_what_it_did(juzheng: Program, tmp_path: Path) -> None:
    """Added, changed and removed files by name; those that are skipped, each with its reason."""
    corpus = tmp_path / "corpus"
    (corpus / "deep").mkdir(parents=True)
    (corpus / "a.md").write_text("# A\n\nThe first text.")
    (corpus / "deep" / "[b].txt").write_text("The second text, which is a little longer.")
    (corpus / "c.xyz").write_text("what is it?")
    (corpus / "d.txt").write_bytes(b"caf\xe9")
    (corpus / "e.jsonl").write_text('{"id": "1", "text": "a"}\n{"id": "2"}')
    (corpus / ".hidden.md").write_text("# Hidden")
    skipped = [
        "skipped   3",
        "  c.xyz: files of the kind .xyz are not read",
        "  d.txt: is not UTF-8 text (byte 3)",
        "  e.jsonl: line 2 has no text",
    ]
    first = juzheng("index", "--corpus", str(corpus))
    added = ["added     2", "  a.md", "  deep/[b].txt", "changed   0", "removed   0", "unchanged 0"]
    assert (first.status, first.err, first.lines) == (0, "", added + skipped)

    (corpus / "a.md").write_text("# A\n\nThe first text, changed.")
    (corpus / "deep" / "[b].txt").unlink()
    (corpus / "f.txt").write_text("The third text.")
    second = juzheng("index", "--corpus", str(corpus))
    moved = [
        "added     1",
        "  f.txt",
        "changed   1",
        "  a.md",
        "removed   1",
        "  deep/[b].txt",
        "unchanged 0",
    ]
    assert (second.status, second.lines) == (0, moved + skipped)

    third = juzheng("index", "--corpus", str(corpus))
    assert third.lines == ["added     0", "changed   0", "removed   0", "unchanged 2", *skipped]


def test_index_and_sources_speak_the_language_of_the_terminal(juzheng: Program, tmp_path: Path) -> None:
    """Counts and reasons alike; what a program reads stays as it is."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# A\n\nThe first text.")
    (tmp_path / "corpus" / "d.txt").write_bytes(b"caf\xe9")
    chinese, corpus = {"LANG": "zh_CN.UTF-8"}, ("--corpus", str(tmp_path / "corpus"))
    indexed = juzheng("index", *corpus, variables=chinese)
    assert [" ".join(line.split()) for line in indexed.lines] == [
        *("新增 1", "a.md", "改动 0", "删除 0", "未变 0", "跳过 1", "d.txt: 不是 UTF-8 文本（第 3 个字节）")
    ]
    listed = juzheng("sources", *corpus, variables=chinese)
    assert listed.lines == ["a.md · 1 篇文档，1 个段落 · A", "d.txt · 跳过：不是 UTF-8 文本（第 3 个字节）"]
    (_, skipped) = objects(juzheng("sources", "--json", *corpus, variables=chinese).out)
    assert skipped["skipped"] == "is not UTF-8 text (byte 3)"


def test_asking_one_corpus_leaves_the_index_of_another(
    juzheng: Program, state: Path, corpus: Path, tmp_path: Path
) -> None:
    """Byte for byte; each has an index of its own, and is answered from it alone."""
    (index,) = (folder for folder in (state / "indexes").iterdir() if folder.name.startswith(corpus.name))
    before = digests(index)
    (tmp_path / "a.md").write_text("# Teapots\n\nDorothy Vaughan invented the quantum teapot in 1961.")
    ran = juzheng("ask", TEAPOT, "--corpus", str(tmp_path))
    assert ran.status == 0
    assert ran.out.startswith("Dorothy Vaughan")
    assert digests(index) == before
    assert juzheng("ask", TEAPOT).status == 1


@pytest.mark.parametrize("file", ["harbour.md", "泄密.txt"])
def test_show_text_prints_exactly_the_text_of_a_file(file: str, juzheng: Program) -> None:
    """For text and Markdown that is the file itself, front matter and all, and not a character more."""
    ran = juzheng("show", "--text", file)
    assert ran == Ran(0, DOCUMENTS[file], "")


def test_show_text_prints_the_text_that_offsets_count_in(juzheng: Program) -> None:
    """For a page that is what the reader took out of it: there the quote stands at its offsets."""
    (found,) = objects(juzheng("ask", FINED, "--json", "--top", "1").out)
    cited = found["citations"][0]
    assert cited["file"] == "ferry.html"
    text = juzheng("show", "--text", "ferry.html").out
    assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_show_tells_what_was_understood_of_a_file(juzheng: Program) -> None:
    """Each document with a field a line, and what it is made of; what is not known is said not to be."""
    shown = juzheng("show", "notes.jsonl").lines
    assert [line for line in shown if not line.startswith(" ")] == ["crane", "bakery"]
    assert shown[:8] == [
        "crane",
        "  title     The crane",
        "  publisher Dock News",
        "  author    (not known)",
        "  published (not known)",
        "  url       https://example.org/crane?a=1&b=2",
        "  kind      en",
        "  made of   1 block (1 text), 1 passage; 61 of 61 characters",
    ]


def test_show_lists_what_was_left_out_and_why(juzheng: Program, tmp_path: Path) -> None:
    """A share bar below an article is in no document, and not lost without a word."""
    (tmp_path / "page.txt").write_text(
        "The quay\n\nThe quay was built of granite.\n\nShare this on Facebook\n", "utf-8"
    )
    where = ("--corpus", str(tmp_path))
    assert juzheng("show", "page.txt", *where).lines[-1] == "  left out, sharing: Share this on Facebook"
    (document,) = objects(juzheng("show", "page.txt", "--json", *where).out)
    text = juzheng("show", "page.txt", "--text", *where).out
    assert [(d["why"], text[d["start"] : d["end"]]) for d in document["dropped"]] == [
        ("sharing", "Share this on Facebook")
    ]


def test_show_says_how_each_field_is_known(juzheng: Program, tmp_path: Path) -> None:
    """Stated, and where; inferred, and from what; or not known. And what of an archive could not be read."""
    page = "The quay\nPosted by Ann Lee on 2 March 2025\nThe quay was built of granite.\n© 2025 Dock News\n"
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("page.txt", page)
        archive.writestr("bad.pdf", "no such thing")
    where = ("--corpus", str(tmp_path))
    shown = juzheng("show", "all.zip", *where).lines
    assert shown[1:6] == [
        "  title     The quay  [stated on the page]",
        "  publisher Dock News  [stated by a notice below the text]",
        "  author    Ann Lee  [stated on the page]",
        "  published 2025-03-02  [stated on the page]",
        "  url       (not known)",
    ]
    assert any(line.startswith("  not read  bad.pdf: ") for line in shown)
    (document,) = objects(juzheng("show", "all.zip", "--json", *where).out)
    assert document["known"]["publisher"] == "notice"
    assert set(document["refused"]) == {"bad.pdf"}


def test_show_as_json_says_where_every_block_stands(juzheng: Program) -> None:
    """In the text that --text prints."""
    (document,) = objects(juzheng("show", "harbour.md", "--json").out)
    text = juzheng("show", "harbour.md", "--text").out
    assert (document["file"], document["published"]) == ("harbour.md", "2025-03-02")
    assert document["characters"] == len(text)
    assert text[document["blocks"][0]["start"] :].startswith("The harbour was closed")


def test_sources_lists_every_file(juzheng: Program) -> None:
    """With what is known of its documents; those of a file with several, below it."""
    assert juzheng("sources").lines == [
        "ferry.html · 1 document, 1 passage · The late ferry · Island Post · 2025-05-06",
        "harbour.md · 1 document, 1 passage · The harbour spill · Harbour Gazette · 2025-03-02",
        "notes.jsonl · 2 documents, 2 passages",
        "  The crane · Dock News · 1 passage",
        "  The bakery · 1 passage",
        "泄密.txt · 1 document, 1 passage · 泄密事件处罚决定",
    ]
    found = {one["file"]: one for one in objects(juzheng("sources", "--json").out)}
    assert [d["title"] for d in found["notes.jsonl"]["documents"]] == ["The crane", "The bakery"]
    assert found["harbour.md"]["documents"][0]["url"] == "https://example.org/harbour"
    assert found["泄密.txt"]["skipped"] is None


def test_sources_names_publishers_as_answers_do(juzheng: Program, tmp_path: Path) -> None:
    """By their usual name, with what the page prints beside it; a document without a title by its id."""
    (tmp_path / "a.txt").write_text(
        "港口火灾之后\nGuan Cha Zhe Wang · 2026-01-08 05:42\n港口在周一发生火灾。\n", "utf-8"
    )
    (tmp_path / "b.jsonl").write_text('{"id": "kettle", "text": "The kettle is blue."}\n')
    where = ("--corpus", str(tmp_path))
    shown = "观察者网 (Guan Cha Zhe Wang) · 2026-01-08 05:42"
    assert shown in juzheng("ask", "港口周一发生了什么？", *where).out
    assert juzheng("sources", *where).lines == [
        f"a.txt · 1 document, 1 passage · 港口火灾之后 · {shown}",
        "b.jsonl · 1 document, 1 passage · kettle",
    ]


def test_files_that_were_skipped_are_listed_and_shown_with_their_reason(
    juzheng: Program, tmp_path: Path
) -> None:
    """Also where their name is written in another way than on the disk."""
    (tmp_path / "a.md").write_text("words")
    (tmp_path / unicodedata.normalize("NFD", "é.md")).write_text("more words")
    (tmp_path / "b.xyz").write_text("what is it?")
    where = ("--corpus", str(tmp_path))
    reason = "files of the kind .xyz are not read"
    assert juzheng("sources", *where).lines[1] == f"b.xyz · skipped: {reason}"
    assert juzheng("show", "b.xyz", *where).err == f"juzheng: b.xyz was skipped: {reason}\n"
    for form in ("NFC", "NFD"):
        assert juzheng("show", unicodedata.normalize(form, "é.md"), "--text", *where).out == "more words"


def test_an_index_that_another_version_made_is_made_again(
    juzheng: Program, new_state: Path, tmp_path: Path
) -> None:
    """And that is said, whatever of the version is other: how files are read, how words are cut, who publishes."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("The gate is red.")
    ask = ("ask", "what is red?", "--corpus", str(tmp_path / "corpus"))
    assert juzheng(*ask, DATA=new_state).err == ""
    (catalog,) = new_state.glob("indexes/*/catalog.sqlite3")
    with closing(sqlite3.connect(catalog)) as connection, connection:
        connection.execute("UPDATE about SET value = 'another' WHERE name = 'analyzer'")
    assert juzheng(*ask, DATA=new_state).err == (
        "juzheng: the index was made by another version, and was made again\n"
    )


def test_no_file_commands_the_terminal(juzheng: Program, tmp_path: Path) -> None:
    """Not by its title, nor by the name of a file in it, whatever becomes of that."""
    (tmp_path / "a.md").write_text("# Red \x1b[31m\u202egate\n\nThe gate is red.", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "The kettle is blue."}')
    for name, member in (("c.zip", "x\x1b[31m\n.foo"), ("d.zip", "x\x1b[31m\n.md")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(member, "The tower is tall.")
    where = ("--corpus", str(tmp_path))
    indexed, listed, shown = (
        juzheng("index", *where),
        juzheng("sources", *where),
        juzheng("show", "c.zip", *where),
    )
    answers = [juzheng("ask", f"which {thing}?", *where) for thing in ("tower", "kettle", "gate")]
    printed = [line for ran in (indexed, listed, shown, *answers) for line in (ran.out + ran.err).split("\n")]
    assert all(line.isprintable() for line in printed)
    assert len(listed.lines) == 4
    assert (
        shown.err
        == "juzheng: c.zip was skipped: holds no file that can be read (x [31m .foo files of the kind .foo are not read)\n"
    )
    assert [ran.status for ran in answers] == [0, 0, 0]
    assert not [line for ran in answers for line in ran.lines if line and not line.strip()]


def test_what_cannot_be_brought_up_to_date_answers_from_before(juzheng: Program, tmp_path: Path) -> None:
    """And says so: here files may have no more than a few blocks, as on a disk that is full."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("# Teapots\n\nDorothy Vaughan invented the quantum teapot in 1961.")
    assert juzheng("index", "--corpus", str(corpus)).status == 0
    (corpus / "b.md").write_text("# Spoons\n\n" + "Somebody invented a spoon. " * 1000)
    full = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", sys.executable, "-m", "bot"]
    ask = [*full, "ask", TEAPOT, "--corpus", str(corpus)]
    ran = subprocess.run(
        ask, cwd=tmp_path, env=juzheng.environment({}), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout[:15]) == (0, "Dorothy Vaughan"), ran.stderr
    assert "cannot be written" in ran.stderr
    assert "this is answered from the index of before" in ran.stderr
    assert juzheng("index", "--corpus", str(corpus)).lines[:2] == ["added     1", "  b.md"]


async def test_index_watch_follows_the_folder(juzheng: Program, tmp_path: Path) -> None:
    """It prints what every change did, until it is interrupted."""
    (tmp_path / "a.md").write_text("words")
    watch = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "index", "--watch", "--corpus", str(tmp_path)),
        cwd=juzheng.folder,
        env=juzheng.environment({}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert watch.stdout
    assert watch.stderr
    async with asyncio.timeout(30):
        while not (await watch.stdout.readline()).startswith(b"watching"):
            pass
        (tmp_path / "b.md").write_text("more words")
        assert [(await watch.stdout.readline()).decode() for _ in range(2)] == ["added     1\n", "  b.md\n"]
        watch.send_signal(signal.SIGINT)
        assert await watch.wait() == 130
        assert await watch.stderr.read() == b""


def test_config_shows_settings_and_sources_but_no_secret(
    juzheng: Program, corpus: Path, tmp_path: Path
) -> None:
    """Each value with where it came from, on one line however long; the token is hidden."""
    here = Program(tmp_path, juzheng.settings)
    (tmp_path / ".env").write_text(f"JUZHENG_TELEGRAM__TOKEN={TOKEN}\n")
    (tmp_path / "juzheng.toml").write_text("documents = 7\n[telegram]\nusers = [7, 8]\n")
    ran = here("config", DICTIONARY="x" * 300)
    rows = {line.split()[0]: line.split(maxsplit=1)[1].rstrip() for line in ran.lines}
    assert (ran.status, ran.err) == (0, "")
    assert " ".join(rows["corpus"].split()) == f"{corpus} environment"
    assert rows["dictionary"].split() == ["x" * 300, "environment"]
    assert rows["documents"].split() == ["7", "juzheng.toml"]
    assert rows["telegram.users"].split() == ["7,", "8", "juzheng.toml"]
    assert rows["telegram.token"].split() == ["(hidden)", ".env"]
    assert rows["telegram.access"].split() == ["listed", "default"]
    assert rows["telegram.webhook_secret"].split() == ["(not", "set)", "default"]
    assert TOKEN not in ran.out
    assert TOKEN.partition(":")[2] not in ran.out


# --- chat ----------------------------------------------------------------------------------------


def test_chat_answers_lines_and_turns_pages(juzheng: Program) -> None:
    """The bot's own conversation: questions, `>` and `<` for the buttons, commands; it ends with its input."""
    lines = ["who was fined?", ">", "<", "<", "", "/help", "/ASK who was fined?", "/frob", TEAPOT, "/ask"]
    ran = juzheng("chat", stdin="\n".join(lines))
    pages = [line for line in ran.lines if line.startswith("‹ ")]
    total = int(pages[0].split("/")[1].removesuffix(" ›"))
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0].startswith("Type a question;")
    assert total > 2
    assert pages == [f"‹ {n}/{total} ›" for n in (1, 2, 1, total, 1)]
    assert "/ask: ask a question" in ran.lines
    assert "I don't know /frob. /help lists what I know." in ran.lines
    assert "Nothing in the documents answers this." in ran.lines
    assert ran.lines[-1].startswith("Write the question after the command:")


def test_chat_reads_on_after_what_is_not_text(juzheng: Program) -> None:
    """Bytes that are not UTF-8, a page turned before there is one, a question that is too long."""
    ran = juzheng("chat", stdin=b"\xff\xfe\n>\n" + b"x" * 4097 + b"\nwhen was the harbour closed?\n")
    assert (ran.status, ran.err) == (0, "")
    assert "The question has 4097 characters; I read at most 4096." in ran.lines
    assert "The harbour was closed in March." in ran.lines


async def test_chat_ends_at_once_when_it_is_interrupted(juzheng: Program) -> None:
    """Ctrl-C need not wait for another line."""
    chat = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat"),
        cwd=juzheng.folder,
        env=juzheng.environment({}),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert chat.stdin
    assert chat.stdout
    chat.stdin.write(b"when was the harbour closed?\n")
    assert (await chat.stdout.readline()).startswith(b"Type a question;")
    assert (await chat.stdout.readline()).startswith(b"The harbour was closed")
    chat.send_signal(signal.SIGINT)
    async with asyncio.timeout(10):
        status = await chat.wait()
        err = await chat.stderr.read() if chat.stderr else b""
    chat.stdin.close()
    assert (status, err) == (-signal.SIGINT, b"")


# --- the program itself --------------------------------------------------------------------------


def test_help_lists_the_commands(juzheng: Program) -> None:
    """All of them, with a line each."""
    ran = juzheng("--help")
    assert ran.status == 0
    for command in ("index", "ask", "eval", "sources", "show", "chat", "serve", "config"):
        assert f"│ {command} " in ran.out


def test_the_program_and_the_module_are_one() -> None:
    """`juzheng` is what `python -m bot` runs."""
    assert 'juzheng = "bot.__main__:main"' in (ROOT / "pyproject.toml").read_text("utf-8")
