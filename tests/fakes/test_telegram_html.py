"""Claims about text: what Telegram's HTML becomes, what it refuses, which entities survive.

Pure functions only; how the same texts fare on the wire is told in `test_bot_api`.
"""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import Entity, EntityError, ParsedText, parse_html
from tests.fakes.telegram_text import find_automatic, in_units, plain, units, with_automatic

LINK = '<a href="https://example.com/a">{}</a>'
HALF_TAGS = st.sampled_from(
    [
        *("<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "<blockquote>", "</blockquote>"),
        *('<a href="https://example.com/a">', "</a>", "</>", "<br>"),
    ],
)


def shape(parsed: ParsedText) -> list[tuple[str, str]]:
    """Say which words stand under which entity."""
    return [(entity.type, parsed.words(entity)) for entity in parsed.entities]


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>a</b> <strong>b</strong>", "a b", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i> <em>b</em>", "a b", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s> <del>b</del>", "a b", [("strikethrough", "a"), ("strikethrough", "b")]),
        ("<strike>a</strike>", "a", [("strikethrough", "a")]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", "a")]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", "a")]),
        ("<code>a</code>", "a", [("code", "a")]),
        ("<pre>a</pre>", "a", [("pre", "a")]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", "👍")]),
        ('<tg-time unix="9" format="wDT">now</tg-time>', "now", [("date_time", "now")]),
        ('<a href="tg://user?id=7">Ada</a>', "Ada", [("text_mention", "Ada")]),
        ("<B>a</b >", "a", [("bold", "a")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("a<b></b>b", "ab", []),
    ],
)
def test_every_listed_tag_becomes_its_entity(markup: str, text: str, entities: list[tuple[str, str]]) -> None:
    """Tags vanish from the text and come back as entities over the same words."""
    parsed = parse_html(markup)
    assert (parsed.text, shape(parsed)) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("one<br>two", 'Unsupported start tag "br" at byte offset 3'),
        ("举证<p>", 'Unsupported start tag "p" at byte offset 6'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        (
            "<b><i>test</b></i>",
            'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
        ),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=http://a.b>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("a\0b", "Text must not contain null bytes"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(markup: str, complaint: str) -> None:
    """The description names the fault, and its place in bytes of the markup."""
    with pytest.raises(EntityError) as caught:
        parse_html(markup)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "message text is empty"),
        (" \n\t", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("字" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b></b>" * 1400 + "a", "message is too long"),
        ("字" * 10923, "text is too long"),
        ("half \ud83d", "strings must be encoded in UTF-8"),
    ],
)
def test_empty_and_overlong_texts_are_refused(text: str, complaint: str) -> None:
    """Emptiness counts after parsing, length in UTF-16 units, markup and bytes before parsing."""
    with pytest.raises(EntityError, match=complaint):
        parse_html(text)


def test_a_text_of_exactly_the_limit_passes() -> None:
    """4096 UTF-16 units are allowed, however many characters make them up."""
    assert units(parse_html("😀" * 2048).text) == 4096


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&lt;b&gt", "<b>"),
        ("&#20030;&#x8bc1;", "举证"),
        ("&nbsp;&apos;&copy;&mdash;", "&nbsp;&apos;&copy;&mdash;"),
        ("&amp;lt;", "&lt;"),
        ("AT&T & R&D", "AT&T & R&D"),
        ("&#0;&#x110000;", "&#0;&#x110000;"),
    ],
)
def test_only_four_names_and_numbers_are_decoded(markup: str, text: str) -> None:
    """All other references stay literally in the text."""
    assert parse_html(markup).text == text


def test_offsets_count_utf16_units_of_the_trimmed_text() -> None:
    """White space at the ends is gone before anything is counted, and an emoji counts twice."""
    parsed = parse_html("\n  😀 举 <b>证据</b> \n")
    assert parsed == ParsedText("😀 举 证据", (Entity("bold", 5, 2),))


def test_control_characters_do_not_reach_the_reader() -> None:
    """Carriage returns and separators vanish, tabs become blanks, and entities move along."""
    parsed = parse_html("a\r\n\u2028\tb<b>c</b>")
    assert (parsed.text, shape(parsed)) == ("a\n bc", [("bold", "c")])


def test_an_entity_starts_at_its_first_visible_character() -> None:
    """White space that opens an entity is left outside, and an entity of nothing else is gone."""
    assert shape(parse_html("a<b> b</b><i> </i>c")) == [("bold", "b")]


def test_a_quote_in_a_quote_is_dropped_without_a_word() -> None:
    """The words stay, the outer quote stays, the inner one is no entity any more."""
    parsed = parse_html("<blockquote>a <blockquote>b</blockquote> c</blockquote>")
    assert shape(parsed) == [("blockquote", "a b c")]


def test_formatting_inside_code_is_dropped() -> None:
    """Bold in code vanishes, and bold around code stops at its borders."""
    assert shape(parse_html("<code>a <b>b</b></code>")) == [("code", "a b")]
    assert shape(parse_html("<b>a <code>b</code> c</b>")) == [
        ("bold", "a "),
        ("code", "b"),
        ("bold", " c"),
    ]


def test_code_wins_over_a_link_on_the_same_words() -> None:
    """A link around code, or code around a link, is shown as code and leads nowhere."""
    for markup in (LINK.format("<code>a</code>"), f"<code>{LINK.format('a')}</code>"):
        assert shape(parse_html(markup)) == [("code", "a")]


def test_a_code_block_keeps_its_language() -> None:
    """The class counts only for code that fills a `pre`."""
    block = parse_html('<pre><code class="language-py">a</code></pre>').entities
    assert block == (Entity("pre", 0, 1, language="py"),)
    assert parse_html('<code class="language-py">a</code>').entities == (Entity("code", 0, 1),)


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("https://example.com/a?b=1&amp;c=2", "https://example.com/a?b=1&c=2"),
        ("example.com", "http://example.com/"),
        ("tg://resolve?domain=a", "tg://resolve?domain=a"),
        ("http://localhost:8000/a", None),
        ("ftp://example.com", None),
        ("javascript:alert(1)", None),
        ("/relative", None),
        ("#anchor", None),
        ("file:///etc/hosts", None),
        ("notes.txt", "http://notes.txt/"),
    ],
)
def test_a_link_with_an_unusable_address_loses_the_link(href: str, stored: str | None) -> None:
    """The words stay in any case; the address is stored as Telegram writes it."""
    parsed = parse_html(f'see <a href="{href}">this</a>')
    assert parsed.text == "see this"
    assert [entity.url for entity in parsed.entities] == ([stored] if stored else [])


def test_entities_after_the_hundredth_vanish() -> None:
    """No error says so: the later links are simply not there."""
    parsed = parse_html("<b>a</b> " * 99 + LINK.format("x") + LINK.format("y"))
    assert len(parsed.entities) == 100
    assert shape(parsed)[-1] == ("text_link", "x")


def test_neighbouring_bold_becomes_one() -> None:
    """Two entities of one kind that touch are one, but no bold crosses the border of a quote."""
    assert shape(parse_html("<b>a</b><b>b</b>")) == [("bold", "ab")]
    assert shape(parse_html("<blockquote><b>a</b></blockquote><b>b</b>")) == [
        ("blockquote", "a"),
        ("bold", "a"),
        ("bold", "b"),
    ]


def test_formatting_that_overlaps_is_cut_into_nested_pieces() -> None:
    """Italics that grow together across the end of a bold stretch do not cross it."""
    assert shape(parse_html("<b>a<i>b</i></b><i>c</i>")) == [
        ("bold", "a"),
        ("italic", "bc"),
        ("bold", "b"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/ask 举证", [("bot_command", "/ask")]),
        ("/ask@juzheng_test_bot 举证", [("bot_command", "/ask@juzheng_test_bot")]),
        ("😀 /ask", [("bot_command", "/ask")]),
        ("问/ask a/b and/or /usr/bin </b>", []),
        ("@juzheng_test_bot 举证", [("mention", "@juzheng_test_bot")]),
        ("ada@example_bot", []),
        ("你好 @someone。谁", [("mention", "@someone")]),
        ("see https://example.com/a_(b), now", [("url", "https://example.com/a_(b)")]),
        ("#举证 #1", [("hashtag", "#举证")]),
    ],
)
def test_what_telegram_finds_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    """Commands, mentions, hashtags and addresses need no markup."""
    parsed = ParsedText(text, tuple(in_units(text, find_automatic(text))))
    assert shape(parsed) == found


def test_nothing_is_found_inside_code_or_links() -> None:
    """What the bot marked itself is not marked again."""
    parsed = with_automatic(parse_html(f"<code>/help</code> {LINK.format('@someone')} /help"))
    assert shape(parsed) == [("code", "/help"), ("text_link", "@someone"), ("bot_command", "/help")]


@given(st.text(min_size=1, max_size=200))
def test_escaped_text_comes_out_as_plain_text_does(text: str) -> None:
    """Whatever is escaped reads the same as if there were no markup at all."""
    try:
        expected = plain(text.replace("\0", ""))
    except EntityError as refused:
        with pytest.raises(EntityError, match=refused.description):
            parse_html(html.escape(text.replace("\0", ""), quote=False))
    else:
        assert parse_html(html.escape(text.replace("\0", ""), quote=False)) == expected


@given(st.lists(HALF_TAGS | st.text("ab &;\n😀证", max_size=3), max_size=30).map("".join))
def test_whatever_is_accepted_nests_and_lies_within_the_text(markup: str) -> None:
    """Any markup is either refused or becomes entities that have words and never cross."""
    try:
        parsed = parse_html(markup)
    except EntityError:
        return
    assert parsed.text == parsed.text.strip(" \n")
    for entity in parsed.entities:
        assert parsed.words(entity).strip(" \n")
        assert 0 <= entity.offset < entity.end <= units(parsed.text)
        assert not any(entity.offset < e.offset < entity.end < e.end for e in parsed.entities)
