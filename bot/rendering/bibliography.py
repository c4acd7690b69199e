"""Citations as other programs take them: Markdown, BibTeX, RIS, and Chinese references by GB/T 7714-2015.

Each escapes what has a meaning in its format, so that the words of a quote come out as they are; the white space that a
margin left inside Chinese words is closed, as everywhere where quotes are read. `accessed` is the day of looking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bot.rendering.links import link
from bot.rendering.quotes import readable
from retrieval.model import Citation, Document
from retrieval.receipts import receipt

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>&|~$#(){}:])")
_LINE_START: Final = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
_TEX: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&#%_"},
}

Format = Callable[[Sequence[Citation], date], str]


def markdown(citations: Sequence[Citation], accessed: date) -> str:
    """A block quote each, and below it whose words they are, with a link to them."""
    return "\n".join(f"{_markdown_quote(c)}\n\n{_markdown_source(c, accessed)}\n" for c in _each(citations))


def bibtex(citations: Sequence[Citation], accessed: date) -> str:
    """An entry `@misc` each, with the quote as its note; for BibTeX and biblatex alike."""
    return "\n".join(map(_entry(accessed), _each(citations)))


def ris(citations: Sequence[Citation], accessed: date) -> str:
    """A record `ELEC` each, lines ended as RIS wants them, with the quote as a note."""
    rows = (row for citation in _each(citations) for row in _record(citation, accessed))
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in rows if value or tag == "ER")


def gbt7714(citations: Sequence[Citation], accessed: date) -> str:
    """A numbered reference to each document, in the order of the citations (GB/T 7714-2015, 4.6 electronic resources)."""
    documents = {c.document.source: c.document for c in citations}
    numbered = enumerate(documents.values(), 1)
    return "".join(f"[{n}] {_reference(document, accessed)}\n" for n, document in numbered)


FORMATS: Final[Mapping[str, Format]] = {
    "markdown": markdown,
    "bibtex": bibtex,
    "ris": ris,
    "gbt7714": gbt7714,
}
SUFFIXES: Final[Mapping[str, str]] = {"markdown": ".md", "bibtex": ".bib", "ris": ".ris", "gbt7714": ".txt"}


def _each(citations: Sequence[Citation]) -> Iterator[Citation]:
    """Every citation once."""
    yield from {receipt(citation): citation for citation in citations}.values()


def _title(document: Document) -> str:
    return document.title or document.path


def _publisher(document: Document) -> str | None:
    return document.outlet or document.publisher


def _day(document: Document) -> str:
    return (document.published or "")[:10]


def _address(document: Document) -> str | None:
    """The address of the document, where it is one of the web."""
    url = document.url or ""
    return url if re.match(r"https?://\S+$", url) else None


def _line(text: str) -> str:
    """On one line, without characters that command."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    plain = _MARKDOWN.sub(r"\\\1", text)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", plain)


def _markdown_quote(citation: Citation) -> str:
    """The quote; a line that ends stays one, and so does a paragraph."""
    lines = readable(citation)[0].splitlines()
    return "\n".join(f"> {_escaped(line.strip())}".rstrip() for line in lines)


def _markdown_source(citation: Citation, accessed: date) -> str:
    document = citation.document
    title = _escaped(_line(_title(document)))
    address = link(citation)
    named = f"[{title}](<{address.replace('<', '%3C').replace('>', '%3E')}>)" if address else title
    parts = (
        *map(_shown, (_publisher(document), document.author, _day(document))),
        named,
        _shown(document.path),
    )
    seen = f" ({accessed.isoformat()})" if address else ""
    return "— " + " · ".join(part for part in parts if part) + seen


def _shown(part: str | None) -> str:
    return _escaped(_line(part)) if part else ""


def _entry(accessed: date) -> Callable[[Citation], str]:
    def entry(citation: Citation) -> str:
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(citation, accessed) if value)
        return f"@misc{{{receipt(citation)},\n{fields}}}\n"

    return entry


def _fields(citation: Citation, accessed: date) -> Iterator[tuple[str, str]]:
    document, address = citation.document, _address(citation.document)
    year, *rest = _day(document).split("-")
    yield "title", f"{{{_tex(_title(document))}}}"
    yield "author", f"{{{_tex(document.author)}}}" if document.author else ""
    yield "howpublished", _tex(_publisher(document) or "")
    yield "year", year
    yield "month", str(int(rest[0])) if rest else ""
    yield "date", "" if document.published_inferred else _day(document)
    yield (
        "url",
        re.sub(r"[{}\\%#]", lambda m: f"%{ord(m[0]):02X}" if m[0] in "{}\\" else f"\\{m[0]}", address or ""),
    )
    yield "urldate", accessed.isoformat() if address else ""
    yield "note", _tex(readable(citation)[0])


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in _line(text))


def _record(citation: Citation, accessed: date) -> Iterator[tuple[str, str]]:
    document, address = citation.document, _address(citation.document)
    day = _day(document)
    yield "TY", "ELEC"
    yield "ID", receipt(citation)
    yield "TI", _title(document)
    yield "AU", document.author or ""
    yield "PB", _publisher(document) or ""
    yield "PY", day[:4]
    yield "DA", "/".join([*day.split("-"), "", ""][:3]) + "/" if day else ""
    yield "UR", address or ""
    yield "Y2", accessed.strftime("%Y/%m/%d/") if address else ""
    yield "LA", document.language if document.language != "und" else ""
    yield "N1", readable(citation)[0]
    yield "ER", ""


def _reference(document: Document, accessed: date) -> str:
    """`责任者. 题名[EB/OL]. 出版者, (日期)[引用日期]. 地址.`; what is on no page of the web is `[Z]`, with its file.

    A day that the page does not state stands in brackets of its own, as 8.8.3 has it.
    """
    address, publisher = _address(document), _publisher(document)
    who = document.author or publisher or ""
    day = f"[{_day(document)}]" if document.published_inferred else _day(document)
    dated = (f"({day})" if day else "") + (f"[{accessed.isoformat()}]" if address else "")
    by = publisher if publisher and publisher != who else ""
    where = ", ".join(part for part in (by, dated) if part)
    parts = (who, f"{_title(document)}[{'EB/OL' if address else 'Z'}]", where, address or document.path)
    return ". ".join(_line(part).rstrip(".") for part in parts if part) + "."
