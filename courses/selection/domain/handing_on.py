"""Freed seats on their way along the queue. Everything here is done while the class is held (`locks.lock_offering`); docs/waitlist.md says why it is so.

Nobody else's account is held for it: an offer gives no seat. Whether she may have it is asked again when she accepts, while hers is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import randbelow

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from college import notices
from college.models import User
from courses.selection import times
from courses.selection.domain.eligibility import unmet_by
from courses.selection.domain.events import announce
from courses.selection.domain.kept_seats import vacant_in
from courses.selection.domain.standing import clash_with, facts_of, held_slots, slots_of_offering, with_twin
from courses.selection.models import FreedSeat, Offering, SeatOffer, WaitlistEntry
from courses.selection.rules import Facts
from courses.selection.rules.kept import Vacant
from courses.selection.rules.waitlist import hands_on, held_until, hour_of_return

OFFER, OFFER_ENDS, LAPSED = "seat_offer", "seat_offer_ends", "seat_lapsed"  # kinds of notices


@dataclass(frozen=True)
class Line:
    """A class that is held, and its queue: `waiting` in order without those who have an offer here, and the question whether somebody may have a seat.

    `vacant`: seats that the draw kept for a group and that were given up, see `kept_seats`.
    """

    offering: Offering
    facts: Facts
    waiting: list[int]
    may: Callable[[int], bool]
    vacant: Vacant
    now: datetime

    def heir(self, asked: Iterable[int] = ()) -> int | None:
        """The first who may have a seat and was not asked, of a group with vacant kept seats before all others. Those passed over keep their place."""
        passed_over = set(asked)
        return self.vacant.first((one for one in self.waiting if one not in passed_over), self.may)


def line_of(offering_id: int, now: datetime) -> Line:
    offering, slots = Offering.objects.select_related("term__selection_plan", "course").get(pk=offering_id), slots_of_offering(offering_id)
    has_offer = SeatOffer.objects.filter(offering=OuterRef("offering"), learner=OuterRef("learner"), state=SeatOffer.State.OPEN)
    entries = WaitlistEntry.objects.filter(offering=offering, state=WaitlistEntry.State.WAITING, learner__is_active=True)
    waiting = list(entries.filter(~Exists(has_offer)).values_list("learner", flat=True))
    held, wanted = held_slots(waiting, now) if waiting else {}, [slot for slot in slots if slot.ends_at > now]
    barred = {*unmet_by(offering, waiting, now), *with_twin(offering, waiting)}

    def may(learner: int) -> bool:
        return learner not in barred and clash_with(wanted, held[learner], offering_id)[0] is None

    return Line(offering, facts_of(offering, slots, enrolled=False, clashes=False, now=now), waiting, may, vacant_in(offering, waiting, now), now)


# ---- one seat


def free_seat(offering_id: int, now: datetime) -> None:
    """A seat that somebody has just given up and that still counts as taken: offered, at rest, or free at once where others are free anyway."""
    line = line_of(offering_id, now)
    scarce, heir = line.offering.seats_free < 1, line.heir() if hands_on(line.facts) else None
    if heir is not None:
        _offer(line, _new(line, scarce), heir)
    elif scarce and hands_on(line.facts):
        seat = FreedSeat(offering=line.offering, was_scarce=True, freed_at=now)
        _rest(seat, now)
    else:
        count(offering_id, -1)
    announce(offering_id)


def _new(line: Line, scarce: bool) -> FreedSeat:
    return FreedSeat.objects.create(offering=line.offering, state=FreedSeat.State.OFFERED, was_scarce=scarce, freed_at=line.now)


def hand_on(line: Line, seat: FreedSeat, *, rests: bool = True) -> None:
    """A live seat that nobody holds any more: to the next in line; else it rests where seats are scarce; else it is free."""
    heir = line.heir(seat.offers.values_list("learner_id", flat=True)) if hands_on(line.facts) else None
    if heir is not None:
        _offer(line, seat, heir)
    elif rests and seat.was_scarce and hands_on(line.facts):
        _rest(seat, line.now)
    else:
        settle_seat(seat, FreedSeat.State.BACK, line.now)
        count(line.offering.pk, -1)


def _rest(seat: FreedSeat, now: datetime) -> None:
    """Its hour is chosen now and written down: nothing that happens later changes it, and nobody is told."""
    seat.state, seat.returns_at = FreedSeat.State.RESTING, hour_of_return(now, randbelow)
    seat.save()


def settle_seat(seat: FreedSeat, state: FreedSeat.State, now: datetime) -> None:
    seat.state, seat.settled_at = state, now
    seat.save(update_fields=["state", "settled_at"])


def count(offering_id: int, change: int) -> None:
    Offering.objects.filter(pk=offering_id).update(seats_taken=F("seats_taken") + change)


def hold_for(line: Line, learner: int, say: Callable[[datetime], str]) -> None:
    """A seat that was hers and still counts as taken, while something stands against it: as an offer, though she is not asked whether she may have it.

    She stands in the queue. `say`: the notice, which is given until when.
    """
    _offer(line, _new(line, line.offering.seats_free < 1), learner, say)


def _offer(line: Line, seat: FreedSeat, heir: int, say: Callable[[datetime], str] | None = None) -> None:
    until = held_until(line.now, User.objects.values_list("served_by_phone", flat=True).get(pk=heir))
    if seat.state != FreedSeat.State.OFFERED:
        seat.state = FreedSeat.State.OFFERED
        seat.save(update_fields=["state"])
    SeatOffer.objects.create(seat=seat, offering=line.offering, learner_id=heir, offered_at=line.now, lapses_at=until)
    line.waiting.remove(heir)
    line.vacant.take(heir)
    told = say or partial(_offered, line.offering.course.title)
    tell_her(heir, OFFER, lambda: told(until), line.offering.pk, line.now)


def _offered(course: str, until: datetime) -> str:
    return _("A seat in “%(course)s” is kept for you until %(when)s. Please say whether you take it.") % {"course": course, "when": times.moment(until)}


def tell_her(learner_id: int, kind: str, text: Callable[[], str], offering_id: int, now: datetime) -> None:
    notices.tell([learner_id], kind=kind, text=text, link=notices.address("selection:offering", offering_id), now=now)


# ---- everything that is due in one class


def turn(offering_id: int, now: datetime, *, fresh: int = 0, again: bool = False) -> int:
    """Let lapse what was not answered, bring back what has rested, and offer what is free to those who wait; how many offers were made.

    `fresh` seats are new in this moment (the office has added them). `again`: who was asked since she joined is asked once more, since the office has
    opened the class anew. Doing it twice changes nothing.
    """
    before = SeatOffer.objects.filter(offering=offering_id).count()
    loose = _lapsed(offering_id, now)
    line = line_of(offering_id, now)
    if line.facts.cancelled:
        withdraw_all(line)
    for seat in loose if not line.facts.cancelled else ():
        hand_on(line, seat)
    for seat in FreedSeat.objects.filter(offering=offering_id, state=FreedSeat.State.RESTING, returns_at__lte=now).order_by("returns_at", "pk"):
        hand_on(line, seat, rests=False)
    _offer_free(line, fresh, again)
    announce(offering_id)
    return SeatOffer.objects.filter(offering=offering_id).count() - before


def _lapsed(offering_id: int, now: datetime) -> list[FreedSeat]:
    """The seats of offers whose time is over."""
    late = SeatOffer.objects.filter(offering=offering_id, state=SeatOffer.State.OPEN, lapses_at__lte=now).select_related("seat", "offering__course")
    return [_lapse(offer, now) for offer in late.order_by("lapses_at", "pk")]


def _lapse(offer: SeatOffer, now: datetime) -> FreedSeat:
    settle_offer(offer, SeatOffer.State.LAPSED, now)
    course = offer.offering.course.title
    tell_her(
        offer.learner_id,
        LAPSED,
        lambda: _("The seat in “%(course)s” went on to the next, since its time was over. You keep your place for the next seat.") % {"course": course},
        offer.offering_id,
        now,
    )
    return offer.seat


def settle_offer(offer: SeatOffer, state: SeatOffer.State, now: datetime) -> None:
    offer.state, offer.settled_at = state, now
    offer.save(update_fields=["state", "settled_at"])


def withdraw_all(line: Line) -> None:
    """The class is cancelled: nothing is offered and nothing rests any more."""
    SeatOffer.objects.filter(offering=line.offering, state=SeatOffer.State.OPEN).update(state=SeatOffer.State.WITHDRAWN, settled_at=line.now)
    live = FreedSeat.objects.filter(offering=line.offering, state__in=FreedSeat.LIVE)
    count(line.offering.pk, -live.update(state=FreedSeat.State.BACK, settled_at=line.now))


def give_up_resting(offering: Offering, seats: int, now: datetime) -> None:
    """The office wants fewer seats: those that rest are nobody's, and go first."""
    over = offering.seats_taken - seats
    for seat in FreedSeat.objects.filter(offering=offering, state=FreedSeat.State.RESTING).order_by("pk")[: max(0, over)]:
        settle_seat(seat, FreedSeat.State.BACK, now)
        count(offering.pk, -1)


def _offer_free(line: Line, fresh: int, again: bool) -> None:
    """Free seats for those who wait beside them: a clash has ended, the office has added seats, selection has opened.

    Who was asked since she joined is not asked for them again and again: while they are free she can pick one herself.
    """
    if not hands_on(line.facts) or not line.waiting:
        return
    line.offering.refresh_from_db(fields=["seats_taken"])
    free = line.offering.seats_free
    is_open = line.facts.opens_at <= line.now < line.facts.closes_at
    asked = set() if again else _asked_since_joining(line.offering.pk)
    for number in range(free if is_open else min(free, fresh)):
        heir = line.heir(() if number < fresh else asked)
        if heir is None:
            return
        count(line.offering.pk, 1)
        _offer(line, _new(line, scarce=False), heir)


def _asked_since_joining(offering_id: int) -> set[int]:
    offers = SeatOffer.objects.filter(offering=offering_id, learner=OuterRef("learner"), offered_at__gte=OuterRef("joined_at"))
    entries = WaitlistEntry.objects.filter(offering=offering_id, state=WaitlistEntry.State.WAITING)
    return set(entries.filter(Exists(offers)).values_list("learner", flat=True))
