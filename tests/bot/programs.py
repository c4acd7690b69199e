"""EDGE: the program as its own process, with an environment of its own: no setting of this machine reaches it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

ROOT: Final = Path(__file__).parent.parent.parent
TIME: Final = 60.0  # seconds after which a process hangs
AT_ONCE: Final = 4  # bots that run side by side

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process that has ended left: its exit status, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard output."""
        return self.out.splitlines()


@dataclass(frozen=True, slots=True)
class Program:
    """`juzheng`, to be run in a folder, with settings that are names without the prefix."""

    folder: Path
    settings: Mapping[str, object] = field(default_factory=dict)

    def environment(self, settings: Mapping[str, object]) -> dict[str, str]:
        """The machine's environment without anything that could decide what the program does."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUZHENG_", "LC_", "LANG", "XDG_", "PYTHON"))
        }
        own = {"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "HOME": str(self.folder), "NO_COLOR": ""}
        named = {f"JUZHENG_{name}": str(value) for name, value in ({**self.settings, **settings}).items()}
        return kept | own | named

    def __call__(
        self,
        *arguments: str,
        stdin: str | bytes = b"",
        variables: Mapping[str, str] | None = None,
        **settings: object,
    ) -> Ran:
        """Run one command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=self.environment(settings) | dict(variables or {}),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=TIME,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(slots=True)
class Served:
    """The bot while it runs; `out` is what it has printed up to the line that was waited for."""

    process: asyncio.subprocess.Process
    out: str = ""
    err: str = ""

    async def printed(self, words: str) -> str:
        """Wait for a line with these words, and return it."""
        assert self.process.stdout
        async with asyncio.timeout(TIME):
            while line := (await self.process.stdout.readline()).decode():
                self.out += line
                if words in line:
                    return line
        raise AssertionError(f"the bot ended without {words!r}\n{self.out}{await self.end()}")

    async def end(self) -> str:
        """Stop the bot as a service manager does, and return what it wrote on standard error."""
        if self.process.returncode is None:
            self.process.terminate()
        async with asyncio.timeout(TIME):
            out, err = await self.process.communicate()
        self.out += out.decode()
        self.err += err.decode()
        return self.err


async def _started(program: Program, settings: Mapping[str, object]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"),
        cwd=program.folder,
        env=program.environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def serving_until_killed(program: Program, **settings: object) -> AsyncIterator[Served]:
    """`juzheng serve` from the moment it listens; the block kills it, or it is killed behind it."""
    bot = Served(await _started(program, settings))
    try:
        await bot.printed("is listening")
        yield bot
    finally:
        if bot.process.returncode is None:
            bot.process.kill()
        out, err = await bot.process.communicate()
        bot.out += out.decode()
        bot.err += err.decode()


async def serve_to_the_end(program: Program, **settings: object) -> Ran:
    """Run `juzheng serve` where it ends by itself."""
    process = await _started(program, settings)
    async with asyncio.timeout(TIME):
        out, err = await process.communicate()
    return Ran(process.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def serving(program: Program, **settings: object) -> AsyncIterator[Served]:
    """`juzheng serve` from the moment it listens to its end; it ends well, and never shows its token."""
    bot = Served(await _started(program, settings))
    try:
        await bot.printed("is listening")
        yield bot
    finally:
        await bot.end()
    assert bot.process.returncode == 0
    assert str(settings["TELEGRAM__TOKEN"]).partition(":")[2] not in bot.out + bot.err


@asynccontextmanager
async def side_by_side(
    scenes: Mapping[Name, Callable[[], Awaitable[None]]],
) -> AsyncIterator[Mapping[Name, asyncio.Future[None]]]:
    """Scenes under way, a few at once: they wait for processes and for Telegram's pace, which they can do together.

    Whatever went wrong in one is raised where that is awaited. What nobody awaited is ended behind the block.
    """
    room = asyncio.Semaphore(AT_ONCE)

    async def played(scene: Callable[[], Awaitable[None]]) -> None:
        async with room:
            await scene()

    begun = {name: asyncio.create_task(played(scene)) for name, scene in scenes.items()}
    try:
        yield begun
    finally:
        for task in begun.values():
            task.cancel()
        await asyncio.gather(*begun.values(), return_exceptions=True)
