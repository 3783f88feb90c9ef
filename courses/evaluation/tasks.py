"""Doors for the queue."""

from django.tasks import task
from django.utils import timezone

from courses.evaluation import domain


@task()
def turn_windows() -> int:
    """Open the windows of classes that have ended and close those whose time is over. How many were closed."""
    now = timezone.now()
    domain.open_windows(now=now)
    return domain.close_due(now=now)
