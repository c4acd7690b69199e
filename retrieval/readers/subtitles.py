"""Subtitles, SubRip and WebVTT: what is said, sentence by sentence, each at the time at which it begins.

A cue ends where the screen does, not where a sentence does: cues are joined, unless somebody is silent between them,
somebody else speaks, or the file has no full stops at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.model import Document, Place, Span
from retrieval.readers.encoding import decode
from retrieval.readers.layout import Piece, laid_out, one_line
from retrieval.sentences import sentences

CUES: Final = 50_000
LONGEST: Final = 5_000_000  # characters
SILENCE: Final = 4.0  # seconds after which a new sentence begins
STOPS: Final = 0.1  # full stops a cue, below which the file is taken to be without
_TIME: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES: Final = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*")
_TAG: Final = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_VOICE: Final = re.compile(r"^\s*(?:<v[ .][^>]*>|[-–—]\s*)")
_STOP: Final = re.compile(r"[。！？.!?…]")
_HAN: Final = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown at once, from `start` to `end` in seconds; `turn` where another one begins to speak."""

    start: float
    end: float
    words: str
    turn: bool


def read(content: bytes, path: str) -> list[Document]:
    """The one document of a film's or a talk's subtitles.

    Raises:
        UnreadableSource: where there are no times in it, or more cues or characters than are read.
    """
    cues = list(_without_repeats(_cues(decode(content))))
    if not cues:
        raise UnreadableSource(Cause.NO_SUBTITLES)
    spoken = sum(len(_STOP.findall(cue.words)) for cue in cues) >= STOPS * len(cues)
    groups = _groups(cues) if spoken else [[cue] for cue in cues]
    text, blocks = laid_out(piece for group in groups for piece in _sentences(group))
    return [Document(id=path, path=path, title=PurePosixPath(path).stem, text=text, blocks=blocks)]


def _cues(text: str) -> Iterator[_Cue]:
    """The cues in order; what stands before the first line of times, and notes, are none."""
    rows = text.split("\n")
    if len(text) > LONGEST:
        raise UnreadableSource(Cause.MANY_CHARACTERS, most=LONGEST)
    timed = [(i, match) for i, row in enumerate(rows) if (match := _TIMES.fullmatch(row))]
    if len(timed) > CUES:
        raise UnreadableSource(Cause.MANY_SUBTITLES, most=CUES)
    ends = [*(i for i, _ in timed[1:]), len(rows)]
    for (i, match), following in zip(timed, ends, strict=False):
        lines: list[str] = []
        for row in rows[i + 1 : following]:
            if not row.strip():
                break
            lines.append(row)
        numbers = match.groups(default="0")
        shown = [one_line(html.unescape(_TAG.sub("", line))) for line in lines]
        words = _joined([line for line in shown if line])
        if words:
            yield _Cue(_seconds(numbers[:4]), _seconds(numbers[4:]), words, bool(_VOICE.match(lines[0])))


def _without_repeats(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Without what a rolling caption shows a second time."""
    before = ""
    for cue in cues:
        words = cue.words
        if before and words.startswith(before):
            words = words.removeprefix(before).strip()
        if words:
            yield _Cue(cue.start, cue.end, words, cue.turn)
        before = cue.words


def _seconds(numbers: Sequence[str]) -> float:
    hours, minutes, seconds, parts = numbers
    return 3600 * int(hours) + 60 * int(minutes) + int(seconds) + float(f"0.{parts}")


def _groups(cues: Sequence[_Cue]) -> Iterator[list[_Cue]]:
    """Cues that are said in one breath."""
    group: list[_Cue] = []
    for cue in cues:
        silent = group and not group[-1].start <= cue.start < group[-1].end + SILENCE
        if group and (cue.turn or silent):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _sentences(group: Sequence[_Cue]) -> Iterator[Piece]:
    """The sentences of the cues, each at the time of the cue in which it begins."""
    whole, starts = "", []
    for cue in group:
        whole = _joined([whole, cue.words]) if whole else cue.words
        starts.append((len(whole) - len(cue.words), cue.start))
    before, end = "\n", 0
    for span in sentences(whole, Span(0, len(whole))):
        at = max(time for offset, time in starts if offset <= span.start)
        between = whole[end : span.start] if end else before
        yield Piece(span.of(whole), "text", Place("time", label=_clock(at)), between)
        end = span.end


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _joined(lines: Sequence[str]) -> str:
    out = lines[0] if lines else ""
    for line in lines[1:]:
        blank = "" if _HAN.match(out[-1]) and _HAN.match(line[0]) else " "
        out = f"{out}{blank}{line}"
    return out
