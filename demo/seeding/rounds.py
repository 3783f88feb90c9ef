"""Rounds of selection, through the verbs with the clock of that day: the next term was drawn and is picked now, a short term collects wishes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from college.models import Term, User, Venue
from courses.catalogue.models import CoursePage
from courses.selection import domain
from courses.selection.models import Offering, Round, SelectionPlan
from courses.selection.rules.plans import Planned
from courses.selection.rules.rounds import Kind
from demo.seeding.calendar import monday_of
from demo.seeding.classes import Key, classes
from demo.seeding.plan import SHORT

DAY, WEEK, LOTTERY = timedelta(days=1), timedelta(weeks=1), "福彩双色球 {day} 开奖号码"
DRAWN_VALUE = "03 08 14 19 26 31 + 07"
# Classes of the next term that people wished for, and how many did: one of them by far too many.
WISHED = {("shufa", "next", "华山路班"): 46, ("hechang", "next", "华山路班"): 24, ("baduanjin", "next", "方兴班"): 18, ("jijiu", "next", "雍华府班"): 14}
WISHING = 140  # people who have sent wishes for the short term so far
LEARNER_WISHES = ("shufa", "baduanjin", "shouji")


def rounds(courses: dict[str, CoursePage], terms: dict[str, Term], venues: dict[str, Venue], now: datetime) -> dict[Key, Offering]:
    """The short term with its classes; plans come with `drawn` and `wishing`."""
    terms["short"] = _short_term(now)
    made = classes(courses, terms, venues, now, SHORT)
    Offering.objects.filter(pk__in=[one.pk for one in made.values()], kept_reserve=0).update(kept_reserve=2, kept_newcomer=3)
    return made


def _short_term(now: datetime) -> Term:
    """A few weeks between the running term and the next one."""
    local = timezone.localtime(now)
    first = monday_of(local) + 9 * WEEK
    opens = _at(local, 10)
    facts = {"starts_on": first, "ends_on": first + 9 * WEEK, "selection_opens_at": opens, "selection_closes_at": opens + 20 * DAY}
    there = Term.objects.filter(name__endswith="月短期班").first()  # a demo that is started again in another week goes on with its own
    return there or Term.objects.create(name=f"{first.year}年{first.month}月短期班", **facts)


def _at(local: datetime, days: int, hour: int = 9) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), time(hour), local.tzinfo)


def drawn(offerings: dict[Key, Offering], term: Term, by: User, people: Sequence[User], now: datetime) -> Round:
    """The round of wishes of the term that is picked now: closed and drawn before its selection opened."""
    with transaction.atomic():  # whole or not at all, so that a run after a crash goes on where it broke off
        found = Round.objects.filter(plan__term=term, kind=Round.Kind.WISHES).first()
        return found or _drawn(offerings, term, by, people, now)


def _drawn(offerings: dict[Key, Offering], term: Term, by: User, people: Sequence[User], now: datetime) -> Round:
    local = timezone.localtime(now)
    opened, closed, known = _at(local, -24), _at(local, -16, 18), _at(local, -14, 21)
    wishes = Planned(Kind.WISHES, opened, closed, beacon=LOTTERY.format(day=f"{known:%Y-%m-%d}"), beacon_at=known + timedelta(minutes=30))
    picks = Planned(Kind.FIRST_COME, term.selection_opens_at, _at(local, 12), spread=60)
    later = Planned(Kind.ADD_DROP, _at(local, 12), term.selection_closes_at)
    found = _planned(term, (wishes, picks, later), by, opened - 7 * DAY)
    _wish(found, _popular(offerings, people), opened + DAY)
    domain.seal(round_id=found.pk, now=closed)
    domain.hold_draw(round_id=found.pk, beacon_value=DRAWN_VALUE, by=by, now=known + timedelta(hours=1))
    return found


def _popular(offerings: dict[Key, Offering], people: Sequence[User]) -> dict[int, list[int]]:
    """By learner the classes she wishes for, in an order that is always the same."""
    wishes: dict[int, list[int]] = {}
    for key, number in WISHED.items():
        for person in Random("-".join(key)).sample(list(people), number):
            wishes.setdefault(person.pk, []).append(offerings[key].pk)
    return wishes


def wishing(offerings: dict[Key, Offering], term: Term, by: User, learner: User, people: Sequence[User], now: datetime) -> int:
    """The short term's round of wishes, which runs; how many people have sent wishes."""
    with transaction.atomic():
        if not SelectionPlan.objects.filter(term=term).exists():
            _wishing(offerings, term, by, learner, people, now)
    return Round.objects.get(plan__term=term, kind=Round.Kind.WISHES).ballots.count()


def _wishing(offerings: dict[Key, Offering], term: Term, by: User, learner: User, people: Sequence[User], now: datetime) -> None:
    local = timezone.localtime(now)
    known = _at(local, 7, 21) + timedelta(minutes=30)
    wishes = Planned(Kind.WISHES, _at(local, -3), _at(local, 6, 18), beacon=LOTTERY.format(day=f"{known:%Y-%m-%d}"), beacon_at=known)
    picks = Planned(Kind.FIRST_COME, _at(local, 10), _at(local, 12, 18), spread=60)
    later = Planned(Kind.ADD_DROP, _at(local, 13), _at(local, 30, 18))
    found = _planned(term, (wishes, picks, later), by, _at(local, -5))
    by_course = {course: one.pk for (course, _term, _label), one in offerings.items()}
    chance, numbers = Random("short"), list(by_course.values())
    sent = {person.pk: chance.sample(numbers, chance.randint(1, 5)) for person in chance.sample(list(people), WISHING)}
    _wish(found, {**sent, learner.pk: [by_course[course] for course in LEARNER_WISHES]}, now - timedelta(hours=20))


def _planned(term: Term, wanted: Sequence[Planned], by: User, now: datetime) -> Round:
    plan = domain.save_plan(term_id=term.pk, limit=2, rounds=wanted, by=by, now=now)
    term.refresh_from_db()
    return plan.rounds.get(kind=Round.Kind.WISHES)


def _wish(found: Round, wishes: dict[int, list[int]], when: datetime) -> None:
    """Everybody's wishes, without classes that are not for her."""
    offered = Offering.objects.select_related("term__selection_plan").in_bulk({offering for line in wishes.values() for offering in line})
    barred = domain.unmet_of([(offered[offering], person) for person, line in wishes.items() for offering in line], when)
    for person in User.objects.filter(pk__in=wishes):
        hers = [offering for offering in wishes[person.pk] if (offering, person.pk) not in barred]
        if hers:
            domain.save_wishes(round_id=found.pk, learner=person, offerings=hers, now=when)
