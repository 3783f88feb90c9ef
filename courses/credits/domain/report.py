"""Reading the promotion report (年度学分达标表). Nothing is shown without a line in the log of whoever it is about.

The committee alone reads it, from the day that was planned; a member reads her own line from ten working days before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils import timezone

from college import access
from college.errors import NotFound
from college.models import AccessLog, User
from college.roles import Role, has_role
from college.rules.names import order_of
from courses.credits.domain.refusals_report import NotOpenYet, UnknownFilter, UnknownOrder
from courses.credits.domain.report_fold import Line, fold, in_scope, needs_of, rules_of_year
from courses.credits.models import Account, Entry, Exemption, MemberCategory, ReportYear, RuleSet
from courses.credits.rules.report import LOWEST, Amounts, State, band_of, check_code

A_PAGE = 20
TOPIC = "report:"  # and the year
LEDGER_TOPIC = "ledger"
STATES = (State.UNMET, State.MET, State.EXEMPT, State.NO_RULE)
ORDERS = ("name", "unit", "state")  # never by an amount: people are not compared


@dataclass(frozen=True)
class Asked:
    """What part of the report is wanted, and in which order. Empty: everything. `category` is a code, `name` a part of a name."""

    category: str = ""
    state: str = ""
    unit: str = ""
    name: str = ""
    order: str = "name"


EVERYTHING = Asked()


@dataclass(frozen=True)
class Report:
    """The report of a year for one question: `lines` answer it, in its order; `everybody` are all members, in no order."""

    year: ReportYear
    rules: RuleSet | None
    asked: Asked
    everybody: Sequence[Line]
    lines: Sequence[Line]
    categories: dict[int, MemberCategory] = field(default_factory=dict)
    needs: dict[int, Amounts] = field(default_factory=dict)  # of a whole year, by category

    @cached_property
    def states(self) -> Counter[State]:
        """How many of everybody are in each state."""
        return Counter(line.state for line in self.everybody)

    @property
    def counted(self) -> list[tuple[State, int]]:
        """The states with their counts, as the page shows them on top."""
        shown = (State.MET, State.UNMET, State.EXEMPT, *([State.NO_RULE] if self.states[State.NO_RULE] else []))
        return [(state, self.states[state]) for state in shown]

    @property
    def outside(self) -> int:
        """How many people are in no band."""
        return len(self.everybody) - sum(self.bands)

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """How many people are in each band of LOWEST, by the share of the requirement; without the exempt and those without a requirement."""
        counted = Counter(band_of(line.percent) for line in self.everybody if line.state in {State.MET, State.UNMET})
        return tuple(counted[place] for place in range(len(LOWEST)))

    @cached_property
    def units(self) -> tuple[str, ...]:
        return tuple(sorted({unit for line in self.everybody for unit in line.units}, key=order_of))

    @property
    def requirements(self) -> list[tuple[MemberCategory, Amounts]]:
        """What each category needs in a whole year, in the order of the categories."""
        return [(category, self.needs[key]) for key, category in self.categories.items() if key in self.needs]

    def names_of(self, line: Line) -> str:
        """The categories of a line in words."""
        return " · ".join(self.categories[key].name for key in line.categories)

    @cached_property
    def check_code(self) -> str:
        """SHA-256 of what the lines say, the same in every order, language and form of export (see `content`)."""
        return check_code(self.content())

    def content(self) -> Iterator[tuple[str, ...]]:
        """The rows under the check code: year and version of the rules, then the lines by account, amounts in hundredths."""
        yield str(self.year.year), self.rules.version if self.rules else ""
        for line in sorted(self.lines):
            codes = ",".join(self.categories[key].code for key in line.categories)
            yield (line.name, codes, ",".join(line.units), *map(str, line.earned), *map(str, line.need), str(line.entries), line.state.value)


# ---- the committee


def years_of_committee() -> list[ReportYear]:
    """All planned years, the last first."""
    return list(ReportYear.objects.order_by("-year"))


def open_report(*, year: int, asked: Asked = EVERYTHING, now: datetime) -> Report:
    """The report of a year for one question, with nobody asked who wants it: the doors are `read_page` and `take_export`.

    Raises NotFound for a year that is not planned, UnknownOrder and UnknownFilter. A constant number of queries, for one member or 20,000.
    """
    planned = ReportYear.objects.filter(year=year).first()
    if planned is None:
        raise NotFound
    rules = rules_of_year(year, timezone.localtime(now).date())
    categories = {category.pk: category for category in MemberCategory.objects.all()}
    needs = needs_of(rules)
    everybody = fold(year=year, needs=needs)
    wanted = _asked_for(everybody, asked, {category.code: key for key, category in categories.items()})
    return Report(planned, rules, asked, everybody, _ordered(wanted, asked.order), categories, needs)


def _asked_for(everybody: list[Line], asked: Asked, codes: dict[str, int]) -> list[Line]:
    if (asked.category and asked.category not in codes) or (asked.state and asked.state not in set(State)):
        raise UnknownFilter
    category = codes.get(asked.category)
    part = asked.name.casefold()
    return [
        line
        for line in everybody
        if (category is None or category in line.categories)
        and (not asked.state or line.state == asked.state)
        and (not asked.unit or asked.unit in line.units)
        and part in line.name.casefold()
    ]


def _ordered(lines: list[Line], order: str) -> list[Line]:
    """By name, or by unit or state and then by name."""
    if order not in ORDERS:
        raise UnknownOrder
    lines = sorted(lines, key=lambda line: (order_of(line.name), line.account))
    if order == "unit":
        return sorted(lines, key=lambda line: (not line.units, order_of(line.unit)))
    return sorted(lines, key=lambda line: STATES.index(line.state)) if order == "state" else lines


def read_page(*, year: int, asked: Asked, page: int | str | None, by: User, now: datetime, size: int = A_PAGE) -> tuple[Report, Page]:
    """A page of the report for the committee. Everybody on it can read that she was looked at. Raises NotFound and NotOpenYet."""
    _must_be_open(year, by, now)
    report = open_report(year=year, asked=asked, now=now)
    shown = Paginator(report.lines, size).get_page(page)
    _log(by, list(shown.object_list), AccessLog.Action.VIEW, year, now)
    return report, shown


def take_export(*, year: int, asked: Asked, by: User, now: datetime) -> Report:
    """The whole answer to a question, to be written to a file. Everybody in it can read that her line was taken along."""
    _must_be_open(year, by, now)
    report = open_report(year=year, asked=asked, now=now)
    _log(by, report.lines, AccessLog.Action.EXPORT, year, now)
    return report


def _must_be_open(year: int, by: User, now: datetime) -> None:
    """Nobody else learns whether there is a report."""
    if not has_role(by, Role.COMMITTEE):
        raise NotFound
    planned = ReportYear.objects.filter(year=year).first()
    if planned is None:
        raise NotFound
    if timezone.localtime(now).date() < planned.committee_from:
        raise NotOpenYet(planned.committee_from)


def _log(by: User, lines: Sequence[Line], action: AccessLog.Action, year: int, now: datetime) -> None:
    access.record(actor=by, role=Role.COMMITTEE, subjects=[line.user for line in lines], action=action, topic=f"{TOPIC}{year}", now=now)


# ---- one member


@dataclass(frozen=True)
class MemberFile:
    """One member's line of a year, and what it stands on. `exemption` is the approved one, if any."""

    year: ReportYear
    rules: RuleSet | None
    line: Line
    category_names: str
    entries: Sequence[Entry]
    exemption: Exemption | None


def read_member(*, year: int, account_id: int, by: User, now: datetime) -> MemberFile:
    """A member's entries and evidence for the committee; she can read that they were opened. Raises NotFound and NotOpenYet."""
    _must_be_open(year, by, now)
    planned = ReportYear.objects.get(year=year)
    found = _file_of(planned, account_id, now)
    if found is None:
        raise NotFound
    _log(by, [found.line], AccessLog.Action.EVIDENCE, year, now)
    return found


def years_of_members(now: datetime) -> list[ReportYear]:
    """The years of which members may see their own line, the last first."""
    return list(ReportYear.objects.filter(members_from__lte=timezone.localtime(now).date()).order_by("-year"))


def own_latest(*, user: User, now: datetime) -> ReportYear | None:
    """The last year of which somebody may read her own line, when she is in it. Two queries."""
    year = ReportYear.objects.filter(members_from__lte=timezone.localtime(now).date()).order_by("-year").first()
    return year if year is not None and in_scope(year.year).filter(account__owner=user).exists() else None


def own_file(*, year: ReportYear, user: User, now: datetime) -> MemberFile | None:
    """Somebody's own line; None when she is not in the report of this year. Looking at oneself leaves no line in the log."""
    account = Account.objects.filter(owner=user).values_list("pk", flat=True).first()
    return _file_of(year, account, now) if account is not None else None


def _file_of(year: ReportYear, account_id: int, now: datetime) -> MemberFile | None:
    rules = rules_of_year(year.year, timezone.localtime(now).date())
    lines = fold(year=year.year, needs=needs_of(rules), account=account_id)
    if not lines:
        return None
    entries = Entry.objects.filter(account=account_id, effective_on__year=year.year).select_related("evidence", "rule_set", "reverses", "reversed_by")
    exemption = Exemption.objects.filter(account=account_id, year=year.year, approved_at__isnull=False).select_related("approved_by").first()
    names = MemberCategory.objects.in_bulk(lines[0].categories)
    in_words = " · ".join(names[key].name for key in lines[0].categories)
    return MemberFile(year, rules, lines[0], in_words, list(entries.order_by("effective_on", "number")), exemption)
