"""The verbs of search: find, and say whether finding works."""

from __future__ import annotations

import logging
from dataclasses import replace

from search.backends import Unreachable
from search.backends.chosen import elastic, embedded, patience
from search.queries import Page, Query

log = logging.getLogger(__name__)


def find(query: Query) -> Page:
    """Answer from Elasticsearch where there is one. When it does not answer, the embedded index does, and the page says `degraded`."""
    server = elastic()
    if server is None:
        return embedded.search(query)
    if not patience.is_lost:
        try:
            return server.search(query)
        except Unreachable as error:
            patience.lose()
            log.warning("Searching in the database, since the server does not answer: %s", error)
    return replace(embedded.search(query), degraded=True)


def check_health() -> None:
    """Raise Unreachable unless every configured backend would answer. People are served as long as the embedded one does."""
    embedded.ping()
    server = elastic()
    if server is not None:
        server.ping()
        patience.regain()
