"""What a bot offers to somebody who types behind its name: results that Telegram takes, or a refusal.

It refuses to know who asked and what is done with a result that is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram_errors import Json, bad_request
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_text import ParsedText, plain, with_automatic
from tests.fakes.telegram_wire import Params

MAX_RESULTS = 50
MAX_BYTES = 64
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Offer:
    """The answer to a query: titles with the texts that are sent where they are chosen, and what asks for more."""

    query_id: str
    titles: tuple[str, ...]
    texts: tuple[ParsedText, ...]
    next_offset: str
    button: str
    personal: bool


def read_offer(query: str, params: Params) -> Offer:
    """Check the parameters of `answerInlineQuery`."""
    results = params.array("results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if not all(0 < len(one.encode()) <= MAX_BYTES for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    offset = params.text("next_offset")
    if len(offset.encode()) > MAX_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    titles = tuple(str(result.get("title", "")) for result in results)
    return Offer(
        query, titles, tuple(map(_content, results)), offset, _button(params), params.flag("is_personal")
    )


def _content(result: Json) -> ParsedText:
    if result.get("type") != "article" or not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content: Any = result.get("input_message_content") or {}
    text, mode = str(content.get("message_text", "")), str(content.get("parse_mode", "")).lower()
    return with_automatic(parse_html(text)) if mode == "html" else with_automatic(plain(text))


def _button(params: Params) -> str:
    button = params.mapping("button")
    if button and not _START.fullmatch(str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return str(button.get("text", ""))
