"""The rules of last year and this one, an entry for every completion on the evening of its day, and one mistake that two people put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from college.models import User
from courses.catalogue.models import CoursePage
from courses.credits import domain
from courses.credits.models import Entry, MemberCategory, RequiredCourse, Requirement, ReversalRequest, RuleSet
from demo import content
from demo.accounts import LEARNER, SCHOOL_HEAD, STAFF

EVENING = time(20, 30)
MINUTES_OF_A_LESSON = 90


def categories() -> dict[str, MemberCategory]:
    """Who can be asked for credits, by code."""
    rows = enumerate(content.credits().categories)
    return {code: MemberCategory.objects.get_or_create(code=code, defaults={"name": name, "order": place})[0] for place, (code, name) in rows}


def credits(accounts: Mapping[str, User], pages: Mapping[str, CoursePage], now: datetime) -> int:
    """Publish the rules, book what is due, correct the one mistake. Returns the number of entries; a second run adds none."""
    rules(accounts[STAFF.username], pages, now)
    for _day, same_day in groupby(domain.due().order_by("completed_at", "pk"), key=lambda completion: timezone.localdate(completion.completed_at)):
        completions = list(same_day)
        domain.award(completion_ids=[one.pk for one in completions], now=_evening(completions[-1].completed_at, now))
    _correct(accounts, now)
    return Entry.objects.count()


def _evening(moment: datetime, now: datetime) -> datetime:
    """Half past eight on that day, or later if it happened later; never in the future."""
    evening = datetime.combine(timezone.localdate(moment), EVENING, tzinfo=timezone.get_current_timezone())
    return min(max(evening, moment), now)


# ---- rules


def rules(staff: User, pages: Mapping[str, CoursePage], now: datetime) -> None:
    """Publish each version some days before its first day."""
    kinds, this_year = categories(), timezone.localdate(now).year
    for text in content.credits().versions:
        year = this_year + text.year
        if not RuleSet.objects.filter(version=f"{year}-1").exists():
            made = _draft(text, year, kinds, pages, now)
            published = datetime(year - 1, 12, 18, 10, tzinfo=timezone.get_current_timezone())
            domain.publish_rules(rule_set_id=made.pk, by=staff, now=min(published, now))


def _draft(text: content.RulesText, year: int, kinds: Mapping[str, MemberCategory], pages: Mapping[str, CoursePage], now: datetime) -> RuleSet:
    numbers = {"minutes_per_credit": text.minutes_per_credit, "course_cap": text.course_cap * 100}
    dates = {"valid_from": date(year, 1, 1), "valid_until": date(year, 12, 31)}
    made = RuleSet.objects.create(version=f"{year}-1", title=content.credits().title, text=text.text.strip(), **numbers, **dates)
    RequiredCourse.objects.bulk_create([RequiredCourse(rule_set=made, course=pages[slug]) for slug in text.required_courses])
    needs = [Requirement(rule_set=made, category=kinds[code], required=must * 100, elective=may * 100) for code, must, may in text.needs]
    Requirement.objects.bulk_create(needs)
    return made


# ---- the mistake


def _correct(accounts: Mapping[str, User], now: datetime) -> None:
    """The demo learner's first entry counted a lesson that was not held: staff ask, the head of the school approves two days later."""
    entry = Entry.objects.filter(account__owner=accounts[LEARNER.username], kind=Entry.Kind.AWARD).order_by("number").first()
    if entry is None or ReversalRequest.objects.exists():
        return
    told = content.credits().correction
    less = MINUTES_OF_A_LESSON * 100 // entry.rule_set.minutes_per_credit * told.lessons
    asked = min(entry.booked_at + timedelta(days=3), now)
    wish = domain.request_reversal(
        entry_number=entry.number, reason=told.reason, words=told.words, new_amount=entry.amount - less, by=accounts[STAFF.username], now=asked
    )
    decided = min(asked + timedelta(days=2), now)
    domain.decide_reversal(request_id=wish.pk, approve=True, by=accounts[SCHOOL_HEAD.username], now=decided)
