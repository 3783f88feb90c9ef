"""Doors for the queue."""

from django.tasks import task
from django.utils import timezone

from search import indexing


@task()
def refresh_index(keys: list[list]) -> None:
    """Index these objects, given as pairs of kind and primary key, and what shows their facts."""
    indexing.refresh([(kind, pk) for kind, pk in keys], now=timezone.now())


@task()
def sweep_index() -> None:
    """Do what a lost job has left undone; on a schedule."""
    now = timezone.now()
    indexing.build_missing_server_index(now=now)
    indexing.sweep(now=now)
