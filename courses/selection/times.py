"""How the times of classes are said to people: “6 月 21 日（周日）14:00–15:30”, “周二 14:00–15:30，9 月 8 日起，5 次”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from college.tags import DAYS, at, clock_range, day_and_clock, plain_day, short_day
from courses.selection.rules import Rhythm, Slot


def moment(when: datetime) -> str:
    """A point in time: date, weekday and clock."""
    return day_and_clock(when)


def to_the_second(when: datetime) -> str:
    """The same with seconds, rounded up: at that second it is so."""
    whole = timezone.localtime(when + timedelta(microseconds=999_999)).replace(microsecond=0)
    return f"{day_and_clock(whole)}:{whole:%S}"


def slot(one: Slot) -> str:
    """A lesson's time on one day."""
    return at(short_day(one.starts_at), clock_range(one.starts_at, one.ends_at))


def weekly(rhythm: Rhythm) -> str:
    """“Tue 14:00–15:30”."""
    return f"{DAYS[rhythm.weekday]} {clock_range(rhythm.begins, rhythm.ends)}"


def timetable(rhythm: Rhythm | None, slots: Sequence[Slot]) -> str:
    """When an offering meets, in one line: its weekly time, else its first lesson and how many there are."""
    if not slots:
        return gettext("The time will be announced.")
    if len(slots) == 1:
        return slot(slots[0])
    if rhythm is not None:
        parts = {"weekly": weekly(rhythm), "first": plain_day(rhythm.first), "count": rhythm.lessons}
        return gettext("%(weekly)s, from %(first)s, %(count)s lessons") % parts
    return gettext("Begins %(first)s, %(count)s lessons") % {"first": slot(min(slots)), "count": len(slots)}
