"""Beside the contract: what happens when the server is dead, new, or behind. Run against a real Elasticsearch."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from search import domain, indexing
from search.backends import Unreachable, chosen
from search.backends.database import DatabaseBackend
from search.backends.elastic import ElasticBackend
from search.models import Entry
from search.queries import Query
from tests.factories.search import NOW, document

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def in_use(elastic: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> ElasticBackend:
    """The college uses this server."""
    monkeypatch.setattr(indexing, "elastic", lambda: elastic)
    monkeypatch.setattr(domain, "elastic", lambda: elastic)
    chosen.patience.regain()
    return elastic


@pytest.fixture
def nobody(settings: Any) -> Iterator[str]:
    """The address of a server that is down."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{probe.getsockname()[1]}"
    chosen.patience.regain()
    yield settings.ELASTICSEARCH_URL
    chosen.patience.regain()


def wipe(server: ElasticBackend) -> None:
    """The server has lost its data."""
    for index in server.client.indices.get(index=f"{server.alias}-*"):
        server.client.indices.delete(index=index)


def titles(server: ElasticBackend) -> set[str]:
    return {hit.title for hit in server.search(Query()).hits}


def test_a_dead_server_is_answered_for_by_the_database(nobody: str, client: Client) -> None:
    DatabaseBackend().index([document("智能手机零基础")])
    answer = domain.find(Query(text="手机"))
    assert (answer.count, answer.backend, answer.degraded) == (1, "database", True)
    assert client.get("/api/v1/search?q=手机").json()["degraded"] is True
    assert client.get("/search/?q=手机").status_code == 200
    with pytest.raises(Unreachable):
        domain.check_health()
    health = client.get("/healthz")
    assert health.status_code == 503
    assert health.json()["search"].startswith("down")


def test_a_dead_server_is_not_asked_at_every_search(nobody: str) -> None:
    domain.find(Query(text="手机"))
    assert chosen.patience.is_lost
    assert domain.find(Query(text="手机")).degraded


def test_indexing_goes_on_without_the_server(nobody: str) -> None:
    DatabaseBackend().index([document("旧课")])
    indexing.ship()
    indexing.build_missing_server_index(now=NOW)
    assert Entry.objects.filter(shipped=False).count() == 1


@pytest.mark.elasticsearch
class TestShipping:
    def test_the_server_gets_what_the_database_has(self, in_use: ElasticBackend) -> None:
        DatabaseBackend().index([document("一"), document("二")])
        indexing.ship()
        assert titles(in_use) == {"一", "二"}
        assert not Entry.objects.filter(shipped=False).exists()
        assert domain.find(Query(text="一")).backend == "elasticsearch"

    def test_what_is_withdrawn_while_the_server_is_away_is_forgotten_later(self, in_use: ElasticBackend) -> None:
        gone = document("收回的课", object_id=987654)
        DatabaseBackend().index([gone])
        indexing.ship()
        indexing._withdraw([gone.key])
        assert DatabaseBackend().search(Query(text="收回")).count == 0, "the database finds it no longer at once"
        assert titles(in_use) == {"收回的课"}
        indexing.ship()
        assert titles(in_use) == set()
        assert not Entry.objects.exists()

    def test_a_sweep_withdraws_and_ships(self, in_use: ElasticBackend) -> None:
        DatabaseBackend().index([document("没有这门课", object_id=987654)])
        indexing.sweep(now=timezone.now())
        assert titles(in_use) == set()

    def test_a_new_server_is_filled_by_itself(self, in_use: ElasticBackend) -> None:
        DatabaseBackend().index([document(f"课{n}") for n in range(7)])
        wipe(in_use)
        indexing.build_missing_server_index(now=timezone.now())
        assert len(titles(in_use)) == 7
        assert not Entry.objects.filter(shipped=False).exists()

    def test_a_rebuild_leaves_one_index_and_no_gap(self, in_use: ElasticBackend) -> None:
        for _ in range(3):
            indexing.rebuild(now=timezone.now())
        assert len(in_use.client.indices.get(index=f"{in_use.alias}-*")) == 1
        in_use.ping()

    def test_a_broken_rebuild_keeps_the_old_index(self, in_use: ElasticBackend) -> None:
        in_use.index([document("旧课")])

        def breaks() -> Iterator[Any]:
            yield document("新课")
            raise RuntimeError("killed")

        with pytest.raises(RuntimeError):
            in_use.rebuild(breaks())
        assert titles(in_use) == {"旧课"}
        assert len(in_use.client.indices.get(index=f"{in_use.alias}-*")) == 1

    def test_an_older_write_that_comes_later_changes_nothing(self, in_use: ElasticBackend) -> None:
        newer = document("新题目")
        in_use.index([newer])
        in_use.index([replace(newer, title="旧题目", indexed_at=NOW - timedelta(minutes=1))])
        assert titles(in_use) == {"新题目"}

    def test_a_write_without_an_index_is_refused_not_guessed(self, in_use: ElasticBackend) -> None:
        wipe(in_use)
        with pytest.raises(Unreachable):
            in_use.index([document("课")])
        assert not in_use.client.indices.exists(index=in_use.alias)
        in_use.rebuild([])

    def test_both_backends_agree(self, in_use: ElasticBackend) -> None:
        texts = ["智能手机零基础", "手机支付与防诈骗", "智能家居", "手工 机械", "AED 急救", "机智的手", "能手", "智能，手机"]
        known = [document(title, body=texts[place - 3]) for place, title in enumerate(texts)]
        DatabaseBackend().index(known)
        in_use.index(known)
        for text in ["手机", "智能手机", "机", "手 机", "aed", "能手", "智能 手机", '"手工 机械"', "急救 支付"]:
            query = Query(text=text, size=50)
            assert {h.object_id for h in in_use.search(query).hits} == {h.object_id for h in DatabaseBackend().search(query).hits}, text
