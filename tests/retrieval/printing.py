"""PDFs made for tests, by hand: lines of text at places, in a Latin and in a Chinese font that is not embedded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_FONTS = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>",
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    ),
)


@dataclass(frozen=True, slots=True)
class Set:
    """A line as it is set: its text, how far from the left and from the foot, in which size and weight."""

    text: str
    left: float
    bottom: float
    size: float = 11
    bold: bool = False


def column(
    text: str, *, left: float = 72, top: float = 720, size: float = 11, pitch: float = 14, bold: bool = False
) -> list[Set]:
    """Lines below each other, as they stand in `text`."""
    return [Set(row, left, top - n * pitch, size, bold) for n, row in enumerate(text.split("\n")) if row]


def pdf(*pages: Sequence[Set], info: str = "") -> bytes:
    """A PDF of pages, with a dictionary of what it says of itself."""
    first = 3 + len(_FONTS)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects += _FONTS
    for n, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {first + 2 * n + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>".encode()
        )
        content = "\n".join(map(_shown, lines)).encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< {info} >>".encode())
    return _file(objects)


def _shown(line: Set) -> str:
    latin = line.text.isascii()
    font = "F3" if not latin else "F2" if line.bold else "F1"
    code = line.text.encode("ascii").hex() if latin else line.text.encode("utf-16-be").hex()
    return f"BT /{font} {line.size} Tf {line.left} {line.bottom} Td <{code}> Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    """Objects, the table of where each begins, and the trailer; the last is what the file says of itself."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return bytes(out) + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, size - 1, len(out))
    )
