"""Decisions on plain values about who may take a class, and for whom of the learners a seat of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from college.rules import audience
from courses.selection.rules.picking import Reason

VERY_OLD = 80  # years; from then on a seat of the reserve is kept
OF_HER = frozenset(
    {Reason.NOT_FOR_HER, Reason.AGE_UNKNOWN, Reason.TOO_YOUNG, Reason.TOO_OLD, Reason.COURSE_MISSING, Reason.PLEDGE_MISSING}
)  # what a class asks of a person
WAIVABLE = OF_HER | {Reason.LIMIT}  # what the office may leave out of account for somebody: never the state of the class, its seats, or a clash


@dataclass(frozen=True, slots=True)
class Demands:
    """What a class asks of those who take it. `first_day`: of its term, in whose year ages are counted. `courses`: keys of those needed first."""

    first_day: date
    audience: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    pledge: bool = False
    courses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Learner:
    """What decides about a person. `codes`: her roles as audiences name them; `completed`: the courses that she has completed."""

    birth_year: int | None = None
    pledge_until: date | None = None
    codes: frozenset[str] = frozenset()
    completed: frozenset[int] = frozenset()


def age_in(year: int, birth_year: int) -> int:
    """The age that somebody reaches in a year, as people here count for classes: her birthday does not matter."""
    return year - birth_year


def unmet(demands: Demands, learner: Learner, today: date) -> frozenset[Reason]:
    """What of the demands somebody does not meet today."""
    holds = {
        Reason.NOT_FOR_HER: not audience.fits(demands.audience, learner.codes),
        Reason.COURSE_MISSING: not demands.courses <= learner.completed,
        Reason.PLEDGE_MISSING: demands.pledge and not is_pledged(learner.pledge_until, today),
    }
    return frozenset(reason for reason, is_so in holds.items() if is_so) | wrong_age(demands, learner.birth_year)


def wrong_age(demands: Demands, birth_year: int | None) -> frozenset[Reason]:
    """At most one reason: not known, too young, too old."""
    if demands.age_from is None and demands.age_to is None:
        return frozenset()
    if birth_year is None:
        return frozenset({Reason.AGE_UNKNOWN})
    age = age_in(demands.first_day.year, birth_year)
    if demands.age_from is not None and age < demands.age_from:
        return frozenset({Reason.TOO_YOUNG})
    return frozenset({Reason.TOO_OLD}) if demands.age_to is not None and age > demands.age_to else frozenset()


def is_pledged(until: date | None, today: date) -> bool:
    """The last day is included."""
    return until is not None and today <= until


def over_limit(limit: int | None, held: int, *, counts: bool) -> bool:
    """Whether one class more would be more than the plan allows; `held`: her classes of the term that count, without this one."""
    return counts and limit is not None and held >= limit


class Group(StrEnum):
    """For whom seats are kept, in the order in which they are given; given up in the reverse order. The values stand in published lists."""

    RESERVE = "reserve"
    NEIGHBOUR = "neighbour"
    NEWCOMER = "newcomer"


GROUPS = tuple(Group)


def in_reserve(birth_year: int | None, reserve_until: date | None, first_day: date) -> bool:
    """80 or older in the year in which the term begins, or noted by the desk until that day or longer."""
    very_old = birth_year is not None and age_in(first_day.year, birth_year) >= VERY_OLD
    return very_old or (reserve_until is not None and reserve_until >= first_day)
