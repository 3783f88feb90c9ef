"""Elasticsearch, for a college that outgrows one machine.

It gets the same tokens as the embedded backend and splits them at blanks: no Chinese plug-in, script or synonym list is needed on the server, and
both backends find the same. Documents lie in an index with a time in its name; searches and writes go to the alias, which a rebuild moves.
This is the only module that imports elasticsearch_dsl (whose last version only re-exports elasticsearch.dsl).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, helpers
from elasticsearch_dsl import Integer, Keyword, Mapping, Q, Search, Text

from search.backends import Unreachable
from search.queries import FACETS, KIND_WEIGHTS, SUMMARY_BOOST, TITLE_BOOST, Document, Hit, Key, Page, Query, counted, empty
from search.rules import token_text

ALIAS = "college"
CHUNK = 500  # documents in one request
FACET_SIZE = 200  # values of one filter that are counted
TIMEOUT = 3  # seconds: a search that takes longer is answered by the database
_SHOWN = ["kind", "object_id", "title", "summary", "body", "line", "url", "school", "open_seats"]
_FIELDS = [f"title_tokens^{TITLE_BOOST}", f"summary_tokens^{SUMMARY_BOOST}", "body_tokens"]


class ElasticBackend:
    """An alias on an Elasticsearch 8 server. `refresh` makes writes visible at once, which tests want and nobody else."""

    name = "elasticsearch"

    def __init__(self, url: str, *, alias: str = ALIAS, refresh: bool = False) -> None:
        self.client = Elasticsearch(url, request_timeout=TIMEOUT, max_retries=0, retry_on_timeout=False)
        self.alias = alias
        self.refresh = refresh

    def index(self, documents: Sequence[Document]) -> None:
        self._bulk({"_op_type": "index", "_source": _source(d), **_version(d.indexed_at), **_address(d.key)} for d in documents)

    def remove(self, keys: Sequence[Key]) -> None:
        self._bulk({"_op_type": "delete", **_address(key)} for key in keys)

    def search(self, query: Query) -> Page:
        if query.is_hopeless:
            return empty(query, self.name)
        with _reaching():
            answer = _request(query).using(self.client).index(self.alias).execute()
        found = [_document(hit["_source"]) for hit in answer.to_dict()["hits"]["hits"]]
        phrases = query.phrases
        return Page(
            count=answer.hits.total.value,
            hits=tuple(Hit.of(document, phrases) for document in found),
            page=max(query.page, 1),
            size=query.size,
            facets=counted(_counts(answer.to_dict().get("aggregations", {}))),
            backend=self.name,
        )

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill a new index, then move the alias to it in one step and delete what it pointed to."""
        with _reaching():
            fresh = f"{self.alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
            self.client.indices.create(index=fresh, mappings=_mapping().to_dict(), settings={"number_of_replicas": 0})
            try:
                number = self._fill(fresh, documents)
                self._move_alias(fresh)
            except BaseException:
                self.client.indices.delete(index=fresh, ignore_unavailable=True)
                raise
        return number

    def ping(self) -> None:
        with _reaching():
            self.client.indices.get_alias(name=self.alias)

    def holds_index(self) -> bool:
        """Whether a rebuild has ever ended. Raises Unreachable when nobody answers."""
        with _reaching():
            return bool(self.client.indices.exists_alias(name=self.alias))

    def _bulk(self, actions: Iterable[dict[str, Any]]) -> None:
        """Send to the alias and to nothing else: without an alias a write would make an index by itself, with guessed types."""
        with _reaching():
            results = helpers.streaming_bulk(
                self.client, actions, index=self.alias, chunk_size=CHUNK, require_alias=True, refresh=self.refresh, raise_on_error=False
            )
            for fine, result in results:
                if not fine and not _is_settled(next(iter(result.values()))):
                    raise Unreachable(str(result))

    def _fill(self, index: str, documents: Iterable[Document]) -> int:
        actions = ({"_op_type": "index", "_index": index, "_source": _source(d), **_version(d.indexed_at), **_address(d.key)} for d in documents)
        number, _ = helpers.bulk(self.client, actions, chunk_size=CHUNK)
        self.client.indices.refresh(index=index)
        return number

    def _move_alias(self, fresh: str) -> None:
        old = [name for name in self.client.indices.get(index=f"{self.alias}-*") if name != fresh]
        removals = [{"remove_index": {"index": name}} for name in old]
        self.client.indices.update_aliases(actions=[{"add": {"index": fresh, "alias": self.alias}}, *removals])


@contextmanager
def _reaching() -> Iterator[None]:
    """Turn every way in which a server can fail us into one."""
    try:
        yield
    except (TransportError, ApiError, helpers.BulkIndexError, OSError) as error:
        raise Unreachable(f"Elasticsearch: {error}") from error


def _is_settled(outcome: dict[str, Any]) -> bool:
    """Whether a refused write needs no second try: deleting what is not there, or writing what the server has in a newer version."""
    error = outcome.get("error")
    lacks_alias = isinstance(error, dict) and error.get("type") == "index_not_found_exception"
    return outcome["status"] in {404, 409} and not lacks_alias


def _mapping() -> Mapping:
    """Only what is searched, filtered or sorted is indexed; the rest is kept to be shown."""
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    for name in ("title_tokens", "summary_tokens", "body_tokens"):
        mapping.field(name, Text(analyzer="whitespace"))
    for name in ("kind", "sort_key", *FACETS):
        mapping.field(name, Keyword())
    for name in ("title", "summary", "body", "line", "url", "school_code"):
        mapping.field(name, Text(index=False))
    mapping.field("object_id", Integer())
    mapping.field("open_seats", Integer())
    return mapping


def _address(key: Key) -> dict[str, Any]:
    return {"_id": f"{key[0]}-{key[1]}"}


def _version(moment: datetime) -> dict[str, Any]:
    """Writes may overtake each other; the server keeps the newer one."""
    return {"version": int(moment.timestamp() * 1_000_000), "version_type": "external_gte"}


def _source(document: Document) -> dict[str, Any]:
    return {
        **{name: getattr(document, name) for name in _SHOWN if name != "school"},
        "school_code": document.school,
        "sort_key": document.sort_key,
        "title_tokens": token_text(document.title),
        "summary_tokens": token_text(f"{document.summary}\n{document.line}"),
        "body_tokens": token_text(document.body),
        **{name: list(document.facets.get(name, ())) for name in FACETS},
    }


def _document(source: dict[str, Any]) -> Document:
    return Document(indexed_at=datetime.fromtimestamp(0, UTC), school=source["school_code"], **{name: source[name] for name in _SHOWN if name != "school"})


def _request(query: Query) -> Search:
    search = Search().query(_words(query)).post_filter(_filters(query))
    search = search.sort("_score", "sort_key") if query.phrases else search.sort("sort_key")
    search = search.extra(track_total_hits=True, track_scores=bool(query.phrases)).source([*(n for n in _SHOWN if n != "school"), "school_code"])
    for name in ("kind", "open", *FACETS) if query.with_facets else ():
        field = {"field": name, "size": FACET_SIZE}
        bucket = search.aggs.bucket(name, "filter", filter=_filters(query, without=name))
        if name == "open":
            bucket.bucket("values", "filter", filter=Q("range", open_seats={"gt": 0}))
        else:
            bucket.bucket("values", "terms", **field)
    return search[query.offset : query.offset + query.size]


def _words(query: Query) -> Any:
    if not query.phrases:
        return Q("match_all")
    phrases = [Q("multi_match", type="phrase", query=" ".join(phrase), fields=_FIELDS) for phrase in query.phrases]
    weights = [{"filter": Q("term", kind=kind), "weight": weight} for kind, weight in KIND_WEIGHTS.items()]
    return Q("function_score", query=Q("bool", must=phrases), functions=weights, boost_mode="multiply")


def _filters(query: Query, without: str = "") -> Any:
    filters = [Q("terms", **{name: list(values)}) for name, values in query.active.items() if name != without]
    if query.open_only and without != "open":
        filters.append(Q("range", open_seats={"gt": 0}))
    return Q("bool", filter=filters)


def _counts(aggregations: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    for name, bucket in aggregations.items():
        if name == "open":
            yield name, "1", bucket["values"]["doc_count"]
        else:
            yield from ((name, value["key"], value["doc_count"]) for value in bucket["values"]["buckets"])
