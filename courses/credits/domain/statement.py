"""Somebody's statement (学分单) of a year: what she earned, what she needs, every line, and what would close the gap. Constant queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Sum
from django.utils import timezone

from college.errors import NotFound
from college.models import User
from courses.credits.domain import snapshots
from courses.credits.domain.accounts import account_of
from courses.credits.domain.awards import due
from courses.credits.domain.report_fold import Line, fold, needs_of, rules_of_year
from courses.credits.domain.terms import Rules, rules_worth
from courses.credits.models import Account, Entry, MemberCategory, RuleSet, Settlement
from courses.credits.rules.report import NOTHING, Amounts, missing, percent
from courses.learning.models import Completion
from courses.selection.models import Enrolment, Offering

YEARS = range(2000, 2100)  # in which credits can be earned
OFFERS = 3  # courses named for a kind that is missing something
LOOKED_AT = 24  # classes that are looked through for them


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of credits in a year: hundredths earned and needed. `kind` is a value of Entry.Category."""

    kind: str
    earned: int
    need: int

    @property
    def missing(self) -> int:
        return max(0, self.need - self.earned)

    @property
    def percent(self) -> int:
        """How much of the need is there, 0 to 100; 100 where nothing is needed."""
        return percent(Amounts(self.earned), Amounts(self.need))

    @property
    def label(self) -> str:
        return str(Entry.Category(self.kind).label)


@dataclass(frozen=True, slots=True)
class Offer:
    """A class that can be picked now, and what completing it is worth."""

    offering: Offering
    kind: str
    amount: int


@dataclass(frozen=True)
class Statement:
    """A year of somebody. `line` is hers of the report, None when nobody asks credits of her; `unbooked` are completions without an entry, and why."""

    year: int
    years: Sequence[int]
    as_of: date
    rules: RuleSet | None
    earned: Amounts
    life: int
    entries: Sequence[Entry] = ()
    line: Line | None = None
    category_names: str = ""
    same_course: Sequence[Completion] = ()
    waiting: Sequence[Completion] = ()
    offers: Sequence[Offer] = field(default_factory=list)

    @property
    def need(self) -> Amounts:
        return self.line.need if self.line else NOTHING

    @property
    def missing(self) -> Amounts:
        return missing(self.earned, self.need)

    @property
    def parts(self) -> list[Part]:
        """The kinds in which something was earned or is needed; required and elective always."""
        every = [Part(kind, had, wanted) for kind, had, wanted in zip(Amounts._fields, self.earned, self.need, strict=True)]
        return [part for part in every if part.earned or part.need or part.kind != Entry.Category.PROJECT]

    @property
    def total(self) -> int:
        return sum(self.earned)


def statement(*, learner: User, year: int, now: datetime) -> Statement:
    """The statement of one year. A year without an entry is an empty one. Raises NotFound for a year that is none of ours (see YEARS)."""
    if year not in YEARS:
        raise NotFound
    today = timezone.localdate(now)
    account = account_of(learner)
    rules = rules_of_year(year, today)
    line = _line(account, year, rules)
    entries = _entries(account, year)
    made = Statement(
        year=year,
        years=_years(account, today, year),
        as_of=today,
        rules=rules,
        earned=_sum(entries),
        life=_life(account),
        entries=entries,
        line=line,
        category_names=_names(line),
        same_course=_same_course(account, year),
        waiting=_waiting(learner, year),
    )
    return made if year != today.year or not any(made.missing) else _with_offers(made, learner, account, now)


def _line(account: Account | None, year: int, rules: RuleSet | None) -> Line | None:
    lines = fold(year=year, needs=needs_of(rules), account=account.pk) if account else []
    return lines[0] if lines else None


def _names(line: Line | None) -> str:
    names = MemberCategory.objects.in_bulk(line.categories) if line else {}
    return " · ".join(names[key].name for key in line.categories) if line else ""


def _entries(account: Account | None, year: int) -> list[Entry]:
    """The last ones first: a reversal stands before what it takes back, a correction before both."""
    of_year = Entry.objects.filter(account=account, effective_on__range=(date(year, 1, 1), date(year, 12, 31))) if account else Entry.objects.none()
    return list(of_year.select_related("evidence", "rule_set", "reverses", "reversed_by").order_by("-effective_on", "-number"))


def _sum(entries: Iterable[Entry]) -> Amounts:
    found = dict.fromkeys(Amounts._fields, 0)
    for entry in entries:
        found[entry.category] += entry.amount
    return Amounts(**found)


def _life(account: Account | None) -> int:
    return Entry.objects.filter(account=account).aggregate(total=Sum("amount"))["total"] or 0 if account else 0


def _years(account: Account | None, today: date, asked: int) -> list[int]:
    """The years that can be chosen, the last first: those with an entry, this one, and the one asked for."""
    found = set(Entry.objects.filter(account=account).order_by().values_list("effective_on__year", flat=True).distinct()) if account else set()
    return sorted(found | {today.year, asked}, reverse=True)


PARTS = ("enrolment__offering__course", "enrolment__offering__term")


def _same_course(account: Account | None, year: int) -> list[Completion]:
    if account is None:
        return []
    same = Completion.objects.filter(settlement__account=account, settlement__outcome=Settlement.Outcome.SAME_COURSE, completed_at__year=year)
    return list(same.select_related(*PARTS).order_by("completed_at"))


def _waiting(learner: User, year: int) -> list[Completion]:
    return list(due().filter(enrolment__learner=learner, completed_at__year=year).select_related(*PARTS).order_by("completed_at"))


# ---- what would close the gap


def _with_offers(made: Statement, learner: User, account: Account | None, now: datetime) -> Statement:
    days_rules = Rules()
    rules = days_rules.of(timezone.localdate(now))
    if rules is None:
        return made
    wanted = [kind for kind, amount in zip(Amounts._fields, made.missing, strict=True) if amount]
    offers = _offers(learner, account, rules, days_rules, now)
    return Statement(**{**made.__dict__, "offers": [offer for kind in wanted for offer in _first([one for one in offers if one.kind == kind])]})


def _offers(learner: User, account: Account | None, rules: RuleSet, days_rules: Rules, now: datetime) -> list[Offer]:
    """Classes with a free seat, of courses that neither count for her already nor are under way."""
    counted = Settlement.objects.filter(account=account, outcome=Settlement.Outcome.AWARDED).values_list("course_key", flat=True)
    taken = Enrolment.objects.filter(learner=learner, state=Enrolment.State.ENROLLED).values_list("offering__course", flat=True)
    free = Offering.objects.open_at(now).filter(seats_taken__lt=F("capacity")).exclude(course_id__in=counted).exclude(course_id__in=taken)
    found = free.select_related("course", "term").prefetch_related("lessons").order_by("course", "term__starts_on", "pk")
    required = days_rules.required(rules)
    of_required, others = found.filter(course__in=required)[:LOOKED_AT], found.exclude(course__in=required)[:LOOKED_AT]
    return [_offer(offering, rules, days_rules) for offering in (*of_required, *others)]


def _offer(offering: Offering, rules: RuleSet, days_rules: Rules) -> Offer:
    return Offer(offering, days_rules.category(rules, offering.course_id), rules_worth(rules, snapshots.minutes_of(offering.lessons.all())))


def _first(offers: Iterable[Offer]) -> list[Offer]:
    """The first class of each course that is worth something, of a few courses."""
    by_course: dict[int, Offer] = {}
    for offer in offers:
        if offer.amount:
            by_course.setdefault(offer.offering.course_id, offer)
    return list(by_course.values())[:OFFERS]


# ---- one line


def last_correction(*, learner: User, since: datetime) -> Entry | None:
    """The last of somebody's entries that took one back, if that was not long ago: she is told. One query."""
    taken = Entry.objects.filter(account__owner=learner, kind=Entry.Kind.REVERSAL, booked_at__gte=since)
    return taken.select_related("evidence").order_by("-number").first()


def own_entry(*, number: int, learner: User) -> Entry:
    """One of somebody's own entries, with what it stands on. Raises NotFound for everybody else's."""
    entries = Entry.objects.select_related("evidence", "rule_set", "reverses", "reversed_by").filter(account__owner=learner)
    entry = entries.filter(pk=number).first() if 0 < number < 2**63 else None
    if entry is None:
        raise NotFound
    return entry


def correction_of(entry: Entry) -> Entry | None:
    """What stands instead of an entry that was taken back, if anything does."""
    taken = entry.reverses_id if entry.kind == Entry.Kind.REVERSAL else entry.pk
    return Entry.objects.filter(cause=f"correction:{taken}").first()


def rulebook(now: datetime) -> tuple[RuleSet | None, list[RuleSet]]:
    """The rules of today and all published ones, the last first. Three queries."""
    every = list(RuleSet.objects.published().prefetch_related("requirements__category", "required_courses__course").order_by("-valid_from", "-pk"))
    today = timezone.localdate(now)
    return next((one for one in every if one.valid_from <= today and (one.valid_until is None or today <= one.valid_until)), None), every
