"""The values that flow from a file to an answer, and the rules they keep.

Rules:
1. A `Span` is half-open and counts code points of a document's `text`; it is never empty or negative.
2. Whatever is shown to a person is `document.text[span.start:span.end]`: a quote is copied, never composed.
3. A value that exists is valid: the checks are made when it is made.

Nothing here reads, writes, analyses or scores; every other module of the package may import this one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, NamedTuple
from unicodedata import normalize

Language = Literal["zh", "en", "und"]
BlockKind = Literal["title", "heading", "text"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en", "und")
PlaceKind = Literal["page", "slide", "row", "time", "heading", "message"]
Verdict = Literal["supported", "contradicted", "not_found"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open offsets `[start, end)` in code points of a document's text.

    Raises:
        ValueError: where the span would be empty or begin before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def inside(self, other: Span) -> bool:
        """Whether the other covers all of it."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a block stands, as a person finds it there: a page, a row, a minute of a film.

    Pages, slides and rows have a `number`, counted from 1, and a row may have its sheet as `label`. Of the others
    the label says all: a time as `00:01:23`, the words of a heading, who wrote a message and when.

    Raises:
        ValueError: where the number or the label that says where it is is not there.
    """

    kind: PlaceKind
    number: int | None = None
    label: str = ""

    def __post_init__(self) -> None:
        numbered = self.kind in {"page", "slide", "row"}
        if numbered != (self.number is not None) or not (numbered or self.label):
            raise ValueError(f"not the place of a {self.kind}: {self.number} {self.label!r}")
        if self.number is not None and self.number < 1:
            raise ValueError(f"a {self.kind} is counted from 1, not {self.number}")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or title of a document: words that belong together, and stand at one place of the file."""

    span: Span
    kind: BlockKind = "text"
    place: Place | None = None


class Why(StrEnum):
    """Why words of a page are in no block."""

    NAVIGATION = "navigation"  # the way to the page, menus, buttons, links elsewhere
    COUNTER = "counter"  # of readers, likes, comments
    PROFILE = "profile"  # who an author is: portrait, badge, motto
    PICTURE = "picture"  # a picture, or whose picture it is
    METADATA = "metadata"  # whose words, from when, where: what became of it is in the fields
    PROMOTION = "promotion"  # invitations to read, follow, subscribe, join
    RIGHTS = "rights"  # copyright and reprint notices
    SHARING = "sharing"  # share bars, codes to scan
    COMMENTS = "comments"  # forms for comments, and what readers wrote there
    RELATED = "related"  # titles of other pages, without their words
    COPY = "copy"  # words that the page holds twice
    CUT = "cut"  # the mark that the text goes on elsewhere
    MARKUP = "markup"  # what makes up the page and not its text


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of a page that belong to no document's text, and why."""

    span: Span
    why: Why


class How(StrEnum):
    """How something is known of a document, the most certain first."""

    FIELD = "field"  # a field of its file says so: front matter, the head of a page, properties
    LINE = "line"  # a line of the page or a credit in its text says so
    NOTICE = "notice"  # a notice below the text says so
    ADDRESS = "address"  # inferred from the address
    CONTEXT = "context"  # inferred from what stands elsewhere: the text, dates beside it, the day of saving
    NAME = "name"  # only the name of the file says so


@dataclass(frozen=True, slots=True)
class Document:
    """One article: where it came from, whose words it is, and which spans of the text are its own.

    `text` is the text that offsets count in: the decoded file for plain text and Markdown, the line's
    `text` for JSON Lines, what the reader took out for every other format. Several documents of one file
    share it; `blocks`, in order, are the parts that belong to this one. What no block covers (page chrome,
    markup, front matter) can neither be found nor quoted; `dropped`, in order, lists it, each part with the
    document that it stands in or behind.

    `publisher` is as the page prints it, `outlet` its usual name where that is another. `published` is ISO 8601 as
    precise as it is known (`2025-09`, `2025-09-27`, `2025-09-27T05:42`), and `published_inferred` where the page
    does not state all of it; `saved` is when the file says that it was saved, which tells nothing of when the words were
    published. `truncated` says that the page breaks the text off, `excerpt` that it is the beginning
    of a text of another page, `copy_of` the id of a document of the same file that holds these very words.
    `member` is the file inside `path`, where that is an archive or a letter with files attached. `known` says how title,
    publisher, author and date are known, where the reader tells; `refused` are the files inside `path` that cannot be
    read, each with its reason, at the first document of it.
    """

    id: str
    path: str
    title: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_inferred: bool = False
    url: str | None = None
    member: str | None = None
    outlet: str | None = None
    truncated: bool = False
    excerpt: bool = False
    copy_of: str | None = None
    language: Language = "und"
    dropped: tuple[Dropped, ...] = field(default=(), repr=False)
    saved: str | None = None
    known: tuple[tuple[str, How], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> tuple[str, str]:
        """What tells it from all other documents."""
        return self.path, self.id

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if block.span.start < end or block.span.end > len(self.text):
                raise ValueError(f"{self.id}: block {block.span} is out of order or outside the text")
            end = block.span.end

    @property
    def reference(self) -> Reference:
        """What names it where its words are not needed."""
        about = (self.title, self.publisher, self.outlet, self.published, self.url, self.copy_of)
        return Reference(self.id, self.path, *about)

    def place(self, offset: int) -> Place | None:
        """Where the words at `offset` stand in the file; `None` where that is not known."""
        number = bisect_right(self.blocks, offset, key=lambda block: block.span.start)
        return self.blocks[number - 1].place if number else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as another one's note names it: without its words. The fields are those of `Document`."""

    id: str
    path: str
    title: str
    publisher: str | None
    outlet: str | None
    published: str | None
    url: str | None
    copy_of: str | None

    @property
    def source(self) -> tuple[str, str]:
        """What tells it from all other documents."""
        return self.path, self.id


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed: consecutive pieces of one document, each inside one block.

    `headings` are the headings above it that are not pieces of it.
    """

    pieces: tuple[Block, ...]
    headings: tuple[Span, ...]
    language: Language

    def __post_init__(self) -> None:
        if not self.pieces:
            raise ValueError("a passage needs words")

    @property
    def span(self) -> Span:
        """From the first word of the passage to its last."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    @property
    def titled(self) -> bool:
        """Whether the document's title is one of the pieces."""
        return any(piece.kind == "title" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Scope:
    """The parts of a corpus that may be seen: folders or files, by their paths in it.

    Whatever lies in one of `denied` may not be seen, and of the rest only what lies in one of `allowed`, where that is
    not `None`. A folder is meant whole: `hr` is not the beginning of `hr2`, and the empty path is the whole corpus. Those of
    `denied_in_any_case` are denied whether their letters are capitals or not.
    """

    allowed: tuple[str, ...] | None = None
    denied: tuple[str, ...] = ()
    denied_in_any_case: tuple[str, ...] = ()

    def admits(self, path: str) -> bool:
        """Whether a file of this path may be seen."""
        if any(_lies_in(path, folder) for folder in self.denied):
            return False
        if any(_lies_in(_caseless(path), _caseless(folder)) for folder in self.denied_in_any_case):
            return False
        return self.allowed is None or any(_lies_in(path, folder) for folder in self.allowed)


EVERYTHING: Final = Scope()


def _lies_in(path: str, folder: str) -> bool:
    parts = [part for part in normalize("NFC", folder).split("/") if part not in {"", "."}]
    return path.split("/")[: len(parts)] == parts


def _caseless(path: str) -> str:
    return normalize("NFC", normalize("NFD", path).casefold())


@dataclass(frozen=True, slots=True)
class Filters:
    """What a quote must be from, beside answering. Without any it is false.

    Each of `phrases` and none of `without` stands in the passage, in the headings above it or in the title. Of
    `publishers` one is meant, by a part of its usual name or of the printed one, of `languages` that of the passage.
    `after` and `before` are ISO 8601 as precise as they were given, and the time of `after` is still meant. With
    `titles` the document's title says every word of the question.
    """

    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    languages: tuple[Language, ...] = ()
    titles: bool = False

    def __bool__(self) -> bool:
        return self != UNFILTERED

    @property
    def dated(self) -> bool:
        """Whether documents of unknown date are left out."""
        return bool(self.after or self.before)

    def each(self) -> Iterator[tuple[str, Filters]]:
        """Every filter by itself, with how it is typed."""
        yield from ((f'"{phrase}"', Filters(phrases=(phrase,))) for phrase in self.phrases)
        yield from ((f"-{_typed(word)}", Filters(without=(word,))) for word in self.without)
        if self.publishers:
            typed = " ".join(f"from:{_typed(name)}" for name in self.publishers)
            yield typed, Filters(publishers=self.publishers)
        if self.after:
            yield f"after:{self.after}", Filters(after=self.after)
        if self.before:
            yield f"before:{self.before}", Filters(before=self.before)
        if self.languages:
            typed = " ".join(f"lang:{language}" for language in self.languages)
            yield typed, Filters(languages=self.languages)
        if self.titles:
            yield "in:title", Filters(titles=True)

    def written(self) -> tuple[str, ...]:
        """Every filter as it is typed."""
        return tuple(typed for typed, _ in self.each())


UNFILTERED: Final = Filters()


def _typed(word: str) -> str:
    """A word of a filter, in quotes where it might not be read as one without them."""
    return word if len(word) > 1 and word.isalpha() else f'"{word}"'


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. `claim` is true for a statement that is to be checked rather than answered.

    `filters` say which quotes are wanted and `scope` which documents may be seen.

    Raises:
        ValueError: where there is nothing to ask, or more than `LIMIT` characters of it.
    """

    LIMIT = 4096  # the length of a Telegram message

    text: str
    claim: bool = False
    filters: Filters = UNFILTERED
    scope: Scope = EVERYTHING

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("the question is empty")
        if len(self.text) > self.LIMIT:
            raise ValueError(f"the question has {len(self.text)} characters; at most {self.LIMIT} are read")

    @classmethod
    def of(cls, text: str, *, claim: bool = False) -> Question:
        """A question of any text, as a terminal or JSON may send it: half a character becomes U+FFFD."""
        return cls(whole_characters(text), claim)


def whole_characters(text: str) -> str:
    """A text as a terminal or JSON may send it, with U+FFFD where it has half a character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Kind(StrEnum):
    """The kind of thing that a question asks for."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    WHY = "why"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a text may say a word: index terms that must all be there, and a weight in (0, 1].

    `surface` is the same as a person would write it, simplified and in lower case: what is looked for in
    a sentence and shown as the match. `stems` are its Latin words, stemmed; empty where it is Chinese.
    `whole` asks that it be a word of its own in the text, not a part of one. `apart` are the words of a Chinese phrase that may
    stand anywhere in a sentence: 专利, 药品 in 已获专利的药品.
    """

    terms: tuple[str, ...]
    weight: float
    surface: str
    stems: tuple[str, ...] = ()
    whole: bool = False
    apart: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.terms or not 0 < self.weight <= 1:
            raise ValueError(f"not an alternative: {self.terms} at {self.weight}")


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question with every way to say it in one language, the strongest first.

    `weight` is its share in the score. A group with `meaning` stands for a word of the question; one
    without (a pair of characters) only helps to find that word where a text cuts it otherwise. A word that
    the dictionary cannot say in this language has no alternatives.
    """

    word: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    meaning: bool = True

    @property
    def view(self) -> str:
        """The view whose lengths the group's frequencies are measured against."""
        return self.alternatives[0].terms[0][0] if self.alternatives else "w"


@dataclass(frozen=True, slots=True)
class Selection:
    """What filters leave: which passages, a byte for each that is 1 where it is wanted; `None` where there is no filter.

    `emptied` and `undated` are as of `NoAnswer`.
    """

    passages: bytes | None = field(default=None, repr=False)
    emptied: tuple[str, ...] = ()
    undated: int = 0


UNSELECTED: Final = Selection()


@dataclass(frozen=True, slots=True)
class Cue:
    """That a question asks in these words, and its answer may say any of those.

    `asked` are parts that follow each other in a question with little between them, each in stems or in Chinese;
    `english` are the stems of each expression that answers, in whatever order, `chinese` the expressions as they are written.
    """

    asked: tuple[str, ...]
    english: tuple[frozenset[str], ...] = ()
    chinese: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for an engine: per language of passages, the groups to look for there.

    `words` are its words, folded and as they were asked, without those that only make it a question. `focus` is the one
    that says what happened to the one asked for, where the question shows it: "punished" in "who was
    punished in the affair". `measure` is the sort of number or time that is asked for, a name in `measures.py`; `thing` that of what is to be named, in `things.py`.
    `corrections` are mistyped words, and what was looked for in their place. `folded` is the question as it is matched,
    `selection` what its filters leave, `cues` what sentences say that answer what is asked in other words, `entities` the Chinese names in it, each with the
    ways to say it.
    """

    question: Question
    language: Language
    kind: Kind
    readings: Mapping[Language, tuple[Group, ...]]
    words: Mapping[str, str] = field(default_factory=dict)
    focus: str | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    measure: str | None = None
    thing: str | None = None
    folded: str = ""
    selection: Selection = UNSELECTED
    cues: tuple[Cue, ...] = ()
    entities: tuple[Group, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a kind of thing is asked for of which sentences show signs."""
        return self.kind is not Kind.OTHER or self.measure is not None or self.thing is not None

    @property
    def names(self) -> frozenset[str]:
        """The words that are names by their capitals: inside, as in iPhone, or at the front of one that begins no English sentence."""
        begun = self.question.text.lstrip()
        return frozenset(
            word
            for word, shown in self.words.items()
            if any(map(str.isupper, shown[1:]))
            or (shown[0].isupper() and (self.language == "zh" or not begun.startswith(shown)))
        )


class Hit(NamedTuple):
    """A passage that an engine gathered: its number in the index, and how often it has each asked term.

    `lengths` are its numbers of terms by view. A tuple, not a dataclass: there are hundreds for every question.
    """

    passage: int
    frequencies: Mapping[str, int]
    lengths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score, from 0 to 1: 1 would be a passage that says every word of the question often.

    `rarity` holds, per group of the reading it was ranked with, how rare the group is in the corpus (idf).
    """

    passage: int
    score: float
    language: Language
    rarity: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Another copy of a document's page, older or newer, and what tells its time, as ISO 8601."""

    document: Document
    day: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A receipt: the exact words, where they stand, and whose they are.

    `quote` is `document.text[span.start:span.end]`; `highlights` are spans of the same text inside it;
    `context` is the passage around it. `copies` are other documents with these very words, `also` those that say the
    same in words of their own. `not_in` are older copies of the same page that do not have the words yet, `gone_from`
    newer ones that no longer have them.
    """

    document: Document
    span: Span
    highlights: tuple[Span, ...]
    context: Span
    matches: tuple[tuple[str, str], ...] = ()
    also: tuple[Reference, ...] = ()
    copies: tuple[Reference, ...] = ()
    not_in: tuple[Edition, ...] = ()
    gone_from: tuple[Edition, ...] = ()

    def __post_init__(self) -> None:
        if self.span.end > len(self.document.text):
            raise ValueError(f"{self.document.id}: the quote ends outside the text")

    @property
    def quote(self) -> str:
        """The exact words of the source."""
        return self.span.of(self.document.text)

    @property
    def place(self) -> Place | None:
        """Where in the file the quote begins."""
        return self.document.place(self.span.start)

    @property
    def cut_short(self) -> bool:
        """Whether the page breaks the text off right behind the quote."""
        blocks = self.document.blocks
        return self.document.truncated and bool(blocks) and self.span.end >= blocks[-1].span.end


class Reason(StrEnum):
    """Why there is no answer."""

    EMPTY_CORPUS = "empty_corpus"  # nothing is indexed
    NO_WORDS = "no_words"  # the question has no word that could be looked up
    UNKNOWN_WORDS = "unknown_words"  # the corpus never uses the words that matter
    NOTHING_CLOSE = "nothing_close"  # the words occur, but nowhere together
    NOT_SAID = "not_said"  # what is close neither supports the claim nor contradicts it
    FILTERED = "filtered"  # the filters leave nothing that has a word of the question


@dataclass(frozen=True, slots=True)
class Difference:
    """What a claim says, and what the quote says in its place."""

    claimed: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Citations that answer, best first.

    `corrections` are mistyped words with what was looked for instead; `differences` is why a claim is contradicted.
    `contrary` are quotes of other documents that answer as well, with other numbers or dates. `undated` is how many
    documents a filter left out because nobody knows when they were published.
    """

    question: Question
    citations: tuple[Citation, ...]
    verdict: Verdict | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    contrary: tuple[Citation, ...] = ()
    undated: int = 0

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("an answer needs a citation; use NoAnswer")


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing answers, and why: the words that the corpus never uses, and the nearest passages.

    `emptied` are the filters that leave nothing, as they are typed; `undated` is as of `Answer`.
    """

    question: Question
    reason: Reason
    missing: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    emptied: tuple[str, ...] = ()
    undated: int = 0
