"""Claims about whole conversations: words in, replies out, over real documents, as Telegram would show them.

A turn is what somebody says and pieces of what they read then. `›`, `‹` and `[a label]` press a button of the reply before;
a piece that begins with `!` must not be there. Everything but the network is real.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import opencc
import pytest

from bot.access import Access
from bot.conversation import Conversation
from bot.model import ChatKind, Found, Press, Reply, Request
from bot.rendering.telegram_html import Message, message
from bot.store import Store
from bot.worker import Worker
from retrieval.library import Library
from retrieval.model import Answer
from tests.bot.samples import office_of
from tests.fakes import parse_html

PERSON: Final = 7
STRANGER: Final = 8
GROUP: Final = -5
NOW: Final = datetime(2025, 5, 30, tzinfo=UTC).timestamp()
CODE: Final = "3vTq-8_xYz0aBc"
SIMPLIFY: Final = opencc.OpenCC("t2s").convert  # by which the bot tells the scripts apart
Turn = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation: who speaks, in which language and where, and its turns."""

    name: str
    turns: list[Turn]
    language: str | None = "en"
    person: int = PERSON
    chat: int = PERSON
    access: Access = field(default_factory=lambda: Access(users=frozenset({PERSON})))
    code: str | None = None


CASES: Final = [
    Case(
        "a newcomer finds their way",
        [
            ("/start", ["I answer questions with the exact words", "/help says more"]),
            ("/help", ["/start: what I am", "/ask: ask a question", "/help: this page"]),
            ("/ask", ["Write the question after the command: /ask who was fined?"]),
            ("/ask when was the harbour closed?", ["The harbour was closed in March.", "Harbour Gazette"]),
        ],
    ),
    Case(
        "a question is answered with its source",
        [
            (
                "how much was the ferry company fined?",
                [
                    "fined 900 dollars by the harbour office",
                    "Island Post · Grace Hopper · 2025-05-06 (3 weeks ago)\nThe late ferry",
                ],
            ),
        ],
    ),
    Case(
        "the file is named where there is no link",
        [("what does the bakery sell?", ["<b>plum</b> cake & tea.", "The bakery (notes.jsonl)"])],
    ),
    Case(
        "pages turn on, back and around",
        [
            ("who was fined?", ["‹ 1/"]),
            ("›", ["‹ 2/"]),
            ("›", ["‹ 3/"]),
            ("‹", ["‹ 2/"]),
            ("‹", ["‹ 1/"]),
            ("‹", ["!‹ 1/", " ›"]),
            ("›", ["‹ 1/"]),
        ],
    ),
    Case(
        "another question in between, and the pages go on with it",
        [
            ("who was fined?", ["‹ 1/"]),
            ("/help", ["/ask: ask a question", "!‹ 1/"]),
            ("who was fined?", ["‹ 1/"]),
            ("›", ["‹ 2/"]),
        ],
    ),
    Case(
        "a quote is seen in its surroundings, verified, judged and collected",
        [
            ("when was the harbour closed?", ["The harbour was closed in March.", "↕ More", "!− Less"]),
            ("[↕ More]", ["Nobody was hurt, and the ferries sailed again on Monday.", "− Less"]),
            ("[✓ Verify]", ["✓ The file says this, word for word.", "Nobody was hurt"]),
            ("[− Less]", ["The harbour was closed in March.", "!Nobody was hurt"]),
            ("[👎]", ["Wrong source", "Wrong passage", "Out of date"]),
            ("[Out of date]", ["The harbour was closed in March.", "!Wrong source", "👎"]),
            ("[➕]", ["Collected: 1."]),
            ("/basket xml", ["/basket markdown, bibtex, ris or gbt"]),
            ("/basket clear", ["The basket is empty; it held 1 quote."]),
        ],
    ),
    Case(
        "a claim is contradicted with what differs on both sides",
        [
            (
                "/check The ferry company was fined 700 dollars by the harbour office.",
                [
                    "❌ Contradicted by:",
                    "Claim: The ferry company was fined 700 dollars",
                    "fined 900 dollars",
                ],
            ),
            ("/check The ferry company was fined 900 dollars.", ["✅ Supported by:", "Island Post"]),
        ],
    ),
    Case(
        "a follow-up is understood with the question before it",
        [
            ("周海被开除了吗？", ["周海和吴山因泄密被开除"]),
            ("吴山呢？", ["理解为：吴山被开除了吗", "周海和吴山因泄密被开除"]),
        ],
        language="zh-hans",
    ),
    Case(
        "filters say what is wanted, and that they leave nothing",
        [
            ("who was fined? from:Island", ["fined 900 dollars", "Island Post", "!Harbour Gazette"]),
            ("who was fined? after:soon", ["“after:soon” is no filter that I know", "fined"]),
            ("from:Island", ["Write what you want to know beside from:Island"]),
            ("who was fined? after:2030", ["Nothing in the documents answers this."]),
        ],
    ),
    Case(
        "Chinese is answered in Chinese",
        [
            ("谁被开除了？", ["周海和吴山因泄密被开除，公司还对两人罚款三千元。"]),
            ("谁发明了量子茶壶？", ["文档里没有这个问题的答案。", "文档里从未出现：", "茶壶"]),
            ("/ask", ["请把问题写在命令后面"]),
            ("/help", ["/ask: 提出一个问题"]),
        ],
        language="zh-hans",
    ),
    Case(
        "traditional script finds simplified words, which are quoted as they stand",
        [
            ("誰被開除了？", ["周海和吴山因泄密被开除，公司还对两人罚款三千元。"]),
            ("誰發明了量子茶壺？", ["文件裡沒有這個問題的答案。", "文件裡從未出現："]),
            ("/help", ["/ask: 提出一個問題"]),
        ],
        language="zh-hant",
    ),
    Case(
        "an English question finds a Chinese document, and is spoken to in English",
        [("who was dismissed for the leak?", ["周海和吴山因泄密被开除", "→"])],
    ),
    Case(
        "a person whose language we lack is spoken to in the question's",
        [
            ("谁发明了量子茶壶？", ["文档里没有这个问题的答案。"]),
            ("who invented the quantum teapot?", ["Nothing in the documents answers this."]),
            ("/help", ["Ask in Chinese or English"]),
        ],
        language="de",
    ),
    Case(
        "a group is spoken to in the question's language, whoever asks",
        [
            ("谁发明了量子茶壶？", ["文档里没有这个问题的答案。"]),
            ("誰發明了量子茶壺？", ["文件裡沒有這個問題的答案。"]),
            ("who invented the quantum teapot?", ["Nothing in the documents answers this."]),
            ("/ask 谁被开除了？", ["周海和吴山", "‹ 1/"]),
            ("›", ["‹ 2/"]),
        ],
        chat=GROUP,
    ),
    Case(
        "what cannot be looked up is said to be so",
        [
            ("the of", ["The question has no word that I could look up."]),
            ("?!", ["The question has no word that I could look up."]),
            ("😀", ["Nothing in the documents answers this."]),
            ("quantum teapots", ["The documents never use: quantum, teapots"]),
        ],
    ),
    Case(
        "what is no question gets a line",
        [
            (" \n ", ["Write the question after the command"]),
            ("/ask  ", ["Write the question after the command"]),
            ("/frob <b>x</b>", ["I don't know /frob. /help lists what I know."]),
            ("x" * 4097, ["The question has 4097 characters; I read at most 4096."]),
        ],
    ),
    Case(
        "markup in a question is no markup",
        [
            ("<i>when</i> was the harbour closed? </blockquote>", ["closed in March"]),
            ("<quantum> &teapot;", ["The documents never use: quantum, teapot"]),
        ],
    ),
    Case(
        "a stranger learns their id and nothing else",
        [
            ("who was fined?", ["You are not on this bot's list. Your id is 8;", "!fined"]),
            ("/ask who was fined?", ["Your id is 8;", "!fined"]),
            ("/help", ["Your id is 8;", "!/ask"]),
            ("/start", ["Your id is 8;", "!I answer"]),
            (f"/start {CODE}", ["Your id is 8;"]),
        ],
        person=STRANGER,
        chat=STRANGER,
    ),
    Case(
        "a stranger is told so in their own language",
        [("谁被开除了？", ["您的 ID 是 8", "!周海"])],
        language="zh-hans",
        person=STRANGER,
        chat=STRANGER,
    ),
    Case(
        "a stranger in a group is refused",
        [("who was fined?", ["Your id is 8;"])],
        person=STRANGER,
        chat=GROUP,
    ),
    Case(
        "everyone may ask in a listed group",
        [("who was dismissed for the leak?", ["周海和吴山"]), ("›", ["‹ 2/"])],
        person=STRANGER,
        chat=GROUP,
        access=Access(chats=frozenset({GROUP})),
    ),
    Case(
        "everyone may ask where access is open",
        [("/start", ["I answer questions"]), ("when was the harbour closed?", ["closed in March"])],
        person=STRANGER,
        chat=STRANGER,
        access=Access(open=True),
    ),
    Case(
        "the code makes the first administrator, once",
        [
            ("when was the harbour closed?", ["Your id is 7;"]),
            ("/start", ["Your id is 7;"]),
            ("/start 3vTq-8_xYz0aBd", ["Your id is 7;"]),
            (f"/ask {CODE}", ["Your id is 7;"]),
            (f"/start {CODE}", ["Welcome. You are this bot's first administrator"]),
            ("when was the harbour closed?", ["closed in March"]),
            (f"/start {CODE}", ["I answer questions", "!Welcome"]),
        ],
        access=Access(),
        code=CODE,
    ),
    Case(
        "the code is worth nothing in a group, where others read it",
        [(f"/start {CODE}", ["Your id is 7;"]), ("who was fined?", ["Your id is 7;"])],
        chat=GROUP,
        access=Access(),
        code=CODE,
    ),
]


@contextmanager
def talking(library: Library, folder: Path, case: Case) -> Iterator[Conversation]:
    """The bot's side of a conversation, over the shared documents and a store of its own."""
    store, worker = Store(folder / "bot.sqlite3", lambda: NOW), Worker()
    try:
        yield Conversation(
            library,
            store,
            office_of(store, case.access, library),
            worker,
            documents=5,
            is_traditional=lambda text: SIMPLIFY(text) != text,
            code=case.code,
            now=lambda: NOW,
        )
    finally:
        worker.close()
        store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_conversation(case: Case, library: Library, tmp_path: Path) -> None:
    """Every turn is replied to as the table says, in a message that Telegram takes."""
    shown: Message | None = None
    with talking(library, tmp_path, case) as talk:
        for words, pieces in case.turns:
            shown = message(await reply(case, talk, words, shown))
            read = " ".join(
                [parse_html(shown.html).text, *(button.label for row in shown.rows for button in row)]
            )
            for piece in pieces:
                assert (piece.removeprefix("!") in read) is not piece.startswith("!"), (words, read)


async def reply(case: Case, talk: Conversation, words: str, before: Message | None) -> Reply:
    """The reply to a press of a button, a command, or anything else."""
    kind: ChatKind = "private" if case.chat > 0 else "group"
    if words in {"‹", "›"} or words.startswith("["):
        assert before
        label = words.strip("[]")
        data = next(button.data for row in before.rows for button in row if button.label == label)
        return await talk.press(Press(case.chat, case.person, data, kind, case.language))
    command, _, rest = words.partition(" ") if words.startswith("/") else ("", "", words)
    text = rest.strip() if command else words
    said = await talk.respond(
        Request(case.chat, kind, case.person, text, command.removeprefix("/") or None, case.language)
    )
    assert said
    return said


@pytest.mark.parametrize(
    ("question", "word"), [("when was the harbour closed?", "closed"), ("who was dismissed?", "开除")]
)
async def test_the_words_of_a_question_are_bold_in_its_answer(
    question: str, word: str, library: Library, tmp_path: Path
) -> None:
    """In the quote, and nowhere else; a translation is as good as the word itself."""
    with talking(library, tmp_path, CASES[0]) as talk:
        found = await talk.ask(Request(PERSON, "private", PERSON, question))
    parsed = parse_html(message(found).html)
    (quote,) = parsed.of("blockquote")
    assert word in [parsed.words(entity) for entity in parsed.of("bold")]
    assert all(quote.offset <= e.offset and e.end <= quote.end for e in parsed.of("bold"))


async def test_every_page_quotes_a_document_to_the_character(library: Library, tmp_path: Path) -> None:
    """What is shown is found again at its offsets in the document's text."""
    with talking(library, tmp_path, CASES[0]) as talk:
        found = await talk.ask(Request(PERSON, "private", PERSON, "who was fined?"))
    assert isinstance(found, Found)
    assert isinstance(found.answer, Answer)
    texts = {document.id: document.text for document in library.catalog.documents()}
    for position, cited in enumerate(found.answer.citations):
        parsed = parse_html(message(replace(found, position=position)).html)
        (quote,) = parsed.of("blockquote")
        assert parsed.words(quote) == texts[cited.document.id][cited.span.start : cited.span.end]
