"""The demo's three terms, told from the day of seeding: one over, one running, one that can be picked. Pure: no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class TermPlan:
    """A term: its name, first and last day, and the window of selection (aware)."""

    name: str
    starts_on: date
    ends_on: date
    opens_at: datetime
    closes_at: datetime


def terms_at(now: datetime) -> dict[str, TermPlan]:
    """The terms "past", "running" and "next" of a local, aware moment."""
    monday = monday_of(now)
    year, half = _half_of(monday - 2 * WEEK)
    halves = {"past": _shift(year, half, -1), "running": (year, half), "next": _shift(year, half, 1)}
    weeks = {"past": (-37, -19), "running": (-11, 8), "next": (14, 32)}
    windows = {
        "past": (_at(monday - 43 * WEEK, now), _at(monday - 38 * WEEK, now)),
        "running": (_at(monday - 17 * WEEK, now), _at(monday - 10 * WEEK, now)),
        "next": (_at(now.date() - timedelta(days=9), now), _at(now.date() + timedelta(days=19), now, 18)),
    }
    return {
        key: TermPlan(_name(*halves[key]), monday + first * WEEK, monday + last * WEEK - timedelta(days=1), *windows[key])
        for key, (first, last) in weeks.items()
    }


def first_lesson(now: datetime, weeks: int, weekday: int, begins: time) -> datetime:
    """The moment of a class's first lesson: so many weeks from this week's Monday, on that weekday (Monday is 0)."""
    return datetime.combine(monday_of(now) + weeks * WEEK + timedelta(days=weekday), begins, now.tzinfo)


def monday_of(now: datetime) -> date:
    return now.date() - timedelta(days=now.weekday())


def _at(day: date, now: datetime, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), now.tzinfo)


def _half_of(day: date) -> tuple[int, int]:
    """Spring (0) is February to July, autumn (1) August to January of the next year."""
    if day.month == 1:
        return day.year - 1, 1
    return day.year, 0 if day.month <= 7 else 1


def _shift(year: int, half: int, by: int) -> tuple[int, int]:
    return divmod(2 * year + half + by, 2)


def _name(year: int, half: int) -> str:
    return f"{year}年{'秋季' if half else '春季'}"
