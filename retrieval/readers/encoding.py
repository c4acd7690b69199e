"""Bytes to text. UTF-8 only; a file that is anything else is refused rather than guessed at."""

from __future__ import annotations

from retrieval.errors import UnreadableSource


def decode(content: bytes) -> str:
    """The text of a file, new lines as `pathlib.Path.read_text` gives them.

    Raises:
        UnreadableSource: where the bytes are not UTF-8 text.
    """
    if b"\0" in content:
        raise UnreadableSource("is not text")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"is not UTF-8 text (byte {error.start})") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
