"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5, told by strict decoding and by what the text then looks like.

What cannot be told beyond doubt is refused: a text that was read in the wrong encoding can be neither found nor
quoted, and nobody would see why. Statistical detectors are no better here, as short Chinese texts mislead them.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from retrieval.causes import Cause, Clause
from retrieval.errors import UnreadableSource

POSSIBLE: Final = 0.5  # share of the characters beyond ASCII that must be usual ones, or it is no such text
USUAL: Final = 0.9  # share of the characters beyond ASCII that must be usual ones
FREQUENT: Final = 0.2  # share of Chinese ones that must be the most frequent: Korean bytes give usual ones
FEW: Final = 0.3  # over the root of their number, what that share must be more: few characters tell little
SAMPLE: Final = 500_000  # characters that are looked at
AHEAD: Final = 0.1  # how much more than in any other encoding
_MARKS: Final = (  # the longer first: the mark of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE: Final = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SUPERSETS: Final = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
_HEAD: Final = 4096  # bytes in which a page declares its encoding; browsers look at 1,024
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALVES: Final = re.compile("[\ud800-\udfff]")  # of a surrogate pair
_ODD: Final = frozenset({"Co", "Cn", "So", "Sk"})  # categories of Unicode: private, unassigned, symbols
_FREQUENT: Final = frozenset(  # the characters that every Chinese text is full of, in both scripts
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着下自之年过過发發后後"
    "作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從"
    "想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战戰向头頭"
    "文体體政美相见見被利什二等产產新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒东東声聲提立及比员員解水名"
    "真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件"
    "计計管期市直德资資命山金指许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完"
    "设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運"
)


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of a file, new lines as `pathlib.Path.read_text` gives them.

    Args:
        content: the bytes.
        declared: the encoding that the file, or what it came in, says it is in; believed where nothing speaks
            against it.

    Raises:
        UnreadableSource: where the bytes are no text, or which text they are cannot be told.
    """
    return _decoded(content, declared).replace("\r\n", "\n").replace("\r", "\n")


def declared_in(page: bytes) -> str | None:
    """The encoding that a page of HTML or XML declares at its beginning, as it names it."""
    found = _DECLARED.search(page, 0, _HEAD)
    return found[1].decode("ascii") if found else None


def _decoded(content: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark) and (text := _strictly(content, encoding)) is not None:
            return text
    if b"\0" in content:
        return _surest(content, ("utf-16-le", "utf-16-be"), Clause(Cause.NOT_TEXT))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = Clause(Cause.NOT_UTF8, byte=error.start)
    else:
        return _wide(content) or text if _CONTROLS.search(text) else text
    told = _strictly(content, declared) if declared else None
    if told is None or not _believable(told):
        return _surest(content, _CHINESE, reason)
    if any(char >= "\u3000" for char in told):
        return told
    try:  # a server that says Latin-1 of every page says nothing: Chinese bytes are Latin-1, too
        return _surest(content, _CHINESE, reason)
    except UnreadableSource:
        return told


def _wide(content: bytes) -> str | None:
    """The text, where bytes that could be UTF-8 with control characters in it are surely UTF-16."""
    found = [g for g in _guesses(content, ("utf-16-le", "utf-16-be")) if g.sure]
    return max(found).text if found else None


def _strictly(content: bytes, encoding: str) -> str | None:
    """The text, where the bytes are text of this encoding, or of the superset that web pages mean by its name."""
    try:
        name = codecs.lookup(encoding).name
        text = content.decode(_SUPERSETS.get(name, name))
    except (LookupError, ValueError):
        return None
    return None if _NO_TEXT.search(text) or _HALVES.search(text) else text


def _believable(text: str) -> bool:
    """Whether a declared encoding may be right: what is beyond ASCII is letters, and the Chinese ones are not rare."""
    beyond = Counter({char: n for char, n in Counter(text).items() if char > "\x7f"})
    letters = Counter({char: n for char, n in beyond.items() if unicodedata.category(char) not in _ODD})
    han = Counter({char: n for char, n in beyond.items() if "\u3400" <= char <= "\u9fff"})
    return letters.total() >= 0.9 * beyond.total() and _share(_is_usual, han) >= 0.7


@dataclass(frozen=True, slots=True, order=True)
class _Guess:
    """A text that the bytes may be, and how usual its characters are, from 0 to 2."""

    score: float
    sure: bool
    text: str


def _surest(content: bytes, encodings: tuple[str, ...], otherwise: Clause) -> str:
    """The text in the encoding in which it is beyond doubt.

    Raises:
        UnreadableSource: `otherwise` where it is a text in none of them; where it may be several, saying so.
    """
    guesses = sorted(_guesses(content, encodings), reverse=True)
    if not guesses:
        raise UnreadableSource(otherwise)
    ahead = len(guesses) == 1 or guesses[0].score - guesses[1].score >= AHEAD
    if not guesses[0].sure or not ahead:
        raise UnreadableSource(Cause.NO_ENCODING, why=otherwise)
    return guesses[0].text


def _guesses(content: bytes, encodings: tuple[str, ...]) -> Iterator[_Guess]:
    for encoding in encodings:
        text = _strictly(content, encoding)
        if text is not None and text.strip():
            wide = encoding.startswith("utf-16")
            counted = Counter(text[:SAMPLE])
            beyond = Counter({char: n for char, n in counted.items() if wide or char > "\x7f"})
            han = Counter({char: n for char, n in beyond.items() if "\u3400" <= char <= "\u9fff"})
            usual, frequent = _share(_is_usual, beyond), _share(_FREQUENT.__contains__, han)
            needed = FREQUENT + FEW / math.sqrt(max(1, han.total()))
            sure = usual >= USUAL and frequent >= needed
            if sure or (usual >= POSSIBLE and not wide):
                yield _Guess(usual + frequent, sure, text)


def _share(of: Callable[[str], bool], counted: Counter[str]) -> float:
    """The share of the characters that are of a sort; 1 where there are none."""
    return sum(n for char, n in counted.items() if of(char)) / counted.total() if counted else 1.0


def _is_usual(char: str) -> bool:
    """Whether Chinese texts are made of such characters.

    Both national standards put the usual characters first: GB 2312 on its first level (rows 16 to 55), Big5 in the
    range from A4 to C6. Chinese punctuation, full-width forms and ASCII are usual, too.
    """
    if char < "\x7f" or "\u3000" <= char <= "\u3020" or "\uff01" <= char <= "\uff5e":
        return True
    if char in "·—‘’“”…×°℃％《》〈〉【】「」『』　":
        return True
    return _lead(char, "gb2312") in range(0xB0, 0xD8) or _lead(char, "big5") in range(0xA4, 0xC7)


def _lead(char: str, encoding: str) -> int:
    try:
        return char.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0
