"""Offerings, lessons and people for tests. Every function makes what it needs and takes what it is given."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group

from college.models import Neighbourhood, Term, User, Venue
from college.roles import Role
from courses.catalogue.models import CoursePage, Unit
from courses.selection import domain
from courses.selection.models import (
    ClassGroup,
    CourseRequest,
    Enrolment,
    EntryQuestion,
    FreedSeat,
    Grouping,
    Lesson,
    Offering,
    RequestName,
    SeatOffer,
    WaitlistEntry,
)
from tests.factories import catalogue
from tests.factories.college import school, teacher

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 16, 9, 0, tzinfo=SHANGHAI)  # a Tuesday morning
_numbers = count(1)


def person(name: str = "", *roles: Role, **fields: Any) -> User:
    user = User(username=name or f"person{next(_numbers)}", **fields)
    user.set_password("pass-for-tests")
    user.save(force_insert=True)
    if roles:
        user.groups.set(Group.objects.filter(name__in=roles))
    return user


def people(how_many: int) -> list[User]:
    """Many accounts at once, which never sign in."""
    return User.objects.bulk_create([User(username=f"crowd{next(_numbers)}", password="!") for _ in range(how_many)])


def venue(name: str = "") -> Venue:
    return Venue.objects.create(name=name or f"方兴社区中心{next(_numbers)}", tier=Venue.Tier.CENTRE)


def term(now: datetime = NOW, **fields: Any) -> Term:
    """A term whose selection is open at `now`."""
    values = {
        "name": f"2026年秋季{next(_numbers)}",
        "starts_on": (now + timedelta(days=30)).date(),
        "ends_on": (now + timedelta(days=150)).date(),
        "selection_opens_at": now - timedelta(days=5),
        "selection_closes_at": now + timedelta(days=5),
    }
    return Term.objects.create(**{**values, **fields})


def course(title: str = "智能手机零基础", *, units: int = 0, live: bool = True, school_code: str = "elder") -> CoursePage:
    page = catalogue.course(title, live=live, school=school(school_code))
    for place in range(units):
        Unit.objects.create(page=page, title=f"第 {place + 1} 讲 {title}", sort_order=place)
    return page


def offering(page: CoursePage | None = None, *, capacity: int = 10, **fields: Any) -> Offering:
    """An open offering in a term that can be picked, without lessons."""
    values = {"course": page or course(), "capacity": capacity}
    for name, make in (("term", term), ("venue", venue), ("teacher", teacher)):
        values[name] = fields.pop(name) if name in fields else make()
    return Offering.objects.create(**{**values, **fields})


def lessons(of: Offering, *, first: datetime = NOW + timedelta(days=84, hours=5), number: int = 3, minutes: int = 90) -> list[Lesson]:
    """Weekly lessons, by default from a Tuesday at 14:00 on."""
    units = list(of.course.units.all())
    return [
        Lesson.objects.create(
            offering=of,
            number=place + 1,
            unit=units[place] if place < len(units) else None,
            title="" if place < len(units) else f"第 {place + 1} 次课",
            starts_at=first + timedelta(weeks=place),
            ends_at=first + timedelta(weeks=place, minutes=minutes),
        )
        for place in range(number)
    ]


def enrolled(of: Offering, *who: User, now: datetime = NOW) -> list[Enrolment]:
    """Seats taken, with the count kept right."""
    made = [Enrolment.objects.create(offering=of, learner=learner, picked_at=now) for learner in who]
    held = of.freed_seats.filter(state__in=FreedSeat.LIVE).count()
    Offering.objects.filter(pk=of.pk).update(seats_taken=held + of.enrolments.filter(state=Enrolment.State.ENROLLED).count())
    of.refresh_from_db(fields=["seats_taken"])
    return made


def waiting(of: Offering, *who: User, now: datetime = NOW) -> list[WaitlistEntry]:
    """Places in the queue, one minute apart, in the order given."""
    return [WaitlistEntry.objects.create(offering=of, learner=learner, joined_at=now + timedelta(minutes=place)) for place, learner in enumerate(who)]


def grouping(*classes: Offering, now: datetime = NOW) -> Grouping:
    """Questions and a group with each of these classes of one course, answered until tomorrow."""
    made = Grouping.objects.create(course=classes[0].course, term=classes[0].term, answers_until=now + timedelta(days=1))
    for place, of in enumerate(classes):
        EntryQuestion.objects.create(grouping=made, text=f"问题 {place}", choices="不会\n会一点\n很熟", sort_order=place)
        ClassGroup.objects.create(grouping=made, name=f"第 {place + 1} 组", offering=of, seats=of.capacity, sort_order=place)
    return made


def offered(of: Offering, learner: User, *, now: datetime = NOW) -> SeatOffer:
    """A seat of a full class is given up, and held for the first in line, who is this learner."""
    if not of.waitlist.filter(learner=learner).exists():
        waiting(of, learner, now=now - timedelta(days=1))
    domain.drop(offering_id=of.pk, learner=full(of).enrolments.filter(state=Enrolment.State.ENROLLED).earliest("pk").learner, now=now)
    return SeatOffer.objects.get(offering=of, learner=learner, state=SeatOffer.State.OPEN)


def asked(by: User, *names: User, now: datetime = NOW, title: str = "手机摄影", **fields: Any) -> CourseRequest:
    """A course that somebody asks for in a neighbourhood, with her name and others'."""
    place = Neighbourhood.objects.create(name=f"方兴小区{next(_numbers)}")
    until = now.date() + timedelta(days=30)
    made = CourseRequest.objects.create(title=title, neighbourhood=place, needed=15, until=until, asked_by=by, asked_at=now, **fields)
    RequestName.objects.bulk_create(RequestName(request=made, person=one, added_at=now) for one in (by, *names))
    return made


def full(of: Offering) -> Offering:
    """The same offering with every seat taken by strangers."""
    enrolled(of, *people(of.capacity - of.seats_taken))
    return of
