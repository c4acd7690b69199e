"""What people type beside their words to say which quotes they want: `"exact phrase"`, `-word`, `from:publisher` and others.

A filter begins where a word could: at the beginning or behind white space. So hyphens inside words, times, addresses
and negative numbers are what they are, and marks of quotation other than the plain `"` mean nothing here, for
Chinese and English questions use them for titles and irony. What looks like a filter but has a value that is none
stays a word, and is named. Where nothing but the beginnings of filters is typed, there is no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeVar, get_args

from retrieval.model import EVERYTHING, UNFILTERED, Filters, Language, Question, Scope, whole_characters

_Value = TypeVar("_Value")
MOST: Final = 20  # filters of one question; what more there is are words
_FILTER: Final = re.compile(
    r"""(?<!\S)(?:
        "(?P<phrase>[^"\n]*[^\W_][^"\n]*)"(?![A-Za-z0-9_"])
      | -"(?P<struck>[^"\n]*[^\W_][^"\n]*)"(?=[?!.,;:？！。，；：、]*(?:\s|$))
      | -(?P<word>(?=[^\W\d_]{2}|[\u3400-\u9fff])[^\s"]+)
      | (?P<title>in[:：](?:title|标题|標題))(?!\S)
      | (?P<key>from|来源|來源|after|before|lang)[:：](?:"(?P<quoted>[^"\n]*[^\W_][^"\n]*)"|(?P<value>[^\s"]+))(?!\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
Sort = Literal["phrase", "word", "publisher", "day", "language", "title", "open"]
"""What the beginning of a filter lacks: words between its marks, or a value behind its name; of `open` the closing mark."""
_BEGUN: Final[Mapping[Sort, re.Pattern[str]]] = {
    "open": re.compile(r'(?:-|(?:from|来源|來源|after|before|lang)[:：])"[^"]*[^\W_][^"]*', re.IGNORECASE),
    "phrase": re.compile(r'-?"[^\w"]*"?'),
    "word": re.compile(r"-+"),
    "publisher": re.compile(r"(?:from|来源|來源)[:：][\W_]*", re.IGNORECASE),
    "day": re.compile(r"(?:after|before)[:：]\S*", re.IGNORECASE),
    "language": re.compile(r"lang[:：]\S*", re.IGNORECASE),
    "title": re.compile(r"in[:：]\S*", re.IGNORECASE),
}
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
_DAY: Final = re.compile(r"(\d{4})(?:年|[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})日?)?)?")
_MARKS: Final = "?!.,;:？！。，；：、"  # that may end a word and are no part of it
_LANGUAGES: Final[Mapping[str, Language]] = {
    **dict.fromkeys(("zh", "zh-hans", "zh-hant", "zh-cn", "zh-tw", "zh-hk", "cn", "chinese", "中文", "汉语", "漢語"), "zh"),
    **dict.fromkeys(("en", "en-us", "en-gb", "english", "英文", "英语", "英語"), "en"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was typed: the words of the question, the filters, and what looks like a filter and is none.

    `words` holds the words of phrases and whatever is `ignored`; it is empty where there are only filters.
    """

    words: str
    filters: Filters = UNFILTERED
    ignored: tuple[str, ...] = ()

    @property
    def unfinished(self) -> tuple[Sort, str] | None:
        """The first beginning of a filter, as it is typed, and what it lacks; `None` where anything else stands beside filters."""
        if sort := _sort(self.words.strip(), ("open",)):
            return sort, self.words.strip()
        begun = [(_sort(piece), piece) for piece in self.words.split()]
        sort, piece = begun[0] if begun else (None, "")
        return (sort, piece) if sort and all(sort for sort, _ in begun) else None

    def question(self, *, claim: bool = False, scope: Scope = EVERYTHING) -> Question:
        """The question.

        Raises:
            ValueError: where there is no word beside the filters, or too many characters.
        """
        if self.filters and not self.words:
            raise ValueError(f"{' '.join(self.filters.written())} needs a word to look for beside it")
        return Question(self.words, claim, self.filters, scope)


def _sort(piece: str, among: Iterable[Sort] = SORTS) -> Sort | None:
    return next((sort for sort in among if _BEGUN[sort].fullmatch(piece)), None)


def parse(text: str) -> Parsed:
    """What was typed, taken apart; a text without filters is its own words, to the last blank."""
    text = whole_characters(text)
    filters, end = UNFILTERED, 0
    ignored: list[str] = []
    kept: list[str] = []
    for count, found in enumerate(_FILTER.finditer(text)):
        more = _with(filters, found)
        if more is None:
            ignored.append(found.group())
        if more is None or count >= MOST:
            continue
        filters = more
        kept += [text[end : found.start()], found["phrase"] or " "]
        end = found.end()
    words = " ".join("".join([*kept, text[end:]]).split())
    if not filters or (not words and filters == Filters(without=filters.without)):
        return Parsed(text, ignored=tuple(ignored))  # what is but struck out may as well be a list
    return Parsed(words, filters, tuple(ignored))


def _with(filters: Filters, found: re.Match[str]) -> Filters | None:
    """The filters and one more; `None` where its value is none."""
    if found["phrase"]:
        return replace(filters, phrases=_and(filters.phrases, " ".join(found["phrase"].split())))
    if found["struck"]:
        return replace(filters, without=_and(filters.without, " ".join(found["struck"].split())))
    if found["title"]:
        return replace(filters, titles=True)
    if found["word"]:
        return replace(filters, without=_and(filters.without, found["word"].rstrip(_MARKS)))
    return _keyed(filters, found["key"].lower(), (found["quoted"] or found["value"]).strip())


def _keyed(filters: Filters, key: str, value: str) -> Filters | None:
    value = value.rstrip(_MARKS)
    if key == "lang":
        language = _LANGUAGES.get(value.lower())
        return replace(filters, languages=_and(filters.languages, language)) if language else None
    if key in {"after", "before"}:
        day = _day(value)
        if day is None:
            return None
        if key == "after":
            return replace(filters, after=max(filters.after or day, day))
        return replace(filters, before=min(filters.before or day, day))
    named = any(map(str.isalnum, value))
    return replace(filters, publishers=_and(filters.publishers, value)) if named else None


def _and(known: tuple[_Value, ...], one: _Value) -> tuple[_Value, ...]:
    return known if one in known else (*known, one)


def _day(value: str) -> str | None:
    """A year, month or day as ISO 8601; `None` where there is none such."""
    if not (found := _DAY.fullmatch(value)):
        return None
    year, *rest = (int(part) for part in found.groups() if part)
    try:
        date(year, *[*rest, 1, 1][:2])
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def written(words: str, filters: Filters) -> str:
    """The way back: what is typed to ask for these words, which have no mark `"` of their own, with these filters."""
    beside = []
    for typed in filters.written():
        phrase = typed.strip('"')
        at = re.search(rf"(?<!\S){re.escape(phrase)}(?![A-Za-z0-9_\"])", words) if typed[0] == '"' else None
        if at:
            words = words[: at.start()] + typed + words[at.end() :]
        else:
            beside.append(typed)
    return " ".join([*filter(None, [words]), *beside])
