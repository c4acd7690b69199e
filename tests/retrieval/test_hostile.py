"""Claims about files that somebody made to harm: each is refused or read within its limits, with a reason."""

from __future__ import annotations

import pytest

from retrieval import readers
from retrieval.errors import UnreadableSource
from retrieval.readers import LONGEST, chats, html, mail, read, subtitles
from tests.retrieval.files import srt

LINE = 50 * 2**20
DEEP = 100_000


@pytest.mark.parametrize(
    ("content", "path", "reason"),
    [
        pytest.param(
            b"word " * (LINE // 5), "a.txt", f"has more than {LONGEST} characters", id="a line of text"
        ),
        pytest.param(b"a" * LINE, "a.md", f"has more than {LONGEST} characters", id="a line of Markdown"),
        pytest.param(b"a," * (LINE // 2), "a.csv", "has a row of more than 256 columns", id="a row"),
        pytest.param(
            b'{"text":"' + b"a" * LINE + b'"}',
            "a.jsonl",
            f"has more than {LONGEST} characters",
            id="an object",
        ),
        pytest.param(b"[" * LINE, "a.json", "is not JSON", id="lists in lists"),
        pytest.param(b"<div>" * DEEP + b"words", "a.html", "has no main text", id="elements in elements"),
        pytest.param(b"<p>a</p>" * html.TAGS, "a.html", f"has more than {html.TAGS} tags", id="elements"),
        pytest.param(
            b"Subject: a\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(DEEP)
            ),
            "a.eml",
            f"has more than {mail.PARTS} parts",
            id="parts in parts",
        ),
        pytest.param(
            b"Subject: a\nContent-Type: text/plain;" + b" a=b;" * DEEP + b"\n\nwords",
            "a.eml",
            f"has a part that is described in more than {mail.HEADER} characters",
            id="a header",
        ),
        pytest.param(b"From: " + b"((<" * DEEP + b"\n\nwords", "a.eml", None, id="brackets in a sender"),
        pytest.param(
            srt(("00:00:01", "a")).encode() * (subtitles.CUES + 1),
            "a.srt",
            f"has more than {subtitles.CUES} subtitles",
            id="cues",
        ),
        pytest.param(
            b'{"messages":[' + b"3," * chats.MESSAGES + b"3]}",
            "a.json",
            f"has a chat of more than {chats.MESSAGES} messages",
            id="messages",
        ),
    ],
)
def test_what_is_too_much_is_refused(content: bytes, path: str, reason: str | None) -> None:
    """Before it takes more time and memory than a document may."""
    try:
        assert len(read(content, path)) == 1
        assert reason is None
    except UnreadableSource as refused:
        assert reason in {refused.reason, None}  # noqa: PT017 - some of them may be read


def test_a_file_of_too_many_paragraphs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a row of the index."""
    monkeypatch.setattr(readers, "BLOCKS", 2)
    assert len(read(b"One.\n\nTwo.", "a.txt")[0].blocks) == 2
    with pytest.raises(UnreadableSource, match="has more than 2 paragraphs"):
        read(b"One.\n\nTwo.\n\nThree.", "a.txt")
