"""The three terms on any day of any year."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.seeding.calendar import first_lesson, terms_at
from demo.seeding.plan import CLASSES

ZONE = ZoneInfo("Asia/Shanghai")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)).map(lambda moment: moment.replace(tzinfo=ZONE))


@given(moments)
def test_one_is_over_one_runs_one_can_be_picked(now: datetime) -> None:
    past, running, coming = terms_at(now).values()
    assert past.ends_on < running.starts_on <= now.date() <= running.ends_on < coming.starts_on
    assert running.closes_at < now
    assert coming.opens_at < now < coming.closes_at
    assert coming.closes_at.date() < coming.starts_on


@given(moments)
def test_names_follow_each_other(now: datetime) -> None:
    names = [plan.name for plan in terms_at(now).values()]
    years = [int(name[:4]) * 2 + name.endswith("秋季") for name in names]
    assert years == [years[0], years[0] + 1, years[0] + 2]


@given(moments)
def test_every_class_begins_in_its_term_and_after_its_selection(now: datetime) -> None:
    terms = terms_at(now)
    for plan in CLASSES:
        first = first_lesson(now, plan.first, plan.weekday, plan.begins)
        assert terms[plan.term].starts_on <= first.date() <= terms[plan.term].ends_on
        assert first > terms[plan.term].opens_at


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 11, 24), "2026年秋季"), (date(2027, 1, 10), "2026年秋季"), (date(2026, 4, 1), "2026年春季"), (date(2026, 6, 16), "2026年春季")],
)
def test_the_running_term_has_the_season_of_the_day(day: date, name: str) -> None:
    assert terms_at(datetime.combine(day, time(10), ZONE))["running"].name == name


def test_a_class_keeps_its_weekday_and_time() -> None:
    now = datetime(2026, 11, 24, 23, 30, tzinfo=ZONE)
    assert first_lesson(now, -2, 1, time(14)) == datetime(2026, 11, 10, 14, 0, tzinfo=ZONE)
    assert first_lesson(now, -2, 1, time(14)) - now < timedelta(0)
