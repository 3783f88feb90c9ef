"""Deriving the whole ledger again: chain, hashes, evidence, rules, amounts, causes, reversals, settlements, totals, head.

It streams, in pieces of a few thousand entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, F, Max, Q, Sum

from courses.credits.domain.terms import terms_of
from courses.credits.models import Entry, LedgerHead, RuleSet, Settlement
from courses.credits.rules.chain import GENESIS, Facts, Link, fault
from courses.credits.rules.terms import Terms

PIECE = 5_000
FIELDS = (
    "number",
    "account__pseudonym",
    "amount",
    "kind",
    "category",
    "effective_on",
    "booked_at",
    "rule_set__version",
    "evidence__sha256",
    "cause",
    "reverses",
    "actor",
    "approver",
    "previous_hash",
    "hash",
    "evidence__snapshot",
    "account",
    "rule_set",
)
TAKEN = ("pk", "account__pseudonym", "amount", "kind", "category", "effective_on")
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)  # a reversal repeats no booking time
Totals = Counter[tuple[int, int, str]]  # hundredths by account, year and category


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not hold, by its number (0: the ledger as a whole), and why."""

    number: int
    why: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.why}" if self.number else self.why


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many entries hold, the hash of the last one, and what is broken, if anything is."""

    entries: int
    head: str
    broken: Broken | None = None


def verify() -> Verification:
    """Derive everything again, up to the head as it is now: entries that arrive meanwhile are left to the next time."""
    head = LedgerHead.objects.filter(pk=1).first() or LedgerHead(pk=1, number=0, hash=GENESIS)
    previous, totals, number = GENESIS, Totals(), 0
    for found, account in _links(head.number):
        if why := fault(found, number + 1, previous):
            return Verification(number, previous, Broken(number + 1, why))
        number, previous = number + 1, found.hash
        totals[account, found.facts.effective_on.year, found.facts.category] += found.facts.amount
    return Verification(number, previous, _of_the_whole(head, number, previous, totals))


def _of_the_whole(head: LedgerHead, number: int, last: str, totals: Totals) -> Broken | None:
    if number != head.number:
        return Broken(number + 1, f"entry {number + 1} is not there")
    if last != head.hash:
        return Broken(0, "the head names another hash than the last entry")
    # The last number first, the head after that: an entry that arrives in between cannot look as if it lay beyond the head.
    last_number = Entry.objects.aggregate(last=Max("number"))["last"] or 0
    if last_number > (LedgerHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0):
        return Broken(last_number, "it lies beyond the head")
    twice = Entry.objects.order_by().values("cause").annotate(times=Count("*")).filter(times__gt=1).first()
    if twice:
        return Broken(0, f"the cause {twice['cause']} stands in it twice")
    return _of_settlements() or _of_totals(number, totals)


def _of_settlements() -> Broken | None:
    """Each completion that counts must name an entry of the same person that stands: by that, a course counts once in a lifetime."""
    counted = Settlement.objects.filter(outcome=Settlement.Outcome.AWARDED)
    wrong = ~Q(entry__account=F("account")) | Q(entry__kind=Entry.Kind.REVERSAL) | Q(entry__reversed_by__isnull=False)
    found = counted.filter(wrong).order_by("entry").values_list("entry", flat=True).first()
    return Broken(found, "a completion counts by it, but it does not stand for that person") if found else None


def _of_totals(number: int, totals: Totals) -> Broken | None:
    """What the database adds up, as the statement and the report do, must be what the entries say one by one."""
    rows = Entry.objects.filter(number__lte=number).order_by().values_list("account", "effective_on__year", "category").annotate(total=Sum("amount"))
    for account, year, category, total in rows.iterator(chunk_size=PIECE):
        if totals.pop((account, year, category), None) != total:
            return Broken(0, f"the total of account {account} in {year} differs from its entries")
    return Broken(0, "a total is missing") if totals else None


def _links(until: int) -> Iterator[tuple[Link, int]]:
    """All entries up to a number, in their order, each with the key of its account."""
    last, terms = 0, terms_of(list(RuleSet.objects.published()))
    while rows := list(Entry.objects.filter(number__gt=last, number__lte=until).order_by("number").values_list(*FIELDS)[:PIECE]):
        taken = _taken_back(row[10] for row in rows if row[10] is not None)
        for row in rows:
            yield _link(row, taken, terms), row[16]
        last = rows[-1][0]


def _taken_back(numbers: Iterable[int]) -> dict[int, Facts]:
    """The entries that reversals name, as far as a reversal has to repeat them."""
    rows = Entry.objects.filter(pk__in=set(numbers)).values_list(*TAKEN)
    return {row[0]: Facts._make((row[0], str(row[1]), *row[2:6], _NO_TIME, "", "", "", None, None, None)) for row in rows}


def _link(row: tuple[Any, ...], taken: dict[int, Facts], terms: dict[int, Terms]) -> Link:
    actor, approver = (str(one) if one else None for one in row[11:13])
    facts = Facts._make((row[0], str(row[1]), *row[2:11], actor, approver))
    return Link(facts, row[13], row[14], row[15], terms.get(row[17]), taken.get(row[10]) if row[10] is not None else None)
