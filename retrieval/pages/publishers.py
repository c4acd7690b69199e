"""EDGE: what publishers and platforms are usually called, from `publishers.tsv`, which anyone may add lines to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, eq=False)
class Publishers:
    """Usual names by the ways in which they are printed, and by domain; `fingerprint` tells one table from another."""

    names: Mapping[str, str]
    domains: Mapping[str, str]
    fingerprint: str

    def outlet(self, printed: str | None) -> str | None:
        """The usual name of what is printed so; `None` where it is not known."""
        return self.names.get(_plain(printed)) if printed else None

    def of_link(self, link: str | None) -> str | None:
        """Whose page an address leads to; `None` where it is not known."""
        labels = _host(link).split(".")
        hosts = (".".join(labels[n:]) for n in range(len(labels) - 1))
        return next((self.domains[host] for host in hosts if host in self.domains), None)


@lru_cache(maxsize=1)
def publishers() -> Publishers:
    """The table that comes with the package."""
    return parsed(files("retrieval.pages").joinpath("publishers.tsv").read_text("utf-8"))


def parsed(table: str) -> Publishers:
    """A table of lines `name TAB other ways; to print it TAB domains; of it`; `#` begins a comment."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for line in table.split("\n"):
        name, printed, hosts = ([*line.split("\t"), "", ""])[:3]
        if name.strip() and not name.startswith("#"):
            names |= {_plain(way): name.strip() for way in (name, *_parts(printed))}
            domains |= {host.lower(): name.strip() for host in _parts(hosts)}
    return Publishers(names, domains, hashlib.sha256(table.encode()).hexdigest()[:12])


def _parts(cell: str) -> Iterator[str]:
    yield from (part.strip() for part in cell.split(";") if part.strip())


def _plain(name: str) -> str:
    """A name without what printing changes: width, case and white space."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _host(link: str | None) -> str:
    try:
        return (urlsplit(link or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
