"""What upper rooms may hear. Sent after commit; whoever misses it finds the completion by its own sweep."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from courses.learning.models import Completion

# Arguments: sender=Completion, completion_id (int). Somebody has completed a course; the row is committed.
completed = Signal()


def announce(completions: Iterable[Completion]) -> None:
    """Tell the listeners once the rows are committed. A listener that fails never breaks a roll call or a check."""
    for completion in completions:
        transaction.on_commit(partial(completed.send_robust, sender=Completion, completion_id=completion.pk), robust=True)
