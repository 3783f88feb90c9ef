"""Taking a seat and giving it back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from college.compiled import asked, asked_last
from college.models import User
from courses.selection.domain import refusals
from courses.selection.domain.events import announce
from courses.selection.domain.handing_on import free_seat
from courses.selection.domain.locks import lock_learners, lock_offering
from courses.selection.domain.offers import let_go, open_offer, take_offered, turn_at_once
from courses.selection.domain.once import AnsweredBefore, Keep, answer_of
from courses.selection.domain.standing import Standing, held_standing, must_be_free, refuse, slots_of_offering, standing
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from courses.selection.rules import Reason, reasons_against
from courses.selection.rules.waitlist import drops_without_mark_until

# One statement takes the seat and writes it down, so that the class's row, which everybody wants, is held for as short as can be. It answers which row was
# written, and how many seats are free now.
TAKEN = """
WITH seat AS (UPDATE courses_offering SET seats_taken = seats_taken + 1 WHERE id = %s AND state = 'open' AND seats_taken < capacity
              RETURNING id, capacity - seats_taken AS free),
written AS (INSERT INTO courses_enrolment (offering_id, learner_id, state, picked_at) SELECT id, %s, 'enrolled', %s FROM seat RETURNING id)
"""
KEPT = ", kept AS (INSERT INTO courses_keptanswer (account_id, key, request, answer, at) SELECT %s, %s, %s, %s, %s FROM written)"
ANSWERED = " SELECT written.id, seat.free FROM written, seat"
TAKE_AND_WRITE = TAKEN + ANSWERED
# The same with the answer to a request that came with a key: a second one with that key breaks, and is undone.
TAKE_WRITE_AND_KEEP = TAKEN + KEPT + ANSWERED


def pick(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> Enrolment:
    """Take a seat for a learner. Raises the strongest reason against it; never more seats than there are, never two for one person.

    Where a seat is held for her she gets that one. `keep` (here and below): where the answer to a request with a key is kept, see `once`.
    """
    with transaction.atomic():
        found = held_standing(offering_id=offering_id, learner_id=learner.pk, now=now)
        if found.waiting and open_offer(offering_id, learner.pk):
            return _held_for_her(offering_id, learner, now, keep)
        against = reasons_against(found.facts, now)
        if not against:
            return _picked(found, learner, now, keep)
    # Nothing was written: a rollback would make the server forget the statements that it keeps, and most who press in the first minute are refused.
    return refuse(found, against[0])


def _held_for_her(offering_id: int, learner: User, now: datetime, keep: Keep | None) -> Enrolment:
    lock_offering(offering_id)
    enrolment = take_offered(standing(offering_id=offering_id, learner_id=learner.pk, now=now), learner, now)
    if keep:
        keep(enrolment)
    return enrolment


def _picked(found: Standing, learner: User, now: datetime, keep: Keep | None) -> Enrolment:
    offering_id = found.offering.pk
    if found.waiting:
        _waited_for(offering_id, learner, now)
    enrolment = _seat(found, learner, now, keep)
    if enrolment is None:
        # Somebody was faster, or the offering was closed between reading and writing.
        must_be_free(standing(offering_id=offering_id, learner_id=learner.pk, now=now), now)
        refuse(found, Reason.FULL)
    announce(offering_id, full=found.offering.seats_free == 0)
    if found.waiting:
        let_go(offering_id, learner.pk, now)  # offered in this very moment, while she took a free one
    return enrolment


def _seat(found: Standing, learner: User, now: datetime, keep: Keep | None) -> Enrolment | None:
    """A seat taken and written down, and counted in `found.offering`; None when there is none. The seats cannot be counted and taken apart from each other.

    Where nothing but the seat was written, the transaction ends on the same journey.
    """
    enrolment = Enrolment(offering=found.offering, learner=learner, picked_at=now)
    if connection.vendor == "postgresql":
        return enrolment if _taken_and_written(enrolment, keep, last=not found.waiting) else None
    if not _take_seat(found.offering.pk):
        return None
    found.offering.seats_taken += 1  # one writer at a time
    enrolment.save(force_insert=True)
    if keep:
        keep(enrolment)
    return enrolment


def _taken_and_written(enrolment: Enrolment, keep: Keep | None, *, last: bool) -> bool:
    """All in one statement, which the commit goes along with when it is the last. Raises AnsweredBefore."""
    sql, values = TAKE_AND_WRITE, [enrolment.offering_id, enrolment.learner_id, enrolment.picked_at]
    if keep:
        sql, values = TAKE_WRITE_AND_KEEP, [*values, *keep.values(answer_of(enrolment))]
    try:
        rows = (asked_last if last else asked)(sql, values).rows()
    except IntegrityError as error:
        if keep is None:
            raise
        raise AnsweredBefore from error
    if rows:
        enrolment.pk, enrolment._state.adding = rows[0][0], False
        enrolment.offering.seats_taken = enrolment.offering.capacity - rows[0][1]
    return bool(rows)


def _take_seat(offering_id: int) -> bool:
    """One conditional statement."""
    free = Offering.objects.filter(pk=offering_id, state=Offering.State.OPEN, seats_taken__lt=F("capacity"))
    return free.update(seats_taken=F("seats_taken") + 1) == 1


def _waited_for(offering_id: int, learner: User, now: datetime) -> None:
    waiting = WaitlistEntry.objects.filter(offering=offering_id, learner=learner, state=WaitlistEntry.State.WAITING)
    waiting.update(state=WaitlistEntry.State.PROMOTED, settled_at=now)


def drop(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> Enrolment:
    """Give a seat back; it is offered to the first in line who may have it, in the same transaction. After the second lesson has begun it leaves a mark.

    Raises NotEnrolled, and OfferingOver once the last lesson has ended. The time that became free may also bring the learner an offer elsewhere.
    """
    lessons = slots_of_offering(offering_id)
    if lessons and all(slot.ends_at <= now for slot in lessons):
        raise refusals.OfferingOver
    unmarked = drops_without_mark_until([slot.starts_at for slot in lessons])
    with transaction.atomic():
        lock_learners([learner.pk])
        lock_offering(offering_id)
        dropped = _give_back(offering_id, learner, now, keep, late=unmarked is not None and unmarked <= now)
        free_seat(offering_id, now)
    turn_at_once(_free_seats_waited_for(learner), now)
    return dropped


def _give_back(offering_id: int, learner: User, now: datetime, keep: Keep | None, *, late: bool) -> Enrolment:
    enrolment = Enrolment.objects.filter(offering=offering_id, learner=learner, state=Enrolment.State.ENROLLED).first()
    if enrolment is None:
        raise refusals.NotEnrolled
    enrolment.state, enrolment.dropped_at, enrolment.dropped_late = Enrolment.State.DROPPED, now, late
    enrolment.save(update_fields=["state", "dropped_at", "dropped_late"])
    if keep:
        keep(enrolment)
    return enrolment


def _free_seats_waited_for(learner: User) -> list[int]:
    waited_for = Offering.objects.filter(waitlist__learner=learner, waitlist__state=WaitlistEntry.State.WAITING, seats_taken__lt=F("capacity"))
    return list(waited_for.values_list("pk", flat=True))
