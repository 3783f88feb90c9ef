"""Who is in the promotion report, one person exempt, one exemption waiting, and the years: the last with entries open, the next one planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from college.models import AccessLog, User
from courses.credits.domain import account_of
from courses.credits.domain.report import Asked, read_member, read_page
from courses.credits.domain.report_fold import totals_of
from courses.credits.domain.report_people import approve_exemption, join, plan_report, propose_exemption
from courses.credits.models import Entry, Exemption, MemberCategory, Membership, ReportYear
from courses.credits.rules.report import earliest_for_committee
from demo.accounts import COMMITTEE, LEARNER, SCHOOL_HEAD, STAFF

RARE_NAMES, MET, OTHERS = 8, 12, 11  # how many of each are members, beside the demo learner
UNITS = ("方兴社区", "云河社区", "青年里社区", "华山路社区", "柳塘社区", "")
REASON, WAITING_REASON = "长期病假，社区已核实", "外出照顾家人半年"
NOTICE = timedelta(days=40)  # so long ago members saw their lines first


def members(accounts: Mapping[str, User], learners: Sequence[User], now: datetime) -> int:
    """Put about thirty people in the report. Returns the number of memberships; a second run adds none."""
    if not Membership.objects.exists():
        year = _year(now)
        worker, building, group = (MemberCategory.objects.get(code=code) for code in ("worker", "building", "group"))
        people = _chosen(learners, year)
        kinds = [building, group, worker]
        _join(accounts, accounts[LEARNER.username], worker, UNITS[0], date(year, 1, 1))
        for place, person in enumerate(people):
            half = kinds[place % 3] is worker and place % 2 == 0  # some joined in the middle of the year and need a half
            _join(accounts, person, kinds[place % 3], UNITS[place % len(UNITS)], date(year, 7, 2) if half else date(year, 1, 1))
        _join(accounts, people[0], group, UNITS[1], date(year, 1, 1))  # one who belongs to two
        _exempt(accounts, people[2], people[5], year)
    _years(accounts, now)
    return Membership.objects.count()


def _year(now: datetime) -> int:
    """The last year in which something was earned."""
    last = Entry.objects.order_by("-effective_on").values_list("effective_on", flat=True).first()
    return last.year if last else timezone.localdate(now).year


def _chosen(learners: Sequence[User], year: int) -> list[User]:
    """People with rare names, some who have ten credits of each kind, and some who do not."""
    totals = totals_of(year)
    by_owner = {owner: totals[account] for account, owner in Entry.objects.values_list("account_id", "account__owner_id").distinct() if account in totals}
    rare, rest = list(learners[:RARE_NAMES]), [person for person in learners[RARE_NAMES:] if person.pk in by_owner]
    met = [person for person in rest if min(by_owner[person.pk][0][:2]) >= 1000]
    others = [person for person in rest if person not in met]
    return [*rare, *met[:MET], *others[:OTHERS]]


def _join(accounts: Mapping[str, User], person: User, category: MemberCategory, unit: str, since: date) -> None:
    join(person=person, category=category, unit=unit, valid_from=since, valid_until=None, by=accounts[STAFF.username], now=_at(since))


def _exempt(accounts: Mapping[str, User], person: User, waiting: User, year: int) -> None:
    staff, asked = accounts[STAFF.username], _at(date(year, 3, 2))
    if not Exemption.objects.exists():
        made = propose_exemption(person=person, year=year, reason=REASON, by=staff, now=asked)
        approve_exemption(exemption_id=made.pk, by=accounts[SCHOOL_HEAD.username], now=asked + timedelta(days=2))
        propose_exemption(person=waiting, year=year, reason=WAITING_REASON, by=staff, now=asked + timedelta(days=5))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), timezone.get_current_timezone())


# ---- the years, and that somebody has looked


def _years(accounts: Mapping[str, User], now: datetime) -> None:
    year, staff = _year(now), accounts[STAFF.username]
    if ReportYear.objects.exists():
        return
    first = timezone.localdate(now) - NOTICE
    plan_report(year=year, members_from=first, committee_from=earliest_for_committee(first), by=staff, now=_at(first))
    later = date(year + 1, 12, 1)
    plan_report(year=year + 1, members_from=later, committee_from=earliest_for_committee(later), by=staff, now=now)
    _look(accounts, year, now)


def _look(accounts: Mapping[str, User], year: int, now: datetime) -> None:
    """The personnel office has opened the report once, and the demo learner's evidence."""
    committee, mine = accounts[COMMITTEE.username], account_of(accounts[LEARNER.username])
    if mine is None or AccessLog.objects.exists():
        return
    for page in (1, 2):
        read_page(year=year, asked=Asked(), page=page, by=committee, now=now - timedelta(days=2))
    read_member(year=year, account_id=mine.pk, by=committee, now=now - timedelta(days=1))
