"""The lessons of a course under its units, with what the viewer may watch. Two queries for any number of lessons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.selection.listing import place_of
from courses.selection.models import Lesson, Offering
from courses.selection.situation import ToCourse
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
        return self.lesson.recording is not None and _is_ready(self.lesson.recording, self.teaches)

    @property
    def in_work(self) -> bool:
        """A recording that is on its way to be a replay."""
        return self.lesson.recording is not None and not self.has_replay and self.lesson.recording.state != Recording.State.FAILED


@dataclass(frozen=True)
class UnitLessons:
    """One row: a planned lesson (`number` from 1), or meetings without a plan that share a title; with `mine`, the viewer's own meeting."""

    title: str
    summary: str
    number: int | None
    lessons: list[ShownLesson]
    mine: ShownLesson | None

    @property
    def best(self) -> ShownLesson | None:
        """The lesson whose replay this person is led to: one she may watch, her own class's first, else one that opens after signing in, else any replay."""
        replays = [one for one in (self.mine, *reversed(self.lessons)) if one is not None and one.has_replay]
        return min(replays, key=_distance, default=None)


def _distance(one: ShownLesson) -> int:
    """How far a replay is from the viewer: at hand, behind the sign-in, or for others."""
    return 0 if one.watchable else 1 if one.lesson.is_sample else 2


@dataclass(frozen=True)
class CourseLessons:
    """The rows of a course for one viewer: `mine` is the class she has, `teaches` when she may look after recordings of it."""

    units: list[UnitLessons]
    mine: Offering | None
    teaches: bool


def course_lessons(page: CoursePage, who: ToCourse, now: datetime) -> CourseLessons:
    """One row for each unit, whatever the number of classes, then meetings that follow no unit."""
    lessons = [_shown(lesson, who, now) for lesson in _lessons(page, who, now)]
    own = _own_class(lessons, set(who.enrolled), now)
    found: dict[int | str, list[ShownLesson]] = defaultdict(list)
    for one in lessons:
        found[one.lesson.unit_id or one.lesson.shown_title].append(one)
    rows = [_row(unit.title, unit.summary, place, found.pop(unit.pk, []), own) for place, unit in enumerate(page.units.all(), 1)]
    rows += [_row(rest[0].lesson.shown_title, "", None, rest, own) for rest in found.values()]
    return CourseLessons(rows, own, any(one.teaches for one in lessons))


def _row(title: str, summary: str, number: int | None, lessons: list[ShownLesson], own: Offering | None) -> UnitLessons:
    mine = next((one for one in lessons if own is not None and one.lesson.offering_id == own.pk), None)
    return UnitLessons(title, summary, number, lessons, mine)


def _own_class(lessons: list[ShownLesson], mine: set[int], now: datetime) -> Offering | None:
    """Of several classes that somebody has of one course: the one that is not over, else the last."""
    own = [one.lesson for one in lessons if one.lesson.offering_id in mine]
    coming = [lesson for lesson in own if lesson.ends_at > now]
    return coming[0].offering if coming else own[-1].offering if own else None


def _lessons(page: CoursePage, who: ToCourse, now: datetime) -> QuerySet[Lesson]:
    lessons = Lesson.objects.filter(offering__course=page).exclude(offering__state=Offering.State.CANCELLED)
    if not who.keeps:
        wanted = Q(offering__in=who.enrolled) if who.enrolled else _current(now)
        lessons = lessons.filter(wanted | Q(offering__in=who.teaches) | Q(is_sample=True))
    return lessons.select_related("offering__teacher", "offering__venue", "offering__room", "offering__term", "unit", "recording").order_by("starts_at", "pk")


def _current(now: datetime) -> Q:
    return Q(offering__term__ends_on__gte=timezone.localtime(now).date())


def _shown(lesson: Lesson, who: ToCourse, now: datetime) -> ShownLesson:
    teaches = who.keeps or lesson.offering_id in who.teaches
    allowed = teaches or lesson.offering_id in who.enrolled or (lesson.is_sample and who.signed_in)
    ready = lesson.recording is not None and _is_ready(lesson.recording, teaches)
    return ShownLesson(lesson, allowed and ready, teaches, now)


def _is_ready(recording: Recording, teaches: bool) -> bool:
    """Who teaches sees it before anybody has answered who can be seen in it."""
    return recording.is_shown or (teaches and recording.is_playable)
