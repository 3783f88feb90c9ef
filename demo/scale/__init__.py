"""A large college for measurements: ten thousand courses, twenty thousand people, a million ledger entries, by bulk inserts.

Nothing here goes through the verbs, so it is for measuring only; `demo.seeding` is the college to look at. The same numbers and the same seed
give the same college, but for the clock. What bulk inserts leave out: revisions of the pages and the admin's own search index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from courses.catalogue.models import CoursePage
from demo.scale import classes, courses, ledger, members, people
from demo.scale.bulk import roomy
from demo.seeding import places
from search import indexing

SEED = 20260616


@dataclass(frozen=True)
class Size:
    """How large. `entries` is the number of lines in the ledger; each stands on a completed class of its own."""

    courses: int
    learners: int
    entries: int


def make(size: Size, *, now: datetime, say: Callable[[str], None] = lambda line: None) -> None:
    """Add a college of this size to what is there, as of `now` (aware)."""
    with roomy():
        _make(size, now, say)


def _make(size: Size, now: datetime, say: Callable[[str], None]) -> None:
    random = Random(SEED + CoursePage.objects.count())  # a second helping is another one
    schools, venues = places.schools(), places.venues()
    teachers, learners = people.teachers(size.courses, schools, random), people.learners(size.learners)
    say(f"{len(learners)} learners, {sum(map(len, teachers.values()))} teachers")
    units = courses.courses(size.courses, schools, teachers, now, random)
    say(f"{len(units)} courses with their units")
    offerings = classes.offerings(units, teachers, venues, now, random)
    say(f"{len(offerings)} classes with their lessons")
    held = classes.Seats(offerings, random)
    say(f"{held.pick_now(learners, now)} seats picked in the terms that are not over")
    if size.entries:
        first = ledger.first_day(held)
        members.rules(first, units, now)
        say(f"{ledger.fill(held, learners, size.entries, now, random)} completed classes with their entries in the ledger")
        say(f"{members.members(learners, first.replace(month=1, day=1), random)} members in scope of the report")
        members.report_years(first, now)
    held.settle()
    say(f"{indexing.rebuild(now=now)} things to find in the search")
