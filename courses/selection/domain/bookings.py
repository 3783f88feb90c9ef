"""Rooms and teachers are booked by the database itself (booking_triggers.py); here its refusals get words, and what overlapped before is found.

Two classes held together, in one room with one teacher, are one class with seats for both: two of them are refused like any other pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from courses.selection.booking_triggers import OVERLAPS
from courses.selection.domain.refusals import DoubleBooked
from courses.selection.models import Booking, Lesson, Offering
from courses.selection.rules.bookings import Held, overlaps, to_mark

COLUMNS = ("starts_at", "ends_at", "pk", "room", "teacher")


@contextmanager
def refusing_overlaps(wanted: Callable[[], Iterable[Held]]) -> Iterator[None]:
    """Around a transaction that books rooms or teachers. What the database refuses is raised as DoubleBooked, which names the other class.

    `wanted` says what was to be booked; it is asked only then, after the work was undone.
    """
    try:
        yield
    except IntegrityError as error:
        if OVERLAPS not in str(error):
            raise
        raise refusal_for(list(wanted())) from error


def refusal_for(wanted: Sequence[Held]) -> DoubleBooked:
    """The refusal for the earliest lesson that cannot be had; without a name when the other one has gone meanwhile."""
    if not wanted:
        return DoubleBooked()
    first, last = min(one.starts_at for one in wanted), max(one.ends_at for one in wanted)
    mine = Q(room__in={one.room for one in wanted} - {None}) | Q(teacher__in={one.teacher for one in wanted} - {None})
    there = [Held(*row) for row in Booking.objects.filter(mine, starts_at__lt=last, ends_at__gt=first).order_by().values_list(*COLUMNS)]
    ours = {one.lesson for one in wanted}
    others = [one for one in there if one.lesson not in ours]
    for one in sorted(wanted):
        if met := [other for other in (*others, *wanted) if other != one and other.meets(one)]:
            return _named(one, min(met))
    return DoubleBooked()


def _named(wanted: Held, other: Held) -> DoubleBooked:
    """A lesson that is only being planned has no row: then it is the class itself that is in two places, and no name is needed."""
    lesson = Lesson.objects.select_related("offering__course", "offering__teacher", "offering__room__venue", "room__venue").filter(pk=other.lesson).first()
    return DoubleBooked(lesson, in_room=other.room is not None and other.room == wanted.room) if lesson else DoubleBooked()


def wanted_by(offering: Offering, lessons: Iterable[Lesson]) -> list[Held]:
    """What these lessons of a class keep busy, as the database books them. A lesson without a key gets a number below nought."""
    if offering.state == Offering.State.CANCELLED:
        return []
    own = None if offering.mode == Offering.Mode.ONLINE else offering.room_id
    return [
        Held(lesson.starts_at, lesson.ends_at, lesson.pk or -place, lesson.room_id or own, offering.teacher_id) for place, lesson in enumerate(lessons, start=1)
    ]


def lessons_to_come(offering: Offering, now: datetime) -> QuerySet[Lesson]:
    return Lesson.objects.filter(offering=offering.pk, ends_at__gt=now)


# ---- what overlapped before


@dataclass(frozen=True)
class Overlap:
    """Two lessons that want one room or one teacher at one time, and what they share."""

    earlier: Lesson
    later: Lesson
    share_room: bool
    share_teacher: bool


def known_overlaps(now: datetime) -> list[Overlap]:
    """Pairs of lessons to come that overlapped before the database refused it, earliest first. Two queries, and one while there are none."""
    coming = Booking.objects.filter(ends_at__gt=now)
    known = set(coming.filter(is_known=True).values_list("pk", flat=True))
    pairs = [pair for pair in overlaps(_held(coming)) if {pair[0].lesson, pair[1].lesson} & known] if known else []
    related = Lesson.objects.select_related("offering__course", "offering__teacher", "offering__room__venue", "room__venue")
    found = related.in_bulk({one.lesson for pair in pairs for one in pair})
    return [
        Overlap(found[one.lesson], found[other.lesson], one.room is not None and one.room == other.room, one.teacher == other.teacher) for one, other in pairs
    ]


def _held(bookings: QuerySet[Booking]) -> list[Held]:
    return [Held(*row) for row in bookings.order_by().values_list(*COLUMNS)]


def book_all(now: datetime) -> int:
    """Book the lessons that are not booked as they should be, such as those from before there were bookings; how many. What overlaps is marked as known.

    Part of every `migrate`, since the triggers step aside while tables are made anew.
    """
    with transaction.atomic():
        stale = _unbooked(now)
        if not stale:
            return 0
        Booking.objects.filter(lesson__ends_at__gt=now, pk__in=[one.lesson for one in stale if one.ends_at > now]).delete()
        marked = to_mark(_held(Booking.objects.all()), stale)
        rows = [_row(one, one.lesson in marked) for one in stale]
        Booking.objects.bulk_create(sorted(rows, key=lambda row: row.is_known), batch_size=1000)
    return len(stale)


def _row(one: Held, is_known: bool) -> Booking:
    return Booking(lesson_id=one.lesson, room_id=one.room, teacher_id=one.teacher, starts_at=one.starts_at, ends_at=one.ends_at, is_known=is_known)


def _unbooked(now: datetime) -> list[Held]:
    """Lessons without a booking, and lessons to come with another one than they should have; bookings of cancelled lessons to come are taken out."""
    Booking.objects.filter(lesson__offering__state=Offering.State.CANCELLED, ends_at__gt=now).delete()
    wanted = Lesson.objects.exclude(offering__state=Offering.State.CANCELLED).filter(Q(booking=None) | Q(ends_at__gt=now))
    names = ("starts_at", "ends_at", "pk", "room", "offering__teacher", "offering__room", "offering__mode")
    there = {one.lesson: one for one in _held(Booking.objects.filter(lesson__ends_at__gt=now))}
    held = [_from_row(*row) for row in wanted.order_by().values_list(*names)]
    return [one for one in held if there.get(one.lesson) != one]


def _from_row(starts_at: datetime, ends_at: datetime, lesson: int, room: int | None, teacher: int, class_room: int | None, mode: str) -> Held:
    return Held(starts_at, ends_at, lesson, room or (None if mode == Offering.Mode.ONLINE else class_room), teacher)


def mark_known(bookings: QuerySet[Booking], **changes: Any) -> int:
    """Write changes of what is over even where it overlaps: what was, was."""
    return bookings.update(is_known=True, **changes)
