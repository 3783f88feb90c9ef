"""Doors for the queue."""

from django.tasks import task


@task()
def sweep_index() -> None:
    """Find what a lost job left out of the index."""
