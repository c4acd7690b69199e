"""EDGE: pictures of real answers as Telegram shows them, for the README: the seeds are asked, a browser draws the replies.

    python -m benchmarks.pictures [FOLDER]

What is drawn is the very HTML and the very buttons that are sent. It takes Chromium (Debian's package `chromium`, with
fonts for Chinese and for emoji: `fonts-noto-cjk`, `fonts-noto-color-emoji`) on the PATH, and Pillow.
"""

from __future__ import annotations

import asyncio
import html
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.access import Access
from bot.app import conversation, open_library, open_office, open_store
from bot.model import Handed, Press, Reply, Request
from bot.rendering.keyboards import Button
from bot.rendering.telegram_html import message
from bot.worker import Worker
from config import Settings

if TYPE_CHECKING:
    from bot.conversation import Conversation

ROOT: Final = Path(__file__).parent.parent
WIDTH: Final = 460  # CSS pixels, as wide as a phone shows a chat
TALLEST: Final = 1600
SCALE: Final = 2
COLOURS: Final = 128
PAPER: Final = "#c9dcbe"  # what is cut off around the messages
STYLE: Final = """
* { box-sizing: border-box; }
body { margin: 0; padding: 14px 12px; background: #c9dcbe; font: 15px/1.42 "Noto Sans", "Noto Sans CJK SC", Arimo, Arial, sans-serif; color: #0f1418; }
.out, .in { position: relative; width: fit-content; max-width: 86%; padding: 7px 11px 8px; border-radius: 15px; white-space: pre-wrap;
  overflow-wrap: anywhere; box-shadow: 0 1px 1px #0000001f; margin-bottom: 8px; }
.out { background: #e4fdc7; margin-left: auto; border-bottom-right-radius: 5px; }
.in { background: #fff; border-bottom-left-radius: 5px; margin-bottom: 4px; width: 94%; max-width: 94%; }
.re { border-left: 3px solid #3d9b5a; background: #3d9b5a17; border-radius: 5px; padding: 2px 9px 3px; margin: 1px 0 6px; font-size: 13px;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.re b { color: #2f8a4b; display: block; font-weight: 600; }
blockquote { margin: 3px 0 5px; padding: 5px 24px 6px 10px; border-left: 3px solid #2b82c9; background: #2b82c914; border-radius: 5px; position: relative; }
blockquote::after { content: "\\201D"; position: absolute; right: 8px; top: 0; font: 700 26px/1.2 Georgia, serif; color: #2b82c9; }
a { color: #1673b8; text-decoration: none; }
pre { margin: 0; font: 13px/1.45 "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; background: #2b82c914; border-left: 3px solid #2b82c9; border-radius: 5px; padding: 7px 10px; }
.time { float: right; font-size: 11px; color: #8a9aa5; margin: 6px 0 -3px 12px; }
.in::after { content: ""; display: block; clear: both; }
.keys { width: 94%; margin-bottom: 10px; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.key { flex: 1; text-align: center; color: #fff; background: #5b7a63c7; border-radius: 8px; padding: 7px 4px; font-size: 13.5px; font-weight: 500;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; position: relative; }
.key[data-url]::after { content: "\\2197"; position: absolute; top: 1px; right: 5px; font-size: 9px; }
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is said, one turn after another; a turn that begins with `!` presses the button whose label has these words."""

    name: str
    language: str
    turns: tuple[str, ...]


SCENES: Final = (
    Scene("answer", "en", ("who was punished in the KOL incident?",)),
    Scene("check", "zh-hans", ("/check 小米汽车2026年的交付目标是60万辆",)),
    Scene("verified", "en", ("How many lawsuits has Xiaomi filed for car owners?", "!More", "!Verify")),
    Scene("missing", "zh-hans", ("那段撞车影片是什么时候流出的？",)),
)


async def draw(scene: Scene, talk: Conversation, folder: Path) -> Path:
    """One conversation as a picture."""
    chat = 1 + SCENES.index(scene)  # one each, so that none follows up on another
    shown: list[str] = []
    reply: Reply | None = None
    question = ""
    for number, turn in enumerate(scene.turns, 1):
        if turn.startswith("!"):
            shown.pop()
            rows = message(reply).rows if reply else ()
            button = next(b for row in rows for b in row if turn[1:] in b.label)
            reply = await talk.press(Press(chat, chat, button.data, language_code=scene.language))
        else:
            question = turn
            shown.append(f'<div class="out">{html.escape(turn)}<span class="time">9:41 ✓✓</span></div>')
            reply = await talk.respond(_request(turn, chat, scene.language, number))
        shown.append(_bubble(reply, question) if reply else "")
    return photograph("".join(shown), folder / f"{scene.name}.png")


def _request(turn: str, chat: int, language: str, number: int) -> Request:
    command, _, rest = turn.removeprefix("/").partition(" ") if turn.startswith("/") else ("", "", turn)
    return Request(chat, "private", chat, rest, command or None, language, message=number)


def _bubble(reply: Reply, question: str) -> str:
    """A message of ours, in reply to the question."""
    made = message(reply)
    said = re.sub(r"(</?blockquote[^>]*>)\n", r"\1", made.html)
    said = re.sub(r"\n(<blockquote)", r"\1", said)
    name = reply.name if isinstance(reply, Handed) else ""
    quoted = f'<div class="re"><b>Ada</b>{html.escape(question)}</div>'
    return f'<div class="in">{quoted}{said}{name}<span class="time">9:41</span></div>{_keys(made.rows)}'


def _keys(rows: Sequence[Sequence[Button]]) -> str:
    drawn = "".join(f'<div class="row">{"".join(map(_key, row))}</div>' for row in rows)
    return f'<div class="keys">{drawn}</div>' if drawn else ""


def _key(button: Button) -> str:
    leads = " data-url" if button.url else ""
    return f'<div class="key"{leads}>{html.escape(button.label)}</div>'


def photograph(body: str, target: Path) -> Path:
    """What a browser shows of a page, cut to its messages and with few colours, so that it stays small."""
    from PIL import Image, ImageChops

    page = f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{body}'
    with tempfile.TemporaryDirectory() as folder:
        source, raw = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, "utf-8")
        size = f"--window-size={WIDTH},{TALLEST}"
        browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        browser += [size, f"--force-device-scale-factor={SCALE}", f"--user-data-dir={folder}/profile"]
        subprocess.run([*browser, f"--screenshot={raw}", source.as_uri()], check=True, capture_output=True)
        picture = Image.open(raw).convert("RGB")
    empty = Image.new("RGB", picture.size, PAPER)
    box = ImageChops.difference(picture, empty).getbbox() or (0, 0, *picture.size)
    cut = picture.crop((0, 0, picture.width, min(picture.height, box[3] + 14 * SCALE)))
    cut.quantize(COLOURS).save(target, optimize=True)
    return target


async def main(folder: Path) -> None:
    """Draw every scene."""
    with tempfile.TemporaryDirectory() as state:
        settings = Settings.model_validate({"corpus": ROOT / "seeds", "data": Path(state)})
        library, store, worker = open_library(settings), open_store(settings), Worker()
        await worker.run(library.sync)
        office = open_office(settings, library, store, Access(open=True))
        talk = conversation(settings, library, store, office, worker)
        for scene in SCENES:
            drawn = await draw(scene, talk, folder)
            print(
                f"{drawn.relative_to(ROOT) if drawn.is_relative_to(ROOT) else drawn}  {drawn.stat().st_size // 1024} kB"
            )
        worker.close()
        store.close()
        library.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"))
