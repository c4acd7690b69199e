"""A file of every kind that is read, made in memory, with one Chinese and one English sentence that are in all of them."""

from __future__ import annotations

import json
from email.message import EmailMessage
from functools import cache
from typing import Any

from retrieval.readers import READERS
from tests.retrieval.office import CHINESE, FINED, slides, word, workbook, zipped
from tests.retrieval.printing import column, pdf

BODY = f"{FINED} The pier is open again, and ships come and go as they did before the spill."
ZH_BODY = f"{CHINESE}码头已经重新开放，船只可以像以前一样照常进出港口。"
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>The spill</title></head><body><article><h1>The spill</h1>"
    f"<p>{BODY}</p><p>{ZH_BODY}</p></article></body></html>"
)
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>The spill</dc:title><dc:creator>Tom Reed</dc:creator><dc:publisher>Harbour Press</dc:publisher>"
    "<dc:date>2025-03-02</dc:date></metadata><manifest>"
    '<item id="b" href="text/two.xhtml"/><item id="a" href="text/o%20ne.xhtml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)


def chapter(heading: str, *paragraphs: str) -> str:
    """A chapter of a book, as XHTML."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    head = "<head><title/><script src='a.js'/></head>"
    return f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">{head}<body><h2>{heading}</h2>{body}</body></html>'


def book(**members: str) -> bytes:
    """A book of two chapters."""
    usual = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/text/o ne.xhtml": chapter("The fine", BODY),
        "OEBPS/text/two.xhtml": chapter("罚款", ZH_BODY),
    }
    return zipped(usual | members)


def letter(text: str = f"{BODY}\n\n{ZH_BODY}\n", page: str = "", **files: bytes) -> bytes:
    """A letter, with the files that are attached to it; `__` in their names is a full stop."""
    made = EmailMessage()
    made["Subject"] = "The spill 泄漏"
    made["From"] = "Tom Reed <tom@example.org>"
    made["Date"] = "Sun, 02 Mar 2025 10:15:00 +0800"
    if text:
        made.set_content(text)
    if page:
        (made.add_alternative if text else made.set_content)(page, subtype="html")
    for name, content in files.items():
        made.add_attachment(content, "application", "octet-stream", filename=name.replace("__", "."))
    return made.as_bytes()


def saved_page(
    page: str = PAGE, charset: str = "utf-8", location: str = "https://example.org/spill"
) -> bytes:
    """A page as a browser saves it, with a picture beside it."""
    import base64

    body = base64.encodebytes(page.encode(charset)).decode()
    return (
        "From: <Saved by Blink>\nSubject: The spill\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        f"--b\nContent-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n"
        f"Content-Location: {location}\n\n{body}\n"
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    ).encode()


def message(text: Any, **fields: Any) -> dict[str, Any]:
    """A message of an exported chat."""
    usual = {"id": 1, "type": "message", "date": "2025-03-02T10:15:07", "from": "Tom Reed", "text": text}
    return usual | fields


def chat(*messages: dict[str, Any], name: str = "Harbour") -> dict[str, Any]:
    """An exported chat."""
    return {"name": name, "type": "private_group", "id": 7, "messages": list(messages)}


def srt(*cues: tuple[str, str]) -> str:
    """Subtitles, each shown from the given time for two seconds."""
    blocks = (
        f"{n}\n{start},000 --> {start[:-1]}{int(start[-1]) + 2},000\n{text}\n"
        for n, (start, text) in enumerate(cues, 1)
    )
    return "\n".join(blocks)


@cache
def every_kind() -> dict[str, bytes]:
    """A file for every suffix, whose words include `FINED` and `CHINESE`."""
    page, text = PAGE.encode(), f"{BODY}\n\n{ZH_BODY}\n".encode()
    table = f"Who,What\nTom,{FINED.replace(',', ' ')}\n港务长,{CHINESE}\n".encode()
    cues = srt(("00:00:01", FINED), ("00:01:23", CHINESE))
    made = {
        ".csv": table,
        ".docx": word(("Title", "The spill"), ("Normal", BODY), ("Heading 1", "罚款"), ("Normal", ZH_BODY)),
        ".eml": letter(),
        ".epub": book(),
        ".json": json.dumps(chat(message(BODY), message(ZH_BODY))).encode(),
        ".jsonl": b"\n".join(json.dumps({"text": words}).encode() for words in (BODY, ZH_BODY)),
        ".pdf": pdf(column(BODY, size=6), column(ZH_BODY)),
        ".pptx": slides(("The spill", BODY, ""), ("罚款", ZH_BODY, "")),
        ".srt": cues.encode(),
        ".vtt": f"WEBVTT\n\n{cues}".encode(),
        ".xlsx": workbook({"Fines": [["Who", "What"], ["Tom", FINED], ["港务长", CHINESE]]}),
        ".zip": zipped({"a.md": text, "papers/b.html": page, "c.png": b"\x89PNG"}),
    }
    texts = dict.fromkeys((".md", ".markdown", ".txt", ".text"), text)
    pages = dict.fromkeys((".html", ".htm"), page) | dict.fromkeys((".mhtml", ".mht"), saved_page())
    return made | texts | pages | {".tsv": table.replace(b",", b"\t")}


def every_suffix() -> list[str]:
    """The suffixes of all kinds."""
    return sorted({*READERS, ".zip"})
