"""Where recordings belong, for the recordings' room, which knows no lessons."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from college.errors import DomainError
from college.roles import KEEPERS
from courses.catalogue.models.scope import classes_of_her_schools, is_scoped
from courses.selection.domain.events import announce
from courses.selection.domain.lessons import attach_recording
from courses.selection.domain.placing import spare_recordings
from courses.selection.models import Lesson
from media.models import Recording
from media.places import Place, Places

WORD = "lesson:"


def _of(keys: Collection[int]) -> dict[int, Place]:
    lessons = Lesson.objects.filter(recording__in=keys).select_related("offering__course", "unit")
    return {lesson.recording_id: _place(lesson) for lesson in lessons if lesson.recording_id is not None}


def _place(lesson: Lesson) -> Place:
    return Place(f"{lesson.offering} · {lesson.shown_title}", reverse("selection:recording", args=[lesson.pk]), lesson.ends_at)


def _taken() -> QuerySet[Any]:
    return Lesson.objects.filter(recording__isnull=False).values("recording")


def _leave(recording: Recording) -> str:
    """Called inside a transaction. Several lessons have never one recording."""
    lesson = Lesson.objects.select_for_update(of=("self",)).filter(recording=recording).first()
    if lesson is None:
        return ""
    lesson.recording = None
    lesson.save(update_fields=["recording"])
    announce(lesson.offering_id)
    return f"{WORD}{lesson.pk}"


def _take_back(recording: Recording, word: str, by: Any) -> bool:
    lesson = Lesson.objects.select_related("offering__teacher").filter(pk=word.removeprefix(WORD)).first()
    if lesson is None:
        return False
    try:
        attach_recording(lesson=lesson, recording=recording, by=by, now=timezone.now())
    except DomainError:  # it has another one now
        return False
    return True


def _beside(recording: Recording) -> dict[int, str]:
    """In the order of the lessons, newest class first."""
    courses = Lesson.objects.filter(recording__sha256=recording.sha256, recording__owner=recording.owner).values("offering__course")
    lessons = Lesson.objects.filter(offering__course__in=courses, recording__owner=recording.owner).exclude(recording=recording)
    found = lessons.select_related("offering__course", "unit").order_by("-offering__term__starts_on", "starts_at")
    spare = spare_recordings(owner=recording.owner).exclude(pk=recording.pk)
    return {lesson.recording_id: _place(lesson).words for lesson in found if lesson.recording_id} | dict.fromkeys(spare.values_list("pk", flat=True), "")


def _beyond(user: Any) -> Q | None:
    """Recordings of classes that another school holds, those too that were removed from their lessons."""
    if not is_scoped(user, *KEEPERS):
        return None
    others = Lesson.objects.exclude(classes_of_her_schools(user, *KEEPERS, way="offering__"))
    removed = dict(Recording.objects.filter(was_at__startswith=WORD).values_list("was_at", "pk"))
    there = others.filter(pk__in=[word.removeprefix(WORD) for word in removed]).values_list("pk", flat=True)
    return Q(pk__in=others.filter(recording__isnull=False).values("recording")) | Q(pk__in=[removed[f"{WORD}{pk}"] for pk in there])


def _choose(recording: Recording) -> str:
    return reverse("selection:place", args=[recording.pk])


PLACES = Places(of=_of, taken=_taken, leave=_leave, take_back=_take_back, beside=_beside, choose=_choose, beyond=_beyond)
