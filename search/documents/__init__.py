"""What is findable, and what of it: one module per kind, each with the same four names.

`visible(now)` is the queryset of what anybody may find, `from_db(ids, now)` reads those of the ids that are visible with a constant number of
queries, `stale(now)` says which are missing from the index or differ from it, `around(ids)` names what else shows their facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from types import ModuleType

from search.documents import courses, offerings, teachers
from search.queries import Document, Key

KINDS: dict[str, ModuleType] = {"course": courses, "teacher": teachers, "offering": offerings}
CHUNK = 200  # objects read with one set of queries


def from_db(keys: Iterable[Key], now: datetime) -> list[Document]:
    """The documents of those keys that anybody may find. The others are gone, hidden or over."""
    found: list[Document] = []
    for kind, ids in by_kind(keys).items():
        for chunk in batched(sorted(ids), CHUNK):
            found += KINDS[kind].from_db(chunk, now)
    return found


def everything(now: datetime) -> Iterator[Document]:
    """All documents, chunk by chunk, so that a large college does not have to fit into memory."""
    for module in KINDS.values():
        ids = list(module.visible(now).order_by("pk").values_list("pk", flat=True))
        for chunk in batched(ids, CHUNK):
            yield from module.from_db(chunk, now)


def around(keys: Iterable[Key]) -> set[Key]:
    """The keys themselves and those of everything that shows a name, a seat or a place of theirs."""
    grown: set[Key] = set()
    for kind, ids in by_kind(keys).items():
        grown |= {(kind, pk) for pk in ids} | KINDS[kind].around(ids)
    return grown


def stale(now: datetime, limit: int) -> set[Key]:
    """Up to `limit` keys of each kind whose entry is missing, old, or should no longer be there."""
    return {(kind, pk) for kind, module in KINDS.items() for pk in module.stale(now)[:limit]}


def by_kind(keys: Iterable[Key]) -> dict[str, set[int]]:
    sorted_out: dict[str, set[int]] = {}
    for kind, pk in keys:
        sorted_out.setdefault(kind, set()).add(pk)
    return sorted_out
