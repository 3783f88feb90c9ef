"""Who is in the report, who is exempt, and when a year's report may be read: the office's verbs."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from college.errors import NotAllowed
from college.models import User
from college.models.validity import not_over
from college.roles import Role, has_role, is_keeper
from courses.credits.domain.accounts import open_account
from courses.credits.domain.refusals_report import (
    AlreadyBegun,
    AlreadyDecided,
    AlreadyExempt,
    DateGone,
    EndsBeforeItBegins,
    MembersFirst,
    OverlappingMembership,
    ReasonMissing,
    TwoPeople,
)
from courses.credits.models import Account, Exemption, MemberCategory, Membership, ReportYear
from courses.credits.rules.report import earliest_for_committee


def plan_report(*, year: int, members_from: date, committee_from: date, by: User, now: datetime) -> ReportYear:
    """Say when members and, ten working days later, the committee may read a year's report.

    Once members read it, their day stands and the committee's can only be moved back. Raises NotAllowed, DateGone, MembersFirst, AlreadyBegun.
    """
    _must_keep(by)
    with transaction.atomic():
        planned = ReportYear.objects.select_for_update(of=("self",)).filter(year=year).first()
        _must_leave_time(planned, members_from, committee_from, timezone.localtime(now).date())
        dates = {"members_from": members_from, "committee_from": committee_from}
        return ReportYear.objects.update_or_create(year=year, defaults=dates)[0]


def _must_leave_time(planned: ReportYear | None, members_from: date, committee_from: date, today: date) -> None:
    if planned is not None and planned.members_from <= today:
        if members_from != planned.members_from or committee_from < planned.committee_from:
            raise AlreadyBegun
    elif members_from < today:
        raise DateGone
    if committee_from < (earliest := earliest_for_committee(members_from)):
        raise MembersFirst(earliest)


def _must_keep(by: User) -> None:
    if not is_keeper(by):
        raise NotAllowed


def join(
    *,
    person: User,
    category: MemberCategory,
    unit: str,
    valid_from: date,
    valid_until: date | None,
    by: User,
    now: datetime,
    membership: Membership | None = None,
) -> Membership:
    """Put somebody in a category from a day on, or change a membership; she gets an account if she has none.

    Raises NotAllowed, EndsBeforeItBegins, and OverlappingMembership when she is in the category on one of the days already.
    """
    _must_keep(by)
    if valid_until is not None and valid_until < valid_from:
        raise EndsBeforeItBegins
    with transaction.atomic():
        account = open_account(person, now=now)
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)  # two people adding the same membership wait for each other
        changed = membership or Membership(account=account)
        changed.account, changed.category, changed.unit = account, category, unit.strip()
        changed.valid_from, changed.valid_until = valid_from, valid_until
        _must_not_overlap(changed)
        changed.save()
    return changed


def _must_not_overlap(one: Membership) -> None:
    others = Membership.objects.filter(account=one.account, category=one.category).exclude(pk=one.pk)
    others = others.filter(not_over(one.valid_from))
    if one.valid_until is not None:
        others = others.filter(valid_from__lte=one.valid_until)
    if others.exists():
        raise OverlappingMembership


def propose_exemption(*, person: User, year: int, reason: str, by: User, now: datetime) -> Exemption:
    """Ask that somebody need not earn in a year; it holds when a second person has approved it. Raises NotAllowed, ReasonMissing, AlreadyExempt."""
    _must_keep(by)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        account = open_account(person, now=now)
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        if Exemption.objects.filter(account=account, year=year).exists():
            raise AlreadyExempt
        return Exemption.objects.create(account=account, year=year, reason=reason.strip(), proposed_by=by, proposed_at=now)


def approve_exemption(*, exemption_id: int, by: User, now: datetime) -> Exemption:
    """The second person's yes. Raises NotAllowed, TwoPeople for the proposer and the person herself, AlreadyDecided."""
    if not (is_keeper(by) or has_role(by, Role.SCHOOL_HEAD)):
        raise NotAllowed
    with transaction.atomic():
        found = Exemption.objects.select_for_update(of=("self",)).select_related("account").get(pk=exemption_id)
        if found.approved_at is not None:
            raise AlreadyDecided
        if by.pk in {found.proposed_by_id, found.account.owner_id}:
            raise TwoPeople
        found.approved_by, found.approved_at = by, now
        found.save(update_fields=["approved_by", "approved_at"])
    return found


def withdraw_exemption(*, exemption_id: int, by: User) -> None:
    """Take back a proposal that nobody has approved. Raises NotAllowed, AlreadyDecided."""
    _must_keep(by)
    with transaction.atomic():
        found = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption_id)
        if found.approved_at is not None:
            raise AlreadyDecided
        found.delete()
