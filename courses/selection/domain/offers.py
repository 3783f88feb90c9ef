"""What a learner, or the desk for her, does with a seat that is held for her; and what the clock does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from college.errors import NotAllowed
from college.models import User
from courses.selection import times
from courses.selection.domain import refusals
from courses.selection.domain.acting import serves
from courses.selection.domain.events import announce
from courses.selection.domain.handing_on import OFFER_ENDS, hand_on, line_of, settle_offer, settle_seat, tell_her, turn
from courses.selection.domain.locks import lock_learner, lock_offering
from courses.selection.domain.once import Keep
from courses.selection.domain.standing import Standing, refuse, standing
from courses.selection.models import Enrolment, FreedSeat, Offering, SeatOffer, WaitlistEntry
from courses.selection.rules.waitlist import REMINDERS, against_accepting, reminders_due

logger = logging.getLogger(__name__)


def open_offer(offering_id: int, learner_id: int) -> SeatOffer | None:
    mine = SeatOffer.objects.filter(offering=offering_id, learner=learner_id, state=SeatOffer.State.OPEN)
    return mine.select_related("seat").first()


def accept_offer(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> Enrolment:
    """Take the seat that is held for her.

    Raises AlreadyEnrolled (also for the second of two devices), NoOffer, OfferLapsed, and what stands against it: cancelled, over, not for her, a clash.
    """
    with transaction.atomic():
        found = _held(offering_id, learner, now)
        enrolment = take_offered(found, learner, now)
        if keep:
            keep(enrolment)
    return enrolment


def _held(offering_id: int, learner: User, now: datetime) -> Standing:
    lock_learner(learner.pk)
    lock_offering(offering_id)
    return standing(offering_id=offering_id, learner_id=learner.pk, now=now)


def take_offered(found: Standing, learner: User, now: datetime) -> Enrolment:
    """The same while her account and the class are held. The seat is counted already."""
    offer = _hers(found, learner, now)
    against = against_accepting(found.facts, now)
    if against:
        refuse(found, against[0])
    enrolment = Enrolment.objects.create(offering=found.offering, learner=learner, picked_at=now)
    settle_offer(offer, SeatOffer.State.ACCEPTED, now)
    settle_seat(offer.seat, FreedSeat.State.GIVEN, now)
    waiting = WaitlistEntry.objects.filter(offering=found.offering, learner=learner, state=WaitlistEntry.State.WAITING)
    waiting.update(state=WaitlistEntry.State.PROMOTED, settled_at=now)
    announce(found.offering.pk)
    return enrolment


def _hers(found: Standing, learner: User, now: datetime) -> SeatOffer:
    offer = open_offer(found.offering.pk, learner.pk)
    if offer is None:
        raise refusals.AlreadyEnrolled if found.facts.enrolled else refusals.NoOffer
    if offer.lapses_at <= now:
        raise refusals.OfferLapsed
    return offer


def decline_offer(*, offering_id: int, learner: User, now: datetime, keep: Keep | None = None) -> WaitlistEntry:
    """Let the seat go to the next; her place in the queue, which is returned, stays for the next seat. Raises NoOffer and OfferLapsed."""
    with transaction.atomic():
        found = _held(offering_id, learner, now)
        offer = _hers(found, learner, now)
        settle_offer(offer, SeatOffer.State.DECLINED, now)
        hand_on(line_of(offering_id, now), offer.seat)
        announce(offering_id)
        entry = WaitlistEntry.objects.get(offering=offering_id, learner=learner, state=WaitlistEntry.State.WAITING)
        if keep:
            keep(entry)
    return entry


def let_go(offering_id: int, learner_id: int, now: datetime) -> None:
    """She has left the queue, or has a seat: what was held for her goes on. The class is held."""
    offer = open_offer(offering_id, learner_id)
    if offer is not None:
        settle_offer(offer, SeatOffer.State.WITHDRAWN, now)
        hand_on(line_of(offering_id, now), offer.seat)


# ---- the desk


def to_call(by: User) -> QuerySet[SeatOffer]:
    """The open offers of people who are served by phone, the most urgent first. Raises NotAllowed for whoever is not at the desk."""
    if not serves(by):
        raise NotAllowed
    mine = SeatOffer.objects.filter(state=SeatOffer.State.OPEN, learner__served_by_phone=True)
    return mine.select_related("learner", "offering__course", "offering__venue", "offering__room").order_by("lapses_at", "pk")


# ---- the clock


def turn_class(*, offering_id: int, now: datetime) -> int:
    """`handing_on.turn` in a transaction of its own."""
    with transaction.atomic():
        lock_offering(offering_id)
        return turn(offering_id, now)


def turn_offers(*, now: datetime) -> int:
    """Everything about offers that is due at this moment, class by class; how many offers were made. Doing it twice changes nothing.

    A class, or a reminder, that breaks keeps none of the others waiting; at the end an ExceptionGroup is raised with all that broke.
    """
    broken = list[Exception]()
    for offer in _to_remind(now):
        _tried(broken, f"the reminder of offer {offer.pk}", partial(_remind_her, offer, reminders_due(offer.lapses_at, now), now))
    made = sum(_tried(broken, f"the queue of class {pk}", partial(turn_class, offering_id=pk, now=now)) or 0 for pk in sorted(_due(now)))
    if broken:
        raise ExceptionGroup("some offers were not turned", broken)
    return made


def turn_at_once(offering_ids: Iterable[int], now: datetime) -> None:
    """Turn these classes after something that is done already: one that breaks is written down and left to the sweep."""
    for pk in offering_ids:
        _tried([], f"the queue of class {pk}", partial(turn_class, offering_id=pk, now=now))


def _tried[Done](broken: list[Exception], what: str, work: Callable[[], Done]) -> Done | None:
    """What the work gives; None when it broke, which is written down."""
    try:
        return work()
    except Exception as error:
        logger.exception("%s broke", what)
        broken.append(error)
    return None


def _due(now: datetime) -> set[int]:
    late = SeatOffer.objects.filter(state=SeatOffer.State.OPEN, lapses_at__lte=now)
    rested = FreedSeat.objects.filter(state=FreedSeat.State.RESTING, returns_at__lte=now)
    return {*late.values_list("offering", flat=True), *rested.values_list("offering", flat=True), *_free_and_waited_for(now)}


def _free_and_waited_for(now: datetime) -> Iterable[int]:
    current = Offering.objects.filter(seats_taken__lt=F("capacity"), state=Offering.State.OPEN, term__ends_on__gte=timezone.localdate(now))
    return current.filter(waitlist__state=WaitlistEntry.State.WAITING).values_list("pk", flat=True).distinct()


def _to_remind(now: datetime) -> QuerySet[SeatOffer]:
    near = SeatOffer.objects.filter(state=SeatOffer.State.OPEN, lapses_at__gt=now, lapses_at__lte=now + max(REMINDERS, default=timedelta()))
    return near.filter(reminders__lt=len(REMINDERS)).select_related("offering__course").order_by("lapses_at", "pk")


def _remind_her(offer: SeatOffer, due: int, now: datetime) -> None:
    """Each reminder once, whoever else is at it."""
    course, until = offer.offering.course.title, offer.lapses_at
    with transaction.atomic():
        mine = SeatOffer.objects.filter(pk=offer.pk, state=SeatOffer.State.OPEN, reminders__lt=due)
        if mine.update(reminders=due):
            tell_her(
                offer.learner_id,
                OFFER_ENDS,
                lambda: (
                    _("Still kept for you until %(when)s: a seat in “%(course)s”. After that it goes to the next.")
                    % {"when": times.moment(until), "course": course}
                ),
                offer.offering_id,
                now,
            )
