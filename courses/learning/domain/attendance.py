"""Who was in the room, as the teacher confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from college.models import User
from courses.learning.domain import refusals
from courses.learning.domain.completing import complete
from courses.learning.domain.evidence import ATTENDED
from courses.learning.models import Attendance, Completion, RollCall
from courses.selection.domain import may_teach
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Enrolment, Lesson, Offering


@dataclass(frozen=True, slots=True)
class Line:
    """One learner on a lesson's list: what was confirmed (empty when nothing), whether that is settled, and whether she came to the class afterwards."""

    enrolment: Enrolment
    state: str
    settled: bool
    came_later: bool

    @property
    def likely(self) -> str:
        """What stands on the list until somebody says otherwise."""
        return self.state or (Attendance.State.ABSENT if self.came_later else Attendance.State.PRESENT).value


def roll_of(*, lesson: Lesson) -> list[Line]:
    """The list of a lesson: everybody with a seat, in the order of picking; two queries."""
    confirmed = dict(Attendance.objects.filter(roll_call__lesson=lesson).values_list("enrolment", "state"))
    seats = Enrolment.objects.filter(offering=lesson.offering_id, state=Enrolment.State.ENROLLED).select_related("learner", "completion")
    return [_line(seat, confirmed.get(seat.pk, ""), lesson) for seat in seats]


def _line(seat: Enrolment, state: str, lesson: Lesson) -> Line:
    return Line(seat, state, state in ATTENDED and hasattr(seat, "completion"), seat.picked_at > lesson.ends_at)


def confirm_roll_call(*, by: User, lesson: Lesson, states: Mapping[int, str], now: datetime) -> RollCall:
    """Confirm who was at a lesson: a state of `Attendance.State` for each enrolment's key. Confirming again corrects what is named, and no more.

    Those who thereby have enough lessons complete the course. Raises NotYourClass, LessonNotBegun, NotHeld, NotInClass, AttendanceSettled;
    a refused list changes nothing.
    """
    if not may_teach(by, lesson.offering):
        raise NotYourClass
    with transaction.atomic():
        _must_be_held(_locked(lesson), now)
        seats = _seats(lesson, states)
        _must_not_be_settled(lesson, seats, states)
        call, _made = RollCall.objects.update_or_create(lesson=lesson, defaults={"confirmed_by": by, "confirmed_at": now})
        _write(call, states)
        complete(enrolment_ids=seats, now=now)
    return call


def _locked(lesson: Lesson) -> Lesson:
    """The lesson as it is now, held: two lists of one lesson come one after the other."""
    found = Lesson.objects.select_for_update(of=("self",), no_key=True).select_related("offering").filter(pk=lesson.pk).first()
    if found is None:
        raise NotYourClass
    return found


def _must_be_held(lesson: Lesson, now: datetime) -> None:
    if lesson.offering.state == Offering.State.CANCELLED:
        raise refusals.NotHeld
    if lesson.starts_at > now:
        raise refusals.LessonNotBegun


def _seats(lesson: Lesson, states: Mapping[int, str]) -> dict[int, Enrolment]:
    """The seats that the list names, by their keys. Raises NotInClass for any other name or state."""
    held = Enrolment.objects.filter(offering=lesson.offering_id, state=Enrolment.State.ENROLLED, pk__in=states).select_related("learner")
    seats = {seat.pk: seat for seat in held}
    if seats.keys() != states.keys() or not set(states.values()) <= set(Attendance.State.values):
        raise refusals.NotInClass
    return seats


def _must_not_be_settled(lesson: Lesson, seats: Mapping[int, Enrolment], states: Mapping[int, str]) -> None:
    """A line that says "was there" cannot be taken back from somebody who has completed the course."""
    away = [key for key, state in states.items() if state not in ATTENDED]
    there = Attendance.objects.filter(roll_call__lesson=lesson, enrolment__in=away, state__in=ATTENDED).values_list("enrolment", flat=True)
    settled = Completion.objects.filter(enrolment__in=list(there)).values_list("enrolment", flat=True).first()
    if settled is not None:
        raise refusals.AttendanceSettled(seats[settled].learner.get_full_name())


def _write(call: RollCall, states: Mapping[int, str]) -> None:
    lines = [Attendance(roll_call=call, enrolment_id=key, state=state) for key, state in states.items()]
    Attendance.objects.bulk_create(lines, update_conflicts=True, unique_fields=["roll_call", "enrolment"], update_fields=["state"])
