"""The promotion report of a year, folded from memberships, requirements, exemptions and the ledger. A constant few queries for any number of members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from college.models import User
from college.models.validity import not_over
from courses.credits.models import Entry, Exemption, Membership, Requirement, RuleSet
from courses.credits.rules.report import NOTHING, Amounts, Span, State, missing, need_of, percent, state_of

ROW = ("account_id", "account__owner_id", "account__owner__display_name", "account__owner__username", "category_id", "unit", "valid_from", "valid_until")


class Line(NamedTuple):
    """One member: `account` and `user` are primary keys, amounts are hundredths, `entries` counts her entries of the year."""

    account: int
    user: int
    name: str
    categories: tuple[int, ...]
    units: tuple[str, ...]
    earned: Amounts
    need: Amounts
    entries: int
    state: State

    @property
    def missing(self) -> Amounts:
        return missing(self.earned, self.need)

    @property
    def percent(self) -> int:
        return percent(self.earned, self.need)

    @property
    def unit(self) -> str:
        return " · ".join(self.units)


def rules_of_year(year: int, today: date) -> RuleSet | None:
    """The rules whose requirements hold for a year: the last ones published for it that have begun by today. One query."""
    begun = RuleSet.objects.published().filter(valid_from__lte=min(today, date(year, 12, 31)))
    return begun.filter(not_over(date(year, 1, 1))).order_by("-valid_from", "-pk").first()


def needs_of(rules: RuleSet | None) -> dict[int, Amounts]:
    """What each category needs in a whole year, by its primary key. One query."""
    rows = Requirement.objects.filter(rule_set=rules).values_list("category_id", "required", "elective", "project") if rules else ()
    return {category: Amounts(*amounts) for category, *amounts in rows}


def in_scope(year: int) -> QuerySet[Membership]:
    """The memberships of people (not of accounts whose owner has left) that touch a year."""
    touching = Membership.objects.filter(valid_from__lte=date(year, 12, 31), account__owner__isnull=False)
    return touching.filter(not_over(date(year, 1, 1)))


def totals_of(year: int, account: int | None = None) -> dict[int, tuple[Amounts, int]]:
    """What each account earned in a year, and in how many entries. One query over one index."""
    entries = Entry.objects.filter(effective_on__range=(date(year, 1, 1), date(year, 12, 31)))
    if account is not None:
        entries = entries.filter(account=account)
    sums = {kind: Sum("amount", filter=Q(category=kind), default=0) for kind in Amounts._fields}
    rows = entries.order_by().values_list("account_id").annotate(**sums, count=Count("*"))
    with connection.cursor() as cursor:  # whole numbers need no conversion, which would cost twice what the sums do
        cursor.execute(*rows.query.sql_with_params())
        return {key: (Amounts(required, elective, project), count) for key, required, elective, project, count in cursor.fetchall()}


def fold(*, year: int, needs: dict[int, Amounts], account: int | None = None) -> list[Line]:
    """Every member of a year, or the one of an account, in no particular order. Three queries for any number."""
    rows = in_scope(year).filter(**({"account": account} if account is not None else {})).order_by("account_id", "valid_from", "pk").values_list(*ROW)
    exempt = set(Exemption.objects.filter(year=year, approved_at__isnull=False).values_list("account_id", flat=True))
    totals = totals_of(year, account)
    return [_line(key, list(of_one), year, needs, totals.get(key, (NOTHING, 0)), key in exempt) for key, of_one in groupby(rows, itemgetter(0))]


def _line(account: int, rows: list[tuple], year: int, needs: dict[int, Amounts], total: tuple[Amounts, int], exempt: bool) -> Line:
    _account, user, display_name, username, category, unit, first, until = rows[0]
    earned, entries = total
    if len(rows) == 1 and first <= date(year, 1, 1) and (until is None or until >= date(year, 12, 31)):
        need, categories, units = needs.get(category, NOTHING), (category,), (unit,) if unit else ()
    else:
        need, categories, units = need_of(list(_spans(rows, year, needs)), year), _once(row[4] for row in rows), _once(row[5] for row in rows if row[5])
    name = display_name or User(username=username).get_full_name()
    return Line(account, user, name, categories, units, earned, need, entries, state_of(earned, need, exempt=exempt))


def _spans(rows: list[tuple], year: int, needs: dict[int, Amounts]) -> Iterable[Span]:
    for row in rows:
        yield Span(row[6], row[7] or date(year, 12, 31), needs.get(row[4], NOTHING))


def _once[T](values: Iterable[T]) -> tuple[T, ...]:
    """The values without repetition, in their order."""
    return tuple(dict.fromkeys(values))
