"""A learner's list of wishes as its page shows it: each with its chance and what stands in its way, her week, and after the draw what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from courses.selection import listing
from courses.selection.chances import Chance, chance_of, counts_of
from courses.selection.listing import Shown
from courses.selection.models import MOST_WISHES, Offering, Round, Wish
from courses.selection.progress import Progress, Standing, counted, standings
from courses.selection.rules.wishes import version_of
from courses.selection.timetable import Week, week
from courses.selection.wishing import Rival, meet, rivals


@dataclass(frozen=True)
class Line:
    """A wish. `rival`: a higher one that it cannot stand beside; `beside`: after the draw, the class of hers at the same time or of the same course."""

    wish: Wish
    shown: Shown
    rival: Rival | None
    beside: Shown | None
    chance: Chance

    @property
    def outcome(self) -> str:
        return self.wish.outcome


@dataclass(frozen=True)
class WishList:
    """One learner's list in one round. `limit`: how many classes in classrooms she may have, `held`: how many she has, `counting`: how many she wishes for."""

    learner: Any
    progress: Progress
    standing: Standing
    lines: list[Line]
    held: int
    week: Week
    now: datetime

    @property
    def round(self) -> Round:
        assert self.progress.wishing is not None
        return self.progress.wishing

    @property
    def open(self) -> bool:
        """Whether it can be changed now."""
        return self.round.runs_at(self.now) and not self.progress.sealed

    @property
    def to_come(self) -> bool:
        return self.round.opens_at > self.now

    @property
    def left(self) -> int:
        return MOST_WISHES - len(self.lines)

    @property
    def version(self) -> str:
        return version_of([one.shown.offering.pk for one in self.lines])

    @property
    def limit(self) -> int:
        return self.progress.plan.offline_limit

    @property
    def room(self) -> int:
        """How many more classes in classrooms she may get."""
        return max(0, self.limit - self.held)

    @property
    def is_over_limit(self) -> bool:
        """More wishes for classrooms than she can get."""
        return sum(one.shown.offering.mode != Offering.Mode.ONLINE for one in self.lines) > self.room

    @cached_property
    def clashes(self) -> bool:
        return any(one.shown.clash or (one.rival and not one.rival.same_course) for one in self.lines)


def of(user: Any, progress: Progress, now: datetime) -> WishList:
    """A constant number of queries, however many wishes."""
    (standing,) = standings(user, [progress])
    who = listing.viewer(user, now)
    picked, _waited = listing.of_learner(user, who, now)
    wished = shown(standing.wishes, who, now)
    lines = _lines(standing.wishes, wished, picked, progress, now)
    in_week = {one.offering.pk: one for one in [*picked, *(wished if not progress.drawn else [])]}
    ranks = {line.shown.offering.pk: line.wish.rank for line in lines}
    return WishList(user, progress, standing, lines, counted(user, progress.term), week(in_week.values(), now, ranks=ranks), now)


def shown(wishes: Sequence[Wish], who: listing.Viewer, now: datetime) -> list[Shown]:
    """The classes of these wishes, in their order. Constant queries, none where there is no wish."""
    found = listing.with_everything(Offering.objects.filter(pk__in=[one.offering_id for one in wishes]))
    by_key = {one.offering.pk: one for one in listing.show(found, who, now)} if wishes else {}
    return [by_key[one.offering_id] for one in wishes]


def _lines(wishes: Sequence[Wish], wished: Sequence[Shown], mine: Sequence[Shown], progress: Progress, now: datetime) -> list[Line]:
    in_the_way = rivals(list(wished), now)
    counts = counts_of(progress.wishing.pk) if wishes and progress.wishing else {}
    return [_line(wish, one, in_the_way.get(wish.offering_id), mine, chance_of(one.offering, counts), now) for wish, one in zip(wishes, wished, strict=True)]


def _line(wish: Wish, shown: Shown, rival: Rival | None, mine: Sequence[Shown], chance: Chance, now: datetime) -> Line:
    least = Chance(max(1, chance.applicants), max(int(wish.rank == 1), chance.first), chance.seats)  # her own is in it at once
    return Line(wish, shown, rival, _beside(wish, shown, mine, now), least)


def _beside(wish: Wish, shown: Shown, mine: Sequence[Shown], now: datetime) -> Shown | None:
    """What she has instead of a wish that the draw passed over."""
    others = [one for one in mine if one.offering.pk != shown.offering.pk]
    if wish.outcome == Wish.Outcome.SAME_COURSE:
        return next((one for one in others if one.offering.course_id == shown.offering.course_id), None)
    return next((one for one in others if meet(one, shown, now)), None) if wish.outcome == Wish.Outcome.CLASH else None
