"""Seats that the office moves with the people who have them, from class to class of one course, and what stands against it.

A class that more people leave than enter hands the seats on as after a drop (docs/waitlist.md); into one that more enter than leave nobody goes before
those who wait for it. The callers hold the people and then the classes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from college.models import User
from courses.selection import words
from courses.selection.domain.eligibility import unmet_of
from courses.selection.domain.events import announce
from courses.selection.domain.handing_on import count, free_seat, give_up_resting, line_of, settle_offer, settle_seat
from courses.selection.domain.offers import open_offer
from courses.selection.domain.standing import clash_with, held_slots, slots_of_offering
from courses.selection.models import Enrolment, FreedSeat, Lesson, Offering, SeatOffer, WaitlistEntry
from courses.selection.rules import Reason

Move = tuple[Enrolment, int]  # a seat, and the class to which it goes
Against = dict[int, dict[int, frozenset[Reason]]]  # by learner and class


class NoRoomToMove(DomainError):
    """More people would come into a class than it has seats which nobody else has, is offered, or waits for."""

    code = "no_room_to_move"
    message = _("A class has no seats for all who would come into it.")

    def __init__(self, offering: Offering) -> None:
        told = gettext(
            "More people would come into “%(class)s” than leave it, and its free seats are too few or others wait for them, who come first. "
            "Please give the class more seats, or put fewer people there."
        )
        super().__init__(told % {"class": offering})


class CannotMove(DomainError):
    """What stands against it that somebody comes into a class, for the office."""

    code = "cannot_move"
    message = _("She cannot come into this group.")

    def __init__(self, learner: User, reasons: Collection[Reason]) -> None:
        told = pgettext("between flags", ", ").join(words.flags({learner.pk: reasons})[learner.pk])
        super().__init__(gettext("%(name)s cannot come into this group: %(why)s.") % {"name": learner.get_full_name(), "why": told})


def move_seats(moves: Sequence[Move], now: datetime, *, placed: Collection[int]) -> None:
    """Move these seats at once, so that full classes can swap. `placed`: learners for whom the groups are the answer to their waiting.

    Raises NoRoomToMove.
    """
    held = Counter(to for seat, to in moves if _settle_waiting(to, seat.learner_id, now))
    change = Counter(to for _seat, to in moves)
    change.subtract(Counter(seat.offering_id for seat, _to in moves))
    change.subtract(held)
    for offering_id, number in change.items():
        if number > 0:
            _must_have_room(offering_id, number, placed, now)
            count(offering_id, number)
    _write(moves, now)
    for offering_id, number in sorted(change.items()):
        for _freed in range(-number):
            free_seat(offering_id, now)
        announce(offering_id)


def _settle_waiting(offering_id: int, learner_id: int, now: datetime) -> bool:
    """She has a seat there now and waits no longer. Whether one was held for her: it is the one that she gets, and counts already."""
    waiting = WaitlistEntry.objects.filter(offering=offering_id, learner=learner_id, state=WaitlistEntry.State.WAITING)
    waiting.update(state=WaitlistEntry.State.PROMOTED, settled_at=now)
    offer = open_offer(offering_id, learner_id)
    if offer is not None:
        settle_offer(offer, SeatOffer.State.ACCEPTED, now)
        settle_seat(offer.seat, FreedSeat.State.GIVEN, now)
    return offer is not None


def _must_have_room(offering_id: int, coming: int, placed: Collection[int], now: datetime) -> None:
    """Seats at rest are nobody's, and are taken first."""
    line = line_of(offering_id, now)
    give_up_resting(line.offering, line.offering.capacity - coming, now)
    line.offering.refresh_from_db(fields=["seats_taken"])
    if line.offering.seats_free < coming or line.heir(placed) is not None:
        raise NoRoomToMove(line.offering)


def _write(moves: Sequence[Move], now: datetime) -> None:
    """Of a class that has begun her seat stays as a record, with what hangs on it, and she gets a new one."""
    begun = set(Lesson.objects.filter(offering__in={seat.offering_id for seat, _to in moves}, starts_at__lte=now).values_list("offering", flat=True))
    left, taken = [(seat, to) for seat, to in moves if seat.offering_id in begun], [(seat, to) for seat, to in moves if seat.offering_id not in begun]
    Enrolment.objects.filter(pk__in=[seat.pk for seat, _to in left]).update(state=Enrolment.State.DROPPED, dropped_at=now)
    Enrolment.objects.bulk_create(Enrolment(offering_id=to, learner_id=seat.learner_id, picked_at=now) for seat, to in left)
    for seat, to in taken:
        seat.offering_id = to
    Enrolment.objects.bulk_update([seat for seat, _to in taken], ["offering"])


def against_moving(seats: Mapping[int, int], classes: Iterable[int], now: datetime) -> Against:
    """What stands against it that somebody sits in one of these classes. `seats`: by learner the one in which she sits now, whose rules nobody asks again.

    Her seat in one of them is not in the way of another, neither by its times nor for the limit of the term.
    """
    offerings = Offering.objects.select_related("term__selection_plan", "course").in_bulk(set(classes))
    unmet = unmet_of(((one, learner) for one in offerings.values() for learner, at in seats.items() if one.pk != at), now)
    slots = {pk: slots_of_offering(pk) for pk in offerings}
    coming = {pk: [slot for slot in all_of_it if slot.ends_at > now] for pk, all_of_it in slots.items()}
    found: Against = {}
    for learner, held in held_slots(seats, now).items():
        others = [(slot, title) for slot, title in held if slot.offering not in offerings]
        counted = {Reason.LIMIT} if _counts(offerings[seats[learner]]) else set()
        found[learner] = {
            pk: frozenset(unmet.get((pk, learner), frozenset()) - counted)
            | ({Reason.CLASH} if clash_with(coming[pk], others, pk)[0] else set())
            | ({Reason.CLOSED} if slots[pk] and not coming[pk] else set())
            | ({Reason.CANCELLED} if one.state == Offering.State.CANCELLED else set())
            for pk, one in offerings.items()
        }
    return found


def _counts(offering: Offering) -> bool:
    """Whether her seat there counts towards the limit, so that moving makes it no more."""
    return offering.mode != Offering.Mode.ONLINE and offering.state != Offering.State.CANCELLED
