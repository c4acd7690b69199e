"""➕ and /basket: passages that a thread collects, or a person in private, and takes away as a file of references."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.buttons import Pressed
from bot.model import Handed, Notice, Press, Reply, Request
from bot.pages import tongue
from bot.rendering.bibliography import FORMATS, SUFFIXES
from bot.stores.basket import MOST
from bot.stores.questions import PastQuestion
from retrieval.model import Citation

if TYPE_CHECKING:
    from bot.conversation import Conversation

NAMES: Final = {"": "markdown", "md": "markdown", "bib": "bibtex", "gbt": "gbt7714", "gb": "gbt7714"}


async def collect(talk: Conversation, press: Press, meant: Pressed, asked: PastQuestion) -> Reply:
    """Put a quote into the basket of its thread."""
    run, speaks = talk.worker.run, tongue(talk, press, asked)
    shown = await run(talk.store.questions.shown, asked.key, meant.position)
    if shown is None:
        return Notice("too_old", speaks)
    baskets = talk.store.baskets
    put = await run(baskets.put, press.chat, press.topic, shown.receipt)
    count = len(await run(baskets.receipts, press.chat, press.topic))
    name = "collected" if put else "basket_full" if count >= MOST else "collected_already"
    return Notice(name, speaks, {"count": str(count)})


async def basket(talk: Conversation, request: Request) -> Reply:
    """What was collected in this thread as a file, or the basket emptied."""
    run, speaks = talk.worker.run, talk.tongue(request, "")
    word = "".join(request.text.lower().replace("/", "").split())
    if word == "clear":
        gone = await run(talk.store.baskets.clear, request.chat, request.topic)
        return Notice("basket_cleared", speaks, {"count": str(gone)})
    name = NAMES.get(word, word)
    if name not in FORMATS:
        return Notice("basket_what", speaks)
    found = await _citations(talk, request)
    if not found:
        return Notice("basket_empty", speaks)
    day = datetime.fromtimestamp(talk.now(), UTC).date()
    data = FORMATS[name](found, day).encode("utf-8", "replace")
    return Handed(f"basket{SUFFIXES[name]}", data, speaks, "basket_note")


async def _citations(talk: Conversation, request: Request) -> list[Citation]:
    """What is in the basket and can still be cited, as far as it may be seen here."""
    run, scope = talk.worker.run, talk.scope(request)
    receipts = await run(talk.store.baskets.receipts, request.chat, request.topic)
    found = [await run(talk.archive.cited, receipt, scope) for receipt in receipts]
    return [citation for citation in found if isinstance(citation, Citation)]
