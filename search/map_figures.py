"""What the rooms below know of each course, for the curriculum map: demand, seats and score.

Three queries that add up by course in the database, whatever is asked; courses are put together to modules and schools here, since a course may
stand in several modules and a join for each class costs more than all the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from courses.evaluation.models import ScoreSnapshot
from courses.evaluation.rules import mean_of_points
from courses.selection.models import Offering, WaitlistEntry

TONES = ((Decimal("4.5"), "4"), (Decimal("4"), "3"), (Decimal("3.5"), "2"), (Decimal("0"), "1"))  # least score, colour


@dataclass(frozen=True, slots=True)
class Figures:
    """What the rooms know of one place. `demand`: seats taken and people waiting; `raters` 0 and no score while too few have answered."""

    demand: int = 0
    waiting: int = 0
    seats: int = 0
    score: Decimal | None = None
    raters: int = 0
    asked: int = 0  # by the surveys, of a module

    @property
    def tone(self) -> str:
        """The colour's number, 1 to 4, or "none" while there is no score."""
        return "none" if self.score is None else next(tone for least, tone in TONES if self.score >= least)


@dataclass(slots=True)
class Sums:
    """The same as numbers that can be added. Each score stands on five people or more, so their sum does; every answer counts the same."""

    taken: int = 0
    waiting: int = 0
    seats: int = 0
    answers: int = 0
    points: int = 0

    @property
    def demand(self) -> int:
        return self.taken + self.waiting

    def add(self, more: Sums) -> None:
        self.taken += more.taken
        self.waiting += more.waiting
        self.seats += more.seats
        self.answers += more.answers
        self.points += more.points

    def figures(self, asked: int = 0) -> Figures:
        score = mean_of_points(self.points, self.answers) if self.answers else None
        return Figures(self.demand, self.waiting, self.seats, score, self.answers, asked)


NOTHING = Sums()


def by_course(courses: QuerySet[Any] | None) -> dict[int, Sums]:
    """By the keys of courses, among them some that nobody asked for; one of which nothing is known is missing. `courses` are keys; None is all of them."""
    here = {} if courses is None else {"course__in": courses}
    found: dict[int, Sums] = defaultdict(Sums)
    held = Offering.objects.exclude(state=Offering.State.CANCELLED).filter(**here).order_by()
    for key, taken, seats in held.values_list("course_id").annotate(Sum("seats_taken"), Sum("capacity")):
        found[key] = Sums(taken, 0, seats)
    waiting = WaitlistEntry.objects.filter(state=WaitlistEntry.State.WAITING).exclude(offering__state=Offering.State.CANCELLED)
    for key, people in waiting.order_by().values_list("offering__course_id").annotate(Count("pk")):
        found[key].waiting = people
    scores = ScoreSnapshot.objects.filter(is_current=True, course__isnull=False, **here).order_by()
    for key, answers, points in scores.values_list("course_id", "answers", "points"):
        found[key].answers, found[key].points = answers, points
    return found


def together(pairs: Iterable[tuple[Any, int]], known: Mapping[int, Sums]) -> dict[Any, Sums]:
    """The sums of groups, from pairs of a group and a course of it."""
    found: dict[Any, Sums] = defaultdict(Sums)
    for group, course in pairs:
        found[group].add(known.get(course, NOTHING))
    return found
