"""The commands that a person types. Each imports what it needs when it runs: `ask` must not pay for Telegram."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.errors import UsageError
from bot.progress import ProgressBar
from config import ConfigError, Loaded, load

if TYPE_CHECKING:
    from bot.model import Tongue
    from config import Settings
    from retrieval.explaining import Explanation
    from retrieval.library import Library
    from retrieval.model import Answer, NoAnswer, Question
    from retrieval.sync import Report

NO_ANSWER: Final = 1
CONTRADICTED: Final = 3
SHOWN: Final = 3  # documents that a person is shown where --top is not given
LISTED: Final = 20  # documents that a program is given
VALUE: Final = 60  # characters of a setting that the columns make room for; longer ones are shown too

app = typer.Typer(
    help="Ask a folder of documents, and get the words that answer, with their source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Folder of the documents, in place of the one in the settings."),
]
ExplainOption = Annotated[
    bool,
    typer.Option("--explain", help="Show how the answer came about: every number, and what it is worth."),
]


@app.command()
def index(
    corpus: CorpusOption = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and follow the folder until interrupted.")
    ] = False,
) -> int:
    """Bring the index up to date with the folder."""
    from bot.rendering.synced import report_lines

    settings = _settings()
    with ProgressBar() as progress:
        library = _library(settings, corpus)
        report = library.sync(progress)
    print(*report_lines(report, _tongue()), sep="\n")
    if watch:
        _watch(library)
    library.close()
    return 0


def _watch(library: Library) -> None:
    """Print what every change of the folder did to the index."""
    import threading

    from bot.rendering.synced import report_lines
    from retrieval.errors import RetrievalError
    from retrieval.following import follow

    def tell(told: Report | RetrievalError) -> None:
        if isinstance(told, RetrievalError):
            print(f"juzheng: {told}", file=sys.stderr, flush=True)
        elif told.moved:
            print(*report_lines(told, _tongue()), sep="\n", flush=True)

    print(f"watching {library.corpus}", flush=True)
    follow(library.corpus, lambda settled: library.sync(settled=settled), tell, threading.Event())


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="What you want to know, in Chinese or English.", show_default=False)
    ] = None,
    corpus: CorpusOption = None,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, max=1000, help="Distinct documents to cite.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="A file of questions, one JSON object a line.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the answers to --jsonl.")] = None,
    explain: ExplainOption = False,
    cite: Annotated[
        str | None,
        typer.Option(
            "--cite", help="Print the citations as markdown, bibtex, ris or gbt7714.", show_default=False
        ),
    ] = None,
) -> int:
    """Ask a question. Exit status: 0 answered, 1 nothing in the documents answers, 2 an error.

    "exact phrase", -word, from:publisher, after:2026-01, before:2026-02-01, lang:zh and in:title say which quotes are wanted.
    """
    if (jsonl is None) == (question is None) or (jsonl is None) != (out is None):
        raise UsageError("give a question, or --jsonl QUESTIONS together with --out ANSWERS")
    if cite and (jsonl or as_json or explain):
        raise UsageError("--cite prints citations and nothing else; it goes with --corpus and --top alone")
    if jsonl and explain:
        raise UsageError("--explain explains the answer to one question; it does not go with --jsonl")
    if jsonl and out:
        return _ask_many(_settings(), jsonl, out, corpus, top or LISTED)
    shown = top or (LISTED if as_json else SHOWN)
    if cite:
        return _cite(_settings(), _typed(question or ""), corpus, shown, cite)
    return _ask_one(_settings(), _typed(question or ""), corpus, shown, as_json=as_json, explain=explain)


@app.command()
def check(
    claim: Annotated[str, typer.Argument(help="A statement, in Chinese or English.", show_default=False)],
    corpus: CorpusOption = None,
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="Distinct documents to cite.")] = SHOWN,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    explain: ExplainOption = False,
) -> int:
    """Check a claim. Exit status: 0 supported, 3 contradicted, 1 the documents do not say, 2 an error."""
    asked = _question(claim, claim=True)
    return _ask_one(_settings(), asked, corpus, top, as_json=as_json, explain=explain)


@app.command("eval")
def measure(
    questions: Annotated[
        Path, typer.Argument(help="A .toml or .jsonl file that says what is right.", show_default=False)
    ],
    corpus: CorpusOption = None,
    against: Annotated[Path | None, typer.Option("--against", help="An earlier run to compare with.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the run, as JSON.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the run as one JSON object.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="List all that failed or moved.")] = False,
) -> int:
    """Measure the answers to questions whose answers are known. Exit status: 0 measured, 2 an error."""
    from bot.evaluating import evaluate

    lines = evaluate(
        questions, against, out, lambda: _synced(_settings(), corpus), as_json=as_json, everything=everything
    )
    print(*lines, sep="\n")
    return 0


@app.command()
def sources(
    corpus: CorpusOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a file.")] = False,
) -> int:
    """List the files of the corpus: what each holds, or why it was skipped."""
    from bot.rendering.sources import source_lines, source_object

    library = _synced(_settings(), corpus)
    for source, listed in library.catalog.listing():
        lines = [source_object(source, listed)] if as_json else source_lines(source, listed, _tongue())
        print(*lines, sep="\n")
    library.close()
    return 0


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="A file of the corpus, by its path inside the folder.")],
    corpus: CorpusOption = None,
    text: Annotated[bool, typer.Option("--text", help="Print the text that offsets count in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a document.")] = False,
) -> int:
    """Show what was understood of one file: its documents, or with --text its text."""
    from bot.rendering.sources import document_object, document_text

    library = _synced(_settings(), corpus)
    path = unicodedata.normalize("NFC", file)
    source, listed = next((held for held in library.catalog.listing() if held[0].path == path), (None, []))
    if source is None:
        raise UsageError(f"no document of the corpus {library.corpus} is from a file {file}")
    if source.skipped:
        raise UsageError(f"{path} was skipped: {source.skipped}")
    documents = library.catalog.documents_of(path)
    if text:
        sys.stdout.writelines(dict.fromkeys(document.text for document in documents))
    else:
        rendered = document_object if as_json else document_text
        print(*map(rendered, documents, listed), sep="\n")
    library.close()
    return 0


@app.command()
def chat(corpus: CorpusOption = None) -> int:
    """Talk to the bot in this terminal, through the same handlers as in Telegram."""
    import asyncio
    import signal

    from bot.terminal_chat import converse

    settings = _settings()
    library = _synced(settings, corpus)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread that waits for a line cannot be interrupted
    asyncio.run(converse(settings, library, tongue=_tongue()))
    library.close()
    return 0


@app.command()
def serve() -> int:
    """Run the Telegram bot."""
    settings = _settings()
    if settings.telegram.token is None:
        raise ConfigError(
            "JUZHENG_TELEGRAM__TOKEN is not set; @BotFather gives a token to whoever makes a bot"
        )
    from bot.telegram.service import run

    library = _synced(settings, None)
    run(settings, library)
    return 0


@app.command()
def unanswered(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a question, as ask --jsonl reads them.")
    ] = False,
) -> int:
    """List what people asked the bot and nothing answered, the same questions counted together."""
    import time

    from bot.app import open_store
    from bot.pseudonyms import open_pseudonyms
    from bot.rendering.brief import DAY
    from bot.rendering.terminal import printable
    from bot.reports import exported, shown, unanswered_groups
    from bot.stores.diary import Diary

    settings = _settings()
    store = open_store(settings)
    diary = Diary(store.connection, open_pseudonyms(settings.data))
    groups = unanswered_groups(diary, time.time() - settings.telegram.retention * DAY)
    store.close()
    for line in exported(groups) if as_json else map(printable, shown(groups)):
        print(line)
    return 0


@app.command("cases")
def show_cases() -> int:
    """Print the questions whose answers people called good, as `eval` reads them."""
    from bot.app import open_store
    from bot.reports import case_line, cases

    store = open_store(_settings())
    found = cases(store.feedback.judged())
    store.close()
    for case in found:
        print(case_line(case))
    return 0


@app.command()
def audit(
    number: Annotated[int, typer.Option("--last", min=1, help="How many acts, at most.")] = 100,
) -> int:
    """List what administrators did in chats, the last first: when, who, and what."""
    from bot.administration import act_line
    from bot.app import open_store
    from bot.rendering.terminal import printable
    from bot.stores.audit import Audit

    store = open_store(_settings())
    acts = Audit(store.connection).acts(number)
    store.close()
    for act in acts:
        print(printable(act_line(act)))
    return 0


@app.command("config")
def show_config() -> int:
    """Show the settings in force, and where each came from; secrets are hidden."""
    rows = [("setting", "value", "from"), *_loaded().shown()]
    names, values = (min(VALUE, max(len(row[column]) for row in rows)) for column in (0, 1))
    for name, value, source in rows:
        print(f"{name:{names}}  {value:{values}}  {source}")
    return 0


def _ask_one(
    settings: Settings, question: Question, corpus: Path | None, top: int, *, as_json: bool, explain: bool
) -> int:
    from retrieval.model import Answer

    library = _synced(settings, corpus)
    answer = library.answer(question, top)
    explained = library.explain(question) if explain else None
    library.close()
    (_print_object if as_json else _print_text)(answer, explained)
    if isinstance(answer, Answer):
        return CONTRADICTED if answer.verdict == "contradicted" else 0
    return NO_ANSWER


def _cite(settings: Settings, question: Question, corpus: Path | None, top: int, form: str) -> int:
    """Print the citations of the answer in a form that other programs read; why there are none on standard error."""
    from datetime import UTC, datetime

    from bot.rendering.bibliography import FORMATS
    from bot.texts import say
    from retrieval.model import Answer

    if form not in FORMATS:
        raise UsageError(f"--cite takes {', '.join(FORMATS)}, not {form}")
    library = _synced(settings, corpus)
    answer = library.answer(question, top)
    library.close()
    if isinstance(answer, Answer):
        sys.stdout.write(FORMATS[form](answer.citations, datetime.now(UTC).astimezone().date()))
        return 0
    print(f"juzheng: {say(_tongue(), 'no_answer')}", file=sys.stderr)
    return NO_ANSWER


def _print_object(answer: Answer | NoAnswer, explained: Explanation | None) -> None:
    from bot.rendering.json import line

    if explained is None:
        print(line(answer))
        return
    from bot.rendering.explanation import explanation_object

    print(line(answer, explanation=explanation_object(explained)))


def _print_text(answer: Answer | NoAnswer, explained: Explanation | None) -> None:
    from bot.rendering.terminal import printer, show_answer, show_refusal
    from retrieval.model import Answer

    if isinstance(answer, Answer):
        show_answer(printer(), answer, _tongue())
    else:
        show_refusal(printer(), answer, _tongue())
    if explained:
        from bot.rendering.explanation import lines

        print("", *lines(explained), sep="\n")


def _ask_many(settings: Settings, questions: Path, out: Path, corpus: Path | None, top: int) -> int:
    from bot.rendering.json import line
    from bot.writing import written
    from retrieval.questions import read_questions

    asked = read_questions(questions)
    library = _synced(settings, corpus)
    with ProgressBar() as progress, written(out) as file:
        for done, (identity, question) in enumerate(asked, 1):
            file.write(line(library.answer(question, top), identity) + "\n")
            progress(done, len(asked))
    library.close()
    return 0


def _typed(text: str) -> Question:
    """The question that is typed, with its filters; what looks like one and is none is said on standard error."""
    from bot.asking import asks_nothing
    from bot.texts import say
    from retrieval.syntax import parse

    if why := asks_nothing(text, _tongue()):
        raise UsageError(say(why.tongue, why.text, **why.values))
    parsed = parse(text)
    for written in parsed.ignored:
        print(f"juzheng: {say(_tongue(), 'not_a_filter', written=written)}", file=sys.stderr)
    try:
        return parsed.question()
    except ValueError as error:
        raise UsageError(str(error)) from None


def _question(text: str, *, claim: bool = False) -> Question:
    from retrieval.model import Question

    try:
        return Question.of(text, claim=claim)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _loaded() -> Loaded:
    return load()


def _settings() -> Settings:
    from config.logging import configure

    settings = _loaded().settings
    secrets = settings.telegram.token, settings.telegram.webhook_secret
    configure(settings.log_level, tuple(s.get_secret_value() for s in secrets if s))
    return settings


def _library(settings: Settings, corpus: Path | None) -> Library:
    from bot.app import open_library

    return open_library(settings, corpus)


def _synced(settings: Settings, corpus: Path | None) -> Library:
    """The corpus, its index brought up to date; what was skipped or made anew is said on standard error."""
    from retrieval.errors import StateError

    with ProgressBar() as progress:
        library = _library(settings, corpus)
        try:
            report = library.sync(progress)
        except StateError as error:
            if library.catalog.edition is None:
                raise
            print(f"juzheng: {error}; this is answered from the index of before", file=sys.stderr)
            return library
    if report.rebuilt:
        print("juzheng: the index was made by another version, and was made again", file=sys.stderr)
    return library


def _tongue() -> Tongue:
    """The language of the terminal, as its environment names it; whether the system has it does not matter."""
    import os

    from bot.texts import tongue_of

    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return tongue_of(next(filter(None, named), None)) or "en"
