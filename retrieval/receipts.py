"""A quote's short name (provisional)."""

from __future__ import annotations

import hashlib

from retrieval.model import Citation


def receipt(citation: Citation) -> str:
    """At most 40 characters of `[A-Za-z0-9_-]`, the same for the same words of the same document."""
    document = citation.document
    named = f"{document.path}\0{document.id}\0{citation.quote}".encode("utf-8", "replace")
    return hashlib.sha256(named).hexdigest()[:32]
