"""Members, rules and years of the promotion report, and credits earned. Every function makes what it needs and takes what it is given."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from college.models import User
from college.roles import Role
from courses.credits.domain.ledger import Posting, append, hold_head
from courses.credits.models import Account, Entry, Evidence, Exemption, MemberCategory, Membership, ReportYear, Requirement, RuleSet
from tests.factories.selection import NOW, SHANGHAI, person

YEAR = 2026
COURSE = "智能手机零基础"


def category(name: str = "社区工作者", code: str = "community-worker") -> MemberCategory:
    return MemberCategory.objects.get_or_create(code=code, defaults={"name": name})[0]


def rules(version: str = "2026-1", *, year: int = YEAR, needs: dict[MemberCategory, tuple[int, int, int]] | None = None) -> RuleSet:
    """Published rules of a year. Without `needs`, the default category needs 20 required and 10 elective credits."""
    made = RuleSet.objects.create(version=version, title="学分规则", text="45 分钟 1 学分。", valid_from=date(year, 1, 1), valid_until=date(year, 12, 31))
    for of, (required, elective, project) in (needs or {category(): (2000, 1000, 0)}).items():
        Requirement.objects.create(rule_set=made, category=of, required=required, elective=elective, project=project)
    made.published_at = NOW
    made.save(update_fields=["published_at"])
    return made


def report_year(year: int = YEAR, *, members_from: date | None = None, committee_from: date | None = None) -> ReportYear:
    """A report that the committee may open already, by the real clock and by the tests' NOW."""
    first = members_from or date(2026, 1, 5)
    return ReportYear.objects.create(year=year, members_from=first, committee_from=committee_from or first + timedelta(days=14))


def member(name: str = "王秀兰", *, of: MemberCategory | None = None, unit: str = "方兴社区", user: User | None = None, **fields: Any) -> Membership:
    """Somebody in a category, by default since long ago and without end."""
    owner = user or person(display_name=name)
    account = Account.objects.get_or_create(owner=owner, defaults={"opened_at": NOW})[0]
    values = {"category": of or category(), "unit": unit, "valid_from": date(2020, 1, 1), **fields}
    return Membership.objects.create(account=account, **values)


def earned(
    account: Account, amount: int, kind: str = "required", *, on: date = date(YEAR, 3, 2), by_rules: RuleSet | None = None, course: str = COURSE
) -> Entry:
    """An award in hundredths, written by the ledger's own verb."""
    snapshot = {"course": {"title": course}, "class": {"term": "2026年春季", "label": "华山路班", "teacher": "陈静"}}
    with transaction.atomic():
        head = hold_head()
        posting = Posting(
            account=account,
            amount=amount,
            kind=Entry.Kind.AWARD,
            category=kind,
            effective_on=on,
            rule_set=by_rules or RuleSet.objects.latest("pk"),
            cause=f"test:{head.number + 1}",
            evidence_kind=Evidence.Kind.ATTENDANCE,
            snapshot=snapshot,
        )
        return append([posting], head=head, now=datetime(on.year, on.month, on.day, 9, tzinfo=SHANGHAI))[0]


def exempt(of: Membership, year: int = YEAR, reason: str = "病假半年以上") -> Exemption:
    """An exemption that two people approved."""
    proposer, approver = person(), person()
    return Exemption.objects.create(account=of.account, year=year, reason=reason, proposed_by=proposer, approved_by=approver, proposed_at=NOW, approved_at=NOW)


def committee(name: str = "郑和平") -> User:
    made = person(display_name=name)
    made.groups.set(Group.objects.filter(name=Role.COMMITTEE))
    return made


def world() -> dict[str, Any]:
    """Four members of two categories, one in each state that a requirement has, and the year in which the committee reads it."""
    worker, lead = category(), category("楼栋骨干", "lead")
    made = rules(needs={worker: (2000, 1000, 0), lead: (1000, 0, 500)})
    met, unmet = member("安福喜"), member("韩梅", unit="云河社区")
    free, both = member("吴𠮷", of=lead), member("赵㐂", of=lead, unit="")
    for account, amounts in ((met.account, (2200, 1000)), (unmet.account, (900, 3000))):
        earned(account, amounts[0], by_rules=made)
        earned(account, amounts[1], "elective", by_rules=made)
    exempt(free)
    member(user=both.account.owner, of=worker, unit="荷叶地")
    return {"rules": made, "year": report_year(), "met": met, "unmet": unmet, "free": free, "both": both, "committee": committee()}
