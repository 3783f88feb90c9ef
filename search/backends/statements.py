"""The two statements of a search in SQL, the same for both databases but for the words: one counts everything, one finds a page.

No value ever stands in the text of a statement, only names that are written here.
"""

# ruff: noqa: S608 (see above)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.backends import tables
from search.queries import FACETS, KIND_WEIGHTS, Query

_WEIGHT = "CASE entry.kind " + " ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in KIND_WEIGHTS.items()) + " END"


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its parameters."""

    text: str
    params: tuple[str | int, ...] = ()


def page(vendor: str, query: Query) -> Sql:
    """The ids of the entries of the page, best first."""
    hits, where = _hits(vendor, query, scored=True), _where(query)
    return Sql(
        f"{hits.text} SELECT hit.id FROM hit WHERE {where.text} ORDER BY hit.score DESC, hit.sort_key, hit.id LIMIT %s OFFSET %s",
        (*hits.params, *where.params, query.size, query.offset),
    )


def counts(vendor: str, query: Query) -> Sql:
    """Rows of (filter, value, number); "all" counts the hits. A filter's own choice does not narrow its own counts."""
    where = _where(query)
    parts = [Sql(f"SELECT 'all', '', count(*) FROM hit WHERE {where.text}", where.params)]
    if query.with_facets:
        parts += _kinds(query), _open(query), *_facets(query)
    hits = _hits(vendor, query, scored=False)
    return Sql(f"{hits.text} {' UNION ALL '.join(part.text for part in parts)}", (*hits.params, *(p for part in parts for p in part.params)))


def matching(vendor: str, query: Query) -> Sql:
    """The rowids of `search_text` that have the words of the query."""
    condition, params = tables.match(vendor, query.phrases)
    return Sql(f"SELECT rowid FROM search_text WHERE {condition}", tuple(params))


def _hits(vendor: str, query: Query, *, scored: bool) -> Sql:
    """The table `hit`: all entries with the words, before any filter. It is made once, however many counts are taken from it."""
    columns = "entry.id, entry.kind, entry.open_seats, entry.sort_key"
    if not query.phrases:
        return Sql(f"WITH hit AS MATERIALIZED (SELECT {columns}, 0 AS score FROM search_entry entry WHERE NOT entry.withdrawn)")
    condition, params = tables.match(vendor, query.phrases)
    rank, rank_params = tables.rank(vendor, query.phrases) if scored else ("0", [])
    return Sql(
        f"WITH hit AS MATERIALIZED (SELECT {columns}, {rank} * {_WEIGHT} AS score FROM search_text"
        f" JOIN search_entry entry ON entry.id = search_text.rowid WHERE {condition} AND NOT entry.withdrawn)",
        (*rank_params, *params),
    )


def _where(query: Query, without: str = "") -> Sql:
    """All filters of the query, but for one."""
    parts = [Sql("1 = 1")]
    if query.open_only and without != "open":
        parts.append(Sql("hit.open_seats > 0"))
    for name, values in query.active.items():
        if name != without:
            parts.append(_holds(name, values))
    return Sql(" AND ".join(part.text for part in parts), tuple(p for part in parts for p in part.params))


def _holds(name: str, values: Sequence[str]) -> Sql:
    marks = ", ".join(["%s"] * len(values))
    if name == "kind":
        return Sql(f"hit.kind IN ({marks})", tuple(values))
    text = f"EXISTS (SELECT 1 FROM search_facet held WHERE held.entry_id = hit.id AND held.name = %s AND held.value IN ({marks}))"
    return Sql(text, (name, *values))


def _kinds(query: Query) -> Sql:
    where = _where(query, without="kind")
    return Sql(f"SELECT 'kind', hit.kind, count(*) FROM hit WHERE {where.text} GROUP BY hit.kind", where.params)


def _open(query: Query) -> Sql:
    where = _where(query, without="open")
    return Sql(f"SELECT 'open', '1', count(*) FROM hit WHERE hit.open_seats > 0 AND {where.text}", where.params)


def _facets(query: Query) -> list[Sql]:
    """One part for all filters that are not in use, one for each that is."""
    used = [name for name in FACETS if name in query.active]
    return [_facet(query, tuple(name for name in FACETS if name not in used)), *(_facet(query, (name,)) for name in used)]


def _facet(query: Query, names: tuple[str, ...]) -> Sql:
    if not names:
        return Sql("SELECT 'all', '', 0 WHERE 1 = 0")
    where = _where(query, without=names[0])
    return Sql(
        "SELECT facet.name, facet.value, count(*) FROM hit JOIN search_facet facet ON facet.entry_id = hit.id"
        f" WHERE facet.name IN ({', '.join(['%s'] * len(names))}) AND {where.text} GROUP BY facet.name, facet.value",
        (*names, *where.params),
    )
