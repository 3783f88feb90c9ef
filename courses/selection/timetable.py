"""A learner's time: the week as a table, and the lessons of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college.tags import DAYS, clock
from courses.selection.listing import Shown
from courses.selection.models import Enrolment, Lesson, Offering
from courses.selection.rules import DayPart, day_part
from courses.selection.wishing import meet

PART_NAMES = {DayPart.MORNING: _("a.m."), DayPart.AFTERNOON: _("p.m."), DayPart.EVENING: _("eve.")}


@dataclass(frozen=True)
class Meeting:
    """A weekly time of one offering; `clash` when it runs into a class that the learner has, or into another wish. `rank`: of a wish."""

    weekday: int
    begins: time
    shown: Shown
    rank: int | None = None
    meets: bool = False

    @property
    def said(self) -> str:
        return clock(self.begins)

    @property
    def clash(self) -> bool:
        return self.meets or self.shown.clash is not None


@dataclass(frozen=True)
class Cell:
    """A part of a day."""

    meetings: list[Meeting]

    @property
    def clash(self) -> bool:
        return any(one.clash for one in self.meetings)


@dataclass(frozen=True)
class Week:
    """The week: rows of (part of the day, seven cells), and the days that have any meetings, in order."""

    days: list[Any]
    rows: list[tuple[Any, list[Cell]]]
    by_day: list[tuple[Any, list[Meeting]]]


def week(shown: Iterable[Shown], now: datetime, ranks: Mapping[int, int] | None = None) -> Week:
    """Put the lessons still to come on the days of one week. `ranks`: of those that are wishes, by class."""
    pool, ranks = list(shown), ranks or {}
    meeting = _meeting(pool, ranks, now)
    times = sorted({(start.weekday(), start.time(), place) for place, one in enumerate(pool) for start in _coming(one, now)})
    placed = [Meeting(day, begins, one := pool[place], _rank(one, ranks), one.offering.pk in meeting) for day, begins, place in times]
    rows = [
        (name, [Cell([one for one in placed if one.weekday == day and day_part(one.begins) is part]) for day in range(7)]) for part, name in PART_NAMES.items()
    ]
    by_day = [(DAYS[day], of_day) for day in range(7) if (of_day := [one for one in placed if one.weekday == day])]
    return Week([DAYS[day] for day in range(7)], rows, by_day)


def _rank(shown: Shown, ranks: Mapping[int, int]) -> int | None:
    return None if shown.enrolled else ranks.get(shown.offering.pk)


def _meeting(pool: list[Shown], ranks: Mapping[int, int], now: datetime) -> set[int]:
    """The classes (keys) of which two meet, one of them a wish."""
    wished = {one.offering.pk for one in pool if _rank(one, ranks)}
    pairs = [(one, other) for one, other in combinations(pool, 2) if wished & {one.offering.pk, other.offering.pk}]
    return {each.offering.pk for one, other in pairs if meet(one, other, now) for each in (one, other)}


def _coming(shown: Shown, now: datetime) -> list[datetime]:
    return [timezone.localtime(slot.starts_at) for slot in shown.slots if slot.ends_at > now]


@dataclass(frozen=True)
class Agenda:
    """Today's lessons of one person, or, when there are none, her next one."""

    lessons: list[Lesson]
    next: Lesson | None


def agenda(user: Any, now: datetime) -> Agenda:
    """The lessons of today that a person attends or teaches, and the first one after it. One query."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    mine = Enrolment.objects.filter(learner=user, state=Enrolment.State.ENROLLED).values("offering")
    lessons = (
        Lesson.objects.filter(Q(offering__in=mine) | Q(offering__teacher__user=user), ends_at__gte=midnight)
        .exclude(offering__state=Offering.State.CANCELLED)
        .select_related("offering__course", "offering__venue", "offering__room", "room", "unit")
        .order_by("starts_at", "pk")[:12]
    )
    found = list(lessons)
    today = [lesson for lesson in found if lesson.starts_at < tomorrow]
    return Agenda(today, next((lesson for lesson in found if lesson.starts_at >= tomorrow), None))
