"""What moves in this room when two rows of one teacher become one: her classes, and the times at which she was busy."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext_lazy

from college.models import Teacher
from college.teacher_merging import Mover
from courses.selection.domain.bookings import mark_known, refusing_overlaps, wanted_by
from courses.selection.models import Booking, Lesson, Offering
from courses.selection.rules.bookings import Held


def _count(gone: Teacher) -> int:
    return Offering.objects.filter(teacher=gone).count()


def _move(kept: Teacher, gone: Teacher, now: datetime) -> None:
    """Two lessons to come at one time refuse the whole (DoubleBooked): she cannot hold both. What is over is left as it was, also where it overlaps."""
    classes = Offering.objects.filter(teacher=gone)
    keys = list(classes.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    with refusing_overlaps(lambda: _wanted(keys, kept, now)), transaction.atomic():
        classes.update(teacher=kept, updated_at=now)
    mark_known(Booking.objects.filter(teacher=gone), teacher=kept)


def _wanted(keys: list[int], kept: Teacher, now: datetime) -> list[Held]:
    lessons = Lesson.objects.filter(offering__in=keys, ends_at__gt=now).select_related("offering")
    held = [one for lesson in lessons for one in wanted_by(lesson.offering, [lesson])]
    return [Held(one.starts_at, one.ends_at, one.lesson, one.room, kept.pk) for one in held]


CLASSES = Mover("classes", pgettext_lazy("moves with a teacher", "classes"), ("courses.offering.teacher", "courses.booking.teacher"), _count, _move)
