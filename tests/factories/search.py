"""Documents for the index, made from nothing."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from search.queries import Document

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
_numbers = count(1)


def document(title: str = "智能手机零基础", **given: Any) -> Document:
    number = next(_numbers)
    kind = given.pop("kind", "course")
    return Document(**{"kind": kind, "object_id": number, "title": title, "url": f"/{kind}/{number}/", "indexed_at": NOW, **given})
