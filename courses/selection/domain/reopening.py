"""A cancelled class that is held after all. Meanwhile its people may have taken another class of its course, one at its time, or as many as they may have.

Whoever can have both keeps her seat as it was. Who cannot has given nothing up: the seat is held for her like an offer, a day or two, at the head of the
queue, and she is told what stands against it. She gives the other class back and takes it, or lets it go on to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from courses.selection import times
from courses.selection.domain import refusals
from courses.selection.domain.eligibility import unmet_by
from courses.selection.domain.handing_on import free_seat, hold_for, line_of
from courses.selection.domain.locks import lock_learners
from courses.selection.domain.standing import clash_with, counted_titles, held_slots, slots_of_offering, with_twin
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from courses.selection.rules import Reason

Lost = dict[int, Callable[[datetime], str]]  # by learner, in the order of picking, the notice; it is given the time until which her seat is held


def hold_people(offering_id: int) -> bool:
    """Before a class is held that may be cancelled: its people, if it is."""
    is_cancelled = Offering.objects.filter(pk=offering_id, state=Offering.State.CANCELLED).exists()
    if is_cancelled:
        lock_learners(_seats(offering_id).values_list("learner", flat=True))
    return is_cancelled


def begins_anew(before: str, state: str, *, held: bool) -> bool:
    """Whether a class comes back from being cancelled. Raises CancelledMeanwhile when its people are not `held`."""
    if not before == Offering.State.CANCELLED != state:
        return False
    if not held:
        raise refusals.CancelledMeanwhile
    return True


def cannot_keep(offering_id: int, now: datetime) -> Lost:
    """Who cannot have her seat beside what she has now. The class is no longer cancelled."""
    offering = Offering.objects.select_related("term__selection_plan", "course").get(pk=offering_id)
    learners = list(_seats(offering_id).order_by("picked_at", "pk").values_list("learner", flat=True))
    coming, held = [slot for slot in slots_of_offering(offering_id) if slot.ends_at > now], held_slots(learners, now)
    unmet, twins = unmet_by(offering, learners, now), with_twin(offering, learners)
    lost: Lost = {}
    for learner in learners:
        clash, title = clash_with(coming, held[learner], offering_id)
        if learner in twins:
            lost[learner] = _same_course(str(offering))
        elif clash:
            lost[learner] = _clashes(str(offering), title)
        elif Reason.LIMIT in unmet.get(learner, ()):
            lost[learner] = _too_many(str(offering), counted_titles(offering, learner))
    return lost


def hold_for_them(offering_id: int, lost: Lost, now: datetime) -> None:
    """Their seats, which go on counting as taken."""
    seats = _seats(offering_id).filter(learner__in=lost)
    there = set(seats.filter(learner__is_active=True).values_list("learner", flat=True))
    seats.update(state=Enrolment.State.DROPPED, dropped_at=now)
    _to_the_head(offering_id, [learner for learner in lost if learner in there], now)
    for learner, say in lost.items():
        if learner in there:
            hold_for(line_of(offering_id, now), learner, say)
        else:
            free_seat(offering_id, now)


def _seats(offering_id: int) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(offering=offering_id, state=Enrolment.State.ENROLLED)


def _to_the_head(offering_id: int, learners: list[int], now: datetime) -> None:
    first = WaitlistEntry.objects.filter(offering=offering_id, state=WaitlistEntry.State.WAITING).aggregate(first=Min("joined_at"))["first"] or now
    begin = first - timedelta(microseconds=len(learners))
    WaitlistEntry.objects.bulk_create(
        WaitlistEntry(offering_id=offering_id, learner_id=learner, joined_at=begin + timedelta(microseconds=place)) for place, learner in enumerate(learners)
    )


def _same_course(name: str) -> Callable[[datetime], str]:
    def say(until: datetime) -> str:
        told = _(
            "“%(class)s” is held after all. You have another class of this course now. Until %(when)s your seat is kept; give the other one back to take it."
        )
        return told % {"class": name, "when": times.moment(until)}

    return say


def _clashes(name: str, other: str) -> Callable[[datetime], str]:
    def say(until: datetime) -> str:
        told = _("“%(class)s” is held after all. You have “%(other)s” at that time now. Until %(when)s your seat is kept; give “%(other)s” back to take it.")
        return told % {"class": name, "other": other, "when": times.moment(until)}

    return say


def _too_many(name: str, others: list[str]) -> Callable[[datetime], str]:
    def say(until: datetime) -> str:
        told = _(
            "“%(class)s” is held after all. You have as many classes as allowed now: %(others)s. Until %(when)s your seat is kept; give one back to take it."
        )
        return told % {"class": name, "others": refusals.quoted(others), "when": times.moment(until)}

    return say
