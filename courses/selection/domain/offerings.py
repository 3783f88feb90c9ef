"""What staff do with an offering: its state, its fields, its lessons."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from courses.catalogue.models import Unit
from courses.selection.domain import refusals
from courses.selection.domain.bookings import lessons_to_come, refusing_overlaps, wanted_by
from courses.selection.domain.events import announce
from courses.selection.domain.handing_on import give_up_resting, turn
from courses.selection.domain.locks import lock_offering
from courses.selection.domain.news import telling
from courses.selection.domain.next_wishes import give_next, hold_next
from courses.selection.domain.reopening import Lost, begins_anew, cannot_keep, hold_for_them, hold_people
from courses.selection.domain.withdrawing import take_out_wishes
from courses.selection.models import Lesson, Offering
from courses.selection.rules import weekly_slots
from courses.selection.rules.bookings import Held

MOST_LESSONS = 60
NEVER_WRITTEN_BY_FORMS = {"seats_taken", "created_at"}
DECIDED = ("state", "capacity")  # what a save has consequences for people by: only ever written by somebody who saw what it was


def cancel_offering(*, offering_id: int, now: datetime) -> Offering:
    """Cancel an offering. Those who hold a seat keep the record, and everybody concerned is told; nobody gets a seat any more, and no offer stands."""
    with transaction.atomic(), _cancelling(offering_id, now):
        return _set_state(offering_id, Offering.State.CANCELLED, now)


@contextlib.contextmanager
def _cancelling(offering_id: int, now: datetime) -> Iterator[None]:
    """Before and after a class is cancelled: it falls out of open lists of wishes, and who was drawn into it gets her next wish."""
    take_out_wishes(offering_id=offering_id, now=now)
    hers = hold_next(offering_id)
    yield
    give_next(offering_id=offering_id, hers=hers, now=now)


def close_offering(*, offering_id: int, now: datetime) -> Offering:
    """Take no new picks, and offer no seats, until the offering is opened again. What was offered stays so; its queue is kept, and people may join it."""
    return _set_state(offering_id, Offering.State.CLOSED, now)


def open_offering(*, offering_id: int, now: datetime) -> Offering:
    """Take picks again; first, free seats are offered to those who wait. A class that was cancelled is held again, see `reopening`.

    Raises DoubleBooked when a room or the teacher has been given away meanwhile.
    """
    with refusing_overlaps(lambda: _coming(Offering.objects.get(pk=offering_id), now, state=Offering.State.OPEN)):
        return _set_state(offering_id, Offering.State.OPEN, now)


def _set_state(offering_id: int, state: Offering.State, now: datetime) -> Offering:
    with transaction.atomic():
        held = state != Offering.State.CANCELLED and hold_people(offering_id)
        offering = lock_offering(offering_id)
        before, offering.state = offering.state, state
        _written(offering, before, ["state", "updated_at"], now, held=held)
        _follow(offering, before, now)
    offering.refresh_from_db(fields=["seats_taken"])
    return offering


def _written(offering: Offering, before: str, names: list[str], now: datetime, *, held: bool) -> None:
    """Save, tell, and hold seats for those who cannot keep them. `held`: whether the people of a cancelled class are held."""
    lost: Lost = {}
    again = begins_anew(before, offering.state, held=held)
    with telling([offering.pk], now, but=lost):
        offering.save(update_fields=names)
        lost.update(cannot_keep(offering.pk, now) if again else {})
    hold_for_them(offering.pk, lost, now)


def _follow(offering: Offering, before: str, now: datetime, fresh: int = 0) -> None:
    """What a new state or more seats mean for those who wait."""
    turn(offering.pk, now, fresh=fresh, again=offering.state == Offering.State.OPEN != before)


def change_offering(*, offering: Offering, fields: Iterable[str], now: datetime, seen: Mapping[str, Any] | None = None) -> Offering:
    """Write the named fields of a changed offering, never its count of seats: picks go on while a form is open.

    `seen`: the values that a form was opened with, by name; a named field that has another one by now is not written. State and seats that are not named
    are given to `offering` as they are. More seats are offered to the queue at once; of fewer, those that rest go first.

    Raises ChangedMeanwhile, SeatsInUse when more seats are taken than the new capacity, and DoubleBooked.
    """
    names = {*fields, "updated_at"} - NEVER_WRITTEN_BY_FORMS
    cancelled = "state" in names and offering.state == Offering.State.CANCELLED
    reopens = "state" in names and not cancelled
    ends = cancelled and Offering.objects.values_list("state", flat=True).get(pk=offering.pk) != Offering.State.CANCELLED
    try:
        with refusing_overlaps(lambda: _coming(offering, now)), transaction.atomic(), _cancelling(offering.pk, now) if ends else contextlib.nullcontext():
            _write(offering, names, now, seen or {}, held=reopens and hold_people(offering.pk))
    except IntegrityError as error:
        raise refusals.SeatsInUse from error
    offering.refresh_from_db(fields=["seats_taken"])
    return offering


def _write(offering: Offering, names: set[str], now: datetime, seen: Mapping[str, Any], *, held: bool) -> None:
    before = lock_offering(offering.pk)
    for name in names & seen.keys():
        if getattr(before, name) not in (seen[name], getattr(offering, name)):
            raise refusals.ChangedMeanwhile(before, name)
    for name in {*DECIDED} - names:
        setattr(offering, name, getattr(before, name))
    if "capacity" in names:
        give_up_resting(before, offering.capacity, now)
    _written(offering, before.state, sorted(names), now, held=held)
    _follow(Offering.objects.get(pk=offering.pk), before.state, now, fresh=max(0, offering.capacity - before.capacity) if "capacity" in names else 0)


def _coming(offering: Offering, now: datetime, **changes: Any) -> list[Held]:
    """What the lessons to come of this class would keep busy."""
    for name, value in changes.items():
        setattr(offering, name, value)
    return wanted_by(offering, lessons_to_come(offering, now))


def plan_lessons(*, offering: Offering, first: datetime, minutes: Sequence[int], skip: Iterable[int] = (), now: datetime) -> list[Lesson]:
    """Make one lesson a week from `first` (aware), as many as `minutes` has entries, after those that exist; units follow in order.

    `skip` names weeks without a lesson (0 is the first). Raises BadPlan for none or more than MOST_LESSONS, and DoubleBooked.
    """
    if not 0 < len(minutes) <= MOST_LESSONS:
        raise refusals.BadPlan
    lessons: list[Lesson] = []
    with refusing_overlaps(lambda: wanted_by(offering, lessons)), transaction.atomic():
        lock_offering(offering.pk)
        begun = offering.lessons.aggregate(last=Max("number"))["last"] or 0
        units = _units_left(offering)
        lessons += [
            Lesson(
                offering=offering, number=begun + place, unit=units[place - 1] if place <= len(units) else None, starts_at=slot.starts_at, ends_at=slot.ends_at
            )
            for place, slot in enumerate(weekly_slots(first, minutes, skip), start=1)
        ]
        with telling([offering.pk], now):
            Lesson.objects.bulk_create(lessons)
        announce(offering.pk)
    return lessons


def _units_left(offering: Offering) -> list[Unit]:
    """The course's units that no lesson of this offering has taken up yet, in order."""
    return list(Unit.objects.filter(page=offering.course_id).exclude(lessons__offering=offering).order_by(F("sort_order").asc(nulls_last=True), "pk"))


def delete_lesson(*, lesson: Lesson, now: datetime, how: Callable[[], object] | None = None) -> None:
    """Take out a lesson that has no recording, and tell everybody concerned; `how` deletes its row. A lesson with one is history: raises LessonStays."""
    if lesson.recording_id is not None:
        raise refusals.LessonStays
    with transaction.atomic():
        offering_id = lesson.offering_id
        with telling([offering_id], now):
            (how or lesson.delete)()
        announce(offering_id)
