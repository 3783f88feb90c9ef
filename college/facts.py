"""Facts about a learner: she gives them herself, or the front desk writes them down for her. As little as possible, and gone with her account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college.errors import Invalid, NotAllowed
from college.models import LearnerFacts, Neighbourhood, User
from college.roles import Role, has_role

DESK = (Role.DESK, Role.STAFF, Role.ADMINISTRATOR)  # who writes them down for others
OLDEST = 120  # years
PLEDGE_LASTS = timedelta(days=365)
RESERVE_AT_MOST = timedelta(days=5 * 366)  # then the desk asks again


class BadYear(Invalid):
    """No year in which somebody alive can be born."""

    code = "bad_year"
    message = _("Please write the year with four digits, such as 1956.")


class BadDay(Invalid):
    """A last day that is past, or farther away than the desk can know."""

    code = "bad_day"
    message = _("The last day must lie ahead, at most five years.")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody, as plain values; None where nothing is."""

    birth_year: int | None = None
    neighbourhood_id: int | None = None
    reserve_until: date | None = None
    pledge_until: date | None = None


NOTHING = Known()
FIELDS = ("birth_year", "neighbourhood_id", "reserve_until", "pledge_until")


def known_of(people: Any) -> dict[int, Known]:
    """What is known of each of these people (keys), by key; who has said nothing is not in it. One query, none for nobody."""
    wanted = set(people)
    rows = LearnerFacts.objects.filter(user__in=wanted).values_list("user", *FIELDS) if wanted else ()
    return {user: Known(*values) for user, *values in rows}


def facts_of(user: User) -> LearnerFacts:
    """Her row with all that is in it, or an empty one that is not written. One query."""
    found = LearnerFacts.objects.select_related("neighbourhood", "pledge_taken_by").filter(user=user).first()
    return found or LearnerFacts(user=user)


def may_write(*, by: User, of: User) -> bool:
    """She herself, and the desk."""
    return by.pk == of.pk or has_role(by, *DESK)


def tell(*, of: User, birth_year: int | None, neighbourhood: Neighbourhood | None, by: User, now: datetime) -> LearnerFacts:
    """Her year of birth and where she lives, either of them or none. Raises NotAllowed and BadYear."""
    year = timezone.localtime(now).year
    if birth_year is not None and not year - OLDEST <= birth_year <= year:
        raise BadYear
    return _written(of, by, birth_year=birth_year, neighbourhood=neighbourhood)


def pledge(*, of: User, by: User, now: datetime) -> LearnerFacts:
    """She says today that she feels fit; good for a year. Raises NotAllowed. Again: the year begins anew."""
    today = timezone.localtime(now).date()
    return _written(of, by, pledged_on=today, pledge_until=today + PLEDGE_LASTS, pledge_taken_by=None if by.pk == of.pk else by)


def take_back_pledge(*, of: User, by: User, now: datetime) -> LearnerFacts:
    """She takes it back; classes that she has stay hers. Raises NotAllowed."""
    return _written(of, by, pledged_on=None, pledge_until=None, pledge_taken_by=None)


def note_reserve(*, of: User, until: date | None, by: User, now: datetime) -> LearnerFacts:
    """The desk has seen that a seat is kept for her, until a day; None: no longer. Why is not written. Raises NotAllowed, also for herself, and BadDay."""
    today = timezone.localtime(now).date()
    if by.pk == of.pk or not has_role(by, *DESK):
        raise NotAllowed
    if until is not None and not today <= until <= today + RESERVE_AT_MOST:
        raise BadDay
    return _written(of, by, reserve_until=until, reserve_noted_by=by, reserve_noted_at=now)


def _written(of: User, by: User, **values: Any) -> LearnerFacts:
    if not may_write(by=by, of=of):
        raise NotAllowed
    with transaction.atomic():
        return LearnerFacts.objects.update_or_create(user=of, defaults=values)[0]


def joined(kept: User, gone: User) -> int:
    """Of two accounts of one person: what the one that stays does not know is taken from the other; of two days the later one."""
    theirs = LearnerFacts.objects.filter(user=gone).first()
    if theirs is None:
        return 0
    mine, _made = LearnerFacts.objects.get_or_create(user=kept)
    mine.birth_year, mine.neighbourhood_id = mine.birth_year or theirs.birth_year, mine.neighbourhood_id or theirs.neighbourhood_id
    if _later(theirs.reserve_until, mine.reserve_until):
        mine.reserve_until, mine.reserve_noted_by_id, mine.reserve_noted_at = theirs.reserve_until, theirs.reserve_noted_by_id, theirs.reserve_noted_at
    if _later(theirs.pledge_until, mine.pledge_until):
        mine.pledged_on, mine.pledge_until, mine.pledge_taken_by_id = theirs.pledged_on, theirs.pledge_until, theirs.pledge_taken_by_id
    mine.save()
    theirs.delete()
    return 1


def _later(one: date | None, other: date | None) -> bool:
    return one is not None and (other is None or one > other)
