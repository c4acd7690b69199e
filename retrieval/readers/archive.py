"""ZIP: what is in an archive, never more than these limits, and never outside of it.

What an archive says of its sizes is not believed: members are unpacked piece by piece, and counted.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from retrieval.causes import Cause
from retrieval.errors import UnreadableSource
from retrieval.readers.encoding import decode
from retrieval.readers.layout import one_line
from retrieval.readers.refusing import refusing

MEMBERS: Final = 5_000
MEMBER: Final = 64 * 2**20  # bytes of one member, unpacked
TOTAL: Final = 256 * 2**20  # bytes of all that are unpacked
RATIO: Final = 200  # unpacked to packed; documents of text reach 20 to 50
SMALL: Final = 2**20  # bytes up to which any ratio will do
_PIECE: Final = 2**16
_OUTSIDE: Final = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
_UTF8: Final = 0x800  # the flag of a name in UTF-8
_ENCRYPTED: Final = 0x1


def files(content: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of an archive by name, each with what unpacks it; hidden ones and folders are left out.

    Raises:
        UnreadableSource: where it is no archive or is beyond the limits; a file, where it cannot be unpacked.
    """
    left = [TOTAL]
    archive = _opened(content)
    for info in archive.infolist():
        name = _name(info)
        hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
        if not info.is_dir() and not hidden:
            yield one_line(name), partial(_unpacked, archive, info, left)


def parts(content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted members of a file that is an archive inside, by name.

    Raises:
        UnreadableSource: where it is no archive, is beyond the limits or cannot be unpacked.
    """
    left = [TOTAL]
    archive = _opened(content)
    return {i.filename: _unpacked(archive, i, left) for i in archive.infolist() if wanted(i.filename)}


def packed_anew(content: bytes) -> io.BytesIO:
    """An office file as an archive that can be unpacked without care: its XML as it is, all else empty.

    Raises:
        UnreadableSource: where it is no archive, is beyond the limits or cannot be unpacked.
    """
    left = [TOTAL]
    archive = _opened(content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as safe:
        for info in archive.infolist():
            is_xml = info.filename.lower().endswith((".xml", ".rels"))
            safe.writestr(info.filename, _unpacked(archive, info, left) if is_xml else b"")
    out.seek(0)
    return out


def _opened(content: bytes) -> zipfile.ZipFile:
    with refusing(Cause.NOT_ZIP):
        archive = zipfile.ZipFile(io.BytesIO(content))
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise UnreadableSource(Cause.MANY_MEMBERS, most=MEMBERS)
    if any(_OUTSIDE.search(info.filename) for info in infos):
        raise UnreadableSource(Cause.OUTSIDE)
    if len({info.filename for info in infos}) < len(infos):
        raise UnreadableSource(Cause.SAME_NAMES)
    return archive


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: list[int]) -> bytes:
    """The bytes of a member; what it takes is taken from what is `left`."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableSource(Cause.ENCRYPTED)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableSource(Cause.LINK_INSIDE)
    most = min(MEMBER, max(SMALL, RATIO * info.compress_size))
    pieces: list[bytes] = []
    size = 0
    with refusing(Cause.NOT_UNPACKED), archive.open(info) as member:
        while piece := member.read(_PIECE):
            size += len(piece)
            if size > min(most, left[0]):
                raise UnreadableSource(Cause.MUCH_UNPACKED, most=min(most, left[0]) // 2**20)
            pieces.append(piece)
    left[0] -= size
    return b"".join(pieces)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; old archives write it in the encoding of their country, and do not say which."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))
    except (UnreadableSource, UnicodeEncodeError):
        return info.filename
