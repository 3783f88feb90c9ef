"""Doors for the queue."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from courses.credits import domain

RECENT = timedelta(days=2)


@task()
def award_completion(completion_id: int) -> int:
    """Book the credits of one completion. The number of entries: 1, or 0 when there is nothing (more) to book."""
    return domain.award(completion_ids=[completion_id], now=timezone.now())


@task()
def sweep_awards() -> int:
    """Book what the signal missed lately."""
    now = timezone.now()
    return domain.award_due(now=now, since=now - RECENT)


@task()
def sweep_all_awards() -> int:
    """Book everything that is due, also completions that waited long for rules, or whose course became free to count again."""
    return domain.award_due(now=timezone.now())


@task()
def verify_ledger() -> str:
    """Re-derive the whole ledger. A broken one fails the task, loudly, with the first broken entry."""
    found = domain.verify()
    if found.broken:
        raise RuntimeError(str(found.broken))
    return found.head
