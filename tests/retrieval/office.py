"""Office files made for tests, in memory, with the libraries that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import openpyxl
import pptx
from pptx.util import Inches

FINED = "The master of the harbour, Tom Reed, was fined 500 dollars."
CHINESE = "港务长因泄漏事故被罚款五百元。"


def saved(file: Any) -> bytes:
    """The bytes of a file of one of the libraries."""
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def word(*paragraphs: tuple[str, str], rows: Sequence[Sequence[str]] = (), **properties: str) -> bytes:
    """A Word document of paragraphs, each with its style, a table and properties."""
    file = docx.Document()
    for style, text in paragraphs:
        file.add_paragraph(text, style)
    if rows:
        table = file.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    for name, value in properties.items():
        setattr(file.core_properties, name, value)
    return saved(file)


def slides(*texts: tuple[str, str, str], rows: Sequence[Sequence[str]] = (), **properties: str) -> bytes:
    """A presentation of slides, each with title, body and notes; the last has a table."""
    file = pptx.Presentation()
    for title, body, notes in texts:
        slide = file.slides.add_slide(file.slide_layouts[1])
        slide.shapes[0].text_frame.text = title
        slide.placeholders[1].text_frame.text = body
        if notes and (frame := slide.notes_slide.notes_text_frame):
            frame.text = notes
    if rows:
        size = Inches(1)
        table = slide.shapes.add_table(len(rows), len(rows[0]), size, size, size, size).table
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
    for name, value in properties.items():
        setattr(file.core_properties, name, value)
    return saved(file)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], **properties: str) -> bytes:
    """A workbook of sheets by name; one whose name begins with a full stop is hidden."""
    file = openpyxl.Workbook()
    file.remove(file.active)
    for name, rows in sheets.items():
        sheet = file.create_sheet(name.removeprefix("."))
        sheet.sheet_state = "hidden" if name.startswith(".") else "visible"
        for row in rows:
            sheet.append(row)
    for name, value in properties.items():
        setattr(file.properties, name, value)
    return saved(file)


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(file: bytes, name: str, change: tuple[str, str] | bytes) -> bytes:
    """The same archive with one member replaced, or with a piece of its text replaced."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        members = {i.filename: archive.read(i) for i in archive.infolist()}
    if isinstance(change, tuple):
        old, new = change
        assert old.encode() in members[name]
        members[name] = members[name].replace(old.encode(), new.encode(), 1)
    else:
        members[name] = change
    return zipped(members)
