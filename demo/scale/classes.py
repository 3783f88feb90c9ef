"""Classes in every term, and who holds a seat: few courses have many learners, most have few (Zipf)."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import accumulate, chain
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from college.models import Term, Venue
from courses.selection.models import Enrolment, Lesson, Offering
from demo.scale.bulk import Table
from demo.scale.terms import terms

OFFERING = ["id", "course_id", "term_id", "label", "venue_id", "teacher_id", "mode", "state", "capacity", "seats_taken", "created_at", "updated_at"]
LESSON = ("id", "offering_id", "number", "unit_id", "title", "starts_at", "ends_at", "is_sample")
ENROLMENT = ("id", "offering_id", "learner_id", "state", "picked_at", "dropped_at")
WEEK = timedelta(weeks=1)
SKEW = 0.74  # the exponent at which the top hundredth of ten thousand courses gets 30 % of the choices
PICKS_NOW = 2  # seats that each learner holds in the terms that are not over
LESSON_TIME, HALF_HOUR = timedelta(minutes=90), timedelta(minutes=30)
TRIES = 20  # teachers asked at random, before all are asked in order
MOST_SEATS = 32_767


@dataclass(frozen=True, slots=True)
class Class:
    """One offering as the later steps need it: its last lesson's day, and how much its course is wanted."""

    key: int
    course: int
    term: int
    ends_at: datetime
    weight: float


def offerings(units: dict[int, tuple[int, ...]], teachers: dict[str, list[int]], venues: dict[str, Venue], now: datetime, random: Random) -> list[Class]:
    """Each course every second term, with one lesson a unit; in the order of the terms. Seats are settled later (`Seats`)."""
    table, ranks = Table(Offering, *OFFERING), list(range(1, len(units) + 1))
    lessons = Table(Lesson, *LESSON, after=table)
    random.shuffle(ranks)
    free = Free([teacher for found in teachers.values() for teacher in found], random)
    rooms = [venue.pk for venue in venues.values()]
    made: list[Class] = []
    key, lesson_key = table.next_key(), lessons.next_key()
    for place, term in enumerate(terms(now)):
        for number, (course, planned) in enumerate(units.items()):
            if (number + place) % 2:
                continue
            first = _first_lesson(term, number)
            teacher = free.teacher_for(first, len(planned))
            table.add(key, course, term.pk, f"{number % 9 + 1}班", random.choice(rooms), teacher, "onsite", "open", 1, 0, now, now)
            for row in _lessons(key, planned, first, lesson_key):
                lessons.add(*row)
            lesson_key += len(planned)
            made.append(Class(key, course, place, first + WEEK * (len(planned) - 1) + LESSON_TIME, ranks[number] ** -SKEW))
            key += 1
    lessons.close()
    table.close()
    return made


class Free:
    """Finds teachers who have the time: nobody holds two lessons at once. A week is known by half hours, each with the day until which it is taken."""

    def __init__(self, everybody: Sequence[int], random: Random) -> None:
        self.everybody, self.random = everybody, random
        self.until: dict[tuple[int, int, int], datetime] = {}

    def teacher_for(self, first: datetime, lessons: int) -> int:
        """Anybody who is free at this hour of the week from `first` on, for so many weeks."""
        halves = [(first.weekday(), first.hour * 2 + first.minute // 30 + half) for half in range(LESSON_TIME // HALF_HOUR)]
        tried = chain((self.random.choice(self.everybody) for _ in range(TRIES)), self.everybody)
        found = next(one for one in tried if all(self.until.get((one, *half), first) <= first for half in halves))
        self.until.update(dict.fromkeys(((found, *half) for half in halves), first + WEEK * lessons))
        return found


def _first_lesson(term: Term, number: int) -> datetime:
    """Spread over weeks, days and hours, so that a learner can hold several classes."""
    day = term.starts_on + timedelta(days=number % 70)
    return timezone.make_aware(datetime.combine(day, time(8 + number % 12, 30 * (number % 2))))


def _lessons(offering: int, units: Sequence[int], first: datetime, key: int) -> Iterator[tuple[object, ...]]:
    for place, unit in enumerate(units):
        starts = first + WEEK * place
        yield key + place, offering, place + 1, unit, "", starts, starts + LESSON_TIME, False


class Seats:
    """Hands out seats and counts them. `past` and `current` are classes of terms that are over and of the others."""

    def __init__(self, classes: Sequence[Class], random: Random) -> None:
        last = max(one.term for one in classes)
        self.past = [one for one in classes if one.term < last - 1]
        self.current = [one for one in classes if one.term >= last - 1]
        self.random, self.taken = random, Counter[int]()
        self.all = classes
        self.table = Table(Enrolment, *ENROLMENT)
        self.key = self.table.next_key()

    def pick_now(self, learners: Sequence[int], now: datetime) -> int:
        """A few seats for everybody in classes that run or can be picked; the number given out."""
        choose = Chooser(self.current, self.random)
        for learner in learners:
            for one in choose(PICKS_NOW):
                self.take(one.key, learner, now - timedelta(minutes=self.random.randrange(1, 10_000)))
        self.table.close()
        return sum(self.taken[one.key] for one in self.current)

    def take(self, offering: int, learner: int, at: datetime) -> int:
        """Give a seat in a class, by its key; the key of the enrolment, which is written at the latest when the table is closed."""
        self.table.add(self.key, offering, learner, "enrolled", at, None)
        self.taken[offering] += 1
        self.key += 1
        return self.key - 1

    def settle(self) -> None:
        """Write each class's count of seats, and a capacity that holds them."""
        rows = []
        for one in self.all:
            taken = self.taken[one.key]
            rows.append((min(MOST_SEATS, max(12, taken + self.random.choice((0, 0, 3, 8)))), taken, one.key))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("UPDATE courses_offering SET capacity = %s, seats_taken = %s WHERE id = %s", rows)


class Chooser:
    """Draws different classes by how much they are wanted."""

    def __init__(self, classes: Sequence[Class], random: Random) -> None:
        self.classes, self.random = classes, random
        self.sums = list(accumulate(one.weight for one in classes))

    def __call__(self, count: int) -> list[Class]:
        """Up to `count` different classes."""
        total, found = self.sums[-1], set[int]()
        for _ in range(count * 20):
            if len(found) >= min(count, len(self.classes)):
                break
            found.add(min(bisect(self.sums, self.random.random() * total), len(self.classes) - 1))
        return [self.classes[place] for place in sorted(found)]
