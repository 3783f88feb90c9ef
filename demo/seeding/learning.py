"""Who came, who did the check and who completed: lists that teachers confirmed, checks they wrote, papers handed in, with the clock of that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from college.models import User
from courses.learning import domain
from courses.learning.models import Check, CheckAttempt, Completion
from courses.learning.rules import needed
from courses.selection.models import Enrolment, Lesson, Offering
from demo import content
from demo.accounts import LEARNER
from demo.seeding.classes import Key
from demo.seeding.plan import CHECKS, CLASSES, DRAFT, LEARNER_MISSED, UNCONFIRMED

AFTER_THE_LESSON = timedelta(minutes=10)
TO_UNLOCK = 60  # percent of the lessons: those who came to so many and no more need the check
FAITHFUL, BY_CHECK = 74, 90  # of a hundred people so many come nearly always, and up to here half of the time; the rest stays away after the first lesson
# Of those who need the check: pass, pass at the second try, fail, begin and leave it.
SITTINGS = ("pass", "pass", "second", "fail", "open")


def learning(offerings: dict[Key, Offering], now: datetime) -> int:
    """Confirm the lists of the lessons that were held, write the checks, hand in papers. Returns the number of completions; a second run adds none."""
    for plan in CLASSES:
        key = (plan.course, plan.term, plan.label)
        if plan.term != "next":
            with transaction.atomic():  # a class is told whole or not at all
                _tell(key, offerings[key], now)
    return Completion.objects.count()


def _tell(key: Key, offering: Offering, now: datetime) -> None:
    if offering.teacher.user is None:
        raise LookupError(f"{offering.teacher} has no account")
    lessons = list(offering.lessons.select_related("offering__teacher").order_by("number"))
    seats = list(offering.enrolments.filter(state=Enrolment.State.ENROLLED).select_related("learner").order_by("picked_at", "pk"))
    _write_check(key, offering, lessons[0].starts_at - timedelta(days=2))
    _confirm(key, offering.teacher.user, lessons, seats, now)
    if key in CHECKS and key[1] == "past" and not CheckAttempt.objects.filter(enrolment__offering=offering).exists():
        _sit(key, offering, seats, lessons[-1].ends_at + timedelta(days=1))


# ---- who came


def _confirm(key: Key, teacher: User, lessons: Sequence[Lesson], seats: Sequence[Enrolment], now: datetime) -> None:
    held = [lesson for lesson in lessons if lesson.ends_at + AFTER_THE_LESSON <= now]
    called = set(Lesson.objects.filter(roll_call__isnull=False, offering=lessons[0].offering_id).values_list("pk", flat=True))
    for lesson in held[:-1] if key in UNCONFIRMED else held:
        if lesson.pk not in called:
            states = {seat.pk: _state(key, seat, place, len(seats), lesson.number, len(lessons)) for place, seat in enumerate(seats)}
            domain.confirm_roll_call(by=teacher, lesson=lesson, states=states, now=lesson.ends_at + AFTER_THE_LESSON)


def _state(key: Key, seat: Enrolment, place: int, people: int, number: int, lessons: int) -> str:
    """Where somebody was at a lesson; what kind of learner she is follows from her place in the class."""
    if seat.learner.username == LEARNER.username and key in LEARNER_MISSED:
        return LEARNER_MISSED[key].get(number, "present")
    if number in _missed(key, seat, place, people, lessons):
        return ("absent", "leave")[(place + number) % 2]
    return "late" if (place * 7 + number) % 19 == 0 else "present"


def _missed(key: Key, seat: Enrolment, place: int, people: int, lessons: int) -> set[int]:
    rank, dice = place * 100 // people, Random(f"{key} {place}")
    if rank < FAITHFUL:
        spare = lessons - needed(80, lessons)
        return set(dice.sample(range(1, lessons + 1), dice.randint(0, spare)))
    if rank < BY_CHECK:
        return set(dice.sample(range(1, lessons + 1), lessons - needed(TO_UNLOCK, lessons)))
    return set(range(2, lessons + 1))


# ---- the check


def _write_check(key: Key, offering: Offering, when: datetime) -> None:
    if key not in (*CHECKS, DRAFT) or offering.teacher.user is None or Check.objects.filter(offering=offering).exists():
        return
    text = content.checks()[key[0]]
    questions = [domain.Draft(one.text, one.choices, one.several, one.why) for one in text.questions]
    if key == DRAFT:
        questions = questions[:2]
    domain.write_check(by=offering.teacher.user, offering=offering, questions=questions, introduction=text.introduction, now=when)
    if key != DRAFT:
        domain.publish_check(by=offering.teacher.user, offering=offering, now=when)


def _sit(key: Key, offering: Offering, seats: Iterable[Enrolment], when: datetime) -> None:
    """Those who came often enough for the check and not for more sit down to it, one after another."""
    done = set(Completion.objects.filter(enrolment__offering=offering).values_list("enrolment", flat=True))
    shares = domain.shares_of(seats)
    ready = [seat for seat in seats if seat.pk not in done and shares[seat.pk].either_percent >= TO_UNLOCK]
    for place, seat in enumerate(ready):
        way = "pass" if seat.learner.username == LEARNER.username else SITTINGS[place % len(SITTINGS)]
        _try(seat, way, when + timedelta(hours=place))


def _try(seat: Enrolment, way: str, when: datetime) -> None:
    attempt = domain.open_check(learner=seat.learner, offering_id=seat.offering_id, now=when)
    if way != "open":
        domain.submit_check(learner=seat.learner, key=attempt.pk, answers=_answers(attempt, right=way == "pass"), now=when + timedelta(minutes=8))
    if way == "second":
        _try(seat, "pass", when + timedelta(minutes=30))


def _answers(attempt: CheckAttempt, *, right: bool) -> dict[str, list[int]]:
    """Everything right, or nothing."""
    return {str(question["id"]): question["right"] if right else _wrong(question) for question in attempt.paper}


def _wrong(question: dict[str, Any]) -> list[int]:
    return [next(choice["id"] for choice in question["choices"] if choice["id"] not in question["right"])]
