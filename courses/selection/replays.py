"""The lessons of a course under its units, with what the viewer may watch. Three queries for any number of lessons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from college.roles import is_keeper
from courses.catalogue.models import CoursePage, Unit
from courses.selection.listing import place_of
from courses.selection.models import Enrolment, Lesson, Offering
from media.models import Recording


@dataclass(frozen=True)
class ShownLesson:
    """A lesson for one viewer: `watchable` when there is a replay that she may see, `teaches` when its recording is hers to change."""

    lesson: Lesson
    watchable: bool
    teaches: bool
    now: datetime

    @property
    def held(self) -> bool:
        return self.lesson.ends_at <= self.now

    @property
    def where(self) -> str:
        return place_of(self.lesson.offering)

    @property
    def has_replay(self) -> bool:
        return self.lesson.recording is not None and self.lesson.recording.is_playable

    @property
    def in_work(self) -> bool:
        """A recording that is on its way to be a replay."""
        return self.lesson.recording is not None and not self.has_replay and self.lesson.recording.state != Recording.State.FAILED


@dataclass(frozen=True)
class UnitLessons:
    """A planned lesson and the meetings that follow it; `unit` is None for meetings without a plan."""

    unit: Unit | None
    lessons: list[ShownLesson]


def lessons_by_unit(page: CoursePage, user: Any, now: datetime) -> list[UnitLessons]:
    """Every unit of a course with its meetings: a learner's own class, everything for those who teach it, else what runs or will run."""
    mine = _my_offerings(page, user)
    found: dict[int | None, list[ShownLesson]] = defaultdict(list)
    for lesson in _lessons(page, user, mine, now):
        found[lesson.unit_id].append(_shown(lesson, user, mine, now))
    units = [UnitLessons(unit, found.pop(unit.pk, [])) for unit in page.units.all()]
    loose = [lesson for rest in found.values() for lesson in rest]
    return [*units, UnitLessons(None, loose)] if loose else units


def _my_offerings(page: CoursePage, user: Any) -> set[int]:
    if not user.is_authenticated:
        return set()
    held = Enrolment.objects.filter(learner=user, offering__course=page, state=Enrolment.State.ENROLLED)
    return set(held.values_list("offering", flat=True))


def _lessons(page: CoursePage, user: Any, mine: set[int], now: datetime) -> QuerySet[Lesson]:
    lessons = Lesson.objects.filter(offering__course=page).exclude(offering__state=Offering.State.CANCELLED)
    if user.is_authenticated and not is_keeper(user):
        taught = Q(offering__teacher__user=user)
        wanted = Q(offering__in=mine) if mine else _current(now)
        lessons = lessons.filter(wanted | taught | Q(is_sample=True))
    elif not user.is_authenticated:
        lessons = lessons.filter(_current(now) | Q(is_sample=True))
    return lessons.select_related("offering__teacher", "offering__venue", "offering__room", "unit", "recording").order_by("starts_at", "pk")


def _current(now: datetime) -> Q:
    return Q(offering__term__ends_on__gte=timezone.localtime(now).date())


def _shown(lesson: Lesson, user: Any, mine: set[int], now: datetime) -> ShownLesson:
    teaches = user.is_authenticated and (lesson.offering.teacher.user_id == user.pk or is_keeper(user))
    allowed = teaches or lesson.offering_id in mine or (lesson.is_sample and user.is_authenticated)
    playable = lesson.recording is not None and lesson.recording.is_playable
    return ShownLesson(lesson, allowed and playable, teaches, now)
