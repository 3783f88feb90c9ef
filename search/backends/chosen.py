"""Which backends this college has: the embedded one always, Elasticsearch when ELASTICSEARCH_URL names a server."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from search.backends.database import DatabaseBackend

if TYPE_CHECKING:
    from search.backends.elastic import ElasticBackend

PAUSE = 15  # seconds for which a server that did not answer is not asked again: nobody waits twice for a time-out

embedded = DatabaseBackend()


def elastic() -> ElasticBackend | None:
    """The configured server, or None."""
    return _elastic(settings.ELASTICSEARCH_URL) if settings.ELASTICSEARCH_URL else None


@lru_cache(maxsize=2)
def _elastic(url: str) -> ElasticBackend:
    from search.backends.elastic import ElasticBackend  # a third of a second of every start, for colleges that have such a server

    return ElasticBackend(url)


class Patience:
    """Remembers, within one process, that a server did not answer."""

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def is_lost(self) -> bool:
        return time.monotonic() < self._until

    def lose(self) -> None:
        self._until = time.monotonic() + PAUSE

    def regain(self) -> None:
        self._until = 0.0


patience = Patience()
