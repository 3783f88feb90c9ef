"""Keeping the index true. Signals hurry it, the sweep is what it rests on: it compares the rows with what they were made from.

The embedded index is always written first. For Elasticsearch each row says whether the server has confirmed it (`shipped`), so a server that was
down, or is new, catches up by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from search import documents
from search.backends import Unreachable
from search.backends.chosen import elastic, embedded
from search.backends.database import any_of
from search.models import Entry
from search.queries import Document, Key

if TYPE_CHECKING:
    from search.backends.elastic import ElasticBackend

SWEEP_LIMIT = 500  # objects of each kind that one sweep takes
SHIP_CHUNK = 500
OVERLAP = timedelta(minutes=10)  # longer than any job may take between reading its clock and writing its rows


def refresh(keys: Iterable[Key], *, now: datetime) -> int:
    """Index these objects anew, and all that shows their facts; what may no longer be found is withdrawn. Returns the number looked at."""
    grown = documents.around(keys)
    found = documents.from_db(grown, now)
    embedded.index(found)
    _withdraw(grown - {document.key for document in found})
    ship()
    return len(grown)


def sweep(*, now: datetime) -> int:
    """Find what no job has brought up to date, and do it. Returns the number of objects looked at."""
    keys = documents.stale(now, SWEEP_LIMIT) | _overdue(now) | _orphans(now)
    if keys:
        return refresh(keys, now=now)
    ship()
    return 0


def rebuild(*, now: datetime) -> int:
    """Make the whole index anew, without a moment in which nothing is found. Returns the number of documents."""
    number = embedded.rebuild(documents.everything(now))
    server = elastic()
    if server is not None:
        _rebuild_server(server, now)
    return number


def ship() -> None:
    """Bring Elasticsearch up to date with the rows. A server that does not answer is left for the next sweep."""
    server = elastic()
    if server is None:
        return
    try:
        if not server.holds_index():
            return
        while rows := list(_unshipped().prefetch_related("facets")[:SHIP_CHUNK]):
            _ship_rows(server, rows)
    except Unreachable:
        return


def build_missing_server_index(*, now: datetime) -> None:
    """Fill a server that has never been filled, or has lost its data."""
    server = elastic()
    try:
        if server is not None and not server.holds_index():
            _rebuild_server(server, now)
    except Unreachable:
        return


def _ship_rows(server: ElasticBackend, rows: Sequence[Entry]) -> None:
    server.index([row.document() for row in rows if not row.withdrawn])
    gone = [(row.kind, row.object_id) for row in rows if row.withdrawn]
    server.remove(gone)
    embedded.remove(gone)
    _confirm((row.pk, row.indexed_at) for row in rows if not row.withdrawn)


def _confirm(versions: Iterable[tuple[int, datetime]]) -> None:
    """Mark rows as shipped, unless they were written again since they were read."""
    by_moment: dict[datetime, list[int]] = {}
    for pk, moment in versions:
        by_moment.setdefault(moment, []).append(pk)
    for moment, pks in by_moment.items():
        for start in range(0, len(pks), SHIP_CHUNK):
            Entry.objects.filter(pk__in=pks[start : start + SHIP_CHUNK], indexed_at=moment, withdrawn=False).update(shipped=True)


def _rebuild_server(server: ElasticBackend, now: datetime) -> None:
    versions: list[tuple[int, datetime]] = []

    def rows() -> Iterator[Document]:
        for row in Entry.objects.filter(withdrawn=False).prefetch_related("facets").order_by("pk").iterator(chunk_size=SHIP_CHUNK):
            versions.append((row.pk, row.indexed_at))
            yield row.document()

    server.rebuild(rows())
    _confirm(versions)
    # What was written meanwhile may have gone to the index that was just replaced, so it is sent once more.
    Entry.objects.filter(indexed_at__gte=now - OVERLAP).update(shipped=False)
    ship()


def _withdraw(keys: Iterable[Key]) -> None:
    keys = list(keys)
    if elastic() is None:
        embedded.remove(keys)
    else:
        Entry.objects.filter(any_of(keys)).update(withdrawn=True, shipped=False)


def _unshipped() -> QuerySet[Entry]:
    return Entry.objects.filter(shipped=False).order_by("pk")


def _overdue(now: datetime) -> set[Key]:
    """Entries that the clock alone has made untrue."""
    return set(Entry.objects.filter(withdrawn=False, changes_at__lte=now).values_list("kind", "object_id")[:SWEEP_LIMIT])


def _orphans(now: datetime) -> set[Key]:
    """Entries of what is deleted, hidden or over."""
    gone = Q(pk__in=[])
    for kind, module in documents.KINDS.items():
        gone |= Q(kind=kind) & ~Q(object_id__in=module.visible(now).values("pk"))
    return set(Entry.objects.filter(gone, withdrawn=False).values_list("kind", "object_id")[:SWEEP_LIMIT])
