"""Rules, completions and entries. Every function makes what it needs and takes what it is given; entries are made by the verbs."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from college.models import User
from college.roles import Role
from courses.credits import domain
from courses.credits.domain.terms import terms_of
from courses.credits.models import Account, Entry, Evidence, MemberCategory, Membership, RequiredCourse, Requirement, RuleSet
from courses.credits.rules.terms import Terms
from courses.learning.models import Completion
from courses.selection.models import Offering
from tests.factories import selection
from tests.factories.selection import NOW

_numbers = count(1)
DAY = NOW.date()


def category(code: str = "community-worker", name: str = "社区工作者") -> MemberCategory:
    return MemberCategory.objects.get_or_create(code=code, defaults={"name": name})[0]


def draft_rules(*, required_courses: Any = (), need: tuple[int, int, int] = (1000, 500, 0), **fields: Any) -> RuleSet:
    """Rules of the year of NOW, 45 minutes for a credit, that nobody has published yet."""
    values = {"version": f"2026-{next(_numbers)}", "title": "学分规则", "text": "45 分钟记 1 学分。", "valid_from": date(2026, 1, 1)}
    made = RuleSet.objects.create(**{**values, **fields})
    RequiredCourse.objects.bulk_create([RequiredCourse(rule_set=made, course=course) for course in required_courses])
    Requirement.objects.create(rule_set=made, category=category(), required=need[0], elective=need[1], project=need[2])
    return made


def rules(*, now: datetime = NOW, **fields: Any) -> RuleSet:
    """The same, published."""
    return domain.publish_rules(rule_set_id=draft_rules(**fields).pk, by=selection.person("", Role.STAFF), now=now)


def completed(learner: User | None = None, *, of: Offering | None = None, page: Any = None, at: datetime = NOW, lessons: int = 5, **fields: Any) -> Completion:
    """A learner who has a seat and has completed the class: five lessons of 90 minutes."""
    offering = of or selection.offering(page, capacity=100)
    if not offering.lessons.exists():
        selection.lessons(offering, first=at - timedelta(weeks=lessons), number=lessons)
    enrolment = selection.enrolled(offering, learner or selection.person(), now=at - timedelta(days=60))[0]
    values = {"basis": Completion.Basis.ATTENDANCE, "facts": {"lessons": lessons, "attended": lessons, "covered": 0}, "completed_at": at}
    return Completion.objects.create(enrolment=enrolment, **{**values, **fields})


def awarded(learner: User | None = None, **fields: Any) -> Entry:
    """The entry of a new completion; 10 credits when nothing else is said. Rules must be there."""
    completion = completed(learner, **fields)
    domain.award(completion_ids=[completion.pk], now=completion.completed_at)
    return Entry.objects.get(cause=f"completion:{completion.pk}")


def booked(account: Account, rule_set: RuleSet, *amounts: int, category: str = "elective", on: date = DAY, now: datetime = NOW) -> list[Entry]:
    """Entries of these amounts (hundredths, in quarters) without a completion behind them, for tests that only add up."""
    terms = terms_of([rule_set])[rule_set.pk]
    postings = [
        domain.Posting(account, amount, "award", category, on, rule_set, f"completion:{10**9 + next(_numbers)}", Evidence.Kind.ATTENDANCE, worth(amount, terms))
        for amount in amounts
    ]
    with transaction.atomic():
        return domain.append(postings, head=domain.hold_head(), now=now)


def worth(amount: int, terms: Terms) -> dict[str, Any]:
    """Evidence of a class of just so many minutes."""
    return {"course": {}, "minutes": -(-amount * terms.minutes_per_credit // 100), "rules": terms.cited()}


def account(person: User, *, now: datetime = NOW) -> Account:
    with transaction.atomic():
        return domain.open_account(person, now=now)


def member(person: User, *, of: MemberCategory | None = None, since: date = date(2026, 1, 1), unit: str = "", now: datetime = NOW) -> Membership:
    return Membership.objects.create(account=account(person, now=now), category=of or category(), unit=unit, valid_from=since)
