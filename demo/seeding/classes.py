"""Offerings with their lessons, and the people who picked, waited and dropped, through the verbs of selection with the clock of that day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from college.models import Term, User, Venue
from courses.catalogue.models import CoursePage
from courses.selection import domain
from courses.selection.domain.refusals import SelectionRefused
from courses.selection.models import Offering
from demo.seeding.calendar import first_lesson
from demo.seeding.plan import CLASSES, LEARNER_IS_OFFERED, LEARNER_PICKS, LEARNER_WAITS, ClassPlan

Key = tuple[str, str, str]
ONE_BY_ONE = timedelta(minutes=7)  # between one pick and the next
SOME_HOURS = timedelta(hours=2)  # since the seat became free that is offered to the demo learner


def classes(
    courses: dict[str, CoursePage], terms: dict[str, Term], venues: dict[str, Venue], now: datetime, plans: Sequence[ClassPlan] = CLASSES
) -> dict[Key, Offering]:
    """The offerings by course, term and label, each with its lessons. What is there is left alone."""
    return {_key(plan): _offering(plan, courses, terms, venues, now) for plan in plans}


def _offering(plan: ClassPlan, courses: dict[str, CoursePage], terms: dict[str, Term], venues: dict[str, Venue], now: datetime) -> Offering:
    course = courses[plan.course]
    venue = venues.get(plan.venue)
    facts = {
        "venue": venue,
        "room": venue.rooms.get(name=plan.room) if venue else None,
        "teacher": course.teachers[0],
        "mode": plan.mode,
        "capacity": plan.capacity,
        "age_from": plan.ages[0],
        "age_to": plan.ages[1],
        "needs_pledge": plan.pledge,
        **dict(zip(("kept_reserve", "kept_neighbour", "kept_newcomer"), plan.kept, strict=True)),
    }
    offering, created = Offering.objects.get_or_create(course=course, term=terms[plan.term], label=plan.label, defaults=facts)
    if created or not offering.lessons.exists():
        first = first_lesson(timezone.localtime(now), plan.first, plan.weekday, plan.begins)
        domain.plan_lessons(offering=offering, first=first, minutes=[plan.minutes] * course.units.count(), now=now)
    return offering


def fill(offerings: dict[Key, Offering], learner: User, others: Sequence[User], now: datetime) -> None:
    """Let people pick, queue and drop in every class that nobody has touched yet, the demo learner first."""
    for plan in CLASSES:
        offering = offerings[_key(plan)]
        if not _touched(offering):
            with transaction.atomic():  # a class is filled whole or not at all, so that a run after a crash goes on where it broke off
                _fill_one(plan, offering, learner, others, _clock(offering, now), now)


def _touched(offering: Offering) -> bool:
    """Whether anybody has picked or queued; seats that were drawn before selection opened are not picked."""
    return offering.enrolments.filter(picked_at__gte=offering.term.selection_opens_at).exists() or offering.waitlist.exists()


def _key(plan: ClassPlan) -> Key:
    return plan.course, plan.term, plan.label


def _clock(offering: Offering, now: datetime) -> datetime:
    """The moment at which the class is first picked: a little after its selection opened, and never in the future."""
    return min(offering.term.selection_opens_at + timedelta(hours=1), now - timedelta(days=2))


def _fill_one(plan: ClassPlan, offering: Offering, learner: User, others: Sequence[User], clock: datetime, now: datetime) -> None:
    queue = _in_some_order(plan, others)
    waits, is_offered = _key(plan) == LEARNER_WAITS, _key(plan) == LEARNER_IS_OFFERED
    if _key(plan) in LEARNER_PICKS:
        domain.pick(offering_id=offering.pk, learner=learner, now=clock)
    seated = _pick(plan, offering, queue, clock)
    clock += ONE_BY_ONE * (plan.taken + 1)
    if is_offered:
        domain.join_waitlist(offering_id=offering.pk, learner=learner, now=clock)
    _wait(plan.waiting - waits - is_offered, offering, queue, clock)
    if waits:
        domain.join_waitlist(offering_id=offering.pk, learner=learner, now=clock + ONE_BY_ONE * plan.waiting)
    for place, person in enumerate(seated[: plan.dropped]):
        _drop(offering, person, now - SOME_HOURS if is_offered else clock + ONE_BY_ONE * (plan.waiting + place + 1), answered=not is_offered)
    if plan.state == "cancelled":
        domain.cancel_offering(offering_id=offering.pk, now=clock)
    elif plan.term == "past":
        domain.close_offering(offering_id=offering.pk, now=clock)


def _drop(offering: Offering, person: User, clock: datetime, *, answered: bool) -> None:
    """One seat is given up; who is offered it takes it an hour later, unless her answer is still to come."""
    domain.drop(offering_id=offering.pk, learner=person, now=clock)
    for offer in offering.seat_offers.filter(state="open").select_related("learner") if answered else ():
        domain.accept_offer(offering_id=offering.pk, learner=offer.learner, now=clock + timedelta(hours=1))


def _in_some_order(plan: ClassPlan, others: Sequence[User]) -> Iterator[User]:
    """Everybody, in an order that is this class's own and always the same."""
    return iter(Random(f"{plan.course} {plan.term} {plan.label}").sample(list(others), len(others)))


def _pick(plan: ClassPlan, offering: Offering, queue: Iterator[User], clock: datetime) -> list[User]:
    """Seat people until the planned number is reached; who has a clash is passed over."""
    wanted = plan.taken - offering.enrolments.filter(state="enrolled").count()
    seated: list[User] = []
    for person in queue:
        if len(seated) >= wanted:
            break
        try:
            domain.pick(offering_id=offering.pk, learner=person, now=clock + ONE_BY_ONE * len(seated))
        except SelectionRefused:
            continue
        seated.append(person)
    return seated


def _wait(number: int, offering: Offering, queue: Iterator[User], clock: datetime) -> None:
    """Put so many people in the queue; who has the class, or may not wait for it, is passed over."""
    place = 0
    while place < number:
        try:
            domain.join_waitlist(offering_id=offering.pk, learner=next(queue), now=clock + ONE_BY_ONE * place)
        except SelectionRefused:
            continue
        place += 1
