"""The waitlist: joining, leaving, and giving freed seats to the first in line, in the transaction that frees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from college.models import User
from courses.selection.domain import refusals
from courses.selection.domain.eligibility import unmet_by
from courses.selection.domain.events import announce
from courses.selection.domain.locks import lock_learner, lock_learners, lock_offering
from courses.selection.domain.once import Keep
from courses.selection.domain.standing import clash_with, facts_of, held_slots, refuse, slots_of_offering, standing
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from courses.selection.rules import Slot, may_wait, next_in_line, reasons_against, seats_to_hand_on

TRIES = 5
SPARE = 2  # how many people behind the expected ones are locked too, in case somebody before them leaves meanwhile


class _QueueMoved(Exception):
    """Somebody whose account is not locked has become the first in line: look again."""


def join_waitlist(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> WaitlistEntry:
    """Put a learner at the end of the queue of a full, closed or clashing offering.

    Refused when she is in it, has the class, could pick it now, or nothing can come of it (cancelled, over, not open yet).
    """
    with transaction.atomic():
        lock_learner(learner.pk)
        lock_offering(offering_id)
        found = standing(offering_id=offering_id, learner_id=learner.pk, now=now)
        if found.waiting:
            raise refusals.AlreadyWaiting
        if not may_wait(found.facts, now):
            against = reasons_against(found.facts, now)
            if not against:
                raise refusals.SeatsFree
            refuse(found, against[0])
        entry = WaitlistEntry.objects.create(offering_id=offering_id, learner=learner, joined_at=now)
        announce(offering_id)
        if keep:
            keep(entry)
    return entry


def leave_waitlist(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> WaitlistEntry:
    """Give up a place in the queue; everybody behind moves up. Raises NotWaiting."""
    with transaction.atomic():
        lock_learner(learner.pk)
        entry = WaitlistEntry.objects.filter(offering=offering_id, learner=learner, state=WaitlistEntry.State.WAITING).first()
        if entry is None:
            raise refusals.NotWaiting
        settle(entry, WaitlistEntry.State.LEFT, now)
        announce(offering_id)
        if keep:
            keep(entry)
    return entry


def settle(entry: WaitlistEntry, state: WaitlistEntry.State, now: datetime) -> None:
    entry.state, entry.settled_at = state, now
    entry.save(update_fields=["state", "settled_at"])


def fill_seats(*, offering_id: int, now: datetime) -> list[Enrolment]:
    """Give the free seats of an offering that is open to those in line who have no clash; the new enrolments. Doing it twice changes nothing."""
    given: list[Enrolment] = []
    free_and_hand_on(offering_id=offering_id, now=now, work=lambda: None, given=given)
    return given


def free_and_hand_on[T](
    *, offering_id: int, now: datetime, work: Callable[[], T], freed: int = 0, learners: tuple[int, ...] = (), given: list[Enrolment] | None = None
) -> T:
    """Run `work`, which frees about `freed` seats, and give to the queue what goes to it (`rules.seats_to_hand_on`), all in one transaction.

    `learners` are locked with those expected to get a seat, before the offering. If the queue has moved between looking and locking,
    everything is undone and tried again; after TRIES the seat is left free, and while selection is open the sweep gives it away.
    """
    for attempt in range(TRIES):
        heirs = _expected_heirs(offering_id, freed, now)
        try:
            with transaction.atomic():
                lock_learners([*learners, *heirs])
                lock_offering(offering_id)
                result = work()
                seated = _seat(offering_id, set(heirs), freed, now, strict=attempt < TRIES - 1)
                announce(offering_id)
            if given is not None:
                given.extend(seated)
            return result
        except _QueueMoved:
            continue
    raise AssertionError("the last attempt is not strict")  # pragma: no cover


def _expected_heirs(offering_id: int, freed: int, now: datetime) -> list[int]:
    offering = Offering.objects.select_related("term__selection_plan").filter(pk=offering_id).first()
    if offering is None or offering.seats_free + freed < 1:
        return []
    queue, is_free = _line(offering, slots_of_offering(offering_id), now)  # whatever its state is: `work` may open it
    return [learner for learner in queue if is_free(learner)][: offering.seats_free + freed + SPARE]


def _line(offering: Offering, slots: list[Slot], now: datetime) -> tuple[list[int], Callable[[int], bool]]:
    """The waiting learners in order, and the question whether one of them may have it: she meets its rules today and has the time."""
    wanted = [slot for slot in slots if slot.ends_at > now]
    waiting = WaitlistEntry.objects.filter(offering=offering, state=WaitlistEntry.State.WAITING, learner__is_active=True)
    queue = list(waiting.values_list("learner", flat=True))
    held = held_slots(queue, now) if queue else {}
    unmet = unmet_by(offering, queue, now)
    return queue, lambda learner: learner not in unmet and clash_with(wanted, held[learner], offering.pk)[0] is None


def _seat(offering_id: int, locked: set[int], freed: int, now: datetime, *, strict: bool) -> list[Enrolment]:
    """Seat the first in line while there are seats to hand on. The offering is locked."""
    offering, slots = Offering.objects.select_related("term__selection_plan").get(pk=offering_id), slots_of_offering(offering_id)
    left = seats_to_hand_on(facts_of(offering, slots, enrolled=False, clashes=False, now=now), freed, now)
    if left < 1:
        return []
    queue, is_free = _line(offering, slots, now)
    seated: list[Enrolment] = []
    while len(seated) < left and (heir := next_in_line(queue, is_free)) is not None:
        if heir not in locked:
            if strict:
                raise _QueueMoved
            break
        queue.remove(heir)
        seated.append(_give(offering_id, heir, now))
    return seated


def _give(offering_id: int, learner_id: int, now: datetime) -> Enrolment:
    Offering.objects.filter(pk=offering_id).update(seats_taken=F("seats_taken") + 1)
    WaitlistEntry.objects.filter(offering=offering_id, learner=learner_id, state=WaitlistEntry.State.WAITING).update(
        state=WaitlistEntry.State.PROMOTED, settled_at=now
    )
    return Enrolment.objects.create(offering_id=offering_id, learner_id=learner_id, picked_at=now)
