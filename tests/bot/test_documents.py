"""Claims about the corpus in a chat: what is listed, and what administrators add to it; over a real library."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncGenerator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.access import Access
from bot.app import access_of
from bot.conversation import Conversation
from bot.documents import PAGE, post, post_name
from bot.errors import NotHad
from bot.filing import checked_name
from bot.model import Attachment, Forwarded, Found, Notice, Reply, Request
from bot.store import Store
from bot.stores.rules import Rules
from bot.texts import say
from config import Settings
from retrieval.library import Library
from retrieval.model import Answer
from retrieval.readers import read
from tests.bot.samples import talking

ADMIN = 1
PIECE = 1000
LISTED = 7
GROUP = -1005
ACCESS = Access(admins=frozenset({ADMIN}), users=frozenset({LISTED}))
CHANNEL = Forwarded("Harbour Radio", "2026-02-03T10:30", "https://t.me/harbourradio/12")
LIGHTHOUSE = "# The lighthouse\n\nThe lighthouse keeper Ann Wick was paid 40 crowns a month.\n"


@dataclass(slots=True)
class Files:
    """Telegram's files, by the names that it gives them."""

    held: Mapping[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    pieces: int = 0

    async def fetch(self, file: str) -> AsyncGenerator[bytes]:
        """The bytes, some at a time."""
        self.asked.append(file)
        if file not in self.held:
            raise NotHad
        for start in range(0, len(self.held[file]), PIECE):
            self.pieces += 1
            yield self.held[file][start : start + PIECE]


class Breaking(Files):
    """Telegram, from which only the beginnings of files come."""

    __slots__ = ()

    async def fetch(self, file: str) -> AsyncGenerator[bytes]:
        """The beginning."""
        yield self.held[file][:9]
        raise NotHad


@pytest.fixture
def library(tmp_path: Path, new_state: Path) -> Iterator[Library]:
    """A folder of the test's own, with one document for all and one for the staff."""
    corpus = tmp_path / "corpus"
    (corpus / "staff").mkdir(parents=True)
    (corpus / "pier.md").write_text(
        "---\ntitle: The pier\npublisher: Dock News\ndate: 2025-01-02\n---\n\nThe pier is open.\n"
    )
    (corpus / "staff" / "pay.md").write_text("# Pay\n\nThe captain earns 90 crowns.\n")
    (corpus / "bad.docx").write_bytes(b"no archive")
    opened = Library(corpus, new_state)
    opened.sync()
    yield opened
    opened.close()


@pytest.fixture
def telegram() -> Files:
    """Telegram with a file."""
    return Files({"f1": LIGHTHOUSE.encode()})


@pytest.fixture
def talk(tmp_path: Path, library: Library, telegram: Files) -> Iterator[Conversation]:
    """A conversation over the library, with the way to files."""
    with talking(tmp_path, access=ACCESS, holdings=library, upload_limit=2**20) as made:
        made.archive = library
        made.fetching = telegram
        yield made


def request(words: str = "", asker: int = ADMIN, **other: object) -> Request:
    """A message in private."""
    command, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    return replace(Request(asker, "private", asker, rest, command or None, "en"), **other)  # type: ignore[arg-type]


def sent(name: str = "lighthouse.md", file: str = "f1", size: int = 9) -> Attachment:
    """A file that came with a message."""
    return Attachment("document", file, name, size)


def notice(reply: Reply | None) -> Notice:
    """The reply, which is one of our texts."""
    assert isinstance(reply, Notice)
    return reply


async def quoted(talk: Conversation, words: str, asker: int = LISTED) -> str:
    """The first quote that answers, empty where nothing does."""
    found = await talk.respond(request(words, asker))
    assert isinstance(found, Found)
    return found.answer.citations[0].quote if isinstance(found.answer, Answer) else ""


async def test_a_file_of_an_administrator_is_saved_read_and_answers(
    talk: Conversation, library: Library
) -> None:
    """And the reply says what was understood of it; the act is in the log."""
    assert "40 crowns" not in await quoted(talk, "what was the lighthouse keeper paid?")
    told = notice(await talk.respond(request(attachment=sent())))
    assert told.text == "filed"
    assert told.values["lines"] == "lighthouse.md: 1 document, 1 passage\n• The lighthouse"
    assert (library.corpus / "lighthouse.md").read_text() == LIGHTHOUSE
    assert "40 crowns" in await quoted(talk, "what was the lighthouse keeper paid?")
    assert [(act.act, act.about) for act in talk.office.audit.acts(9)] == [("file", "lighthouse.md")]


async def test_the_same_bytes_are_not_saved_twice(talk: Conversation, library: Library) -> None:
    """Under whatever name they come."""
    await talk.respond(request(attachment=sent()))
    again = notice(await talk.respond(request(attachment=sent("other.md"))))
    assert (again.text, again.values["file"]) == ("file_known", "lighthouse.md")
    assert not (library.corpus / "other.md").exists()


async def test_another_file_of_the_same_name_takes_the_place_of_none(
    talk: Conversation, library: Library
) -> None:
    """It gets a number."""
    before = (library.corpus / "pier.md").read_bytes()
    told = notice(await talk.respond(request(attachment=sent("pier.md"))))
    assert told.values["lines"].startswith("pier (2).md: ")
    assert (library.corpus / "pier.md").read_bytes() == before


@pytest.mark.parametrize(
    ("attachment", "why"),
    [
        (sent("../evil.md"), "file_bad_name"),
        (sent(""), "file_bad_name"),
        (sent(".hidden.md"), "file_hidden"),
        (sent("virus.exe"), "file_kind"),
        (sent(size=2**20 + 1), "file_too_large"),
        (sent(file="unknown"), "file_not_had"),
    ],
)
async def test_what_is_not_saved_is_refused_with_the_reason(
    talk: Conversation, library: Library, attachment: Attachment, why: str
) -> None:
    """And nothing of it is written."""
    before = sorted(library.corpus.rglob("*"))
    assert notice(await talk.respond(request(attachment=attachment))).text == why
    assert sorted(library.corpus.rglob("*")) == before
    assert talk.office.audit.acts(9) == []


async def test_a_bad_name_or_size_is_refused_before_anything_is_fetched(
    talk: Conversation, telegram: Files
) -> None:
    """Nobody makes us load what we do not want."""
    for attachment in (sent("a.exe"), sent(size=2**30)):
        await talk.respond(request(attachment=attachment))
    assert telegram.asked == []


async def test_a_file_that_is_larger_than_it_says_is_not_saved(talk: Conversation, library: Library) -> None:
    """The size that is told is Telegram's word; the bytes are counted as they come, and no more are fetched."""
    before = sorted(library.corpus.rglob("*"))
    talk.fetching = lying = Files({"f1": b"x" * 2**22})
    assert notice(await talk.respond(request(attachment=sent()))).text == "file_too_large"
    assert lying.pieces == 2**20 // PIECE + 1
    assert sorted(library.corpus.rglob("*")) == before


async def test_a_file_that_breaks_off_leaves_nothing(talk: Conversation, library: Library) -> None:
    """And is asked for again."""
    before = sorted(library.corpus.rglob("*"))
    talk.fetching = Breaking({"f1": LIGHTHOUSE.encode()})
    assert notice(await talk.respond(request(attachment=sent()))).text == "file_not_had"
    assert sorted(library.corpus.rglob("*")) == before


async def test_a_file_that_cannot_be_read_is_told_of(talk: Conversation) -> None:
    """With the reason that /sources has, too."""
    talk.fetching = Files({"f1": b"\x00\x01 no text at all"})
    told = notice(await talk.respond(request(attachment=sent("odd.pdf"))))
    assert (told.text, told.values["file"]) == ("file_skipped", "odd.pdf")
    assert told.values["why"] == "is not a PDF that can be read"


@pytest.mark.parametrize(
    ("code", "why"),
    [("zh-hans", "不是能读取的 PDF"), ("zh-hant", "不是能讀取的 PDF"), ("en", "is not a PDF")],
)
async def test_the_reason_is_given_in_the_persons_language(talk: Conversation, code: str, why: str) -> None:
    """When the file comes, in /sources, in /source, and after /reindex; it is the same after the index was opened anew."""
    talk.fetching = Files({"f1": b"\x00\x01 no text at all"})
    told = notice(await talk.respond(replace(request(attachment=sent("a.pdf")), language_code=code)))
    assert why in say(told.tongue, told.text, **told.values)
    for words in ("/sources", "/source 1", "/reindex"):
        told = notice(await talk.respond(replace(request(words), language_code=code)))
        assert why in say(told.tongue, told.text, **told.values)


async def test_nobody_else_adds_anything(talk: Conversation, library: Library, telegram: Files) -> None:
    """Whoever may only ask gets the line that everybody gets; what they forward is a question."""
    before = sorted(library.corpus.rglob("*"))
    assert notice(await talk.respond(request("", LISTED, attachment=sent()))).text == "only_text"
    assert isinstance(await talk.respond(request("is the pier open?", LISTED, forwarded=CHANNEL)), Found)
    assert sorted(library.corpus.rglob("*")) == before
    assert telegram.asked == []


async def test_a_file_in_a_group_is_saved_where_it_is_said_to_us(
    talk: Conversation, library: Library
) -> None:
    """What an administrator shows to others is theirs."""
    in_group = replace(request("look", attachment=sent()), chat=GROUP, chat_kind="group")
    await talk.respond(request("/policy open", chat=GROUP, chat_kind="group"))
    await talk.respond(replace(in_group, addressed=False))
    assert not (library.corpus / "lighthouse.md").exists()
    assert notice(await talk.respond(in_group)).text == "filed"


async def test_where_the_folder_may_not_be_written_the_reply_says_so(
    talk: Conversation, library: Library
) -> None:
    """In a sentence; here it went away."""
    shutil.rmtree(library.corpus)
    told = notice(await talk.respond(request(attachment=sent())))
    assert (told.text, told.values["why"]) == ("file_failed", "No such file or directory")
    told = notice(await talk.respond(replace(request(attachment=sent()), language_code="zh-hans")))
    assert told.values["why"] == "没有这个文件或文件夹"


async def test_a_forwarded_post_becomes_a_document_with_its_source(
    talk: Conversation, library: Library
) -> None:
    """Its words as they are, with the channel, the time and the address."""
    words = "Storm over the bay\nThe ferry to Elm Island stays in port until Friday."
    told = notice(await talk.respond(request(words, forwarded=CHANNEL)))
    assert told.text == "filed"
    assert (
        "Storm over the bay · Harbour Radio · 2026-02-03 10:30\nhttps://t.me/harbourradio/12"
        in told.values["lines"]
    )
    (document,) = library.catalog.documents_of("2026-02-03-Harbour-Radio-Storm-over-the-bay-T.jsonl")
    assert document.text == words
    assert "until Friday" in await quoted(talk, "until when does the ferry to Elm Island stay in port?")


@pytest.mark.parametrize(
    "words", ["{}", '"quoted" \\ back\u2028slash', "a", "/../../x", "……", "😀\n\n\n😀 <b>x</b>", "𠀀" * 99]
)
@pytest.mark.parametrize(
    "origin", [CHANNEL, Forwarded("", "2026-02-03T10:30"), Forwarded("../..", "2026-02-03T10:30"), None]
)
def test_any_post_is_one_line_of_json_under_a_good_name(words: str, origin: Forwarded | None) -> None:
    """Its text is read again as it was."""
    content = post(words, origin)
    assert content.count(b"\n") == 1
    assert json.loads(content)["text"] == words
    assert checked_name(post_name(words, origin))
    (document,) = read(content, "a.jsonl")
    assert document.text == words


async def test_sources_are_listed_with_numbers_and_told_of_one_by_one(talk: Conversation) -> None:
    """What could not be read is there with its reason."""
    listed = notice(await talk.respond(request("/sources", LISTED)))
    lines = listed.values["lines"].split("\n")
    assert [line.partition(" ")[0] for line in lines] == ["1.", "2.", "3."]
    assert lines[0].startswith("1. bad.docx · left out: ")
    assert lines[1:] == ["2. pier.md · The pier · Dock News", "3. staff/pay.md · Pay"]
    told = notice(await talk.respond(request("/source 2", LISTED)))
    assert told.values["lines"] == "pier.md: 1 document, 1 passage\n• The pier · Dock News · 2025-01-02"


@pytest.mark.parametrize("which", ["", "0", "4", "-1", "x", "1.5", "٢", "9" * 20])
async def test_what_is_no_number_of_a_source_gets_a_line(talk: Conversation, which: str) -> None:
    """It says which there are."""
    told = notice(await talk.respond(request(f"/source {which}", LISTED)))
    assert (told.text, told.values) == ("source_which", {"files": "3"})


async def test_sources_that_may_not_be_seen_are_not_listed(talk: Conversation) -> None:
    """Neither with their names nor with a number that would be missing; nor do they answer."""
    talk.office.access = replace(talk.office.access, folders={"staff": frozenset({str(ADMIN)})})
    theirs = notice(await talk.respond(request("/sources", LISTED)))
    assert (theirs.values["files"], "pay" in theirs.values["lines"]) == ("2", False)
    assert notice(await talk.respond(request("/source 3", LISTED))).text == "source_which"
    assert await quoted(talk, "what does the captain earn?") == ""
    assert "90 crowns" in await quoted(talk, "what does the captain earn?", ADMIN)
    in_group = replace(request("/sources"), chat=GROUP, chat_kind="group")
    assert notice(await talk.respond(in_group)).values["files"] == "2"


async def test_a_folder_that_is_bound_in_another_spelling_is_bound(library: Library, tmp_path: Path) -> None:
    """As the settings are read: nothing of it is answered, listed or counted for others."""
    named = {"data": tmp_path / "state", "telegram": {"access": "open", "folders": {"STAFF": [ADMIN]}}}
    store = Store(tmp_path / "bot.sqlite3")
    access = access_of(
        Settings.model_validate(named), library.corpus, store, Rules(store.connection, store.reading)
    )
    with talking(tmp_path, access=access, holdings=library) as talk:
        talk.archive = library
        assert "90 crowns" in await quoted(talk, "what does the captain earn?", ADMIN)
        assert "90 crowns" not in await quoted(talk, "what does the captain earn?")
        assert "pay.md" not in notice(await talk.respond(request("/sources", LISTED))).values["lines"]
    store.close()


async def test_how_much_there_is_counts_what_may_be_seen(talk: Conversation) -> None:
    """Where the bot says what it is: the number would tell of the folder."""
    talk.office.access = replace(talk.office.access, folders={"staff": frozenset({str(ADMIN)})})
    for asker, counted in ((ADMIN, "2"), (LISTED, "1")):
        told = notice(await talk.respond(request("/start", asker)))
        assert (told.values["documents"], told.values["files"]) == (counted, counted)


async def test_a_copy_of_what_may_not_be_seen_is_not_given_away(talk: Conversation, library: Library) -> None:
    """To say that the bytes are known, and where, would tell of the folder."""
    talk.office.access = replace(talk.office.access, folders={"staff": frozenset({"99"})})
    talk.fetching = Files({"f1": (library.corpus / "staff" / "pay.md").read_bytes()})
    assert notice(await talk.respond(request(attachment=sent()))).text == "filed"


async def test_many_sources_come_in_pages(talk: Conversation, library: Library) -> None:
    """A number that no page has leads to the nearest."""
    for number in range(PAGE):
        (library.corpus / f"z{number:02}.md").write_text(
            f"# Note {number}\n\nThe buoy has number {number}.\n"
        )
    library.renew()
    last = notice(await talk.respond(request("/sources 99", LISTED)))
    assert (last.values["page"], last.values["pages"], last.values["files"]) == ("2", "2", str(PAGE + 3))
    assert last.values["lines"].split("\n")[-1] == f"{PAGE + 3}. z{PAGE - 1}.md · Note {PAGE - 1}"
