"""What upper rooms may hear. Sent after commit; whoever misses it is caught up by its own sweep."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from college import caching
from courses.selection.models import Offering

# Arguments: sender=Offering, offering_id (int), full (bool). Seats, state, queue, lessons or recordings of that offering have changed; `full`: a pick has
# taken the last seat.
seats_changed = Signal()


def announce(offering_id: int, *, full: bool = False) -> None:
    """Tell the listeners once the change is committed. A listener that fails never breaks a pick."""
    transaction.on_commit(partial(seats_changed.send_robust, sender=Offering, offering_id=offering_id, full=full), robust=True)


ROUNDS = "rounds"  # kept pages that show plans and rounds; one name for all, since they change a few times a term


def rounds_changed() -> None:
    """Drop the pages that show rounds, once the change is committed."""
    caching.changed(ROUNDS)
