"""Plain text out of what teachers wrote, and names cut to what an index row holds."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.rich_text import get_text_for_indexing

BODY_LIMIT = 200_000  # characters of one document that are searched
LINE_LIMIT = 300


def of_prose(rich: str) -> str:
    return get_text_for_indexing(rich) if rich else ""


def body(parts: Iterable[str]) -> str:
    """Parts in order, each on a line of its own, so that no phrase reaches from one into the next."""
    return "\n".join(part.strip() for part in parts if part and part.strip())[:BODY_LIMIT]


def line(names: Iterable[str]) -> str:
    """Names as they stand under a title, each once."""
    return " · ".join(dict.fromkeys(name for name in names if name))[:LINE_LIMIT]
