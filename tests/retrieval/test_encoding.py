"""Claims about bytes that become text: the right text, or none."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.errors import UnreadableSource
from retrieval.readers import read
from retrieval.readers.encoding import declared_in, decode
from tests.retrieval.strategies import texts

SIMPLIFIED = "公司今天宣布，对两名负责人作出处罚，一人被辞退。罚款是500元。\n“这是第一次。”他说。"
TRADITIONAL = "公司今天宣布，對兩名負責人作出處罰，一人被辭退。罰款是500元。\n「這是第一次。」他說。"
ENGLISH = "The master of the harbour was fined 500 dollars.\nThe pier is open."
KOREAN = "항구 관리자는 오늘 벌금을 냈다. 시민들은 이 결정에 대해 다양한 의견을 보였다."
FRENCH = "Le maître du port a été condamné à une amende; l’élève naïf était là."
RUSSIAN = "Начальник порта сегодня заплатил штраф. Жители высказали разные мнения."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("text", [SIMPLIFIED, ENGLISH])
def test_a_text_is_read_in_the_encoding_that_it_is_in(text: str, encoding: str) -> None:
    """With a byte order mark or without."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "big5", "gb18030"])
def test_traditional_texts_are_read_too(encoding: str) -> None:
    """As Taiwan and Hong Kong write them, and in the encoding of the mainland."""
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            KOREAN.encode("euc-kr"), id="Korean bytes are Chinese characters that nobody uses together"
        ),
        pytest.param(FRENCH.encode("cp1252"), id="Latin letters"),
        pytest.param(RUSSIAN.encode("cp1251"), id="Cyrillic letters"),
        pytest.param("鼱鼲鼳鼴鼵鼶鼷鼸鼹鼺鼻鼼".encode("gb18030"), id="rare characters"),
        pytest.param(SIMPLIFIED.encode("gb18030")[:-1], id="cut inside a character"),
    ],
)
def test_what_cannot_be_told_is_refused(content: bytes) -> None:
    """Nothing is guessed: the reason says at which byte it ends to be UTF-8."""
    with pytest.raises(UnreadableSource, match=r"is not UTF-8 text \(byte \d+\)"):
        decode(content)


@pytest.mark.parametrize("content", [b"%PDF\0\xff", b"\0", bytes(range(256)) * 4])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """A NUL is in UTF-16 only."""
    with pytest.raises(UnreadableSource, match="is not text"):
        decode(content)


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (KOREAN, "euc-kr", "EUC-KR"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (SIMPLIFIED, "gb18030", "gb2312"),
        (TRADITIONAL, "big5", "x-no-such-encoding"),
        (TRADITIONAL, "big5", "gb2312"),
        (SIMPLIFIED, "gb18030", "iso-8859-1"),
        (SIMPLIFIED, "gb18030", "shift_jis"),
        (SIMPLIFIED, "utf-8", "gbk"),
    ],
)
def test_a_declared_encoding_is_believed_unless_the_bytes_say_otherwise(
    text: str, encoding: str, declared: str
) -> None:
    """A server that says Latin-1 of every page says nothing."""
    assert decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (b'<meta charset="gbk">', "gbk"),
        (b"<META CHARSET=Big5 >", "Big5"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        (b'<?xml version="1.0" encoding="euc-kr"?>', "euc-kr"),
        (b"<p>charset=gbk</p>", None),
        (b" " * 5000 + b'<meta charset="gbk">', None),
    ],
)
def test_a_page_declares_its_encoding_at_its_beginning(head: bytes, declared: str | None) -> None:
    """In a tag of its head; words of the page are not looked at."""
    assert declared_in(b"<!doctype html><html>" + head) == declared


def test_a_page_is_read_as_it_declares() -> None:
    """Down to its text."""
    page = f"<html><head><meta charset='euc-kr'></head><body><article><p>{KOREAN}</p></article></body></html>"
    (document,) = read(page.encode("euc-kr"), "a.html")
    assert KOREAN in document.text


@given(text=texts(200))
def test_utf_8_is_always_read_as_such(text: str) -> None:
    """Whatever the text, but for a NUL and for other bytes that are no text."""
    assume(not re.search("[\x00-\x1f\x7f]", text))
    assert decode(text.encode()) == text


@given(
    content=st.binary(max_size=60),
    declared=st.none() | st.sampled_from(["gbk", "big5", "cp1252", "utf-7", "\0"]),
)
def test_any_bytes_are_text_or_refused(content: bytes, declared: str | None) -> None:
    """And the text can be written down."""
    with contextlib.suppress(UnreadableSource):
        decode(content, declared).encode()
