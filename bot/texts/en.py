"""What the bot says in English."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "start": "I answer questions with the exact words of this team's documents, and where they stand. I never write text of my own.\n\n"
    "Ask me anything, in Chinese or English. /help says more.",
    "help": "Ask in Chinese or English; I quote the sentence that answers, with its source.\n\n{commands}\n\n"
    "In a group I answer /ask, a mention of my name and replies to my messages. ‹ and › turn to further passages. "
    "Where no document answers, I say so.",
    "help_start": "what I am",
    "help_help": "this page",
    "help_ask": "ask a question",
    "ask_what": "Write the question after the command: /ask who was fined?",
    "too_long": "The question has {length} characters; I read at most {limit}.",
    "unknown_command": "I don't know /{command}. /help lists what I know.",
    "refused": "You are not on this bot's list. Your id is {asker}; an administrator can add it.",
    "first_admin": "Welcome. You are this bot's first administrator, and may ask.",
    "failed": "Something went wrong here, and it is not your fault. Please ask again.",
    "too_old": "I no longer know that question. Please ask it again.",
    "only_text": "I can only read text.",
    "no_answer": "Nothing in the documents answers this.",
    "because_empty_corpus": "There are no documents yet.",
    "because_no_words": "The question has no word that I could look up.",
    "because_unknown_words": "The documents never use: {words}",
    "because_nothing_close": "The words occur, but nowhere together.",
    "because_not_said": "The nearest passage neither supports nor contradicts this.",
    "nearest": "Nearest passage, not an answer:",
    "contradicted": "Contradicted by:",
    "supported": "Supported by:",
    "read_as": "Read “{written}” as “{meant}”.",
    "differs": "The claim says {claimed}, the source {quoted}.",
    "help_check": "check a claim",
    "check_what": "Write the claim after the command: /check the fine was 500 dollars",
    "copies": "Same words in: {sources}",
    "not_in": "Not in the copy of {days}.",
    "gone_from": "No longer in the copy of {days}.",
    "also": "Also in: {sources}",
    "contrary": "But {source}: {quote}",
    "matched": "{word} → {shown}",
    "inferred": "about {date}",
    "cut_short": "The source breaks off here.",
    "place": "{file}, characters {start}–{end}",
    "at_page": "page {number}",
    "at_slide": "slide {number}",
    "at_row": "row {number}",
    "within": "{whole}, {part}",
    "more": "Further passages",
    "chat_hint": "Type a question; > and < turn the pages of the answer, /help lists commands, Ctrl-D ends.",
    # delivery
    "passed_over": "Older questions that were passed over: {number}.",
}
