"""Both backends as fixtures: the tests of the contract run against each of them."""

from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

import pytest

from search.backends import Backend
from search.backends.database import DatabaseBackend
from search.backends.elastic import ElasticBackend
from tests.conftest import lacking
from tests.elasticsearch import server


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(server.running())
        except server.Missing as reason:
            lacking("Elasticsearch", f"{reason}; {server.HOW}")
            return
        # Not the three seconds after which a college's search asks its database: a busy machine takes longer to make an index.
        stack.enter_context(pytest.MonkeyPatch.context()).setattr("search.backends.elastic.TIMEOUT", 60)
        yield url


@pytest.fixture
def elastic(elasticsearch_url: str) -> Iterator[ElasticBackend]:
    """A backend with an empty index of its own."""
    made = ElasticBackend(elasticsearch_url, alias=f"t{uuid4().hex[:12]}", refresh=True)
    made.rebuild([])
    yield made
    for index in made.client.indices.get(index=f"{made.alias}-*"):
        made.client.indices.delete(index=index)


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def backend(request: pytest.FixtureRequest) -> Backend:
    return DatabaseBackend() if request.param == "database" else request.getfixturevalue("elastic")
