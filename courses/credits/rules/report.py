"""Who has met the requirement of a year. Plain values in, plain values out; amounts are hundredths of a credit.

Nobody is compared with anybody: each person is held against her own requirement, kind by kind, and what she has beyond it earns nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from college.cells import safe_cell

__all__ = ["safe_cell"]

STEP = 25  # a requirement for a part of the year is rounded down to a quarter of a credit
WORKING_DAYS_FIRST = 10  # so many working days the members have before the committee
LOWEST = (0, 20, 40, 60, 80, 100)  # where each band of the distribution begins, in per cent


class Amounts(NamedTuple):
    """Hundredths of a credit by kind: required (必修), elective (选修), project (项目)."""

    required: int = 0
    elective: int = 0
    project: int = 0


NOTHING = Amounts()


class Span(NamedTuple):
    """Days in a category, both ends included, with what the category needs in a whole year."""

    first: date
    last: date
    need: Amounts


class State(StrEnum):
    """What the report says of somebody. NO_RULE: no requirement is in force for her, so there is nothing to meet."""

    MET = "met"
    UNMET = "unmet"
    EXEMPT = "exempt"
    NO_RULE = "no_rule"


# ---- the requirement


def days_of(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def need_of(spans: Sequence[Span], year: int) -> Amounts:
    """What somebody needs in a year.

    In two categories at once, the higher requirement of each kind holds, not the sum. For a part of the year, the share of its days holds.
    """
    inside = [span for span in (_within(span, year) for span in spans) if span.first <= span.last]
    whole = [span for span in inside if (span.last - span.first).days + 1 == days_of(year)]
    if len(whole) == len(inside):
        return _highest(span.need for span in inside)
    totals = (0, 0, 0)
    for first, after in _pieces(inside):
        need = _highest(span.need for span in inside if span.first <= first <= span.last)
        days = (after - first).days
        totals = tuple(total + days * one for total, one in zip(totals, need, strict=True))  # type: ignore[assignment]
    return Amounts(*(total // days_of(year) // STEP * STEP for total in totals))


def _within(span: Span, year: int) -> Span:
    return Span(max(span.first, date(year, 1, 1)), min(span.last, date(year, 12, 31)), span.need)


def _highest(needs: Iterable[Amounts]) -> Amounts:
    columns = list(zip(*needs, strict=True))
    return Amounts(*(max(column) for column in columns)) if columns else NOTHING


def _pieces(spans: Sequence[Span]) -> Iterable[tuple[date, date]]:
    """Stretches (first day, day after the last) in which nobody's category changes."""
    cuts = sorted({span.first for span in spans} | {span.last + timedelta(days=1) for span in spans})
    return pairwise(cuts)


# ---- the state


def state_of(earned: Amounts, need: Amounts, *, exempt: bool) -> State:
    """Met when no kind falls short. More of one kind does not stand for another."""
    if exempt:
        return State.EXEMPT
    if need == NOTHING:
        return State.NO_RULE
    return State.MET if earned[0] >= need[0] and earned[1] >= need[1] and earned[2] >= need[2] else State.UNMET


def missing(earned: Amounts, need: Amounts) -> Amounts:
    """What is still to be earned, by kind."""
    return Amounts(*(max(0, wanted - had) for had, wanted in zip(earned, need, strict=True)))


def percent(earned: Amounts, need: Amounts) -> int:
    """How much of the requirement is there, 0 to 100, rounded down; what goes beyond it in one kind does not count. 100 is “met”."""
    wanted = sum(need)
    counted = sum(max(0, min(had, most)) for had, most in zip(earned, need, strict=True))
    return counted * 100 // wanted if wanted else 100


def band_of(share: int) -> int:
    """The place in LOWEST of a share in per cent."""
    return max(place for place, lowest in enumerate(LOWEST) if share >= lowest)


# ---- the days


def working_days(first: date, until: date) -> int:
    """Mondays to Fridays from `first` up to, not including, `until`. Public holidays are not known here: whoever plans adds them."""
    weeks, rest = divmod(max(0, (until - first).days), 7)
    return weeks * 5 + sum((first + timedelta(days=day)).weekday() < 5 for day in range(rest))


def earliest_for_committee(members_from: date) -> date:
    """The first day on which the committee may open a report that its members see from `members_from` on."""
    day = members_from
    while working_days(members_from, day) < WORKING_DAYS_FIRST and day < date.max:  # the calendar ends in 9999
        day += timedelta(days=1)
    return day


# ---- what leaves the house


def in_credits(hundredths: int) -> str:
    """Credits as people write them: no idle zeros, and a minus that is one."""
    whole, rest = divmod(abs(hundredths), 100)
    digits = f"{whole}.{rest:02}".rstrip("0").rstrip(".")
    return f"−{digits}" if hundredths < 0 else digits


def check_code(rows: Iterable[Sequence[str]]) -> str:
    """SHA-256 of rows of cells, in hexadecimal: cells joined by tabs, rows ended by line feeds, UTF-8."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(("\t".join(row) + "\n").encode())
    return digest.hexdigest()
