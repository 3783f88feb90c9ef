"""What is done with a lesson: its time and room, the recording that belongs to it, and who may do it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from college.models import User
from courses.catalogue.models.scope import keeps
from courses.selection.domain import refusals
from courses.selection.domain.bookings import refusing_overlaps, wanted_by
from courses.selection.domain.events import announce
from courses.selection.domain.news import telling
from courses.selection.models import Lesson, Offering
from media.models import Recording


class AnotherUpload(DomainError):
    """The lesson got a recording while this one was on its way."""

    code = "another_upload"
    message = _("Somebody has just uploaded a recording for this lesson. Please look at it first; if yours is the right one, upload it again in its place.")


def may_teach(user: User, offering: Offering) -> bool:
    """True for the offering's teacher and for staff of its school. Teacher and course must be loaded, or cost a query each."""
    return user.is_authenticated and (offering.teacher.user_id == user.pk or keeps(user, offering.held_by))


def lesson_to_teach(*, lesson_id: int, by: User) -> Lesson:
    """The lesson, for those who may teach it. Raises NotYourClass for everybody else, whether it exists or not."""
    found = Lesson.objects.select_related("offering__course", "offering__teacher", "offering__term", "unit", "recording").filter(pk=lesson_id).first()
    if found is None or not may_teach(by, found.offering):
        raise refusals.NotYourClass
    return found


def attach_recording(*, lesson: Lesson, recording: Recording, by: User, now: datetime) -> Lesson:
    """Make a recording the one of this lesson. Attaching the same one again changes nothing.

    Raises NotYourClass, also when the lesson is gone, and AnotherUpload when it has another recording: that one is replaced, never left over.
    """
    if not may_teach(by, lesson.offering):
        raise refusals.NotYourClass
    with transaction.atomic():
        current = Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson.pk).first()
        if current is None:
            raise refusals.NotYourClass
        if current.recording_id not in (None, recording.pk):
            raise AnotherUpload
        lesson.recording = recording
        lesson.save(update_fields=["recording"])
        announce(lesson.offering_id)
    return lesson


def set_sample(*, lesson: Lesson, is_sample: bool, by: User) -> Lesson:
    """Open a lesson's replay to everybody who is signed in, or to the class alone again."""
    if not may_teach(by, lesson.offering):
        raise refusals.NotYourClass
    with transaction.atomic():
        lesson.is_sample = is_sample
        lesson.save(update_fields=["is_sample"])
        announce(lesson.offering_id)
    return lesson


def add_lesson(*, lesson: Lesson, now: datetime) -> Lesson:
    """A lesson that the office made by hand. Raises DoubleBooked."""
    with refusing_overlaps(lambda: wanted_by(lesson.offering, [lesson])), transaction.atomic():
        with telling([lesson.offering_id], now):
            lesson.save(force_insert=True)
        announce(lesson.offering_id)
    return lesson


def change_lesson(*, lesson: Lesson, fields: Iterable[str], now: datetime) -> Lesson:
    """Write the named fields of a changed lesson, and tell everybody concerned when its time or place is another. Raises DoubleBooked.

    Its recording, which comes while a form is open, is left alone.
    """
    with refusing_overlaps(lambda: wanted_by(lesson.offering, [lesson])), transaction.atomic():
        before = Lesson.objects.values_list("offering_id", flat=True).get(pk=lesson.pk)
        with telling([before, lesson.offering_id], now):
            lesson.save(update_fields=sorted(fields))
        announce(lesson.offering_id)
    return lesson
