"""The waitlist: joining and leaving. How its seats are handed on: `handing_on`; what people do with an offer: `offers`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from college.models import User
from courses.selection.domain import refusals
from courses.selection.domain.events import announce
from courses.selection.domain.locks import lock_learner, lock_offering
from courses.selection.domain.offers import let_go
from courses.selection.domain.once import Keep
from courses.selection.domain.plans import is_drawn
from courses.selection.domain.standing import refuse, standing
from courses.selection.models import WaitlistEntry
from courses.selection.rules import against_waiting, may_wait


def join_waitlist(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> WaitlistEntry:
    """Put a learner at the end of the queue of a full, closed or clashing offering.

    Refused when she is in it, has the class or another one of the course, could pick it now, or nothing can come of it (cancelled, over, not open yet).
    """
    with transaction.atomic():
        lock_learner(learner.pk)
        lock_offering(offering_id)
        found = standing(offering_id=offering_id, learner_id=learner.pk, now=now)
        if found.waiting:
            raise refusals.AlreadyWaiting
        if not may_wait(found.facts, now, drawn=is_drawn(found.offering.term_id, now)):
            against = against_waiting(found.facts, now)
            if against is None:
                raise refusals.SeatsFree
            refuse(found, against)
        entry = WaitlistEntry.objects.create(offering_id=offering_id, learner=learner, joined_at=_after_all(offering_id, now))
        announce(offering_id)
        if keep:
            keep(entry)
    return entry


def _after_all(offering_id: int, now: datetime) -> datetime:
    """The order is that in which the database let them in: a web server whose clock runs behind puts nobody before those who are there."""
    last = WaitlistEntry.objects.filter(offering=offering_id, state=WaitlistEntry.State.WAITING).aggregate(last=Max("joined_at"))["last"]
    return max(now, last) if last else now


def leave_waitlist(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> WaitlistEntry:
    """Give up a place in the queue, and a seat that is held for her; everybody behind moves up. Raises NotWaiting."""
    with transaction.atomic():
        lock_learner(learner.pk)
        lock_offering(offering_id)
        entry = WaitlistEntry.objects.filter(offering=offering_id, learner=learner, state=WaitlistEntry.State.WAITING).first()
        if entry is None:
            raise refusals.NotWaiting
        settle(entry, WaitlistEntry.State.LEFT, now)
        let_go(offering_id, learner.pk, now)
        announce(offering_id)
        if keep:
            keep(entry)
    return entry


def settle(entry: WaitlistEntry, state: WaitlistEntry.State, now: datetime) -> None:
    entry.state, entry.settled_at = state, now
    entry.save(update_fields=["state", "settled_at"])
