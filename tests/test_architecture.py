"""What may import what, and who may touch the world: the picture of ARCHITECTURE.md, as data."""

from __future__ import annotations

import ast
import fnmatch
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
PACKAGES: Final = ("bot", "config", "retrieval")
HEAVY: Final = (
    "numpy",
    "telegram",
    "httpx",
    "tornado",
    "trafilatura",
    "lxml",
    "jieba",
    "rich",
    "markdown_it",
    "yaml",
    "docx",
    "pptx",
    "openpyxl",
    "pypdfium2",
    "PIL",
    "watchfiles",
    "pathspec",
)
VAGUE: Final = ("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "factory")
DOORS: Final = ("open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir")
EDGES: Final = (  # beside the modules whose first line says EDGE
    "bot/__main__.py",
    "bot/app.py",
    "bot/cli.py",
    "bot/telegram/*",
    "bot/terminal_chat.py",
    "bot/worker.py",
    "config/logging.py",
)
ARCHIVES: Final = ("retrieval/readers/archive.py",)  # what it opens are members of bytes in memory


@dataclass(frozen=True, slots=True)
class Arrow:
    """A package, and the only modules that may import it."""

    imported: str
    allowed: tuple[str, ...]
    reason: str


ARROWS: Final = (
    Arrow("bot", ("bot/*",), "retrieval and config are below the bot, and know nothing of it"),
    Arrow("retrieval", ("bot/*", "retrieval/*"), "config decides, it does not search"),
    Arrow(
        "config",
        (
            "config/*",
            "bot/__main__.py",
            "bot/app.py",
            "bot/cli.py",
            "bot/telegram/service.py",
            "bot/terminal_chat.py",
        ),
        "retrieval takes plain values; the composition root unpacks the settings",
    ),
    Arrow("telegram", ("bot/telegram/*",), "only the edge to Telegram knows its library"),
    Arrow("httpx", ("bot/telegram/*",), "what its library sends with is known to that edge alone"),
    Arrow("tornado", ("bot/telegram/*",), "only there is anything listened for"),
    Arrow("pydantic", ("config/*",), "values of ours are dataclasses; pydantic reads settings"),
    Arrow("pydantic_settings", ("config/*",), "settings are read in one place"),
    Arrow("rank_bm25", ("retrieval/engines/*",), "an engine is behind its seam"),
    Arrow("trafilatura", ("retrieval/readers/*",), "pages are read by their reader"),
    *(
        Arrow(library, ("retrieval/readers/*",), "a format is known to its reader")
        for library in ("defusedxml", "docx", "email", "openpyxl", "pptx", "pypdfium2", "zipfile")
    ),
    Arrow("yaml", ("retrieval/readers/*",), "front matter is read by its reader"),
    Arrow("jieba", ("retrieval/analysis/segmentation.py",), "words are cut in one place"),
    Arrow("rjieba", ("retrieval/analysis/segmentation.py",), "words are cut in one place"),
    Arrow("watchfiles", ("retrieval/following.py",), "a folder is followed in one place"),
    Arrow("pathspec", ("retrieval/folder.py",), "what is left out is decided in one place"),
    Arrow("rich", ("bot/*",), "only the bot knows how things look"),
)


def modules() -> list[str]:
    """Every module of ours, as a path."""
    return sorted(
        file.relative_to(ROOT).as_posix() for package in PACKAGES for file in (ROOT / package).rglob("*.py")
    )


@cache
def parsed(module: str) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse((ROOT / module).read_text("utf-8"))


def imports(module: str) -> Iterator[str]:
    """The dotted names that a module imports, inside functions and for types only, too."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: imports are absolute, so that arrows can be read"
            yield node.module or ""


@cache
def imported_packages(module: str) -> set[str]:
    """The top-level packages that a module imports."""
    return {name.partition(".")[0] for name in imports(module)}


def calls(module: str) -> set[str]:
    """The names of the functions and methods that a module calls."""
    functions = (node.func for node in ast.walk(parsed(module)) if isinstance(node, ast.Call))
    return {
        f.id if isinstance(f, ast.Name) else f.attr
        for f in functions
        if isinstance(f, ast.Name | ast.Attribute)
    }


def matches(module: str, patterns: tuple[str, ...]) -> bool:
    """Whether a module is one of those that are meant."""
    return any(fnmatch.fnmatchcase(module, pattern) for pattern in patterns)


def is_edge(module: str) -> bool:
    """Whether a module says in its first line that it touches the world, or is known to."""
    return (ast.get_docstring(parsed(module)) or "").startswith("EDGE") or matches(module, EDGES)


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder that is also its home and its place for temporary files."""
    places = dict.fromkeys(
        ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(folder)
    )
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("JUZHENG_")}
    return subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=folder,
        env=environment | places | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: arrow.imported)
def test_imports_follow_the_arrows(arrow: Arrow) -> None:
    """Only the modules that may import a package do."""
    wrong = [m for m in modules() if arrow.imported in imported_packages(m) and not matches(m, arrow.allowed)]
    assert not wrong, f"{', '.join(wrong)} must not import {arrow.imported}: {arrow.reason}"


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("retrieval/model.py", set[str]()),
        ("retrieval/causes.py", set[str]()),
        ("retrieval/errors.py", {"retrieval.causes"}),
    ],
)
def test_the_values_import_nothing_of_ours(module: str, allowed: set[str]) -> None:
    """Every other module of the package may import them; an error says its cause."""
    ours = {name for name in imports(module) if name.partition(".")[0] in PACKAGES}
    assert ours <= allowed


@pytest.mark.parametrize("module", modules())
def test_only_an_edge_touches_the_world(module: str) -> None:
    """Files, databases, processes and sockets are for modules that say so in their first line."""
    if not is_edge(module):
        world = imported_packages(module) & {"os", "sqlite3", "shutil", "socket", "subprocess", "tempfile"}
        assert not world, f"{module} imports {world}: the core does no I/O; only an EDGE does"
        doors = calls(module) & set(DOORS) - ({"open"} if module in ARCHIVES else set())
        assert not doors, f"{module} calls {doors}: the core does no I/O; only an EDGE does"


@pytest.mark.parametrize("module", modules())
def test_every_module_opens_with_what_it_is(module: str) -> None:
    """A paragraph, before anything else."""
    assert ast.get_docstring(parsed(module)), f"{module} does not say what it is"


@pytest.mark.parametrize("folder", [*PACKAGES, "benchmarks"])
def test_every_module_of_a_room_is_in_the_picture(folder: str) -> None:
    """ARCHITECTURE.md names each that stands in a room of the first row; what is deeper is told by its own room."""
    picture = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [f.name for f in (ROOT / folder).glob("*.py") if f.name not in picture and f.stem != "__init__"]
    assert not missing, f"ARCHITECTURE.md does not say what {', '.join(missing)} in {folder}/ is for"


@pytest.mark.parametrize("module", modules())
def test_a_module_is_named_for_what_it_is_about(module: str) -> None:
    """A function lives with the noun that it serves."""
    vague = set(Path(module).with_suffix("").parts) & set(VAGUE)
    assert not vague, f"{module}: {vague} is about nothing; put each function beside what it serves"


def test_to_import_everything_does_nothing_visible(tmp_path: Path) -> None:
    """No file is made and nothing is printed: objects are built by the composition root, when asked."""
    names = [m.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for m in modules()]
    done = run(f"import importlib\nfor name in {names}: importlib.import_module(name)", tmp_path)
    assert done.stdout == done.stderr == ""
    assert list(tmp_path.rglob("*")) == []


def test_the_command_line_starts_without_anything_heavy(tmp_path: Path) -> None:
    """Each command imports what it needs when it runs."""
    done = run("import bot.cli, sys; print(*sys.modules)", tmp_path)
    loaded = {name.partition(".")[0] for name in done.stdout.split()} & set(HEAVY)
    assert not loaded, f"`import bot.cli` imports {loaded}: asking must not pay for them"
