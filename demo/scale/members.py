"""Rules for the years of the ledger, and who is in scope of the promotion report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from courses.credits.models import Account, MemberCategory, Membership, ReportYear, RequiredCourse, Requirement, RuleSet
from demo.scale.bulk import Table, write

CATEGORIES = {"worker": "社区工作者", "building": "楼栋长", "organisation": "社会组织负责人"}
NEEDS = {"worker": (800, 4000, 0), "building": (0, 2400, 0), "organisation": (800, 1600, 0)}  # hundredths: required, elective, project
UNITS = tuple(f"{place}社区" for place in ("方兴", "华山路", "柳塘", "云河路", "青年里", "松涛苑", "北斗苑", "星河湾", "梅园", "福安里"))
IN_SCOPE = 0.6  # of all learners
REQUIRED = 50  # one course in so many is required


def rules(first: date, courses: Iterable[int], now: datetime) -> RuleSet | None:
    """Publish rules from `first` up to the first ones there are; None where there are rules for that day."""
    if RuleSet.objects.valid_on(first).exists():
        return None
    later = RuleSet.objects.published().filter(valid_from__gt=first).order_by("valid_from").first()
    until = later.valid_from - timedelta(days=1) if later else None
    with transaction.atomic():
        made = RuleSet.objects.create(
            version=f"guimo-{first:%Y%m%d}", title="学分规则", text="45 分钟算 1 学分，一门课最多 20 学分。", valid_from=first, valid_until=until
        )
        needs = {category: NEEDS[code] for code, category in categories().items()}
        Requirement.objects.bulk_create([Requirement(rule_set=made, category=one, required=r, elective=e, project=p) for one, (r, e, p) in needs.items()])
        RequiredCourse.objects.bulk_create([RequiredCourse(rule_set=made, course_id=key) for key in list(courses)[::REQUIRED]])
        RuleSet.objects.filter(pk=made.pk).update(published_at=now)
    return made


def categories() -> dict[str, MemberCategory]:
    """The three categories by code; one that is there under its name is taken."""
    found = {}
    for order, (code, name) in enumerate(CATEGORIES.items(), start=1):
        there = MemberCategory.objects.filter(name=name).first()
        found[code] = there or MemberCategory.objects.get_or_create(code=code, defaults={"name": name, "order": order})[0]
    return found


def members(learners: Sequence[int], first: date, random: Random) -> int:
    """Put a good part of the learners in scope; returns how many. They need accounts and keys in a row."""
    kinds = [category.pk for category in categories().values()]
    key = Table(Membership, "id").next_key()
    new = Account.objects.filter(owner__gte=min(learners), owner__lte=max(learners), memberships=None).order_by("pk").values_list("pk", flat=True)
    chosen = [account for account in new if random.random() < IN_SCOPE]
    rows = ((key + place, account, random.choice(kinds), random.choice(UNITS), first, None) for place, account in enumerate(chosen))
    return write(Membership, ("id", "account_id", "category_id", "unit", "valid_from", "valid_until"), rows)


def report_years(first: date, now: datetime) -> None:
    """Every year that is over can be reported."""
    for year in range(first.year, now.year):
        opened = {"members_from": date(year + 1, 1, 4), "committee_from": date(year + 1, 1, 18)}
        ReportYear.objects.get_or_create(year=year, defaults=opened)
