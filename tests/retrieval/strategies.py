"""Texts for property tests: the marks, scripts and white space that documents are made of."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

WORDS: Final = (
    *(
        "小米",
        "雷军",
        "處罰",
        "高管",
        "KOL事件",
        "誰",
        "被",
        "了",
        "2026年",
        "22.59万元",
        "31,000",
        "台灣",
        "１２",
    ),
    *(
        "The",
        "company",
        "was",
        "punished",
        "in",
        "Mr.",
        "U.S.",
        "e.g.",
        "don't",
        "SU7",
        "ﬁne",
        "Straße",
        "ΟΔΟΣ",
    ),
    *(
        "。",
        "！",
        "？",
        "……",
        "；",
        "，",
        "、",
        "：",
        "“",
        "”",
        "「",
        "」",
        ".",
        "!",
        "?",
        ",",
        ";",
        '"',
        "(",
        ")",
        "…",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "\u3000",
        "\u00a0",
        "é",
        "e\u0301",
        "😀",
        "한국",
        "カタ",
        "・",
        "〇",
        "\U00020000",
    ),
    *(
        "# ",
        "- ",
        "> ",
        "| a | b |",
        "---",
        "```",
        "[1]",
        "[a](http://b.c)",
        "**",
        "<p>",
        "</p>",
        "· 2026-01-08",
    ),
)


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Any text, likelier one that looks like a document's."""
    likely = st.lists(st.sampled_from(WORDS), max_size=max_size).map("".join)
    return st.one_of(likely, st.text(max_size=max_size))


def scripts() -> st.SearchStrategy[str]:
    """Any text at all, halves of surrogate pairs included, as a terminal may send them."""
    return st.text(st.characters(exclude_categories=()), max_size=40)
