"""When two questions are the same one: in the same words, but for script, width, case, inflection and politeness.

The order of the words counts, and so does every word that could change what is asked: who did it to whom, before or after,
or not at all.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.analyzer import Analyzer

_IDLE: Final = frozenset("的 了 吗 呢 啊 呀 吧 么 嘛 请问 到底 究竟 a an the please did do does".split())
_SYNTAX: Final = re.compile(r"[\"“”「」]|(?:^|\s)-\w|\w[:：]")  # where marks count, too


def folded(question: str, analyzer: Analyzer) -> str:
    """The words of a question as they are matched, in order, without those that mean nothing; empty where it has none."""
    analyzed = analyzer.analyze(question)
    if _SYNTAX.search(question):
        return " ".join(analyzed.folded.text.split())
    return " ".join(token.term for token in analyzed.tokens if token.surface not in _IDLE)
