"""The embedded backend: the index lies in the project's own database. It is always kept, also beside Elasticsearch, whose stand-in it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from search.backends import Unreachable, statements, tables
from search.models import Entry, Facet
from search.queries import Document, Hit, Key, Page, Query, counted, empty

CHUNK = 200  # documents written in one transaction
_COPIED = ("title", "summary", "body", "line", "url", "school", "open_seats", "sort_key", "source_at", "seats_taken", "changes_at", "indexed_at")


class DatabaseBackend:
    """Entries, their facets and their words; see `tables` for the words."""

    name = "database"

    def index(self, documents: Sequence[Document]) -> None:
        for chunk in batched(documents, CHUNK):
            with transaction.atomic():
                _write({document.key: document for document in chunk})

    def remove(self, keys: Sequence[Key]) -> None:
        for chunk in batched(keys, CHUNK):
            with transaction.atomic():
                doomed = list(Entry.objects.filter(any_of(chunk)).values_list("pk", flat=True))
                tables.erase(connection, doomed)
                Entry.objects.filter(pk__in=doomed).delete()

    def search(self, query: Query) -> Page:
        if query.is_hopeless:
            return empty(query, self.name)
        facets = counted(_rows(statements.counts(connection.vendor, query)))
        count = facets.pop("all", {}).get("", 0)
        hits = _hits(query) if count > query.offset else ()
        return Page(count=count, hits=hits, page=max(query.page, 1), size=query.size, facets=facets, backend=self.name)

    def object_ids(self, query: Query) -> QuerySet[Entry, int]:
        """The primary keys of all things that have the words of the query: a subquery for a list that filters by itself."""
        entries = Entry.objects.filter(withdrawn=False, kind__in=query.kinds)
        if query.is_hopeless:
            entries = entries.none()
        elif query.phrases:
            matching = statements.matching(connection.vendor, query)
            entries = entries.filter(pk__in=RawSQL(matching.text, matching.params))  # noqa: S611 (no value is in the text)
        return entries.values_list("object_id", flat=True)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Write everything anew in place: a chunk is one transaction, so every search finds either the old row or the new one."""
        kept: set[Key] = set()
        for chunk in batched(documents, CHUNK):
            self.index(chunk)
            kept.update(document.key for document in chunk)
        known = Entry.objects.values_list("kind", "object_id")
        self.remove([key for key in known if key not in kept])
        return len(kept)

    def ping(self) -> None:
        try:
            _rows(statements.Sql("SELECT rowid FROM search_text LIMIT 1"))
        except DatabaseError as error:
            raise Unreachable(str(error)) from error


def any_of(keys: Iterable[Key]) -> Q:
    """The condition that an entry is one of these."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in keys:
        by_kind.setdefault(kind, []).append(pk)
    condition = Q(pk__in=[])
    for kind, pks in by_kind.items():
        condition |= Q(kind=kind, object_id__in=pks)
    return condition


def _write(documents: dict[Key, Document]) -> None:
    Entry.objects.bulk_create(
        [_entry(document) for document in documents.values()],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[*_COPIED, "shipped", "withdrawn"],
    )
    rows = Entry.objects.filter(any_of(documents)).values_list("pk", "kind", "object_id")
    pairs = [(pk, documents[kind, object_id]) for pk, kind, object_id in rows]
    Facet.objects.filter(entry_id__in=[pk for pk, _ in pairs]).delete()
    Facet.objects.bulk_create(_facets(pairs))
    tables.write(connection, pairs)


def _entry(document: Document) -> Entry:
    return Entry(kind=document.kind, object_id=document.object_id, **{name: getattr(document, name) for name in _COPIED})


def _facets(pairs: Sequence[tuple[int, Document]]) -> Iterator[Facet]:
    for pk, document in pairs:
        for name, values in document.facets.items():
            yield from (Facet(entry_id=pk, name=name, value=value) for value in sorted(set(values)))


def _rows(statement: statements.Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return list(cursor.fetchall())


def _hits(query: Query) -> tuple[Hit, ...]:
    ids = [pk for (pk,) in _rows(statements.page(connection.vendor, query))]
    found, phrases = Entry.objects.in_bulk(ids), query.phrases
    return tuple(Hit.of(found[pk], phrases) for pk in ids if pk in found)
