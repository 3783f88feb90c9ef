"""How the times of classes read."""

from datetime import datetime, timedelta

from django.utils import timezone

from college.tags import WORD_JOINER
from courses.selection import times
from courses.selection.rules import Slot, rhythm

FIRST = datetime(2019, 9, 10, 14, 0, tzinfo=timezone.get_default_timezone())
SLOTS = [Slot(FIRST + timedelta(weeks=week), FIRST + timedelta(weeks=week, minutes=90), 1) for week in range(5)]


def seen(text: str) -> str:
    """What a reader sees: signs that only keep a line together have no width."""
    return text.replace(WORD_JOINER, "")


def test_a_weekly_class_says_its_weekday_once():
    said = times.timetable(rhythm(SLOTS, timezone.get_default_timezone()), SLOTS)
    assert seen(said) == "周二 14:00–15:30，2019年9月10日起，共 5 次"


def test_a_class_of_one_day_says_the_day_and_one_of_many_times_where_it_begins():
    assert seen(times.timetable(None, SLOTS[:1])) == "2019年9月10日（周二）14:00–15:30"
    mixed = [SLOTS[0], Slot(FIRST + timedelta(days=1), FIRST + timedelta(days=1, hours=1), 1)]
    assert seen(times.timetable(None, mixed)) == "2019年9月10日（周二）14:00–15:30 开始，共 2 次"
    assert times.timetable(None, []) == "时间另行通知"
