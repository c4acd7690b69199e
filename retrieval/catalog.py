"""EDGE: the catalogue, one SQLite file per corpus: what was indexed from which bytes.

It keeps every source with what tells whether it changed, every document with the text that offsets count
in, every passage with its term frequencies and the words that a file gives in both languages, so that a
start reads no source and analyses nothing.
All changes of one run are one transaction: a killed process leaves the catalogue as it was before.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, starmap
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.analysis.frequencies import Frequencies, unpacked
from retrieval.causes import Cause, restored, stored
from retrieval.editions import address
from retrieval.engines import Entry
from retrieval.errors import StateError
from retrieval.lexicon.mining import Candidate, Mention
from retrieval.model import (
    EVERYTHING,
    Block,
    BlockKind,
    Document,
    Dropped,
    How,
    Passage,
    Place,
    Reference,
    Scope,
    Span,
    Why,
)
from retrieval.selecting import Card

SCHEMA: Final = 9
NAMED: Final = 50  # copies of a sentence that are named: what more have is a phrase that many use
CACHE: Final = (
    16_384  # KB of pages that are kept while it is written: the marks come in no order, and all are in use
)
USUAL_CACHE: Final = 2_048
PAGE: Final = (
    16_384  # bytes of one, where the file is new: a text and the terms of a passage fit in one or two
)
_TABLES: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest TEXT NOT NULL, skipped TEXT);
CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
    publisher TEXT, author TEXT, published TEXT, inferred INTEGER NOT NULL, url TEXT, member TEXT, outlet TEXT,
    truncated INTEGER NOT NULL, excerpt INTEGER NOT NULL, copy_of TEXT, language TEXT NOT NULL, dropped TEXT NOT NULL,
    saved TEXT, known TEXT NOT NULL, refused TEXT NOT NULL, address TEXT, marks INTEGER NOT NULL, text INTEGER NOT NULL, blocks TEXT NOT NULL, UNIQUE (path, position));
CREATE INDEX documents_of_id ON documents (id);
CREATE INDEX documents_of_address ON documents (address);
CREATE TABLE said (mark INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (mark, document)) WITHOUT ROWID;
CREATE INDEX said_by ON said (document);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, start INTEGER NOT NULL, language TEXT NOT NULL,
    pieces TEXT NOT NULL, headings TEXT NOT NULL, terms TEXT NOT NULL, counts BLOB NOT NULL);
CREATE INDEX passages_of_document ON passages (document);
CREATE TABLE wordings (passage INTEGER PRIMARY KEY, wording TEXT NOT NULL);
CREATE TABLE mentions (number INTEGER PRIMARY KEY, path TEXT NOT NULL, names TEXT NOT NULL, candidates TEXT NOT NULL, quoted INTEGER NOT NULL);
CREATE INDEX mentions_of_path ON mentions (path);
"""
_JSON: Final = json.JSONEncoder(ensure_ascii=False)  # `json.dumps` would make one each time
_ORDER: Final = (
    "FROM passages p JOIN documents d ON d.number = p.document ORDER BY d.path, d.position, p.start"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus as it was last seen; `skipped` is the reason where it could not be read."""

    path: str
    size: int
    modified: int
    digest: str
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of a document without reading its text, and its number of passages."""

    id: str
    title: str
    publisher: str | None
    outlet: str | None
    author: str | None
    published: str | None
    published_inferred: bool
    url: str | None
    passages: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a catalogue holds, which edition it is, and when that was made, as ISO 8601 in UTC."""

    files: int
    skipped: int
    documents: int
    passages: int
    edition: str | None
    made: str | None


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage with how often it has each term, and its `verbatim` text, which phrases are looked for in."""

    passage: Passage
    frequencies: Frequencies
    wording: str = ""


class Rows(NamedTuple):
    """What a file was read as, in rows of plain values that cross from one process to another.

    Beside a document stands the place of its text in these lists, and beside a passage that of its document and its
    wording. `said` has the marks of each document's sentences as JSON, in the order of the documents.
    """

    texts: list[str]
    documents: list[tuple[int, tuple[object, ...]]]
    passages: list[tuple[int, str, tuple[object, ...]]]
    said: list[str]
    mentions: list[tuple[object, ...]]


Marks = Callable[[Document], Collection[int]]


def no_marks(document: Document) -> Collection[int]:
    """Of a document that shall be nobody's copy."""
    del document
    return ()


def rows_of(
    documents: Iterable[tuple[Document, Iterable[Indexed]]],
    mentions: Iterable[Mention] = (),
    marks: Marks = no_marks,
) -> Rows:
    """The documents of one file, in order, with their passages, and the words that it gives in both languages.

    `marks` gives those of a document's sentences, as in `alike.py`.
    """
    rows = Rows([], [], [], [], [_mention_row(mention) for mention in mentions])
    texts: dict[int, int] = {}
    for position, (document, passages) in enumerate(documents):
        key = id(document.text)
        if key not in texts:
            texts[key] = len(rows.texts)
            rows.texts.append(document.text)
        found = sorted(marks(document))
        rows.documents.append((texts[key], _document_row(position, document, len(found))))
        rows.said.append(str(found))
        rows.passages.extend((position, indexed.wording, _passage_row(indexed)) for indexed in passages)
    return rows


class Catalog:
    """The catalogue in one file. Not to be used by two threads at once."""

    def __init__(self, path: Path) -> None:
        """Open the catalogue, and make it where it is not there or is of an older format.

        Raises:
            StateError: where the file cannot be made or read.
        """
        self._path = path
        self._order: list[int] = []
        try:
            self._connection = _connected(path)
            if self._connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                self.clear()
        except (OSError, sqlite3.Error) as error:
            raise StateError(path.parent, Cause.NOT_USED, error) from None
        self._document = lru_cache(maxsize=256)(self._read_document)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def pin(self) -> None:
        """Read the catalogue as it is now from here on, whatever others write, until a transaction or the end."""
        if not self._connection.in_transaction:
            with self._reading():
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT count(*) FROM about").fetchone()

    def shorten_log(self) -> None:
        """Let the log of changes begin anew: a connection that is pinned holds it, and it would grow without end.

        All of it is put in its place and the connection pinned anew, to the same, while nobody can write.
        """
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(self._path, timeout=0, isolation_level=None)) as writer,
            contextlib.closing(sqlite3.connect(self._path, timeout=0, isolation_level=None)) as other,
        ):
            writer.execute("BEGIN IMMEDIATE")
            _, logged, placed = other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if logged == placed and self._connection.in_transaction:
                self._connection.execute("COMMIT")
                self.pin()

    def clear(self) -> None:
        """Forget everything."""
        own = "type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        names = self._connection.execute(f"SELECT name FROM sqlite_master WHERE {own}").fetchall()
        with self.transaction():
            for (name,) in names:
                self._connection.execute(f'DROP TABLE "{name}"')
            for statement in _TABLES.split(";"):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are kept, or none.

        Raises:
            StateError: where the disk refuses them, or another process writes.
        """
        try:
            if self._connection.in_transaction:  # pinned
                self._connection.execute("COMMIT")
            self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk has already ended it
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise StateError(self._path.parent, Cause.BUSY) from None
            raise StateError(self._path.parent, Cause.NOT_WRITTEN, error) from None
        finally:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute(f"PRAGMA cache_size = -{USUAL_CACHE}")
            self._order = []
            if hasattr(self, "_document"):
                self._document.cache_clear()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turns what SQLite says of a damaged file into our own error."""
        try:
            yield
        except sqlite3.Error as error:
            raise StateError(self._path.parent, Cause.NOT_READ, error) from None

    def about(self, name: str) -> str | None:
        """What was noted under `name`."""
        with self._reading():
            row = self._connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    @property
    def edition(self) -> str | None:
        """Another one where what is indexed has changed since."""
        return self.about("edition")

    def note(self, name: str, value: str) -> None:
        """Note a value under `name`."""
        self._connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def sources(self) -> dict[str, Source]:
        """Every source that was seen, by path."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT path, size, modified, digest, skipped FROM sources ORDER BY path"
            )
            return {row[0]: _source(*row) for row in rows}

    def keep_source(self, source: Source) -> None:
        """Keep what was seen of a file."""
        self._connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)",
            (
                source.path,
                source.size,
                source.modified,
                source.digest,
                source.skipped and stored(source.skipped),
            ),
        )

    def forget_source(self, path: str) -> None:
        """Forget a file and its documents."""
        self.forget_documents(path)
        self._connection.execute("DELETE FROM sources WHERE path = ?", (path,))

    def forget_documents(self, path: str) -> None:
        """Forget the documents of a file, and the words that it gives in both languages."""
        self._connection.execute("DELETE FROM mentions WHERE path = ?", (path,))
        of_path = "(SELECT number FROM documents WHERE path = ?)"
        of_documents = f"(SELECT number FROM passages WHERE document IN {of_path})"
        self._connection.execute(f"DELETE FROM wordings WHERE passage IN {of_documents}", (path,))
        for table in ("passages", "said"):
            self._connection.execute(f"DELETE FROM {table} WHERE document IN {of_path}", (path,))
        self._connection.execute(
            "DELETE FROM texts WHERE number IN (SELECT text FROM documents WHERE path = ?)", (path,)
        )
        self._connection.execute("DELETE FROM documents WHERE path = ?", (path,))

    def forget_all(self) -> None:
        """Forget every file."""
        for table in ("sources", "mentions", "wordings", "passages", "said", "texts", "documents"):
            self._connection.execute(f"DELETE FROM {table}")

    def rename_source(self, old: str, source: Source) -> None:
        """Keep a file and its documents under another path, without reading it; ids that tell the path follow."""
        self._connection.execute("DELETE FROM sources WHERE path = ?", (old,))
        self._connection.execute(
            "UPDATE documents SET path = :new, id = CASE WHEN id = :old OR id LIKE :like ESCAPE '!'"
            " THEN :new || substr(id, length(:old) + 1) ELSE id END WHERE path = :old",
            {"old": old, "new": source.path, "like": re.sub("([%_!])", r"!\1", old) + "#%"},
        )
        self._connection.execute("UPDATE mentions SET path = ? WHERE path = ?", (source.path, old))
        self.keep_source(source)

    def titles(self, path: str) -> set[str]:
        """The titles of a file's documents."""
        with self._reading():
            rows = self._connection.execute("SELECT title FROM documents WHERE path = ?", (path,)).fetchall()
        return {row[0] for row in rows}

    def keep_rows(self, path: str, rows: Rows) -> None:
        """Keep what the file of this path was read as."""
        texts = [self._insert("INSERT INTO texts (text) VALUES (?)", (text,)) for text in rows.texts]
        numbers = [
            self._insert(
                "INSERT INTO documents (text, path, position, id, title, publisher, author, published, inferred, url, member,"
                " outlet, truncated, excerpt, copy_of, language, dropped, saved, known, refused, address, marks, blocks)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (texts[text], *row),
            )
            for text, row in rows.documents
        ]
        first = self._next_passage()
        self._connection.executemany(
            "INSERT INTO passages (number, document, start, language, pieces, headings, terms, counts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((first + i, numbers[document], *row) for i, (document, _, row) in enumerate(rows.passages)),
        )
        self._connection.executemany(
            "INSERT INTO wordings (passage, wording) VALUES (?, ?)",
            ((first + i, wording) for i, (_, wording, _) in enumerate(rows.passages)),
        )
        for number, marks in zip(numbers, rows.said, strict=True):
            self._connection.execute(  # `OR IGNORE`, as else it would keep a journal for each document; none is there yet
                "INSERT OR IGNORE INTO said (mark, document) SELECT value, ? FROM json_each(?)",
                (number, marks),
            )
        self._connection.executemany(
            "INSERT INTO mentions (path, names, candidates, quoted) VALUES (?, ?, ?, ?)",
            ((path, *row) for row in rows.mentions),
        )

    def mentions(self, scope: Scope = EVERYTHING) -> Iterator[Mention]:
        """The words that the files give in both languages, by path and in their order there."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT path, names, candidates, quoted FROM mentions ORDER BY path, number"
            )
            for path, names, candidates, quoted in rows:
                if not scope.admits(path):
                    continue
                found = tuple(Candidate(text, contexts) for text, contexts in json.loads(candidates))
                yield Mention(tuple(json.loads(names)), found, bool(quoted))

    def _next_passage(self) -> int:
        """The number of the passage that is kept next; none is ever given twice."""
        given = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return (given[0] if given else 0) + 1

    def _insert(self, statement: str, values: Sequence[object]) -> int:
        return self._connection.execute(statement, values).lastrowid or 0

    def entries(self, known: Mapping[int, Mapping[str, int]] | None = None) -> Iterator[Entry]:
        """Every passage for an engine, numbered from 0 by path, document and span.

        Those whose `row` is `known` have the frequencies that stand there, which are not read again.
        """
        columns = (
            "NULL, NULL" if known else "p.terms, p.counts"
        )  # all in one go, or one by one what is not known
        with self._reading():
            rows = self._connection.execute(f"SELECT p.number, p.language, {columns} {_ORDER}")
            order = []
            for number, (row, language, *packed) in enumerate(rows):
                order.append(row)
                frequencies = known.get(row) if known else unpacked(*packed)
                yield Entry(number, language, self._frequencies(row) if frequencies is None else frequencies)
            self._order = order

    def row(self, number: int) -> int:
        """What a passage of `entries` is told by for ever, whatever its number becomes."""
        if not self._order:
            with self._reading():
                self._order = [row[0] for row in self._connection.execute(f"SELECT p.number {_ORDER}")]
        return self._order[number]

    def _frequencies(self, row: int) -> dict[str, int]:
        found = self._connection.execute("SELECT terms, counts FROM passages WHERE number = ?", (row,))
        return unpacked(*found.fetchone())

    def passage(self, number: int) -> tuple[Document, Passage]:
        """A passage by its number in `entries`, and its document."""
        row = self.row(number)
        with self._reading():
            document, language, pieces, headings = self._connection.execute(
                "SELECT document, language, pieces, headings FROM passages WHERE number = ?", (row,)
            ).fetchone()
        spans = tuple(Span(start, end) for start, end in json.loads(headings))
        return self._document(document), Passage(_unpacked_blocks(pieces), spans, language)

    def documents(self) -> Iterator[Document]:
        """Every document, by path and position."""
        with self._reading():
            numbers = self._connection.execute(
                "SELECT number FROM documents ORDER BY path, position"
            ).fetchall()
        for (number,) in numbers:
            yield self._document(number)

    def listing(self) -> Iterator[tuple[Source, list[Listed]]]:
        """Every file by path, with its documents in order."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT path, id, title, publisher, outlet, author, published, inferred, url,"
                " (SELECT count(*) FROM passages WHERE document = d.number)"
                " FROM documents d ORDER BY path, position"
            ).fetchall()
        held: dict[str, list[Listed]] = defaultdict(list)
        for path, identity, title, publisher, outlet, author, published, inferred, url, passages in rows:
            about = (publisher, outlet, author, published, bool(inferred), url)
            held[path].append(Listed(identity, title, *about, passages))
        for path, source in self.sources().items():
            yield source, held[path]

    def overview(self) -> Overview:
        """How much is held."""
        with self._reading():
            files, skipped, documents, passages = self._connection.execute(
                "SELECT (SELECT count(*) FROM sources WHERE skipped IS NULL),"
                " (SELECT count(*) FROM sources WHERE skipped IS NOT NULL),"
                " (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
            ).fetchone()
        return Overview(files, skipped, documents, passages, self.edition, self.about("made"))

    def documents_of(self, path: str) -> list[Document]:
        """The documents of a file, in order."""
        with self._reading():
            numbers = self._connection.execute(
                "SELECT number FROM documents WHERE path = ? ORDER BY position", (path,)
            ).fetchall()
        return [self._document(number) for (number,) in numbers]

    def cards(self, scope: Scope = EVERYTHING) -> list[Card]:
        """What filters look at of every document, in the order of passages."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT path, title, publisher, outlet, published, coalesce(passages, 0) FROM documents d"
                " LEFT JOIN (SELECT document, count(*) AS passages FROM passages GROUP BY document) p"
                " ON p.document = d.number ORDER BY path, position"
            ).fetchall()
        out, first = [], 0
        for path, title, publisher, outlet, published, passages in rows:
            if scope.admits(path):
                names = tuple(name for name in (publisher, outlet) if name)
                out.append(Card(first, passages, title, names, published))
            first += passages
        return out

    def wording(self, phrase: str, passages: Collection[int]) -> set[int]:
        """Those of the passages, by their numbers in `entries`, that have a phrase to the letter (see `verbatim.py`)."""
        rows = {self.row(number): number for number in passages}
        with self._reading():
            found = self._connection.execute(
                "SELECT w.passage, w.wording FROM json_each(?) a JOIN wordings w ON w.passage = a.value",
                (json.dumps(sorted(rows)),),
            )
            return {rows[row] for row, wording in found if phrase in wording}

    def having(self, marks: Collection[int], scope: Scope = EVERYTHING) -> list[Reference]:
        """The first `NAMED` documents that have all these sentences, by path and position; none where none is asked for."""
        if not marks:
            return []
        first, *others = sorted(marks)
        also = " AND EXISTS (SELECT 1 FROM said o WHERE o.mark = ? AND o.document = s.document)" * len(others)
        with self._reading():
            rows = self._connection.execute(
                "SELECT d.id, path, title, publisher, outlet, published, url, copy_of"
                " FROM said s JOIN documents d ON d.number = s.document"
                f" WHERE s.mark = ?{also} ORDER BY d.path, d.position LIMIT ?",
                (first, *others, NAMED if scope == EVERYTHING else -1),
            ).fetchall()
        return [*islice((one for one in starmap(Reference, rows) if scope.admits(one.path)), NAMED)]

    def holds(self, document: Document, marks: Collection[int]) -> bool:
        """Whether a document has all these sentences; not where none is asked for."""
        with self._reading():
            found = self._connection.execute(
                "SELECT count(*) FROM documents d JOIN said s ON s.document = d.number WHERE d.path = ? AND d.id = ?"
                f" AND s.mark IN ({', '.join('?' * len(marks))})",
                (*document.source, *marks),
            ).fetchone()[0]
        return 0 < len(marks) == int(found)

    def copies(self, document: Document, scope: Scope = EVERYTHING) -> frozenset[tuple[str, str]]:
        """The sources of the other documents that share half of their sentences with this one, or half of its own.

        One sentence is enough only where it is all that one of the two says.
        """
        with self._reading():
            rows = self._connection.execute(
                "SELECT d.path, d.id FROM (SELECT o.document AS number, m.document AS asked, count(*) AS shared"
                " FROM documents a JOIN said m ON m.document = a.number JOIN said o ON o.mark = m.mark"
                " WHERE a.path = ? AND a.id = ? AND o.document <> a.number GROUP BY o.document) found"
                " JOIN documents d ON d.number = found.number JOIN documents a ON a.number = found.asked"
                " WHERE 2 * shared >= min(d.marks, a.marks) AND shared >= min(2, d.marks, a.marks)",
                document.source,
            ).fetchall()
        return frozenset((path, identity) for path, identity in rows if scope.admits(path))

    def of_address(self, document: Document, scope: Scope = EVERYTHING) -> list[Document]:
        """The documents of other files with the same address, by path; none where a file has several of it."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT number, path, member FROM documents WHERE address ="
                " (SELECT address FROM documents WHERE path = ? AND id = ?) ORDER BY path, position",
                document.source,
            ).fetchall()
        rows = [row for row in rows if scope.admits(row[1])]
        files = [(path, member) for _, path, member in rows]
        if len(set(files)) < len(files):
            return []
        return [
            self._document(n)
            for n, path, member in rows
            if (path, member) != (document.path, document.member)
        ]

    def find(self, source: tuple[str, str]) -> Document | None:
        """The document of a path and an id."""
        with self._reading():
            row = self._connection.execute(
                "SELECT number FROM documents WHERE path = ? AND id = ?", source
            ).fetchone()
        return self._document(row[0]) if row else None

    def identities(self, scope: Scope = EVERYTHING) -> list[tuple[str, str]]:
        """What tells each document from the others, its path and its id."""
        with self._reading():
            rows = self._connection.execute("SELECT path, id FROM documents ORDER BY path, position")
            return [(path, identity) for path, identity in rows if scope.admits(path)]

    def names(self) -> set[str]:
        """The paths and ids of all documents, without reading one."""
        with self._reading():
            rows = self._connection.execute("SELECT path, id FROM documents").fetchall()
        return {name for row in rows for name in row}

    def _read_document(self, number: int) -> Document:
        with self._reading():
            row = self._connection.execute(
                "SELECT t.text, blocks, d.id, path, title, publisher, author, published, inferred, url, member, outlet,"
                " truncated, excerpt, copy_of, language, dropped, saved, known, refused"
                " FROM documents d JOIN texts t ON t.number = d.text WHERE d.number = ?",
                (number,),
            ).fetchone()
        text, blocks, identity, path, title, publisher, author, published, inferred, url, *rest = row
        member, outlet, truncated, excerpt, copy_of, language, dropped, saved, known, refused = rest
        return Document(
            identity,
            path,
            title,
            text,
            _unpacked_blocks(blocks),
            publisher,
            author,
            published,
            bool(inferred),
            url,
            member,
            outlet,
            bool(truncated),
            bool(excerpt),
            copy_of,
            language,
            tuple(Dropped(Span(start, end), Why(why)) for start, end, why in json.loads(dropped)),
            saved,
            tuple((name, How(how)) for name, how in json.loads(known)),
            tuple((name, restored(reason)) for name, reason in json.loads(refused)),
        )


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that may write; where the folder may not be written, one that reads what is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT 1 FROM sqlite_master")
        return connection
    except sqlite3.OperationalError:
        log = path.with_name(path.name + "-wal")
        if not path.is_file() or (log.exists() and log.stat().st_size):
            raise  # what was written last stands in the log, which cannot be read without writing beside it
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False, isolation_level=None
        )


def _source(path: str, size: int, modified: int, digest: str, skipped: str | None) -> Source:
    return Source(path, size, modified, digest, skipped and restored(skipped))


def _document_row(position: int, d: Document, marks: int) -> tuple[object, ...]:
    about = (d.publisher, d.author, d.published, d.published_inferred, d.url, d.member, d.outlet)
    kind = (d.truncated, d.excerpt, d.copy_of, d.language)
    dropped = json.dumps([[x.span.start, x.span.end, x.why] for x in d.dropped])
    notes = (json.dumps(d.known), json.dumps([(name, stored(reason)) for name, reason in d.refused]))
    time = (d.saved, *notes, address(d.url) if d.url and not d.excerpt else None)
    return d.path, position, d.id, d.title, *about, *kind, dropped, *time, marks, _packed_blocks(d.blocks)


def _passage_row(indexed: Indexed) -> tuple[object, ...]:
    p = indexed.passage
    headings = ", ".join(f"[{s.start}, {s.end}]" for s in p.headings)
    return (
        p.span.start,
        p.language,
        _packed_blocks(p.pieces),
        f"[{headings}]",
        *indexed.frequencies.packed(),
    )


def _mention_row(mention: Mention) -> tuple[object, ...]:
    candidates = [[c.text, c.contexts] for c in mention.candidates]
    return _JSON.encode(mention.names), _JSON.encode(candidates), mention.quoted


def _packed_blocks(blocks: Sequence[Block]) -> str:
    """Blocks in JSON, written here: an encoder takes three times as long, and only a label needs one."""
    return f"[{', '.join([_packed_block(b.span, b.kind, b.place) for b in blocks])}]"


def _packed_block(span: Span, kind: BlockKind, place: Place | None) -> str:
    if place is None:
        return f'[{span.start}, {span.end}, "{kind}"]'
    return _JSON.encode([span.start, span.end, kind, place.kind, place.number, place.label])


def _unpacked_blocks(packed: str) -> tuple[Block, ...]:
    return tuple(
        Block(Span(start, end), kind, Place(*place) if place else None)
        for start, end, kind, *place in json.loads(packed)
    )
