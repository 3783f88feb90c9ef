"""A recording that belongs to no lesson yet, such as the second half of a split one, is given its lesson."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from college.models import User
from courses.selection.domain.events import announce
from courses.selection.domain.lessons import may_teach
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Lesson, Offering
from media.domain import answering, note
from media.models import Recording

MOST = 300  # lessons to choose from


class LessonHasOne(DomainError):
    """Somebody must say first that the lesson's recording is to give way to this one."""

    code = "lesson_has_one"
    message = _("This lesson has a recording already. Please look at both before you put this one in its place.")


class HasLesson(DomainError):
    """A recording belongs to one lesson."""

    code = "has_lesson"
    message = _("This recording belongs to a lesson already.")


def spare_recordings(*, owner: User | None) -> QuerySet[Recording]:
    """Somebody's recordings that belong to no lesson and could: newest first."""
    return Recording.objects.kept().filter(owner=owner, lesson=None).exclude(state=Recording.State.FAILED)


def lessons_for(*, recording: Recording, by: User) -> list[Lesson]:
    """Where it may be put: lessons of the course whose recording is of the same file, else of all classes of its owner; those without one first."""
    if not answering.answers_for(by, recording):
        return []
    hers = Lesson.objects.filter(_may_have(recording), offering__in=Offering.objects.kept_or_taught_by(by))
    lessons = hers.select_related("offering__course", "offering__teacher", "offering__term", "unit", "recording")
    found = lessons.order_by("-offering__term__starts_on", "starts_at", "pk")[:MOST]
    return sorted(found, key=lambda lesson: lesson.recording_id is not None)


def _may_have(recording: Recording) -> Q:
    twins = Lesson.objects.filter(recording__sha256=recording.sha256, recording__owner=recording.owner)
    mine = Q(offering__teacher__user=recording.owner)
    return (mine & Q(offering__course__in=twins.values("offering__course"))) | Q(offering__in=twins.values("offering")) if twins.exists() else mine


def place(*, lesson: Lesson, recording: Recording, by: User, instead_of: int | None, now: datetime) -> Lesson:
    """Make it the recording of this lesson. `instead_of` is the key of the recording that gives way; it then belongs to no lesson and is not deleted.

    Raises NotYourClass (also for a lesson of another course), HasLesson, LessonHasOne. Again: nothing changes.
    """
    with transaction.atomic():
        current = Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson.pk).first()
        held = Recording.objects.kept().select_for_update(of=("self",), no_key=True).filter(pk=recording.pk).first()
        if current is None or held is None or not may_teach(by, lesson.offering) or lesson not in lessons_for(recording=held, by=by):
            raise NotYourClass
        if current.recording_id == held.pk:
            return current
        if Lesson.objects.filter(recording=held).exists():
            raise HasLesson
        if current.recording_id not in (None, instead_of):
            raise LessonHasOne
        _put(lesson, held, by)
    return lesson


def _put(lesson: Lesson, recording: Recording, by: User) -> None:
    lesson.recording = recording
    lesson.save(update_fields=["recording"])
    Recording.objects.filter(pk=recording.pk).update(title=f"{lesson.offering.course.title} {lesson.shown_title}"[:200])
    note(recording=recording, action="media.place", by=by)
    announce(lesson.offering_id)
