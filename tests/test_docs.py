"""What the documents promise: every setting is in the sample file, every command in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from bot.commands import COMMANDS
from bot.model import Tongue
from bot.texts import TABLES
from config.settings import Settings, _fields, load, names
from retrieval.analysis.analyzer import default_analyzer
from retrieval.lexicon.house import HouseLexicon, read_house
from retrieval.model import Answer
from retrieval.readers import CONTAINERS, READERS
from tests.retrieval.fakes import Corpus, FakeLexicon

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "juzheng.sample.toml"
README = (ROOT / "README.md").read_text("utf-8")
NOT_A_CONSTANT = {
    "corpus",
    "data",
    "dictionary",
    "lexicon",
    "telegram.token",
    "telegram.webhook_url",
    "telegram.webhook_secret",
}  # depend on the machine, or are not set


def uncommented() -> dict[str, object]:
    """The sample with the # taken from its settings, flattened."""
    text = re.sub(r"^#(?=\w+ = )", "", SAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    found: dict[str, object] = {}
    for name, value in tomllib.loads(text).items():
        found |= {f"{name}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {name: value}
    return found


def test_the_sample_names_every_setting_and_nothing_else() -> None:
    """A setting that is added, renamed or removed must be so in the sample, too."""
    assert set(uncommented()) == set(names())


def test_the_sample_shows_the_defaults() -> None:
    """What stands behind a setting in the sample is what is in force without it."""
    defaults = {name: field.get_default() for name, field in _fields(Settings)}
    shown = uncommented()
    for name in set(names()) - NOT_A_CONSTANT:
        default = defaults[name]
        assert shown[name] == (sorted(default) if isinstance(default, frozenset) else default), name


def test_every_setting_of_the_sample_is_explained() -> None:
    """The line before a setting is a comment."""
    rows = SAMPLE.read_text("utf-8").split("\n")
    for before, row in pairwise(rows):
        if re.match(r"#\w+ = ", row):
            assert before.startswith("# "), row


def test_the_sample_as_it_is_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied to juzheng.toml without an edit, it leaves every setting at its default."""
    for name in names():
        monkeypatch.delenv(f"JUZHENG_{name.replace('.', '__').upper()}", raising=False)
    (tmp_path / "juzheng.toml").write_text(SAMPLE.read_text("utf-8"), "utf-8")
    loaded = load(tmp_path, tmp_path / "nobody")
    assert loaded.sources == {}


@pytest.mark.slow
def test_the_demo_in_the_readme_is_what_the_demo_prints(seeds_state: Path) -> None:
    """The first thing that a newcomer compares."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUZHENG_", "LANG", "LC_"))}
    ask = [sys.executable, "-m", "bot", "ask", "who was punished in the KOL incident"]
    environment = kept | {"JUZHENG_DATA": str(seeds_state), "PYTHONIOENCODING": "utf-8"}
    printed = subprocess.run(ask, cwd=ROOT, env=environment, capture_output=True, check=True).stdout.decode()
    assert printed.strip() in README


@pytest.mark.slow
def test_the_recorded_conversation_in_the_readme_is_what_the_chat_prints(seeds_state: Path) -> None:
    """Line by line, but for how long ago something was published."""
    (session,) = re.findall(r"```console\n\$ juzheng chat\n(.*?)```", README, re.DOTALL)
    typed = [line.removeprefix("> ") for line in session.splitlines() if line.startswith("> ")]
    shown = [line for line in session.splitlines() if not line.startswith("> ")]
    assert len(typed) >= 5
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUZHENG_", "LANG", "LC_"))}
    environment = kept | {"JUZHENG_DATA": str(seeds_state), "PYTHONIOENCODING": "utf-8"}
    chat = [sys.executable, "-m", "bot", "chat"]
    printed = subprocess.run(
        chat, cwd=ROOT, env=environment, input="\n".join(typed).encode(), capture_output=True, check=True
    ).stdout.decode()
    assert list(map(_ageless, printed.splitlines())) == list(map(_ageless, shown))


def _ageless(line: str) -> str:
    return re.sub(r" \((?:today|yesterday|\d+ \w+ ago)\)", "", line)


@pytest.mark.parametrize("tongue", get_args(Tongue))
def test_every_button_of_the_bot_is_in_the_readme(tongue: Tongue) -> None:
    """By its label in English, in whatever language it is shown; its sign is the same in all."""
    for name, label in TABLES[tongue].items():
        if name.startswith("button_"):
            assert f"`{TABLES['en'][name]}`" in README or f"`{label.split()[0]}`" in README, name


@pytest.mark.parametrize("picture", [*re.findall(r"\(docs/(\w+\.png)\)", README)])
def test_every_picture_is_there_and_small(picture: str) -> None:
    """A page that many open should not be heavy."""
    assert 1_000 < (ROOT / "docs" / picture).stat().st_size < 100_000


@pytest.mark.parametrize("command", [c.name for c in COMMANDS])
def test_every_command_of_the_bot_is_in_the_readme(command: str) -> None:
    """A command that people can send is one that they can read about."""
    assert f"`/{command}`" in README


@pytest.mark.parametrize("setting", names())
def test_every_setting_is_in_the_readme(setting: str) -> None:
    """By its name, or by the end of it beside others of its table."""
    table, _, last = setting.rpartition(".")
    assert f"`{setting}`" in README or (table and f"`.{last}`" in README)


@pytest.mark.parametrize(
    "command",
    [
        "index",
        "ask",
        "check",
        "eval",
        "sources",
        "show",
        "chat",
        "serve",
        "config",
        "unanswered",
        "cases",
        "audit",
    ],
)
def test_every_command_of_the_terminal_is_in_the_readme(command: str) -> None:
    """A command that people can type is one that they can read about."""
    assert f"`juzheng {command}" in README


def test_the_lexicon_in_the_readme_does_what_it_says(tmp_path: Path) -> None:
    """Whoever copies it has a word kept whole, a stop word, an alias and a translation from both sides."""
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "lexicon.toml").write_text(example, "utf-8")
    analyzer = default_analyzer()
    house = HouseLexicon(read_house(tmp_path / "lexicon.toml"), FakeLexicon(), analyzer)
    texts = {
        "a.md": "极氪007卖得很好。",
        "b.md": "China Central Television denied it.",
        "c.md": "黑公关被捕。",
        "d.md": "The black PR was paid.",
    }
    corpus = Corpus(texts, analyzer, house)
    assert "极氪007" in corpus.quote("大佬,极氪007卖得好吗")
    assert "Television" in corpus.quote("央视否认了吗")
    assert "黑公关" in Corpus({"c.md": texts["c.md"]}, analyzer, house).quote("folks, black PR?")
    found = corpus.ask("黑公关")
    assert isinstance(found, Answer)
    assert {c.document.path for c in found.citations} == {"c.md", "d.md"}
    assert not corpus.quote("大佬, folks")


@pytest.mark.parametrize(
    "target", re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
)
def test_every_target_of_the_makefile_is_in_the_readme(target: str) -> None:
    """What can be made is written down for those who might want it."""
    assert f"make {target}" in README


@pytest.mark.parametrize("suffix", sorted({*READERS, *CONTAINERS}))
def test_every_kind_of_file_is_in_the_readme(suffix: str) -> None:
    """Nobody need try what is read."""
    assert f"`{suffix}`" in README
